//! Rounds of inspection for programs: those of a month, and one as far as its reader may see it (A15, R120).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::InspectionId;
use centre::account::Session;
use oversight::inspection::RoundState;
use oversight::report::Period;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::shown::day;
use web::handle::inspection_one::moment;

/// A round in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoundLine {
    /// Its name.
    pub round: String,
    /// Which of the four, stable.
    pub kind: String,
    /// `hall`, `unit-sc` or `window-w2`.
    pub place: String,
    /// Its last day.
    #[schemars(extend("format" = "date"))]
    pub by: String,
    /// Who inspects, or has inspected.
    pub people: Vec<String>,
    /// The day it was made.
    pub done_on: Option<String>,
    /// `planned`, `missed`, `done` or `late`.
    pub state: String,
    /// Observations.
    pub points: i64,
    /// Of these, still to be put right.
    pub to_correct: i64,
}

/// The rounds of a month.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoundList {
    /// The month.
    pub month: String,
    /// The rounds whose last day lies in it.
    pub rounds: Vec<RoundLine>,
}

/// What was seen at one place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PointShown {
    /// Its number, from 1.
    pub point: u8,
    /// The unit that answers for it.
    pub unit: String,
    /// The window.
    pub window: Option<String>,
    /// Under what it belongs, stable.
    pub section: String,
    /// Last day to put it right; null where nothing has to be.
    pub correct_by: Option<String>,
    /// `noted`, `open`, `answered` or `accepted`.
    pub standing: String,
    /// In words.
    pub words: String,
}

/// One round, as far as its reader may see it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RoundShown {
    /// Its name.
    pub round: String,
    /// Its version.
    pub version: u64,
    /// Which of the four, stable.
    pub kind: String,
    /// `hall`, `unit-sc` or `window-w2`.
    pub place: String,
    /// Its last day; null for whoever was inspected.
    pub by: Option<String>,
    /// `planned`, `missed`, `done` or `late`.
    pub state: String,
    /// Who inspects, or has inspected.
    pub people: Vec<String>,
    /// The day it was made.
    pub done_on: Option<String>,
    /// What was seen in all; empty before it was made.
    pub words: String,
    /// The observations that the reader sees.
    pub points: Vec<PointShown>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

fn state(of: RoundState) -> String {
    let word = match of {
        RoundState::Planned => "planned",
        RoundState::Missed => "missed",
        RoundState::Done => "done",
        RoundState::Late => "late",
    };
    word.to_owned()
}

/// A month as it is written; none where it is none.
pub fn month_of(typed: &str) -> Option<Period> {
    Period::parse(typed).filter(|it| it.month.is_some() && it.day.is_none())
}

/// `GET /api/v1/inspections?month=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["month"]).await?;
    let month = match query.get("month") {
        "" => Some(Period::month_of(call.app.centre.today())),
        typed => month_of(typed),
    };
    let month = month.ok_or_else(|| call.wrong("month", WRONG_MONTH))?;
    call.json(StatusCode::OK, &rounds(call, &bearer.session, month).await?)
}

/// What is said of a month that is none.
pub const WRONG_MONTH: &str = "请填月份，写成 2026-11 这样。";

/// The rounds of a month, as a person sees them.
pub async fn rounds(call: &Call, session: &Session, month: Period) -> Result<RoundList, Trouble> {
    let (centre, today) = (&call.app.centre, call.app.centre.today());
    let (first, last) = month.days().ok_or_else(|| call.wrong("month", WRONG_MONTH))?;
    let list = centre.inspection_list(session, first, last).await.map_err(|problem| call.problem(problem))?;
    let rounds = list.iter().map(|it| RoundLine {
        round: it.id.to_string(),
        kind: it.kind.key().to_owned(),
        place: it.place.key(),
        by: day(it.by),
        people: it.people.iter().map(ToString::to_string).collect(),
        done_on: it.done_on.map(day),
        state: state(it.state(today)),
        points: it.points,
        to_correct: it.to_correct,
    });
    Ok(RoundList { month: month.key(), rounds: rounds.collect() })
}

/// `GET /api/v1/inspections/{round}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let id = id(call)?;
    let view = call.app.centre.inspection_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let (plan, done) = (&view.round.plan, view.round.done);
    let people = done.map_or(plan.people, |it| it.people);
    let seen = view.seen.iter().filter_map(|n| {
        let it = view.round.points.get(usize::from(*n).checked_sub(1)?)?;
        Some(PointShown {
            point: *n,
            unit: it.unit.to_string(),
            window: it.window.map(|it| it.to_string()),
            section: it.section.key().to_owned(),
            correct_by: it.correct_by.map(day),
            standing: it.standing.key().to_owned(),
            words: view.texts.text(it.words.0),
        })
    });
    let history = view.lines.iter();
    let history = history.map(|it| MomentShown::of(it.seq, it.recorded_at, moment(call.text, &view, it)));
    let answer = RoundShown {
        round: view.id.to_string(),
        version: view.version,
        kind: plan.kind.key().to_owned(),
        place: plan.place.key(),
        by: view.inside.then(|| day(plan.by)),
        state: state(view.round.state(view.now.day())),
        people: people.iter().map(|it| it.to_string()).collect(),
        done_on: done.map(|it| day(it.on)),
        words: done.map_or_else(String::new, |it| view.texts.text(it.words.0)),
        points: seen.collect(),
        history: history.collect(),
    };
    call.versioned(view.version, &answer)
}

/// The round of the address.
pub fn id(call: &Call) -> Result<InspectionId, Trouble> {
    InspectionId::parse(&call.place).map_err(|_| Kind::NotFound.into())
}
