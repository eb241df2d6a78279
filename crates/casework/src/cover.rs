//! Work goes on while its holder is away: the deputy takes it over and gives it back, or a head gives it to another
//! (E23, E25, F31).  Whoever takes it has counted the papers (C35).

use crate::absence::AbsenceRefusal as No;
use crate::authority::{Desk, able_by};
use crate::command::{Sealed, TakeOver};
use crate::decide::Answer;
use crate::event::{Reassigned, TakenBack, TakenForAbsent};
use crate::refusal::{ABLE_MAX, Able, Duty, Refusal};
use crate::state::{Capacity, Facts, PAPERS_MAX, Stage};
use crate::waits::take_by;
use catalogue::item::Post;
use catalogue::{PersonId, Power};
use serde::{Deserialize, Serialize};

/// Give the case of somebody who is not here to another, who counts the papers and signs for them.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reassign {
    /// To whom.
    pub to: PersonId,
    /// Papers found at the place of whoever is away; fewer than were held go on record.
    pub papers: u16,
    /// Why.
    pub reason: Sealed,
}

/// 代班接手: the deputy takes over what somebody who is away holds.
pub(crate) fn stand_in(desk: &Desk, stage: &Stage, command: &TakeOver) -> Answer {
    let Facts { holding, pending, people, .. } = desk.facts;
    let absence = desk.known.absences.of(holding.person, desk.today());
    let Some(absence) = absence else {
        return Err(No::HolderPresent { holder: holding.person }.into());
    };
    if absence.deputy != Some(desk.actor()) {
        return Err(No::NotTheDeputy { deputy: absence.deputy }.into());
    }
    // What was given to somebody who is here waits for that signature.
    if let Some(pending) = pending.filter(|it| it.to != desk.actor() && !desk.known.is_away(it.to)) {
        return Err(Refusal::HandOverPending { to: pending.to });
    }
    let own = duty_of(holding.capacity);
    let other = people
        .iter()
        .find(|part| part.person == desk.actor() && part.duty != Duty::Asker && Some(part.duty) != own);
    if let Some(part) = other {
        return Err(No::DeputyTouched { did: part.duty }.into());
    }
    if !peers(desk, stage).iter().any(|peer| peer.person == desk.actor()) {
        return Err(No::NotTheDeputy { deputy: absence.deputy }.into());
    }
    if command.papers != holding.papers {
        return Err(Refusal::CountDiffers { given: holding.papers, counted: command.papers });
    }
    let (at, by, from, capacity) = (desk.known.now, desk.actor(), holding.person, holding.capacity);
    Ok(vec![TakenForAbsent { at, by, from, capacity, papers: command.papers, absence: absence.id }.into()])
}

/// 销假接回: back again, the person takes over what the deputy still holds in that place.
pub(crate) fn take_back(desk: &Desk, command: &TakeOver) -> Answer {
    let Facts { holding, pending, covers, .. } = desk.facts;
    if *covers != Some(desk.actor()) {
        return Err(No::NotYoursToTakeBack.into());
    }
    if desk.known.is_away(desk.actor()) {
        return Err(No::StillAway.into());
    }
    if let Some(pending) = pending {
        return Err(Refusal::HandOverPending { to: pending.to });
    }
    if command.papers != holding.papers {
        return Err(Refusal::CountDiffers { given: holding.papers, counted: command.papers });
    }
    let (at, by, from, capacity) = (desk.known.now, desk.actor(), holding.person, holding.capacity);
    Ok(vec![TakenBack { at, by, from, capacity, papers: command.papers }.into()])
}

/// 改派 by the window head, the leader in charge or the head, of what somebody who is not here holds; the other signs for
/// it with a count of the papers, as at any hand-over (E25, R81).
pub(crate) fn reassign(desk: &Desk, stage: &Stage, command: &Reassign) -> Answer {
    desk.needs(Power::Reassign, None)?;
    let Facts { holding, pending, .. } = desk.facts;
    if !is_gone(desk, holding.person) {
        return Err(No::HolderPresent { holder: holding.person }.into());
    }
    if let Some(pending) = pending.filter(|it| !desk.known.is_away(it.to)) {
        return Err(Refusal::HandOverPending { to: pending.to });
    }
    if command.papers > PAPERS_MAX {
        return Err(Refusal::TooManyPapers);
    }
    // Whoever gives it away does not count for it as well.
    let able: Vec<Able> = peers(desk, stage)
        .into_iter()
        .filter(|peer| peer.person != holding.person && peer.person != desk.actor())
        .take(ABLE_MAX)
        .collect();
    if !able.iter().any(|peer| peer.person == command.to) {
        return Err(Refusal::WrongDirection { able });
    }
    let (at, by, from, capacity) = (desk.known.now, desk.actor(), holding.person, holding.capacity);
    let (held, Reassign { to, papers, reason }) = (holding.papers, *command);
    let take_by = take_by(desk.known.calendar, desk.today());
    Ok(vec![Reassigned { at, by, from, to, capacity, held, papers, reason, take_by }.into()])
}

/// Away today, or without any post.
fn is_gone(desk: &Desk, person: PersonId) -> bool {
    desk.known.is_away(person) || desk.known.organisation.posts_of(person, desk.today()).next().is_none()
}

/// Those who may hold the case as its holder does, today and after what they did in it.
fn peers(desk: &Desk, stage: &Stage) -> Vec<Able> {
    let Desk { facts, known, item } = *desk;
    let today = desk.today();
    let by_power = |power| {
        able_by(known, known.organisation.who_may(power, item, today), |person| {
            duty_of(facts.holding.capacity).is_none_or(|duty| desk.blocked(person, duty).is_none())
        })
    };
    match (facts.holding.capacity, stage) {
        (Capacity::Intake, _) => by_power(Power::Receive),
        (Capacity::Agent, _) => by_power(Power::Recheck),
        (Capacity::Handler, Stage::Handling(handling)) => {
            let step = item.steps.get(usize::from(handling.step));
            step.map(|step| desk.able_for_step(step)).unwrap_or_default()
        }
        (Capacity::Handler, _) => by_power(Power::MakeDocument),
        (Capacity::Delivery, _) => {
            let mut able = by_power(Power::Deliver);
            able.retain(|able| known.organisation.holds_anywhere(able.person, Post::DeliveryOfficer, today));
            able
        }
    }
}

/// What holding a case in a capacity leads to.
fn duty_of(capacity: Capacity) -> Option<Duty> {
    match capacity {
        Capacity::Intake => Some(Duty::Intake),
        Capacity::Agent => Some(Duty::Rechecker),
        Capacity::Handler => Some(Duty::Handler),
        Capacity::Delivery => None,
    }
}
