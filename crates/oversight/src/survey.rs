//! 问卷和座谈会: how people were asked, how many, how many answered and are satisfied, and what they said (A44, R158). A record is
//! never changed; what was written wrongly is corrected by an entry with a reason.

use calendar::{Day, Instant};
use casework::{Known, Sealed};
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::Refusal;
use crate::record_refusal::RecordRefusal as No;
use crate::runs;

/// Days back for which one may still be written down.
pub const DAYS_BACK: i32 = 60;
/// People that one of them may have asked.
pub const ASKED_MAX: u32 = 100_000;
/// Corrections of one record.
pub const CORRECTIONS_MAX: u8 = 5;

/// What it was.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 问卷.
    #[serde(rename = "questionnaire")]
    Questionnaire,
    /// 座谈会.
    #[serde(rename = "symposium")]
    Symposium,
    /// 开放日: people see the hall and say what they think of it.
    #[serde(rename = "open-day")]
    OpenDay,
}

impl Kind {
    /// All of them, in the order of the form.
    pub const ALL: [Kind; 3] = [Kind::Questionnaire, Kind::Symposium, Kind::OpenDay];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Questionnaire => "questionnaire",
            Kind::Symposium => "symposium",
            Kind::OpenDay => "open-day",
        }
    }

    /// The one of that word.
    pub fn parse(key: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// What came of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it was.
    pub kind: Kind,
    /// The unit it is about; none for the whole centre.
    pub unit: Option<UnitCode>,
    /// On which day it was; the last, where it took several.
    pub on: Day,
    /// How many were asked.
    pub asked: u32,
    /// How many of them answered.
    pub answered: u32,
    /// How many of these are satisfied.
    pub satisfied: u32,
    /// How those who were asked were chosen.
    pub chosen: Sealed,
    /// What they said, the main of it.
    pub words: Sealed,
}

/// A record: nothing yet, or written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Survey {
    /// Nothing was written under this id.
    #[default]
    Absent,
    /// Written.
    Written {
        /// Who.
        by: PersonId,
        /// When.
        at: Instant,
        /// What came of it, as it was corrected last.
        record: Record,
        /// How often it was corrected.
        corrections: u8,
    },
}

/// Everything that can be asked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To write it down.
    Write(Record),
    /// To correct it.
    Correct {
        /// All of it, as it is right.
        record: Record,
        /// Why.
        reason: Sealed,
        /// Whether a text differs from what stands: a text sealed twice has two digests.
        words_changed: bool,
    },
}

casework::events! { @small
    /// 登记.
    Written = "survey.written" {
        /// Who.
        by: PersonId,
        /// What came of it.
        record: Record,
    }
    /// 更正.
    Corrected = "survey.corrected" {
        /// Who.
        by: PersonId,
        /// All of it, as it is right.
        record: Record,
        /// Why.
        reason: Sealed,
    }
}

/// Decides a command.
///
/// # Errors
///
/// Whoever neither supervises nor runs the centre, a unit or day that cannot be, numbers that do not fit, a correction of nothing.
pub fn decide(state: &Survey, command: &Command, known: &Known<'_>) -> Result<Vec<Event>, Refusal> {
    let (at, by, today) = (known.now, known.actor, known.today());
    runs(known.organisation, by, today).then_some(()).ok_or(No::MayNot)?;
    match (state, *command) {
        (Survey::Absent, Command::Write(record)) => {
            sound(&record, known, today.plus_days(-DAYS_BACK))?;
            Ok(vec![Written { at, by, record }.into()])
        }
        (Survey::Absent, Command::Correct { .. }) => Err(No::Unknown.into()),
        (Survey::Written { .. }, Command::Write(_)) => Err(No::AlreadyThere.into()),
        (
            Survey::Written { at: written, record: before, corrections, .. },
            Command::Correct { record, reason, words_changed },
        ) => {
            sound(&record, known, written.day().plus_days(-DAYS_BACK))?;
            let numbers = |it: &Record| (it.kind, it.unit, it.on, it.asked, it.answered, it.satisfied);
            if !words_changed && numbers(before) == numbers(&record) {
                return Err(No::Unchanged.into());
            }
            (*corrections < CORRECTIONS_MAX).then_some(()).ok_or(No::Full)?;
            Ok(vec![Corrected { at, by, record, reason }.into()])
        }
    }
}

fn sound(record: &Record, known: &Known<'_>, from: Day) -> Result<(), No> {
    let Record { unit, on, asked, answered, satisfied, .. } = *record;
    if unit.is_some_and(|unit| known.organisation.unit(unit).is_none()) {
        return Err(No::NoSuchPlace);
    }
    let until = known.today();
    if on < from || on > until {
        return Err(No::Day { from, until });
    }
    let holds = satisfied <= answered && answered <= asked && (1..=ASKED_MAX).contains(&asked);
    holds.then_some(()).ok_or(No::Numbers)
}

/// The record after the fact. Total.
pub fn evolve(state: Survey, event: &Event) -> Survey {
    match (state, event) {
        (Survey::Absent, Event::Written(Written { at, by, record })) => {
            Survey::Written { by: *by, at: *at, record: *record, corrections: 0 }
        }
        (Survey::Written { by, at, corrections, .. }, Event::Corrected(fact)) => {
            Survey::Written { by, at, record: fact.record, corrections: corrections.saturating_add(1) }
        }
        (state, _) => state,
    }
}
