//! Why something is not done at a window.

use crate::refusal::Refusal;
use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Why not, at a window on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowDayRefusal {
    /// Only today: a day is neither opened before nor after.
    NotToday {
        /// Today.
        today: Day,
    },
    /// The actor has no post at this window.
    NotYourWindow,
    /// Somebody else sits there.
    SeatTaken {
        /// Who.
        by: PersonId,
    },
    /// Nobody sits there, or not the actor.
    NotYourSeat {
        /// Who does.
        by: Option<PersonId>,
    },
    /// A visit is under way.
    VisitOpen {
        /// Which.
        no: u16,
    },
    /// No visit is under way.
    NoVisit,
    /// More visits than a window can have in a day.
    TooManyVisits,
    /// Nothing was taken in: the reason is needed.
    ReasonNeeded,
    /// It was given over and waits for a signature.
    HandingOpen {
        /// To whom.
        to: PersonId,
    },
    /// Nothing was given over to the actor.
    NothingToTake,
    /// The recipient has no post at this window, is away, or is the giver.
    NotARecipient,
    /// More papers than are on any receipt: what lies there unsigned is signed for first (E22).
    UnsignedPapers {
        /// How many more.
        more: u32,
    },
    /// Fewer papers than the receipts say.
    PapersMissing {
        /// How many there should be.
        held: u32,
    },
    /// Results counted differ from what is in stock.
    ResultsDiffer {
        /// How many there should be.
        held: u16,
    },
    /// The counts differ: why, before anybody signs (E31).
    ExplanationNeeded {
        /// Papers as the system counts.
        papers: u32,
        /// Originals as the system counts.
        originals: u16,
        /// Results as the system counts.
        results: u16,
    },
    /// Settled already.
    AlreadySettled,
    /// Nobody settled it on its day, and why is not said.
    LateReasonNeeded,
    /// Not settled yet.
    NotSettled,
    /// Signed by the head of the window, who is not the one who counted.
    NotTheHead,
}

impl WindowDayRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use WindowDayRefusal::*;
        match self {
            NotToday { .. } => "window-not-today",
            NotYourWindow => "not-your-window",
            SeatTaken { .. } => "seat-taken",
            NotYourSeat { .. } => "not-your-seat",
            VisitOpen { .. } => "visit-open",
            NoVisit => "no-visit",
            TooManyVisits => "too-many-visits",
            ReasonNeeded => "visit-reason-needed",
            HandingOpen { .. } => "seat-handing-open",
            NothingToTake => "seat-nothing-to-take",
            NotARecipient => "seat-not-a-recipient",
            UnsignedPapers { .. } => "unsigned-papers",
            PapersMissing { .. } => "window-papers-missing",
            ResultsDiffer { .. } => "window-results-differ",
            ExplanationNeeded { .. } => "explanation-needed",
            LateReasonNeeded => "late-settlement-reason-needed",
            AlreadySettled => "already-settled",
            NotSettled => "not-settled",
            NotTheHead => "not-the-head",
        }
    }
}

impl From<WindowDayRefusal> for Refusal {
    fn from(refusal: WindowDayRefusal) -> Refusal {
        Refusal::WindowDay(refusal)
    }
}
