//! Originals in the letter with the result, and papers that came after the list was written (A12, C25, E8).

use super::*;
use crate::delivery::{announced, came_back, left, lost as letter_lost, not_back, post_with};

pub fn join(of: &[u8]) -> Command {
    Command::Join { rows: rows(of) }
}

pub fn arrived(of: &[u8]) -> Command {
    Command::OriginalsArrived(OriginalsArrived { rows: rows(of), by: who("out"), window: window("w15") })
}

pub fn lost_in_post(of: &[u8]) -> Command {
    let (by, had) = (who("out"), who("out"));
    Command::LostInPost(LostInPost { rows: rows(of), by, had, reason: sealed(68) })
}

/// Row 3 came later, and more of row 1.
pub fn joined() -> Shelf {
    Shelf::opened().then("time", join(&[1, 3]))
}

/// The result is made, and the original of row 2 is still owed.
fn made() -> Shelf {
    let world = Play::concluded().then("out", confirm_address(digest(1), "w15"));
    Shelf { world, ..Shelf::opened() }
}

/// The same, both in one letter.
pub fn sent() -> Shelf {
    let shelf = made();
    Shelf { world: shelf.world.clone().then("out", post_with(&[2])), ..shelf }
}

/// The same, and the carrier lost it.
pub fn lost() -> Shelf {
    let sent = sent();
    Shelf { world: sent.world.clone().then("out", letter_lost("2026-03-02")), ..sent }
}

/// Who holds the case, and with it its folder.
fn holder(shelf: &Shelf) -> &str {
    shelf.world.case.facts().expect("something was received").holding.person.as_str()
}

/// What lets a result go, or of its letter something else be entered, as the lane asks it.
fn lets_go(shelf: &Shelf, command: casework::Command) -> Result<(), &'static str> {
    assert!(asks_the_folder(&command), "{command:?}");
    let case = shelf.world.case.file().expect("something was received");
    originals_go_along(&shelf.folder, case, &command).map_err(|refusal| refusal.code())
}

fn at(of: &[u8], at: &str) -> Command {
    Command::ReturnOriginals(ReturnOriginals { rows: rows(of), by: himself(1), window: window(at) })
}

// E8, C25: a result goes by post with every original that is owed, and no other way before they are back.
#[test]
fn originals_go_back_in_the_letter_with_the_result() {
    let made = made();
    assert_eq!(lets_go(&made, post_with(&[2])), Ok(()));
    assert_eq!(lets_go(&made, post()), Err("originals-owed"));
    assert_eq!(lets_go(&made, post_with(&[1, 2])), Err("nothing-to-return"), "row 1 is no original");
    assert_eq!(lets_go(&made, deliver()), Err("originals-owed"));
    assert_eq!(lets_go(&made, left("2026-03-02")), Err("originals-owed"));
    assert_eq!(lets_go(&made, signed_for("2026-03-02")), Err("originals-owed"), "nothing was posted");
    for stays in [announced("2026-03-17"), came_back("2026-03-02"), letter_lost("2026-03-02"), not_back()] {
        assert!(!takes_result_out(&stays), "{stays:?}");
    }
    assert!(!asks_the_folder(&announced("2026-03-17")) && !asks_the_folder(&came_back("2026-03-02")));
    let lost = made.clone().then(holder(&made), loss::note(&[(1, 3), (2, 1)], 0));
    assert_eq!(lets_go(&lost, post_with(&[2])), Err("loss-waits"));
    let given = made.clone().then(holder(&made), give("do2.sc", 5));
    assert_eq!(lets_go(&given, post_with(&[2])), Err("folder-given-before"));
    let loose = Shelf::of(made.world.clone());
    assert_eq!(lets_go(&loose, post()), Ok(()), "nothing is listed, nothing is owed");
    assert_eq!(lets_go(&loose, post_with(&[2])), Err("nothing-to-return"));

    let sent = sent();
    assert_eq!(sent.world.case.file().map(|it| it.originals_with_carrier()), Some(rows(&[2])));
    assert_eq!(lets_go(&sent, signed_for("2026-03-02")), Ok(()));
    for other in [deliver(), left("2026-03-02"), post_with(&[2]), post()] {
        assert_eq!(lets_go(&sent, other), Err("originals-with-carrier"), "{other:?}");
    }
    // Nobody gives away, or back, what is in a letter.
    assert_eq!(sent.refuses("intake2", at(&[2], "w2")), "originals-with-carrier");
    assert_eq!(sent.refuses(holder(&sent), give("do2.sc", 5)), "originals-with-carrier");
}

