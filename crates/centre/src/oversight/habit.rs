//! What units do again and again, counted: when officers enter, how soon a unit accepts, why it lengthens, how long its steps
//! take (F4, F6, F8).
//!
//! Each entry is counted once, under its own place: whatever the watcher reads twice it writes once.

use std::collections::{BTreeMap, BTreeSet};

use calendar::{Calendar, Day};
use casework::Event;
use catalogue::item::Category;
use catalogue::{Digest, Organisation};
use ledger::Entry;
use oversight::bound::Bounds;
use oversight::figure::Share;
use oversight::habit::{self, UnitHabits};
use oversight::kolmogorov::{Times, compare};
use oversight::report::Period;
use oversight::{Seen, finding::About};
use store::{Migration, Statement, Value};

use super::habit_evidence::{DECIDED_ELSEWHERE, EXTENDED, STOPPED, open_slots};
use super::watch::{Raised, plain};
use crate::counts::is_in_hall;
use crate::many_rows::insert_new;
use crate::{Centre, Fault};

/// Acts by half hour, kept by a follower; what single entries say of a month or a quarter; which device a person used when.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0065_habit",
    sql: r#"
create table if not exists act_time (
  division text not null, day text not null, authority text not null, slot bigint not null, count bigint not null,
  primary key (division, day, authority, slot));
create table if not exists habit_sample (
  division text not null, kind text not null, period text not null, seq bigint not null, n bigint not null,
  authority text not null, value bigint not null,
  primary key (division, kind, period, seq, n));
create table if not exists extension_words (
  division text not null, period text not null, seq bigint not null, authority text not null, words bytea not null,
  primary key (division, period, seq));
create table if not exists device_use (
  division text not null, person text not null, minute bigint not null, device bytea not null,
  primary key (division, person, minute, device));
"#,
};

/// Minutes that a step took.
pub(super) const STEP: &str = "step";
/// Whether a case was accepted on the last day: 1 or 0.
pub(super) const LAST_DAY: &str = "last-day";
/// Rows of one question: units times days, or units times different times.
const ROWS_MAX: i64 = 40_000;
/// For which words the keyed digest of a reason stands.
const REASON: &str = "extension-reason";

/// The quarter of a day, as it is kept: `2026-Q1`.
pub(super) fn quarter(day: Day) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-Q{}", month.div_ceil(3))
}

pub(super) fn month(day: Day) -> String {
    Period::month_of(day).key()
}

/// The first day of the month of a day.
fn month_begins(day: Day) -> Day {
    day.plus_days(1 - i32::try_from(day.ymd().2).unwrap_or(1))
}

/// The first day of the quarter of a day.
fn quarter_begins(day: Day) -> Day {
    let back = i32::try_from((day.ymd().1 - 1) % 3).unwrap_or(0);
    month_begins(month_begins(day).plus_months(-back))
}

/// The earliest month of which samples are kept, by the day it is: the last one.
pub fn kept_since(today: Day) -> Day {
    month_begins(month_begins(today).plus_days(-1))
}

/// The last day that is counted of a month that can still be shown: of this one today, of the last its last.
pub fn habits_until(month: Period, today: Day) -> Option<Day> {
    let of_month = month.month.filter(|_| month.day.is_none());
    let (first, last) = of_month.and_then(|_| month.days())?;
    (first >= kept_since(today) && first <= today).then_some(last.min(today))
}

/// What is kept of a stretch of entries: rows of `habit_sample`, and other statements.
#[derive(Default)]
pub(super) struct Samples {
    pub(super) rows: Vec<[Value; 7]>,
    pub(super) other: Vec<Statement>,
}

impl Samples {
    pub(super) fn statements(self) -> Vec<Statement> {
        let into = "habit_sample (division, kind, period, seq, n, authority, value)";
        let rows = insert_new(into, "division, kind, period, seq, n", &self.rows);
        rows.into_iter().chain(self.other).collect()
    }
}

