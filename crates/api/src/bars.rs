//! The bar list for programs: the list, the entry beside a case, and its acts (N26, N55, A25).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use casework::bar::{End, Ground};
use centre::bar_list::BarPlace;
use centre::bars::{BarAct, BarOf, stage};
use centre::case::Problem;
use centre::to_sign::ToSign;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::Trouble;
use super::record::{Command, next};
use super::shown::{Next, day};
use super::signed::confirmed;
use web::handle::glyphs::printable;
use web::handle::refusal::About;
use web::handle::words;

/// An entry of the list. The applicant's name is masked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BarListed {
    /// The case out of which it came.
    pub case: String,
    /// 收件编号 of that case.
    pub receipt_no: String,
    /// 实施主体.
    pub authority: String,
    /// The applicant's name, masked; empty if erased.
    pub applicant: String,
    /// `false-materials`, `fraud` or `false-commitment`.
    pub ground: String,
    /// `proposed`, `heard`, `decided` or `told`.
    pub stage: String,
    /// Last day; null until it is lifted, or before a decision.
    pub until: Option<String>,
    /// Whether something is still to be done.
    pub open: bool,
    /// The record it stands in, `item` or `authority`: one case may have an entry in each.
    pub of: String,
}

/// A page of the list: what is to be done first, then by the last day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BarPageShown {
    /// The entries.
    pub bars: Vec<BarListed>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// The entry of a case's applicant at its authority.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BarEntryShown {
    /// The case out of which it was proposed.
    pub case: String,
    /// See [`BarListed::ground`].
    pub ground: String,
    /// `proposed`, `heard`, `decided`, `told`, `refused`, `lifted` or `expired`.
    pub stage: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// The facts.
    pub reason: String,
    /// What the person said; null before it was heard.
    pub statement: Option<String>,
    /// Number of the decision.
    pub decision_no: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day; null until it is lifted.
    pub until: Option<String>,
    /// When the person was told.
    pub told_on: Option<String>,
    /// Why it ended, where somebody ended it.
    pub end_reason: Option<String>,
}

/// The bar list beside one case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BarShown {
    /// The case.
    pub case: String,
    /// The record shown: `item`, of the one item, or `authority`, of the whole authority (false commitments).
    pub of: String,
    /// Whether an entry of the other record concerns the case too.
    pub other: bool,
    /// Version of this record; 0 before anything was proposed.
    pub version: u64,
    /// The latest entry.
    pub entry: Option<BarEntryShown>,
}

/// For what a person is barred.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BarGroundAsked {
    /// 隐瞒情况、提供虚假材料.
    FalseMaterials,
    /// 以欺骗、贿赂等手段取得.
    Fraud,
    /// 承诺不实.
    FalseCommitment,
}

/// The acts of an entry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum BarAsked {
    /// 提出.
    Propose {
        /// For what.
        ground: BarGroundAsked,
        /// The facts.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 听取陈述申辩.
    Hear {
        /// What was said.
        #[schemars(length(max = 2000))]
        statement: String,
    },
    /// 决定列入.
    Decide {},
    /// 不列入.
    Refuse {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
    /// 告知本人.
    Tell {},
    /// 移出.
    Lift {
        /// Why.
        #[schemars(length(max = 2000))]
        reason: String,
    },
}

impl From<BarAsked> for BarAct {
    fn from(asked: BarAsked) -> BarAct {
        match asked {
            BarAsked::Propose { ground, reason } => {
                let ground = match ground {
                    BarGroundAsked::FalseMaterials => Ground::FalseMaterials,
                    BarGroundAsked::Fraud => Ground::Fraud,
                    BarGroundAsked::FalseCommitment => Ground::FalseCommitment,
                };
                BarAct::Propose { ground, reason }
            }
            BarAsked::Hear { statement } => BarAct::Hear { statement },
            BarAsked::Decide {} => BarAct::Decide,
            BarAsked::Refuse { reason } => BarAct::Refuse { reason },
            BarAsked::Tell {} => BarAct::Tell,
            BarAsked::Lift { reason } => BarAct::Lift { reason },
        }
    }
}

/// `GET /api/v1/bars`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, BarPlace::parse)?;
    let lines = call.app.centre.bars_page(&bearer.session, bearer.unit, after.as_ref(), limit + 1).await;
    let mut lines = lines.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut lines, limit, |last| last.place().cursor());
    let bars = lines.iter().map(|it| BarListed {
        case: it.brief.id.to_string(),
        receipt_no: it.brief.receipt_no.clone(),
        authority: it.brief.authority.to_string(),
        applicant: it.brief.applicant.name(),
        ground: it.ground.name().to_owned(),
        stage: it.stage.clone(),
        until: it.until.map(day),
        open: it.open,
        of: it.of.name().to_owned(),
    });
    call.json(StatusCode::OK, &BarPageShown { bars: bars.collect(), next })
}

