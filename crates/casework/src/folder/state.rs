//! What is true of a folder, and what each fact changes.

use super::event::{Event as E, LossNoted, Opened};
use super::found;
use super::loss::{self, Loss};
use crate::command::Sealed;
use crate::number::{DocumentNo, ReceiptNo};
use calendar::{Day, Instant};
use catalogue::item::{ItemKind, Retention};
use catalogue::{CaseId, Digest, ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

/// Most rows of one folder; as many as a case may keep papers of is rare, but a list must have an end.
pub const FOLDER_ROWS_MAX: usize = 24;
/// Most sheets of one row, and of a folder.
pub const SHEETS_MAX: u16 = 9_999;

/// Papers of one material row.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The row of the item; 0 where the place is empty.
    pub row: u8,
    /// Sheets; 0 where they were never counted.
    pub sheets: u16,
    /// An original that goes back to the applicant (E8).
    pub to_return: bool,
    /// It went back.
    pub returned: bool,
}

/// The list of a folder: of a fixed size, so that an event can carry it.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rows(pub [Row; FOLDER_ROWS_MAX]);

impl Rows {
    /// A list of these; none where they are too many.
    pub fn of(rows: &[Row]) -> Option<Rows> {
        let mut list = Rows::default();
        list.0.get_mut(..rows.len())?.copy_from_slice(rows);
        Some(list)
    }

    /// The rows that are filled.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.0.iter().filter(|it| it.row != 0)
    }

    /// Rows for which something holds.
    pub fn which(&self, holds: impl Fn(&Row) -> bool) -> RowSet {
        self.iter().filter(|it| holds(it)).fold(RowSet::EMPTY, |set, it| set.with(it.row).unwrap_or(set))
    }

    /// Rows whose papers are in the folder.
    pub fn present(&self) -> RowSet {
        self.which(|it| !it.returned)
    }

    /// Originals that have not gone back.
    pub fn owed(&self) -> RowSet {
        self.which(|it| it.to_return && !it.returned)
    }

    /// Sheets of these rows, at least: papers that were never counted are one sheet each.
    pub fn least(&self, which: RowSet) -> u16 {
        let wanted = self.iter().filter(|it| which.contains(it.row));
        wanted.fold(0, |sum, it| sum.saturating_add(it.sheets.max(1)))
    }

    /// Sheets in the folder, as far as they were counted.
    pub fn sheets(&self) -> u16 {
        self.iter().filter(|it| !it.returned).fold(0, |sum, it| sum.saturating_add(it.sheets))
    }
}

/// A folder: nothing yet, or one with a label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Folder {
    /// The papers of the case lie loose, or there are none.
    #[default]
    Absent,
    /// It exists.
    Kept(Box<Dossier>),
}

/// What holds of a folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dossier {
    /// The case.
    pub case: CaseId,
    /// Its receipt number: what the bar code says.
    pub receipt: ReceiptNo,
    /// The item.
    pub item: ItemCode,
    /// The frozen revision.
    pub revision: u32,
    /// Digest of its body.
    pub body: Digest,
    /// Kind of the item.
    pub item_kind: ItemKind,
    /// 实施主体.
    pub authority: UnitCode,
    /// Keyed digest of the applicant's document, for the return of originals.
    pub applicant: Digest,
    /// When it was opened.
    pub opened_on: Day,
    /// What is in it.
    pub rows: Rows,
    /// Where it is.
    pub place: Place,
    /// Given and not yet taken.
    pub pending: Option<FolderPending>,
    /// Where the papers wait to be fetched, and since when; the case ended without delivery.
    pub fetch: Option<Fetch>,
    /// In the archive.
    pub archived: Option<Shelved>,
    /// Out on loan.
    pub loan: Option<Loan>,
    /// Its keeping time is over and it was proposed for appraisal (C23).
    pub proposed: bool,
    /// The list on which it was destroyed.
    pub destroyed: Option<DocumentNo>,
    /// Papers that are not found, while no head has signed it (F30).
    pub loss: Option<Loss>,
    /// What was lost and signed: rows with the sheets that are missing, 0 where they were never counted.
    pub lost: Rows,
    /// What went over to a case that took the matter up again (E14).
    pub taken_up: Rows,
    /// What of the signed losses was found since.
    pub found: Rows,
    /// Originals of a lost letter whose loss was taken off unsigned: it may be named once more (E8).
    pub dropped: RowSet,
}

/// Papers that wait to be fetched.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    /// At the window where they were taken in.
    pub window: WindowId,
    /// Since when.
    pub since: Instant,
}

/// Where a folder is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// With whoever holds the case: it moves with the case's own hand-over.
    WithCase,
    /// Apart from the case (R88).
    Apart {
        /// With whom.
        person: PersonId,
        /// Since when.
        since: Instant,
    },
    /// On its shelf.
    Shelf,
}

/// Given and not yet taken: the giver is responsible.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderPending {
    /// By whom.
    pub from: PersonId,
    /// To whom.
    pub to: PersonId,
    /// Sheets counted by the giver.
    pub sheets: u16,
    /// Why.
    pub reason: Sealed,
    /// Since when.
    pub at: Instant,
}

/// In the archive.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    /// 档号.
    pub number: DocumentNo,
    /// Box.
    pub box_no: u16,
    /// Shelf.
    pub shelf: u16,
    /// 保管期限.
    pub retention: Retention,
    /// Last day of keeping; none for ever.
    pub keep_until: Option<Day>,
    /// SHA-256 of the sealed index.
    pub index: Digest,
    /// Lines of the index.
    pub lines: u32,
    /// Who closed it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Out on loan.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// To whom.
    pub to: PersonId,
    /// What for.
    pub purpose: Sealed,
    /// Since when.
    pub on: Day,
    /// Last day to bring it back.
    pub due_on: Day,
    /// The borrower was reminded that the day has passed.
    pub overdue: bool,
}

