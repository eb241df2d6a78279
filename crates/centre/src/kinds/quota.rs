//! Streams `quota/<item>`: the line of a licence of limited number, led by what happens to its cases (N23, A24).

use calendar::Instant;
use casework::quota::{self, Command, Event, Line, Turn};
use casework::{Case, Refusal};
use catalogue::{CaseId, Item, ItemCode};
use ledger::{Effect, World};

use crate::domain::{Desk, Obstacle, State};
use crate::kinds::Kind;

/// The rules of lines.
pub struct Quotas;

/// The stream of an item's line.
pub(crate) fn stream_of_line(item: ItemCode) -> String {
    format!("quota/{item}")
}

/// Whether it is the case's turn now, where the number of its item is limited; none where it is not.
pub(crate) fn turn_of(
    world: &World<'_, Desk>,
    stream: &str,
    case: &Case,
    item: Option<&Item>,
) -> Option<Turn> {
    let facts = case.facts().filter(|facts| facts.acceptance.is_some_and(|it| it.limited))?;
    let (rule, id) = (item?.quota.as_ref()?, case_id(stream)?);
    let line = match world.stream(&stream_of_line(facts.item)) {
        Some(State::Quota(line)) => line,
        _ => return Some(Turn::NotInLine),
    };
    Some(line.turn(id, rule, Instant(world.now).day()))
}

fn case_id(stream: &str) -> Option<CaseId> {
    crate::case::case_of(stream)
}

impl Kind for Quotas {
    type State = Line;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "quota/";
    const EVENTS: &'static str = "quota.";

    fn decide(
        _stream: &str,
        line: &Line,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        // What happened to a case leads its line; no person does.
        if world.actor != ledger::TIME {
            return Err(Obstacle::UnknownActor);
        }
        quota::decide(line, command, Instant(world.now)).map_err(|it| Obstacle::Case(Refusal::from(it)))
    }

    fn evolve(state: Line, event: &Event) -> Line {
        quota::evolve(state, event)
    }

    fn effects(stream: &str, _line: &Line, event: &Event) -> Vec<Effect> {
        // Whoever enters the line is told the place (A24).
        match event {
            Event::Entered(fact) => vec![crate::notice::in_line(stream, fact.case)],
            Event::Settled(_) => Vec::new(),
        }
    }
}
