//! The evidence of findings about units: what was counted in which days, and a few of the entries, kept in the finding before
//! samples are forgotten (F4, F6, F7, F8).

use calendar::{Calendar, Day, Instant};
use catalogue::{Organisation, UnitCode};
use ledger::TIME;
use oversight::Rule;
use oversight::bound::{Bound, Bounds};
use oversight::finding::{Counted, ENTRIES_MAX, Evidence};
use oversight::hours::{Opening, slot};
use store::{Statement, Value};

use super::habit::{LAST_DAY, STEP, month, quarter};
use super::watch::Read;
use crate::act_times::ACTS;
use crate::{Centre, Fault};

/// An act outside the opening hours, or on a day off: its half hour, counted from the first day there is.
const OUTSIDE: &str = "outside";
/// A stop of the clock.
pub(super) const STOPPED: &str = "stopped";
/// A lengthened limit.
pub(super) const EXTENDED: &str = "extended";
/// A decision that was not taken in the hall.
pub(super) const DECIDED_ELSEWHERE: &str = "decided-elsewhere";
/// Half hours of a day.
const SLOTS: i64 = 48;
/// Acts outside the hours that are looked at for those to be named.
const OUTSIDE_MAX: i64 = 400;

/// The half hours of a day that are not outside: the first, and the one after the last.
pub(super) fn open_slots(organisation: &Organisation, bounds: &Bounds) -> Option<(u32, u32)> {
    let opening = Opening::read(&organisation.centre.hours)?;
    let minutes = |bound| u32::from(bounds.get(bound));
    Some(opening.slots(minutes(Bound::HoursBeforeMinutes), minutes(Bound::HoursAfterMinutes)))
}

