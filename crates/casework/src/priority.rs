//! The fast track and its classes, which are counted in public (A42).

use crate::command::Sealed;
use calendar::Instant;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// 优先办理 (A42).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// In turn.
    #[default]
    None,
    /// Asked for.
    Asked {
        /// By whom.
        by: PersonId,
        /// Why.
        reason: Sealed,
    },
    /// Given.
    Approved {
        /// By whom.
        by: PersonId,
        /// Why it was asked for.
        reason: Sealed,
        /// Since when.
        at: Instant,
    },
}

/// For which kind of reason a case gets priority; the public count has these and no other (A42).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorityClass {
    /// 重点项目.
    MajorProject,
    /// 民生急需.
    Livelihood,
    /// 抢险救灾、突发事件.
    Emergency,
    /// 军人、烈属等依法优待.
    Entitled,
}

impl PriorityClass {
    /// Every class, in the order of the form.
    pub const ALL: [PriorityClass; 4] = [
        PriorityClass::MajorProject,
        PriorityClass::Livelihood,
        PriorityClass::Emergency,
        PriorityClass::Entitled,
    ];

    /// Its word in figures and addresses.
    pub fn key(self) -> &'static str {
        match self {
            PriorityClass::MajorProject => "major-project",
            PriorityClass::Livelihood => "livelihood",
            PriorityClass::Emergency => "emergency",
            PriorityClass::Entitled => "entitled",
        }
    }
}
