//! Streams `reconciliation/<id>`: lists from outside held against what was handled here (A31, F5).

use catalogue::ReconciliationId;
use ledger::{RowImage, World};
use oversight::reconciliation::{self, Event, Reconciliation, Record};
use store::Migration;

use crate::domain::{Bound, Desk, Obstacle, actor_of, with_known};
use crate::kinds::Kind;

/// The rules of reconciliations.
pub struct Reconciliations;

/// Reconciliations by unit and kind with the last day that was compared, and by when they were made; certificates by the day they
/// were issued, which a list is compared with.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0112_reconciliation",
    sql: r#"
create table if not exists reconciliation_row (
  division text not null, reconciliation_id text not null, made_at bigint not null, made_by text not null, kind text not null,
  unit text not null, from_day text not null, until_day text not null, matched bigint not null, orphans bigint not null,
  missing bigint not null, twice bigint not null,
  primary key (division, reconciliation_id));
create index if not exists reconciliation_row_of on reconciliation_row (division, unit, kind, until_day, made_at);
create index if not exists reconciliation_row_made on reconciliation_row (division, made_at, reconciliation_id);
create index if not exists certificate_row_issued on certificate_row (authority, division, issued_on, certificate);
"#,
};

const COLUMNS: &[&str] = &[
    "division",
    "reconciliation_id",
    "made_at",
    "made_by",
    "kind",
    "unit",
    "from_day",
    "until_day",
    "matched",
    "orphans",
    "missing",
    "twice",
];

/// The stream of a reconciliation.
pub(crate) fn stream_of(id: ReconciliationId) -> String {
    format!("{}{id}", Reconciliations::STREAM)
}

impl Kind for Reconciliations {
    type State = Reconciliation;
    type Command = Record;
    type Event = Event;

    const STREAM: &'static str = "reconciliation/";
    const EVENTS: &'static str = "reconciliation.";

    fn decide(
        _stream: &str,
        state: &Reconciliation,
        record: &Record,
        world: &World<'_, Desk>,
    ) -> Result<Vec<Event>, Obstacle> {
        let actor = actor_of(world)?;
        let decided =
            with_known(world, Bound::nothing(), actor, |known| reconciliation::decide(state, record, known));
        decided.ok_or(Obstacle::NothingInForce)?.map_err(Obstacle::Oversight)
    }

    fn evolve(state: Reconciliation, event: &Event) -> Reconciliation {
        reconciliation::evolve(state, event)
    }

    fn rows(division: &str, stream: &str, state: &Reconciliation) -> Vec<RowImage> {
        let (Some(id), Reconciliation::Made { by, at, record }) =
            (stream.strip_prefix(Reconciliations::STREAM), state)
        else {
            return Vec::new();
        };
        let values = vec![
            division.into(),
            id.into(),
            at.0.into(),
            by.as_str().into(),
            record.kind.key().into(),
            record.unit.as_str().into(),
            record.from.to_string().into(),
            record.until.to_string().into(),
            i64::from(record.matched).into(),
            i64::from(record.orphans).into(),
            i64::from(record.missing).into(),
            i64::from(record.twice).into(),
        ];
        // Nothing of it changes.
        let fixed = COLUMNS.len();
        vec![RowImage { table: "reconciliation_row", columns: COLUMNS, key: 2, fixed, values }]
    }
}
