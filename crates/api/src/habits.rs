//! The habits of units for programs, with what they were counted from: when entries are made, how soon is accepted, why limits
//! are lengthened, and how the times of steps lie beside those of the other units (F4, F6, F8).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::UnitCode;
use centre::oversight::habit::habits_until;
use oversight::Fired;
use oversight::figure::Share;
use oversight::habit::{UnitHabits, unlike};
use oversight::kolmogorov::Compared;
use oversight::report::Period;
use schemars::JsonSchema;
use serde::Serialize;

use super::call::{Answer, Call};
use super::items::unit;
use super::problem::Kind;
use super::shown::{Named, day};
use web::app::frame::leads;

/// A part of a whole.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ShareShown {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
    /// As it is printed, `99.67%`; null where too few were counted to say anything.
    pub percent: Option<String>,
}

/// The times of the steps of what a unit decided, beside those of the other units: the test of Kolmogorov and Smirnov.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepTimesShown {
    /// How many steps.
    pub own: u64,
    /// How many of the other units.
    pub others: u64,
    /// Minutes within which half of them were done.
    pub own_half_minutes: u32,
    /// Minutes within which half of the others' were done.
    pub others_half_minutes: u32,
    /// The greatest distance of the two distributions, in thousandths.
    pub distance_per_mille: u32,
    /// What chance exceeds once in a thousand times, in thousandths.
    pub critical_per_mille: u32,
}

/// A habit beyond its bound.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BeyondShown {
    /// The monitoring rule, stable.
    pub rule: String,
    /// What was measured, in percent.
    pub measured: i32,
    /// The bound it was compared with.
    pub bound: i32,
}

/// What was counted of a unit.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitHabitsShown {
    /// The unit.
    pub unit: Named,
    /// Acts of its officers in the month, and how many were entered outside the opening hours.
    pub outside_hours: ShareShown,
    /// Cases accepted in the month, and how many on the last day there was.
    pub accepted_last_day: ShareShown,
    /// Extensions in the quarter, and how many have the commonest reason.
    pub same_reason: ShareShown,
    /// The times of its steps in the month; null where it or the others have none.
    pub steps: Option<StepTimesShown>,
    /// What of it is beyond a bound; the unit explains it.
    pub beyond: Vec<BeyondShown>,
}

/// The habits of the units that have some.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HabitsShown {
    /// The month.
    pub month: String,
    /// The day up to which was counted.
    #[schemars(extend("format" = "date"))]
    pub until: String,
    /// The units.
    pub units: Vec<UnitHabitsShown>,
}

impl From<Share> for ShareShown {
    fn from(share: Share) -> ShareShown {
        ShareShown { part: share.part, whole: share.whole, percent: share.percent() }
    }
}

impl From<&Compared> for StepTimesShown {
    fn from(it: &Compared) -> StepTimesShown {
        StepTimesShown {
            own: it.own,
            others: it.others,
            own_half_minutes: it.own_half,
            others_half_minutes: it.others_half,
            distance_per_mille: it.per_mille(),
            critical_per_mille: it.critical_per_mille(),
        }
    }
}

impl From<&Fired> for BeyondShown {
    fn from(it: &Fired) -> BeyondShown {
        BeyondShown { rule: it.rule.key().to_owned(), measured: it.measured, bound: it.bound }
    }
}

/// `GET /api/v1/habits?month=`
pub async fn list(call: Call) -> Response {
    call.finish(counted(&call).await)
}

async fn counted(call: &Call) -> Answer {
    let (bearer, query) = call.looks_at_all(&["month"]).await?;
    let (centre, organisation) = (&call.app.centre, call.organisation().await?);
    let today = centre.today();
    let until = match query.get("month") {
        "" => Some(today),
        month => Period::parse(month).and_then(|month| habits_until(month, today)),
    };
    let until =
        until.ok_or_else(|| call.wrong("month", "只留着这个月和上个月的明细，写成 2026-11 这样。"))?;
    if !organisation.posts_of(bearer.session.person, today).any(|it| leads(it.post)) {
        return Err(Kind::OutOfScope.into());
    }
    let bounds = centre.bounds().await.map_err(|fault| call.fault(&fault))?;
    let habits = centre.unit_habits(until).await.map_err(|fault| call.fault(&fault))?;
    let shown = |(code, it): (&String, &UnitHabits)| UnitHabitsShown {
        unit: UnitCode::parse(code).map_or_else(
            |_| Named { code: code.clone(), name: code.clone() },
            |code| unit(call.text, Some(&organisation), code),
        ),
        outside_hours: it.acts.into(),
        accepted_last_day: it.accepted.into(),
        same_reason: it.extended.into(),
        steps: it.steps.as_ref().map(StepTimesShown::from),
        beyond: unlike(it, &bounds).iter().map(BeyondShown::from).collect(),
    };
    let answer = HabitsShown {
        month: Period::month_of(until).key(),
        until: day(until),
        units: habits.iter().map(shown).collect(),
    };
    call.json(StatusCode::OK, &answer)
}
