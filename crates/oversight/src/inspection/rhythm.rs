//! The usual rhythm of the four inspections, as data: what falls due when, and what is looked at (R120).

use calendar::{Calendar, Day, YearUnknown};

use super::{Kind, Section, Sections};

/// When a kind falls due.
#[derive(Copy, Clone)]
enum Beat {
    /// Twice a week: on the middle one of its working days and on the last.
    Week,
    /// Once in so many months: on the last working day of the last of them.
    Months(u32),
}

/// The table: kind, when it falls due, what is looked at. 专项检查 has no rhythm.
const RHYTHM: [(Kind, Beat, &[Section]); 4] = [
    (Kind::Weekly, Beat::Week, &[Section::Presence, Section::Manner, Section::Place]),
    (
        Kind::Monthly,
        Beat::Months(1),
        &[Section::Intake, Section::Telling, Section::Limits, Section::Publicity],
    ),
    (
        Kind::Quarterly,
        Beat::Months(3),
        &[Section::Limits, Section::Powers, Section::Fees, Section::Dossiers, Section::Corrections],
    ),
    (Kind::HalfYear, Beat::Months(6), Section::ALL),
];

/// What is usually looked at in a round of that kind.
pub fn sections_of(kind: Kind) -> Sections {
    let usual = RHYTHM.iter().find(|it| it.0 == kind).map_or(Section::ALL, |it| it.2);
    Sections::of(usual.iter().copied())
}

/// The last days of the rounds that usually fall into the month of a day, in order.
///
/// # Errors
///
/// A year that the calendar does not cover.
pub fn usual(calendar: &Calendar, month: Day) -> Result<Vec<(Kind, Day)>, YearUnknown> {
    let (year, number, day) = month.ymd();
    let first = month.plus_days(1 - i32::try_from(day).unwrap_or(1));
    let last = first.plus_months(1).plus_days(-1);
    let mut all = Vec::new();
    for (kind, beat, _) in RHYTHM {
        match beat {
            Beat::Months(months) if number % months == 0 => {
                all.extend(working(calendar, first, last)?.last().map(|by| (kind, *by)));
            }
            Beat::Months(_) => {}
            Beat::Week => {
                let weekday = i32::try_from(first.weekday().number()).unwrap_or(1);
                let mut monday = first.plus_days(1 - weekday);
                while monday <= last {
                    let days = working(calendar, monday, monday.plus_days(6))?;
                    let two = [days.get(days.len().saturating_sub(1) / 2), days.last()];
                    let mut two: Vec<Day> = two.into_iter().flatten().copied().collect();
                    two.dedup();
                    let inside = two.into_iter().filter(|by| first <= *by && *by <= last);
                    all.extend(inside.map(|by| (kind, by)));
                    monday = monday.plus_days(7);
                }
            }
        }
    }
    debug_assert!(all.iter().all(|(_, by)| by.year() == year), "a month lies in one year");
    all.sort_by_key(|(kind, by)| (*by, *kind));
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
