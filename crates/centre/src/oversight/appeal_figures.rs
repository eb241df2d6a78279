//! Appeals counted: how many a unit made, how many were right and for which of the few reasons, and how many nobody answered in time
//! (F19). A row stands beside the finding, the order or the matter that was appealed against.

use std::collections::BTreeMap;

use calendar::Day;
use catalogue::{Organisation, UnitCode};
use ledger::RowImage;
use oversight::appeal::{Appealed, Ground, right_too_often};
use oversight::bound::Bounds;
use oversight::figure::Share;
use oversight::finding::{ENTRIES_MAX, Evidence};
use store::{Migration, Statement, Value};

use super::habit::quarter;
use super::watch::{Raised, plain};
use crate::{Centre, Fault};

/// Days that are looked back on, as on the page of habits.
pub const BACK_DAYS: i32 = 90;

/// Rows of appeals, by the last day to answer them; and who acted on which day, which attendance is held against (F20). Appeals of
/// before come with the next entry of their stream.
pub const SCHEMA: Migration = Migration {
    name: "0103_counted",
    sql: r#"
create table if not exists appeal_row (
  division text not null, stream text not null, against text not null, unit text not null, decide_by text not null,
  upheld bigint not null, ground text not null, late bigint not null,
  primary key (division, stream));
create index if not exists appeal_row_day on appeal_row (division, decide_by, unit);
create table if not exists act_day (
  division text not null, day text not null, person text not null, seq bigint not null,
  primary key (division, day, person));
"#,
};

/// Rows of one count: units times what is appealed against times reasons.
const ROWS_MAX: u64 = 4_000;
const COLUMNS: &[&str] = &["division", "stream", "against", "unit", "decide_by", "upheld", "ground", "late"];

/// The answers to the last appeals of a unit that were right: a stream has one appeal, and one answer to it.
const UPHELD_SQL: &str = "select (select max(e.seq) from entry e where e.division = $1 and e.stream = a.stream and e.version > 0 \
     and e.kind in ('finding.appeal-decided', 'order.appeal-decided', 'accountability.appeal-decided')) \
   from appeal_row a where a.division = $1 and a.decide_by >= $2 and a.decide_by <= $3 and a.unit = $4 \
     and a.upheld = 1 and a.ground <> '' order by a.decide_by desc, a.stream limit $5";

/// What an appeal says for its row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Made {
    /// `finding`, `order` or `accountability`, stable.
    pub(crate) against: &'static str,
    /// The unit that it is about.
    pub(crate) unit: UnitCode,
    /// Last day to answer it.
    pub(crate) decide_by: Day,
    /// Whether it was right; none while it waits.
    pub(crate) right: Option<bool>,
    /// For which of the few reasons.
    pub(crate) ground: Option<Ground>,
    /// Whether its last day passed without an answer.
    pub(crate) late: bool,
}

impl Made {
    /// Of a finding or an order.
    pub(crate) fn of(against: &'static str, unit: UnitCode, appeal: &Appealed) -> Made {
        let right = appeal.decided.map(|(right, _)| right);
        Made { against, unit, decide_by: appeal.decide_by, right, ground: appeal.ground, late: appeal.late }
    }

    /// Its row.
    pub(crate) fn row(&self, division: &str, stream: &str) -> RowImage {
        let values = vec![
            division.into(),
            stream.into(),
            self.against.into(),
            self.unit.as_str().into(),
            self.decide_by.to_string().into(),
            self.right.map_or(-1, i64::from).into(),
            self.ground.map_or("", |it| it.key()).into(),
            self.late.into(),
        ];
        RowImage { table: "appeal_row", columns: COLUMNS, key: 2, fixed: 2, values }
    }
}

/// Appeals of a unit against one kind of thing, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealCount {
    /// The unit.
    pub unit: String,
    /// `finding`, `order` or `accountability`.
    pub against: String,
    /// Reason of the answer; none while it waits, and of answers from before there were any.
    pub ground: Option<Ground>,
    /// How many.
    pub made: i64,
    /// Of these, right.
    pub right: i64,
    /// Of these, not answered by their last day.
    pub late: i64,
}

