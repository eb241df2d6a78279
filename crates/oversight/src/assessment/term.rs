//! A term of assessment: a month, a quarter or a year.

use calendar::Day;
use serde::{Deserialize, Serialize};

/// The first year that can be asked for.
const YEAR_MIN: i32 = 2000;

/// How long.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The whole year.
    Year,
    /// A quarter, 1 to 4.
    Quarter(u32),
    /// A month, 1 to 12.
    Month(u32),
}

/// A month, a quarter or a year.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The year.
    pub year: i32,
    /// Which part of it.
    pub part: Part,
}

impl Term {
    /// The month in which a day is.
    pub fn month_of(day: Day) -> Term {
        let (year, month, _) = day.ymd();
        Term { year, part: Part::Month(month) }
    }

    /// The quarter in which a day is.
    pub fn quarter_of(day: Day) -> Term {
        let (year, month, _) = day.ymd();
        Term { year, part: Part::Quarter((month - 1) / 3 + 1) }
    }

    /// The year in which a day is.
    pub fn year_of(day: Day) -> Term {
        Term { year: day.year(), part: Part::Year }
    }

    /// Reads `2026`, `2026-Q3` or `2026-09`.
    pub fn parse(typed: &str) -> Option<Term> {
        let (year, part) = match typed.split_once('-') {
            Some((year, part)) => (year, Some(part)),
            None => (typed, None),
        };
        let digits = |text: &str, long: usize| -> Option<u32> {
            let is = text.len() == long && text.bytes().all(|it| it.is_ascii_digit());
            is.then(|| text.parse().ok()).flatten()
        };
        let year = i32::try_from(digits(year, 4)?).ok().filter(|year| *year >= YEAR_MIN)?;
        let part = match part {
            None => Part::Year,
            Some(part) => match part.strip_prefix('Q') {
                Some(n) => Part::Quarter(digits(n, 1).filter(|n| (1..=4).contains(n))?),
                None => Part::Month(digits(part, 2).filter(|n| (1..=12).contains(n))?),
            },
        };
        Some(Term { year, part })
    }

    /// `2026`, `2026-Q3` or `2026-09`.
    pub fn key(self) -> String {
        match self.part {
            Part::Year => self.year.to_string(),
            Part::Quarter(n) => format!("{}-Q{n}", self.year),
            Part::Month(n) => format!("{}-{n:02}", self.year),
        }
    }

    /// Its first and its last day; none where no calendar has such days.
    pub fn days(self) -> Option<(Day, Day)> {
        let (from, until) = match self.part {
            Part::Year => (1, 12),
            Part::Quarter(n) => (n * 3 - 2, n * 3),
            Part::Month(n) => (n, n),
        };
        let first = Day::from_ymd(self.year, from, 1)?;
        let after = match until {
            12 => Day::from_ymd(self.year + 1, 1, 1)?,
            month => Day::from_ymd(self.year, month + 1, 1)?,
        };
        Some((first, after.plus_days(-1)))
    }

    /// Whether it is over on a day.
    pub fn is_over(self, on: Day) -> bool {
        self.days().is_some_and(|(_, last)| last < on)
    }

    /// Whether it has begun by a day.
    pub fn has_begun(self, on: Day) -> bool {
        self.days().is_some_and(|(first, _)| first <= on)
    }

    /// The one after of the same length.
    #[must_use]
    pub fn after(self) -> Term {
        let (over, part) = match self.part {
            Part::Year => (true, Part::Year),
            Part::Quarter(4) => (true, Part::Quarter(1)),
            Part::Quarter(n) => (false, Part::Quarter(n + 1)),
            Part::Month(12) => (true, Part::Month(1)),
            Part::Month(n) => (false, Part::Month(n + 1)),
        };
        Term { year: self.year + i32::from(over), part }
    }
}
