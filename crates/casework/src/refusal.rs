//! Why a command was not carried out: the obstacle with what its sentence needs, and a stable code.

use crate::absence::AbsenceRefusal;
use crate::outage::OutageRefusal;
use crate::state::StageName;
use crate::window_day::WindowDayRefusal;
use calendar::Day;
use catalogue::organisation::NoAuthority;
use catalogue::{ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

pub use crate::refusal_parts::*;

/// Why not.  Every variant has a stable [`Refusal::code`]; sentences stand in the message catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such case.
    NoSuchCase,
    /// The case was received before.
    AlreadyReceived,
    /// Not listed for this stage; everything not listed is refused.
    NotInThisStage {
        /// Where the case is.
        stage: StageName,
    },
    /// The case has ended; it can be taken up again by a new one.
    CaseEnded {
        /// How.
        stage: StageName,
    },
    /// The item is not open for applications (R73).
    ItemNotLive {
        /// The item.
        item: ItemCode,
    },
    /// The published body of the item revision is not at hand.
    ItemUnknown,
    /// The form was drawn for another revision than the published one (M5).
    RevisionNotPublished {
        /// The published one.
        published: u32,
    },
    /// This kind of applicant is not served by the item.
    ApplicantNotServed,
    /// No such window.
    WindowUnknown {
        /// As given.
        window: WindowId,
    },
    /// The window does not serve this authority (A46).
    WindowDoesNotServe {
        /// The window.
        window: WindowId,
        /// The authority.
        unit: UnitCode,
    },
    /// Nothing was handed over, so nothing can be receipted.
    NothingHandedOver,
    /// Rows that the frozen revision does not have (F2, tone 14).
    RowsNotInItem {
        /// These.
        rows: RowSet,
    },
    /// Rows that do not apply to this applicant.
    RowsDoNotApply {
        /// These.
        rows: RowSet,
    },
    /// Rows that always apply were left out.
    RowsLeftOut {
        /// These.
        rows: RowSet,
    },
    /// The earlier case does not have the papers of these rows any more, or the list asks for others now (E14).
    NotFromEarlier {
        /// These.
        rows: RowSet,
    },
    /// Rows that are neither required nor handed in: there is nothing to correct in them.
    RowsNotRequired {
        /// These.
        rows: RowSet,
    },
    /// Copies are counted of rows that are not kept: nothing of them stays.
    CopiesNotKept {
        /// These.
        rows: RowSet,
    },
    /// More papers than one case can have.
    TooManyPapers,
    /// The same applicant has an open case on this item: say whether it is another matter (E9).
    SameMatterOpen {
        /// How many are open.
        open: u16,
    },
    /// After acceptance nothing more is asked for or taken in.
    MaterialsClosed,
    /// The list of a correction notice is empty, or nothing on it is missing or wrong.
    NothingToCorrect,
    /// A notice was given; its list is the whole list, and another row needs a release (N4, F1, tone 15).
    AlreadyNoticed {
        /// When.
        noticed_on: Day,
        /// What it named.
        rows: RowSet,
    },
    /// An obstacle of the bar list.
    Bar(crate::bar::BarRefusal),
    /// An obstacle of acceptance and its exceptions.
    Acceptance(crate::acceptance::AcceptanceRefusal),
    /// Something the revision requires is not in.
    RowsMissing {
        /// These.
        rows: RowSet,
    },
    /// The item revision lists no such ground (C4).
    GroundNotListed,
    /// The item's questions were not answered (R61).
    ClearQuestionsOpen,
    /// The reply is clear, and due the same day (R61).
    ClearReplyDue {
        /// On which ground.
        ground: catalogue::GroundCode,
    },
    /// "Another office is competent" names the authority itself.
    SameOffice,
    /// Needs a power or a post that the actor has not got today (tone 16, 17).
    NotAuthorised {
        /// What it needs.
        need: Need,
        /// Why the actor has not got it, as near as can be said.
        reason: NoAuthority,
        /// Who may act today.
        able: Vec<Able>,
    },
    /// The actor did another part of this case (M4, tone 16).
    DutiesSeparate {
        /// What the actor did.
        did: Duty,
        /// What the actor wants to do.
        wants: Duty,
        /// Who may act today.
        able: Vec<Able>,
    },
    /// Only the person who holds the case can do this (R81).
    NotTheHolder {
        /// Who holds it.
        holder: PersonId,
    },
    /// The case was given to somebody who has not answered yet.
    HandOverPending {
        /// To whom.
        to: PersonId,
    },
    /// Nothing was given over.
    NothingPending,
    /// It was given to somebody else.
    NotTheRecipient {
        /// To whom.
        to: PersonId,
    },
    /// It may not go to this person: wrong post, wrong unit, or oneself.
    WrongDirection {
        /// Who may receive it today.
        able: Vec<Able>,
    },
    /// Fewer papers than the giver holds.
    PapersMissing {
        /// Papers held.
        held: u16,
        /// Papers counted.
        counted: u16,
    },
    /// The counts of giver and recipient differ: count again together, or decline (tone 19).
    CountDiffers {
        /// Counted by the giver.
        given: u16,
        /// Counted by the recipient.
        counted: u16,
    },
    /// The remaining step is the decision itself.
    StepIsDecision,
    /// Steps before the decision are open (their number).
    StepsOpen {
        /// How many.
        open: u8,
    },
    /// The leader did not agree: the window does not grant, it decides with reasons (R56, N19).
    SignOffWithheld,
    /// No such earlier step.
    NoSuchStep,
    /// The step is done on site; nobody was there.
    MustBeOnSite,
    /// A second person of the unit must confirm the step (N11).
    NeedsAnotherOfficer {
        /// Who is recorded so far.
        done_by: PersonId,
    },
    /// By interested parties and their hearing (N13, N18).
    Hearing(crate::hearing::HearingRefusal),
    /// Of a destruction list.
    Destruction(crate::destruction::DestructionRefusal),
    /// Of what an authority was let see (E30).
    Disclosure(crate::disclosure::DisclosureRefusal),
    /// By a first contact (R76).
    Contact(crate::contact::ContactRefusal),
    /// A check on site without a whole record, or by the wrong people (C36).
    Visit(crate::visit::VisitRefusal),
    /// The item names another of the ten reasons to leave the hall (R87).
    AwayReasonDiffers {
        /// The one it names.
        named: catalogue::item::AwayReason,
    },
    /// The item revision lists no such exclusion (C1).
    ExclusionNotListed,
    /// More days than the item leaves for it (F7).
    StopTooLong {
        /// Days left of the total.
        left: u16,
    },
    /// A request to stop the clock waits for an answer.
    StopAlreadyAsked,
    /// The clock stands still already.
    ClockAlreadyStopped {
        /// Planned until.
        until: Day,
    },
    /// Nobody asked to stop the clock.
    NoStopAsked,
    /// The clock is running.
    ClockNotStopped,
    /// The result of the last stop has not been entered.
    ResultAwaited {
        /// Its planned end.
        planned_until: Day,
    },
    /// The document of the last stop is not shown yet; a further stop waits for it (F7).
    StopOrderOwed {
        /// Last day to show it.
        show_by: Day,
    },
    /// No stop waits for its document.
    NoStopOrderOwed,
    /// Whoever approves a stop may not decide (M4), and nobody else may decide this item today.
    NobodyLeftToDecide,
    /// One clock holds eight stops at most.
    TooManyStops,
    /// Every clock is past its day: stopping would hide nothing (F7).
    ClockHasRunOut {
        /// The day that passed.
        due: Day,
    },
    /// The new stop would cover a day that is excluded already, or lies before the clock.
    StopOverlaps,
    /// The item's law knows no extension (N14).
    ExtensionNotListed,
    /// An extension waits for an answer.
    ExtensionAlreadyAsked,
    /// Nobody asked for an extension.
    NoExtensionAsked,
    /// A limit is lengthened once (F8).
    AlreadyExtended,
    /// The limit has ended: nothing is lengthened afterwards.
    ExtensionTooLate {
        /// The day that passed.
        due: Day,
    },
    /// A withdrawal is signed before somebody who does not handle the case (C26).
    HandlerCannotWitness,
    /// A reason that is not on the list needs words (F9).
    WordsNeeded,
    /// A refusal needs reasons in words and by article (N19).
    ReasonsNeeded,
    /// A grant has no reasons of refusal.
    ReasonsNotWanted,
    /// The same reason twice.
    ReasonTwice,
    /// The decision must be re-checked, or its working day must pass, first (C17).
    NotRechecked {
        /// Last day of the re-check.
        recheck_by: Day,
    },
    /// The pickup code is not the one that was sent (C13).
    PickupCodeWrong,
    /// The identity document is another one than that of the person whose matter it is (C13).
    IdentityDiffers {
        /// Whose was wanted.
        whose: Whose,
        /// In which capacity somebody else may come; nobody else where there is none.
        instead: Option<Instead>,
    },
    /// Priority was asked for or given already.
    PriorityAlreadyAsked,
    /// Nobody asked for priority.
    NoPriorityAsked,
    /// The case is not late; there is nothing to explain.
    NotLate,
    /// The expected day has passed.
    DayHasPassed {
        /// As given.
        day: Day,
    },
    /// In matters of absence and of whoever stands in (F31).
    Absence(AbsenceRefusal),
    /// In matters of outages.
    Outage(OutageRefusal),
    /// At a window on one day.
    WindowDay(WindowDayRefusal),
    /// More people than a case can remember took part.
    TooManyPeople,
    /// Of a certificate after the case.
    Certificate(crate::certificate::CertificateRefusal),
    /// Of the paper of the case.
    Folder(crate::folder::FolderRefusal),
    /// Of delivery in another way than at the window (C25).
    Delivery(crate::delivery::DeliveryRefusal),
    /// About whose the case is (E10, E11, E13, E15).
    Register(crate::register::RegisterRefusal),
    /// A day falls in a year that no calendar covers.
    YearUnknown {
        /// The year.
        year: i32,
    },
}

