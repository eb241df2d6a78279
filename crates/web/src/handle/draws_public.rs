//! Dual-random draws for everybody: what was fixed before, what was drawn, what was found, and the file that proves it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use catalogue::{DrawId, Organisation};
use centre::oversight::draw::{DrawBrief, DrawView};
use oversight::draw::Way;

use super::draw_recusals as recusals;
use super::draw_words as said;
use super::words;
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::layout::{Nav, Pagination};
use pages::portal::{DrawPublic, DrawsPublic, PublicDrawRow};
use pages::text::Text;

/// Where draws are published.
pub const PATH: &str = "/draws";
/// Draws of one page of the list.
const PAGE: usize = 20;

/// `GET /draws?after=`
pub async fn list(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(list_page(&at, query.get("after")).await).await
}

async fn list_page(at: &At<'_>, after: &str) -> Answer {
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("双随机抽查").to_owned();
    let mut briefs = at.app.centre.draw_list(after, PAGE + 1).await?;
    let more = briefs.len() > PAGE;
    briefs.truncate(PAGE);
    let href = |cursor: &str| format!("{PATH}?after={}", pages::layout::escape_query(cursor));
    let next = briefs.last().filter(|_| more).map(|last| href(&last.cursor()));
    let first = (!after.is_empty()).then(|| PATH.to_owned());
    let organisation = at.app.centre.organisation().await?;
    let rows = organisation
        .as_deref()
        .map_or_else(Vec::new, |of| briefs.iter().map(|brief| row(text, of, brief)).collect());
    let pages = Pagination { text, first, next, shown: text.f("这一页 {n} 次", [("n", &briefs.len())]) };
    Ok(page(&DrawsPublic { frame, text, rows, pages }))
}

/// What stands of a draw in a list.
fn row(text: Text, organisation: &Organisation, brief: &DrawBrief) -> PublicDrawRow {
    PublicDrawRow {
        href: format!("{PATH}/{}", brief.id),
        number: number(organisation, brief),
        unit: words::unit(text, organisation, brief.unit),
        announced: words::moment(text, brief.announced_at),
        results: results(text, brief),
        state: said::state(text, &brief.state),
    }
}

/// The number of a draw's announcement.
pub fn number(organisation: &Organisation, brief: &DrawBrief) -> String {
    let (year, n) = brief.number;
    let kind = casework::DocumentKind::DrawNotice;
    said::number(organisation, casework::DocumentNo { issuer: brief.unit, kind, year, n })
}

/// How many results are public.
pub fn results(text: Text, brief: &DrawBrief) -> String {
    match brief.picks {
        (0, _) => "—".to_owned(),
        (picks, results) => text.f("{n} / {all}", [("n", &results), ("all", &picks)]),
    }
}

/// `GET /draws/{draw}`
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap, Path(draw): Path<String>) -> Response {
    let path = format!("{PATH}/{draw}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = DrawId::parse(&draw) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.draw_public(id).await {
        Ok(view) => page(&one(&at, &view).await),
        Err(problem) => at.shut(problem).await,
    }
}

async fn one(at: &At<'_>, view: &DrawView) -> DrawPublic {
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    let (held, list, organisation) = (&view.held, &view.list, &view.organisation);
    frame.title = list.title.clone();
    let instead = match (&list.instead_of, view.before) {
        (Some((draw, reason)), Some(before)) => {
            Some((format!("{PATH}/{draw}"), said::number(organisation, before), reason.clone()))
        }
        _ => None,
    };
    DrawPublic {
        title: list.title.clone(),
        state: said::state(text, held.key()),
        facts: said::facts(text, organisation, held, list),
        instead,
        lapsed: held.way == Way::Lapsed,
        heads: said::heads(text),
        rows: said::picks(text, organisation, held, list, &view.picks()),
        recusal_heads: recusals::heads(text),
        recusals: recusals::rows(text, organisation, held, list),
        proof: format!("{PATH}/{}/proof.json", view.id),
        text,
        frame,
    }
}

/// `GET /draws/{draw}/proof.json`: the file that `yimen draw verify` reads.
pub async fn proof(State(app): State<Arc<App>>, headers: HeaderMap, Path(draw): Path<String>) -> Response {
    let path = format!("{PATH}/{draw}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = DrawId::parse(&draw) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.draw_public(id).await {
        Ok(view) => {
            let body = serde_json::to_vec_pretty(&view.proof()).expect("a proof has only texts and numbers");
            let name = format!(
                "attachment; filename=\"draw-{}-{}.json\"",
                view.held.number.year, view.held.number.n
            );
            let mut response = body.into_response();
            let json = HeaderValue::from_static("application/json; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, json);
            if let Ok(name) = HeaderValue::from_str(&name) {
                response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
            }
            response
        }
        Err(problem) => at.shut(problem).await,
    }
}
