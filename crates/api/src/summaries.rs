//! Annual summaries for programs: who has handed in, one with the figures beside it, and handing one in (A13, R110, R121).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::UnitCode;
use centre::oversight::summary::SummaryForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, of_unit};
use super::reports::FigureShown;
use super::shown::{day, time};
use web::handle::glyphs::printable;

/// Whether a unit has handed in.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryLine {
    /// The unit.
    pub unit: String,
    /// When its first edition came; null while there is none.
    pub first_at: Option<String>,
    /// Editions.
    pub editions: i64,
    /// Whether the first came after its last day.
    pub late: bool,
    /// The last day.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
}

/// The summaries of a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryList {
    /// The year.
    pub year: i32,
    /// By unit.
    pub summaries: Vec<SummaryLine>,
}

/// The summary of a unit and a year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SummaryShown {
    /// The unit.
    pub unit: String,
    /// The year.
    pub year: i32,
    /// Its version; 0 while there is none.
    pub version: u64,
    /// The edition that is shown; null while there is none.
    pub edition: Option<u8>,
    /// When it was handed in.
    pub at: Option<String>,
    /// The place of the ledger up to which its figures count.
    pub entry: Option<u64>,
    /// 做了什么.
    pub done: String,
    /// 自查发现的问题.
    pub problems: String,
    /// 怎么改.
    pub plans: String,
    /// The last day.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
    /// Whether the first edition came after it.
    pub late: bool,
    /// The figures beside it, or those of now.
    pub figures: Vec<FigureShown>,
}

/// What is done with the summary of a unit and a year.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum SummaryAsked {
    /// 上报: the figures of this moment are frozen with it.
    HandIn {
        /// 做了什么.
        #[schemars(length(max = 2000))]
        done: String,
        /// 自查发现的问题.
        #[schemars(length(max = 2000))]
        problems: String,
        /// 怎么改.
        #[schemars(length(max = 2000))]
        plans: String,
        /// Why there is another edition; may be empty for the first.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

/// `GET /api/v1/summaries?year=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["year"]).await?;
    let year = call.year(query)?;
    let list = call.app.centre.summary_list(&bearer.session, year).await;
    let list = match list {
        // Of a year whose days are not known there is nothing to hand in.
        Err(centre::case::Problem::NotFound) => Vec::new(),
        list => list.map_err(|problem| call.problem(problem))?,
    };
    let summaries = list.iter().map(|it| SummaryLine {
        unit: it.unit.to_string(),
        first_at: it.first_at.map(time),
        editions: it.editions,
        late: it.late,
        due_on: day(it.due),
    });
    call.json(StatusCode::OK, &SummaryList { year, summaries: summaries.collect() })
}

/// `GET /api/v1/summaries/{unit}?year=&edition=`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["year", "edition"]).await?;
    let (year, edition) = (call.year(query)?, call.edition(query)?);
    let unit = unit(call).await?;
    of_unit(&bearer, unit)?;
    let view = call.app.centre.summary_fetch(&bearer.session, year, unit, edition).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let it = view.edition.as_ref();
    let open = |words: Option<casework::Sealed>| words.map_or_else(String::new, |it| view.texts.text(it.0));
    let figures = view.table.lines().iter().map(|line| FigureShown {
        unit: line.0.clone(),
        word: line.1.clone(),
        count: line.2,
    });
    let answer = SummaryShown {
        unit: view.unit.to_string(),
        year: view.year,
        version: view.version,
        edition: it.map(|it| it.number),
        at: it.map(|it| time(it.at)),
        entry: it.map(|it| it.seq),
        done: open(it.map(|it| it.words.done)),
        problems: open(it.map(|it| it.words.problems)),
        plans: open(it.map(|it| it.words.plans)),
        due_on: day(view.due),
        late: view.late,
        figures: figures.collect(),
    };
    call.versioned(view.version, &answer)
}

/// The unit of the address.
async fn unit(call: &Call) -> Result<UnitCode, Trouble> {
    let unit = UnitCode::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    if call.organisation().await?.unit(unit).is_some() { Ok(unit) } else { Err(Kind::NotFound.into()) }
}

/// `POST /api/v1/summaries/{unit}/acts?year=`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts_with::<SummaryAsked>(body, &["year"]).await?;
    let year = call.year(call.query(&["year"])?)?;
    let unit = unit(call).await?;
    of_unit(&bearer, unit)?;
    let SummaryAsked::HandIn { done, problems, plans, reason } = asked;
    let form = SummaryForm { done, problems, plans, reason };
    let printed = printable(&call.app.press, form.words()).await;
    printed.map_err(|problem| call.problem(problem))?;
    let done = call.app.centre.summary_hand_in(&bearer.session, (year, unit), id, version, &form).await;
    let (done, of) = (call.carried(done).await?, unit.to_string());
    call.done(StatusCode::OK, &format!("/summaries/{of}?year={year}"), &of, &done)
}
