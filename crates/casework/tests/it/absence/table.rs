//! The table of absences: away, going, back, and every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 7] = ["do.sc", "do2.sc", "agent.sc", "lead.sc", "chief.sc", "centre", "do.wj"];

fn states() -> Vec<(&'static str, Hall)> {
    let away = |from| Hall::new().then("do.sc", leave("do.sc", from, "2026-03-06", Some("do2.sc")));
    let listed = || Hall::new().then("do.sc", listing("do.sc", "do2.sc", "lead.sc"));
    let one = || listed().then("do.sc", sign("do.sc", 0, 0));
    let two = || one().then("do2.sc", sign("do.sc", 0, 0));
    vec![
        ("everybody here", Hall::new()),
        ("do.sc away from Wednesday", away("2026-03-04")),
        ("do.sc away", away("2026-03-02")),
        ("do.sc away, the deputy too", {
            away("2026-03-02").then("do2.sc", leave("do2.sc", "2026-03-02", "2026-03-06", None))
        }),
        ("do.sc back", away("2026-03-02").then("do.sc", Command::End { id: 1 })),
        ("do.sc back by itself", away("2026-03-02").on("2026-03-09")),
        ("do.sc goes", listed()),
        ("do.sc goes, signed by one", one()),
        ("do.sc goes, signed by two", two()),
        ("do.sc is gone", two().then("lead.sc", sign("do.sc", 0, 0))),
        ("do.sc stays after all", listed().then("do.sc", Command::DropLeaving { person: who("do.sc") })),
    ]
}

#[test]
fn the_table_of_absences_is_the_one_in_the_source() {
    let commands = [
        ("enter do.sc", leave("do.sc", "2026-03-09", "2026-03-09", Some("do2.sc"))),
        ("enter do.sc on the same days", leave("do.sc", "2026-03-04", "2026-03-05", Some("do2.sc"))),
        ("change deputy", Command::ChangeDeputy(ChangeDeputy { id: 1, deputy: who("do2.sc") })),
        ("end", Command::End { id: 1 }),
        ("list leaving of do.sc", listing("do.sc", "do2.sc", "lead.sc")),
        ("sign leaving of do.sc", sign("do.sc", 0, 0)),
        ("drop leaving of do.sc", Command::DropLeaving { person: who("do.sc") }),
    ];
    let mut grid = Grid::default();
    for (name, hall) in states() {
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let facts = hall.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(Event::kind).collect())
        });
    }
    grid.is("absence_transitions.txt");
}
