//! Working time between two instants: only working days count, each with its 24 hours.

use calendar::{Calendar, Day, Instant, YearUnknown};

/// A day in microseconds.
pub const DAY: i64 = 24 * 3_600 * 1_000_000;

/// Microseconds on working days between two instants; 0 where the second is not later. A night between two working
/// days counts, a weekend and a holiday do not, a weekend that is worked does.
pub fn between(calendar: &Calendar, from: Instant, until: Instant) -> Result<i64, YearUnknown> {
    if until <= from {
        return Ok(0);
    }
    let (first, last) = (from.day(), until.day());
    let worked = |day: Day| calendar.is_working(day).map(i64::from);
    if first == last {
        return Ok(worked(first)? * (until.0 - from.0));
    }
    let of_first = worked(first)? * (first.plus_days(1).start().0 - from.0);
    let works_last = worked(last)?;
    let whole = i64::from(calendar.working_days_between(first, last)?) - works_last;
    Ok(of_first + whole * DAY + works_last * (until.0 - last.start().0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::sample::at;

    #[test]
    fn only_working_days_count() {
        let calendar = Calendar::built_in();
        let hours = |from, until| between(calendar, from, until).expect("2026 is known") as f64 / 3.6e9;
        // A Friday and the Monday after: the weekend between does not count.
        assert_eq!(hours(at("2026-11-20", 16, 0), at("2026-11-23", 10, 0)), 18.0);
        // Within one day, over one night, over a whole day.
        assert_eq!(hours(at("2026-11-24", 9, 0), at("2026-11-24", 9, 30)), 0.5);
        assert_eq!(hours(at("2026-11-24", 16, 0), at("2026-11-25", 9, 0)), 17.0);
        assert_eq!(hours(at("2026-11-24", 12, 0), at("2026-11-26", 12, 0)), 48.0);
        // A Saturday counts nothing, a Saturday that is worked (after the holiday of October 2026) counts.
        assert_eq!(hours(at("2026-11-21", 9, 0), at("2026-11-22", 9, 0)), 0.0);
        assert_eq!(hours(at("2026-10-10", 9, 0), at("2026-10-10", 10, 0)), 1.0);
        // Over the National Day: 30 September and 8 October.
        assert_eq!(hours(at("2026-09-30", 12, 0), at("2026-10-08", 12, 0)), 24.0);
        // Never less than nothing.
        assert_eq!(hours(at("2026-11-24", 9, 0), at("2026-11-23", 9, 0)), 0.0);
    }

    #[test]
    fn a_year_that_is_not_known_is_named() {
        assert!(between(Calendar::built_in(), at("2050-01-03", 9, 0), at("2050-01-05", 9, 0)).is_err());
    }
}
