//! What happened to a first contact: Copy, so that no word of a visitor stands in an entry.

use crate::command::Sealed;
use crate::contact::command::{Outcome, Record, Target, Transfer};
use calendar::{Day, Instant};
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

events! {
    /// 首问登记.
    Recorded = "contact.recorded" {
        /// 首问责任人.
        by: PersonId,
        /// What was asked, and what came of it.
        record: Record,
        /// The authority in whose name it was refused, where it began with a case.
        unit: Option<UnitCode>,
        /// Until when an advice holds and is kept.
        kept_until: Option<Day>,
    }
    /// 转交, not yet signed for.
    Passed = "contact.passed" {
        /// The giver, responsible until it is signed for.
        by: PersonId,
        /// To whom.
        transfer: Transfer,
    }
    /// 已签收: the signer is responsible from here.
    Signed = "contact.signed" {
        /// Who.
        by: PersonId,
        /// From whom.
        from: PersonId,
    }
    /// Not taken: back to the giver.
    Declined = "contact.declined" {
        /// Who.
        by: PersonId,
        /// Which side it had been given to.
        to: Target,
        /// Why.
        reason: Sealed,
    }
    /// The giver took it back.
    Recalled = "contact.recalled" {
        /// Who.
        by: PersonId,
    }
    /// It came to an end.
    Settled = "contact.settled" {
        /// Who.
        by: PersonId,
        /// With what.
        outcome: Outcome,
        /// Until when an advice holds and is kept.
        kept_until: Option<Day>,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();
