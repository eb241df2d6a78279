//! A spot check by a visitor with a pass: the code is typed once, then a signed cookie opens the check for its day (E29).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::SpotId;
use centre::case::Problem;
use centre::oversight::spot::Looker;

use super::pass::SPOT;
use super::record_forms::Typed;
use super::spot_look::look;
use super::spots::{Looking, again, place, shown};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, minutes_until, page, page_with, see_other, with_cookie};
use crate::app::visitor::Address;
use pages::layout::{Nav, PageFrame};
use pages::portal::RateEnter;

const PATH: &str = "/inspect";
/// Where the pages of the check stand.
const CHECK: &str = "/inspect/check";

/// `GET /inspect`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    page(&RateEnter::inspecting(frame(&at).await, ""))
}

async fn frame(at: &At<'_>) -> PageFrame {
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("突击检查").to_owned();
    frame
}

/// `POST /inspect`
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let typed: String = form.trimmed("code").chars().take(40).collect();
    let refused = async |status, sentence: String| {
        page_with(status, &RateEnter::inspecting(frame(&at).await, &typed).refused(&sentence))
    };
    let text = crate::app::visitor::language(&headers);
    match app.centre.spot_enter(&typed, &address).await {
        Ok(id) => with_cookie(see_other(CHECK), &SPOT.line(&app, id.as_str())),
        Err(Problem::NotFound) => {
            let sentence = text.t("没有这个查阅码，请对照接待人员给的再输一次。").to_owned();
            refused(StatusCode::NOT_FOUND, sentence).await
        }
        Err(Problem::Oversight(_)) => {
            let sentence = text.t("这次检查已经结束，查阅码只在当天有效。").to_owned();
            refused(StatusCode::UNPROCESSABLE_ENTITY, sentence).await
        }
        Err(Problem::Throttled(until)) => {
            let minutes = minutes_until(&app, until);
            let sentence = text.f("试的次数多了，请过 {n} 分钟再试。", [("n", &minutes)]);
            refused(StatusCode::TOO_MANY_REQUESTS, sentence).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

fn looking(app: &App, headers: &HeaderMap) -> Option<Looking<'static>> {
    let id = SpotId::parse(&SPOT.opened(app, headers)?).ok()?;
    Some(Looking { base: CHECK.to_owned(), looker: Looker::Visitor(id), id, sent: Default::default() })
}

/// `GET /inspect/check`
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let at = At { app: &app, headers: &headers, path: CHECK };
    match looking(&app, &headers) {
        Some(looking) => shown(&at, &looking, query).await,
        None => see_other(PATH),
    }
}

/// `GET /inspect/check/{what}`: `hall`, `hall.pdf`, or the place of a case.
pub async fn one(State(app): State<Arc<App>>, headers: HeaderMap, Path(what): Path<String>) -> Response {
    let path = format!("{CHECK}/{what}");
    let at = At { app: &app, headers: &headers, path: &path };
    match looking(&app, &headers) {
        Some(looking) => look(&at, &looking, &what).await,
        None => see_other(PATH),
    }
}

/// `POST /inspect/check/remark`
pub async fn remark(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: CHECK };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    let Some(Looking { looker, id, .. }) = looking(&app, &headers) else { return see_other(PATH) };
    let typed = Typed { slug: "remark", form: &form };
    let done = app.centre.spot_remark(&looker, id, command_id, place(&typed), &typed.text("words")).await;
    match done {
        Ok(_) => see_other(&format!("{CHECK}?done=remark")),
        Err(problem @ (Problem::Form(_) | Problem::Oversight(_) | Problem::IdReused)) => {
            again(&at, CHECK.to_owned(), looker, id, "remark", &form, problem).await
        }
        Err(problem) => at.shut(problem).await,
    }
}
