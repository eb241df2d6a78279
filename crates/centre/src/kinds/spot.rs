//! Streams `spot/<id>`: spot checks of somebody from outside (A6, E29, R46).

use catalogue::SpotId;
use ledger::{RowImage, World};
use oversight::spot::{self, Command, Event, Spot};
use store::Migration;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of spot checks.
pub struct Spots;

/// The kind of the body that holds the candidates.
pub(crate) const CANDIDATES: &str = "spot-candidates";

/// The list of spot checks, and the pass of each.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0032_spot",
    sql: r#"
create table if not exists spot_row (
  division text not null, spot_id text not null, begun_at bigint not null, begun_by text not null, code bytea,
  until_day text not null, ended bigint not null, looks bigint not null, remarks bigint not null,
  primary key (division, spot_id));
create index if not exists spot_row_begun on spot_row (division, begun_at, spot_id);
create index if not exists spot_row_code on spot_row (code, division) where code is not null;
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "spot_id",
    // Written once.
    "begun_at",
    "begun_by",
    "code",
    "until_day",
    // What its life changes.
    "ended",
    "looks",
    "remarks",
];

/// How many of them are written once.
const FIXED: usize = 6;

/// The stream of a spot check.
pub(crate) fn stream_of(id: SpotId) -> String {
    format!("{}{id}", Spots::STREAM)
}

impl Kind for Spots {
    type State = Spot;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "spot/";
    const EVENTS: &'static str = "spot.";

    fn decide(
        _stream: &str,
        state: &Spot,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let decided = with_known(world, Bound::nothing(), actor, |known| spot::decide(state, command, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Spot, event: &Event) -> Spot {
        spot::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Spot) -> Vec<RowImage> {
        let (Some(id), Spot::Begun(held)) = (stream.strip_prefix(Spots::STREAM), state) else {
            return Vec::new();
        };
        let values = vec![
            division.into(),
            id.into(),
            held.begun.at.0.into(),
            held.begun.by.as_str().into(),
            held.begun.code.map(|code| code.0.to_vec()).into(),
            held.until.to_string().into(),
            held.ended.into(),
            i64::from(held.looks).into(),
            i64::from(held.remarks).into(),
        ];
        vec![RowImage { table: "spot_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}
