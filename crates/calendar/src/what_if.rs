//! What another calendar would change: days arranged otherwise, days that are worked on one and off on the other, and
//! where a clock's due day falls.

use crate::clock::{Clock, ClockError};
use crate::day::Day;
use crate::notice::DayRule;
use crate::table::Calendar;
use crate::text::{CalendarError, Problem};

/// Days that one question may arrange otherwise.
pub const WHAT_IF_DAYS_MAX: usize = 31;

/// Where a due day falls on another calendar.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shift {
    /// It stays, or the clock has ended and nothing moves it any more.
    Stays,
    /// It falls on this earlier day.
    Earlier(Day),
    /// It falls on this later day.
    Later(Day),
}

impl Shift {
    /// From one due day to another.
    pub fn between(from: Day, to: Day) -> Shift {
        match to.cmp(&from) {
            std::cmp::Ordering::Less => Shift::Earlier(to),
            std::cmp::Ordering::Equal => Shift::Stays,
            std::cmp::Ordering::Greater => Shift::Later(to),
        }
    }

    /// The new day, where there is one.
    pub fn to(self) -> Option<Day> {
        match self {
            Shift::Stays => None,
            Shift::Earlier(day) | Shift::Later(day) => Some(day),
        }
    }
}

impl Clock {
    /// Where the due day would fall on this calendar: exactly where [`Clock::redate`] lays it. An error where it would
    /// fall past the years that are known.
    pub fn shift(&self, calendar: &Calendar) -> Result<Shift, ClockError> {
        Ok(Shift::between(self.due(), self.redate(calendar)?.due()))
    }
}

impl Calendar {
    /// This calendar with these days off or worked, whatever its notices and its region say of them: the question
    /// "what if", and never a calendar that is adopted. At most [`WHAT_IF_DAYS_MAX`] days, each once, of years that
    /// are known; `name` is what they are called.
    pub fn with_days(&self, days: &[(Day, DayRule)], name: &str) -> Result<Calendar, CalendarError> {
        if days.is_empty() {
            return Err(Problem::NoYear.into());
        }
        if days.len() > WHAT_IF_DAYS_MAX {
            return Err(Problem::RangeTooLong.into());
        }
        let mut body = self.body().clone();
        for (place, (day, rule)) in days.iter().enumerate() {
            if days[..place].iter().any(|(earlier, _)| earlier == day) {
                return Err(Problem::DayTwice.into());
            }
            for notice in &mut body.notices {
                notice.forget(*day);
            }
            if let Some(overlay) = &mut body.overlay {
                overlay.days.retain(|listed| listed.day != *day);
            }
            let of_year = body.notices.iter_mut().find(|notice| notice.year() == day.year());
            of_year.ok_or(Problem::OutsideYears)?.list(*day, *day, *rule, name)?;
        }
        body.edition.1 = body.edition.1.saturating_add(1);
        Calendar::make(body)
    }

    /// Days of the years both know that are worked on one calendar and off on the other, in order.
    pub fn differences(&self, other: &Calendar) -> Vec<Day> {
        let first = self.first_day().max(other.first_day());
        let last = self.last_day().min(other.last_day());
        let days = (first.number()..=last.number()).map(|n| first.plus_days(n - first.number()));
        days.filter(|day| self.is_working(*day) != other.is_working(*day)).collect()
    }
}
