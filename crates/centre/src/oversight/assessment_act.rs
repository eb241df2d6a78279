//! What a person does in a term of assessment, as typed.

use casework::Sealed;
use catalogue::{PersonId, UnitCode};
use oversight::assessment::{
    Award, Check, Command, Correct, DecideObjection, Evaluate, Inspect, JudgeCorrection, Mark, Object,
    Subject,
};
use serde::Serialize;

/// What a person does in a term, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentAct {
    /// 自查.
    Check {
        /// Which unit.
        unit: UnitCode,
        /// What it says.
        words: String,
    },
    /// 社会评议.
    Evaluate {
        /// Which unit.
        unit: UnitCode,
        /// Whether at a symposium.
        symposium: bool,
        /// How many were asked, answered, are satisfied.
        numbers: [u32; 3],
        /// Who was asked, and what they said.
        words: String,
    },
    /// 重点检查.
    Inspect {
        /// Which unit.
        unit: UnitCode,
        /// Of 100.
        mark: u32,
        /// What was seen.
        words: String,
    },
    /// 单位评分.
    Mark {
        /// Whom.
        person: PersonId,
        /// Of 100.
        mark: u32,
        /// Why.
        words: String,
    },
    /// 总评; the reason where there is an edition already.
    Score(String),
    /// 公布.
    Publish,
    /// 申诉.
    Object {
        /// About whom.
        subject: Subject,
        /// Why.
        words: String,
    },
    /// 申诉结论.
    DecideObjection {
        /// About whom.
        subject: Subject,
        /// Whether it is right.
        right: bool,
        /// Why.
        words: String,
    },
    /// 整改情况.
    Correct {
        /// Which unit.
        unit: UnitCode,
        /// What was put right.
        words: String,
    },
    /// 整改验收.
    JudgeCorrection {
        /// Which unit.
        unit: UnitCode,
        /// Whether it is accepted.
        accepted: bool,
        /// Why.
        words: String,
    },
    /// 红旗窗口、示范岗.
    Award {
        /// Whom.
        subject: Subject,
        /// Why.
        words: String,
    },
}

impl AssessmentAct {
    /// About whom it is; none where it is about all.
    pub fn subject(&self) -> Option<Subject> {
        use AssessmentAct as It;
        match self {
            It::Check { unit, .. }
            | It::Evaluate { unit, .. }
            | It::Inspect { unit, .. }
            | It::Correct { unit, .. }
            | It::JudgeCorrection { unit, .. } => Some(Subject::Unit(*unit)),
            It::Mark { person, .. } => Some(Subject::Person(*person)),
            It::Object { subject, .. } | It::DecideObjection { subject, .. } | It::Award { subject, .. } => {
                Some(*subject)
            }
            It::Score(_) | It::Publish => None,
        }
    }

    pub(super) fn words(&self) -> Option<&str> {
        use AssessmentAct as It;
        match self {
            It::Check { words, .. }
            | It::Evaluate { words, .. }
            | It::Inspect { words, .. }
            | It::Mark { words, .. }
            | It::Object { words, .. }
            | It::DecideObjection { words, .. }
            | It::Correct { words, .. }
            | It::JudgeCorrection { words, .. }
            | It::Award { words, .. } => Some(words),
            It::Score(_) | It::Publish => None,
        }
    }

    /// The command, with its words sealed.
    pub(super) fn command(&self, words: Sealed) -> Command {
        use AssessmentAct as It;
        match *self {
            It::Check { unit, .. } => Command::Check(Check { unit, words }),
            It::Evaluate { unit, symposium, numbers: [asked, answered, satisfied], .. } => {
                Command::Evaluate(Evaluate { unit, symposium, asked, answered, satisfied, words })
            }
            It::Inspect { unit, mark, .. } => Command::Inspect(Inspect { unit, mark, words }),
            It::Mark { person, mark, .. } => Command::Mark(Mark { person, mark, words }),
            It::Object { subject, .. } => Command::Object(Object { subject, reason: words }),
            It::DecideObjection { subject, right, .. } => {
                Command::DecideObjection(DecideObjection { subject, right, reason: words })
            }
            It::Correct { unit, .. } => Command::Correct(Correct { unit, words }),
            It::JudgeCorrection { unit, accepted, .. } => {
                Command::JudgeCorrection(JudgeCorrection { unit, accepted, reason: words })
            }
            It::Award { subject, .. } => Command::Award(Award { subject, reason: words }),
            It::Score(_) | It::Publish => Command::Publish,
        }
    }
}
