//! The tablet of a window: set up for one day with the window's code, it rates the last visit and is counted apart (F16).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use calendar::Day;
use catalogue::{Digest, WindowId};
use centre::case::Problem;
use hmac::Mac;
use oversight::rating::Kind;

use super::rate::{fields, on_staff_device, staff, typed, writing, wrong};
use super::track::mac;
use super::{oversight_words, words};
use crate::app::App;
use crate::app::form::{Form, cookie};
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with, see_other, with_cookie};
use crate::app::visitor::{Address, set_cookie};
use pages::layout::{Nav, Notice, NoticeKind, PageFrame};
use pages::portal::{RateEnter, RatePage};

const PATH: &str = "/rate/tablet";
/// A day at most; the window's code is another one tomorrow.
const SECONDS: u64 = 16 * 3600;
/// After so many seconds the page with a code gives way to the tablet's own.
const GOES: &str = "60; url=/rate/tablet";
/// As long, from the instant it was given, the code is shown: the same form sent anew later shows it to nobody.
const CODE_SHOWN: i64 = 60_000_000;

/// `GET /rate/tablet`
pub async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(drawn(&at, &Form::default(), None).await).await
}

/// `POST /rate/tablet`: `do` is `open` or `rate`.
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let writing = writing(&headers, address);
    match form.get("do") {
        "open" => match app.centre.tablet_open(form.trimmed("code"), &writing).await {
            Ok(window) => with_cookie(see_other(PATH), &pass_for(&app, window)),
            Err(problem) => not_opened(&at, problem).await,
        },
        "rate" => {
            let (Some(window), Some(command_id), Some(no)) =
                (window_of(&app, &headers), form.command_id(), form.number("visit", 1..=u16::MAX))
            else {
                return see_other(PATH);
            };
            match staff(&app, &headers).await {
                Ok(false) => {}
                Ok(true) => return at.answer(on_staff_device(&at).await).await,
                Err(fault) => return at.answer(Err(fault)).await,
            }
            match app.centre.tablet_give(window, no, &writing, command_id, &typed(&form)).await {
                // No address leads to this page: the next visitor at the tablet must not find the code of the one before.
                Ok(done) => at.answer(thanked(&at, window, no, done.at).await).await,
                Err(Problem::Fault(fault)) => at.answer(Err(fault)).await,
                Err(problem) => at.answer(drawn(&at, &form, Some(problem)).await).await,
            }
        }
        _ => at.error(ErrorKind::BadRequest).await,
    }
}

async fn not_opened(at: &At<'_>, problem: Problem) -> Response {
    let frame = frame(at).await;
    let text = frame.text;
    match problem {
        Problem::NotFound => {
            let sentence = text.t("没有这个平板码，请看今天的码再输一次。");
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &RateEnter::tablet(frame).refused(sentence))
        }
        Problem::Throttled(until) => {
            let minutes = minutes_until(at.app, until);
            let sentence = text.f("试的次数多了，请过 {n} 分钟再试。", [("n", &minutes)]);
            page_with(StatusCode::TOO_MANY_REQUESTS, &RateEnter::tablet(frame).refused(&sentence))
        }
        problem => at.shut(problem).await,
    }
}

/// Whether the code of what was given then is shown now.
fn shows_code(given_at: i64, now: i64) -> bool {
    now - given_at < CODE_SHOWN
}

/// Thanks, with the code by which whoever rated follows it and appeals (F17), whatever the grade was; it goes by itself. Sent anew
/// when the next visitor may be there, it is thanks alone.
async fn thanked(at: &At<'_>, window: WindowId, no: u16, given_at: i64) -> Answer {
    let mut frame = frame(at).await;
    let text = frame.text;
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let thanks = text.t("谢谢，已经收到您的评价。").to_owned();
    frame.notice = Some(Notice { kind: NoticeKind::Done, text: thanks });
    let (title, lead) = (text.t("窗口服务得怎么样").to_owned(), words::window(text, &organisation, window));
    let code = match shows_code(given_at, at.app.centre.instant().0) {
        true => at.app.centre.tablet_rated(window, no),
        false => String::new(),
    };
    let mut response =
        page(&RatePage { frame, title, lead, form: None, said: None, closed: String::new(), code });
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(GOES));
    Ok(response)
}

