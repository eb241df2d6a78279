//! Cases in hand by what they wait for, by unit and by light: where the work stands, in one table (R143, R144).

use store::{Migration, Statement};

use crate::counts::UnitLights;
use crate::{Centre, Fault};

/// Open cases by what they wait for, with all that this table asks for, so that no row has to be read.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0050_case_status",
    sql: r#"
drop index if exists case_row_waits;
create index if not exists case_row_waits on case_row
  (waits_for, division, authority, red_at, yellow_at, stopped, concluded_at, open) where open = 1;
"#,
};

/// Cases in hand by what they wait for, unit and light; parameters division and instant. The division is hidden from the planner, or
/// it may take the key and read all cases; it is grouped by, so that the groups come in the order of the index.
pub const STATUS_SQL: &str = "select waits_for, authority, \
    cast(sum(case when red_at <= $2 then 1 else 0 end) as bigint), \
    cast(sum(case when yellow_at <= $2 and (red_at is null or red_at > $2) then 1 else 0 end) as bigint), \
    cast(sum(stopped) as bigint), cast(count(*) as bigint) \
    from case_row where division || '' = $1 and open = 1 and concluded_at is null \
    group by waits_for, division, authority order by waits_for, division, authority limit 4000";

/// What the cases of one unit wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusLights {
    /// For what: a word of [`crate::row::waits`].
    pub waits_for: String,
    /// Whose, and how they stand.
    pub lights: UnitLights,
}

impl Centre {
    /// Cases in hand by what they wait for, unit and light. Reads open cases only.
    pub async fn status_lights(&self) -> Result<Vec<StatusLights>, Fault> {
        let params = vec![self.division.as_str().into(), self.now().into()];
        let rows = self.store.read(Statement::new(STATUS_SQL, params)).await?;
        let line = |row: &store::Row| {
            Ok(StatusLights { waits_for: row.text(0)?.to_owned(), lights: UnitLights::read(row, 1)? })
        };
        rows.iter().map(line).collect()
    }
}
