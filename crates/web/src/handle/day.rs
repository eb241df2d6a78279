//! The window's day: opening, the next visit, hand-over at lunch, settlement at the close, and the hall at a glance.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use calendar::Day;
use casework::Refusal;
use casework::window_day::{VisitEnd, WindowDayRefusal};
use catalogue::{Organisation, PersonId, WindowId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::window_day::{LyingWhat, WindowAct, WindowPage};
use centre::window_list::{UNSIGNED_MAX, WindowRow};

use super::day_card::Seen;
use super::glyphs::printable;
use super::posted::{Posted, Sent};
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use crate::app::visitor::{Officer, language};
use pages::desk::{DayPage, LyingLine};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::text::Text;

pub(super) const PATH: &str = "/desk/day";

/// `GET /desk/day?window=&day=`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let text = language(&headers);
    let notice = match query.get("done") {
        "open" => "开窗了，可以叫下一位。",
        "give" => "交出去了，等对方点清接班。",
        "take" => "接班了，现在由您负责。",
        "keep" => "没有交接，还由原来的人坐。",
        "leave" => "锁好了。回来请再开窗。",
        "settle" => "结算好了，等窗口负责人签字。",
        "sign" => "签好了。",
        "return" => "退回了，等窗口重新点清结算。",
        _ => "",
    };
    let sent = Sent { notice: text.t(notice).to_owned(), form: query, errors: Vec::new() };
    at.answer(draw(&at, &session, sent).await).await
}

/// `POST /desk/day`: `do` names the act; `window` and `day` say where.
pub async fn send(posted: Posted) -> Response {
    let (at, form, session) = (posted.at(), &posted.form, &posted.session);
    let place = (WindowId::parse(form.trimmed("window")), Day::parse(form.trimmed("day")));
    let (Ok(window), Some(day)) = place else { return at.error(ErrorKind::BadRequest).await };
    let what = form.get("do");
    let (centre, id) = (&posted.app.centre, posted.command_id);
    let carry = async |act: WindowAct| {
        printable(&posted.app.press, act.words()).await?;
        centre.window_act(session, id, (window, day), None, &act).await
    };
    let explain = |text: Text, organisation: &Organisation, refusal: &Refusal| {
        let Refusal::WindowDay(refusal) = refusal else { return None };
        Some((field_of(refusal), refused(text, organisation, refusal)))
    };
    let again = async |problem| match posted.sent(prefix(what), problem, explain).await {
        Ok(sent) => at.answer(draw(&at, session, sent).await).await,
        Err(response) => *response,
    };
    let done = |_| format!("{PATH}?window={window}&day={day}&done={what}");
    posted.carry_out(read(what, form), carry, done, again).await
}

/// The field that a refusal is about; none where it is about no field.
pub fn field_of(refusal: &WindowDayRefusal) -> &'static str {
    match refusal {
        WindowDayRefusal::UnsignedPapers { .. } | WindowDayRefusal::PapersMissing { .. } => "papers",
        WindowDayRefusal::ResultsDiffer { .. } => "results",
        WindowDayRefusal::ExplanationNeeded { .. } | WindowDayRefusal::LateReasonNeeded => "explained",
        WindowDayRefusal::NotARecipient => "to",
        WindowDayRefusal::ReasonNeeded => "reason",
        _ => "",
    }
}

