//! What stands behind two tables of supervision, for programs: the records that a count of assessment counts (R184), and the matters
//! of accountability of this year by level and kind.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use centre::oversight::{Behind, BehindKind};
use oversight::accountability::{Kind as Misconduct, Level, Measure};
use oversight::assessment::{Count, Subject, Term};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::Kind;
use super::shown::time;

/// A record behind a count.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BehindLine {
    /// `case`, `finding`, `order`, `complaint` or `day`.
    pub kind: String,
    /// Its name; of a day the day.
    pub named: String,
    /// Its number, its rule, or what was entered on the day.
    pub says: String,
    /// Whose day it is.
    pub person: Option<String>,
    /// When; null of a day.
    pub at: Option<String>,
    /// Whether it is of another division, and opens there alone.
    pub elsewhere: bool,
}

/// What a count counts; 200 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BehindShown {
    /// The records.
    pub records: Vec<BehindLine>,
}

/// `GET /api/v1/assessments/{term}/counts/{count}?subject=`
pub async fn of_count(call: Call) -> Response {
    call.finish(counted(&call).await)
}

async fn counted(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["subject"]).await?;
    let term = Term::parse(&call.place).ok_or(Kind::NotFound)?;
    let count = Count::parse(&call.second).ok_or(Kind::NotFound)?;
    let subject = Subject::parse(query.get("subject"));
    let subject = subject.ok_or_else(|| call.wrong("subject", "请照抄考核表上的 subject，例如 unit-sc。"))?;
    let lines = call.app.centre.assessment_behind(&bearer.session, term, subject, count).await;
    let lines = lines.map_err(|problem| call.problem(problem))?;
    call.json(StatusCode::OK, &BehindShown { records: lines.iter().map(line).collect() })
}

fn line(it: &Behind) -> BehindLine {
    let kind = match it.kind {
        BehindKind::Case => "case",
        BehindKind::Finding => "finding",
        BehindKind::Order => "order",
        BehindKind::Complaint => "complaint",
        BehindKind::Day => "day",
    };
    BehindLine {
        kind: kind.to_owned(),
        named: it.id.clone(),
        says: it.says.clone(),
        person: Some(it.person.clone()).filter(|it| !it.is_empty()),
        at: it.at.map(time),
        elsewhere: it.elsewhere,
    }
}

/// Matters of a level or a kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterCount {
    /// `department`, `head`, `approver` or `window`; of a kind its code, `A1` to `D8`.
    pub of: String,
    /// How many were brought.
    pub brought: i64,
    /// Of them, those in which something was done that was not set aside.
    pub stands: i64,
}

/// The matters of accountability of this year.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterFigures {
    /// The year.
    pub year: i32,
    /// By level, all four of them.
    pub levels: Vec<MatterCount>,
    /// By kind, those that occur.
    pub kinds: Vec<MatterCount>,
}

/// `GET /api/v1/figures/accountability`
pub async fn matters(call: Call) -> Response {
    call.finish(of_matters(&call).await)
}

async fn of_matters(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    if !centre.is_supervisor(session).await.map_err(|fault| call.fault(&fault))? {
        return Err(Kind::OutOfScope.into());
    }
    let year = centre.today().year();
    let since = Day::from_ymd(year, 1, 1).unwrap_or(centre.today());
    let counts = centre.accountability_counts(session, since).await.map_err(|fault| call.fault(&fault))?;
    let mut kinds: BTreeMap<Misconduct, (i64, i64)> = BTreeMap::new();
    for (kind, state, count) in counts {
        let (brought, stands) = kinds.entry(kind).or_default();
        *brought += count;
        if Measure::parse(&state).is_some_and(|measure| measure != Measure::Dropped) {
            *stands += count;
        }
    }
    let levels = Level::ALL.map(|level| {
        let of = kinds.iter().filter(|(kind, _)| kind.level() == level).map(|(_, it)| it);
        let (brought, stands) = of.fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        MatterCount { of: word(level).to_owned(), brought, stands }
    });
    let of_kind = |(kind, (brought, stands)): (&Misconduct, &(i64, i64))| MatterCount {
        of: kind.key().to_owned(),
        brought: *brought,
        stands: *stands,
    };
    let answer = MatterFigures { year, levels: levels.into(), kinds: kinds.iter().map(of_kind).collect() };
    call.json(StatusCode::OK, &answer)
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Department => "department",
        Level::Head => "head",
        Level::Approver => "approver",
        Level::Window => "window",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // R184: a program sees which records it cannot open here.
    #[test]
    fn a_record_of_another_division_says_so() {
        let of = |elsewhere| {
            let (id, says, person) = ("c1".to_owned(), String::new(), String::new());
            line(&Behind { kind: BehindKind::Case, id, says, person, at: None, elsewhere }).elsewhere
        };
        assert!(of(true) && !of(false));
    }
}
