//! Every day of a clock from start to due, and why it counted or not: what the applicant can check on the wall calendar.

use crate::clock::Clock;
use crate::count::Counting;
use crate::day::Day;
use crate::exclusion::ExclusionKind;
use crate::limit::{Limit, LimitUnit};
use crate::table::{Calendar, DayKind, DayStatus, YearUnknown};

/// One day of a clock.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct DayLine<'a> {
    /// The day.
    pub day: Day,
    /// Whether it is counted.
    pub counts: bool,
    /// How many days have been counted by the end of it, over limit and extension together.
    pub number: u16,
    /// In which part of the period it lies.
    pub phase: Phase,
    /// What kind of day it is: for a limit in working days the reason why it counts or not.
    pub why: Why<'a>,
    /// Whether it is the due day, which is always the last line.
    pub due: bool,
    /// Its year has no notice yet.
    pub provisional: bool,
}

/// A part of a clock's period.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Phase {
    /// The limit.
    Limit,
    /// The extension.
    Extension,
    /// After the last counted day, which was off: the period ends on the next working day (民法典 §203).
    CarriedOver,
}

/// What kind of day it is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Why<'a> {
    /// Day 0 is not counted (民法典 §201).
    StartDay,
    /// A working day.
    Working,
    /// A weekend day that is worked to make up for this holiday.
    MakeUp(&'a str),
    /// Saturday or Sunday.
    Weekend,
    /// A holiday.
    Holiday(&'a str),
    /// Not counted because of an exclusion.
    Excluded {
        /// Special procedure or suspension.
        kind: ExclusionKind,
        /// Which of the item revision's grounds.
        ground: u8,
        /// Which of [`Clock::exclusions`], from 0.
        place: u8,
    },
}

impl Clock {
    /// Every day from start to due. It counts day by day and shares no arithmetic with [`Clock::due`], so that the two
    /// check each other.
    pub fn explain<'a>(&self, calendar: &'a Calendar) -> Result<Vec<DayLine<'a>>, YearUnknown> {
        let mut walk = Walk { clock: self, calendar, day: self.started_on(), number: 0, lines: Vec::new() };
        let (why, status) = walk.why(walk.day)?;
        walk.lines.push(DayLine {
            day: walk.day,
            counts: false,
            number: 0,
            phase: Phase::Limit,
            why: if matches!(why, Why::Excluded { .. }) { why } else { Why::StartDay },
            due: false,
            provisional: status.provisional,
        });
        walk.stretch(Phase::Limit, self.limit())?;
        if let Some(by) = self.extension() {
            walk.stretch(Phase::Extension, by)?;
        }
        let mut lines = walk.lines;
        if let Some(last) = lines.last_mut() {
            last.due = true;
        }
        Ok(lines)
    }
}

struct Walk<'c, 'a> {
    clock: &'c Clock,
    calendar: &'a Calendar,
    day: Day,
    number: u16,
    lines: Vec<DayLine<'a>>,
}

impl<'a> Walk<'_, 'a> {
    fn stretch(&mut self, phase: Phase, limit: Limit) -> Result<(), YearUnknown> {
        let (counting, needed) = match limit.unit {
            LimitUnit::OnTheSpot | LimitUnit::SameDay => (Counting::WorkingDays, 0),
            LimitUnit::WorkingDays => (Counting::WorkingDays, i32::from(limit.number)),
            LimitUnit::CalendarDays => (Counting::CalendarDays, i32::from(limit.number)),
            LimitUnit::Months => (Counting::CalendarDays, self.days_of_months(i32::from(limit.number))),
            LimitUnit::Years => (Counting::CalendarDays, self.days_of_months(i32::from(limit.number) * 12)),
        };
        let mut counted = 0;
        while counted < needed {
            if self.step(phase, Some(counting))? {
                counted += 1;
            }
        }
        loop {
            let (why, status) = self.why(self.day)?;
            if status.is_working() && !matches!(why, Why::Excluded { .. }) {
                return Ok(());
            }
            self.step(Phase::CarriedOver, None)?;
        }
    }

    /// Goes on to the next day; whether it counted.
    fn step(&mut self, phase: Phase, counting: Option<Counting>) -> Result<bool, YearUnknown> {
        self.day = self.day.plus_days(1);
        let (why, status) = self.why(self.day)?;
        let counts = match (why, counting) {
            (Why::Excluded { .. }, _) | (_, None) => false,
            (_, Some(Counting::WorkingDays)) => status.is_working(),
            (_, Some(Counting::CalendarDays)) => true,
        };
        self.number = self.number.saturating_add(u16::from(counts));
        let (day, number, provisional) = (self.day, self.number, status.provisional);
        self.lines.push(DayLine { day, counts, number, phase, why, due: false, provisional });
        Ok(counts)
    }

    fn why(&self, day: Day) -> Result<(Why<'a>, DayStatus<'a>), YearUnknown> {
        let status = self.calendar.status(day)?;
        let name = status.name.unwrap_or_default();
        let excluded = (0..).zip(self.clock.exclusions()).find(|(_, held)| held.covers(day));
        let why = match (excluded, status.kind) {
            (Some((place, held)), _) => Why::Excluded { kind: held.kind, ground: held.ground, place },
            (None, DayKind::Working) => Why::Working,
            (None, DayKind::MakeUp) => Why::MakeUp(name),
            (None, DayKind::Weekend) => Why::Weekend,
            (None, DayKind::Holiday) => Why::Holiday(name),
        };
        Ok((why, status))
    }

    fn days_of_months(&self, months: i32) -> i32 {
        self.day.plus_months(months).number() - self.day.number()
    }
}
