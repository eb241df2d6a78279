//! Who stands on the register, who was told and answered, and how far the hearing is.

use crate::hearing::command::{Call, Hold, Officers, Who};
use crate::hearing::event::Event;
use crate::hearing::{ASK_DAYS, ORGANISE_DAYS, PARTIES_MAX};
use crate::number::DocumentNo;
use calendar::{Calendar, Day, Instant};
use catalogue::{PersonId, UnitCode};
use serde::{Deserialize, Serialize};

/// The register of one case and its hearing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hearing {
    /// The authority of the case, once anybody stands on the register or a hearing is called.
    pub authority: Option<UnitCode>,
    /// The register.
    pub parties: Vec<Party>,
    /// Last day to organise the hearing that was asked for; the earliest request counts.
    pub organise_by: Option<Day>,
    /// Time, place and chair.
    pub called: Option<Called>,
    /// The record.
    pub held: Option<Held>,
    /// Who will check.
    pub officers: Option<NamedOfficers>,
}

/// Two officers were named for a check.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedOfficers {
    /// The two who stand now.
    pub officers: Officers,
    /// Since when two were named, whoever they were.
    pub since: Instant,
}

/// One on the register.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub who: Who,
    /// The notice.
    pub told: Option<Told>,
    /// The answer.
    pub stated: Option<Stated>,
}

/// A party was told.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The notice.
    pub notice: DocumentNo,
    /// When.
    pub at: Instant,
    /// Last day to answer.
    pub until: Day,
}

/// A party answered.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// The words, if any.
    pub words: Option<crate::command::Sealed>,
    /// Whether a hearing was asked for.
    pub asks_hearing: bool,
    /// When.
    pub at: Instant,
}

/// A hearing was called.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Called {
    /// The notice.
    pub notice: DocumentNo,
    /// Time, place and chair.
    pub call: Call,
    /// When it was called.
    pub called_at: Instant,
}

/// A hearing was held.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Number of the record.
    pub number: DocumentNo,
    /// The record, and whether it was signed.
    pub hold: Hold,
    /// When.
    pub at: Instant,
}

impl Told {
    /// Last day to answer. Another calendar may lay it later and never earlier than the notice says (N18).
    pub fn answer_until(&self, calendar: &Calendar) -> Day {
        let laid = calendar.add_working_days(self.at.day(), ASK_DAYS);
        laid.map_or(self.until, |laid| laid.max(self.until))
    }
}

impl Hearing {
    /// Whether the person held the hearing.
    pub(crate) fn was_chaired_by(&self, person: PersonId) -> bool {
        self.held.is_some() && self.called.is_some_and(|called| called.call.chair == person)
    }

    /// Last day to organise the hearing that was asked for. Another calendar may lay it later and never earlier (N18).
    pub fn organise_until(&self, calendar: &Calendar) -> Option<Day> {
        let asked = self.parties.iter().filter_map(|party| party.stated.filter(|it| it.asks_hearing));
        let laid = asked.filter_map(|it| calendar.add_working_days(it.at.day(), ORGANISE_DAYS).ok()).min();
        self.organise_by.map(|told| laid.map_or(told, |laid| laid.max(told)))
    }

    /// The last day to organise it, where it is called for a later one.
    pub fn late_since(&self, calendar: &Calendar) -> Option<Day> {
        let on = self.called?.call.at.day();
        self.organise_until(calendar).filter(|until| on > *until)
    }

    /// Whether anybody asked for a hearing.
    pub fn is_asked(&self) -> bool {
        self.parties.iter().any(|party| party.stated.is_some_and(|stated| stated.asks_hearing))
    }
}

/// The register after the fact.  Total.
pub fn evolve(mut hearing: Hearing, event: &Event) -> Hearing {
    match event {
        Event::Added(fact) => {
            hearing.authority = Some(fact.authority);
            if hearing.parties.len() < PARTIES_MAX {
                hearing.parties.push(Party { who: fact.who, told: None, stated: None });
            }
        }
        Event::Informed(fact) => {
            if let Some(party) = hearing.parties.get_mut(usize::from(fact.party)) {
                party.told = Some(Told { notice: fact.notice, at: fact.at, until: fact.until });
            }
        }
        Event::Heard(fact) => {
            if let Some(party) = hearing.parties.get_mut(usize::from(fact.statement.party)) {
                let (words, asks_hearing) = (fact.statement.words, fact.statement.asks_hearing);
                party.stated = Some(Stated { words, asks_hearing, at: fact.at });
            }
            hearing.organise_by = match (hearing.organise_by, fact.organise_by) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        Event::Convened(fact) => {
            hearing.authority = hearing.authority.or(Some(fact.notice.issuer));
            let (notice, call) = (fact.notice, fact.call);
            hearing.called = Some(Called { notice, call, called_at: fact.at });
        }
        // What is called for a day after `organise_by` is late.
        Event::CalledLate(_) => {}
        Event::Assigned(fact) => {
            let since = hearing.officers.map_or(fact.at, |named| named.since);
            hearing.officers = Some(NamedOfficers { officers: fact.officers, since });
        }
        Event::Closed(fact) => {
            hearing.held = Some(Held { number: fact.number, hold: fact.hold, at: fact.at });
        }
    }
    hearing
}
