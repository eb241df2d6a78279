//! From acceptance to the decision: steps in their order, the decision of the authority, pace and explanation.

use crate::authority::{Desk, duty_of};
use crate::clocks::{self, Changed};
use crate::command::{
    CompleteStep, Decide, DonePlace, ExplainLate, Outcome, PriorityClass, Reason, ReturnToStep,
};
use crate::decide::Answer;
use crate::event::{
    Decided, Event, LateExplained, PriorityApproved, PriorityAskedFor, PriorityRefused, ResumeCause, Resumed,
    StepCompleted, StepConfirmed, StepReturned,
};
use crate::hearing::{self, Hearing};
use crate::intake::document_no;
use crate::number::DocumentKind;
use crate::quota::in_turn;
use crate::refusal::{Duty, Refusal};
use crate::state::{Handling, PEOPLE_MAX, Priority, StepDone, Stop};
use crate::visit::{self, VisitRefusal};
use crate::{commitment, deferral, instant, stops};
use calendar::{Calendar, Day, YearUnknown};
use catalogue::item::{Item, Place, Step, StepKind};
use catalogue::{Authority, Power};

/// One step done by the person who holds the case and the step's post; where it needs two officers (N11), the second
/// of them finishes it.
pub(crate) fn complete(desk: &Desk, handling: &Handling, command: &CompleteStep) -> Answer {
    let (step, next) = current(desk.item, handling)?;
    if let Stop::Stopped { planned_until, .. } = handling.stop {
        return Err(Refusal::ClockAlreadyStopped { until: planned_until });
    }
    done_where(step, command.place)?;
    let on_site = visit::is_needed(step);
    if command.visit.is_some() && !on_site {
        return Err(VisitRefusal::RecordNotWanted.into());
    }
    // The leader signs an instant case wherever he is; its papers wait with the window or the agent (R56).
    let from_afar = desk.facts.leader_signs && step.kind == StepKind::SignOff;
    if !from_afar && handling.first_officer.is_none_or(|first| first == desk.actor()) {
        desk.holds()?;
    }
    desk.needs_step(step)?;
    desk.room_for(Duty::Handler)?;
    let (at, by) = (desk.known.now, desk.actor());
    let CompleteStep { verdict, opinion, place, ref visit } = *command;
    let (done, duty) = (handling.step, duty_of(step));
    let confirmed: Event = StepConfirmed { at, by, step: done, verdict, opinion, place, duty }.into();
    match handling.first_officer {
        Some(done_by) if done_by == by && visit.is_none() => Err(Refusal::NeedsAnotherOfficer { done_by }),
        Some(first) if first != by => {
            if on_site {
                visit::confirm(desk, handling, step, visit.as_ref())?;
            }
            completed(desk, next, StepDone { by, verdict, opinion, place }, done, duty)
        }
        _ if on_site => Ok(vec![visit::record(desk, handling, step, visit.as_ref())?.into(), confirmed]),
        None if step.staff >= 2 => Ok(vec![confirmed]),
        _ => completed(desk, next, StepDone { by, verdict, opinion, place }, done, duty),
    }
}

