//! What people may ask of the register of parties and of the hearing.

use crate::command::{PartySignature, Sealed};
use calendar::{Day, Instant};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Put somebody on the register (N13).
    Add(Who),
    /// Tell the party of the matter and of the right to a hearing, with a numbered notice.
    Tell {
        /// Place on the register, from 0.
        party: u8,
    },
    /// Take down what the party says, or that it says nothing.
    State(Statement),
    /// Name time, place and chair, with a numbered notice (N18).
    Call(Call),
    /// The chair closes the hearing with its record.
    Hold(Hold),
    /// Name the two officers who will check (N22).
    Assign(Officers),
    /// Enter when and how the notice reached a party: its days begin there.
    Serve(Service),
    /// Another day or way of that arrival is the right one.
    CorrectService(ServiceCorrection),
    /// A party gives up the hearing that it asked for.
    Withdraw(Withdrawal),
    /// Take off somebody who stands on the register by mistake and was not told yet.
    Strike(Strike),
    /// Call off a hearing that was called; one that is needed is called anew.
    CallOff {
        /// Why.
        reason: Sealed,
    },
}

/// How a notice reached a party.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 直接送达: handed over and signed for.
    Hand,
    /// 邮寄送达.
    Post,
    /// 留置送达: left, with witnesses.
    Left,
}

/// 送达回证.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Place on the register, from 0.
    pub party: u8,
    /// The day it arrived.
    pub on: Day,
    /// How.
    pub way: Way,
    /// Who signed for it, the number of the posting, or the witnesses.
    pub proof: Sealed,
}

/// 送达登记的更正.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCorrection {
    /// As it was.
    pub service: Service,
    /// What was wrong, and how it was found.
    pub reason: Sealed,
}

/// 放弃听证.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// Place on the register, from 0.
    pub party: u8,
    /// What the party wrote.
    pub words: Sealed,
    /// Whether the party signed it.
    pub signed: bool,
}

/// 从登记簿上撤下.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strike {
    /// Place on the register, from 0.
    pub party: u8,
    /// Why.
    pub reason: Sealed,
}

/// The two officers who check.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officers {
    /// One.
    pub first: PersonId,
    /// Another.
    pub second: PersonId,
}

/// Who stands on the register.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The applicant, who may ask for a hearing as well.
    Applicant,
    /// An interested party: name, how to reach it, and what is at stake.
    Third {
        /// The particulars.
        particulars: Sealed,
    },
}

/// What a party says.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Place on the register, from 0.
    pub party: u8,
    /// The words; none where the party says nothing to it.
    pub words: Option<Sealed>,
    /// Whether a hearing is asked for.
    pub asks_hearing: bool,
}

/// Time, place and chair of a hearing.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// 主持人, who had no part in the case.
    pub chair: PersonId,
    /// When.
    pub at: Instant,
    /// Where.
    pub place: Sealed,
}

/// The record of a hearing.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// 听证笔录.
    pub record: Sealed,
    /// Whether those who took part signed it.
    pub signature: PartySignature,
}
