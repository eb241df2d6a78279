//! Frozen reports of supervision for programs: which there are, and the figures of one (E32, R144).

use axum::http::StatusCode;
use axum::response::Response;
use oversight::report::{ALL, Period};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
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

/// The figures of an edition.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportShown {
    /// Its period.
    pub period: String,
    /// Number of the edition.
    pub edition: u8,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub frozen_at: String,
    /// The place of the ledger up to which it counts.
    pub entry: u64,
    /// The figures.
    pub figures: Vec<FigureShown>,
}

/// `GET /api/v1/reports`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["days"]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
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
    let (bearer, query) = call.looks(&["edition"]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let period = Period::parse(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let asked = call.edition(query)?;
    let view = call.app.centre.report_fetch(&bearer.session, period, asked).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let edition = view.edition.ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let figures = view.table.lines().iter().map(|line| FigureShown {
        unit: if line.0 == ALL { String::new() } else { line.0.clone() },
        word: line.1.clone(),
        count: line.2,
    });
    let answer = ReportShown {
        period: view.period.key(),
        edition: edition.number,
        frozen_at: time(edition.at),
        entry: edition.seq,
        figures: figures.collect(),
    };
    call.json(StatusCode::OK, &answer)
}
