//! Bulletins of cases: those of each month, one with its lines and what the units say, and their publication (A43, R109, N32).

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::Instant;
use catalogue::{Digest, Organisation, UnitCode};
use ledger::{Body as Bytes, Done};
use oversight::bulletin::{Bulletin, Command, Event, Published, UnitLine, lines, table_of};
use oversight::figure::OPEN;
use oversight::leads;
use oversight::report::{Edition, Period, Report, Table};
use store::Statement;

use super::finding::Line;
use super::{Asking, Sight, names_somebody, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::kinds::bulletin::stream_of;
use crate::kinds::report::{TABLE, stream_of as report_stream_of};
use crate::particulars::Texts;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Months of a list.
const LIST_MAX: u64 = 36;

/// A bulletin of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BulletinBrief {
    /// Of which month.
    pub period: Period,
    /// Its latest publication; none while it was not published.
    pub published: Option<(i64, Instant)>,
}

/// One bulletin.
pub struct BulletinView {
    /// Of which month.
    pub period: Period,
    /// All together first, then the units.
    pub lines: Vec<UnitLine>,
    /// What the units say about what was late.
    pub said: BTreeMap<UnitCode, (String, Instant)>,
    /// The publication that is shown; none where the figures are those it would have.
    pub published: Option<Published>,
    /// The last edition of the report.
    pub report: Edition,
    /// Whether this person publishes it now.
    pub may_publish: bool,
    /// The units that were late, or had open cases past their day, for which this person speaks.
    pub mine: Vec<UnitCode>,
    /// What happened, oldest first.
    pub history: Vec<Line<Event>>,
    /// Its version.
    pub version: u64,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
}

/// Whether a period is a month.
fn is_month(period: Period) -> bool {
    period.month.is_some() && period.day.is_none()
}

impl Centre {
    /// The months whose report is frozen, the latest first, for everybody who leads anything.
    pub async fn bulletin_list(&self, session: &Session) -> Result<Vec<BulletinBrief>, Problem> {
        self.bulletin_reader(session).await?;
        let sql = "select r.period, b.number, b.published_at from report_row r \
                   left join bulletin_row b on b.division = r.division and b.period = r.period \
                   where r.division = $1 and length(r.period) = 7 order by r.period desc limit $2";
        Ok(self.bulletin_rows(sql).await?)
    }

    /// The bulletins that are published, the latest first.
    pub async fn bulletins_published(&self) -> Result<Vec<BulletinBrief>, Fault> {
        let sql = "select period, number, published_at from bulletin_row \
                   where division = $1 and published_at is not null order by period desc limit $2";
        self.bulletin_rows(sql).await
    }

