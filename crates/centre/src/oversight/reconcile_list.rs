//! Reconciliations as they were made, one with its numbers, and what was never compared or not for long: a duty of supervision with a
//! day (A31, F5).

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, ReconciliationId, UnitCode};
use oversight::bound::{Bound, Bounds};
use oversight::finding::{Counted, Evidence};
use oversight::reconciliation::{Kind, OfList, PERIOD_DAYS_MAX, Reconciliation, Record, Standing};
use oversight::{Fired, Rule, runs};
use store::{Migration, Row, Statement, Value};

use super::duty::{DutyWhat, Found, Me};
use super::of_unit;
use super::reconcile::Outcome;
use super::watch::{Raised, plain};
use crate::account::Session;
use crate::case::Problem;
use crate::domain::State;
use crate::kinds::reconciliation::stream_of;
use crate::scope::page_after;
use crate::{Centre, Fault};

/// Since when a division that had cases before there were reconciliations knows of this duty: the last case it had taken in by then. One
/// that was late already stays so.
pub(crate) const KNOWN: Migration = Migration {
    name: "0121_reconciliation_known",
    sql: r#"
create table if not exists reconciliation_known (division text not null, known_at bigint not null, primary key (division));
insert into reconciliation_known (division, known_at)
  select division, max(received_at) from case_row where division not in
    (select division from finding_row where rule = 'reconciliation-late') group by division;
"#,
};

/// Stretches of days that are read, the latest: a list each day of every unit and kind.
const STRETCHES_MAX: u64 = 50_000;
/// Items of a division.
const ITEMS_MAX: u64 = 5_000;
/// Days ahead of its last one from which a list is asked for.
const AHEAD_DAYS: i32 = 14;

/// A reconciliation of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReconciliationBrief {
    /// Which.
    pub id: ReconciliationId,
    /// When it was made.
    pub made_at: Instant,
    /// By whom.
    pub by: Option<PersonId>,
    /// What the list is of.
    pub kind: Kind,
    /// Whose it is.
    pub unit: UnitCode,
    /// The first and the last day that it is of.
    pub days: (Day, Day),
    /// Numbers that were handled here.
    pub matched: u64,
    /// Numbers without a case, or fees without a basis.
    pub orphans: u64,
    /// What the list does not have.
    pub missing: u64,
    /// Numbers that stand in it more than once.
    pub twice: u64,
}

impl ReconciliationBrief {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.made_at.0, self.id)
    }
}

/// The whole of one.
pub struct ReconciliationView {
    /// Which.
    pub id: ReconciliationId,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// What came of it.
    pub record: Record,
    /// The numbers; none where they were erased.
    pub outcome: Outcome,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
}

/// How the lists of a unit stand, with the day by which they are compared again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// How they stand.
    pub standing: Standing,
    /// By when.
    pub by: Day,
    /// Whether that day is over.
    pub is_late: bool,
}

fn brief_of(row: &Row) -> Result<ReconciliationBrief, Fault> {
    let wrong = || Fault::inside("a row of a reconciliation does not read");
    let day = |place: usize| -> Result<Day, Fault> { Day::parse(row.text(place)?).ok_or_else(wrong) };
    Ok(ReconciliationBrief {
        id: ReconciliationId::parse(row.text(0)?).map_err(|_| wrong())?,
        made_at: Instant(row.int(1)?),
        by: PersonId::parse(row.text(2)?).ok(),
        kind: Kind::parse(row.text(3)?).ok_or_else(wrong)?,
        unit: UnitCode::parse(row.text(4)?).map_err(|_| wrong())?,
        days: (day(5)?, day(6)?),
        matched: row.count(7)?,
        orphans: row.count(8)?,
        missing: row.count(9)?,
        twice: row.count(10)?,
    })
}

