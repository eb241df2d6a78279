//! Why something was not done to a disclosure, where the reason is of disclosures alone.

use crate::refusal::Refusal;
use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureRefusal {
    /// There is no such request.
    NoSuchDisclosure,
    /// The case has as many requests as it can remember.
    TooMany,
    /// Fewer people came than the law asks for, or more than can be written down.
    PeopleWrong {
        /// How many at least.
        least: u8,
        /// How many at most.
        most: u8,
    },
    /// The dossier has no such pages.
    PagesWrong {
        /// How many it has.
        sheets: u16,
    },
    /// Its pages were never counted, so none can be named.
    NotCounted,
    /// The paper is not where it is kept.
    OriginalsAway,
    /// Originals are out with an authority.
    OriginalsOut {
        /// Last day to bring them back.
        due_on: Day,
    },
    /// It was agreed to or declined before.
    AnsweredBefore,
    /// Nobody has agreed.
    NotApproved,
    /// It was handed out before.
    HandedOutBefore,
    /// Whoever wrote it down or hands it out does not agree to it as well.
    SamePerson {
        /// Who.
        person: PersonId,
    },
    /// Where originals go out, the day on which they come back is written down.
    ReturnDayMissing,
    /// Originals go out for fewer days.
    ReturnTooFar {
        /// Most days.
        days_max: u16,
    },
    /// No originals are out.
    NothingOut,
    /// The applicant is told at once, or from a day between tomorrow and a bound.
    WithheldDayWrong {
        /// Most days.
        days_max: u16,
    },
    /// The applicant has been told.
    ToldAlready,
}

impl From<DisclosureRefusal> for Refusal {
    fn from(refusal: DisclosureRefusal) -> Refusal {
        Refusal::Disclosure(refusal)
    }
}

impl DisclosureRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        use DisclosureRefusal::*;
        match self {
            NoSuchDisclosure => "no-such-disclosure",
            TooMany => "disclosures-too-many",
            PeopleWrong { .. } => "disclosure-people-wrong",
            PagesWrong { .. } => "disclosure-pages-wrong",
            NotCounted => "disclosure-pages-not-counted",
            OriginalsAway => "originals-away",
            OriginalsOut { .. } => "originals-out",
            AnsweredBefore => "disclosure-answered-before",
            NotApproved => "disclosure-not-approved",
            HandedOutBefore => "disclosure-handed-out-before",
            SamePerson { .. } => "disclosure-same-person",
            ReturnDayMissing => "disclosure-return-day-missing",
            ReturnTooFar { .. } => "disclosure-return-too-far",
            NothingOut => "disclosure-nothing-out",
            WithheldDayWrong { .. } => "disclosure-withheld-day-wrong",
            ToldAlready => "disclosure-told-already",
        }
    }
}
