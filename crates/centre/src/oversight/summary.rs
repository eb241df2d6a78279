//! Annual summaries with self-check of units and of the centre itself: who has handed in, and one with the counts of its year
//! (A13, R110, R121).

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{Digest, Organisation, UnitCode};
use ledger::{Body as Bytes, Done};
use oversight::report::{Line as Figure, Period, Table};
use oversight::speaks_for;
use oversight::summary::{Edition, Event, HandIn, Summary, Words, due, is_asked, is_whole, opens};
use serde::Serialize;
use store::Statement;

use super::finding::Line;
use super::report_count::{Standing, TRIES};
use super::{Asking, Sight, sealed, sealed_if_any};
use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::kinds::report::TABLE;
use crate::kinds::summary::stream_of;
use crate::particulars::Texts;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Units of one year.
const ROWS_MAX: u64 = 500;

/// A summary of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SummaryBrief {
    /// Of which unit.
    pub unit: UnitCode,
    /// When the first edition came; none while there is none.
    pub first_at: Option<Instant>,
    /// Editions.
    pub editions: i64,
    /// Whether the first came after its last day.
    pub late: bool,
    /// The last day that held, or holds.
    pub due: Day,
}

/// A summary as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SummaryForm {
    /// 做了什么.
    pub done: String,
    /// 自查发现的问题.
    pub problems: String,
    /// 怎么改.
    pub plans: String,
    /// Why there is another edition; may be empty for the first.
    pub reason: String,
}

/// The summary of a unit and a year.
pub struct SummaryView {
    /// Of which unit.
    pub unit: UnitCode,
    /// Of which year.
    pub year: i32,
    /// The edition that is shown; none where there is none yet.
    pub edition: Option<Edition>,
    /// Every edition, the first first.
    pub editions: Vec<Edition>,
    /// The counts beside it, or those of now.
    pub table: Arc<Table>,
    /// Its last day.
    pub due: Day,
    /// Whether the first edition came after it.
    pub late: bool,
    /// Whether this person hands it in today.
    pub may_hand_in: bool,
    /// Its version, for the form.
    pub version: u64,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The opened texts.
    pub texts: Texts,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
}

impl Centre {
    async fn summary_due(&self, year: i32) -> Result<Day, Problem> {
        let calendar = self.in_force().await?.calendar.clone().ok_or(Problem::NotFound)?;
        let bounds = self.bounds().await?;
        due(&calendar, &bounds, year).map_err(|_| Problem::NotFound)
    }