// E8: the carrier's receipt closes their return, once, with a number of its own.
#[test]
fn a_letter_that_was_signed_for_closes_the_return() {
    let sent = sent();
    let world = sent.world.clone().then("out", signed_for("2026-03-02"));
    let back = Shelf { world, ..sent }.then("time", arrived(&[2]));
    assert!(back.dossier().rows.owed().is_empty());
    let Some(Event::OriginalsReturned(fact)) = back.log.last() else { panic!("{:?}", back.log.last()) };
    assert_eq!((fact.by, fact.window, fact.posted, fact.receipt.n), (who("out"), window("w15"), true, 1));
    assert_eq!(back.clone().attempt("time", arrived(&[2])), Ok(Vec::new()), "told again");
    assert!(back.then("do.sc", archive(&[1], 3)).dossier().archived.is_some());
    // What went back over the counter meanwhile is not returned twice.
    let never = Shelf::opened().then("intake2", originals(&[2], 1));
    assert_eq!(never.clone().attempt("time", arrived(&[2])), Ok(Vec::new()));
    assert_eq!(Shelf::of(Play::concluded()).attempt("time", arrived(&[2])), Ok(Vec::new()));
}

// A12, E8: a letter that came back brings them back; whoever comes for the result gets them where results are handed out.
#[test]
fn a_letter_that_came_back_brings_its_originals_back() {
    let sent = sent();
    let world = sent.world.clone().then("out", came_back("2026-03-02"));
    let back = Shelf { world, ..sent };
    assert_eq!(back.world.case.file().map(|it| it.originals_with_carrier()), Some(rows(&[])));
    assert_eq!(lets_go(&back, signed_for("2026-03-02")), Ok(()), "the case itself refuses it");
    assert_eq!(back.world.refuses("out", signed_for("2026-03-02")), "letter-is-back");
    assert_eq!(lets_go(&back, post_with(&[2])), Ok(()), "posted again");
    assert_eq!(lets_go(&back, deliver()), Err("originals-owed"));
    let handed = back.then("out", at(&[2], "w15"));
    let Some(Event::OriginalsReturned(fact)) = handed.log.last() else { panic!("{:?}", handed.log.last()) };
    assert!(!fact.posted && handed.dossier().rows.owed().is_empty());
    assert_eq!(lets_go(&handed, deliver()), Ok(()));
}

// C25, E8: that it came back was a mistake: the originals are with the carrier as before, unless they were handed out meanwhile.
#[test]
fn a_return_that_was_entered_wrongly_is_corrected() {
    let sent = sent();
    let world = sent.world.clone().then("out", came_back("2026-03-02"));
    let back = Shelf { world, ..sent };
    assert_eq!(lets_go(&back, not_back()), Ok(()));
    let again = Shelf { world: back.world.clone().then("out", not_back()), ..back.clone() };
    assert_eq!(again.world.case.file().map(|it| it.originals_with_carrier()), Some(rows(&[2])));
    assert_eq!(lets_go(&again, signed_for("2026-03-02")), Ok(()));
    let handed = back.clone().then("out", at(&[2], "w15"));
    assert_eq!(lets_go(&handed, not_back()), Err("nothing-to-return"), "they were here");
    let given = back.clone().then(holder(&back), give("do2.sc", 5));
    assert_eq!(lets_go(&given, not_back()), Err("folder-given-before"));
    let missing = back.clone().then(holder(&back), loss::note(&[(1, 3), (2, 1)], 0));
    assert_eq!(lets_go(&missing, not_back()), Err("loss-waits"));
}

