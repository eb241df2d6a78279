//! Pads of numbers, the outage declared and ended, entry afterwards by number, and the public log.

use std::sync::Arc;

use axum::extract::{Path, State};
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
use centre::act::{FieldProblem, FieldWhy};

use super::act_parse::problem;
use super::posted::{Posted, Sent};
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::{Opened, Query};
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::{Officer, language};
use pages::desk::{
    Answer as Choice, OutageForms, OutageLine, OutagePage, OutagesPublic, PadLine, PadPage, PadSheet, Pick,
    Typed, unchosen,
};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::print::qr_svg;
use pages::text::Text;

const PATH: &str = "/desk/outage";

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
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let notice = match query.get("done") {
        "declare" => "登记了，已经公布。",
        "end" => "登记了恢复的时间。",
        "print" => "印好了，点号段可以打印。",
        "void" => "记下了。",
        _ => "",
    };
    at.answer(draw(&at, &session, Sent::done(language(&headers), notice)).await).await
}

/// `GET /desk/outage/pad/{no}`
pub async fn pad(opened: Opened, Path(no): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw_pad(&at, session, &no).await).await
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
    let frame = at.titled(Nav::Day, session, "停电备用号").await;
    let text = frame.text;
    let sheets = (0..u32::from(pad.count)).map(|place| {
        let number = said(text, pad.first + place);
        PadSheet { qr: qr_svg(&number, &number), number }
    });
    let about = text.f("第 {n} 本，{day}印", [("n", &pad.no), ("day", &words::day(text, pad.at.day()))]);
    let window = words::window(text, &organisation, pad.window);
    Ok(page(&PadPage { text, window, about, sheets: sheets.collect(), frame }))
}

/// `POST /desk/outage`
pub async fn send(posted: Posted) -> Response {
    let (at, form, session, id) = (posted.at(), &posted.form, &posted.session, posted.command_id);
    let what = form.get("do");
    // The case is received under the id of this form, so that its number leads to it.
    let case = centre::intake::case_id(id);
    let carry = async |command| {
        // The case's own command bears this id; the entry of its number bears one that follows from it.
        let own = if matches!(command, Command::Claim(_)) { centre::outage::claim_id(id) } else { id };
        posted.app.centre.outage_act(session, own, command).await
    };
    let done = |_| match what {
        "enter" => format!("/desk/intake/{}?pad={case}", form.trimmed("item")),
        "spoiled" | "unused" => format!("{PATH}?done=void"),
        _ => format!("{PATH}?done={what}"),
    };
    let explain = |text: Text, _: &Organisation, refusal: &Refusal| {
        let Refusal::Outage(refusal) = refusal else { return None };
        Some((field_of(refusal), refused(text, refusal)))
    };
    let again = async |problem| match posted.sent(prefix(what), problem, explain).await {
        Ok(sent) => at.answer(draw(&at, session, sent).await).await,
        Err(response) => *response,
    };
    posted.carry_out(read(what, form, case), carry, done, again).await
}

/// The beginning of the ids of a form's fields.
fn prefix(what: &str) -> &str {
    if matches!(what, "spoiled" | "unused") { "void" } else { what }
}

/// The field that a refusal is about; none where it is about no field.
fn field_of(refusal: &OutageRefusal) -> &'static str {
    match refusal {
        OutageRefusal::BadBeginning => "since",
        OutageRefusal::BadEnd => "until",
        OutageRefusal::PadSize => "count",
        OutageRefusal::OutsideOutage | OutageRefusal::TooLate { .. } => "occurred",
        OutageRefusal::NoSuchNumber | OutageRefusal::NumberGone | OutageRefusal::OtherWindow => "number",
        _ => "",
    }
}

fn read(what: &str, form: &Form, case: catalogue::CaseId) -> Option<Result<Command, Vec<FieldProblem>>> {
    let command = match what {
        "declare" => declare(form),
        "end" => moment(form, "until").map(|until| Command::End { until }),
        "print" => print(form),
        "enter" => enter(form, case),
        "spoiled" => void(form, VoidCause::Spoiled),
        "unused" => void(form, VoidCause::Unused),
        _ => return None,
    };
    Some(command.map_err(|problem| vec![problem]))
}

fn declare(form: &Form) -> Result<Command, FieldProblem> {
    let kind = OutageKind::ALL.into_iter().find(|kind| kind.key() == form.trimmed("kind"));
    let kind = kind.ok_or_else(|| problem("kind", FieldWhy::NotAChoice))?;
    Ok(Command::Declare { since: moment(form, "since")?, kind })
}

fn print(form: &Form) -> Result<Command, FieldProblem> {
    let window =
        WindowId::parse(form.trimmed("window")).map_err(|_| problem("window", FieldWhy::NotAChoice))?;
    let count = form.number::<u8>("count", 0..=u8::MAX);
    let count = count.ok_or_else(|| problem("count", FieldWhy::NotANumber))?;
    Ok(Command::Print(Print { window, count }))
}

