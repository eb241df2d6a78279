//! Streams `report/<period>`: the figures of a month or a year, edition by edition (R144, E32).

use ledger::{RowImage, World};
use oversight::report::{self, Event, Freeze, Period, Report};
use store::Value;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of reports.
pub struct Reports;

/// The kind of the body that holds the figures.
pub(crate) const TABLE: &str = "report";

const COLUMNS: &[&str] = &["division", "period", "editions", "frozen_at", "seq", "body"];

/// The stream of a period.
pub(crate) fn stream_of(period: Period) -> String {
    format!("{}{}", Reports::STREAM, period.key())
}

impl Kind for Reports {
    type State = Report;
    type Command = Freeze;
    type Event = Event;

    const STREAM: &'static str = "report/";
    const EVENTS: &'static str = "report.";

    fn decide(
        stream: &str,
        state: &Report,
        command: &Freeze,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        if stream != stream_of(command.period) {
            return Err(Obstacle::WrongStream);
        }
        let actor = actor_of(world)?;
        let itself = world.actor == ledger::TIME;
        let decided =
            with_known(world, Bound::nothing(), actor, |known| report::decide(state, command, known, itself));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Report, event: &Event) -> Report {
        report::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Report) -> Vec<RowImage> {
        let (Some(period), Some(last)) = (stream.strip_prefix(Reports::STREAM), state.editions.last()) else {
            return Vec::new();
        };
        let values: Vec<Value> = vec![
            division.into(),
            period.into(),
            i64::from(last.number).into(),
            last.at.0.into(),
            i64::try_from(last.seq).unwrap_or(i64::MAX).into(),
            last.table.0.into(),
        ];
        vec![RowImage { table: "report_row", columns: COLUMNS, key: 2, fixed: 2, values }]
    }
}