    async fn bulletin_rows(&self, sql: &'static str) -> Result<Vec<BulletinBrief>, Fault> {
        let params = vec![self.division.as_str().into(), LIST_MAX.into()];
        let wrong = || Fault::inside("a row of a bulletin does not read");
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                let published = match row.opt_int(2)? {
                    Some(at) => Some((row.int(1)?, Instant(at))),
                    None => None,
                };
                Ok(BulletinBrief { period: Period::parse(row.text(0)?).ok_or_else(wrong)?, published })
            })
            .collect()
    }

    /// A bulletin is inside the government until it is published: supervision, the centre, and whoever leads or heads anything, the
    /// government with it (C28).
    async fn bulletin_reader(&self, session: &Session) -> Result<(), Problem> {
        match self.sight(session).await? {
            Sight::Everything => Ok(()),
            Sight::Own { units, windows, .. } if !units.is_empty() || !windows.is_empty() => Ok(()),
            Sight::Own { .. } => Err(Problem::OutOfScope),
        }
    }

    async fn bulletin_state(&self, period: Period) -> Result<(Bulletin, u64), Problem> {
        Ok(match self.ledger.load(&self.division, &stream_of(period)).await? {
            Some(loaded) => match loaded.state {
                State::Bulletin(state) => (state, loaded.version),
                _ => return Err(Problem::NotFound),
            },
            None => (Bulletin::default(), 0),
        })
    }

    async fn bulletin_report(&self, period: Period) -> Result<Edition, Problem> {
        let loaded = self.ledger.load(&self.division, &report_stream_of(period)).await?;
        match loaded.map(|it| it.state) {
            Some(State::Report(Report { editions })) => editions.last().copied().ok_or(Problem::NotFound),
            _ => Err(Problem::NotFound),
        }
    }

    async fn bulletin_table(&self, digest: Digest) -> Result<Arc<Table>, Fault> {
        match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::Report(table)) => Ok(Arc::clone(table)),
            _ => Err(Fault::inside("the figures of a bulletin are not where its entry says")),
        }
    }

    /// The figures a bulletin would have now, from the report's last edition.
    async fn bulletin_figures(&self, period: Period, report: &Edition) -> Result<Table, Fault> {
        let whole = self.bulletin_table(report.table).await?;
        // A report of before does not say what was open at its end.
        let open = match period.days() {
            Some((_, last)) if whole.sum(OPEN) == 0 => self.open_at_the_end(last).await?,
            _ => Vec::new(),
        };
        Ok(table_of(&whole, open.into_iter().map(|it| (it.unit, it.open))))
    }

    /// One bulletin at the desk: as it was published last, or as it would be published now where the report has another edition.
    pub async fn bulletin_fetch(&self, session: &Session, period: Period) -> Result<BulletinView, Problem> {
        self.bulletin_reader(session).await?;
        if !is_month(period) {
            return Err(Problem::NotFound);
        }
        let report = self.bulletin_report(period).await?;
        let (state, version) = self.bulletin_state(period).await?;
        let published = state.published.last().copied();
        let another = published.is_none_or(|it| it.report != report.number);
        let table = match published {
            Some(it) if !another => self.bulletin_table(it.table).await?,
            _ => Arc::new(self.bulletin_figures(period, &report).await?),
        };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let lines = lines(&table);
        let late = lines.iter().filter(|it| it.was_late()).filter_map(|it| UnitCode::parse(&it.unit).ok());
        let mine = late.filter(|unit| leads(&organisation, me, *unit, today)).collect();
        let stream = stream_of(period);
        let texts = self.texts_of(&stream).await?;
        Ok(BulletinView {
            period,
            lines,
            said: said(&state, &texts),
            published: published.filter(|_| !another),
            report,
            may_publish: another && self.is_supervisor(session).await?,
            mine,
            history: self.history(&stream, Event::decode).await?,
            version,
            organisation,
        })
    }

    /// A published bulletin, for everybody.
    pub async fn bulletin_public(&self, period: Period) -> Result<BulletinView, Problem> {
        if !is_month(period) {
            return Err(Problem::NotFound);
        }
        let (state, version) = self.bulletin_state(period).await?;
        let published = state.published.last().copied().ok_or(Problem::NotFound)?;
        let table = self.bulletin_table(published.table).await?;
        let texts = self.texts_of(&stream_of(period)).await?;
        Ok(BulletinView {
            period,
            lines: lines(&table),
            said: said(&state, &texts),
            published: Some(published),
            report: self.bulletin_report(period).await?,
            may_publish: false,
            mine: Vec::new(),
            history: Vec::new(),
            version,
            organisation: self.organisation().await?.ok_or(Problem::NotFound)?,
        })
    }

    /// Who leads a unit that was late says in public why (N32). Words that tell who somebody is are refused.
    pub async fn bulletin_explain(
        &self,
        session: &Session,
        period: Period,
        command_id: [u8; 16],
        (unit, words): (UnitCode, &str),
    ) -> Result<Done, Problem> {
        let wrong = |why| Problem::Form(vec![FieldProblem { field: "words".to_owned(), why }]);
        if let Some(problem) = text_problem("words", words, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if names_somebody(&organisation, words) {
            return Err(wrong(FieldWhy::Personal));
        }
        self.bulletin_fetch(session, period).await?;
        let content = content_of(&("bulletin-explain", period.key(), unit, words))?;
        let asking = Asking { stream: stream_of(period), command_id, version: None, content, by: session };
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "bulletin-words", words)?;
            Ok(Asked::Bulletin(Command::Explain { unit, words }))
        })
        .await
    }

    /// A supervisor publishes it, with the figures of the report's last edition.
    pub async fn bulletin_publish(
        &self,
        session: &Session,
        period: Period,
        command_id: [u8; 16],
    ) -> Result<Done, Problem> {
        self.bulletin_reader(session).await?;
        if !is_month(period) {
            return Err(Problem::NotFound);
        }
        let report = self.bulletin_report(period).await?;
        let bytes = self.bulletin_figures(period, &report).await?.to_body();
        let digest = sha256(&bytes).0;
        let body = Bytes { digest, kind: TABLE.to_owned(), bytes };
        let content = content_of(&("bulletin-publish", period.key(), report.number))?;
        let asking = Asking { stream: stream_of(period), command_id, version: None, content, by: session };
        let publish = Command::Publish { report: report.number, table: Digest(digest) };
        self.supervise_with(asking, vec![body], |_| Ok(Asked::Bulletin(publish))).await
    }
}

fn said(state: &Bulletin, texts: &Texts) -> BTreeMap<UnitCode, (String, Instant)> {
    state.explained.iter().map(|(unit, it)| (*unit, (texts.text(it.words.0), it.at))).collect()
}