// A12, E8, F30: originals in a letter that the carrier lost are a loss of the folder, which a head signs and nobody who had to do
// with the letter; then the result goes without them. Nobody of ours had them, and no paper of the case is missing.
#[test]
fn originals_in_a_letter_that_is_lost_become_a_loss_of_the_folder() {
    let sent = sent();
    assert_eq!(lets_go(&sent, letter_lost("2026-03-02")), Ok(()));
    let waits = sent.clone().then(holder(&sent), loss::note(&[(1, 2), (2, 2)], 0));
    assert_eq!(lets_go(&waits, letter_lost("2026-03-02")), Err("loss-waits"), "one at a time");
    let lost = lost();
    assert_eq!(lost.world.case.file().map(|it| it.originals_with_carrier()), Some(rows(&[])));
    assert_eq!(lets_go(&lost, deliver()), Err("originals-in-lost-letter"), "before the folder is told");
    let noted = lost.clone().then("time", lost_in_post(&[2]));
    let loss = noted.dossier().loss.expect("it waits");
    assert_eq!((loss.by, loss.had, loss.papers, loss.posted), (who("out"), who("out"), 0, true));
    assert_eq!(
        (loss.rows, loss.found.which(|_| true)),
        (rows(&[2]), rows(&[2])),
        "row 1 is not counted for it"
    );
    for leaves in [deliver(), post(), post_with(&[2]), left("2026-03-02"), signed_for("2026-03-02")] {
        assert_eq!(lets_go(&noted, leaves), Err("loss-waits"), "{leaves:?}");
    }
    assert_eq!(
        noted.clone().attempt("time", lost_in_post(&[2])).err().map(|it| it.code()),
        Some("loss-waits")
    );
    assert_eq!(noted.refuses("out", Command::SignLoss), "not-authorised");
    let signed = noted.clone().then("head.biz", Command::SignLoss);
    let Some(Event::LossSigned(fact)) = signed.log.last() else { panic!("{:?}", signed.log.last()) };
    assert!(fact.posted && fact.papers == 0 && fact.had == who("out"));
    let gap: Vec<(u8, u16)> = signed.dossier().lost.iter().map(|it| (it.row, it.sheets)).collect();
    assert_eq!((gap, signed.dossier().rows.present()), (vec![(2, 2)], rows(&[1])));
    for goes in [deliver(), post()] {
        assert_eq!(lets_go(&signed, goes), Ok(()), "{goes:?}");
    }
    assert_eq!(lets_go(&signed, post_with(&[2])), Err("nothing-to-return"));
    assert_eq!(signed.clone().attempt("time", lost_in_post(&[2])), Ok(Vec::new()), "told again");
    // Or it came back before a head has signed: there is nothing to sign any more, and the loss comes off.
    let world = noted.world.clone().then("out", came_back("2026-03-02"));
    let here = Shelf { world, ..noted.clone() };
    assert_eq!(here.refuses("head.biz", Command::SignLoss), "no-loss-noted");
    let off = here.then("head.biz", loss::drop()).then("out", at(&[2], "w15"));
    assert!(off.dossier().rows.owed().is_empty());
    // Found by the carrier after all: once the loss is off, its receipt closes the return as ever.
    let found = noted.then("head.biz", loss::drop());
    assert_eq!(lets_go(&found, deliver()), Err("originals-in-lost-letter"));
    assert_eq!(lets_go(&found, signed_for("2026-03-02")), Ok(()));
    assert!(found.then("time", arrived(&[2])).dossier().rows.owed().is_empty());
    // What is not owed, or nowhere listed, is no loss.
    assert_eq!(lost.clone().attempt("time", lost_in_post(&[1])), Ok(Vec::new()), "row 1 is no original");
    assert_eq!(Shelf::of(Play::concluded()).attempt("time", lost_in_post(&[2])), Ok(Vec::new()));
    for person in ["out", "head.biz", "do.sc", "chief.sc"] {
        assert_eq!(lost.refuses(person, lost_in_post(&[2])), "folder-not-by-hand", "{person}");
    }
}

