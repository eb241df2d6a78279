//! Parts of an item revision about service: fee, channels, questions.

use crate::item_part::Basis;
use serde::{Deserialize, Serialize};

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
