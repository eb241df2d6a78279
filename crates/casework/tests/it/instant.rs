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
