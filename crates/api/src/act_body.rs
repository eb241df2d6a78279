//! The acts of a case as JSON: the names are those under which a case offers them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::act_delivery::{AddressAsked, SentByAsked};
use super::act_words::*;
use super::intake::{ApplicantAsked, Marks};

/// Where a step was done.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(tag = "at", rename_all = "snake_case", deny_unknown_fields)]
pub enum PlaceAsked {
    /// In the hall.
    Hall {},
    /// On site.
    OnSite {},
    /// Back at the department.
    Department {
        /// For which reason.
        because: AwayAsked,
    },
}

/// Why a case is not accepted.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum GroundAsked {
    /// 不受理: no approval is needed.
    NotRequired {},
    /// 不予受理: another office is competent.
    NotCompetent {
        /// Its name and address.
        #[schemars(length(max = 2000))]
        office: String,
        /// The unit, where it is one of ours.
        #[serde(default)]
        #[schemars(length(max = 64))]
        unit: Option<String>,
    },
    /// A ground listed by the item.
    Barred {
        /// Its code, of the item's `acceptance_grounds`.
        #[schemars(length(max = 64))]
        ground: String,
    },
}

/// A row of a correction notice.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowAsked {
    /// Row of the list.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// What is wrong or missing; the applicant reads it.
    #[schemars(length(max = 2000))]
    pub reason: String,
}

/// Somebody else who collects a result (E16).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollectorAsked {
    /// Name.
    #[schemars(length(max = 300))]
    pub name: String,
    /// 证件类型.
    #[schemars(length(max = 8))]
    pub document_type: String,
    /// 证件号码.
    #[schemars(length(max = 64))]
    pub document_number: String,
    /// A letter of authority was shown.
    pub letter: bool,
}

