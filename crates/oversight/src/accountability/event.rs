//! What happened to a matter of accountability.

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::accountability::{Kind, Measure};
use crate::appeal::Ground;

casework::events! { @small
    /// 提出问责.
    Opened = "accountability.opened" {
        /// Who.
        by: PersonId,
        /// The unit.
        unit: UnitCode,
        /// Whom it concerns; none where it is the department.
        person: Option<PersonId>,
        /// Of which kind.
        kind: Kind,
        /// What is held against whom.
        words: Sealed,
        /// Last day to be heard.
        heard_by: Day,
    }
    /// 陈述、申辩.
    Heard = "accountability.heard" {
        /// Who.
        by: PersonId,
        /// What.
        words: Sealed,
    }
    /// 处理决定.
    Decided = "accountability.decided" {
        /// Who.
        by: PersonId,
        /// What is done.
        measure: Measure,
        /// Why.
        reason: Sealed,
        /// Last day to appeal, where there is something to appeal.
        appeal_by: Option<Day>,
    }
    /// 移送回执.
    Receipted = "accountability.referral-receipted" {
        /// Who entered it.
        by: PersonId,
        /// Which office took it, when, under which number.
        receipt: Sealed,
    }
    /// 办理结果反馈.
    Returned = "accountability.referral-returned" {
        /// Who entered it.
        by: PersonId,
        /// What that office did.
        outcome: Sealed,
    }
    /// 申诉.
    Appealed = "accountability.appealed" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Last day to decide it.
        decide_by: Day,
    }
    /// 申诉逾期没有答复 (F19).
    AppealLate = "accountability.appeal-late" {
        /// The last day, which has passed.
        decide_by: Day,
    }
    /// 申诉结论: it explains, and removes nothing.
    AppealDecided = "accountability.appeal-decided" {
        /// Who.
        by: PersonId,
        /// Whether the appeal was right.
        right: bool,
        /// Why.
        reason: Sealed,
        /// For which of the few reasons; entries from before there were any name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<Ground>,
    }
}
