//! What a person asks of a case, in plain words, checked for length and marks.

use calendar::Day;
use casework::{CheckOutcome, DonePlace, MaterialMarks, Outcome, PriorityClass, Verdict, WithdrawCause};
use catalogue::{GroundCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::act_delivery::DeliveryAct;
use crate::act_register::RegisterAct;
use crate::particulars::RowReason;
use crate::supplement::SentIn;

pub(crate) use crate::act_check::text_problem;
pub use crate::field::{FieldProblem, FieldWhy, RowProblem, RowWhy};

/// Characters a typed text may have at most: an opinion, a reason.
pub const TEXT_CHARS_MAX: usize = 2000;
/// Characters a name may have at most.
pub const NAME_CHARS_MAX: usize = 300;

/// Everything a person may ask of an existing case. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Take in what was missing (E7).
    Supplement {
        /// What came now.
        marks: MaterialMarks,
        /// Papers that came now.
        papers: u16,
        /// Where.
        window: WindowId,
        /// By letter or fax; otherwise at the window (N7).
        letter: Option<SentIn>,
        /// Brought by who acts for the applicant, as shown at intake (N7).
        by_representative: bool,
    },
    /// The one-time correction notice, or a further one: rows with what is wrong (N4, F1).
    Correction {
        /// Rows and reasons.
        rows: Vec<RowReason>,
    },
    /// The window head lets a further notice add rows (tone 15).
    ReleaseCorrection {
        /// Which rows.
        rows: RowSet,
        /// Why they were not named at once; the applicant reads it.
        reason: String,
    },
    /// Accept.
    Accept,
    /// Accept while papers may follow; the applicant signed for the day (N56).
    AcceptDeferred {
        /// Everything that is open.
        rows: RowSet,
    },
    /// One of the three refusals (C4).
    RefuseAcceptance {
        /// Which.
        ground: NonAcceptance,
        /// In words.
        reason: String,
    },
    /// Put an instant case before the window head again.
    PresentInstant,
    /// The window head signs (C6).
    SignInstant,
    /// The window head sends it back.
    ReturnInstant {
        /// Why.
        reason: String,
    },
    /// Hand over.
    Give {
        /// To whom.
        to: PersonId,
        /// Papers counted.
        papers: u16,
        /// A word to the recipient; may be empty.
        note: String,
    },
    /// Take over.
    Take {
        /// Papers counted.
        papers: u16,
    },
    /// Not take over.
    Decline {
        /// Why.
        reason: String,
    },
    /// Take a hand-over back.
    Recall,
    /// The deputy takes over what somebody away holds (E23).
    StandIn {
        /// Papers counted.
        papers: u16,
    },
    /// Back, the person takes it over again.
    TakeBack {
        /// Papers counted.
        papers: u16,
    },
    /// A head gives what somebody away holds to another (E25).
    Reassign {
        /// To whom.
        to: PersonId,
        /// Papers found.
        papers: u16,
        /// Why.
        reason: String,
    },
    /// Finish a step.
    Step {
        /// What was found.
        verdict: Verdict,
        /// In words.
        opinion: String,
        /// Where it was done.
        place: DonePlace,
        /// The record of a check on site, by the first of the two officers (C36).
        visit: Option<crate::act_visit::SiteVisit>,
    },
    /// Send back to an earlier step.
    ReturnStep {
        /// Which, from 0.
        step: u8,
        /// Why.
        reason: String,
    },
    /// Ask to stop the clock.
    AskStop {
        /// Place in the item's list, from 0.
        exclusion: u8,
        /// Calendar days.
        days: u16,
        /// Why.
        reason: String,
        /// The document it rests on, by name and number; empty where it is still to come (F7).
        order: String,
    },
    /// Approve the stop.
    ApproveStop,
    /// Refuse the stop.
    RefuseStop {
        /// Why.
        reason: String,
    },
    /// The result came.
    Resume {
        /// What it says.
        result: String,
    },
    /// Enter the document that a stop rests on, where it was left open (F7).
    ShowStopOrder {
        /// By name and number.
        order: String,
    },
    /// Ask for an extension of the limit (N14).
    AskExtension {
        /// Why; the applicant reads it.
        reason: String,
    },
    /// Approve it.
    ApproveExtension,
    /// Refuse it.
    RefuseExtension {
        /// Why.
        reason: String,
    },
    /// The applicant withdraws, signed at a window (C26).
    Withdraw {
        /// Why, as the applicant ticked it.
        cause: WithdrawCause,
        /// In the applicant's words; needed for a cause that is not listed.
        words: String,
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// At which window.
        window: WindowId,
    },
    /// Something about whose the case is (E10, E11, E13, E15).
    Register(RegisterAct),
    /// Decide.
    Decide {
        /// Grant or refusal.
        outcome: Outcome,
        /// Reasons from the item's list.
        grounds: Vec<GroundCode>,
        /// In words; needed for a refusal.
        reasons: String,
    },
    /// Re-check.
    Recheck,
    /// Return the decision.
    ReturnDecision {
        /// Why.
        reason: String,
    },
    /// Make and seal the document.
    Make,
    /// Deliver.
    Deliver {
        /// Pickup code shown.
        code: String,
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Somebody else collects: name, and whether a letter was shown.
        collector: Option<Collector>,
        /// At which window.
        window: WindowId,
    },
    /// So that a result reaches its applicant in another way (C13, C25, E3).
    Delivery(DeliveryAct),
    /// What the check of a commitment found (N55).
    CheckCommitment {
        /// What.
        outcome: CheckOutcome,
        /// In words; the applicant reads it.
        finding: String,
    },
    /// Ask for priority.
    AskPriority {
        /// Why.
        reason: String,
    },
    /// Approve it, in the class that is counted in public (A42).
    ApprovePriority {
        /// For which kind of reason.
        class: PriorityClass,
    },
    /// Refuse it.
    RefusePriority {
        /// Why.
        reason: String,
    },
    /// Explain why the case is late.
    ExplainLate {
        /// Why; the applicant reads it.
        reason: String,
        /// The day it is expected to be done.
        expected_on: Day,
    },
}

