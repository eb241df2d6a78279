//! A clock: a start, a limit, what is not counted, at most one extension; its due day and its light follow from these.

use std::fmt;

use crate::count::{Counter, Stretch};
use crate::day::{Day, Instant};
use crate::exclusion::{ExcludedTime, Exclusion, Exclusions};
use crate::limit::Limit;
use crate::table::{Calendar, YearUnknown};
use crate::version::CalendarVersion;

/// A clock is a value (design.md section 4). It never ticks: what it shows is a function of it and of an instant.
///
/// It carries its due day and the version of the calendar that gave it, so that whoever reads it needs no
/// calendar; [`Clock::redate`] lays it on another. Functions that take a calendar expect the one of
/// [`Clock::calendar_version`]: redate first.
#[derive(Copy, Clone, PartialEq)]
pub struct Clock {
    pub(crate) started_on: Day,
    pub(crate) limit: Limit,
    pub(crate) exclusions: Exclusions,
    pub(crate) extension: Option<Limit>,
    pub(crate) ended_on: Option<Day>,
    pub(crate) due: Day,
    pub(crate) provisional: bool,
    pub(crate) version: CalendarVersion,
}

/// Why a clock refuses.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum ClockError {
    /// The due day lies in a year whose holidays are not known.
    YearUnknown(YearUnknown),
    /// A limit of 0 days, months or years, or a number of units "on the spot".
    EmptyLimit,
    /// The clock has ended; nothing changes it any more.
    Ended,
    /// The day lies before the clock's start.
    BeforeStart,
    /// An exclusion's last day lies before its first.
    EndsBeforeItBegins,
    /// An exclusion needs a written notice to the applicant (N17).
    WithoutNotice,
    /// Two exclusions may not have a day in common.
    Overlap,
    /// A clock holds eight exclusions.
    TooManyExclusions,
    /// No exclusion waits for its result.
    NotStopped,
    /// A result cannot come before the exclusion begins.
    BeforeExclusion,
    /// A limit is extended once (行政许可法 §42).
    AlreadyExtended,
}

impl Clock {
    /// A clock that starts on day 0, which is not counted (民法典 §201) and need not be a working day.
    ///
    /// On the spot and same day: due on `start`, or the next working day where that is off.
    pub fn start(calendar: &Calendar, start: Day, limit: Limit) -> Result<Clock, ClockError> {
        if !limit.is_valid() {
            return Err(ClockError::EmptyLimit);
        }
        let clock = Clock {
            started_on: start,
            limit,
            exclusions: Exclusions::NONE,
            extension: None,
            ended_on: None,
            due: start,
            provisional: false,
            version: calendar.version(),
        };
        clock.laid_on(calendar)
    }

    /// Takes time out of the limit, as told to the applicant: from the first day to the planned last one.
    pub fn exclude(self, calendar: &Calendar, exclusion: Exclusion) -> Result<Clock, ClockError> {
        self.running()?;
        let new = ExcludedTime::of(exclusion);
        let overlaps = |held: &ExcludedTime| new.from <= held.last_day() && held.from <= new.planned_until;
        if new.notice == 0 {
            Err(ClockError::WithoutNotice)
        } else if new.from < self.started_on {
            Err(ClockError::BeforeStart)
        } else if new.planned_until < new.from {
            Err(ClockError::EndsBeforeItBegins)
        } else if self.exclusions().iter().any(overlaps) {
            Err(ClockError::Overlap)
        } else if self.exclusions.is_full() {
            Err(ClockError::TooManyExclusions)
        } else {
            let mut clock = self;
            clock.exclusions.insert(new);
            clock.laid_on(calendar)
        }
    }