// A12, E8: what is in a letter that is lost is given back, given away, posted or missed by nobody here, before a head has signed for
// it or it is found; a row of which something else lies here is not meant.
#[test]
fn what_is_in_a_lost_letter_is_not_here() {
    let lost = lost();
    let holder = holder(&lost);
    let gone = "originals-in-lost-letter";
    let back = at(&[2], "w15");
    let acts = [
        ("out", back),
        ("intake2", at(&[2], "w2")),
        (holder, give("do2.sc", 5)),
        (holder, loss::note(&[(1, 3), (2, 0)], 0)),
    ];
    for (person, command) in acts {
        assert_eq!(lost.refuses(person, command), gone, "{command:?}");
    }
    for leaves in [deliver(), post(), post_with(&[2]), left("2026-03-02")] {
        assert_eq!(lets_go(&lost, leaves), Err(gone), "{leaves:?}");
    }
    let one = lost.clone().then(holder, loss::note(&[(1, 2), (2, 2)], 0));
    assert!(one.dossier().loss.is_some(), "a sheet of row 1, which was in no letter");
    // Also once the loss was taken off unsigned.
    let off = lost.clone().then("time", lost_in_post(&[2])).then("head.biz", loss::drop());
    assert_eq!(off.refuses("out", back), gone);
    let came = Shelf { world: off.world.clone().then("out", came_back("2026-03-02")), ..off.clone() };
    assert!(came.then("out", back).dossier().rows.owed().is_empty(), "it came back after all");
    // Signed for, and found since, it is here; so is another paper of its row.
    let signed = lost.clone().then("time", lost_in_post(&[2])).then("head.biz", Command::SignLoss);
    let found = signed.clone().then("out", found::note(&[(2, 2)]));
    assert_eq!(lets_go(&found, deliver()), Err("originals-owed"));
    assert!(found.then("out", back).dossier().rows.owed().is_empty());
    // Or the applicant signed for the letter after all: nobody comes for it.
    let world = signed.world.clone().then("out", signed_for("2026-03-02"));
    let arrived = Shelf { world, ..signed.clone() }.then("time", arrived(&[2]));
    let Some(Event::PapersFound(fact)) = arrived.log.iter().rev().nth(1) else { panic!("{:?}", arrived.log) };
    assert_eq!((fact.reason, fact.found.owed()), (None, rows(&[2])));
    assert!(arrived.dossier().rows.owed().is_empty() && arrived.dossier().missing().is_empty());
    let anew = signed.then("time", join(&[2]));
    assert!(anew.then(holder, give("do2.sc", 4)).dossier().pending.is_some());
}

// E8, F30: a loss that was taken off by mistake is entered once more with the carrier's word, and then waits as before.
#[test]
fn a_loss_in_the_post_that_was_taken_off_is_entered_once_more() {
    let entered = letter_lost("2026-03-02");
    let lost = lost();
    assert_eq!(lets_go(&lost, entered), Err("nothing-under-way"), "the folder is not told yet");
    let noted = lost.clone().then("time", lost_in_post(&[2]));
    assert_eq!(lets_go(&noted, entered), Err("loss-waits"));
    let off = noted.clone().then("head.biz", loss::drop());
    assert_eq!(lets_go(&off, entered), Ok(()));
    let world = off.world.clone().then("out", entered);
    let again = Shelf { world, ..off.clone() }.then("time", lost_in_post(&[2]));
    assert!(again.dossier().loss.is_some_and(|loss| loss.posted));
    assert_eq!(lets_go(&again, entered), Err("loss-waits"));
    let signed = again.then("head.biz", Command::SignLoss);
    assert_eq!(lets_go(&signed, entered), Err("nothing-under-way"), "a head signed for it");
    // Another paper that is missed here meanwhile changes nothing of it.
    let other = off.clone().then(holder(&off), loss::note(&[(1, 2), (2, 2)], 0));
    assert_eq!(lets_go(&other, entered), Err("loss-waits"));
    let other = other.then("head.biz", Command::SignLoss);
    assert_eq!(lets_go(&other, entered), Ok(()));
    assert_eq!(other.refuses("out", at(&[2], "w15")), "originals-in-lost-letter");
    // Nor where it came back meanwhile, or nothing of an applicant's was in it.
    let world = off.world.clone().then("out", came_back("2026-03-02"));
    let back = Shelf { world, ..off };
    assert_eq!(back.world.refuses("out", entered), "nothing-under-way");
    let plain = made().world.then("out", post()).then("out", entered);
    assert_eq!(plain.refuses("out", entered), "nothing-under-way");
}

