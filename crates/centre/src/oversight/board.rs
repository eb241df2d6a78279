//! The board of lights: how the open cases stand by department, person, item and window, and who will turn red in the next days.
//!
//! Lights are computed from open cases only; nothing here grows with what is done, and nobody can switch one off (M6).

use calendar::{Day, Instant};
use catalogue::{PersonId, UnitCode};
use store::{Statement, Value};

use crate::account::Session;
use crate::counts::UnitLights;
use crate::{Centre, Fault};

/// Lines of a group that stand on the page at once; the reddest stand first.
pub const LINES: usize = 30;
/// Lines of a group that are read: more units, people or items no centre has.
pub const LINES_MAX: usize = 1_000;
/// Working days that the forecast looks ahead.
pub const FORECAST_DAYS: u32 = 5;

/// What the cases are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The authority.
    Unit,
    /// Who holds the case.
    Person,
    /// The item, by its code.
    Item,
    /// The window at which it came in: of a town's centre too (R185).
    Window,
}

impl By {
    fn column(self) -> &'static str {
        match self {
            By::Unit => "authority",
            By::Person => "holder",
            By::Item => "item",
            By::Window => "window_id",
        }
    }
}

/// One line of the board.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lights {
    /// Code of the unit, the person or the item.
    pub code: String,
    /// Past the day shown.
    pub red: i64,
    /// Near it.
    pub yellow: i64,
    /// In time.
    pub green: i64,
    /// Of all, with the clock stopped.
    pub stopped: i64,
}

impl Lights {
    /// All lines of a group together.
    pub fn sum(lines: &[Lights]) -> Lights {
        lines.iter().fold(Lights::default(), |sum, it| Lights {
            red: sum.red + it.red,
            yellow: sum.yellow + it.yellow,
            green: sum.green + it.green,
            stopped: sum.stopped + it.stopped,
            ..sum
        })
    }
}

/// What will turn red on a day if nothing is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turning {
    /// The last day in time.
    pub due_on: Day,
    /// The unit.
    pub unit: UnitCode,
    /// How many cases.
    pub count: i64,
}

/// Who holds what will turn red on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The last day in time.
    pub due_on: Day,
    /// Who holds the cases; none where nobody does.
    pub person: Option<PersonId>,
    /// How many.
    pub count: i64,
}

impl Centre {
    /// Who holds what turns red in the next working days, by day, who has most first.
    pub async fn forecast_holders(&self, session: &Session) -> Result<Vec<Holding>, Fault> {
        let Some((mut params, seen)) = self.forecast_within(session).await? else { return Ok(Vec::new()) };
        params.push(LINES_MAX.into());
        let limit = params.len();
        let sql = format!(
            "select red_at, holder, cast(count(*) as bigint) as n from case_row where division || '' = $1 and open = 1 \
             and concluded_at is null and red_at > $2 and red_at <= $3 and {seen} \
             group by red_at, holder order by red_at, n desc, holder limit ${limit}"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                let due_on = Instant(row.int(0)? - 1).day();
                Ok(Holding { due_on, person: PersonId::parse(row.text(1)?).ok(), count: row.int(2)? })
            })
            .collect()
    }

    /// What the next working days are, and which cases a person sees of them, as statements bind them.
    async fn forecast_within(&self, session: &Session) -> Result<Option<(Vec<Value>, String)>, Fault> {
        let today = self.today();
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(None) };
        let until = calendar.add_working_days(today, FORECAST_DAYS).unwrap_or(today.plus_days(7));
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), self.now().into(), until.plus_days(1).start().0.into()];
        let seen = self.scope(session).await?.units_predicate(&mut params);
        Ok(Some((params, seen)))
    }

    /// Open cases not yet concluded, in groups; the reddest first, at most [`LINES_MAX`].
    pub async fn board(&self, session: &Session, by: By) -> Result<Vec<Lights>, Fault> {
        let column = by.column();
        let mut params: Vec<Value> = vec![self.division.as_str().into(), self.now().into(), LINES_MAX.into()];
        let seen = self.scope(session).await?.units_predicate(&mut params);
        let sql = format!(
            "select {column}, red, yellow, stopped, n from (select {column}, \
               cast(sum(case when red_at <= $2 then 1 else 0 end) as bigint) as red, \
               cast(sum(case when yellow_at <= $2 and (red_at is null or red_at > $2) then 1 else 0 end) as bigint) as yellow, \
               cast(sum(stopped) as bigint) as stopped, cast(count(*) as bigint) as n \
             from case_row where division || '' = $1 and open = 1 and concluded_at is null and {seen} group by {column}) as lights \
             order by red desc, yellow desc, n desc, {column} limit $3"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let line = |row: &store::Row| {
            let UnitLights { authority: code, red, yellow, green, stopped } = UnitLights::read(row, 0)?;
            Ok(Lights { code, red, yellow, green, stopped })
        };
        rows.iter().map(line).collect()
    }

    /// What turns red in the next working days, by day and unit.
    pub async fn forecast(&self, session: &Session) -> Result<Vec<Turning>, Fault> {
        let Some((params, seen)) = self.forecast_within(session).await? else { return Ok(Vec::new()) };
        let sql = format!(
            "select red_at, authority, cast(count(*) as bigint) from case_row where division || '' = $1 and open = 1 \
             and concluded_at is null and red_at > $2 and red_at <= $3 and {seen} \
             group by red_at, authority order by red_at, authority limit 400"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut list: Vec<Turning> = Vec::with_capacity(rows.len());
        for row in &rows {
            let Ok(unit) = UnitCode::parse(row.text(1)?) else { continue };
            // Red begins at midnight after the last day in time.
            let due_on = Instant(row.int(0)? - 1).day();
            list.push(Turning { due_on, unit, count: row.int(2)? });
        }
        Ok(list)
    }
}
