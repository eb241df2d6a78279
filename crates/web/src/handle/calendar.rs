//! The calendar of the centre: which one is in force, what another would move, and adopting a notice.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::YearStatus;
use catalogue::publish_calendar::CalendarRefusal;
use centre::account::Session;
use centre::calendar_notice::{CalendarLine, CalendarPage, HandedIn, Unfit, laid, supposed};
use centre::calendar_preview::{Deadline, Move, Preview, Subject};

use super::calendar_form::{AskedRow, Unreadable, asked_days, asked_rows, read};
use super::calendar_words as said;
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, fault_page, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf};
use pages::desk::{AskedDay, CalendarDesk, MoveLine, MovesShown, VersionLine};
use pages::layout::{ErrorSummary, Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/calendar";

/// What a page of the calendar is drawn with besides what is in force.
#[derive(Default)]
struct Drawn {
    number: String,
    typed: String,
    rows: Vec<AskedRow>,
    errors: Vec<(String, String)>,
    preview: Option<Preview>,
    is_notice: bool,
    done: String,
}

/// `GET /desk/calendar`; with `day` and `rule` it answers a "what if", which writes nothing.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(query) = Form::parse(query.unwrap_or_default().as_bytes()) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let rows = asked_rows(&query);
    let mut drawn = Drawn { done: query.get("done").to_owned(), ..Drawn::default() };
    if query.has("day")
        && let Err(unfit) = what_if(&at, &session, &query, &rows, &mut drawn).await
    {
        return shut(&at, unfit).await;
    }
    drawn.rows = rows;
    at.answer(draw(&at, &session, drawn).await).await
}

async fn what_if(
    at: &At<'_>,
    session: &Session,
    query: &Form,
    rows: &[AskedRow],
    drawn: &mut Drawn,
) -> Result<(), Unfit> {
    let text = crate::app::visitor::language(at.headers);
    let days = match asked_days(rows) {
        Ok(days) if days.is_empty() => {
            drawn.errors.push(("day-0".into(), text.t("请至少选一天。").to_owned()));
            return Ok(());
        }
        Ok(days) => days,
        Err(places) => {
            let sentence = text.t("这不是一个日子，请写成 2026-12-04 这样。");
            drawn.errors.extend(places.iter().map(|place| (format!("day-{place}"), sentence.to_owned())));
            return Ok(());
        }
    };
    let page = at.app.centre.calendar_page(session).await?;
    let asked = supposed(&page.calendar, &days, text.t("假设"));
    let preview = match asked {
        Ok(next) => at.app.centre.calendar_preview(session, next, page_asked(query)).await,
        Err(unfit) => Err(unfit),
    };
    match preview {
        Ok(preview) => drawn.preview = Some(preview),
        Err(unfit) => drawn.errors.push(("day-0".into(), said::unfit_days(text, &unfit).ok_or(unfit)?)),
    }
    Ok(())
}

/// `POST /desk/calendar`: `do` is `look` (the preview) or `adopt`.
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let form = match read(&headers, &body) {
        Ok(form) => form,
        Err(Unreadable::Broken) => return at.error(ErrorKind::BadRequest).await,
        Err(Unreadable::NotUtf8) => {
            let text = crate::app::visitor::language(&headers);
            let sentence = text.t("这个文件不是 UTF-8 编码，请在记事本里“另存为”，编码选 UTF-8，再交一次。");
            let errors = vec![("file".to_owned(), sentence.to_owned())];
            return at.answer(draw(&at, &session, Drawn { errors, ..Drawn::default() }).await).await;
        }
    };
    if let Err(expired) = check_csrf(&app, &headers, PATH, &session, form.get("csrf")).await {
        return *expired;
    }
    let mut drawn = Drawn {
        number: form.trimmed("number").chars().take(200).collect(),
        typed: form.get("text").to_owned(),
        rows: asked_rows(&Form::default()),
        is_notice: true,
        ..Drawn::default()
    };
    let answer = if form.get("do") == "adopt" {
        adopt(&at, &session, &form, &drawn).await
    } else {
        look(&at, &session, &form, &mut drawn).await.map(|()| None)
    };
    match answer {
        Ok(Some(response)) => response,
        Ok(None) => at.answer(draw(&at, &session, drawn).await).await,
        Err(unfit) => {
            let text = crate::app::visitor::language(&headers);
            match said::unfit_notice(text, &unfit) {
                Some(error) => {
                    drawn.errors.push(error);
                    at.answer(draw(&at, &session, drawn).await).await
                }
                None => shut(&at, unfit).await,
            }
        }
    }
}

