//! Reports: what is counted of a day, a month or a year, frozen by itself when it is over and read edition by edition (E32, R144, R183).

use std::sync::Arc;

use calendar::{Day, LimitUnit};
use catalogue::Digest;
use ledger::{Body as Bytes, Done, Follower};
use oversight::rating::{Channel, Kind};
use oversight::report::{ALL, Edition, Event, Freeze, Line, Period, Question, Report, Table};
use store::{Statement, Value};

use super::finding::Line as Moment;
use super::{Asking, derived, sealed};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::counts::DayCounts;
use crate::domain::{Asked, Body, State};
use crate::kinds::report::{TABLE, stream_of};
use crate::particulars::Texts;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Rows of one group of figures: units times words of a county, many times over.
const ROWS_MAX: i64 = 8_000;
/// Periods of the list.
const LIST_MAX: u64 = 60;
/// Periods that are made good at once after nobody ran a server.
const MISSED_MAX: usize = 62;

/// A report of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportBrief {
    /// Of which period.
    pub period: Period,
    /// How many editions.
    pub editions: u32,
    /// When the last was made.
    pub frozen_at: calendar::Instant,
    /// The place of the ledger up to which it counts.
    pub seq: u64,
}

/// One edition of a report, or the figures of a period that is not over.
pub struct ReportView {
    /// Of which period.
    pub period: Period,
    /// The edition that is shown; none where there is none yet.
    pub edition: Option<Edition>,
    /// The figures that are shown.
    pub table: Arc<Table>,
    /// Every edition, the first first.
    pub editions: Vec<Edition>,
    /// The figures of the edition before the one that is shown.
    pub before: Option<Arc<Table>>,
    /// The figures as they are counted now, where a further edition could be made.
    pub now: Option<Table>,
    /// When each was made, and by whom.
    pub lines: Vec<Moment<Event>>,
    /// The reasons.
    pub texts: Texts,
    /// Version, for the form.
    pub version: u64,
    /// Whether this person makes further editions.
    pub may_freeze: bool,
}

impl Centre {
    /// What is counted of a period as far as has been read, and the place of the ledger up to which.
    pub async fn report_count(&self, period: Period) -> Result<(Table, u64), Fault> {
        let Some((first, last)) = period.days() else { return Ok((Table::default(), 0)) };
        let seq = self.ledger.cursor(&self.division, DayCounts.name()).await?;
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
        // Where nothing was done there is nothing to say of the items either.
        if !lines.is_empty() {
            self.count_items(&mut lines).await?;
        }
        Ok((Table::of(lines), seq))
    }

