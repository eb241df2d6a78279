//! 归档: the folder is closed when the case has ended, with a sealed index, a number, a box and a shelf; then it is lent and
//! comes back (A29, E37, F23, N45).

use super::command::{Archive, Lend, TakeFolder};
use super::custody::{is_with_somebody, nothing_owed};
use super::decide::{Answer, Desk, needs, opened};
use super::event::{Archived, Event, Lent, TakenBack};
use super::fetch::{counted, papers_left};
use super::refusal::FolderRefusal as R;
use super::state::{Folder, Loan, Rows};
use crate::intake::document_no;
use crate::known::Known;
use crate::letter::POSTED_DAYS_MAX;
use crate::number::DocumentKind;
use crate::refusal::Refusal;
use crate::state::{File, Stage};
use calendar::Day;
use catalogue::{CaseId, Item, Power, RowSet};

/// Most days of one loan.
pub const LOAN_DAYS_MAX: u16 = 60;

/// Close the folder: every listed paper is found and counted, every original went back.
pub(crate) fn archive(desk: &Desk, folder: &Folder, command: &Archive) -> Answer {
    let rows = &desk.dossier.rows;
    may_close(desk.case, desk.known, desk.item)?;
    no_letter_comes(folder, desk.case, desk.known)?;
    is_with_somebody(desk)?;
    // What a withdrawal signed at a window gave back is in its own list; what was found all the same is counted.
    let given_back = matches!(desk.case.stage, Stage::Withdrawn(withdrawal) if withdrawal.by.is_some());
    let expected = if given_back { command.found.intersection(rows.present()) } else { rows.present() };
    if !given_back {
        nothing_owed(rows)?;
    }
    let missing = expected.difference(command.found);
    if !missing.is_empty() {
        return Err(R::PapersNotFound { rows: missing }.into());
    }
    counted(rows, expected, command.sheets)?;
    Ok(vec![archived(desk.case, command, desk.known, desk.item)?])
}

/// A case that kept no paper has a dossier all the same: its index (N45).
pub(crate) fn paperless(id: CaseId, case: &File, command: &Archive, known: &Known, item: &Item) -> Answer {
    may_close(case, known, item)?;
    no_letter_comes(&Folder::Absent, case, known)?;
    let missing = match case.stage {
        // What a case kept went back when it was withdrawn at a window.
        Stage::Withdrawn(withdrawal) if withdrawal.by.is_some() => RowSet::EMPTY,
        _ => case.facts.materials.marks.copy_kept,
    };
    if !missing.is_empty() {
        return Err(R::PapersNotFound { rows: missing }.into());
    }
    Ok(vec![opened(id, case, known, Rows::default()), archived(case, command, known, item)?])
}

fn may_close(case: &File, known: &Known, item: &Item) -> Result<(), Refusal> {
    needs(known, item, Power::MakeDocument)?;
    if case.stage.is_open() { Err(R::CaseOpen.into()) } else { Ok(()) }
}

/// Until when a letter may still come that lifts the closing: what was missing may have been posted on the last day, and a letter
/// is under way for [`POSTED_DAYS_MAX`] days at most. A dossier on its shelf would shut out what came in time (E14); where papers
/// have left, nothing lifts the closing any more.
pub fn letter_may_come(folder: &Folder, case: &File, today: Day) -> Option<Day> {
    let closed = matches!(case.stage, Stage::ClosedForMissing { .. }) && !papers_left(folder);
    let until = case.facts.correction.filter(|_| closed)?.bring_by.plus_days(POSTED_DAYS_MAX);
    (today <= until).then_some(until)
}

fn no_letter_comes(folder: &Folder, case: &File, known: &Known) -> Result<(), Refusal> {
    let until = letter_may_come(folder, case, known.today());
    until.map_or(Ok(()), |until| Err(R::LetterMayCome { until }.into()))
}

/// The day on which the case ended; none while it is open.
fn ended_on(case: &File) -> Option<Day> {
    match &case.stage {
        Stage::Delivered { delivered_at: at, .. } | Stage::NotAccepted { at, .. } => Some(at.day()),
        Stage::Withdrawn(withdrawal) => Some(withdrawal.at.day()),
        Stage::EndedWithApplicant(ended) => Some(ended.at.day()),
        // At the midnight after the last day to bring what was missing.
        Stage::ClosedForMissing { .. } => case.facts.correction.map(|it| it.bring_by.plus_days(1)),
        _ => None,
    }
}

fn archived(case: &File, command: &Archive, known: &Known, item: &Item) -> Result<Event, Refusal> {
    if command.box_no == 0 || command.shelf == 0 {
        return Err(R::PlaceMissing.into());
    }
    let number = document_no(case.facts.authority, DocumentKind::Archive, known);
    let (at, by, retention) = (known.now, known.actor, item.retention);
    // The years of keeping run from the end of the case, whenever somebody closes its folder.
    let keep_until = retention.last_day(ended_on(case).unwrap_or_else(|| known.today()));
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
    counted(&desk.dossier.rows, desk.dossier.rows.present(), command.sheets)?;
    let (at, by, from, sheets) = (desk.known.now, desk.known.actor, loan.to, command.sheets);
    Ok(vec![TakenBack { at, by, from, sheets }.into()])
}
