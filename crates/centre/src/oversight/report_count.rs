//! What a report counts of a period, and the one place of the ledger at which it is counted (E32, R144, R157, R173-R183).

use std::collections::BTreeMap;

use calendar::{Day, Instant, LimitUnit};
use catalogue::UnitCode;
use ledger::Follower;
use oversight::figure::{OPEN, OPEN_LATE};
use oversight::rating::{Channel, Kind};
use oversight::report::{ALL, Line, Period, Question, Table};
use store::{Statement, Value};

use super::rating::{RatingCounts, Rounds};
use crate::counts::DayCounts;
use crate::scope::in_units;
use crate::{Centre, Fault};

/// Rows of one group of figures: units times words of a county, many times over.
const ROWS_MAX: i64 = 8_000;
/// Units of one count.
const UNITS_MAX: u64 = 500;
/// Days before the end of a period within which a case was received that is closed since: no case takes longer.
const BACK_DAYS: i32 = 400;
/// How often counting begins anew for a person where something came in between.
pub(super) const TRIES: usize = 3;
/// Stretches that the views read on before counting.
const STRETCHES_MAX: usize = 64;

/// Words of what became of bad ratings, in the order of [`Rounds`].
const ROUND_WORDS: [&str; 7] = [
    "round-bad",
    "round-reachable",
    "round-called",
    "round-confirmed",
    "round-corrected",
    "round-resolved",
    "round-late",
];

/// What stood at the end of a period: its items, and its open cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is counted.
    Counted,
    /// An edition has it, which is kept: see [`Table::with_standing_of`].
    Kept,
}

/// What is open at one instant.
pub(super) struct OpenCases {
    /// The unit.
    pub unit: String,
    /// Accepted and not concluded.
    pub open: i64,
    /// Of these, past their day.
    pub late: i64,
}

impl Centre {
    /// Lets the views that figures come from read on to the head of the ledger, and says where that is; none where they do not
    /// get there, because more always comes. Whatever else is counted stands in rows of the lane, which are at the head.
    pub(super) async fn views_at_head(&self) -> Result<Option<u64>, Fault> {
        for _ in 0..STRETCHES_MAX {
            let read = self.ledger.follow(&DayCounts).await? + self.ledger.follow(&RatingCounts).await?;
            if read == 0 {
                break;
            }
        }
        let head = self.ledger_seq().await?;
        Ok(self.views_are_at(head).await?.then_some(head))
    }

    /// Whether the head of the ledger, and every view with it, stands at a place: what was counted since was counted there.
    pub(super) async fn views_are_at(&self, seq: u64) -> Result<bool, Fault> {
        let mut at = self.ledger_seq().await? == seq;
        for view in [DayCounts.name(), RatingCounts.name()] {
            at &= self.ledger.cursor(&self.division, view).await? == seq;
        }
        Ok(at)
    }

    async fn ledger_seq(&self) -> Result<u64, Fault> {
        Ok(self.ledger.head(&self.division).await?.map_or(0, |head| head.seq))
    }

    /// What is counted of a period at one place of the ledger, with that place; none where something came in between at every one
    /// of some tries (E32).
    pub(super) async fn report_count_at(
        &self,
        period: Period,
        tries: usize,
        standing: Standing,
    ) -> Result<Option<(Table, u64)>, Fault> {
        for _ in 0..tries {
            let Some(seq) = self.views_at_head().await? else { continue };
            let table = self.report_counted(period, standing).await?;
            if self.views_are_at(seq).await? {
                return Ok(Some((table, seq)));
            }
        }
        Ok(None)
    }

    /// What is counted of a period now, as far as has been read.
    pub async fn report_count(&self, period: Period) -> Result<Table, Fault> {
        self.report_counted(period, Standing::Counted).await
    }

    /// The same, with or without what stands at its end.
    pub(super) async fn report_counted(&self, period: Period, standing: Standing) -> Result<Table, Fault> {
        let Some((first, last)) = period.days() else { return Ok(Table::default()) };
        let mut lines = Vec::new();
        for figure in self.figures_between(first, last).await? {
            // What was taken in at each window is counted for a monitoring point and would make the table long.
            if !figure.kind.starts_with("received/") {
                lines.push(Line(figure.authority, figure.kind, figure.count));
            }
        }
        self.count_questions(first, last, &mut lines).await?;
        self.count_supervision(first, last, &mut lines).await?;
        self.count_ratings(first, last, &mut lines).await?;
        self.count_appeals(first, last, &mut lines).await?;
        if standing == Standing::Kept {
            return Ok(Table::of(lines));
        }
        // Of a month and a year alone: all open cases are read for it.
        if period.day.is_none() {
            for it in self.open_at_the_end(last).await? {
                lines.push(Line(it.unit.clone(), OPEN.to_owned(), it.open));
                lines.push(Line(it.unit, OPEN_LATE.to_owned(), it.late));
            }
        }
        // Where nothing was done there is nothing to say of the items either.
        if !lines.is_empty() {
            self.count_items(&mut lines).await?;
        }
        Ok(Table::of(lines))
    }

