//! Stream `bounds`: the numbers that monitoring points and notices compare with (R143, domain.md 6.5).

use ledger::World;
use oversight::bound::{self, Bounds, Event, Set, USUAL};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of bounds.
pub struct BoundsLog;

/// The numbers in force; the usual ones before any was set.
pub(crate) fn bounds_of<'a>(world: &World<'a, Desk>) -> &'a Bounds {
    match world.stream(BoundsLog::STREAM) {
        Some(State::Bounds(bounds)) => bounds,
        _ => &USUAL,
    }
}

impl Kind for BoundsLog {
    type State = Bounds;
    type Command = Set;
    type Event = Event;

    const STREAM: &'static str = "bounds";
    const EVENTS: &'static str = "bounds.";

    fn decide(
        _stream: &str,
        state: &Bounds,
        command: &Set,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let decided =
            with_known(world, Bound::nothing(), actor, |known| bound::decide(state, command, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Bounds, event: &Event) -> Bounds {
        bound::evolve(state, event)
    }
}
