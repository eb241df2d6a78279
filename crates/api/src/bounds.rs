//! The numbers monitoring points compare with, for programs: all of them with what is usual, and setting one with a reason.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use centre::oversight::bounds::{BoundChange, BoundForm};
use oversight::bound::Bound;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, whole};
use super::shown::time;
use web::handle::bounds::may_see;
use web::handle::oversight_words;

/// A number.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BoundShown {
    /// Its word, stable.
    pub bound: String,
    /// What it is for.
    pub says: String,
    /// What holds now.
    pub value: u16,
    /// What holds until somebody sets another.
    pub usual: u16,
    /// What may be set at the least.
    pub least: u16,
    /// And at the most.
    pub most: u16,
    /// When it was set last; null where it never was, or before the changes below.
    pub set_at: Option<String>,
}

/// A change.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ChangeShown {
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Who.
    pub by: String,
    /// Which number.
    pub bound: String,
    /// What it was.
    pub before: u16,
    /// What it became.
    pub value: u16,
    /// Why.
    pub reason: String,
}

/// The numbers in force.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BoundList {
    /// How often any was set.
    pub edition: u32,
    /// The numbers.
    pub bounds: Vec<BoundShown>,
    /// What was changed, the latest first; 50 at most.
    pub changes: Vec<ChangeShown>,
}

/// A number to set. What was found before keeps the number it was compared with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoundAsked {
    /// Which.
    #[schemars(length(max = 60))]
    bound: String,
    /// To what.
    value: u16,
    /// Why.
    #[schemars(length(max = 2000))]
    reason: String,
}

/// `GET /api/v1/bounds`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let centre = &call.app.centre;
    let organisation = call.organisation().await?;
    if !may_see(&organisation, &bearer.session, centre.today()) {
        return Err(Kind::OutOfScope.into());
    }
    let bounds = centre.bounds().await.map_err(|fault| call.fault(&fault))?;
    let changes = centre.bound_changes().await.map_err(|fault| call.fault(&fault))?;
    let mut last: BTreeMap<Bound, &BoundChange> = BTreeMap::new();
    for it in changes.iter().rev() {
        last.insert(it.bound, it);
    }
    let shown = Bound::ALL.iter().map(|it| BoundShown {
        bound: it.key().to_owned(),
        says: call.text.t(oversight_words::bound(*it)).to_owned(),
        value: bounds.get(*it),
        usual: it.usual(),
        least: *it.range().start(),
        most: *it.range().end(),
        set_at: last.get(it).map(|change| time(change.at)),
    });
    let changes = changes.iter().map(|it| ChangeShown {
        at: time(it.at),
        by: it.by.to_string(),
        bound: it.bound.key().to_owned(),
        before: it.before,
        value: it.value,
        reason: it.reason.clone(),
    });
    let answer = BoundList { edition: bounds.edition, bounds: shown.collect(), changes: changes.collect() };
    call.json(StatusCode::OK, &answer)
}

/// `POST /api/v1/bounds`
pub async fn set(call: Call, body: Body) -> Response {
    call.finish(was_set(&call, body).await)
}

async fn was_set(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<BoundAsked>(body).await?;
    whole(&bearer)?;
    let BoundAsked { bound, value, reason } = asked;
    let bound = choice("bound", Bound::parse(&bound));
    let bound = bound.map_err(|it| Trouble::fields(call.text, &[it]))?;
    let done = call.app.centre.bound_set(&bearer.session, id, &BoundForm { bound, value, reason }).await;
    call.done_once(StatusCode::OK, "/bounds", bound.key(), &call.carried(done).await?)
}