/// The three refusals to accept (C4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NonAcceptance {
    /// 不受理.
    NotRequired,
    /// 不予受理: another office.
    NotCompetent {
        /// Its name and address.
        office: String,
        /// The unit, where it is one of ours.
        unit: Option<UnitCode>,
    },
    /// A ground listed by the item.
    Barred {
        /// Its code.
        ground: GroundCode,
    },
}

/// Somebody else who collects a result (E16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collector {
    /// Name.
    pub name: String,
    /// Document type (GA/T 2000.156).
    pub document_type: String,
    /// Document number.
    pub document_number: String,
    /// A letter of authority was shown as well as the code.
    pub letter: bool,
}

impl Act {
    /// What was missing, brought to a window by the applicant.
    pub fn supplement(marks: MaterialMarks, papers: u16, window: WindowId) -> Act {
        Act::Supplement { marks, papers, window, letter: None, by_representative: false }
    }

    /// The act's name in addresses and forms.
    pub fn name(&self) -> &'static str {
        match self {
            Act::Supplement { .. } => "supplement",
            Act::Correction { .. } => "correction",
            Act::ReleaseCorrection { .. } => "release-correction",
            Act::Accept => "accept",
            Act::AcceptDeferred { .. } => "accept-deferred",
            Act::RefuseAcceptance { .. } => "refuse-acceptance",
            Act::PresentInstant => "present-instant",
            Act::SignInstant => "sign-instant",
            Act::ReturnInstant { .. } => "return-instant",
            Act::Give { .. } => "give",
            Act::Take { .. } => "take",
            Act::Decline { .. } => "decline",
            Act::Recall => "recall",
            Act::StandIn { .. } => "stand-in",
            Act::TakeBack { .. } => "take-back",
            Act::Reassign { .. } => "reassign",
            Act::Step { .. } => "step",
            Act::ReturnStep { .. } => "return-step",
            Act::AskStop { .. } => "ask-stop",
            Act::ApproveStop => "approve-stop",
            Act::RefuseStop { .. } => "refuse-stop",
            Act::Resume { .. } => "resume",
            Act::ShowStopOrder { .. } => "show-stop-order",
            Act::AskExtension { .. } => "ask-extension",
            Act::ApproveExtension => "approve-extension",
            Act::RefuseExtension { .. } => "refuse-extension",
            Act::Withdraw { .. } => "withdraw",
            Act::Register(act) => act.name(),
            Act::Delivery(act) => act.name(),
            Act::Decide { .. } => "decide",
            Act::Recheck => "recheck",
            Act::ReturnDecision { .. } => "return-decision",
            Act::Make => "make",
            Act::Deliver { .. } => "deliver",
            Act::CheckCommitment { .. } => "check-commitment",
            Act::AskPriority { .. } => "ask-priority",
            Act::ApprovePriority { .. } => "approve-priority",
            Act::RefusePriority { .. } => "refuse-priority",
            Act::ExplainLate { .. } => "explain-late",
        }
    }

    /// Whether a document or a code is shown that somebody might guess.
    pub(crate) fn shows_identity(&self) -> bool {
        match self {
            Act::Deliver { .. } | Act::Withdraw { .. } => true,
            Act::Register(act) => act.shows_identity(),
            Act::Delivery(act) => act.shows_identity(),
            _ => false,
        }
    }
}
