//! A paper that is lost: named by who has it, signed by a head, and then the lower count holds everywhere (A12, E8, E37, F30).

use super::*;

pub fn note(found: &[(u8, u16)], papers: u16) -> Command {
    let found: Vec<Row> = found.iter().map(|(row, sheets)| Row::new(*row, *sheets, false)).collect();
    let found = Rows::of(&found).expect("few rows");
    Command::NoteLoss(NoteLoss { found, papers, reason: sealed(43) })
}

pub fn drop() -> Command {
    Command::DropLoss(DropLoss { reason: sealed(44) })
}

/// One sheet of row 1 and the original of row 2 are gone, and a head has signed.
pub fn signed() -> Shelf {
    Shelf::opened().then("do.sc", note(&[(1, 2), (2, 0)], 1)).then("head.biz", Command::SignLoss)
}

// F30: by whoever has the paper, every row counted, no more than is listed, and something missing.
#[test]
fn a_loss_is_named_row_by_row_by_whoever_has_the_paper() {
    let opened = Shelf::opened();
    for person in ["do2.sc", "intake2", "head.biz", "chief.sc", "time"] {
        assert_eq!(opened.refuses(person, note(&[(1, 2), (2, 2)], 1)), "folder-not-with-you", "{person}");
    }
    for (wrong, code) in [
        (note(&[(1, 2)], 1), "folder-list-incomplete"),
        (note(&[(1, 4), (2, 0)], 1), "folder-list-wrong"),
        (note(&[(1, 2), (1, 2), (2, 2)], 1), "folder-list-wrong"),
        (note(&[(1, 3), (2, 2), (4, 0)], 1), "folder-list-wrong"),
        (note(&[(1, 3), (2, 2)], 0), "nothing-lost"),
        (note(&[(1, 2), (2, 2)], 6), "loss-beyond-count"),
    ] {
        assert_eq!(opened.refuses("do.sc", wrong), code, "{wrong:?}");
    }
    let noted = opened.clone().then("do.sc", note(&[(1, 2), (2, 2)], 5));
    let loss = noted.dossier().loss.expect("it waits");
    assert_eq!((loss.by, loss.rows, loss.papers), (who("do.sc"), rows(&[1]), 5));
    assert_eq!(noted.dossier().rows, opened.dossier().rows, "the count stands until a head has signed");
    // The count of the case alone, where no sheet of the folder is missing.
    let count = opened.then("do.sc", note(&[(1, 3), (2, 2)], 1));
    assert_eq!(count.dossier().loss.map(|it| (it.rows, it.papers)), Some((rows(&[]), 1)));
    let given = Shelf::opened().then("do.sc", give("do2.sc", 5));
    assert_eq!(given.refuses("do.sc", note(&[(1, 2), (2, 2)], 1)), "folder-given-before");
}

// While nobody has signed nothing is given, returned, closed or named anew; time and lists go their course.
#[test]
fn nothing_leaves_a_folder_while_a_loss_waits() {
    let noted = Shelf::opened().then("do.sc", note(&[(1, 2), (2, 2)], 1));
    for (person, command) in [
        ("do.sc", give("do2.sc", 4)),
        ("intake2", originals(&[2], 1)),
        ("do.sc", archive(&[1, 2], 4)),
        ("do.sc", note(&[(1, 1), (2, 2)], 1)),
    ] {
        assert_eq!(noted.refuses(person, command), "loss-waits", "{command:?}");
    }
    let stored = Shelf::stored().then("do.sc", note(&[(1, 3), (2, 1)], 0));
    assert_eq!(stored.refuses("do.sc", lend("do2.sc", day("2026-03-20"))), "loss-waits");
    let over = stored.on(day("2037-01-01"));
    let gone = over.then("time", destroyed());
    assert!(gone.dossier().destroyed.is_some());
    assert_eq!(gone.dossier().loss, None, "of what is no more nothing waits to be signed");
}

