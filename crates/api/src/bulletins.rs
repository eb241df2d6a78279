//! Bulletins for programs: those that are published, and for who leads those of every month that is frozen, explained and
//! published (N32).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::bulletin::{BulletinBrief, BulletinView};
use oversight::report::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, of_unit, whole};
use super::shown::time;
use web::handle::glyphs::printable;

/// A bulletin in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulletinLine {
    /// Its month.
    pub period: String,
    /// Number of its latest publication; null while it was not published.
    pub number: Option<i64>,
    /// When that was.
    pub published_at: Option<String>,
}

/// Bulletins, the latest month first; 36 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulletinList {
    /// The bulletins.
    pub bulletins: Vec<BulletinLine>,
}

/// What a bulletin says of a unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulletinUnit {
    /// The unit; empty for all together.
    pub unit: String,
    /// 收件.
    pub received: u64,
    /// 受理.
    pub accepted: u64,
    /// 办结.
    pub concluded: u64,
    /// Of these, in time.
    pub in_time: u64,
    /// Of these, after the promised day.
    pub late: u64,
    /// 还没有办结, at the end of the month.
    pub open: u64,
    /// Of these, past their day.
    pub open_late: u64,
    /// Why cases were late, in the unit's words; null where it said nothing.
    pub said: Option<String>,
}

/// One bulletin.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BulletinShown {
    /// Its month.
    pub period: String,
    /// Number of the publication that is shown; null where the figures are those it would have.
    pub number: Option<u8>,
    /// When it was published.
    pub published_at: Option<String>,
    /// Edition of the report it is made from.
    pub report_edition: u8,
    /// All together first, then the units.
    pub units: Vec<BulletinUnit>,
}

/// What is done with the bulletin of a month.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulletinAsked {
    /// 公开说明超期的理由, by who leads a unit that was late or had open cases past their day; the last word counts.
    Explain {
        /// The unit.
        #[schemars(length(max = 40))]
        unit: String,
        /// What everybody reads; names nobody.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 公布, with the figures of the report's last edition.
    Publish {},
}

fn lines(briefs: &[BulletinBrief]) -> BulletinList {
    let line = |it: &BulletinBrief| BulletinLine {
        period: it.period.key(),
        number: it.published.map(|(number, _)| number),
        published_at: it.published.map(|(_, at)| time(at)),
    };
    BulletinList { bulletins: briefs.iter().map(line).collect() }
}

/// `GET /api/v1/bulletins`
pub async fn list(call: Call) -> Response {
    call.finish(published(&call).await)
}

async fn published(call: &Call) -> Answer {
    call.query(&[])?;
    let briefs = call.app.centre.bulletins_published().await.map_err(|fault| call.fault(&fault))?;
    call.json(StatusCode::OK, &lines(&briefs))
}

/// `GET /api/v1/bulletins/{period}`
pub async fn one(call: Call) -> Response {
    call.finish(public(&call).await)
}

async fn public(call: &Call) -> Answer {
    call.query(&[])?;
    let view = call.app.centre.bulletin_public(period(call)?).await;
    shown(call, view)
}

/// `GET /api/v1/oversight/bulletins`
pub async fn inside(call: Call) -> Response {
    call.finish(frozen(&call).await)
}

async fn frozen(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let briefs = call.app.centre.bulletin_list(&bearer.session).await;
    let briefs = briefs.map_err(|problem| call.problem(problem))?;
    call.json(StatusCode::OK, &lines(&briefs))
}

/// `GET /api/v1/oversight/bulletins/{period}`
pub async fn inside_one(call: Call) -> Response {
    call.finish(of_month(&call).await)
}

async fn of_month(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let period = period(call)?;
    let view = call.app.centre.bulletin_fetch(&bearer.session, period).await;
    shown(call, view)
}

/// `POST /api/v1/oversight/bulletins/{period}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<BulletinAsked>(body).await?;
    let (period, centre, session) = (period(call)?, &call.app.centre, &bearer.session);
    let done = match asked {
        BulletinAsked::Explain { unit, words } => {
            let unit = choice("unit", UnitCode::parse(&unit).ok());
            let unit = unit.map_err(|it| Trouble::fields(call.text, &[it]))?;
            of_unit(&bearer, unit)?;
            let printed = printable(&call.app.press, vec![("words".to_owned(), words.as_str())]).await;
            printed.map_err(|problem| call.problem(problem))?;
            centre.bulletin_explain(session, period, id, (unit, &words)).await
        }
        BulletinAsked::Publish {} => {
            whole(&bearer)?;
            centre.bulletin_publish(session, period, id).await
        }
    };
    let (done, of) = (call.carried(done).await?, period.key());
    call.done_once(StatusCode::OK, &format!("/oversight/bulletins/{of}"), &of, &done)
}

fn period(call: &Call) -> Result<Period, Trouble> {
    Period::parse(&call.place).ok_or_else(|| Kind::NotFound.into())
}

fn shown(call: &Call, view: Result<BulletinView, Problem>) -> Answer {
    let view = view.map_err(|problem| call.problem(problem))?;
    let said = |unit: &str| {
        let words = view.said.iter().find(|(code, _)| code.as_str() == unit);
        words.map(|(_, (words, _))| words.clone())
    };
    let units = view.lines.iter().map(|it| BulletinUnit {
        unit: it.unit.clone(),
        received: it.received,
        accepted: it.accepted,
        concluded: it.concluded,
        in_time: it.in_time,
        late: it.late,
        open: it.open,
        open_late: it.open_late,
        said: said(&it.unit),
    });
    let answer = BulletinShown {
        period: view.period.key(),
        number: view.published.map(|it| it.number),
        published_at: view.published.map(|it| time(it.at)),
        report_edition: view.published.map_or(view.report.number, |it| it.report),
        units: units.collect(),
    };
    call.json(StatusCode::OK, &answer)
}