    /// What was accepted and not concluded when a day was over, or now while it is not, and what of it was past its day, by unit:
    /// what is open now, and of what is closed now what was concluded since, as far as it was received within [`BACK_DAYS`]
    /// before.
    pub(super) async fn open_at_the_end(&self, last: Day) -> Result<Vec<OpenCases>, Fault> {
        // Red begins with the first instant that is late: the last day in time is over at its end, and not yet late.
        let (end, next) = (last.plus_days(1).start(), Instant(self.now() + 1));
        let after = end.min(next).0;
        let open = "select authority, cast(count(*) as bigint), \
                      cast(sum(case when red_at < $2 then 1 else 0 end) as bigint) \
                    from case_row where division || '' = $1 and open = 1 \
                    and accepted_at < $2 and (concluded_at is null or concluded_at >= $2) group by authority limit $3";
        let mut params = vec![self.division.as_str().into(), after.into(), UNITS_MAX.into()];
        let mut all: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        let mut rows = self.store.read(Statement::new(open, params.clone())).await?;
        // While it is not over, nothing can have been concluded since.
        let is_over = end < next;
        if let Some(organisation) = self.organisation().await?.filter(|_| is_over) {
            params.push(last.plus_days(-BACK_DAYS).start().0.into());
            let units: Vec<UnitCode> = organisation.units.iter().map(|it| it.code).collect();
            let of_units = in_units(&units, &mut params);
            let closed = format!(
                "select authority, cast(count(*) as bigint), \
                   cast(sum(case when red_at < $2 then 1 else 0 end) as bigint) \
                 from case_row where {of_units} and division = $1 and open = 0 \
                 and received_at >= $4 and accepted_at < $2 and concluded_at >= $2 group by authority limit $3"
            );
            rows.extend(self.store.read(Statement::new(closed, params)).await?);
        }
        for row in &rows {
            let unit = all.entry(row.text(0)?.to_owned()).or_default();
            unit.0 += row.int(1)?;
            unit.1 += row.int(2)?;
        }
        Ok(all.into_iter().map(|(unit, (open, late))| OpenCases { unit, open, late }).collect())
    }

    /// The items as they are published now, by unit, by kind and by level (R176, R177, R178, R180).
    async fn count_items(&self, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let figures = self.item_figures().await?;
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        for (unit, counts) in figures.units {
            lines.extend(counts.words().map(|(word, n)| Line(unit.clone(), word.to_owned(), count(n))));
        }
        let mut of_all = |word: String, n: u64| lines.push(Line(ALL.to_owned(), word, count(n)));
        for (code, (_, all, agency)) in figures.kinds {
            of_all(format!("items-kind/{code}"), all);
            of_all(format!("items-kind-agency/{code}"), agency);
        }
        for (digit, counts) in figures.levels {
            of_all(format!("items-level/{digit}"), counts.all);
            of_all(format!("items-level-agency/{digit}"), counts.agency);
            of_all(format!("items-level-doorstep/{digit}"), counts.doorstep);
        }
        Ok(())
    }

    /// The days of the items that the founding documents ask about: those with a limit of the law in working days, by the
    /// catalogue in force.
    async fn count_questions(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let figures = self.item_figures_between(first, last).await?;
        for entry in self.item_list().await? {
            let Some(statutory) = entry.item.statutory.as_ref().map(|it| it.limit) else { continue };
            if statutory.unit != LimitUnit::WorkingDays {
                continue;
            }
            let Some((cases, days)) = figures.get(entry.item.code.as_str()) else { continue };
            let granted = cases * i64::from(statutory.number);
            for question in Question::ALL.into_iter().filter(|it| it.covers(&entry.item.themes)) {
                for (word, count) in question.words().into_iter().zip([*cases, granted, *days]) {
                    lines.push(Line(ALL.to_owned(), word.to_owned(), count));
                }
            }
        }
        Ok(())
    }

