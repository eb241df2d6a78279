//! Who may bar whom: proposed by a handler, after hearing the person decided by the head of the authority, who did not propose.

use super::{Bar, BarRefusal, Command, Decided, Ended, Entry, Event, Ground, Heard, Proposed, Refused, Told};
use crate::authority::{Desk, able_by};
use crate::commitment::CheckOutcome;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::DocumentKind;
use crate::refusal::Refusal;
use crate::state::File;
use catalogue::item::Post;
use catalogue::{Authority, CaseId, GroundCode, PersonId, Power};

/// Decides a command on the list; `case` and `file` are those out of which the entry comes.
pub fn decide(
    bar: &Bar,
    command: &Command,
    case: CaseId,
    file: &File,
    known: &Known,
) -> Result<Vec<Event>, Refusal> {
    let desk = Desk::of(&file.facts, known)?;
    let (at, by) = (known.now, known.actor);
    if let Command::Propose { ground, reason } = *command {
        propose(bar, &desk, ground)?;
        let item = file.facts.item;
        return Ok(vec![Event::Proposed(Proposed { at, by, case, item, ground, reason })]);
    }
    let entry = bar.entry.as_ref().ok_or(BarRefusal::NotProposed)?;
    if entry.end.is_some() {
        return Err(BarRefusal::Over.into());
    }
    Ok(vec![match (*command, entry.decision) {
        (Command::Propose { .. }, _) => return Err(BarRefusal::AlreadyProposed.into()),
        (Command::Hear { .. } | Command::Decide | Command::Refuse { .. }, Some(_)) => {
            return Err(BarRefusal::AlreadyDecided.into());
        }
        (Command::Tell | Command::Lift { .. }, None) => return Err(BarRefusal::NotDecided.into()),
        (Command::Hear { statement }, None) => {
            if entry.heard.is_some() {
                return Err(BarRefusal::AlreadyHeard.into());
            }
            desk.needs(Power::Handle, None)?;
            Event::Heard(Heard { at, by, statement })
        }
        (Command::Decide, None) => decided(&desk, entry)?,
        (Command::Refuse { reason }, None) => {
            heads(&desk, Some(entry.proposed_by))?;
            Event::Refused(Refused { at, by, reason })
        }
        (Command::Tell, Some(_)) => {
            if entry.told_on.is_some() {
                return Err(BarRefusal::AlreadyTold.into());
            }
            desk.needs(Power::Handle, None)?;
            Event::Told(Told { at, by })
        }
        (Command::Lift { reason }, Some(_)) => {
            heads(&desk, None)?;
            Event::Ended(Ended { at, lifted: Some((by, reason)) })
        }
    }])
}

/// Only a bar that the item's law knows; a false commitment only where the check found it so.
fn propose(bar: &Bar, desk: &Desk, ground: Ground) -> Result<(), Refusal> {
    let waits = |entry: &Entry| entry.end.is_none();
    if bar.entry.as_ref().is_some_and(waits) {
        return Err(BarRefusal::AlreadyProposed.into());
    }
    let listed = match ground.of_item() {
        Some(code) => GroundCode::parse(code).is_ok_and(|code| desk.item.refusal_ground(code).is_some()),
        None => desk.item.commitment.is_some(),
    };
    if !listed {
        return Err(BarRefusal::GroundNotListed.into());
    }
    let found = desk.facts.check.and_then(|check| check.found).map(|found| found.outcome);
    if ground == Ground::FalseCommitment && found != Some(CheckOutcome::False) {
        return Err(BarRefusal::NotFoundFalse.into());
    }
    desk.needs(Power::Handle, None).map(|_| ())
}

fn decided(desk: &Desk, entry: &Entry) -> Result<Event, Refusal> {
    let basis = heads(desk, Some(entry.proposed_by))?;
    if entry.heard.is_none() {
        return Err(BarRefusal::NotHeard.into());
    }
    let Desk { facts, known, .. } = *desk;
    let from = known.today();
    // A year of the law, to the corresponding day (民法典 §202); no day of work is counted, so no calendar is asked.
    let until = entry.ground.lasts().map(|months| from.plus_months(months));
    let number = document_no(facts.authority, DocumentKind::BarDecision, known);
    Ok(Event::Decided(Decided { at: known.now, by: known.actor, basis, number, from, until }))
}

/// The head of the authority, by post; no letter reaches so far.
fn heads(desk: &Desk, not: Option<PersonId>) -> Result<Authority, Refusal> {
    let (organisation, unit) = (desk.known.organisation, desk.facts.authority);
    let able = || {
        let holders = organisation.who_may(Power::Decide, desk.item, desk.today());
        let heads = |who: PersonId| organisation.holds(who, Post::AuthorityHead, unit, desk.today());
        able_by(desk.known, holders, |who| heads(who) && Some(who) != not)
    };
    if !organisation.holds(desk.actor(), Post::AuthorityHead, unit, desk.today()) {
        return Err(BarRefusal::HeadOnly { able: able() }.into());
    }
    if Some(desk.actor()) == not {
        return Err(BarRefusal::ProposerCannotDecide { able: able() }.into());
    }
    Ok(Authority::ByPost { post: Post::AuthorityHead, unit })
}
