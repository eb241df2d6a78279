//! 再来办: what was handed in before need not be handed in again, as long as the papers are still there and the list still asks
//! for the same (E14, F9).

use crate::command::{MaterialMarks, Outcome, Receive};
use crate::copies::Copies;
use crate::folder::{Dossier, Folder, Place, ended_without_delivery};
use crate::refusal::Refusal;
use crate::state::{File, Stage};
use catalogue::{Item, RowSet};

/// The case on the same matter that is taken up again.
#[derive(Copy, Clone)]
pub struct Before<'a> {
    /// Its file.
    pub file: &'a File,
    /// The revision it is bound to.
    pub item: &'a Item,
    /// Its papers.
    pub folder: &'a Folder,
}

impl Before<'_> {
    /// Whether the papers themselves go over. What was decided keeps its own, and a copy is taken of them.
    pub fn papers_move(&self) -> bool {
        ended_without_delivery(&self.file.stage)
    }

    /// Rows of an item, as it is published now, whose papers are still there and the same.
    pub fn rows(&self, item: &Item) -> RowSet {
        let there = match self.folder {
            Folder::Kept(dossier) if self.papers_move() => at_hand(dossier),
            _ if self.papers_move() || !was_refused(&self.file.stage) => RowSet::EMPTY,
            Folder::Kept(dossier) if dossier.destroyed.is_some() => RowSet::EMPTY,
            Folder::Kept(dossier) => dossier.rows.present(),
            Folder::Absent => self.file.facts.materials.marks.copy_kept,
        };
        let asked = |item: &Item, row: u8| item.material(row).map(|it| (it.name.clone(), it.form));
        let same = |row: &u8| asked(item, *row).is_some() && asked(item, *row) == asked(self.item, *row);
        there.iter().filter(same).fold(RowSet::EMPTY, |set, row| set.with(row).unwrap_or(set))
    }
}

/// Whether a case still runs, so that nothing takes it up again. What was refused waits to be fetched and may come again.
pub fn still_runs(file: &File) -> bool {
    file.stage.is_open() && !was_refused(&file.stage)
}

/// What is in the folder, where nobody else has it and nothing about it is open.
fn at_hand(dossier: &Dossier) -> RowSet {
    let settled = dossier.pending.is_none() && dossier.loss.is_none() && dossier.archived.is_none();
    match dossier.place {
        Place::WithCase if settled && dossier.destroyed.is_none() => dossier.rows.present(),
        _ => RowSet::EMPTY,
    }
}

/// Whether the applicant was refused in a decision.
fn was_refused(stage: &Stage) -> bool {
    match stage {
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => {
            conclusion.decision.outcome == Outcome::Refused
        }
        _ => false,
    }
}

/// Refuses rows as handed in before which the earlier case does not have, or which are not among the papers kept now. The
/// earlier case is one of the same applicant on the same item.
pub fn check(command: &Receive, before: Option<&Before>, item: &Item) -> Result<(), Refusal> {
    let theirs =
        |it: &&Before| it.file.facts.applicant == command.applicant && it.file.facts.item == item.code;
    let there = before.filter(theirs).map_or(RowSet::EMPTY, |it| it.rows(item));
    let rows = command.earlier.difference(there.intersection(command.marks.copy_kept));
    if rows.is_empty() { Ok(()) } else { Err(Refusal::NotFromEarlier { rows }) }
}

/// The same with the copies of what comes over as it lies there, where nobody counted them anew (E6). A copy that is taken of a
/// row is counted like any other paper.
pub fn counted(command: &Receive, before: Option<&Before>) -> Receive {
    let theirs = before.filter(|it| it.papers_move()).map(|it| it.file.facts.materials.marks);
    let come_over = theirs.map_or_else(Copies::default, |marks| marks.copies.among(command.earlier));
    let marks = MaterialMarks { copies: command.marks.copies.or(come_over), ..command.marks };
    Receive { marks, ..*command }
}

/// Whether nothing was handed in before.
pub(crate) fn no_rows(rows: &RowSet) -> bool {
    rows.is_empty()
}
