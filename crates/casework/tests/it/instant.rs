//! Instant cases: two signatures at one window.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

fn received(handed_in: &[u8]) -> Play {
    let item = instant();
    let command = Command::Receive(receive(&item, handed_in));
    Play::new(item).then("intake2", command)
}

// C6, R55, R111
#[test]
fn two_signatures_at_one_window_conclude_and_deliver_in_one_visit() {
    let mut play = received(&[1, 2]);
    assert_eq!(play.stage(), StageName::AwaitingSignature);
    let facts = play.attempt("head.biz", Command::SignInstant).expect("the head of that window signs");
    let kinds: Vec<_> = facts.iter().map(Event::kind).collect();
    let life = [
        "case.accepted",
        "case.agent-skipped",
        "case.decided",
        "case.document-made",
        "case.concluded",
        "case.delivered",
    ];
    assert_eq!(kinds, life);
    assert_eq!(play.case.public_state(), Some(PublicState::Delivered));
    assert_eq!(due(&play.case), None);
    let Some(Stage::Delivered { conclusion, .. }) = play.case.stage() else { panic!("it is delivered") };
    assert!(!conclusion.late);
    assert!(conclusion.certificate.is_some());
}

// C6, M4, tone 16
#[test]
fn the_second_signature_is_never_that_of_the_person_who_took_it_in() {
    let item = instant();
    let play = Play::new(item.clone()).then("head.biz", Command::Receive(receive(&item, &[1, 2])));
    assert_eq!(play.refuses("head.biz", Command::SignInstant), "intake-cannot-decide");
    let refusal = play.refusal("head.biz", Command::SignInstant);
    assert!(refusal.able().iter().any(|able| able.person == who("chief.sc")));
    assert!(refusal.able().iter().all(|able| able.person != who("head.biz")));
}

#[test]
fn only_the_head_of_that_window_or_of_the_authority_signs() {
    let play = received(&[1, 2]);
    for other in ["intake2", "intake3", "head.soc", "agent.sc", "do.sc", "stranger"] {
        assert_eq!(play.refuses(other, Command::SignInstant), "not-authorised", "{other}");
    }
    assert_eq!(play.then("chief.sc", Command::SignInstant).stage(), StageName::Delivered);
}

#[test]
fn a_returned_instant_case_is_presented_again_or_goes_the_ordinary_way() {
    let play = received(&[1, 2]).then("head.biz", Command::ReturnInstant(reason()));
    assert_eq!(play.stage(), StageName::Received);
    let again = play.clone().then("intake2", Command::PresentInstant);
    assert_eq!(again.stage(), StageName::AwaitingSignature);
    // A head who would refuse does not sign: refusing takes a decision with reasons (N19).
    let ordinary = play.then("intake2", Command::Accept).then("chief.sc", refuse("place"));
    assert_eq!(ordinary.case.public_state(), Some(PublicState::Refused));
}

#[test]
fn an_incomplete_instant_case_takes_the_way_of_a_correction_and_then_the_same() {
    let play = received(&[1]).then("intake2", notice(&[2])).on("2026-03-05").then("intake2", more(&[2]));
    assert_eq!(play.stage(), StageName::AwaitingSignature);
    assert_eq!(play.then("head.biz", Command::SignInstant).stage(), StageName::Delivered);
}

/// A change of name, complete, accepted at window 2: the leader signs next.
fn before_leader() -> Play {
    let item = instant_leader();
    let received = Play::new(item.clone()).then("intake2", Command::Receive(receive(&item, &[1, 2])));
    assert_eq!(received.stage(), StageName::Received, "the window accepts before anybody signs");
    received.then("intake2", Command::Accept)
}

fn leader_says(verdict: Verdict) -> Command {
    Command::CompleteStep(CompleteStep { verdict, opinion: sealed(5), place: DonePlace::Hall, visit: None })
}

fn kinds(facts: &[Event]) -> Vec<&'static str> {
    facts.iter().map(Event::kind).collect()
}

const ENDS: [&str; 4] = ["case.decided", "case.document-made", "case.concluded", "case.delivered"];

