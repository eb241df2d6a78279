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
}

impl DeliveryRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            DeliveryRefusal::AddressNotConfirmed => "address-not-confirmed",
            DeliveryRefusal::NotPosted => "not-posted",
            DeliveryRefusal::DayOutside { .. } => "delivery-day-outside",
            DeliveryRefusal::OtherWaysFirst { .. } => "other-ways-first",
            DeliveryRefusal::AlreadyAnnounced { .. } => "already-announced",
        }
    }
}

impl From<DeliveryRefusal> for Refusal {
    fn from(refusal: DeliveryRefusal) -> Refusal {
        Refusal::Delivery(refusal)
    }
}
