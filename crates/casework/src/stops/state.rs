//! What a case remembers of a stop of its clock.

use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Whether the clock runs (F7).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stop {
    /// It runs.
    #[default]
    Running,
    /// A stop was asked for; it runs on until the notice.
    Asked(StopAsked),
    /// It stands still.
    Stopped {
        /// What was asked.
        asked: StopAsked,
        /// Who approved.
        approved_by: PersonId,
        /// The notice to the applicant, which is the act (N17).
        notice: DocumentNo,
        /// First day that does not count.
        from: Day,
        /// Last day that does not count, as planned.
        planned_until: Day,
    },
    /// The planned end passed: it runs again by itself, and the result is still missing.
    PastPlan {
        /// What was asked.
        asked: StopAsked,
        /// The notice to the applicant.
        notice: DocumentNo,
        /// Last day that did not count.
        planned_until: Day,
    },
}

/// A request to stop the clock.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopAsked {
    /// Who asked.
    pub by: PersonId,
    /// Place in the item's list of exclusions.
    pub exclusion: u8,
    /// Calendar days planned.
    pub planned_days: u16,
    /// Why.
    pub reason: Sealed,
    /// The document it rests on; none while it is still to be shown.
    pub order: Option<Sealed>,
}

/// The document that a stop rests on, still to be shown after the notice (F7).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderOwed {
    /// Who asked for the stop and answers for it.
    pub asked_by: PersonId,
    /// The notice of that stop.
    pub notice: DocumentNo,
    /// Last day to show it.
    pub show_by: Day,
    /// Whether it is on record that this day passed.
    pub overdue: bool,
}
