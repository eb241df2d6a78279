//! What time does to a matter: an appeal that was not answered by its last day is late on record, once (F19).

use calendar::Instant;

use crate::accountability::event::{AppealLate, Event};
use crate::accountability::{Accountability, Brought};
use crate::appeal::late_at;

fn late(brought: &Brought) -> Option<(Instant, AppealLate)> {
    let (_, decide_by) = brought.appeal?;
    let at = late_at(decide_by, brought.appeal_right.is_some() || brought.appeal_late)?;
    Some((at, AppealLate { at, decide_by }))
}

/// When the answer to its appeal is late: the day is over.
pub fn due(state: &Accountability) -> Option<Instant> {
    match state {
        Accountability::Brought(brought) => late(brought).map(|(at, _)| at),
        Accountability::Absent => None,
    }
}

/// It is late from here on; the answer is still owed.
pub fn catch_up(state: &Accountability, at: Instant) -> Vec<Event> {
    let Accountability::Brought(brought) = state else { return Vec::new() };
    let late = late(brought).filter(|(due, _)| *due == at);
    late.map(|(_, fact)| fact.into()).into_iter().collect()
}
