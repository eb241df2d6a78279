//! Why an absence is not entered, and why nobody takes over.

use crate::refusal::{Duty, Refusal};
use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Why not, in matters of absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AbsenceRefusal {
    /// The organisation knows no such person with a post.
    PersonUnknown,
    /// Neither one's own absence nor that of somebody one leads.
    NotYours,
    /// Nothing is entered backwards.
    Backdated {
        /// Today.
        today: Day,
    },
    /// The last day lies before the first.
    EndsBeforeItBegins,
    /// Only an illness has an open end.
    EndNeeded,
    /// More than a year ahead, or longer than a year.
    TooFar,
    /// The person is away then already.
    Overlaps {
        /// First day of the other.
        from: Day,
    },
    /// Somebody can stand in, so somebody is named.
    DeputyNeeded {
        /// Who can.
        able: Vec<PersonId>,
    },
    /// Neither the same post in the same unit nor, where nobody has it, a letter.
    NotADeputy {
        /// Who can stand in.
        able: Vec<PersonId>,
    },
    /// There is no such absence, or it is over.
    NoSuchAbsence,
    /// More than a division can have.
    TooMany,
    /// Whoever holds the case is here: it is given over, not taken.
    HolderPresent {
        /// Who.
        holder: PersonId,
    },
    /// Another stands in for whoever holds the case.
    NotTheDeputy {
        /// Who does; nobody may.
        deputy: Option<PersonId>,
    },
    /// The deputy had another part in the case, and is skipped (E23).
    DeputyTouched {
        /// Which.
        did: Duty,
    },
    /// The hand-over of this person is under way already.
    LeavingUnderWay,
    /// No hand-over of this person is under way.
    NoSuchLeaving,
    /// Who goes, who takes over and who witnesses are three people (E33).
    ThreePeople,
    /// No post in a unit of whoever goes, or away today.
    NotATaker,
    /// Does not lead whoever goes, or is away today.
    NotAWitness,
    /// The three sign in order.
    NotYourSignature {
        /// Whose signature is next.
        next: PersonId,
    },
    /// Nothing is forgotten: cases are still held, or on their way to the person.
    StillHeld {
        /// Held.
        cases: u16,
        /// Given, and not signed for.
        pending: u16,
    },
    /// Nor is anything beside the cases (A10, A12).
    StillBeside {
        /// First contacts that have not come to an end.
        contacts: u16,
        /// Folders apart from their cases, with the person or on their way there, and dossiers on loan.
        folders: u16,
    },
    /// Nobody holds this case in the actor's place.
    NotYoursToTakeBack,
    /// Whoever is entered as away takes nothing back before being back.
    StillAway,
}

impl AbsenceRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use AbsenceRefusal::*;
        match self {
            PersonUnknown => "person-unknown",
            NotYours => "absence-not-yours",
            Backdated { .. } => "absence-backdated",
            EndsBeforeItBegins => "absence-ends-before-it-begins",
            EndNeeded => "absence-end-needed",
            TooFar => "absence-too-far",
            Overlaps { .. } => "absence-overlaps",
            DeputyNeeded { .. } => "deputy-needed",
            NotADeputy { .. } => "not-a-deputy",
            NoSuchAbsence => "no-such-absence",
            TooMany => "too-many-absences",
            HolderPresent { .. } => "holder-is-present",
            NotTheDeputy { .. } => "not-the-deputy",
            DeputyTouched { .. } => "deputy-touched-the-case",
            LeavingUnderWay => "leaving-under-way",
            NoSuchLeaving => "no-such-leaving",
            ThreePeople => "leaving-three-people",
            NotATaker => "not-a-taker",
            NotAWitness => "not-a-witness",
            NotYourSignature { .. } => "not-your-signature",
            StillHeld { .. } => "cases-still-held",
            StillBeside { .. } => "contacts-or-folders-still-held",
            NotYoursToTakeBack => "not-yours-to-take-back",
            StillAway => "still-away",
        }
    }

    /// Whether the obstacle is the person, not the act.
    pub fn concerns_person(&self) -> bool {
        use AbsenceRefusal::*;
        matches!(self, NotTheDeputy { .. } | DeputyTouched { .. } | NotYoursToTakeBack)
    }
}

impl From<AbsenceRefusal> for Refusal {
    fn from(refusal: AbsenceRefusal) -> Refusal {
        Refusal::Absence(refusal)
    }
}
