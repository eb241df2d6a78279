//! Parts of an item revision about service: fee, channels, questions, clear replies; and the hearing.

use crate::id::GroundCode;
use crate::item_part::Basis;
use serde::{Deserialize, Serialize};

/// A fee (N24, L5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Item and standard in words: 不动产登记费，住宅每件80元.
    pub text: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_en: Option<String>,
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
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_en: Option<String>,
    /// What is so.
    pub answer: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_en: Option<String>,
}

/// 听证 before the decision (N18).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HearingRule {
    /// Required by the law itself; otherwise held when an interested party asks.
    pub required: bool,
    /// By which article.
    pub basis: Basis,
}

/// 明确答复: a question whose answer yes bars the application at once, on a ground the item lists by article (R61).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClearReply {
    /// 要采砂的地方在禁采区内吗？
    pub ask: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_en: Option<String>,
    /// The ground, one of the item's `refusal_grounds`.
    pub ground: GroundCode,
    /// What the applicant can do instead, or when to come again.
    pub instead: String,
    /// In English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_en: Option<String>,
}
