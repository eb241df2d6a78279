//! What was done so that a case goes from one hand to another: facts of the same form as those of [`crate::event`].

use crate::command::Sealed;
use crate::state::Capacity;
use calendar::{Day, Instant};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

facts! {
    /// 已移交, not yet taken (R81).
    GivenOver {
        /** The giver, responsible until it is taken. */ by: PersonId, /** To whom. */ to: PersonId,
        /** As what. */ capacity: Capacity, /** Papers counted by the giver. */ papers: u16,
        /** A word to the recipient. */ note: Option<Sealed>,
        /** Last day to take it; none in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] take_by: Option<Day>,
    }
    /// 已签收 (R81, C35).
    TakenOver {
        /// The recipient.
        by: PersonId,
        /// From whom.
        from: PersonId,
        /// As what.
        capacity: Capacity,
        /// Papers counted by both.
        papers: u16,
    }
    /// The recipient did not take it.
    OverDeclined { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// The giver took it back.
    OverRecalled { /** Who. */ by: PersonId, }
    /// 代班接手: the deputy took over what somebody away holds (E23).
    TakenForAbsent {
        /** The deputy. */ by: PersonId, /** Who is away. */ from: PersonId, /** As what. */ capacity: Capacity,
        /** Papers counted. */ papers: u16, /** The absence. */ absence: u32,
    }
    /// 销假接回.
    TakenBack {
        /** Who is back. */ by: PersonId, /** The deputy. */ from: PersonId, /** As what. */ capacity: Capacity,
        /** Papers counted. */ papers: u16,
    }
    /// 改派, not yet taken (E25).
    Reassigned {
        /** The head. */ by: PersonId, /** Who is not here. */ from: PersonId, /** To whom. */ to: PersonId,
        /** As what. */ capacity: Capacity, /** Papers that should be there. */ held: u16,
        /** Papers found. */ papers: u16, /** Why. */ reason: Sealed,
        /** Last day to take it; none in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] take_by: Option<Day>,
    }
    /// 移交逾期未签收: the last day to take it passed, and the light is yellow (F30).
    HandOverWaits { /** Who is to take it. */ to: PersonId, /** The last day. */ take_by: Day, }
}