impl Centre {
    /// Keeps what an entry says of the habits of its unit.
    pub(super) async fn sample(
        &self,
        seen: &Seen<'_>,
        entry: &Entry,
        samples: &mut Samples,
    ) -> Result<(), Fault> {
        let unit = seen.facts.authority.as_str();
        let of = |kind: &str, n: usize, value: u32| -> [Value; 7] {
            let (period, n) = (month(seen.recorded_at.day()), i64::try_from(n).unwrap_or(i64::MAX));
            [
                self.division.as_str().into(),
                kind.into(),
                period.into(),
                entry.seq.into(),
                n.into(),
                unit.into(),
                i64::from(value).into(),
            ]
        };
        samples.other.extend(self.sample_person(seen, entry));
        match seen.event {
            Event::Accepted(_) => {
                let last = habit::accepted_last_day(seen.facts, seen.event, seen.calendar);
                samples.rows.extend(last.map(|last| of(LAST_DAY, 0, u32::from(last))));
            }
            Event::Decided(fact) => {
                samples.rows.extend((!is_in_hall(&fact.basis)).then(|| of(DECIDED_ELSEWHERE, 0, 1)));
                if seen.facts.category != Category::Instant {
                    let minutes = habit::step_minutes(seen.before);
                    samples.rows.extend((0..).zip(minutes).map(|(n, minutes)| of(STEP, n, minutes)));
                }
            }
            Event::Stopped(_) => samples.rows.push(of(STOPPED, 0, 1)),
            Event::Extended(_) => {
                samples.rows.push(of(EXTENDED, 0, 1));
                let asked = seen.before.iter().rev().find_map(|it| match it {
                    Event::ExtensionAskedFor(fact) => Some(fact.reason),
                    _ => None,
                });
                let Some(reason) = asked else { return Ok(()) };
                let texts = self.texts_of_list(&[(entry.stream.clone(), reason.0)]).await?;
                // An erased reason is an empty text, and like no other.
                let Some(words) = habit::plain_words(&texts.text(reason.0)) else { return Ok(()) };
                let digest: Digest = self.keys.find_digest(&self.division, REASON, &words);
                let sql = "insert into extension_words (division, period, seq, authority, words) \
                           values ($1, $2, $3, $4, $5) on conflict (division, period, seq) do nothing";
                let period = quarter(seen.recorded_at.day());
                let params: Vec<Value> = vec![
                    self.division.as_str().into(),
                    period.into(),
                    entry.seq.into(),
                    unit.into(),
                    digest.0.into(),
                ];
                samples.other.push(Statement::new(sql, params));
            }
            _ => {}
        }
        Ok(())
    }

    /// The habits of the units that have some, by the code of the unit: in the month and the quarter of a day, up to it.
    pub async fn unit_habits(&self, until: Day) -> Result<BTreeMap<String, UnitHabits>, Fault> {
        let in_force = self.in_force().await?;
        let (Some(organisation), Some(calendar)) = (&in_force.organisation, &in_force.calendar) else {
            return Ok(BTreeMap::new());
        };
        let bounds = self.bounds().await?;
        let mut units: BTreeMap<String, UnitHabits> = BTreeMap::new();
        for (unit, acts) in self.acts(until, organisation, calendar, &bounds).await? {
            units.entry(unit).or_default().acts = acts;
        }
        for (unit, times) in self.samples_of(LAST_DAY, until).await? {
            let part = times.get(&1).copied().unwrap_or(0);
            units.entry(unit).or_default().accepted = Share { part, whole: times.values().sum() };
        }
        for (unit, extended) in self.reasons(until).await? {
            units.entry(unit).or_default().extended = extended;
        }
        let times = self.samples_of(STEP, until).await?;
        for (unit, own) in &times {
            let mut others = Times::new();
            for (minutes, count) in times.iter().filter(|(other, _)| *other != unit).flat_map(|(_, it)| it) {
                *others.entry(*minutes).or_default() += count;
            }
            units.entry(unit.clone()).or_default().steps = compare(own, &others);
        }
        Ok(units)
    }