// R56, C5, C6
#[test]
fn the_leader_signs_off_the_same_day_and_the_window_ends_it_in_one_visit() {
    let play = before_leader();
    assert_eq!(play.due_of(ClockKind::Step), day("2026-03-02"), "due today, like the promise");
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-02"));
    assert_eq!(play.refusal("head.biz", Command::SignInstant), Refusal::StepsOpen { open: 1 });
    // From afar, on a telephone: the papers stay at the window.
    let mut play = play.then("lead.sc", leader_says(Verdict::Agree));
    assert_eq!(play.facts().holding.person, who("intake2"));
    let facts = play.attempt("head.biz", Command::SignInstant).expect("the head of that window ends it");
    assert_eq!(kinds(&facts), [&["case.agent-skipped"][..], &ENDS].concat());
    assert_eq!(play.case.public_state(), Some(PublicState::Delivered));
    let Some(Stage::Delivered { conclusion, .. }) = play.case.stage() else { panic!("it is delivered") };
    assert!(!conclusion.late && conclusion.certificate.is_some());
    assert_eq!(due(&play.case), None);
}

// R56: the agent takes it to the leader and brings it back to the window, papers counted.
#[test]
fn the_agent_carries_it_to_the_leader_and_back_to_the_window() {
    let play = before_leader().hand("intake2", "agent.sc");
    let play = play.then("lead.sc", leader_says(Verdict::Agree));
    assert_eq!(play.refuses("head.biz", Command::SignInstant), "not-the-holder", "the papers are not back");
    let play = play.then("agent.sc", give("head.biz", 5));
    assert_eq!(play.refuses("head.biz", Command::SignInstant), "hand-over-pending");
    let mut play = play.then("head.biz", take(5));
    let facts = play.attempt("head.biz", Command::SignInstant).expect("the papers are back");
    assert_eq!(kinds(&facts), ENDS, "no agent was skipped");
}

// R56, M4: the second look is another person's.
#[test]
fn only_the_leader_of_the_authority_signs_off_and_never_who_took_it_in() {
    let play = before_leader();
    for other in ["intake2", "head.biz", "agent.sc", "do.sc", "stranger"] {
        assert_eq!(play.refuses(other, leader_says(Verdict::Agree)), "not-authorised", "{other}");
    }
    // A letter to decide is none to sign off (tone 17).
    assert_eq!(play.refuses("deputy.sc", leader_says(Verdict::Agree)), "delegation-does-not-cover");
    let able = play.refusal("stranger", leader_says(Verdict::Agree));
    let able: Vec<_> = able.able().iter().map(|able| able.person).collect();
    assert_eq!(able, [who("lead.sc"), who("chief.sc")]);
    assert_eq!(play.clone().then("chief.sc", leader_says(Verdict::Agree)).stage(), StageName::Handling);
    // The leader took it in himself that morning: somebody else signs off, somebody else than he decides.
    let mut both = play.clone();
    let mut post = both.organisation.posts.iter().find(|it| it.person == who("lead.sc")).cloned();
    let post = post.as_mut().expect("the leader has a post");
    post.person = who("intake2");
    both.organisation.posts.push(post.clone());
    assert_eq!(both.refuses("intake2", leader_says(Verdict::Agree)), "intake-cannot-approve");
    let signed = both.then("lead.sc", leader_says(Verdict::Agree));
    assert_eq!(signed.refuses("lead.sc", Command::SignInstant), "delegation-does-not-cover");
    assert_eq!(signed.refuses("intake2", Command::SignInstant), "not-authorised");
    assert_eq!(signed.refuses("head.soc", Command::SignInstant), "not-authorised", "another window's head");
    assert_eq!(signed.then("chief.sc", Command::SignInstant).stage(), StageName::Delivered);
}

// M4: the same of an item that is examined first.
#[test]
fn who_examined_does_not_sign_off() {
    let play = Play::with_handler()
        .then("do.sc", complete(DonePlace::Hall))
        .then("do.sc", visit(record("do2.sc")))
        .then("do2.sc", complete(DonePlace::OnSite));
    let mut both = play.clone();
    let post = both.organisation.posts.iter().find(|it| it.person == who("lead.sc")).cloned();
    let post =
        catalogue::organisation::PostHolding { person: who("do.sc"), ..post.expect("the leader has a post") };
    both.organisation.posts.push(post);
    assert_eq!(both.refuses("do.sc", complete(DonePlace::Hall)), "handler-cannot-approve");
    assert_eq!(
        play.hand("do.sc", "lead.sc").then("lead.sc", complete(DonePlace::Hall)).stage(),
        StageName::Handling
    );
}

