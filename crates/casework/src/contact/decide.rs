//! The rules of a first contact on one screen.  Everything not listed is refused.

use crate::absence::{Absences, leads};
use crate::command::NonAcceptanceGround;
use crate::contact::command::{Command as C, Outcome, Record, Target, Transfer};
use crate::contact::event::{Declined, Event, Passed, Recalled, Recorded, Settled, Signed};
use crate::contact::refusal::ContactRefusal as No;
use crate::contact::state::{Contact, Handed, Held, Way};
use crate::contact::{ADVICE_DAYS, HAD_MAX};
use crate::known::Known;
use crate::refusal::Refusal;
use crate::state::{File, Stage};
use calendar::Day;
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};

type Answer = Result<Vec<Event>, Refusal>;

/// Decides a command.  `case` is the file of the case that the command names, if it names one and there is one; the
/// item at hand is the revision whose list was printed.
pub fn decide(contact: &Contact, command: &C, known: &Known, case: Option<&File>) -> Answer {
    let held = match (contact, command) {
        (Contact::Absent, C::Record(record)) => return recorded(record, known, case),
        (Contact::Absent, _) => return Err(No::NoSuchContact.into()),
        (Contact::Held(_), C::Record(_)) => return Err(No::AlreadyRecorded.into()),
        (Contact::Held(held), _) => &**held,
    };
    let (at, by) = (known.now, known.actor);
    match (&held.way, command) {
        (Way::Pending(handed), C::Sign) => {
            receives(held, handed, known)?;
            Ok(vec![Signed { at, by, from: held.responsible }.into()])
        }
        (Way::Pending(handed), C::Decline { reason }) => {
            receives(held, handed, known)?;
            Ok(vec![Declined { at, by, to: handed.transfer.to, reason: *reason }.into()])
        }
        (Way::Pending(_), C::Recall) => {
            answers_for(held, known)?;
            Ok(vec![Recalled { at, by }.into()])
        }
        (Way::InHand, C::Transfer(transfer)) => {
            answers_for(held, known)?;
            if held.had.len() >= HAD_MAX {
                return Err(No::PassedTooOften.into());
            }
            if was_there(held, transfer.to, known) {
                return Err(No::PingPong.into());
            }
            reachable(known, transfer, |person| held.had_by(person))?;
            Ok(vec![Passed { at, by, transfer: *transfer }.into()])
        }
        (Way::InHand, C::Settle { outcome }) => {
            answers_for(held, known)?;
            if matches!(outcome, Outcome::Transferred(_)) {
                return Err(No::TransferIsNoEnd.into());
            }
            let kept_until = ends_with(outcome, known, case)?;
            Ok(vec![Settled { at, by, outcome: *outcome, kept_until }.into()])
        }
        (Way::Pending(_), C::Transfer(_) | C::Settle { .. }) => Err(No::WaitsForSignature.into()),
        (Way::InHand, C::Sign | C::Decline { .. } | C::Recall) => Err(No::NothingWaits.into()),
        (Way::Ended { .. }, _) => Err(No::HasEnded.into()),
        (_, C::Record(_)) => Err(No::AlreadyRecorded.into()),
    }
}

fn recorded(record: &Record, known: &Known, case: Option<&File>) -> Answer {
    let (organisation, by, today) = (known.organisation, known.actor, known.today());
    if !may_record(organisation, by, today) {
        return Err(No::NoDesk.into());
    }
    if record.window.is_some_and(|window| !sits_at(organisation, by, window, today)) {
        return Err(No::NotAtWindow.into());
    }
    if record.item.is_none() && record.words.is_none() && record.outcome != Outcome::NoShow {
        return Err(No::NothingAsked.into());
    }
    if record.from_case.is_some() && !was_refused_for(case, record) {
        return Err(No::CaseNotRefused.into());
    }
    let kept_until = match &record.outcome {
        Outcome::Transferred(transfer) => {
            reachable(known, transfer, |person| person == by)?;
            if record.window.map(Target::Window) == Some(transfer.to) {
                return Err(No::PingPong.into());
            }
            None
        }
        outcome => ends_with(outcome, known, case)?,
    };
    let unit = case.filter(|_| record.from_case.is_some()).map(|file| file.facts.authority);
    Ok(vec![Recorded { at: known.now, by, record: *record, unit, kept_until }.into()])
}

/// The case was not accepted because the unit it goes to is competent (N2, F13).
fn was_refused_for(case: Option<&File>, record: &Record) -> bool {
    let Some(Stage::NotAccepted {
        ground: NonAcceptanceGround::NotCompetent { unit: Some(unit), .. }, ..
    }) = case.map(|file| &file.stage)
    else {
        return false;
    };
    matches!(record.outcome, Outcome::Transferred(Transfer { to: Target::Unit(to), .. }) if to == *unit)
}

/// Until when it is kept, if it ends with an advice.
fn ends_with(outcome: &Outcome, known: &Known, case: Option<&File>) -> Result<Option<Day>, Refusal> {
    match outcome {
        Outcome::Receipt { .. } if case.is_none() => Err(No::CaseUnknown.into()),
        Outcome::Advice { item, body } => {
            let printed = known.item.filter(|at_hand| at_hand.code == *item && known.item_digest == *body);
            printed.ok_or(No::ListUnknown)?;
            Ok(Some(known.today().plus_days(ADVICE_DAYS)))
        }
        Outcome::Transferred(_) => Err(No::TransferIsNoEnd.into()),
        Outcome::Receipt { .. } | Outcome::Returned { .. } | Outcome::NoShow => Ok(None),
    }
}

