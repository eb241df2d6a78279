//! Reports: periods, figures, editions (R144, R174, R183, E32).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::supervised;
use catalogue::Digest;
use oversight::Refusal;
use oversight::figure::Share;
use oversight::report::{
    ALL, Change, EDITIONS_MAX, Event, Freeze, Line, Period, Question, Report, Table, decide, evolve,
};

fn period(key: &str) -> Period {
    Period::parse(key).expect("it is a period")
}

fn line(unit: &str, word: &str, count: i64) -> Line {
    Line(unit.to_owned(), word.to_owned(), count)
}

#[test]
fn a_period_is_a_day_a_month_or_a_year() {
    for (key, first, last) in [
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
    ] {
        let it = period(key);
        assert_eq!((it.key().as_str(), it.days()), (key, Some((day(first), day(last)))));
        assert_eq!((it.before().after(), it.after().before()), (it, it), "{key}");
        assert!(it.has_begun(day(first)) && !it.has_begun(day(first).plus_days(-1)), "{key}");
        assert!(it.is_over(day(last).plus_days(1)) && !it.is_over(day(last)), "{key}");
    }
    assert_eq!(period("2026-01").before().key(), "2025-12");
    assert_eq!(period("2026-03-01").before().key(), "2026-02-28");
    assert_eq!(Period::month_of(day("2026-11-20")).key(), "2026-11");
    assert_eq!(Period::year_of(day("2026-11-20")).key(), "2026");
    for none in [
        "",
        "26",
        "2026-",
        "2026-1",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2026-11-20-1",
        "1999",
        "2026-+1",
        "２０２６",
        "2026-11-",
        "-2026",
        "99999",
    ] {
        assert_eq!(Period::parse(none), None, "{none}");
    }
}

