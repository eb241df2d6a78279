//! Parts of an item revision: legal bases, materials, limits, steps.

use crate::id::{StepCode, UnitCode};
use crate::item_set::{AwayReason, Post};
use calendar::Limit;
use serde::{Deserialize, Serialize};

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
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_en: Option<String>,
    /// 份数: how many are handed in; 0 for what is only shown.
    pub copies: u8,
    /// In which form.
    pub form: MaterialForm,
    /// 是否必备.
    pub required: bool,
    /// When the row applies, if not always: 占用农用地的.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_when_en: Option<String>,
    /// 容缺受理: it may follow after acceptance (N56); `None` where it may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deferrable: Option<crate::exception::Deferrable>,
    /// 告知承诺: a signed commitment may take its place (N55).
    #[serde(default, skip_serializing_if = "is_false")]
    pub commitment_allowed: bool,
    /// 办理说明 for the applicant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
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
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
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

/// Most of a limited number in one period.
pub const QUOTA_MAX: u32 = 200;

/// 数量限制: how many may be granted, and in what time (N23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaRule {
    /// How many; 1 to [`QUOTA_MAX`].
    #[serde(deserialize_with = "quota_number")]
    pub number: u32,
    /// In what time.
    pub period: QuotaPeriod,
    /// The article, or the plan that sets the number.
    pub basis: Basis,
}

/// In what time a limited number is counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaPeriod {
    /// Each calendar year, by the day of the decision.
    Year,
    /// Once for all.
    Once,
}

fn quota_number<'de, D: serde::Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let number = u32::deserialize(from)?;
    match (1..=QUOTA_MAX).contains(&number) {
        true => Ok(number),
        false => Err(serde::de::Error::custom(format!("a quota is a number from 1 to {QUOTA_MAX}"))),
    }
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
    /// At the department: for which of the ten reasons (R87); elsewhere none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<AwayReason>,
    /// Distinct staff at the least; a substantive check needs two (N11).
    #[serde(default = "one")]
    pub staff: u8,
    /// In a case by commitment it is the later check, and the decision does not wait for it (N55).
    #[serde(default, skip_serializing_if = "is_false")]
    pub after_commitment: bool,
}

fn is_false(flag: &bool) -> bool {
    !*flag
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
