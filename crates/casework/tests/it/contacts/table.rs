//! The table of a first contact: whoever answers for it, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 7] = ["intake2", "intake3", "intake5", "do.wj", "agent.sc", "chief.sc", "stranger"];

fn states() -> Vec<(&'static str, Hall)> {
    let given = |to| Hall::new().then("intake2", transferred(to));
    let to_unit = || given(Target::Unit(unit("wj")));
    let signed = || to_unit().then("do.wj", Command::Sign);
    vec![
        ("nothing written down", Hall::new()),
        ("ended at once", Hall::new().then("intake2", record(Outcome::NoShow))),
        ("on its way to a unit", to_unit()),
        ("on its way to a window", given(Target::Window(window("w5")))),
        ("on its way to a person", given(Target::Person(who("agent.sc")))),
        ("signed for", signed()),
        ("not taken", to_unit().then("do.wj", decline())),
        ("recalled", to_unit().then("intake2", Command::Recall)),
        ("passed on", signed().then("do.wj", Command::Transfer(to(Target::Unit(unit("sc")))))),
        ("ended by the second desk", signed().then("do.wj", Command::Settle { outcome: Outcome::NoShow })),
    ]
}

#[test]
fn the_table_of_a_first_contact_is_the_one_in_the_source() {
    let commands = [
        ("record", record(Outcome::NoShow)),
        ("record a transfer to wj", transferred(Target::Unit(unit("wj")))),
        ("transfer to sc", Command::Transfer(to(Target::Unit(unit("sc"))))),
        ("transfer to wj", Command::Transfer(to(Target::Unit(unit("wj"))))),
        ("sign", Command::Sign),
        ("decline", decline()),
        ("recall", Command::Recall),
        ("settle", Command::Settle { outcome: Outcome::Returned { reason: sealed(4) } }),
    ];
    let mut grid = Grid::default();
    for (name, hall) in states() {
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let mut copy = hall.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[hall.log.len()..].iter().map(Event::kind).collect())
        });
    }
    grid.is("contact_transitions.txt");
}
