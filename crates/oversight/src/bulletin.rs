//! 办件通报: the cases of a month by unit, from its frozen report; each unit says in public why it was late, a supervisor publishes
//! it (A43, R109, N32, C28).

use std::collections::BTreeMap;

use calendar::Instant;
use casework::{Known, Sealed};
use catalogue::{Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::figure::{OPEN, OPEN_LATE, Share};
use crate::record_refusal::RecordRefusal as No;
use crate::refusal::Refusal;
use crate::report::{ALL, EDITIONS_MAX, Line, Period, Table};
use crate::{is_supervisor, leads};

/// The words of the report that a bulletin takes over.
pub const WORDS: [&str; 7] =
    ["received", "accepted", "deemed", "concluded", "concluded_late", OPEN, OPEN_LATE];
/// Units that explain: more than a county has.
const UNITS_MAX: usize = 300;
/// How often a unit says it anew.
const TIMES_MAX: u8 = 5;

/// One line of a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit's code; empty for all.
    pub unit: String,
    /// 收件.
    pub received: u64,
    /// 受理, silence with it.
    pub accepted: u64,
    /// 办结.
    pub concluded: u64,
    /// Of these, in time.
    pub in_time: u64,
    /// Of these, after the promised day.
    pub late: u64,
    /// 还没有办结, at the end of the month.
    pub open: u64,
    /// Of these, past their day.
    pub open_late: u64,
}

impl UnitLine {
    /// 按时办结率.
    pub fn on_time(&self) -> Share {
        Share { part: self.in_time, whole: self.concluded }
    }

    /// Whether the unit says in public why it was late (N32): also where what is late is not concluded.
    pub fn was_late(&self) -> bool {
        self.late > 0 || self.open_late > 0
    }
}

/// The figures of a bulletin: those of the report it names. `open` is what was open at the end of the month, by unit, where the
/// report is one of before and does not say so.
pub fn table_of(report: &Table, open: impl IntoIterator<Item = (String, i64)>) -> Table {
    let taken = report.lines().iter().filter(|it| WORDS.contains(&it.1.as_str())).cloned();
    let open = open.into_iter().filter(|_| report.sum(OPEN) == 0);
    Table::of(taken.chain(open.map(|(unit, count)| Line(unit, OPEN.to_owned(), count))))
}

/// All together first, then the units in the order of their codes.
pub fn lines(table: &Table) -> Vec<UnitLine> {
    let line = |unit: &str| {
        let counts = table.counts(unit);
        UnitLine {
            unit: unit.to_owned(),
            received: counts.received,
            accepted: counts.accepted,
            concluded: counts.concluded,
            in_time: counts.on_time().part,
            late: counts.concluded_late,
            open: counts.open,
            open_late: counts.open_late,
        }
    };
    std::iter::once(ALL).chain(table.units()).map(line).collect()
}

/// What a unit said, and how often.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// In words for everybody.
    pub words: Sealed,
    /// How often it was said.
    pub times: u8,
}

/// A publication.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// 1, 2, …
    pub number: u8,
    /// The edition of the report it is made from.
    pub report: u8,
    /// Digest of its figures.
    pub table: Digest,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
}

/// The bulletin of a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bulletin {
    /// What the units said.
    pub explained: BTreeMap<UnitCode, Explanation>,
    /// Its publications, the first first.
    pub published: Vec<Published>,
}

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// A unit says in public why it was late (N32).
    Explain {
        /// Which.
        unit: UnitCode,
        /// In words for everybody.
        words: Sealed,
    },
    /// To publish it.
    Publish {
        /// The edition of the report it is made from.
        report: u8,
        /// Digest of its figures.
        table: Digest,
    },
}

casework::events! { @small
    /// 公开说明理由.
    Explained = "bulletin.explained" {
        /// Who.
        by: PersonId,
        /// Which unit.
        unit: UnitCode,
        /// In words for everybody.
        words: Sealed,
    }
    /// 公布.
    Announced = "bulletin.published" {
        /// Who.
        by: PersonId,
        /// Of which month.
        period: Period,
        /// 1, 2, …
        number: u8,
        /// The edition of the report it is made from.
        report: u8,
        /// Digest of its figures.
        table: Digest,
    }
}

/// Who leads a unit that was late, or had open cases past their day, explains it; a supervisor publishes, each edition of the
/// report once. `report` are the figures and the number of the report's last edition, none while it is not frozen.
///
/// # Errors
///
/// Whoever may not, a month that is not frozen, a unit that was not late, an edition that was published.
pub fn decide(
    state: &Bulletin,
    period: Period,
    command: &Command,
    known: &Known<'_>,
    report: Option<(u8, &Table)>,
) -> Result<Vec<Event>, Refusal> {
    let (at, by, today) = (known.now, known.actor, known.today());
    let (edition, figures) = report.ok_or(No::NotFrozen)?;
    match *command {
        Command::Explain { unit, words } => {
            leads(known.organisation, by, unit, today).then_some(()).ok_or(No::NotLeader)?;
            let late =
                ["concluded_late", OPEN_LATE].into_iter().any(|word| figures.get(unit.as_str(), word) > 0);
            late.then_some(()).ok_or(No::NothingLate)?;
            let times = state.explained.get(&unit).map_or(0, |it| it.times);
            let room = times < TIMES_MAX && state.explained.len() < UNITS_MAX;
            room.then_some(()).ok_or(No::Full)?;
            Ok(vec![Explained { at, by, unit, words }.into()])
        }
        Command::Publish { report, table } => {
            is_supervisor(known)?;
            (report == edition).then_some(()).ok_or(No::NotFrozen)?;
            let last = state.published.last();
            if last.is_some_and(|it| it.report == report) {
                return Err(No::AlreadyPublished.into());
            }
            (state.published.len() < EDITIONS_MAX).then_some(()).ok_or(No::Full)?;
            let number = last.map_or(1, |it| it.number + 1);
            Ok(vec![Announced { at, by, period, number, report, table }.into()])
        }
    }
}

/// The bulletin after the fact. Total.
pub fn evolve(mut state: Bulletin, event: &Event) -> Bulletin {
    match *event {
        Event::Explained(Explained { at, by, unit, words }) => {
            let times = state.explained.get(&unit).map_or(0, |it| it.times).saturating_add(1);
            state.explained.insert(unit, Explanation { by, at, words, times });
        }
        Event::Announced(Announced { at, by, number, report, table, .. }) => {
            state.published.push(Published { number, report, table, at, by });
        }
    }
    state
}
