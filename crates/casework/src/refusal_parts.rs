//! Parts of a refusal: who may act, what an act needs of a person, which duties must not meet.

use catalogue::item::Post;
use catalogue::{PersonId, Power, UnitCode};
use serde::{Deserialize, Serialize};

/// Most people named in one refusal.
pub const ABLE_MAX: usize = 8;

/// Somebody who may act today (tone 16: 赵局长、钱副局长（代）).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Able {
    /// Who.
    pub person: PersonId,
    /// Whether by a delegation in force, not by the post itself.
    pub deputising: bool,
}

/// What an act needs of a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// A power over the item, by post or by letter of delegation.
    Power(Power),
    /// A post in a unit.
    Post {
        /// The post.
        post: Post,
        /// The unit.
        unit: UnitCode,
    },
}

/// The duties that must not meet in one person (M4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 受理.
    Intake,
    /// 承办: finished a step.
    Handler,
    /// Asked for a stop of the clock or for priority.
    Asker,
    /// Approved a stop of the clock or priority.
    Approver,
    /// 决定.
    Decider,
    /// 复核.
    Rechecker,
    /// 主持听证, which its own stream remembers (N18).
    Chair,
}

/// Whose identity document was wanted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// 申请人.
    Applicant,
    /// 持证人.
    Holder,
}

/// In which capacity somebody else may come in that person's place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// 代领: collects the result.
    Collector,
    /// 代办: asks for it with a letter of authority.
    Agent,
    /// 代取: fetches originals and materials.
    Fetcher,
}
