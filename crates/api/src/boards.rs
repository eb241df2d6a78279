//! The boards of who leads, for programs: open cases by light and unit, person and item, what turns red next, and what the cases
//! of each unit wait for (R143, R144).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{PersonId, UnitCode, WindowId};
use centre::account::Session;
use centre::oversight::board::{By, Lights};
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::items::unit;
use super::problem::{Kind, Trouble};
use super::shown::{Named, day, time};
use web::app::frame::leads;
use web::handle::oversight::window_name;
use web::handle::{lead, words};

/// Open cases of one unit, person or item.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BoardRow {
    /// Of what.
    pub of: Named,
    /// 超期.
    pub red: i64,
    /// 临期.
    pub yellow: i64,
    /// 正常.
    pub green: i64,
    /// Of all, with the clock stopped.
    pub stopped: i64,
}

/// What turns red after a day if nothing is done.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TurningShown {
    /// The last day in time.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
    /// The unit.
    pub unit: Named,
    /// How many cases.
    pub count: i64,
}

/// Open cases that are not concluded, the reddest first, and what turns red in the next five working days.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CaseBoard {
    /// When it was counted.
    #[schemars(extend("format" = "date-time"))]
    pub counted_at: String,
    /// By authority.
    pub units: Vec<BoardRow>,
    /// By who holds the case.
    pub people: Vec<BoardRow>,
    /// By item.
    pub items: Vec<BoardRow>,
    /// By the window at which it came in.
    pub windows: Vec<BoardRow>,
    /// By day and unit.
    pub turning: Vec<TurningShown>,
    /// By day and who holds the cases, who has most first.
    pub turning_holders: Vec<TurningHolder>,
}

/// Who holds what turns red after a day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TurningHolder {
    /// The last day in time.
    #[schemars(extend("format" = "date"))]
    pub due_on: String,
    /// Who holds them; null where nobody does.
    pub person: Option<String>,
    /// How many cases.
    pub count: i64,
}

/// Cases of one unit that wait for the same.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StageRow {
    /// The unit.
    pub unit: Named,
    /// For what, as the list of cases takes it in `waits_for`.
    pub waits_for: String,
    /// 超期.
    pub red: i64,
    /// 临期.
    pub yellow: i64,
    /// 正常.
    pub green: i64,
    /// Of all, with the clock stopped.
    pub stopped: i64,
}

/// Cases in hand by what they wait for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StageTable {
    /// When it was counted.
    #[schemars(extend("format" = "date-time"))]
    pub counted_at: String,
    /// The rows, of the units that the person leads.
    pub stages: Vec<StageRow>,
}

/// `GET /api/v1/figures/board`
pub async fn board(call: Call) -> Response {
    call.finish(counted(&call).await)
}

async fn counted(call: &Call) -> Answer {
    let (bearer, _) = call.looks_at_all(&[]).await?;
    let (centre, session, text) = (&call.app.centre, &bearer.session, call.text);
    let organisation = call.organisation().await?;
    if !organisation.posts_of(session.person, centre.today()).any(|it| leads(it.post)) {
        return Err(Kind::OutOfScope.into());
    }
    let entries = centre.item_list().await.map_err(|fault| call.fault(&fault))?;
    let name_of = |by: By, code: &str| match by {
        By::Unit => UnitCode::parse(code).ok().map(|it| words::unit(text, &organisation, it)),
        By::Person => PersonId::parse(code).ok().map(|it| words::person_of_unit(text, &organisation, it)),
        By::Item => {
            let entry = entries.iter().find(|it| it.item.code.to_string() == code);
            entry.map(|it| words::item(text, &it.item))
        }
        By::Window => WindowId::parse(code).ok().map(|it| window_name(text, &organisation, it)),
    };
    let rows = |by: By, lines: Vec<Lights>| -> Vec<BoardRow> {
        let row = |it: Lights| BoardRow {
            of: Named { name: name_of(by, &it.code).unwrap_or_else(|| it.code.clone()), code: it.code },
            red: it.red,
            yellow: it.yellow,
            green: it.green,
            stopped: it.stopped,
        };
        lines.into_iter().map(row).collect()
    };
    let units = lights(call, session, By::Unit).await?;
    let people = lights(call, session, By::Person).await?;
    let items = lights(call, session, By::Item).await?;
    let windows = lights(call, session, By::Window).await?;
    let holders = centre.forecast_holders(session).await.map_err(|fault| call.fault(&fault))?;
    let holders = holders.into_iter().map(|it| TurningHolder {
        due_on: day(it.due_on),
        person: it.person.map(|person| person.to_string()),
        count: it.count,
    });
    let turning = centre.forecast(session).await.map_err(|fault| call.fault(&fault))?;
    let turning = turning.into_iter().map(|it| TurningShown {
        due_on: day(it.due_on),
        unit: unit(text, Some(&organisation), it.unit),
        count: it.count,
    });
    let answer = CaseBoard {
        counted_at: time(centre.instant()),
        units: rows(By::Unit, units),
        people: rows(By::Person, people),
        items: rows(By::Item, items),
        windows: rows(By::Window, windows),
        turning: turning.collect(),
        turning_holders: holders.collect(),
    };
    call.json(StatusCode::OK, &answer)
}

async fn lights(call: &Call, session: &Session, by: By) -> Result<Vec<Lights>, Trouble> {
    call.app.centre.board(session, by).await.map_err(|fault| call.fault(&fault))
}

/// `GET /api/v1/figures/stages`
pub async fn stages(call: Call) -> Response {
    call.finish(waiting(&call).await)
}

async fn waiting(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let (centre, organisation) = (&call.app.centre, call.organisation().await?);
    let Some(led) = lead::scope(&organisation, &bearer.session, centre.today()) else {
        return Err(Kind::OutOfScope.into());
    };
    let seen = |code: &str| {
        let unit = UnitCode::parse(code).ok()?;
        ((led.is_empty() || led.contains(&unit)) && bearer.covers_unit(unit)).then_some(unit)
    };
    let all = centre.status_lights().await.map_err(|fault| call.fault(&fault))?;
    let rows = all.iter().filter_map(|it| {
        Some(StageRow {
            unit: unit(call.text, Some(&organisation), seen(&it.lights.authority)?),
            waits_for: it.waits_for.clone(),
            red: it.lights.red,
            yellow: it.lights.yellow,
            green: it.lights.green,
            stopped: it.lights.stopped,
        })
    });
    let answer = StageTable { counted_at: time(centre.instant()), stages: rows.collect() };
    call.json(StatusCode::OK, &answer)
}
