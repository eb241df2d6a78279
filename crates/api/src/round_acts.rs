//! What programs do with rounds of inspection: planning one or the usual ones of a month, entering what was made and seen, putting
//! right and looking again (A15, R120).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{PersonId, UnitCode, WindowId};
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::oversight::inspection::{InspectionAct, PlanForm};
use oversight::inspection::{Kind, PEOPLE_MAX, Place, Section};
use schemars::JsonSchema;
use serde::Deserialize;

use super::call::{Answer, Call};
use super::problem::{self, Trouble};
use super::record::{Command, choice, day_of, maybe_day, whole};
use super::rounds::{WRONG_MONTH, id, month_of, rounds};

/// A round to plan. Nobody deletes or moves one: what is not made by its last day is missed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundAsked {
    /// Which of the four, or one with a reason of its own.
    #[schemars(extend("enum" = ["weekly", "monthly", "quarterly", "half-year", "special"]))]
    kind: String,
    /// `hall`, `unit-sc` or `window-w2`.
    #[schemars(length(max = 60))]
    place: String,
    /// Its last day, one that is worked.
    #[schemars(extend("format" = "date"))]
    by: String,
    /// Who inspects.
    #[schemars(length(min = 1, max = 4), inner(length(max = 40)))]
    people: Vec<String>,
    /// What is looked at; what is usual where nothing comes.
    #[serde(default)]
    #[schemars(length(max = 11), inner(length(max = 20)))]
    sections: Vec<String>,
}

/// The usual rounds of a month to plan, in the whole hall.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UsualAsked {
    /// The month: `2026-11`.
    #[schemars(length(max = 10))]
    month: String,
    /// Who inspects.
    #[schemars(length(min = 1, max = 4), inner(length(max = 40)))]
    people: Vec<String>,
}

/// What is done with a round. `point` is the number of an observation, from 1.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum RoundActAsked {
    /// 登记检查情况.
    Make {
        /// On which day it was made.
        #[schemars(extend("format" = "date"))]
        on: String,
        /// Who inspected.
        #[schemars(length(min = 1, max = 4), inner(length(max = 40)))]
        people: Vec<String>,
        /// What was looked at.
        #[schemars(length(min = 1, max = 11), inner(length(max = 20)))]
        sections: Vec<String>,
        /// What was seen, in all.
        #[schemars(length(max = 2000))]
        words: String,
        /// Why it comes after its last day; empty where it does not.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 记一条看到的情况.
    Observe {
        /// The unit that answers for it.
        #[schemars(length(max = 40))]
        unit: String,
        /// The window.
        #[serde(default)]
        #[schemars(length(max = 40))]
        window: Option<String>,
        /// Under what it belongs, of what was looked at.
        #[schemars(length(max = 20))]
        section: String,
        /// Last day to put it right, one that is worked; nothing has to be where it does not come.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        correct_by: Option<String>,
        /// In words; names nobody.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 报整改情况.
    Answer {
        /// Which observation.
        #[schemars(range(min = 1, max = 40))]
        point: u8,
        /// What was put right.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 验收整改.
    Judge {
        /// Which observation.
        #[schemars(range(min = 1, max = 40))]
        point: u8,
        /// The new last day where it goes back; accepted where it does not come.
        #[serde(default)]
        #[schemars(extend("format" = "date"))]
        again_by: Option<String>,
        /// Why.
        #[schemars(length(max = 2000))]
        words: String,
    },
}

fn people(all: &[String]) -> Result<Vec<PersonId>, FieldProblem> {
    choice("people", (1..=PEOPLE_MAX).contains(&all.len()).then_some(()))?;
    all.iter().map(|it| choice("people", PersonId::parse(it).ok())).collect()
}

fn sections(all: &[String]) -> Result<Vec<Section>, FieldProblem> {
    all.iter().map(|it| choice("sections", Section::parse(it))).collect()
}

impl RoundAsked {
    fn read(self) -> Result<PlanForm, FieldProblem> {
        Ok(PlanForm {
            kind: choice("kind", Kind::parse(&self.kind))?,
            place: choice("place", Place::parse(&self.place))?,
            by: day_of("by", &self.by)?,
            people: people(&self.people)?,
            sections: sections(&self.sections)?,
        })
    }
}

impl RoundActAsked {
    fn read(self) -> Result<InspectionAct, FieldProblem> {
        Ok(match self {
            RoundActAsked::Make { on, people: all, sections: looked, words, reason } => InspectionAct::Make {
                on: day_of("on", &on)?,
                people: people(&all)?,
                sections: sections(&looked)?,
                words,
                reason,
            },
            RoundActAsked::Observe { unit, window, section, correct_by, words } => InspectionAct::Observe {
                unit: choice("unit", UnitCode::parse(&unit).ok())?,
                window: window.map(|it| choice("window", WindowId::parse(&it).ok())).transpose()?,
                section: choice("section", Section::parse(&section))?,
                correct_by: maybe_day("correct_by", correct_by.as_ref())?,
                words,
            },
            RoundActAsked::Answer { point, words } => InspectionAct::Answer { point, words },
            RoundActAsked::Judge { point, again_by, words } => {
                InspectionAct::Judge { point, again_by: maybe_day("again_by", again_by.as_ref())?, words }
            }
        })
    }
}

/// The page has a field for each person.
fn with_people<T>(result: Result<T, Problem>) -> Result<T, Problem> {
    let Err(Problem::Form(mut problems)) = result else { return result };
    for problem in problems.iter_mut().filter(|it| it.field == "person1") {
        "people".clone_into(&mut problem.field);
    }
    Err(Problem::Form(problems))
}

/// `POST /api/v1/inspections`
pub async fn plan(call: Call, body: Body) -> Response {
    call.finish(planned(&call, body).await)
}

async fn planned(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<RoundAsked>(body).await?;
    whole(&bearer)?;
    let form = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let planned = with_people(call.app.centre.inspection_plan(&bearer.session, id, &form).await);
    let (round, done) = call.carried(planned).await?;
    let of = round.to_string();
    call.done(StatusCode::CREATED, &format!("/inspections/{of}"), &of, &done)
}

/// `POST /api/v1/oversight/inspections/usual`
pub async fn plan_usual(call: Call, body: Body) -> Response {
    call.finish(usual_planned(&call, body).await)
}

async fn usual_planned(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<UsualAsked>(body).await?;
    whole(&bearer)?;
    let month = month_of(&asked.month).and_then(|month| Some((month, month.days()?.0)));
    let wrong = || Trouble::field(problem::Kind::Fields, "month", call.text.t(WRONG_MONTH));
    let (month, first) = month.ok_or_else(wrong)?;
    let people = people(&asked.people).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let planned = call.app.centre.inspection_plan_usual(&bearer.session, id, first, &people).await;
    call.carried(with_people(planned)).await?;
    // Each round is planned once; the answer is how the month stands then.
    let list = rounds(call, &bearer.session, month).await?;
    let path = format!("/inspections?month={}", month.key());
    call.answered(StatusCode::OK, &path, false, &list)
}

/// `POST /api/v1/inspections/{round}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id: command_id, version, asked } = call.acts::<RoundActAsked>(body).await?;
    whole(&bearer)?;
    let round = id(call)?;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.app.centre.inspection_act_on(&bearer.session, round, command_id, version, &act).await;
    let (done, of) = (call.carried(with_people(done)).await?, round.to_string());
    call.done(StatusCode::OK, &format!("/inspections/{of}"), &of, &done)
}
