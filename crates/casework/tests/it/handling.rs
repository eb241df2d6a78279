//! The decision, its authority and its reasons; priority; being late.

use crate::fixture::*;
use crate::play::Play;
use calendar::Light;
use casework::*;
use catalogue::Authority;

// C8, R52
#[test]
fn a_decision_bears_the_number_of_its_authority_and_says_on_what_power() {
    let play = Play::before_decision();
    let by_post = play.clone().then("chief.sc", grant());
    let Some(Stage::Decided { decision, recheck_by }) = by_post.case.stage() else { panic!("it is decided") };
    assert_eq!((decision.number.issuer, decision.number.kind), (unit("sc"), DocumentKind::GrantDecision));
    assert!(matches!(decision.basis, Authority::ByPost { .. }));
    assert_eq!(*recheck_by, day("2026-03-03"));
    assert_eq!(by_post.due_of(ClockKind::Delivery), day("2026-03-16"), "10 working days (N16)");
    let by_letter = play.then("deputy.sc", refuse("place"));
    let Some(Stage::Decided { decision, .. }) = by_letter.case.stage() else { panic!("it is decided") };
    assert_eq!(decision.number.kind, DocumentKind::RefusalDecision);
    assert!(decision.basis.is_by_delegation());
}

// R52, tone 17
#[test]
fn a_letter_that_ended_gives_no_power_and_the_refusal_names_those_who_have_it() {
    let mut play = Play::before_decision();
    let refusal = play.refusal("do2.sc", grant());
    assert_eq!(refusal.code(), "delegation-ended");
    let mut able: Vec<_> = refusal.able().iter().map(|able| (able.person, able.deputising)).collect();
    assert_eq!(able[0], (who("chief.sc"), false), "the post first, then the letters");
    able.sort();
    assert_eq!(
        able,
        [("chief.sc", false), ("deputy.sc", true), ("lead.sc", true)].map(|(id, by)| (who(id), by))
    );
    // On the last day of a letter it is in force, the day after it is not.
    let letter = play.organisation.delegations.iter_mut().find(|letter| letter.to_person == who("deputy.sc"));
    letter.expect("the deputy has a letter").until = day("2026-03-02");
    assert_eq!(
        play.clone().until(last_instant_of(day("2026-03-02"))).then("deputy.sc", grant()).stage(),
        StageName::Decided
    );
    assert_eq!(play.until(day("2026-03-03").start()).refuses("deputy.sc", grant()), "delegation-ended");
}

// M4, tone 16
#[test]
fn intake_handler_approver_and_decider_are_different_people() {
    let mut play = Play::before_decision();
    let mut letter = play.organisation.delegations[0].clone();
    for (person, code) in [("intake2", "intake-cannot-decide"), ("do.sc", "handler-cannot-decide")] {
        letter.to_person = who(person);
        play.organisation.delegations.push(letter.clone());
        let refusal = play.refusal(person, grant());
        assert_eq!(refusal.code(), code);
        assert!(refusal.able().iter().all(|able| able.person != who(person)), "who is excluded is not named");
        assert!(refusal.able().iter().any(|able| able.person == who("chief.sc")));
    }
    let play = play
        .then("agent.sc", ask_stop(0, 5))
        .then("chief.sc", Command::ApproveStop)
        .then("agent.sc", resume());
    assert_eq!(play.refuses("chief.sc", grant()), "approver-cannot-decide");
    assert_eq!(play.then("deputy.sc", grant()).stage(), StageName::Decided);
}

// N19
#[test]
fn a_refusal_gives_reasons_by_article_and_in_words() {
    let play = Play::before_decision();
    let decide = |outcome, grounds: &[&str], words: bool| {
        let mut listed = Grounds::NONE;
        for (slot, code) in listed.0.iter_mut().zip(grounds) {
            *slot = Some(ground(code));
        }
        Command::Decide(Decide { outcome, grounds: listed, reasons: words.then(|| sealed(1)) })
    };
    use Outcome::*;
    assert_eq!(play.refuses("chief.sc", decide(Refused, &["place"], false)), "reasons-needed");
    assert_eq!(play.refuses("chief.sc", decide(Refused, &[], true)), "reasons-needed");
    assert_eq!(play.refuses("chief.sc", decide(Refused, &["mood"], true)), "ground-not-listed");
    assert_eq!(play.refuses("chief.sc", decide(Refused, &["place", "place"], true)), "reason-twice");
    assert_eq!(play.refuses("chief.sc", decide(Granted, &["place"], false)), "reasons-not-wanted");
    let play = play.then("chief.sc", decide(Refused, &["place", "flow"], true));
    assert_eq!(play.case.public_state(), Some(PublicState::Refused));
}

