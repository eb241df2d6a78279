//! The stream `calendar`: which calendar is in force, and the notices laid into it.

use calendar::Instant;
use catalogue::publish::{CalendarCommand, CalendarState, PublishEvent};
use catalogue::publish_calendar::{self, AdoptNotice};
use ledger::World;

use crate::domain::{Body, Desk, Obstacle, actor_of, in_force};
use crate::kinds::Kind;

/// The rules of the calendar.
pub struct Calendars;

/// A notice is laid into the calendar in force: both calendars and the organisation are at hand.
fn adopt_notice(
    state: &CalendarState,
    asked: &AdoptNotice,
    world: &World<'_, Desk>,
) -> Result<Vec<PublishEvent>, Obstacle> {
    let next = world.body(&asked.body.digest.0);
    let (Some(known), Some(Body::Calendar(next))) = (in_force(world), next) else {
        return Err(Obstacle::NothingInForce);
    };
    let (by, now, held) = (actor_of(world)?, Instant(world.now), Some(known.calendar));
    publish_calendar::adopt_notice(state, asked, by, now, known.organisation, held, next)
        .map_err(Obstacle::Publish)
}

impl Kind for Calendars {
    type State = CalendarState;
    type Command = CalendarCommand;
    type Event = PublishEvent;

    const STREAM: &'static str = "calendar";
    const EVENTS: &'static str = "calendar.";

    fn decide(
        _stream: &str,
        state: &CalendarState,
        command: &CalendarCommand,
        world: &World<'_, Desk>,
    ) -> Result<Vec<PublishEvent>, Obstacle> {
        match command {
            CalendarCommand::AdoptNotice(asked) => adopt_notice(state, asked, world),
            _ => state.decide(command, Instant(world.now)).map_err(Obstacle::Publish),
        }
    }

    fn evolve(state: CalendarState, event: &PublishEvent) -> CalendarState {
        state.evolve(event)
    }

    fn bumps_epoch(event: &PublishEvent) -> bool {
        event.is_calendar()
    }
}
