//! Streams `attendance/<day>`: who was at a window on a day (R137).

use ledger::{RowImage, World};
use oversight::attendance::{self, Attendance, Command, Event};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;

/// The rules of attendance.
pub struct Attendances;

const COLUMNS: &[&str] = &["division", "day", "person", "window_id", "mark", "corrections"];

/// The stream of a day.
pub(crate) fn stream_of(day: ::calendar::Day) -> String {
    format!("{}{day}", Attendances::STREAM)
}

impl Kind for Attendances {
    type State = Attendance;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "attendance/";
    const EVENTS: &'static str = "attendance.";

    fn decide(
        stream: &str,
        state: &Attendance,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let (Command::Enter { day, .. } | Command::Correct { day, .. }) = command;
        if stream != stream_of(*day) {
            return Err(Obstacle::WrongStream);
        }
        let actor = actor_of(world)?;
        let bounds = bounds_of(world);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            attendance::decide(state, command, known, bounds)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Attendance, event: &Event) -> Attendance {
        attendance::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Attendance) -> Vec<RowImage> {
        let Some(day) = stream.strip_prefix(Attendances::STREAM) else { return Vec::new() };
        let row = |(person, entered): (&catalogue::PersonId, &attendance::Entered)| {
            let values: Vec<Value> = vec![
                division.into(),
                day.into(),
                person.as_str().into(),
                entered.window.as_str().into(),
                entered.mark.key().into(),
                i64::from(entered.corrections).into(),
            ];
            RowImage { table: "attendance_row", columns: COLUMNS, key: 3, fixed: 3, values }
        };
        state.people.iter().map(row).collect()
    }
}
