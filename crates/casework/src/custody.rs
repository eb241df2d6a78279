//! Who holds the case: given over with one signature, taken with another; until then the giver answers for it (R81).

use crate::authority::{Desk, able_by};
use crate::command::Sealed;
use crate::command::{GiveOver, Reason, TakeOver};
use crate::decide::Answer;
use crate::event::{GivenOver, OverDeclined, OverRecalled, TakenOver};
use crate::refusal::{Able, Refusal};
use crate::state::{Capacity, PAPERS_MAX, Stage};
use crate::waits::take_by;
use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{PersonId, Power};
use serde::{Deserialize, Serialize};

/// Given over, not yet taken: the giver is responsible (tone 19).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// To whom.
    pub to: PersonId,
    /// As what.
    pub capacity: Capacity,
    /// Papers counted by the giver.
    pub papers: u16,
    /// A word to the recipient.
    pub note: Option<Sealed>,
    /// Who gave it: the holder, or a head in the place of somebody away.
    pub by: PersonId,
    /// Since when.
    pub given_at: Instant,
    /// Last day to take it; none where an older entry gave it.
    pub take_by: Option<Day>,
    /// Whether it is on record that this day passed.
    pub waits: bool,
}

impl Pending {
    /// When it has waited for more than a working day, and the light is yellow (F30).
    pub fn yellow_at(&self) -> Option<Instant> {
        self.take_by.map(|day| day.plus_days(1).start())
    }
}

/// 移交 to a named person who may lawfully hold it next.
pub(crate) fn give(desk: &Desk, stage: &Stage, command: &GiveOver) -> Answer {
    desk.holds()?;
    let held = desk.facts.holding.papers;
    if command.papers < held {
        return Err(Refusal::PapersMissing { held, counted: command.papers });
    }
    if command.papers > PAPERS_MAX {
        return Err(Refusal::TooManyPapers);
    }
    let capacity = lawful(desk, stage, command.to)?;
    Ok(vec![
        GivenOver {
            at: desk.known.now,
            by: desk.actor(),
            to: command.to,
            capacity,
            papers: command.papers,
            note: command.note,
            take_by: take_by(desk.known.calendar, desk.today()),
        }
        .into(),
    ])
}

/// 签收 by the named recipient; both counts agree (tone 19, C35).
pub(crate) fn take(desk: &Desk, stage: &Stage, command: &TakeOver) -> Answer {
    let pending = offered_to_actor(desk)?;
    if command.papers != pending.papers {
        return Err(Refusal::CountDiffers { given: pending.papers, counted: command.papers });
    }
    // The case may have moved since it was given; what is lawful now counts.
    let capacity = lawful_to_take(desk, stage, &pending)?;
    let (at, by, from) = (desk.known.now, desk.actor(), desk.facts.holding.person);
    Ok(vec![TakenOver { at, by, from, capacity, papers: pending.papers }.into()])
}

/// The recipient does not take it; the giver keeps it.
pub(crate) fn decline(desk: &Desk, command: &Reason) -> Answer {
    offered_to_actor(desk)?;
    Ok(vec![OverDeclined { at: desk.known.now, by: desk.actor(), reason: command.reason }.into()])
}

/// The giver takes it back before it was taken.
pub(crate) fn recall(desk: &Desk) -> Answer {
    let facts = desk.facts;
    if facts.pending.is_none() {
        return Err(Refusal::NothingPending);
    }
    let gave = facts.pending.is_some_and(|pending| pending.by == desk.actor());
    if facts.holding.person != desk.actor() && !gave {
        return Err(Refusal::NotTheHolder { holder: facts.holding.person });
    }
    Ok(vec![OverRecalled { at: desk.known.now, by: desk.actor() }.into()])
}

fn offered_to_actor(desk: &Desk) -> Result<Pending, Refusal> {
    let pending = desk.facts.pending.ok_or(Refusal::NothingPending)?;
    if pending.to == desk.actor() { Ok(pending) } else { Err(Refusal::NotTheRecipient { to: pending.to }) }
}

/// The same for whoever signs for it: what a head gave in the place of somebody away keeps its capacity, and whoever was
/// entered as away and is here may sign.
fn lawful_to_take(desk: &Desk, stage: &Stage, pending: &Pending) -> Result<Capacity, Refusal> {
    let away = desk.known.is_away(desk.actor());
    let reassigned = pending.by != desk.facts.holding.person;
    match lawful(desk, stage, desk.actor()) {
        Err(_) if away || reassigned => Ok(pending.capacity),
        answer => answer,
    }
}

/// As what the person may hold the case next, or why not.
fn lawful(desk: &Desk, stage: &Stage, to: PersonId) -> Result<Capacity, Refusal> {
    let recipients = recipients(desk, stage);
    let holder = desk.facts.holding.person;
    let capacity =
        recipients.iter().find(|(able, _)| able.person == to && to != holder).map(|(_, capacity)| *capacity);
    capacity.ok_or_else(|| {
        let able = recipients.iter().map(|(able, _)| *able).filter(|able| able.person != holder);
        Refusal::WrongDirection { able: able.take(crate::refusal::ABLE_MAX).collect() }
    })
}

/// Who may hold the case next, and as what.  Before acceptance another intake officer; then the case agent; from the
/// agent or a handler whoever may do the current step, or the agent again; after conclusion the delivery window.
fn recipients(desk: &Desk, stage: &Stage) -> Vec<(Able, Capacity)> {
    let Desk { facts, known, item } = *desk;
    let today = desk.today();
    let by_power = |power| able_by(known, known.organisation.who_may(power, item, today), |_| true);
    let agents = || {
        let mut agents = by_power(Power::Recheck);
        agents.sort_by_key(|able| able.person != facts.agent);
        agents
    };
    let with = |people: Vec<Able>, capacity| {
        people.into_iter().map(move |able| (able, capacity)).collect::<Vec<_>>()
    };
    let at_intake = facts.holding.capacity == Capacity::Intake;
    match stage {
        Stage::Received | Stage::CorrectionNoticed | Stage::AwaitingSignature => {
            with(by_power(Power::Receive), Capacity::Intake)
        }
        _ if at_intake => with(agents(), Capacity::Agent),
        Stage::Handling(handling) => {
            let step = item.steps.get(usize::from(handling.step));
            let doing = step.map(|step| desk.able_for_step(step)).unwrap_or_default();
            [with(doing, Capacity::Handler), with(agents(), Capacity::Agent)].concat()
        }
        Stage::Decided { .. } | Stage::Rechecked { .. } => {
            [with(agents(), Capacity::Agent), with(by_power(Power::MakeDocument), Capacity::Handler)].concat()
        }
        Stage::Concluded(_) => {
            let delivering =
                |able: &Able| known.organisation.holds_anywhere(able.person, Post::DeliveryOfficer, today);
            let delivering = by_power(Power::Deliver).into_iter().filter(delivering).collect();
            [with(delivering, Capacity::Delivery), with(agents(), Capacity::Agent)].concat()
        }
        Stage::Delivered { .. }
        | Stage::NotAccepted { .. }
        | Stage::ClosedForMissing { .. }
        | Stage::Withdrawn(_)
        | Stage::EndedWithApplicant(_) => Vec::new(),
    }
}
