//! What happened to an order.

use calendar::{Day, Instant};
use casework::{DocumentNo, Sealed};
use catalogue::{CaseId, FindingId, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::order::{Kind, Pictures, Rung};

casework::events! {
    /// 发出.
    Sent = "order.sent" {
        /// Who; none where it went out by itself.
        by: Option<PersonId>,
        /// What it is.
        kind: Kind,
        /// Its number.
        number: DocumentNo,
        /// To whom.
        to: PersonId,
        /// As what.
        rung: Rung,
        /// The unit that answers for it.
        unit: UnitCode,
        /// The case.
        case: Option<CaseId>,
        /// The finding it rests on.
        finding: Option<FindingId>,
        /// What is asked.
        words: Option<Sealed>,
        /// Last day to answer.
        answer_by: Option<Day>,
        /// Last day to appeal; entries from before it was frozen name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        appeal_until: Option<Day>,
        /// Working days to answer; entries from before it was kept name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u16>,
    }
    /// 签收.
    Received = "order.received" {
        /// Who.
        by: PersonId,
    }
    /// 答复.
    Answered = "order.answered" {
        /// Who.
        by: PersonId,
        /// What.
        words: Sealed,
        /// The entry that shows it.
        entry: Option<u64>,
        /// Photographs and scans that show it; entries from before there were any name none.
        #[serde(default, skip_serializing_if = "Pictures::is_empty")]
        pictures: Pictures,
    }
    /// 退回重办.
    AnswerReturned = "order.answer-returned" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Last day to answer again.
        answer_by: Day,
        /// Working days to answer; entries from before it was kept name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u16>,
    }
    /// 认可.
    AnswerAccepted = "order.answer-accepted" {
        /// Who.
        by: PersonId,
        /// A word to it.
        reason: Option<Sealed>,
    }
    /// 逾期未答复，上升一级 (R49).
    Rose = "order.rose" {
        /// To whom; none where nobody is left above.
        to: Option<PersonId>,
        /// The rung it stands on now.
        rung: Rung,
        /// Last day to answer; none at the end of the chain.
        answer_by: Option<Day>,
        /// Working days to answer; entries from before it was kept name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        days: Option<u16>,
    }
    /// 承诺守住了，到期前的催办了结 (R149).
    Settled = "order.settled" {}
    /// 申诉.
    AppealMade = "order.appealed" {
        /// Who.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Last day to decide it.
        decide_by: Day,
    }
    /// 申诉逾期没有答复 (F19).
    AppealLate = "order.appeal-late" {
        /// The last day, which has passed.
        decide_by: Day,
    }
    /// 申诉结论.
    AppealDecided = "order.appeal-decided" {
        /// Who.
        by: PersonId,
        /// Whether the appeal was right.
        right: bool,
        /// Why.
        reason: Sealed,
        /// For which of the few reasons; entries from before there were any name none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ground: Option<crate::appeal::Ground>,
    }
    /// 通报公开 (C28).
    Published = "order.published" {
        /// Who; never whoever issued it.
        by: PersonId,
        /// What everybody reads: other words than those it went out with.
        words: Sealed,
    }
}