/// `GET /api/v1/cases/{case}/bar`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&["of"]).await?;
    let of = record_asked(call)?;
    let case = call.case(&bearer).await?;
    let centre = &call.app.centre;
    let list = centre.bar_fetch(&bearer.session, case, of).await.map_err(|problem| call.problem(problem))?;
    let file = centre.case_fetch_for(&bearer.session, case).await;
    let file = file.map_err(|problem| call.problem(problem))?;
    let entry = list.bar.entry.map(|entry| BarEntryShown {
        case: entry.case.to_string(),
        ground: entry.ground.name().to_owned(),
        stage: stage(&entry).to_owned(),
        proposed_by: entry.proposed_by.to_string(),
        reason: list.texts.text(entry.reason.0),
        statement: entry.heard.map(|said| list.texts.text(said.0)),
        decision_no: entry
            .decision
            .map(|it| words::document_no(&file.organisation, file.item.kind, it.number)),
        decided_by: entry.decision.map(|it| it.by.to_string()),
        from: entry.decision.map(|it| day(it.from)),
        until: entry.decision.and_then(|it| it.until).map(day),
        told_on: entry.told_on.map(day),
        end_reason: entry.end.and_then(|end| match end {
            End::Refused { reason } | End::Lifted { reason } => Some(list.texts.text(reason.0)),
            End::Expired => None,
        }),
    });
    let (of, other) = (list.of.name().to_owned(), list.other.is_some());
    call.versioned(
        list.version,
        &BarShown { case: case.to_string(), of, other, version: list.version, entry },
    )
}

/// The record that is asked for; none for the one that concerns the case most.
fn record_asked(call: &Call) -> Result<Option<BarOf>, Trouble> {
    let query = call.query(&["of"])?;
    if !query.has("of") {
        return Ok(None);
    }
    let of = BarOf::named(query.get("of"));
    of.map(Some).ok_or_else(|| call.wrong("of", "请从列出的里面选。"))
}

/// `POST /api/v1/cases/{case}/bar/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts_with::<BarAsked>(body, &["of"]).await?;
    let of = record_asked(call)?;
    let case = call.case(&bearer).await?;
    let (centre, act) = (&call.app.centre, BarAct::from(asked));
    let done = match printable(&call.app.press, act.words()).await {
        Ok(()) => {
            confirmed(call, &bearer, id, ToSign::Bar(case, &act)).await?;
            centre.bar_act(&bearer.session, case, id, version, of, &act).await
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}/bar"), case.as_str(), &done),
        Err(Problem::Form(mut problems)) => {
            // The page has several forms, and names its fields by them.
            for problem in &mut problems {
                if let Some((_, field)) = problem.field.split_once('-') {
                    problem.field = field.to_owned();
                }
            }
            Err(call.problem(Problem::Form(problems)))
        }
        Err(problem) => {
            let file = centre.case_fetch_for(&bearer.session, case).await;
            let file = file.map_err(|problem| call.problem(problem))?;
            let about = About { text: call.text, organisation: &file.organisation, item: &file.item };
            Err(call.refused_about(problem, &about))
        }
    }
}
