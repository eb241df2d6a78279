//! Assessment for programs: the terms, and one with its plan, its counts and what they come to (R184-R188).

use axum::http::StatusCode;
use axum::response::Response;
use oversight::assessment::{Formula, Indicator, Scale, Score, Subject, Term, scores};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::shown::{day, time};

/// A term in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermLine {
    /// The term: `2026`, `2026-Q3` or `2026-09`.
    pub term: String,
    /// `running`, `scored`, `published` or `again`.
    pub state: String,
    /// How many editions the plan has.
    pub plan_edition: i64,
    /// How many editions the counts have; 0 before the first.
    pub edition: i64,
    /// When it was published last.
    pub published_at: Option<String>,
}

/// The terms, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermPage {
    /// The terms.
    pub terms: Vec<TermLine>,
}

/// How points follow from counts.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FormulaShown {
    /// The share of one sum of counts in another, evenly between two thresholds in hundredths of a percent.
    Share {
        /// Added up.
        part: Vec<String>,
        /// Added up.
        whole: Vec<String>,
        /// At which share there is nothing.
        none_at: u32,
        /// At which share there is the full mark.
        full_at: u32,
    },
    /// The full mark less some points for each.
    Deduct {
        /// Added up.
        of: Vec<String>,
        /// Points for each.
        each: u32,
    },
    /// A formula in FEEL over the Chinese names of the counts.
    Feel {
        /// The formula.
        text: String,
    },
}

/// An indicator of the plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IndicatorShown {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// `unit`, `town`, `window` or `person`.
    pub scale: String,
    /// How points follow.
    pub formula: FormulaShown,
    /// The full mark.
    pub full: u32,
    /// Its weight in percent.
    pub weight: u32,
    /// What has to be there in some number.
    pub sample: Vec<String>,
    /// That number.
    pub sample_min: u32,
    /// On what it stands.
    pub basis: String,
}

/// Points of an indicator.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PointShown {
    /// Code of the indicator.
    pub indicator: String,
    /// In hundredths of a point; null where the sample is too small.
    pub points: Option<u32>,
    /// How much of a sample there is.
    pub sample: i64,
}

/// What one came to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScoreShown {
    /// Who: `unit-sc`, `town-sq`, `window-w2`, `person-do.sc`.
    pub subject: String,
    /// `unit`, `town`, `window` or `person`.
    pub scale: String,
    /// By indicator.
    pub points: Vec<PointShown>,
    /// In hundredths of 100; null where too little of the weights was scored.
    pub total: Option<u32>,
    /// `good`, `fair` or `poor`; null without a total.
    pub grade: Option<String>,
}

/// A count.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CountShown {
    /// Whose.
    pub subject: String,
    /// What is counted, stable.
    pub word: String,
    /// How many.
    pub count: i64,
}

/// One term, as far as the token sees it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TermShown {
    /// The term.
    pub term: String,
    /// Its version.
    pub version: u64,
    /// Where it stands.
    pub state: String,
    /// Number of the edition that is shown; null where the counts are those of now.
    pub edition: Option<u8>,
    /// The place of the ledger up to which that edition counts.
    pub entry: Option<u64>,
    /// Last day to object; null before it is published.
    pub object_by: Option<String>,
    /// From how many points, of 100, the grade is good.
    pub good_from: u32,
    /// From how many it is fair.
    pub fair_from: u32,
    /// What the total counts for in the annual assessment of a department, in points; null in plans that do not say.
    pub annual_department: Option<u32>,
    /// The same of a town.
    pub annual_town: Option<u32>,
    /// The plan in force.
    pub indicators: Vec<IndicatorShown>,
    /// What each came to, by scale, the best first.
    pub scores: Vec<ScoreShown>,
    /// What was counted.
    pub counts: Vec<CountShown>,
}

fn keys(counts: &[oversight::assessment::Count]) -> Vec<String> {
    counts.iter().map(|it| it.key().to_owned()).collect()
}

impl From<&Indicator> for IndicatorShown {
    fn from(it: &Indicator) -> IndicatorShown {
        let formula = match &it.formula {
            Formula::Share { part, whole, none_at, full_at } => FormulaShown::Share {
                part: keys(part),
                whole: keys(whole),
                none_at: *none_at,
                full_at: *full_at,
            },
            Formula::Deduct { of, each } => FormulaShown::Deduct { of: keys(of), each: *each },
            Formula::Feel { text } => FormulaShown::Feel { text: text.clone() },
        };
        IndicatorShown {
            code: it.code.clone(),
            name: it.name.clone(),
            scale: it.scale.key().to_owned(),
            formula,
            full: it.full,
            weight: it.weight,
            sample: keys(&it.sample),
            sample_min: it.sample_min,
            basis: it.basis.clone(),
        }
    }
}

impl From<&Score<'_>> for ScoreShown {
    fn from(it: &Score<'_>) -> ScoreShown {
        let point = |point: &oversight::assessment::Point<'_>| PointShown {
            indicator: point.indicator.code.clone(),
            points: point.points,
            sample: point.sample,
        };
        ScoreShown {
            subject: it.subject.key(),
            scale: it.subject.scale().key().to_owned(),
            points: it.points.iter().map(point).collect(),
            total: it.total,
            grade: it.grade.map(|grade| grade.key().to_owned()),
        }
    }
}

/// `GET /api/v1/assessments`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let briefs = call.app.centre.assessment_list().await.map_err(|fault| call.fault(&fault))?;
    let terms = briefs.iter().map(|it| TermLine {
        term: it.term.key(),
        state: it.state.clone(),
        plan_edition: it.plan_edition,
        edition: it.edition,
        published_at: it.published_at.map(time),
    });
    call.json(StatusCode::OK, &TermPage { terms: terms.collect() })
}

/// `GET /api/v1/assessments/{term}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["edition"]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let term = Term::parse(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let asked = call.edition(query)?;
    let view = call.app.centre.assessment_fetch(&bearer.session, term, asked).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let plan = view.plan.as_deref().ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let sees = |subject: Subject| view.sees(subject);
    let scored = Scale::ALL.into_iter().flat_map(|scale| scores(plan, &view.table, scale));
    let scored: Vec<ScoreShown> =
        scored.filter(|it| sees(it.subject)).map(|it| ScoreShown::from(&it)).collect();
    let counts = view.table.lines().iter().filter(|line| Subject::parse(&line.0).is_some_and(sees));
    let counts =
        counts.map(|line| CountShown { subject: line.0.clone(), word: line.1.clone(), count: line.2 });
    let answer = TermShown {
        term: term.key(),
        version: view.version,
        state: view.state.key().to_owned(),
        edition: view.edition.map(|it| it.number),
        entry: view.edition.map(|it| it.seq),
        object_by: view.state.published.map(|it| day(it.object_by)),
        good_from: plan.good_from,
        fair_from: plan.fair_from,
        annual_department: plan.annual.map(|it| it.department),
        annual_town: plan.annual.map(|it| it.town),
        indicators: plan.indicators.iter().map(IndicatorShown::from).collect(),
        scores: scored,
        counts: counts.collect(),
    };
    call.versioned(view.version, &answer)
}
