//! One immutable revision of a service item (政务服务事项): what it needs, who decides, how long it may take.
//!
//! A revision is a published body: canonical JSON, named by its digest.  A case freezes the revision it was
//! received under (M5), so nothing here ever changes after publication; a change is the next revision.

use crate::id::{DivisionCode, GroundCode, ItemCode, PersonId, RowSet, StepCode, UnitCode, WindowId};
use calendar::Limit;
use serde::{Deserialize, Serialize};

/// One revision of a service item.  Field meanings are those of GB/T 39046 where it has the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// 实施编码, 31 characters.
    pub code: ItemCode,
    /// Counts from 1; each publication adds one.
    pub revision: u32,
    /// Short name for addresses and file names, such as `food-business`.
    pub short: crate::id::Code,
    /// 事项名称, at most 200 characters.
    pub name: String,
    /// English name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// What people say instead: 开个小饭馆.
    #[serde(default)]
    pub everyday_names: Vec<String>,
    /// 服务主题 (themes), for browsing.
    #[serde(default)]
    pub themes: Vec<String>,
    /// 实施主体: the authority that decides, signs and answers in court (C8).
    pub authority: UnitCode,
    /// In whose name the power is exercised (C21).
    #[serde(default)]
    pub power_source: PowerSource,
    /// 事项类型.
    pub kind: ItemKind,
    /// Category of the item, not of a case (R55-R63).
    pub category: Category,
    /// 行使层级.
    pub level: Level,
    /// 行政管辖: the division that exercises it.
    pub division: DivisionCode,
    /// 服务对象.
    pub applicants: Vec<ApplicantKind>,
    /// Whole-course agency or hall promise (A4).
    #[serde(default)]
    pub service_mode: ServiceMode,
    /// What a town or village agent may do for the applicant (A41); set by the office only.
    #[serde(default)]
    pub agency: Agency,
    /// What identity an online application needs (C22).
    #[serde(default)]
    pub identity_level: IdentityLevel,
    /// 设定依据.
    pub basis: Vec<Basis>,
    /// 受理条件.
    pub conditions: Vec<Condition>,
    /// 申请材料, the whole list; nothing outside it may be asked for (N9).  At most 64 rows.
    pub materials: Vec<Material>,
    /// What must happen between receipt and acceptance, and what silence means (C2).
    pub pre_acceptance: PreAcceptance,
    /// 承诺办结时限.
    pub promised: ItemLimit,
    /// 法定办结时限; `None` where no text states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statutory: Option<ItemLimit>,
    /// Limit from the decision to delivery; ten working days for licences (N16).
    pub delivery: ItemLimit,
    /// 延长: by how much, and who may approve it (C7); `None` where the law knows no extension.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<ExtensionRule>,
    /// 办理流程 in order, at most 16 steps; the last is [`StepKind::Decide`].
    pub steps: Vec<Step>,
    /// What may stop the clock (C1, L10), at most 16.
    #[serde(default)]
    pub exclusions: Vec<ItemExclusion>,
    /// Grounds of 不予受理 by article, besides not-required and not-competent (C4).
    #[serde(default)]
    pub refusal_grounds: Vec<RefusalGround>,
    /// What the decision says and whose seal it bears.
    pub decision: DecisionRule,
    /// 行政复议 and 行政诉讼; `None` for public services, which decide nothing (C16, A36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedies: Option<Remedies>,
    /// Time the applicant has to bring missing papers (E14).
    pub correction_days: Limit,
    /// 是否收费; `None`: free of charge (N24).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fee>,
    /// 结果名称: the paper the applicant gets.
    pub result_name: String,
    /// English name of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_name_en: Option<String>,
    /// 结果样本: whether a sample of the result is published (L9).
    #[serde(default)]
    pub result_sample: bool,
    /// 数量限制; `None`: unlimited (N23).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity_limit: Option<String>,
    /// 中介服务 a material needs (N36).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intermediary: Option<String>,
    /// How the item reaches the applicant: trips, online, post (L6).
    pub channels: Channels,
    /// Windows of the hall where it is taken in (A46: none, not live).
    pub windows: Vec<WindowId>,
    /// 全程代理人 by default.
    pub agent: PersonId,
    /// 咨询电话.
    pub inquiry_telephone: String,
    /// 监督投诉电话; differs from the inquiry telephone (L7).
    pub complaint_telephone: String,
    /// 常见问题.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// ※: something here is not confirmed against the text in force; every page and paper says 示例数据.
    #[serde(default)]
    pub sample: bool,
}

impl Item {
    /// All material rows.
    pub fn rows(&self) -> RowSet {
        self.rows_where(|_| true)
    }