fn enter(form: &Form, case: catalogue::CaseId) -> Result<Command, FieldProblem> {
    let (number, occurred_at) = (number(form)?, moment(form, "occurred")?);
    if form.trimmed("item").is_empty() {
        return Err(problem("item", FieldWhy::NotAChoice));
    }
    Ok(Command::Claim(ClaimNumber { number, occurred_at, case }))
}

fn void(form: &Form, cause: VoidCause) -> Result<Command, FieldProblem> {
    Ok(Command::Void(Void { number: number(form)?, cause }))
}

/// A number as it is read from the code or typed: 停 000123.
fn number(form: &Form) -> Result<u32, FieldProblem> {
    let digits: String = form.trimmed("number").chars().filter(|c| c.is_ascii_digit()).collect();
    digits.parse().map_err(|_| problem("number", FieldWhy::NotANumber))
}

/// A day and a time of day, as the browser sends them: 2026-11-18T10:12.
fn moment(form: &Form, field: &str) -> Result<Instant, FieldProblem> {
    let read = || {
        let (day, time) = form.trimmed(field).split_once(['T', ' '])?;
        let (day, (hour, minute)) = (Day::parse(day)?, time.split_once(':')?);
        let bounded = |text: &str, most: u32| text.parse::<u32>().ok().filter(|number| *number <= most);
        Some(day.at(bounded(hour, 23)?, bounded(minute, 59)?))
    };
    read().ok_or_else(|| problem(field, FieldWhy::NotADay))
}

/// A number as people read it.
fn said(text: Text, number: u32) -> String {
    text.f("停 {n}", [("n", &format!("{number:06}"))])
}

/// Why not.
pub fn refused(text: Text, refusal: &OutageRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match refusal {
        OutageRefusal::NotYours => t("停用由窗口负责人或中心管理登记，备用号也由他们印。"),
        OutageRefusal::NoSuchWindow => t("没有这个窗口，请核对窗口号。"),
        OutageRefusal::PadSize => t("一本备用号要有 5 到 50 个。"),
        OutageRefusal::AlreadyDown { since } => {
            text.f("已经登记了从 {at} 起停用，请先登记恢复。", [("at", &words::moment(text, *since))])
        }
        OutageRefusal::NotDown => t("现在没有登记停用。"),
        OutageRefusal::BadBeginning => {
            t("开始的时间不能在将来、不能早于三个工作日前，也不能落在已登记的停用时段里。")
        }
        OutageRefusal::BadEnd => t("恢复的时间要在停用以后，不能在将来。"),
        OutageRefusal::NoSuchNumber => t("没有印过这个号，请核对。"),
        OutageRefusal::NumberGone => t("这个号已经录过或者作废了。"),
        OutageRefusal::OtherWindow => t("这个号是别的窗口的，请到那个窗口录。"),
        OutageRefusal::OutsideOutage => t("号上写的时间不在登记过的停用时段里，不能补录。"),
        OutageRefusal::TooLate { earliest } => text.f(
            "只能补录三个工作日以内的，最早 {day}。更早的按今天收件，并向申请人说明。",
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
                Some(until) if until.day() == outage.since.day() => {
                    let (hour, minute) = until.hour_minute();
                    format!("{since} — {hour:02}:{minute:02}")
                }
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
    let mut frame = at.titled(Nav::Day, session, "停电、断网").await;
    let text = frame.text;
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: sent.notice.clone() });
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
    let here = |form: &str| prefix(sent.form.get("do")) == form;
    let typed = |form: &str, field: &str| Typed {
        value: if here(form) { sent.form.get(field).to_owned() } else { String::new() },
        error: error(&format!("{form}-{field}")),
    };
    let pick = |form: &str, field: &str, answers: Vec<Choice>| {
        let Typed { value, error } = typed(form, field);
        let mut pick = Pick { answers, error };
        pick.choose(value.trim());
        pick
    };
    let kinds = OutageKind::ALL.map(|it| Choice::of(it.key(), kind(text, it))).to_vec();
    OutageForms {
        window: pick("print", "window", unchosen(text, windows)),
        count: typed("print", "count"),
        kind: pick("declare", "kind", kinds),
        since: typed("declare", "since"),
        until: typed("end", "until"),
        number: typed("enter", "number"),
        occurred: typed("enter", "occurred"),
        item: pick("enter", "item", unchosen(text, items)),
        void: typed("void", "number"),
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
            assert_eq!(read(wrong), Err(problem("since", FieldWhy::NotADay)), "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_is_printed() {
        let form = Form::of(vec![("number".into(), " 停 000123 ".into())]);
        assert_eq!(number(&form), Ok(123));
    }
}