#[test]
fn figures_are_in_order_whatever_order_they_come_in_and_add_up() {
    let table = Table::of([
        line("sc", "received", 2),
        line("ms", "received", 5),
        line("sc", "received", 1),
        line("sc", "concluded", 12),
        line("sc", "concluded_late", 1),
        line("ms", "stopped", 1),
        line("ms", "stopped", -1),
    ]);
    assert_eq!(table.units(), ["ms", "sc"]);
    assert_eq!((table.get("sc", "received"), table.get("ms", "received")), (3, 5));
    assert_eq!((table.get("ms", "stopped"), table.get("wj", "received"), table.sum("received")), (0, 0, 8));
    assert_eq!(table.counts("sc").on_time(), Share { part: 11, whole: 12 });
    assert_eq!(table.counts(ALL).received, 8);
    assert!(table.lines().iter().all(|it| it.2 != 0), "no line of nothing: {table:?}");
    let again = Table::from_body(&table.to_body()).expect("what was stored is read");
    assert_eq!(again, table);
    for wrong in
        ["", "[", "[[\"sc\",\"b\",1],[\"sc\",\"a\",1]]", "[[\"sc\",\"a\",1],[\"sc\",\"a\",1]]", "[[1,2,3]]"]
    {
        assert!(Table::from_body(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

// R183: what the founding documents ask is answered from the days of the law and the days it took.
#[test]
fn the_questions_of_the_founding_documents_are_answered_with_part_and_whole() {
    let [cases, granted, used] = Question::Opening.words();
    let table = Table::of([line(ALL, cases, 12), line(ALL, granted, 240), line(ALL, used, 60)]);
    let answer = table.answer(Question::Opening);
    assert_eq!((answer, answer.percent().as_deref()), (Share { part: 180, whole: 240 }, Some("75.00%")));
    assert_eq!(table.answer(Question::Project), Share::default());
    // Slower than the law grants is no negative saving.
    let slow = Table::of([line(ALL, granted, 20), line(ALL, used, 30)]);
    assert_eq!(slow.answer(Question::Opening), Share { part: 0, whole: 20 });
    let themes = |theme: &str| vec!["水利".to_owned(), theme.to_owned()];
    assert!(Question::Opening.covers(&themes("企业开办")) && !Question::Opening.covers(&themes("工程建设")));
    assert!(Question::Project.covers(&themes("工程建设")) && !Question::Project.covers(&themes("养老")));
}

#[test]
fn a_difference_names_every_figure_that_is_another_and_no_other() {
    let before = Table::of([
        line("sc", "finding-stands/stop-habit", 2),
        line("sc", "received", 3),
        line("ms", "received", 1),
    ]);
    let after = Table::of([
        line("sc", "finding-stands/stop-habit", 1),
        line("sc", "received", 3),
        line("wj", "received", 4),
    ]);
    let change = |unit: &str, word: &str, before, after| Change {
        unit: unit.to_owned(),
        word: word.to_owned(),
        before,
        after,
    };
    assert_eq!(
        before.difference(&after),
        [
            change("ms", "received", 1, 0),
            change("sc", "finding-stands/stop-habit", 2, 1),
            change("wj", "received", 0, 4),
        ]
    );
    assert_eq!(before.difference(&before), []);
}

// E32: what stood at the end of a period is not what is left of it when somebody counts again.
#[test]
fn what_stood_at_the_end_is_taken_over_and_what_happened_is_counted_anew() {
    let first = Table::of([
        line("sc", "open", 5),
        line("sc", "open_late", 2),
        line("sc", "items", 9),
        line("sc", "received", 7),
        line(ALL, "items-level/town", 3),
    ]);
    let later = Table::of([
        line("sc", "open", 1),
        line("wj", "open_late", 1),
        line("sc", "items", 10),
        line("sc", "received", 8),
        line("sc", "opening", 1),
    ]);
    let later = later.with_standing_of(&first);
    assert_eq!(
        (later.get("sc", "open"), later.get("sc", "open_late"), later.get("wj", "open_late")),
        (5, 2, 0)
    );
    assert_eq!((later.get("sc", "items"), later.get(ALL, "items-level/town")), (9, 3));
    assert_eq!(
        (later.get("sc", "received"), later.get("sc", "opening")),
        (8, 1),
        "of what happened nothing is kept"
    );
}

// E32: frozen at a place of the ledger; a later change gives another edition and never a silent one.
#[test]
fn an_edition_is_made_once_by_time_and_again_only_by_a_supervisor_with_a_reason() {
    let play = supervised(Play::new(licence()));
    let today = play.seen_by("super1", |known| known.today());
    let over = Period::month_of(today).before();
    let freeze = |table: u8, reason: Option<u8>| Freeze {
        period: over,
        seq: 17,
        table: Digest([table; 32]),
        reason: reason.map(sealed),
    };
    let ask = |who: &str, report: &Report, freeze: &Freeze, itself: bool| {
        play.seen_by(who, |known| decide(report, freeze, known, itself))
    };
    let none = Report::default();
    for person in PEOPLE {
        assert_eq!(ask(person, &none, &freeze(1, Some(1)), false), Err(Refusal::NotSupervisor), "{person}");
    }
    for running in [Period::month_of(today), Period::of(today), Period::year_of(today)] {
        let early = Freeze { period: running, ..freeze(1, None) };
        assert_eq!(ask("super1", &none, &early, true), Err(Refusal::PeriodNotOver), "{running:?}");
    }
    let facts = ask("super1", &none, &freeze(1, None), true).expect("time makes the first");
    let [Event::Frozen(fact)] = facts[..] else { panic!("one fact: {facts:?}") };
    assert_eq!((fact.by, fact.edition, fact.seq, fact.period), (None, 1, 17, over));
    let first = evolve(none, &facts[0]);
    // Time does not change it, whatever the figures are now.
    assert_eq!(ask("super1", &first, &freeze(2, None), true), Err(Refusal::FiguresUnchanged));
    assert_eq!(ask("super1", &first, &freeze(1, Some(1)), false), Err(Refusal::FiguresUnchanged));
    assert_eq!(ask("super1", &first, &freeze(2, None), false), Err(Refusal::ReasonMissing));
    let mut report = first;
    for n in 2..=EDITIONS_MAX as u8 {
        let facts = ask("super1", &report, &freeze(n, Some(1)), false).expect("the figures are others");
        let [Event::Frozen(fact)] = facts[..] else { panic!("one fact: {facts:?}") };
        assert_eq!((fact.by, fact.edition, fact.reason), (Some(who("super1")), n, Some(sealed(1))));
        assert_eq!(Event::decode(facts[0].kind(), &facts[0].encode()).ok(), Some(facts[0]));
        report = evolve(report, &facts[0]);
    }
    assert_eq!(ask("super1", &report, &freeze(99, Some(1)), false), Err(Refusal::TooManyEditions));
    assert_eq!(report.editions.len(), EDITIONS_MAX);
}

// What was once written is read for ever.
#[test]
fn the_stored_form_of_an_edition_does_not_change() {
    let stored = concat!(
        "{\"at\":1000000,\"by\":\"super1\",\"period\":{\"year\":2026,\"month\":10,\"day\":null},\"edition\":2,\"seq\":17,",
        "\"table\":\"0101010101010101010101010101010101010101010101010101010101010101\",\"reason\":null}"
    );
    let event = Event::decode("report.frozen", stored.as_bytes()).expect("it is read");
    assert_eq!(String::from_utf8(event.encode()).as_deref(), Ok(stored));
}
