//! Streams `bulletin/<month>`: the cases of a month by unit, explained by the units and published (A43, R109, N32).

use ledger::{RowImage, World};
use oversight::bulletin::{self, Bulletin, Command, Event};
use oversight::report::{Period, Table};
use store::{Migration, Value};

use crate::domain::{Body, Bound, Desk, Obstacle, State, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of bulletins.
pub struct Bulletins;

/// The latest publication of each month.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0046_bulletin",
    sql: r#"
create table if not exists bulletin_row (
  division text not null, period text not null, number bigint not null, report bigint not null, published_at bigint,
  explained bigint not null,
  primary key (division, period));
"#,
};

const COLUMNS: &[&str] = &["division", "period", "number", "report", "published_at", "explained"];

/// The stream of a month.
pub(crate) fn stream_of(period: Period) -> String {
    format!("{}{}", Bulletins::STREAM, period.key())
}

/// The last edition of a month's report: its number and its figures.
fn report_of<'a>(world: &World<'a, Desk>, period: Period) -> Option<(u8, &'a Table)> {
    let Some(State::Report(report)) = world.stream(&super::report::stream_of(period)) else { return None };
    let last = report.editions.last()?;
    match world.body(&last.table.0) {
        Some(Body::Report(table)) => Some((last.number, &**table)),
        _ => None,
    }
}

impl Kind for Bulletins {
    type State = Bulletin;
    type Command = Command;
    type Event = Event;

    const STREAM: &'static str = "bulletin/";
    const EVENTS: &'static str = "bulletin.";

    fn decide(
        stream: &str,
        state: &Bulletin,
        command: &Command,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let period = stream.strip_prefix(Bulletins::STREAM).and_then(Period::parse);
        let period =
            period.filter(|it| it.month.is_some() && it.day.is_none()).ok_or(Obstacle::WrongStream)?;
        let actor = actor_of(world)?;
        let report = report_of(world, period);
        let decided = with_known(world, Bound::nothing(), actor, |known| {
            bulletin::decide(state, period, command, known, report)
        });
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Bulletin, event: &Event) -> Bulletin {
        bulletin::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Bulletin) -> Vec<RowImage> {
        let Some(period) = stream.strip_prefix(Bulletins::STREAM) else { return Vec::new() };
        if *state == Bulletin::default() {
            return Vec::new();
        }
        let last = state.published.last();
        let values: Vec<Value> = vec![
            division.into(),
            period.into(),
            i64::from(last.map_or(0, |it| it.number)).into(),
            i64::from(last.map_or(0, |it| it.report)).into(),
            last.map(|it| it.at.0).into(),
            i64::try_from(state.explained.len()).unwrap_or(i64::MAX).into(),
        ];
        vec![RowImage { table: "bulletin_row", columns: COLUMNS, key: 2, fixed: 2, values }]
    }
}
