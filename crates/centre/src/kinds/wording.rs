//! Streams `wording/<paper>`: which revision of a paper's wording is in force, and which waits for the legal reviewer.

use calendar::Instant;
use catalogue::wording_stream::{WordingAsked, WordingCommand, WordingEvent, WordingState};
use ledger::World;

use crate::domain::{Body, Desk, Obstacle, actor_of, in_force};
use crate::kinds::Kind;

/// The rules of wording.
pub struct Wordings;

impl Kind for Wordings {
    type State = WordingState;
    type Command = WordingCommand;
    type Event = WordingEvent;

    const STREAM: &'static str = "wording/";
    const EVENTS: &'static str = "wording.";

    fn decide(
        stream: &str,
        state: &WordingState,
        command: &WordingCommand,
        world: &World<'_, Desk>,
    ) -> Result<Vec<WordingEvent>, Obstacle> {
        let body = match command {
            WordingCommand::Propose(body) => world.body(&body.digest.0),
            WordingCommand::Approve { .. } | WordingCommand::Return { .. } => None,
        };
        let Some(known) = in_force(world) else { return Err(Obstacle::NothingInForce) };
        let wording = match body {
            Some(Body::Wording(wording)) => Some(wording.as_ref()),
            _ => None,
        };
        let paper = stream.strip_prefix(Self::STREAM).unwrap_or_default();
        let (by, now, organisation) = (actor_of(world)?, Instant(world.now), known.organisation);
        let asked = WordingAsked { by, now, organisation, paper, wording };
        state.decide(command, &asked).map_err(Obstacle::Wording)
    }

    fn evolve(state: WordingState, event: &WordingEvent) -> WordingState {
        state.evolve(event)
    }
}