impl Centre {
    /// One page of reconciliations, the latest first, of one unit or of all, for who supervises or runs the centre.
    pub async fn reconciliation_list(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: &str,
        limit: usize,
    ) -> Result<Vec<ReconciliationBrief>, Problem> {
        self.reconciles(session).await?;
        let mut params = page_after(&self.division, after, limit);
        let of_unit = of_unit(unit, &mut params);
        let sql = format!(
            "select reconciliation_id, made_at, made_by, kind, unit, from_day, until_day, matched, orphans, missing, twice \
             from reconciliation_row where division = $1 and {of_unit} \
             and (made_at < $2 or (made_at = $2 and reconciliation_id < $3)) \
             order by made_at desc, reconciliation_id desc limit $4"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        Ok(rows.iter().map(brief_of).collect::<Result<_, Fault>>()?)
    }

    /// One of them, for who supervises or runs the centre.
    pub async fn reconciliation_fetch(
        &self,
        session: &Session,
        id: ReconciliationId,
    ) -> Result<ReconciliationView, Problem> {
        let organisation = self.reconciles(session).await?;
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let State::Reconciliation(Reconciliation::Made { by, at, record }) = loaded.state else {
            return Err(Problem::NotFound);
        };
        let outcome = self.texts_of(&stream).await?.record(record.result.0).unwrap_or_default();
        Ok(ReconciliationView { id, by, at, record, outcome, organisation })
    }

    /// By unit and kind up to where the lists were compared, and by when they are again, for who supervises or runs the centre.
    pub async fn reconciliation_due(&self, session: &Session) -> Result<Vec<Due>, Problem> {
        self.reconciles(session).await?;
        Ok(self.lists_due(&self.bounds().await?).await?)
    }

    async fn reconciles(&self, session: &Session) -> Result<Arc<Organisation>, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        match runs(&organisation, session.person, self.today()) {
            true => Ok(organisation),
            false => Err(Problem::OutOfScope),
        }
    }

    /// The lists of every unit that took anything in within the year that one list may be of, in the order of units and kinds.
    pub(super) async fn lists_due(&self, bounds: &Bounds) -> Result<Vec<Due>, Fault> {
        let (days, today) = (bounds.get(Bound::ReconcileDays), self.today());
        let mut compared = self.stretches_compared().await?;
        let known = self.duty_known().await?;
        let days_of = self.first_days(today.plus_days(1 - PERIOD_DAYS_MAX)).await?;
        Ok(days_of
            .into_iter()
            .map(|((unit, kind), (ever, first))| {
                let stretches = compared.remove(&(unit, kind)).unwrap_or_default();
                let since = known.map_or(ever, |known| known.max(ever));
                let standing = Standing::after(OfList { unit, kind }, (since, first), stretches);
                Due { by: standing.due(days), is_late: standing.is_late(days, today), standing }
            })
            .collect())
    }

    /// The day on which this duty was first known where the cases are older than it.
    async fn duty_known(&self) -> Result<Option<Day>, Fault> {
        let sql = "select known_at from reconciliation_known where division = $1 limit 1";
        let rows = self.store.read(Statement::new(sql, vec![self.division.as_str().into()])).await?;
        Ok(rows.first().map(|row| row.int(0)).transpose()?.map(|at| Instant(at).day()))
    }

