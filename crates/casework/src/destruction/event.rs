//! What happened to a destruction list.

use super::Appraisal;
use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::Instant;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

events! { @small
    /// 列出销毁清册.
    Drawn = "destruction.drawn" {
        /** Who appraised. */ by: PersonId, /** Its number. */ number: DocumentNo,
    }
    /// A dossier of the list.
    Appraised = "destruction.appraised" {
        /** What is to become of it. */ appraisal: Appraisal,
    }
    /// 批准.
    Approved = "destruction.approved" {
        /** The centre's head. */ by: PersonId,
    }
    /// 退回.
    SentBack = "destruction.sent-back" {
        /** The centre's head. */ by: PersonId, /** Why. */ reason: Sealed,
    }
    /// One of those who carry it out, or the witness, signed.
    Signed = "destruction.signed" {
        /** Who. */ by: PersonId,
    }
    /// 已销毁, 监销: the keys of the dossiers go with this entry.
    CarriedOut = "destruction.carried-out" {
        /** Of which list. */ number: DocumentNo,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();

impl Event {
    /// The number a fact used up.
    pub fn number(&self) -> Option<DocumentNo> {
        match self {
            Event::Drawn(fact) => Some(fact.number),
            _ => None,
        }
    }
}