async fn look(at: &At<'_>, session: &Session, form: &Form, drawn: &mut Drawn) -> Result<(), Unfit> {
    let page = at.app.centre.calendar_page(session).await?;
    let handed_in = HandedIn { text: &drawn.typed, number: &drawn.number };
    let (next, _) = laid(&page.calendar, handed_in)?;
    drawn.preview = Some(at.app.centre.calendar_preview(session, next, page_asked(form)).await?);
    Ok(())
}

async fn adopt(
    at: &At<'_>,
    session: &Session,
    form: &Form,
    drawn: &Drawn,
) -> Result<Option<Response>, Unfit> {
    let (Some(id), Some(revision)) = (form.command_id(), form.number::<u32>("revision", 0..=u32::MAX)) else {
        return Ok(Some(at.error(ErrorKind::BadRequest).await));
    };
    let handed_in = HandedIn { text: &drawn.typed, number: &drawn.number };
    at.app.centre.calendar_notice_adopt(session, id, revision, handed_in).await?;
    Ok(Some(see_other("/desk/calendar?done=adopted")))
}

fn page_asked(form: &Form) -> usize {
    form.number("page", 1..=10_000usize).unwrap_or(1)
}

/// The page where nothing can be drawn: not this person's, or our fault.
async fn shut(at: &At<'_>, unfit: Unfit) -> Response {
    match unfit {
        Unfit::Refused(CalendarRefusal::NotAllowed) => at.error(ErrorKind::Forbidden).await,
        Unfit::Refused(CalendarRefusal::NothingInForce) => at.error(ErrorKind::Unavailable).await,
        Unfit::Fault(fault) => fault_page(at.app, at.headers, at.path, fault).await,
        _ => at.error(ErrorKind::BadRequest).await,
    }
}

async fn draw(at: &At<'_>, session: &Session, drawn: Drawn) -> Answer {
    let page = match at.app.centre.calendar_page(session).await {
        Ok(page) => page,
        Err(unfit) => return Ok(shut(at, unfit).await),
    };
    let mut frame = at.titled(Nav::Calendar, session, "工作日历").await;
    let text = frame.text;
    if drawn.done == "adopted" {
        let words = text.t("已采用。在办件的期限正在逐件重算，一般几秒钟就完。").to_owned();
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: words });
    }
    let preview = match &drawn.preview {
        Some(preview) => Some(shown(at, text, &page, preview, &drawn).await?),
        None => None,
    };
    let status = if drawn.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let rows = if drawn.rows.is_empty() { asked_rows(&Form::default()) } else { drawn.rows };
    let wrong = |id: &str| drawn.errors.iter().find(|(field, _)| field == id).map(|(_, why)| why.clone());
    let days = rows.iter().enumerate().map(|(place, row)| AskedDay {
        id: format!("day-{place}"),
        day: row.day.clone(),
        worked: row.worked,
        error: wrong(&format!("day-{place}")).unwrap_or_default(),
    });
    let desk = CalendarDesk {
        edition: page.calendar.version().edition(),
        years: years(text, &page),
        days: days.collect(),
        may_adopt: page.may_adopt,
        number_error: wrong("number").unwrap_or_default(),
        text_error: wrong("text").unwrap_or_default(),
        file_error: wrong("file").unwrap_or_default(),
        number: drawn.number,
        typed: drawn.typed,
        example: said::EXAMPLE,
        preview,
        history: page.history.iter().map(|line| version(text, &page, line)).collect(),
        command_id: new_command_id(),
        revision: page.revision,
        errors: ErrorSummary { text, errors: drawn.errors },
        text,
        frame,
    };
    Ok(page_with(status, &desk))
}

