//! The demonstration's own pages: every page with every sample, the messages that went out, and the clock that moves the
//! day, only forward.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use calendar::{Calendar, Day};
use centre::Fault;
use centre::notice::NoticeText;

use super::words;
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with, see_other};
use pages::layout::{ErrorSummary, Nav, PageFrame, all_samples};
use pages::portal::{DevClock, DevNotices, DevPages, SentMessage};
use pages::text::Text;

const CLOCK: &str = "/dev/clock";
/// Messages shown at most.
const NOTICES: u32 = 50;
/// Days one move may go at most: holidays further on are not known.
const DAYS_MAX: i32 = 400;
const DAY_MICROS: i64 = 86_400_000_000;
/// Turns of the timekeeper after a move: what one turn brings about may fall due in the next.
const TURNS: u32 = 3;

/// `GET /dev/pages`
pub async fn pages(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/dev/pages" };
    let mut frame = at.frame(Nav::Dev, None).await;
    frame.title = frame.t("全部页面").to_owned();
    let samples = all_samples(frame.text);
    page(&DevPages::new(frame, samples.iter().map(|sample| (sample.page, sample.sample))))
}

/// `GET /dev/pages/{page}?sample=&lang=`
pub async fn sample(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Path(name): Path<String>,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/dev/pages" };
    let text = if query.get("lang") == "en" { Text::English } else { Text::Chinese };
    let asked = query.get("sample");
    let mut samples = all_samples(text).into_iter().filter(|sample| sample.page == name);
    match samples.find(|sample| asked.is_empty() || sample.sample == asked) {
        Some(sample) => Html(sample.html).into_response(),
        None => at.error(ErrorKind::NotFound).await,
    }
}

/// `GET /dev/notices`
pub async fn notices(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/dev/notices" };
    at.answer(sent(&at).await).await
}

async fn sent(at: &At<'_>) -> Answer {
    let mut frame: PageFrame = at.frame(Nav::Dev, None).await;
    frame.title = frame.t("发出的消息").to_owned();
    let latest = at.app.centre.notices_latest(NOTICES).await?;
    let shown = |notice: NoticeText| SentMessage {
        at: words::moment(frame.text, notice.sent_at),
        to: notice.to,
        words: notice.text,
    };
    let messages = latest.into_iter().map(shown).collect();
    Ok(page(&DevNotices { frame, messages }))
}

/// `GET /dev/clock`
pub async fn clock(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: CLOCK };
    at.answer(draw(&at, &query).await).await
}

async fn draw(at: &At<'_>, moved: &Form) -> Answer {
    let mut clock = drawn(at, "").await?;
    let text = clock.frame.text;
    let mut say = |field: &str, sentence: &str| {
        if let Some(n) = moved.number(field, 1..=1_000_000i64) {
            clock.happened.push(text.f(sentence, [("n", &n)]));
        }
    };
    say("yellow", "{n} 件变成临期");
    say("red", "{n} 件变成超期");
    say("deemed", "{n} 件到期未答复，依法视为受理");
    Ok(page(&clock))
}

/// `POST /dev/clock`: `to` is `+1`, `+5` or `date` with the field `date`.
pub async fn move_clock(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: CLOCK };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(offset) = app.settings.demo_clock.clone() else { return at.error(ErrorKind::NotFound).await };
    let answer = match days_asked(&form, app.centre.today()) {
        Ok(days) => forward(&app, &offset, days).await,
        Err(refusal) => refused(&at, &form, refusal).await,
    };
    at.answer(answer).await
}

/// Why the clock does not go there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotThere {
    NoDay,
    Past,
    TooFar,
}

/// How many days forward.
fn days_asked(form: &Form, today: Day) -> Result<i32, NotThere> {
    let days = match form.get("to") {
        "+1" => 1,
        "+5" => 5,
        "date" => Day::parse(form.trimmed("date")).ok_or(NotThere::NoDay)?.number() - today.number(),
        _ => return Err(NotThere::NoDay),
    };
    match days {
        1..=DAYS_MAX => Ok(days),
        ..=0 => Err(NotThere::Past),
        _ => Err(NotThere::TooFar),
    }
}

