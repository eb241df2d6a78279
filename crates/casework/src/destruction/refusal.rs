//! Why a destruction list was not drawn up, approved or carried out.

use crate::refusal::{Able, Refusal};
use catalogue::CaseId;
use serde::{Deserialize, Serialize};

/// Why not; each with a stable code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DestructionRefusal {
    /// Only who keeps the archive of the authority.
    NotTheArchivist {
        /// Who may.
        able: Vec<Able>,
    },
    /// A list waits already: one at a time.
    ListOpen,
    /// There is no list, or it is closed.
    NoList,
    /// Nothing is on it, the same dossier twice, or more than one list holds.
    ListWrong,
    /// A dossier is permanent, or its keeping time is not over: it can stand on no list.
    NotProposed {
        /// Whose.
        case: CaseId,
    },
    /// A dossier is out on loan.
    OnLoan {
        /// Whose.
        case: CaseId,
    },
    /// An original of the applicant's is in it that was found after its loss was signed, and has not gone back (E8).
    OriginalsOwed {
        /// Whose.
        case: CaseId,
    },
    /// The new last day of keeping is not after today.
    KeepDayPassed {
        /// Whose.
        case: CaseId,
    },
    /// Only the centre's head, who did not appraise it.
    NotTheHead {
        /// Who may.
        able: Vec<Able>,
    },
    /// It was not approved.
    NotApproved,
    /// It was approved or sent back already.
    DecidedBefore,
    /// Those who carry it out keep the archive; the witness is a leader of the authority or a supervisor; all three are
    /// different people, and none of them approved it.
    NotASigner {
        /// Who may sign next.
        able: Vec<Able>,
    },
}

impl DestructionRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use DestructionRefusal::*;
        match self {
            NotTheArchivist { .. } => "destruction-not-the-archivist",
            ListOpen => "destruction-list-open",
            NoList => "destruction-no-list",
            ListWrong => "destruction-list-wrong",
            NotProposed { .. } => "destruction-not-proposed",
            OnLoan { .. } => "destruction-on-loan",
            OriginalsOwed { .. } => "destruction-originals-owed",
            KeepDayPassed { .. } => "destruction-keep-day-passed",
            NotTheHead { .. } => "destruction-not-the-head",
            NotApproved => "destruction-not-approved",
            DecidedBefore => "destruction-decided-before",
            NotASigner { .. } => "destruction-not-a-signer",
        }
    }

    /// Who may act today, where it says so.
    pub(crate) fn able(&self) -> &[Able] {
        use DestructionRefusal::*;
        match self {
            NotTheArchivist { able } | NotTheHead { able } | NotASigner { able } => able,
            _ => &[],
        }
    }
}

impl From<DestructionRefusal> for Refusal {
    fn from(refusal: DestructionRefusal) -> Refusal {
        Refusal::Destruction(refusal)
    }
}
