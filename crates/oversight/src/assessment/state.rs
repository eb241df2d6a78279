//! What the rules need to know of a term.

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use catalogue::{Digest, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use super::plan::Subject;
use super::term::{Part, Term};
use crate::report::Edition;

/// Days that may lie between the end of a term and its publication.
const DAYS_AFTER_MAX: i32 = 180;

/// When what is done: 自查、社会评议、重点检查、总评 (R187).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Last day of the self-check.
    pub check_by: Day,
    /// Last day of the social evaluation.
    pub evaluate_by: Day,
    /// Last day of the key inspection.
    pub inspect_by: Day,
    /// Last day of the total.
    pub publish_by: Day,
}

impl Dates {
    /// What is usual: a year is checked early in December (A13), a shorter term when it is over.
    pub fn usual(term: Term) -> Option<Dates> {
        let (_, last) = term.days()?;
        Some(match term.part {
            Part::Year => Dates {
                check_by: Day::from_ymd(term.year, 12, 5)?,
                evaluate_by: Day::from_ymd(term.year, 12, 15)?,
                inspect_by: Day::from_ymd(term.year, 12, 25)?,
                publish_by: last.plus_days(31),
            },
            Part::Quarter(_) | Part::Month(_) => Dates {
                check_by: last.plus_days(5),
                evaluate_by: last.plus_days(8),
                inspect_by: last.plus_days(12),
                publish_by: last.plus_days(20),
            },
        })
    }

    /// Whether they follow one another and belong to the term.
    pub fn are_in_order(&self, term: Term) -> bool {
        let Some((first, last)) = term.days() else { return false };
        first <= self.check_by
            && self.check_by <= self.evaluate_by
            && self.evaluate_by <= self.inspect_by
            && self.inspect_by <= self.publish_by
            && last < self.publish_by
            && self.publish_by <= last.plus_days(DAYS_AFTER_MAX)
    }
}

/// What the social evaluation of a unit came to, all records together (A44).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    /// Records.
    pub records: u32,
    /// How many were asked.
    pub asked: u32,
    /// How many answered.
    pub answered: u32,
    /// How many are satisfied.
    pub satisfied: u32,
}

/// A publication.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Which edition.
    pub edition: u8,
    /// When.
    pub at: Instant,
    /// Last day to object.
    pub object_by: Day,
    /// Last day to put right.
    pub correct_by: Day,
}

/// An objection.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    /// Who.
    pub by: PersonId,
    /// Last day to decide it.
    pub decide_by: Day,
    /// Whether it was right, once decided.
    pub right: Option<bool>,
}

/// What a unit does about 一般 or 较差 (R186).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Who answered, while nobody has looked at it.
    pub answered: Option<PersonId>,
    /// How often it went back.
    pub returned: u8,
    /// The new last day, since it went back.
    pub again_by: Option<Day>,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Whether it was ever answered after its day.
    pub late: bool,
}

/// An award.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prize {
    /// Who gave it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// A term of assessment; without a plan before anything was adopted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Of which term.
    pub term: Option<Term>,
    /// Edition and digest of the plan.
    pub plan: Option<(u32, Digest)>,
    /// When what is done.
    pub dates: Option<Dates>,
    /// Units that checked themselves, and whether the first time was in time.
    pub checked: BTreeMap<UnitCode, (u8, bool)>,
    /// Social evaluation by unit.
    pub evaluated: BTreeMap<UnitCode, Evaluated>,
    /// Marks of the key inspection.
    pub inspected: BTreeMap<UnitCode, (PersonId, u32)>,
    /// Marks of the departments.
    pub marked: BTreeMap<PersonId, (PersonId, u32)>,
    /// Frozen counts, the first first.
    pub editions: Vec<Edition>,
    /// The latest publication.
    pub published: Option<Published>,
    /// Objections, one of each subject at most.
    pub objections: BTreeMap<Subject, Objection>,
    /// Corrections.
    pub corrections: BTreeMap<UnitCode, Correction>,
    /// Awards.
    pub prizes: BTreeMap<Subject, Prize>,
}

impl Assessment {
    /// The edition that was published last.
    pub fn shown(&self) -> Option<&Edition> {
        let published = self.published?;
        self.editions.iter().find(|it| it.number == published.edition)
    }

    /// Whether a supervisor may decide the objection of a subject: another scored, another objected, and it is no own matter.
    pub fn objection_is_for(&self, subject: Subject, person: PersonId) -> bool {
        let waits = self.objections.get(&subject).filter(|it| it.right.is_none());
        let scored_by = self.shown().and_then(|it| it.by);
        waits.is_some_and(|it| it.by != person)
            && subject != Subject::Person(person)
            && scored_by != Some(person)
    }

    /// Its state in a word: `none`, `running`, `scored`, `published`, or `again` where an edition waits for publication.
    pub fn key(&self) -> &'static str {
        let last = self.editions.last().map(|it| it.number);
        match (self.plan, last, self.published) {
            (None, ..) => "none",
            (_, None, _) => "running",
            (_, Some(_), None) => "scored",
            (_, Some(last), Some(published)) if last != published.edition => "again",
            _ => "published",
        }
    }

    /// Last day for a unit to put right; none where nothing was published.
    pub fn correct_by(&self, unit: UnitCode) -> Option<Day> {
        let again = self.corrections.get(&unit).and_then(|it| it.again_by);
        again.or(self.published.map(|it| it.correct_by))
    }
}