    /// Rows without which the application is incomplete: required, and without a condition.
    pub fn required_rows(&self) -> RowSet {
        self.rows_where(|material| material.required && material.applies_when.is_none())
    }

    /// Rows for which something holds.
    pub fn rows_where(&self, holds: impl Fn(&Material) -> bool) -> RowSet {
        let rows = self.materials.iter().filter(|material| holds(material));
        rows.fold(RowSet::EMPTY, |set, material| set.with(material.row).unwrap_or(set))
    }

    /// The material of a row.
    pub fn material(&self, row: u8) -> Option<&Material> {
        self.materials.iter().find(|material| material.row == row)
    }

    /// The step of that code, with its place in the order.
    pub fn step(&self, code: StepCode) -> Option<(usize, &Step)> {
        self.steps.iter().enumerate().find(|(_, step)| step.code == code)
    }

    /// The ground of 不予受理 of that code.
    pub fn refusal_ground(&self, code: GroundCode) -> Option<&RefusalGround> {
        self.refusal_grounds.iter().find(|ground| ground.code == code)
    }

    /// The reason of 不予许可 (or 不予 of another kind) of that code.
    pub fn refusal_reason(&self, code: GroundCode) -> Option<&RefusalGround> {
        self.decision.refusal_reasons.iter().find(|reason| reason.code == code)
    }

    /// Whether it ends at the window in minutes (C6).
    pub fn is_instant(&self) -> bool {
        self.category == Category::Instant
    }

    /// Whether silence after receipt counts as acceptance (C2).
    pub fn silence_is_acceptance(&self) -> bool {
        self.pre_acceptance.deemed()
    }

    /// Every legal basis the item rests on, each with where it stands.
    pub fn all_bases(&self) -> impl Iterator<Item = &Basis> {
        let limits = [Some(&self.promised), self.statutory.as_ref(), Some(&self.delivery)];
        self.basis
            .iter()
            .chain(self.conditions.iter().filter_map(|condition| condition.basis.as_ref()))
            .chain(self.materials.iter().flat_map(|material| &material.basis))
            .chain(self.pre_acceptance.basis())
            .chain(limits.into_iter().flatten().filter_map(|limit| limit.basis.as_ref()))
            .chain(self.extension.iter().map(|extension| &extension.basis))
            .chain(self.exclusions.iter().map(|exclusion| &exclusion.basis))
            .chain(self.refusal_grounds.iter().map(|ground| &ground.basis))
            .chain(self.decision.refusal_reasons.iter().map(|reason| &reason.basis))
            .chain(self.remedies.iter().flat_map(|remedies| &remedies.basis))
            .chain(self.fee.iter().map(|fee| &fee.basis))
    }
}

/// 事项类型 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 01 行政许可.
    Licensing,
    /// 02 行政处罚.
    Punishment,
    /// 03 行政强制.
    Compulsion,
    /// 04 行政征收.
    Levy,
    /// 05 行政给付.
    Benefit,
    /// 06 行政检查.
    Inspection,
    /// 07 行政确认.
    Confirmation,
    /// 08 行政奖励.
    Reward,
    /// 09 行政裁决.
    Adjudication,
    /// 10 其他行政权力.
    OtherPower,
    /// 20 公共服务: no power, no decision, no remedies (A36).
    PublicService,
}

impl ItemKind {
    const TABLE: [(ItemKind, &str, &str); 11] = [
        (ItemKind::Licensing, "01", "行政许可"),
        (ItemKind::Punishment, "02", "行政处罚"),
        (ItemKind::Compulsion, "03", "行政强制"),
        (ItemKind::Levy, "04", "行政征收"),
        (ItemKind::Benefit, "05", "行政给付"),
        (ItemKind::Inspection, "06", "行政检查"),
        (ItemKind::Confirmation, "07", "行政确认"),
        (ItemKind::Reward, "08", "行政奖励"),
        (ItemKind::Adjudication, "09", "行政裁决"),
        (ItemKind::OtherPower, "10", "其他行政权力"),
        (ItemKind::PublicService, "20", "公共服务"),
    ];

    /// The two digits of the code set.
    pub fn code(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).expect("every kind has its row").1
    }

    /// The name in the code set.
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).expect("every kind has its row").2
    }

    /// The kind of these two digits; 21 and above are extensions of public service.
    pub fn from_code(code: &str) -> Option<ItemKind> {
        Self::TABLE.iter().find(|row| row.1 == code).map(|row| row.0)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<ItemKind> {
        Self::TABLE.iter().find(|row| row.2 == name).map(|row| row.0)
    }

    /// Whether an authority decides something with legal effect, against which remedies lie (A36).
    pub fn is_power(self) -> bool {
        self != ItemKind::PublicService
    }
}

