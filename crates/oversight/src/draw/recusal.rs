//! Who does not visit after all (回避, F26): an inspector steps back on the own word; whom a leader wants to spare, a supervisor
//! decides. Each has one of a few grounds, which is public with the staff number.

use calendar::Instant;
use casework::Sealed;
use catalogue::PersonId;
use catalogue::item::Post;
use serde::{Deserialize, Serialize};

use super::decide::{DrawRefusal as No, Ground, picked};
use super::event::{RecusalAnswered, RecusalAsked, Recused};
use super::{Event, Held, PER_OBJECT, RECUSALS_MAX, Way, pick};
use crate::leads;
use crate::refusal::Refusal;

/// Why an inspector does not visit an object.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// 与对象的人有亲属关系.
    Kin,
    /// 与对象有利害关系.
    Interest,
    /// 办过、参与过这一件.
    TookPart,
    /// 因病、因公不能到场.
    Ill,
}

impl Cause {
    /// Every ground.
    pub const ALL: [Cause; 4] = [Cause::Kin, Cause::Interest, Cause::TookPart, Cause::Ill];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Cause::Kin => "kin",
            Cause::Interest => "interest",
            Cause::TookPart => "took-part",
            Cause::Ill => "ill",
        }
    }

    /// The ground of that word.
    pub fn parse(key: &str) -> Option<Cause> {
        Cause::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// An inspector who does not visit an object, both by their place in the lists.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// The object.
    pub object: u16,
    /// The inspector.
    pub inspector: u16,
    /// On which ground; none where it was entered before grounds were asked for.
    pub cause: Option<Cause>,
    /// Who brought it up: the inspector, or a leader of the unit.
    pub by: PersonId,
    /// The supervisor who agreed, where the inspector did not step back himself.
    pub agreed_by: Option<PersonId>,
    /// Since when.
    pub at: Instant,
}

/// What a leader asked for and no supervisor has decided.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Place of the object among the picks.
    pub place: u8,
    /// The object, by its place in the list.
    pub object: u16,
    /// The inspector, by his place in the list.
    pub inspector: u16,
    /// On which ground.
    pub cause: Cause,
    /// Who asked.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Somebody picked does not visit after all.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Recuse {
    /// Place of the object among the picks.
    pub place: u8,
    /// Who.
    pub inspector: PersonId,
    /// On which ground.
    pub cause: Cause,
    /// Why, in words; not public.
    pub reason: Sealed,
}

/// A supervisor decides what a leader asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct AnswerRecusal {
    /// Place of the object among the picks.
    pub place: u8,
    /// Who would not visit it.
    pub inspector: PersonId,
    /// Whether the next in the order comes.
    pub agreed: bool,
    /// Why, in words; not public.
    pub words: Sealed,
}

type Answer = std::result::Result<Vec<Event>, Refusal>;

/// The inspector's own word counts at once, a leader's only asks.
pub(super) fn recuse(held: &Held, recuse: &Recuse, ground: &Ground<'_>) -> Answer {
    let (at, by, today) = (ground.known.now, ground.known.actor, ground.known.today());
    let Recuse { place, cause, reason, .. } = *recuse;
    let (object, inspectors) = picked(held, ground, place)?;
    let found = inspectors.iter().find(|(_, person)| *person == recuse.inspector);
    let (inspector, person) = *found.ok_or(No::NotPicked)?;
    let own = by == person;
    if !own && !leads(ground.known.organisation, by, held.unit, today) {
        return Err(No::NotPicked.into());
    }
    if held.visit(place).is_some() {
        return Err(No::AlreadyEntered.into());
    }
    if !own && held.asked_of(object, inspector).is_some() {
        return Err(No::RecusalAsked.into());
    }
    somebody_left(held, (place, object, inspector), ground)?;
    Ok(vec![if own {
        Recused { at, by, object, inspector, reason, cause: Some(cause) }.into()
    } else {
        RecusalAsked { at, by, place, object, inspector, cause, reason }.into()
    }])
}

/// By a supervisor who neither asked nor is the one to be spared.
pub(super) fn answer(held: &Held, answer: &AnswerRecusal, ground: &Ground<'_>) -> Answer {
    let (at, by, today) = (ground.known.now, ground.known.actor, ground.known.today());
    let AnswerRecusal { place, agreed, words, .. } = *answer;
    let (object, inspectors) = picked(held, ground, place)?;
    let found = inspectors.iter().find(|(_, person)| *person == answer.inspector);
    let (inspector, person) = *found.ok_or(No::NothingAsked)?;
    let asked = *held.asked_of(object, inspector).ok_or(No::NothingAsked)?;
    let supervises = ground.known.organisation.holds_anywhere(by, Post::Supervisor, today);
    if !supervises || by == asked.by || by == person {
        return Err(No::MayNotAgree.into());
    }
    if agreed {
        somebody_left(held, (place, object, inspector), ground)?;
    }
    Ok(vec![RecusalAnswered { at, by, place, object, inspector, agreed, words }.into()])
}

/// Whether two others visit it, if this one does not.
fn somebody_left(
    held: &Held,
    (place, object, inspector): (u8, u16, u16),
    ground: &Ground<'_>,
) -> std::result::Result<(), No> {
    let list = ground.list.ok_or(No::NoList)?;
    let Way::Drawn { secret, value, .. } = held.way else { return Err(No::NotDrawn) };
    let mut apart = held.apart();
    apart.push((object, inspector));
    let full = apart.len() <= RECUSALS_MAX && {
        let left = pick(list, &secret, value.as_str(), &apart, ground.sm3);
        left.get(usize::from(place)).is_some_and(|it| it.inspectors.len() == PER_OBJECT)
    };
    if full { Ok(()) } else { Err(No::NobodyLeft) }
}

impl Held {
    /// Who may not visit which object after all, both by their place in the lists.
    pub fn apart(&self) -> Vec<(u16, u16)> {
        self.recused.iter().map(|it| (it.object, it.inspector)).collect()
    }

    /// What a leader asked for of this inspector and object.
    pub fn asked_of(&self, object: u16, inspector: u16) -> Option<&Asked> {
        self.asked.iter().find(|it| (it.object, it.inspector) == (object, inspector))
    }
}

/// The draw after somebody stepped back. Total.
pub(super) fn stepped_back(held: &mut Held, fact: &Recused) {
    let Recused { at, by, object, inspector, cause, .. } = *fact;
    held.asked.retain(|it| (it.object, it.inspector) != (object, inspector));
    if held.recused.len() < RECUSALS_MAX {
        held.recused.push(Recusal { object, inspector, cause, by, agreed_by: None, at });
    }
}

/// The draw after a leader asked. Total.
pub(super) fn asked(held: &mut Held, fact: &RecusalAsked) {
    let RecusalAsked { at, by, place, object, inspector, cause, .. } = *fact;
    if held.asked.len() < RECUSALS_MAX {
        held.asked.push(Asked { place, object, inspector, cause, by, at });
    }
}

/// The draw after a supervisor decided. Total.
pub(super) fn answered(held: &mut Held, fact: &RecusalAnswered) {
    let RecusalAnswered { at, by, object, inspector, agreed, .. } = *fact;
    let Some(n) = held.asked.iter().position(|it| (it.object, it.inspector) == (object, inspector)) else {
        return;
    };
    let asked = held.asked.remove(n);
    if agreed && held.recused.len() < RECUSALS_MAX {
        let (cause, agreed_by) = (Some(asked.cause), Some(by));
        held.recused.push(Recusal { object, inspector, cause, by: asked.by, agreed_by, at });
    }
}