// A12, E8: of an original in a letter a sheet was lost here before, and found or not: what becomes of the letter is the letter's.
#[test]
fn a_sheet_that_was_lost_here_is_in_no_letter() {
    let made = made();
    let part = made.clone().then(holder(&made), loss::note(&[(1, 3), (2, 1)], 0));
    let part = part.then("head.biz", Command::SignLoss);
    let missing = |shelf: &Shelf| -> Vec<_> {
        shelf.dossier().missing().iter().map(|it| (it.row, it.sheets)).collect()
    };
    let sent = Shelf { world: part.world.clone().then("out", post_with(&[2])), ..part.clone() };
    let world = sent.world.then("out", signed_for("2026-03-02"));
    let back = Shelf { world, ..part.clone() }.then("time", arrived(&[2]));
    assert!(back.dossier().rows.owed().is_empty());
    assert_eq!(missing(&back), [(2, 1)], "the carrier's receipt finds nothing that was lost here");
    assert_eq!(back.clone().attempt("time", arrived(&[2])), Ok(Vec::new()), "told again");
    // Found before both went by post: taken off the folder, the loss of the letter is entered once more all the same.
    let found = part.clone().then(holder(&part), found::note(&[(2, 1)]));
    let world = found.world.clone().then("out", post_with(&[2])).then("out", letter_lost("2026-03-02"));
    let off = Shelf { world, ..found }.then("time", lost_in_post(&[2])).then("head.biz", loss::drop());
    assert_eq!(off.refuses("out", at(&[2], "w15")), "originals-in-lost-letter");
    assert_eq!(lets_go(&off, letter_lost("2026-03-02")), Ok(()));
}

// C25, E8: a public notice that has run delivers the result and brings no original back: what became of the letter is entered all
// the same, and nothing of the delivery changes.
#[test]
fn a_letter_is_answered_for_after_a_notice_has_run() {
    let sent = sent();
    let published = sent.world.clone().on("2026-03-17").then("out", announced("2026-03-17"));
    let over = Shelf { world: published.until(day("2026-06-01").at(9, 0)), ..sent.clone() };
    let delivered = |shelf: &Shelf| match shelf.world.case.stage() {
        Some(casework::Stage::Delivered { delivered_at, by_notice, .. }) => (*delivered_at, *by_notice),
        other => panic!("{other:?}"),
    };
    assert_eq!(over.world.case.file().map(|it| it.originals_with_carrier()), Some(rows(&[2])));
    assert_eq!(over.refuses("out", at(&[2], "w15")), "originals-with-carrier");
    let entered = letter_lost("2026-05-29");
    assert_eq!(over.world.refuses("do.sc", entered), "not-authorised");
    assert_eq!(over.world.refuses("out", letter_lost("2026-06-02")), "delivery-day-outside");
    assert_eq!(lets_go(&over, entered), Ok(()));
    let lost = Shelf { world: over.world.clone().then("out", entered), ..over.clone() };
    assert_eq!(delivered(&lost), delivered(&over));
    let noted = lost.then("time", lost_in_post(&[2]));
    assert!(noted.dossier().loss.is_some_and(|loss| loss.posted && loss.had == who("out")));
    let signed = noted.then("head.biz", Command::SignLoss);
    assert!(signed.then("do.sc", archive(&[1], 3)).dossier().archived.is_some());
    // Come back it is given back at the window, signed for the return is closed; the day of delivery stays the notice's.
    let back = Shelf { world: over.world.clone().then("out", came_back("2026-05-29")), ..over.clone() };
    assert_eq!(delivered(&back), delivered(&over));
    assert!(back.then("out", at(&[2], "w15")).dossier().rows.owed().is_empty());
    let receipt = signed_for("2026-05-29");
    assert_eq!(lets_go(&over, receipt), Ok(()));
    let signed = Shelf { world: over.world.clone().then("out", receipt), ..over.clone() };
    assert_eq!(delivered(&signed), (delivered(&over).0, false));
    assert!(signed.then("time", arrived(&[2])).dossier().rows.owed().is_empty());
    // Nothing else goes any more, and of a letter without originals nobody asks.
    for ended in [post_with(&[2]), left("2026-05-29"), announced("2026-05-29")] {
        assert_eq!(over.world.refuses("out", ended), "case-ended", "{ended:?}");
    }
    let plain = made().world.then("out", post()).on("2026-03-17").then("out", announced("2026-03-17"));
    let plain = plain.then("out", post()).until(day("2026-06-01").at(9, 0));
    assert_eq!(plain.refuses("out", letter_lost("2026-05-29")), "case-ended");
}