/// Category of the item (domain.md D); 即办 and 承诺 are the national ones, the rest are mapped on export.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 即办件: on the spot or the same day (R55, C6).
    Instant,
    /// 承诺件: within the promised days (R57).
    Committed,
    /// 联办件: a lead window and parallel units (R58).
    Joint,
    /// 上报件: an own part with its own clock, the upper part tracked (R59).
    Escalated,
    /// 控制事项: prohibited or limited by law or plan (R61, C33).
    Restricted,
}

/// 行使层级 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 1 国家级.
    National,
    /// 2 省级.
    Province,
    /// 3 市级.
    City,
    /// 4 县级.
    County,
    /// 5 镇街级.
    Town,
    /// 6 村社区级.
    Village,
    /// 7 分级管理: each level its own part.
    Graded,
}

impl Level {
    /// The digit of the code set.
    pub fn digit(self) -> u8 {
        self as u8 + 1
    }

    /// The level of that digit.
    pub fn from_digit(digit: u8) -> Option<Level> {
        use Level::*;
        [National, Province, City, County, Town, Village, Graded]
            .into_iter()
            .find(|level| level.digit() == digit)
    }
}

/// 服务对象 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 1 自然人.
    NaturalPerson,
    /// 2 企业法人.
    Enterprise,
    /// 3 事业法人.
    PublicInstitution,
    /// 4 社会组织法人.
    SocialOrganisation,
    /// 5 行政机关.
    StateOrgan,
    /// 6 其他.
    Other,
}

/// In whose name a power is exercised, who seals and who is the defendant (C21, A39).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerSource {
    /// 法定本级行使: the authority's own power.
    #[default]
    Own,
    /// 下放: handed down; the lower authority decides in its own name.
    HandedDown,
    /// 授权: given by a law or regulation; the body decides in its own name.
    Authorised,
    /// 委托: in the name of the entrusting authority, which answers in court.
    Entrusted,
}

/// How the centre serves the item (A4, R23).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMode {
    /// 全程代理: one case agent carries it through every department.
    #[default]
    WholeCourseAgency,
    /// 大厅承诺: concluded in the hall within the promise.
    HallPromise,
}

/// What a town or village agent may do (A41, R74, R123).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// 代办: handle on the applicant's behalf.
    OnBehalf,
    /// 陪办: accompany; the applicant must appear in person.
    Accompany,
    /// 咨办: advise only.
    #[default]
    Advise,
    /// Nothing.
    None,
}

/// Identity an online application needs; below it originals are checked at collection, and window, post and agent
/// need no account at all (C22).  Ordered: a later level includes the earlier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// A telephone that answered a one-time code.
    #[default]
    Phone,
    /// Seen at a window with the original document.
    SeenAtWindow,
    /// Signed in by the national platform.
    NationalPlatform,
}

/// A rule of law something rests on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Name of the text without brackets: 行政许可法.
    pub law: String,
    /// The article: 第四十二条第一款; empty is a lint finding (L11).
    #[serde(default)]
    pub article: String,
    /// ✓ the article was read in the text; ※ (`false`) to be confirmed, shown as 示例数据.
    #[serde(default)]
    pub verified: bool,
}

impl Basis {
    /// As half a line for a screen: 行政许可法第四十二条第一款.
    pub fn short(&self) -> String {
        format!("{}{}", self.law, self.article)
    }

    /// As a paper quotes it: 《行政许可法》第四十二条第一款.
    pub fn quoted(&self) -> String {
        format!("《{}》{}", self.law, self.article)
    }
}

/// 受理条件: something that must be so; not a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What must be so.
    pub text: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
    /// By which rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// One row of the material list (L1, L2, N9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Row number from 1, without gaps.
    pub row: u8,
    /// 材料名称.
    pub name: String,
    /// English name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The rules that ask for it; at least one (L2).
    pub basis: Vec<Basis>,
    /// Where it comes from.
    pub origin: Origin,
    /// 出具机构, in words for the applicant: 您自己填写, 县公安局.
    pub issuer: String,
    /// 份数: how many are handed in; 0 for what is only shown.
    pub copies: u8,
    /// In which form.
    pub form: MaterialForm,
    /// 是否必备.
    pub required: bool,
    /// When the row applies, if not always: 占用农用地的.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<String>,
    /// 办理说明 for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Who makes a material.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A: the applicant makes it.
    Applicant,
    /// G: a government office issued it; looked up by sharing first, asked for only if that fails.
    Government,
    /// T: a third body issues it.
    ThirdParty,
}

