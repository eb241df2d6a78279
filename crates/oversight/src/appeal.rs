//! An appeal against a judgement of supervision: its last day, which time keeps, and the answer with its coded reason (F19).

use calendar::{Day, Instant};
use serde::{Deserialize, Serialize};

use crate::bound::{Bound, Bounds};
use crate::figure::Share;
use crate::finding::Words;
use crate::look::Fired;
use crate::rule::Rule;
use crate::words::words;

words! {
    /// 申诉结论 with its reason: so few that reasons can be counted and the same one again is seen (F19).
    Ground {
        /// 申诉成立：事实有出入.
        Facts = "facts",
        /// 申诉成立：依据、程序有误.
        Law = "law",
        /// 申诉成立：有正当理由.
        Excused = "excused",
        /// 申诉不成立：事实清楚，依据正确.
        Confirmed = "confirmed",
        /// 申诉不成立：说的没有凭据.
        Unproven = "unproven",
        /// 申诉不成立：没有新的事实和理由.
        NothingNew = "nothing-new",
    }
}

impl Ground {
    /// Whether the appeal was right.
    pub fn is_right(self) -> bool {
        matches!(self, Ground::Facts | Ground::Law | Ground::Excused)
    }
}

/// An appeal, and what became of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appealed {
    /// Who, when and why.
    pub why: Words,
    /// Last day to decide it.
    pub decide_by: Day,
    /// Whether that day passed without an answer, ever.
    pub late: bool,
    /// Whether it was right, and who says so.
    pub decided: Option<(bool, Words)>,
    /// For which of the few reasons; answers from before there were any name none.
    pub ground: Option<Ground>,
}

impl Appealed {
    /// It was made, and waits.
    pub fn made(why: Words, decide_by: Day) -> Appealed {
        Appealed { why, decide_by, late: false, decided: None, ground: None }
    }

    /// When it will be late, while it waits.
    pub fn late_at(&self) -> Option<Instant> {
        late_at(self.decide_by, self.decided.is_some() || self.late)
    }
}

/// When an answer will be late: its last day is over. None where that was said, or there is an answer.
pub(crate) fn late_at(decide_by: Day, is_over: bool) -> Option<Instant> {
    (!is_over).then(|| decide_by.plus_days(1).start())
}

/// Whether a unit's appeals are right too often: enough of them were answered, and the share of the right ones is reached (F19, M7).
/// Either too much is found there that is none, or appeals are answered too lightly: a supervisor looks.
pub fn right_too_often(answered: Share, bounds: &Bounds) -> Option<Fired> {
    let (sample, bound) = (u64::from(bounds.get(Bound::AppealSample)), bounds.int(Bound::AppealRightPercent));
    if answered.whole < sample {
        return None;
    }
    let percent = (u128::from(answered.part) * 100).checked_div(u128::from(answered.whole))?;
    let measured = i32::try_from(percent).ok().filter(|percent| *percent >= bound)?;
    Some(Fired { rule: Rule::AppealsRight, person: None, step: None, measured, bound, earlier: None })
}
