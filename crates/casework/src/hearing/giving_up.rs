//! What takes back a part of it: a notice that arrived later than it was written, a request given up, somebody entered by
//! mistake, a hearing called off (N13, N18, A26).

use super::command::{Service, Strike, Withdrawal};
use super::decide::{Answer, is_needed, party};
use super::event::{CalledOff, Event, Served, Struck, Withdrawn};
use super::refusal::HearingRefusal as No;
use super::state::Hearing;
use super::{ASK_DAYS, evolve};
use crate::authority::Desk;
use crate::command::Sealed;

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
    let (from, until) = (told.at.day(), desk.today());
    if service.on < from || service.on > until {
        return Err(No::ServedOnWrong { from, until }.into());
    }
    let until = desk.known.calendar.add_working_days(service.on, ASK_DAYS)?;
    Ok(vec![Served { at: desk.known.now, by: desk.actor(), service, until }.into()])
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
