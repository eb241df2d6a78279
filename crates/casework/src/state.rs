//! What is true of a case at a moment: facts that hold at every stage, and a stage that carries only its own.
//!
//! Constant in size however long the life: no timeline is kept here.

use crate::command::{Channel, DonePlace, MaterialMarks, NonAcceptanceGround, Outcome, Sealed, Verdict};
use crate::number::{CaseNo, DocumentNo, ReceiptNo};
use crate::refusal::Duty;
use calendar::{CalendarVersion, Day, Instant};
use catalogue::item::{ApplicantKind, Category, ItemKind};
use catalogue::{Authority, CaseId, Digest, ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

pub use crate::commitment::{Check, Found};
pub use crate::correction::{Correction, NOTICES_MAX, Release};
pub use crate::custody::Pending;
pub use crate::deferral::{Deferral, DeferralPhase};
pub use crate::extension::Extension;
pub use crate::priority::Priority;
pub use crate::stops::{OrderOwed, Stop, StopAsked};
pub use crate::watch::{Acceptance, ClockKind, Clocks, Running, Watch};

/// Most entries in the list of who did what; a further person is refused.
pub const PEOPLE_MAX: usize = 48;
/// Most papers of one case.
pub const PAPERS_MAX: u16 = 9_999;
/// Most exclusions of one item that a case counts (as many as an item may list).
pub const EXCLUSIONS_MAX: usize = 16;

/// A case: nothing yet, or a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Nothing was received under this id.
    #[default]
    Absent,
    /// A file exists.
    Filed(Box<File>),
}

/// The file: facts and stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// What holds at every stage.
    pub facts: Facts,
    /// Where the case is.
    pub stage: Stage,
}

/// What holds at every stage after receipt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The item.
    pub item: ItemCode,
    /// The frozen revision (M5).
    pub revision: u32,
    /// Digest of its body.
    pub body: Digest,
    /// Category of the item.
    pub category: Category,
    /// Kind of the item.
    pub kind: ItemKind,
    /// 实施主体: decides, signs and answers in court (C8).
    pub authority: UnitCode,
    /// 收件编号 (C15).
    pub receipt: ReceiptNo,
    /// 办件编号.
    pub number: CaseNo,
    /// An earlier case this one takes up again.
    pub previous: Option<CaseId>,
    /// Keyed digest of the applicant's identity document.
    pub applicant: Digest,
    /// Person, firm or other.
    pub applicant_kind: ApplicantKind,
    /// The applicant's particulars.
    pub applicant_sealed: Sealed,
    /// What the matter is about, where one person may have two (E9).
    pub object: Option<Digest>,
    /// An open case of the same applicant and item that was shown at intake and is another matter (E9).
    pub beside: Option<CaseId>,
    /// What was answered to the item's questions (R61).
    pub clear: crate::command::ClearAnswer,
    /// An instant case that the leader in charge signs off before the window head (R56).
    pub leader_signs: bool,
    /// Keyed digest of the query code, which reads (C13).
    pub query: Digest,
    /// The query code, for reprints.
    pub query_sealed: Sealed,
    /// How it came.
    pub channel: Channel,
    /// Where it was taken in.
    pub window: WindowId,
    /// When it was received, by the server (M1).
    pub received_at: Instant,
    /// 受理人.
    pub intake: PersonId,
    /// 全程代理人 of this case.
    pub agent: PersonId,
    /// Whether the agent, or whoever carried the case as one, did anything since acceptance but pass the papers on (F32).
    pub agent_acted: bool,
    /// What is in.
    pub materials: Materials,
    /// The latest correction notice, if one was given (N4, F1).
    pub correction: Option<Correction>,
    /// Rows released for the next notice (tone 15).
    pub release: Option<Release>,
    /// What may follow after acceptance, if the applicant signed so (N56).
    pub deferral: Option<Deferral>,
    /// The later check of a commitment, once granted on one (N55).
    pub check: Option<Check>,
    /// How it was accepted, once it was.
    pub acceptance: Option<Acceptance>,
    /// Who holds it: always one named person (R81).
    pub holding: Holding,
    /// In whose place it is held, while that person is away (E23).
    pub covers: Option<PersonId>,
    /// Given over and not yet taken.
    pub pending: Option<Pending>,
    /// Who did what, each pair once (M4).
    pub people: Vec<Part>,
    /// The clocks.
    pub clocks: Clocks,
    /// The calendar the clocks were computed on.
    pub calendar: CalendarVersion,
    /// Days already used of each exclusion of the item, by its place in the list (F7).
    pub stopped_days: [u16; EXCLUSIONS_MAX],
    /// The document of the latest stop, while it is still to be shown (F7).
    pub stop_order: Option<OrderOwed>,
    /// Fast track (A42).
    pub priority: Priority,
    /// What was done so that the result reaches the applicant (C25).
    pub sending: crate::delivery::Sending,
    /// 延期 (N14, F8).
    pub extension: Extension,
    /// The revisions it was bound to before (C19).
    pub bindings: crate::rebind::Bindings,
    /// What changed about whose the case is (E10, E11, E13, E15).
    pub register: crate::register::Register,
    /// Since when it is late; once late it stays late (M6).
    pub late_since: Option<Instant>,
    /// What the applicant was told about being late (tone 20).
    pub explained: Option<Explained>,
    /// The latest check on site (C36).
    pub site_check: Option<crate::photograph::SiteCheck>,
}

