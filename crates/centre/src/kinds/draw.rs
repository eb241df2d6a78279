//! Streams `draw/<id>`: dual-random draws with their visits (R170, N38, F26).

use calendar::Instant;
use casework::Series;
use casework::certificate::{Certificate, CertificateId};
use catalogue::{Digest, DrawId};
use ledger::{RowImage, World};
use oversight::draw::{self, Command, Draw, Enter, Event, Ground, Held, List, Other, Way};
use store::Value;

use crate::certificate::certificate_stream;
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

fn list_of<'a>(world: &World<'a, Desk>, digest: Digest) -> Option<&'a List> {
    match world.body(&digest.0) {
        Some(Body::DrawList(list)) => Some(list),
        _ => None,
    }
}

/// Keyed digest of the holder of what was picked at each place; none where a number is no certificate of ours. All are asked for
/// before any is given up, so that one round of loading suffices.
fn holders(world: &World<'_, Desk>, held: &Held, list: &List) -> Vec<Option<Digest>> {
    let picks = held.picks(list, crate::seal::sm3);
    let holder = |object: u16| {
        let id = CertificateId::parse(list.objects[usize::from(object)].id.as_str())?;
        match world.stream(&certificate_stream(id)) {
            Some(State::Certificate(Certificate::Issued(file))) => Some(file.holder),
            _ => None,
        }
    };
    picks.iter().map(|pick| holder(pick.object)).collect()
}

/// The draw with which a visit is said to be made together, with the places there of the same holder (N38).
fn other_of<'a>(
    world: &World<'a, Desk>,
    held: &Held,
    list: Option<&List>,
    enter: &Enter,
) -> Option<Other<'a>> {
    let other = held_of(world, enter.with?)?;
    let (list, theirs) = (list?, list_of(world, other.list)?);
    let (own, theirs) = (holders(world, held, list), holders(world, other, theirs));
    let holder = own.get(usize::from(enter.place)).copied().flatten()?;
    let places = (0..).zip(&theirs).filter(|(_, it)| **it == Some(holder));
    Some(Other { held: other, same: places.map(|(place, _)| place).collect() })
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
        let list = digest.and_then(|digest| list_of(world, digest));
        let before = list
            .and_then(|list| list.instead_of.as_ref())
            .filter(|_| matches!(command, Command::Commit(_)))
            .and_then(|(draw, _)| held_of(world, *draw));
        let other = match (state, command) {
            (Draw::Announced(held), Command::Enter(enter)) => other_of(world, held, list, enter),
            _ => None,
        };
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            draw::decide(state, command, &Ground { known, list, before, other, sm3: crate::seal::sm3 })
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
