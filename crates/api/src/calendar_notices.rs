//! The calendar for programs: the notices that were adopted, what one would move, what a day arranged otherwise would move, and
//! the adoption of a notice.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Day, DayRule};
use catalogue::publish_calendar::CalendarRefusal;
use centre::act::{FieldProblem, FieldWhy};
use centre::calendar_notice::{HandedIn, Unfit, laid, supposed};
use centre::calendar_preview::{Deadline, Preview, Subject};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body;
use super::call::{Answer, Call};
use super::cases::clock_key;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::Command;
use super::shown::{day, time};
use pages::desk::Refused;
use web::handle::calendar_words::{unfit_days, unfit_notice};

/// Pages of a preview at most.
const PAGES_MAX: u32 = 10_000;

/// A calendar that was or is in force.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CalendarShown {
    /// From 1, one after the other.
    pub revision: u32,
    /// Its edition.
    pub edition: String,
    /// The year that the notice arranged; null for a calendar that was adopted whole.
    pub year: Option<u16>,
    /// Where that notice was published.
    pub sources: Vec<String>,
    /// When it was adopted.
    #[schemars(extend("format" = "date-time"))]
    pub adopted_at: String,
    /// Who adopted it: a person's code, or the installation.
    pub actor: String,
}

/// The calendars, the newest first; 50 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CalendarHistory {
    /// Revision of the calendar in force; an adoption names it.
    pub revision: u32,
    /// Its edition.
    pub edition: String,
    /// Whether this person may adopt a notice.
    pub may_adopt: bool,
    /// The calendars.
    pub calendars: Vec<CalendarShown>,
}

/// A notice that is looked at.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeLooked {
    /// The notice: `year 2027 official`, then a line for each day or days, `2027-01-01..2027-01-03 off 元旦`.
    pub text: String,
    /// 文号, as `国办发明电〔2026〕7号`.
    #[schemars(length(min = 1, max = 200))]
    pub number: String,
    /// Page of the moves, from 1.
    #[serde(default = "first")]
    #[schemars(range(min = 1, max = 10000))]
    pub page: u32,
}

/// Days that would be arranged otherwise.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfAsked {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// Whether it would be worked; else it would be off.
    pub worked: bool,
    /// Page of the moves, from 1.
    #[serde(default = "first")]
    #[schemars(range(min = 1, max = 10000))]
    pub page: u32,
}

/// A notice that is adopted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeAsked {
    /// Revision of the calendar on which its preview was looked at.
    pub revision: u32,
    /// The notice, as its preview took it.
    pub text: String,
    /// 文号.
    #[schemars(length(min = 1, max = 200))]
    pub number: String,
}

fn first() -> u32 {
    1
}

/// A day that would be otherwise than now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DayChanged {
    /// The day.
    #[schemars(extend("format" = "date"))]
    pub on: String,
    /// Whether it would be worked.
    pub worked: bool,
}

/// A deadline that would move.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MoveShown {
    /// Whose: `case`, `certificate` or `complaint`.
    pub kind: String,
    /// Its code, as its own operations take it.
    pub of: String,
    /// 办件编号; of a certificate the receipt number of its case; of a complaint its own.
    pub number: String,
    /// 实施主体; of a complaint the unit, once there is one.
    pub unit: Option<String>,
    /// `pre_acceptance`, `promised`, `statutory`, `step`, `delivery`, `silence`, `correction`, `deferral`, `recheck`, `statement` or
    /// `complaint`.
    pub deadline: String,
    /// The day now.
    #[schemars(extend("format" = "date"))]
    pub from: String,
    /// The day then.
    #[schemars(extend("format" = "date"))]
    pub to: String,
}

/// What another calendar would move; nothing was written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewShown {
    /// Edition of the calendar that was asked about.
    pub edition: String,
    /// Revision of the calendar in force, on which it rests.
    pub revision: u32,
    /// Days that would be otherwise.
    pub days: Vec<DayChanged>,
    /// Open cases, complaints and proceedings looked at.
    pub seen: u64,
    /// Of these, those of which a deadline moves.
    pub moved: u64,
    /// Deadlines that would fall earlier.
    pub earlier: u64,
    /// Deadlines that would fall later.
    pub later: u64,
    /// Deadlines that stay.
    pub stays: u64,
    /// The moves of this page, by the day now.
    pub moves: Vec<MoveShown>,
    /// The page, from 1.
    pub page: u64,
    /// Pages in all.
    pub pages: u64,
    /// There is more than is looked at.
    pub cut: bool,
}

/// `GET /api/v1/calendar/notices`
pub async fn list(call: Call) -> Response {
    call.finish(history(&call).await)
}

async fn history(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let page = call.app.centre.calendar_page(&bearer.session).await;
    let page = page.map_err(|unfit| of_notice(call, unfit))?;
    let calendars = page.history.iter().map(|it| CalendarShown {
        revision: it.revision,
        edition: it.version.edition(),
        year: it.year,
        sources: it.sources.clone(),
        adopted_at: time(it.at),
        actor: it.actor.clone(),
    });
    let answer = CalendarHistory {
        revision: page.revision,
        edition: page.calendar.version().edition(),
        may_adopt: page.may_adopt,
        calendars: calendars.collect(),
    };
    call.json(StatusCode::OK, &answer)
}

/// `POST /api/v1/calendar/preview`
pub async fn preview(call: Call, body: Body) -> Response {
    call.finish(previewed(&call, body).await)
}

