//! What is true of the disclosures of a case, and what each fact changes.

use super::command::{Form, Register, Telling};
use super::event::{Event as E, Registered};
use crate::command::Sealed;
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Every request on one case, in the order in which they were written down.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Disclosures {
    /// At most [`super::DISCLOSURES_MAX`].
    pub all: Vec<Disclosure>,
}

/// One request.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Disclosure {
    /// 调阅登记号.
    pub number: DocumentNo,
    /// Who asks for what.
    pub asked: Register,
    /// Who wrote it down.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// How far it is.
    pub way: Way,
    /// When the applicant is told, as it stands.
    pub telling: Telling,
    /// Since when the applicant may read it.
    pub told: Option<Instant>,
}

/// How far a request is.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Written down; a head has to agree.
    Registered,
    /// Agreed; not handed out yet.
    Approved {
        /// By whom.
        by: PersonId,
    },
    /// Not handed out.
    Declined {
        /// By whom.
        by: PersonId,
        /// Why.
        reason: Sealed,
    },
    /// Handed out.
    HandedOut(Handing),
}

/// What was handed out.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handing {
    /// By whom.
    pub by: PersonId,
    /// Who had agreed.
    pub approved_by: PersonId,
    /// When.
    pub at: Instant,
    /// Pages of the dossier on that day.
    pub sheets: u16,
    /// Last day to bring originals back.
    pub due_on: Option<Day>,
    /// When originals came back.
    pub back: Option<Instant>,
}

impl Disclosures {
    /// A request by its place, from 1.
    pub fn get(&self, place: u8) -> Option<&Disclosure> {
        self.all.get(usize::from(place).checked_sub(1)?)
    }

    /// The places, each with its request.
    pub fn iter(&self) -> impl Iterator<Item = (u8, &Disclosure)> {
        (1u8..).zip(&self.all)
    }
}

impl Disclosure {
    /// What was handed out, once it was.
    pub fn handed_out(&self) -> Option<&Handing> {
        match &self.way {
            Way::HandedOut(it) => Some(it),
            _ => None,
        }
    }

    /// The last day to bring originals back, while they are out.
    pub fn out_until(&self) -> Option<Day> {
        self.handed_out().filter(|it| it.back.is_none()).and_then(|it| it.due_on)
    }

    /// Whether originals should have been back.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.out_until().is_some_and(|day| day < today)
    }

    /// The first day on which the applicant is told, while nothing is said.
    pub fn withheld_until(&self) -> Option<Day> {
        match (self.told, self.telling) {
            (None, Telling::From { day, .. }) => Some(day),
            _ => None,
        }
    }

    /// Whether originals are asked for.
    pub fn takes_originals(&self) -> bool {
        self.asked.form == Form::Original
    }

    /// A word for how far it is, in rows.
    pub fn key(&self) -> &'static str {
        match self.way {
            Way::Registered => "registered",
            Way::Approved { .. } => "approved",
            Way::Declined { .. } => "declined",
            Way::HandedOut(it) if it.due_on.is_some() && it.back.is_none() => "out",
            Way::HandedOut(_) => "handed-out",
        }
    }
}

/// The requests after the fact. Total: a fact that does not fit changes nothing.
pub fn evolve(mut state: Disclosures, event: &E) -> Disclosures {
    if let E::Registered(fact) = event {
        if usize::from(fact.place) == state.all.len() + 1 {
            state.all.push(registered(fact));
        }
        return state;
    }
    let place = usize::from(event.place());
    if let Some(one) = place.checked_sub(1).and_then(|place| state.all.get_mut(place)) {
        apply(one, event);
    }
    state
}

fn apply(one: &mut Disclosure, event: &E) {
    match event {
        E::Registered(_) => {}
        E::Approved(fact) => one.way = Way::Approved { by: fact.by },
        E::Declined(fact) => one.way = Way::Declined { by: fact.by, reason: fact.reason },
        E::HandedOut(fact) => {
            if let Way::Approved { by: approved_by } = one.way {
                let (by, at, sheets, due_on) = (fact.by, fact.at, fact.sheets, fact.due_on);
                one.way = Way::HandedOut(Handing { by, approved_by, at, sheets, due_on, back: None });
                one.told = one.telling.is_open(at.day()).then_some(at);
            }
        }
        E::TakenBack(fact) => {
            if let Way::HandedOut(out) = &mut one.way {
                out.back = Some(fact.at);
            }
        }
        E::Withheld(fact) => one.telling = Telling::From { day: fact.until, basis: fact.basis },
        E::Told(fact) => one.told = Some(fact.at),
    }
}

fn registered(fact: &Registered) -> Disclosure {
    Disclosure {
        number: fact.number,
        asked: fact.asked,
        by: fact.by,
        at: fact.at,
        way: Way::Registered,
        telling: fact.asked.telling,
        told: None,
    }
}
