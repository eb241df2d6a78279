//! The correction notices of a case: the first names everything; a further one repeats what was named, and what was not
//! named is added only after the window head released it in writing (N4, N5, F1, tone 15).

use crate::acceptance::AcceptanceRefusal;
use crate::authority::{Desk, able_by};
use crate::clear;
use crate::command::{NoticeCorrection, Sealed};
use crate::decide::Answer;
use crate::event::{CorrectionNoticed, CorrectionReleased, CorrectionRenewed};
use crate::intake::document_no;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Refusal};
use calendar::{Calendar, Clock, Day, Instant, Limit};
use catalogue::{PersonId, Power, RowSet};
use serde::{Deserialize, Serialize};

/// Most correction notices of one case.
pub const NOTICES_MAX: u8 = 3;

/// 补正告知: the latest notice.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The notice.
    pub notice: DocumentNo,
    /// What it named; the whole list.
    pub rows: RowSet,
    /// Why.
    pub reasons: Sealed,
    /// When it was given.
    pub noticed_on: Day,
    /// Last day to bring them (E14).
    pub bring_by: Day,
    /// Named rows that have come since.
    pub brought: RowSet,
    /// Who gave it.
    pub by: PersonId,
    /// Which notice of the case it is, from 1.
    pub round: u8,
    /// Every row that this notice or one before it named.
    pub named: RowSet,
    /// The release by which it named rows that none before it had named.
    pub released: Option<Release>,
    /// The item's time for it; none where the entry is of old.
    pub limit: Option<Limit>,
    /// Whether the applicant was reminded of it (E14).
    pub reminded: bool,
}

/// 加项放行: rows that no notice named may stand in the next one, on the written word of the window head (tone 15).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// Which rows.
    pub rows: RowSet,
    /// Why they were not named at once; the applicant reads it.
    pub reason: Sealed,
    /// The window head.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Ask for the release of rows that no notice named.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCorrection {
    /// Which rows.
    pub rows: RowSet,
    /// Why they were not named at once.
    pub reason: Sealed,
}

/// 一次性告知, or a further notice.
pub(crate) fn notice(desk: &Desk, command: &NoticeCorrection) -> Answer {
    clear::not_due(desk.facts)?;
    match &desk.facts.correction {
        None => first(desk, command),
        Some(before) => again(desk, before, command),
    }
}

/// The first: once, everything, only what the frozen revision asks for (N4, F1, F2).
fn first(desk: &Desk, command: &NoticeCorrection) -> Answer {
    let Desk { facts, known, .. } = *desk;
    can_be_asked_for(desk, command.rows)?;
    let left_out = facts.open_rows().difference(command.rows);
    if !left_out.is_empty() {
        // What the one notice does not name can be asked for again by release only.
        return Err(AcceptanceRefusal::StillOpen { rows: left_out }.into());
    }
    desk.needs(Power::Accept, None)?;
    desk.room_for(Duty::Intake)?;
    let notice = document_no(facts.authority, DocumentKind::CorrectionNotice, known);
    let (rows, reasons, bring_by) = (command.rows, command.reasons, bring_by(desk)?);
    let (at, by, limit) = (known.now, known.actor, Some(desk.item.correction_days));
    Ok(vec![CorrectionNoticed { at, by, notice, rows, reasons, bring_by, limit }.into()])
}

/// A further one: what was named and is defective or still missing, and what the window head released; never more.
fn again(desk: &Desk, before: &Correction, command: &NoticeCorrection) -> Answer {
    let Desk { facts, known, .. } = *desk;
    can_be_asked_for(desk, command.rows)?;
    let free = facts.release.map_or(RowSet::EMPTY, |release| release.rows);
    let added = command.rows.difference(before.named);
    if !added.is_subset(free) {
        return Err(Refusal::AlreadyNoticed { noticed_on: before.noticed_on, rows: before.named });
    }
    if before.brought.is_empty() && added.is_empty() {
        return Err(AcceptanceRefusal::NothingCame { bring_by: before.bring_by }.into());
    }
    let left_out = facts.open_rows().difference(command.rows);
    if !left_out.is_empty() {
        return Err(AcceptanceRefusal::StillOpen { rows: left_out }.into());
    }
    if before.round >= NOTICES_MAX {
        return Err(AcceptanceRefusal::TooManyNotices.into());
    }
    desk.needs(Power::Accept, None)?;
    if let Some(release) = facts.release.filter(|release| !added.is_empty() && release.by == known.actor) {
        let accepts = known.organisation.who_may(Power::Accept, desk.item, desk.today());
        let able = able_by(desk.known, accepts, |person| person != release.by);
        return Err(Refusal::DutiesSeparate { did: Duty::Approver, wants: Duty::Intake, able });
    }
    desk.room_for(Duty::Intake)?;
    Ok(vec![
        CorrectionRenewed {
            at: known.now,
            by: known.actor,
            notice: document_no(facts.authority, DocumentKind::CorrectionNotice, known),
            round: before.round + 1,
            rows: command.rows,
            added,
            reasons: command.reasons,
            bring_by: bring_by(desk)?,
            limit: Some(desk.item.correction_days),
        }
        .into(),
    ])
}

