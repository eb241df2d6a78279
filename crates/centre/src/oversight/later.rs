//! The later cases of who rated badly or complained, counted once a day by unit, and what that shows (F17, N51, B6).
//!
//! What is kept is counts of units. Whose cases they are is worked out anew every night, and stands nowhere.

use std::collections::{BTreeMap, HashMap};

use calendar::{Calendar, Day, Instant};
use casework::Case;
use catalogue::{CaseId, ComplaintId, Digest, Organisation, UnitCode};
use oversight::bound::{Bound, Bounds};
use oversight::complaint::Complaint;
use oversight::finding::{Counted, Evidence};
use oversight::later::{Later, MARKS, Mark, OfItem, OfUnit, compare, course, look};
use store::{Migration, Statement, Value};

use super::watch::{Raised, plain};
use crate::account::Session;
use crate::case::{Problem, stream_of};
use crate::domain::State;
use crate::kinds::complaint::stream_of as complaint_stream;
use crate::{Centre, Fault};

/// Days that are looked back on, by ratings, complaints and cases.
const DAYS: i32 = 365;
/// Bad ratings and complaints that are looked at, the latest of each.
const SAID_MAX: u64 = 1_000;
/// Later cases of one person at one unit, the latest.
const OWN_MAX: u64 = 40;
/// Items of one unit that are compared: those with the most later cases.
const ITEMS_MAX: usize = 20;
/// Other cases of an item, the latest.
const OTHERS_MAX: u64 = 100;
/// Cases that are held in memory at once.
const AT_ONCE: usize = 256;
/// Rows of one page: units times marks.
const ROWS_MAX: u64 = 2_000;

/// What was counted last, by unit and mark.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0116_later_count",
    sql: r#"
create table if not exists later_count (
  division text not null, unit text not null, mark text not null, counted_on text not null, people bigint not null,
  cases bigint not null, more bigint not null, usual bigint not null,
  primary key (division, unit, mark));
"#,
};

/// The later cases of one unit, as they were counted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterOfUnit {
    /// Code of the unit.
    pub unit: String,
    /// On which day.
    pub counted_on: Day,
    /// What they come to.
    pub later: Later,
}

/// Since when which person has said something about which unit.
type Said = BTreeMap<(UnitCode, [u8; 32]), i64>;
/// The later cases of a unit: by item, each with whose it is.
type Own = BTreeMap<String, Vec<([u8; 32], CaseId)>>;

