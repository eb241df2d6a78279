//! Originals that are still owed and the result: nothing of it leaves the house before they are back, or in the same letter
//! (E8, C25).

use super::command::OriginalsArrived;
use super::event::{Event, OriginalsReturned};
use super::loss::none_waits;
use super::refusal::FolderRefusal as R;
use super::state::{Folder, FolderPending};
use crate::command::Command;
use crate::delivery::OtherWay;
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
            !matches!(it.way, OtherWay::Announced { .. } | OtherWay::CameBack { .. })
        }
        _ => false,
    }
}

/// Refuses to let a result go while originals are owed that do not go along: by post all of them are in the letter, and its receipt
/// closes their return; any other way they have gone back before.
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
            if let (Folder::Kept(dossier), false) = (folder, originals.is_empty()) {
                none_waits(dossier)?;
                // Two have counted them and nobody knows who has them.
                if let Some(FolderPending { to, .. }) = dossier.pending {
                    return Err(R::GivenBefore { to }.into());
                }
            }
            if !originals.difference(owed).is_empty() {
                return Err(R::NothingToReturn.into());
            }
            originals
        }
        Some(OtherWay::SignedFor { .. }) => case.originals_with_carrier(),
        _ => {
            not_with_carrier(case, owed)?;
            RowSet::EMPTY
        }
    };
    let rows = owed.difference(along);
    if rows.is_empty() { Ok(()) } else { Err(R::OriginalsOwed { rows }.into()) }
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
