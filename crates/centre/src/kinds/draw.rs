//! Streams `draw/<id>`: dual-random draws with their visits (R170, N38, F26).

use calendar::Instant;
use casework::Series;
use catalogue::DrawId;
use ledger::{DecodeError, RowImage, World};
use oversight::draw::{self, Command, Draw, Event, Ground, Held, List, Way};
use store::Value;

use crate::domain::{Body, Bound, Desk, Obstacle, State, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of draws.
pub struct Draws;

/// The kind of the body that holds the lists.
pub(crate) const LIST: &str = "draw-list";

const COLUMNS: &[&str] = &[
    "division",
    "draw_id",
    // Written once.
    "unit",
    "year",
    "n",
    "list",
    "announced_at",
    "public_day",
    "reveal_by",
    // What its life changes.
    "state",
    "open",
    "drawn_at",
    "picks",
    "results",
    "results_by",
];

/// How many of them are written once.
const FIXED: usize = 9;

/// The stream of a draw.
pub(crate) fn stream_of(id: DrawId) -> String {
    format!("{}{id}", Draws::STREAM)
}

fn held_of<'a>(world: &World<'a, Desk>, id: DrawId) -> Option<&'a Held> {
    match world.stream(&stream_of(id)) {
        Some(State::Draw(Draw::Announced(held))) => Some(held),
        _ => None,
    }
}

impl Kind for Draws {
    type State = Draw;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "draw/";
    const EVENTS: &'static str = "draw.";

    fn decide(
        _stream: &str,
        state: &Draw,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let digest = match (state, command) {
            (Draw::Announced(held), _) => Some(held.list),
            (Draw::Absent, Command::Commit(commit)) => Some(commit.list),
            (Draw::Absent, _) => None,
        };
        let list: Option<&List> = match digest.and_then(|digest| world.body(&digest.0)) {
            Some(Body::DrawList(list)) => Some(list),
            _ => None,
        };
        let before = list
            .and_then(|list| list.instead_of.as_ref())
            .filter(|_| matches!(command, Command::Commit(_)))
            .and_then(|(draw, _)| held_of(world, *draw));
        let together = match (state, command) {
            (Draw::Announced(held), Command::Enter(enter)) => enter
                .with
                .and_then(|draw| held_of(world, draw))
                .is_some_and(|other| other.unit != held.unit && matches!(other.way, Way::Drawn { .. })),
            _ => false,
        };
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            draw::decide(state, command, &Ground { known, list, before, together, sm3: crate::seal::sm3 })
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Draw, event: &Event) -> Draw {
        draw::evolve(state, event)
    }

    fn due(state: &Draw) -> Option<Instant> {
        draw::due(state)
    }

    fn catch_up(_stream: &str, state: &Draw, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        draw::catch_up(state, at)
    }

    fn draws(event: &Event) -> Vec<(Series, u32)> {
        match event {
            Event::Announced(fact) => vec![(fact.number.series(), fact.number.n)],
            _ => Vec::new(),
        }
    }

    fn encode(event: &Event) -> (&'static str, Vec<u8>) {
        (event.kind(), event.encode())
    }

    fn decode(kind: &str, payload: &[u8]) -> Result<Event, DecodeError> {
        Event::decode(kind, payload).map_err(|error| DecodeError(error.to_string()))
    }

    fn rows(division: &str, stream: &str, state: &Draw) -> Vec<RowImage> {
        let (Some(id), Draw::Announced(held)) = (stream.strip_prefix(Draws::STREAM), state) else {
            return Vec::new();
        };
        let (drawn_at, picks, results_by) = match held.way {
            Way::Drawn { at, picks, results_by, .. } => (at.0, picks, results_by.to_string()),
            Way::Announced | Way::Lapsed => (0, 0, String::new()),
        };
        let values: Vec<Value> = vec![
            division.into(),
            id.into(),
            held.unit.as_str().into(),
            i64::from(held.number.year).into(),
            i64::from(held.number.n).into(),
            held.list.0.into(),
            held.at.0.into(),
            held.public_day.to_string().into(),
            held.reveal_by.to_string().into(),
            held.key().into(),
            held.is_open().into(),
            drawn_at.into(),
            i64::from(picks).into(),
            i64::try_from(held.results()).unwrap_or(i64::MAX).into(),
            results_by.into(),
        ];
        vec![RowImage { table: "draw_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}
