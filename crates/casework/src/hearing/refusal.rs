//! Why a party was not registered, told or heard, and why the decision has to wait (N13, N18).

use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

use crate::refusal::{Able, Refusal};

/// Why not; each with a stable code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HearingRefusal {
    /// The case is not in hand.
    CaseNotInHand,
    /// The register is full.
    TooManyParties,
    /// The applicant stands on the register already.
    ApplicantTwice,
    /// No such place on the register.
    NoSuchParty,
    /// The party was told already.
    ToldBefore,
    /// The party must be told first.
    NotTold,
    /// The party has answered already.
    StatedBefore,
    /// The party was taken off the register.
    PartyStruck,
    /// That the notice arrived was entered already.
    ServedBefore,
    /// That the notice arrived was not entered yet.
    NotServed,
    /// Day and way are those that were entered.
    ServedSame,
    /// A notice arrives on a day from that of the telling until today.
    ServedOnWrong {
        /// The first day.
        from: Day,
        /// The last day.
        until: Day,
    },
    /// The party did not ask for a hearing, or has given it up.
    NotAsked,
    /// What gives a hearing up is signed.
    NotSigned,
    /// The time to answer has passed.
    TimePassed {
        /// The last day.
        until: Day,
    },
    /// Neither required nor asked for.
    NotNeeded,
    /// The hearing was held.
    HeldBefore,
    /// The chair must hold the post, and have had no part in the case.
    ChairWrong {
        /// Who may chair.
        able: Vec<Able>,
    },
    /// Less than seven working days of notice.
    NoticeTooShort {
        /// The first day that is lawful.
        from: Day,
    },
    /// Later than twenty working days after it was asked for, or, where no day in time is left, after the first day that has
    /// the whole notice.
    TooLate {
        /// The last day that is lawful.
        until: Day,
    },
    /// No hearing was called.
    NotCalled,
    /// Only the chair closes it.
    NotTheChair {
        /// Who chairs.
        chair: PersonId,
    },
    /// The hour has not come.
    NotYet,
    /// No step of the item is a check on site.
    NoCheckOnSite,
    /// Two different officers of the unit with certificates, who did nothing before that keeps them apart.
    OfficersWrong {
        /// Who may check.
        able: Vec<Able>,
    },
    /// These two are named already.
    OfficersNamedBefore,
    /// The check is done.
    CheckDone,
    /// Decision: parties on the register were not told.
    PartiesNotTold {
        /// How many.
        open: u8,
    },
    /// Decision: that the notice arrived was not entered, and the party has not answered.
    PartiesNotServed {
        /// How many.
        open: u8,
    },
    /// Decision: the time of a party to answer runs.
    PartiesTimeRuns {
        /// The last day.
        until: Day,
    },
    /// Decision: a hearing is required or was asked for, and was not held.
    HearingMissing,
}

impl HearingRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            HearingRefusal::CaseNotInHand => "hearing-case-not-in-hand",
            HearingRefusal::TooManyParties => "hearing-too-many-parties",
            HearingRefusal::ApplicantTwice => "hearing-applicant-twice",
            HearingRefusal::NoSuchParty => "hearing-no-such-party",
            HearingRefusal::ToldBefore => "hearing-told-before",
            HearingRefusal::NotTold => "hearing-not-told",
            HearingRefusal::StatedBefore => "hearing-stated-before",
            HearingRefusal::PartyStruck => "hearing-party-struck",
            HearingRefusal::ServedBefore => "hearing-served-before",
            HearingRefusal::NotServed => "hearing-not-served",
            HearingRefusal::ServedSame => "hearing-served-same",
            HearingRefusal::ServedOnWrong { .. } => "hearing-served-on-wrong",
            HearingRefusal::NotAsked => "hearing-not-asked",
            HearingRefusal::NotSigned => "hearing-not-signed",
            HearingRefusal::TimePassed { .. } => "hearing-time-passed",
            HearingRefusal::NotNeeded => "hearing-not-needed",
            HearingRefusal::HeldBefore => "hearing-held-before",
            HearingRefusal::ChairWrong { .. } => "hearing-chair-wrong",
            HearingRefusal::NoticeTooShort { .. } => "hearing-notice-too-short",
            HearingRefusal::TooLate { .. } => "hearing-too-late",
            HearingRefusal::NotCalled => "hearing-not-called",
            HearingRefusal::NotTheChair { .. } => "hearing-not-the-chair",
            HearingRefusal::NotYet => "hearing-not-yet",
            HearingRefusal::NoCheckOnSite => "hearing-no-check-on-site",
            HearingRefusal::OfficersWrong { .. } => "hearing-officers-wrong",
            HearingRefusal::OfficersNamedBefore => "hearing-officers-named-before",
            HearingRefusal::CheckDone => "hearing-check-done",
            HearingRefusal::PartiesNotTold { .. } => "hearing-parties-not-told",
            HearingRefusal::PartiesNotServed { .. } => "hearing-parties-not-served",
            HearingRefusal::PartiesTimeRuns { .. } => "hearing-parties-time-runs",
            HearingRefusal::HearingMissing => "hearing-missing",
        }
    }

    /// Who may do it, where the refusal says so.
    pub(crate) fn able(&self) -> &[Able] {
        match self {
            HearingRefusal::ChairWrong { able } | HearingRefusal::OfficersWrong { able } => able,
            _ => &[],
        }
    }
}

impl From<HearingRefusal> for Refusal {
    fn from(refusal: HearingRefusal) -> Refusal {
        Refusal::Hearing(refusal)
    }
}