/// Materials of the case.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Materials {
    /// Rows that apply to this applicant.
    pub applies: RowSet,
    /// Rows among them without which it is incomplete.
    pub required: RowSet,
    /// What is in.
    pub marks: MaterialMarks,
    /// Papers taken in, all together.
    pub papers: u16,
    /// Day on which everything was in.
    pub complete_on: Option<Day>,
}

/// In which capacity the case is held.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// 受理人.
    Intake,
    /// 全程代理人.
    Agent,
    /// 承办人 of the current step.
    Handler,
    /// 出件.
    Delivery,
}

/// Who holds the case and how many papers.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Who.
    pub person: PersonId,
    /// As what.
    pub capacity: Capacity,
    /// Papers held.
    pub papers: u16,
    /// Since when.
    pub since: Instant,
}

/// One person's part in the case.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Who.
    pub person: PersonId,
    /// What.
    pub duty: Duty,
}

/// 超期说明.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explained {
    /// Why.
    pub reason: Sealed,
    /// Expected day of conclusion.
    pub expected_on: Day,
    /// Who says so.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Where a case is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 已收件: in, not accepted.
    Received,
    /// 待补正: told once what is missing; the pre-acceptance clock does not run.
    CorrectionNoticed,
    /// A complete instant case waits for the second signature (C6).
    AwaitingSignature,
    /// 办理中.
    Handling(Handling),
    /// Decided, not yet re-checked (C17).
    Decided {
        /// The decision.
        decision: Decision,
        /// Last day of the re-check; the day after, it lapses.
        recheck_by: Day,
    },
    /// Re-checked, or the day for it has passed: the document may be made.
    Rechecked {
        /// The decision.
        decision: Decision,
        /// Whether the re-check lapsed.
        lapsed: bool,
    },
    /// 办结: decision signed and document ready (C18).
    Concluded(Conclusion),
    /// 已送达.
    Delivered {
        /// How it was concluded.
        conclusion: Conclusion,
        /// The proof.
        proof: DocumentNo,
        /// When.
        delivered_at: Instant,
        /// By a public notice, and not fetched yet (C25).
        by_notice: bool,
    },
    /// 不受理、不予受理.
    NotAccepted {
        /// The paper.
        notice: DocumentNo,
        /// On which ground.
        ground: NonAcceptanceGround,
        /// In words.
        reason: Sealed,
        /// When.
        at: Instant,
    },
    /// 逾期未补正退件 (E14).
    ClosedForMissing {
        /// The paper.
        notice: DocumentNo,
    },
    /// 已撤回 (C26, F9).
    Withdrawn(crate::withdraw::Withdrawal),
    /// 终止办理 (E13).
    EndedWithApplicant(crate::register::Ended),
}

/// In hand.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handling {
    /// Place of the current step in the item's order, from 0.
    pub step: u8,
    /// Steps of the item up to and with the decision.
    pub steps: u8,
    /// Who confirmed the current step so far, where it needs two (N11).
    pub first_officer: Option<PersonId>,
    /// Whom the record of the check on site names as the second officer (C36).
    pub companion: Option<PersonId>,
    /// What the step before found.
    pub last: Option<StepDone>,
    /// Whether the clock runs.
    pub stop: Stop,
    /// A decision that came back from the re-check and is void (C17).
    pub returned: Option<Decision>,
}

/// What a step ended with.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// Who.
    pub by: PersonId,
    /// What was found.
    pub verdict: Verdict,
    /// In words.
    pub opinion: Sealed,
    /// Where.
    pub place: DonePlace,
}

/// A decision (C8).
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, in the name of its authority.
    pub number: DocumentNo,
    /// Grant or refusal.
    pub outcome: Outcome,
    /// Who decided.
    pub by: PersonId,
    /// On what authority (R52).
    pub basis: Authority,
    /// When.
    pub at: Instant,
    /// The place of the deciding step, to which a returned decision goes back.
    pub step: u8,
    /// Steps of the item up to and with the decision.
    pub steps: u8,
    /// Whether the law's limit had passed.
    pub late: bool,
}

/// 办结.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The decision.
    pub decision: Decision,
    /// The certificate, if granted.
    pub certificate: Option<DocumentNo>,
    /// Keyed digest of the pickup code; none for an instant case, which is handed over at once.
    pub pickup: Option<Digest>,
    /// The pickup code.
    pub pickup_sealed: Option<Sealed>,
    /// When.
    pub concluded_at: Instant,
    /// Whether the promise was broken.
    pub late: bool,
}

/// The name of a stage.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// Nothing yet.
    Absent,
    /// See [`Stage::Received`].
    Received,
    /// See [`Stage::CorrectionNoticed`].
    CorrectionNoticed,
    /// See [`Stage::AwaitingSignature`].
    AwaitingSignature,
    /// See [`Stage::Handling`].
    Handling,
    /// See [`Stage::Decided`].
    Decided,
    /// See [`Stage::Rechecked`].
    Rechecked,
    /// See [`Stage::Concluded`].
    Concluded,
    /// See [`Stage::Delivered`].
    Delivered,
    /// See [`Stage::NotAccepted`].
    NotAccepted,
    /// See [`Stage::ClosedForMissing`].
    ClosedForMissing,
    /// See [`Stage::Withdrawn`].
    Withdrawn,
    /// See [`Stage::EndedWithApplicant`].
    EndedWithApplicant,
}
