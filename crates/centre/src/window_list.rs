//! The days of windows in lists: those of a person or a unit, and settlements that wait for a signature (E1, E31).

use calendar::{Day, Instant};
use casework::window_day::sits_at;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use store::{Migration, Row, Statement, Value};

use crate::account::Session;
use crate::hall::WindowLine;
use crate::scope::one_of;
use crate::{Centre, Fault};

/// Settlements that wait for a signature, and days without one, shown at most.
pub const UNSIGNED_MAX: usize = 60;

/// The days that nobody settled, whose settlement was sent back among them; those that are settled leave the index.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0124_unsettled",
    sql: r#"
create index if not exists window_day_unsettled on window_day (division, day, window_id) where settled_by = '';
"#,
};

/// Days of before that were opened and are not settled, however long ago (E31): a settlement may go back on any day.
pub const UNSETTLED_SQL: &str =
    "day < $3 and settled_by = '' and (day > $4 or (day = $4 and window_id > $5))";

/// The row of a window's day.
#[derive(Debug, Clone)]
pub struct WindowRow {
    /// Which day.
    pub day: Day,
    /// Which window.
    pub window: WindowId,
    /// Who sits there.
    pub seat: Option<PersonId>,
    /// Since when that is so.
    pub since: Instant,
    /// It prints.
    pub printer: bool,
    /// It reads.
    pub reader: bool,
    /// Visits begun.
    pub visits: i64,
    /// Visits by how they ended.
    pub ends: [i64; 5],
    /// Who settled it; none: not settled.
    pub settled_by: Option<PersonId>,
    /// The counts differed.
    pub differs: bool,
    /// Who signed the settlement.
    pub signed_by: Option<PersonId>,
}

const ROW: &str = "day, window_id, seat, since, printer, reader, visits, receipts, advice, collected, returned, no_show, \
     settled_by, differs, signed_by";

impl Centre {
    /// The windows a person sits at or leads, today; with `unit` only those that serve it.
    pub async fn windows_today(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
    ) -> Result<Vec<WindowLine>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let mut seen = self.led_windows(&organisation, session.person);
        seen.extend(self.own_windows(&organisation, session.person));
        seen.retain(|window| serves(&organisation, *window, unit));
        self.window_lines(&organisation, &seen).await
    }

    /// Settlements that wait for this person's signature, the oldest first.
    pub async fn settlements_unsigned(&self, session: &Session) -> Result<Vec<WindowRow>, Fault> {
        self.settlements_page(session, None, None, UNSIGNED_MAX).await
    }

    /// Earlier days of the windows a person sits at or looks after that were opened and are not settled, or whose settlement was
    /// sent back, the oldest first (E31).
    pub async fn days_unsettled(&self, session: &Session) -> Result<Vec<WindowRow>, Fault> {
        self.unsettled_page(session, None, None, UNSIGNED_MAX).await
    }

    /// Those of them that are this person's to settle: who sat there, and in the place of one who is away or sits there no more
    /// whoever sits there now (E25).
    pub(crate) async fn days_to_settle(
        &self,
        organisation: &Organisation,
        session: &Session,
    ) -> Result<Vec<WindowRow>, Fault> {
        let (me, today) = (session.person, self.today());
        let own = self.own_windows(organisation, me);
        if own.is_empty() {
            return Ok(Vec::new());
        }
        let absences = self.absences().await?;
        let mut rows = self.days_unsettled(session).await?;
        rows.retain(|row| {
            let there = |who| sits_at(organisation, who, row.window, today) && !absences.is_away(who, today);
            own.contains(&row.window) && row.seat.is_none_or(|seat| seat == me || !there(seat))
        });
        Ok(rows)
    }

    /// One page of them, with `unit` only of windows that serve it; `after` is the last one shown.
    pub async fn unsettled_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<(Day, WindowId)>,
        limit: usize,
    ) -> Result<Vec<WindowRow>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let mut seen = self.led_windows(&organisation, session.person);
        seen.extend(self.own_windows(&organisation, session.person));
        seen.retain(|window| serves(&organisation, *window, unit));
        seen.sort();
        seen.dedup();
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            limit.min(200).into(),
            self.today().to_string().into(),
            after.map_or_else(String::new, |(day, _)| day.to_string()).into(),
            after.map_or_else(String::new, |(_, window)| window.to_string()).into(),
        ];
        let windows = one_of("window_id", seen.iter().map(WindowId::as_str), &mut params);
        self.window_rows(&format!("{UNSETTLED_SQL} and {windows}"), params).await
    }

    /// One page of them, with `unit` only of windows that serve it; `after` is the last one shown.
    pub async fn settlements_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<(Day, WindowId)>,
        limit: usize,
    ) -> Result<Vec<WindowRow>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let mut signs = self.signed_windows(&organisation, session.person);
        signs.retain(|window| serves(&organisation, *window, unit));
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            limit.min(200).into(),
            session.person.as_str().into(),
            after.map_or_else(String::new, |(day, _)| day.to_string()).into(),
            after.map_or_else(String::new, |(_, window)| window.to_string()).into(),
        ];
        let led = one_of("window_id", signs.iter().map(WindowId::as_str), &mut params);
        let which = format!(
            "settled_by <> '' and signed_by = '' and settled_by <> $3 and seat = '' and {led} \
             and (day > $4 or (day = $4 and window_id > $5))"
        );
        self.window_rows(&which, params).await
    }

    pub(crate) async fn window_rows(&self, which: &str, params: Vec<Value>) -> Result<Vec<WindowRow>, Fault> {
        let sql = format!(
            "select {ROW} from window_day where division = $1 and {which} order by day, window_id limit $2"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(row_of).collect()
    }
}

/// Whether a window takes in or hands out for a unit; every one where no unit is asked for.
pub fn serves(organisation: &Organisation, window: WindowId, unit: Option<UnitCode>) -> bool {
    let known = organisation.window(window);
    unit.is_none_or(|unit| known.is_some_and(|window| window.serves.contains(&unit)))
}

fn row_of(row: &Row) -> Result<WindowRow, Fault> {
    let broken = |_| Fault::inside("a window's day bears no window");
    Ok(WindowRow {
        day: Day::parse(row.text(0)?).ok_or_else(|| Fault::inside("a window's day bears no day"))?,
        window: WindowId::parse(row.text(1)?).map_err(broken)?,
        seat: PersonId::parse(row.text(2)?).ok(),
        since: Instant(row.int(3)?),
        printer: row.int(4)? == 1,
        reader: row.int(5)? == 1,
        visits: row.int(6)?,
        ends: [row.int(7)?, row.int(8)?, row.int(9)?, row.int(10)?, row.int(11)?],
        settled_by: PersonId::parse(row.text(12)?).ok(),
        differs: row.int(13)? == 1,
        signed_by: PersonId::parse(row.text(14)?).ok(),
    })
}
