//! What a program sends to an assessment: a plan as one document, and what is done in a term (R184-R188).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::{PersonId, UnitCode};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::assessment::AssessmentAct;
use oversight::assessment::{Annual, Count, Dates, Formula, Indicator, Plan, Scale, Subject, Term};
use schemars::JsonSchema;
use serde::Deserialize;

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::Command;

/// How points follow from counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FormulaAsked {
    /// The share of one sum of counts in another, evenly between two thresholds in hundredths of a percent.
    Share {
        /// Added up.
        #[schemars(length(min = 1, max = 6))]
        part: Vec<String>,
        /// Added up.
        #[schemars(length(min = 1, max = 6))]
        whole: Vec<String>,
        /// At which share there is nothing.
        #[schemars(range(max = 10000))]
        none_at: u32,
        /// At which share there is the full mark.
        #[schemars(range(max = 10000))]
        full_at: u32,
    },
    /// The full mark less some points for each.
    Deduct {
        /// Added up.
        #[schemars(length(min = 1, max = 6))]
        of: Vec<String>,
        /// Points for each.
        #[schemars(range(min = 1, max = 1000))]
        each: u32,
    },
    /// A formula in FEEL over the Chinese names of the counts.
    Feel {
        /// The formula.
        #[schemars(length(min = 1, max = 300))]
        text: String,
    },
}

/// An indicator of the plan.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorAsked {
    /// Its code.
    #[schemars(length(min = 1, max = 8))]
    code: String,
    /// What it is called.
    #[schemars(length(min = 1, max = 60))]
    name: String,
    /// To what it applies.
    #[schemars(extend("enum" = ["unit", "window", "person"]))]
    scale: String,
    /// How points follow.
    formula: FormulaAsked,
    /// The full mark.
    #[schemars(range(min = 1, max = 1000))]
    full: u32,
    /// Its weight in percent; those of one scale make 100.
    #[schemars(range(min = 1, max = 100))]
    weight: u32,
    /// What has to be there in some number.
    #[schemars(length(min = 1, max = 6))]
    sample: Vec<String>,
    /// That number; of cases, ratings and visits at least 5.
    #[schemars(range(min = 1, max = 10000))]
    sample_min: u32,
    /// On what it stands.
    #[schemars(length(min = 1, max = 60))]
    basis: String,
}

/// When what is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatesAsked {
    /// Last day of the self-check.
    #[schemars(extend("format" = "date"))]
    check_by: String,
    /// Last day of the social evaluation.
    #[schemars(extend("format" = "date"))]
    evaluate_by: String,
    /// Last day of the key inspection.
    #[schemars(extend("format" = "date"))]
    inspect_by: String,
    /// Last day of the total.
    #[schemars(extend("format" = "date"))]
    publish_by: String,
}

/// What the total counts for in the annual assessment.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnualAsked {
    /// 占部门年度考核几分.
    #[schemars(range(max = 100))]
    department: u32,
    /// 占乡镇年度考核几分.
    #[schemars(range(max = 100))]
    town: u32,
}

/// The plan of a term, whole; the rules are those of the page.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanAsked {
    /// What is scored.
    #[schemars(length(min = 1, max = 40))]
    indicators: Vec<IndicatorAsked>,
    /// From how many points, of 100, the grade is 好.
    #[schemars(range(max = 100))]
    good_from: u32,
    /// From how many it is 一般.
    #[schemars(range(min = 1, max = 99))]
    fair_from: u32,
    /// What the centre's half of a person weighs, in percent.
    #[schemars(range(min = 1, max = 100))]
    centre_percent: u32,
    /// Percent of the weights that have to be scored, or there is no total.
    #[schemars(range(min = 50, max = 100))]
    scored_min: u32,
    /// When what is done.
    dates: DatesAsked,
    /// What the total counts for in the year.
    #[serde(default)]
    annual: Option<AnnualAsked>,
}

