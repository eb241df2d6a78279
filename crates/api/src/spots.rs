//! Spot checks for programs: beginning one, what was drawn, one case without names, how the hall stands, remarks. Reading a case or
//! the hall is a look, and every look is written down (A6, E29, R46).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{SpotId, UnitCode};
use centre::file::CaseFile;
use centre::oversight::spot::{HallNow, Looker, SpotBrief, SpotForm, SpotView};
use centre::token::Bearer;
use oversight::figure::Counts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::figures::UnitLightsShown;
use super::findings::MomentShown;
use super::items::unit;
use super::problem::{Kind, Trouble};
use super::record::{Command, choice, next, whole};
use super::shown::{Next, day, time};
use pages::text::Text;
use web::handle::spot_words;
use web::handle::spots::moment;
use web::handle::{clock_rows, spot_look};

/// A check in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpotLine {
    /// Its name.
    pub spot: String,
    /// When it began.
    #[schemars(extend("format" = "date-time"))]
    pub begun_at: String,
    /// Who began it.
    pub by: String,
    /// Whether a visitor makes it, with a pass.
    pub by_pass: bool,
    /// Whether it is still open.
    pub open: bool,
    /// Looks so far.
    pub looks: u32,
    /// Remarks so far.
    pub remarks: u32,
}

/// A page of checks, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpotPage {
    /// The checks.
    pub spots: Vec<SpotLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A case that was drawn, without names.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DrawnShown {
    /// Its place, from 1.
    pub place: usize,
    /// The item.
    pub item: String,
    /// The unit; empty where nothing of the case stands any more.
    pub unit: String,
    /// The day it was received.
    pub received_on: Option<String>,
    /// Where it stands, stable.
    pub state: Option<String>,
    /// The light and what is left, in words.
    pub time: String,
}

/// One check.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpotShown {
    /// Its name.
    pub spot: String,
    /// When it began.
    #[schemars(extend("format" = "date-time"))]
    pub begun_at: String,
    /// Who began it, or received the visitor.
    pub by: String,
    /// Who comes, and from where; empty where somebody looks alone.
    pub visitor: String,
    /// The unit; null for the whole centre.
    pub unit: Option<String>,
    /// Whether it is still open.
    pub open: bool,
    /// Whether the token's person makes it, and may look.
    pub own: bool,
    /// The visitor's pass of twelve digits, for who received the visitor, as long as it opens.
    pub pass: Option<String>,
    /// From how many of the last cases was drawn.
    pub candidates: u16,
    /// SHA-256 of the list of them.
    pub list_sha256: String,
    /// The seed by which the lot fell.
    pub seed: String,
    /// The place of the ledger at which was drawn.
    pub entry: u64,
    /// Looks so far.
    pub looks: u16,
    /// What was drawn, in order.
    pub cases: Vec<DrawnShown>,
    /// What happened, oldest first.
    pub history: Vec<MomentShown>,
}

/// What happened to a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HappenedShown {
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What, without names and numbers.
    pub what: String,
    /// Unit and post of who did it.
    pub by: String,
    /// When it was entered, where that was long afterwards.
    pub entered_at: Option<String>,
}

/// A limit of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LimitShown {
    /// Which.
    pub name: String,
    /// How it is counted.
    pub span: String,
    /// Its last day.
    pub due: String,
    /// What is left.
    pub left: String,
}

/// One drawn case, of which nobody can be recognised.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SpotCaseShown {
    /// As it stands in the check.
    pub drawn: DrawnShown,
    /// Its course, oldest first.
    pub course: Vec<HappenedShown>,
    /// Its limits, in words.
    pub limits: Vec<LimitShown>,
}

/// Cases that wait for the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WaitingShown {
    /// For what, stable.
    pub waits_for: String,
    /// How many.
    pub count: i64,
}

/// A window as it is now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WindowNow {
    /// Which.
    pub window: String,
    /// Whether somebody sits there.
    pub taken: bool,
    /// How many belong there.
    pub staff: usize,
    /// How many of them are away.
    pub away: usize,
    /// Cases that are due today.
    pub due_today: u32,
    /// Cases that are late.
    pub late: u32,
}

