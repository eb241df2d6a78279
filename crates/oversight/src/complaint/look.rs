//! What the monitoring points find in the life of a complaint, where a refusal could not prevent it (F18).

use crate::complaint::{Ending, Event};
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
