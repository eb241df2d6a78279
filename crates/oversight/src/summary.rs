//! 年度总结和自查报告: what a unit, or the centre itself, says of its year, with the counts of the year frozen beside it (A13,
//! R110, R121).
//!
//! It is due early in December. What was handed in stays; another edition has a reason.

use calendar::{Calendar, Day, Instant, YearUnknown};
use casework::{Known, Sealed};
use catalogue::organisation::UnitKind;
use catalogue::{Digest, Organisation, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::bound::{Bound, Bounds};
use crate::record_refusal::RecordRefusal as No;
use crate::refusal::Refusal;
use crate::report::EDITIONS_MAX;
use crate::speaks_for;

/// Months after the year in which it can still be handed in, or corrected.
const MONTHS_AFTER: i32 = 12;

/// What a unit writes.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// 做了什么.
    pub done: Sealed,
    /// 自查发现的问题.
    pub problems: Sealed,
    /// 怎么改.
    pub plans: Sealed,
}

/// An edition.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// 1, 2, …
    pub number: u8,
    /// Place of the ledger up to which was counted.
    pub seq: u64,
    /// When it was handed in.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
    /// Digest of the counts.
    pub table: Digest,
    /// What it says.
    pub words: Words,
    /// Why there is another one.
    pub reason: Option<Sealed>,
}

/// The summary of a unit and a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Its editions, the first first.
    pub editions: Vec<Edition>,
    /// The last day that held when the first was handed in.
    pub due: Option<Day>,
}

impl Summary {
    /// Whether the first edition came after its last day.
    pub fn is_late(&self) -> bool {
        let first = self.editions.first();
        first.zip(self.due).is_some_and(|(first, due)| first.at.day() > due)
    }
}

/// To hand it in.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// Of which unit, as the stream is called.
    pub unit: UnitCode,
    /// Of which year.
    pub year: i32,
    /// Place of the ledger up to which was counted.
    pub seq: u64,
    /// Digest of the counts.
    pub table: Digest,
    /// What it says.
    pub words: Words,
    /// Why there is another one.
    pub reason: Option<Sealed>,
}

casework::events! { @small
    /// 上报.
    HandedIn = "summary.handed-in" {
        /// Who.
        by: PersonId,
        /// Of which unit.
        unit: UnitCode,
        /// Of which year.
        year: i32,
        /// 1, 2, …
        edition: u8,
        /// The last day that holds.
        due: Day,
        /// Place of the ledger up to which was counted.
        seq: u64,
        /// Digest of the counts.
        table: Digest,
        /// What it says.
        words: Words,
        /// Why there is another one.
        reason: Option<Sealed>,
    }
}

/// The last day of a year's summaries: that day of December, or the next that is worked.
///
/// # Errors
///
/// A year that the calendar does not cover.
pub fn due(calendar: &Calendar, bounds: &Bounds, year: i32) -> Result<Day, YearUnknown> {
    let day = Day::from_ymd(year, 12, u32::from(bounds.get(Bound::SummaryDay))).ok_or(YearUnknown(year))?;
    calendar.working_day_from(day)
}

/// The first day on which a year's summary is handed in: 1 November.
pub fn opens(year: i32) -> Option<Day> {
    Day::from_ymd(year, 11, 1)
}

/// Whether a unit hands one in: departments, towns and the centre.
pub fn is_asked(organisation: &Organisation, unit: UnitCode) -> bool {
    let kind = organisation.unit(unit).map(|it| it.kind);
    matches!(kind, Some(UnitKind::Authority | UnitKind::Town)) || is_whole(organisation, unit)
}

/// Whether its counts are those of all units together: of the centre.
pub fn is_whole(organisation: &Organisation, unit: UnitCode) -> bool {
    organisation.centre.unit == unit
}

/// Who leads the unit, or runs the centre, hands it in; another edition has a reason, and something is another in it.
///
/// # Errors
///
/// Whoever does not speak for the unit, a year that has not come so far or is long over, a further edition without a reason.
pub fn decide(
    state: &Summary,
    hand_in: &HandIn,
    known: &Known<'_>,
    bounds: &Bounds,
) -> Result<Vec<Event>, Refusal> {
    let HandIn { unit, year, seq, table, words, reason } = *hand_in;
    let (at, by, today) = (known.now, known.actor, known.today());
    is_asked(known.organisation, unit).then_some(()).ok_or(No::NoSuchPlace)?;
    speaks_for(known.organisation, by, unit, today).then_some(()).ok_or(No::NotLeader)?;
    let from = opens(year).ok_or(YearUnknown(year))?;
    let until = Day::from_ymd(year, 12, 31).ok_or(YearUnknown(year))?.plus_months(MONTHS_AFTER);
    if today < from {
        return Err(No::TooEarly { from }.into());
    }
    if today > until {
        return Err(No::Over { until }.into());
    }
    let last = state.editions.last();
    match last {
        Some(_) if reason.is_none() => return Err(Refusal::ReasonMissing),
        Some(_) if state.editions.len() >= EDITIONS_MAX => return Err(Refusal::TooManyEditions),
        _ => {}
    }
    let due = match state.due {
        Some(due) => due,
        None => due(known.calendar, bounds, year)?,
    };
    let edition = last.map_or(1, |it| it.number + 1);
    Ok(vec![HandedIn { at, by, unit, year, edition, due, seq, table, words, reason }.into()])
}

/// The summary after the fact. Total.
pub fn evolve(mut state: Summary, event: &Event) -> Summary {
    let Event::HandedIn(fact) = event;
    let HandedIn { at, by, edition, due, seq, table, words, reason, .. } = *fact;
    state.due.get_or_insert(due);
    state.editions.push(Edition { number: edition, seq, at, by, table, words, reason });
    state
}
