//! Why something of supervision was not done, each with a stable code.

use calendar::{Day, YearUnknown};
use catalogue::PersonId;

use crate::assessment::AssessmentRefusal;
use crate::complaint::ComplaintRefusal;

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only a supervisor.
    NotSupervisor,
    /// A bound outside what may be set.
    OutOfRange {
        /// The least.
        from: u16,
        /// The greatest.
        to: u16,
    },
    /// It is so already.
    Unchanged,
    /// No such finding.
    NoSuchFinding,
    /// It was found already.
    AlreadyFound,
    /// Only whom it concerns, and the heads of that unit or window.
    NotConcerned,
    /// It was stated already.
    AlreadyStated,
    /// It was judged already.
    AlreadyJudged,
    /// It was not judged yet.
    NotJudged,
    /// Nobody has explained it, and the days for it have not passed.
    NotExplained {
        /// The last of them.
        until: Day,
    },
    /// Nobody judges what concerns the own person.
    OwnMatter,
    /// Whoever wrote a finding down neither judges it nor decides its appeal.
    OwnFinding,
    /// Only what stands against somebody can be appealed.
    NothingToAppeal,
    /// The time to appeal has passed.
    AppealTimePassed {
        /// The last day.
        until: Day,
    },
    /// An appeal was made already.
    AlreadyAppealed,
    /// There is no appeal to decide.
    NoAppeal,
    /// Another person decides the appeal (F19).
    SamePerson {
        /// Who cannot.
        person: PersonId,
    },
    /// No such order.
    NoSuchOrder,
    /// It was issued already.
    AlreadyIssued,
    /// Who may not issue this kind.
    MayNotIssue,
    /// There is no such unit.
    UnknownUnit,
    /// Nobody is there to whom it could go.
    NobodyThere,
    /// It has come to an end.
    HasEnded,
    /// It is not addressed to this person.
    NotAddressed,
    /// It was signed for already.
    AlreadyReceived,
    /// There is no answer to look at.
    NotAnswered,
    /// It was answered, and nobody has looked at it yet.
    AlreadyAnswered,
    /// A circular asks for no answer.
    NoAnswerAsked,
    /// Only a circular is published.
    NotACircular,
    /// Who publishes no circular.
    MayNotPublish,
    /// Whoever issued it does not publish it (C28).
    AnotherPublishes,
    /// It was published already.
    AlreadyPublished,
    /// An appeal waits; until it is decided nothing is published.
    AppealUndecided,
    /// A report is made when its period is over.
    PeriodNotOver,
    /// Another edition only where the figures are others.
    FiguresUnchanged,
    /// Another edition wants a reason.
    ReasonMissing,
    /// More editions than anybody reads.
    TooManyEditions,
    /// No such matter of accountability.
    NoSuchMatter,
    /// It was brought already.
    AlreadyBrought,
    /// The finding does not stand.
    NotStanding,
    /// The finding can still be appealed, or an appeal waits.
    AppealOpen {
        /// Last day to appeal.
        until: Day,
    },
    /// A kind of a department names nobody, any other somebody of the organisation.
    PersonOrDepartment,
    /// Another supervisor decides what one has brought.
    BroughtByYou,
    /// Whom it concerns was not heard, and the days for it have not passed.
    NotHeard {
        /// The last of them.
        until: Day,
    },
    /// There is no referral to enter that for.
    NotReferred,
    /// By the rules of a draw.
    Draw(crate::draw::DrawRefusal),
    /// By the rules of a spot check.
    Spot(crate::spot::SpotRefusal),
    /// By the rules of ratings.
    Rating(crate::rating::RatingRefusal),
    /// A year that no calendar covers.
    YearUnknown(YearUnknown),
    /// By the rules of complaints.
    Complaint(ComplaintRefusal),
    /// By the rules of assessment and attendance.
    Assessment(AssessmentRefusal),
    /// By the rules of rounds, surveys, summaries and bulletins.
    Record(crate::record_refusal::RecordRefusal),
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NotSupervisor => "oversight-not-supervisor",
            Refusal::OutOfRange { .. } => "oversight-out-of-range",
            Refusal::Unchanged => "oversight-unchanged",
            Refusal::NoSuchFinding => "finding-unknown",
            Refusal::AlreadyFound => "finding-already-found",
            Refusal::NotConcerned => "finding-not-concerned",
            Refusal::AlreadyStated => "finding-already-stated",
            Refusal::AlreadyJudged => "finding-already-judged",
            Refusal::NotJudged => "finding-not-judged",
            Refusal::NotExplained { .. } => "finding-not-explained",
            Refusal::OwnMatter => "oversight-own-matter",
            Refusal::OwnFinding => "finding-own",
            Refusal::NothingToAppeal => "oversight-nothing-to-appeal",
            Refusal::AppealTimePassed { .. } => "oversight-appeal-time-passed",
            Refusal::AlreadyAppealed => "oversight-already-appealed",
            Refusal::NoAppeal => "oversight-no-appeal",
            Refusal::SamePerson { .. } => "oversight-same-person",
            Refusal::NoSuchOrder => "order-unknown",
            Refusal::AlreadyIssued => "order-already-issued",
            Refusal::MayNotIssue => "order-may-not-issue",
            Refusal::UnknownUnit => "order-unknown-unit",
            Refusal::NobodyThere => "order-nobody-there",
            Refusal::HasEnded => "order-has-ended",
            Refusal::NotAddressed => "order-not-addressed",
            Refusal::AlreadyReceived => "order-already-received",
            Refusal::NotAnswered => "order-not-answered",
            Refusal::AlreadyAnswered => "order-already-answered",
            Refusal::NoAnswerAsked => "order-no-answer-asked",
            Refusal::NotACircular => "order-not-a-circular",
            Refusal::MayNotPublish => "order-may-not-publish",
            Refusal::AnotherPublishes => "order-another-publishes",
            Refusal::AlreadyPublished => "order-already-published",
            Refusal::AppealUndecided => "order-appeal-undecided",
            Refusal::PeriodNotOver => "report-period-not-over",
            Refusal::FiguresUnchanged => "report-figures-unchanged",
            Refusal::ReasonMissing => "report-reason-missing",
            Refusal::TooManyEditions => "report-too-many-editions",
            Refusal::NoSuchMatter => "accountability-unknown",
            Refusal::AlreadyBrought => "accountability-already-brought",
            Refusal::NotStanding => "accountability-not-standing",
            Refusal::AppealOpen { .. } => "accountability-appeal-open",
            Refusal::PersonOrDepartment => "accountability-person-or-department",
            Refusal::BroughtByYou => "accountability-brought-by-you",
            Refusal::NotHeard { .. } => "accountability-not-heard",
            Refusal::NotReferred => "accountability-not-referred",
            Refusal::Draw(refusal) => refusal.code(),
            Refusal::Spot(refusal) => refusal.code(),
            Refusal::Rating(refusal) => refusal.code(),
            Refusal::YearUnknown(_) => "calendar-year-unknown",
            Refusal::Complaint(refusal) => refusal.code(),
            Refusal::Assessment(refusal) => refusal.code(),
            Refusal::Record(refusal) => refusal.code(),
        }
    }
}

impl From<YearUnknown> for Refusal {
    fn from(year: YearUnknown) -> Refusal {
        Refusal::YearUnknown(year)
    }
}

impl From<ComplaintRefusal> for Refusal {
    fn from(refusal: ComplaintRefusal) -> Refusal {
        Refusal::Complaint(refusal)
    }
}

impl From<AssessmentRefusal> for Refusal {
    fn from(refusal: AssessmentRefusal) -> Refusal {
        Refusal::Assessment(refusal)
    }
}
