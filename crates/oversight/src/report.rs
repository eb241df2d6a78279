//! 监察报表: the figures of a day, a month or a year, frozen at a place of the ledger (R144, R183, E32).
//!
//! The first edition is made by itself when the period is over. What happens later (an appeal that was right, a complaint
//! that was founded) changes no edition: a supervisor makes another one, with the reason, and the difference is shown.

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use casework::{Known, Sealed};
use catalogue::{Digest, PersonId};
use serde::{Deserialize, Serialize};

use crate::figure::{Counts, ItemCounts, OPEN, OPEN_LATE, Share};
use crate::refusal::Refusal;

/// Editions of one period.
pub const EDITIONS_MAX: usize = 20;
/// The first year that can be asked for.
const YEAR_MIN: i32 = 2000;
/// Lines of one table: units times words.
const LINES_MAX: usize = 20_000;
/// Unit of a line that is of all.
pub const ALL: &str = "";

/// A day, a month or a year.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12; none for the whole year.
    pub month: Option<u32>,
    /// The day of the month; none for the whole month.
    pub day: Option<u32>,
}

impl Period {
    /// The month in which a day is.
    pub fn month_of(day: Day) -> Period {
        Period { day: None, ..Period::of(day) }
    }

    /// A day by itself.
    pub fn of(day: Day) -> Period {
        let (year, month, day) = day.ymd();
        Period { year, month: Some(month), day: Some(day) }
    }

    /// The year in which a day is.
    pub fn year_of(day: Day) -> Period {
        Period { year: day.year(), month: None, day: None }
    }

    /// Reads `2026`, `2026-11` or `2026-11-20`.
    pub fn parse(typed: &str) -> Option<Period> {
        let mut parts = typed.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next(), parts.next());
        let digits = |text: &str, long: usize| {
            let is = text.len() == long && text.bytes().all(|it| it.is_ascii_digit());
            is.then(|| text.parse::<u32>().ok()).flatten()
        };
        let year = i32::try_from(digits(year, 4)?).ok().filter(|year| *year >= YEAR_MIN)?;
        let two = |text: Option<&str>| text.map(|text| digits(text, 2).ok_or(())).transpose().ok();
        let period = Period { year, month: two(month)?, day: two(day)? };
        period.days().map(|_| period)
    }

    /// `2026-11-20`, `2026-11` or `2026`.
    pub fn key(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{}-{month:02}", self.year),
            (None, _) => self.year.to_string(),
        }
    }

    /// Its first and its last day; none where no calendar has such days.
    pub fn days(self) -> Option<(Day, Day)> {
        let first = Day::from_ymd(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        if self.day.is_some() {
            return Some((first, first));
        }
        let after = match self.month {
            Some(month) if month < 12 => Day::from_ymd(self.year, month + 1, 1)?,
            _ => Day::from_ymd(self.year + 1, 1, 1)?,
        };
        Some((first, after.plus_days(-1)))
    }

    /// Whether it has begun by a day.
    pub fn has_begun(self, on: Day) -> bool {
        self.days().is_some_and(|(first, _)| first <= on)
    }

    /// Whether it is over on a day.
    pub fn is_over(self, on: Day) -> bool {
        self.days().is_some_and(|(_, last)| last < on)
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Period {
        match (self.days(), self.month) {
            (Some((day, _)), _) if self.day.is_some() => Period::of(day.plus_days(-1)),
            (_, Some(1)) => Period { year: self.year - 1, month: Some(12), ..self },
            (_, Some(month)) => Period { month: Some(month - 1), ..self },
            (_, None) => Period { year: self.year - 1, ..self },
        }
    }

    /// The one after.
    #[must_use]
    pub fn after(self) -> Period {
        match (self.days(), self.month) {
            (Some((day, _)), _) if self.day.is_some() => Period::of(day.plus_days(1)),
            (_, Some(12)) => Period { year: self.year + 1, month: Some(1), ..self },
            (_, Some(month)) => Period { month: Some(month + 1), ..self },
            (_, None) => Period { year: self.year + 1, ..self },
        }
    }
}

/// What was counted under one word, of a unit or of all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line(
    /// The unit's code; empty of all.
    pub String,
    /// The word.
    pub String,
    /// How often.
    pub i64,
);