/// The act of a form; none for a name that is no act.
fn read(what: &str, form: &Form) -> Option<Result<WindowAct, Vec<FieldProblem>>> {
    let words = |field: &str| form.trimmed(field).to_owned();
    let problem = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    let papers = || match form.trimmed("papers") {
        "" => Err(problem("papers", FieldWhy::Missing)),
        _ => form.number::<u32>("papers", 0..=99_999).ok_or_else(|| problem("papers", FieldWhy::NotANumber)),
    };
    // Where no results lie the field is not drawn.
    let results = || match form.trimmed("results") {
        "" if form.has("results") => Err(problem("results", FieldWhy::Missing)),
        "" => Ok(0),
        _ => form.number::<u16>("results", 0..=9_999).ok_or_else(|| problem("results", FieldWhy::NotANumber)),
    };
    let originals = || match form.trimmed("originals") {
        "" => Err(problem("originals", FieldWhy::Missing)),
        _ => form
            .number::<u16>("originals", 0..=9_999)
            .ok_or_else(|| problem("originals", FieldWhy::NotANumber)),
    };
    let both = || match (papers(), results()) {
        (Ok(papers), Ok(results)) => Ok((papers, results)),
        (papers, results) => Err([papers.err(), results.err()].into_iter().flatten().collect::<Vec<_>>()),
    };
    Some(match what {
        "open" => {
            Ok(WindowAct::Open { printer: form.get("printer") == "1", reader: form.get("reader") == "1" })
        }
        "next" => Ok(WindowAct::Next),
        "give" => match (PersonId::parse(form.trimmed("to")), both()) {
            (Ok(to), Ok((papers, results))) => {
                Ok(WindowAct::Give { to, papers, results, note: words("note") })
            }
            (to, counts) => {
                let mut problems = counts.err().unwrap_or_default();
                if to.is_err() {
                    problems.push(problem("to", FieldWhy::NotAChoice));
                }
                Err(problems)
            }
        },
        "take" => both().map(|(papers, results)| WindowAct::Take { papers, results }),
        "keep" => Ok(WindowAct::Keep),
        "leave" => papers().map(|papers| WindowAct::Leave { papers }).map_err(|problem| vec![problem]),
        "settle" => match (both(), originals()) {
            (Ok((papers, results)), Ok(originals)) => {
                Ok(WindowAct::Settle { papers, originals, results, explained: words("explained") })
            }
            (counts, originals) => {
                let mut problems = counts.err().unwrap_or_default();
                problems.extend(originals.err());
                Err(problems)
            }
        },
        "sign" => Ok(WindowAct::Sign),
        "return" => Ok(WindowAct::Return { reason: words("reason") }),
        other => {
            let how = other.strip_prefix("end-")?;
            let how = VisitEnd::ALL.into_iter().find(|end| end.key() == how)?;
            Ok(WindowAct::End { how, reason: words("reason") })
        }
    })
}

/// The beginning of the ids of a form's fields.
pub(super) fn prefix(what: &str) -> &str {
    if what.starts_with("end-") { "visit" } else { what }
}

/// Why not.
pub fn refused(text: Text, organisation: &Organisation, refusal: &WindowDayRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let name = |person: PersonId| words::person(text, organisation, person);
    match refusal {
        WindowDayRefusal::NotToday { today } => {
            text.f("这是别的一天的窗口，今天是 {day}。", [("day", &words::day(text, *today))])
        }
        WindowDayRefusal::NotYourWindow => t("您没有这个窗口的岗位。"),
        WindowDayRefusal::SeatTaken { by } => {
            text.f("{name}正坐在这个窗口。要换人，请{name}交班。", [("name", &name(*by))])
        }
        WindowDayRefusal::NotYourSeat { by: Some(by) } => {
            text.f("现在坐在这个窗口的是{name}。", [("name", &name(*by))])
        }
        WindowDayRefusal::NotYourSeat { by: None } => t("这个窗口现在没有人，请先开窗。"),
        WindowDayRefusal::VisitOpen { no } => text.f("第 {n} 位还没有办完，请先选怎么办结的。", [("n", no)]),
        WindowDayRefusal::NoVisit => t("窗口前没有人，请先叫下一位。"),
        WindowDayRefusal::TooManyVisits => t("今天叫的人数已经到顶，请告诉中心管理。"),
        WindowDayRefusal::ReasonNeeded => t("没有收的，请写明为什么。"),
        WindowDayRefusal::HandingOpen { to } => {
            text.f("已经交给{name}，等对方点清。要自己接着办，请先收回。", [("name", &name(*to))])
        }
        WindowDayRefusal::NothingToTake => t("没有等您接的班。"),
        WindowDayRefusal::NotARecipient => t("接班的须是这个窗口、今天在岗的人，请另选一位。"),
        WindowDayRefusal::UnsignedPapers { more } => text.f(
            "比登记的多出 {n} 份。请先给申请人开回执，再离开；窗口上不能留没有签收的原件。",
            [("n", more)],
        ),
        WindowDayRefusal::PapersMissing { held } => text.f("登记的是 {n} 份，请找齐再交。", [("n", held)]),
        WindowDayRefusal::ResultsDiffer { held } => {
            text.f("没有领走的证件登记的是 {n} 本，请再点一遍。", [("n", held)])
        }
        WindowDayRefusal::ExplanationNeeded { .. } => t("点到的和系统记的对不上，请写明原因再结算。"),
        WindowDayRefusal::LateReasonNeeded => t("不是当天结算的，请写明原因。"),
        WindowDayRefusal::AlreadySettled => t("这一天已经结算过了。"),
        WindowDayRefusal::NotSettled => t("这一天还没有结算。"),
        WindowDayRefusal::NotTheHead => t("结算由窗口负责人或中心管理签字，点的人自己不能签。"),
    }
}

