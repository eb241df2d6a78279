//! 对账: a unit's list of certificates, of sealed papers or of fees held against what was handled here in the same days, with what
//! came of it (A31, F5). A record stands also where everything was in order; it is never changed.

use calendar::{Day, Instant};
use casework::{Known, Sealed};
use catalogue::{Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::record_refusal::RecordRefusal as No;
use crate::rule::Rule;

/// Days that one list may be of.
pub const PERIOD_DAYS_MAX: i32 = 366;

/// What a list is of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 证照.
    #[serde(rename = "certificates")]
    Certificates,
    /// 用印.
    #[serde(rename = "seals")]
    Seals,
    /// 收费.
    #[serde(rename = "fees")]
    Fees,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 3] = [Kind::Certificates, Kind::Seals, Kind::Fees];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Certificates => "certificates",
            Kind::Seals => "seals",
            Kind::Fees => "fees",
        }
    }

    /// The one of that word.
    pub fn parse(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|it| it.key() == key)
    }

    /// The rule that finds what the list has and no case does.
    pub fn rule(self) -> Rule {
        match self {
            Kind::Certificates => Rule::CertificateWithoutCase,
            Kind::Seals => Rule::SealWithoutCase,
            Kind::Fees => Rule::FeeWithoutCase,
        }
    }

    /// The rule that finds what was handled here and the list does not have. Not everything that has a number is sealed, so a list of
    /// seals has none.
    pub fn reverse(self) -> Option<Rule> {
        match self {
            Kind::Certificates => Some(Rule::CertificateNotListed),
            Kind::Fees => Some(Rule::FeeNotListed),
            Kind::Seals => None,
        }
    }
}

/// What was compared, and what came of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What the list is of.
    pub kind: Kind,
    /// Whose it is.
    pub unit: UnitCode,
    /// First day that it is of.
    pub from: Day,
    /// Last day that it is of.
    pub until: Day,
    /// Numbers in it that were handled here, and of fees those whose item sets them.
    pub matched: u32,
    /// Numbers in it without a case, or fees without a basis.
    pub orphans: u32,
    /// Certificates and fees of these days that it does not have.
    pub missing: u32,
    /// Numbers that stand in it more than once.
    pub twice: u32,
    /// SHA-256 of the list as it was read: each number once, in its order.
    pub digest: Digest,
    /// The numbers that were found, each with its finding.
    pub result: Sealed,
}

impl Record {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.orphans + self.missing + self.twice == 0
    }
}

/// A reconciliation: nothing yet, or made.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reconciliation {
    /// Nothing was compared under this id.
    #[default]
    Absent,
    /// Made.
    Made {
        /// By whom.
        by: PersonId,
        /// When.
        at: Instant,
        /// What came of it.
        record: Record,
    },
}

casework::events! { @small
    /// 对账.
    Made = "reconciliation.made" {
        /// Who.
        by: PersonId,
        /// What came of it.
        record: Record,
    }
}

/// Decides whether a comparison is recorded.
///
/// # Errors
///
/// Whoever does not supervise, a unit that is not there, days that are not over or too many.
pub fn decide(state: &Reconciliation, record: &Record, known: &Known<'_>) -> Result<Vec<Event>, Refusal> {
    crate::is_supervisor(known)?;
    if *state != Reconciliation::Absent {
        return Err(No::AlreadyThere.into());
    }
    if known.organisation.unit(record.unit).is_none() {
        return Err(No::NoSuchPlace.into());
    }
    if let Err((from, until)) = period(record.from, record.until, known.today()) {
        return Err(No::Day { from, until }.into());
    }
    Ok(vec![Made { at: known.now, by: known.actor, record: *record }.into()])
}

/// The days of a list: they begin before they end, end today at the latest, and are a year at most.
///
/// # Errors
///
/// The first and the last day between which the last one has to be.
pub fn period(from: Day, until: Day, today: Day) -> Result<(), (Day, Day)> {
    let last = from.plus_days(PERIOD_DAYS_MAX - 1).min(today);
    if from <= until && until <= last { Ok(()) } else { Err((from.min(last), last)) }
}

/// The record after the fact. Total.
pub fn evolve(state: Reconciliation, event: &Event) -> Reconciliation {
    match (state, event) {
        (Reconciliation::Absent, Event::Made(Made { at, by, record })) => {
            Reconciliation::Made { by: *by, at: *at, record: *record }
        }
        (state, _) => state,
    }
}

/// A list of a unit, as a finding names it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfList {
    /// Whose.
    pub unit: UnitCode,
    /// Of what.
    pub kind: Kind,
}

/// How the lists of a unit stand: of what it does, since when, and which days were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whose, and of what.
    pub of: OfList,
    /// The day from which the duty counts: the unit took in the first of what such a list is of at all, or, where that is older than the
    /// duty itself, the duty was first known.
    pub since: Day,
    /// The first day of what it took in, of the days that one list may be of: from then on every day is compared.
    pub first: Day,
    /// The last day up to which they were compared without a gap, also where that was before the first one; none where they never were.
    pub until: Option<Day>,
    /// Stretches since the first day that were not compared although later days were, the first one first.
    pub gaps: Vec<(Day, Day)>,
}

impl Standing {
    /// How they stand when lists of these stretches of days were compared, in whatever order.
    pub fn after(of: OfList, (since, first): (Day, Day), mut stretches: Vec<(Day, Day)>) -> Standing {
        stretches.sort_unstable();
        let (mut until, mut gaps, mut next) = (None, Vec::new(), first);
        for (from, last) in stretches {
            if from <= first || until.is_some_and(|until: Day| from <= until.plus_days(1)) {
                until = until.max(Some(last));
            }
            if last < next {
                continue;
            }
            if from > next {
                gaps.push((next, from.plus_days(-1)));
            }
            next = last.plus_days(1);
        }
        Standing { of, since, first, until, gaps }
    }

    /// The day up to which nothing is owed: what was compared, or, where that is older, what the duty counts from. Whoever begins with
    /// the oldest month is not later for it.
    fn settled(&self) -> Day {
        self.until.map_or(self.since, |until| until.max(self.since))
    }

    /// The day by which it is compared again: so many days after the last one that was, or after the first that had to be.
    pub fn due(&self, days: u16) -> Day {
        self.settled().max(self.first).plus_days(i32::from(days))
    }

    /// Whether that day is over.
    pub fn is_late(&self, days: u16, today: Day) -> bool {
        self.due(days) < today
    }

    /// What names a lateness, one finding each: the day up to which it was compared, or from which the duty counts, and how many times
    /// so many days have passed since. None while it is not late.
    pub fn lateness(&self, days: u16, today: Day) -> Option<(Day, i32)> {
        let since = self.settled();
        let passed = today.number() - since.number() - 1;
        self.is_late(days, today).then(|| (since, passed / i32::from(days.max(1))))
    }
}
