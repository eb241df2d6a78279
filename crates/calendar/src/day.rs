//! A civil day and an instant, both of Asia/Shanghai, which has been UTC+8 without summer time since 1992.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil day in Asia/Shanghai, from 0001-01-01 to 9999-12-31; written as `2026-11-21` everywhere.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Microseconds since 1970-01-01T00:00Z; written as an integer.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// The text is not a day written as `2026-11-21`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct NotADay;

/// A day of the week, Monday first as on Chinese calendars (周一 to 周日).
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weekday {
    /// 周一
    Monday,
    /// 周二
    Tuesday,
    /// 周三
    Wednesday,
    /// 周四
    Thursday,
    /// 周五
    Friday,
    /// 周六
    Saturday,
    /// 周日
    Sunday,
}

const MICROS_PER_MINUTE: i64 = 60_000_000;
const MICROS_PER_DAY: i64 = 1440 * MICROS_PER_MINUTE;
const SHANGHAI_MICROS: i64 = 8 * 60 * MICROS_PER_MINUTE;

impl Day {
    /// 0001-01-01, the first day that can be written.
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31, the last day that can be written.
    pub const MAX: Day = Day(2_932_896);

    /// The day with this year (1 to 9999), month and day of the month; `None` where there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        let valid = (1..=9999).contains(&year) && (1..=12).contains(&month);
        (valid && day >= 1 && day <= days_in_month(year, month))
            .then(|| Day(days_from_civil(year, month, day)))
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// The year of this day.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        use Weekday::*;
        const FROM_THURSDAY: [Weekday; 7] = [Thursday, Friday, Saturday, Sunday, Monday, Tuesday, Wednesday];
        FROM_THURSDAY[self.0.rem_euclid(7) as usize]
    }

    /// `n` days later (earlier where negative), held within [`Day::MIN`] and [`Day::MAX`].
    pub fn plus_days(self, n: i32) -> Day {
        Day(self.0.saturating_add(n).clamp(Day::MIN.0, Day::MAX.0))
    }

    /// `n` days later, for a table that has been checked to end before [`Day::MAX`].
    #[inline]
    pub(crate) fn plus_small(self, n: u16) -> Day {
        Day(self.0 + i32::from(n))
    }

    /// The corresponding day `n` months later, or the last day of that month where it has none (民法典 §202).
    pub fn plus_months(self, n: i32) -> Day {
        let (year, month, day) = self.ymd();
        let months = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(n);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u32 + 1);
        match i32::try_from(year) {
            Ok(year @ 1..=9999) => Day(days_from_civil(year, month, day.min(days_in_month(year, month)))),
            _ if year < 1 => Day::MIN,
            _ => Day::MAX,
        }
    }

    /// Days since 1970-01-01.
    #[inline]
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day with this number since 1970-01-01; `None` outside the years 1 to 9999.
    pub fn from_number(number: i32) -> Option<Day> {
        (Day::MIN.0..=Day::MAX.0).contains(&number).then_some(Day(number))
    }

    /// Reads `2026-11-21`: four, two and two digits, nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |digits: &[u8]| {
            digits
                .iter()
                .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        Day::from_ymd(number(&bytes[0..4])? as i32, number(&bytes[5..7])?, number(&bytes[8..10])?)
    }

    /// 00:00 of this day in Asia/Shanghai.
    pub fn start(self) -> Instant {
        Instant(i64::from(self.0) * MICROS_PER_DAY - SHANGHAI_MICROS)
    }

    /// This hour and minute of this day in Asia/Shanghai; an hour of 24 or more runs into the following days.
    pub fn at(self, hour: u32, minute: u32) -> Instant {
        Instant(self.start().0 + (i64::from(hour) * 60 + i64::from(minute)) * MICROS_PER_MINUTE)
    }
}

impl Weekday {
    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn number(self) -> u32 {
        self as u32 + 1
    }
}

impl Instant {
    /// Later than every deadline.
    pub const NEVER: Instant = Instant(i64::MAX);

    /// The civil day in Asia/Shanghai that holds this instant, held within [`Day::MIN`] and [`Day::MAX`].
    pub fn day(self) -> Day {
        let number = self.0.saturating_add(SHANGHAI_MICROS).div_euclid(MICROS_PER_DAY);
        Day(number.clamp(i64::from(Day::MIN.0), i64::from(Day::MAX.0)) as i32)
    }

    /// Hour and minute in Asia/Shanghai.
    pub fn hour_minute(self) -> (u32, u32) {
        let minutes = self.0.saturating_add(SHANGHAI_MICROS).rem_euclid(MICROS_PER_DAY) / MICROS_PER_MINUTE;
        ((minutes / 60) as u32, (minutes % 60) as u32)
    }

    /// This many minutes later, never past [`Instant::NEVER`].
    pub fn plus_minutes(self, minutes: i64) -> Instant {
        Instant(self.0.saturating_add(minutes.saturating_mul(MICROS_PER_MINUTE)))
    }
}

/// RFC 3339 with the offset of Asia/Shanghai: `2026-11-21T09:30:00+08:00`; a fraction only where there is one.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = self.hour_minute();
        let within = self.0.saturating_add(SHANGHAI_MICROS).rem_euclid(MICROS_PER_MINUTE);
        let (second, micros) = (within / 1_000_000, within % 1_000_000);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.day())?;
        if micros != 0 {
            write!(f, ".{micros:06}")?;
        }
        f.write_str("+08:00")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Day, NotADay> {
        Day::parse(text).ok_or(NotADay)
    }
}

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day written as 2026-11-21")
    }
}

impl std::error::Error for NotADay {}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        if !deserializer.is_human_readable() {
            let day = Day(Deserialize::deserialize(deserializer)?);
            let written = (Day::MIN..=Day::MAX).contains(&day);
            return if written { Ok(day) } else { Err(D::Error::custom("a day beyond the calendar")) };
        }
        crate::version::from_text(deserializer, "a day written as 2026-11-21")
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Years begin in March here, so that the leap day is the last of its year; eras are of 400 years.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(number: i32) -> (i32, u32, u32) {
    let from_march_0 = number + 719_468;
    let era = from_march_0.div_euclid(146_097);
    let day_of_era = from_march_0.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    (year_of_era + era * 400 + i32::from(month <= 2), month, day)
}
