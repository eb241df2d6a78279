//! What happened to an entry of the bar list: small Copy facts, as all events are.

use super::Ground;
use crate::codec::{DecodeError, bytes, read};
use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::{Authority, CaseId, ItemCode, PersonId};
use serde::{Deserialize, Serialize};

/// 提出列入.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposed {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// Out of which case.
    pub case: CaseId,
    /// Its item.
    pub item: ItemCode,
    /// For what.
    pub ground: Ground,
    /// Why.
    pub reason: Sealed,
}

/// 听取了陈述申辩.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heard {
    /// When.
    pub at: Instant,
    /// Before whom.
    pub by: PersonId,
    /// What was said.
    pub statement: Sealed,
}

/// 决定列入.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decided {
    /// When.
    pub at: Instant,
    /// The head of the authority.
    pub by: PersonId,
    /// On what authority.
    pub basis: Authority,
    /// The decision's number.
    pub number: DocumentNo,
    /// First day.
    pub from: Day,
    /// Last day; none until it is lifted.
    pub until: Option<Day>,
}

/// 不列入.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// Why.
    pub reason: Sealed,
}

/// 已告知本人.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
}

/// 移出: lifted by the head of the authority, or over by time.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ended {
    /// When.
    pub at: Instant,
    /// By whom and why; none where time did.
    pub lifted: Option<(PersonId, Sealed)>,
}

/// A fact of an entry.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Event {
    /// See [`Proposed`].
    Proposed(Proposed),
    /// See [`Heard`].
    Heard(Heard),
    /// See [`Decided`].
    Decided(Decided),
    /// See [`Refused`].
    Refused(Refused),
    /// See [`Told`].
    Told(Told),
    /// See [`Ended`].
    Ended(Ended),
}

/// Every kind, in the order of a life.
pub const KINDS: [&str; 6] =
    ["bar.proposed", "bar.heard", "bar.decided", "bar.refused", "bar.told", "bar.ended"];

impl Event {
    /// The stable name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Proposed(_) => KINDS[0],
            Event::Heard(_) => KINDS[1],
            Event::Decided(_) => KINDS[2],
            Event::Refused(_) => KINDS[3],
            Event::Told(_) => KINDS[4],
            Event::Ended(_) => KINDS[5],
        }
    }

    /// The stored form: JSON of the inner struct.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Event::Proposed(fact) => bytes(fact),
            Event::Heard(fact) => bytes(fact),
            Event::Decided(fact) => bytes(fact),
            Event::Refused(fact) => bytes(fact),
            Event::Told(fact) => bytes(fact),
            Event::Ended(fact) => bytes(fact),
        }
    }

    /// Reads the stored form of a kind.
    pub fn decode(kind: &str, stored: &[u8]) -> Result<Event, DecodeError> {
        match kind {
            "bar.proposed" => read(stored).map(Event::Proposed),
            "bar.heard" => read(stored).map(Event::Heard),
            "bar.decided" => read(stored).map(Event::Decided),
            "bar.refused" => read(stored).map(Event::Refused),
            "bar.told" => read(stored).map(Event::Told),
            "bar.ended" => read(stored).map(Event::Ended),
            _ => Err(DecodeError::UnknownKind),
        }
    }
}
