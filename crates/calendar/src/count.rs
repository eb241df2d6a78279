//! How the days of a limit are counted, in closed form: the arithmetic under [`crate::Clock`].

use crate::day::Day;
use crate::exclusion::ExcludedTime;
use crate::limit::{Limit, LimitUnit};
use crate::table::{Calendar, YearUnknown};

/// Which days are counted.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Counting {
    WorkingDays,
    CalendarDays,
}

/// A limit laid on the calendar: the clock's own, or its extension.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Stretch {
    pub counting: Counting,
    /// Day 0, which is not counted (民法典 §201).
    pub from: Day,
    /// How many days are counted.
    pub total: i32,
    /// The day on which the last one is counted.
    pub counted_until: Day,
    /// The last day of the stretch: `counted_until`, or the next working day where that is off (民法典 §203).
    pub until: Day,
}

/// A calendar and the time that is not counted on it.
#[derive(Copy, Clone)]
pub(crate) struct Counter<'a> {
    pub calendar: &'a Calendar,
    pub exclusions: &'a [ExcludedTime],
}

impl Counter<'_> {
    pub fn lay(self, from: Day, limit: Limit) -> Result<Stretch, YearUnknown> {
        let number = i32::from(limit.number);
        let days_to = |until: Day| until.number() - from.number();
        let (counting, total) = match limit.unit {
            LimitUnit::OnTheSpot | LimitUnit::SameDay => (Counting::WorkingDays, 0),
            LimitUnit::WorkingDays => (Counting::WorkingDays, number),
            LimitUnit::CalendarDays => (Counting::CalendarDays, number),
            LimitUnit::Months => (Counting::CalendarDays, days_to(from.plus_months(number))),
            LimitUnit::Years => (Counting::CalendarDays, days_to(from.plus_months(number * 12))),
        };
        let counted_until = self.nth(counting, from, total)?;
        let until = self.end_on_a_working_day(counted_until)?;
        Ok(Stretch { counting, from, total, counted_until, until })
    }

    /// The `n`-th counted day after `from`; `from` itself for 0.
    pub fn nth(self, counting: Counting, from: Day, n: i32) -> Result<Day, YearUnknown> {
        let (mut from, mut needed) = (from, n);
        if needed == 0 {
            return Ok(from);
        }
        for excluded in self.exclusions {
            let (before, last) = (excluded.from.plus_days(-1), excluded.last_day());
            if last <= from {
                continue;
            }
            if from < before {
                // A year that is not known lies after the day that is looked for, or the last line names it.
                let counted = self.raw(counting, from, before.min(self.calendar.last_day()))?;
                if needed <= counted {
                    break;
                }
                needed -= counted;
            }
            from = last;
        }
        match counting {
            Counting::WorkingDays => self.calendar.add_working_days(from, needed as u32),
            Counting::CalendarDays => Ok(from.plus_days(needed)),
        }
    }

    /// Counted days after `after` until `until`, it included; 0 where `until` is not later.
    pub fn between(self, counting: Counting, after: Day, until: Day) -> Result<i32, YearUnknown> {
        if until <= after {
            return Ok(0);
        }
        let mut days = self.raw(counting, after, until)?;
        for excluded in self.exclusions {
            let after = after.max(excluded.from.plus_days(-1));
            let until = until.min(excluded.last_day());
            if after < until {
                days -= self.raw(counting, after, until)?;
            }
        }
        Ok(days)
    }

    /// A period does not end on a day off (民法典 §203), nor on one that is not counted.
    fn end_on_a_working_day(self, day: Day) -> Result<Day, YearUnknown> {
        let mut day = self.calendar.working_day_from(day)?;
        for excluded in self.exclusions {
            if excluded.covers(day) {
                day = self.calendar.working_day_from(excluded.last_day().plus_days(1))?;
            }
        }
        Ok(day)
    }

    fn raw(self, counting: Counting, after: Day, until: Day) -> Result<i32, YearUnknown> {
        match counting {
            Counting::WorkingDays => self.calendar.working_days_between(after, until),
            Counting::CalendarDays => Ok(until.number() - after.number()),
        }
    }
}
