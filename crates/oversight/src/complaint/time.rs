//! What time does to a complaint: its day passes without an answer, and another calendar moves the day.

use calendar::Instant;
use casework::Known;

use crate::complaint::event::{Event, Overdue, Redated};
use crate::complaint::{Complaint, Filed};

fn waits(complaint: &Complaint) -> Option<&Filed> {
    match complaint {
        Complaint::Filed(filed) if filed.is_unanswered() && !filed.overdue => Some(filed),
        _ => None,
    }
}

/// When the day to answer is over.
pub fn due(complaint: &Complaint) -> Option<Instant> {
    waits(complaint)?.running().map(|clock| clock.late_from())
}

/// It is overdue, and stays so on record.
pub fn catch_up(complaint: &Complaint, at: Instant) -> Vec<Event> {
    waits(complaint).map(|_| Overdue { at }.into()).into_iter().collect()
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
