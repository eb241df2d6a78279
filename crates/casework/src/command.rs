//! What people may ask of a case: one imperative each.  Texts come sealed, so nothing here is a person's own word.

use calendar::Day;
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, Digest, GroundCode, ItemCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

pub use crate::clear::ClearAnswer;
pub use crate::commitment::{CheckCommitment, CheckOutcome};
pub use crate::correction::ReleaseCorrection;
pub use crate::cover::Reassign;
pub use crate::deferral::AcceptDeferred;
pub use crate::delivery::{
    AgreeElectronic, ConfirmAddress, DeliverOtherwise, EndElectronic, FetchElectronic, OtherWay, RenewPickup,
};
pub use crate::loss::NotePapersLost;
pub use crate::marks::MaterialMarks;
pub use crate::photograph::KeepPhotograph;
pub use crate::priority::PriorityClass;
pub use crate::rebind::Rebind;
pub use crate::register::{
    ChangeContact, CorrectApplicant, EndWithApplicant, NoteSameMatter, ReissueReceipt, RenameApplicant,
    Succeed,
};
pub use crate::stops::{AskStop, Resume, ShowStopOrder};
pub use crate::visit::{PartySignature, Visit};
pub use crate::withdraw::{CODE_MINUTES, SendWithdrawCode, Withdraw, WithdrawByCode, WithdrawCause};
pub use catalogue::item::AwayReason;

/// Names one sealed, immutable revision of a text in the particulars (design.md section 3).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(pub Digest);

/// Everything that can be asked of a case.  There is no command that sets a date, clears a light or moves a clock
/// (M1, M6, F4, F19).
#[expect(clippy::large_enum_variant, reason = "a command is Copy, so that no text can stand in it")]
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 收件.
    Receive(Receive),
    /// 补收材料.
    ReceiveMore(ReceiveMore),
    /// 一次性告知, or a further notice.
    NoticeCorrection(NoticeCorrection),
    /// The window head lets a further notice add rows (F1, tone 15).
    ReleaseCorrection(ReleaseCorrection),
    /// 受理.
    Accept,
    /// 容缺受理: the applicant signed to bring the rest by a day (N56).
    AcceptDeferred(AcceptDeferred),
    /// 不受理、不予受理.
    RefuseAcceptance(RefuseAcceptance),
    /// Put a complete instant case before the window head again, after it came back.
    PresentInstant,
    /// 即办件签发: the second signature (C6).
    SignInstant,
    /// The second person sends an instant case back.
    ReturnInstant(Reason),
    /// 移交.
    GiveOver(GiveOver),
    /// 签收.
    TakeOver(TakeOver),
    /// The recipient does not take it.
    DeclineOver(Reason),
    /// The giver takes it back before it was taken.
    RecallOver,
    /// 代班接手: the deputy takes over what somebody away holds (E23).
    StandIn(TakeOver),
    /// 销假接回: back, the person takes it over again.
    TakeBack(TakeOver),
    /// 改派: a head gives what somebody away holds to another (E25).
    Reassign(Reassign),
    /// 办完一个环节.
    CompleteStep(CompleteStep),
    /// Send back to an earlier step.
    ReturnToStep(ReturnToStep),
    /// 申请特别程序或中止.
    AskStop(AskStop),
    /// Approve it: the notice stops the clock (N17, F7).
    ApproveStop,
    /// Refuse it: the clock ran on and runs on.
    RefuseStop(Reason),
    /// The result came: the clock runs again.
    Resume(Resume),
    /// 补登依据文书: the document that a stop rests on, where it was left open (F7).
    ShowStopOrder(ShowStopOrder),
    /// 申请延期 (N14, F8).
    AskExtension(Reason),
    /// Approve it: the limit is lengthened once, by who C7 names.
    ApproveExtension,
    /// Refuse it.
    RefuseExtension(Reason),
    /// 决定.
    Decide(Decide),
    /// 复核 by the case agent (C17).
    Recheck,
    /// 复核退回 to the decider (C17).
    ReturnDecision(Reason),
    /// 制证用印 (C18, E18).
    MakeDocument(MakeDocument),
    /// 送达 (N16).
    Deliver(Deliver),
    /// 邮寄、电子、留置、公告送达 (C25).
    DeliverOtherwise(DeliverOtherwise),
    /// 换新的取件码 (C13).
    RenewPickup(RenewPickup),
    /// 送达地址确认书 (C25).
    ConfirmAddress(ConfirmAddress),
    /// 同意电子送达 (C25).
    AgreeElectronic(AgreeElectronic),
    /// 不再同意电子送达 (C25).
    EndElectronic(EndElectronic),
    /// 凭码领取电子文书, by the applicant alone (C25).
    FetchElectronic(FetchElectronic),
    /// 承诺核查, after the decision (N55, A25).
    CheckCommitment(CheckCommitment),
    /// 申请优先 (A42).
    AskPriority(Reason),
    /// Approve it, in the class that is counted in public.
    ApprovePriority(PriorityClass),
    /// Refuse it.
    RefusePriority(Reason),
    /// 超期说明, read by the applicant (tone 20).
    ExplainLate(ExplainLate),
    /// 撤回申请, confirmed by the applicant (C26, F9).
    Withdraw(Withdraw),
    /// Send the applicant a one-time code for a withdrawal (C26).
    SendWithdrawCode(SendWithdrawCode),
    /// 撤回申请 with that code (C26, F9).
    WithdrawByCode(WithdrawByCode),
    /// 补打回执 (E15).
    ReissueReceipt(ReissueReceipt),
    /// 改联系方式 (E3, E11).
    ChangeContact(ChangeContact),
    /// Led here from an intake of the same matter (E9).
    NoteSameMatter(NoteSameMatter),
    /// 更正登记错的申请人 (E10).
    CorrectApplicant(CorrectApplicant),
    /// 改名、换号 (E11).
    RenameApplicant(RenameApplicant),
    /// 换用新的一版 (C19, E36).
    Rebind(Rebind),
    /// 承继 (E13).
    Succeed(Succeed),
    /// 终止办理 (E13).
    EndWithApplicant(EndWithApplicant),
    /// 交现场照片 (C36).
    KeepPhotograph(KeepPhotograph),
    /// A head signed in the folder that papers were lost; asked by the folder, never by a person.
    NotePapersLost(NotePapersLost),
}

