//! Why something was not done with the registers of supervision (rounds, surveys, summaries, bulletins), each with a stable code.

use calendar::Day;
use catalogue::PersonId;

use crate::Refusal;

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum RecordRefusal {
    /// No such record.
    Unknown,
    /// It is there already.
    AlreadyThere,
    /// Only supervision and the centre.
    MayNot,
    /// Only who leads the unit, or heads the window.
    NotLeader,
    /// Only who makes the round, supervision and the centre; and not who answered.
    NotInspector,
    /// There is no such unit or window.
    NoSuchPlace,
    /// Somebody who cannot be sent to inspect.
    NoSuchPerson,
    /// A cross-check is of one unit.
    OneUnit,
    /// Somebody would inspect the own unit or window.
    OwnUnit {
        /// Who.
        person: PersonId,
    },
    /// Nothing is looked at.
    NothingLookedAt,
    /// A day outside of what is possible.
    Day {
        /// The first.
        from: Day,
        /// The last.
        until: Day,
    },
    /// A last day has to be worked.
    DayOff {
        /// The next that is.
        next: Day,
    },
    /// It was entered already.
    AlreadyDone,
    /// Nobody entered it yet.
    NotDone,
    /// What comes after the last day needs a reason.
    LateWithoutReason {
        /// The last day.
        by: Day,
    },
    /// Too late to add anything.
    Over {
        /// The last day.
        until: Day,
    },
    /// The round did not go there.
    Elsewhere,
    /// No room for more.
    Full,
    /// No such observation.
    NoSuchPoint,
    /// Nothing has to be put right.
    NothingToCorrect,
    /// It was answered, and nobody has looked yet.
    Waits,
    /// It was accepted.
    Accepted,
    /// There is no answer to look at.
    NoAnswer,
    /// Nobody was asked, or more answered than were asked, or more are satisfied than answered.
    Numbers,
    /// Nothing would be another.
    Unchanged,
    /// It is too early.
    TooEarly {
        /// The first day.
        from: Day,
    },
    /// There is no frozen report of that month.
    NotFrozen,
    /// This edition was published already.
    AlreadyPublished,
    /// The unit has nothing to explain.
    NothingLate,
}

impl RecordRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RecordRefusal::Unknown => "record-unknown",
            RecordRefusal::AlreadyThere => "record-already-there",
            RecordRefusal::MayNot => "record-may-not",
            RecordRefusal::NotLeader => "record-not-leader",
            RecordRefusal::NotInspector => "inspection-not-inspector",
            RecordRefusal::NoSuchPlace => "record-no-such-place",
            RecordRefusal::NoSuchPerson => "inspection-no-such-person",
            RecordRefusal::OneUnit => "inspection-one-unit",
            RecordRefusal::OwnUnit { .. } => "inspection-own-unit",
            RecordRefusal::NothingLookedAt => "inspection-nothing-looked-at",
            RecordRefusal::Day { .. } => "record-day",
            RecordRefusal::DayOff { .. } => "record-day-off",
            RecordRefusal::AlreadyDone => "inspection-already-done",
            RecordRefusal::NotDone => "inspection-not-done",
            RecordRefusal::LateWithoutReason { .. } => "inspection-late-without-reason",
            RecordRefusal::Over { .. } => "record-over",
            RecordRefusal::Elsewhere => "inspection-elsewhere",
            RecordRefusal::Full => "record-full",
            RecordRefusal::NoSuchPoint => "inspection-no-such-point",
            RecordRefusal::NothingToCorrect => "inspection-nothing-to-correct",
            RecordRefusal::Waits => "inspection-waits",
            RecordRefusal::Accepted => "inspection-accepted",
            RecordRefusal::NoAnswer => "inspection-no-answer",
            RecordRefusal::Numbers => "survey-numbers",
            RecordRefusal::Unchanged => "record-unchanged",
            RecordRefusal::TooEarly { .. } => "record-too-early",
            RecordRefusal::NotFrozen => "bulletin-not-frozen",
            RecordRefusal::AlreadyPublished => "bulletin-already-published",
            RecordRefusal::NothingLate => "bulletin-nothing-late",
        }
    }
}

impl From<RecordRefusal> for Refusal {
    fn from(refusal: RecordRefusal) -> Refusal {
        Refusal::Record(refusal)
    }
}