    /// The result of the latest exclusion that has begun came on this day, which is the last that is not counted.
    ///
    /// A result that comes past the plan changes no due day: the clock has been running again by itself. It is
    /// recorded, and the light no longer shows that a result is missing.
    pub fn resume(self, calendar: &Calendar, on: Day) -> Result<Clock, ClockError> {
        self.running()?;
        let mut clock = self;
        let to_come = self.exclusions().iter().any(|held| held.resumed_on.is_none());
        let refusal = if to_come { ClockError::BeforeExclusion } else { ClockError::NotStopped };
        let awaited = clock.exclusions.awaited_mut(on).ok_or(refusal)?;
        awaited.resumed_on = Some(on);
        clock.laid_on(calendar)
    }

    /// Lengthens the limit, once; the extension begins where the limit ends and may have another unit.
    pub fn extend(self, calendar: &Calendar, by: Limit) -> Result<Clock, ClockError> {
        self.running()?;
        if self.extension.is_some() {
            return Err(ClockError::AlreadyExtended);
        }
        if !by.is_valid() || by.number == 0 {
            return Err(ClockError::EmptyLimit);
        }
        Clock { extension: Some(by), ..self }.laid_on(calendar)
    }

    /// What the clock measured was done on this day: the used days and the light stay as they are then.
    pub fn end(self, on: Day) -> Result<Clock, ClockError> {
        self.running()?;
        if on < self.started_on {
            return Err(ClockError::BeforeStart);
        }
        Ok(Clock { ended_on: Some(on), ..self })
    }

    /// The same clock on another calendar. A clock that has ended stays as it is: recorded facts stand.
    pub fn redate(self, calendar: &Calendar) -> Result<Clock, ClockError> {
        if self.ended_on.is_some() { Ok(self) } else { self.laid_on(calendar) }
    }

    /// The last day on which it is in time. While a result is awaited, it is reckoned with the planned end.
    pub fn due(&self) -> Day {
        self.due
    }

    /// From this instant it is late: 00:00 of the day after the due day (民法典 §203: the last day ends at 24:00).
    pub fn late_from(&self) -> Instant {
        self.due.plus_days(1).start()
    }

    /// The due day rests on a year without a notice; it is marked on screen and paper.
    pub fn is_provisional(&self) -> bool {
        self.provisional
    }

    /// Day 0.
    pub fn started_on(&self) -> Day {
        self.started_on
    }

    /// The limit without its extension.
    pub fn limit(&self) -> Limit {
        self.limit
    }

    /// By how much it was extended.
    pub fn extension(&self) -> Option<Limit> {
        self.extension
    }

    /// What is not counted, in order of days.
    pub fn exclusions(&self) -> &[ExcludedTime] {
        self.exclusions.as_slice()
    }

    /// The day on which it ended.
    pub fn ended_on(&self) -> Option<Day> {
        self.ended_on
    }

    /// The calendar that gave the due day.
    pub fn calendar_version(&self) -> CalendarVersion {
        self.version
    }

    /// The exclusion for which the clock stands still at this instant. On the day the result came it runs again,
    /// though that day is not counted.
    pub fn stopped_by(&self, now: Instant) -> Option<&ExcludedTime> {
        let day = now.day();
        if self.ended_on.is_some_and(|ended| ended <= day) {
            return None;
        }
        self.exclusions().iter().find(|held| held.covers(day) && held.resumed_on.is_none_or(|on| day < on))
    }

    /// Whether the clock stands still at this instant.
    pub fn is_stopped(&self, now: Instant) -> bool {
        self.stopped_by(now).is_some()
    }

    /// The exclusion whose result is missing past its plan: the clock runs again by itself and the light is yellow
    /// (domain.md 2.1).
    pub fn past_plan(&self, now: Instant) -> Option<&ExcludedTime> {
        self.exclusions().iter().find(|held| held.resumed_on.is_none() && held.planned_until < now.day())
    }

    /// Counted days that are over at this instant, today among them: working days or days of the calendar, as the
    /// limit counts. Past the due day it goes on, so that used and left always add up to the limit and its extension.
    pub fn days_used(&self, now: Instant, calendar: &Calendar) -> i32 {
        self.used_on(now.day(), calendar)
    }