// F30, M4: a head of the window or of the authority signs, and never who named it or had the papers.
#[test]
fn a_head_signs_and_never_who_named_the_loss() {
    assert_eq!(Shelf::opened().refuses("head.biz", Command::SignLoss), "no-loss-noted");
    assert_eq!(Shelf::opened().refuses("do.sc", drop()), "no-loss-noted");
    let noted = Shelf::opened().then("do.sc", note(&[(1, 2), (2, 0)], 1));
    for person in ["do.sc", "do2.sc", "agent.sc", "intake2", "do.wj", "out", "time"] {
        assert_ne!(noted.refuses(person, Command::SignLoss), "loss-waits", "{person}");
    }
    for person in ["head.biz", "lead.sc", "chief.sc"] {
        assert_eq!(noted.clone().then(person, Command::SignLoss).dossier().loss, None, "{person}");
        assert_eq!(noted.clone().then(person, drop()).dossier().rows.sheets(), 5, "{person}");
    }
    assert_eq!(noted.clone().then("do.sc", drop()).dossier().loss, None, "found after all");
    assert_eq!(noted.refuses("agent.sc", drop()), "not-authorised");
    // A head who has the paper names a loss like anybody, and somebody else signs.
    let mut own = Shelf::opened();
    own.world = own.world.hand("do.sc", "agent.sc");
    let own = own.then("agent.sc", give("chief.sc", 5)).then("chief.sc", take(5));
    let own = own.then("chief.sc", note(&[(1, 2), (2, 2)], 0));
    assert_eq!(own.refuses("chief.sc", Command::SignLoss), "own-loss");
    assert_eq!(own.then("lead.sc", Command::SignLoss).dossier().rows.sheets(), 4);
}

// A12, E8, E37: the lower count holds: it is given, the lost original holds nothing up, and the dossier is archived.
#[test]
fn the_lower_count_holds_once_it_is_signed() {
    let lost = signed();
    let dossier = lost.dossier();
    assert_eq!(
        (dossier.rows.sheets(), dossier.rows.present(), dossier.rows.owed()),
        (2, rows(&[1]), rows(&[]))
    );
    let gap: Vec<(u8, u16)> = dossier.lost.iter().map(|it| (it.row, it.sheets)).collect();
    assert_eq!(gap, [(1, 1), (2, 2)]);
    assert_eq!(lost.refuses("do.sc", give("do2.sc", 5)), "sheets-differ");
    assert_eq!(lost.refuses("intake2", originals(&[2], 1)), "nothing-to-return");
    assert!(lost.clone().then("do.sc", give("do2.sc", 2)).dossier().pending.is_some());
    // Once the case has ended, whoever may close the folder names what is missing; the finding is of who had it.
    let closing = Shelf::ended();
    let holder = closing.world.facts().holding.person;
    assert_ne!(holder, who("do.sc"));
    for person in ["intake2", "out", "chief.sc", "do.wj"] {
        assert_eq!(closing.refuses(person, note(&[(1, 2), (2, 2)], 0)), "not-authorised", "{person}");
    }
    let named = closing.then("do.sc", note(&[(1, 2), (2, 2)], 0));
    assert_eq!(named.dossier().loss.map(|it| (it.by, it.had)), Some((who("do.sc"), holder)));
    let mut ended = lost.clone();
    ended.world = Play::concluded().then("out", deliver());
    assert_eq!(ended.refuses("do.sc", archive(&[1, 2], 5)), "sheets-differ");
    assert!(ended.then("do.sc", archive(&[1], 2)).dossier().archived.is_some());
    // A second loss is added to the first.
    let again = lost.then("do.sc", note(&[(1, 0)], 0)).then("chief.sc", Command::SignLoss);
    let gap: Vec<(u8, u16)> = again.dossier().lost.iter().map(|it| (it.row, it.sheets)).collect();
    assert_eq!((gap, again.dossier().rows.present()), (vec![(1, 3), (2, 2)], rows(&[])));
    assert_eq!(again.refuses("do.sc", note(&[], 0)), "nothing-lost");
}

