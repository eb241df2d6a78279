//! Annual summaries: when one is due, who hands it in, that a further edition has a reason (A13, R110, R121).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{changed, supervised};
use calendar::Calendar;
use oversight::Refusal;
use oversight::bound::{Bound, Bounds};
use oversight::summary::*;

fn hand_in(reason: Option<u8>) -> HandIn {
    HandIn {
        unit: unit("sc"),
        year: 2026,
        seq: 7,
        table: digest(1),
        words: Words { done: sealed(80), problems: sealed(81), plans: sealed(82) },
        reason: reason.map(sealed),
    }
}

fn ask(on: &str, actor: &str, state: &Summary, asked: HandIn) -> Result<Vec<Event>, Refusal> {
    let mut world = supervised(Play::new(licence()));
    world.now = day(on).at(9, 0);
    world.seen_by(actor, |known| decide(state, &asked, known, &Bounds::default()))
}

fn code(answer: Result<Vec<Event>, Refusal>) -> &'static str {
    answer.map_or_else(|refusal| refusal.code(), |_| "done")
}

fn after(on: &str, state: Summary, asked: HandIn) -> Summary {
    ask(on, "lead.sc", &state, asked).expect("it is handed in").iter().fold(state, |state, fact| {
        let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
        assert_eq!(stored, *fact);
        evolve(state, &stored)
    })
}

#[test]
fn it_is_due_on_the_tenth_of_december_or_the_next_day_that_is_worked() {
    let calendar = Calendar::built_in();
    let due = |bounds: &Bounds, year| due(calendar, bounds, year).expect("a known year").to_string();
    assert_eq!(due(&Bounds::default(), 2026), "2026-12-10");
    // 5 December 2026 is a Saturday.
    assert_eq!(due(&changed(Bound::SummaryDay, 5), 2026), "2026-12-07");
    assert!(oversight::summary::due(calendar, &Bounds::default(), 2090).is_err());
}

#[test]
fn who_leads_the_unit_hands_it_in_from_november_on() {
    let none = Summary::default();
    for (person, expected) in [
        ("lead.sc", "done"),
        ("chief.sc", "done"),
        ("do.sc", "record-not-leader"),
        ("super1", "record-not-leader"),
        ("centre", "record-not-leader"),
    ] {
        assert_eq!(code(ask("2026-12-01", person, &none, hand_in(None))), expected, "{person}");
    }
    for (on, expected) in [
        ("2026-10-31", "record-too-early"),
        ("2026-11-01", "done"),
        ("2027-12-31", "done"),
        ("2028-01-01", "record-over"),
    ] {
        assert_eq!(code(ask(on, "lead.sc", &none, hand_in(None))), expected, "{on}");
    }
    let nowhere = HandIn { unit: unit("none"), ..hand_in(None) };
    assert_eq!(code(ask("2026-12-01", "lead.sc", &none, nowhere)), "record-no-such-place");
}

// A13: the centre says of its own year what a unit says of its; who runs it hands it in, and no department
#[test]
fn the_centre_itself_hands_one_in() {
    let play = supervised(Play::new(licence()));
    let own = play.organisation.centre.unit;
    assert!(is_asked(&play.organisation, own) && is_whole(&play.organisation, own));
    assert!(is_asked(&play.organisation, unit("sc")) && !is_whole(&play.organisation, unit("sc")));
    let of_centre = |person: &str, on: &str| {
        let asked = HandIn { unit: own, ..hand_in(None) };
        code(ask(on, person, &Summary::default(), asked))
    };
    assert_eq!(of_centre("centre", "2026-12-10"), "done");
    assert_eq!(of_centre("centre", "2026-10-31"), "record-too-early");
    for person in ["lead.sc", "chief.sc", "super1", "head.biz", "do.sc"] {
        assert_eq!(of_centre(person, "2026-12-10"), "record-not-leader", "{person}");
    }
}

#[test]
fn its_last_day_is_in_time_and_another_edition_has_a_reason() {
    let in_time = after("2026-12-10", Summary::default(), hand_in(None));
    assert_eq!((in_time.due, in_time.is_late()), (Some(day("2026-12-10")), false));
    let late = after("2026-12-11", Summary::default(), hand_in(None));
    assert!(late.is_late());
    assert_eq!(code(ask("2026-12-20", "lead.sc", &in_time, hand_in(None))), "report-reason-missing");
    let twice = after("2026-12-20", in_time, hand_in(Some(83)));
    assert_eq!(twice.editions.iter().map(|it| it.number).collect::<Vec<_>>(), [1, 2]);
    assert!(!twice.is_late(), "a correction makes nothing late that came in time");
}
