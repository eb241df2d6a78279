//! Streams `accountability/<finding>~<subject>`: what follows from a finding that stands, for each it holds to account (R190-R192,
//! C27). Those of before are called `accountability/<finding>`, one for a finding, and go on under that name.

use calendar::Instant;
use ledger::{RowImage, World};
use oversight::Refusal;
use oversight::accountability::{self, Accountability, Command, Event, MatterId};
use oversight::finding::Finding;
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, State, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;
use crate::oversight::appeal_figures::Made;

/// The rules of accountability.
pub struct Accountabilities;

/// The list of matters, each by its name, which stands in the column `finding_id`: once it was the finding alone. The latest stand
/// first; what concerns a person is found by the person.
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

/// The finding that a matter follows from, by itself: the matters of one are found by it.
pub(crate) const OF_FINDING: Migration = Migration {
    name: "0071_accountability_finding",
    sql: r#"
alter table accountability_row add column finding text not null default '';
update accountability_row set finding = substr(finding_id, 1, 32);
create index if not exists accountability_row_finding on accountability_row (finding, division, opened_at, finding_id);
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "finding_id",
    // Written once.
    "finding",
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
const FIXED: usize = 9;

/// The stream of a matter.
pub(crate) fn stream_of(matter: MatterId) -> String {
    format!("{}{matter}", Accountabilities::STREAM)
}

/// Whether the one matter that the finding could have before is against the same.
fn was_brought(matter: MatterId, command: &Command, world: &World<'_, Desk>) -> bool {
    let Command::Open(open) = command else { return false };
    match world.stream(&stream_of(MatterId::unnamed(matter.finding))) {
        Some(State::Accountability(Accountability::Brought(brought))) => brought.person == open.person,
        _ => false,
    }
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
        let matter = stream.strip_prefix(Accountabilities::STREAM).and_then(MatterId::parse);
        let matter = matter.ok_or(Obstacle::WrongStream)?;
        if matches!(command, Command::Open(open) if !matter.is_against(open.person)) {
            return Err(Obstacle::WrongStream);
        }
        let was_brought = was_brought(matter, command, world);
        let found = match (state, world.stream(&crate::kinds::finding::stream_of(matter.finding))) {
            (Accountability::Absent, Some(State::Finding(Finding::Found(found)))) => Some(&**found),
            _ => None,
        };
        if was_brought {
            return Err(Obstacle::Oversight(Refusal::AlreadyBrought));
        }
        let bounds = bounds_of(world);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            accountability::decide(state, command, found, known, bounds)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Accountability, event: &Event) -> Accountability {
        accountability::evolve(state, event)
    }

    fn due(state: &Accountability) -> Option<Instant> {
        accountability::due(state)
    }

    fn catch_up(_stream: &str, state: &Accountability, at: Instant, _world: &World<'_, Desk>) -> Vec<Event> {
        accountability::catch_up(state, at)
    }

    fn rows(division: &str, stream: &str, state: &Accountability) -> Vec<RowImage> {
        let (Some(name), Accountability::Brought(brought)) =
            (stream.strip_prefix(Accountabilities::STREAM), state)
        else {
            return Vec::new();
        };
        let Some(matter) = MatterId::parse(name) else { return Vec::new() };
        let decide_by = brought.appeal.filter(|_| brought.appeal_right.is_none());
        let values: Vec<Value> = vec![
            division.into(),
            name.into(),
            matter.finding.as_str().into(),
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
        let own = RowImage { table: "accountability_row", columns: COLUMNS, key: 2, fixed: FIXED, values };
        let appealed = brought.appeal.map(|(_, decide_by)| {
            let made = Made {
                against: "accountability",
                unit: brought.unit,
                decide_by,
                right: brought.appeal_right,
                ground: brought.appeal_ground,
                late: brought.appeal_late,
            };
            made.row(division, stream)
        });
        std::iter::once(own).chain(appealed).collect()
    }
}
