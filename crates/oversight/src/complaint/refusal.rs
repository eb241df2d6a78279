//! Why something was not done with a complaint, each with a stable code.

use calendar::Day;
use catalogue::{PersonId, UnitCode};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComplaintRefusal {
    /// No such complaint.
    Unknown,
    /// It is on the register already.
    AlreadyFiled,
    /// How it came does not fit who writes it down.
    WrongChannel,
    /// There is no such person there.
    UnknownPerson,
    /// The case has no such step.
    UnknownStep,
    /// Where it stands now this cannot be done.
    NotNow,
    /// Only who keeps the register.
    NotTheDesk,
    /// Only the unit that investigates.
    NotTheUnit,
    /// Only the complainant.
    NotTheComplainant,
    /// Only the discipline inspection.
    NotInspector,
    /// The officer belongs to the unit complained of or to the one that investigated (F18).
    OwnUnit {
        /// Which.
        unit: UnitCode,
    },
    /// Who had a part in the case neither investigates nor answers a complaint about it (E27, F18).
    TookPart {
        /// Who.
        person: PersonId,
    },
    /// Everybody who leads the unit had a part in the case: somebody else has to be named, or another unit asked.
    NobodyApart,
    /// Who drafted the answer does not give it (F18).
    DraftedIt,
    /// Who answered before does not answer again (F18).
    AnsweredBefore,
    /// The complainant left nothing by which anybody could have had the word (F18).
    NoContact,
    /// Without the complainant's word only a supervisor closes (F18).
    NeedsSupervisor,
    /// It was lengthened already.
    AlreadyLengthened,
    /// Longer than may be.
    TooLong {
        /// The last day that may be set.
        until: Day,
    },
    /// The day does not lie ahead.
    NotAhead,
    /// The time to have it opened again has passed.
    ReopenTimePassed {
        /// The last day.
        until: Day,
    },
    /// It was opened again as often as may be.
    ReopenedTooOften,
    /// The result is public already.
    AlreadyPublished,
    /// It was received already.
    AlreadyReceived,
    /// No answer says that it was right: there is no finding in it (R157).
    NotFounded,
}

impl ComplaintRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            ComplaintRefusal::Unknown => "complaint-unknown",
            ComplaintRefusal::AlreadyFiled => "complaint-already-filed",
            ComplaintRefusal::WrongChannel => "complaint-wrong-channel",
            ComplaintRefusal::UnknownPerson => "complaint-unknown-person",
            ComplaintRefusal::UnknownStep => "complaint-unknown-step",
            ComplaintRefusal::NotNow => "complaint-not-now",
            ComplaintRefusal::NotTheDesk => "complaint-not-the-desk",
            ComplaintRefusal::NotTheUnit => "complaint-not-the-unit",
            ComplaintRefusal::NotTheComplainant => "complaint-not-the-complainant",
            ComplaintRefusal::NotInspector => "complaint-not-inspector",
            ComplaintRefusal::OwnUnit { .. } => "complaint-own-unit",
            ComplaintRefusal::TookPart { .. } => "complaint-took-part",
            ComplaintRefusal::NobodyApart => "complaint-nobody-apart",
            ComplaintRefusal::DraftedIt => "complaint-drafted-it",
            ComplaintRefusal::AnsweredBefore => "complaint-answered-before",
            ComplaintRefusal::NoContact => "complaint-no-contact",
            ComplaintRefusal::NeedsSupervisor => "complaint-needs-supervisor",
            ComplaintRefusal::AlreadyLengthened => "complaint-already-lengthened",
            ComplaintRefusal::TooLong { .. } => "complaint-too-long",
            ComplaintRefusal::NotAhead => "complaint-not-ahead",
            ComplaintRefusal::ReopenTimePassed { .. } => "complaint-reopen-time-passed",
            ComplaintRefusal::ReopenedTooOften => "complaint-reopened-too-often",
            ComplaintRefusal::AlreadyPublished => "complaint-already-published",
            ComplaintRefusal::AlreadyReceived => "complaint-already-received",
            ComplaintRefusal::NotFounded => "complaint-not-founded",
        }
    }
}
