//! Parts of a case that different people have to do, done from one device within minutes: one of them pressed for the other
//! (F6, M4).

use calendar::Instant;
use casework::Event;
use catalogue::PersonId;
use catalogue::item::Category;

use crate::bound::{Bound, Bounds};
use crate::look::{Fired, Seen};
use crate::rule::Rule;

const MINUTE: i64 = 60_000_000;

/// What one person does and another must not. Taking in and handing out are none of it: they share the window's machine.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Part {
    /// Does a step, or asks for more time.
    Handles,
    /// Approves a stop of the clock or a longer limit.
    Approves,
    /// Decides.
    Decides,
}

fn part(event: &Event) -> Option<(Part, PersonId)> {
    Some(match event {
        Event::StepConfirmed(fact) => (Part::Handles, fact.by),
        Event::StepCompleted(fact) => (Part::Handles, fact.by),
        Event::StopAskedFor(fact) => (Part::Handles, fact.by),
        Event::ExtensionAskedFor(fact) => (Part::Handles, fact.by),
        Event::Stopped(fact) => (Part::Approves, fact.by),
        Event::Extended(fact) => (Part::Approves, fact.by),
        Event::Decided(fact) => (Part::Decides, fact.by),
        _ => return None,
    })
}

/// Somebody else's part, done shortly before.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Instant,
    /// Place of the entry, counted in [`Seen::before`].
    pub place: usize,
}

/// Who did another part of the case within the minutes of the bound before an approval or a decision: of each person the
/// latest, the latest first. A case of one visit is signed where it is taken in, and is none of this.
pub fn other_hands(seen: &Seen<'_>, bounds: &Bounds) -> Vec<Hand> {
    let mut hands: Vec<Hand> = Vec::new();
    let Some((own, by)) = part(seen.event) else { return hands };
    if own == Part::Handles || seen.facts.category == Category::Instant {
        return hands;
    }
    let since = seen.event.at().0 - i64::from(bounds.get(Bound::SameDeviceMinutes)) * MINUTE;
    for (place, event) in seen.before.iter().enumerate().rev() {
        let Some((other, person)) = part(event) else { continue };
        let known = person == by || hands.iter().any(|it| it.person == person);
        if other != own && !known && event.at().0 >= since {
            hands.push(Hand { person, at: event.at(), place });
        }
    }
    hands
}

/// What is found where both were done from one device.
pub fn one_device(seen: &Seen<'_>, hand: &Hand, bounds: &Bounds) -> Fired {
    let minutes = (seen.event.at().0 - hand.at.0) / MINUTE;
    Fired {
        rule: Rule::SameDevice,
        person: part(seen.event).map(|(_, by)| by),
        step: None,
        measured: i32::try_from(minutes).unwrap_or(i32::MAX),
        bound: bounds.int(Bound::SameDeviceMinutes),
        earlier: Some(hand.place),
    }
}
