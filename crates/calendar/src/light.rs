//! Lights 正常, 临期 and 超期: a state that follows from clock, thresholds and instant; nobody can switch one (M6, C29).

use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::count::Counting;
use crate::day::{Day, Instant};
use crate::table::{Calendar, YearUnknown};

/// How a clock stands.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// 正常
    Green,
    /// 临期: little of the limit is left, or the result of an exclusion is missing past its plan.
    Yellow,
    /// 超期: at or after midnight following the due day.
    Red,
}

/// When a light turns yellow; data of the division, not of the program.
///
/// Yellow begins at 00:00 of the earliest day after which no more is left than `fraction_percent` of the limit
/// and its extension (in the days these count), or no more than `days_left` working days until the due day,
/// whichever comes first. What is left does not include the day itself, so that with one working day left the
/// light turns on the working day before the due day (临期：只剩 1 个工作日), and a limit of 20 working days
/// turns on its 16th, after which four are left. A limit as short as that begins yellow.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// Percent of the limit, 0 to 100; more than 100 is as 100.
    pub fraction_percent: u8,
    /// Working days.
    pub days_left: u16,
}

impl Default for Thresholds {
    /// One fifth of the limit or one working day.
    fn default() -> Thresholds {
        Thresholds { fraction_percent: 20, days_left: 1 }
    }
}

impl Clock {
    /// The light at this instant. It stays while the clock stands still; that of an ended clock stays for ever.
    pub fn light(&self, now: Instant, thresholds: &Thresholds, calendar: &Calendar) -> Light {
        let at = self.ended_on().map_or(now, |ended| now.min(ended.start()));
        if at >= self.late_from() {
            Light::Red
        } else if at >= self.yellow_from(calendar, thresholds) {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    /// From this instant the light is yellow: see [`Thresholds`], or from the day after an exclusion's planned end
    /// while its result is missing. Never later than 00:00 of the due day.
    pub fn yellow_from(&self, calendar: &Calendar, thresholds: &Thresholds) -> Instant {
        let by_limit = self.yellow_day(calendar, thresholds).unwrap_or(self.due());
        let awaited = self.exclusions().iter().filter(|held| held.resumed_on.is_none());
        awaited.map(|held| held.planned_until.plus_days(1)).fold(by_limit, Day::min).start()
    }

    fn yellow_day(&self, calendar: &Calendar, thresholds: &Thresholds) -> Result<Day, YearUnknown> {
        let counter = self.counter(calendar);
        let (limit, extension) = self.stretches(calendar)?;
        let total = limit.total + extension.map_or(0, |more| more.total);
        let used = total - total * i32::from(thresholds.fraction_percent.min(100)) / 100;
        let by_fraction = match extension {
            Some(more) if used > limit.total => counter.nth(more.counting, more.from, used - limit.total)?,
            _ => counter.nth(limit.counting, limit.from, used)?,
        };
        let working_days = counter.between(Counting::WorkingDays, self.started_on(), self.due())?;
        let used = working_days - i32::from(thresholds.days_left);
        let by_days = counter.nth(Counting::WorkingDays, self.started_on(), used.max(0))?;
        Ok(by_fraction.min(by_days))
    }

    /// The next instant at which the light changes, or the clock stops or runs again; `None` when nothing changes
    /// any more.
    pub fn next_change(&self, now: Instant, thresholds: &Thresholds, calendar: &Calendar) -> Option<Instant> {
        if self.ended_on().is_some() {
            return None;
        }
        let shown = |at: Instant| (self.light(at, thresholds, calendar), self.is_stopped(at));
        let lights = [self.yellow_from(calendar, thresholds), self.late_from()];
        let stops = self.exclusions().iter().flat_map(|held| {
            let running_again =
                held.last_day().plus_days(i32::from(held.resumed_on != Some(held.last_day())));
            [held.from.start(), running_again.start()]
        });
        let changes = |at: &Instant| *at > now && shown(Instant(at.0 - 1)) != shown(*at);
        lights.into_iter().chain(stops).filter(changes).min()
    }
}
