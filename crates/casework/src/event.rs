//! What happened to a case: one small Copy struct for each fact.  Copy admits no text, so nothing personal can slip in.

use crate::command::*;
pub use crate::custody_fact::*;
use crate::delivery::Manner;
pub use crate::delivery::{
    AddressConfirmed, DeliveryAnnounced, DeliveryDeemed, ElectronicAgreed, ElectronicEnded,
    ElectronicUnfetched, PickupRenewed, PostCameBack, PostLost, PostReturnCorrected, ResultPosted,
    SentElectronically,
};
pub use crate::letter::{ClosureLifted, Letter};
pub use crate::loss::PapersLost;
use crate::number::{CaseNo, DocumentNo, ReceiptNo};
pub use crate::photograph::PhotographKept;
pub use crate::rebind::Rebound;
use crate::refusal::Duty;
pub use crate::register::*;
use crate::state::{ClockKind, DeferralPhase, Running};
pub use crate::stops::fact::*;
pub use crate::watch::ResumeCause;
use calendar::{CalendarVersion, Clock, Day, Instant, Light, Limit};
use catalogue::item::{ApplicantKind, Category, ItemKind};
use catalogue::{Authority, CaseId, Digest, ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

events! {
    elsewhere {
        /** See [`GivenOver`]. */ GivenOver = "case.given-over",
        /** See [`TakenOver`]. */ TakenOver = "case.taken-over",
        /** See [`OverDeclined`]. */ OverDeclined = "case.over-declined",
        /** See [`OverRecalled`]. */ OverRecalled = "case.over-recalled",
        /** See [`TakenForAbsent`]. */ TakenForAbsent = "case.taken-for-absent",
        /** See [`TakenBack`]. */ TakenBack = "case.taken-back",
        /** See [`Reassigned`]. */ Reassigned = "case.reassigned",
        /** See [`HandOverWaits`]. */ HandOverWaits = "case.hand-over-waits",
        /** See [`StopAskedFor`]. */ StopAskedFor = "case.stop-asked",
        /** See [`Stopped`]. */ Stopped = "case.stopped",
        /** See [`StopOrderShown`]. */ StopOrderShown = "case.stop-order-shown",
        /** See [`StopOrderOverdue`]. */ StopOrderOverdue = "case.stop-order-overdue",
        /** See [`StopRefused`]. */ StopRefused = "case.stop-refused",
        /** See [`Resumed`]. */ Resumed = "case.resumed",
        /** See [`ReceiptReissued`]. */ ReceiptReissued = "case.receipt-reissued",
        /** See [`ContactChanged`]. */ ContactChanged = "case.contact-changed",
        /** See [`SameMatterCame`]. */ SameMatterCame = "case.same-matter",
        /** See [`ApplicantCorrected`]. */ ApplicantCorrected = "case.applicant-corrected",
        /** See [`ApplicantRenamed`]. */ ApplicantRenamed = "case.applicant-renamed",
        /** See [`Rebound`]. */ Rebound = "case.rebound",
        /** See [`Succeeded`]. */ Succeeded = "case.succeeded",
        /** See [`EndedWithApplicant`]. */ EndedWithApplicant = "case.ended-with-applicant",
        /** See [`WithdrawCodeSent`]. */ WithdrawCodeSent = "case.withdraw-code-sent",
        /** See [`WithdrawnByApplicant`]. */ WithdrawnByApplicant = "case.withdrawn-by-applicant",
        /** See [`PhotographKept`]. */ PhotographKept = "case.photograph-kept",
        /** See [`PapersLost`]. */ PapersLost = "case.papers-lost",
        /** See [`ClosureLifted`]. */ ClosureLifted = "case.closure-lifted",
        /** See [`PickupRenewed`]. */ PickupRenewed = "case.pickup-renewed",
        /** See [`AddressConfirmed`]. */ AddressConfirmed = "case.address-confirmed",
        /** See [`ResultPosted`]. */ ResultPosted = "case.result-posted",
        /** See [`DeliveryAnnounced`]. */ DeliveryAnnounced = "case.delivery-announced",
        /** See [`DeliveryDeemed`]. */ DeliveryDeemed = "case.delivery-deemed",
        /** See [`ElectronicAgreed`]. */ ElectronicAgreed = "case.electronic-agreed",
        /** See [`ElectronicEnded`]. */ ElectronicEnded = "case.electronic-ended",
        /** See [`SentElectronically`]. */ SentElectronically = "case.sent-electronically",
        /** See [`ElectronicUnfetched`]. */ ElectronicUnfetched = "case.electronic-unfetched",
        /** See [`PostCameBack`]. */ PostCameBack = "case.post-came-back",
        /** See [`PostReturnCorrected`]. */ PostReturnCorrected = "case.post-return-corrected",
        /** See [`PostLost`]. */ PostLost = "case.post-lost",
    }
    /// 已收件: a receipt was issued (R78, E7, F3).
    Received = "case.received" {
        /// 受理人.
        by: PersonId,
        /// The item.
        item: ItemCode,
        /// The frozen revision (M5).
        revision: u32,
        /// Digest of its body.
        body: Digest,
        /// Category of the item.
        category: Category,
        /// Kind of the item.
        item_kind: ItemKind,
        /// 实施主体.
        authority: UnitCode,
        /// 全程代理人.
        agent: PersonId,
        /// 收件编号.
        receipt: ReceiptNo,
        /// 办件编号.
        number: CaseNo,
        /// An earlier case it takes up again.
        previous: Option<CaseId>,
        /// Keyed digest of the applicant's identity document.
        applicant: Digest,
        /// Person, firm or other.
        applicant_kind: ApplicantKind,
        /// The applicant's particulars.
        applicant_sealed: Sealed,
        /// What the matter is about (E9).
        object: Option<Digest>,
        /** What was answered to the item's questions (R61). */ #[serde(default, skip_serializing_if = "ClearAnswer::is_not_asked")] clear: ClearAnswer,
        /** Of an instant item: the leader in charge signs before the window does (R56). */ #[serde(default, skip_serializing_if = "std::ops::Not::not")] leader_signs: bool,
        /// Open cases of the same applicant and item that were shown and answered "another matter" (E9).
        open_duplicates: u16,
        /** The latest of them (E9). */ #[serde(default, skip_serializing_if = "Option::is_none")] beside: Option<CaseId>,
        /// Keyed digest of the query code.
        query: Digest,
        /// The query code.
        query_sealed: Sealed,
        /// How it came.
        channel: Channel,
        /// Where.
        window: WindowId,
        /// Rows that apply.
        applies: RowSet,
        /// Rows without which it is incomplete.
        required: RowSet,
        /// What was handed over.
        marks: MaterialMarks,
        /** Rows among those kept whose papers come from the earlier case (E14). */ #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")] earlier: RowSet,
        /// Papers kept.
        papers: u16,
        /// Whether everything required is in.
        complete: bool,
        /// The clock to acceptance: the item's rule, or where it has none the promise, which nobody may sit out (C2).
        pre_acceptance: Running,
        /// The clock whose end is acceptance by silence, where the law gives it (N4).
        deeming: Option<Clock>,
        /// The calendar in force.
        calendar: CalendarVersion,
    }
    /// 补收材料 under the same number (E7).
    ReceivedMore = "case.received-more" {
        /// Who took it in.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// What came.
        marks: MaterialMarks,
        /// Papers that came.
        papers: u16,
        /// Whether everything asked for, or required, is in now: acceptance is due the same day (N5).
        complete: bool,
        /** By letter or fax; otherwise at the window (N4, N7). */ #[serde(default, skip_serializing_if = "Option::is_none")] letter: Option<Letter>,
        /** Brought by who acts for the applicant (N7). */ #[serde(default, skip_serializing_if = "std::ops::Not::not")] by_representative: bool,
        /// The clock to acceptance from now, if complete.
        pre_acceptance: Option<Running>,
        /// The deeming clock, counted anew after a notice; `None` leaves it as it was.
        deeming: Option<Clock>,
    }
    /// 一次性告知: the one list (N4, F1).
    CorrectionNoticed = "case.correction-noticed" {
        /** Who. */ by: PersonId, /** The notice. */ notice: DocumentNo, /** The whole list. */ rows: RowSet,
        /** A reason for each row. */ reasons: Sealed, /** Last day to bring them (E14). */ bring_by: Day,
        /** The item's time for it; none in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] limit: Option<Limit>,
    }
    /// The window head let rows be added that no notice had named: marked for supervision (F1, tone 15).
    CorrectionReleased = "case.correction-released" {
        /** The window head. */ by: PersonId, /** On what authority. */ basis: Authority,
        /** Which rows. */ rows: RowSet, /** Why they were not named at once. */ reason: Sealed,
    }
    /// A further notice: what was named before, and what was released (F1).
    CorrectionRenewed = "case.correction-renewed" {
        /** Who. */ by: PersonId, /** The notice. */ notice: DocumentNo, /** Which notice of the case. */ round: u8,
        /** The whole list. */ rows: RowSet, /** Rows that no notice before had named. */ added: RowSet,
        /** A reason for each row. */ reasons: Sealed, /** Last day to bring them (E14). */ bring_by: Day,
        /** The item's time for it; none in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] limit: Option<Limit>,
    }
    /// 已受理 (N5, N6).
    Accepted = "case.accepted" {
        /** Who. */ by: PersonId, /** The notice of acceptance. */ notice: DocumentNo,
        /** From which day it counts. */ accepted_on: Day, /** The promise. */ promised: Running,
        /** The law's limit. */ statutory: Option<Running>, /** The first step's clock. */ step: Running,
        /** Steps of the item up to and with the decision. */ steps: u8,
        /** Whether it enters the line of a limited number (N23). */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] limited: bool,
    }
    /// 容缺受理: the applicant signed to bring the rest by a day (N56); with an acceptance.
    Deferred = "case.deferred" {
        /** Who took the signature. */ by: PersonId, /** What may follow. */ rows: RowSet,
        /** Last day to bring it. */ bring_by: Day, /** The day of the reminder at half time. */ remind_on: Option<Day>,
        /** The item's time for it; none in entries of old. */ #[serde(default, skip_serializing_if = "Option::is_none")] limit: Option<Limit>,
    }
    /// Deferred papers came.
    DeferredBrought = "case.deferred-brought" {
        /** Who took them in. */ by: PersonId, /** Where. */ window: WindowId, /** What came. */ marks: MaterialMarks,
        /** Papers that came. */ papers: u16, /** Whether everything deferred is in. */ complete: bool,
        /** By letter or fax; otherwise at the window (N7). */ #[serde(default, skip_serializing_if = "Option::is_none")] letter: Option<Letter>,
        /** Brought by who acts for the applicant (N7). */ #[serde(default, skip_serializing_if = "std::ops::Not::not")] by_representative: bool,
    }
    /// The time to bring deferred papers went on: half of it is over, the last day is here, or it has passed.
    DeferralTurned = "case.deferral-turned" {
        /** What is so now. */ to: DeferralPhase, /** What is not in. */ rows: RowSet, /** Last day to bring it. */ bring_by: Day,
    }
    /// 视为受理: nobody answered in time (N4).
    DeemedAccepted = "case.deemed-accepted" {
        /** The notice of acceptance, to be handed out. */ notice: DocumentNo,
        /** The day of receipt, or after a correction the day everything was in. */ accepted_on: Day,
        /** The promise. */ promised: Running, /** The law's limit. */ statutory: Option<Running>,
        /** The first step's clock. */ step: Running, /** Steps of the item up to and with the decision. */ steps: u8,
        /** Whether it enters the line of a limited number (N23). */
        #[serde(default, skip_serializing_if = "std::ops::Not::not")] limited: bool,
    }
    /// 不受理、不予受理 (N1, N2, C4).
    AcceptanceRefused = "case.acceptance-refused" {
        /** Who. */ by: PersonId, /** The paper. */ notice: DocumentNo,
        /** On which ground. */ ground: NonAcceptanceGround, /** In words. */ reason: Sealed,
    }
    /// Half of the time to bring missing papers is over: one reminder for each notice (E14).
    CorrectionReminded = "case.correction-reminded" { /** What is not in. */ rows: RowSet, /** Last day to bring it. */ bring_by: Day, }
    /// 逾期未补正退件: nobody's fault (E14).
    ClosedForMissing = "case.closed-for-missing" { /** The paper. */ notice: DocumentNo, }
    /// An instant case was put before the window head again.
    Presented = "case.presented" { /** Who. */ by: PersonId, }
    /// The window head sent an instant case back.
    InstantReturned = "case.instant-returned" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// Agent and hand-over were skipped: the case ends at the window (C6).
    AgentSkipped = "case.agent-skipped" { /** Who signed. */ by: PersonId, /** The agent who was skipped. */ agent: PersonId, }
    /// 现场核查记录: both officers, times, minutes, signature (C36, N11); confirmed when the step is completed.
    SiteVisited = "case.site-visited" { /** The first officer. */ by: PersonId, /** The step. */ step: u8, /** The record. */ visit: Visit, }
    /// The first of two officers confirmed a step that needs two (N11).
    StepConfirmed = "case.step-confirmed" {
        /// Who.
        by: PersonId,
        /// The step.
        step: u8,
        /// What was found.
        verdict: Verdict,
        /// In words.
        opinion: Sealed,
        /// Where.
        place: DonePlace,
        /// What it makes of the person (M4).
        duty: Option<Duty>,
    }
    /// A step was finished.
    StepCompleted = "case.step-completed" {
        /// Who.
        by: PersonId,
        /// The step.
        step: u8,
        /// What was found.
        verdict: Verdict,
        /// In words.
        opinion: Sealed,
        /// Where.
        place: DonePlace,
        /// What it makes of the person (M4).
        duty: Option<Duty>,
        /// The next step's clock, which starts here: no time belongs to nobody.
        next: Running,
    }
    /// Sent back to an earlier step; the promise runs on.
    StepReturned = "case.step-returned" {
        /// Who.
        by: PersonId,
        /// The step it goes back to.
        step: u8,
        /// Why.
        reason: Sealed,
        /// That step's clock, from now.
        clock: Running,
    }
    /// An extension was asked for; every clock runs on (F8).
    ExtensionAskedFor = "case.extension-asked" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// 依法延长: once, with a numbered notice (N14, C7).
    Extended = "case.extended" {
        /** Who approved. */ by: PersonId, /** On what authority. */ basis: Authority, /** The notice. */ notice: DocumentNo,
        /** The promise with its new day; `None` where it was broken and stays so. */ promised: Option<Running>,
        /** The law's limit with its new day; `None` where there is none. */ statutory: Option<Running>,
    }
    /// The extension was not approved.
    ExtensionRefused = "case.extension-refused" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// 已决定, in the name of the authority (C8).
    Decided = "case.decided" {
        /// Who.
        by: PersonId,
        /// On what authority (R52).
        basis: Authority,
        /// Its number.
        number: DocumentNo,
        /// Grant or refusal.
        outcome: Outcome,
        /// Reasons by article (N19).
        grounds: Grounds,
        /// Reasons in words.
        reasons: Option<Sealed>,
        /// The delivery clock (N16).
        delivery: Running,
        /// Last day of the re-check (C17).
        recheck_by: Day,
        /// Whether the law's limit had passed.
        late: bool,
        /// An earlier decision of this case that was returned and is void.
        replaces: Option<DocumentNo>,
        /** The record of the hearing it rests on (N18). */ #[serde(default, skip_serializing_if = "Option::is_none")] record: Option<DocumentNo>,
    }
    /// 已复核 (C17).
    Rechecked = "case.rechecked" { /** Who. */ by: PersonId, }
    /// The working day of the re-check passed: it may hold nothing up (C17).
    RecheckLapsed = "case.recheck-lapsed" {}
    /// 复核退回: the decision is void and is decided again (C17).
    DecisionReturned = "case.decision-returned" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// The deciding step's clock, from now.
        step: Running,
    }
    /// A step is left out before the decision of a case by commitment: it is the later check (N55).
    StepSkipped = "case.step-skipped" {
        /** Whose act led past it. */ by: PersonId, /** The step. */ step: u8, /** The next step's clock. */ next: Running,
    }
    /// The grant rests on a commitment, which is to be checked (N55, A25).
    CommitmentToCheck = "case.commitment-to-check" { /** Last day of the check. */ due_on: Day, }
    /// 承诺核查: what the check found.
    CommitmentChecked = "case.commitment-checked" {
        /** Who. */ by: PersonId, /** What. */ outcome: CheckOutcome, /** In words. */ finding: Sealed,
        /** Last day to put it right. */ correct_by: Option<Day>,
    }
    /// 制证用印 (E18).
    DocumentMade = "case.document-made" {
        /// Who.
        by: PersonId,
        /// The certificate, if granted.
        certificate: Option<DocumentNo>,
        /// Keyed digest of the pickup code; none where it is handed over at once.
        pickup: Option<Digest>,
        /// The pickup code.
        pickup_sealed: Option<Sealed>,
    }
    /// 办结 (C18).
    Concluded = "case.concluded" {
        /// Who.
        by: PersonId,
        /// Whether the promise was broken.
        late: bool,
        /// Days used of the promise, in its own unit.
        days_used: i32,
        /// Days left of the promise, negative when late.
        days_left: i32,
    }
    /// 已送达 (N16, E16).
    Delivered = "case.delivered" {
        /** Who handed it out. */ by: PersonId, /** The proof. */ proof: DocumentNo, /** To whom. */ to: DeliverTo,
        /** Keyed digest of the identity document shown; none where nobody had to show one. */ identity: Option<Digest>,
        /** Where; of what was sent, where it was sent from. */ window: WindowId, /** Whether the delivery limit had passed. */ late: bool,
        /** How (C25). */ #[serde(default, skip_serializing_if = "Manner::is_window")] manner: Manner,
    }
    /// Priority was asked for (A42).
    PriorityAskedFor = "case.priority-asked" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// Priority was given: pace, never order or checks (A42).
    PriorityApproved = "case.priority-approved" {
        /** Who. */ by: PersonId, /** On what authority. */ basis: Authority,
        /** In which class; none in entries of old. */
        #[serde(default, skip_serializing_if = "Option::is_none")] class: Option<PriorityClass>,
    }
    /// Priority was not given.
    PriorityRefused = "case.priority-refused" { /** Who. */ by: PersonId, /** Why. */ reason: Sealed, }
    /// 超期说明 (tone 20).
    LateExplained = "case.late-explained" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Expected day of conclusion.
        expected_on: Day,
    }
    /// 已撤回, signed by the applicant before an officer who is not the handler (C26, F9).
    Withdrawn = "case.withdrawn" {
        /** The officer. */ by: PersonId, /** The paper. */ notice: DocumentNo, /** Where. */ window: WindowId,
        /** Why. */ cause: WithdrawCause, /** In the applicant's words. */ words: Option<Sealed>,
        /** Papers to give back. */ papers: u16,
    }
    /// A light turned: evidence, the colour itself is computed (M6).
    LightTurned = "case.light-turned" {
        /// Which clock.
        clock: ClockKind,
        /// To what.
        to: Light,
        /// The clock's due day.
        due: Day,
    }
    /// Another calendar is in force: clocks not yet ended have their new days.
    ClocksRedated = "case.clocks-redated" {
        /** The calendar. */ calendar: CalendarVersion, /** From receipt to acceptance. */ pre_acceptance: Option<Running>,
        /** Acceptance by silence. */ deeming: Option<Clock>, /** The promise. */ promised: Option<Running>,
        /** The law's limit. */ statutory: Option<Running>, /** The step. */ step: Option<Running>, /** Delivery. */ delivery: Option<Running>,
        /** Last day for the papers of a notice, later than it was (E14). */ #[serde(default, skip_serializing_if = "Option::is_none")] bring_by: Option<Day>,
        /** Last day for deferred papers, later than it was (N56). */ #[serde(default, skip_serializing_if = "Option::is_none")] deferred_by: Option<Day>,
        /** Last day of the re-check (C17). */ #[serde(default, skip_serializing_if = "Option::is_none")] recheck_by: Option<Day>,
    }
}

const fn must_be_copy<T: Copy>() {}
const _: () = must_be_copy::<Event>();
