//! Shares of ninety days: how often a unit stops the clock, lengthens and decides in the hall; who approved the stops; and who
//! handed out results on a pickup code that the same person had given anew on paper (F7, A37, C13).

use std::collections::BTreeMap;

use calendar::Day;
use catalogue::PersonId;
use ledger::Entry;
use oversight::figure::Share;
use oversight::habit::{OfPerson, of_person};
use oversight::{Habit, Seen};
use store::{Migration, Statement, Value};

use super::habit::kept_since;
use crate::{Centre, Fault};

/// Days over which they are counted.
const DAYS: i32 = 90;
/// Rows of one question: units times people.
const ROWS_MAX: i64 = 2_000;

/// What single entries say of a person, each under its own place.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0077_person_sample",
    sql: r#"
create table if not exists person_sample (
  division text not null, seq bigint not null, kind text not null, day text not null, authority text not null,
  person text not null, stream text not null, value bigint not null,
  primary key (division, seq));
create index if not exists person_sample_day on person_sample (kind, division, day);
"#,
};

/// A stop; its value says whether the promise was in its last tenth.
const STOP: &str = "stop";
/// A stop that has ended; its value is the days.
const EXCLUDED: &str = "excluded";
/// A pickup code given anew on paper.
const ON_PAPER: &str = "code-on-paper";

/// The stops that one person approved for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopsBy {
    /// Code of the unit.
    pub unit: String,
    /// Who approved.
    pub person: PersonId,
    /// How many, and of these those that began in the last tenth of the promise.
    pub stops: Share,
    /// Calendar days that did not count, of stops that have ended.
    pub days: u64,
}

/// Results for which one person gave a code anew on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodesBy {
    /// Who.
    pub person: PersonId,
    /// How many, and of these those that the same person handed out afterwards.
    pub handed_out: Share,
}

/// The first day of the ninety that end with a day.
pub(super) fn since(until: Day) -> Day {
    until.plus_days(-DAYS)
}

/// Removes what no page of a month that is still shown counts.
pub(super) fn forget(division: &str, today: Day) -> Statement {
    let sql = "delete from person_sample where division = $1 and day < $2";
    Statement::new(sql, vec![division.into(), since(kept_since(today)).to_string().into()])
}

impl Centre {
    /// Keeps what an entry says of a person.
    pub(super) fn sample_person(&self, seen: &Seen<'_>, entry: &Entry) -> Option<Statement> {
        let (kind, by, value) = match of_person(seen)? {
            OfPerson::Stop { by, last_tenth } => (STOP, by, i64::from(last_tenth)),
            OfPerson::Excluded { by, days } => (EXCLUDED, by, i64::from(days)),
            OfPerson::CodeOnPaper { by } => (ON_PAPER, by, 0),
        };
        let sql = "insert into person_sample (division, seq, kind, day, authority, person, stream, value) \
                   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (division, seq) do nothing";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            entry.seq.into(),
            kind.into(),
            seen.recorded_at.day().to_string().into(),
            seen.facts.authority.as_str().into(),
            by.as_str().into(),
            entry.stream.as_str().into(),
            value.into(),
        ];
        Some(Statement::new(sql, params))
    }

    /// What the units did in the ninety days up to a day, by the code of the unit.
    pub async fn unit_shares(&self, until: Day) -> Result<BTreeMap<String, Habit>, Fault> {
        let mut units: BTreeMap<String, Habit> = BTreeMap::new();
        for figure in self.figures_between(since(until), until).await? {
            let habit = units.entry(figure.authority).or_default();
            let count = u32::try_from(figure.count).unwrap_or(u32::MAX);
            match figure.kind.as_str() {
                "accepted" | "deemed" => habit.accepted += count,
                "stopped" => habit.stopped += count,
                "extended" => habit.extended += count,
                "decided" => habit.decided += count,
                "decided_in_hall" => habit.decided_in_hall += count,
                _ => {}
            }
        }
        Ok(units)
    }

    /// Who approved the stops of the ninety days up to a day, by unit and person.
    pub async fn stops_by(&self, until: Day) -> Result<Vec<StopsBy>, Fault> {
        let sql = "select authority, person, cast(sum(case when kind = $5 then 1 else 0 end) as bigint), \
                     cast(sum(case when kind = $5 then value else 0 end) as bigint), \
                     cast(sum(case when kind = $6 then value else 0 end) as bigint) \
                   from person_sample where division = $1 and day >= $2 and day <= $3 and kind in ('stop', 'excluded') \
                   group by authority, person order by authority, person limit $4";
        let mut params = self.of_days(until);
        params.extend([STOP.into(), EXCLUDED.into()]);
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let by = |row: &store::Row| {
            Ok(StopsBy {
                unit: row.text(0)?.to_owned(),
                person: PersonId::parse(row.text(1)?).map_err(|_| nobody())?,
                stops: Share { part: row.count(3)?, whole: row.count(2)? },
                days: row.count(4)?,
            })
        };
        rows.iter().map(by).collect()
    }

    /// Who gave pickup codes anew on paper in the ninety days up to a day, and handed out the same results. The version leads
    /// SQLite to the index of streams.
    pub async fn codes_by(&self, until: Day) -> Result<Vec<CodesBy>, Fault> {
        let sql = "select person, cast(count(*) as bigint), cast(sum(handed) as bigint) from \
                     (select s.person as person, case when exists (select 1 from entry e where e.division = $1 \
                        and e.stream = s.stream and e.version > 0 and e.kind = 'case.delivered' and e.actor = s.person \
                        and e.seq > s.seq) then 1 else 0 end as handed from \
                       (select person, stream, min(seq) as seq from person_sample \
                        where division = $1 and day >= $2 and day <= $3 and kind = $5 group by person, stream) as s) \
                     as renewed \
                   group by person order by person limit $4";
        let mut params = self.of_days(until);
        params.push(ON_PAPER.into());
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let by = |row: &store::Row| {
            Ok(CodesBy {
                person: PersonId::parse(row.text(0)?).map_err(|_| nobody())?,
                handed_out: Share { part: row.count(2)?, whole: row.count(1)? },
            })
        };
        rows.iter().map(by).collect()
    }

    fn of_days(&self, until: Day) -> Vec<Value> {
        vec![
            self.division.as_str().into(),
            since(until).to_string().into(),
            until.to_string().into(),
            ROWS_MAX.into(),
        ]
    }
}

fn nobody() -> Fault {
    Fault::inside("a sample names nobody")
}
