//! What all rules look up in the world of a command: what is in force, who is away, an item's revision, another stream's case.

use calendar::{Calendar, Instant};
use casework::absence::{Absences, NOBODY_AWAY};
use casework::hearing::Hearing;
use casework::{Case, File, Series};
use catalogue::{CaseId, Digest, Item, Organisation, PersonId};
use ledger::World;

use crate::case::stream_of;
use crate::domain::{Body, Desk, Obstacle, State};
use crate::scope::Scope;
use crate::series::ledger_series;

/// What rules the division at this place of the ledger.
pub struct Known<'a> {
    /// The organisation in force.
    pub organisation: &'a Organisation,
    /// The calendar in force.
    pub calendar: &'a Calendar,
}

/// The organisation and the calendar in force; none before both are adopted, or not yet in memory.
pub(crate) fn in_force<'a>(world: &World<'a, Desk>) -> Option<Known<'a>> {
    // Both are asked for before either is given up, so that one round of loading suffices.
    let organisation = match world.stream("organisation") {
        Some(State::Organisation(state)) => state.digest(),
        _ => None,
    };
    let calendar = match world.stream("calendar") {
        Some(State::Calendar(state)) => state.digest(),
        _ => None,
    };
    let organisation = organisation.and_then(|digest| world.body(&digest.0));
    let calendar = calendar.and_then(|digest| world.body(&digest.0));
    match (organisation, calendar) {
        (Some(Body::Organisation(organisation)), Some(Body::Calendar(calendar))) => {
            Some(Known { organisation, calendar })
        }
        _ => None,
    }
}

/// Who is away; nobody before the first absence was entered.
pub(crate) fn absences<'a>(world: &World<'a, Desk>) -> &'a Absences {
    match world.stream("absence") {
        Some(State::Absence(absences)) => absences,
        _ => &NOBODY_AWAY,
    }
}

/// An item revision by the digest of its body.
pub(crate) fn item_of<'a>(world: &World<'a, Desk>, digest: Digest) -> Option<&'a Item> {
    match world.body(&digest.0) {
        Some(Body::Item(item)) => Some(item),
        _ => None,
    }
}

/// The item revision a command rests on.
pub(crate) struct Bound<'a> {
    /// The revision, if its body is at hand.
    pub item: Option<&'a Item>,
    /// Its digest.
    pub digest: Digest,
    /// Whether the item is open for applications.
    pub live: bool,
    /// The instant on a pad, for a receipt after an outage (E21).
    pub received_at: Option<Instant>,
    /// Whether the applicant may make no commitment at this authority (N55).
    pub commitment_closed: bool,
    /// Interested parties of the case and its hearing.
    pub hearing: Option<&'a Hearing>,
    /// Whether the dossier of the case is in the archive, where somebody looked.
    pub archived: bool,
}

impl<'a> Bound<'a> {
    /// A revision, and nothing else that a receipt would ask for.
    pub fn of(item: Option<&'a Item>, digest: Digest, live: bool) -> Bound<'a> {
        let (received_at, hearing) = (None, None);
        Bound { item, digest, live, received_at, commitment_closed: false, hearing, archived: false }
    }

    /// No item is asked.
    pub fn nothing() -> Bound<'a> {
        Bound::of(None, Digest([0; 32]), false)
    }
}

/// Who acts.
pub(crate) fn actor_of(world: &World<'_, Desk>) -> Result<PersonId, Obstacle> {
    PersonId::parse(world.actor).map_err(|_| Obstacle::UnknownActor)
}

/// The file of another stream's case, for the rules of what stands around a case.
pub(crate) fn case_file<'a>(world: &World<'a, Desk>, case: CaseId) -> Option<&'a File> {
    match world.stream(&stream_of(case)) {
        Some(State::Case(Case::Filed(file))) => Some(file),
        _ => None,
    }
}

/// Refuses whoever may not open the case (design.md section 7).
pub(crate) fn looks_at(world: &World<'_, Desk>, file: &File, actor: PersonId) -> Result<(), Obstacle> {
    let organisation = in_force(world).ok_or(Obstacle::NothingInForce)?.organisation;
    match Scope::of(organisation, actor, Instant(world.now).day()).covers(file) {
        true => Ok(()),
        false => Err(Obstacle::OutOfScope),
    }
}

/// Asks the rules with what is in force; none before anything is.
pub(crate) fn with_known<R>(
    world: &World<'_, Desk>,
    bound: Bound<'_>,
    actor: PersonId,
    then: impl FnOnce(&casework::Known<'_>) -> R,
) -> Option<R> {
    let absences = absences(world);
    let in_force = in_force(world)?;
    Some(then(&casework::Known {
        now: Instant(world.now),
        actor,
        organisation: in_force.organisation,
        absences,
        received_at: bound.received_at,
        item: bound.item,
        item_digest: bound.digest,
        item_live: bound.live,
        commitment_closed: bound.commitment_closed,
        calendar: in_force.calendar,
        thresholds: crate::kinds::bounds::bounds_of(world).thresholds(),
        order_days: crate::kinds::bounds::bounds_of(world).get(oversight::bound::Bound::StopOrderDays),
        turn: None,
        newer: None,
        hearing: bound.hearing,
        archived: bound.archived,
        numbers: &|series: Series| world.next_number(&ledger_series(series)),
    }))
}

/// The actor of what time does by itself; no person bears it.
pub(crate) fn time_itself() -> PersonId {
    PersonId::parse("time").expect("a short word is a code")
}
