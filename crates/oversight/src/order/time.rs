//! What time does to an order: not answered by its day it rises to the next rung (R49, R122), and an appeal against it that was
//! not answered by its last day is late on record (F19).

use calendar::Instant;
use casework::{File, Known};

use crate::bound::Bounds;
use crate::order::chain::{self, Rung};
use crate::order::event::{AppealLate, Event, Rose, Settled};
use crate::order::{Held, Order, Way};

/// When it rises, or the answer to its appeal is late: the day is over.
pub fn due(order: &Order) -> Option<Instant> {
    let Order::Issued(held) = order else { return None };
    rises_at(held).into_iter().chain(appeal_late_at(held)).min()
}

fn rises_at(held: &Held) -> Option<Instant> {
    let waits = matches!(held.way, Way::Waiting);
    held.answer_by.filter(|_| waits).map(|day| day.plus_days(1).start())
}

fn appeal_late_at(held: &Held) -> Option<Instant> {
    held.appeal.as_ref().and_then(|it| it.late_at())
}

/// It goes to the next rung, with as long to answer as that rung has; at the end of the chain it stays with the supervisor, late.
/// What went out ahead of a broken promise rises with it, and is settled where the promise holds: who was in time owes no word.
pub fn catch_up(
    order: &Order,
    at: Instant,
    known: &Known<'_>,
    bounds: &Bounds,
    case: Option<&File>,
) -> Vec<Event> {
    let Order::Issued(held) = order else { return Vec::new() };
    // Who was there on that day, however late the timekeeper comes.
    let known = Known { now: at, ..*known };
    let rises = (rises_at(held) == Some(at)).then(|| match held.is_ahead() && holds(case, at) {
        true => Settled { at }.into(),
        false => risen(held, at, &known, bounds, case).into(),
    });
    let waits = held.appeal.filter(|_| appeal_late_at(held) == Some(at));
    let late = waits.map(|it| AppealLate { at, decide_by: it.decide_by }.into());
    rises.into_iter().chain(late).collect()
}

/// Whether the promise of a case is not broken at an instant: it was kept, or its last day lies later by now.
fn holds(case: Option<&File>, at: Instant) -> bool {
    let promised = case.and_then(|file| file.facts.clocks.promised);
    promised.is_some_and(|watch| {
        let late_from = watch.clock.late_from();
        at < late_from || watch.ended_at.is_some_and(|ended| ended < late_from)
    })
}

fn risen(held: &Held, at: Instant, known: &Known<'_>, bounds: &Bounds, case: Option<&File>) -> Rose {
    let from = held.addressee().map_or(Rung::Handler, |(_, rung)| rung).above();
    // Never to whoever issued it: nobody urges himself.
    let issuer = held.by.map(|by| (by, Rung::Supervisor));
    let before: Vec<_> = held.to.iter().copied().chain(issuer).collect();
    let next = from.and_then(|from| chain::next(from, held.unit, case, known, &before));
    let Some((to, rung)) = next else {
        return Rose { at, to: None, rung: Rung::Supervisor, answer_by: None, days: None };
    };
    let days = held.kind.days(rung, true).map(|bound| bounds.get(bound));
    // A year that no calendar covers ends the chain here: it stays where it is, late.
    let answer_by = known.calendar.add_working_days(at.day(), days.map_or(1, u32::from)).ok();
    Rose { at, to: Some(to), rung, answer_by, days: days.filter(|_| answer_by.is_some()) }
}