/// In which form a material is taken.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// 原件, kept.
    Original,
    /// 复印件, kept.
    Copy,
    /// 原件核对后当场退还 (E8).
    OriginalSeen,
    /// 原件 or one scan of it.
    Scan,
}

/// What the authority must do between receipt and acceptance, and what its silence means (C2, N4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum PreAcceptance {
    /// Answer on the spot; where `deemed`, silence is acceptance (real-estate registration).
    OnTheSpot {
        /// Whether silence counts as acceptance.
        deemed: bool,
        /// The article.
        basis: Basis,
    },
    /// Answer within a limit from receipt; where `deemed`, silence is acceptance from the day of receipt (licences: 5 wd).
    Within {
        /// Time to answer, from receipt.
        limit: Limit,
        /// Whether silence counts as acceptance.
        deemed: bool,
        /// The article.
        basis: Basis,
    },
    /// No rule: the receipt does not speak of acceptance by silence.
    None {
        /// Where a text says something about it after all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Basis>,
    },
}

impl PreAcceptance {
    /// Whether silence counts as acceptance.
    pub fn deemed(&self) -> bool {
        matches!(
            self,
            PreAcceptance::OnTheSpot { deemed: true, .. } | PreAcceptance::Within { deemed: true, .. }
        )
    }

    /// The limit from receipt, if there is one.
    pub fn limit(&self) -> Option<Limit> {
        match self {
            PreAcceptance::OnTheSpot { .. } => Some(Limit::ON_THE_SPOT),
            PreAcceptance::Within { limit, .. } => Some(*limit),
            PreAcceptance::None { .. } => None,
        }
    }

    /// The article.
    pub fn basis(&self) -> Option<&Basis> {
        match self {
            PreAcceptance::OnTheSpot { basis, .. } | PreAcceptance::Within { basis, .. } => Some(basis),
            PreAcceptance::None { basis } => basis.as_ref(),
        }
    }
}

/// A limit with where it starts and which article sets it (C3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemLimit {
    /// Number and unit.
    pub limit: Limit,
    /// What starts it; the day of the event is day 0.
    pub start: StartEvent,
    /// The article; a promise needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// 时限说明, such as: plain cases in seven working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What starts a limit.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartEvent {
    /// 收到申请 (建筑法 §8).
    Receipt,
    /// 受理.
    Acceptance,
    /// The end of the round of applications (教师资格条例 §16).
    RoundClosed,
    /// 作出决定 (delivery).
    Decision,
}

/// One extension: how long, approved by whom (C7, N14, N15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionRule {
    /// By how much at most.
    pub by: Limit,
    /// Whose approval it needs: the head of the authority, or of the government for 45-day cases.
    pub approver: Post,
    /// The article.
    pub basis: Basis,
}

/// One step (环节) of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its code within the item.
    pub code: StepCode,
    /// Name for officers: 材料审查.
    pub name: String,
    /// Name for the applicant, after 正在办: 核对材料内容.
    pub plain_name: String,
    /// Name for the applicant in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain_name_en: Option<String>,
    /// The unit that does it.
    pub unit: UnitCode,
    /// The post that does it.
    pub post: Post,
    /// Its own limit; all together fit in the promise.
    pub limit: Limit,
    /// What kind of work it is.
    pub kind: StepKind,
    /// Where it is done; away from the hall needs a reason (A11).
    #[serde(default)]
    pub place: Place,
    /// Distinct staff at the least; a substantive check needs two (N11).
    #[serde(default = "one")]
    pub staff: u8,
}

fn one() -> u8 {
    1
}

/// What kind of work a step is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// 材料审查.
    Examine,
    /// 现场核查: at least two officers of that unit (N11, C36).
    SiteCheck,
    /// 签批 by the leader in charge (C5).
    SignOff,
    /// 作出决定; exactly one, and nothing but making follows.
    Decide,
    /// 制证用印 (C18, E18).
    Make,
}

/// Where a step is done (A11).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the hall.
    #[default]
    Hall,
    /// Back at the department.
    Department,
    /// On site.
    Site,
}

/// Two words of the law for a clock that does not run (C1).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionKind {
    /// 特别程序: its time is not counted.
    SpecialProcedure,
    /// 中止: waiting for another's finding.
    Suspension,
}

