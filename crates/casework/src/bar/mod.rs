//! 限制名单: a person barred from a licence of one authority for false materials, fraud or a false commitment; proposed,
//! heard, decided, told and ended, each on record (N26, N55, A25).
//!
//! One stream for a person and an authority holds one entry at a time, for a false commitment; one more for each item that
//! the person is barred from (该行政许可, N26). Earlier entries stay in the stream.

mod decide;
mod event;

pub use decide::decide;
pub use event::{Decided, Ended, Event, Heard, KINDS, Proposed, Refused, Told};

use crate::command::Sealed;
use crate::number::{DocumentNo, Series};
use crate::refusal::{Able, Refusal};
use calendar::{Day, Instant};
use catalogue::{CaseId, ItemCode, PersonId};
use serde::{Deserialize, Serialize};

/// For what a person is barred.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 隐瞒情况、提供虚假材料: one year (行政许可法 §78).
    FalseMaterials,
    /// 以欺骗、贿赂等手段取得: three years (行政许可法 §79).
    Fraud,
    /// 承诺不实: no commitment until credit is repaired (国办发〔2020〕42号).
    FalseCommitment,
}

impl Ground {
    /// Every ground.
    pub const ALL: [Ground; 3] = [Ground::FalseMaterials, Ground::Fraud, Ground::FalseCommitment];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Ground::FalseMaterials => "false-materials",
            Ground::Fraud => "fraud",
            Ground::FalseCommitment => "false-commitment",
        }
    }

    /// The ground of 不予受理 that an item lists for it; none where only commitments are closed.
    pub fn of_item(self) -> Option<&'static str> {
        match self {
            Ground::FalseMaterials => Some("bar-one-year"),
            Ground::Fraud => Some("bar-three-years"),
            Ground::FalseCommitment => None,
        }
    }

    /// How many months it bars; none until it is lifted.
    pub(crate) fn lasts(self) -> Option<i32> {
        match self {
            Ground::FalseMaterials => Some(12),
            Ground::Fraud => Some(36),
            Ground::FalseCommitment => None,
        }
    }
}

/// What can be asked of an entry.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// 提出: by a handler of the authority, out of a case.
    Propose {
        /// For what.
        ground: Ground,
        /// Why.
        reason: Sealed,
    },
    /// 听取陈述申辩: what the person said, or that the person was asked and said nothing.
    Hear {
        /// In words.
        statement: Sealed,
    },
    /// 决定列入, by the head of the authority, who did not propose it.
    Decide,
    /// 不列入.
    Refuse {
        /// Why.
        reason: Sealed,
    },
    /// 告知本人.
    Tell,
    /// 移出: credit is repaired, or the decision was wrong.
    Lift {
        /// Why.
        reason: Sealed,
    },
}

/// What is true of the person at this authority, or in one of its items.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// The latest entry.
    pub entry: Option<Entry>,
}

/// An entry, from its proposal.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The case out of which it was proposed.
    pub case: CaseId,
    /// Its item.
    pub item: ItemCode,
    /// For what.
    pub ground: Ground,
    /// Why.
    pub reason: Sealed,
    /// Who proposed it.
    pub proposed_by: PersonId,
    /// What the person said.
    pub heard: Option<Sealed>,
    /// The decision.
    pub decision: Option<Decision>,
    /// When the person was told.
    pub told_on: Option<Day>,
    /// How it ended, once it did.
    pub end: Option<End>,
}

/// 列入决定.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number.
    pub number: DocumentNo,
    /// The head of the authority.
    pub by: PersonId,
    /// First day.
    pub from: Day,
    /// Last day; none until it is lifted.
    pub until: Option<Day>,
}

/// How an entry ended.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It was not decided.
    Refused {
        /// Why.
        reason: Sealed,
    },
    /// It was lifted.
    Lifted {
        /// Why.
        reason: Sealed,
    },
    /// Its time is over.
    Expired,
}

impl Bar {
    /// The entry that bars on a day.
    pub fn in_force(&self, on: Day) -> Option<&Entry> {
        self.entry.as_ref().filter(|entry| entry.bars(on))
    }

    /// Whether no commitment is open to the person on a day.
    pub fn closes_commitments(&self, on: Day) -> bool {
        self.in_force(on).is_some_and(|entry| entry.ground == Ground::FalseCommitment)
    }

