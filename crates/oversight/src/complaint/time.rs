//! What time does to a complaint: its day passes without an answer, or the day to publish its result without the result being
//! public, and another calendar moves the day to answer.

use calendar::{Day, Instant};
use casework::Known;

use crate::complaint::event::{Event, Overdue, PublicationLate, Redated};
use crate::complaint::{Complaint, Filed};

fn waits(complaint: &Complaint) -> Option<&Filed> {
    match complaint {
        Complaint::Filed(filed) if filed.is_unanswered() && !filed.overdue => Some(filed),
        _ => None,
    }
}

/// The day to publish its result, while the public is owed it and nothing says yet that it is late.
fn to_publish(complaint: &Complaint) -> Option<Day> {
    match complaint {
        Complaint::Filed(filed) if filed.is_to_publish() && !filed.publish_late => filed.publish_by,
        _ => None,
    }
}

/// When the day to answer, or to publish the result, is over.
pub fn due(complaint: &Complaint) -> Option<Instant> {
    let unanswered = waits(complaint).and_then(Filed::running).map(|clock| clock.late_from());
    unanswered.or_else(|| to_publish(complaint).map(|day| day.plus_days(1).start()))
}

/// It is overdue, and stays so on record; what is closed has an answer, so it is one or the other.
pub fn catch_up(complaint: &Complaint, at: Instant) -> Vec<Event> {
    if waits(complaint).is_some() {
        return vec![Overdue { at }.into()];
    }
    to_publish(complaint).map(|publish_by| PublicationLate { at, publish_by }.into()).into_iter().collect()
}

/// The day on the calendar in force; one that has passed stands.
pub fn redate(complaint: &Complaint, known: &Known<'_>) -> Vec<Event> {
    let running = waits(complaint).and_then(Filed::running);
    let Some(clock) = running.filter(|clock| clock.calendar_version() != known.calendar.version()) else {
        return Vec::new();
    };
    // A year that the other calendar does not cover leaves the day where it was.
    let Ok(clock) = clock.redate(known.calendar) else { return Vec::new() };
    let yellow_at = clock.yellow_from(known.calendar, &known.thresholds);
    vec![Redated { at: known.now, clock, yellow_at }.into()]
}
