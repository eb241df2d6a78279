//! The table of a complaint: from its number to its end, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 9] =
    [COMPLAINANT, "desk1", "desk2", "centre", "super1", "inspector", "lead.sc", "lead.wj", "intake2"];

#[test]
fn the_table_of_a_complaint_is_the_one_in_the_source() {
    let received = || reported().then("inspector", Command::Receive);
    let states = [
        ("nothing filed", county(Play::new(licence()))),
        ("filed", filed()),
        ("filed, late", filed().on("2026-03-10")),
        ("filed, lengthened", filed().then("desk1", longer("2026-03-12"))),
        ("with the unit", with_unit()),
        ("drafted", drafted()),
        ("sent back", drafted().then("desk1", Command::Return(sealed(10)))),
        ("answered", replied()),
        ("answered, anonymous", {
            let led = anonymous().then("desk1", Command::Assign(assign())).then("lead.sc", draft());
            led.then("desk1", reply())
        }),
        ("closed", closed()),
        ("closed, its result late", closed().on("2026-03-10")),
        ("closed and published", closed().then("desk2", publish())),
        ("closed, past its reopening", closed().on("2026-04-02")),
        ("opened again", closed().then(COMPLAINANT, reopen())),
        ("given on", with_unit().then("desk1", Command::PassOn)),
        ("sealed", reported()),
        ("sealed and received", received()),
        ("sealed and ended", received().then("inspector", Command::Conclude(sealed(11)))),
    ];
    let at_counter = File { channel: Channel::Counter, ..ask() };
    let mut grid = Grid::default();
    for (name, led) in states {
        let commands = [
            ("file on the net", Command::File(ask())),
            ("file at the counter", Command::File(at_counter)),
            ("report", Command::Report(Report { words: sealed(1), contact: None })),
            ("assign", Command::Assign(assign())),
            ("tell it takes longer", longer(&led.world.now.day().plus_days(10).to_string())),
            ("draft", draft()),
            ("return", Command::Return(sealed(10))),
            ("reply", reply()),
            ("close as satisfied", satisfied()),
            ("close without a word", without_word()),
            ("confirm", confirm()),
            ("reopen", reopen()),
            ("publish", publish()),
            ("pass on", Command::PassOn),
            ("receive", Command::Receive),
            ("conclude", Command::Conclude(sealed(11))),
        ];
        grid.state(name, &BY, &commands, |person, command| {
            let facts = led.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(|fact| fact.kind()).collect())
        });
    }
    grid.is("complaint_transitions.txt");
}