    /// The state after an event; one that does not fit changes nothing.
    pub fn evolve(mut self, event: &Event) -> Bar {
        match (event, &mut self.entry) {
            (Event::Proposed(fact), entry) => {
                let Proposed { by, case, item, ground, reason, .. } = *fact;
                *entry = Some(Entry {
                    case,
                    item,
                    ground,
                    reason,
                    proposed_by: by,
                    heard: None,
                    decision: None,
                    told_on: None,
                    end: None,
                });
            }
            (Event::Heard(fact), Some(entry)) => entry.heard = Some(fact.statement),
            (Event::Decided(fact), Some(entry)) => {
                let Decided { by, number, from, until, .. } = *fact;
                entry.decision = Some(Decision { number, by, from, until });
            }
            (Event::Refused(fact), Some(entry)) => entry.end = Some(End::Refused { reason: fact.reason }),
            (Event::Told(fact), Some(entry)) => entry.told_on = Some(fact.at.day()),
            (Event::Ended(fact), Some(entry)) => {
                let lifted = fact.lifted.map(|(_, reason)| End::Lifted { reason });
                entry.end = Some(lifted.unwrap_or(End::Expired));
            }
            (_, None) => {}
        }
        self
    }

    /// When its time is over.
    pub fn due(&self) -> Option<Instant> {
        let entry = self.entry.filter(|entry| entry.end.is_none())?;
        Some(entry.decision?.until?.plus_days(1).start())
    }

    /// What falls due at that instant.
    pub fn catch_up(&self, at: Instant) -> Vec<Event> {
        if self.due() == Some(at) { vec![Event::Ended(Ended { at, lifted: None })] } else { Vec::new() }
    }
}

impl Entry {
    /// Whether it bars on a day: decided, begun, not over and not lifted.
    pub fn bars(&self, on: Day) -> bool {
        let in_time =
            |decision: Decision| decision.from <= on && decision.until.is_none_or(|until| on <= until);
        self.end.is_none() && self.decision.is_some_and(in_time)
    }

    /// Whether it is about applications for that item: a false commitment closes those of every item, the others bar
    /// from the one licence (行政许可法 §78, §79).
    pub fn concerns(&self, item: ItemCode) -> bool {
        self.ground.of_item().is_none() || self.item == item
    }

    /// Whether somebody still has to do something: hear, decide or tell.
    pub fn is_open(&self) -> bool {
        self.end.is_none() && self.told_on.is_none()
    }
}

/// The numbers a fact used up.
pub fn draws(event: &Event) -> Vec<(Series, u32)> {
    match event {
        Event::Decided(fact) => vec![(fact.number.series(), fact.number.n)],
        _ => Vec::new(),
    }
}

/// Why an entry was not changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarRefusal {
    /// Nothing was proposed.
    NotProposed,
    /// A proposal waits, or the person is barred already.
    AlreadyProposed,
    /// The item's law knows no such bar, or no commitment.
    GroundNotListed,
    /// No check found this case's commitment false.
    NotFoundFalse,
    /// The person was not heard.
    NotHeard,
    /// The person was heard already.
    AlreadyHeard,
    /// It was decided already.
    AlreadyDecided,
    /// It was not decided.
    NotDecided,
    /// The person was told already.
    AlreadyTold,
    /// It is over.
    Over,
    /// Whoever proposed does not decide (M4).
    ProposerCannotDecide {
        /// Who may.
        able: Vec<Able>,
    },
    /// Only the head of the authority.
    HeadOnly {
        /// Who is it.
        able: Vec<Able>,
    },
}

impl BarRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            BarRefusal::NotProposed => "bar-not-proposed",
            BarRefusal::AlreadyProposed => "bar-already-proposed",
            BarRefusal::GroundNotListed => "bar-ground-not-listed",
            BarRefusal::NotFoundFalse => "bar-not-found-false",
            BarRefusal::NotHeard => "bar-not-heard",
            BarRefusal::AlreadyHeard => "bar-already-heard",
            BarRefusal::AlreadyDecided => "bar-already-decided",
            BarRefusal::NotDecided => "bar-not-decided",
            BarRefusal::AlreadyTold => "bar-already-told",
            BarRefusal::Over => "bar-over",
            BarRefusal::ProposerCannotDecide { .. } => "bar-proposer-cannot-decide",
            BarRefusal::HeadOnly { .. } => "bar-head-only",
        }
    }

    /// Who may act today, where it says so.
    pub fn able(&self) -> &[Able] {
        match self {
            BarRefusal::ProposerCannotDecide { able } | BarRefusal::HeadOnly { able } => able,
            _ => &[],
        }
    }
}

impl From<BarRefusal> for Refusal {
    fn from(refusal: BarRefusal) -> Refusal {
        Refusal::Bar(refusal)
    }
}
