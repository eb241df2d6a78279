//! The rules of the register and of the hearing.  Everything not listed is refused.

use crate::authority::Desk;
use crate::hearing::assignment::assign;
use crate::hearing::command::{Call, Command as C, Hold, Statement, Who};
use crate::hearing::event::{Added, CalledLate, Closed, Convened, Event, Heard, Informed};
use crate::hearing::giving_up::{call_off, correct_service, serve, strike, withdraw};
use crate::hearing::refusal::HearingRefusal as No;
use crate::hearing::state::{Hearing, Party};
use crate::hearing::{ASK_DAYS, NOTICE_DAYS, ORGANISE_DAYS, PARTIES_MAX};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::{ABLE_MAX, Able, Refusal};
use crate::state::{File, Stage};
use calendar::{Calendar, Day};
use catalogue::PersonId;
use catalogue::item::{Item, Post};

pub(super) type Answer = Result<Vec<Event>, Refusal>;

/// Decides a command on the register of a case in hand.
pub fn decide(hearing: &Hearing, command: &C, known: &Known, case: &File) -> Answer {
    let desk = &Desk::of(&case.facts, known)?;
    let Stage::Handling(handling) = &case.stage else { return Err(No::CaseNotInHand.into()) };
    match command {
        C::Add(who) => add(hearing, desk, *who),
        C::Tell { party } => tell(hearing, desk, *party),
        C::State(statement) => state(hearing, desk, statement),
        C::Call(asked) => call(hearing, desk, asked),
        C::Hold(asked) => hold(hearing, desk, asked),
        C::Assign(officers) => Ok(vec![assign(hearing, desk, handling, *officers)?.into()]),
        C::Serve(service) => serve(hearing, desk, *service),
        C::CorrectService(correction) => correct_service(hearing, desk, *correction),
        C::Withdraw(withdrawal) => withdraw(hearing, desk, *withdrawal),
        C::Strike(asked) => strike(hearing, desk, *asked),
        C::CallOff { reason } => call_off(hearing, desk, *reason),
    }
}

/// Whoever carries the case keeps its register (N13).
fn add(hearing: &Hearing, desk: &Desk, who: Who) -> Answer {
    desk.carries()?;
    if hearing.held.is_some() {
        return Err(No::HeldBefore.into());
    }
    if hearing.parties.len() >= PARTIES_MAX {
        return Err(No::TooManyParties.into());
    }
    let mut parties = hearing.parties.iter().filter(|party| party.stands());
    if who == Who::Applicant && parties.any(|party| party.who == Who::Applicant) {
        return Err(No::ApplicantTwice.into());
    }
    Ok(vec![Added { at: desk.known.now, by: desk.actor(), authority: desk.facts.authority, who }.into()])
}

/// Somebody who stands on the register.
pub(super) fn party(hearing: &Hearing, party: u8) -> Result<&Party, Refusal> {
    let party = hearing.parties.get(usize::from(party)).ok_or(No::NoSuchParty)?;
    if party.stands() { Ok(party) } else { Err(No::PartyStruck.into()) }
}

/// Told in writing: the matter, the right to state, the right to a hearing within five working days of the notice's arrival (N18).
fn tell(hearing: &Hearing, desk: &Desk, place: u8) -> Answer {
    desk.carries()?;
    if party(hearing, place)?.told.is_some() {
        return Err(No::ToldBefore.into());
    }
    let notice = document_no(desk.facts.authority, DocumentKind::PartyNotice, desk.known);
    let until = desk.known.calendar.add_working_days(desk.today(), ASK_DAYS)?;
    Ok(vec![Informed { at: desk.known.now, by: desk.actor(), party: place, notice, until }.into()])
}

/// What the party says within its time; a hearing that is asked for is organised within twenty working days (N18).
fn state(hearing: &Hearing, desk: &Desk, statement: &Statement) -> Answer {
    desk.carries()?;
    let party = party(hearing, statement.party)?;
    let told = party.told.ok_or(No::NotTold)?;
    if party.stated.is_some() {
        return Err(No::StatedBefore.into());
    }
    if let Some(until) = told.answer_until(desk.known.calendar).filter(|until| desk.today() > *until) {
        return Err(No::TimePassed { until }.into());
    }
    let organise_by = match statement.asks_hearing {
        true => Some(desk.known.calendar.add_working_days(desk.today(), ORGANISE_DAYS)?),
        false => None,
    };
    let (at, by, statement) = (desk.known.now, desk.actor(), *statement);
    Ok(vec![Heard { at, by, statement, organise_by }.into()])
}

