//! Streams `case/<id>`: a case, decided by `casework` after the scope was asked.

use calendar::Instant;
use casework::{Case, Command, Event, Series};
use catalogue::{Digest, Item, ItemCode};
use ledger::{DecodeError, Effect, RowImage, World};

use crate::case::case_of;
use crate::domain::{Bound, Desk, Obstacle, actor_of, item_of, looks_at, time_itself, with_known};
use crate::kinds::Kind;
use crate::kinds::hearing::hearing_of;
use crate::{domain, notice, row};

/// The rules of cases.
pub struct Cases;

/// The item a command of a case rests on: the frozen revision, or for a receipt the published one.
fn item_for<'a>(world: &World<'a, Desk>, case: &Case, receive: Option<ItemCode>) -> Bound<'a> {
    const NOTHING: Digest = Digest([0; 32]);
    let bound = |item: Option<&'a Item>, digest, live| Bound { item, digest, live, hearing: None };
    match (case, receive) {
        (Case::Filed(file), _) => bound(item_of(world, file.facts.body), file.facts.body, true),
        (Case::Absent, Some(code)) => match world.stream(&format!("item/{code}")) {
            Some(domain::State::Item(state)) => match state.digest() {
                Some(digest) => bound(item_of(world, digest), digest, state.is_live()),
                None => bound(None, NOTHING, false),
            },
            _ => bound(None, NOTHING, false),
        },
        (Case::Absent, None) => bound(None, NOTHING, false),
    }
}

impl Kind for Cases {
    type State = Case;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "case/";
    const EVENTS: &'static str = "case.";

    fn decide(
        stream: &str,
        case: &Case,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let receive = match command {
            Command::Receive(receive) => Some(receive.item),
            _ => None,
        };
        let actor = actor_of(world)?;
        // Before the rules: whoever may not look at a case learns nothing from what they would answer.
        if let Case::Filed(file) = case {
            looks_at(world, file, actor)?;
        }
        let mut item = item_for(world, case, receive);
        if let (Command::Decide(_), Some(id)) = (command, case_of(stream)) {
            item.hearing = hearing_of(world, id);
        }
        let decided = with_known(world, item, actor, |known| casework::decide(case, command, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Case)
    }

    fn evolve(state: Case, event: &Event) -> Case {
        casework::evolve(state, event)
    }

    fn due(state: &Case) -> Option<Instant> {
        casework::due(state)
    }

    fn catch_up(_stream: &str, case: &Case, at: Instant, world: &World<'_, Desk>) -> Vec<Event> {
        let item = item_for(world, case, None);
        with_known(world, item, time_itself(), |known| casework::catch_up(case, at, known))
            .unwrap_or_default()
    }

    fn redate(_stream: &str, case: &Case, world: &World<'_, Desk>) -> Vec<Event> {
        let item = item_for(world, case, None);
        with_known(world, item, time_itself(), |known| casework::redate(case, known)).unwrap_or_default()
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        casework::draws(event)
    }

    fn encode(event: &Event) -> (&'static str, Vec<u8>) {
        (event.kind(), event.encode())
    }

    fn decode(kind: &str, payload: &[u8]) -> Result<Event, DecodeError> {
        Event::decode(kind, payload).map_err(|error| DecodeError(error.to_string()))
    }

    fn rows(division: &str, stream: &str, case: &Case) -> Vec<RowImage> {
        let Some(id) = case_of(stream) else { return Vec::new() };
        let mut rows = row::finding_rows(division, id, case);
        rows.extend(row::case_row(division, id, case));
        rows
    }

    fn effects(stream: &str, case: &Case, event: &Event) -> Vec<Effect> {
        notice::effects_of(stream, case, event)
    }
}
