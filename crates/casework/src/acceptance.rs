//! Why an act between receipt and acceptance, or one that hangs on a promise given at acceptance, was not carried out.

use crate::refusal::Refusal;
use calendar::Day;
use catalogue::RowSet;
use serde::{Deserialize, Serialize};

/// Obstacles of acceptance and its exceptions (F1, N56, N55).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AcceptanceRefusal {
    /// No correction notice was given yet; what is missing goes into the first.
    NothingNoticed,
    /// Nothing came since the last notice: there is nothing to say again.
    NothingCame {
        /// Last day to bring it.
        bring_by: Day,
    },
    /// A notice names everything that is still open, the first like any other.
    StillOpen {
        /// These.
        rows: RowSet,
    },
    /// As many notices were given as one case may have (F1).
    TooManyNotices,
    /// These rows were named before and need no release.
    NamedBefore {
        /// These.
        rows: RowSet,
    },
    /// These rows may not follow after acceptance (N56).
    NotDeferrable {
        /// These.
        rows: RowSet,
    },
    /// Nothing is missing that could follow, or nothing was deferred.
    NothingDeferred,
    /// After acceptance only deferred rows are taken in.
    NotDeferred {
        /// These are not.
        rows: RowSet,
    },
    /// Deferred rows are not in: nothing is granted before (N56).
    DeferredOpen {
        /// These.
        rows: RowSet,
        /// Last day to bring them.
        by: Day,
    },
    /// The day to bring deferred rows has not passed: nobody is refused for them before.
    DeferredNotDue {
        /// Last day to bring them.
        by: Day,
    },
    /// No commitment takes the place of these rows (N55).
    CommitmentNotAllowed {
        /// These.
        rows: RowSet,
    },
    /// The person is on the bar list for a false commitment: no commitment is open to him (N55).
    CommitmentClosed,
    /// No commitment of this case is to be checked.
    NothingToCheck,
    /// There was time to put it right once.
    CorrectedOnce {
        /// Until then.
        by: Day,
    },
    /// A release waits for its notice.
    AlreadyReleased {
        /// What it released.
        rows: RowSet,
    },
    /// The letter was posted after the last day to bring what was missing: the closing stands (E14).
    PostedLate {
        /// That day.
        bring_by: Day,
    },
    /// The letter was posted in time and does not bring everything that was missing: the closing stands (E14).
    LetterIncomplete {
        /// What is still missing.
        rows: RowSet,
        /// The last day to bring it.
        bring_by: Day,
    },
    /// Something was taken in while the letter was: whether it is the same matter, come again, has to be looked at once more (E14).
    LookAgain,
    /// The case that was to be taken up again runs: a letter that was posted in time has lifted its closing (E14).
    EarlierRuns,
    /// The matter was taken up again by a new case, or papers have left the one that was closed: its closing stands (E14).
    ClosingStands {
        /// The last day to bring what was missing.
        bring_by: Day,
    },
}

impl AcceptanceRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            AcceptanceRefusal::NothingNoticed => "nothing-noticed",
            AcceptanceRefusal::NothingCame { .. } => "nothing-came",
            AcceptanceRefusal::StillOpen { .. } => "rows-still-open",
            AcceptanceRefusal::TooManyNotices => "too-many-notices",
            AcceptanceRefusal::NamedBefore { .. } => "rows-named-before",
            AcceptanceRefusal::NotDeferrable { .. } => "not-deferrable",
            AcceptanceRefusal::NothingDeferred => "nothing-deferred",
            AcceptanceRefusal::NotDeferred { .. } => "not-deferred",
            AcceptanceRefusal::DeferredOpen { .. } => "deferred-open",
            AcceptanceRefusal::DeferredNotDue { .. } => "deferred-not-due",
            AcceptanceRefusal::CommitmentNotAllowed { .. } => "commitment-not-allowed",
            AcceptanceRefusal::CommitmentClosed => "commitment-closed",
            AcceptanceRefusal::NothingToCheck => "nothing-to-check",
            AcceptanceRefusal::CorrectedOnce { .. } => "corrected-once",
            AcceptanceRefusal::AlreadyReleased { .. } => "already-released",
            AcceptanceRefusal::PostedLate { .. } => "posted-late",
            AcceptanceRefusal::LetterIncomplete { .. } => "letter-incomplete",
            AcceptanceRefusal::ClosingStands { .. } => "closing-stands",
            AcceptanceRefusal::LookAgain => "look-again",
            AcceptanceRefusal::EarlierRuns => "earlier-runs",
        }
    }
}

impl From<AcceptanceRefusal> for Refusal {
    fn from(refusal: AcceptanceRefusal) -> Refusal {
        Refusal::Acceptance(refusal)
    }
}
