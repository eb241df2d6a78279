//! A window's day for programs: the windows of a person, one with its seat, visits and counts, its acts, and settlements
//! that wait for a signature or were never made (E1, E2, E22, E31).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use casework::window_day::Tally;
use catalogue::{PersonId, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::hall::WindowLine;
use centre::token::Bearer;
use centre::window_day::{Lying, LyingWhat, WindowAct, WindowPage};
use centre::window_list::{WindowRow, serves};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{day, time};
use super::window_shown::*;
use web::app::form::Form;
use web::handle::glyphs::printable;

impl WindowAsked {
    fn read(self) -> Result<WindowAct, FieldProblem> {
        Ok(match self {
            WindowAsked::Open { printer, reader } => WindowAct::Open { printer, reader },
            WindowAsked::Next {} => WindowAct::Next,
            WindowAsked::End { how, reason } => WindowAct::End { how: how.into(), reason },
            WindowAsked::Give { to, papers, results, note } => {
                let to = PersonId::parse(&to).map_err(|_| problem("to", FieldWhy::NotAChoice))?;
                let (papers, results) = counted(papers, results)?;
                WindowAct::Give { to, papers, results, note }
            }
            WindowAsked::Take { papers, results } => {
                let (papers, results) = counted(papers, results)?;
                WindowAct::Take { papers, results }
            }
            WindowAsked::Keep {} => WindowAct::Keep,
            WindowAsked::Leave { papers } => WindowAct::Leave { papers: counted(papers, 0)?.0 },
            WindowAsked::Settle { papers, originals, results, explained } => {
                let (papers, results) = counted(papers, results)?;
                if originals > RESULTS_MAX {
                    return Err(problem("originals", FieldWhy::NotANumber));
                }
                WindowAct::Settle { papers, originals, results, explained }
            }
            WindowAsked::Return { reason } => WindowAct::Return { reason },
            WindowAsked::Sign {} => WindowAct::Sign,
        })
    }
}

/// As many papers and results as the form takes.
fn counted(papers: u32, results: u16) -> Result<(u32, u16), FieldProblem> {
    match (papers, results) {
        (papers, _) if papers > PAPERS_MAX => Err(problem("papers", FieldWhy::NotANumber)),
        (_, results) if results > RESULTS_MAX => Err(problem("results", FieldWhy::NotANumber)),
        counts => Ok(counts),
    }
}

/// `GET /api/v1/windows`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| WindowId::parse(text).ok())?;
    let lines = call.app.centre.windows_today(&bearer.session, bearer.unit).await;
    let lines = lines.map_err(|fault| call.fault(&fault))?;
    // In the order of the hall; a window that is gone by now begins it anew.
    let from = after.and_then(|after| lines.iter().position(|it| it.window == after)).map_or(0, |it| it + 1);
    let mut page: Vec<&WindowLine> = lines.iter().skip(from).take(limit + 1).collect();
    let next = next(&mut page, limit, |last| last.window.to_string());
    call.json(StatusCode::OK, &WindowList { windows: page.into_iter().map(line).collect(), next })
}

fn line(it: &WindowLine) -> WindowListed {
    let row = it.row.as_ref();
    WindowListed {
        window: it.window.to_string(),
        staff: it.staff.iter().map(PersonId::to_string).collect(),
        away: it.away.iter().map(|it| it.person.to_string()).collect(),
        opened: row.is_some(),
        seat: row.and_then(|row| row.seat).map(|it| it.to_string()),
        since: row.map(|row| time(row.since)),
        visits: row.map_or(0, |row| row.visits),
        settled_by: row.and_then(|row| row.settled_by).map(|it| it.to_string()),
        differs: row.is_some_and(|row| row.differs),
        signed_by: row.and_then(|row| row.signed_by).map(|it| it.to_string()),
    }
}

/// `GET /api/v1/settlements`
pub async fn settlements(call: Call) -> Response {
    call.finish(unsigned(&call).await)
}

async fn unsigned(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, place_after)?;
    let rows = call.app.centre.settlements_page(&bearer.session, bearer.unit, after, limit + 1).await;
    let mut rows = rows.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut rows, limit, cursor_of);
    let settlements = rows.iter().map(|row| SettlementListed {
        window: row.window.to_string(),
        day: day(row.day),
        settled_by: row.settled_by.map(|it| it.to_string()),
        differs: row.differs,
    });
    call.json(StatusCode::OK, &SettlementPage { settlements: settlements.collect(), next })
}

/// Where a list of days goes on: after this day of this window.
fn place_after(text: &str) -> Option<(Day, WindowId)> {
    let (day, window) = text.split_once('_')?;
    Some((Day::parse(day)?, WindowId::parse(window).ok()?))
}

