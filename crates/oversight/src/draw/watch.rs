//! What the monitoring points find in a draw: not drawn in time, results not public in time, inspectors changed again and again
//! (R148, F26, F28).

use crate::bound::{Bound, Bounds};
use crate::draw::{Event, Held};
use crate::look::Fired;
use crate::rule::Rule;

/// What the rules find in one entry, with the draw as it stood after it. The unit answers, not who stepped back.
pub fn look(held: &Held, event: &Event, bounds: &Bounds) -> Option<Fired> {
    let fired =
        |rule, measured, bound| Fired { rule, person: None, step: None, measured, bound, earlier: None };
    match event {
        Event::Lapsed(_) => Some(fired(Rule::DrawLapsed, 0, 0)),
        Event::ResultsLate(fact) => Some(fired(Rule::DrawResultLate, i32::from(fact.missing), 0)),
        Event::Recused(_) => recused(held, bounds, fired),
        Event::RecusalAnswered(fact) if fact.agreed => recused(held, bounds, fired),
        _ => None,
    }
}

/// Whether a rule asks how the draw stood after such an entry.
pub fn is_of_interest(event: &Event) -> bool {
    match event {
        Event::Lapsed(_) | Event::ResultsLate(_) | Event::Recused(_) => true,
        Event::RecusalAnswered(fact) => fact.agreed,
        _ => false,
    }
}

fn recused(held: &Held, bounds: &Bounds, fired: impl Fn(Rule, i32, i32) -> Fired) -> Option<Fired> {
    let measured = i32::try_from(held.recused.len()).unwrap_or(i32::MAX);
    let bound = bounds.int(Bound::DrawRecusals);
    (measured >= bound).then(|| fired(Rule::DrawRecusedAgain, measured, bound))
}
