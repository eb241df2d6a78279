//! Papers of a case that ended without delivery: they wait to be fetched, and go back against a signature (E8, E13, E14, C26).

use super::command::{FetchedBy, ReturnMaterials, TakeUp};
use super::custody::is_with_somebody;
use super::decide::{Answer, Desk, opened};
use super::event::{Event, MaterialsReturned, PapersJoined, PapersStay, PapersWait, TakenUp};
use super::refusal::FolderRefusal as R;
use super::state::{Dossier, Folder, Row, Rows, SHEETS_MAX};
use crate::authority::sits_at;
use crate::command::Sealed;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::{Instead, Refusal, Whose};
use crate::state::{File, Stage};
use catalogue::{CaseId, RowSet};

/// Whether a case ended so that its papers are still to be fetched. A withdrawal signed at a window gave them back with its
/// own list.
pub fn ended_without_delivery(stage: &Stage) -> bool {
    match stage {
        Stage::Withdrawn(withdrawal) => withdrawal.by.is_none(),
        Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } | Stage::EndedWithApplicant(_) => true,
        _ => false,
    }
}

/// Whether papers of a case that was closed have left its folder for good, or the folder is filed away: nothing joins them any more.
/// Which officer has it is no matter of the applicant's, and an original that goes back anyway may have gone before (E8).
pub fn papers_left(folder: &Folder) -> bool {
    let Folder::Kept(dossier) = folder else { return false };
    let away = dossier.archived.is_some() || dossier.destroyed.is_some();
    let fetched = dossier.rows.iter().any(|row| row.returned && !row.to_return);
    away || fetched || dossier.taken_up.iter().next().is_some()
}

/// The end of the case is noted in its folder; one is opened, uncounted, where the papers lay loose. Whatever has nothing
/// to give back stays as it is.
pub(crate) fn await_fetch(id: CaseId, folder: &Folder, case: &File, known: &Known) -> Answer {
    if !ended_without_delivery(&case.stage) {
        // What was missing came in time after all, and the case goes on (E14).
        let Folder::Kept(dossier) = folder else { return Ok(Vec::new()) };
        let stays = dossier.fetch.is_some() && case.stage.is_open();
        let stay = stays.then(|| PapersStay { at: known.now, rows: unlisted(dossier, case) }.into());
        return Ok(stay.into_iter().collect());
    }
    let waits = || PapersWait { at: known.now, window: case.facts.window }.into();
    match folder {
        Folder::Kept(dossier) if dossier.fetch.is_some() || dossier.archived.is_some() => Ok(Vec::new()),
        Folder::Kept(dossier) if dossier.rows.present().is_empty() => Ok(Vec::new()),
        Folder::Kept(_) => Ok(vec![waits()]),
        Folder::Absent => {
            let kept = case.facts.materials.marks.copy_kept.iter().take(super::FOLDER_ROWS_MAX);
            let rows: Vec<Row> = kept.map(|row| Row::new(row, 0, false)).collect();
            match Rows::of(&rows).filter(|_| !rows.is_empty()) {
                Some(rows) => Ok(vec![opened(id, case, known, rows), waits()]),
                None => Ok(Vec::new()),
            }
        }
    }
}

/// Rows that the case keeps papers of and its folder does not know: they came after its list was written.
fn unlisted(dossier: &Dossier, case: &File) -> RowSet {
    let lists = [&dossier.rows, &dossier.lost, &dossier.taken_up];
    let listed = lists.into_iter().fold(RowSet::EMPTY, |all, rows| all.union(rows.which(|_| true)));
    case.facts.materials.marks.copy_kept.difference(listed)
}

/// Papers that came after the list was written stand on it, whatever is known of their rows so far: what was counted before is
/// no longer all, and what was lost or went back has come anew. Where they lie loose, the list is still to be written.
pub(crate) fn join(folder: &Folder, came: RowSet, known: &Known) -> Vec<Event> {
    let Folder::Kept(dossier) = folder else { return Vec::new() };
    let uncounted = dossier.rows.which(|it| it.sheets == 0 && !it.returned);
    let rows = came.difference(uncounted);
    let away = dossier.archived.is_some() || dossier.destroyed.is_some();
    if rows.is_empty() || away { Vec::new() } else { vec![PapersJoined { at: known.now, rows }.into()] }
}

/// Papers that the new case took over leave the folder, as far as they are still in it; what was decided keeps its own.
pub(crate) fn take_up(folder: &Folder, case: &File, command: &TakeUp, known: &Known) -> Vec<Event> {
    let Folder::Kept(dossier) = folder else { return Vec::new() };
    let TakeUp { rows, case: by, receipt } = *command;
    let rows = rows.intersection(dossier.rows.present());
    let over = dossier.archived.is_some() || dossier.destroyed.is_some();
    if rows.is_empty() || over || !ended_without_delivery(&case.stage) {
        return Vec::new();
    }
    let sheets = dossier.rows.iter().filter(|it| rows.contains(it.row));
    let sheets = sheets.fold(0u16, |sum, it| sum.saturating_add(it.sheets));
    vec![TakenUp { at: known.now, rows, sheets, case: by, receipt }.into()]
}

/// 退还材料: whoever fetches them shows a document and signs at a window that serves the authority.
pub(crate) fn return_materials(desk: &Desk, command: &ReturnMaterials) -> Answer {
    if !ended_without_delivery(&desk.case.stage) {
        return Err(R::StaysWithCase.into());
    }
    let rows = &desk.dossier.rows;
    if command.rows.is_empty() || !command.rows.difference(rows.present()).is_empty() {
        return Err(R::NothingToReturn.into());
    }
    is_with_somebody(desk)?;
    sits_at(desk.known, desk.item, command.window)?;
    let collector = fetched_by(desk, command.by)?;
    counted(rows, command.rows, command.sheets)?;
    let receipt = document_no(desk.dossier.authority, DocumentKind::OriginalsReturn, desk.known);
    let (at, by) = (desk.known.now, desk.known.actor);
    let ReturnMaterials { rows, sheets, window, .. } = *command;
    Ok(vec![MaterialsReturned { at, by, rows, sheets, receipt, window, collector }.into()])
}

/// Who fetches it, where it is not the applicant; the own document or the proof must have been seen (E16).
pub(crate) fn fetched_by(desk: &Desk, by: FetchedBy) -> Result<Option<Sealed>, Refusal> {
    match by {
        FetchedBy::Applicant { identity } if identity == desk.dossier.applicant => Ok(None),
        FetchedBy::Applicant { .. } => {
            Err(Refusal::IdentityDiffers { whose: Whose::Applicant, instead: Some(Instead::Fetcher) })
        }
        FetchedBy::Other { proof_seen: false, .. } => Err(R::ProofNotSeen.into()),
        FetchedBy::Other { collector, .. } => Ok(Some(collector)),
    }
}

/// As many sheets as are listed; where some were never counted, at least one for each row.
pub(crate) fn counted(rows: &Rows, which: RowSet, counted: u16) -> Result<(), Refusal> {
    let least = rows.least(which);
    let uncounted = rows.iter().any(|it| which.contains(it.row) && it.sheets == 0);
    let fits = if uncounted { (least..=SHEETS_MAX).contains(&counted) } else { counted == least };
    if fits { Ok(()) } else { Err(R::SheetsDiffer { listed: least, counted }.into()) }
}