/// One act on a case; `act` says which.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ActAsked {
    /// 补收材料: take in what was missing.
    ReceiveMore {
        /// What came now.
        marks: Marks,
        /// Papers that came now.
        #[schemars(range(max = 9999))]
        papers: u16,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 一次性告知: the correction notice, or a further one.
    NoticeCorrection {
        /// Rows and reasons.
        #[schemars(length(max = 64))]
        rows: Vec<RowAsked>,
    },
    /// 加项放行: the window head lets a further notice add rows (F1).
    ReleaseCorrection {
        /// Rows that no notice named.
        #[schemars(length(max = 64))]
        rows: Vec<u8>,
        /// Why they were not named at once; the applicant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 受理.
    Accept {},
    /// 容缺受理: accepted while papers may follow; the applicant signed for the day (N56).
    AcceptDeferred {
        /// Everything that is open; each a row that may follow.
        #[schemars(length(max = 64))]
        rows: Vec<u8>,
    },
    /// 不受理、不予受理.
    RefuseAcceptance {
        /// Which.
        ground: GroundAsked,
        /// In words.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// Put an instant case before the window head again.
    PresentInstant {},
    /// 即办件签发.
    SignInstant {},
    /// Send an instant case back.
    ReturnInstant {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 移交.
    GiveOver {
        /// To whom.
        #[schemars(length(max = 64))]
        to: String,
        /// Papers counted.
        #[schemars(range(max = 9999))]
        papers: u16,
        /// A word to the recipient.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        note: String,
    },
    /// 签收.
    TakeOver {
        /// Papers counted.
        #[schemars(range(max = 9999))]
        papers: u16,
    },
    /// Not taken.
    DeclineOver {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// Taken back.
    RecallOver {},
    /// 办完一个环节.
    CompleteStep {
        /// What was found.
        verdict: VerdictAsked,
        /// In words.
        #[schemars(length(max = 2000))]
        opinion: String,
        /// Where.
        place: PlaceAsked,
        /// The record of a check on site, by the first of its two officers; none with any other step (C36).
        #[serde(default)]
        visit: Option<super::act_visit::VisitAsked>,
    },
    /// 退回前一环节.
    ReturnToStep {
        /// Which, from 0.
        #[schemars(range(max = 15))]
        step: u8,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 申请暂停计时.
    AskStop {
        /// Place in the item's `exclusions`, from 0.
        #[schemars(range(max = 15))]
        exclusion: u8,
        /// Calendar days.
        #[schemars(range(min = 1, max = 999))]
        days: u16,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 批准暂停.
    ApproveStop {},
    /// 不批准暂停.
    RefuseStop {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 恢复计时: the result came.
    Resume {
        /// What it says.
        #[schemars(length(max = 2000))]
        result: String,
    },
    /// 申请延期 (N14).
    AskExtension {
        /// Why; the applicant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 批准延期.
    ApproveExtension {},
    /// 不批准延期.
    RefuseExtension {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 代班接手: the deputy takes over what somebody away holds (E23).
    StandIn {
        /// Papers counted.
        #[schemars(range(max = 9999))]
        papers: u16,
    },
    /// 销假接回: back, the person takes over what the deputy holds.
    TakeBack {
        /// Papers counted.
        #[schemars(range(max = 9999))]
        papers: u16,
    },
    /// 改派: a head gives what somebody away holds to another (E25).
    Reassign {
        /// To whom: a person's id.
        #[schemars(length(max = 64))]
        to: String,
        /// Papers found.
        #[schemars(range(max = 9999))]
        papers: u16,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 撤回: the applicant withdraws, signed at a window (C26).
    Withdraw {
        /// Why, as the applicant ticked it.
        cause: WithdrawAsked,
        /// In the applicant's words; needed for a cause that is not listed.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        words: String,
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 补打回执 (E15): a new query code, the old one void at once.
    ReissueReceipt {
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// The applicant came again with the same matter (E9).
    SameMatter {
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 更正登记错的申请人 (E10).
    CorrectApplicant {
        /// The right person; what the case is about stays what it was.
        applicant: ApplicantAsked,
        /// How it came to be wrong.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 改名、换号 (E11).
    RenameApplicant {
        /// As it is now.
        applicant: ApplicantAsked,
        /// Which proof was shown.
        #[schemars(length(max = 2000))]
        proof: String,
    },
    /// 换用新的一版 (C19): to the revision in force.
    Rebind {
        /// On which ground.
        ground: RebindAsked,
        /// By which article.
        #[schemars(length(max = 2000))]
        article: String,
        /// What changes for the applicant, who reads it.
        #[schemars(length(max = 2000))]
        changes: String,
    },
    /// 承继 (E13).
    Succeed {
        /// How.
        ground: SuccessionAsked,
        /// The successor.
        applicant: ApplicantAsked,
        /// Which proof was shown.
        #[schemars(length(max = 2000))]
        proof: String,
    },
    /// 终止办理 (E13).
    EndWithApplicant {
        /// Why.
        ground: EndAsked,
        /// Which proof was shown.
        #[schemars(length(max = 2000))]
        proof: String,
    },
    /// 决定.
    Decide {
        /// Grant or refusal.
        outcome: OutcomeAsked,
        /// Codes of the item's `refusal_reasons`; none for a grant.
        #[serde(default)]
        #[schemars(length(max = 4), inner(length(max = 64)))]
        grounds: Vec<String>,
        /// In words; needed for a refusal.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reasons: String,
    },
    /// 复核.
    Recheck {},
    /// 复核退回.
    ReturnDecision {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 制证用印.
    MakeDocument {},
    /// 送达.
    Deliver {
        /// 取件码.
        #[schemars(length(max = 40))]
        code: String,
        /// Type of the document shown.
        #[serde(default)]
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[serde(default)]
        #[schemars(length(max = 64))]
        document_number: String,
        /// Somebody else collects.
        #[serde(default)]
        collector: Option<CollectorAsked>,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 邮寄、留置、公告送达 (C25).
    DeliverOtherwise {
        /// How.
        way: SentByAsked,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 换新的取件码 (C13): the old one void at once; sent, or printed at the desk and handed over.
    RenewPickup {
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// Printed and handed over; no message bears it.
        #[serde(default)]
        on_paper: bool,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 送达地址确认书, signed by the applicant (C25).
    ConfirmAddress {
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
        /// What was signed for.
        address: AddressAsked,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
    /// 承诺核查: what the later check of a commitment found (N55).
    CheckCommitment {
        /// What.
        outcome: CheckAsked,
        /// In words; the applicant reads it.
        #[schemars(length(max = 2000))]
        finding: String,
    },
    /// 申请绿色通道.
    AskPriority {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 批准绿色通道.
    ApprovePriority {
        /// In which class; the count of each is public (A42).
        class: PriorityAsked,
    },
    /// 不批准绿色通道.
    RefusePriority {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 超期说明.
    ExplainLate {
        /// Why; the applicant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
        /// The day it is expected to be done.
        #[schemars(extend("format" = "date"))]
        expected_on: String,
    },
}