impl Centre {
    /// Counts the later cases of every unit that has enough of them, and finds where they are harder than is usual, once a month.
    pub(super) async fn later_found(
        &self,
        today: Day,
        organisation: &Organisation,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(Vec::new()) };
        let from = today.plus_days(-DAYS);
        let (mut raised, mut written) = (Vec::new(), Vec::new());
        for (unit, own) in self.later_own(from).await? {
            let cases: usize = own.values().map(Vec::len).sum();
            if cases < usize::from(bounds.get(Bound::LaterSample)) {
                continue;
            }
            let later = self.later_compared(unit, own, from, &calendar, bounds).await?;
            // Those beside which there were too few others were left out.
            if !later.is_enough(bounds) {
                continue;
            }
            written.extend(self.later_rows(unit, &later, today));
            if let Some(fired) = look(&later, bounds) {
                let about = plain(&fired, organisation.centre.unit, 0, today.start());
                let counted = Counted::Later(OfUnit { unit, later });
                let evidence = Evidence { from, until: today, counted, entries: Evidence::some_of(&[]) };
                let (year, month, _) = today.ymd();
                let id = format!("{}/{}/{unit}/{year}-{month}", fired.rule.key(), self.division);
                raised.push(Raised::counted(id, about, Some(evidence)));
            }
        }
        let old = "delete from later_count where division = $1 and counted_on < $2";
        written.push(Statement::new(old, vec![self.division.as_str().into(), today.to_string().into()]));
        self.store.write(written).await?;
        Ok(raised)
    }

    fn later_rows<'a>(
        &'a self,
        unit: UnitCode,
        later: &'a Later,
        today: Day,
    ) -> impl Iterator<Item = Statement> + 'a {
        Mark::ALL.into_iter().enumerate().map(move |(place, mark)| {
            let sql = "insert into later_count (division, unit, mark, counted_on, people, cases, more, usual) \
                       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (division, unit, mark) do update set \
                         counted_on = excluded.counted_on, people = excluded.people, cases = excluded.cases, \
                         more = excluded.more, usual = excluded.usual";
            let params: Vec<Value> = vec![
                self.division.as_str().into(),
                unit.as_str().into(),
                mark.key().into(),
                today.to_string().into(),
                i64::from(later.people).into(),
                i64::from(later.cases).into(),
                i64::from(later.more[place]).into(),
                i64::from(later.usual[place]).into(),
            ];
            Statement::new(sql, params)
        })
    }

    /// Who rated badly, whatever became of the rating, and who complained by name, each since the first time; of the unit whose case
    /// it was about. A rating or a complaint about no case says nothing of whose it is.
    async fn later_said(&self, from: Day) -> Result<Said, Fault> {
        let (mut said, since) = (Said::new(), Value::from(from.start().0));
        let mut says = |row: &store::Row, at: i64| -> Result<(), Fault> {
            let unit = UnitCode::parse(row.text(1)?).map_err(|_| Fault::inside("a case is of no unit"))?;
            let first = said.entry((unit, row.array(0)?)).or_insert(at);
            *first = at.min(*first);
            Ok(())
        };
        let sql = "select c.applicant, c.authority, r.given_at from rating_row r \
                   join case_row c on c.division = r.division and c.case_id = r.case_id \
                   where r.division = $1 and r.grade > 3 and r.given_at >= $2 order by r.given_at desc limit $3";
        let params = vec![self.division.as_str().into(), since.clone(), SAID_MAX.into()];
        for row in &self.store.read(Statement::new(sql, params)).await? {
            says(row, row.int(2)?)?;
        }
        let sql = "select complaint_id from complaint_row where division = $1 and filed_at >= $2 and sealed = 0 \
                   and case_id <> '' order by filed_at desc limit $3";
        let params = vec![self.division.as_str().into(), since, SAID_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let ids = rows.iter().filter_map(|row| ComplaintId::parse(row.text(0).ok()?).ok());
        let streams: Vec<String> = ids.map(complaint_stream).collect();
        let mut named: Vec<(CaseId, Instant)> = Vec::new();
        for some in streams.chunks(AT_ONCE) {
            for state in self.ledger.load_all(&self.division, some).await?.into_values() {
                if let State::Complaint(Complaint::Filed(filed)) = state
                    && filed.contact.is_some()
                {
                    named.extend(filed.about.case.map(|case| (case, filed.filed_at)));
                }
            }
        }
        for (case, at) in named {
            let sql =
                "select applicant, authority from case_row where division = $1 and case_id = $2 limit 1";
            let params = vec![self.division.as_str().into(), case.as_str().into()];
            for row in &self.store.read(Statement::new(sql, params)).await? {
                says(row, at.0)?;
            }
        }
        Ok(said)
    }

    /// The cases that came in after that, of the same person at the same unit, by unit and item; those that have come to something.
    async fn later_own(&self, from: Day) -> Result<BTreeMap<UnitCode, Own>, Fault> {
        let mut units: BTreeMap<UnitCode, Own> = BTreeMap::new();
        for ((unit, applicant), since) in self.later_said(from).await? {
            let sql = "select a.case_id, c.item from case_applicant a \
                       join case_row c on c.division = a.division and c.case_id = a.case_id \
                       where a.applicant = $2 and a.division = $1 and a.received_at > $3 and a.former = 0 \
                         and c.authority = $4 and (c.open = 0 or c.decided_at is not null) \
                       order by a.received_at desc limit $5";
            let params: Vec<Value> = vec![
                self.division.as_str().into(),
                applicant.into(),
                since.into(),
                unit.as_str().into(),
                OWN_MAX.into(),
            ];
            for row in &self.store.read(Statement::new(sql, params)).await? {
                let Ok(case) = CaseId::parse(row.text(0)?) else { continue };
                let of_item = units.entry(unit).or_default().entry(row.text(1)?.to_owned()).or_default();
                of_item.push((applicant, case));
            }
        }
        Ok(units)
    }

    /// The later cases of a unit beside its others, item by item.
    async fn later_compared(
        &self,
        unit: UnitCode,
        own: Own,
        from: Day,
        calendar: &Calendar,
        bounds: &Bounds,
    ) -> Result<Later, Fault> {
        let mut own: Vec<_> = own.into_iter().collect();
        own.sort_by_key(|(_, cases)| std::cmp::Reverse(cases.len()));
        let mut items = Vec::new();
        for (item, own) in own.into_iter().take(ITEMS_MAX) {
            let sql = "select i.case_id from case_item i \
                       join case_row c on c.division = i.division and c.case_id = i.case_id \
                       where i.item = $2 and i.division = $1 and i.received_at >= $3 \
                         and c.authority = $4 and (c.open = 0 or c.decided_at is not null) \
                       order by i.received_at desc limit $5";
            let params: Vec<Value> = vec![
                self.division.as_str().into(),
                item.into(),
                from.start().0.into(),
                unit.as_str().into(),
                OTHERS_MAX.into(),
            ];
            let rows = self.store.read(Statement::new(sql, params)).await?;
            let others = rows.iter().filter_map(|row| CaseId::parse(row.text(0).ok()?).ok());
            let others: Vec<CaseId> = others.filter(|it| own.iter().all(|(_, case)| case != it)).collect();
            let all: Vec<CaseId> = own.iter().map(|(_, case)| *case).chain(others.iter().copied()).collect();
            let courses = self.later_courses(&all, calendar).await?;
            let whose = own.iter().filter_map(|(who, case)| Some((Digest(*who), *courses.get(case)?)));
            items.push(OfItem {
                later: whose.collect(),
                others: others.iter().filter_map(|case| courses.get(case).copied()).collect(),
            });
        }
        Ok(compare(&items, usize::from(bounds.get(Bound::LaterSample))))
    }

    /// What cases came to; those of which nothing can be said are left out.
    async fn later_courses(
        &self,
        cases: &[CaseId],
        calendar: &Calendar,
    ) -> Result<HashMap<CaseId, oversight::later::Course>, Fault> {
        let mut courses = HashMap::with_capacity(cases.len());
        for some in cases.chunks(AT_ONCE) {
            let streams: Vec<String> = some.iter().map(|case| stream_of(*case)).collect();
            let states = self.ledger.load_all(&self.division, &streams).await?;
            for (case, stream) in some.iter().zip(&streams) {
                if let Some(State::Case(Case::Filed(file))) = states.get(stream) {
                    courses.extend(course(file, calendar).map(|it| (*case, it)));
                }
            }
        }
        Ok(courses)
    }

    /// The later cases of every unit that has enough of them, as they were counted last; for supervisors alone.
    ///
    /// # Errors
    /// [`Problem::OutOfScope`] for everybody else.
    pub async fn later_cases(&self, session: &Session) -> Result<Vec<LaterOfUnit>, Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::OutOfScope);
        }
        let sql = "select unit, mark, counted_on, people, cases, more, usual from later_count \
                   where division = $1 order by unit, mark limit $2";
        let params = vec![self.division.as_str().into(), ROWS_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await.map_err(Fault::from)?;
        Ok(later_read(&rows)?)
    }
}

/// The rows of units, put together.
fn later_read(rows: &[store::Row]) -> Result<Vec<LaterOfUnit>, Fault> {
    let wrong = || Fault::inside("a row of later cases does not read");
    let number = |row: &store::Row, place| u32::try_from(row.int(place)?).map_err(|_| wrong());
    let mut units: Vec<LaterOfUnit> = Vec::with_capacity(rows.len() / MARKS);
    for row in rows {
        let (unit, mark) = (row.text(0)?, row.text(1)?);
        let place = Mark::ALL.iter().position(|it| it.key() == mark).ok_or_else(wrong)?;
        if units.last().is_none_or(|it| it.unit != unit) {
            let counted_on = Day::parse(row.text(2)?).ok_or_else(wrong)?;
            let later = Later { people: number(row, 3)?, cases: number(row, 4)?, ..Later::default() };
            units.push(LaterOfUnit { unit: unit.to_owned(), counted_on, later });
        }
        if let Some(last) = units.last_mut() {
            last.later.more[place] = number(row, 5)?;
            last.later.usual[place] = number(row, 6)?;
        }
    }
    Ok(units)
}
