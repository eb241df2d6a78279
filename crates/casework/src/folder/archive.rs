//! 归档: the folder is closed when the case has ended, with a sealed index, a number, a box and a shelf; then it is lent and
//! comes back (A29, E37, F23, N45).

use super::command::{Archive, Lend, TakeFolder};
use super::custody::nothing_owed;
use super::decide::{Answer, Desk, needs, opened};
use super::event::{Archived, Event, Lent, TakenBack};
use super::refusal::FolderRefusal as R;
use super::state::{Loan, Rows};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::Refusal;
use crate::state::{File, Stage};
use catalogue::{CaseId, Item, Power, RowSet};

/// Most days of one loan.
pub const LOAN_DAYS_MAX: u16 = 60;

/// Close the folder: every listed paper is found and counted, every original went back.
pub(crate) fn archive(desk: &Desk, command: &Archive) -> Answer {
    let rows = &desk.dossier.rows;
    may_close(desk.case, desk.known, desk.item)?;
    if let Some(pending) = desk.dossier.pending {
        return Err(R::GivenBefore { to: pending.to }.into());
    }
    nothing_owed(rows)?;
    let missing = rows.present().difference(command.found);
    if !missing.is_empty() {
        return Err(R::PapersNotFound { rows: missing }.into());
    }
    let listed = rows.sheets();
    if command.sheets != listed {
        return Err(R::SheetsDiffer { listed, counted: command.sheets }.into());
    }
    Ok(vec![archived(desk.case, command, desk.known, desk.item)?])
}

/// A case that kept no paper has a dossier all the same: its index (N45).
pub(crate) fn paperless(id: CaseId, case: &File, command: &Archive, known: &Known, item: &Item) -> Answer {
    may_close(case, known, item)?;
    let kept = match case.stage {
        // What a case kept went back when it ended without an answer.
        Stage::Withdrawn(_) | Stage::NotAccepted { .. } | Stage::ClosedForMissing { .. } => RowSet::EMPTY,
        _ => case.facts.materials.marks.copy_kept,
    };
    let missing = kept.difference(RowSet::EMPTY);
    if !missing.is_empty() {
        return Err(R::PapersNotFound { rows: missing }.into());
    }
    Ok(vec![opened(id, case, known, Rows::default()), archived(case, command, known, item)?])
}

fn may_close(case: &File, known: &Known, item: &Item) -> Result<(), Refusal> {
    needs(known, item, Power::MakeDocument)?;
    if case.stage.is_open() { Err(R::CaseOpen.into()) } else { Ok(()) }
}

fn archived(case: &File, command: &Archive, known: &Known, item: &Item) -> Result<Event, Refusal> {
    if command.box_no == 0 || command.shelf == 0 {
        return Err(R::PlaceMissing.into());
    }
    let number = document_no(case.facts.authority, DocumentKind::Archive, known);
    let (at, by, retention) = (known.now, known.actor, item.retention);
    let keep_until = retention.last_day(known.today());
    let Archive { box_no, shelf, index, lines, sheets, .. } = *command;
    Ok(Archived { at, by, number, box_no, shelf, retention, keep_until, index, lines, sheets }.into())
}

/// 借阅, by whoever keeps the archive of the authority, to a person of the house, for a purpose and until a day.
pub(crate) fn lend(desk: &Desk, command: &Lend) -> Answer {
    desk.needs(Power::MakeDocument)?;
    let today = desk.known.today();
    if command.due_on < today {
        return Err(Refusal::DayHasPassed { day: command.due_on });
    }
    if command.due_on.number() - today.number() > i32::from(LOAN_DAYS_MAX) {
        return Err(R::LoanTooLong { days_max: LOAN_DAYS_MAX }.into());
    }
    if desk.known.organisation.person(command.to).is_none() {
        return Err(Refusal::WrongDirection { able: Vec::new() });
    }
    let (at, by) = (desk.known.now, desk.known.actor);
    let Lend { to, due_on, purpose } = *command;
    Ok(vec![Lent { at, by, to, due_on, purpose }.into()])
}

/// 归还: not by the borrower, and every sheet is there.
pub(crate) fn take_back(desk: &Desk, loan: &Loan, command: &TakeFolder) -> Answer {
    desk.needs(Power::MakeDocument)?;
    if loan.to == desk.known.actor {
        return Err(R::OnLoan { to: loan.to }.into());
    }
    let listed = desk.dossier.rows.sheets();
    if command.sheets != listed {
        return Err(R::SheetsDiffer { listed, counted: command.sheets }.into());
    }
    let (at, by, from, sheets) = (desk.known.now, desk.known.actor, loan.to, command.sheets);
    Ok(vec![TakenBack { at, by, from, sheets }.into()])
}