/// Why the clock may stop: the eight of 行政许可法 §45, or what a named article grants (C1).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionGround {
    /// 听证.
    Hearing,
    /// 招标.
    Tender,
    /// 拍卖.
    Auction,
    /// 检验.
    Inspection,
    /// 检测.
    Testing,
    /// 检疫.
    Quarantine,
    /// 鉴定.
    Appraisal,
    /// 专家评审.
    ExpertReview,
    /// Another ground that the named article grants.
    Other,
}

/// One thing that may stop the clock of this item (L10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemExclusion {
    /// 特别程序 or 中止.
    pub kind: ExclusionKind,
    /// On what ground.
    pub ground: ExclusionGround,
    /// Name for officers.
    pub name: String,
    /// Word for the applicant after 计时暂停: 卫生检测.
    pub applicant_word: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant_word_en: Option<String>,
    /// The article.
    pub basis: Basis,
    /// Longest planned duration in calendar days; when it passes the clock resumes by itself.
    pub max_days: u16,
}

/// A ground or reason by article, with the words the applicant reads (C4, N19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalGround {
    /// Its code within the item.
    pub code: GroundCode,
    /// What the applicant reads.
    pub name: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_en: Option<String>,
    /// The article.
    pub basis: Basis,
}

/// What the decision may say, and whose seal it bears (C8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionRule {
    /// Reasons of refusal; free text may explain a reason, not replace it (N19).
    #[serde(default)]
    pub refusal_reasons: Vec<RefusalGround>,
    /// Seal on the decision: 澄禾县市场监督管理局, or its 行政审批专用章.
    pub seal: String,
    /// Rule that a grant rests on, quoted in the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant_basis: Option<Basis>,
    /// How long the result is valid, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity: Option<String>,
    /// Whether grants are published (N20, C24: licences only).
    #[serde(default)]
    pub public: bool,
}

/// Ways on for one who disagrees (C16, N19); a legal reviewer approves them with the item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedies {
    /// Body of reconsideration: 澄禾县人民政府.
    pub reconsideration_body: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconsideration_body_en: Option<String>,
    /// Days from receipt of the decision; 60.
    pub reconsideration_days: u16,
    /// Whether reconsideration must come first (行政复议法 §23).
    #[serde(default)]
    pub reconsideration_first: bool,
    /// Months for a suit; 6.
    pub suit_months: u8,
    /// The court, in words: 有管辖权的人民法院.
    pub court: String,
    /// The articles.
    pub basis: Vec<Basis>,
}

/// A fee (N24, L5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Item and standard in words: 不动产登记费，住宅每件80元.
    pub text: String,
    /// The article.
    pub basis: Basis,
    /// Amount in fen (1/100 yuan).
    pub amount_fen: u64,
}

/// Ways to apply and to get the result (L6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    /// 到现场次数.
    pub trips: u8,
    /// Why a trip is needed, if one is (L6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trips_reason: Option<String>,
    /// 是否网办: the whole application can be made online.
    pub online: bool,
    /// 物流: papers in and result out by post.
    pub post: bool,
    /// 是否支持预约.
    pub booking: bool,
}

/// 常见问题.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What people ask.
    pub ask: String,
    /// What is so.
    pub answer: String,
}

/// Posts of the division; a person acts only through a post or a delegation (R28-R48, R52).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 引导员, also first contact (R76).
    GuideOfficer,
    /// 受理人.
    IntakeOfficer,
    /// 窗口负责人: signs instant cases (C6).
    WindowHead,
    /// 全程代理人.
    CaseAgent,
    /// 具体办理人.
    Handler,
    /// 分管领导: signs within a delegation.
    LeaderInCharge,
    /// 行政机关负责人 of an authority (C7).
    AuthorityHead,
    /// 本级人民政府负责人: approves extensions of 45-day cases (C7).
    GovernmentHead,
    /// 听证主持人, never reviewer of the case (N18).
    HearingChair,
    /// 银行收费员: the only one who confirms money (R47).
    BankCounter,
    /// 出件窗口.
    DeliveryOfficer,
    /// 代办员 of a town or village (R45).
    VillageAgent,
    /// 中心负责人.
    CentreManager,
    /// 目录编辑.
    CatalogueEditor,
    /// 法制审核 (R66).
    LegalReviewer,
    /// 收费审核 (R66).
    FeeReviewer,
    /// 审改审核.
    ReformReviewer,
    /// 政府批准 of catalogue changes (R64).
    CatalogueApprover,
    /// 督查.
    Supervisor,
    /// 投诉受理.
    ComplaintOfficer,
    /// 社会监督员: reads only (A6).
    SocialSupervisor,
    /// 系统管理员.
    SystemAdministrator,
    /// 安全管理员.
    SecurityAdministrator,
    /// 审计管理员.
    AuditAdministrator,
}
