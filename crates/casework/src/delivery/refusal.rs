//! Why a result was not delivered in another way than at the window.

use crate::refusal::Refusal;
use calendar::Day;
use serde::{Deserialize, Serialize};

/// Why not; nested in [`Refusal`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryRefusal {
    /// Nothing is sent to an address that the applicant did not confirm (C25).
    AddressNotConfirmed,
    /// Nothing was handed to a carrier that could have been signed for.
    NotPosted,
    /// No letter is with a carrier that could have come back, or been lost.
    NothingUnderWay,
    /// Every letter came back: none can have been signed for.
    LetterIsBack,
    /// No return of a letter is on record that could be corrected.
    NothingCameBack,
    /// The day is not one it can have happened on.
    DayOutside {
        /// The first it can have been.
        from: Day,
        /// The last.
        until: Day,
    },
    /// A public notice comes last: first the post, or the ten working days (C25, N16).
    OtherWaysFirst {
        /// The last of these days.
        until: Day,
    },
    /// It was published.
    AlreadyAnnounced {
        /// Its last day.
        until: Day,
    },
    /// Nothing is delivered electronically to whoever did not agree to it (C25).
    ElectronicNotAgreed,
    /// The applicant took the consent back.
    ElectronicTakenBack {
        /// That day.
        on: Day,
    },
    /// Nothing was sent electronically that could be fetched or confirmed, or what was sent is void.
    NothingSentElectronically,
    /// Not the code of the last message.
    FetchCodeWrong,
    /// No messages go out from here, and the code is never on paper.
    MessagesNotSent,
}

impl DeliveryRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            DeliveryRefusal::AddressNotConfirmed => "address-not-confirmed",
            DeliveryRefusal::NotPosted => "not-posted",
            DeliveryRefusal::NothingUnderWay => "nothing-under-way",
            DeliveryRefusal::LetterIsBack => "letter-is-back",
            DeliveryRefusal::NothingCameBack => "nothing-came-back",
            DeliveryRefusal::DayOutside { .. } => "delivery-day-outside",
            DeliveryRefusal::OtherWaysFirst { .. } => "other-ways-first",
            DeliveryRefusal::AlreadyAnnounced { .. } => "already-announced",
            DeliveryRefusal::ElectronicNotAgreed => "electronic-not-agreed",
            DeliveryRefusal::ElectronicTakenBack { .. } => "electronic-taken-back",
            DeliveryRefusal::NothingSentElectronically => "nothing-sent-electronically",
            DeliveryRefusal::FetchCodeWrong => "fetch-code-wrong",
            DeliveryRefusal::MessagesNotSent => "messages-not-sent",
        }
    }
}

impl From<DeliveryRefusal> for Refusal {
    fn from(refusal: DeliveryRefusal) -> Refusal {
        Refusal::Delivery(refusal)
    }
}
