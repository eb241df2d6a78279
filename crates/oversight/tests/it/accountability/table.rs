//! The table of a matter of accountability: brought, heard, decided, referred, every command.

use super::*;
use crate::grid::Grid;

const BY: [&str; 6] = ["super1", "super2", "super3", "do.sc", "lead.sc", "centre"];

#[test]
fn the_table_of_accountability_is_the_one_in_the_source() {
    let brought = || Matter::brought(Kind::D8, Some("do.sc"));
    let heard = || brought().then("do.sc", Command::Hear(sealed(1)));
    let criticised = || heard().then("super2", decides(Measure::Criticised));
    let appealed = || criticised().then("do.sc", Command::Appeal(sealed(1)));
    let referred = || heard().then("super2", decides(Measure::Referred));
    let receipted = || referred().then("super2", Command::Receipt(sealed(1)));
    let states = [
        ("nothing brought, the appeal open", Matter::none().on("2026-03-17")),
        ("nothing brought", Matter::none()),
        ("brought", brought()),
        ("brought, its days over", brought().on("2026-03-26")),
        ("brought against the department", Matter::brought(Kind::A3, None)),
        ("heard", heard()),
        ("dropped", heard().then("super2", decides(Measure::Dropped))),
        ("criticised", criticised()),
        ("criticised, past its appeal", criticised().on("2026-04-03")),
        ("appealed", appealed()),
        ("appealed, its answer late", appealed().on("2026-04-02")),
        ("appealed in vain", appealed().then("super3", answers(false))),
        ("overturned", appealed().then("super3", answers(true))),
        ("referred", referred()),
        ("referred, its receipt came", receipted()),
        ("referred and answered", receipted().then("super3", Command::Return(sealed(1)))),
    ];
    let commands = [
        ("open against do.sc", open(Kind::D8, Some("do.sc"))),
        ("open against the department", open(Kind::A3, None)),
        ("hear", Command::Hear(sealed(1))),
        ("remind", decides(Measure::Reminded)),
        ("refer", decides(Measure::Referred)),
        ("drop", decides(Measure::Dropped)),
        ("appeal", Command::Appeal(sealed(1))),
        ("uphold the appeal", answers(true)),
        ("dismiss the appeal", answers(false)),
        ("receipt", Command::Receipt(sealed(1))),
        ("return", Command::Return(sealed(1))),
    ];
    let mut grid = Grid::default();
    for (name, matter) in states {
        grid.state(name, &BY, &commands, |person, command| {
            let mut copy = matter.clone();
            copy.attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(copy.log[matter.log.len()..].to_vec())
        });
    }
    grid.is("accountability_transitions.txt");
}
