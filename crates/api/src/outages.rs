//! Outages and pads of numbers for programs: the log, the pads with their gaps, and their commands (E21, A32, F34).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Day, Instant};
use casework::outage::{
    ClaimNumber, Command as Asks, Outage, OutageKind, PAD_NUMBERS, Pad, Print, Void, VoidCause,
};
use catalogue::WindowId;
use centre::act::{FieldProblem, FieldWhy};
use centre::intake::case_id;
use centre::outage::claim_id;
use centre::token::Bearer;
use centre::window_list::serves;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, time};
use web::handle::act_visit::clock;

/// An outage.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutageShown {
    /// Its number.
    pub outage: u32,
    /// `power`, `network` or `system`.
    pub kind: String,
    /// From when.
    #[schemars(extend("format" = "date-time"))]
    pub since: String,
    /// Until when; null while it goes on.
    pub until: Option<String>,
    /// Who declared it.
    pub declared_by: String,
    /// When it was declared.
    #[schemars(extend("format" = "date-time"))]
    pub declared_at: String,
    /// Numbers of pads entered for it.
    pub entered: u16,
}

/// A page of outages, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OutagePageShown {
    /// The outages.
    pub outages: Vec<OutageShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A pad of numbers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PadShown {
    /// Its number.
    pub pad: u32,
    /// For which window.
    pub window: String,
    /// Its first number.
    pub first: u32,
    /// Its last number.
    pub last: u32,
    /// Who printed it.
    pub printed_by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub printed_at: String,
    /// Numbers that were entered.
    pub entered: Vec<u32>,
    /// Numbers that were struck off.
    pub void: Vec<u32>,
    /// Numbers of which nobody has said what became of them, before the last that was.
    pub gaps: Vec<u32>,
}

/// A page of pads, the latest first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PadPageShown {
    /// The pads.
    pub pads: Vec<PadShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// What was down.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutageKindAsked {
    /// 停电.
    Power,
    /// 断网.
    Network,
    /// 系统故障.
    System,
}

/// Why a number was not used.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoidAsked {
    /// 写坏了.
    Spoiled,
    /// 没有用.
    Unused,
}

/// What is asked about outages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum OutageAsked {
    /// 登记停用.
    Declare {
        /// What is down.
        kind: OutageKindAsked,
        /// From when, as `2026-11-18T10:12+08:00`.
        #[schemars(length(max = 25))]
        since: String,
    },
    /// 登记恢复.
    End {
        /// Until when, as `2026-11-18T10:12+08:00`.
        #[schemars(length(max = 25))]
        until: String,
    },
    /// 印备用号.
    Print {
        /// For which window.
        #[schemars(length(max = 64))]
        window: String,
        /// How many numbers.
        #[schemars(range(min = 5, max = 50))]
        count: u8,
    },
    /// 补录: the case is received next, by `POST /cases` with the same `Idempotency-Key`.
    Enter {
        /// The number.
        number: u32,
        /// The instant that stands on it, as `2026-11-18T10:12+08:00`.
        #[schemars(length(max = 25))]
        occurred_at: String,
    },
    /// 作废.
    Void {
        /// The number.
        number: u32,
        /// Why.
        cause: VoidAsked,
    },
}

impl OutageAsked {
    /// The command of that id.
    fn read(self, id: [u8; 16]) -> Result<Asks, FieldProblem> {
        Ok(match self {
            OutageAsked::Declare { kind, since } => Asks::Declare {
                since: moment("since", &since)?,
                kind: match kind {
                    OutageKindAsked::Power => OutageKind::Power,
                    OutageKindAsked::Network => OutageKind::Network,
                    OutageKindAsked::System => OutageKind::System,
                },
            },
            OutageAsked::End { until } => Asks::End { until: moment("until", &until)? },
            OutageAsked::Print { count, .. } if !PAD_NUMBERS.contains(&count) => {
                return Err(problem("count", FieldWhy::NotANumber));
            }
            OutageAsked::Print { window, count } => Asks::Print(Print {
                window: WindowId::parse(&window).map_err(|_| problem("window", FieldWhy::NotAChoice))?,
                count,
            }),
            OutageAsked::Enter { number, occurred_at } => Asks::Claim(ClaimNumber {
                number,
                occurred_at: moment("occurred_at", &occurred_at)?,
                case: case_id(id),
            }),
            OutageAsked::Void { number, cause } => Asks::Void(Void {
                number,
                cause: match cause {
                    VoidAsked::Spoiled => VoidCause::Spoiled,
                    VoidAsked::Unused => VoidCause::Unused,
                },
            }),
        })
    }
}

/// A day and a time of day in the county's own offset.
fn moment(field: &str, text: &str) -> Result<Instant, FieldProblem> {
    let text = text.strip_suffix("+08:00").unwrap_or(text);
    let read = text.split_once('T').and_then(|(day, time)| clock(time, Day::parse(day)?));
    read.ok_or_else(|| problem(field, FieldWhy::NotATime))
}

/// `GET /api/v1/outages`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (_, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let before = call.cursor(query, |text| text.parse::<u32>().ok())?.unwrap_or(u32::MAX);
    let outages = call.app.centre.outages().await.map_err(|fault| call.fault(&fault))?;
    let mut page: Vec<&Outage> =
        outages.outages.iter().rev().filter(|it| it.id < before).take(limit + 1).collect();
    let next = next(&mut page, limit, |last| last.id.to_string());
    call.json(StatusCode::OK, &OutagePageShown { outages: page.into_iter().map(outage).collect(), next })
}