impl Refusal {
    /// Whether the obstacle is the person, not the act: another may do it today (R52, M4).
    pub fn concerns_person(&self) -> bool {
        use Refusal::*;
        match self {
            Visit(refusal) => refusal.concerns_person(),
            Disclosure(crate::disclosure::DisclosureRefusal::SamePerson { .. }) => true,
            Absence(refusal) => refusal.concerns_person(),
            Register(refusal) => refusal.concerns_person(),
            NotAuthorised { .. }
            | DutiesSeparate { .. }
            | NotTheHolder { .. }
            | NotTheRecipient { .. }
            | NeedsAnotherOfficer { .. }
            | HandlerCannotWitness
            | Folder(crate::folder::FolderRefusal::NotWithYou { .. })
            | Folder(crate::folder::FolderRefusal::OwnLoss) => true,
            _ => false,
        }
    }

    /// The same refusal, naming these as those who may act.
    pub(crate) fn with_able(mut self, people: Vec<Able>) -> Refusal {
        use Refusal::*;
        if let NotAuthorised { able, .. } | DutiesSeparate { able, .. } | WrongDirection { able } = &mut self
        {
            *able = people;
        }
        self
    }

    /// Who may act today, where the refusal says so.
    pub fn able(&self) -> &[Able] {
        use Refusal::*;
        match self {
            NotAuthorised { able, .. } | DutiesSeparate { able, .. } | WrongDirection { able } => able,
            Visit(refusal) => refusal.able(),
            Register(it) => it.able(),
            Bar(refusal) => refusal.able(),
            Hearing(refusal) => refusal.able(),
            Destruction(refusal) => refusal.able(),
            _ => &[],
        }
    }
}
