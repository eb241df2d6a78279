//! Accountability for programs: the matters a token may know of, one with its history, and what can be done in it (R190, C27).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::PersonId;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::accountability::{AccountabilityAct, AccountabilityBrief};
use oversight::accountability::{Kind as Misconduct, MatterId, Measure};
use oversight::appeal::Ground;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::findings::MomentShown;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, day, time};
use web::handle::accountability::moment;

/// A matter in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterLine {
    /// Its name: the finding, and whom it holds to account; matters of before bear that of the finding alone.
    pub matter: String,
    /// The finding it follows from.
    pub finding: String,
    /// Its kind among the 32: `A1` to `D8`.
    pub kind: String,
    /// The unit.
    pub unit: String,
    /// Whom it concerns; null for a department.
    pub person: Option<String>,
    /// When it was brought.
    #[schemars(extend("format" = "date-time"))]
    pub opened_at: String,
    /// Last day to be heard.
    pub heard_by: Option<String>,
    /// Where it stands.
    pub state: String,
}

/// A page of matters, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterPage {
    /// The matters.
    pub matters: Vec<MatterLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// The whole of one matter.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterShown {
    /// Its name.
    pub matter: String,
    /// The finding it follows from.
    pub finding: String,
    /// Its version.
    pub version: u64,
    /// Its kind among the 32.
    pub kind: String,
    /// What the kind rests on.
    pub basis: String,
    /// The unit.
    pub unit: String,
    /// Whom it concerns; null for a department.
    pub person: Option<String>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// What can be done in a matter; opening one is an act on the finding it follows from, and its answer names the matter. Of one
/// finding the department, its head and the direct person can each have one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum MatterAsked {
    /// 提出问责.
    Open {
        /// Its kind among the 32: `A1` to `D8`.
        #[schemars(length(max = 2))]
        kind: String,
        /// Whom it concerns; left out for a department.
        #[serde(default)]
        #[schemars(length(max = 40))]
        person: Option<String>,
        /// What is held against whom.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 陈述、申辩.
    Hear {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 作出处理决定.
    Decide {
        /// What is done.
        #[schemars(extend("enum" = ["dropped", "reminded", "corrected", "criticised", "referred"]))]
        measure: String,
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 录入移送回执.
    Receipt {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 录入反馈结果.
    Return {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉.
    Appeal {
        /// In words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right, and for which of the few reasons: the first three grant it.
        #[schemars(extend("enum" = ["facts", "law", "excused", "confirmed", "unproven", "nothing-new"]))]
        ground: String,
        /// Why, in words.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

impl MatterAsked {
    fn read(self) -> Result<AccountabilityAct, FieldProblem> {
        let wrong = |field: &str| problem(field, FieldWhy::NotAChoice);
        Ok(match self {
            MatterAsked::Open { kind, person, words } => AccountabilityAct::Open {
                kind: Misconduct::parse(&kind).ok_or_else(|| wrong("kind"))?,
                person: person.map(|it| PersonId::parse(&it)).transpose().map_err(|_| wrong("person"))?,
                words,
            },
            MatterAsked::Hear { words } => AccountabilityAct::Hear(words),
            MatterAsked::Decide { measure, reason } => AccountabilityAct::Decide {
                measure: Measure::parse(&measure).ok_or_else(|| wrong("measure"))?,
                reason,
            },
            MatterAsked::Receipt { words } => AccountabilityAct::Receipt(words),
            MatterAsked::Return { words } => AccountabilityAct::Return(words),
            MatterAsked::Appeal { words } => AccountabilityAct::Appeal(words),
            MatterAsked::DecideAppeal { ground, reason } => AccountabilityAct::DecideAppeal {
                ground: Ground::parse(&ground).ok_or_else(|| wrong("ground"))?,
                reason,
            },
        })
    }
}

/// `GET /api/v1/accountability`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let briefs = call.app.centre.accountability_list(&bearer.session, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut briefs, limit, AccountabilityBrief::cursor);
    let matters = briefs.iter().map(|it| MatterLine {
        matter: it.matter.to_string(),
        finding: it.matter.finding.to_string(),
        kind: it.kind.key().to_owned(),
        unit: it.unit.to_string(),
        person: it.person.map(|it| it.to_string()),
        opened_at: time(it.opened_at),
        heard_by: it.heard_by.map(day),
        state: it.state.clone(),
    });
    call.json(StatusCode::OK, &MatterPage { matters: matters.collect(), next })
}

fn matter_of(call: &Call) -> Result<MatterId, Trouble> {
    MatterId::parse(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))
}

/// `GET /api/v1/accountability/{matter}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let matter = matter_of(call)?;
    let view = call.app.centre.accountability_fetch(&bearer.session, matter).await;
    let view = view.map_err(|problem| call.problem(problem))?;
    let brought = &view.brought;
    if !bearer.covers_unit(brought.unit) {
        return Err(Kind::OutOfScope.into());
    }
    let history = view
        .lines
        .iter()
        .map(|line| MomentShown::of(line.seq, line.recorded_at, moment(call.text, &view, line)));
    let answer = MatterShown {
        matter: matter.to_string(),
        finding: matter.finding.to_string(),
        version: view.version,
        kind: brought.kind.key().to_owned(),
        basis: brought.kind.basis().to_owned(),
        unit: brought.unit.to_string(),
        person: brought.person.map(|it| it.to_string()),
        history: history.collect(),
    };
    call.versioned(view.version, &answer)
}

/// `POST /api/v1/accountability/{matter}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<MatterAsked>(body).await?;
    let matter = matter_of(call)?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let unit = match asked {
        MatterAsked::Open { .. } => {
            centre.finding_fetch(session, matter.finding).await.map(|it| it.found.about.unit)
        }
        _ => centre.accountability_fetch(session, matter).await.map(|it| it.brought.unit),
    };
    if !bearer.covers_unit(unit.map_err(|problem| call.problem(problem))?) {
        return Err(Kind::OutOfScope.into());
    }
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let matter = match &act {
        AccountabilityAct::Open { person, .. } => MatterId::of(matter.finding, *person),
        _ => matter,
    };
    let done = centre.accountability_act(&bearer.session, matter, id, version, &act).await;
    let (done, of) = (call.carried(done).await?, matter.to_string());
    call.done(StatusCode::OK, &format!("/accountability/{of}"), &of, &done)
}
