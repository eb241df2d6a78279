//! Streams `follow-up/<id>`: return calls, open and secret visits (R150, R155).

use catalogue::FollowUpId;
use ledger::{RowImage, World};
use oversight::follow_up::{self, Event, FollowUp, Record};
use oversight::rating::{Grade, Rating};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, case_file, with_known};
use crate::kinds::Kind;
use crate::kinds::rating::stream_of as rating_stream;

/// The rules of follow-ups.
pub struct FollowUps;

const COLUMNS: &[&str] = &[
    "division",
    "follow_up_id",
    "kind",
    "unit",
    "window_id",
    "rating_id",
    "on_day",
    "written_at",
    "written_by",
    "attitude",
    "quality",
    "efficiency",
    "paid_elsewhere",
    "bad",
    "tries",
    "again",
];
/// Columns that never change: the others are those of the last try.
const FIXED: usize = 6;

/// The stream of a follow-up.
pub(crate) fn stream_of(id: FollowUpId) -> String {
    format!("{}{id}", FollowUps::STREAM)
}

/// A mark as a row has it; 0 where nobody answered.
fn mark(mark: Option<Grade>) -> i64 {
    mark.map_or(0, |it| i64::from(it.code()))
}

impl Kind for FollowUps {
    type State = FollowUp;
    type Command = Record;
    type Event = Event;

    const STREAM: &'static str = "follow-up/";
    const EVENTS: &'static str = "follow-up.";

    fn decide(
        _stream: &str,
        state: &FollowUp,
        command: &Record,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let rated = command.rating.and_then(|id| match world.stream(&rating_stream(id)) {
            Some(State::Rating(Rating::Given(held))) => Some(&**held),
            _ => None,
        });
        let case = command.found.case.or(rated.and_then(|held| held.about.case));
        let file = case.and_then(|case| case_file(world, case));
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            follow_up::decide(state, command, known, file, rated)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: FollowUp, event: &Event) -> FollowUp {
        follow_up::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &FollowUp) -> Vec<RowImage> {
        let (Some(id), FollowUp::Written { by, at, on, found, rating, tries }) =
            (stream.strip_prefix(FollowUps::STREAM), state)
        else {
            return Vec::new();
        };
        let values = vec![
            division.into(),
            id.into(),
            found.kind.key().into(),
            found.unit.as_str().into(),
            found.window.as_ref().map_or("", |it| it.as_str()).into(),
            rating.as_ref().map_or("", |it| it.as_str()).into(),
            on.to_string().into(),
            at.0.into(),
            by.as_str().into(),
            mark(found.attitude).into(),
            mark(found.quality).into(),
            mark(found.efficiency).into(),
            found.paid_elsewhere.map_or(-1, i64::from).into(),
            found.is_bad().into(),
            i64::from(*tries).into(),
            state.again_after().is_some().into(),
        ];
        vec![RowImage { table: "follow_up_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}
