//! What the monitoring points find in the life of a complaint, where a refusal could not prevent it (F18).

use catalogue::UnitCode;

use crate::complaint::{Ending, Event, Filed, Way};
use crate::look::Fired;
use crate::rule::Rule;

/// What one entry shows.
pub fn look(event: &Event) -> Option<Fired> {
    let fired = |rule, measured| Fired { rule, person: None, step: None, measured, bound: 0, earlier: None };
    match event {
        Event::Overdue(_) => Some(fired(Rule::ComplaintLate, 0)),
        Event::PublicationLate(_) => Some(fired(Rule::ComplaintNotPublished, 0)),
        Event::Closed(fact) if fact.ending == Ending::WithoutWord => {
            Some(Fired { person: fact.by, ..fired(Rule::ComplaintWithoutWord, 0) })
        }
        Event::Reopened(fact) => Some(fired(Rule::ComplaintReopened, i32::from(fact.round))),
        _ => None,
    }
}

/// The unit of what one entry shows, by how the complaint stood before it: the one that investigates while it has not said what it
/// found, and the one whose answer did not solve it. Everything else is owed by the register (C32, F18).
pub fn owes(before: &Filed, event: &Event) -> UnitCode {
    let investigates = match (event, &before.way) {
        (Event::Overdue(_), Way::WithUnit { unit, .. }) => Some(*unit),
        (Event::Reopened(_), way) => way.unit(),
        _ => None,
    };
    investigates.unwrap_or(before.number.issuer)
}
