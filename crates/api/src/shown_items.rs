//! What the interface shows of the catalogue and the calendar: items, their guides, and which days are worked.

use schemars::JsonSchema;
use serde::Serialize;

use super::shown::{Named, Next};

/// 申请材料: one row of an item's list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MaterialShown {
    /// Row number from 1; marks and correction notices speak of it.
    #[schemars(range(min = 1, max = 64))]
    pub row: u8,
    /// 材料名称.
    pub name: String,
    /// Who issues it.
    pub issuer: String,
    /// Where it comes from: `applicant`, `government` (looked up first), `third_party`.
    pub origin: Origin,
    /// In which form: `original`, `copy`, `original_seen`, `scan`.
    pub form: Form,
    /// Copies handed in; 0 for what is only shown.
    pub copies: u8,
    /// 是否必备.
    pub required: bool,
    /// When the row applies, if not always.
    pub applies_when: Option<String>,
    /// Time to bring it after acceptance, such as `5wd`, where it may follow (N56).
    pub may_follow_within: Option<String>,
    /// Whether a signed commitment may take its place (N55).
    pub commitment_allowed: bool,
    /// The rules that ask for it.
    pub basis: Vec<String>,
}

/// Where a material comes from.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The applicant makes it.
    Applicant,
    /// A government office issued it; looked up first.
    Government,
    /// A third body issues it.
    ThirdParty,
}

/// In which form a material is taken.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 原件, kept.
    Original,
    /// 复印件, kept.
    Copy,
    /// 原件核对后当场退还.
    OriginalSeen,
    /// 原件 or one scan of it.
    Scan,
}

/// One step of an item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepShown {
    /// The step's name for people.
    pub name: String,
    /// The unit that does it.
    pub unit: Named,
    /// Its limit in words.
    pub limit: String,
}

/// An item in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemLine {
    /// Short name: the place in addresses and the `item` of a new case.
    pub item: String,
    /// 实施编码.
    pub code: String,
    /// 事项名称.
    pub name: String,
    /// What people say instead.
    pub everyday_names: Vec<String>,
    /// 实施主体.
    pub authority: Named,
    /// The promise in words.
    pub promised: String,
    /// Whether its content is a sample and not confirmed against the law in force.
    pub sample: bool,
}

/// A page of items.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemPage {
    /// The items, the best answers first.
    pub items: Vec<ItemLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// 办事指南: the guide of an item, made of its published revision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemGuide {
    /// Short name.
    pub item: String,
    /// 实施编码.
    pub code: String,
    /// Number of the revision, from 1.
    pub revision: u32,
    /// SHA-256 of the revision's body: a case keeps its revision for life.
    pub digest: String,
    /// 事项名称.
    pub name: String,
    /// What people say instead.
    pub everyday_names: Vec<String>,
    /// 事项类型, code of GB/T 39046.
    pub kind: Named,
    /// 办件类型 in words.
    pub category: String,
    /// 实施主体.
    pub authority: Named,
    /// Kinds of applicants it serves.
    pub applicants: Vec<super::intake::ApplicantKind>,
    /// 受理条件.
    pub conditions: Vec<String>,
    /// 申请材料, the whole list.
    pub materials: Vec<MaterialShown>,
    /// Its steps.
    pub steps: Vec<StepShown>,
    /// 承诺办结时限 in words.
    pub promised: String,
    /// 法定办结时限 in words; null where no text states one.
    pub statutory: Option<String>,
    /// 结果名称.
    pub result: String,
    /// Whether anything is charged, in words.
    pub fee: String,
    /// Reasons for which acceptance may be refused, besides the two of the law.
    pub acceptance_grounds: Vec<Named>,
    /// Reasons for which the application may be refused.
    pub refusal_reasons: Vec<Named>,
    /// What may stop the clock; `exclusion` of `ask-stop` is the place in this list, from 0.
    pub exclusions: Vec<String>,
    /// Windows that take it in.
    pub windows: Vec<Named>,
    /// 咨询电话.
    pub inquiry_telephone: String,
    /// 监督投诉电话.
    pub complaint_telephone: String,
    /// Whether its content is a sample and not confirmed against the law in force.
    pub sample: bool,
}

/// A day of the calendar in force.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CalendarDay {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// Whether it is worked.
    pub working: bool,
    /// Name of the holiday, or of the one it makes up for.
    pub name: Option<String>,
    /// Whether its year's notice is not published yet.
    pub provisional: bool,
}

/// Days of the calendar in force.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CalendarDays {
    /// The days, in order.
    pub days: Vec<CalendarDay>,
}
