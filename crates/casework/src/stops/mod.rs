//! Stopping the clock: asked for by those who carry the case, approved by another; the notice is the act, and the document
//! it rests on is named or shown within days (F7, N17).

mod command;
pub(crate) mod fact;
mod memory;
mod state;

pub use command::{AskStop, Resume, ShowStopOrder};
pub use state::{OrderOwed, Stop, StopAsked};

use crate::authority::Desk;
use crate::clocks::{self, Changed};
use crate::command::Reason;
use crate::decide::Answer;
use crate::event::{ResumeCause, Resumed, StopAskedFor, StopOrderShown, StopRefused, Stopped};
use crate::intake::document_no;
use crate::number::DocumentKind;
use crate::refusal::{Duty, Refusal};
use crate::state::{File, Handling, Stage, Watch};
use calendar::{ClockError, Day, Exclusion, ExclusionKind, Light};
use catalogue::item::{ExclusionKind as ItemExclusionKind, ItemExclusion};
use catalogue::{Authority, PersonId, Power};

/// Asked for; the clock runs on until the notice.
pub(crate) fn ask(desk: &Desk, handling: &Handling, command: &AskStop) -> Answer {
    match handling.stop {
        Stop::Running => {}
        Stop::Asked(_) => return Err(Refusal::StopAlreadyAsked),
        Stop::Stopped { planned_until, .. } => {
            return Err(Refusal::ClockAlreadyStopped { until: planned_until });
        }
        Stop::PastPlan { planned_until, .. } => return Err(Refusal::ResultAwaited { planned_until }),
    }
    if let Some(owed) = desk.facts.stop_order {
        return Err(Refusal::StopOrderOwed { show_by: owed.show_by });
    }
    check_days(desk, command.exclusion, command.planned_days)?;
    some_clock_in_time(desk)?;
    desk.carries()?;
    let AskStop { exclusion, planned_days, reason, order } = *command;
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![StopAskedFor { at, by, exclusion, planned_days, reason, order }.into()])
}

/// The exclusion is listed, and its days stay within the total of the case (F7).
fn check_days<'a>(desk: &Desk<'a>, exclusion: u8, days: u16) -> Result<&'a ItemExclusion, Refusal> {
    let place = usize::from(exclusion);
    let listed = desk.item.exclusions.get(place).ok_or(Refusal::ExclusionNotListed)?;
    let used = desk.facts.stopped_days.get(place).ok_or(Refusal::ExclusionNotListed)?;
    let left = listed.max_days.saturating_sub(*used);
    if (1..=left).contains(&days) { Ok(listed) } else { Err(Refusal::StopTooLong { left }) }
}

/// A clock that ran out is not turned back.
fn some_clock_in_time(desk: &Desk) -> Result<(), Refusal> {
    let clocks = [desk.facts.clocks.promised, desk.facts.clocks.statutory];
    let mut running = clocks.into_iter().flatten().filter(|watch| watch.ended_at.is_none());
    if running.clone().any(|watch| !watch.is_late(desk.known.now)) {
        return Ok(());
    }
    let due = running.next().map_or(desk.today(), |watch| watch.clock.due());
    Err(Refusal::ClockHasRunOut { due })
}

impl File {
    /// Whether no clock is left that a stop could stop, as far as time has recorded it: what was asked for can only be
    /// refused.
    pub fn stop_is_too_late(&self) -> bool {
        let clocks = [self.facts.clocks.promised, self.facts.clocks.statutory];
        let in_time = |watch: &Watch| watch.ended_at.is_none() && watch.light != Light::Red;
        !clocks.iter().flatten().any(in_time)
    }
}

/// The notice stops the clocks that are in time, from its own day.
pub(crate) fn approve(desk: &Desk, handling: &Handling) -> Answer {
    let asked = asked(handling)?;
    let listed = check_days(desk, asked.exclusion, asked.planned_days)?;
    some_clock_in_time(desk)?;
    let basis = approver(desk, asked.by)?;
    somebody_left_to_decide(desk)?;
    desk.room_for(Duty::Approver)?;
    let from = desk.today();
    let planned_until = from.plus_days(i32::from(asked.planned_days) - 1);
    let notice = document_no(desk.facts.authority, DocumentKind::StopNotice, desk.known);
    let kind = match listed.kind {
        ItemExclusionKind::SpecialProcedure => ExclusionKind::SpecialProcedure,
        ItemExclusionKind::Suspension => ExclusionKind::Suspension,
    };
    let exclusion = Exclusion { kind, ground: asked.exclusion, from, planned_until, notice: notice.n };
    let Changed { promised, statutory, step } =
        clocks::change(desk, |clock| clock.exclude(desk.known.calendar, exclusion).map(Some))?;
    let order_by = match asked.order {
        Some(_) => None,
        None => Some(show_by(desk)?),
    };
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![
        Stopped { at, by, basis, notice, from, planned_until, promised, statutory, step, order_by }.into(),
    ])
}

