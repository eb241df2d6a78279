//! The stream `outage`: pads of numbers, declared outages, and what was entered for them (E21, A32, F34).

use calendar::Instant;
use casework::absence::Ground;
use casework::outage::{self, Command, Event, Outages};
use ledger::World;

use crate::domain::{Desk, Obstacle, actor_of, in_force};
use crate::kinds::Kind;

/// The rules of outages.
pub struct OutageLog;

impl Kind for OutageLog {
    type State = Outages;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "outage";
    const EVENTS: &'static str = "outage.";

    fn decide(
        _stream: &str,
        state: &Outages,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let known = in_force(world).ok_or(Obstacle::NothingInForce)?;
        let ground =
            Ground { now: Instant(world.now), actor: actor_of(world)?, organisation: known.organisation };
        let decided = outage::decide(state, command, &ground, known.calendar);
        decided.map_err(|refusal| Obstacle::Case(refusal.into()))
    }

    fn evolve(state: Outages, event: &Event) -> Outages {
        outage::evolve(state, event)
    }
}
