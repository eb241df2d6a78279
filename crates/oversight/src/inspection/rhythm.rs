//! The rhythm of the four inspections: what falls due when, and what is usually looked at (R120).
//!
//! How often is data of the centre: a supervisor sets it with a reason, as every bound, and it rules the rounds that are
//! planned from then on. A round that stands in the plan stays as it is.

use calendar::{Calendar, Day, YearUnknown};

use super::{Kind, Section, Sections};
use crate::bound::{Bound, Bounds};

/// Months of a year.
const MONTHS: u32 = 12;

/// The table: kind, how often, what is looked at. 专项检查 has no rhythm.
const RHYTHM: [(Kind, Bound, &[Section]); 4] = [
    (Kind::Weekly, Bound::WeeklyRounds, &[Section::Presence, Section::Manner, Section::Place]),
    (
        Kind::Monthly,
        Bound::MonthlyRounds,
        &[Section::Intake, Section::Telling, Section::Limits, Section::Publicity],
    ),
    (
        Kind::Quarterly,
        Bound::QuarterlyRounds,
        &[Section::Limits, Section::Powers, Section::Fees, Section::Dossiers, Section::Corrections],
    ),
    (Kind::HalfYear, Bound::HalfYearRounds, Section::ALL),
];

/// What is usually looked at in a round of that kind.
pub fn sections_of(kind: Kind) -> Sections {
    let usual = RHYTHM.iter().find(|it| it.0 == kind).map_or(Section::ALL, |it| it.2);
    Sections::of(usual.iter().copied())
}

/// The bound that says how often a kind falls due: in a week for the weekly one, in a year for the others.
pub fn rhythm_of(kind: Kind) -> Option<Bound> {
    RHYTHM.iter().find(|it| it.0 == kind).map(|it| it.1)
}

/// The last days of the rounds that usually fall into the month of a day, in order. Those of a week lie evenly over its
/// working days, the last on the last of them; the others on the last working day of a month, the months evenly over the year.
///
/// # Errors
///
/// A year that the calendar does not cover.
pub fn usual(calendar: &Calendar, bounds: &Bounds, month: Day) -> Result<Vec<(Kind, Day)>, YearUnknown> {
    let (year, number, day) = month.ymd();
    let first = month.plus_days(1 - i32::try_from(day).unwrap_or(1));
    let last = first.plus_months(1).plus_days(-1);
    let mut all = Vec::new();
    for (kind, bound, _) in RHYTHM {
        let times = u32::from(bounds.get(bound));
        if kind == Kind::Weekly {
            let days = of_weeks(calendar, first, last, times)?;
            all.extend(days.into_iter().map(|by| (kind, by)));
        } else if number * times / MONTHS > (number - 1) * times / MONTHS {
            all.extend(working(calendar, first, last)?.last().map(|by| (kind, *by)));
        }
    }
    debug_assert!(all.iter().all(|(_, by)| by.year() == year), "a month lies in one year");
    all.sort_by_key(|(kind, by)| (*by, *kind));
    Ok(all)
}

/// So many days of each week, those of them that lie within a stretch.
fn of_weeks(calendar: &Calendar, first: Day, last: Day, times: u32) -> Result<Vec<Day>, YearUnknown> {
    let times = usize::try_from(times).unwrap_or(1).max(1);
    let weekday = i32::try_from(first.weekday().number()).unwrap_or(1);
    let mut monday = first.plus_days(1 - weekday);
    let mut all = Vec::new();
    while monday <= last {
        let days = working(calendar, monday, monday.plus_days(6))?;
        let mut of_week: Vec<Day> = (1..=times)
            .filter_map(|n| days.get((days.len() * n).div_ceil(times).checked_sub(1)?))
            .copied()
            .collect();
        of_week.dedup();
        all.extend(of_week.into_iter().filter(|by| first <= *by && *by <= last));
        monday = monday.plus_days(7);
    }
    Ok(all)
}

/// The working days of a stretch.
fn working(calendar: &Calendar, first: Day, last: Day) -> Result<Vec<Day>, YearUnknown> {
    let mut days = Vec::new();
    let mut day = first;
    while day <= last {
        if calendar.is_working(day)? {
            days.push(day);
        }
        day = day.plus_days(1);
    }
    Ok(days)
}
