//! What can be asked of a term of assessment.

use casework::Sealed;
use catalogue::{Digest, PersonId, UnitCode};

use super::plan::Subject;
use super::state::Dates;
use super::term::Term;

/// What is frozen: a plan or counts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// Digest of plan or counts.
    pub body: Digest,
    /// Place of the ledger up to which was counted; 0 for a plan.
    pub seq: u64,
    /// Why there is another edition.
    pub reason: Option<Sealed>,
}

/// A unit checks itself.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub unit: UnitCode,
    /// What it says.
    pub words: Sealed,
}

/// A record of the social evaluation.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Evaluate {
    /// Of which unit.
    pub unit: UnitCode,
    /// Whether at a symposium.
    pub symposium: bool,
    /// How many were asked.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many are satisfied.
    pub satisfied: u32,
    /// Who was asked, and what they said.
    pub words: Sealed,
}

/// The result of a key inspection.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Inspect {
    /// Of which unit.
    pub unit: UnitCode,
    /// Of 100.
    pub mark: u32,
    /// What was seen.
    pub words: Sealed,
}

/// The department's mark of a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whom.
    pub person: PersonId,
    /// Of 100.
    pub mark: u32,
    /// Why.
    pub words: Sealed,
}

/// An objection.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// About whom.
    pub subject: Subject,
    /// Why.
    pub reason: Sealed,
}

/// Its answer.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct DecideObjection {
    /// About whom.
    pub subject: Subject,
    /// Whether it is right.
    pub right: bool,
    /// Why.
    pub reason: Sealed,
}

/// What a unit has put right.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Correct {
    /// Which.
    pub unit: UnitCode,
    /// What.
    pub words: Sealed,
}

/// Whether it is right now.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct JudgeCorrection {
    /// Which unit.
    pub unit: UnitCode,
    /// Whether it is accepted.
    pub accepted: bool,
    /// Why.
    pub reason: Sealed,
}

/// An award.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Whom.
    pub subject: Subject,
    /// Why.
    pub reason: Sealed,
}

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To adopt a plan for a term.
    Adopt {
        /// Of which term, as the stream is called.
        term: Term,
        /// When what is done.
        dates: Dates,
        /// The plan.
        plan: Freeze,
    },
    /// See [`Check`].
    Check(Check),
    /// See [`Evaluate`].
    Evaluate(Evaluate),
    /// See [`Inspect`].
    Inspect(Inspect),
    /// See [`Mark`].
    Mark(Mark),
    /// To freeze the counts.
    Score(Freeze),
    /// To publish the latest edition.
    Publish,
    /// See [`Object`].
    Object(Object),
    /// See [`DecideObjection`].
    DecideObjection(DecideObjection),
    /// See [`Correct`].
    Correct(Correct),
    /// See [`JudgeCorrection`].
    JudgeCorrection(JudgeCorrection),
    /// See [`Award`].
    Award(Award),
}
