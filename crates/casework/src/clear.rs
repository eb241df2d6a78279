//! 明确答复 (R61, R115, C33): what can be recognised at once is asked before anything is typed, and answered the same day.

use crate::refusal::Refusal;
use crate::state::Facts;
use calendar::Limit;
use catalogue::GroundCode;
use catalogue::item::Item;
use serde::{Deserialize, Serialize};

/// What the applicant answered to the item's questions.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClearAnswer {
    /// The item asks nothing beforehand.
    #[default]
    NotAsked,
    /// No to every question: the limits of the item run.
    Nothing,
    /// Yes to the question of this ground: refused the same day, by its article.
    Barred {
        /// The ground.
        ground: GroundCode,
    },
}

impl ClearAnswer {
    /// Whether nothing was asked; such entries are stored without it.
    pub fn is_not_asked(&self) -> bool {
        *self == ClearAnswer::NotAsked
    }
}

/// The questions of the item are answered, and with one of its own grounds.
pub(crate) fn check(item: &Item, answer: ClearAnswer) -> Result<(), Refusal> {
    let listed = |ground| item.clear_replies.iter().any(|it| it.ground == ground);
    match answer {
        ClearAnswer::NotAsked if item.clear_replies.is_empty() => Ok(()),
        ClearAnswer::NotAsked => Err(Refusal::ClearQuestionsOpen),
        ClearAnswer::Nothing if item.clear_replies.is_empty() => Err(Refusal::GroundNotListed),
        ClearAnswer::Nothing => Ok(()),
        ClearAnswer::Barred { ground } if listed(ground) => Ok(()),
        ClearAnswer::Barred { .. } => Err(Refusal::GroundNotListed),
    }
}

/// How soon the applicant must hear: the same day where the answer is clear.
pub(crate) fn limit(answer: ClearAnswer, otherwise: Limit) -> Limit {
    match answer {
        ClearAnswer::Barred { .. } => Limit::SAME_DAY,
        ClearAnswer::NotAsked | ClearAnswer::Nothing => otherwise,
    }
}

/// Neither accepted nor sent for papers: the reply is clear, and due today.
pub(crate) fn not_due(facts: &Facts) -> Result<(), Refusal> {
    match facts.clear {
        ClearAnswer::Barred { ground } => Err(Refusal::ClearReplyDue { ground }),
        ClearAnswer::NotAsked | ClearAnswer::Nothing => Ok(()),
    }
}
