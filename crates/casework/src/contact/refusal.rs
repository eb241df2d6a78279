//! Why a first contact was not written down, given on, taken or ended.

use catalogue::PersonId;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Why not; each with a stable code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactRefusal {
    /// Nothing was written down under this id.
    NoSuchContact,
    /// It was written down before.
    AlreadyRecorded,
    /// Only who is asked at a desk of the hall, a unit or a village writes a first contact down.
    NoDesk,
    /// The person does not sit at that window.
    NotAtWindow,
    /// Neither an item nor words: nobody could say what was asked.
    NothingAsked,
    /// No such case in this division.
    CaseUnknown,
    /// The case was not refused because that unit is competent.
    CaseNotRefused,
    /// The printed list is not of that item.
    ListUnknown,
    /// No such unit, window or person, or nobody there may sign today.
    NobodyThere,
    /// It came from there, or was there before: it may not go back (F13).
    PingPong,
    /// It passed as many desks as it may: whoever has it settles it.
    PassedTooOften,
    /// Another person answers for it.
    NotResponsible {
        /// Who.
        responsible: PersonId,
    },
    /// It waits to be signed for.
    WaitsForSignature,
    /// Nothing waits to be signed for.
    NothingWaits,
    /// It was given to others.
    NotForYou,
    /// It has come to an end.
    HasEnded,
    /// A transfer is no end.
    TransferIsNoEnd,
}

impl ContactRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ContactRefusal::NoSuchContact => "contact-none",
            ContactRefusal::AlreadyRecorded => "contact-already-recorded",
            ContactRefusal::NoDesk => "contact-no-desk",
            ContactRefusal::NotAtWindow => "contact-not-at-window",
            ContactRefusal::NothingAsked => "contact-nothing-asked",
            ContactRefusal::CaseUnknown => "contact-case-unknown",
            ContactRefusal::CaseNotRefused => "contact-case-not-refused",
            ContactRefusal::ListUnknown => "contact-list-unknown",
            ContactRefusal::NobodyThere => "contact-nobody-there",
            ContactRefusal::PingPong => "contact-ping-pong",
            ContactRefusal::PassedTooOften => "contact-passed-too-often",
            ContactRefusal::NotResponsible { .. } => "contact-not-responsible",
            ContactRefusal::WaitsForSignature => "contact-waits-for-signature",
            ContactRefusal::NothingWaits => "contact-nothing-waits",
            ContactRefusal::NotForYou => "contact-not-for-you",
            ContactRefusal::HasEnded => "contact-has-ended",
            ContactRefusal::TransferIsNoEnd => "contact-transfer-is-no-end",
        }
    }
}

impl From<ContactRefusal> for Refusal {
    fn from(refusal: ContactRefusal) -> Refusal {
        Refusal::Contact(refusal)
    }
}
