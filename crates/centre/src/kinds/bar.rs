//! Streams `bar/<authority>/<keyed digest of the person>`: the bar list, decided by `casework::bar` beside the case out of
//! which an entry comes (N26, A25).

use calendar::Instant;
use casework::bar::{self, Bar, Command, Event};
use casework::{Refusal, Series};
use catalogue::CaseId;
use ledger::{DecodeError, RowImage, World};

use crate::bars;
use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, item_of, looks_at, with_known};
use crate::kinds::Kind;

/// The rules of the bar list.
pub struct Bars;

/// A command, and the case out of which a proposal comes.
#[derive(Debug, Clone, Copy)]
pub struct BarAsked {
    /// The case.
    pub case: CaseId,
    /// What is asked.
    pub command: Command,
}

impl Kind for Bars {
    type State = Bar;
    type Command = BarAsked;
    type Event = Event;

    const STREAM: &'static str = "bar/";
    const EVENTS: &'static str = "bar.";

    fn decide(
        stream: &str,
        state: &Bar,
        asked: &BarAsked,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        // An entry is decided beside the case out of which it was proposed, whatever page asks.
        let open = state.entry.filter(|entry| entry.end.is_none());
        let case = open.map_or(asked.case, |entry| entry.case);
        let file = case_file(world, case).ok_or(Obstacle::Case(Refusal::NoSuchCase))?;
        if bars::stream_of(file.facts.authority, file.facts.applicant) != stream {
            return Err(Obstacle::WrongStream);
        }
        let actor = actor_of(world)?;
        looks_at(world, file, actor)?;
        let digest = file.facts.body;
        let bound = Bound::of(item_of(world, digest), digest, true);
        let decided =
            with_known(world, bound, actor, |known| bar::decide(state, &asked.command, case, file, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Bar, event: &Event) -> Bar {
        state.evolve(event)
    }

    fn due(state: &Bar) -> Option<Instant> {
        state.due()
    }

    fn catch_up(_stream: &str, state: &Bar, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        state.catch_up(at)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        bar::draws(event)
    }

    fn encode(event: &Event) -> (&'static str, Vec<u8>) {
        (event.kind(), event.encode())
    }

    fn decode(kind: &str, payload: &[u8]) -> Result<Event, DecodeError> {
        Event::decode(kind, payload).map_err(|error| DecodeError(error.to_string()))
    }

    fn rows(division: &str, stream: &str, state: &Bar) -> Vec<RowImage> {
        bars::row(division, stream, state).into_iter().collect()
    }
}