    /// Of which days the lists were that were compared.
    async fn stretches_compared(&self) -> Result<BTreeMap<(UnitCode, Kind), Vec<(Day, Day)>>, Fault> {
        let sql = "select unit, kind, from_day, max(until_day) from reconciliation_row where division = $1 \
                   group by unit, kind, from_day order by from_day desc, unit, kind limit $2";
        let params: Vec<Value> = vec![self.division.as_str().into(), STRETCHES_MAX.into()];
        let mut compared: BTreeMap<(UnitCode, Kind), Vec<(Day, Day)>> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let (Ok(unit), Some(kind), Some(from), Some(until)) = (
                UnitCode::parse(row.text(0)?),
                Kind::parse(row.text(1)?),
                Day::parse(row.text(2)?),
                Day::parse(row.text(3)?),
            ) {
                compared.entry((unit, kind)).or_default().push((from, until));
            }
        }
        Ok(compared)
    }

    /// The days on which a unit took in the first case of its items, at all and since another day, of those that took one in since: papers
    /// are sealed and certificates made of any, fees booked of those that have one.
    async fn first_days(&self, since: Day) -> Result<BTreeMap<(UnitCode, Kind), (Day, Day)>, Fault> {
        let sql = "select i.code, (select min(c.received_at) from case_item c \
                     where c.item = i.code and c.division = i.division), \
                     (select min(c.received_at) from case_item c \
                     where c.item = i.code and c.division = i.division and c.received_at >= $3) \
                   from item_row i where i.division = $1 order by i.code limit $2";
        let params: Vec<Value> =
            vec![self.division.as_str().into(), ITEMS_MAX.into(), since.start().0.into()];
        let mut received: BTreeMap<String, (Day, Option<Day>)> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            if let Some(ever) = row.opt_int(1)? {
                let first = row.opt_int(2)?.map(|at| Instant(at).day());
                received.insert(row.text(0)?.to_owned(), (Instant(ever).day(), first));
            }
        }
        let mut days: BTreeMap<(UnitCode, Kind), (Day, Option<Day>)> = BTreeMap::new();
        for entry in self.item_list().await? {
            let Some((ever, first)) = received.get(entry.item.code.as_str()) else { continue };
            let has_fee = entry.item.fee.as_ref().is_some_and(|fee| fee.amount_fen > 0);
            for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Fees || has_fee) {
                let earliest = days.entry((entry.item.authority, kind)).or_insert((*ever, *first));
                let sooner = [earliest.1, *first].into_iter().flatten().min();
                *earliest = (earliest.0.min(*ever), sooner);
            }
        }
        Ok(days.into_iter().filter_map(|(of, (ever, first))| Some((of, (ever, first?)))).collect())
    }

    /// Lists that nobody compared by their day: a finding for each lateness, of the centre, whose supervision it is.
    pub(super) async fn lists_late(
        &self,
        organisation: &Organisation,
        bounds: &Bounds,
        today: Day,
    ) -> Result<Vec<Raised>, Fault> {
        let (rule, days) = (Rule::ReconciliationLate, bounds.get(Bound::ReconcileDays));
        let raised = |it: Due| {
            let (since, spans) = it.standing.lateness(days, today)?;
            let OfList { unit, kind } = it.standing.of;
            let measured = today.number() - it.by.number() + i32::from(days);
            let fired = Fired { rule, person: None, step: None, measured, bound: days.into(), earlier: None };
            let about = plain(&fired, organisation.centre.unit, 0, it.by.plus_days(1).start());
            let evidence = Evidence {
                from: it.by.plus_days(-i32::from(days)),
                until: today.plus_days(-1),
                counted: Counted::Uncompared(it.standing.of),
                entries: Evidence::some_of(&[]),
            };
            let id = format!("{}/{}/{unit}/{}/{since}/{spans}", rule.key(), self.division, kind.key());
            Some(Raised::counted(id, about, Some(evidence)))
        };
        Ok(self.lists_due(bounds).await?.into_iter().filter_map(raised).collect())
    }

    /// Lists that a supervisor is to compare soon, or should have.
    pub(super) async fn lists_to_compare(&self, me: &Me<'_>, found: &mut Found) -> Result<(), Fault> {
        if !me.holds(Post::Supervisor) {
            return Ok(());
        }
        let soon = me.today.plus_days(AHEAD_DAYS);
        for it in self.lists_due(&self.bounds().await?).await?.into_iter().filter(|it| it.by <= soon) {
            found.add(DutyWhat::CompareList, 1, Some(it.by), String::new());
        }
        Ok(())
    }
}
