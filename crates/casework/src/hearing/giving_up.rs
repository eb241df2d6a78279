//! What takes back a part of it: a notice that arrived later than it was written, or on another day than was entered; a request
//! given up, somebody entered by mistake, a hearing called off (N13, N18, A26).

use super::command::{Service, ServiceCorrection, Strike, Withdrawal};
use super::decide::{Answer, is_needed, party};
use super::event::{CalledOff, Event, Served, ServiceCorrected, Struck, Withdrawn};
use super::refusal::HearingRefusal as No;
use super::state::Hearing;
use super::{ASK_DAYS, evolve};
use crate::authority::Desk;
use crate::command::Sealed;
use crate::refusal::Refusal;
use calendar::Day;
use catalogue::Power;

/// The days of a party begin with the day its notice arrived: not before it was written, and not in days to come.
pub(super) fn serve(hearing: &Hearing, desk: &Desk, service: Service) -> Answer {
    desk.carries()?;
    let party = party(hearing, service.party)?;
    let told = party.told.ok_or(No::NotTold)?;
    if party.stated.is_some() {
        return Err(No::StatedBefore.into());
    }
    if told.arrived.is_some() {
        return Err(No::ServedBefore.into());
    }
    arrives_between(told.at.day(), service.on, desk.today())?;
    let until = desk.known.calendar.add_working_days(service.on, ASK_DAYS)?;
    Ok(vec![Served { at: desk.known.now, by: desk.actor(), service, until }.into()])
}

/// A day or way that was entered wrongly is put right by whoever entered it, or by a window head, as long as nothing rests on it: no
/// answer, no hearing, no decision. The days run anew from the right day; they end before nobody is told of it, and once a
/// party was told of a last day only later than that (E10, E11, N18).
pub(super) fn correct_service(hearing: &Hearing, desk: &Desk, correction: ServiceCorrection) -> Answer {
    let (known, service) = (desk.known, correction.service);
    let party = party(hearing, service.party)?;
    let told = party.told.ok_or(No::NotTold)?;
    let entered = told.arrived.ok_or(No::NotServed)?;
    if entered.by != desk.actor() {
        desk.needs(Power::CorrectRegistration, None)?;
    }
    if let Some(rests) = hearing.rests_on_service(party) {
        return Err(rests.into());
    }
    if (entered.service.on, entered.service.way) == (service.on, service.way) {
        return Err(No::ServedSame.into());
    }
    arrives_between(told.at.day(), service.on, desk.today())?;
    let anew = known.calendar.add_working_days(service.on, ASK_DAYS)?.max(desk.today());
    let until = if entered.corrected.is_some() { anew.max(entered.until) } else { anew };
    let (at, by, before) = (known.now, desk.actor(), entered.service.on);
    Ok(vec![ServiceCorrected { at, by, correction, before, until }.into()])
}

/// From the day of the telling until today.
fn arrives_between(from: Day, on: Day, until: Day) -> Result<(), Refusal> {
    if from <= on && on <= until { Ok(()) } else { Err(No::ServedOnWrong { from, until }.into()) }
}

/// Whoever asked may give it up in writing until the hearing was held. Where nobody else asks and no law requires it, a hearing
/// that was called is called off with it.
pub(super) fn withdraw(hearing: &Hearing, desk: &Desk, withdrawal: Withdrawal) -> Answer {
    desk.carries()?;
    let party = party(hearing, withdrawal.party)?;
    if !party.stated.is_some_and(|stated| stated.asks_hearing()) {
        return Err(No::NotAsked.into());
    }
    if hearing.held.is_some() {
        return Err(No::HeldBefore.into());
    }
    if !withdrawal.signed {
        return Err(No::NotSigned.into());
    }
    let (at, by) = (desk.known.now, desk.actor());
    let withdrawn: Event = Withdrawn { at, by, withdrawal }.into();
    let after = evolve(hearing.clone(), &withdrawn);
    let off = after.called.filter(|_| !is_needed(desk.item, &after));
    let off = off.map(|called| CalledOff { at, by, notice: called.notice, reason: None }.into());
    Ok([withdrawn].into_iter().chain(off).collect())
}

/// Who stands there by mistake is taken off with a reason. Whoever was told has rights, and stays.
pub(super) fn strike(hearing: &Hearing, desk: &Desk, strike: Strike) -> Answer {
    desk.carries()?;
    if party(hearing, strike.party)?.told.is_some() {
        return Err(No::ToldBefore.into());
    }
    Ok(vec![Struck { at: desk.known.now, by: desk.actor(), strike }.into()])
}

/// Called off with a reason. Its day to be organised stays: one that is needed is called anew, or the decision waits.
pub(super) fn call_off(hearing: &Hearing, desk: &Desk, reason: Sealed) -> Answer {
    desk.carries()?;
    if hearing.held.is_some() {
        return Err(No::HeldBefore.into());
    }
    let called = hearing.called.ok_or(No::NotCalled)?;
    let (at, by, notice) = (desk.known.now, desk.actor(), called.notice);
    Ok(vec![CalledOff { at, by, notice, reason: Some(reason) }.into()])
}