    /// Counted days that are left after today: 0 on the due day, negative by the days it is late.
    pub fn days_left(&self, now: Instant, calendar: &Calendar) -> i32 {
        self.days_total(calendar) - self.days_used(now, calendar)
    }

    /// Counted days of the limit and its extension: for months and years, the days of the calendar they have here.
    /// 0 where `calendar` is another that does not reach as far as this clock.
    pub fn days_total(&self, calendar: &Calendar) -> i32 {
        self.stretches(calendar)
            .map_or(0, |(limit, extension)| limit.total + extension.map_or(0, |more| more.total))
    }

    pub(crate) fn used_on(&self, day: Day, calendar: &Calendar) -> i32 {
        let day = self.ended_on.map_or(day, |ended| ended.min(day)).min(calendar.last_day());
        let counter = self.counter(calendar);
        let used = |stretch: Stretch| {
            counter.between(stretch.counting, stretch.from, day.min(stretch.counted_until))
        };
        let Ok((limit, extension)) = self.stretches(calendar) else { return 0 };
        let last = extension.unwrap_or(limit);
        let late = counter.between(last.counting, last.until, day);
        let sum = used(limit).and_then(|sum| Ok(sum + extension.map_or(Ok(0), used)? + late?));
        sum.unwrap_or(0)
    }

    pub(crate) fn counter<'a>(&'a self, calendar: &'a Calendar) -> Counter<'a> {
        Counter { calendar, exclusions: self.exclusions() }
    }

    /// The limit and its extension on the calendar.
    pub(crate) fn stretches(&self, calendar: &Calendar) -> Result<(Stretch, Option<Stretch>), YearUnknown> {
        let counter = self.counter(calendar);
        let limit = counter.lay(self.started_on, self.limit)?;
        let extension = self.extension.map(|by| counter.lay(limit.until, by)).transpose()?;
        Ok((limit, extension))
    }

    fn running(&self) -> Result<(), ClockError> {
        if self.ended_on.is_some() { Err(ClockError::Ended) } else { Ok(()) }
    }

    fn laid_on(self, calendar: &Calendar) -> Result<Clock, ClockError> {
        let (limit, extension) = self.stretches(calendar)?;
        let due = extension.unwrap_or(limit).until;
        Ok(Clock { due, provisional: calendar.is_provisional(due), version: calendar.version(), ..self })
    }
}

/// Of two clocks the one that is due first, the first of them where both are due on the same day: the day shown is
/// the earlier of promised and statutory (C3).
pub fn earlier<'a>(one: &'a Clock, other: &'a Clock) -> &'a Clock {
    if other.due < one.due { other } else { one }
}

impl ClockError {
    /// A stable code in lower case, for the message catalogue: `already_extended`.
    pub fn code(self) -> &'static str {
        match self {
            ClockError::YearUnknown(_) => "year_unknown",
            ClockError::EmptyLimit => "empty_limit",
            ClockError::Ended => "ended",
            ClockError::BeforeStart => "before_start",
            ClockError::EndsBeforeItBegins => "ends_before_it_begins",
            ClockError::WithoutNotice => "without_notice",
            ClockError::Overlap => "overlap",
            ClockError::TooManyExclusions => "too_many_exclusions",
            ClockError::NotStopped => "not_stopped",
            ClockError::BeforeExclusion => "before_exclusion",
            ClockError::AlreadyExtended => "already_extended",
        }
    }
}

impl From<YearUnknown> for ClockError {
    fn from(year: YearUnknown) -> ClockError {
        ClockError::YearUnknown(year)
    }
}

impl fmt::Display for ClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClockError::YearUnknown(year) => year.fmt(f),
            other => write!(f, "clock: {}", other.code()),
        }
    }
}

impl std::error::Error for ClockError {}
