//! Rounds of inspection, surveys and summaries for programs (A15, A44, A13, R110, R120, R121, R158).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::{InspectionId, SurveyId, UnitCode};
use centre::token::Bearer;
use oversight::inspection::RoundState;
use oversight::report::Period;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::problem::{Kind, Trouble};
use super::reports::FigureShown;
use super::shown::{day, time};
use crate::app::form::Form;
use crate::handle::inspection_one::moment;

/// Years that can be asked for, as on the pages.
const YEARS: std::ops::RangeInclusive<u64> = 2000..=9998;

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

/// Who looks with a token that is kept to no unit: what supervision keeps is of the whole centre.
async fn whole<'a>(call: &'a Call, known: &[&str]) -> Result<(Bearer, &'a Form), Trouble> {
    let (bearer, query) = call.looks(known).await?;
    if bearer.unit.is_some() { Err(Kind::OutOfScope.into()) } else { Ok((bearer, query)) }
}

/// `GET /api/v1/inspections?month=`
pub async fn inspections(call: Call) -> Response {
    call.finish(of_month(&call).await)
}

async fn of_month(call: &Call) -> Answer {
    let (bearer, query) = whole(call, &["month"]).await?;
    let (centre, today) = (&call.app.centre, call.app.centre.today());
    let month = match query.get("month") {
        "" => Some(Period::month_of(today)),
        typed => Period::parse(typed).filter(|it| it.month.is_some() && it.day.is_none()),
    };
    let days = month.and_then(|month| Some((month, month.days()?)));
    let Some((month, (first, last))) = days else {
        return Err(call.wrong("month", "请填月份，写成 2026-11 这样。"));
    };
    let list = centre.inspection_list(&bearer.session, first, last).await;
    let list = list.map_err(|problem| call.problem(problem))?;
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
    call.json(StatusCode::OK, &RoundList { month: month.key(), rounds: rounds.collect() })
}

/// `GET /api/v1/inspections/{round}`
pub async fn inspection(call: Call) -> Response {
    call.finish(round(&call).await)
}

async fn round(call: &Call) -> Answer {
    let (bearer, _) = whole(call, &[]).await?;
    let id = InspectionId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
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

/// A survey in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SurveyLine {
    /// Its name.
    pub survey: String,
    /// `questionnaire`, `symposium` or `open-day`.
    pub kind: String,
    /// The unit; null for the whole centre.
    pub unit: Option<String>,
    /// On which day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// How many were asked.
    pub asked: u64,
    /// How many answered.
    pub answered: u64,
    /// How many are satisfied.
    pub satisfied: u64,
    /// How often it was corrected.
    pub corrections: i64,
}

/// The surveys of a year, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SurveyList {
    /// The year.
    pub year: i32,
    /// The surveys.
    pub surveys: Vec<SurveyLine>,
}

/// One survey, as it was corrected last.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SurveyShown {
    /// Its name.
    pub survey: String,
    /// Its version; above 1 where it was corrected.
    pub version: u64,
    /// `questionnaire`, `symposium` or `open-day`.
    pub kind: String,
    /// The unit; null for the whole centre.
    pub unit: Option<String>,
    /// On which day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// How many were asked.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many are satisfied.
    pub satisfied: u32,
    /// How those who were asked were chosen.
    pub chosen: String,
    /// What they said.
    pub words: String,
    /// Who wrote it down.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
}

/// `GET /api/v1/surveys?year=`
pub async fn surveys(call: Call) -> Response {
    call.finish(of_year(&call).await)
}

/// The year that is asked for; this one where none is.
fn year(call: &Call, query: &Form) -> Result<i32, Trouble> {
    let usual = call.app.centre.today().year();
    let asked = call.number(query, "year", YEARS, u64::try_from(usual).unwrap_or(*YEARS.start()))?;
    Ok(i32::try_from(asked).unwrap_or(usual))
}

async fn of_year(call: &Call) -> Answer {
    let (bearer, query) = whole(call, &["year"]).await?;
    let year = year(call, query)?;
    let days = Day::from_ymd(year, 1, 1).zip(Day::from_ymd(year, 12, 31));
    let (first, last) = days.ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let list = call.app.centre.survey_list(&bearer.session, first, last).await;
    let list = list.map_err(|problem| call.problem(problem))?;
    let surveys = list.iter().map(|it| SurveyLine {
        survey: it.id.to_string(),
        kind: it.kind.key().to_owned(),
        unit: it.unit.map(|it| it.to_string()),
        on: day(it.on),
        asked: it.asked,
        answered: it.answered,
        satisfied: it.satisfied,
        corrections: it.corrections,
    });
    call.json(StatusCode::OK, &SurveyList { year, surveys: surveys.collect() })
}

/// `GET /api/v1/surveys/{survey}`
pub async fn survey(call: Call) -> Response {
    call.finish(written(&call).await)
}

async fn written(call: &Call) -> Answer {
    let (bearer, _) = whole(call, &[]).await?;
    let id = SurveyId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let view = call.app.centre.survey_fetch(&bearer.session, id).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let it = &view.record;
    let answer = SurveyShown {
        survey: view.id.to_string(),
        version: view.version,
        kind: it.kind.key().to_owned(),
        unit: it.unit.map(|it| it.to_string()),
        on: day(it.on),
        asked: it.asked,
        answered: it.answered,
        satisfied: it.satisfied,
        chosen: view.texts.text(it.chosen.0),
        words: view.texts.text(it.words.0),
        by: view.by.to_string(),
        at: time(view.at),
    };
    call.versioned(view.version, &answer)
}

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

/// `GET /api/v1/summaries?year=`
pub async fn summaries(call: Call) -> Response {
    call.finish(handed_in(&call).await)
}

async fn handed_in(call: &Call) -> Answer {
    let (bearer, query) = whole(call, &["year"]).await?;
    let year = year(call, query)?;
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
pub async fn summary(call: Call) -> Response {
    call.finish(of_unit(&call).await)
}

async fn of_unit(call: &Call) -> Answer {
    let (bearer, query) = whole(call, &["year", "edition"]).await?;
    let (year, edition) = (year(call, query)?, call.edition(query)?);
    let unit = UnitCode::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    if call.organisation().await?.unit(unit).is_none() {
        return Err(Kind::NotFound.into());
    }
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
