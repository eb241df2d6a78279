//! The flow of an item for programs: which milestone followed which, how often, how long in working time, and where it waits
//! longest for the office.

use axum::http::StatusCode;
use axum::response::Response;
use centre::flow::FlowRead;
use mining::{Edge, Node, Whose};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::problem::Kind;
use super::record::of_unit;
use super::shown::day;
use catalogue::Item;
use web::app::frame::leads;
use web::handle::flow::name;

/// Microseconds of a minute.
const MINUTE: i64 = 60_000_000;

/// A milestone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MilestoneShown {
    /// What it is called, a step by its name in the revision in force.
    pub milestone: String,
    /// How often a case came to it.
    pub count: usize,
}

/// One milestone that followed another.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PassageShown {
    /// The earlier one.
    pub from: String,
    /// The later one.
    pub to: String,
    /// How often.
    pub count: usize,
    /// Minutes of working time, 24 hours to a working day, within which half of them passed; null where they are too few.
    pub half_minutes: Option<i64>,
    /// The same of nine in ten.
    pub nine_of_ten_minutes: Option<i64>,
    /// `office`, `applicant` or `stopped`: for whom it waited.
    pub waits_for: String,
    /// Whether it is the slowest of those that wait for the office.
    pub bottleneck: bool,
}

/// The flow of an item, of the cases received in the last days.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FlowShown {
    /// The item.
    pub item: String,
    /// First day of receipt.
    #[schemars(extend("format" = "date"))]
    pub since: String,
    /// How many cases.
    pub cases: usize,
    /// Whether there were more than are looked at.
    pub cut: bool,
    /// Whether some day of a year without a calendar was counted with all its hours.
    pub plain: bool,
    /// The milestones, in the order of the procedure.
    pub milestones: Vec<MilestoneShown>,
    /// What followed what.
    pub passages: Vec<PassageShown>,
}

/// `GET /api/v1/figures/flow/{item}`
pub async fn of_item(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let entry = centre.item_entry(&call.place).await.map_err(|fault| call.fault(&fault))?;
    let entry = entry.ok_or(Kind::NotFound)?;
    let organisation = call.organisation().await?;
    if !organisation.posts_of(session.person, centre.today()).any(|it| leads(it.post)) {
        return Err(Kind::OutOfScope.into());
    }
    of_unit(&bearer, entry.item.authority)?;
    let read = centre.flow(session, &entry.item).await.map_err(|problem| call.problem(problem))?;
    call.json(StatusCode::OK, &flow(call, &entry.item, &read))
}

fn flow(call: &Call, item: &Item, read: &FlowRead) -> FlowShown {
    let named = |node: Node| name(call.text, item, node);
    let passage = |it: &Edge| PassageShown {
        from: named(it.from),
        to: named(it.to),
        count: it.count,
        half_minutes: it.wait.map(|wait| wait.median / MINUTE),
        nine_of_ten_minutes: it.wait.map(|wait| wait.ninetieth / MINUTE),
        waits_for: match it.whose {
            Whose::Office => "office",
            Whose::Applicant => "applicant",
            Whose::Stopped => "stopped",
        }
        .to_owned(),
        bottleneck: it.bottleneck,
    };
    let nodes = read.flow.nodes.iter();
    FlowShown {
        item: item.short.to_string(),
        since: day(read.since),
        cases: read.flow.cases,
        cut: read.cut,
        plain: read.flow.plain,
        milestones: nodes
            .map(|(node, count)| MilestoneShown { milestone: named(*node), count: *count })
            .collect(),
        passages: read.flow.edges.iter().map(passage).collect(),
    }
}