/// The window head lets rows be added, with a reason; never who took part in taking the case in (tone 15).
pub(crate) fn release(desk: &Desk, command: &ReleaseCorrection) -> Answer {
    let Desk { facts, known, .. } = *desk;
    let before = facts.correction.as_ref().ok_or(AcceptanceRefusal::NothingNoticed)?;
    if let Some(release) = facts.release {
        return Err(AcceptanceRefusal::AlreadyReleased { rows: release.rows }.into());
    }
    if before.round >= NOTICES_MAX {
        return Err(AcceptanceRefusal::TooManyNotices.into());
    }
    can_be_asked_for(desk, command.rows)?;
    let named = command.rows.intersection(before.named);
    if !named.is_empty() {
        return Err(AcceptanceRefusal::NamedBefore { rows: named }.into());
    }
    let basis = desk.needs(Power::ReleaseSecondCorrection, Some(Duty::Approver))?;
    let (rows, reason) = (command.rows, command.reason);
    Ok(vec![CorrectionReleased { at: known.now, by: known.actor, basis, rows, reason }.into()])
}

/// Only rows of the frozen revision that apply and are required, or were handed in and are not right (F2, N9).
fn can_be_asked_for(desk: &Desk, rows: RowSet) -> Result<(), Refusal> {
    let materials = &desk.facts.materials;
    let unknown = rows.difference(desk.item.rows());
    let foreign = rows.difference(materials.applies);
    let idle = rows.difference(materials.required.union(materials.marks.rows()));
    if rows.is_empty() {
        Err(Refusal::NothingToCorrect)
    } else if !unknown.is_empty() {
        Err(Refusal::RowsNotInItem { rows: unknown })
    } else if !foreign.is_empty() {
        Err(Refusal::RowsDoNotApply { rows: foreign })
    } else if !idle.is_empty() {
        Err(Refusal::RowsNotRequired { rows: idle })
    } else {
        Ok(())
    }
}

fn bring_by(desk: &Desk) -> Result<Day, Refusal> {
    Ok(Clock::start(desk.known.calendar, desk.today(), desk.item.correction_days)?.due())
}

/// The day in the middle between two days, if it lies after the first and before the last.
pub(crate) fn half_way(from: Day, until: Day) -> Option<Day> {
    let half = from.plus_days((until.number() - from.number()) / 2);
    Some(half).filter(|day| *day > from && *day < until)
}

/// A day that was given to the applicant in writing, on another calendar: later if that lays it so, never earlier.
pub(crate) fn moved_later(calendar: &Calendar, from: Day, limit: Option<Limit>, until: Day) -> Option<Day> {
    let laid = Clock::start(calendar, from, limit?).ok()?.due();
    Some(laid).filter(|day| *day > until)
}

impl Correction {
    /// Named rows that have not come.
    pub fn open(&self) -> RowSet {
        self.rows.difference(self.brought)
    }

    /// The day of the one reminder: half of the time is over (E14); none where the time is too short for one.
    pub fn remind_on(&self) -> Option<Day> {
        half_way(self.noticed_on, self.bring_by)
    }

    /// The first notice.
    pub(crate) fn first(fact: &CorrectionNoticed) -> Correction {
        let CorrectionNoticed { at, by, notice, rows, reasons, bring_by, limit } = *fact;
        let (noticed_on, brought) = (at.day(), RowSet::EMPTY);
        Correction {
            notice,
            rows,
            reasons,
            noticed_on,
            bring_by,
            brought,
            by,
            round: 1,
            named: rows,
            released: None,
            limit,
            reminded: false,
        }
    }

    /// The notice after this one.
    pub(crate) fn next(self, fact: &CorrectionRenewed, released: Option<Release>) -> Correction {
        let CorrectionRenewed { at, by, notice, round, rows, reasons, bring_by, limit, added: _ } = *fact;
        let alone = Correction::first(&CorrectionNoticed { at, by, notice, rows, reasons, bring_by, limit });
        Correction { round, named: self.named.union(rows), released, ..alone }
    }
}