/// Where the step was done fits where the item places it (A11, R87): on site only what belongs there, and back at the
/// department for the reason the item names, where it names one.
fn done_where(step: &Step, place: DonePlace) -> Result<(), Refusal> {
    match (step.place, place) {
        (Place::Site, DonePlace::OnSite) => Ok(()),
        (Place::Site, _) => Err(Refusal::MustBeOnSite),
        _ if visit::is_needed(step) && place != DonePlace::OnSite => Err(Refusal::MustBeOnSite),
        (_, DonePlace::OnSite) if !visit::is_needed(step) => Err(VisitRefusal::NoSiteStep.into()),
        (Place::Department, DonePlace::Department(reason)) => match step.away {
            Some(named) if named != reason => Err(Refusal::AwayReasonDiffers { named }),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The fact that a step is done, with the clock of the next.
fn completed(desk: &Desk, next: &Step, done: StepDone, step: u8, duty: Option<Duty>) -> Answer {
    let at = desk.known.now;
    let StepDone { by, verdict, opinion, place } = done;
    let next = clocks::start(desk.known, desk.today(), next.limit, at)?;
    let mut events = vec![StepCompleted { at, by, step, verdict, opinion, place, duty, next }.into()];
    events.extend(commitment::skipped(desk, usize::from(step))?);
    Ok(events)
}

/// The current step and the one after it; the decision is no step to complete.
fn current<'a>(item: &'a Item, handling: &Handling) -> Result<(&'a Step, &'a Step), Refusal> {
    let place = usize::from(handling.step);
    let step = item.steps.get(place).ok_or(Refusal::ItemUnknown)?;
    if step.kind == StepKind::Decide {
        return Err(Refusal::StepIsDecision);
    }
    Ok((step, item.steps.get(place + 1).ok_or(Refusal::ItemUnknown)?))
}

/// Sent back by one who may decide; the promise runs on.
pub(crate) fn return_to(desk: &Desk, handling: &Handling, command: &ReturnToStep) -> Answer {
    steps_done(handling)?;
    let step = desk.item.steps.get(usize::from(command.step)).ok_or(Refusal::NoSuchStep)?;
    if command.step >= handling.step {
        return Err(Refusal::NoSuchStep);
    }
    desk.needs(Power::Decide, Some(Duty::Decider))?;
    let at = desk.known.now;
    let clock = clocks::start(desk.known, desk.today(), step.limit, at)?;
    Ok(vec![StepReturned { at, by: desk.actor(), step: command.step, reason: command.reason, clock }.into()])
}

pub(crate) fn steps_done(handling: &Handling) -> Result<(), Refusal> {
    match handling.steps.saturating_sub(handling.step + 1) {
        0 => Ok(()),
        open => Err(Refusal::StepsOpen { open }),
    }
}

/// The decision of the authority, by post or by a letter in force today (C8, R52), with reasons if refused (N19).
/// Deciding while the clock stands still is lawful: it begins to run again.
pub(crate) fn decide(desk: &Desk, handling: &Handling, command: &Decide) -> Answer {
    steps_done(handling)?;
    let nobody = Hearing::default();
    let register = desk.known.hearing.unwrap_or(&nobody);
    if let Some(wait) = hearing::bars(desk.item, register, desk.today(), desk.known.calendar) {
        return Err(wait.into());
    }
    check_grounds(desk.item, command)?;
    deferral::check_decision(desk, command)?;
    let basis = desk.needs(Power::Decide, Some(Duty::Decider))?;
    desk.room_for(Duty::Decider)?;
    if command.outcome == Outcome::Granted {
        instant::not_withheld(desk, handling)?;
        in_turn(desk)?;
    }
    let mut events = Vec::with_capacity(2);
    if let Stop::Stopped { from, planned_until, .. } = handling.stop {
        let Changed { promised, statutory, step } = stops::running_again(desk)?;
        let days = stops::days_not_counted(from, planned_until, desk.today());
        let cause = ResumeCause::Decided;
        events.push(Resumed { at: desk.known.now, cause, days, promised, statutory, step }.into());
    }
    events.push(decided(desk, handling, command, basis)?);
    events.extend(commitment::to_check(desk.facts, desk.item, desk.known, command.outcome)?);
    Ok(events)
}

/// Last day of the re-check: the working day after the decision (C17).
pub(crate) fn recheck_by_of(calendar: &Calendar, decided_on: Day) -> Result<Day, YearUnknown> {
    calendar.add_working_days(decided_on, 1)
}

/// The fact of a decision today.
pub(crate) fn decided(
    desk: &Desk,
    handling: &Handling,
    command: &Decide,
    basis: Authority,
) -> Result<Event, Refusal> {
    let Desk { facts, known, item } = *desk;
    let kind = match command.outcome {
        Outcome::Granted => DocumentKind::GrantDecision,
        Outcome::Refused => DocumentKind::RefusalDecision,
    };
    let late = facts.clocks.statutory.is_some_and(|watch| watch.is_late(known.now));
    Ok(Decided {
        at: known.now,
        by: known.actor,
        basis,
        number: document_no(facts.authority, kind, known),
        outcome: command.outcome,
        grounds: command.grounds,
        reasons: command.reasons,
        delivery: clocks::start(known, desk.today(), item.delivery.limit, known.now)?,
        recheck_by: recheck_by_of(known.calendar, desk.today())?,
        late,
        replaces: handling.returned.map(|decision| decision.number),
        record: known.hearing.and_then(|hearing| hearing.held).map(|held| held.number),
    }
    .into())
}

fn check_grounds(item: &Item, command: &Decide) -> Result<(), Refusal> {
    let grounds: Vec<_> = command.grounds.iter().collect();
    let twice = grounds.iter().enumerate().any(|(place, ground)| grounds[..place].contains(ground));
    let listed = grounds.iter().all(|ground| item.refusal_reason(*ground).is_some());
    let none_listed = item.decision.refusal_reasons.is_empty();
    match command.outcome {
        Outcome::Granted if !grounds.is_empty() => Err(Refusal::ReasonsNotWanted),
        Outcome::Refused if command.reasons.is_none() => Err(Refusal::ReasonsNeeded),
        Outcome::Refused if grounds.is_empty() && !none_listed => Err(Refusal::ReasonsNeeded),
        _ if !listed => Err(Refusal::GroundNotListed),
        _ if twice => Err(Refusal::ReasonTwice),
        _ => Ok(()),
    }
}

/// 申请优先: with a reason, by whoever carries the case (A42, R62).
pub(crate) fn ask_priority(desk: &Desk, command: &Reason) -> Answer {
    if desk.facts.priority != Priority::None {
        return Err(Refusal::PriorityAlreadyAsked);
    }
    if desk.facts.holding.person != desk.actor() {
        desk.carries()?;
    }
    Ok(vec![PriorityAskedFor { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// Given by a separate person with the power (A42).
pub(crate) fn approve_priority(desk: &Desk, class: PriorityClass) -> Answer {
    let basis = priority_approver(desk)?;
    Ok(vec![PriorityApproved { at: desk.known.now, by: desk.actor(), basis, class: Some(class) }.into()])
}

/// Not given; it may be asked for again with a better reason.
pub(crate) fn refuse_priority(desk: &Desk, command: &Reason) -> Answer {
    priority_approver(desk)?;
    Ok(vec![PriorityRefused { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// Pace is not the outcome: who gives priority may decide later, but took no part before.
fn priority_approver(desk: &Desk) -> Result<Authority, Refusal> {
    let asker = match desk.facts.priority {
        Priority::Asked { by, .. } => by,
        Priority::None | Priority::Approved { .. } => return Err(Refusal::NoPriorityAsked),
    };
    let basis = desk.needs(Power::ApprovePriority, Some(Duty::Approver))?;
    desk.differs_from(asker, Power::ApprovePriority)?;
    Ok(basis)
}

/// 超期说明: why, and when it will be done; the light stays (tone 20).
pub(crate) fn explain_late(desk: &Desk, command: &ExplainLate) -> Answer {
    let facts = desk.facts;
    let clocks = [&facts.clocks.pre_acceptance, &facts.clocks.promised, &facts.clocks.statutory];
    let running = clocks.into_iter().flatten().filter(|watch| watch.ended_at.is_none());
    let late = facts.late_since.is_some() || running.into_iter().any(|watch| watch.is_late(desk.known.now));
    if !late {
        return Err(Refusal::NotLate);
    }
    if command.expected_on < desk.today() {
        return Err(Refusal::DayHasPassed { day: command.expected_on });
    }
    if facts.holding.person != desk.actor() {
        desk.carries()?;
    }
    let ExplainLate { reason, expected_on } = *command;
    Ok(vec![LateExplained { at: desk.known.now, by: desk.actor(), reason, expected_on }.into()])
}

const _: () = assert!(PEOPLE_MAX >= 16, "one case has room for every step of an item");
