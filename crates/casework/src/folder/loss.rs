//! 遗失: papers that are not found are named row by row, and a head puts a name to it; from then on the lower count holds
//! (A12, E8, E37, F30).

use super::command::{DropLoss, LostInPost, NoteLoss};
use super::custody::is_with_somebody;
use super::decide::{Answer, Desk, needs, opened};
use super::event::{LossDropped, LossNoted, LossSigned};
use super::posted::not_in_letter;
use super::refusal::FolderRefusal as R;
use super::state::{Dossier, FOLDER_ROWS_MAX, Folder, Row, Rows, SHEETS_MAX};
use crate::command::Sealed;
use crate::delivery::Whereabouts;
use crate::known::Known;
use crate::refusal::Refusal;
use crate::state::File;
use calendar::Instant;
use catalogue::{CaseId, Item, PersonId, Power, RowSet};
use serde::{Deserialize, Serialize};

/// A loss that no head has signed yet: nothing leaves the folder meanwhile.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loss {
    /// Who named it.
    pub by: PersonId,
    /// Who had the papers.
    pub had: PersonId,
    /// When.
    pub at: Instant,
    /// Sheets that are there of each row; 0 where nothing is. A row that more came of since is marked as returned.
    pub found: Rows,
    /// Rows of which something is missing.
    pub rows: RowSet,
    /// By how many papers the count of the case goes down.
    pub papers: u16,
    /// How it came about, and where was looked; of a letter the carrier's word, which stands with the case.
    pub reason: Sealed,
    /// In a letter with the result, which the carrier lost.
    pub posted: bool,
}

/// Named by whoever has the papers; what is in a letter is missed there, and not here.
pub(crate) fn note(desk: &Desk, command: &NoteLoss) -> Answer {
    let had = had_by(desk)?;
    let fact = noted(&desk.dossier.rows, desk.case, had, command, desk.known)?;
    not_in_letter(desk.dossier, desk.case, fact.rows)?;
    Ok(vec![fact.into()])
}

/// Who has the papers, where the actor may say what is missing of them: that person, or somebody in that one's place where they lie
/// apart and the person is away; of the archive whoever keeps it, and never the borrower.
pub(super) fn had_by(desk: &Desk) -> Result<PersonId, Refusal> {
    match (desk.dossier.archived, desk.dossier.loan) {
        (None, _) => {
            is_with_somebody(desk)?;
            if !desk.is_in_place_of_keeper() {
                may_name(desk.keeper(), desk.case, desk.known, desk.item)?;
            }
            Ok(desk.keeper())
        }
        (Some(_), loan) => {
            desk.needs(Power::MakeDocument)?;
            match loan {
                Some(loan) if loan.to == desk.known.actor => Err(R::OnLoan { to: loan.to }.into()),
                Some(loan) => Ok(loan.to),
                None => Ok(desk.known.actor),
            }
        }
    }
}

/// The same where the papers lay loose: the folder is opened with it, uncounted.
pub(crate) fn note_loose(id: CaseId, case: &File, command: &NoteLoss, known: &Known, item: &Item) -> Answer {
    let had = case.facts.holding.person;
    may_name(had, case, known, item)?;
    let kept = case.facts.materials.marks.copy_kept.iter().take(FOLDER_ROWS_MAX);
    let rows: Vec<Row> = kept.map(|row| Row::new(row, 0, false)).collect();
    let rows = Rows::of(&rows).unwrap_or_default();
    let loss = noted(&rows, case, had, command, known)?;
    Ok(vec![opened(id, case, known, rows), loss.into()])
}

/// Originals in the letter with the result, which the carrier lost: as far as they are still owed they wait for the signature of a
/// head like any loss. It takes none of the papers with which the case is handed over.
pub(super) fn in_post(folder: &Folder, command: &LostInPost, known: &Known) -> Answer {
    let Folder::Kept(dossier) = folder else { return Ok(Vec::new()) };
    let rows = command.rows.intersection(dossier.rows.owed());
    if rows.is_empty() || dossier.destroyed.is_some() {
        return Ok(Vec::new());
    }
    none_waits(dossier)?;
    let gone: Vec<Row> = rows.iter().map(|row| Row::new(row, 0, true)).collect();
    let found = Rows::of(&gone).unwrap_or_default();
    let LostInPost { by, had, reason, .. } = *command;
    let at = known.now;
    Ok(vec![LossNoted { at, by, had, found, rows, papers: 0, reason, posted: true }.into()])
}

/// Whoever has the papers; once the case has ended also whoever may close its folder, for there it shows (E37).
fn may_name(person: PersonId, case: &File, known: &Known, item: &Item) -> Result<(), Refusal> {
    match (person == known.actor, case.stage.is_open()) {
        (true, _) => Ok(()),
        (false, true) => Err(R::NotWithYou { person }.into()),
        (false, false) => needs(known, item, Power::MakeDocument).map(|_| ()),
    }
}

