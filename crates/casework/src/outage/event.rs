//! What happened about outages.

use super::{OutageKind, VoidCause};
use calendar::Instant;
use catalogue::{CaseId, PersonId, WindowId};
use serde::{Deserialize, Serialize};

events! {
    @small
    /// A pad of numbers was printed for a window.
    PadPrinted = "outage.pad-printed" {
        /** Who. */ by: PersonId, /** Counts from 1. */ no: u32, /** For which window. */ window: WindowId,
        /** Its first number. */ first: u32, /** How many. */ count: u8,
    }
    /// "We are offline since …".
    Declared = "outage.declared" {
        /** Who. */ by: PersonId, /** Counts from 1. */ id: u32, /** What is down. */ kind: OutageKind,
        /** From when. */ since: Instant,
    }
    /// It is over.
    Over = "outage.over" { /** Who says so. */ by: PersonId, /** Which. */ id: u32, /** Until when. */ until: Instant, }
    /// A number of a pad stands for a case; deadlines run from the instant on it.
    NumberEntered = "outage.number-entered" {
        /** Who. */ by: PersonId, /** The number. */ number: u32, /** The case. */ case: CaseId,
        /** The instant on the pad. */ occurred_at: Instant, /** In which outage. */ outage: u32,
    }
    /// A number was not used.
    NumberVoided = "outage.number-voided" {
        /** Who. */ by: PersonId, /** The number. */ number: u32, /** Why. */ cause: VoidCause,
    }
}