    /// Who has handed in the summary of a year and who has not: every unit for supervision, the centre and
    /// the head of the government, else those one leads.
    pub async fn summary_list(&self, session: &Session, year: i32) -> Result<Vec<SummaryBrief>, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let everything = Sight::of(&organisation, me, today) == Sight::Everything;
        let due = self.summary_due(year).await?;
        let sql = "select unit, first_at, editions, late, due_on from summary_row \
                   where division = $1 and year = $2 order by unit limit $3";
        let params = vec![self.division.as_str().into(), i64::from(year).into(), ROWS_MAX.into()];
        let mut there: BTreeMap<String, SummaryBrief> = BTreeMap::new();
        let wrong = || Fault::inside("a row of a summary does not read");
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let unit = UnitCode::parse(row.text(0)?).map_err(|_| wrong())?;
            let (first_at, editions) = (Some(Instant(row.int(1)?)), row.int(2)?);
            let due = Day::parse(row.text(4)?).ok_or_else(wrong)?;
            let brief = SummaryBrief { unit, first_at, editions, late: row.int(3)? == 1, due };
            there.insert(unit.to_string(), brief);
        }
        let mine = |unit: UnitCode| everything || speaks_for(&organisation, me, unit, today);
        let asked = organisation.units.iter().map(|it| it.code).filter(|unit| {
            // A unit that is gone keeps what it handed in.
            is_asked(&organisation, *unit) || there.contains_key(unit.as_str())
        });
        let none = |unit| SummaryBrief { unit, first_at: None, editions: 0, late: false, due };
        let brief = |unit: UnitCode| there.get(unit.as_str()).copied().unwrap_or_else(|| none(unit));
        Ok(asked.filter(|unit| mine(*unit)).map(brief).collect())
    }

    /// Of the counts of a year those of a unit; of the centre all of them.
    fn summary_part(organisation: &Organisation, unit: UnitCode, whole: Table) -> Table {
        if is_whole(organisation, unit) {
            return whole;
        }
        let own = whole.lines().iter().filter(|it| it.0 == unit.as_str()).cloned();
        Table::of(own.collect::<Vec<Figure>>())
    }

    /// One summary, an edition of it or the last, for who leads the unit, supervises, runs the centre or heads
    /// the government.
    pub async fn summary_fetch(
        &self,
        session: &Session,
        year: i32,
        unit: UnitCode,
        edition: Option<u8>,
    ) -> Result<SummaryView, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let own = speaks_for(&organisation, me, unit, today);
        if !own && Sight::of(&organisation, me, today) != Sight::Everything {
            return Err(Problem::OutOfScope);
        }
        let stream = stream_of(year, unit);
        let (state, version) = match self.ledger.load(&self.division, &stream).await? {
            Some(loaded) => match loaded.state {
                State::Summary(state) => (state, loaded.version),
                _ => return Err(Problem::NotFound),
            },
            None => (Summary::default(), 0),
        };
        if state.editions.is_empty() && !is_asked(&organisation, unit) {
            return Err(Problem::NotFound);
        }
        let shown = match edition {
            Some(number) => {
                Some(*state.editions.iter().find(|it| it.number == number).ok_or(Problem::NotFound)?)
            }
            None => state.editions.last().copied(),
        };
        let table = match shown {
            Some(edition) => self.summary_table(edition.table).await?,
            None => {
                let whole = self.report_count(Period { year, month: None, day: None }).await?;
                Arc::new(Centre::summary_part(&organisation, unit, whole))
            }
        };
        let due = match state.due {
            Some(due) => due,
            None => self.summary_due(year).await?,
        };
        let open = opens(year).is_some_and(|first| first <= today);
        Ok(SummaryView {
            unit,
            year,
            edition: shown,
            table,
            due,
            late: state.is_late(),
            may_hand_in: own && open && shown.as_ref() == state.editions.last(),
            version,
            lines: self.history(&stream, Event::decode).await?,
            texts: self.texts_of(&stream).await?,
            organisation,
            now: self.instant(),
            editions: state.editions,
        })
    }

    async fn summary_table(&self, digest: Digest) -> Result<Arc<Table>, Fault> {
        match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::Report(table)) => Ok(Arc::clone(table)),
            _ => Err(Fault::inside("the counts of a summary are not where its edition says")),
        }
    }

    /// Who speaks for the unit hands it in; the counts of this moment are frozen with it.
    pub async fn summary_hand_in(
        &self,
        session: &Session,
        (year, unit): (i32, UnitCode),
        command_id: [u8; 16],
        version: Option<u64>,
        form: &SummaryForm,
    ) -> Result<Done, Problem> {
        let another = version.is_some_and(|version| version > 0);
        let fields = [("done", &form.done), ("problems", &form.problems), ("plans", &form.plans)];
        let mut problems: Vec<FieldProblem> = fields
            .iter()
            .filter_map(|(field, words)| text_problem(field, words, true, TEXT_CHARS_MAX))
            .collect();
        problems.extend(text_problem("reason", &form.reason, another, TEXT_CHARS_MAX));
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        // Before the rules: whoever may not look at it learns nothing.
        let organisation = self.summary_fetch(session, year, unit, None).await?.organisation;
        let period = Period { year, month: None, day: None };
        let whole = self.report_count_at(period, TRIES, Standing::Counted).await?;
        let (whole, seq) = whole.ok_or(Fault::Busy)?;
        let table = Centre::summary_part(&organisation, unit, whole);
        let bytes = table.to_body();
        let digest = sha256(&bytes).0;
        let body = Bytes { digest, kind: TABLE.to_owned(), bytes };
        let content = content_of(&("summary", year, unit, form))?;
        let asking = Asking { stream: stream_of(year, unit), command_id, version, content, by: session };
        self.supervise_with(asking, vec![body], |sealer| {
            let words = Words {
                done: sealed(sealer, "summary-words", &form.done)?,
                problems: sealed(sealer, "summary-words", &form.problems)?,
                plans: sealed(sealer, "summary-words", &form.plans)?,
            };
            let reason = sealed_if_any(sealer, "summary-reason", &form.reason)?;
            Ok(Asked::Summary(HandIn { unit, year, seq, table: Digest(digest), words, reason }))
        })
        .await
    }
}
