//! Complaints of a year in figures: how many, of which class, how many of the answers said founded, from which cause, how many
//! were late or opened again (R157, R182). Counted as entries come, so that nothing grows with what is closed; only what is
//! overdue now is looked up among the open ones.

use calendar::Instant;
use ledger::{Entry, FollowerTx};
use oversight::complaint::{Cause, Class, Event, Verdict};
use oversight::figure::{Share, WHOLE_MIN};
use store::{Statement, StoreError, Value};

use crate::{Centre, Fault};

/// The figures of one year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComplaintFigures {
    /// On the register, sealed ones too.
    pub filed: i64,
    /// Of these, sealed to the discipline inspection from the first.
    pub sealed: i64,
    /// Answered, each round for itself.
    pub answered: i64,
    /// Of these, after the day.
    pub answered_late: i64,
    /// Days that passed without an answer, whether one came later or not.
    pub late: i64,
    /// Past the day and still not answered, now.
    pub overdue: i64,
    /// Opened again.
    pub reopened: i64,
    /// By class, those that occur.
    pub classes: Vec<(Class, i64)>,
    /// Answers by what they say.
    pub verdicts: Vec<(Verdict, i64)>,
    /// Answers by cause.
    pub causes: Vec<(Cause, i64)>,
}

impl ComplaintFigures {
    /// 按时答复率: answered by the day, of what was answered and what should have been by now.
    pub fn in_time(&self) -> Share {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        let answered = count(self.answered);
        Share {
            part: answered.saturating_sub(count(self.answered_late)),
            whole: answered + count(self.overdue),
        }
    }
}

/// Counts an answer that came after its day: since the complaint was made, or was opened again last, it had become overdue.
const ANSWERED_LATE_SQL: &str = "insert into complaint_count (division, year, kind, count) \
    select $1, cast($2 as bigint), 'answered_late', 1 where exists (select 1 from entry e \
    where e.division = $1 and e.stream = $3 and e.version < $4 and e.kind = 'complaint.overdue' \
    and e.version > (select coalesce(max(r.version), 0) from entry r where r.division = $1 and r.stream = $3 \
    and r.version > 0 and r.version < $4 and r.kind = 'complaint.reopened')) \
    on conflict (division, year, kind) do update set count = complaint_count.count + 1";

/// Empties the figures.
pub(crate) fn empty() -> Statement {
    Statement::new("delete from complaint_count", vec![])
}

/// Counts what an entry says, if it is one of a complaint.
pub(crate) fn count(entry: &Entry, tx: &mut FollowerTx) -> Result<(), StoreError> {
    if !entry.kind.starts_with("complaint.") {
        return Ok(());
    }
    let event = Event::decode(&entry.kind, &entry.payload);
    let event = event.map_err(|error| StoreError::Row(format!("entry {}: {error}", entry.seq)))?;
    let words: Vec<String> = match event {
        Event::Registered(fact) => vec!["filed".to_owned(), format!("class/{}", fact.class.key())],
        Event::ReportSealed(_) => vec!["filed".to_owned(), "sealed".to_owned()],
        Event::Replied(fact) => vec![
            "answered".to_owned(),
            format!("verdict/{}", fact.verdict.key()),
            format!("cause/{}", fact.cause.key()),
        ],
        Event::Overdue(_) => vec!["late".to_owned()],
        Event::Reopened(_) => vec!["reopened".to_owned()],
        _ => Vec::new(),
    };
    let year = Instant(entry.recorded_at).day().year();
    if entry.kind == "complaint.replied" {
        let (division, stream) = (entry.division.as_str(), entry.stream.as_str());
        let params: Vec<Value> = vec![division.into(), year.into(), stream.into(), entry.version.into()];
        tx.push(Statement::new(ANSWERED_LATE_SQL, params));
    }
    for word in words {
        let params: Vec<Value> = vec![entry.division.as_str().into(), year.into(), word.into()];
        tx.push(Statement::new(
            "insert into complaint_count (division, year, kind, count) values ($1, $2, $3, 1) \
             on conflict (division, year, kind) do update set count = complaint_count.count + 1",
            params,
        ));
    }
    Ok(())
}

impl Centre {
    /// The figures of the present year.
    pub async fn complaint_figures(&self) -> Result<ComplaintFigures, Fault> {
        self.complaint_figures_of(self.today().year()).await
    }

    /// The years of which there are figures, the latest first (R182).
    pub async fn complaint_years(&self) -> Result<Vec<i32>, Fault> {
        let sql = "select distinct year from complaint_count where division = $1 order by year desc limit 20";
        let rows = self.store.read(Statement::new(sql, vec![self.division.as_str().into()])).await?;
        rows.iter().map(|row| Ok(i32::try_from(row.int(0)?).unwrap_or_default())).collect()
    }

    /// The latest year by whose figures one sees whether answers come in time: this one, or, while too few were answered in it, the
    /// last.
    pub async fn complaint_year_told(&self) -> Result<(i32, ComplaintFigures), Fault> {
        let this = self.today().year();
        let figures = self.complaint_figures().await?;
        if figures.in_time().whole >= WHOLE_MIN {
            return Ok((this, figures));
        }
        let last = self.complaint_figures_of(this - 1).await?;
        Ok(if last.in_time().whole >= WHOLE_MIN { (this - 1, last) } else { (this, figures) })
    }

    /// The figures of a year. What is overdue and not answered is of the present one.
    pub async fn complaint_figures_of(&self, year: i32) -> Result<ComplaintFigures, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, count from complaint_count where division = $1 and year = $2 order by kind limit 100",
                vec![self.division.as_str().into(), year.into()],
            ))
            .await?;
        let mut figures = ComplaintFigures::default();
        for row in &rows {
            let (kind, count) = (row.text(0)?, row.int(1)?);
            match kind.split_once('/').unwrap_or((kind, "")) {
                ("filed", _) => figures.filed = count,
                ("sealed", _) => figures.sealed = count,
                ("answered", _) => figures.answered = count,
                ("answered_late", _) => figures.answered_late = count,
                ("late", _) => figures.late = count,
                ("reopened", _) => figures.reopened = count,
                ("class", key) => figures.classes.extend(Class::parse(key).map(|it| (it, count))),
                ("verdict", key) => figures.verdicts.extend(Verdict::parse(key).map(|it| (it, count))),
                ("cause", key) => figures.causes.extend(Cause::parse(key).map(|it| (it, count))),
                _ => {}
            }
        }
        let overdue = "select cast(count(*) as bigint) from complaint_row \
                       where division = $1 and open = 1 and red_at <= $2 limit 1";
        let params = vec![self.division.as_str().into(), self.now().into()];
        if year == self.today().year()
            && let Some(row) = self.store.read(Statement::new(overdue, params)).await?.first()
        {
            figures.overdue = row.int(0)?;
        }
        // The commonest first.
        figures.classes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        figures.causes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        figures.verdicts.sort_by_key(|(verdict, _)| *verdict);
        Ok(figures)
    }
}