    /// Findings, orders and complaints of the period, as they stand now.
    async fn count_supervision(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let whole: [(&str, &[&str]); 4] = [
            (
                "select unit, rule, cast(count(*) as bigint), cast(sum(stands) as bigint) from finding_row \
                 where division = $1 and raised_at >= $2 and raised_at < $3 group by unit, rule limit $4",
                &["finding/", "finding-stands/"],
            ),
            (
                "select unit, kind, cast(count(*) as bigint), cast(sum(late) as bigint) from order_row \
                 where division = $1 and issued_at >= $2 and issued_at < $3 group by unit, kind limit $4",
                &["order/", "order-late/"],
            ),
            (
                "select unit, class, cast(count(*) as bigint), cast(sum(late) as bigint), \
                   cast(sum(case when verdict = 'founded' then 1 else 0 end) as bigint), \
                   cast(sum(case when rounds > 0 then 1 else 0 end) as bigint), \
                   cast(sum(case when verdict = 'partly' then 1 else 0 end) as bigint) from complaint_row \
                 where division = $1 and filed_at >= $2 and filed_at < $3 group by unit, class limit $4",
                &[
                    "complaint/",
                    "complaint-late/",
                    "complaint-founded/",
                    "complaint-reopened/",
                    "complaint-partly/",
                ],
            ),
            (
                "select unit, cause, cast(count(*) as bigint) from complaint_row \
                 where division = $1 and filed_at >= $2 and filed_at < $3 and cause <> '' group by unit, cause limit $4",
                &["complaint-cause/"],
            ),
        ];
        for (sql, words) in whole {
            let rows = self.store.read(Statement::new(sql, self.within(first, last))).await?;
            for row in &rows {
                let (unit, key) = (row.text(0)?, row.text(1)?);
                // A sealed report of corruption says neither of whom nor of what.
                let key = if key.is_empty() { "sealed" } else { key };
                for (place, word) in words.iter().enumerate() {
                    lines.push(Line(unit.to_owned(), format!("{word}{key}"), row.int(2 + place)?));
                }
            }
        }
        Ok(())
    }

    /// The first instant of a period and the first after it, as statements bind them.
    fn within(&self, first: Day, last: Day) -> Vec<Value> {
        let after = last.plus_days(1).start().0;
        vec![self.division.as_str().into(), first.start().0.into(), after.into(), ROWS_MAX.into()]
    }

    /// Visit and matter ratings, the own channel and the tablet apart: asked, answered, satisfied; never mixed (C31). What cannot
    /// be believed is counted apart, and so is what was left out after it was looked at: both were answers, and are in no rate of
    /// satisfaction (F16, N50, M7).
    async fn count_ratings(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let sql = "select unit, kind, channel, window_id, what, cast(sum(count) as bigint) from rating_count \
                   where division = $1 and day >= $2 and day <= $3 \
                   group by unit, kind, channel, window_id, what limit $4";
        let params = vec![
            self.division.as_str().into(),
            first.to_string().into(),
            last.to_string().into(),
            ROWS_MAX.into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let unbelieved = self.ratings_unbelieved(first, last).await?;
        for row in &rows {
            let (unit, window, what, count) = (row.text(0)?, row.text(3)?, row.text(4)?, row.int(5)?);
            let kind = if row.text(1)? == Kind::Visit.key() { Kind::Visit } else { Kind::Matter };
            let way = if row.text(2)? == Channel::Own.key() { "" } else { "-tablet" };
            let mut add = |word: &str| {
                lines.push(Line(unit.to_owned(), format!("{}{way}-{word}", kind.key()), count));
            };
            match (what, unbelieved.holds(kind, window, unit)) {
                ("1" | "2" | "3" | "4" | "5", true) => add("unbelieved"),
                ("1" | "2" | "3", false) => {
                    add("answered");
                    add("satisfied");
                }
                ("4" | "5", false) => add("answered"),
                ("invited" | "dismissed", _) => add(what),
                _ => {}
            }
        }
        self.count_rounds(first, last, lines).await
    }

    /// What became of the bad ratings of those who were asked in the period, as it stands now, by either way (N50, N52).
    async fn count_rounds(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        for it in self.rating_rounds(first, last).await? {
            let Rounds { bad, reachable, called, confirmed, corrected, resolved, late } = it.rounds;
            let counted = [bad, reachable, called, confirmed, corrected, resolved, late];
            for (word, count) in ROUND_WORDS.into_iter().zip(counted) {
                lines.push(Line(it.unit.clone(), format!("{}-{word}", it.kind.key()), i64::from(count)));
            }
        }
        Ok(())
    }

    /// Appeals that had to be answered in the period, as they stand now: how many, how many were right and for which reason, and how
    /// many nobody answered in time (F19).
    async fn count_appeals(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        for it in self.appeal_counts(first, last).await? {
            let mut add = |word: String, n: i64| lines.push(Line(it.unit.clone(), word, n));
            add(format!("appeal/{}", it.against), it.made);
            add(format!("appeal-right/{}", it.against), it.right);
            add(format!("appeal-late/{}", it.against), it.late);
            if let Some(ground) = it.ground {
                add(format!("appeal-ground/{}", ground.key()), it.made);
            }
        }
        Ok(())
    }
}
