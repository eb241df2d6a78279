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
    /// A further notice names everything that is still open.
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
    /// A release waits for its notice.
    AlreadyReleased {
        /// What it released.
        rows: RowSet,
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
            AcceptanceRefusal::AlreadyReleased { .. } => "already-released",
        }
    }
}

impl From<AcceptanceRefusal> for Refusal {
    fn from(refusal: AcceptanceRefusal) -> Refusal {
        Refusal::Acceptance(refusal)
    }
}
