//! What people may ask of a first contact.

use crate::command::Sealed;
use catalogue::{CaseId, Digest, ItemCode, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Write down who was asked what, and what came of it.
    Record(Record),
    /// The responsible person transfers it (again).
    Transfer(Transfer),
    /// 签收 by a person of the receiving side.
    Sign,
    /// The receiving side does not take it: it goes back with the reason.
    Decline {
        /// Why.
        reason: Sealed,
    },
    /// The giver takes it back before it was signed for.
    Recall,
    /// The responsible person ends it.
    Settle {
        /// With what; no transfer.
        outcome: Outcome,
    },
}

/// A first contact as it is written down.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// At which window; none on the telephone or on the way.
    pub window: Option<WindowId>,
    /// The item, where it is one.
    pub item: Option<ItemCode>,
    /// What was asked, in words.
    pub words: Option<Sealed>,
    /// Who asked, and how to reach them, if they wish to say so.
    pub visitor: Option<Sealed>,
    /// The case that was not accepted because another unit is competent (N2).
    pub from_case: Option<CaseId>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of it: a closed list (F12).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 已收件.
    Receipt {
        /// The case.
        case: CaseId,
    },
    /// 咨询, with the printed list of that revision (E26).
    Advice {
        /// The item.
        item: ItemCode,
        /// Digest of the revision whose list was printed.
        body: Digest,
    },
    /// 退回 with the reason.
    Returned {
        /// Why.
        reason: Sealed,
    },
    /// 人未到.
    NoShow,
    /// 转交.
    Transferred(Transfer),
}

/// To whom it goes.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The receiving side.
    pub to: Target,
    /// A word to them.
    pub note: Option<Sealed>,
}

/// The receiving side of a transfer.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Whoever of the unit signs first.
    Unit(UnitCode),
    /// Whoever sits at the window.
    Window(WindowId),
    /// One person.
    Person(PersonId),
}
