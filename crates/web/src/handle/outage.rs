//! Pads of numbers, the outage declared and ended, entry afterwards by number, and the public log.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::{Day, Instant};
use casework::Refusal;
use casework::outage::{
    ClaimNumber, Command, Outage, OutageKind, OutageRefusal, Outages, Pad, Print, Void, VoidCause,
    runs_outages,
};
use catalogue::item::Post;
use catalogue::{Organisation, WindowId};
use centre::account::Session;
use centre::act::FieldWhy;
use centre::case::Problem;

use super::refusal::field_sentence;
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, page, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf, language};
use crate::desk::{
    Answer as Choice, OutageForms, OutageLine, OutagePage, OutagesPublic, PadLine, PadPage, PadSheet, Pick,
    Typed,
};
use crate::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use crate::print::qr_svg;
use crate::text::Text;

const PATH: &str = "/desk/outage";

/// What came back, and what is wrong by the id of its field.
#[derive(Default)]
struct Sent {
    form: Form,
    errors: Vec<(String, String)>,
    notice: &'static str,
}

/// `GET /outages`: for everybody; nobody is named.
pub async fn public(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: "/outages" };
    at.answer(log(&at).await).await
}

async fn log(at: &At<'_>) -> Answer {
    let outages = at.app.centre.outages().await?;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("停用记录").to_owned();
    let (down, lines) = (down(text, &outages), lines(text, &outages, None));
    Ok(page(&OutagesPublic { frame, text, down, outages: lines }))
}

/// `GET /desk/outage`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let notice = match query.get("done") {
        "declare" => "登记了，已经公布。",
        "end" => "登记了恢复的时间。",
        "print" => "印好了，点号段可以打印。",
        "void" => "记下了。",
        _ => "",
    };
    at.answer(draw(&at, &session, Sent { notice, ..Sent::default() }).await).await
}

/// `GET /desk/outage/pad/{no}`
pub async fn pad(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(no): Path<String>,
) -> Response {
    let path = format!("{PATH}/pad/{no}");
    let at = At { app: &app, headers: &headers, path: &path };
    at.answer(draw_pad(&at, &session, &no).await).await
}

