//! What happened to a finding.

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

use crate::appeal::Ground;
use crate::finding::{About, Evidence, Verdict};

casework::events! {
    /// 监察发现.
    Raised = "finding.raised" {
        /// Who wrote it down; none where a rule found it.
        by: Option<PersonId>,
        /// What it is about.
        about: About,
        /// What it was counted from, where it rests on many entries; none in entries of old.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        evidence: Option<Evidence>,
        /// Last day to explain it before it is judged founded; entries from before there was one name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state_by: Option<Day>,
    }
    /// 情况说明.
    Stated = "finding.stated" {
        /// Who.
        by: PersonId,
        /// What.
        words: Sealed,
    }
    /// 结论.
    Concluded = "finding.judged" {
        /// Who.
        by: PersonId,
        /// How it stands.
        verdict: Verdict,
        /// Why.
        reason: Sealed,
        /// Last day to appeal, where there is something to appeal.
        appeal_by: Option<Day>,
    }
    /// 申诉.
    AppealMade = "finding.appealed" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Last day to decide it.
        decide_by: Day,
    }
    /// 申诉逾期没有答复 (F19).
    AppealLate = "finding.appeal-late" {
        /// The last day, which has passed.
        decide_by: Day,
    }
    /// 申诉结论: it explains, and removes nothing.
    AppealDecided = "finding.appeal-decided" {
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