    /// The items as they are published now, by unit and by kind (R176, R177, R178, R180).
    async fn count_items(&self, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let figures = self.item_figures().await?;
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        for (unit, counts) in figures.units {
            lines.extend(counts.words().map(|(word, n)| Line(unit.clone(), word.to_owned(), count(n))));
        }
        for (code, (_, all, agency)) in figures.kinds {
            lines.push(Line(ALL.to_owned(), format!("items-kind/{code}"), count(all)));
            lines.push(Line(ALL.to_owned(), format!("items-kind-agency/{code}"), count(agency)));
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
        let whole: [(&str, &[&str]); 3] = [
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
                   cast(sum(case when verdict = 'founded' then 1 else 0 end) as bigint) from complaint_row \
                 where division = $1 and filed_at >= $2 and filed_at < $3 group by unit, class limit $4",
                &["complaint/", "complaint-late/", "complaint-founded/"],
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

    /// Visit and matter ratings by the own channel: asked, answered, satisfied; never mixed (C31). What cannot be believed is
    /// counted apart and is in no rate (F16).
    async fn count_ratings(&self, first: Day, last: Day, lines: &mut Vec<Line>) -> Result<(), Fault> {
        let sql = "select unit, kind, window_id, what, cast(sum(count) as bigint) from rating_count \
                   where division = $1 and day >= $2 and day <= $3 and channel = $4 \
                   group by unit, kind, window_id, what limit $5";
        let params = vec![
            self.division.as_str().into(),
            first.to_string().into(),
            last.to_string().into(),
            Channel::Own.key().into(),
            ROWS_MAX.into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let unbelieved = self.ratings_unbelieved(first, last).await?;
        for row in &rows {
            let (unit, window, what, count) = (row.text(0)?, row.text(2)?, row.text(3)?, row.int(4)?);
            let kind = if row.text(1)? == Kind::Visit.key() { Kind::Visit } else { Kind::Matter };
            let mut add = |word: &str| {
                lines.push(Line(unit.to_owned(), format!("{}-{word}", kind.key()), count));
            };
            match (what, unbelieved.holds(kind, window, unit)) {
                ("1" | "2" | "3" | "4" | "5", true) => add("unbelieved"),
                ("1" | "2" | "3", false) => {
                    add("answered");
                    add("satisfied");
                }
                ("4" | "5", false) => add("answered"),
                ("invited", _) => add("invited"),
                _ => {}
            }
        }
        Ok(())
    }

    /// Freezes the day, the month and the year before, if nobody has yet, and the days and months that went by while no
    /// server ran.
    pub(crate) async fn reports_freeze(&self, today: Day) -> Result<(), Fault> {
        for now in [Period::of(today), Period::month_of(today), Period::year_of(today)] {
            for period in self.reports_missed(now).await? {
                let (table, seq) = self.report_count(period).await?;
                // Nothing was counted: nobody worked, or the centre was not there yet.
                if table.lines().is_empty() {
                    continue;
                }
                let (freeze, body) = frozen(period, &table, seq);
                let (command_id, _) = derived(&format!("report/{}/{}", self.division, period.key()));
                self.by_itself(stream_of(period), command_id, Asked::Report(freeze), vec![body]).await?;
            }
        }
        Ok(())
    }

    /// The periods before `now` that come after the latest with an edition, the first first; the one before alone where there
    /// is none with an edition.
    async fn reports_missed(&self, now: Period) -> Result<Vec<Period>, Fault> {
        let now_key = now.key();
        let sql = format!(
            "select period from report_row \
             where division = $1 and length(period) = {} and period < $2 order by period desc limit 1",
            now_key.len()
        );
        let params = vec![self.division.as_str().into(), now_key.into()];
        let latest = match self.store.read(Statement::new(sql, params)).await?.first() {
            Some(row) => Period::parse(row.text(0)?),
            None => None,
        };
        let mut missed = Vec::new();
        let mut period = now.before();
        while latest.map_or(missed.is_empty(), |latest| period > latest) && missed.len() < MISSED_MAX {
            missed.push(period);
            period = period.before();
        }
        missed.reverse();
        Ok(missed)
    }

    /// The days, or else the months and years, of which there is an edition, the latest first.
    pub async fn report_list(&self, session: &Session, days: bool) -> Result<Vec<ReportBrief>, Problem> {
        if self.sight(session).await? != super::Sight::Everything {
            return Err(Problem::OutOfScope);
        }
        // Days come by the primary key; of months and years there are thirteen a year.
        let sql = match days {
            true => {
                "select period, editions, frozen_at, seq from report_row \
                 where division = $1 and length(period) = 10 order by period desc limit $2"
            }
            false => {
                "select period, editions, frozen_at, seq from report_row \
                 where division = $1 and length(period) < 10 order by period desc limit $2"
            }
        };
        let params = vec![self.division.as_str().into(), LIST_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let wrong = || Fault::inside("a row of a report does not read");
        rows.iter()
            .map(|row| {
                Ok(ReportBrief {
                    period: Period::parse(row.text(0)?).ok_or_else(wrong)?,
                    editions: u32::try_from(row.int(1)?).map_err(|_| wrong())?,
                    frozen_at: calendar::Instant(row.int(2)?),
                    seq: row.count(3)?,
                })
            })
            .collect()
    }

    /// An edition of the report of a period, the last for none; for a period without one, the figures as they are now.
    pub async fn report_fetch(
        &self,
        session: &Session,
        period: Period,
        edition: Option<u8>,
    ) -> Result<ReportView, Problem> {
        if self.sight(session).await? != super::Sight::Everything {
            return Err(Problem::OutOfScope);
        }
        if !period.has_begun(self.today()) {
            return Err(Problem::NotFound);
        }
        let may_freeze = self.is_supervisor(session).await?;
        let stream = stream_of(period);
        let (editions, version) = self.report_editions(period).await?;
        let place = match edition {
            Some(number) => {
                Some(editions.iter().position(|it| it.number == number).ok_or(Problem::NotFound)?)
            }
            None => editions.len().checked_sub(1),
        };
        let shown = place.and_then(|place| editions.get(place)).copied();
        // Counted once, for what is shown and for what a further edition would say.
        let may_follow = period.is_over(self.today()) && shown.as_ref() == editions.last();
        let counted = match may_follow || shown.is_none() {
            true => Some(self.report_count(period).await?.0),
            false => None,
        };
        let table = match shown {
            Some(edition) => self.report_table(edition.table).await?,
            None => Arc::new(counted.clone().unwrap_or_default()),
        };
        let earlier = place.and_then(|place| place.checked_sub(1)).and_then(|place| editions.get(place));
        let before = match earlier {
            Some(edition) => Some(self.report_table(edition.table).await?),
            None => None,
        };
        let now = counted.filter(|_| may_follow).map(|counted| counted.with_items_of(&table));
        let lines = self.history(&stream, Event::decode).await?;
        let texts = self.texts_of(&stream).await?;
        Ok(ReportView {
            period,
            edition: shown,
            table,
            editions,
            before,
            now,
            lines,
            texts,
            version,
            may_freeze,
        })
    }

    /// The editions of a period, the first first, and the version of its stream.
    async fn report_editions(&self, period: Period) -> Result<(Vec<Edition>, u64), Fault> {
        match self.ledger.load(&self.division, &stream_of(period)).await? {
            Some(loaded) => match loaded.state {
                State::Report(Report { editions }) => Ok((editions, loaded.version)),
                _ => Err(Fault::inside("the stream of a report holds something else")),
            },
            None => Ok((Vec::new(), 0)),
        }
    }

    async fn report_table(&self, digest: Digest) -> Result<Arc<Table>, Fault> {
        let body = self.ledger.body(&self.division, digest.0).await?;
        match body.as_deref() {
            Some(Body::Report(table)) => Ok(Arc::clone(table)),
            _ => Err(Fault::inside("the figures of a report are not where its edition says")),
        }
    }

    /// A supervisor makes an edition of the figures as they are now.
    pub async fn report_freeze(
        &self,
        session: &Session,
        command_id: [u8; 16],
        period: Period,
        version: Option<u64>,
        reason: &str,
    ) -> Result<Done, Problem> {
        let another = version.is_some_and(|version| version > 0);
        if let Some(problem) = text_problem("reason", reason, another, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let (mut table, seq) = self.report_count(period).await?;
        if let Some(last) = self.report_editions(period).await?.0.last() {
            table = table.with_items_of(&*self.report_table(last.table).await?);
        }
        let (freeze, body) = frozen(period, &table, seq);
        let content = content_of(&("report", period.key(), reason))?;
        let asking = Asking { stream: stream_of(period), command_id, version, content, by: session };
        self.supervise_with(asking, vec![body], |sealer| {
            let reason = match reason.trim() {
                "" => None,
                reason => Some(sealed(sealer, "report-reason", reason)?),
            };
            Ok(Asked::Report(Freeze { reason, ..freeze }))
        })
        .await
    }
}

/// An edition and the body that holds its figures.
fn frozen(period: Period, table: &Table, seq: u64) -> (Freeze, Bytes) {
    let bytes = table.to_body();
    let digest = sha256(&bytes).0;
    let freeze = Freeze { period, seq, table: Digest(digest), reason: None };
    (freeze, Bytes { digest, kind: TABLE.to_owned(), bytes })
}
