//! Streams `day/<window>/<day>`: a window's day from opening to settlement (E1, E2, E22, E31).

use calendar::{Day, Instant};
use casework::window_day::{self, Command, Event, Ground, WindowDay};
use catalogue::WindowId;
use ledger::{RowImage, World};

use crate::domain::{Desk, Obstacle, absences, actor_of, in_force};
use crate::kinds::Kind;

/// The rules of windows' days.
pub struct WindowDays;

const COLUMNS: &[&str] = &[
    "division",
    "day",
    "window_id",
    "seat",
    "opened_at",
    "since",
    "printer",
    "reader",
    "visits",
    "receipts",
    "advice",
    "collected",
    "returned",
    "no_show",
    "handing_to",
    "settled_by",
    "differs",
    "signed_by",
];

/// The name of a window's day.
pub(crate) fn stream_of(window: WindowId, day: Day) -> String {
    format!("day/{window}/{day}")
}

/// Which window and which day a stream is of.
fn place_of(stream: &str) -> Option<(WindowId, Day)> {
    let (window, day) = stream.strip_prefix(WindowDays::STREAM)?.split_once('/')?;
    Some((WindowId::parse(window).ok()?, Day::parse(day)?))
}

impl Kind for WindowDays {
    type State = Box<WindowDay>;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "day/";
    const EVENTS: &'static str = "day.";

    fn decide(
        stream: &str,
        state: &Self::State,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let absences = absences(world);
        let known = in_force(world).ok_or(Obstacle::NothingInForce)?;
        let (window, day) = place_of(stream).ok_or(Obstacle::WrongStream)?;
        let ground = Ground {
            now: Instant(world.now),
            actor: actor_of(world)?,
            window,
            day,
            organisation: known.organisation,
            absences,
        };
        window_day::decide(state, command, &ground).map_err(|refusal| Obstacle::Case(refusal.into()))
    }

    fn evolve(state: Self::State, event: &Event) -> Self::State {
        Box::new(window_day::evolve(*state, event))
    }

    fn rows(division: &str, stream: &str, state: &Self::State) -> Vec<RowImage> {
        let (Some((window, day)), Some(opened_at)) = (place_of(stream), state.opened_at) else {
            return Vec::new();
        };
        let id = |person: Option<catalogue::PersonId>| {
            person.map_or(String::new(), |person| person.as_str().to_owned())
        };
        let mut values: Vec<store::Value> = vec![
            division.into(),
            day.to_string().into(),
            window.as_str().into(),
            id(state.seat).into(),
            opened_at.0.into(),
            state.since.map_or(0, |at| at.0).into(),
            state.printer.into(),
            state.reader.into(),
            i64::from(state.visits).into(),
        ];
        values.extend(state.ends.iter().map(|count| store::Value::from(i64::from(*count))));
        values.push(id(state.handing.map(|it| it.to)).into());
        values.push(id(state.settlement.map(|it| it.by)).into());
        values.push(state.settlement.is_some_and(|it| !it.agrees()).into());
        values.push(id(state.settlement.and_then(|it| it.signed).map(|(by, _)| by)).into());
        vec![RowImage { table: "window_day", columns: COLUMNS, key: 3, fixed: 3, values }]
    }
}
