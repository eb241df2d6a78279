//! The acts of a case as JSON: the names are those under which a case offers them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::act_delivery::{AddressAsked, ElectronicAsked, SentByAsked};
pub use super::act_parts::*;
use super::act_words::*;
use super::came::{CameAsked, ShownAsked};
use super::intake::ApplicantAsked;
use super::marks::Marks;

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
        /// Who brought it, or how it was sent; the applicant where it does not come.
        #[serde(default)]
        brought: Option<BroughtAsked>,
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
        /// Why; the applicant reads it.
        #[schemars(length(max = 2000))]
        reason: String,
        /// The document it rests on, by name and number; left out while it is still to come (F7). The applicant reads it.
        #[serde(default)]
        #[schemars(length(max = 300))]
        order: String,
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
    /// 补登依据文书: the document that a stop rests on, where it was left open (F7).
    ShowStopOrder {
        /// By name and number; the applicant reads it.
        #[schemars(length(max = 300))]
        order: String,
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
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
    },
    /// 补打回执 (E15): a new query code, the old one void at once.
    ReissueReceipt {
        /// Who came, and the window.
        #[serde(flatten)]
        came: CameAsked,
    },
    /// 改联系方式 (E3, E11): the applicant is told where news arrives from now on, and where it arrived before.
    ChangeContact {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// How the applicant is reached from now on.
        contact: ContactDetailsAsked,
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
        /// Who came, and the window.
        #[serde(flatten)]
        came: CameAsked,
    },
    /// 邮寄、电子、留置、公告送达 (C25).
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
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// Printed and handed over; no message bears it.
        #[serde(default)]
        on_paper: bool,
    },
    /// 送达地址确认书, signed by the applicant (C25).
    ConfirmAddress {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// What was signed for.
        address: AddressAsked,
    },
    /// 同意电子送达, signed by the applicant (C25).
    AgreeElectronic {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// What was signed for.
        address: ElectronicAsked,
    },
    /// 不再同意电子送达: the applicant takes the consent back (C25).
    EndElectronic {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
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
