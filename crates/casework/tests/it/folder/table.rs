//! The table of a folder: wherever the paper is, every command.

use super::*;
use crate::grid::Grid;

const PEOPLE: [&str; 9] =
    ["time", "intake2", "do.sc", "do2.sc", "agent.sc", "lead.sc", "out", "do.wj", "stranger"];

fn states() -> Vec<(&'static str, Shelf)> {
    let given = || Shelf::opened().then("do.sc", give("do2.sc", 5));
    let lent = || Shelf::stored().then("do.sc", lend("do2.sc", day("2026-03-20")));
    let proposed = || Shelf::stored().on(day("2037-01-01"));
    let elsewhere = |shelf: Shelf, world: Play| Shelf { world, ..shelf };
    vec![
        ("no folder, no case", Shelf::of(Play::new(licence()))),
        ("no folder, the case in hand", Shelf::of(Play::with_handler())),
        ("no folder, the case delivered", Shelf::of(Play::concluded().then("out", deliver()))),
        ("with the case", Shelf::opened()),
        ("with the case, given apart", given()),
        ("apart from the case", given().then("do2.sc", take(5))),
        ("apart from the case, given back", {
            given().then("do2.sc", take(5)).then("do2.sc", give("do.sc", 5))
        }),
        ("with the case, originals gone back", Shelf::opened().then("intake2", originals(&[2], 1))),
        ("the case delivered, an original owed", {
            elsewhere(Shelf::opened(), Play::concluded().then("out", deliver()))
        }),
        ("the case concluded, an original owed", elsewhere(Shelf::opened(), Play::concluded())),
        ("the case concluded, an original with the carrier", posted::sent()),
        ("the case concluded, an original in a letter that is lost", posted::lost()),
        ("the case concluded, the loss of it waits", posted::lost().then("time", posted::lost_in_post(&[2]))),
        ("the case delivered", Shelf::ended()),
        ("the case delivered, given apart", { elsewhere(given(), Play::concluded().then("out", deliver())) }),
        ("the case refused, papers wait", refused()),
        ("the case refused, papers fetched", {
            refused().then("intake2", materials(&[1, 2], 5, himself(1)))
        }),
        ("in the archive", Shelf::stored()),
        ("lent", lent()),
        ("lent, overdue", lent().on(day("2026-03-23"))),
        ("in the archive, its time over", proposed()),
        ("in the archive, lent when its time was over", {
            proposed().then("do.sc", lend("do2.sc", day("2037-01-20")))
        }),
        ("in the archive, kept longer", proposed().then("time", keep_longer())),
        ("destroyed", proposed().then("time", destroyed())),
        ("a loss waits for its signature", Shelf::opened().then("do.sc", loss::note(&[(1, 2), (2, 0)], 1))),
        ("a loss was signed", loss::signed()),
        ("a letter that is lost, the loss of it taken off", {
            posted::lost().then("time", posted::lost_in_post(&[2])).then("head.biz", loss::drop())
        }),
        ("what was lost is found", found::found()),
        ("in the archive, an original that was lost is found", found::from_the_shelf()),
        ("in the archive, a loss waits", Shelf::stored().then("do.sc", loss::note(&[(1, 3), (2, 1)], 0))),
    ]
}

#[test]
fn the_table_of_a_folder_is_the_one_in_the_source() {
    let mut grid = Grid::default();
    for (name, shelf) in states() {
        let (rows, sheets) = match &shelf.folder {
            Folder::Kept(dossier) => (dossier.rows.present(), dossier.rows.sheets()),
            Folder::Absent => (rows(&[]), 0),
        };
        let of: Vec<u8> = rows.iter().collect();
        let until = shelf.world.now.day().plus_days(9);
        let commands = [
            ("open", open(&[(1, 3, false), (2, 2, true)])),
            ("give to do2.sc", give("do2.sc", sheets)),
            ("give to agent.sc", give("agent.sc", sheets)),
            ("take", take(sheets)),
            ("recall", Command::Recall),
            ("return-originals", originals(&[2], 1)),
            ("return-materials", materials(&of, if sheets == 0 { 5 } else { sheets }, himself(1))),
            ("await-fetch", Command::AwaitFetch),
            ("take-up", taken_up::take_up(&of)),
            ("join", posted::join(&[3])),
            ("originals-arrived", posted::arrived(&[2])),
            ("lost-in-post", posted::lost_in_post(&[2])),
            ("archive", archive(&of, sheets)),
            ("lend to do2.sc", lend("do2.sc", until)),
            ("take-back", take_back(sheets)),
            ("note-loss", {
                let listed: Vec<(u8, u16)> = of.iter().map(|row| (*row, 0)).collect();
                loss::note(if listed.is_empty() { &[(1, 0), (2, 0)] } else { &listed }, 0)
            }),
            ("sign-loss", Command::SignLoss),
            ("drop-loss", loss::drop()),
            ("note-found", found::note(&[(2, 2)])),
            ("keep-longer", keep_longer()),
            ("destroy", destroyed()),
        ];
        grid.state(name, &PEOPLE, &commands, |person, command| {
            let facts = shelf.clone().attempt(person, *command).map_err(|refusal| refusal.code())?;
            Ok(facts.iter().map(Event::kind).collect())
        });
    }
    grid.is("folder_transitions.txt");
}
