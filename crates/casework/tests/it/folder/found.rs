//! What was signed as lost turns up: it is on the list again, the signed loss stays readable, and an original goes back (A12, E8, E37).

use super::*;

pub fn note(found: &[(u8, u16)]) -> Command {
    let found: Vec<Row> = found.iter().map(|(row, sheets)| Row::new(*row, *sheets, false)).collect();
    Command::NoteFound(NoteFound { found: Rows::of(&found).expect("few rows"), reason: sealed(45) })
}

/// The original of row 2, both sheets of which were signed as lost, is found.
pub fn found() -> Shelf {
    loss::signed().then("do.sc", note(&[(2, 2)]))
}

/// The same, after the case was delivered and its dossier put on its shelf.
pub fn from_the_shelf() -> Shelf {
    let ended = Shelf { world: Play::concluded().then("out", deliver()), ..loss::signed() };
    ended.then("do.sc", archive(&[1], 2)).then("do.sc", note(&[(2, 2)]))
}

fn list(rows: &Rows) -> Vec<(u8, u16)> {
    rows.iter().map(|it| (it.row, it.sheets)).collect()
}

// A12, E8: what is found is counted again and the loss stays as it was signed; an original is owed again and goes back signed.
#[test]
fn what_was_lost_and_is_found_is_on_the_list_again() {
    let found = found();
    let dossier = found.dossier();
    assert_eq!((list(&dossier.rows), dossier.rows.owed()), (vec![(1, 2), (2, 2)], rows(&[2])));
    assert_eq!((list(&dossier.lost), list(&dossier.found)), (vec![(1, 1), (2, 2)], vec![(2, 2)]));
    assert_eq!(dossier.missing().iter().map(|it| (it.row, it.sheets)).collect::<Vec<_>>(), [(1, 1)]);
    assert_eq!(found.refuses("do.sc", give("do2.sc", 2)), "sheets-differ");
    assert!(found.clone().then("do.sc", give("do2.sc", 4)).dossier().pending.is_some());
    let back = found.clone().then("intake2", originals(&[2], 1));
    assert!(back.dossier().rows.owed().is_empty());
    // The rest of it turns up as well, and then nothing is missing.
    let whole = found.then("do.sc", note(&[(1, 1)]));
    assert_eq!((list(&whole.dossier().rows), whole.dossier().missing()), (vec![(1, 3), (2, 2)], vec![]));
    assert_eq!(whole.refuses("do.sc", note(&[(1, 1)])), "found-not-as-lost");
    // An original of which a sheet was lost and the rest went back: the sheet goes back too.
    let part = Shelf::opened().then("do.sc", loss::note(&[(1, 3), (2, 1)], 0));
    let part = part.then("head.biz", Command::SignLoss).then("intake2", originals(&[2], 1));
    let part = part.then("do.sc", note(&[(2, 1)]));
    assert_eq!((list(&part.dossier().rows), part.dossier().rows.owed()), (vec![(1, 3), (2, 1)], rows(&[2])));
}

// A12: no more than was signed as lost, each row once, and something; while a loss waits, or nobody has the folder, nothing.
#[test]
fn no_more_is_found_than_was_lost() {
    let lost = loss::signed();
    for wrong in [
        note(&[]),
        note(&[(2, 0)]),
        note(&[(2, 3)]),
        note(&[(1, 2)]),
        note(&[(3, 1)]),
        note(&[(2, 1), (2, 1)]),
        note(&[(2, 2), (3, 1)]),
    ] {
        assert_eq!(lost.refuses("do.sc", wrong), "found-not-as-lost", "{wrong:?}");
    }
    assert_eq!(Shelf::opened().refuses("do.sc", note(&[(2, 2)])), "found-not-as-lost", "nothing was lost");
    assert_eq!(Shelf::of(Play::with_handler()).refuses("do.sc", note(&[(2, 2)])), "no-such-folder");
    let waits = lost.clone().then("do.sc", loss::note(&[(1, 1)], 0));
    assert_eq!(waits.refuses("do.sc", note(&[(2, 2)])), "loss-waits");
    let given = lost.then("do.sc", give("do2.sc", 2));
    assert_eq!(given.refuses("do.sc", note(&[(2, 2)])), "folder-given-before");
    // What was never counted is found once, with whatever there is.
    let loose = Shelf::of(Play::with_handler()).then("do.sc", loss::note(&[(1, 3), (2, 0)], 1));
    let uncounted = loose.then("lead.sc", Command::SignLoss);
    assert_eq!(uncounted.refuses("do.sc", note(&[(2, SHEETS_MAX + 1)])), "found-not-as-lost");
    let found = uncounted.then("do.sc", note(&[(2, 4)]));
    assert_eq!(list(&found.dossier().rows), [(1, 3), (2, 4)]);
    assert_eq!(found.refuses("do.sc", note(&[(2, 1)])), "found-not-as-lost");
}

