//! 容缺受理: acceptance while minor papers may still follow by a day that the applicant signed for; nothing is granted before
//! they are in, and nobody is refused for them before that day has passed (N56).

use crate::acceptance::AcceptanceRefusal;
use crate::authority::{Desk, sits_at};
use crate::clear;
use crate::command::{Decide, Outcome, ReceiveMore};
use crate::correction::half_way;
use crate::decide::Answer;
use crate::event::{Deferred, DeferredBrought, ReceivedMore};
use crate::intake::{self, check_papers, document_no};
use crate::letter::came_at;
use crate::number::DocumentKind;
use crate::refusal::{Duty, Refusal};
use calendar::{Clock, Day, Instant, Limit};
use catalogue::exception::DEFERRED_NOT_BROUGHT;
use catalogue::{Power, RowSet};
use serde::{Deserialize, Serialize};

/// Accept although these rows are missing: the applicant signed to bring them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptDeferred {
    /// Everything that is open; each must be a row that may follow.
    pub rows: RowSet,
}

/// What may follow after acceptance.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deferral {
    /// Which rows.
    pub rows: RowSet,
    /// Which of them have come.
    pub brought: RowSet,
    /// When the applicant signed.
    pub signed_on: Day,
    /// Last day to bring them.
    pub bring_by: Day,
    /// The day of the reminder, if there is one before the last day.
    pub remind_on: Option<Day>,
    /// How far its time is on record.
    pub phase: DeferralPhase,
    /// The item's time for it; none where the entry is of old.
    pub limit: Option<Limit>,
}

/// How far the time of a deferral is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeferralPhase {
    /// Begun.
    Begun,
    /// Half of it is over.
    Half,
    /// The last day is here.
    LastDay,
    /// It has passed.
    Passed,
}

impl Deferral {
    /// Rows that have not come.
    pub fn open(&self) -> RowSet {
        self.rows.difference(self.brought)
    }

    pub(crate) fn signed(fact: &Deferred) -> Deferral {
        let Deferred { at, rows, bring_by, remind_on, limit, .. } = *fact;
        let signed_on = at.day();
        let phase = if bring_by == signed_on { DeferralPhase::LastDay } else { DeferralPhase::Begun };
        Deferral { rows, brought: RowSet::EMPTY, signed_on, bring_by, remind_on, phase, limit }
    }

    pub(crate) fn with(self, came: RowSet) -> Deferral {
        Deferral { brought: self.brought.union(came.intersection(self.rows)), ..self }
    }

    pub(crate) fn turned(self, phase: DeferralPhase) -> Deferral {
        Deferral { phase, ..self }
    }

    /// With another last day, which lies later: what was said of the old one is said again of the new one.
    pub(crate) fn until(self, bring_by: Day) -> Deferral {
        let remind_on = match self.phase {
            DeferralPhase::Begun => half_way(self.signed_on, bring_by),
            _ => self.remind_on,
        };
        let phase = match self.phase {
            DeferralPhase::LastDay => DeferralPhase::Half,
            phase => phase,
        };
        Deferral { bring_by, remind_on, phase, ..self }
    }

    /// When and to what its time turns next; nothing once everything is in.
    pub(crate) fn next_turn(&self) -> Option<(Instant, DeferralPhase)> {
        if self.open().is_empty() {
            return None;
        }
        let last_day = (self.bring_by.start(), DeferralPhase::LastDay);
        match (self.phase, self.remind_on) {
            (DeferralPhase::Begun, Some(day)) => Some((day.start(), DeferralPhase::Half)),
            (DeferralPhase::Begun, None) | (DeferralPhase::Half, _) => Some(last_day),
            (DeferralPhase::LastDay, _) => Some((self.bring_by.plus_days(1).start(), DeferralPhase::Passed)),
            (DeferralPhase::Passed, _) => None,
        }
    }
}

