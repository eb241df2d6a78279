//! Who stands on the register, who was told and answered, and how far the hearing is.

use crate::command::Sealed;
use crate::hearing::command::{Call, Hold, Officers, Service, ServiceCorrection, Who};
use crate::hearing::event::Event;
use crate::hearing::{ASK_DAYS, HearingRefusal, ORGANISE_DAYS, PARTIES_MAX};
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
    /// Taken off again, before it was told; its place is given to nobody else.
    pub struck: Option<StruckOff>,
}

/// Somebody was taken off the register.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StruckOff {
    /// Why.
    pub reason: Sealed,
    /// When.
    pub at: Instant,
}

/// A party was told.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// The notice.
    pub notice: DocumentNo,
    /// When.
    pub at: Instant,
    /// Last day to answer, as the notice says it for whoever receives it that day.
    pub until: Day,
    /// The notice arrived.
    pub arrived: Option<Arrived>,
}

/// A notice arrived.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrived {
    /// When and how.
    pub service: Service,
    /// Last day to answer, by the calendar of then.
    pub until: Day,
    /// Who entered it.
    pub by: PersonId,
    /// It was entered wrongly before; of several the last one.
    pub corrected: Option<CorrectedService>,
}

/// The arrival of a notice was entered wrongly before, and the party was told of the right day.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorrectedService {
    /// What was wrong.
    pub reason: Sealed,
    /// When it was corrected.
    pub at: Instant,
}

/// A party answered.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// The words, if any.
    pub words: Option<Sealed>,
    /// Last day to organise the hearing, where one was asked for.
    pub organise_by: Option<Day>,
    /// The hearing that was asked for was given up again.
    pub given_up: Option<GivenUp>,
    /// When.
    pub at: Instant,
}

/// A hearing that was asked for was given up.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GivenUp {
    /// What the party wrote and signed.
    pub words: Sealed,
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
    /// Last day to answer; none before the notice arrived. Another calendar may lay it later and never earlier than the
    /// party was told (N18).
    pub fn answer_until(&self, calendar: &Calendar) -> Option<Day> {
        let Arrived { service, until, .. } = self.arrived?;
        let laid = calendar.add_working_days(service.on, ASK_DAYS);
        Some(laid.map_or(until, |laid| laid.max(until)))
    }
}

impl Stated {
    /// Whether the party asks for a hearing, and has not given it up.
    pub fn asks_hearing(&self) -> bool {
        self.organise_by.is_some() && self.given_up.is_none()
    }

    /// Last day to organise the hearing for this party. Another calendar may lay it later and never earlier (N18).
    fn organise_until(&self, calendar: &Calendar) -> Option<Day> {
        let told = self.organise_by.filter(|_| self.asks_hearing())?;
        let laid = calendar.add_working_days(self.at.day(), ORGANISE_DAYS);
        Some(laid.map_or(told, |laid| laid.max(told)))
    }
}

impl Party {
    /// Whether it stands on the register and was not taken off.
    pub fn stands(&self) -> bool {
        self.struck.is_none()
    }
}

impl Hearing {
    /// What rests on the day on which a party's notice arrived, so that it is corrected no more: an answer, or the hearing.
    pub fn rests_on_service(&self, party: &Party) -> Option<HearingRefusal> {
        match (party.stated, self.held) {
            (Some(_), _) => Some(HearingRefusal::StatedBefore),
            (None, Some(_)) => Some(HearingRefusal::HeldBefore),
            (None, None) => None,
        }
    }

    /// Whether the person held the hearing.
    pub(crate) fn was_chaired_by(&self, person: PersonId) -> bool {
        self.held.is_some() && self.called.is_some_and(|called| called.call.chair == person)
    }

    /// Last day to organise the hearing that was asked for; the earliest request that stands counts.
    pub fn organise_until(&self, calendar: &Calendar) -> Option<Day> {
        let stated = self.parties.iter().filter_map(|party| party.stated);
        stated.filter_map(|it| it.organise_until(calendar)).min()
    }

    /// The same day as it was told, by the calendar of then.
    pub fn organise_by(&self) -> Option<Day> {
        let stated = self.parties.iter().filter_map(|party| party.stated);
        stated.filter(Stated::asks_hearing).filter_map(|it| it.organise_by).min()
    }

    /// The last day to organise it, where it is called for a later one.
    pub fn late_since(&self, calendar: &Calendar) -> Option<Day> {
        let on = self.called?.call.at.day();
        self.organise_until(calendar).filter(|until| on > *until)
    }

    /// Whether anybody asks for a hearing.
    pub fn is_asked(&self) -> bool {
        self.parties.iter().any(|party| party.stated.is_some_and(|stated| stated.asks_hearing()))
    }
}

/// The register after the fact.  Total.
pub fn evolve(mut hearing: Hearing, event: &Event) -> Hearing {
    match event {
        Event::Added(fact) => {
            hearing.authority = Some(fact.authority);
            if hearing.parties.len() < PARTIES_MAX {
                hearing.parties.push(Party { who: fact.who, told: None, stated: None, struck: None });
            }
        }
        Event::Informed(fact) => {
            if let Some(party) = hearing.parties.get_mut(usize::from(fact.party)) {
                let (notice, at, until) = (fact.notice, fact.at, fact.until);
                party.told = Some(Told { notice, at, until, arrived: None });
            }
        }
        Event::Heard(fact) => {
            if let Some(party) = hearing.parties.get_mut(usize::from(fact.statement.party)) {
                let (words, organise_by) = (fact.statement.words, fact.organise_by);
                party.stated = Some(Stated { words, organise_by, given_up: None, at: fact.at });
            }
        }
        Event::Convened(fact) => {
            hearing.authority = hearing.authority.or(Some(fact.notice.issuer));
            let (notice, call) = (fact.notice, fact.call);
            hearing.called = Some(Called { notice, call, called_at: fact.at });
        }
        Event::Served(fact) => {
            let party = hearing.parties.get_mut(usize::from(fact.service.party));
            if let Some(told) = party.and_then(|party| party.told.as_mut()) {
                let (service, until, by) = (fact.service, fact.until, fact.by);
                told.arrived = Some(Arrived { service, until, by, corrected: None });
            }
        }
        Event::ServiceCorrected(fact) => {
            let ServiceCorrection { service, reason } = fact.correction;
            let party = hearing.parties.get_mut(usize::from(service.party));
            if let Some(told) = party.and_then(|party| party.told.as_mut()) {
                // Whoever entered it stays who entered it, also where a window head put it right.
                let by = told.arrived.map_or(fact.by, |arrived| arrived.by);
                let corrected = Some(CorrectedService { reason, at: fact.at });
                told.arrived = Some(Arrived { service, until: fact.until, by, corrected });
            }
        }
        Event::Withdrawn(fact) => {
            let party = hearing.parties.get_mut(usize::from(fact.withdrawal.party));
            if let Some(stated) = party.and_then(|party| party.stated.as_mut()) {
                stated.given_up = Some(GivenUp { words: fact.withdrawal.words, at: fact.at });
            }
        }
        Event::Struck(fact) => {
            if let Some(party) = hearing.parties.get_mut(usize::from(fact.strike.party)) {
                party.struck = Some(StruckOff { reason: fact.strike.reason, at: fact.at });
            }
        }
        Event::CalledOff(_) => hearing.called = None,
        // What is called for a day after the last one to organise it is late.
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
