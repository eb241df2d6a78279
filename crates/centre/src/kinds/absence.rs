//! The stream `absence`: who is away, and who stands in (F31, E23).

use calendar::Instant;
use casework::absence::{self, Absences, Command, Event, Ground};
use ledger::{Effect, World};

use crate::domain::{Desk, Obstacle, actor_of, in_force};
use crate::kinds::Kind;

/// The rules of absences.
pub struct Absent;

impl Kind for Absent {
    type State = Absences;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "absence";
    const EVENTS: &'static str = "absence.";

    fn decide(
        _stream: &str,
        state: &Absences,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let known = in_force(world).ok_or(Obstacle::NothingInForce)?;
        let ground =
            Ground { now: Instant(world.now), actor: actor_of(world)?, organisation: known.organisation };
        absence::decide(state, command, &ground).map_err(|refusal| Obstacle::Case(refusal.into()))
    }

    fn evolve(state: Absences, event: &Event) -> Absences {
        absence::evolve(state, event)
    }

    fn due(state: &Absences) -> Option<Instant> {
        absence::due(state)
    }

    fn catch_up(_stream: &str, state: &Absences, at: Instant, world: &World<'_, Desk>) -> Vec<Event> {
        absence::catch_up(state, at, in_force(world).map(|known| known.organisation))
    }

    /// The deputy is told when it begins; where nobody stands in, heads and the centre (F31).
    fn effects(_stream: &str, _state: &Absences, event: &Event) -> Vec<Effect> {
        let to = |person: catalogue::PersonId, away: catalogue::PersonId, kind: &'static str| Effect {
            recipient: format!("person/{person}"),
            kind,
            payload: format!("{{\"away\":\"{away}\"}}").into_bytes(),
        };
        let (away, deputy, told) = match event {
            Event::Begun(fact) => (fact.person, fact.deputy, fact.told),
            Event::DeputyChanged(fact) => (fact.person, fact.deputy, fact.told),
            _ => return Vec::new(),
        };
        let stands_in = deputy.map(|deputy| to(deputy, away, "stand-in"));
        let nobody = told.into_iter().flatten().map(|head| to(head, away, "nobody-stands-in"));
        stands_in.into_iter().chain(nobody).collect()
    }
}