// E8, E16: the delivery window gives originals back once the result is made, where its officer sits; before, the window of the
// authority does, and nobody else at any time.
#[test]
fn originals_go_back_where_results_are_handed_out() {
    let early = Shelf::opened();
    assert_eq!(early.refuses("out", at(&[2], "w15")), "window-does-not-serve");
    let made = made();
    assert_eq!(made.refuses("out", at(&[2], "w99")), "window-unknown");
    assert_eq!(made.refuses("out", at(&[2], "w2")), "not-authorised");
    assert_eq!(made.refuses("do.sc", at(&[2], "w15")), "window-does-not-serve");
    let wrong =
        Command::ReturnOriginals(ReturnOriginals { rows: rows(&[2]), by: himself(7), window: window("w15") });
    assert_eq!(made.refuses("out", wrong), "identity-differs");
    for (person, window) in [("out", "w15"), ("intake2", "w2")] {
        let back = made.clone().then(person, at(&[2], window));
        assert!(back.dossier().rows.owed().is_empty(), "{person}");
    }
}

// A12: whatever came after the list was written stands on it, uncounted until somebody counts it; a row that stood there has more.
#[test]
fn papers_that_came_later_join_the_list() {
    let joined = joined();
    assert_eq!(joined.dossier().rows.present(), rows(&[1, 2, 3]));
    assert_eq!(joined.dossier().rows.which(|row| row.sheets == 0), rows(&[1, 3]));
    assert_eq!(joined.dossier().rows.owed(), rows(&[2]), "an original stays one");
    assert_eq!(joined.clone().attempt("time", join(&[1, 3])), Ok(Vec::new()), "told again");
    assert_eq!(joined.refuses("do.sc", give("do2.sc", 3)), "sheets-differ", "one each at least, and two");
    assert!(joined.clone().then("do.sc", give("do2.sc", 9)).dossier().pending.is_some());
    // An original that went back stays so; what came since is another paper.
    let again = Shelf::opened().then("intake2", originals(&[2], 1)).then("time", join(&[2]));
    assert_eq!((again.dossier().rows.present(), again.dossier().rows.owed()), (rows(&[1, 2]), rows(&[])));
    // What was lost has come anew; loose papers and a dossier on its shelf are left alone.
    let lost =
        Shelf::opened().then("do.sc", loss::note(&[(1, 3), (2, 0)], 0)).then("head.biz", Command::SignLoss);
    assert_eq!(lost.dossier().rows.present(), rows(&[1]));
    assert_eq!(lost.then("time", join(&[2])).dossier().rows.present(), rows(&[1, 2]));
    // Before a head has signed as well: the signature takes nothing off the list that came since.
    let waits = Shelf::opened().then("do.sc", loss::note(&[(1, 2), (2, 0)], 0)).then("time", join(&[2, 3]));
    let list = |rows: &Rows| rows.iter().map(|it| (it.row, it.sheets)).collect::<Vec<_>>();
    let signed = waits.clone().then("head.biz", Command::SignLoss);
    assert_eq!(list(&signed.dossier().rows), [(1, 2), (2, 0), (3, 0)]);
    assert_eq!(
        list(&signed.dossier().lost),
        [(1, 1), (2, 0)],
        "how much of row 2 is gone nobody can say now"
    );
    assert_eq!(signed.dossier().rows.owed(), rows(&[]), "the original is lost");
    let found = waits.then("do.sc", loss::drop());
    assert_eq!((found.dossier().rows.owed(), found.dossier().rows.present()), (rows(&[2]), rows(&[1, 2, 3])));
    for mut shelf in [Shelf::of(Play::with_handler()), Shelf::stored()] {
        assert_eq!(shelf.attempt("time", join(&[3])), Ok(Vec::new()));
    }
}