/// Appeals of one unit together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitAppeals {
    /// Answered.
    pub decided: u64,
    /// Of these, right.
    pub right: u64,
    /// Of those, by the commonest reason.
    pub same: Option<(Ground, u64)>,
}

impl UnitAppeals {
    /// Those that were right among those that were answered.
    pub fn answered(&self) -> Share {
        Share { part: self.right, whole: self.decided }
    }
}

impl Centre {
    /// Units whose appeals of the ninety days up to yesterday are right too often, each found once in a quarter (F19).
    pub(super) async fn appeals_right_too_often(
        &self,
        organisation: &Organisation,
        bounds: &Bounds,
        today: Day,
    ) -> Result<Vec<Raised>, Fault> {
        let until = today.plus_days(-1);
        let from = until.plus_days(-BACK_DAYS);
        let units = self.unit_appeals(from, until).await?;
        let mut raised = Vec::new();
        for unit in organisation.units.iter().map(|it| it.code) {
            let Some(answered) = units.get(unit.as_str()).map(UnitAppeals::answered) else { continue };
            let Some(fired) = right_too_often(answered, bounds) else { continue };
            let entries = Evidence::some_of(&self.entries_upheld(unit, (from, until)).await?);
            let counted = answered.into();
            let evidence = Evidence { from, until, counted, entries };
            let id = format!("{}/{}/{unit}/{}", fired.rule.key(), self.division, quarter(until));
            raised.push(Raised::counted(id, plain(&fired, unit, 0, today.start()), Some(evidence)));
        }
        Ok(raised)
    }

    /// The entries by which appeals of a unit were answered as right, the latest first: of those that are counted in these days.
    async fn entries_upheld(&self, unit: UnitCode, (from, until): (Day, Day)) -> Result<Vec<u64>, Fault> {
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            from.to_string().into(),
            until.to_string().into(),
            unit.as_str().into(),
            ENTRIES_MAX.into(),
        ];
        let rows = self.store.read(Statement::new(UPHELD_SQL, params)).await?;
        let mut entries = Vec::new();
        for row in &rows {
            entries.extend(row.opt_int(0)?.and_then(|seq| u64::try_from(seq).ok()));
        }
        entries.sort_unstable_by(|a, b| b.cmp(a));
        Ok(entries)
    }

    /// Appeals that had to be answered from one day to another, as they stand now.
    pub async fn appeal_counts(&self, from: Day, until: Day) -> Result<Vec<AppealCount>, Fault> {
        let sql = "select unit, against, ground, cast(count(*) as bigint), \
                     cast(sum(case when upheld = 1 then 1 else 0 end) as bigint), cast(sum(late) as bigint) \
                   from appeal_row where division = $1 and decide_by >= $2 and decide_by <= $3 \
                   group by unit, against, ground order by unit, against, ground limit $4";
        let params = vec![
            self.division.as_str().into(),
            from.to_string().into(),
            until.to_string().into(),
            ROWS_MAX.into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                Ok(AppealCount {
                    unit: row.text(0)?.to_owned(),
                    against: row.text(1)?.to_owned(),
                    ground: Ground::parse(row.text(2)?),
                    made: row.int(3)?,
                    right: row.int(4)?,
                    late: row.int(5)?,
                })
            })
            .collect()
    }

    /// Of each unit the appeals that were answered, and the reason that comes again and again (F19).
    pub async fn unit_appeals(&self, from: Day, until: Day) -> Result<BTreeMap<String, UnitAppeals>, Fault> {
        let mut reasons: BTreeMap<(String, Ground), u64> = BTreeMap::new();
        let mut units: BTreeMap<String, UnitAppeals> = BTreeMap::new();
        for it in self.appeal_counts(from, until).await? {
            let Some(ground) = it.ground else { continue };
            let made = u64::try_from(it.made).unwrap_or(0);
            let right = u64::try_from(it.right).unwrap_or(0);
            let unit = units.entry(it.unit.clone()).or_default();
            (unit.decided, unit.right) = (unit.decided + made, unit.right + right);
            *reasons.entry((it.unit, ground)).or_default() += right;
        }
        for ((unit, ground), n) in reasons {
            if let Some(unit) = units.get_mut(&unit)
                && n > unit.same.map_or(0, |it| it.1)
            {
                unit.same = Some((ground, n));
            }
        }
        Ok(units)
    }
}
