//! The table of a disclosure: wherever it is, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 9] =
    ["time", "intake2", "do.sc", "do2.sc", "head.biz", "chief.sc", "lead.sc", "do.wj", "stranger"];

fn states() -> Vec<(&'static str, Desk)> {
    let withheld = Register { telling: from_day("2026-12-01"), ..asked() };
    let out = || Desk::approved(originals()).then("do.sc", hand_out(Some(day("2026-06-01"))));
    vec![
        ("no request", Desk::new()),
        ("no request, no paper", Desk::without_paper()),
        ("registered", Desk::registered(asked())),
        ("registered, originals", Desk::registered(originals())),
        ("approved", Desk::approved(asked())),
        ("approved, originals", Desk::approved(originals())),
        ("declined", {
            Desk::registered(asked()).then("chief.sc", Command::Decline { place: 1, reason: sealed(65) })
        }),
        ("handed out", Desk::approved(asked()).then("do.sc", hand_out(None))),
        ("handed out, withheld", Desk::approved(withheld).then("do.sc", hand_out(None))),
        ("originals out", out()),
        ("originals back", out().then("do.sc", Command::TakeBack { place: 1, sheets: 5 })),
    ]
}

#[test]
fn the_table_of_a_disclosure_is_the_one_in_the_source() {
    let mut grid = Grid::default();
    for (name, desk) in states() {
        let takes = desk.state.get(1).is_some_and(Disclosure::takes_originals);
        let due_on = takes.then(|| day("2026-06-01"));
        let commands = [
            ("register", register(asked())),
            ("register originals", register(originals())),
            ("approve", APPROVE),
            ("decline", Command::Decline { place: 1, reason: sealed(65) }),
            ("hand-out", hand_out(due_on)),
            ("take-back", Command::TakeBack { place: 1, sheets: 5 }),
            ("withhold", Command::Withhold { place: 1, until: day("2026-12-24"), basis: sealed(67) }),
        ];
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let facts = desk.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(Event::kind).collect())
        });
    }
    grid.is("disclosure_transitions.txt");
}
