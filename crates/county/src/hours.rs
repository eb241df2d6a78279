//! The office's hours in the simulated weeks.

use calendar::{Calendar, Day, Instant};

use super::random::Random;

/// Minutes of the day between which the offices are open, as the organisation says: before noon, and after it.
const MORNING: (u32, u32) = (8 * 60 + 30, 12 * 60);
const AFTERNOON: (u32, u32) = (13 * 60 + 30, 17 * 60 + 30);
/// Minutes of a check on site.
const CHECK: u32 = 40;

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

/// When a check on site was that is written down now: the last three quarters of an hour or so within the office's hours, today, or in
/// the afternoon of the working day before where today there was no time yet; that day not before `since`, when the officer got the case.
pub fn check_on_site(calendar: &Calendar, since: Instant, now: Instant) -> (Instant, Instant) {
    let (day, works) = (now.day(), |day| calendar.is_working(day).unwrap_or(false));
    let (hour, minute) = now.hour_minute();
    // The record is written ten minutes after they came back.
    let left = match (hour * 60 + minute).saturating_sub(10) {
        _ if !works(day) => None,
        minutes if minutes >= AFTERNOON.0 + CHECK => Some(minutes.min(AFTERNOON.1)),
        minutes if minutes >= MORNING.0 + CHECK => Some(minutes.min(MORNING.1)),
        _ => None,
    };
    let at = |day: Day, minutes: u32| day.start().plus_minutes(i64::from(minutes));
    if let Some(left) = left {
        return (at(day, left - CHECK), at(day, left));
    }
    let mut before = day.plus_days(-1);
    while !works(before) && since.day() <= before {
        before = before.plus_days(-1);
    }
    if since.day() <= before {
        let entered = at(before, AFTERNOON.1 - 2 * CHECK).max(since);
        let left = entered.plus_minutes(i64::from(CHECK)).min(at(before, AFTERNOON.1));
        return (entered, left.max(entered));
    }
    // Taken over this morning, and gone at once.
    (at(day, MORNING.0).max(since).min(now), now)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, hour: u32, minute: u32) -> Instant {
        Day::parse(day).expect("a day").at(hour, minute)
    }

    // E1, C36: nobody is at a place before the office opens, at noon, on a day off, or before the case was with the officer.
    #[test]
    fn a_check_on_site_lies_within_the_hours_of_a_working_day() {
        let calendar = Calendar::built_in();
        let since = at("2026-11-09", 10, 0);
        for (now, entered, left) in [
            (at("2026-11-17", 10, 30), at("2026-11-17", 9, 40), at("2026-11-17", 10, 20)),
            (at("2026-11-17", 9, 20), at("2026-11-17", 8, 30), at("2026-11-17", 9, 10)),
            (at("2026-11-17", 12, 30), at("2026-11-17", 11, 20), at("2026-11-17", 12, 0)),
            (at("2026-11-17", 14, 19), at("2026-11-17", 11, 20), at("2026-11-17", 12, 0)),
            (at("2026-11-17", 14, 20), at("2026-11-17", 13, 30), at("2026-11-17", 14, 10)),
            (at("2026-11-17", 17, 50), at("2026-11-17", 16, 50), at("2026-11-17", 17, 30)),
            // In the morning of a Monday it was on Friday.
            (at("2026-11-16", 8, 35), at("2026-11-13", 16, 10), at("2026-11-13", 16, 50)),
            (at("2026-11-14", 10, 0), at("2026-11-13", 16, 10), at("2026-11-13", 16, 50)),
        ] {
            assert_eq!(check_on_site(calendar, since, now), (entered, left), "{now:?}");
        }
        let evening = at("2026-11-13", 16, 57);
        let next = check_on_site(calendar, evening, at("2026-11-16", 8, 35));
        assert_eq!(next, (evening, at("2026-11-13", 17, 30)), "not before it was his");
        let (today, now) = (at("2026-11-16", 8, 35), at("2026-11-16", 9, 0));
        assert_eq!(check_on_site(calendar, today, now), (today, now));
    }
}
