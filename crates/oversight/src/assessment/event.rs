//! What happened in a term of assessment.

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use super::plan::Subject;
use super::state::Dates;
use super::term::Term;

casework::events! { @small
    /// 定考核方案. A further edition changes no term that is over.
    Adopted = "assessment.adopted" {
        /// Who.
        by: PersonId,
        /// Of which term.
        term: Term,
        /// 1, 2, …
        edition: u32,
        /// Digest of the plan.
        plan: Digest,
        /// When what is done.
        dates: Dates,
        /// Why there is another one.
        reason: Option<Sealed>,
    }
    /// 自查.
    Checked = "assessment.self-checked" {
        /// Who.
        by: PersonId,
        /// Of which unit.
        unit: UnitCode,
        /// Whether after its day.
        late: bool,
        /// What the unit says.
        words: Sealed,
    }
    /// 社会评议.
    Evaluation = "assessment.evaluated" {
        /// Who entered it.
        by: PersonId,
        /// Of which unit.
        unit: UnitCode,
        /// Whether at a symposium; else by questionnaire.
        symposium: bool,
        /// How many were asked.
        asked: u32,
        /// How many of them answered.
        answered: u32,
        /// How many of these are satisfied.
        satisfied: u32,
        /// Who was asked, and what they said.
        words: Sealed,
    }
    /// 重点检查.
    Inspected = "assessment.inspected" {
        /// Who.
        by: PersonId,
        /// Of which unit.
        unit: UnitCode,
        /// Of 100.
        mark: u32,
        /// What was seen.
        words: Sealed,
    }
    /// 单位评分: the department's half of a person (A40).
    Marked = "assessment.marked" {
        /// Who.
        by: PersonId,
        /// Whom.
        person: PersonId,
        /// Of 100.
        mark: u32,
        /// Why.
        words: Sealed,
    }
    /// 总评.
    Scored = "assessment.scored" {
        /// Who.
        by: PersonId,
        /// 1, 2, …
        edition: u8,
        /// Place of the ledger up to which was counted.
        seq: u64,
        /// Digest of the counts.
        table: Digest,
        /// Why there is another one.
        reason: Option<Sealed>,
    }
    /// 公布.
    Announced = "assessment.published" {
        /// Who.
        by: PersonId,
        /// Which edition.
        edition: u8,
        /// Last day to object.
        object_by: Day,
        /// Last day for a unit to put right what made it 一般 or 较差 (R186).
        correct_by: Day,
    }
    /// 申诉.
    Objected = "assessment.objected" {
        /// Who.
        by: PersonId,
        /// About whom.
        subject: Subject,
        /// Why.
        reason: Sealed,
        /// Last day to decide it.
        decide_by: Day,
    }
    /// 申诉结论: it explains, and removes nothing.
    ObjectionDecided = "assessment.objection-decided" {
        /// Who.
        by: PersonId,
        /// About whom.
        subject: Subject,
        /// Whether it is right.
        right: bool,
        /// Why.
        reason: Sealed,
    }
    /// 整改情况.
    CorrectionAnswered = "assessment.correction-answered" {
        /// Who.
        by: PersonId,
        /// Which unit.
        unit: UnitCode,
        /// Whether after its day.
        late: bool,
        /// What was put right.
        words: Sealed,
    }
    /// 整改验收.
    CorrectionJudged = "assessment.correction-judged" {
        /// Who.
        by: PersonId,
        /// Which unit.
        unit: UnitCode,
        /// Whether it is right now; else it goes back.
        accepted: bool,
        /// The new last day, where it goes back.
        again_by: Option<Day>,
        /// Why.
        reason: Sealed,
    }
    /// 红旗窗口、示范岗 (R188).
    Awarded = "assessment.awarded" {
        /// Who.
        by: PersonId,
        /// Whom: a window is a red-flag window, a person holds a model post.
        subject: Subject,
        /// Why.
        reason: Sealed,
    }
}