/// Moves the day, lets everything fall due that is due by then, and says what came of it.
async fn forward(app: &App, offset: &AtomicI64, days: i32) -> Answer {
    let before = standing(app).await?;
    offset.fetch_add(i64::from(days) * DAY_MICROS, Ordering::SeqCst);
    for _ in 0..TURNS {
        app.centre.tick().await?;
    }
    let after = standing(app).await?;
    let more = |of: fn(&Standing) -> i64| (of(&after) - of(&before)).max(0);
    let (yellow, red, deemed) = (more(|it| it.yellow), more(|it| it.red), more(|it| it.deemed));
    Ok(see_other(&format!("{CLOCK}?yellow={yellow}&red={red}&deemed={deemed}")))
}

struct Standing {
    yellow: i64,
    red: i64,
    deemed: i64,
}

async fn standing(app: &App) -> Result<Standing, Fault> {
    let lights = app.centre.lights().await?;
    let first = Day::from_ymd(2000, 1, 1).expect("a day of the calendar");
    let deemed = app.centre.deemed_since(None, first).await?;
    Ok(Standing {
        yellow: lights.iter().map(|unit| unit.yellow).sum(),
        red: lights.iter().map(|unit| unit.red).sum(),
        deemed: deemed.iter().map(|window| window.count).sum(),
    })
}

async fn refused(at: &At<'_>, form: &Form, refusal: NotThere) -> Answer {
    let clock = drawn(at, form.trimmed("date")).await?;
    let text = clock.frame.text;
    let clock = match refusal {
        NotThere::Past => clock.backwards(),
        NotThere::NoDay => wrong(clock, text.t("请选一天。")),
        NotThere::TooFar => wrong(clock, text.t("太远了，一次最多往后走 400 天。")),
    };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &clock))
}

fn wrong(mut clock: DevClock, sentence: &str) -> DevClock {
    clock.date = clock.date.error(sentence);
    clock.errors = ErrorSummary::of(clock.frame.text, [&clock.date]);
    clock
}

async fn drawn(at: &At<'_>, date: &str) -> Result<DevClock, Fault> {
    let mut frame: PageFrame = at.frame(Nav::Dev, None).await;
    frame.title = frame.t("演示日期").to_owned();
    let in_force = at.app.centre.in_force().await?;
    let today_is = in_force
        .calendar
        .map_or_else(String::new, |calendar| today_is(frame.text, &calendar, at.app.centre.today()));
    Ok(DevClock::new(frame, &today_is, date))
}

/// What kind of day it is.
fn today_is(text: Text, calendar: &Calendar, today: Day) -> String {
    let Ok(status) = calendar.status(today) else { return String::new() };
    match (status.is_working(), status.name) {
        (true, None) => text.t("工作日，大厅开门").to_owned(),
        (true, Some(name)) => text.f("调休上班（{name}），大厅开门", [("name", &name)]),
        (false, None) => text.t("周末，大厅不开门").to_owned(),
        (false, Some(name)) => text.f("{name}放假，大厅不开门", [("name", &name)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_moves_forward_only_and_not_beyond_what_is_known() {
        let today = Day::from_ymd(2026, 11, 20).expect("a day");
        let asked = |form: &str| days_asked(&Form::parse(form.as_bytes()).expect("a form"), today);
        assert_eq!(asked("to=%2B1"), Ok(1));
        assert_eq!(asked("to=%2B5"), Ok(5));
        assert_eq!(asked("to=date&date=2026-12-01"), Ok(11));
        assert_eq!(asked("to=date&date=2026-11-20"), Err(NotThere::Past));
        assert_eq!(asked("to=date&date=2026-01-01"), Err(NotThere::Past));
        assert_eq!(asked("to=date&date=2028-01-01"), Err(NotThere::TooFar));
        assert_eq!(asked("to=date&date=yesterday"), Err(NotThere::NoDay));
        assert_eq!(asked("to=-1"), Err(NotThere::NoDay));
    }
}