/// Whether a hearing is to be held before the decision: the item's law requires it, or somebody asked for it.
pub fn is_needed(item: &Item, hearing: &Hearing) -> bool {
    item.hearing.as_ref().is_some_and(|rule| rule.required) || hearing.is_asked()
}

/// Seven working days of notice, no later than the law allows, and a chair who never had a part in the case (N18, M4).
/// Where no day is left that has the whole notice and is in time, the party loses neither: the hearing is called late, and
/// not for whenever it pleases.
fn call(hearing: &Hearing, desk: &Desk, asked: &Call) -> Answer {
    desk.carries()?;
    if !is_needed(desk.item, hearing) {
        return Err(No::NotNeeded.into());
    }
    if hearing.held.is_some() {
        return Err(No::HeldBefore.into());
    }
    if !may_chair(desk, asked.chair) {
        return Err(No::ChairWrong { able: chairs(desk) }.into());
    }
    let (on, from) = (asked.at.day(), desk.known.calendar.add_working_days(desk.today(), NOTICE_DAYS)?);
    if on < from {
        return Err(No::NoticeTooShort { from }.into());
    }
    let late = hearing.organise_until(desk.known.calendar).filter(|until| on > *until);
    if let Some(until) = late {
        // Once it is late, the days for organising run anew from the first day that has the whole notice.
        let last = match from <= until {
            true => until,
            false => desk.known.calendar.add_working_days(from, ORGANISE_DAYS)?,
        };
        if on > last {
            return Err(No::TooLate { until: last }.into());
        }
    }
    let notice = document_no(desk.facts.authority, DocumentKind::HearingNotice, desk.known);
    let (at, by) = (desk.known.now, desk.actor());
    let called = Convened { at, by, notice, call: *asked }.into();
    let marked = late.map(|until| CalledLate { at, by, notice, until }.into());
    Ok([called].into_iter().chain(marked).collect())
}

/// Holds the post, and neither took part in the case nor carries it.
fn may_chair(desk: &Desk, person: PersonId) -> bool {
    let facts = desk.facts;
    let apart = facts.people.iter().all(|part| part.person != person)
        && ![facts.agent, facts.holding.person, facts.intake].contains(&person);
    apart && desk.known.organisation.holds_anywhere(person, Post::HearingChair, desk.today())
}

fn chairs(desk: &Desk) -> Vec<Able> {
    let people = desk.known.organisation.people.iter().map(|person| person.id);
    let able = people.filter(|person| may_chair(desk, *person));
    able.map(|person| Able { person, deputising: false }).take(ABLE_MAX).collect()
}

/// The chair closes the hearing with its record; the decision rests on it (N18).
fn hold(hearing: &Hearing, desk: &Desk, asked: &Hold) -> Answer {
    let called = hearing.called.ok_or(No::NotCalled)?;
    if hearing.held.is_some() {
        return Err(No::HeldBefore.into());
    }
    if called.call.chair != desk.actor() {
        return Err(No::NotTheChair { chair: called.call.chair }.into());
    }
    if !may_chair(desk, desk.actor()) {
        return Err(No::ChairWrong { able: chairs(desk) }.into());
    }
    if desk.known.now < called.call.at {
        return Err(No::NotYet.into());
    }
    let number = document_no(desk.facts.authority, DocumentKind::HearingRecord, desk.known);
    Ok(vec![Closed { at: desk.known.now, by: desk.actor(), number, hold: *asked }.into()])
}

/// Why the decision has to wait: parties not told, told and no word that it reached them, their time runs, a hearing is
/// missing (N13, N18).
pub fn bars(item: &Item, hearing: &Hearing, today: Day, calendar: &Calendar) -> Option<No> {
    let parties = || hearing.parties.iter().filter(|party| party.stands());
    let open = |count: usize| u8::try_from(count).unwrap_or(u8::MAX);
    let untold = parties().filter(|party| party.told.is_none()).count();
    if untold > 0 {
        return Some(No::PartiesNotTold { open: open(untold) });
    }
    let waiting = || parties().filter(|party| party.stated.is_none()).filter_map(|party| party.told);
    let unserved = waiting().filter(|told| told.arrived.is_none()).count();
    if unserved > 0 {
        return Some(No::PartiesNotServed { open: open(unserved) });
    }
    let runs = waiting().filter_map(|told| told.answer_until(calendar)).filter(|until| today <= *until);
    if let Some(until) = runs.max() {
        return Some(No::PartiesTimeRuns { until });
    }
    (is_needed(item, hearing) && hearing.held.is_none()).then_some(No::HearingMissing)
}
