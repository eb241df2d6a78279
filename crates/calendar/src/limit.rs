//! A limit: a number and a unit, as the item's law states it (C3); its start event and article stand with the item.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long something may take; written as `spot`, `same-day`, `20wd`, `15d`, `3m` or `1y`.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Limit {
    /// How many units; 0 for [`LimitUnit::OnTheSpot`] and [`LimitUnit::SameDay`], otherwise at least 1.
    pub number: u16,
    /// What is counted.
    pub unit: LimitUnit,
}

/// What a limit counts (C3).
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum LimitUnit {
    /// 当场: while the applicant waits.
    OnTheSpot,
    /// 当日: before the day is over.
    SameDay,
    /// 工作日 (行政许可法 §82: statutory holidays are not counted).
    WorkingDays,
    /// 日 of the calendar (自然日).
    CalendarDays,
    /// 月 (民法典 §202: to the corresponding day, else the end of the month).
    Months,
    /// 年
    Years,
}

/// The text is not a limit such as `20wd`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct NotALimit;

impl Limit {
    /// While the applicant waits.
    pub const ON_THE_SPOT: Limit = Limit { number: 0, unit: LimitUnit::OnTheSpot };
    /// Before the day is over.
    pub const SAME_DAY: Limit = Limit { number: 0, unit: LimitUnit::SameDay };

    /// `n` working days.
    pub const fn working_days(n: u16) -> Limit {
        Limit { number: n, unit: LimitUnit::WorkingDays }
    }

    /// `n` days of the calendar.
    pub const fn calendar_days(n: u16) -> Limit {
        Limit { number: n, unit: LimitUnit::CalendarDays }
    }

    /// `n` months.
    pub const fn months(n: u16) -> Limit {
        Limit { number: n, unit: LimitUnit::Months }
    }

    /// `n` years.
    pub const fn years(n: u16) -> Limit {
        Limit { number: n, unit: LimitUnit::Years }
    }

    /// Whether it is a limit of the law: a number where the unit needs one, and none where it has none.
    pub fn is_valid(self) -> bool {
        matches!(self.unit, LimitUnit::OnTheSpot | LimitUnit::SameDay) == (self.number == 0)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            LimitUnit::OnTheSpot => f.write_str("spot"),
            LimitUnit::SameDay => f.write_str("same-day"),
            LimitUnit::WorkingDays => write!(f, "{}wd", self.number),
            LimitUnit::CalendarDays => write!(f, "{}d", self.number),
            LimitUnit::Months => write!(f, "{}m", self.number),
            LimitUnit::Years => write!(f, "{}y", self.number),
        }
    }
}

impl FromStr for Limit {
    type Err = NotALimit;

    fn from_str(text: &str) -> Result<Limit, NotALimit> {
        match text {
            "spot" => return Ok(Limit::ON_THE_SPOT),
            "same-day" => return Ok(Limit::SAME_DAY),
            _ => {}
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "wd" => LimitUnit::WorkingDays,
            "d" => LimitUnit::CalendarDays,
            "m" => LimitUnit::Months,
            "y" => LimitUnit::Years,
            _ => return Err(NotALimit),
        };
        // A leading zero is refused, so that one limit has one spelling.
        if number.starts_with('0') {
            return Err(NotALimit);
        }
        Ok(Limit { number: number.parse().map_err(|_| NotALimit)?, unit })
    }
}

impl fmt::Display for NotALimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a limit such as spot, same-day, 20wd, 15d, 3m or 1y")
    }
}

impl std::error::Error for NotALimit {}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Limit, D::Error> {
        crate::version::from_text(deserializer, "a limit such as 20wd")
    }
}
