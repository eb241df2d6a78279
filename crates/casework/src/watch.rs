//! The clocks of a case as it remembers them: the clock, when its light turns, what light is on record; and the acceptance
//! they run from.

use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::{Clock, Day, Instant, Light};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// 受理.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The notice.
    pub notice: DocumentNo,
    /// From which day it counts.
    pub accepted_on: Day,
    /// Whether silence was acceptance (N4).
    pub deemed: bool,
    /// Whether it stands in the line of a limited number (N23).
    pub limited: bool,
}

/// Which clock.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// From receipt to acceptance (C2, N4).
    PreAcceptance,
    /// 承诺办结时限: to conclusion (C18).
    Promised,
    /// 法定时限: to the decision (N14).
    Statutory,
    /// The current step.
    Step,
    /// 送达: from the decision (N16).
    Delivery,
}

impl ClockKind {
    /// All of them, in the order they are looked at.
    pub const ALL: [ClockKind; 5] = [
        ClockKind::PreAcceptance,
        ClockKind::Promised,
        ClockKind::Statutory,
        ClockKind::Step,
        ClockKind::Delivery,
    ];
}

/// A clock as an event states it: with the instant its light turns yellow, so that nothing need be recomputed.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Running {
    /// The clock.
    pub clock: Clock,
    /// When its light turns yellow.
    pub yellow_at: Instant,
    /// Its light at the instant of the event.
    pub light: Light,
}

/// A clock of the case with the light that is on record.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Watch {
    /// The clock.
    pub clock: Clock,
    /// When its light turns yellow.
    pub yellow_at: Instant,
    /// The light last recorded.
    pub light: Light,
    /// When it ended; a light on record stays.
    pub ended_at: Option<Instant>,
}

/// The clocks of a case.
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clocks {
    /// From receipt to acceptance.
    pub pre_acceptance: Option<Watch>,
    /// The clock whose end is acceptance by silence, where the law gives it (N4).
    pub deeming: Option<Clock>,
    /// The promise.
    pub promised: Option<Watch>,
    /// The law's limit.
    pub statutory: Option<Watch>,
    /// The current step.
    pub step: Option<Watch>,
    /// Delivery.
    pub delivery: Option<Watch>,
}

/// Why the clock runs again.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResumeCause {
    /// The result came.
    Result {
        /// Who entered it.
        by: PersonId,
        /// What it says.
        result: Sealed,
    },
    /// The planned end passed; it resumes by itself (F7).
    PlannedEnd,
    /// The case was decided without waiting for it.
    Decided,
}

impl Clocks {
    /// The applicant has an answer: the time to acceptance is over.
    pub(crate) fn answered(&mut self, at: Instant) {
        self.end([ClockKind::PreAcceptance], at);
        self.deeming = None;
    }

    pub(crate) fn end(&mut self, kinds: impl IntoIterator<Item = ClockKind>, at: Instant) {
        for kind in kinds {
            if let Some(watch) = self.slot(kind) {
                watch.ended_at = watch.ended_at.or(Some(at));
            }
        }
    }

    pub(crate) fn change(
        &mut self,
        promised: Option<Running>,
        statutory: Option<Running>,
        step: Option<Running>,
    ) {
        replace(&mut self.promised, promised);
        replace(&mut self.statutory, statutory);
        replace(&mut self.step, step);
    }
}

/// A clock in the place of the one before, if it changed.
pub(crate) fn replace(slot: &mut Option<Watch>, running: Option<Running>) {
    if let Some(running) = running {
        *slot = Some(running.into());
    }
}
