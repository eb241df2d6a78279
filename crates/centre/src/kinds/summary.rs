//! Streams `summary/<year>/<unit>`: what a unit says of its year (A13, R110, R121).

use catalogue::UnitCode;
use ledger::{RowImage, World};
use oversight::summary::{self, Event, HandIn, Summary};
use store::{Migration, Value};

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;
use crate::kinds::bounds::bounds_of;

/// The rules of summaries.
pub struct Summaries;

/// Who has handed in, by year.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0044_summary",
    sql: r#"
create table if not exists summary_row (
  division text not null, year bigint not null, unit text not null, due_on text not null, first_at bigint not null,
  editions bigint not null, last_at bigint not null, late bigint not null,
  primary key (division, year, unit));
"#,
};

const COLUMNS: &[&str] = &[
    "division", "year", "unit", // Written with the first edition.
    "due_on", "first_at", // What a further one changes.
    "editions", "last_at", "late",
];

/// The stream of a unit and a year.
pub(crate) fn stream_of(year: i32, unit: UnitCode) -> String {
    format!("{}{year}/{unit}", Summaries::STREAM)
}

impl Kind for Summaries {
    type State = Summary;
    type Command = HandIn;
    type Event = Event;

    const STREAM: &'static str = "summary/";
    const EVENTS: &'static str = "summary.";

    fn decide(
        stream: &str,
        state: &Summary,
        command: &HandIn,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        if stream != stream_of(command.year, command.unit) {
            return Err(Obstacle::WrongStream);
        }
        let actor = actor_of(world)?;
        let bounds = bounds_of(world);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            summary::decide(state, command, known, bounds)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Summary, event: &Event) -> Summary {
        summary::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Summary) -> Vec<RowImage> {
        let named = stream.strip_prefix(Summaries::STREAM).and_then(|it| it.split_once('/'));
        let (Some((year, unit)), Some(first), Some(last), Some(due)) =
            (named, state.editions.first(), state.editions.last(), state.due)
        else {
            return Vec::new();
        };
        let values: Vec<Value> = vec![
            division.into(),
            year.parse::<i64>().unwrap_or_default().into(),
            unit.into(),
            due.to_string().into(),
            first.at.0.into(),
            i64::from(last.number).into(),
            last.at.0.into(),
            state.is_late().into(),
        ];
        vec![RowImage { table: "summary_row", columns: COLUMNS, key: 3, fixed: 5, values }]
    }
}
