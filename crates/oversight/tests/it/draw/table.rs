//! The table of a draw: announced, drawn, visited, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 7] = ["super1", "super2", "lead.sc", "insp1.sc", "insp3.sc", "do.sc", "centre"];

#[test]
fn the_table_of_a_draw_is_the_one_in_the_source() {
    let entered = || drawn().then("insp3.sc", enter(1));
    let signed = || entered().then("insp1.sc", Command::Sign(1));
    let done = || {
        let rest = signed().then("do.sc", enter(0)).then("insp1.sc", Command::Sign(0));
        rest.then("insp1.sc", enter(2)).then("insp3.sc", Command::Sign(2))
    };
    let lapsed = || {
        let mut late = announced().on("2026-03-13");
        assert!(late.attempt("super1", reveal()).is_err());
        late
    };
    let states = [
        ("not announced", Drawing::new(list()).on("2026-03-02")),
        ("announced", announced()),
        ("announced, its day come", announced().on("2026-03-05")),
        ("lapsed", lapsed()),
        ("drawn", drawn()),
        ("a result entered", entered()),
        ("a result signed", signed()),
        ("an inspector stood back", drawn().then("insp3.sc", recuse(1, "insp3.sc"))),
        ("a leader asked", drawn().then("lead.sc", recuse(1, "insp3.sc"))),
        ("all visited", done()),
    ];
    let mut grid = Grid::default();
    for (name, drawing) in states {
        let commands = [
            ("announce", commit(&drawing.list)),
            ("lay open", reveal()),
            ("enter the second", enter(1)),
            ("sign the second", Command::Sign(1)),
            ("recuse insp3.sc", recuse(1, "insp3.sc")),
            ("spare insp3.sc", answer(1, "insp3.sc", true)),
        ];
        grid.state(name, &BY, &commands, |person, command| {
            let facts = drawing.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(|fact| fact.kind()).collect())
        });
    }
    grid.is("draw_transitions.txt");
}