/// Where the table of an edition differs from that of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The unit's code; empty of all.
    pub unit: String,
    /// The word.
    pub word: String,
    /// The earlier figure.
    pub before: i64,
    /// The later one.
    pub after: i64,
}

/// The figures of a period: words by unit, in order, no line twice and none of nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table {
    lines: Vec<Line>,
}

/// Two themes of items whose time the founding documents ask about, and those whose figures are added up (R183).
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// 申请开办的时间压缩了多少.
    Opening,
    /// 项目审批提速了多少.
    Project,
}

impl Question {
    /// Both.
    pub const ALL: [Question; 2] = [Question::Opening, Question::Project];

    /// Whether an item of these themes belongs to it.
    pub fn covers(self, themes: &[String]) -> bool {
        let own: &[&str] = match self {
            Question::Opening => &["企业开办", "准营准办", "设立变更"],
            Question::Project => &["工程建设", "规划建设", "投资审批"],
        };
        themes.iter().any(|theme| own.contains(&theme.as_str()))
    }

    /// The words of its lines: concluded cases, days the law grants them, days they took.
    pub fn words(self) -> [&'static str; 3] {
        match self {
            Question::Opening => ["opening", "opening-statutory-days", "opening-used-days"],
            Question::Project => ["project", "project-statutory-days", "project-used-days"],
        }
    }
}

impl Table {
    /// From lines in any order; those of the same unit and word are added up, those of nothing left out.
    pub fn of(lines: impl IntoIterator<Item = Line>) -> Table {
        let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
        for Line(unit, word, count) in lines {
            *sums.entry((unit, word)).or_default() += count;
        }
        let lines = sums.into_iter().filter(|(_, count)| *count != 0);
        Table { lines: lines.map(|((unit, word), count)| Line(unit, word, count)).collect() }
    }

    /// The lines in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// What was counted of a unit under a word; 0 where nothing was.
    pub fn get(&self, unit: &str, word: &str) -> i64 {
        let place = self.lines.binary_search_by(|it| (it.0.as_str(), it.1.as_str()).cmp(&(unit, word)));
        place.ok().and_then(|place| self.lines.get(place)).map_or(0, |it| it.2)
    }

    /// What was counted under a word of all units together.
    pub fn sum(&self, word: &str) -> i64 {
        self.lines.iter().filter(|it| it.1 == word).map(|it| it.2).sum()
    }

    /// Words that begin so, each with the sum over all units, the most first; the beginning is cut off.
    pub fn words(&self, begin: &str) -> Vec<(&str, i64)> {
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for Line(_, word, count) in &self.lines {
            if let Some(word) = word.strip_prefix(begin) {
                *sums.entry(word).or_default() += count;
            }
        }
        let mut sums: Vec<(&str, i64)> = sums.into_iter().collect();
        sums.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        sums
    }

    /// Units that have a line.
    pub fn units(&self) -> Vec<&str> {
        let mut units: Vec<&str> =
            self.lines.iter().map(|it| it.0.as_str()).filter(|it| !it.is_empty()).collect();
        units.dedup();
        units
    }

    /// The course of cases, of one unit or, for [`ALL`], of all together.
    pub fn counts(&self, unit: &str) -> Counts {
        let mut counts = Counts::default();
        for Line(of, word, count) in &self.lines {
            if unit == ALL || of == unit {
                counts.add(word, u64::try_from(*count).unwrap_or(0));
            }
        }
        counts
    }

    /// What is published of the items, of one unit or, for [`ALL`], of all together.
    pub fn item_counts(&self, unit: &str) -> ItemCounts {
        let mut counts = ItemCounts::default();
        for Line(of, word, count) in &self.lines {
            if unit == ALL || of == unit {
                counts.add(word, u64::try_from(*count).unwrap_or(0));
            }
        }
        counts
    }

    /// The same with what stood at the end of the period as another table has it: the items and the open cases. A period that
    /// is over is counted neither with the catalogue of today nor with the cases that are left of it.
    #[must_use]
    pub fn with_standing_of(self, other: &Table) -> Table {
        let stood =
            |it: &Line| it.1.starts_with(ItemCounts::WORDS) || [OPEN, OPEN_LATE].contains(&it.1.as_str());
        let kept = self.lines.into_iter().filter(|it| !stood(it));
        Table::of(kept.chain(other.lines.iter().filter(|it| stood(it)).cloned()))
    }