fn answers_for(held: &Held, known: &Known) -> Result<(), Refusal> {
    let Known { organisation, absences, actor, .. } = *known;
    let instead = || is_in_place_of(organisation, absences, held.responsible, actor, known.today());
    match held.responsible == actor || instead() {
        true => Ok(()),
        false => Err(No::NotResponsible { responsible: held.responsible }.into()),
    }
}

/// Whether a person may go on with what another answers for, who is away or went for good: the deputy, and who leads that
/// person (E25, F31).
pub fn is_in_place_of(
    organisation: &Organisation,
    absences: &Absences,
    responsible: PersonId,
    person: PersonId,
    on: Day,
) -> bool {
    absences.is_away(responsible, on)
        && (absences.deputy_of(responsible, on) == Some(person)
            || leads(organisation, person, responsible, on))
}

/// The actor is of the receiving side, and never had it: the giver does not sign for the taker, and to whom a unit's
/// window gave it away it does not come back by way of that unit (F13).
fn receives(held: &Held, handed: &Handed, known: &Known) -> Result<(), Refusal> {
    let mine = may_sign(known.organisation, handed.transfer.to, known.actor, known.today());
    match mine && !held.had_by(known.actor) {
        true => Ok(()),
        false => Err(No::NotForYou.into()),
    }
}

/// Somebody who never had it may sign there today; to one person it is given only where that person is here (F31).
fn reachable(known: &Known, transfer: &Transfer, had: impl Fn(PersonId) -> bool) -> Result<(), Refusal> {
    let (organisation, today) = (known.organisation, known.today());
    if matches!(transfer.to, Target::Person(person) if known.takes_nothing(person)) {
        return Err(No::NobodyThere.into());
    }
    let mut people = organisation.people.iter().map(|person| person.id);
    match people.any(|id| !had(id) && may_sign(organisation, transfer.to, id, today)) {
        true => Ok(()),
        false => Err(No::NobodyThere.into()),
    }
}

/// A→B→A, or a desk that did not take it before (F13).
fn was_there(held: &Held, to: Target, known: &Known) -> bool {
    held.had.iter().any(|had| match to {
        Target::Unit(unit) => had.unit == Some(unit),
        Target::Window(window) => {
            had.window == Some(window) || sits_at(known.organisation, had.person, window, known.today())
        }
        Target::Person(person) => had.person == person,
    })
}

/// Whether the person is asked by people who come: at a desk of the hall, in a unit, in a village.
pub fn may_record(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    organisation.posts_of(person, on).any(|holding| {
        matches!(
            holding.post,
            Post::GuideOfficer
                | Post::IntakeOfficer
                | Post::WindowHead
                | Post::CaseAgent
                | Post::DeliveryOfficer
                | Post::VillageAgent
                | Post::Handler
        )
    })
}

/// What a first contact waits for from a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was given on: the giver may take it back.
    Recall,
    /// It was given here: to be signed for, or not taken.
    Sign,
    /// It is in the person's hands: to be brought to an end, or given on.
    Settle,
    /// Nothing.
    Nothing,
}

/// What a first contact waits for from this person today.
pub fn turn(
    held: &Held,
    organisation: &Organisation,
    absences: &Absences,
    person: PersonId,
    on: Day,
) -> Turn {
    let answers =
        held.responsible == person || is_in_place_of(organisation, absences, held.responsible, person, on);
    match held.pending() {
        Some(handed) if !held.had_by(person) && may_sign(organisation, handed.transfer.to, person, on) => {
            Turn::Sign
        }
        Some(_) if answers => Turn::Recall,
        None if held.is_open() && answers => Turn::Settle,
        _ => Turn::Nothing,
    }
}

/// Whether the person may sign for what was given there, today.
pub fn may_sign(organisation: &Organisation, to: Target, person: PersonId, on: Day) -> bool {
    match to {
        Target::Person(named) => named == person && organisation.posts_of(person, on).next().is_some(),
        Target::Window(window) => {
            organisation.window(window).is_some() && sits_at(organisation, person, window, on)
        }
        Target::Unit(unit) => {
            organisation.posts_of(person, on).any(|holding| acts_for(organisation, holding, unit))
        }
    }
}

/// Whether the post acts for the unit: in it, or at a window that serves it (A5).
fn acts_for(organisation: &Organisation, holding: &PostHolding, unit: UnitCode) -> bool {
    match holding.post {
        Post::Handler | Post::CaseAgent => holding.unit == unit,
        Post::IntakeOfficer | Post::WindowHead => {
            let at = |window: &&WindowId| {
                organisation.window(**window).is_some_and(|window| window.serves.contains(&unit))
            };
            holding.windows.iter().any(|window| at(&window))
                || (holding.windows.is_empty() && holding.unit == unit)
        }
        _ => false,
    }
}

fn sits_at(organisation: &Organisation, person: PersonId, window: WindowId, on: Day) -> bool {
    organisation.window(window).is_some_and(|window| window.head == Some(person))
        || organisation.posts_of(person, on).any(|holding| holding.windows.contains(&window))
}
