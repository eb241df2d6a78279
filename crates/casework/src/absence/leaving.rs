//! 离岗交接: somebody goes for good.  A list, three signatures in order (who goes, who takes over, a third person as witness),
//! and the account ends with the last (E33).

use super::decide::told;
use super::{
    AbsenceRefusal as No, Absences, DeputyChanged, Event, Ground, LeavingDropped, LeavingListed,
    LeavingSigned, Left, leads,
};
use crate::command::Sealed;
use calendar::{Day, Instant};
use catalogue::{Digest, Organisation, PersonId};
use serde::{Deserialize, Serialize};

/// Hand-overs of people who go, under way in a division at most.
pub const LEAVINGS_MAX: usize = 20;
/// Closed hand-overs whose list can still be printed; the oldest drops out.
pub const CLOSED_MAX: usize = 40;
/// People who went that a division remembers; the organisation has long been published without the oldest.
pub const LEFT_MAX: usize = 400;

/// What whoever goes still has, as counted by the use case at this instant.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillHeld {
    /// Open cases held.
    pub cases: u16,
    /// Cases given to the person and not yet signed for.
    pub pending: u16,
    /// Papers in their folders.
    pub papers: u32,
    /// Results not collected, in the person's keeping.
    pub results: u16,
}

/// What whoever goes still answers for beside cases, as counted by the use case at this instant.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StillBeside {
    /// First contacts that have not come to an end.
    pub contacts: u16,
    /// Folders kept apart from their cases, given to the person and not signed for, or lent from the archive (A29).
    pub folders: u16,
}

/// Draw up the list.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLeaving {
    /// Who goes.
    pub person: PersonId,
    /// Who takes over.
    pub taker: PersonId,
    /// 监交人.
    pub witness: PersonId,
    /// What is still held.
    pub held: StillHeld,
    /// Papers and originals in the drawer, certificates, seals, keys, and what else, in words.
    pub list: Sealed,
    /// Names the place where the words are sealed.
    pub file: Digest,
}

/// Sign the list, in order.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignLeaving {
    /// Who goes.
    pub person: PersonId,
    /// What is still held at this instant.
    pub held: StillHeld,
    /// What is still answered for beside it.
    pub beside: StillBeside,
}

/// A hand-over under way.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Who goes.
    pub person: PersonId,
    /// Who takes over.
    pub taker: PersonId,
    /// 监交人.
    pub witness: PersonId,
    /// Who drew the list up.
    pub by: PersonId,
    /// When.
    pub listed_at: Instant,
    /// What was held then.
    pub held: StillHeld,
    /// The list in words.
    pub list: Sealed,
    /// Where the words are sealed.
    pub file: Digest,
    /// When it was signed, in the order of [`Leaving::signers`].
    pub signed: [Option<Instant>; 2],
}

/// A hand-over that the witness's signature closed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedLeaving {
    /// The list with its first two signatures.
    pub leaving: Leaving,
    /// When the witness signed.
    pub signed_at: Instant,
}

impl Leaving {
    /// Who signs, in order.
    pub fn signers(&self) -> [PersonId; 3] {
        [self.person, self.taker, self.witness]
    }

    /// Whose signature is next.
    pub fn next(&self) -> PersonId {
        let done = self.signed.iter().filter(|at| at.is_some()).count();
        self.signers()[done]
    }
}

impl Absences {
    /// The hand-over of a person who goes.
    pub fn leaving(&self, person: PersonId) -> Option<&Leaving> {
        self.leavings.iter().find(|leaving| leaving.person == person)
    }

    /// Whether the person went for good.
    pub fn has_left(&self, person: PersonId) -> bool {
        self.left.contains(&person)
    }
}

pub(super) fn list(state: &Absences, command: &ListLeaving, ground: &Ground) -> Result<Vec<Event>, No> {
    let (today, organisation) = (ground.now.day(), ground.organisation);
    let ListLeaving { person, taker, witness, held, list, file } = *command;
    if state.has_left(person) || organisation.posts_of(person, today).next().is_none() {
        return Err(No::PersonUnknown);
    }
    if ground.actor != person && !leads(organisation, ground.actor, person, today) {
        return Err(No::NotYours);
    }
    if state.leaving(person).is_some() {
        return Err(No::LeavingUnderWay);
    }
    if state.leavings.len() >= LEAVINGS_MAX {
        return Err(No::TooMany);
    }
    if person == taker || person == witness || taker == witness {
        return Err(No::ThreePeople);
    }
    if state.is_away(taker, today) || !takers(organisation, person, today).contains(&taker) {
        return Err(No::NotATaker);
    }
    // Somebody who answers for the place sees to it that nothing is left out.
    if state.is_away(witness, today) || !leads(organisation, witness, person, today) {
        return Err(No::NotAWitness);
    }
    let (at, by) = (ground.now, ground.actor);
    Ok(vec![LeavingListed { at, by, person, taker, witness, held, list, file }.into()])
}

/// Who may take over from a person: whoever has a post in a unit in which the person has one.
pub fn takers(organisation: &Organisation, person: PersonId, today: Day) -> Vec<PersonId> {
    let mut takers = Vec::new();
    for own in organisation.posts_of(person, today) {
        let others = organisation.posts.iter().filter(|it| it.unit == own.unit && it.in_force(today));
        for other in others {
            if other.person != person && !takers.contains(&other.person) {
                takers.push(other.person);
            }
        }
    }
    takers
}

pub(super) fn sign(state: &Absences, command: &SignLeaving, ground: &Ground) -> Result<Vec<Event>, No> {
    let SignLeaving { person, held, beside } = *command;
    let leaving = state.leaving(person).ok_or(No::NoSuchLeaving)?;
    let next = leaving.next();
    if next != ground.actor {
        return Err(No::NotYourSignature { next });
    }
    if held.cases > 0 || held.pending > 0 {
        return Err(No::StillHeld { cases: held.cases, pending: held.pending });
    }
    let StillBeside { contacts, folders } = beside;
    if contacts > 0 || folders > 0 {
        return Err(No::StillBeside { contacts, folders });
    }
    let (at, by) = (ground.now, ground.actor);
    if next != leaving.witness {
        return Ok(vec![LeavingSigned { at, by, person }.into()]);
    }
    let (taker, results, list) = (leaving.taker, held.results, leaving.list);
    let mut events: Vec<Event> = vec![Left { at, by, person, taker, results, list }.into()];
    // Whoever goes stands in for nobody any more.
    for absence in state.list.iter().filter(|it| it.deputy == Some(person) && it.person != person) {
        let (id, away) = (absence.id, absence.person);
        let told = told(ground.organisation, away, None, ground.now.day());
        events.push(DeputyChanged { at, by, id, person: away, deputy: None, told }.into());
    }
    Ok(events)
}

pub(super) fn drop_it(state: &Absences, person: PersonId, ground: &Ground) -> Result<Vec<Event>, No> {
    state.leaving(person).ok_or(No::NoSuchLeaving)?;
    if ground.actor != person && !leads(ground.organisation, ground.actor, person, ground.now.day()) {
        return Err(No::NotYours);
    }
    Ok(vec![LeavingDropped { at: ground.now, by: ground.actor, person }.into()])
}