    /// Acts of the month up to a day, and how many were entered outside the hours: on a day off too, unless a window was opened.
    async fn acts(
        &self,
        until: Day,
        organisation: &Organisation,
        calendar: &Calendar,
        bounds: &Bounds,
    ) -> Result<BTreeMap<String, Share>, Fault> {
        let Some((first, end)) = open_slots(organisation, bounds) else { return Ok(BTreeMap::new()) };
        let opened = self.opened_days(until).await?;
        let sql = "select authority, day, cast(sum(count) as bigint), \
                     cast(sum(case when slot < $4 or slot >= $5 then count else 0 end) as bigint) \
                   from act_time where division = $1 and day >= $2 and day <= $3 \
                   group by day, authority order by day, authority limit $6";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            month_begins(until).to_string().into(),
            until.to_string().into(),
            i64::from(first).into(),
            i64::from(end).into(),
            ROWS_MAX.into(),
        ];
        let mut units: BTreeMap<String, Share> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (day, all, outside) = (row.text(1)?, row.count(2)?, row.count(3)?);
            let works = |day: Day| calendar.is_working(day).unwrap_or(true);
            let open = opened.contains(day) || Day::parse(day).is_none_or(works);
            let share = units.entry(row.text(0)?.to_owned()).or_default();
            share.whole += all;
            share.part += if open { outside } else { all };
        }
        Ok(units)
    }

    /// The days of a month, up to a day, on which some window was opened.
    pub(super) async fn opened_days(&self, until: Day) -> Result<BTreeSet<String>, Fault> {
        let sql =
            "select distinct day from window_day where division = $1 and day >= $2 and day <= $3 limit 400";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            month_begins(until).to_string().into(),
            until.to_string().into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(|it| Ok(it.text(0)?.to_owned())).collect()
    }

    /// What was kept under a word in the month of a day: by unit, each value with how often.
    async fn samples_of(&self, kind: &str, until: Day) -> Result<BTreeMap<String, Times>, Fault> {
        let sql = "select authority, value, cast(count(*) as bigint) from habit_sample \
                   where division = $1 and kind = $2 and period = $3 \
                   group by authority, value order by authority, value limit $4";
        let params = vec![self.division.as_str().into(), kind.into(), month(until).into(), ROWS_MAX.into()];
        let mut units: BTreeMap<String, Times> = BTreeMap::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let minutes = u32::try_from(row.count(1)?).unwrap_or(u32::MAX);
            units.entry(row.text(0)?.to_owned()).or_default().insert(minutes, row.count(2)?);
        }
        Ok(units)
    }

    /// Extensions in the quarter of a day by unit, and how many have the commonest reason.
    async fn reasons(&self, until: Day) -> Result<BTreeMap<String, Share>, Fault> {
        let sql = "select authority, cast(sum(n) as bigint), cast(max(n) as bigint) from \
                     (select authority, words, count(*) as n from extension_words \
                      where division = $1 and period = $2 group by authority, words) as alike \
                   group by authority order by authority limit $3";
        let params = vec![self.division.as_str().into(), quarter(until).into(), ROWS_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let share = |row: &store::Row| {
            Ok((row.text(0)?.to_owned(), Share { part: row.count(2)?, whole: row.count(1)? }))
        };
        rows.iter().map(share).collect()
    }

    /// What the habits of the month and the quarter of yesterday show; each finding once a month, or once a quarter.
    pub(super) async fn habits_found(&self, today: Day, bounds: &Bounds) -> Result<Vec<Raised>, Fault> {
        let until = today.plus_days(-1);
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let units = self.unit_habits(until).await?;
        let mut raised = Vec::new();
        for unit in organisation.units.iter().map(|it| it.code) {
            let Some(habits) = units.get(unit.as_str()) else { continue };
            for fired in habit::unlike(habits, bounds) {
                let (period, from) = match fired.rule {
                    oversight::Rule::SameExtensionWords => (quarter(until), quarter_begins(until)),
                    _ => (month(until), month_begins(until)),
                };
                let about: About = plain(&fired, unit, 0, today.start());
                let counted = habit::counted(fired.rule, habits);
                // Samples know their month and no day: what came in today before this turn is among them.
                let goes_on = match fired.rule {
                    oversight::Rule::OutsideHours => false,
                    oversight::Rule::SameExtensionWords => quarter(today) == period,
                    _ => month(today) == period,
                };
                let last = if goes_on { today } else { until };
                let evidence = self.habit_evidence(fired.rule, unit, (from, last), counted).await?;
                let id = format!("{}/{}/{unit}/{period}", fired.rule.key(), self.division);
                raised.push(Raised::counted(id, about, evidence));
            }
        }
        Ok(raised)
    }

    /// Forgets what no question asks for any more: samples of the months and quarters before the last,
    /// of people those before their ninety days, devices of the week before.
    pub(super) async fn habits_forget(&self, today: Day) -> Result<(), Fault> {
        let kept = kept_since(today);
        let of =
            |sql: &'static str, last: Value| Statement::new(sql, vec![self.division.as_str().into(), last]);
        let quarter_kept = quarter(today.plus_months(-3));
        self.store
            .write(vec![
                of("delete from habit_sample where division = $1 and period < $2", month(kept).into()),
                of("delete from extension_words where division = $1 and period < $2", quarter_kept.into()),
                super::device::forget(&self.division, today),
                super::person_habit::forget(&self.division, today),
                super::attendance_watch::forget(&self.division, today),
            ])
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_has_three_months() {
        let of = |text: &str| quarter(Day::parse(text).expect("a day"));
        assert_eq!(
            ["2026-01-01", "2026-03-31", "2026-04-01", "2026-12-31"].map(of),
            ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4"]
        );
        let begins = |text: &str| quarter_begins(Day::parse(text).expect("a day")).to_string();
        assert_eq!(
            ["2026-01-31", "2026-03-31", "2026-04-01", "2026-12-31"].map(begins),
            ["2026-01-01", "2026-01-01", "2026-04-01", "2026-10-01"]
        );
    }

    #[test]
    fn a_month_is_shown_as_long_as_its_samples_are_kept() {
        let today = Day::parse("2026-03-10").expect("a day");
        let until =
            |key: &str| habits_until(Period::parse(key).expect("a period"), today).map(|it| it.to_string());
        assert_eq!(until("2026-03").as_deref(), Some("2026-03-10"));
        assert_eq!(until("2026-02").as_deref(), Some("2026-02-28"));
        for none in ["2026-01", "2026-04", "2026", "2026-03-02"] {
            assert_eq!(until(none), None, "{none}");
        }
    }

    // Samples of this month and the last are kept, on every day of the month.
    #[test]
    fn the_month_before_is_kept_until_the_month_is_over() {
        let kept = |text: &str| kept_since(Day::parse(text).expect("a day")).to_string();
        assert_eq!(
            ["2026-03-01", "2026-03-31", "2026-01-15"].map(kept),
            ["2026-02-01", "2026-02-01", "2025-12-01"]
        );
    }
}