/// How the papers came (A45, F25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the counter.
    Counter,
    /// By letter.
    Letter,
    /// By fax.
    Fax,
    /// Online.
    Online,
    /// At a kiosk of the hall.
    Kiosk,
    /// Through a town or village agent (R123).
    Agent,
}

/// Take in an application; also an incomplete one (E7, F3).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receive {
    /// The item.
    pub item: ItemCode,
    /// Its published revision; the case freezes it (M5).
    pub revision: u32,
    /// Keyed digest of the applicant's identity document, for finding and for the check at delivery.
    pub applicant: Digest,
    /// Person, firm or other.
    pub applicant_kind: ApplicantKind,
    /// Name, document, telephone, address.
    pub applicant_sealed: Sealed,
    /// Keyed digest of what the matter is about (a vehicle, a shop), where one person may have two (E9).
    pub object: Option<Digest>,
    /// Where it is taken in.
    pub window: WindowId,
    /// How it came.
    pub channel: Channel,
    /// The day a letter or fax arrived, where it is entered on a later one (N4, N7).
    pub arrived_on: Option<Day>,
    /// Rows that apply to this applicant: every row that always applies, and those whose condition is met.
    pub applies: RowSet,
    /// What was handed over, shown or looked up.
    pub marks: MaterialMarks,
    /// Papers kept, counted; at most 9999.
    pub papers: u16,
    /// Keyed digest of the query code (C13).
    pub query: Digest,
    /// The query code itself, for reprints.
    pub query_sealed: Sealed,
    /// Open cases of the same applicant and item that were shown, with the answer that this is another matter (E9).
    pub other_matter_confirmed: bool,
    /// How many such open cases there were, as counted by the use case at this instant.
    pub open_duplicates: u16,
    /// The latest of them.
    pub beside: Option<CaseId>,
    /// An earlier case this one takes up again (F9).
    pub previous: Option<CaseId>,
    /// Rows among those kept whose papers come from it (E14); [`crate::taken_up::check`] says whether it has them.
    pub earlier: RowSet,
    /// What was answered to the item's questions (R61).
    pub clear: ClearAnswer,
}

/// Take in what was missing; it joins the same number (E7).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiveMore {
    /// What came now.
    pub marks: MaterialMarks,
    /// Papers that came now.
    pub papers: u16,
    /// Where.
    pub window: WindowId,
    /// By letter or fax; otherwise at the window.
    pub letter: Option<crate::letter::Letter>,
    /// Brought by who acts for the applicant, as the letter of authority shown at intake says (N7).
    pub by_representative: bool,
    /// Whether a case that was closed was taken up again since, as found by the use case at this instant.
    pub taken_up: bool,
    /// The last receipt of the authority when that was looked at: where another has come since, it has to be looked at again.
    pub receipts: u32,
}

