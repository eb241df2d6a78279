//! Questionnaires and symposia: who writes one down, which numbers hold, how it is corrected (A44, R158).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::supervised;
use oversight::Refusal;
use oversight::survey::*;

fn world() -> Play {
    supervised(Play::new(licence()))
}

fn record() -> Record {
    Record {
        kind: Kind::Symposium,
        unit: Some(unit("sc")),
        on: day("2026-03-02"),
        asked: 30,
        answered: 20,
        satisfied: 15,
        chosen: sealed(80),
        words: sealed(81),
    }
}

fn ask(world: &Play, actor: &str, state: &Survey, command: Command) -> Result<Vec<Event>, Refusal> {
    world.seen_by(actor, |known| decide(state, &command, known))
}

fn code(answer: Result<Vec<Event>, Refusal>) -> &'static str {
    answer.map_or_else(|refusal| refusal.code(), |_| "done")
}

fn after(state: Survey, events: Result<Vec<Event>, Refusal>) -> Survey {
    events.expect("it is done").iter().fold(state, |state, fact| {
        let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
        assert_eq!(stored, *fact);
        evolve(state, &stored)
    })
}

fn correct(record: Record, words_changed: bool) -> Command {
    Command::Correct { record, reason: sealed(82), words_changed }
}

#[test]
fn supervision_and_the_centre_write_it_down() {
    let world = world();
    for person in PEOPLE.into_iter().chain(["super1"]) {
        let asked = ask(&world, person, &Survey::Absent, Command::Write(record()));
        let expected = if ["centre", "super1"].contains(&person) { "done" } else { "record-may-not" };
        assert_eq!(code(asked), expected, "{person}");
    }
}

#[test]
fn the_numbers_hold_and_the_day_is_near() {
    let world = world();
    for (record, expected) in [
        (record(), "done"),
        (Record { unit: None, ..record() }, "done"),
        (Record { unit: Some(unit("none")), ..record() }, "record-no-such-place"),
        (Record { asked: 0, answered: 0, satisfied: 0, ..record() }, "survey-numbers"),
        (Record { answered: 0, satisfied: 0, ..record() }, "done"),
        (Record { answered: 31, ..record() }, "survey-numbers"),
        (Record { satisfied: 21, ..record() }, "survey-numbers"),
        (Record { asked: ASKED_MAX, ..record() }, "done"),
        (Record { asked: ASKED_MAX + 1, ..record() }, "survey-numbers"),
        (Record { on: day("2026-03-03"), ..record() }, "record-day"),
        (Record { on: day("2026-01-01"), ..record() }, "done"),
        (Record { on: day("2025-12-31"), ..record() }, "record-day"),
    ] {
        assert_eq!(
            code(ask(&world, "centre", &Survey::Absent, Command::Write(record))),
            expected,
            "{record:?}"
        );
    }
}

#[test]
fn what_was_written_wrongly_is_corrected_by_an_entry_and_nothing_is_edited() {
    let world = world();
    let written = after(Survey::Absent, ask(&world, "centre", &Survey::Absent, Command::Write(record())));
    assert_eq!(code(ask(&world, "centre", &written, Command::Write(record()))), "record-already-there");
    assert_eq!(code(ask(&world, "centre", &Survey::Absent, correct(record(), true))), "record-unknown");
    assert_eq!(code(ask(&world, "centre", &written, correct(record(), false))), "record-unchanged");
    assert_eq!(code(ask(&world, "centre", &written, correct(record(), true))), "done");
    assert_eq!(code(ask(&world, "lead.sc", &written, correct(record(), true))), "record-may-not");
    let right = Record { satisfied: 5, ..record() };
    let wrong = Record { satisfied: 50, ..record() };
    assert_eq!(code(ask(&world, "centre", &written, correct(wrong, false))), "survey-numbers");
    let mut state = written;
    for n in 1..=CORRECTIONS_MAX {
        let record = Record { satisfied: u32::from(n), ..right };
        state = after(state, ask(&world, "super1", &state, correct(record, false)));
    }
    let Survey::Written { by, record, corrections, .. } = state else { panic!("it is written") };
    assert_eq!((by, record.satisfied, corrections), (who("centre"), 5, CORRECTIONS_MAX));
    assert_eq!(code(ask(&world, "super1", &state, correct(wrong, true))), "survey-numbers");
    let once_more = Record { satisfied: 9, ..right };
    assert_eq!(code(ask(&world, "super1", &state, correct(once_more, true))), "record-full");
}
