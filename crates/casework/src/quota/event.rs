//! What happened to the line of a limited licence.

use super::Standing;
use crate::codec::{DecodeError, bytes, read};
use crate::number::ReceiptNo;
use calendar::Instant;
use catalogue::CaseId;
use serde::{Deserialize, Serialize};

facts! {
    /// A case was accepted and stands at the end of the line.
    Entered {
        /// The case.
        case: CaseId,
        /// Its number.
        receipt: ReceiptNo,
    }
    /// A case stands otherwise than before: granted, out, or waiting again after the re-check.
    Settled {
        /// The case.
        case: CaseId,
        /// How it stands now.
        standing: Standing,
    }
}

/// A fact of a line.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Event {
    /// See [`Entered`].
    Entered(Entered),
    /// See [`Settled`].
    Settled(Settled),
}

/// Every kind of event, each stable for ever.
pub const KINDS: [&str; 2] = ["quota.entered", "quota.settled"];

impl Event {
    /// The stable name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Entered(_) => KINDS[0],
            Event::Settled(_) => KINDS[1],
        }
    }

    /// The stored form: JSON of the inner struct.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            Event::Entered(fact) => bytes(fact),
            Event::Settled(fact) => bytes(fact),
        }
    }

    /// Reads the stored form of a kind.
    pub fn decode(kind: &str, stored: &[u8]) -> Result<Event, DecodeError> {
        match kind {
            "quota.entered" => read(stored).map(Event::Entered),
            "quota.settled" => read(stored).map(Event::Settled),
            _ => Err(DecodeError::UnknownKind),
        }
    }
}

impl From<Entered> for Event {
    fn from(fact: Entered) -> Event {
        Event::Entered(fact)
    }
}

impl From<Settled> for Event {
    fn from(fact: Settled) -> Event {
        Event::Settled(fact)
    }
}
