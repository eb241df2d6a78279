//! Re-check, making, conclusion, delivery.

use crate::fixture::*;
use crate::play::Play;
use casework::*;

// C17
#[test]
fn the_recheck_is_the_agents_and_never_the_deciders() {
    let mut play = Play::granted();
    for other in ["do.sc", "chief.sc", "intake2", "stranger"] {
        assert_eq!(play.refuses(other, Command::Recheck), "not-authorised", "{other}");
    }
    assert_eq!(play.clone().then("agent2.sc", Command::Recheck).stage(), StageName::Rechecked);
    let mut post =
        play.organisation.posts.iter().find(|it| it.person == who("agent.sc")).cloned().expect("a post");
    post.person = who("chief.sc");
    play.organisation.posts.push(post);
    assert_eq!(play.refuses("chief.sc", Command::Recheck), "decider-cannot-recheck");
}

// C17: one working day, both sides of midnight
#[test]
fn the_recheck_holds_a_decision_for_one_working_day_at_most() {
    let play = Play::granted();
    let refusal = play.refusal("do.sc", make());
    assert_eq!(refusal, Refusal::NotRechecked { recheck_by: day("2026-03-03") });
    let before = play.clone().until(last_instant_of(day("2026-03-03")));
    assert_eq!(before.refuses("do.sc", make()), "not-rechecked");
    let after = play.until(day("2026-03-04").start());
    assert_eq!(after.stage(), StageName::Rechecked);
    assert_eq!(after.last().kind(), "case.recheck-lapsed");
    assert_eq!(after.refuses("agent.sc", Command::Recheck), "not-in-this-stage");
    assert_eq!(after.then("do.sc", make()).stage(), StageName::Concluded);
}

// C17
#[test]
fn a_returned_decision_is_void_and_is_decided_again_under_a_new_number() {
    let play = Play::granted().then("agent.sc", Command::ReturnDecision(reason()));
    assert_eq!(play.stage(), StageName::Handling);
    assert_eq!(play.facts().clocks.delivery, None, "there is nothing to deliver");
    assert_eq!(play.facts().clocks.statutory.and_then(|it| it.ended_at), None, "the law's limit runs on");
    let play = play.then("chief.sc", grant());
    let Event::Decided(fact) = play.last() else { panic!("it is decided again") };
    assert_eq!((fact.number.n, fact.replaces.map(|no| no.n)), (2, Some(1)));
}

// C17: only while the clock runs
#[test]
fn past_its_day_a_decision_is_not_returned() {
    let play = Play::before_decision().until(day("2026-03-11").at(16, 0)).then("chief.sc", grant());
    let before = play.clone().until(last_instant_of(day("2026-03-11")));
    assert_eq!(before.then("agent.sc", Command::ReturnDecision(reason())).stage(), StageName::Handling);
    let after = play.until(day("2026-03-12").start());
    assert_eq!(after.refuses("agent.sc", Command::ReturnDecision(reason())), "clock-has-run-out");
}

// C18, E18, F5, F10
#[test]
fn conclusion_is_decision_and_document_and_not_delivery() {
    let play = Play::granted().then("agent.sc", Command::Recheck);
    assert_eq!(play.case.public_state(), Some(PublicState::DocumentBeingMade));
    assert_eq!(play.refuses("out", make()), "not-authorised");
    let play = play.then("agent.sc", make());
    let Some(Stage::Concluded(conclusion)) = play.case.stage() else { panic!("it is concluded") };
    assert!(!conclusion.late);
    assert_eq!(conclusion.certificate.map(|no| no.kind), Some(DocumentKind::Certificate));
    let Event::Concluded(fact) = play.last() else { panic!("it is concluded") };
    assert_eq!((fact.days_used, fact.days_left), (0, 7));
    assert_eq!(play.case.shown_clock().map(|(kind, _)| kind), Some(ClockKind::Delivery));
    assert_eq!(Play::before_decision().refuses("do.sc", make()), "not-in-this-stage"); // F10
}

// F5
#[test]
fn a_refusal_has_no_certificate() {
    let play = Play::before_decision().then("chief.sc", refuse("flow")).then("agent.sc", Command::Recheck);
    let play = play.then("do.sc", make());
    let Some(Stage::Concluded(conclusion)) = play.case.stage() else { panic!("it is concluded") };
    assert_eq!(conclusion.certificate, None);
    assert_eq!(play.then("out", deliver()).stage(), StageName::Delivered);
}

// C18: the promise is measured to the conclusion, both sides of midnight
#[test]
fn a_case_concluded_after_the_promised_day_is_late() {
    let late = |play: Play| match play.then("do.sc", make()).last() {
        Event::Concluded(fact) => (fact.late, fact.days_left),
        other => panic!("{other:?}"),
    };
    let play = Play::granted().then("agent.sc", Command::Recheck);
    assert_eq!(late(play.clone().until(last_instant_of(day("2026-03-11")))), (false, 0));
    assert_eq!(late(play.until(day("2026-03-12").start())), (true, -1));
}

// C13, E16
#[test]
fn the_pickup_code_collects_once_and_the_identity_is_the_second_check() {
    let play = Play::concluded();
    let hand_out = |change: fn(&mut Deliver)| {
        let Command::Deliver(mut command) = deliver() else { unreachable!("deliver() is a delivery") };
        change(&mut command);
        Command::Deliver(command)
    };
    assert_eq!(play.refuses("out", hand_out(|it| it.pickup = digest(2))), "pickup-code-wrong"); // the query code reads
    assert_eq!(play.refuses("out", hand_out(|it| it.identity = digest(3))), "identity-differs");
    assert_eq!(play.refuses("out", hand_out(|it| it.window = window("w99"))), "window-unknown");
    assert_eq!(play.refuses("out", hand_out(|it| it.window = window("w2"))), "not-authorised");
    assert_eq!(play.refuses("do.sc", deliver()), "not-authorised");
    let collected = hand_out(|it| {
        it.to = DeliverTo::Authorised { collector: sealed(3), letter: true };
        it.identity = digest(3);
    });
    let play = play.then("out", collected);
    assert_eq!(play.case.public_state(), Some(PublicState::Delivered));
    assert_eq!(play.refuses("out", deliver()), "case-ended");
    assert_eq!(due(&play.case), None);
}

// N16: both sides of midnight
#[test]
fn delivery_is_late_from_midnight_after_ten_working_days() {
    let late = |play: Play| match play.then("out", deliver()).last() {
        Event::Delivered(fact) => fact.late,
        other => panic!("{other:?}"),
    };
    assert!(!late(Play::concluded().until(last_instant_of(day("2026-03-16")))));
    assert!(late(Play::concluded().until(day("2026-03-17").start())));
    let waiting = Play::concluded().until(day("2026-03-17").start());
    assert_eq!(waiting.facts().late_since, None, "a certificate not collected does not make the case late");
}