/// The last day to show the document of a stop that is told today.
fn show_by(desk: &Desk) -> Result<Day, Refusal> {
    Ok(desk.known.calendar.add_working_days(desk.today(), u32::from(desk.known.order_days))?)
}

/// 补登依据文书: before the approval or after the notice, and late rather than never; while the case is open.
pub(crate) fn show(desk: &Desk, stage: &Stage, command: &ShowStopOrder) -> Answer {
    let asked = match stage {
        Stage::Handling(Handling { stop: Stop::Asked(asked), .. }) => asked.order.is_none(),
        _ => false,
    };
    let notice = desk.facts.stop_order.map(|owed| owed.notice);
    if notice.is_none() && !asked {
        return Err(Refusal::NoStopOrderOwed);
    }
    desk.carries()?;
    let (at, by, order) = (desk.known.now, desk.actor(), command.order);
    Ok(vec![StopOrderShown { at, by, order, notice }.into()])
}

/// Not approved: the clock ran on.
pub(crate) fn refuse(desk: &Desk, handling: &Handling, command: &Reason) -> Answer {
    let asked = asked(handling)?;
    approver(desk, asked.by)?;
    Ok(vec![StopRefused { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// The result came: this day is the last that does not count.
pub(crate) fn resume(desk: &Desk, handling: &Handling, command: &Resume) -> Answer {
    let days = match handling.stop {
        Stop::Stopped { from, planned_until, .. } => days_not_counted(from, planned_until, desk.today()),
        // Counted when the planned end passed.
        Stop::PastPlan { .. } => 0,
        Stop::Running | Stop::Asked(_) => return Err(Refusal::ClockNotStopped),
    };
    desk.carries()?;
    let Changed { promised, statutory, step } = running_again(desk)?;
    let cause = ResumeCause::Result { by: desk.actor(), result: command.result };
    Ok(vec![Resumed { at: desk.known.now, cause, days, promised, statutory, step }.into()])
}

/// The clocks with the awaited result entered; those that do not await one stay.
pub(crate) fn running_again(desk: &Desk) -> Result<Changed, Refusal> {
    clocks::change(desk, |clock| match clock.resume(desk.known.calendar, desk.today()) {
        Err(ClockError::NotStopped) => Ok(None),
        other => other.map(Some),
    })
}

/// Calendar days that did not count, the first and the last with them.
pub(crate) fn days_not_counted(from: Day, planned_until: Day, until: Day) -> u16 {
    let days = until.min(planned_until).number() - from.number() + 1;
    u16::try_from(days.max(0)).unwrap_or(u16::MAX)
}

fn asked(handling: &Handling) -> Result<StopAsked, Refusal> {
    match handling.stop {
        Stop::Asked(asked) => Ok(asked),
        Stop::Running | Stop::Stopped { .. } | Stop::PastPlan { .. } => Err(Refusal::NoStopAsked),
    }
}

fn approver(desk: &Desk, asker: PersonId) -> Result<Authority, Refusal> {
    let basis = desk.needs(Power::ApproveSpecialProcedure, Some(Duty::Approver))?;
    desk.differs_from(asker, Power::ApproveSpecialProcedure)?;
    Ok(basis)
}

/// Whoever approves may not decide (M4): another must be able to, or the case would never end.
pub(crate) fn somebody_left_to_decide(desk: &Desk) -> Result<(), Refusal> {
    let deciders = desk.known.organisation.who_may_decide(desk.item, desk.today());
    // Somebody who is away comes back: only who may at all counts here.
    let left = deciders.iter().any(|holder| {
        let person = holder.person;
        person != desk.actor() && desk.blocked(person, Duty::Decider).is_none()
    });
    if left { Ok(()) } else { Err(Refusal::NobodyLeftToDecide) }
}