    /// The answer to a question: by how much less time than the law grants the concluded cases took; of items that have
    /// such a limit in working days.
    pub fn answer(&self, question: Question) -> Share {
        let [_, granted, used] = question.words().map(|word| u64::try_from(self.sum(word)).unwrap_or(0));
        Share { part: granted.saturating_sub(used), whole: granted }
    }

    /// Where a later table differs.
    pub fn difference(&self, later: &Table) -> Vec<Change> {
        let of = |table: &Table| -> BTreeMap<(String, String), i64> {
            table.lines.iter().map(|Line(unit, word, count)| ((unit.clone(), word.clone()), *count)).collect()
        };
        let (before, after) = (of(self), of(later));
        let mut keys: Vec<&(String, String)> = before.keys().chain(after.keys()).collect();
        keys.sort();
        keys.dedup();
        let change = |key: &(String, String)| Change {
            unit: key.0.clone(),
            word: key.1.clone(),
            before: before.get(key).copied().unwrap_or(0),
            after: after.get(key).copied().unwrap_or(0),
        };
        keys.into_iter().map(change).filter(|it| it.before != it.after).collect()
    }

    /// The stored form.
    pub fn to_body(&self) -> Vec<u8> {
        casework::codec::bytes(self)
    }

    /// Reads the stored form. An error says in words what is wrong with it.
    pub fn from_body(bytes: &[u8]) -> Result<Table, &'static str> {
        let table: Table =
            serde_json::from_slice(bytes).map_err(|_| "the figures of a report do not read")?;
        let in_order = table.lines.windows(2).all(|two| (&two[0].0, &two[0].1) < (&two[1].0, &two[1].1));
        match table.lines.len() {
            LINES_MAX.. => Err("a report has too many lines"),
            _ if !in_order => Err("the lines of a report are not in order"),
            _ => Ok(table),
        }
    }
}

/// An edition.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// 1, 2, …
    pub number: u8,
    /// Place of the ledger up to which was counted.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Who; none where time did.
    pub by: Option<PersonId>,
    /// Digest of the table.
    pub table: Digest,
    /// Why there is another one.
    pub reason: Option<Sealed>,
}

/// The report of a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its editions, the first first.
    pub editions: Vec<Edition>,
}

/// Makes an edition of what was counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// The period, as the stream is called.
    pub period: Period,
    /// Place of the ledger up to which was counted.
    pub seq: u64,
    /// Digest of the table.
    pub table: Digest,
    /// Why there is another one.
    pub reason: Option<Sealed>,
}

casework::events! { @small
    /// 定稿.
    Frozen = "report.frozen" {
        /// Who; none where time did.
        by: Option<PersonId>,
        /// Of which period.
        period: Period,
        /// 1, 2, …
        edition: u8,
        /// Place of the ledger up to which was counted.
        seq: u64,
        /// Digest of the table.
        table: Digest,
        /// Why there is another one.
        reason: Option<Sealed>,
    }
}

/// The first edition is made when the period is over, by itself or by a supervisor; another one only by a supervisor, with a
/// reason, and only where the figures are others.
pub fn decide(
    report: &Report,
    freeze: &Freeze,
    known: &Known<'_>,
    itself: bool,
) -> Result<Vec<Event>, Refusal> {
    let today = known.today();
    if !itself {
        crate::is_supervisor(known)?;
    }
    if !freeze.period.is_over(today) {
        return Err(Refusal::PeriodNotOver);
    }
    let last = report.editions.last();
    match last {
        Some(last) if itself || last.table == freeze.table => return Err(Refusal::FiguresUnchanged),
        Some(_) if freeze.reason.is_none() => return Err(Refusal::ReasonMissing),
        Some(_) if report.editions.len() >= EDITIONS_MAX => return Err(Refusal::TooManyEditions),
        _ => {}
    }
    let edition = last.map_or(1, |it| it.number + 1);
    let Freeze { period, seq, table, reason } = *freeze;
    let by = (!itself).then_some(known.actor);
    Ok(vec![Frozen { at: known.now, by, period, edition, seq, table, reason }.into()])
}

/// The report after the fact. Total.
pub fn evolve(mut report: Report, event: &Event) -> Report {
    let Event::Frozen(fact) = event;
    let Frozen { at, by, edition, seq, table, reason, .. } = *fact;
    report.editions.push(Edition { number: edition, seq, at, by, table, reason });
    report
}