async fn draw_pad(at: &At<'_>, session: &Session, no: &str) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let outages = centre.outages().await?;
    let wanted = no.parse::<u32>().ok();
    let Some(pad) = outages.pads.iter().find(|pad| Some(pad.no) == wanted) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let mut frame = at.frame(Nav::Day, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("停电备用号").to_owned();
    let sheets = (0..u32::from(pad.count)).map(|place| {
        let number = said(text, pad.first + place);
        PadSheet { qr: qr_svg(&number, &number), number }
    });
    let about = text.f("第 {n} 本，{day}印", [("n", &pad.no), ("day", &words::day(text, pad.at.day()))]);
    let window = words::window(text, &organisation, pad.window);
    Ok(page(&PadPage { text, window, about, sheets: sheets.collect(), frame }))
}

/// `POST /desk/outage`
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    if let Err(expired) = check_csrf(&app, &headers, PATH, &session, form.get("csrf")).await {
        return *expired;
    }
    let Some(id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    let what = form.get("do").to_owned();
    // The case is received under the id of this form, so that its number leads to it.
    let case = centre::intake::case_id(id);
    let command = match read(&what, &form, case) {
        None => return at.error(ErrorKind::BadRequest).await,
        Some(Err((field, why))) => {
            let why = field_sentence(language(&headers), &why);
            let sent = Sent { form, errors: vec![(field.to_owned(), why)], notice: "" };
            return at.answer(draw(&at, &session, sent).await).await;
        }
        Some(Ok(command)) => command,
    };
    // The case's own command bears this id; the entry of its number bears one that follows from it.
    let own = if matches!(command, Command::Claim(_)) { centre::outage::claim_id(id) } else { id };
    match app.centre.outage_act(&session, own, command).await {
        Ok(_) if what == "enter" => see_other(&format!("/desk/intake/{}?pad={case}", form.trimmed("item"))),
        Ok(_) if matches!(what.as_str(), "spoiled" | "unused") => see_other(&format!("{PATH}?done=void")),
        Ok(_) => see_other(&format!("{PATH}?done={what}")),
        Err(problem) => again(&at, &session, &what, problem, form).await,
    }
}

type Wrong = (&'static str, FieldWhy);

fn read(what: &str, form: &Form, case: catalogue::CaseId) -> Option<Result<Command, Wrong>> {
    Some(match what {
        "declare" => declare(form),
        "end" => moment(form, "until").map(|until| Command::End { until }).map_err(|why| ("end-until", why)),
        "print" => print(form),
        "enter" => enter(form, case),
        "spoiled" => void(form, VoidCause::Spoiled),
        "unused" => void(form, VoidCause::Unused),
        _ => return None,
    })
}

fn declare(form: &Form) -> Result<Command, Wrong> {
    let kind = OutageKind::ALL.into_iter().find(|kind| kind.key() == form.trimmed("kind"));
    let kind = kind.ok_or(("declare-kind", FieldWhy::NotAChoice))?;
    let since = moment(form, "since").map_err(|why| ("declare-since", why))?;
    Ok(Command::Declare { since, kind })
}

fn print(form: &Form) -> Result<Command, Wrong> {
    let window =
        WindowId::parse(form.trimmed("window")).map_err(|_| ("print-window", FieldWhy::NotAChoice))?;
    let count = form.number::<u8>("count", 0..=u8::MAX).ok_or(("print-count", FieldWhy::NotANumber))?;
    Ok(Command::Print(Print { window, count }))
}

fn enter(form: &Form, case: catalogue::CaseId) -> Result<Command, Wrong> {
    let number = number(form, "number").ok_or(("enter-number", FieldWhy::NotANumber))?;
    let occurred_at = moment(form, "occurred").map_err(|why| ("enter-occurred", why))?;
    if form.trimmed("item").is_empty() {
        return Err(("enter-item", FieldWhy::NotAChoice));
    }
    Ok(Command::Claim(ClaimNumber { number, occurred_at, case }))
}

fn void(form: &Form, cause: VoidCause) -> Result<Command, Wrong> {
    let number = number(form, "void").ok_or(("void-void", FieldWhy::NotANumber))?;
    Ok(Command::Void(Void { number, cause }))
}

/// A number as it is read from the code or typed: 停 000123.
fn number(form: &Form, field: &str) -> Option<u32> {
    let digits: String = form.trimmed(field).chars().filter(|c| c.is_ascii_digit()).collect();
    digits.parse().ok()
}

/// A day and a time of day, as the browser sends them: 2026-11-18T10:12.
fn moment(form: &Form, field: &str) -> Result<Instant, FieldWhy> {
    let typed = form.trimmed(field);
    let (day, time) = typed.split_once(['T', ' ']).ok_or(FieldWhy::NotADay)?;
    let day = Day::parse(day).ok_or(FieldWhy::NotADay)?;
    let (hour, minute) = time.split_once(':').ok_or(FieldWhy::NotADay)?;
    let bounded = |text: &str, most: u32| text.parse::<u32>().ok().filter(|number| *number <= most);
    match (bounded(hour, 23), bounded(minute, 59)) {
        (Some(hour), Some(minute)) => Ok(day.at(hour, minute)),
        _ => Err(FieldWhy::NotADay),
    }
}

/// A number as people read it.
fn said(text: Text, number: u32) -> String {
    text.f("停 {n}", [("n", &format!("{number:06}"))])
}

async fn again(at: &At<'_>, session: &Session, what: &str, problem: Problem, form: Form) -> Response {
    let text = language(at.headers);
    let error = match problem {
        Problem::Refused(Refusal::Outage(refusal)) => {
            let field = match (&refusal, what) {
                (OutageRefusal::BadBeginning, _) => "declare-since",
                (OutageRefusal::BadEnd, _) => "end-until",
                (OutageRefusal::PadSize, _) => "print-count",
                (OutageRefusal::OutsideOutage | OutageRefusal::TooLate { .. }, _) => "enter-occurred",
                (
                    OutageRefusal::NoSuchNumber | OutageRefusal::NumberGone | OutageRefusal::OtherWindow,
                    "enter",
                ) => "enter-number",
                (OutageRefusal::NoSuchNumber | OutageRefusal::NumberGone | OutageRefusal::OtherWindow, _) => {
                    "void-void"
                }
                _ => "",
            };
            (field.to_owned(), refused(text, &refusal))
        }
        Problem::IdReused => {
            let sentence = text.t("这张表已经交过一次，内容不一样，没有再办。请看过最新情况再填。");
            (String::new(), sentence.to_owned())
        }
        other => return at.shut(other).await,
    };
    at.answer(draw(at, session, Sent { form, errors: vec![error], notice: "" }).await).await
}

/// Why not.
pub fn refused(text: Text, refusal: &OutageRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match refusal {
        OutageRefusal::NotYours => t("停用由窗口负责人或中心管理登记，备用号也由他们印。"),
        OutageRefusal::NoSuchWindow => t("没有这个窗口，请核对窗口号。"),
        OutageRefusal::PadSize => t("一本 5 到 50 个号。"),
        OutageRefusal::AlreadyDown { since } => {
            text.f("已经登记了从 {at} 起停用，请先登记恢复。", [("at", &words::moment(text, *since))])
        }
        OutageRefusal::NotDown => t("现在没有登记停用。"),
        OutageRefusal::BadBeginning => {
            t("开始的时间不能在将来、不能早于三天前，也不能落在已登记的停用时段里。")
        }
        OutageRefusal::BadEnd => t("恢复的时间要在停用以后，不能在将来。"),
        OutageRefusal::NoSuchNumber => t("没有印过这个号，请核对。"),
        OutageRefusal::NumberGone => t("这个号已经录过或者作废了。"),
        OutageRefusal::OtherWindow => t("这个号是别的窗口的，请到那个窗口录。"),
        OutageRefusal::OutsideOutage => t("号上写的时间不在登记过的停用时段里，不能补录。"),
        OutageRefusal::TooLate { earliest } => text.f(
            "只能补录三天以内的，最早 {day}。更早的按今天收件，并向申请人说明。",
            [("day", &words::day(text, *earliest))],
        ),
        OutageRefusal::CaseGone => t("这一件已经录过别的号。"),
    }
}

fn kind(text: Text, kind: OutageKind) -> String {
    let word = match kind {
        OutageKind::Power => "停电",
        OutageKind::Network => "断网",
        OutageKind::System => "系统故障",
    };
    text.t(word).to_owned()
}

fn down(text: Text, outages: &Outages) -> String {
    outages.open().map_or_else(String::new, |outage| {
        text.f("从 {at} 起停用", [("at", &words::moment(text, outage.since))])
    })
}

/// The latest first; who declared it is for officers.
fn lines(text: Text, outages: &Outages, organisation: Option<&Organisation>) -> Vec<OutageLine> {
    let line = |outage: &Outage| {
        let since = words::moment(text, outage.since);
        let declared = words::moment(text, outage.declared_at);
        OutageLine {
            kind: kind(text, outage.kind),
            span: match outage.until {
                Some(until) => format!("{since} — {}", words::moment(text, until)),
                None => text.f("{from}起", [("from", &since)]),
            },
            now: outage.until.is_none(),
            declared: match organisation {
                Some(organisation) => {
                    format!("{declared} {}", words::person(text, organisation, outage.by))
                }
                None => declared,
            },
            entered: outage.entered,
        }
    };
    outages.outages.iter().rev().map(line).collect()
}

fn pad_line(text: Text, organisation: &Organisation, pad: &Pad) -> PadLine {
    let last = pad.first + u32::from(pad.count) - 1;
    let gaps: Vec<String> = pad.gaps().into_iter().map(|number| said(text, number)).collect();
    PadLine {
        no: pad.no,
        window: words::window(text, organisation, pad.window),
        numbers: format!("{} — {last:06}", said(text, pad.first)),
        used: text
            .f("录入 {n} 个，作废 {m} 个", [("n", &pad.used.count_ones()), ("m", &pad.void.count_ones())]),
        gaps: gaps.join(text.comma()),
    }
}

async fn draw(at: &At<'_>, session: &Session, sent: Sent) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let (outages, items, today) = (centre.outages().await?, centre.item_list().await?, centre.today());
    let mut frame = at.frame(Nav::Day, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("停电、断网").to_owned();
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: text.t(sent.notice).to_owned() });
    }
    let posts: Vec<Post> = organisation.posts_of(session.person, today).map(|it| it.post).collect();
    let enters = posts.iter().any(|post| matches!(post, Post::IntakeOfficer | Post::WindowHead));
    let own = centre.own_windows(&organisation, session.person);
    let mine = items.iter().filter(|it| it.is_live() && it.item.windows.iter().any(|it| own.contains(it)));
    let mine = mine.map(|it| Choice::of(it.item.short.as_str(), words::item(text, &it.item))).collect();
    let windows = organisation.windows.iter();
    let windows = windows.map(|it| Choice::of(it.id.as_str(), words::window(text, &organisation, it.id)));
    let status = if sent.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let csrf = frame.csrf.clone();
    let keys = || FormKeys { csrf: csrf.clone(), command_id: new_command_id(), version: None };
    let page = OutagePage {
        text,
        down: down(text, &outages),
        runs: runs_outages(&organisation, session.person, today),
        enters,
        forms: forms(text, &sent, windows.collect(), mine),
        keys: std::array::from_fn(|_| keys()),
        pads: outages.pads.iter().rev().map(|pad| pad_line(text, &organisation, pad)).collect(),
        outages: lines(text, &outages, Some(&organisation)),
        errors: ErrorSummary { text, errors: sent.errors },
        frame,
    };
    Ok(page_with(status, &page))
}

