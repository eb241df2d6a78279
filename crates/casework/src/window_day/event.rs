//! What happened at a window on one day.

use super::{Tally, VisitEnd};
use crate::command::Sealed;
use calendar::Instant;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

events! {
    @small
    /// 开窗: somebody sits down, printer and reader were tested (E1).
    Opened = "day.opened" { /** Who. */ by: PersonId, /** It prints. */ printer: bool, /** It reads. */ reader: bool, }
    /// 下一位 (E2).
    VisitBegun = "day.visit-begun" { /** Who serves. */ by: PersonId, /** Counts from 1. */ no: u16, }
    /// It ended.
    VisitEnded = "day.visit-ended" {
        /** Who served. */ by: PersonId, /** Counts from 1. */ no: u16, /** How. */ how: VisitEnd,
        /** Why nothing was taken in. */ reason: Option<Sealed>,
    }
    /// The window is given over: lunch, change of shift (E22).
    SeatGiven = "day.seat-given" {
        /** Who gives. */ by: PersonId, /** To whom. */ to: PersonId, /** What is there. */ stock: Tally,
        /** A word to the other. */ note: Option<Sealed>,
    }
    /// Taken, papers counted by both.
    SeatTaken = "day.seat-taken" {
        /** Who takes. */ by: PersonId, /** From whom. */ from: PersonId, /** Papers counted. */ papers: u32,
        /** Results counted. */ results: u16,
    }
    /// It was not taken: whoever gave it stays.
    SeatKept = "day.seat-kept" { /** Who says so. */ by: PersonId, }
    /// Nobody sits there for a while; every paper is accounted for.
    SeatLeft = "day.seat-left" { /** Who went. */ by: PersonId, /** Papers counted. */ papers: u32, }
    /// 结算 (E31).
    Settled = "day.settled" {
        /** Who counted. */ by: PersonId, /** As the system counts. */ system: Tally,
        /** Papers counted. */ papers: u32,
        /** Originals among them; 0 in entries from before they were counted apart. */ #[serde(default)] originals: u16,
        /** Results counted. */ results: u16,
        /** Why they differ. */ explained: Option<Sealed>,
    }
    /// The head sends the settlement back.
    SettlementReturned = "day.settlement-returned" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// The head signs it.
    SettlementSigned = "day.settlement-signed" { /** Who. */ by: PersonId, }
}
