//! Streams `inspection/<id>`: rounds of inspection, planned, made, and what they saw put right (A15, R120).

use catalogue::InspectionId;
use ledger::{RowImage, World};
use oversight::inspection::{self, Command, Event, Inspection};
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of rounds.
pub struct Inspections;

/// Rounds by their last day, and what has to be put right by unit.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0040_inspection",
    sql: r#"
create table if not exists inspection_row (
  division text not null, inspection_id text not null, kind text not null, place text not null, by_day text not null,
  people text not null, done_on text not null, entered_at bigint, late bigint not null, points bigint not null,
  to_correct bigint not null,
  primary key (division, inspection_id));
create index if not exists inspection_row_by on inspection_row (division, by_day, inspection_id);
create table if not exists inspection_point_row (
  division text not null, inspection_id text not null, point bigint not null, unit text not null, window_id text not null,
  section text not null, correct_by text not null, standing text not null, returned bigint not null, late bigint not null,
  primary key (division, inspection_id, point));
create index if not exists inspection_point_row_open on inspection_point_row (division, standing, correct_by);
create index if not exists inspection_point_row_unit on inspection_point_row (division, unit, correct_by);
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "inspection_id",
    // What its life changes.
    "kind",
    "place",
    "by_day",
    "people",
    "done_on",
    "entered_at",
    "late",
    "points",
    "to_correct",
];

const POINT_COLUMNS: &[&str] = &[
    "division",
    "inspection_id",
    "point",
    // What its life changes.
    "unit",
    "window_id",
    "section",
    "correct_by",
    "standing",
    "returned",
    "late",
];

/// The stream of a round.
pub(crate) fn stream_of(id: InspectionId) -> String {
    format!("{}{id}", Inspections::STREAM)
}

impl Kind for Inspections {
    type State = Inspection;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "inspection/";
    const EVENTS: &'static str = "inspection.";

    fn decide(
        _stream: &str,
        state: &Inspection,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let decided =
            with_known(world, Bound::nothing(), actor, |known| inspection::decide(state, command, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Inspection, event: &Event) -> Inspection {
        inspection::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Inspection) -> Vec<RowImage> {
        let (Some(id), Inspection::Planned(round)) = (stream.strip_prefix(Inspections::STREAM), state) else {
            return Vec::new();
        };
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let open = round
            .points
            .iter()
            .filter(|it| matches!(it.standing, inspection::Standing::Open | inspection::Standing::Answered));
        let people = round.done.map_or(round.plan.people, |done| done.people);
        let people: Vec<String> = people.iter().map(|it| it.to_string()).collect();
        let values: Vec<Value> = vec![
            division.into(),
            id.into(),
            round.plan.kind.key().into(),
            round.plan.place.key().into(),
            round.plan.by.to_string().into(),
            people.join(",").into(),
            round.done.map_or_else(String::new, |it| it.on.to_string()).into(),
            round.done.map(|it| it.entered_at.0).into(),
            round.done.is_some_and(|it| it.late).into(),
            count(round.points.len()).into(),
            count(open.count()).into(),
        ];
        let mut rows = vec![RowImage { table: "inspection_row", columns: COLUMNS, key: 2, fixed: 2, values }];
        rows.extend(round.points.iter().enumerate().map(|(n, point)| {
            let values: Vec<Value> = vec![
                division.into(),
                id.into(),
                count(n + 1).into(),
                point.unit.as_str().into(),
                point.window.as_ref().map_or("", |it| it.as_str()).into(),
                point.section.key().into(),
                point.correct_by.map_or_else(String::new, |it| it.to_string()).into(),
                point.standing.key().into(),
                i64::from(point.returned).into(),
                point.late.into(),
            ];
            RowImage { table: "inspection_point_row", columns: POINT_COLUMNS, key: 3, fixed: 3, values }
        }));
        rows
    }
}