fn forms(text: Text, sent: &Sent, windows: Vec<Choice>, items: Vec<Choice>) -> OutageForms {
    let error = |id: &str| {
        let error = sent.errors.iter().find(|(field, _)| field == id);
        error.map_or_else(String::new, |(_, why)| why.clone())
    };
    let typed = |prefix: &str, field: &str| Typed {
        value: sent.form.get(field).to_owned(),
        error: error(&format!("{prefix}-{field}")),
    };
    let pick = |prefix: &str, field: &str, answers: Vec<Choice>| {
        let mut pick = Pick { answers, error: error(&format!("{prefix}-{field}")) };
        pick.choose(sent.form.trimmed(field));
        pick
    };
    let kinds = OutageKind::ALL.map(|it| Choice::of(it.key(), kind(text, it))).to_vec();
    OutageForms {
        window: pick("print", "window", windows),
        count: typed("print", "count"),
        kind: pick("declare", "kind", kinds),
        since: typed("declare", "since"),
        until: typed("end", "until"),
        number: typed("enter", "number"),
        occurred: typed("enter", "occurred"),
        item: pick("enter", "item", items),
        void: typed("void", "void"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_and_a_time_within_its_bounds() {
        let read = |typed: &str| moment(&Form::of(vec![("since".into(), typed.into())]), "since");
        let day = Day::parse("2026-11-18").expect("a day");
        assert_eq!(read("2026-11-18T10:12"), Ok(day.at(10, 12)));
        assert_eq!(read("2026-11-18 23:59"), Ok(day.at(23, 59)));
        for wrong in ["", "2026-11-18", "2026-11-18T24:00", "2026-11-18T10:60", "yesterday T1:1"] {
            assert_eq!(read(wrong), Err(FieldWhy::NotADay), "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_printed() {
        let form = Form::of(vec![("number".into(), " 停 000123 ".into())]);
        assert_eq!(number(&form, "number"), Some(123));
    }
}
