//! Return calls, open and secret visits for programs: the list, and writing one down (R150, R155).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{UnitCode, WindowId};
use centre::act::FieldProblem;
use centre::oversight::rating::{FollowUpBrief, FollowUpForm};
use oversight::follow_up::Kind;
use oversight::rating::Grade;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::Trouble;
use super::record::{Command, choice, day_of, next, whole};
use super::shown::{Next, day, time};

/// A follow-up.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FollowUpShown {
    /// Its name.
    pub follow_up: String,
    /// `call`, `secret-visit` or `open-visit`.
    pub kind: String,
    /// The unit.
    pub unit: String,
    /// The window.
    pub window: Option<String>,
    /// On which day it was.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// When it was written down.
    #[schemars(extend("format" = "date-time"))]
    pub written_at: String,
    /// By whom.
    pub by: Option<String>,
    /// 态度; null, as the next two, where nobody answered the telephone.
    pub attitude: Option<String>,
    /// 质量.
    pub quality: Option<String>,
    /// 效率.
    pub efficiency: Option<String>,
    /// Whether something is bad.
    pub bad: bool,
    /// How often it was tried: more than once only of a call about a bad rating, of which the last try stands here.
    pub tries: i64,
    /// What was said or seen.
    pub words: String,
}

/// A page of follow-ups, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FollowUpPage {
    /// The follow-ups.
    pub follow_ups: Vec<FollowUpShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A follow-up to write down, by somebody who had no part in the matter.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUpAsked {
    /// What it was.
    #[schemars(extend("enum" = ["call", "secret-visit", "open-visit"]))]
    kind: String,
    /// The unit.
    #[schemars(length(max = 40))]
    unit: String,
    /// The window; needed for a visit.
    #[serde(default)]
    #[schemars(length(max = 40))]
    window: Option<String>,
    /// The case, by its number; may be empty.
    #[serde(default)]
    #[schemars(length(max = 60))]
    case: String,
    /// On which day it was, 30 days back at the most.
    #[schemars(extend("format" = "date"))]
    on: String,
    /// 态度.
    #[schemars(extend("enum" = Grade::ALL.map(Grade::key)))]
    attitude: String,
    /// 质量.
    #[schemars(extend("enum" = Grade::ALL.map(Grade::key)))]
    quality: String,
    /// 效率.
    #[schemars(extend("enum" = Grade::ALL.map(Grade::key)))]
    efficiency: String,
    /// Whether money was paid elsewhere than at the counter; not asked where it does not come.
    #[serde(default)]
    paid_elsewhere: Option<bool>,
    /// What was said or seen.
    #[schemars(length(max = 2000))]
    words: String,
}

/// A mark of the body.
pub fn grade(field: &str, word: &str) -> Result<Grade, FieldProblem> {
    choice(field, Grade::ALL.into_iter().find(|it| it.key() == word))
}

impl FollowUpAsked {
    fn read(self) -> Result<FollowUpForm, FieldProblem> {
        Ok(FollowUpForm {
            kind: choice("kind", Kind::ALL.into_iter().find(|it| it.key() == self.kind))?,
            unit: choice("unit", UnitCode::parse(&self.unit).ok())?,
            window: self.window.map(|it| choice("window", WindowId::parse(&it).ok())).transpose()?,
            case: self.case,
            on: day_of("on", &self.on)?,
            marks: [
                grade("attitude", &self.attitude)?,
                grade("quality", &self.quality)?,
                grade("efficiency", &self.efficiency)?,
            ],
            paid_elsewhere: self.paid_elsewhere,
            words: self.words,
        })
    }
}

/// `GET /api/v1/follow-ups?limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let briefs = call.app.centre.follow_up_list(&bearer.session, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|problem| call.problem(problem))?;
    let next = next(&mut briefs, limit, FollowUpBrief::cursor);
    let follow_ups = briefs.iter().map(|it| {
        let [attitude, quality, efficiency] = match it.marks {
            Some(marks) => marks.map(|mark| Some(mark.key().to_owned())),
            None => [None, None, None],
        };
        FollowUpShown {
            follow_up: it.id.to_string(),
            kind: it.kind.key().to_owned(),
            unit: it.unit.to_string(),
            window: it.window.map(|it| it.to_string()),
            on: day(it.on),
            written_at: time(it.written_at),
            by: it.by.map(|it| it.to_string()),
            attitude,
            quality,
            efficiency,
            bad: it.bad,
            tries: it.tries,
            words: it.words.clone(),
        }
    });
    call.json(StatusCode::OK, &FollowUpPage { follow_ups: follow_ups.collect(), next })
}

/// `POST /api/v1/follow-ups`
pub async fn write(call: Call, body: Body) -> Response {
    call.finish(written(&call, body).await)
}

async fn written(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<FollowUpAsked>(body).await?;
    whole(&bearer)?;
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let written = call.app.centre.follow_up_write(&bearer.session, id, &form).await;
    let (follow_up, done) = call.carried(written).await?;
    call.done_once(StatusCode::CREATED, "/follow-ups", follow_up.as_str(), &done)
}