/// Accepted, and every clock of acceptance runs: only what the item lets follow may be missing.
pub(crate) fn accept(desk: &Desk, command: &AcceptDeferred) -> Answer {
    let Desk { facts, known, item } = *desk;
    clear::not_due(facts)?;
    let open = facts.open_rows();
    let missing = open.difference(command.rows);
    let may = if item.is_instant() {
        RowSet::EMPTY
    } else {
        item.rows_where(|material| material.deferrable.is_some()).intersection(open)
    };
    let closed = command.rows.difference(may);
    if open.is_empty() {
        return Err(AcceptanceRefusal::NothingDeferred.into());
    }
    if !missing.is_empty() {
        return Err(Refusal::RowsMissing { rows: missing });
    }
    let rule = item.deferral().filter(|_| closed.is_empty());
    let rule = rule.ok_or(AcceptanceRefusal::NotDeferrable { rows: closed })?;
    desk.needs(Power::Accept, None)?;
    desk.room_for(Duty::Intake)?;
    let notice = document_no(facts.authority, DocumentKind::AcceptanceNotice, known);
    let accepted = intake::accepted(desk, notice)?;
    let bring_by = Clock::start(known.calendar, desk.today(), rule.limit)?.due();
    let remind_on = half_way(desk.today(), bring_by);
    let (at, by, rows, limit) = (known.now, known.actor, command.rows, Some(rule.limit));
    Ok(vec![accepted.into(), Deferred { at, by, rows, bring_by, remind_on, limit }.into()])
}

/// After acceptance deferred rows are taken in, also after their day, and nothing else.
pub(crate) fn bring(desk: &Desk, command: &ReceiveMore) -> Answer {
    let Desk { facts, known, item } = *desk;
    let open = facts.deferral.map_or(RowSet::EMPTY, |deferral| deferral.open());
    if open.is_empty() {
        return Err(Refusal::MaterialsClosed);
    }
    let came = command.marks.rows();
    if came.is_empty() {
        return Err(Refusal::NothingHandedOver);
    }
    let others = came.difference(open);
    if !others.is_empty() {
        return Err(AcceptanceRefusal::NotDeferred { rows: others }.into());
    }
    // What was to follow follows as a paper: a commitment is signed before the case is accepted on it.
    if !command.marks.committed.is_empty() {
        return Err(AcceptanceRefusal::CommitmentNotAllowed { rows: command.marks.committed }.into());
    }
    let marks = command.marks.counted(item)?;
    check_papers(facts.materials.papers, command.papers)?;
    sits_at(known, item, command.window)?;
    desk.needs(Power::Receive, Some(Duty::Intake))?;
    desk.room_for(Duty::Intake)?;
    let (at, by) = (known.now, known.actor);
    came_at(desk, command.letter)?;
    let complete = open.is_subset(came);
    let ReceiveMore { papers, window, letter, by_representative, .. } = *command;
    let brought = DeferredBrought { at, by, window, marks, papers, complete, letter, by_representative };
    Ok(vec![brought.into()])
}

/// Nothing is granted while deferred rows are open; and a refusal on the ground that they did not come waits for its day.
pub(crate) fn check_decision(desk: &Desk, command: &Decide) -> Result<(), Refusal> {
    let deferral = desk.facts.deferral.filter(|deferral| !deferral.open().is_empty());
    let for_them = command.grounds.iter().any(|code| code.as_str() == DEFERRED_NOT_BROUGHT);
    match (command.outcome, deferral) {
        (Outcome::Granted, Some(open)) => {
            Err(AcceptanceRefusal::DeferredOpen { rows: open.open(), by: open.bring_by }.into())
        }
        (Outcome::Refused, Some(open)) if for_them && desk.today() <= open.bring_by => {
            Err(AcceptanceRefusal::DeferredNotDue { by: open.bring_by }.into())
        }
        (Outcome::Refused, None) if for_them => Err(AcceptanceRefusal::NothingDeferred.into()),
        _ => Ok(()),
    }
}

impl DeferredBrought {
    /// What came, as of papers that come before acceptance; no clock to acceptance runs any more.
    pub fn as_received_more(&self) -> ReceivedMore {
        let DeferredBrought { at, by, window, marks, papers, letter, by_representative, .. } = *self;
        ReceivedMore {
            at,
            by,
            window,
            marks,
            papers,
            complete: false,
            pre_acceptance: None,
            deeming: None,
            letter,
            by_representative,
        }
    }
}
