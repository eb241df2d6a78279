//! Streams `follow-up/<id>`: return calls, open and secret visits (R150, R155).

use catalogue::FollowUpId;
use ledger::{RowImage, World};
use oversight::follow_up::{self, Event, FollowUp, Record};

use crate::domain::{Bound, Desk, Obstacle, actor_of, case_file, with_known};
use crate::kinds::Kind;

/// The rules of follow-ups.
pub struct FollowUps;

const COLUMNS: &[&str] = &[
    "division",
    "follow_up_id",
    "kind",
    "unit",
    "window_id",
    "on_day",
    "written_at",
    "written_by",
    "attitude",
    "quality",
    "efficiency",
    "paid_elsewhere",
    "bad",
];

/// The stream of a follow-up.
pub(crate) fn stream_of(id: FollowUpId) -> String {
    format!("{}{id}", FollowUps::STREAM)
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
        let file = command.found.case.and_then(|case| case_file(world, case));
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            follow_up::decide(state, command, known, file)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: FollowUp, event: &Event) -> FollowUp {
        follow_up::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &FollowUp) -> Vec<RowImage> {
        let (Some(id), FollowUp::Written { by, at, on, found }) =
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
            on.to_string().into(),
            at.0.into(),
            by.as_str().into(),
            i64::from(found.attitude.code()).into(),
            i64::from(found.quality.code()).into(),
            i64::from(found.efficiency.code()).into(),
            found.paid_elsewhere.map_or(-1, i64::from).into(),
            found.is_bad().into(),
        ];
        vec![RowImage { table: "follow_up_row", columns: COLUMNS, key: 2, fixed: COLUMNS.len(), values }]
    }
}
