//! The office's hours in the simulated weeks.

use calendar::{Calendar, Day, Instant};

use super::random::Random;

/// The same instant if an office is open then, else the next morning it is.
pub fn office_time(calendar: &Calendar, at: i64) -> i64 {
    let mut at = Instant(at);
    loop {
        let day = at.day();
        let (hour, minute) = at.hour_minute();
        let minutes = hour * 60 + minute;
        if minutes >= 17 * 60 {
            at = day.plus_days(1).at(8, 35);
        } else if minutes < 8 * 60 + 30 {
            at = day.at(8, 35);
        } else if calendar.is_working(day).unwrap_or(false) {
            return at.0;
        } else {
            at = day.plus_days(1).at(8, 35);
        }
    }
}

/// So many minutes, and up to so many more.
pub fn pace(random: &mut Random, minutes_from: u32, minutes_more: u32) -> i64 {
    i64::from(minutes_from + random.below(minutes_more)) * 60_000_000
}

/// The first of so many working days up to today.
pub fn first_day(calendar: &Calendar, today: Day, days: u32) -> anyhow::Result<Day> {
    let days = working_days_before(calendar, today, days)?;
    days.first().copied().ok_or_else(|| anyhow::anyhow!("no working days were asked for"))
}

/// So many working days up to today, in order.
pub fn working_days_before(calendar: &Calendar, today: Day, wanted: u32) -> anyhow::Result<Vec<Day>> {
    let mut days = Vec::new();
    let mut day = today;
    while days.len() < wanted as usize {
        if calendar.is_working(day).map_err(|error| anyhow::anyhow!("{error:?}"))? {
            days.push(day);
        }
        day = day.plus_days(-1);
    }
    days.reverse();
    Ok(days)
}