// R56, F32: both sides of midnight
#[test]
fn a_sign_off_that_comes_the_next_day_is_seen_as_late() {
    let light = |play: &Play, kind| play.facts().clocks.get(kind).map(|watch| watch.light);
    let in_time = before_leader().until(last_instant_of(day("2026-03-02")));
    assert_ne!(light(&in_time, ClockKind::Step), Some(calendar::Light::Red));
    let late = in_time.clone().until(day("2026-03-03").start());
    assert_eq!(light(&late, ClockKind::Step), Some(calendar::Light::Red), "the leader's step is overdue");
    assert_eq!(late.facts().late_since, Some(day("2026-03-03").start()));
    let late = |play: Play| {
        let play = play.then("lead.sc", leader_says(Verdict::Agree)).then("head.biz", Command::SignInstant);
        match play.case.stage() {
            Some(Stage::Delivered { conclusion, .. }) => conclusion.late,
            other => panic!("{other:?}"),
        }
    };
    assert!(!late(in_time.clone()));
    assert!(late(in_time.until(day("2026-03-03").at(9, 0))));
}

// N19: what the leader does not agree to is decided with reasons, in the ordinary way.
#[test]
fn what_the_leader_does_not_agree_to_is_not_granted_by_one_signature() {
    let play = before_leader().then("lead.sc", leader_says(Verdict::Disagree));
    assert_eq!(play.refusal("head.biz", Command::SignInstant), Refusal::SignOffWithheld);
    assert_eq!(play.refusal("head.biz", grant()), Refusal::SignOffWithheld);
    let again =
        play.clone().then("head.biz", Command::ReturnToStep(ReturnToStep { step: 0, reason: sealed(1) }));
    let again = again.then("lead.sc", leader_says(Verdict::Agree)).then("head.biz", grant());
    assert_eq!(again.stage(), StageName::Decided, "the ordinary way stays open too");
    let refused = play.then("head.biz", refuse("place"));
    assert_eq!(refused.case.public_state(), Some(PublicState::Refused));
}

// C6: only where the item asks for the leader is there a signature after acceptance.
#[test]
fn other_cases_in_hand_are_never_signed_as_instant_ones() {
    let ordinary = received(&[1, 2]).then("head.biz", Command::ReturnInstant(reason()));
    let ordinary = ordinary.then("intake2", Command::Accept);
    assert_eq!(ordinary.refuses("head.biz", Command::SignInstant), "not-in-this-stage");
    assert_eq!(Play::before_decision().refuses("chief.sc", Command::SignInstant), "not-in-this-stage");
    let item = instant_leader();
    let complete = Play::new(item.clone()).then("intake2", Command::Receive(receive(&item, &[1, 2])));
    for early in [Command::PresentInstant, Command::SignInstant, Command::ReturnInstant(reason())] {
        assert_eq!(complete.refuses("head.biz", early), "not-in-this-stage");
    }
    let incomplete = Play::new(item.clone()).then("intake2", Command::Receive(receive(&item, &[1])));
    assert_eq!(incomplete.refuses("intake2", Command::Accept), "rows-missing");
    let later = incomplete.then("intake2", notice(&[2])).then("intake2", more(&[2]));
    assert_eq!(later.then("intake2", Command::Accept).stage(), StageName::Handling);
}

// C2, N4
#[test]
fn an_unsigned_instant_case_turns_red_that_night_and_is_accepted_by_silence() {
    let play = received(&[1, 2]).until(day("2026-03-03").start());
    assert_eq!(play.facts().late_since, Some(day("2026-03-03").start()), "on the spot means this day");
    let play = play.until(day("2026-03-10").start());
    assert_eq!(play.stage(), StageName::Handling);
    assert!(play.facts().acceptance.is_some_and(|it| it.deemed));
}

#[test]
fn only_instant_items_are_presented_for_a_second_signature() {
    assert_eq!(Play::received(&[1, 2]).refuses("intake2", Command::PresentInstant), "not-in-this-stage");
}
