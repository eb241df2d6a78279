//! Originals that are still owed and the result: nothing of it leaves the house before they are back, or in the same letter
//! (E8, C25). With a letter that the carrier lost they become a loss of the folder (`loss.rs`).

use super::command::OriginalsArrived;
use super::event::{Event, OriginalsReturned, PapersFound};
use super::loss::none_waits;
use super::refusal::FolderRefusal as R;
use super::state::{Dossier, Folder, FolderPending, Row, Rows};
use crate::command::Command;
use crate::delivery::{DeliveryRefusal, OtherWay, Whereabouts};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::Refusal;
use crate::state::File;
use catalogue::RowSet;

/// Whether the result leaves the house by it. A public notice hands nothing out, and what came back is here again.
pub fn takes_result_out(command: &Command) -> bool {
    match command {
        Command::Deliver(_) | Command::FetchElectronic(_) => true,
        Command::DeliverOtherwise(it) => {
            let stays = is_of_lost_sight(it.way);
            !stays && !matches!(it.way, OtherWay::Announced { .. } | OtherWay::CameBack { .. })
        }
        _ => false,
    }
}

/// Whether the folder is asked before it: the result leaves the house, or of a letter with originals something else became known.
pub fn asks_the_folder(command: &Command) -> bool {
    let letter = matches!(command, Command::DeliverOtherwise(it) if is_of_lost_sight(it.way));
    letter || takes_result_out(command)
}

/// A letter that was lost, or is with the carrier after all.
fn is_of_lost_sight(way: OtherWay) -> bool {
    matches!(way, OtherWay::Lost { .. } | OtherWay::NotBack { .. })
}

/// Refuses to let a result go while originals are owed that do not go along: by post all of them are in the letter, and its receipt
/// closes their return; any other way they have gone back before. A letter that is lost takes its originals to the folder's losses.
pub fn originals_go_along(folder: &Folder, case: &File, command: &Command) -> Result<(), Refusal> {
    let way = match command {
        Command::DeliverOtherwise(it) => Some(it.way),
        _ => None,
    };
    let (owed, nowhere) = match folder {
        Folder::Kept(dossier) => (dossier.rows.owed(), in_lost_letter(dossier, case)),
        Folder::Absent => (RowSet::EMPTY, RowSet::EMPTY),
    };
    let along = match way {
        Some(OtherWay::Post { originals, .. }) => {
            not_with_carrier(case, owed)?;
            settled(folder, originals)?;
            let rows = originals.intersection(nowhere);
            if !rows.is_empty() {
                return Err(R::InLostLetter { rows }.into());
            }
            if !originals.difference(owed).is_empty() {
                return Err(R::NothingToReturn.into());
            }
            originals
        }
        // Nobody can have signed for what is here again: the case itself refuses it.
        Some(OtherWay::SignedFor { .. }) if is_back(case) => return Ok(()),
        // One that was found after all: the loss comes off first.
        Some(OtherWay::SignedFor { .. }) if case.originals_with_carrier().is_empty() => {
            let found = case.facts.sending.originals_in(Whereabouts::Lost);
            settled(folder, found)?;
            found
        }
        Some(OtherWay::SignedFor { .. }) => case.originals_with_carrier(),
        Some(OtherWay::Lost { .. }) => return may_be_lost(folder, case),
        // What was in it is on the list as before, or it was here.
        Some(OtherWay::NotBack { .. }) => {
            let rows = case.facts.sending.originals_in(Whereabouts::Back);
            settled(folder, rows)?;
            return if rows.difference(owed).is_empty() { Ok(()) } else { Err(R::NothingToReturn.into()) };
        }
        _ => {
            not_with_carrier(case, owed)?;
            RowSet::EMPTY
        }
    };
    let rows = owed.difference(along);
    // What is named as lost waits for a signature, and for nobody who would fetch it.
    let lost = match folder {
        Folder::Kept(dossier) => dossier.loss.filter(|loss| rows.difference(loss.rows).is_empty()),
        Folder::Absent => None,
    };
    match (rows.is_empty(), lost) {
        (true, _) => Ok(()),
        (false, Some(loss)) => Err(R::LossWaits { by: loss.by }.into()),
        (false, None) if !rows.intersection(nowhere).is_empty() => {
            Err(R::InLostLetter { rows: rows.intersection(nowhere) }.into())
        }
        (false, None) => Err(R::OriginalsOwed { rows }.into()),
    }
}

