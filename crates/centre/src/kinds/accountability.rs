//! Streams `accountability/<finding>`: what follows from a finding that stands (R190-R192, C27).

use catalogue::FindingId;
use ledger::{DecodeError, RowImage, World};
use oversight::accountability::{self, Accountability, Command, Event};
use oversight::finding::Finding;
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;

/// The rules of accountability.
pub struct Accountabilities;

/// The list of matters. The latest stand first; what concerns a person is found by the person.
pub const SCHEMA: Migration = Migration {
    name: "0028_accountability",
    sql: r#"
create table if not exists accountability_row (
  division text not null, finding_id text not null, kind text not null, unit text not null, person text not null,
  opened_at bigint not null, opened_by text not null, heard_by text not null, state text not null, measure text not null,
  open bigint not null, decide_by text not null,
  primary key (division, finding_id));
create index if not exists accountability_row_opened on accountability_row (division, opened_at, finding_id);
create index if not exists accountability_row_person on accountability_row (person, division, opened_at) where person <> '';
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "finding_id",
    // Written once.
    "kind",
    "unit",
    "person",
    "opened_at",
    "opened_by",
    "heard_by",
    // What its life changes.
    "state",
    "measure",
    "open",
    "decide_by",
];

/// How many of them are written once.
const FIXED: usize = 8;

/// The stream of what follows from a finding.
pub(crate) fn stream_of(finding: FindingId) -> String {
    format!("{}{finding}", Accountabilities::STREAM)
}

impl Kind for Accountabilities {
    type State = Accountability;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "accountability/";
    const EVENTS: &'static str = "accountability.";

    fn decide(
        stream: &str,
        state: &Accountability,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let finding = stream.strip_prefix(Accountabilities::STREAM).and_then(|id| FindingId::parse(id).ok());
        let finding = finding.ok_or(Obstacle::WrongStream)?;
        let found = match (state, world.stream(&crate::kinds::finding::stream_of(finding))) {
            (Accountability::Absent, Some(State::Finding(Finding::Found(found)))) => Some(&**found),
            _ => None,
        };
        let bounds = bounds_of(world);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            accountability::decide(state, command, found, known, bounds)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Accountability, event: &Event) -> Accountability {
        accountability::evolve(state, event)
    }

    fn encode(event: &Event) -> (&'static str, Vec<u8>) {
        (event.kind(), event.encode())
    }

    fn decode(kind: &str, payload: &[u8]) -> Result<Event, DecodeError> {
        Event::decode(kind, payload).map_err(|error| DecodeError(error.to_string()))
    }

    fn rows(division: &str, stream: &str, state: &Accountability) -> Vec<RowImage> {
        let (Some(finding), Accountability::Brought(brought)) =
            (stream.strip_prefix(Accountabilities::STREAM), state)
        else {
            return Vec::new();
        };
        let decide_by = brought.appeal.filter(|_| brought.appeal_right.is_none());
        let values: Vec<Value> = vec![
            division.into(),
            finding.into(),
            brought.kind.key().into(),
            brought.unit.as_str().into(),
            brought.person.as_ref().map_or("", |it| it.as_str()).into(),
            brought.opened.0.0.into(),
            brought.opened.1.as_str().into(),
            brought.heard_by.to_string().into(),
            brought.key().into(),
            brought.decided.map_or("", |(measure, ..)| measure.key()).into(),
            brought.is_open().into(),
            decide_by.map_or_else(String::new, |(_, day)| day.to_string()).into(),
        ];
        vec![RowImage { table: "accountability_row", columns: COLUMNS, key: 2, fixed: FIXED, values }]
    }
}