/// Every row that should be there is counted, none has more than is listed, and something is missing.
fn noted(
    listed: &Rows,
    case: &File,
    had: PersonId,
    command: &NoteLoss,
    known: &Known,
) -> Result<LossNoted, Refusal> {
    let NoteLoss { found, papers, reason } = *command;
    let present = listed.present();
    let of = |row: u8| listed.iter().find(|it| it.row == row && !it.returned);
    let once = |it: &Row| found.iter().filter(|other| other.row == it.row).count() == 1;
    // Of a row that was never counted any number of sheets may be there.
    let most = |it: &Row| of(it.row).map(|row| if row.sheets == 0 { SHEETS_MAX } else { row.sheets });
    let wrong = found.which(|it| !once(it) || most(it).is_none_or(|most| it.sheets > most));
    if !wrong.is_empty() {
        return Err(R::ListWrong { rows: wrong }.into());
    }
    let left_out = present.difference(found.which(|_| true));
    if !left_out.is_empty() {
        return Err(R::ListIncomplete { rows: left_out }.into());
    }
    let rows = found.which(|it| it.sheets == 0 || of(it.row).is_some_and(|row| it.sheets < row.sheets));
    if rows.is_empty() && papers == 0 {
        return Err(R::NothingLost.into());
    }
    let held = case.facts.holding.papers;
    if papers > held {
        return Err(R::LossBeyondCount { held }.into());
    }
    let (at, by) = (known.now, known.actor);
    Ok(LossNoted { at, by, had, found, rows, papers, reason, posted: false })
}

/// Signed by a head of the window or of the authority, never by whoever named it or had the papers.
pub(crate) fn sign(desk: &Desk) -> Answer {
    let loss = waits(desk.dossier)?;
    let basis = needs(desk.known, desk.item, Power::Reassign)?;
    if [loss.by, loss.had].contains(&desk.known.actor) {
        return Err(R::OwnLoss.into());
    }
    let (at, by, noted_by) = (desk.known.now, desk.known.actor, loss.by);
    let Loss { had, rows, papers, posted, .. } = loss;
    // The letter came back meanwhile, and what was in it is here.
    let nowhere = desk.case.facts.sending.originals_in(Whereabouts::Lost);
    if posted && rows.intersection(nowhere).is_empty() {
        return Err(R::NoLossNoted.into());
    }
    Ok(vec![LossSigned { at, by, basis, noted_by, had, rows, papers, posted }.into()])
}

/// 撤销: the papers were found after all, or a head who did not have them wants them looked for again.
pub(crate) fn dropped(desk: &Desk, command: &DropLoss) -> Answer {
    let loss = waits(desk.dossier)?;
    if loss.by != desk.known.actor {
        needs(desk.known, desk.item, Power::Reassign)?;
        if loss.had == desk.known.actor {
            return Err(R::OwnLoss.into());
        }
    }
    Ok(vec![LossDropped { at: desk.known.now, by: desk.known.actor, reason: command.reason }.into()])
}

/// Refuses while a loss waits for its signature: what is in the folder is not settled.
pub(crate) fn none_waits(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.loss {
        Some(loss) => Err(R::LossWaits { by: loss.by }.into()),
        None => Ok(()),
    }
}

fn waits(dossier: &Dossier) -> Result<Loss, Refusal> {
    dossier.loss.ok_or_else(|| R::NoLossNoted.into())
}

/// The folder once a loss is taken off unsigned.
pub(super) fn taken_off(dossier: &mut Dossier) {
    if let Some(loss) = dossier.loss.take().filter(|loss| loss.posted) {
        dossier.dropped = loss.rows;
    }
}

/// The folder once a head has signed: a row of which nothing is left stands in the list of what was lost alone.
pub(super) fn signed(dossier: &mut Dossier) {
    let Some(loss) = dossier.loss.take() else { return };
    for found in loss.found.iter() {
        let Some(row) = dossier.rows.0.iter_mut().find(|it| it.row == found.row && !it.returned) else {
            continue;
        };
        let missing = row.sheets.saturating_sub(found.sheets);
        if loss.rows.contains(row.row) {
            let place = dossier.lost.0.iter_mut().find(|it| it.row == row.row || it.row == 0);
            if let Some(lost) = place {
                (lost.row, lost.sheets) = (row.row, lost.sheets.saturating_add(missing));
                lost.to_return |= row.to_return;
            }
        }
        if found.returned {
            // More came since: it stays, uncounted, and where nothing was found it is another paper than the one that is lost.
            row.to_return &= found.sheets > 0;
            continue;
        }
        row.sheets = found.sheets;
        if found.sheets == 0 {
            *row = Row::default();
        }
    }
    if dossier.rows.present().is_empty() {
        dossier.fetch = None;
    }
}
