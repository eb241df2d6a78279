//! The table of a destruction list: from drawing up to the witness, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 7] = ["do.sc", "do2.sc", "agent.sc", "lead.sc", "chief.sc", "centre", "do.wj"];

fn states() -> Vec<(&'static str, Archive)> {
    let drawn = || Archive::new().then("do.sc", draw());
    let approved = || drawn().then("centre", Command::Approve);
    let one = || approved().then("do.sc", Command::Sign);
    let two = || one().then("agent.sc", Command::Sign);
    let keeps = Command::Draw(vec![keep("c1", day("2040-12-31"))]);
    vec![
        ("no list", Archive::new()),
        ("drawn up", drawn()),
        ("sent back", drawn().then("centre", send_back())),
        ("approved", approved()),
        ("signed by one", one()),
        ("signed by two", two()),
        ("carried out", two().then("lead.sc", Command::Sign)),
        (
            "approved, nothing to destroy",
            Archive::new().then("do.sc", keeps).then("centre", Command::Approve),
        ),
    ]
}

#[test]
fn the_table_of_a_destruction_list_is_the_one_in_the_source() {
    let commands = [
        ("draw", draw()),
        ("approve", Command::Approve),
        ("send-back", send_back()),
        ("sign", Command::Sign),
    ];
    let mut grid = Grid::default();
    for (name, archive) in states() {
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let mut copy = archive.clone();
            copy.attempt(person, command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[archive.log.len()..].iter().map(Event::kind).collect())
        });
    }
    grid.is("destruction_transitions.txt");
}