/// The folder after the fact. Total: a fact that does not fit changes nothing.
pub fn evolve(folder: Folder, event: &E) -> Folder {
    match (folder, event) {
        (Folder::Absent, E::Opened(fact)) => Folder::Kept(Box::new(opened(fact))),
        (Folder::Kept(mut dossier), event) => {
            apply(&mut dossier, event);
            Folder::Kept(dossier)
        }
        (Folder::Absent, _) => Folder::Absent,
    }
}

fn opened(fact: &Opened) -> Dossier {
    Dossier {
        case: fact.case,
        receipt: fact.receipt,
        item: fact.item,
        revision: fact.revision,
        body: fact.body,
        item_kind: fact.item_kind,
        authority: fact.authority,
        applicant: fact.applicant,
        opened_on: fact.at.day(),
        rows: fact.rows,
        place: Place::WithCase,
        pending: None,
        fetch: None,
        archived: None,
        loan: None,
        proposed: false,
        destroyed: None,
        loss: None,
        lost: Rows::default(),
        taken_up: Rows::default(),
        found: Rows::default(),
        dropped: RowSet::EMPTY,
    }
}

fn apply(dossier: &mut Dossier, event: &E) {
    match event {
        E::Opened(_) => {}
        E::Given(fact) => {
            let (from, to, sheets, reason, at) = (fact.by, fact.to, fact.sheets, fact.reason, fact.at);
            dossier.pending = Some(FolderPending { from, to, sheets, reason, at });
        }
        E::Taken(fact) => {
            dossier.pending = None;
            dossier.place = match fact.with_case {
                true => Place::WithCase,
                false => Place::Apart { person: fact.by, since: fact.at },
            };
        }
        E::Recalled(_) => dossier.pending = None,
        E::OriginalsReturned(fact) => went_back(dossier, fact.rows),
        E::PapersWait(fact) => dossier.fetch = Some(Fetch { window: fact.window, since: fact.at }),
        E::PapersStay(fact) => {
            dossier.fetch = None;
            joined(dossier, fact.rows);
        }
        E::PapersJoined(fact) => joined(dossier, fact.rows),
        E::MaterialsReturned(fact) => went_back(dossier, fact.rows),
        E::TakenUp(fact) => went_over(dossier, fact.rows),
        E::Archived(fact) => {
            dossier.place = Place::Shelf;
            dossier.pending = None;
            dossier.fetch = None;
            dossier.archived = Some(Shelved {
                number: fact.number,
                box_no: fact.box_no,
                shelf: fact.shelf,
                retention: fact.retention,
                keep_until: fact.keep_until,
                index: fact.index,
                lines: fact.lines,
                by: fact.by,
                at: fact.at,
            });
        }
        E::Lent(fact) => {
            let (to, purpose, on, due_on) = (fact.to, fact.purpose, fact.at.day(), fact.due_on);
            dossier.loan = Some(Loan { to, purpose, on, due_on, overdue: false });
        }
        E::LoanOverdue(_) => {
            if let Some(loan) = &mut dossier.loan {
                loan.overdue = true;
            }
        }
        E::TakenBack(_) => dossier.loan = None,
        E::DestructionProposed(_) => dossier.proposed = true,
        E::KeptLonger(fact) => {
            dossier.proposed = false;
            if let Some(archived) = &mut dossier.archived {
                archived.keep_until = Some(fact.until);
            }
        }
        E::Destroyed(fact) => {
            (dossier.proposed, dossier.loss) = (false, None);
            dossier.destroyed = Some(fact.list);
        }
        E::LossNoted(fact) => {
            let LossNoted { at, by, had, found, rows, papers, reason, posted } = *fact;
            dossier.loss = Some(Loss { by, had, at, found, rows, papers, reason, posted });
            dossier.dropped = dossier.dropped.difference(rows);
        }
        E::LossSigned(_) => loss::signed(dossier),
        E::LossDropped(_) => loss::taken_off(dossier),
        E::PapersFound(fact) => found::again(dossier, &fact.found),
    }
}

/// They stand on the list, uncounted, as far as it has room; a row that stands there already has more than was counted.
fn joined(dossier: &mut Dossier, rows: RowSet) {
    let listed = dossier.rows.which(|_| true);
    for place in dossier.rows.0.iter_mut().filter(|place| rows.contains(place.row)) {
        // An original that went back stays so: what came since is another paper of its row.
        *place = Row::new(place.row, 0, place.to_return && !place.returned);
    }
    // While a loss waits to be signed: what was found of these rows is no longer all of them.
    for found in dossier.loss.iter_mut().flat_map(|loss| &mut loss.found.0) {
        found.returned |= rows.contains(found.row);
    }
    let free = dossier.rows.0.iter_mut().filter(|place| place.row == 0);
    for (row, place) in rows.difference(listed).iter().zip(free) {
        *place = Row::new(row, 0, false);
    }
}

/// They leave the list of the folder, and stand in that of what went over alone.
fn went_over(dossier: &mut Dossier, rows: RowSet) {
    let gone = dossier.rows.0.iter_mut().filter(|row| rows.contains(row.row) && !row.returned);
    for (row, place) in gone.zip(dossier.taken_up.0.iter_mut().filter(|place| place.row == 0)) {
        *place = std::mem::take(row);
    }
    if dossier.rows.present().is_empty() {
        dossier.fetch = None;
    }
}

fn went_back(dossier: &mut Dossier, rows: RowSet) {
    for row in dossier.rows.0.iter_mut().filter(|row| rows.contains(row.row)) {
        row.returned = true;
    }
    if dossier.rows.present().is_empty() {
        dossier.fetch = None;
    }
}
