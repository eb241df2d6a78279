//! What programs do with dual-random draws: announcing one, laying the secret open, recusal, results and their signature; visits
//! of two draws made together (R170, R171, N38, F26).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{DrawId, ItemCode, PersonId, UnitCode};
use centre::act::FieldProblem;
use centre::oversight::draw::{DrawAct, DrawForm};
use oversight::draw::{Cause, Outcome};
use schemars::JsonSchema;
use serde::Deserialize;

use super::call::{Answer, Call};
use super::problem::Trouble;
use super::record::{Command, choice, day_of, of_unit};

/// A draw to announce: its lists are the unit's certificates in force and its people with an enforcement certificate, as they
/// are now.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawAsked {
    /// Whose matter it is.
    #[schemars(length(max = 40))]
    unit: String,
    /// A unit whose people inspect too.
    #[serde(default)]
    #[schemars(length(max = 40))]
    with_unit: Option<String>,
    /// Items of the unit, by their code, whose certificates it is kept to; left out or empty for all of them.
    #[serde(default)]
    #[schemars(length(max = 50), inner(length(max = 40)))]
    items: Vec<String>,
    /// Towns, by the code of their government, at whose windows the cases came in, to which it is kept; left out or empty for all.
    #[serde(default)]
    #[schemars(length(max = 50), inner(length(max = 40)))]
    towns: Vec<String>,
    /// What is checked.
    #[schemars(length(max = 200))]
    title: String,
    /// How many are picked.
    #[schemars(range(min = 1, max = 60))]
    count: u8,
    /// Which public value will be used.
    #[schemars(length(max = 200))]
    source: String,
    /// From which day on it can be known.
    #[schemars(extend("format" = "date"))]
    public_day: String,
    /// The draw it takes the place of.
    #[serde(default)]
    #[schemars(length(max = 40))]
    instead_of: Option<String>,
    /// Why; needed where it takes the place of another.
    #[serde(default)]
    #[schemars(length(max = 200))]
    reason: String,
}

/// What is done with a draw. `place` is that of the object among the picks, from 0.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum DrawActAsked {
    /// 抽取: lay the secret open, by a supervisor who did not announce the draw.
    Reveal {
        /// The public value, as it was published.
        #[schemars(length(max = 100))]
        value: String,
    },
    /// 回避: of the own place the next in the order drawn comes at once; what a leader asks for another waits for a supervisor.
    Recuse {
        /// Of which object.
        place: u8,
        /// Who steps back.
        #[schemars(length(max = 40))]
        inspector: String,
        /// On which ground; public with the staff number.
        #[schemars(extend("enum" = Cause::ALL.map(Cause::key)))]
        cause: String,
        /// Why; not public.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 同意、不同意回避: what a leader asked for, by a supervisor who is neither that leader nor the inspector.
    AnswerRecusal {
        /// Of which object.
        place: u8,
        /// Who would step back.
        #[schemars(length(max = 40))]
        inspector: String,
        /// Whether the next in the order comes.
        agreed: bool,
        /// Why; not public.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 录入检查结果.
    Enter {
        /// Of which object.
        place: u8,
        /// The day of the visit.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// What was found.
        #[schemars(extend("enum" = Outcome::ALL.map(Outcome::key)))]
        outcome: String,
        /// What was seen; not public.
        #[schemars(length(max = 2000))]
        words: String,
        /// Together with a visit of this other draw.
        #[serde(default)]
        #[schemars(length(max = 40))]
        with: Option<String>,
    },
    /// 签字: the second inspector signs, and the result is public.
    Sign {
        /// Of which object.
        place: u8,
    },
}

fn unit(field: &str, code: &str) -> Result<UnitCode, FieldProblem> {
    choice(field, UnitCode::parse(code).ok())
}

fn draw(field: &str, code: Option<&String>) -> Result<Option<DrawId>, FieldProblem> {
    code.map(|it| choice(field, DrawId::parse(it).ok())).transpose()
}

impl DrawAsked {
    fn read(self) -> Result<DrawForm, FieldProblem> {
        Ok(DrawForm {
            unit: unit("unit", &self.unit)?,
            with_unit: self.with_unit.map(|it| unit("with_unit", &it)).transpose()?,
            items: self
                .items
                .iter()
                .map(|it| choice("items", ItemCode::parse(it).ok()))
                .collect::<Result<_, _>>()?,
            towns: self.towns.iter().map(|it| unit("towns", it)).collect::<Result<_, _>>()?,
            title: self.title,
            count: self.count,
            source: self.source,
            public_day: day_of("public_day", &self.public_day)?,
            instead_of: draw("instead_of", self.instead_of.as_ref())?,
            reason: self.reason,
        })
    }
}

impl DrawActAsked {
    fn read(self) -> Result<DrawAct, FieldProblem> {
        Ok(match self {
            DrawActAsked::Reveal { value } => DrawAct::Reveal { value },
            DrawActAsked::Recuse { place, inspector, cause, words } => {
                let inspector = choice("inspector", PersonId::parse(&inspector).ok())?;
                let cause = choice("cause", Cause::parse(&cause))?;
                DrawAct::Recuse { place, inspector, cause, reason: words }
            }
            DrawActAsked::AnswerRecusal { place, inspector, agreed, words } => {
                let inspector = choice("inspector", PersonId::parse(&inspector).ok())?;
                DrawAct::AnswerRecusal { place, inspector, agreed, words }
            }
            DrawActAsked::Enter { place, on, outcome, words, with } => {
                let known = Outcome::ALL.into_iter().find(|it| it.key() == outcome);
                let (on, outcome) = (day_of("on", &on)?, choice("outcome", known)?);
                DrawAct::Enter { place, on, outcome, words, with: draw("with", with.as_ref())? }
            }
            DrawActAsked::Sign { place } => DrawAct::Sign { place },
        })
    }
}

/// `POST /api/v1/oversight/draws`
pub async fn announce(call: Call, body: Body) -> Response {
    call.finish(announced(&call, body).await)
}

async fn announced(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<DrawAsked>(body).await?;
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    of_unit(&bearer, form.unit)?;
    let announced = call.app.centre.draw_announce(&bearer.session, id, &form).await;
    let (draw, done) = call.carried(announced).await?;
    let of = draw.to_string();
    call.done(StatusCode::CREATED, &format!("/oversight/draws/{of}"), &of, &done)
}

/// `POST /api/v1/oversight/draws/{draw}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<DrawActAsked>(body).await?;
    let (draw, centre) = (super::draws::id(call)?, &call.app.centre);
    let view = centre.draw_public(draw).await.map_err(|problem| call.problem(problem))?;
    of_unit(&bearer, view.held.unit)?;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.carried(centre.draw_act(&bearer.session, draw, id, version, &act).await).await?;
    let of = draw.to_string();
    call.done(StatusCode::OK, &format!("/oversight/draws/{of}"), &of, &done)
}