// A12, E37: by whoever has the paper, an original once the result is made also by whoever hands it out, from the archive by who keeps
// it.
#[test]
fn a_find_is_entered_by_whoever_may_name_a_loss() {
    let lost = loss::signed();
    for person in ["do2.sc", "intake2", "out", "head.biz"] {
        assert_eq!(lost.refuses(person, note(&[(2, 2)])), "folder-not-with-you", "{person}");
    }
    let mut made = lost;
    made.world = Play::concluded();
    assert_eq!(made.refuses("do2.sc", note(&[(2, 2)])), "folder-not-with-you");
    assert_eq!(made.refuses("out", note(&[(1, 1), (2, 2)])), "folder-not-with-you", "row 1 is no original");
    let by_out = made.then("out", note(&[(2, 2)]));
    assert_eq!(by_out.dossier().rows.owed(), rows(&[2]));
    let stored = Shelf { world: Play::concluded().then("out", deliver()), ..loss::signed() };
    let stored = stored.then("do.sc", archive(&[1], 2));
    for person in ["chief.sc", "do.wj"] {
        assert_eq!(stored.refuses(person, note(&[(2, 2)])), "not-authorised", "{person}");
    }
    assert_eq!(stored.refuses("out", note(&[(1, 1)])), "not-authorised", "no original");
    let lent = stored.then("do.sc", lend("do2.sc", day("2026-03-20")));
    assert!(lent.then("do.sc", note(&[(2, 2)])).dossier().found.iter().next().is_some());
}

// E8, E37: from the shelf goes back what was found since, and nothing else ever does.
#[test]
fn an_original_that_is_found_goes_back_from_the_shelf() {
    let shelf = from_the_shelf();
    assert_eq!(shelf.dossier().goes_back(), rows(&[2]));
    assert_eq!(shelf.refuses("intake2", originals(&[1, 2], 1)), "nothing-to-return");
    assert_eq!(shelf.refuses("intake2", originals(&[2], 7)), "identity-differs");
    let back = shelf.then("intake2", originals(&[2], 1));
    assert_eq!((back.dossier().rows.owed(), back.dossier().rows.sheets()), (rows(&[]), 2));
    assert_eq!(back.refuses("intake2", originals(&[2], 1)), "in-archive");
    assert_eq!(Shelf::stored().refuses("intake2", originals(&[2], 1)), "in-archive");
}

// C26: of a case that went no further the papers wait to be fetched again.
#[test]
fn what_is_found_of_a_case_that_ended_waits_to_be_fetched() {
    let waiting = refused();
    let holder = waiting.world.case.facts().map(|facts| facts.holding.person).expect("it is held");
    let lost =
        waiting.then(holder.as_str(), loss::note(&[(1, 0), (2, 0)], 0)).then("chief.sc", Command::SignLoss);
    assert_eq!(lost.dossier().fetch, None);
    let found = lost.then(holder.as_str(), note(&[(1, 3)]));
    assert!(found.dossier().fetch.is_some() && found.dossier().rows.present() == rows(&[1]));
    let sheets = found.dossier().rows.sheets();
    assert!(found.then("intake2", materials(&[1], sheets, himself(1))).dossier().fetch.is_none());
}

// The page offers it where something is missing, to who may enter it.
#[test]
fn a_find_is_offered_where_something_is_missing() {
    let offered = |shelf: &Shelf, person: &str| {
        let case = shelf.world.case.file().expect("there is a case");
        let all = shelf.world.seen_by(person, |known| offers(case_id(), &shelf.folder, known, case));
        all.into_iter().find(|(name, _)| *name == "note-found").map(|(_, refusal)| refusal.is_none())
    };
    assert_eq!(offered(&Shelf::opened(), "do.sc"), None);
    assert_eq!(offered(&loss::signed(), "do.sc"), Some(true));
    assert_eq!(offered(&loss::signed(), "do2.sc"), Some(false));
    assert_eq!(offered(&found(), "do.sc"), Some(true), "a sheet of row 1 is still missing");
    assert_eq!(offered(&found().then("do.sc", note(&[(1, 1)])), "do.sc"), None);
}
