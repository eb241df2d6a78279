//! What is true of a first contact: who answers for it, and where it has been.

use crate::command::Sealed;
use crate::contact::HAD_MAX;
use crate::contact::command::{Outcome, Target, Transfer};
use crate::contact::event::{Event, Recorded};
use calendar::{Day, Instant};
use catalogue::{CaseId, ItemCode, PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

/// A first contact: nothing yet, or written down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// Nothing was written down under this id.
    #[default]
    Absent,
    /// Written down.
    Held(Box<Held>),
}

/// A first contact that was written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// 首问责任人.
    pub asked: PersonId,
    /// When.
    pub asked_at: Instant,
    /// Where.
    pub window: Option<WindowId>,
    /// The item.
    pub item: Option<ItemCode>,
    /// What was asked.
    pub words: Option<Sealed>,
    /// Who asked.
    pub visitor: Option<Sealed>,
    /// The case that was not accepted.
    pub from_case: Option<CaseId>,
    /// Who answers for it now.
    pub responsible: PersonId,
    /// Since when.
    pub since: Instant,
    /// Where it stands.
    pub way: Way,
    /// Desks that had it or did not take it, at most [`HAD_MAX`].
    pub had: Vec<Had>,
    /// How often it was not taken.
    pub declined: u8,
}

/// Where it stands.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Given on, not signed for.
    Pending(Handed),
    /// In the responsible person's hands.
    InHand,
    /// It came to an end.
    Ended {
        /// With what.
        outcome: Outcome,
        /// When.
        at: Instant,
        /// Until when an advice holds and is kept.
        kept_until: Option<Day>,
    },
}

/// Given on, not signed for.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    /// To whom, and a word to them.
    pub transfer: Transfer,
    /// Since when.
    pub at: Instant,
}

/// A desk that had it.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Had {
    /// Who.
    pub person: PersonId,
    /// For which unit, where it was given to one.
    pub unit: Option<UnitCode>,
    /// At which window.
    pub window: Option<WindowId>,
}

impl Contact {
    /// The record, once there is one.
    pub fn held(&self) -> Option<&Held> {
        match self {
            Contact::Absent => None,
            Contact::Held(held) => Some(held),
        }
    }
}

impl Held {
    /// Given on and not signed for.
    pub fn pending(&self) -> Option<&Handed> {
        match &self.way {
            Way::Pending(handed) => Some(handed),
            _ => None,
        }
    }

    /// Whether somebody has still to do something.
    pub fn is_open(&self) -> bool {
        !matches!(self.way, Way::Ended { .. })
    }

    /// Whether it was in that person's hands before, or is: whoever wrote it down, signed for it or did not take it.
    pub fn had_by(&self, person: PersonId) -> bool {
        self.responsible == person || self.had.iter().any(|had| had.person == person)
    }

    fn went_to(&mut self, person: PersonId, to: Target) {
        let (unit, window) = match to {
            Target::Unit(unit) => (Some(unit), None),
            Target::Window(window) => (None, Some(window)),
            Target::Person(_) => (None, None),
        };
        if self.had.len() < HAD_MAX {
            self.had.push(Had { person, unit, window });
        }
    }
}

/// The contact after the fact.  Total: what does not fit leaves it as it is.
pub fn evolve(contact: Contact, event: &Event) -> Contact {
    match (contact, event) {
        (Contact::Absent, Event::Recorded(fact)) => Contact::Held(Box::new(recorded(fact))),
        (Contact::Held(mut held), event) => {
            apply(&mut held, event);
            Contact::Held(held)
        }
        (Contact::Absent, _) => Contact::Absent,
    }
}

fn recorded(fact: &Recorded) -> Held {
    let Recorded { at, by, record, unit, kept_until } = *fact;
    let way = match record.outcome {
        Outcome::Transferred(transfer) => Way::Pending(Handed { transfer, at }),
        outcome => Way::Ended { outcome, at, kept_until },
    };
    Held {
        asked: by,
        asked_at: at,
        window: record.window,
        item: record.item,
        words: record.words,
        visitor: record.visitor,
        from_case: record.from_case,
        responsible: by,
        since: at,
        way,
        had: vec![Had { person: by, unit, window: record.window }],
        declined: 0,
    }
}

fn apply(held: &mut Held, event: &Event) {
    match event {
        Event::Passed(fact) => {
            held.way = Way::Pending(Handed { transfer: fact.transfer, at: fact.at });
        }
        Event::Signed(fact) => {
            if let Way::Pending(handed) = held.way {
                held.went_to(fact.by, handed.transfer.to);
            }
            (held.responsible, held.since, held.way) = (fact.by, fact.at, Way::InHand);
        }
        Event::Declined(fact) => {
            held.went_to(fact.by, fact.to);
            held.declined = held.declined.saturating_add(1);
            held.way = Way::InHand;
        }
        Event::Recalled(_) => held.way = Way::InHand,
        Event::Settled(fact) => {
            held.way = Way::Ended { outcome: fact.outcome, at: fact.at, kept_until: fact.kept_until };
        }
        Event::Recorded(_) => {}
    }
}
