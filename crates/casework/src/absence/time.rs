//! What time alone does to absences: they begin, and they are over.

use super::decide::told;
use super::{Absence, Absences, Begun, Event, Passed};
use calendar::{Day, Instant};
use catalogue::Organisation;

fn end_of(day: Day) -> Instant {
    day.plus_days(1).start()
}

fn next_of(absence: &Absence) -> Option<Instant> {
    if absence.begun { absence.until.map(end_of) } else { Some(absence.from.start()) }
}

/// When an absence next begins or is over.
pub fn due(state: &Absences) -> Option<Instant> {
    state.list.iter().filter_map(next_of).min()
}

/// What happens at exactly that instant.  Before an organisation is in force nobody is told.
pub fn catch_up(state: &Absences, at: Instant, organisation: Option<&Organisation>) -> Vec<Event> {
    let falls = |absence: &&Absence| next_of(absence) == Some(at);
    let fact = |absence: &Absence| {
        let Absence { id, person, deputy, .. } = *absence;
        if absence.begun {
            return Passed { at, id, person }.into();
        }
        let told = organisation.map(|it| told(it, person, deputy, at.day())).unwrap_or_default();
        Begun { at, id, person, deputy, told }.into()
    };
    state.list.iter().filter(falls).map(fact).collect()
}