// A29: from the archive it is named by who keeps it; a lent one comes back with what is left, and the borrower names nothing.
#[test]
fn a_loss_from_the_archive_is_named_by_who_keeps_it() {
    let stored = Shelf::stored();
    for person in ["intake2", "out", "chief.sc", "do.wj"] {
        assert_eq!(stored.refuses(person, note(&[(1, 3), (2, 1)], 0)), "not-authorised", "{person}");
    }
    let lent = stored.then("do.sc", lend("do2.sc", day("2026-03-20")));
    assert_eq!(lent.refuses("do2.sc", note(&[(1, 3), (2, 1)], 0)), "on-loan");
    assert_eq!(lent.refuses("do.sc", take_back(4)), "sheets-differ");
    let noted = lent.then("do.sc", note(&[(1, 3), (2, 1)], 0));
    assert_eq!(noted.dossier().loss.map(|it| (it.by, it.had)), Some((who("do.sc"), who("do2.sc"))));
    let lost = noted.then("chief.sc", Command::SignLoss);
    assert_eq!(lost.refuses("do.sc", take_back(5)), "sheets-differ");
    assert_eq!(lost.then("do.sc", take_back(4)).dossier().loan, None);
    // M4: nor does a head sign what was lost in the own hands, whoever named it.
    let borrowed = Shelf::stored().then("do.sc", lend("chief.sc", day("2026-03-20")));
    let noted = borrowed.then("do.sc", note(&[(1, 3), (2, 1)], 0));
    assert_eq!(noted.refuses("chief.sc", Command::SignLoss), "own-loss");
    assert_eq!(noted.refuses("chief.sc", drop()), "own-loss", "nor takes off the list what another named");
    assert_eq!(noted.then("lead.sc", Command::SignLoss).dossier().loss, None);
}

// E37: papers that lay loose are counted with the loss, so that nobody has to list what is not there.
#[test]
fn a_loss_of_loose_papers_opens_the_folder() {
    let loose = Shelf::of(Play::with_handler());
    assert_eq!(loose.refuses("intake2", note(&[(1, 3), (2, 0)], 1)), "folder-not-with-you");
    assert_eq!(loose.refuses("do.sc", note(&[(1, 3)], 1)), "folder-list-incomplete");
    assert_eq!(loose.refuses("do.sc", note(&[(1, SHEETS_MAX + 1), (2, 0)], 1)), "folder-list-wrong");
    let noted = loose.then("do.sc", note(&[(1, 3), (2, 0)], 1));
    let kinds: Vec<&str> = noted.log.iter().map(|fact| fact.kind()).collect();
    assert_eq!(kinds, ["folder.opened", "folder.loss-noted"]);
    let lost = noted.then("lead.sc", Command::SignLoss);
    let dossier = lost.dossier();
    assert_eq!((dossier.rows.sheets(), dossier.rows.present()), (3, rows(&[1])));
    let gap: Vec<(u8, u16)> = dossier.lost.iter().map(|it| (it.row, it.sheets)).collect();
    assert_eq!(gap, [(2, 0)], "never counted");
}

// C26: papers that wait to be fetched wait no longer where the last of them was lost.
#[test]
fn papers_that_are_lost_wait_for_nobody() {
    let waiting = refused();
    let holder = waiting.world.case.facts().map(|facts| facts.holding.person).expect("it is held");
    let lost = waiting.then(holder.as_str(), note(&[(1, 0), (2, 0)], 0)).then("chief.sc", Command::SignLoss);
    assert_eq!((lost.dossier().fetch, lost.dossier().rows.present()), (None, rows(&[])));
    assert!(lost.then("do.sc", archive(&[], 0)).dossier().archived.is_some());
}

// The page offers the acts to who may do them, and to nobody what cannot be done.
#[test]
fn the_acts_of_a_loss_are_offered_where_they_are_open() {
    let open = |shelf: &Shelf, person: &str| -> Vec<&'static str> {
        let case = shelf.world.case.file().expect("there is a case");
        let offered = shelf.world.seen_by(person, |known| offers(case_id(), &shelf.folder, known, case));
        let open = offered.into_iter().filter(|(_, refusal)| refusal.is_none()).map(|(name, _)| name);
        open.filter(|name| name.ends_with("loss")).collect()
    };
    let noted = Shelf::opened().then("do.sc", note(&[(1, 2), (2, 0)], 1));
    assert_eq!(open(&Shelf::of(Play::with_handler()), "do.sc"), ["note-loss"]);
    assert_eq!(open(&Shelf::opened(), "do.sc"), ["note-loss"]);
    assert!(open(&Shelf::opened(), "do2.sc").is_empty() && open(&Shelf::opened(), "head.biz").is_empty());
    assert_eq!(open(&noted, "do.sc"), ["drop-loss"]);
    assert_eq!(open(&noted, "head.biz"), ["sign-loss", "drop-loss"]);
    assert!(open(&noted, "do2.sc").is_empty());
}
