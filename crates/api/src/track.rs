//! Tracking with number and query code: the words of the public page, throttled as the page is, and no token.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use centre::track::Tracked;
use schemars::JsonSchema;
use serde::Deserialize;

use super::body;
use super::call::{Answer, Call};
use super::problem::Kind;
use super::shown::{self, HappenedShown, MissingShown, ReaderShown, TrackedShown};
use pages::layout::Nav;
use web::app::frame::frame;
use web::handle::tracked::{self, View};
use web::handle::views;

/// Number and query code, as they stand on the receipt. In a body, so that they stand in no address and no log.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackAsked {
    /// 收件编号 or 办件编号.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
}

/// `POST /api/v1/track`
pub async fn track(call: Call, body: Body) -> Response {
    call.finish(tracked(&call, body).await)
}

async fn tracked(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let asked: TrackAsked = body::read(call, body).await?;
    if asked.number.chars().count() > 80 || asked.code.chars().count() > 20 {
        return Err(Kind::NotFound.into());
    }
    let centre = &call.app.centre;
    let found = centre.track(&asked.number, asked.code.trim(), &call.address).await;
    // A number that was corrected leads to nothing of this caller's (E10).
    let Tracked::Case(case) = found.map_err(|problem| call.problem(problem))? else {
        return Err(Kind::NotFound.into());
    };
    let file = centre.case_fetch(case).await.map_err(|fault| call.fault(&fault))?;
    let Some(file) = file else { return Err(Kind::NotFound.into()) };
    let Some(filed) = file.filed() else { return Err(Kind::NotFound.into()) };
    let mut frame = frame(&call.app, &HeaderMap::new(), "/track/case", Nav::Track, None).await;
    frame.text = call.text;
    let page = tracked::page(frame, &file, filed);
    let due_on =
        View { text: call.text, file: &file, filed }.shown().map(|(_, it)| shown::day(it.clock.due()));
    let missing = page.missing.into_iter().map(|it| MissingShown {
        name: it.name,
        reason: it.reason,
        brought: it.is_in,
    });
    let happened = page.happened.into_iter().map(|it| HappenedShown { at: it.at, what: it.sentence });
    let seen = views::readers(&call.app, call.text, &file).await.map_err(|fault| call.fault(&fault))?;
    let authorities = seen.authorities.into_iter().map(|it| HappenedShown { at: it.at, what: it.sentence });
    let readers = seen.officers.into_iter().map(|[on, who, purpose]| ReaderShown { on, who, purpose });
    call.json(
        StatusCode::OK,
        &TrackedShown {
            receipt_no: page.receipt_no,
            acceptance_no: page.acceptance_no,
            item: page.item,
            applicant: page.applicant,
            state: file.public_state().map_or("", |state| state.key()).to_owned(),
            state_word: page.state.word,
            next: page.next,
            why: page.why,
            unit: page.unit,
            due_on,
            missing: missing.collect(),
            happened: happened.collect(),
            authorities: authorities.collect(),
            readers: readers.collect(),
        },
    )
}
