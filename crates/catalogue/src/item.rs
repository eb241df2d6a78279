//! One immutable revision of a service item (政务服务事项): what it needs, who decides, how long it may take.
//!
//! A revision is a published body: canonical JSON, named by its digest.  A case freezes the revision it was
//! received under (M5), so nothing here ever changes after publication; a change is the next revision.

use crate::id::{DivisionCode, GroundCode, ItemCode, PersonId, RowSet, StepCode, UnitCode, WindowId};
use calendar::Limit;
use serde::{Deserialize, Serialize};

pub use crate::item_end::*;
pub use crate::item_part::*;
pub use crate::item_service::*;
pub use crate::item_set::*;
pub use crate::validity::{Retention, ValidFor};

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
    /// 告知承诺: what is promised in the place of papers; `None` where none may be (N55).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<crate::exception::CommitmentRule>,
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
    /// 听证: whether the law requires one before the decision, or grants it on request (N18); none beyond the general rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<HearingRule>,
    /// What is asked before anything is typed: whoever answers yes is told no the same day (R61, R115); at most four.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clear_replies: Vec<ClearReply>,
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
    /// The same as a number that is counted, in the order of acceptance (N23, A24); for items that are decided in steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaRule>,
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
    /// 保管期限 of the dossier (A29).
    #[serde(default, skip_serializing_if = "Retention::is_default")]
    pub retention: Retention,
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

    /// Whether what is granted stands in the public register: licences only, where the item says so (N20, C24).
    pub fn grants_are_public(&self) -> bool {
        self.decision.public && self.kind == ItemKind::Licensing
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

    /// Whether it is instant and the leader in charge signs the same day before the window does (R56, C5).
    pub fn leader_signs_instant(&self) -> bool {
        self.is_instant() && self.steps.iter().any(|step| step.kind == StepKind::SignOff)
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
            .chain(self.materials.iter().filter_map(|it| it.deferrable.as_ref()?.basis.as_ref()))
            .chain(self.pre_acceptance.basis())
            .chain(limits.into_iter().flatten().filter_map(|limit| limit.basis.as_ref()))
            .chain(self.commitment.iter().map(|rule| &rule.basis))
            .chain(self.extension.iter().map(|extension| &extension.basis))
            .chain(self.exclusions.iter().map(|exclusion| &exclusion.basis))
            .chain(self.refusal_grounds.iter().map(|ground| &ground.basis))
            .chain(self.hearing.iter().map(|rule| &rule.basis))
            .chain(self.decision.refusal_reasons.iter().map(|reason| &reason.basis))
            .chain(self.remedies.iter().flat_map(|remedies| &remedies.basis))
            .chain(self.fee.iter().map(|fee| &fee.basis))
            .chain(self.quota.iter().map(|quota| &quota.basis))
    }
}