/// A folder has one loss at a time. What was entered before is entered once more only where its loss was taken off unsigned.
fn may_be_lost(folder: &Folder, case: &File) -> Result<(), Refusal> {
    let again = case.facts.sending.originals_in(Whereabouts::Lost);
    settled(folder, case.originals_with_carrier().union(again))?;
    match folder {
        _ if again.is_empty() => Ok(()),
        Folder::Kept(dossier) if !lost_once_more(dossier, case).is_empty() => Ok(()),
        _ => Err(DeliveryRefusal::NothingUnderWay.into()),
    }
}

/// Originals that are still owed, in a letter that the carrier lost: nobody has them. What a head signed for is owed no more, and
/// what was found since is here.
pub fn in_lost_letter(dossier: &Dossier, case: &File) -> RowSet {
    let lost = case.facts.sending.originals_in(Whereabouts::Lost);
    lost.intersection(dossier.rows.owed()).difference(dossier.turned_up())
}

/// Those of them whose loss was taken off unsigned.
pub fn lost_once_more(dossier: &Dossier, case: &File) -> RowSet {
    in_lost_letter(dossier, case).intersection(dossier.dropped)
}

/// Refuses while some of these are in a letter, wherever it is: nobody counts them, gives them away or misses them.
pub(crate) fn not_in_letter(dossier: &Dossier, case: &File, rows: RowSet) -> Result<(), Refusal> {
    not_with_carrier(case, rows)?;
    let rows = in_lost_letter(dossier, case).intersection(rows);
    if rows.is_empty() { Ok(()) } else { Err(R::InLostLetter { rows }.into()) }
}

fn is_back(case: &File) -> bool {
    case.facts.sending.posted.is_some_and(|posted| posted.out_since().is_none())
}

/// Refuses while of originals that are in a letter, or go into it, somebody else says something: that they are lost, or that another
/// has them.
fn settled(folder: &Folder, originals: RowSet) -> Result<(), Refusal> {
    let Folder::Kept(dossier) = folder else { return Ok(()) };
    if originals.is_empty() {
        return Ok(());
    }
    none_waits(dossier)?;
    // Two have counted them and nobody knows who has them.
    match dossier.pending {
        Some(FolderPending { to, .. }) => Err(R::GivenBefore { to }.into()),
        None => Ok(()),
    }
}

/// Refuses while some of these are with a carrier.
fn not_with_carrier(case: &File, rows: RowSet) -> Result<(), Refusal> {
    let rows = case.originals_with_carrier().intersection(rows);
    if rows.is_empty() { Ok(()) } else { Err(R::WithCarrier { rows }.into()) }
}

/// The letter was signed for: the originals in it are back, as far as they were still owed; also those that a head had signed for as
/// lost with it. Of a row that is still listed as an original other sheets were lost, which were in no letter.
pub(crate) fn arrived(folder: &Folder, command: &OriginalsArrived, known: &Known) -> Vec<Event> {
    let Folder::Kept(dossier) = folder else { return Vec::new() };
    let gone = command.rows.difference(dossier.rows.which(|it| it.to_return));
    let was_lost = |it: &Row| it.to_return && gone.contains(it.row);
    let turned_up: Vec<Row> = dossier.missing().into_iter().filter(was_lost).collect();
    let found = Rows::of(&turned_up).unwrap_or_default();
    let rows = command.rows.intersection(dossier.rows.owed()).union(found.which(|_| true));
    if rows.is_empty() || dossier.destroyed.is_some() {
        return Vec::new();
    }
    let receipt = document_no(dossier.authority, DocumentKind::OriginalsReturn, known);
    let OriginalsArrived { by, window, .. } = *command;
    let at = known.now;
    let back = OriginalsReturned { at, by, rows, receipt, window, collector: None, posted: true }.into();
    let turned_up = (!turned_up.is_empty()).then(|| PapersFound { at, by, found, reason: None }.into());
    turned_up.into_iter().chain([back]).collect()
}