/// How the hall stands.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HallShown {
    /// Now.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// The ledger's place.
    pub entry: u64,
    /// The root of its tree at that place.
    pub root: String,
    /// 今天收件.
    pub received: u64,
    /// 今天受理.
    pub accepted: u64,
    /// 今天办结.
    pub concluded: u64,
    /// Open cases by what they wait for.
    pub waiting: Vec<WaitingShown>,
    /// Cases in hand by unit and light.
    pub units: Vec<UnitLightsShown>,
    /// The windows.
    pub windows: Vec<WindowNow>,
}

/// A check to begin: the lot falls at once, and five may be begun on a day.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpotAsked {
    /// Who comes, and from where: a pass for today is made. Nobody comes where it is empty, and the person looks alone.
    #[serde(default)]
    #[schemars(length(max = 300))]
    visitor: String,
    /// One unit alone.
    #[serde(default)]
    #[schemars(length(max = 40))]
    unit: Option<String>,
}

/// What is done in a check.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum SpotActAsked {
    /// 留意见, by who makes the check.
    Remark {
        /// The place of a case, or 0 for the hall.
        #[schemars(range(max = 20))]
        place: u8,
        /// In words; names nobody.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 提前结束: nothing can be looked at any more.
    End {},
}

/// `GET /api/v1/spots?limit=&cursor=`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| Some(text.to_owned()))?.unwrap_or_default();
    let briefs = call.app.centre.spot_list(&bearer.session, &after, limit + 1).await;
    let mut briefs = briefs.map_err(|problem| call.problem(problem))?;
    let next = next(&mut briefs, limit, SpotBrief::cursor);
    let spots = briefs.iter().map(|it| SpotLine {
        spot: it.id.to_string(),
        begun_at: time(it.begun_at),
        by: it.by.to_string(),
        by_pass: it.by_pass,
        open: it.open,
        looks: it.looks,
        remarks: it.remarks,
    });
    call.json(StatusCode::OK, &SpotPage { spots: spots.collect(), next })
}

fn id(call: &Call) -> Result<SpotId, Trouble> {
    SpotId::parse(&call.place).map_err(|_| Kind::NotFound.into())
}

/// Who looks, and at which check.
async fn looker(call: &Call) -> Result<(Looker, SpotId), Trouble> {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    Ok((Looker::Officer(bearer.session), id(call)?))
}

/// `GET /api/v1/spots/{spot}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (looker, id) = looker(call).await?;
    let view = call.app.centre.spot_view(&looker, id).await.map_err(|problem| call.problem(problem))?;
    call.json(StatusCode::OK, &spot(call.text, &view))
}

fn spot(text: Text, view: &SpotView) -> SpotShown {
    let (held, begun) = (&view.held, &view.held.begun);
    let cases = view.cases.iter().enumerate().map(|(place, file)| drawn(text, place + 1, file));
    let history = view.lines.iter();
    let history = history.map(|it| MomentShown::of(it.seq, it.recorded_at, moment(text, view, it)));
    SpotShown {
        spot: view.id.to_string(),
        begun_at: time(begun.at),
        by: begun.by.to_string(),
        visitor: view.visitor(),
        unit: begun.unit.map(|it| it.to_string()),
        open: held.is_open(view.now.day()),
        own: view.own,
        pass: view.pass.clone(),
        candidates: begun.candidates,
        list_sha256: begun.list.to_string(),
        seed: begun.seed.to_string(),
        entry: begun.place,
        looks: held.looks,
        cases: cases.collect(),
        history: history.collect(),
    }
}

fn drawn(text: Text, place: usize, file: &CaseFile) -> DrawnShown {
    let facts = file.filed().map(|filed| &filed.facts);
    DrawnShown {
        place,
        item: file.item.short.to_string(),
        unit: facts.map_or_else(String::new, |it| it.authority.to_string()),
        received_on: facts.map(|it| day(it.received_at.day())),
        state: file.public_state().map(|it| it.key().to_owned()),
        time: spot_words::time(text, file),
    }
}

/// `GET /api/v1/spots/{spot}/cases/{place}`
pub async fn case(call: Call) -> Response {
    call.finish(looked_at(&call).await)
}

