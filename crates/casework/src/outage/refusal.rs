//! Why something about an outage is not done.

use crate::refusal::Refusal;
use calendar::{Day, Instant};
use serde::{Deserialize, Serialize};

/// Why not, in matters of outages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutageRefusal {
    /// Only window heads and who runs the centre declare an outage or print pads.
    NotYours,
    /// No such window.
    NoSuchWindow,
    /// Fewer or more numbers than a pad has.
    PadSize,
    /// An outage goes on already.
    AlreadyDown {
        /// Since when.
        since: Instant,
    },
    /// No outage goes on.
    NotDown,
    /// It begins in the future, more than three working days ago, or in another outage.
    BadBeginning,
    /// It ends before it begins, or in the future.
    BadEnd,
    /// No pad bears the number.
    NoSuchNumber,
    /// The number was entered or struck off before.
    NumberGone,
    /// The pad is of another window.
    OtherWindow,
    /// The instant on the pad lies in no declared outage: nothing is dated back (F4).
    OutsideOutage,
    /// More than three working days ago.
    TooLate {
        /// The first day that may still be entered.
        earliest: Day,
    },
    /// The case stands for another number already.
    CaseGone,
}

impl OutageRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use OutageRefusal::*;
        match self {
            NotYours => "outage-not-yours",
            NoSuchWindow => "outage-no-such-window",
            PadSize => "pad-size",
            AlreadyDown { .. } => "already-down",
            NotDown => "not-down",
            BadBeginning => "outage-bad-beginning",
            BadEnd => "outage-bad-end",
            NoSuchNumber => "no-such-pad-number",
            NumberGone => "pad-number-gone",
            OtherWindow => "pad-of-other-window",
            OutsideOutage => "outside-outage",
            TooLate { .. } => "pad-too-late",
            CaseGone => "pad-case-gone",
        }
    }
}

impl From<OutageRefusal> for Refusal {
    fn from(refusal: OutageRefusal) -> Refusal {
        Refusal::Outage(refusal)
    }
}
