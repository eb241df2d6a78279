//! Tracking a case with number and query code: no account, a signed cookie for half an hour (C13, domain.md 6.4).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::Stage;
use catalogue::{CaseId, Digest};
use centre::case::Problem;
use centre::notice::certificate_made;
use centre::track::Tracked;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::{certificate_words, tracked};
use crate::app::App;
use crate::app::form::{Form, cookie};
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with, see_other, with_cookie};
use crate::app::visitor::{Address, set_cookie};
use pages::layout::{Nav, PageFrame};
use pages::portal::Track;

const PATH: &str = "/track";
/// How long a case can be looked at after number and code were given.
const SECONDS: u64 = 30 * 60;

/// `GET /track?no=`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    page(&Track::new(frame(&at).await, &number_of(&query, "no")))
}

/// `POST /track`
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let number = number_of(&form, "number");
    let again = |frame| Track::new(frame, &number);
    match app.centre.track(&number, form.trimmed("code"), &address).await {
        Ok(Tracked::Case(case)) => match app.centre.track_key(case).await {
            Ok(Some(key)) => with_cookie(see_other("/track/case"), &pass_for(&app, case, key)),
            Ok(None) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &again(frame(&at).await).not_found()),
            Err(fault) => at.answer(Err(fault)).await,
        },
        Ok(Tracked::Corrected) => {
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again(frame(&at).await).corrected())
        }
        Err(Problem::Fault(fault)) => at.answer(Err(fault)).await,
        Err(Problem::Throttled(until)) => {
            let minutes = minutes_until(&app, until);
            page_with(StatusCode::TOO_MANY_REQUESTS, &again(frame(&at).await).throttled(minutes))
        }
        Err(_) => page_with(StatusCode::UNPROCESSABLE_ENTITY, &again(frame(&at).await).not_found()),
    }
}

/// `GET /track/case`
pub async fn case(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/track/case" };
    match case_of_pass(&app, &headers).await {
        Ok(Some(case)) => at.answer(draw(&at, case).await).await,
        Ok(None) => see_other(PATH),
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// The case whose number and code this visitor gave within the half hour; none once the code is void (E10, E15).
pub async fn case_of_pass(app: &App, headers: &HeaderMap) -> Result<Option<CaseId>, centre::Fault> {
    let pass = cookie(headers, cookie_name(app));
    let opened = pass.and_then(|pass| opened(&app.centre.secret("track"), pass, app.centre.instant().0));
    let Some((case, key)) = opened else { return Ok(None) };
    Ok(app.centre.track_stands(case, key).await?.then_some(case))
}

async fn draw(at: &At<'_>, case: CaseId) -> Answer {
    let Some(file) = at.app.centre.case_fetch(case).await? else { return Ok(see_other(PATH)) };
    let Some(filed) = file.filed() else { return Ok(see_other(PATH)) };
    let mut drawn = tracked::page(frame(at).await, &file, filed);
    drawn.readers = super::views::readers(at.app, drawn.frame.text, &file).await?;
    // What was made stands on its own once it was handed out (A22).
    if matches!(filed.stage, Stage::Delivered { .. })
        && let Some(id) = certificate_made(filed)
        && let Some(view) = at.app.centre.certificate_fetch(id).await?
    {
        drawn.certificate = certificate_words::told(drawn.frame.text, &view);
    }
    Ok(page(&drawn))
}

async fn frame(at: &At<'_>) -> PageFrame {
    let mut frame = at.frame(Nav::Track, None).await;
    frame.title = frame.t("我的事办到哪儿了").to_owned();
    frame
}

fn number_of(form: &Form, field: &str) -> String {
    form.trimmed(field).chars().take(40).collect()
}

fn cookie_name(app: &App) -> &'static str {
    if app.settings.secure_cookies { "__Host-yimen-track" } else { "yimen-track" }
}

fn pass_for(app: &App, case: CaseId, key: Digest) -> String {
    let until = app.centre.instant().0 + i64::try_from(SECONDS).unwrap_or(0) * 1_000_000;
    let pass = sealed(&app.centre.secret("track"), case, key, until);
    set_cookie(app, cookie_name(app), &pass, Some(SECONDS))
}

/// Case, keyed digest of the query code, last instant, and a keyed digest over all.
fn sealed(key: &[u8; 32], case: CaseId, query: Digest, until: i64) -> String {
    let what = format!("{case}.{query}.{until}");
    let digest = Digest(mac(key, &what).finalize().into_bytes().into());
    format!("{what}.{digest}")
}

/// The case of a pass that is ours and has not ended, and with which code it was opened.
fn opened(key: &[u8; 32], pass: &str, now: i64) -> Option<(CaseId, Digest)> {
    let (what, digest) = pass.rsplit_once('.')?;
    // Compared in constant time.
    mac(key, what).verify_slice(&Digest::parse(digest).ok()?.0).ok()?;
    let (what, until) = what.rsplit_once('.')?;
    let (case, query) = what.rsplit_once('.')?;
    (now < until.parse().ok()?).then(|| Some((CaseId::parse(case).ok()?, Digest::parse(query).ok()?)))?
}

/// A keyed digest over the words of a pass.
pub(super) fn mac(key: &[u8; 32], what: &str) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(what.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_opens_its_own_case_until_it_ends_and_no_other() {
        let (key, case) = ([7; 32], CaseId::parse("SC2026000123K").expect("a case"));
        let code = Digest([5; 32]);
        let pass = sealed(&key, case, code, 1000);
        assert_eq!(opened(&key, &pass, 999), Some((case, code)));
        assert_eq!(opened(&key, &pass, 1000), None, "it has ended");
        assert_eq!(opened(&[8; 32], &pass, 999), None, "another installation's");
        for forged in [
            pass.replace("0123", "0124"),
            pass.replace(".1000.", ".9000."),
            pass.replacen("05", "06", 1),
            String::new(),
            "a.b".to_owned(),
        ] {
            assert_eq!(opened(&key, &forged, 999), None, "{forged}");
        }
    }
}
