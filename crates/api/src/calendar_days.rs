//! The days of the calendar in force: which are worked, and why not.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use calendar::{Calendar, Day};

use super::call::{Answer, Call};
use super::shown;
use super::shown_items::{CalendarDay, CalendarDays};
use web::app::form::Form;

/// Days of one answer at most.
pub const DAYS_MAX: i32 = 400;

/// `GET /api/v1/calendar/days?from=&to=`
pub async fn list(call: Call) -> Response {
    call.finish(days(&call).await)
}

async fn days(call: &Call) -> Answer {
    let query = call.query(&["from", "to"])?;
    let day = |query: &Form, name: &str| {
        Day::parse(query.get(name)).ok_or_else(|| call.wrong(name, "请填日子，写成 2026-11-21 这样。"))
    };
    let (from, to) = (day(query, "from")?, day(query, "to")?);
    let span = to.number() - from.number();
    if !(0..DAYS_MAX).contains(&span) {
        return Err(call.wrong("to", "结束的日子不能早于开始的日子，一次最多 400 天。"));
    }
    let in_force = call.app.centre.in_force().await.map_err(|fault| call.fault(&fault))?;
    let calendar: Arc<Calendar> = in_force.calendar.unwrap_or_else(|| Arc::new(Calendar::built_in().clone()));
    let mut days = Vec::new();
    for n in 0..=span {
        let on = from.plus_days(n);
        let Ok(status) = calendar.status(on) else {
            return Err(call.wrong("to", "其中有的年份还没有放假安排。"));
        };
        days.push(CalendarDay {
            on: shown::day(on),
            working: status.is_working(),
            name: status.name.map(str::to_owned),
            provisional: status.provisional,
        });
    }
    call.json(StatusCode::OK, &CalendarDays { days })
}