fn outage(it: &Outage) -> OutageShown {
    OutageShown {
        outage: it.id,
        kind: it.kind.key().to_owned(),
        since: time(it.since),
        until: it.until.map(time),
        declared_by: it.by.to_string(),
        declared_at: time(it.declared_at),
        entered: it.entered,
    }
}

/// `GET /api/v1/outages/{outage}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    call.looks(&[]).await?;
    let outages = call.app.centre.outages().await.map_err(|fault| call.fault(&fault))?;
    let wanted = call.numbered()?;
    match outages.outages.iter().find(|it| it.id == wanted) {
        Some(it) => call.json(StatusCode::OK, &outage(it)),
        None => Err(Kind::NotFound.into()),
    }
}

/// `GET /api/v1/pads`
pub async fn pads(call: Call) -> Response {
    call.finish(pads_listed(&call).await)
}

async fn pads_listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let before = call.cursor(query, |text| text.parse::<u32>().ok())?.unwrap_or(u32::MAX);
    let organisation = call.organisation().await?;
    let outages = call.app.centre.outages().await.map_err(|fault| call.fault(&fault))?;
    let mine = outages.pads.iter().rev().filter(|it| serves(&organisation, it.window, bearer.unit));
    let mut page: Vec<&Pad> = mine.filter(|it| it.no < before).take(limit + 1).collect();
    let next = next(&mut page, limit, |last| last.no.to_string());
    call.json(StatusCode::OK, &PadPageShown { pads: page.into_iter().map(pad).collect(), next })
}

fn pad(it: &Pad) -> PadShown {
    let end = it.first + u32::from(it.count);
    PadShown {
        pad: it.no,
        window: it.window.to_string(),
        first: it.first,
        last: end - 1,
        printed_by: it.by.to_string(),
        printed_at: time(it.at),
        entered: (it.first..end).filter(|number| it.is_used(*number)).collect(),
        void: (it.first..end).filter(|number| it.is_void(*number)).collect(),
        gaps: it.gaps(),
    }
}

/// `GET /api/v1/pads/{pad}`
pub async fn pad_one(call: Call) -> Response {
    call.finish(pad_shown(&call).await)
}

async fn pad_shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let organisation = call.organisation().await?;
    let outages = call.app.centre.outages().await.map_err(|fault| call.fault(&fault))?;
    let wanted = call.numbered()?;
    match outages.pads.iter().find(|it| it.no == wanted) {
        Some(it) if serves(&organisation, it.window, bearer.unit) => call.json(StatusCode::OK, &pad(it)),
        Some(_) => Err(Kind::OutOfScope.into()),
        None => Err(Kind::NotFound.into()),
    }
}

/// `POST /api/v1/outages`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

/// Whether a command is within the token: an outage is every unit's, a pad that of its window's units.
async fn within(call: &Call, bearer: &Bearer, command: &Asks) -> Result<(), Trouble> {
    if bearer.unit.is_none() {
        return Ok(());
    }
    let window = match command {
        Asks::Declare { .. } | Asks::End { .. } => None,
        Asks::Print(print) => Some(print.window),
        Asks::Claim(ClaimNumber { number, .. }) | Asks::Void(Void { number, .. }) => {
            let outages = call.app.centre.outages().await.map_err(|fault| call.fault(&fault))?;
            outages.pad_of(*number).map(|pad| pad.window)
        }
    };
    let organisation = call.organisation().await?;
    match window {
        Some(window) if serves(&organisation, window, bearer.unit) => Ok(()),
        _ => Err(Kind::OutOfScope.into()),
    }
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<OutageAsked>(body).await?;
    let command = asked.read(id).map_err(|it| Trouble::fields(call.text, &[it]))?;
    within(call, &bearer, &command).await?;
    let centre = &call.app.centre;
    // The case's own command will bear this id; the entry of its number bears one that follows from it.
    let own = if matches!(command, Asks::Claim(_)) { claim_id(id) } else { id };
    let done = match centre.outage_act(&bearer.session, own, command).await {
        Ok(done) => done,
        Err(problem) => return Err(call.refused(problem).await),
    };
    let made = async || centre.outage_made(&done).await.map_err(|fault| call.fault(&fault));
    let (path, of) = match command {
        Asks::Declare { .. } => {
            let of = made().await?.unwrap_or_default().to_string();
            (format!("/outages/{of}"), of)
        }
        Asks::Print(_) => {
            let of = made().await?.unwrap_or_default().to_string();
            (format!("/pads/{of}"), of)
        }
        Asks::End { .. } => ("/outages".to_owned(), "outages".to_owned()),
        Asks::Claim(claim) => (format!("/cases/{}", claim.case), claim.case.to_string()),
        Asks::Void(void) => ("/pads".to_owned(), void.number.to_string()),
    };
    call.done_once(StatusCode::OK, &path, &of, &done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_in_the_countys_own_offset() {
        let day = Day::parse("2026-11-18").expect("a day");
        for text in ["2026-11-18T10:12", "2026-11-18T10:12+08:00", "2026-11-18T10:12:00+08:00"] {
            assert_eq!(moment("since", text), Ok(day.at(10, 12)), "{text}");
        }
        for wrong in ["", "2026-11-18", "2026-11-18T10:12Z", "2026-11-18T24:00", "2026-11-18T10:12+00:00"] {
            assert!(moment("since", wrong).is_err(), "{wrong}");
        }
    }
}
