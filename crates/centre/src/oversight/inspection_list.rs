//! Lists of rounds: those of a month, what units still have to put right, and the count of a year.

use std::collections::BTreeMap;

use calendar::{Day, Instant};
use catalogue::{InspectionId, PersonId, UnitCode, WindowId};
use oversight::inspection::{Kind, Place, RoundState, Section, Standing};
use store::{Row, Statement, Value};

use super::Sight;
use crate::account::Session;
use crate::case::Problem;
use crate::{Centre, Fault};

/// Rounds of one stretch.
const ROWS_MAX: u64 = 1_000;
/// Observations of one list.
const POINTS_MAX: u64 = 300;

/// A round of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InspectionBrief {
    /// Which.
    pub id: InspectionId,
    /// Of which kind.
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// Its last day.
    pub by: Day,
    /// Who inspects, or has inspected.
    pub people: Vec<PersonId>,
    /// The day that is claimed.
    pub done_on: Option<Day>,
    /// When it was entered.
    pub entered_at: Option<Instant>,
    /// Whether that was after its last day.
    pub late: bool,
    /// Observations.
    pub points: i64,
    /// Of these, still to be put right.
    pub to_correct: i64,
}

impl InspectionBrief {
    /// How it stands on a day.
    pub fn state(&self, today: Day) -> RoundState {
        RoundState::of(self.by, self.done_on.is_some(), self.late, today)
    }
}

/// An observation of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointBrief {
    /// Of which round.
    pub id: InspectionId,
    /// Its number, from 1.
    pub point: i64,
    /// The unit that answers for it.
    pub unit: UnitCode,
    /// The window.
    pub window: Option<WindowId>,
    /// Under what it belongs.
    pub section: Section,
    /// Last day to put it right.
    pub correct_by: Option<Day>,
    /// How it stands.
    pub standing: Standing,
}

/// The count of a year by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InspectionYear {
    /// Planned with a last day in the year.
    pub planned: u32,
    /// Made and entered in time.
    pub done: u32,
    /// Entered late.
    pub late: u32,
    /// Missed.
    pub missed: u32,
}

/// The first and the last day of a day's month.
pub(super) fn month_of(day: Day) -> (Day, Day) {
    let (_, _, number) = day.ymd();
    let first = day.plus_days(1 - i32::try_from(number).unwrap_or(1));
    (first, first.plus_months(1).plus_days(-1))
}

fn brief_of(row: &Row) -> Result<InspectionBrief, Fault> {
    let wrong = || Fault::inside("a row of a round of inspection does not read");
    Ok(InspectionBrief {
        id: InspectionId::parse(row.text(0)?).map_err(|_| wrong())?,
        kind: Kind::parse(row.text(1)?).ok_or_else(wrong)?,
        place: Place::parse(row.text(2)?).ok_or_else(wrong)?,
        by: Day::parse(row.text(3)?).ok_or_else(wrong)?,
        people: row.text(4)?.split(',').filter_map(|it| PersonId::parse(it).ok()).collect(),
        done_on: Day::parse(row.text(5)?),
        entered_at: row.opt_int(6)?.map(Instant),
        late: row.int(7)? == 1,
        points: row.int(8)?,
        to_correct: row.int(9)?,
    })
}

impl Centre {
    /// Rounds whose last day lies in a stretch, by it.
    pub(super) async fn inspection_rows(&self, first: Day, last: Day) -> Result<Vec<InspectionBrief>, Fault> {
        let sql = "select inspection_id, kind, place, by_day, people, done_on, entered_at, late, points, to_correct \
                   from inspection_row where division = $1 and by_day >= $2 and by_day <= $3 \
                   order by by_day, inspection_id limit $4";
        let params = vec![
            self.division.as_str().into(),
            first.to_string().into(),
            last.to_string().into(),
            ROWS_MAX.into(),
        ];
        self.store.read(Statement::new(sql, params)).await?.iter().map(brief_of).collect()
    }

    /// The rounds of the month of a day, and of the seven days after today: all for supervision and the centre, else those one
    /// makes oneself.
    pub async fn inspection_list(
        &self,
        session: &Session,
        first: Day,
        last: Day,
    ) -> Result<Vec<InspectionBrief>, Problem> {
        let everything = self.sight(session).await? == Sight::Everything;
        let mut rows = self.inspection_rows(first, last).await?;
        rows.retain(|it| everything || it.people.contains(&session.person));
        Ok(rows)
    }

    /// The first and the last day of a day's month.
    pub fn month_around(day: Day) -> (Day, Day) {
        month_of(day)
    }

    /// How many rounds of each kind a year planned, and what came of them.
    pub async fn inspection_year(&self, year: i32) -> Result<BTreeMap<Kind, InspectionYear>, Fault> {
        let sql = "select kind, case when done_on = '' then 0 else 1 end, late, case when by_day < $3 then 1 else 0 end, \
                   cast(count(*) as bigint) from inspection_row where division = $1 and by_day >= $2 and by_day <= $4 \
                   group by 1, 2, 3, 4 limit $5";
        let params = vec![
            self.division.as_str().into(),
            format!("{year:04}-01-01").into(),
            self.today().to_string().into(),
            format!("{year:04}-12-31").into(),
            ROWS_MAX.into(),
        ];
        let mut all: BTreeMap<Kind, InspectionYear> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let Some(kind) = Kind::parse(row.text(0)?) else { continue };
            let count = u32::try_from(row.int(4)?).unwrap_or(u32::MAX);
            let it = all.entry(kind).or_default();
            it.planned += count;
            match (row.int(1)? == 1, row.int(2)? == 1, row.int(3)? == 1) {
                (true, false, _) => it.done += count,
                (true, true, _) => it.late += count,
                (false, _, true) => it.missed += count,
                (false, _, false) => {}
            }
        }
        Ok(all)
    }

    /// What still has to be put right or looked at, the earliest last day first: all of it for supervision and the centre, else
    /// that of the units one leads and the windows one heads.
    pub async fn inspection_points(&self, session: &Session) -> Result<Vec<PointBrief>, Problem> {
        let sight = self.sight(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let mut own = String::new();
        if let Sight::Own { units, windows, .. } = &sight {
            let mut parts = Vec::new();
            for unit in units.iter().take(16) {
                params.push(unit.as_str().into());
                parts.push(format!("unit = ${}", params.len()));
            }
            for window in windows.iter().take(16) {
                params.push(window.as_str().into());
                parts.push(format!("window_id = ${}", params.len()));
            }
            if parts.is_empty() {
                return Ok(Vec::new());
            }
            own = format!("and ({}) ", parts.join(" or "));
        }
        params.push(POINTS_MAX.into());
        let sql = format!(
            "select inspection_id, point, unit, window_id, section, correct_by, standing from inspection_point_row \
             where division = $1 and (standing = 'open' or standing = 'answered') {own}\
             order by correct_by, inspection_id, point limit ${}",
            params.len()
        );
        let wrong = || Fault::inside("a row of an observation does not read");
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                Ok(PointBrief {
                    id: InspectionId::parse(row.text(0)?).map_err(|_| wrong())?,
                    point: row.int(1)?,
                    unit: UnitCode::parse(row.text(2)?).map_err(|_| wrong())?,
                    window: WindowId::parse(row.text(3)?).ok(),
                    section: Section::parse(row.text(4)?).ok_or_else(wrong)?,
                    correct_by: Day::parse(row.text(5)?),
                    standing: Standing::parse(row.text(6)?).ok_or_else(wrong)?,
                })
            })
            .collect()
    }
}