async fn looked_at(call: &Call) -> Answer {
    let (looker, id) = looker(call).await?;
    let place: u8 = call.second.parse().map_err(|_| Trouble::from(Kind::NotFound))?;
    if place == 0 {
        return Err(Kind::NotFound.into());
    }
    let file = call.carried(call.app.centre.spot_case(&looker, id, place).await).await?;
    let text = call.text;
    let course = spot_look::course(text, &file).map(|it| HappenedShown {
        at: time(it.at),
        what: it.what,
        by: it.by,
        entered_at: it.entered_at.map(time),
    });
    let limits = file.filed().map_or_else(Vec::new, |it| clock_rows::clocks(text, &file, &it.facts));
    let limits = limits.into_iter().map(|it| LimitShown {
        name: it.name,
        span: it.span,
        due: it.due.day,
        left: it.due.left,
    });
    let answer = SpotCaseShown {
        drawn: drawn(text, usize::from(place), &file),
        course: course.collect(),
        limits: limits.collect(),
    };
    call.json(StatusCode::OK, &answer)
}

/// `GET /api/v1/spots/{spot}/hall`
pub async fn hall(call: Call) -> Response {
    call.finish(seen(&call).await)
}

async fn seen(call: &Call) -> Answer {
    let (looker, id) = looker(call).await?;
    let now = call.carried(call.app.centre.spot_hall(&looker, id).await).await?;
    call.json(StatusCode::OK, &hall_now(call.text, &now))
}

fn hall_now(text: Text, now: &HallNow) -> HallShown {
    let mut counts = Counts::default();
    for figure in &now.today {
        counts.add(&figure.kind, u64::try_from(figure.count).unwrap_or(0));
    }
    let waiting = now.waiting.iter();
    let waiting =
        waiting.map(|(waits_for, count)| WaitingShown { waits_for: waits_for.clone(), count: *count });
    let units = now.lights.iter().filter_map(|it| {
        Some(UnitLightsShown {
            unit: unit(text, Some(&now.organisation), UnitCode::parse(&it.authority).ok()?),
            red: it.red,
            yellow: it.yellow,
            green: it.green,
            stopped: it.stopped,
        })
    });
    let windows = now.windows.iter().map(|it| WindowNow {
        window: it.window.to_string(),
        taken: it.row.as_ref().is_some_and(|row| row.seat.is_some()),
        staff: it.staff.len(),
        away: it.away.len(),
        due_today: it.due.today,
        late: it.due.late,
    });
    HallShown {
        at: time(now.at),
        entry: now.seq,
        root: now.root.to_string(),
        received: counts.received,
        accepted: counts.accepted,
        concluded: counts.concluded,
        waiting: waiting.collect(),
        units: units.collect(),
        windows: windows.collect(),
    }
}

/// `POST /api/v1/spots`
pub async fn begin(call: Call, body: Body) -> Response {
    call.finish(begun(&call, body).await)
}

async fn begun(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<SpotAsked>(body).await?;
    whole(&bearer)?;
    let unit = asked.unit.map(|it| choice("unit", UnitCode::parse(&it).ok())).transpose();
    let unit = unit.map_err(|it| Trouble::fields(call.text, &[it]))?;
    let with_pass = !asked.visitor.trim().is_empty();
    let form = SpotForm { visitor: asked.visitor, with_pass, unit };
    let (spot, done) = call.carried(call.app.centre.spot_begin(&bearer.session, id, &form).await).await?;
    let of = spot.to_string();
    call.done_once(StatusCode::CREATED, &format!("/spots/{of}"), &of, &done)
}

/// `POST /api/v1/spots/{spot}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id: command_id, asked, .. } = call.makes::<SpotActAsked>(body).await?;
    whole(&bearer)?;
    let (spot, centre, Bearer { session, .. }) = (id(call)?, &call.app.centre, bearer);
    let looker = Looker::Officer(session.clone());
    // Before the rules: whoever may not look at it learns nothing.
    centre.spot_view(&looker, spot).await.map_err(|problem| call.problem(problem))?;
    let done = match asked {
        SpotActAsked::Remark { place, words } => {
            centre.spot_remark(&looker, spot, command_id, place, &words).await
        }
        SpotActAsked::End {} => centre.spot_end(&session, spot, command_id).await,
    };
    let (done, of) = (call.carried(done).await?, spot.to_string());
    call.done_once(StatusCode::OK, &format!("/spots/{of}"), &of, &done)
}