async fn draw(at: &At<'_>, session: &Session, sent: Sent) -> Answer {
    let centre = &at.app.centre;
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let mut frame = at.titled(Nav::Day, session, "窗口的一天").await;
    let text = frame.text;
    if !sent.notice.is_empty() {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: sent.notice.clone() });
    }
    let own = centre.own_windows(&organisation, session.person);
    let window = WindowId::parse(sent.form.trimmed("window")).ok().or(own.first().copied());
    let day = Day::parse(sent.form.trimmed("day")).unwrap_or(centre.today());
    let hall = centre.hall_today(session).await?;
    let absences = centre.absences().await?;
    let seen = Seen {
        text,
        organisation: &organisation,
        absences: &absences,
        session,
        now: centre.instant(),
        today: centre.today(),
    };
    let mut card = None;
    if let Some(window) = window
        && let Some(page) = centre.window_page(session, window, day).await?
    {
        let lines = lying(at, text, &page).await?;
        card = Some(seen.card((window, day), &page, lines, &sent));
    }
    let others = own.iter().filter(|it| Some(**it) != window);
    let windows = others.map(|it| (format!("{PATH}?window={it}"), words::window(text, &organisation, *it)));
    let mut unsigned = centre.settlements_unsigned(session).await?;
    let mut unsettled = centre.days_unsettled(session).await?;
    // The windows of a day in the order of the hall.
    let place = |row: &WindowRow| (row.day, organisation.windows.iter().position(|it| it.id == row.window));
    unsigned.sort_by_key(place);
    unsettled.sort_by_key(place);
    // What stands on the page already is not pointed to again.
    let elsewhere = |row: &&WindowRow| (Some(row.window), row.day) != (window, day);
    let status = if sent.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let csrf = frame.csrf.clone();
    let page = DayPage {
        text,
        windows: windows.collect(),
        card,
        keys: std::array::from_fn(|_| FormKeys {
            csrf: csrf.clone(),
            command_id: new_command_id(),
            version: None,
        }),
        hall: seen.hall(&hall),
        unsigned: unsigned.iter().filter(elsewhere).map(|row| seen.unsigned(row)).collect(),
        unsettled: unsettled.iter().filter(elsewhere).map(|row| seen.unsettled(row)).collect(),
        unsettled_more: match unsettled.len() {
            n if n < UNSIGNED_MAX => String::new(),
            n => text.f("这里列了最早的 {n} 条，补上以后再列后面的。", [("n", &n)]),
        },
        errors: ErrorSummary { text, errors: sent.errors },
        frame,
    };
    Ok(page_with(status, &page))
}

/// What lies at the window, by number, with the way to each (E22).
async fn lying(at: &At<'_>, text: Text, page: &WindowPage) -> Result<Vec<LyingLine>, centre::Fault> {
    let mut lines = Vec::new();
    for it in &page.lying {
        let item = at.app.centre.item_body(it.item_body).await?;
        lines.push(LyingLine {
            href: format!("/desk/cases/{}", it.case),
            number: it.receipt_no.clone(),
            item: item.map_or_else(String::new, |item| words::item(text, &item)),
            what: match it.what {
                LyingWhat::Intake { papers, originals } => {
                    text.f("材料 {n} 份，其中原件 {k} 份", [("n", &papers), ("k", &originals)])
                }
                LyingWhat::Result => text.t("证件没有领走").to_owned(),
            },
        });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(what: &str, text: &str) -> Vec<String> {
        let form = Form::parse(text.as_bytes()).expect("a form");
        let problems = read(what, &form).expect("an act").expect_err("something is wrong");
        problems.into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn what_is_wrong_is_named_by_its_field() {
        assert_eq!(fields("settle", "papers=&results=x"), ["papers", "results", "originals"]);
        assert_eq!(fields("settle", "papers=3&originals=many"), ["originals"]);
        assert_eq!(fields("give", "to=&papers=3&results="), ["results", "to"]);
        let form = Form::parse(b"papers=3").expect("a form");
        let act = WindowAct::Take { papers: 3, results: 0 };
        assert_eq!(read("take", &form), Some(Ok(act)), "where no results lie nobody is asked for them");
        assert!(read("end-tea", &form).is_none() && read("burn", &form).is_none());
    }
}