/// 2007–2026 年按通知，2027–2028 年暂定。
fn years(text: Text, page: &CalendarPage) -> String {
    let of = |wanted: YearStatus| {
        let mut years = page.calendar.years().filter(|(_, status)| *status == wanted).map(|(year, _)| year);
        let first = years.next()?;
        Some((first, years.last().unwrap_or(first)))
    };
    let span = |(first, last): (i32, i32)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    let official =
        of(YearStatus::Official).map(|it| text.f("{years} 年按国务院办公厅的通知", [("years", &span(it))]));
    let provisional = of(YearStatus::Provisional)
        .map(|it| text.f("{years} 年还没有通知，暂按法定节假日和周末算", [("years", &span(it))]));
    let parts: Vec<String> = official.into_iter().chain(provisional).collect();
    format!("{}{}", parts.join(text.semicolon()), text.stop())
}

fn version(text: Text, page: &CalendarPage, line: &CalendarLine) -> VersionLine {
    let what = match line.year {
        Some(year) => text.f("{year} 年的放假通知", [("year", &year)]),
        None => text.t("整本日历").to_owned(),
    };
    VersionLine {
        edition: line.version.edition(),
        revision: line.revision,
        what,
        sources: line.sources.clone(),
        by: words::actor(text, &page.organisation, &line.actor),
        at: text.date_with_year(line.at.day()),
    }
}

async fn shown(
    at: &At<'_>,
    text: Text,
    page: &CalendarPage,
    preview: &Preview,
    drawn: &Drawn,
) -> Result<MovesShown, centre::Fault> {
    let mut lines = Vec::with_capacity(preview.moves.len());
    for it in &preview.moves {
        let item = match it.item {
            Some(body) => at.app.centre.item_body(body).await?,
            None => None,
        };
        let item = match it.subject {
            Subject::Complaint(_) => text.t("投诉").to_owned(),
            _ => item.map_or_else(String::new, |item| words::item(text, &item)),
        };
        lines.push(move_line(text, page, it, item));
    }
    let days = preview.days.iter().map(|(day, worked)| {
        let sentence = if *worked { "{day} 上班" } else { "{day} 放假" };
        text.f(sentence, [("day", &text.date_with_year(*day))])
    });
    Ok(MovesShown {
        is_notice: drawn.is_notice,
        days: days.collect(),
        seen: preview.seen,
        moved: preview.moved,
        earlier: preview.earlier,
        later: preview.later,
        stays: preview.stays,
        lines,
        page: preview.page,
        pages: preview.pages,
        cut: preview.cut,
    })
}

fn move_line(text: Text, page: &CalendarPage, it: &Move, item: String) -> MoveLine {
    MoveLine {
        href: match it.subject {
            Subject::Case(case) => format!("/desk/cases/{case}"),
            Subject::Certificate(certificate) => format!("/desk/certificates/{certificate}"),
            Subject::Complaint(complaint) => format!("/desk/complaints/{complaint}"),
        },
        number: it.number.clone(),
        item,
        unit: it.unit.map_or_else(String::new, |unit| words::unit(text, &page.organisation, unit)),
        deadline: deadline(text, it.deadline),
        from: text.date_with_year(it.from),
        to: text.date_with_year(it.to),
        later: it.to > it.from,
    }
}

/// The name of a deadline.
pub fn deadline(text: Text, deadline: Deadline) -> String {
    match deadline {
        Deadline::Clock(kind) => words::clock_name(text, kind),
        Deadline::Silence => text.t("不答复就视为受理").to_owned(),
        Deadline::Correction => text.t("补来材料").to_owned(),
        Deadline::Deferral => text.t("补来容缺材料").to_owned(),
        Deadline::Recheck => text.t("复核决定").to_owned(),
        Deadline::Statement => text.t("持证人陈述申辩的最后一天").to_owned(),
        Deadline::Complaint => text.t("答复投诉").to_owned(),
        Deadline::Party(place) => {
            text.f("登记的第 {n} 位答复、要求听证的最后一天", [("n", &(u16::from(place) + 1))])
        }
        Deadline::Hearing => text.t("组织听证").to_owned(),
        Deadline::Officers => text.t("指派核查人员").to_owned(),
        Deadline::PutRight => text.t("承诺整改").to_owned(),
    }
}
