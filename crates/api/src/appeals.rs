//! What waits for the supervisor of a token because somebody else judged before (A6).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use centre::oversight::appeals::{AppealBrief, AppealOf};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::Kind;
use super::shown::day;

/// An appeal that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AppealLine {
    /// `finding`, `order`, `rating`, `objection`, `accountability`, or `heard`: a matter of accountability in which whom it
    /// concerns was heard.
    pub of: String,
    /// The finding, the order, the rating or the matter; of an objection its term.
    pub named: String,
    /// Who is assessed, of an objection: `unit-sc`.
    pub subject: Option<String>,
    /// The rule of a finding, the kind of an order or of a matter; stable.
    pub kind: Option<String>,
    /// The unit, where it is one's.
    pub unit: Option<String>,
    /// Last day to decide it; null for a matter that was heard.
    pub decide_by: Option<String>,
    /// Whether that day has passed.
    pub overdue: bool,
}

/// The appeals, the earliest last day first; 100 of each sort at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AppealList {
    /// The appeals.
    pub appeals: Vec<AppealLine>,
}

/// `GET /api/v1/appeals?which=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["which"]).await?;
    let overdue = match query.get("which") {
        "" => false,
        "overdue" => true,
        _ => return Err(call.wrong("which", "请从列出的里面选。")),
    };
    let centre = &call.app.centre;
    if !centre.is_supervisor(&bearer.session).await.map_err(|fault| call.fault(&fault))? {
        return Err(Kind::OutOfScope.into());
    }
    let waiting = centre.appeals_waiting(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let today = centre.today();
    let lines = waiting.iter().map(|it| line(it, today)).filter(|it| !overdue || it.overdue);
    call.json(StatusCode::OK, &AppealList { appeals: lines.collect() })
}

fn line(brief: &AppealBrief, today: Day) -> AppealLine {
    let (of, named, kind) = match brief.of {
        AppealOf::Finding(id, rule) => ("finding", id.to_string(), Some(rule.key())),
        AppealOf::Order(id, kind, ..) => ("order", id.to_string(), Some(kind.key())),
        AppealOf::Rating(id) => ("rating", id.to_string(), None),
        AppealOf::Objection(term, _) => ("objection", term.key(), None),
        AppealOf::Accountability(id, kind) => ("accountability", id.to_string(), Some(kind.key())),
        AppealOf::Heard(id, kind) => ("heard", id.to_string(), Some(kind.key())),
    };
    AppealLine {
        of: of.to_owned(),
        named,
        subject: match brief.of {
            AppealOf::Objection(_, subject) => Some(subject.key()),
            _ => None,
        },
        kind: kind.map(str::to_owned),
        unit: brief.unit.map(|it| it.to_string()),
        decide_by: brief.decide_by.map(day),
        overdue: brief.is_overdue(today),
    }
}
