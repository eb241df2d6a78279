//! Who has to do with the disclosures of an authority: whoever keeps its dossiers, its heads, and whoever supervises.

use super::state::{Disclosure, Way};
use calendar::Day;
use catalogue::item::Post;
use catalogue::organisation::PostHolding;
use catalogue::{Organisation, PersonId, UnitCode};

/// Whether the person keeps the dossiers of the unit: its handlers and case agents put them away and fetch them.
pub fn keeps(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    let keeper = |it: &PostHolding| matches!(it.post, Post::Handler | Post::CaseAgent) && it.unit == unit;
    organisation.posts_of(person, on).any(keeper)
}

/// Whether the person agrees to a disclosure by the post: the head of a window that serves the unit, or the unit's head.
pub fn approves(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    organisation.posts_of(person, on).any(|it| match it.post {
        Post::AuthorityHead => it.unit == unit,
        Post::WindowHead => heads_window_of(organisation, it, unit),
        _ => false,
    })
}

/// Whether the person may read the register of the unit.
pub fn sees(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    keeps(organisation, person, unit, on)
        || approves(organisation, person, unit, on)
        || organisation.holds_anywhere(person, Post::Supervisor, on)
}

/// What this person may do with a request now, by the names of the acts; `keeps` and `approves` are what the posts say.
pub fn open_acts(one: &Disclosure, person: PersonId, keeps: bool, approves: bool) -> Vec<&'static str> {
    let mut open = Vec::new();
    match one.way {
        Way::Registered if approves && person != one.by => open.extend(["approve", "decline"]),
        Way::Approved { by } if keeps && person != by => open.push("hand-out"),
        Way::HandedOut(_) if keeps && one.out_until().is_some() => open.push("take-back"),
        _ => {}
    }
    let other = one.handed_out().map_or(one.by, |it| it.by);
    let declined = matches!(one.way, Way::Declined { .. });
    if !declined && one.told.is_none() && approves && person != other {
        open.push("withhold");
    }
    open
}

/// Whether the post is that of the head of a window at which the unit is served; without windows, of its own unit.
pub(crate) fn heads_window_of(organisation: &Organisation, holding: &PostHolding, unit: UnitCode) -> bool {
    let serves = |window: &catalogue::organisation::Window| {
        (holding.windows.contains(&window.id) || window.head == Some(holding.person))
            && window.serves.contains(&unit)
    };
    holding.post == Post::WindowHead
        && (organisation.windows.iter().any(serves) || (holding.windows.is_empty() && holding.unit == unit))
}
