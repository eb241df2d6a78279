//! Originals that are still owed and the result: nothing of it leaves the house before they are back, or in the same letter
//! (E8, C25). With a letter that the carrier lost they become a loss of the folder (`loss.rs`).

use super::command::OriginalsArrived;
use super::event::{Event, OriginalsReturned};
use super::loss::none_waits;
use super::refusal::FolderRefusal as R;
use super::state::{Folder, FolderPending};
use crate::command::Command;
use crate::delivery::{OtherWay, Whereabouts};
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
    let owed = match folder {
        Folder::Kept(dossier) => dossier.rows.owed(),
        Folder::Absent => RowSet::EMPTY,
    };
    let along = match way {
        Some(OtherWay::Post { originals, .. }) => {
            not_with_carrier(case, owed)?;
            settled(folder, originals)?;
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
        // A folder has one loss at a time.
        Some(OtherWay::Lost { .. }) => return settled(folder, case.originals_with_carrier()),
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
        (false, None) => Err(R::OriginalsOwed { rows }.into()),
    }
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

/// Refuses while some of these are in a letter.
pub(crate) fn not_with_carrier(case: &File, rows: RowSet) -> Result<(), Refusal> {
    let rows = case.originals_with_carrier().intersection(rows);
    if rows.is_empty() { Ok(()) } else { Err(R::WithCarrier { rows }.into()) }
}

/// The letter was signed for: the originals in it are back, as far as they were still owed.
pub(crate) fn arrived(folder: &Folder, command: &OriginalsArrived, known: &Known) -> Vec<Event> {
    let Folder::Kept(dossier) = folder else { return Vec::new() };
    let rows = command.rows.intersection(dossier.rows.owed());
    if rows.is_empty() || dossier.destroyed.is_some() {
        return Vec::new();
    }
    let receipt = document_no(dossier.authority, DocumentKind::OriginalsReturn, known);
    let OriginalsArrived { by, window, .. } = *command;
    let at = known.now;
    vec![OriginalsReturned { at, by, rows, receipt, window, collector: None, posted: true }.into()]
}
