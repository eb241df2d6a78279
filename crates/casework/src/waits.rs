//! What waits too long to be taken: older than one working day (F30, F13), by the working calendar.

use calendar::{Calendar, Day, Instant, YearUnknown};

/// Working days for which something given may wait to be taken.
const DAYS_TO_TAKE: u32 = 1;
/// Days to look back for a working day; no holiday is as long.
const LOOK_BACK: i32 = 40;

/// The last day to take what is given on a day: the next working day. None in a year that no calendar covers.
pub(crate) fn take_by(calendar: &Calendar, given_on: Day) -> Option<Day> {
    calendar.add_working_days(given_on, DAYS_TO_TAKE).ok()
}

/// Whatever was given before this instant, and not taken yet, waits too long today: the working day after the giving
/// has passed.
pub fn rises_before(calendar: &Calendar, today: Day) -> Result<Instant, YearUnknown> {
    let mut day = today;
    for _ in 0..LOOK_BACK {
        let earlier = day.plus_days(-1);
        if calendar.add_working_days(earlier, DAYS_TO_TAKE)? < today {
            break;
        }
        day = earlier;
    }
    Ok(day.start())
}
