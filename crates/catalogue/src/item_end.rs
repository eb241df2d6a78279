//! Parts of an item revision that say what may stop its clock, on which grounds it is refused, and what can be done against that.

use crate::id::GroundCode;
use crate::item_part::Basis;
use crate::validity::ValidFor;
use serde::{Deserialize, Serialize};

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
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validity_en: Option<String>,
    /// The same as a rule, by which a certificate expires and is renewed (A22, N21).
    #[serde(default, skip_serializing_if = "ValidFor::is_unlimited")]
    pub valid_for: ValidFor,
    /// What the certificate permits, in words: 热食类食品制售 (A22).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
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
