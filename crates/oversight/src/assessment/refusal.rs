//! Why something of assessment was not done.

use calendar::Day;
use catalogue::PersonId;

use super::plan::PlanProblem;

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AssessmentRefusal {
    /// No plan was adopted for the term.
    NoPlan,
    /// The plan does not hold together.
    Plan(PlanProblem),
    /// The plan of a term that is over does not change.
    TermOver,
    /// The term is not over.
    TermRuns {
        /// Its last day.
        until: Day,
    },
    /// It was scored; what came in by hand before is closed.
    AlreadyScored,
    /// Nothing was scored.
    NotScored,
    /// It was published already.
    AlreadyPublished,
    /// Another supervisor publishes, decides or judges than this one.
    AnotherPerson {
        /// Who cannot.
        person: PersonId,
    },
    /// Nothing was published.
    NotPublished,
    /// Who is not assessed here.
    NotAssessed,
    /// Only who leads the unit.
    NotLeader,
    /// Nobody marks the own person.
    OwnMark,
    /// A mark out of 0 to 100.
    OutOfMarks,
    /// More answered than were asked, or more are satisfied than answered.
    Numbers,
    /// More records than anybody reads.
    TooMany,
    /// The unit's grade asks for no correction.
    NothingToCorrect,
    /// It was answered and waits to be looked at.
    CorrectionWaits,
    /// There is no answer to look at.
    NoAnswer,
    /// It was accepted.
    CorrectionAccepted,
    /// Objections can still come, or one waits.
    ObjectionOpen {
        /// Last day.
        until: Day,
    },
    /// A department receives no award of this kind.
    NoAwardForUnits,
    /// Not scored enough, or not graded 好.
    NotGood,
    /// Something stands against them.
    Accountable,
    /// It was given already.
    AlreadyAwarded,
    /// By the rules of attendance.
    Attendance(AttendanceRefusal),
}

/// Why an attendance was not entered.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum AttendanceRefusal {
    /// Only who heads the window of that person, or the centre's management.
    NotHead,
    /// Nobody enters the own attendance.
    OwnAttendance,
    /// The person has no place at a window on that day.
    NoSeat,
    /// A day that has not come, or one too long ago.
    Day {
        /// The first day that can be entered.
        from: Day,
        /// The last one.
        until: Day,
    },
    /// There is nobody to enter, or nothing to correct.
    Nothing,
    /// It was entered already: it is corrected with a reason.
    AlreadyEntered {
        /// Whose.
        person: PersonId,
    },
    /// It says so already.
    Same,
    /// Corrected too often.
    TooOften,
    /// Registered as on leave or ill that day (F20).
    OnLeave {
        /// Who.
        person: PersonId,
    },
}

impl AssessmentRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use AssessmentRefusal as It;
        match self {
            It::NoPlan => "assessment-no-plan",
            It::Plan(_) => "assessment-plan",
            It::TermOver => "assessment-term-over",
            It::TermRuns { .. } => "assessment-term-runs",
            It::AlreadyScored => "assessment-already-scored",
            It::NotScored => "assessment-not-scored",
            It::AlreadyPublished => "assessment-already-published",
            It::AnotherPerson { .. } => "assessment-another-person",
            It::NotPublished => "assessment-not-published",
            It::NotAssessed => "assessment-not-assessed",
            It::NotLeader => "assessment-not-leader",
            It::OwnMark => "assessment-own-mark",
            It::OutOfMarks => "assessment-out-of-marks",
            It::Numbers => "assessment-numbers",
            It::TooMany => "assessment-too-many",
            It::NothingToCorrect => "assessment-nothing-to-correct",
            It::CorrectionWaits => "assessment-correction-waits",
            It::NoAnswer => "assessment-no-answer",
            It::CorrectionAccepted => "assessment-correction-accepted",
            It::ObjectionOpen { .. } => "assessment-objection-open",
            It::NoAwardForUnits => "assessment-no-award-for-units",
            It::NotGood => "assessment-not-good",
            It::Accountable => "assessment-accountable",
            It::AlreadyAwarded => "assessment-already-awarded",
            It::Attendance(refusal) => match refusal {
                AttendanceRefusal::NotHead => "attendance-not-head",
                AttendanceRefusal::OwnAttendance => "attendance-own",
                AttendanceRefusal::NoSeat => "attendance-no-seat",
                AttendanceRefusal::Day { .. } => "attendance-day",
                AttendanceRefusal::Nothing => "attendance-nothing",
                AttendanceRefusal::AlreadyEntered { .. } => "attendance-already-entered",
                AttendanceRefusal::Same => "attendance-same",
                AttendanceRefusal::TooOften => "attendance-too-often",
                AttendanceRefusal::OnLeave { .. } => "attendance-on-leave",
            },
        }
    }
}
