//! Bulletins of cases: what they take from a report, who explains, who publishes which edition once (A43, R109, N32).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::{post, supervised};
use catalogue::item::Post;
use oversight::Refusal;
use oversight::bulletin::*;
use oversight::report::{ALL, Line, Period, Table};

fn report() -> Table {
    let line = |unit: &str, word: &str, count| Line(unit.to_owned(), word.to_owned(), count);
    Table::of([
        line("sc", "received", 20),
        line("sc", "accepted", 15),
        line("sc", "deemed", 2),
        line("sc", "concluded", 12),
        line("sc", "concluded_late", 3),
        line("sc", "finding/step-late", 4),
        line("wj", "received", 5),
        line("wj", "concluded", 5),
        line("zj", "open_late", 1),
    ])
}

fn march() -> Period {
    Period::parse("2026-03").expect("a month")
}

fn ask(actor: &str, state: &Bulletin, command: Command, edition: Option<u8>) -> Result<Vec<Event>, Refusal> {
    let (mut world, table) = (supervised(Play::new(licence())), report());
    post(&mut world.organisation, "lead.wj", Post::LeaderInCharge, "wj");
    post(&mut world.organisation, "lead.zj", Post::LeaderInCharge, "zj");
    let report = edition.map(|number| (number, &table));
    world.seen_by(actor, |known| decide(state, march(), &command, known, report))
}

fn code(answer: Result<Vec<Event>, Refusal>) -> &'static str {
    answer.map_or_else(|refusal| refusal.code(), |_| "done")
}

fn after(state: Bulletin, events: Result<Vec<Event>, Refusal>) -> Bulletin {
    events.expect("it is done").iter().fold(state, |state, fact| {
        let stored = Event::decode(fact.kind(), &fact.encode()).expect("it was just written");
        assert_eq!(stored, *fact);
        evolve(state, &stored)
    })
}

fn explain(code: &str) -> Command {
    Command::Explain { unit: unit(code), words: sealed(80) }
}

fn publish(report: u8) -> Command {
    Command::Publish { report, table: digest(1) }
}

#[test]
fn its_figures_are_those_of_the_report_and_what_was_open() {
    let table = table_of(&report(), [("sc".to_owned(), 6), ("wj".to_owned(), 0)]);
    assert_eq!(table.get("sc", "finding/step-late"), 0, "nothing else is taken over");
    let all = lines(&table);
    assert_eq!(all.iter().map(|it| it.unit.as_str()).collect::<Vec<_>>(), [ALL, "sc", "wj", "zj"]);
    let sc = &all[1];
    assert_eq!((sc.received, sc.accepted, sc.concluded, sc.in_time, sc.late, sc.open), (20, 17, 12, 9, 3, 6));
    assert_eq!(sc.on_time().percent().as_deref(), Some("75.00%"));
    assert_eq!((all[0].received, all[0].concluded, all[0].late, all[0].open), (25, 17, 3, 6));
    assert_eq!(all[2].on_time().percent(), None, "five say nothing");
    assert_eq!([0, 1, 2, 3].map(|place| all[place].was_late()), [true, true, false, true]);
    assert_eq!((all[3].late, all[3].open_late), (0, 1), "nothing concluded, and yet past its day");
}

// E32: a report that says what was open at its end is believed; one of before is filled up with what is counted now.
#[test]
fn what_was_open_comes_from_the_report_where_it_says_so() {
    let line = |unit: &str, word: &str, count| Line(unit.to_owned(), word.to_owned(), count);
    let frozen = Table::of([line("sc", "open", 4), line("sc", "open_late", 2), line("wj", "received", 1)]);
    let table = table_of(&frozen, [("sc".to_owned(), 9), ("wj".to_owned(), 9)]);
    assert_eq!((table.get("sc", "open"), table.get("sc", "open_late"), table.get("wj", "open")), (4, 2, 0));
    let before = table_of(&Table::of([line("wj", "received", 1)]), [("wj".to_owned(), 9)]);
    assert_eq!((before.get("wj", "open"), before.get("wj", "open_late")), (9, 0));
}

#[test]
fn a_unit_that_was_late_explains_itself_and_no_other() {
    let none = Bulletin::default();
    assert_eq!(code(ask("lead.sc", &none, explain("sc"), Some(1))), "done");
    assert_eq!(code(ask("lead.sc", &none, explain("sc"), None)), "bulletin-not-frozen");
    assert_eq!(code(ask("do.sc", &none, explain("sc"), Some(1))), "record-not-leader");
    assert_eq!(code(ask("super1", &none, explain("sc"), Some(1))), "record-not-leader");
    assert_eq!(code(ask("lead.sc", &none, explain("wj"), Some(1))), "record-not-leader");
    assert_eq!(code(ask("lead.wj", &none, explain("wj"), Some(1))), "bulletin-nothing-late");
    // N32: what is never concluded is late all the same.
    assert_eq!(code(ask("lead.zj", &none, explain("zj"), Some(1))), "done");
    let mut state = none;
    for times in 1..=5 {
        state = after(state.clone(), ask("lead.sc", &state, explain("sc"), Some(1)));
        assert_eq!(state.explained[&unit("sc")].times, times);
    }
    assert_eq!(code(ask("lead.sc", &state, explain("sc"), Some(1))), "record-full");
}

#[test]
fn a_supervisor_publishes_each_edition_of_the_report_once() {
    let none = Bulletin::default();
    assert_eq!(code(ask("centre", &none, publish(1), Some(1))), "oversight-not-supervisor");
    assert_eq!(code(ask("super1", &none, publish(1), None)), "bulletin-not-frozen");
    assert_eq!(code(ask("super1", &none, publish(1), Some(2))), "bulletin-not-frozen");
    let first = after(Bulletin::default(), ask("super1", &none, publish(1), Some(1)));
    assert_eq!(code(ask("super2", &first, publish(1), Some(1))), "bulletin-already-published");
    let second = after(first.clone(), ask("super2", &first, publish(2), Some(2)));
    assert_eq!(
        second.published.iter().map(|it| (it.number, it.report)).collect::<Vec<_>>(),
        [(1, 1), (2, 2)]
    );
    // A unit that comes after the publication is heard all the same.
    assert_eq!(code(ask("lead.sc", &second, explain("sc"), Some(2))), "done");
}
