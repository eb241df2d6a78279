//! Photographs of a check on site are kept with the case: by whom, how many, and until when (C36, F23).

use crate::fixture::*;
use crate::play::Play;
use casework::*;

/// Examined, checked by `do.sc` with `do2.sc`, not confirmed yet.
fn recorded() -> Play {
    Play::with_handler().then("do.sc", complete(DonePlace::Hall)).then("do.sc", visit(record("do2.sc")))
}

fn kept(play: &Play) -> Option<u8> {
    play.facts().site_check.map(|check| check.kept)
}

/// So many photographs handed in by this person.
fn with(play: Play, by: &str, count: u8) -> Play {
    (0..count).fold(play, |play, n| play.then(by, photograph(40 + n)))
}

// C36: each is an entry of its own, which says who handed it in, which it is, and what its bytes are.
#[test]
fn a_photograph_is_kept_by_either_officer_of_the_check() {
    let play = recorded().then("do.sc", photograph(40)).then("do2.sc", photograph(41));
    let Some(Event::PhotographKept(fact)) = play.log.last() else { panic!("{:?}", play.last()) };
    assert_eq!((fact.by, fact.number, fact.photograph), (who("do2.sc"), 2, digest(41)));
    assert_eq!((play.stage(), kept(&play)), (StageName::Handling, Some(2)));
    assert_eq!(play.facts().people, recorded().facts().people, "it makes nobody anything");
}

#[test]
fn before_a_check_is_recorded_there_is_nothing_to_photograph() {
    for play in [Play::received(&[1]), Play::with_handler()] {
        assert_eq!(play.refuses("do.sc", photograph(40)), "visit-not-recorded");
    }
    assert_eq!(Play::new(licence()).refuses("do.sc", photograph(40)), "no-such-case");
}

// Whoever has no part in the check brings nothing of it; the handler who holds the case may, the agent who holds it may not.
#[test]
fn whoever_was_not_there_hands_nothing_in() {
    let play = recorded().then("do2.sc", complete(DonePlace::OnSite));
    for person in PEOPLE.into_iter().filter(|person| !["do.sc", "do2.sc"].contains(person)) {
        assert_eq!(play.refuses(person, photograph(40)), "visit-not-there", "{person}");
    }
    let mut third = recorded();
    let post = third.organisation.posts.iter().find(|it| it.person == who("do2.sc")).cloned();
    let post = post.map(|post| catalogue::organisation::PostHolding { person: who("do.wj"), ..post });
    third.organisation.posts.extend(post);
    let third = third.away("do.sc", Some("do.wj")).then("do.wj", stand_in(5));
    assert_eq!(third.facts().holding.capacity, Capacity::Handler);
    assert_eq!(kept(&third.then("do.wj", photograph(40))), Some(1));
    let agent = Play::before_decision();
    assert_eq!(agent.facts().holding.person, who("agent.sc"));
    assert_eq!(agent.refuses("agent.sc", photograph(40)), "visit-not-there");
}

#[test]
fn nine_are_kept_of_a_check_and_the_tenth_is_refused() {
    let eight = with(recorded(), "do.sc", 8);
    let nine = eight.then("do2.sc", photograph(60));
    assert_eq!(kept(&nine), Some(PHOTOGRAPHS_KEPT_MAX));
    for person in ["do.sc", "do2.sc"] {
        assert_eq!(nine.refuses(person, photograph(61)), "visit-enough-kept", "{person}");
    }
}

// F23: what comes late is an entry of its late instant, and what is in the archive stays as it was sealed.
#[test]
fn photographs_come_after_the_decision_too_and_never_after_the_archive() {
    let mut play = Play::concluded().then("out", deliver());
    assert_eq!(kept(&play.clone().then("do.sc", photograph(40))), Some(1));
    play.archived = true;
    assert_eq!(play.refuses("do.sc", photograph(40)), "visit-archived");
    assert_eq!(
        play.refuses("out", photograph(40)),
        "visit-not-there",
        "a stranger learns nothing of the archive"
    );
}

// The record written anew is of the same check: its photographs stay and count on.
#[test]
fn a_record_written_anew_keeps_its_photographs() {
    let play =
        with(recorded(), "do.sc", 3).then("do.sc", visit(Visit { photographs: 7, ..record("do2.sc") }));
    assert_eq!(kept(&play), Some(3));
    let Some(Event::PhotographKept(fact)) = play.then("do.sc", photograph(50)).log.last().copied() else {
        panic!("a photograph")
    };
    assert_eq!(fact.number, 4);
}

// A step sent back asks for a new check, and the new check has nine photographs of its own.
#[test]
fn a_new_check_counts_its_photographs_anew() {
    let back = Command::ReturnToStep(ReturnToStep { step: 1, reason: sealed(1) });
    let play = with(Play::before_decision(), "do.sc", 9).then("chief.sc", back).hand("agent.sc", "do.sc");
    assert_eq!(play.refuses("do.sc", photograph(60)), "visit-enough-kept", "until it is recorded");
    let play = play.then("do.sc", visit(record("do2.sc")));
    assert_eq!(kept(&play), Some(0));
    assert_eq!(kept(&play.then("do2.sc", photograph(60))), Some(1));
}

// The page offers it to who may, and tells nobody else that somebody could.
#[test]
fn it_is_offered_to_who_may_and_not_named_to_others() {
    let offered = |play: &Play, person: &str| {
        let offers = play.seen_by(person, |known| offers(&play.case, known));
        offers.into_iter().find(|it| it.act == Act::KeepPhotograph).map(|it| it.refusal.is_none())
    };
    let play = recorded();
    assert_eq!(["do.sc", "do2.sc", "agent.sc"].map(|it| offered(&play, it)), [Some(true), Some(true), None]);
    assert_eq!(offered(&Play::with_handler(), "do.sc"), None);
    assert_eq!(offered(&with(play, "do.sc", 9), "do.sc"), None);
}