/// Tell the applicant in writing everything that is missing or defective; a second time only what was named (N4, F1).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeCorrection {
    /// Rows of the frozen revision (F2).
    pub rows: RowSet,
    /// A reason for each row.
    pub reasons: Sealed,
}

/// Refuse acceptance on one of the grounds the law knows; being incomplete is not among them (C4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefuseAcceptance {
    /// Which.
    pub ground: NonAcceptanceGround,
    /// In words.
    pub reason: Sealed,
}

/// The grounds of non-acceptance, and no other (C4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NonAcceptanceGround {
    /// 不受理: no approval is needed (N1).
    NotRequired,
    /// 不予受理: another office is competent (N2, F13).
    NotCompetent {
        /// Its name and address in words.
        office: Sealed,
        /// The office, where it is a unit of this division other than the authority itself.
        unit: Option<UnitCode>,
    },
    /// 不予受理 on a ground the item revision lists by article.
    Barred {
        /// Its code in the revision.
        ground: GroundCode,
    },
}

/// A reason in words, where the command needs nothing else.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The words.
    pub reason: Sealed,
}

/// Hand the case and its papers to a named person (R81, C35).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveOver {
    /// To whom.
    pub to: PersonId,
    /// Papers counted by the giver.
    pub papers: u16,
    /// A word to the recipient.
    pub note: Option<Sealed>,
}

/// Take it; until then the giver is responsible (tone 19).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeOver {
    /// Papers counted by the recipient.
    pub papers: u16,
}

/// What the person who did a step found.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 同意.
    Agree,
    /// 不同意.
    Disagree,
}

/// Where a step was done (A11).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DonePlace {
    /// In the hall.
    Hall,
    /// Back at the department, for one of the ten reasons.
    Department(AwayReason),
    /// On site.
    OnSite,
}

/// Finish the current step.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompleteStep {
    /// What was found.
    pub verdict: Verdict,
    /// In words.
    pub opinion: Sealed,
    /// Where it was done.
    pub place: DonePlace,
    /// The record of a check on site, by the first of the two officers (C36, N11); none with any other step.
    pub visit: Option<Visit>,
}

/// Send the case back to an earlier step.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnToStep {
    /// Place of the step in the item's order, from 0; before the current one.
    pub step: u8,
    /// Why.
    pub reason: Sealed,
}

/// What was decided.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 准予.
    Granted,
    /// 不予.
    Refused,
}

/// Up to four reasons of refusal from the item's list (N19).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grounds(pub [Option<GroundCode>; 4]);

impl Grounds {
    /// None, as for a grant.
    pub const NONE: Grounds = Grounds([None; 4]);

    /// One reason.
    pub fn one(code: GroundCode) -> Grounds {
        Grounds([Some(code), None, None, None])
    }

    /// The reasons given.
    pub fn iter(self) -> impl Iterator<Item = GroundCode> {
        self.0.into_iter().flatten()
    }

    /// Whether no reason is given.
    pub fn is_empty(self) -> bool {
        self.iter().next().is_none()
    }
}

/// Decide the case in the name of its authority (C8).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decide {
    /// Grant or refusal.
    pub outcome: Outcome,
    /// Reasons from the item's list; at least one for a refusal, none for a grant.
    pub grounds: Grounds,
    /// Reasons in words; needed for a refusal (N19).
    pub reasons: Option<Sealed>,
}

/// Make and seal the certificate, so that the case is concluded (C18).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeDocument {
    /// Keyed digest of the pickup code (C13).
    pub pickup: Digest,
    /// The pickup code itself, sent to the applicant.
    pub pickup_sealed: Sealed,
}

/// Who collects (E16).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliverTo {
    /// The applicant.
    Applicant,
    /// Somebody else, with the pickup code.
    Authorised {
        /// Name and number, for the proof of delivery.
        collector: Sealed,
        /// Whether a letter of authority was shown as well.
        letter: bool,
    },
}

/// Hand out the result (C13, N16).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliver {
    /// To whom.
    pub to: DeliverTo,
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// Keyed digest of the pickup code shown.
    pub pickup: Digest,
    /// At which window.
    pub window: WindowId,
}

/// Say why the case is late and when it will be done (tone 20).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainLate {
    /// Why, in words the applicant reads.
    pub reason: Sealed,
    /// The day it is expected to be concluded; today or later.
    pub expected_on: Day,
}