impl Centre {
    /// Keeps which acts were entered outside the hours or on a day off, each under its own place: a finding names some of them.
    pub(super) fn sample_outside(
        &self,
        read: &[Read<'_>],
        organisation: &Organisation,
        calendar: &Calendar,
        bounds: &Bounds,
        samples: &mut Vec<Statement>,
    ) {
        let Some((first, end)) = open_slots(organisation, bounds) else { return };
        let applicant = casework::applicant_itself();
        for (entry, _) in read {
            let Some(case) = entry.stream.strip_prefix("case/") else { continue };
            let by_person = entry.actor != TIME && entry.actor != applicant.as_str();
            if !by_person || !ACTS.contains(&entry.kind.as_str()) {
                continue;
            }
            let at = Instant(entry.recorded_at);
            let (day, slot) = (at.day(), slot(at));
            if (first..end).contains(&slot) && calendar.is_working(day).unwrap_or(true) {
                continue;
            }
            let sql = "insert into habit_sample (division, kind, period, seq, n, authority, value) \
                       select $1, $2, $3, $4, $5, authority, $6 from case_row where division = $1 and case_id = $7 \
                       on conflict (division, kind, period, seq, n) do nothing";
            let params: Vec<Value> = vec![
                self.division.as_str().into(),
                OUTSIDE.into(),
                month(day).into(),
                entry.seq.into(),
                0_i64.into(),
                (i64::from(day.number()) * SLOTS + i64::from(slot)).into(),
                case.into(),
            ];
            samples.push(Statement::new(sql, params));
        }
    }

    /// What a finding about a unit keeps: the days, what was counted, and the latest entries that show it.
    pub(super) async fn habit_evidence(
        &self,
        rule: Rule,
        unit: UnitCode,
        (from, until): (Day, Day),
        counted: Option<Counted>,
    ) -> Result<Option<Evidence>, Fault> {
        let Some(counted) = counted else { return Ok(None) };
        let entries = match rule {
            Rule::OutsideHours => self.entries_outside(unit, until).await?,
            Rule::SameExtensionWords => self.entries_alike(unit, until).await?,
            // The quickest first.
            Rule::StepsUnlikeOthers => {
                self.entries_sampled(STEP, unit, until, "group by seq order by min(value), seq desc").await?
            }
            Rule::AcceptedLastDay => {
                let wanted = "and value = 1 group by seq order by seq desc";
                self.entries_sampled(LAST_DAY, unit, until, wanted).await?
            }
            Rule::StopHabit => self.entries_since(STOPPED, unit, from).await?,
            Rule::ExtensionHabit => self.entries_since(EXTENDED, unit, from).await?,
            Rule::PowerNotInHall => self.entries_since(DECIDED_ELSEWHERE, unit, from).await?,
            _ => Vec::new(),
        };
        Ok(Some(Evidence { from, until, counted, entries: Evidence::some_of(&entries) }))
    }

    /// Entries that were sampled of a unit in the month of a day, in an order.
    async fn entries_sampled(
        &self,
        kind: &str,
        unit: UnitCode,
        until: Day,
        order: &str,
    ) -> Result<Vec<u64>, Fault> {
        let sql = format!(
            "select seq from habit_sample where division = $1 and kind = $2 and period = $3 and authority = $4 \
             {order} limit $5"
        );
        self.seqs(&sql, vec![kind.into(), month(until).into(), unit.as_str().into()]).await
    }

    /// The latest entries that were sampled of a unit since a day, as far back as samples are kept.
    async fn entries_since(&self, kind: &str, unit: UnitCode, from: Day) -> Result<Vec<u64>, Fault> {
        let sql = "select seq from habit_sample where division = $1 and kind = $2 and period >= $3 and authority = $4 \
                   order by seq desc limit $5";
        self.seqs(sql, vec![kind.into(), month(from).into(), unit.as_str().into()]).await
    }

    /// Extensions of the quarter of a day with the commonest reason.
    async fn entries_alike(&self, unit: UnitCode, until: Day) -> Result<Vec<u64>, Fault> {
        let sql = "select seq from extension_words where division = $1 and period = $2 and authority = $3 and words = \
                     (select words from extension_words where division = $1 and period = $2 and authority = $3 \
                      group by words order by count(*) desc, words limit 1) \
                   order by seq desc limit $4";
        self.seqs(sql, vec![quarter(until).into(), unit.as_str().into()]).await
    }

    /// Acts of the month of a day outside the hours, or on a day off on which no window was opened, by the bounds of now.
    async fn entries_outside(&self, unit: UnitCode, until: Day) -> Result<Vec<u64>, Fault> {
        let in_force = self.in_force().await?;
        let (Some(organisation), Some(calendar)) = (&in_force.organisation, &in_force.calendar) else {
            return Ok(Vec::new());
        };
        let bounds = self.bounds().await?;
        let Some((first, end)) = open_slots(organisation, &bounds) else { return Ok(Vec::new()) };
        let opened = self.opened_days(until).await?;
        let sql = "select seq, value from habit_sample where division = $1 and kind = $2 and period = $3 \
                   and authority = $4 order by seq desc limit $5";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            OUTSIDE.into(),
            month(until).into(),
            unit.as_str().into(),
            OUTSIDE_MAX.into(),
        ];
        let mut outside = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let at = row.int(1)?;
            let Some(day) = i32::try_from(at.div_euclid(SLOTS)).ok().and_then(Day::from_number) else {
                continue;
            };
            let slot = u32::try_from(at.rem_euclid(SLOTS)).unwrap_or(0);
            let open = opened.contains(&day.to_string()) || calendar.is_working(day).unwrap_or(true);
            if day <= until && !(open && (first..end).contains(&slot)) {
                outside.push(row.count(0)?);
            }
        }
        outside.truncate(ENTRIES_MAX);
        Ok(outside)
    }

    /// The places of a statement whose first parameter is the division and whose last how many.
    async fn seqs(&self, sql: &str, of: Vec<Value>) -> Result<Vec<u64>, Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        params.extend(of);
        params.push(ENTRIES_MAX.into());
        let rows = self.store.read(Statement::new(sql.to_owned(), params)).await?;
        rows.iter().map(|row| Ok(row.count(0)?)).collect()
    }
}