#[test]
fn nothing_is_decided_before_every_step_is_done() {
    assert_eq!(Play::with_handler().refusal("chief.sc", grant()), Refusal::StepsOpen { open: 3 });
    assert_eq!(Play::before_decision().refuses("lead.sc", complete(DonePlace::Hall)), "step-is-decision");
}

// C5: the leader who signs off may hold a letter to decide as well.
#[test]
fn signing_off_is_not_handling() {
    assert_eq!(Play::before_decision().then("lead.sc", grant()).stage(), StageName::Decided);
}

// N14: both sides of midnight
#[test]
fn a_decision_is_late_from_midnight_after_the_laws_day() {
    let late = |play: Play| match play.then("chief.sc", grant()).case.stage() {
        Some(Stage::Decided { decision, .. }) => decision.late,
        other => panic!("{other:?}"),
    };
    assert!(!late(Play::before_decision().until(last_instant_of(day("2026-03-30")))));
    assert!(late(Play::before_decision().until(day("2026-03-31").start())));
}

// M6, F19, tone 20
#[test]
fn a_late_case_stays_late_and_is_explained_with_an_expected_day() {
    let play = Play::before_decision().until(last_instant_of(day("2026-03-11")));
    assert_eq!(play.case.light(play.now), Light::Yellow);
    assert_eq!(play.refuses("agent.sc", explain("2026-03-20")), "not-late");
    let play = play.until(day("2026-03-12").start());
    assert_eq!(play.case.light(play.now), Light::Red);
    assert_eq!(play.refuses("agent.sc", explain("2026-03-11")), "day-has-passed");
    assert_eq!(play.refuses("do.sc", explain("2026-03-20")), "not-the-holder");
    let play = play.then("agent.sc", explain("2026-03-20"));
    assert_eq!(play.facts().explained.map(|it| it.expected_on), Some(day("2026-03-20")));
    assert_eq!(play.case.light(play.now), Light::Red, "an explanation is no switch");
    let done = play
        .then("chief.sc", grant())
        .then("agent.sc", Command::Recheck)
        .then("do.sc", make())
        .then("out", deliver());
    assert_eq!(done.case.light(done.now), Light::Red);
    assert_eq!(done.facts().late_since, Some(day("2026-03-12").start()));
}

// A42, R62
#[test]
fn priority_needs_a_reason_and_a_separate_person() {
    let play = Play::with_agent();
    assert_eq!(play.refuses("centre", approve_priority()), "no-priority-asked");
    assert_eq!(play.refuses("do.sc", Command::AskPriority(reason())), "not-the-holder");
    let play = play.then("agent.sc", Command::AskPriority(reason()));
    assert_eq!(play.refuses("agent.sc", Command::AskPriority(reason())), "priority-already-asked");
    assert_eq!(play.refuses("agent.sc", approve_priority()), "not-authorised");
    let refused = play.clone().then("centre", Command::RefusePriority(reason()));
    assert_eq!(refused.facts().priority, Priority::None);
    let play = play.then("centre", approve_priority());
    assert!(matches!(play.facts().priority, Priority::Approved { by, .. } if by == who("centre")));
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"), "pace, not the day");
}

// A42: one who asks does not approve, whatever posts he holds.
#[test]
fn who_asks_for_priority_does_not_give_it() {
    let mut play = Play::with_agent();
    let mut post = play.organisation.posts.last().cloned().expect("there are posts");
    post.person = who("agent.sc");
    play.organisation.posts.push(post);
    let play = play.then("agent.sc", Command::AskPriority(reason()));
    assert_eq!(play.refuses("agent.sc", approve_priority()), "asker-cannot-approve");
}