async fn drawn(at: &At<'_>, sent: &Form, problem: Option<Problem>) -> Answer {
    let mut frame = frame(at).await;
    let text = frame.text;
    let Some(window) = window_of(at.app, at.headers) else {
        return Ok(page(&RateEnter::tablet(frame)));
    };
    if staff(at.app, at.headers).await? {
        return on_staff_device(at).await;
    }
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let lead = words::window(text, &organisation, window);
    let visit = at.app.centre.tablet_visit(window).await?;
    let mut status = StatusCode::OK;
    let (mut form, mut closed) = (None, String::new());
    match visit {
        Some(visit) if !visit.given => {
            let fields = fields(text, PATH, Kind::Visit, sent);
            form = Some(fields.on_tablet(text, visit.no, sent.get("contact")));
        }
        Some(_) => closed = text.t("这次已经评过了。下一位来的时候，这里会再打开。").to_owned(),
        None => closed = text.t("窗口今天还没有开始接待。").to_owned(),
    }
    match problem {
        Some(Problem::Form(problems)) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            form = form.map(|form| wrong(text, form, &problems));
        }
        Some(Problem::Oversight(refusal)) => {
            status = StatusCode::UNPROCESSABLE_ENTITY;
            let said = oversight_words::refused(text, &organisation, &refusal).sentence;
            frame.notice = Some(Notice { kind: NoticeKind::Warning, text: said });
        }
        Some(problem) => return Ok(at.shut(problem).await),
        None => {}
    }
    let title = text.t("窗口服务得怎么样").to_owned();
    let (said, code) = (None, String::new());
    Ok(page_with(status, &RatePage { frame, title, lead, form, said, closed, code }))
}

async fn frame(at: &At<'_>) -> PageFrame {
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("评一评这次服务").to_owned();
    frame
}

fn cookie_name(app: &App) -> &'static str {
    if app.settings.secure_cookies { "__Host-yimen-tablet" } else { "yimen-tablet" }
}

fn pass_for(app: &App, window: WindowId) -> String {
    let pass = sealed(&app.centre.secret("tablet"), window, app.centre.today());
    set_cookie(app, cookie_name(app), &pass, Some(SECONDS))
}

/// The window for which this tablet was set up today.
fn window_of(app: &App, headers: &HeaderMap) -> Option<WindowId> {
    let pass = cookie(headers, cookie_name(app))?;
    opened(&app.centre.secret("tablet"), pass, app.centre.today())
}

/// Window and day, and a keyed digest over both.
fn sealed(key: &[u8; 32], window: WindowId, day: Day) -> String {
    let what = format!("{window}!{day}");
    let digest = Digest(mac(key, &what).finalize().into_bytes().into());
    format!("{what}!{digest}")
}

/// The window of a pass that is ours and of today.
fn opened(key: &[u8; 32], pass: &str, today: Day) -> Option<WindowId> {
    let (what, digest) = pass.rsplit_once('!')?;
    // Compared in constant time.
    mac(key, what).verify_slice(&Digest::parse(digest).ok()?.0).ok()?;
    let (window, day) = what.split_once('!')?;
    if Day::parse(day)? == today { WindowId::parse(window).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F17: the code is shown while the page of thanks stands, and not when its form is sent again.
    #[test]
    fn the_code_of_a_rating_is_shown_for_a_minute() {
        assert!(shows_code(5, 5) && shows_code(5, 4 + CODE_SHOWN));
        assert!(!shows_code(5, 5 + CODE_SHOWN) && !shows_code(5, 5 + 60 * CODE_SHOWN));
    }

    #[test]
    fn a_tablet_is_of_its_window_for_its_day_and_of_no_other() {
        let day = |text| Day::parse(text).expect("a day");
        let (key, window) = ([7; 32], WindowId::parse("w2").expect("a window"));
        let pass = sealed(&key, window, day("2026-11-20"));
        assert_eq!(opened(&key, &pass, day("2026-11-20")), Some(window));
        assert_eq!(opened(&key, &pass, day("2026-11-21")), None, "yesterday's");
        assert_eq!(opened(&[8; 32], &pass, day("2026-11-20")), None, "another installation's");
        for forged in [pass.replace("w2", "w3"), pass.replacen('1', "2", 1), String::new(), "a!b".to_owned()]
        {
            assert_eq!(opened(&key, &forged, day("2026-11-20")), None, "{forged}");
        }
    }
}
