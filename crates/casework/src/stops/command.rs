//! What people may ask about a stop of the clock.

use crate::command::Sealed;
use serde::{Deserialize, Serialize};

/// Ask to stop the clock (N17, C1).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskStop {
    /// Place in the item's list of exclusions, from 0.
    pub exclusion: u8,
    /// Calendar days planned; at least 1, at most what the item leaves.
    pub planned_days: u16,
    /// Why.
    pub reason: Sealed,
    /// The document it rests on, by name and number; none where it is still to be shown.
    pub order: Option<Sealed>,
}

/// The result for which the clock was stopped has come.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resume {
    /// What it says.
    pub result: Sealed,
}

/// Enter the document that a stop rests on, where it was left open (F7).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowStopOrder {
    /// The document by name and number.
    pub order: Sealed,
}
