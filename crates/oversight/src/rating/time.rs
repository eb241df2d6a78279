//! What time does to a bad rating: a step that was not done by its day is on record as late, once.

use calendar::Instant;

use crate::rating::event::{Event, Late};
use crate::rating::round::Way;
use crate::rating::{Held, Rating};

fn open(rating: &Rating) -> Option<(&Held, Instant)> {
    let held = rating.held()?;
    let round = held.round.filter(|round| round.way.is_open() && !round.late_now)?;
    Some((held, round.due_on?.plus_days(1).start()))
}

/// When the step it stands at is late: the day is over.
pub fn due(rating: &Rating) -> Option<Instant> {
    open(rating).map(|(_, at)| at)
}

/// It is late from here on; the step is still to be done.
pub fn catch_up(rating: &Rating, at: Instant) -> Vec<Event> {
    let Some((held, _)) = open(rating) else { return Vec::new() };
    let Some(round) = held.round else { return Vec::new() };
    let person = match round.way {
        Way::ToCall | Way::ToJudge | Way::ToAsk => round.handler,
        _ => None,
    };
    vec![Late { at, way: round.way, person, about: held.about }.into()]
}
