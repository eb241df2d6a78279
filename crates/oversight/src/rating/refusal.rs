//! Why something about a rating was not done, each with a stable code.

use calendar::Day;
use catalogue::PersonId;

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum RatingRefusal {
    /// No such rating.
    Unknown,
    /// It was asked for already.
    AlreadyInvited,
    /// Only the centre itself asks.
    NotByHand,
    /// It was given already: one visit, one rating (N47).
    AlreadyGiven,
    /// The time to give it has passed.
    Closed {
        /// The last day.
        until: Day,
    },
    /// Nobody who works here rates in another's place (F16).
    NotForStaff,
    /// No visitor was at this window just now.
    NobodyHere,
    /// It is no bad rating: nothing is to be done about it.
    NotBad,
    /// Somebody who was rated decides nothing about it (F17).
    IsRated,
    /// Another person deals with it.
    NotHandler {
        /// Who.
        handler: Option<PersonId>,
    },
    /// First whoever rated is called.
    NotCalled,
    /// Whoever rated was reached already.
    AlreadyReached,
    /// Nothing is to be put right now.
    NotToCorrect,
    /// Only the unit or the window that has to put it right.
    NotYours,
    /// It was not put right yet.
    NotCorrected,
    /// Who put it right does not ask whether it is right.
    OwnCorrection,
    /// It was not proposed to leave it out.
    NotProposed,
    /// To leave it out was refused once; it is dealt with now.
    DismissalRefused,
    /// Two different people leave a rating out, and a third decides the appeal (F17).
    SamePerson {
        /// Who cannot.
        person: PersonId,
    },
    /// Only whoever rated appeals.
    NotRater,
    /// It was not left out.
    NotDismissed,
    /// The time to appeal has passed.
    AppealPassed {
        /// The last day.
        until: Day,
    },
    /// An appeal was made already.
    AlreadyAppealed,
    /// There is no appeal to decide.
    NoAppeal,
    /// It has come to an end.
    Ended,
    /// This is not its turn: something else comes first.
    NotNow,
    /// Nobody answered, as on the try before on the same day: a try is counted once a day.
    TriedToday,
}

impl RatingRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RatingRefusal::Unknown => "rating-unknown",
            RatingRefusal::AlreadyInvited => "rating-already-invited",
            RatingRefusal::NotByHand => "rating-not-by-hand",
            RatingRefusal::AlreadyGiven => "rating-already-given",
            RatingRefusal::Closed { .. } => "rating-closed",
            RatingRefusal::NotForStaff => "rating-not-for-staff",
            RatingRefusal::NobodyHere => "rating-nobody-here",
            RatingRefusal::NotBad => "rating-not-bad",
            RatingRefusal::IsRated => "rating-is-rated",
            RatingRefusal::NotHandler { .. } => "rating-not-handler",
            RatingRefusal::NotCalled => "rating-not-called",
            RatingRefusal::AlreadyReached => "rating-already-reached",
            RatingRefusal::NotToCorrect => "rating-not-to-correct",
            RatingRefusal::NotYours => "rating-not-yours",
            RatingRefusal::NotCorrected => "rating-not-corrected",
            RatingRefusal::OwnCorrection => "rating-own-correction",
            RatingRefusal::NotProposed => "rating-not-proposed",
            RatingRefusal::DismissalRefused => "rating-dismissal-refused",
            RatingRefusal::SamePerson { .. } => "rating-same-person",
            RatingRefusal::NotRater => "rating-not-rater",
            RatingRefusal::NotDismissed => "rating-not-dismissed",
            RatingRefusal::AppealPassed { .. } => "rating-appeal-passed",
            RatingRefusal::AlreadyAppealed => "rating-already-appealed",
            RatingRefusal::NoAppeal => "rating-no-appeal",
            RatingRefusal::Ended => "rating-ended",
            RatingRefusal::NotNow => "rating-not-now",
            RatingRefusal::TriedToday => "rating-tried-today",
        }
    }
}

impl From<RatingRefusal> for crate::Refusal {
    fn from(refusal: RatingRefusal) -> crate::Refusal {
        crate::Refusal::Rating(refusal)
    }
}
