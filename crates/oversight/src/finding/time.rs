//! What time does to a finding: an appeal that was not answered by its last day is late on record, once (F19).

use calendar::Instant;

use crate::finding::event::{AppealLate, Event};
use crate::finding::{Appealed, Finding};

fn appeal(finding: &Finding) -> Option<&Appealed> {
    match finding {
        Finding::Found(found) => found.appeal.as_ref(),
        Finding::Absent => None,
    }
}

/// When the answer to its appeal is late: the day is over.
pub fn due(finding: &Finding) -> Option<Instant> {
    appeal(finding)?.late_at()
}

/// It is late from here on; the answer is still owed.
pub fn catch_up(finding: &Finding, at: Instant) -> Vec<Event> {
    let late = appeal(finding).filter(|it| it.late_at() == Some(at));
    late.map(|it| AppealLate { at, decide_by: it.decide_by }.into()).into_iter().collect()
}
