//! Reports: what is counted of a day, a month or a year, frozen by itself when it is over and read edition by edition (E32, R144, R183).

use std::sync::Arc;

use calendar::Day;
use catalogue::Digest;
use ledger::{Body as Bytes, Done};
use oversight::report::{Edition, Event, Freeze, Period, Report, Table};
use store::Statement;

use super::finding::Line as Moment;
use super::report_count::{Standing, TRIES};
use super::{Asking, derived, sealed};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::kinds::report::{TABLE, stream_of};
use crate::particulars::Texts;
use crate::seal::sha256;
use crate::{Centre, Fault};

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
    /// Freezes the day, the month and the year before, if nobody has yet, and the days and months that went by while no
    /// server ran. False where something came in between while one was counted: then it is for a later turn.
    pub(crate) async fn reports_freeze(&self, today: Day) -> Result<bool, Fault> {
        for now in [Period::of(today), Period::month_of(today), Period::year_of(today)] {
            for period in self.reports_missed(now).await? {
                let counted = self.report_count_at(period, 1, Standing::Counted).await?;
                let Some((table, seq)) = counted else { return Ok(false) };
                // Nothing was counted: nobody worked, or the centre was not there yet.
                if table.lines().is_empty() {
                    continue;
                }
                let (freeze, body) = frozen(period, &table, seq);
                let (command_id, _) = derived(&format!("report/{}/{}", self.division, period.key()));
                self.by_itself(stream_of(period), command_id, Asked::Report(freeze), vec![body]).await?;
            }
        }
        Ok(true)
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
            true => Some(self.report_counted(period, standing(shown.is_some())).await?),
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
        let now = counted.filter(|_| may_follow).map(|counted| counted.with_standing_of(&table));
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

    /// A supervisor makes an edition of the figures as they are now, counted at one place of the ledger.
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
        let has_edition = !self.report_editions(period).await?.0.is_empty();
        let counted = self.report_count_at(period, TRIES, standing(has_edition)).await?;
        let (mut table, seq) = counted.ok_or(Fault::Busy)?;
        // Read again: the first may have been made while this was counted.
        if let Some(last) = self.report_editions(period).await?.0.last() {
            table = table.with_standing_of(&*self.report_table(last.table).await?);
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

/// Whether what stood at the end is counted, or kept as an edition has it.
fn standing(has_edition: bool) -> Standing {
    if has_edition { Standing::Kept } else { Standing::Counted }
}

/// An edition and the body that holds its figures.
fn frozen(period: Period, table: &Table, seq: u64) -> (Freeze, Bytes) {
    let bytes = table.to_body();
    let digest = sha256(&bytes).0;
    let freeze = Freeze { period, seq, table: Digest(digest), reason: None };
    (freeze, Bytes { digest, kind: TABLE.to_owned(), bytes })
}