fn cursor_of(last: &WindowRow) -> String {
    format!("{}_{}", last.day, last.window)
}

/// `GET /api/v1/unsettled-days`
pub async fn unsettled(call: Call) -> Response {
    call.finish(never_settled(&call).await)
}

async fn never_settled(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, place_after)?;
    let rows = call.app.centre.unsettled_page(&bearer.session, bearer.unit, after, limit + 1).await;
    let mut rows = rows.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut rows, limit, cursor_of);
    let days = rows.iter().map(|row| UnsettledListed {
        window: row.window.to_string(),
        day: day(row.day),
        last: row.seat.map(|it| it.to_string()),
    });
    call.json(StatusCode::OK, &UnsettledPage { days: days.collect(), next })
}

/// The window of the address and the day, which is today when it does not come; within the token.
async fn place(call: &Call, bearer: &Bearer, query: &Form) -> Result<(WindowId, Day), Trouble> {
    let on = if query.has("day") { Day::parse(query.get("day")) } else { Some(call.app.centre.today()) };
    let on = on.ok_or_else(|| call.wrong("day", "请填日子，写成 2026-11-21 这样。"))?;
    let window = WindowId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let organisation = call.organisation().await?;
    if organisation.window(window).is_none() {
        return Err(Kind::NotFound.into());
    }
    if !serves(&organisation, window, bearer.unit) {
        return Err(Kind::OutOfScope.into());
    }
    Ok((window, on))
}

/// `GET /api/v1/windows/{window}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["day"]).await?;
    let (window, on) = place(call, &bearer, query).await?;
    let page = call.app.centre.window_page(&bearer.session, window, on).await;
    let page = page.map_err(|fault| call.fault(&fault))?;
    let page = page.ok_or_else(|| Trouble::from(Kind::OutOfScope))?;
    call.versioned(page.version, &whole(window, on, &page))
}

fn tally(it: Tally) -> TallyShown {
    TallyShown {
        papers: it.papers,
        originals: it.originals,
        results: it.results,
        waiting: it.waiting,
        taken: it.taken,
        handed: it.handed,
        drafts: it.drafts,
    }
}

fn lying(it: &Lying) -> LyingShown {
    let (papers, originals) = match it.what {
        LyingWhat::Intake { papers, originals } => (papers, originals),
        LyingWhat::Result => (0, 0),
    };
    LyingShown {
        case: it.case.to_string(),
        receipt_no: it.receipt_no.clone(),
        is_result: it.what == LyingWhat::Result,
        papers,
        originals,
    }
}

fn whole(window: WindowId, on: Day, page: &WindowPage) -> WindowShown {
    let state = &page.state;
    let [receipts, advice, collected, returned, no_show] = state.ends;
    WindowShown {
        window: window.to_string(),
        day: day(on),
        version: page.version,
        opened_at: state.opened_at.map(time),
        seat: state.seat.map(|it| it.to_string()),
        since: state.since.map(time),
        printer: state.printer,
        reader: state.reader,
        visit: state.visit.map(|it| VisitShown { number: it.no, since: time(it.since) }),
        visits: state.visits,
        ended: EndsShown { receipts, advice, collected, returned, no_show },
        known: tally(page.tally),
        lying: page.lying.iter().map(lying).collect(),
        handing: state.handing.map(|it| HandingShown {
            from: it.from.to_string(),
            to: it.to.to_string(),
            at: time(it.at),
            known: tally(it.stock),
            note: page.note.clone(),
        }),
        settlement: state.settlement.map(|it| SettlementShown {
            by: it.by.to_string(),
            at: time(it.at),
            known: tally(it.system),
            papers: it.papers,
            originals: it.originals,
            results: it.results,
            explained: page.explained.clone(),
            signed_by: it.signed.map(|(by, _)| by.to_string()),
            signed_at: it.signed.map(|(_, at)| time(at)),
        }),
        sent_back: state.sent_back.map(|it| SentBackShown {
            by: it.by.to_string(),
            at: time(it.at),
            reason: page.sent_back.clone(),
        }),
    }
}

/// `POST /api/v1/windows/{window}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts_with::<WindowAsked>(body, &["day"]).await?;
    let (window, on) = place(call, &bearer, call.query(&["day"])?).await?;
    let act = asked.read().map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printed = printable(&call.app.press, act.words()).await;
    printed.map_err(|problem| call.problem(problem))?;
    match call.app.centre.window_act(&bearer.session, id, (window, on), version, &act).await {
        Ok(done) => {
            let path = format!("/windows/{window}?day={on}");
            call.done(StatusCode::OK, &path, window.as_str(), &done)
        }
        Err(problem) => Err(call.refused(problem).await),
    }
}
