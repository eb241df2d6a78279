//! Which deadlines of one case another calendar moved: from which day, to which, by which notice.

use calendar::{CalendarVersion, Day, Instant, Shift};
use casework::{Case, Event};

use crate::calendar_notice::CalendarLine;
use crate::calendar_preview::{Deadline, shifts};
use crate::file::Line;
use crate::{Centre, Fault};

/// One deadline of a case that was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Place of the entry in the division's ledger.
    pub seq: u64,
    /// When.
    pub at: Instant,
    /// Which deadline.
    pub deadline: Deadline,
    /// The day before.
    pub from: Day,
    /// The day since.
    pub to: Day,
    /// The calendar that moved it.
    pub calendar: CalendarVersion,
    /// The number of the notice; empty where the calendar was adopted whole.
    pub notice: String,
}

/// The moves among these entries of a case, oldest first; the notices' numbers are still empty.
pub fn moved_of(lines: &[Line]) -> Vec<Moved> {
    let mut moved = Vec::new();
    let mut case = Case::Absent;
    for line in lines {
        let Event::ClocksRedated(redated) = &line.event else {
            case = casework::evolve(case, &line.event);
            continue;
        };
        let after = casework::evolve(case.clone(), &line.event);
        for (deadline, from, shift) in shifts(&case, &after) {
            let (Shift::Earlier(to) | Shift::Later(to)) = shift else { continue };
            let (at, calendar) = (redated.at, redated.calendar);
            moved.push(Moved { seq: line.seq, at, deadline, from, to, calendar, notice: String::new() });
        }
        case = after;
    }
    moved
}

/// The number of the notice by which this calendar came into force; empty where none is known.
fn number_of(history: &[CalendarLine], calendar: CalendarVersion) -> String {
    let line = history.iter().find(|line| line.version == calendar);
    line.and_then(|line| line.sources.last()).cloned().unwrap_or_default()
}

impl Centre {
    /// The moves among these entries of a case, each with the number of its notice.
    pub(crate) async fn moved_by_calendars(&self, lines: &[Line]) -> Result<Vec<Moved>, Fault> {
        let mut moved = moved_of(lines);
        if moved.is_empty() {
            return Ok(moved);
        }
        let history = self.calendar_history().await?;
        for it in &mut moved {
            it.notice = number_of(&history, it.calendar);
        }
        Ok(moved)
    }
}