/// What is done in a term.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum TermAsked {
    /// 定方案.
    Adopt {
        /// The plan.
        plan: Box<PlanAsked>,
        /// Why there is another; may be empty for the first.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 自查.
    Check {
        /// Which unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// What it says.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 社会评议.
    Evaluate {
        /// Which unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// Whether at a symposium.
        #[serde(default)]
        symposium: bool,
        /// How many were asked.
        asked: u32,
        /// How many of them answered.
        answered: u32,
        /// How many of these are satisfied.
        satisfied: u32,
        /// Who was asked, and what they said.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 重点检查.
    Inspect {
        /// Which unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// Of 100.
        #[schemars(range(max = 100))]
        mark: u32,
        /// What was seen.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 单位评分.
    Mark {
        /// Whom.
        #[schemars(length(max = 40))]
        person: String,
        /// Of 100.
        #[schemars(range(max = 100))]
        mark: u32,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 总评.
    Score {
        /// Why there is another edition; may be empty for the first.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 公布.
    Publish {},
    /// 申诉.
    Object {
        /// About whom: `unit-sc`, `town-sq`, `window-w2` or `person-do.sc`.
        #[schemars(length(max = 60))]
        subject: String,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉结论.
    DecideObjection {
        /// About whom.
        #[schemars(length(max = 60))]
        subject: String,
        /// Whether it is right.
        right: bool,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 整改情况.
    Correct {
        /// Which unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// What was put right.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 整改验收.
    JudgeCorrection {
        /// Which unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// Whether it is accepted.
        accepted: bool,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 红旗窗口、示范岗.
    Award {
        /// Whom.
        #[schemars(length(max = 60))]
        subject: String,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

fn wrong(field: &str) -> FieldProblem {
    problem(field, FieldWhy::NotAChoice)
}

fn day(field: &str, typed: &str) -> Result<Day, FieldProblem> {
    Day::parse(typed).ok_or_else(|| problem(field, FieldWhy::NotADay))
}

fn counts(field: &str, words: &[String]) -> Result<Vec<Count>, FieldProblem> {
    words.iter().map(|word| Count::parse(word).ok_or_else(|| wrong(field))).collect()
}

impl IndicatorAsked {
    fn read(self) -> Result<Indicator, FieldProblem> {
        let formula = match self.formula {
            FormulaAsked::Share { part, whole, none_at, full_at } => Formula::Share {
                part: counts("part", &part)?,
                whole: counts("whole", &whole)?,
                none_at,
                full_at,
            },
            FormulaAsked::Deduct { of, each } => Formula::Deduct { of: counts("of", &of)?, each },
            FormulaAsked::Feel { text } => Formula::Feel { text },
        };
        Ok(Indicator {
            scale: Scale::parse(&self.scale).ok_or_else(|| wrong("scale"))?,
            sample: counts("sample", &self.sample)?,
            formula,
            code: self.code,
            name: self.name,
            full: self.full,
            weight: self.weight,
            sample_min: self.sample_min,
            basis: self.basis,
        })
    }
}

impl PlanAsked {
    fn read(self, term: Term) -> Result<Plan, FieldProblem> {
        let dates = Dates {
            check_by: day("check_by", &self.dates.check_by)?,
            evaluate_by: day("evaluate_by", &self.dates.evaluate_by)?,
            inspect_by: day("inspect_by", &self.dates.inspect_by)?,
            publish_by: day("publish_by", &self.dates.publish_by)?,
        };
        Ok(Plan {
            term,
            indicators: self.indicators.into_iter().map(IndicatorAsked::read).collect::<Result<_, _>>()?,
            good_from: self.good_from,
            fair_from: self.fair_from,
            centre_percent: self.centre_percent,
            scored_min: self.scored_min,
            dates,
            annual: self.annual.map(|it| Annual { department: it.department, town: it.town }),
        })
    }
}

/// What is asked of the centre.
enum Asked {
    /// A plan, with why there is another.
    Plan(Box<Plan>, String),
    /// Anything else.
    Act(AssessmentAct),
}

impl TermAsked {
    fn read(self, term: Term) -> Result<Asked, FieldProblem> {
        use AssessmentAct as It;
        let unit = |code: String| UnitCode::parse(&code).map_err(|_| wrong("unit"));
        let whom = |key: String| Subject::parse(&key).ok_or_else(|| wrong("subject"));
        Ok(Asked::Act(match self {
            TermAsked::Adopt { plan, reason } => return Ok(Asked::Plan(Box::new(plan.read(term)?), reason)),
            TermAsked::Check { unit: of, words } => It::Check { unit: unit(of)?, words },
            TermAsked::Evaluate { unit: of, symposium, asked, answered, satisfied, words } => {
                It::Evaluate { unit: unit(of)?, symposium, numbers: [asked, answered, satisfied], words }
            }
            TermAsked::Inspect { unit: of, mark, words } => It::Inspect { unit: unit(of)?, mark, words },
            TermAsked::Mark { person, mark, words } => {
                It::Mark { person: PersonId::parse(&person).map_err(|_| wrong("person"))?, mark, words }
            }
            TermAsked::Score { words } => It::Score(words),
            TermAsked::Publish {} => It::Publish,
            TermAsked::Object { subject, words } => It::Object { subject: whom(subject)?, words },
            TermAsked::DecideObjection { subject, right, words } => {
                It::DecideObjection { subject: whom(subject)?, right, words }
            }
            TermAsked::Correct { unit: of, words } => It::Correct { unit: unit(of)?, words },
            TermAsked::JudgeCorrection { unit: of, accepted, words } => {
                It::JudgeCorrection { unit: unit(of)?, accepted, words }
            }
            TermAsked::Award { subject, words } => It::Award { subject: whom(subject)?, words },
        }))
    }
}

/// `POST /api/v1/assessments/{term}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<TermAsked>(body).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let term = Term::parse(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let asked = asked.read(term).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let done = match &asked {
        Asked::Plan(plan, reason) => centre.assessment_adopt(session, id, version, plan, reason).await,
        Asked::Act(act) => centre.assessment_act(session, term, id, version, act).await,
    };
    let done = call.carried(done).await.map_err(|trouble| match asked {
        // Why there is another count stands in its words.
        Asked::Act(AssessmentAct::Score(_)) => trouble.about("reason", "words"),
        _ => trouble,
    })?;
    let of = term.key();
    call.done(StatusCode::OK, &format!("/assessments/{of}"), &of, &done)
}
