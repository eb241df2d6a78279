//! Questionnaires, symposia and open days for programs: those of a year, one as it was corrected last, writing one down and
//! correcting it (A44, R158).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::{SurveyId, UnitCode};
use centre::act::FieldProblem;
use centre::oversight::survey::SurveyForm;
use oversight::survey::Kind as SurveyKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, day_of, whole};
use super::shown::{day, time};

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

/// A survey as it is written down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyAsked {
    /// How people were asked.
    #[schemars(extend("enum" = ["questionnaire", "symposium", "open-day"]))]
    kind: String,
    /// The unit; the whole centre where none comes.
    #[serde(default)]
    #[schemars(length(max = 40))]
    unit: Option<String>,
    /// On which day; the last where it took several.
    #[schemars(extend("format" = "date"))]
    on: String,
    /// How many were asked.
    #[schemars(range(max = 999_999))]
    asked: u32,
    /// How many answered.
    #[schemars(range(max = 999_999))]
    answered: u32,
    /// How many are satisfied.
    #[schemars(range(max = 999_999))]
    satisfied: u32,
    /// How those who were asked were chosen.
    #[schemars(length(max = 2000))]
    chosen: String,
    /// What they said; names nobody.
    #[schemars(length(max = 2000))]
    words: String,
}

/// What is done with a survey.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum SurveyActAsked {
    /// 更正; what stood before stays in the history.
    Correct {
        /// As it is right.
        survey: Box<SurveyAsked>,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

impl SurveyAsked {
    fn read(self) -> Result<SurveyForm, FieldProblem> {
        let numbers = [("asked", self.asked), ("answered", self.answered), ("satisfied", self.satisfied)];
        for (field, number) in numbers {
            if number > NUMBER_MAX {
                return Err(super::intake::problem(field, centre::act::FieldWhy::NotANumber));
            }
        }
        Ok(SurveyForm {
            kind: choice("kind", SurveyKind::parse(&self.kind))?,
            unit: self.unit.map(|it| choice("unit", UnitCode::parse(&it).ok())).transpose()?,
            on: day_of("on", &self.on)?,
            numbers: numbers.map(|it| it.1),
            chosen: self.chosen,
            words: self.words,
        })
    }
}

/// People of one survey at most, as on the page.
const NUMBER_MAX: u32 = 999_999;

/// `GET /api/v1/surveys?year=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["year"]).await?;
    let year = call.year(query)?;
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
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let id = id(call)?;
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

fn id(call: &Call) -> Result<SurveyId, Trouble> {
    SurveyId::parse(&call.place).map_err(|_| Kind::NotFound.into())
}

/// `POST /api/v1/surveys`
pub async fn write(call: Call, body: Body) -> Response {
    call.finish(written(&call, body).await)
}

async fn written(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<SurveyAsked>(body).await?;
    whole(&bearer)?;
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let written = call.app.centre.survey_write(&bearer.session, id, &form).await;
    let (survey, done) = call.carried(written).await?;
    let of = survey.to_string();
    call.done(StatusCode::CREATED, &format!("/surveys/{of}"), &of, &done)
}

/// `POST /api/v1/surveys/{survey}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id: command_id, version, asked } = call.acts::<SurveyActAsked>(body).await?;
    whole(&bearer)?;
    let survey = id(call)?;
    let SurveyActAsked::Correct { survey: right, reason } = asked;
    let form = right.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let words = (&form, reason.as_str());
    let done = call.app.centre.survey_correct(&bearer.session, survey, command_id, version, words).await;
    let of = survey.to_string();
    call.done(StatusCode::OK, &format!("/surveys/{of}"), &of, &call.carried(done).await?)
}