async fn previewed(call: &Call, body: Body) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let asked: NoticeLooked = body::read(call, body).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let page = page_of(call, asked.page)?;
    let centre = &call.app.centre;
    let held = centre.calendar_page(&bearer.session).await.map_err(|unfit| of_notice(call, unfit))?;
    let handed_in = HandedIn { text: &asked.text, number: &asked.number };
    let (next, _) = laid(&held.calendar, handed_in).map_err(|unfit| of_notice(call, unfit))?;
    let preview = centre.calendar_preview(&bearer.session, next, page).await;
    let preview = preview.map_err(|unfit| of_notice(call, unfit))?;
    call.json(StatusCode::OK, &shown(&preview, held.revision))
}

/// `POST /api/v1/calendar/what-if`
pub async fn what_if(call: Call, body: Body) -> Response {
    call.finish(asked_about(&call, body).await)
}

async fn asked_about(call: &Call, body: Body) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let asked: WhatIfAsked = body::read(call, body).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let page = page_of(call, asked.page)?;
    let wrong = |why| Trouble::fields(call.text, &[problem("on", why)]);
    let on = Day::parse(&asked.on).ok_or_else(|| wrong(FieldWhy::NotADay))?;
    let rule = if asked.worked { DayRule::Work } else { DayRule::Off };
    let centre = &call.app.centre;
    let held = centre.calendar_page(&bearer.session).await.map_err(|unfit| of_days(call, unfit))?;
    let next = supposed(&held.calendar, &[(on, rule)], call.text.t("假设"));
    let next = next.map_err(|unfit| of_days(call, unfit))?;
    let preview = centre.calendar_preview(&bearer.session, next, page).await;
    let preview = preview.map_err(|unfit| of_days(call, unfit))?;
    call.json(StatusCode::OK, &shown(&preview, held.revision))
}

/// `POST /api/v1/calendar/notices`
pub async fn adopt(call: Call, body: Body) -> Response {
    call.finish(adopted(&call, body).await)
}

async fn adopted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<NoticeAsked>(body).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let handed_in = HandedIn { text: &asked.text, number: &asked.number };
    let done = call.app.centre.calendar_notice_adopted(&bearer.session, id, asked.revision, handed_in).await;
    let (version, done) = done.map_err(|unfit| of_notice(call, unfit))?;
    call.done_once(StatusCode::CREATED, "/calendar/notices", &version.edition(), &done)
}

fn page_of(call: &Call, page: u32) -> Result<usize, Trouble> {
    let wrong =
        || Trouble::fields(call.text, &[FieldProblem { field: "page".into(), why: FieldWhy::NotANumber }]);
    let within = Some(page).filter(|page| (1..=PAGES_MAX).contains(page));
    within.and_then(|page| usize::try_from(page).ok()).ok_or_else(wrong)
}

fn shown(preview: &Preview, revision: u32) -> PreviewShown {
    let moves = preview.moves.iter().map(|it| {
        let (kind, of) = match it.subject {
            Subject::Case(case) => ("case", case.to_string()),
            Subject::Certificate(certificate) => ("certificate", certificate.to_string()),
            Subject::Complaint(complaint) => ("complaint", complaint.to_string()),
        };
        MoveShown {
            kind: kind.to_owned(),
            of,
            number: it.number.clone(),
            unit: it.unit.map(|it| it.to_string()),
            deadline: deadline(it.deadline).to_owned(),
            from: day(it.from),
            to: day(it.to),
        }
    });
    let days = preview.days.iter().map(|(on, worked)| DayChanged { on: day(*on), worked: *worked });
    PreviewShown {
        edition: preview.version.edition(),
        revision,
        days: days.collect(),
        seen: preview.seen,
        moved: preview.moved,
        earlier: preview.earlier,
        later: preview.later,
        stays: preview.stays,
        moves: moves.collect(),
        page: preview.page as u64,
        pages: preview.pages as u64,
        cut: preview.cut,
    }
}

/// The word of a deadline, stable.
fn deadline(of: Deadline) -> &'static str {
    match of {
        Deadline::Clock(kind) => clock_key(kind),
        Deadline::Silence => "silence",
        Deadline::Correction => "correction",
        Deadline::Deferral => "deferral",
        Deadline::Recheck => "recheck",
        Deadline::Statement => "statement",
        Deadline::Complaint => "complaint",
        Deadline::Party(_) => "party",
        Deadline::Hearing => "hearing",
        Deadline::Officers => "officers",
        Deadline::PutRight => "put-right",
    }
}

/// What is wrong with a notice, in the words of its page.
fn of_notice(call: &Call, unfit: Unfit) -> Trouble {
    let said = unfit_notice(call.text, &unfit);
    trouble(call, unfit, said)
}

/// What is wrong with a day that was asked about.
fn of_days(call: &Call, unfit: Unfit) -> Trouble {
    let said = unfit_days(call.text, &unfit).map(|sentence| ("on".to_owned(), sentence));
    trouble(call, unfit, said)
}

fn trouble(call: &Call, unfit: Unfit, said: Option<(String, String)>) -> Trouble {
    let code = match unfit {
        Unfit::Fault(fault) => return call.fault(&fault),
        Unfit::IdReused => return Kind::IdReused.into(),
        Unfit::Refused(CalendarRefusal::NotAllowed) => return Kind::OutOfScope.into(),
        Unfit::Refused(CalendarRefusal::NothingInForce) => return Kind::Unavailable.into(),
        Unfit::Text(_) | Unfit::Number => return Trouble::said(Kind::Fields, said.into_iter()),
        Unfit::Stale => "calendar-changed",
        Unfit::Refused(CalendarRefusal::Unchanged) => "calendar-unchanged",
        Unfit::Refused(CalendarRefusal::Older) => "calendar-older",
        Unfit::Refused(CalendarRefusal::DayIsOver { .. }) => "calendar-day-over",
    };
    let (field, sentence) = said.unwrap_or_default();
    Trouble::refused_at(Refused { sentence, code: code.to_owned(), ..Refused::default() }, &field)
}
