//! How long what came of a case counts, and how long its dossier is kept: rules of an item, not words.

use calendar::Day;
use serde::{Deserialize, Serialize};

/// How long a certificate is valid (A22, N21).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidFor {
    /// 长期有效: no rule ends it.
    #[default]
    Unlimited,
    /// So many years from the day it is made; it may be renewed.
    Years(u8),
    /// So many months from the day it is made; it may be renewed.
    Months(u8),
    /// Until a day that the item's own law or plan names, whenever it was made; it is not renewed.
    Until(Day),
}

impl ValidFor {
    /// Whether no rule ends it.
    pub fn is_unlimited(&self) -> bool {
        *self == ValidFor::Unlimited
    }

    /// The last valid day of a certificate that is valid from a day on: the day before the same day, years later.
    pub fn last_day(self, from: Day) -> Option<Day> {
        match self {
            ValidFor::Unlimited => None,
            ValidFor::Years(years) => Some(from.plus_months(12 * i32::from(years)).plus_days(-1)),
            ValidFor::Months(months) => Some(from.plus_months(i32::from(months)).plus_days(-1)),
            ValidFor::Until(day) => Some(day),
        }
    }
}

/// How long the dossier of a case is kept (A29, C23).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// 永久.
    Permanent,
    /// 30 年.
    ThirtyYears,
    /// 10 年.
    #[default]
    TenYears,
}

impl Retention {
    /// Whether it is the one most items have.
    pub fn is_default(&self) -> bool {
        *self == Retention::default()
    }

    /// The last day of keeping: years are counted from the year after the case was closed; `None` for ever.
    pub fn last_day(self, closed_on: Day) -> Option<Day> {
        let years = match self {
            Retention::Permanent => return None,
            Retention::ThirtyYears => 30,
            Retention::TenYears => 10,
        };
        Day::from_ymd(closed_on.year() + years, 12, 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a test writes days")
    }

    // A22: five years from 28 November end on 27 November; a leap day is not lost and not doubled.
    #[test]
    fn years_end_on_the_day_before_the_same_day() {
        let last = |from: &str| ValidFor::Years(5).last_day(day(from));
        assert_eq!(last("2026-11-28"), Some(day("2031-11-27")));
        assert_eq!(last("2024-02-29"), Some(day("2029-02-27")));
        assert_eq!(ValidFor::Months(2).last_day(day("2026-12-31")), Some(day("2027-02-27")));
        assert_eq!(ValidFor::Unlimited.last_day(day("2026-11-28")), None);
        assert_eq!(ValidFor::Until(day("2026-12-31")).last_day(day("2026-11-28")), Some(day("2026-12-31")));
    }

    // A29: the first year of keeping is the year after the case was closed.
    #[test]
    fn keeping_is_counted_in_whole_years_from_the_year_after() {
        assert_eq!(Retention::TenYears.last_day(day("2026-03-02")), Some(day("2036-12-31")));
        assert_eq!(Retention::ThirtyYears.last_day(day("2026-12-31")), Some(day("2056-12-31")));
        assert_eq!(Retention::Permanent.last_day(day("2026-12-31")), None);
    }
}
