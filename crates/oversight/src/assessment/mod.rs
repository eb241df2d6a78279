//! 考核: units, windows and people are scored by a plan that was adopted before (R184-R188, A40).
//!
//! A term has one stream: the plan, what came in by hand (自查, 社会评议, 重点检查, the department's mark of a person), the frozen
//! counts, publication, objections, corrections, awards.  The score is a function of plan and counts and is stored nowhere.

mod annual;
mod command;
mod count;
mod decide;
mod event;
mod owed;
mod plan;
mod refusal;
mod score;
mod state;
mod term;
mod town;
mod usual;

pub use annual::Annual;
pub use command::{
    Award, Check, Command, Correct, DecideObjection, Evaluate, Freeze, Inspect, JudgeCorrection, Mark, Object,
};
pub use count::{Count, SAMPLE_LEAST};
pub use decide::{Given, decide, evolve, marks_staff};
pub use event::*;
pub use plan::{Formula, INDICATORS_MAX, Indicator, Plan, PlanProblem, SCORED_LEAST, Scale, Subject};
pub use refusal::{AssessmentRefusal, AttendanceRefusal};
pub use score::{
    ACCOUNTABLE, DEPARTMENT, Grade, LISTED, MARKED, Point, Score, order, score, scores, subjects,
};
pub use state::{Assessment, Correction, Dates, Evaluated, Objection, Prize, Published};
pub use term::{Part, Term};
pub use town::{ELSEWHERE, towns, towns_elsewhere, windows_elsewhere, windows_of_town};
