//! Frozen reports of supervision for programs: which there are, and the figures of one (E32, R144).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use oversight::report::{ALL, Period};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, whole};
use super::shown::time;

/// A report in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportLine {
    /// Its period: `2026`, `2026-11` or `2026-11-28`.
    pub period: String,
    /// How many editions there are.
    pub editions: u32,
    /// When the last was made.
    #[schemars(extend("format" = "date-time"))]
    pub frozen_at: String,
    /// The place of the ledger up to which it counts.
    pub entry: u64,
}

/// The reports, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportPage {
    /// The reports.
    pub reports: Vec<ReportLine>,
}

/// One figure.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FigureShown {
    /// The unit; empty for figures of the whole centre.
    pub unit: String,
    /// What is counted, stable.
    pub word: String,
    /// How many.
    pub count: i64,
}

/// The figures of an edition; of a period that has none, those of now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportShown {
    /// Its period.
    pub period: String,
    /// Its version; 0 while there is no edition.
    pub version: u64,
    /// Number of the edition; null while there is none.
    pub edition: Option<u8>,
    /// When it was made.
    pub frozen_at: Option<String>,
    /// The place of the ledger up to which it counts.
    pub entry: Option<u64>,
    /// The figures.
    pub figures: Vec<FigureShown>,
}

/// What is done with a report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum ReportAsked {
    /// 定稿: the figures of now become an edition; those before stay.
    Freeze {
        /// Why there is another; may be empty for the first.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

/// `GET /api/v1/reports`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["days"]).await?;
    let days = match query.get("days") {
        "" | "no" => false,
        "yes" => true,
        _ => return Err(call.wrong("days", "请从列出的里面选。")),
    };
    let briefs = call.app.centre.report_list(&bearer.session, days).await;
    let briefs = briefs.map_err(|problem| call.problem(problem))?;
    let reports = briefs.iter().map(|it| ReportLine {
        period: it.period.key(),
        editions: it.editions,
        frozen_at: time(it.frozen_at),
        entry: it.seq,
    });
    call.json(StatusCode::OK, &ReportPage { reports: reports.collect() })
}

/// `GET /api/v1/reports/{period}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["edition"]).await?;
    let period = period(call)?;
    let asked = call.edition(query)?;
    let view = call.app.centre.report_fetch(&bearer.session, period, asked).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let edition = view.edition.as_ref();
    let figures = view.table.lines().iter().map(|line| FigureShown {
        unit: if line.0 == ALL { String::new() } else { line.0.clone() },
        word: line.1.clone(),
        count: line.2,
    });
    let answer = ReportShown {
        period: view.period.key(),
        version: view.version,
        edition: edition.map(|it| it.number),
        frozen_at: edition.map(|it| time(it.at)),
        entry: edition.map(|it| it.seq),
        figures: figures.collect(),
    };
    call.versioned(view.version, &answer)
}

fn period(call: &Call) -> Result<Period, Trouble> {
    Period::parse(&call.place).ok_or_else(|| Kind::NotFound.into())
}

/// `POST /api/v1/reports/{period}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<ReportAsked>(body).await?;
    whole(&bearer)?;
    let (period, centre) = (period(call)?, &call.app.centre);
    // Before the rules: whoever may not look at it learns nothing.
    let view = centre.report_fetch(&bearer.session, period, None).await;
    view.map_err(|problem| call.problem(problem))?;
    let ReportAsked::Freeze { reason } = asked;
    let done = centre.report_freeze(&bearer.session, id, period, version, &reason).await;
    let (done, of) = (call.carried(done).await?, period.key());
    call.done(StatusCode::OK, &format!("/reports/{of}"), &of, &done)
}
