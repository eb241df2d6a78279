//! Assessment: the terms, one with its plan, counts and history, and everything that is done in it (R184-R188, A13, A40, A44).

use std::sync::Arc;

use calendar::Instant;
use catalogue::{Digest, Organisation};
use ledger::{Body as Bytes, Done};
use oversight::assessment::{
    Annual, Assessment, AssessmentRefusal, Command, Event, Freeze, Plan, Subject, Term,
};
use oversight::report::{Edition, Table};
use store::Statement;

pub use super::assessment_act::AssessmentAct;
pub use super::assessment_eyes::Eyes;
use super::finding::Line;
use super::{Asking, assessment_formula, sealed, sealed_if_any};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Body, State};
use crate::kinds::assessment::{PLAN, stream_of};
use crate::kinds::report::TABLE;
use crate::particulars::Texts;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Terms of the list.
const LIST_MAX: u64 = 60;

/// A term of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentBrief {
    /// Of which term.
    pub term: Term,
    /// Its state in a word.
    pub state: String,
    /// Edition of the plan.
    pub plan_edition: i64,
    /// Edition of the counts; 0 for none.
    pub edition: i64,
    /// Last day of the total.
    pub publish_by: String,
    /// When it was published last.
    pub published_at: Option<Instant>,
}

/// The whole of one term.
pub struct AssessmentView {
    /// Of which term.
    pub term: Term,
    /// What holds of it.
    pub state: Assessment,
    /// Its version, for forms; 0 where there is nothing yet.
    pub version: u64,
    /// The plan in force.
    pub plan: Option<Arc<Plan>>,
    /// The edition that is shown; none where the counts are those of now.
    pub edition: Option<Edition>,
    /// The counts that are shown.
    pub table: Arc<Table>,
    /// The counts of the edition before.
    pub before: Option<Arc<Table>>,
    /// The counts of now, where a further edition could be made.
    pub now: Option<Table>,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The opened texts.
    pub texts: Texts,
    /// Whose sheets the reader sees.
    pub eyes: Eyes,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub read_at: Instant,
}

impl AssessmentView {
    /// Whether the sheet of one is open to the reader.
    pub fn sees(&self, subject: Subject) -> bool {
        self.eyes.sees(subject, self.state.published.is_some())
    }
}

impl Centre {
    async fn eyes(&self, session: &Session) -> Result<Eyes, Problem> {
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        Ok(Eyes::of(organisation, session.person, self.today()))
    }

    /// The terms that have a plan, the latest first.
    pub async fn assessment_list(&self) -> Result<Vec<AssessmentBrief>, Fault> {
        let sql = "select term, state, plan_edition, edition, publish_by, published_at from assessment_row \
                   where division = $1 order by publish_by desc, term desc limit $2";
        let params = vec![self.division.as_str().into(), LIST_MAX.into()];
        let wrong = || Fault::inside("a row of assessment does not read");
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| {
                Ok(AssessmentBrief {
                    term: Term::parse(row.text(0)?).ok_or_else(wrong)?,
                    state: row.text(1)?.to_owned(),
                    plan_edition: row.int(2)?,
                    edition: row.int(3)?,
                    publish_by: row.text(4)?.to_owned(),
                    published_at: row.opt_int(5)?.map(Instant),
                })
            })
            .collect()
    }

    async fn assessment_state(&self, term: Term) -> Result<(Assessment, u64), Problem> {
        Ok(match self.ledger.load(&self.division, &stream_of(term)).await? {
            Some(loaded) => match loaded.state {
                State::Assessment(state) => (state, loaded.version),
                _ => return Err(Problem::NotFound),
            },
            None => (Assessment::default(), 0),
        })
    }

    /// A term, the published edition for most, the last or the one asked for with supervision.
    pub async fn assessment_fetch(
        &self,
        session: &Session,
        term: Term,
        edition: Option<u8>,
    ) -> Result<AssessmentView, Problem> {
        let eyes = self.eyes(session).await?;
        let stream = stream_of(term);
        let (state, version) = self.assessment_state(term).await?;
        let plan = match state.plan {
            Some((_, digest)) => Some(self.assessment_plan(digest).await?),
            None => None,
        };
        let place = match (eyes.everything, edition) {
            (true, Some(number)) => {
                Some(state.editions.iter().position(|it| it.number == number).ok_or(Problem::NotFound)?)
            }
            (true, None) => state.editions.len().checked_sub(1),
            (false, _) => {
                let shown = state.shown().map(|it| it.number);
                state.editions.iter().position(|it| Some(it.number) == shown)
            }
        };
        let shown = place.and_then(|place| state.editions.get(place)).copied();
        let may_follow =
            eyes.supervises && term.is_over(self.today()) && shown.as_ref() == state.editions.last();
        let organisation = eyes.organisation();
        let counted = match plan.is_some() && (may_follow || shown.is_none()) {
            true => Some(self.assessment_count(term, &state, plan.as_deref(), &organisation).await?),
            false => None,
        };
        let table = match shown {
            Some(edition) => self.frozen_table(edition.table).await?,
            None => Arc::new(counted.clone().unwrap_or_default()),
        };
        let earlier =
            place.and_then(|place| place.checked_sub(1)).and_then(|place| state.editions.get(place));
        let before = match earlier.filter(|_| eyes.everything) {
            Some(edition) => Some(self.frozen_table(edition.table).await?),
            None => None,
        };
        Ok(AssessmentView {
            term,
            version,
            plan,
            edition: shown,
            table,
            before,
            now: counted.filter(|_| may_follow && shown.is_some()),
            lines: self.history(&stream, Event::decode).await?,
            texts: self.texts_of(&stream).await?,
            eyes,
            organisation,
            read_at: self.instant(),
            state,
        })
    }

    /// What holds of a term, and the counts of the edition that is published.
    pub(super) async fn assessment_published(
        &self,
        term: Term,
    ) -> Result<(Assessment, Option<Arc<Table>>), Fault> {
        let Ok((state, _)) = self.assessment_state(term).await else { return Ok(Default::default()) };
        let table = match state.shown() {
            Some(edition) => Some(self.frozen_table(edition.table).await?),
            None => None,
        };
        Ok((state, table))
    }

    pub(super) async fn assessment_plan(&self, digest: Digest) -> Result<Arc<Plan>, Fault> {
        match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::AssessmentPlan(plan)) => Ok(Arc::clone(plan)),
            _ => Err(Fault::inside("a plan of assessment is not where its entry says")),
        }
    }

    async fn frozen_table(&self, digest: Digest) -> Result<Arc<Table>, Fault> {
        match self.ledger.body(&self.division, digest.0).await?.as_deref() {
            Some(Body::Report(table)) => Ok(Arc::clone(table)),
            _ => Err(Fault::inside("the counts of a term are not where their edition says")),
        }
    }

    /// The plan to begin from: of this term, of the latest that has one, or what is usual.
    pub async fn assessment_draft(&self, term: Term) -> Result<Plan, Problem> {
        let dates = oversight::assessment::Dates::usual(term).ok_or(Problem::NotFound)?;
        let (state, _) = self.assessment_state(term).await?;
        if let Some((_, digest)) = state.plan {
            let plan = self.assessment_plan(digest).await?;
            return Ok(Plan::clone(&plan));
        }
        for brief in self.assessment_list().await?.into_iter().take(1) {
            if let Some((_, digest)) = self.assessment_state(brief.term).await?.0.plan {
                let before = self.assessment_plan(digest).await?;
                let annual = before.annual.or(Some(Annual::USUAL));
                return Ok(Plan { annual, ..Plan::clone(&before).of_term(term, dates) });
            }
        }
        Ok(Plan::usual(term, dates))
    }

    /// A supervisor adopts a plan; a further edition has a reason.
    pub async fn assessment_adopt(
        &self,
        session: &Session,
        command_id: [u8; 16],
        version: Option<u64>,
        plan: &Plan,
        reason: &str,
    ) -> Result<Done, Problem> {
        let another = version.is_some_and(|version| version > 0);
        if let Some(problem) = text_problem("reason", reason, another, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        plan.check().map_err(|problem| Problem::Oversight(AssessmentRefusal::Plan(problem).into()))?;
        if let Some(problem) = assessment_formula::problem(plan) {
            return Err(Problem::Form(vec![problem]));
        }
        let bytes = plan.to_body();
        let digest = sha256(&bytes).0;
        let (term, dates) = (plan.term, plan.dates);
        let body = Bytes { digest, kind: PLAN.to_owned(), bytes };
        let content = content_of(&("assessment-plan", term.key(), &digest[..], reason))?;
        let asking = Asking { stream: stream_of(term), command_id, version, content, by: session };
        self.supervise_with(asking, vec![body], |sealer| {
            let reason = sealed_if_any(sealer, "assessment-reason", reason)?;
            let plan = Freeze { body: Digest(digest), seq: 0, reason };
            Ok(Asked::Assessment(Command::Adopt { term, dates, plan }))
        })
        .await
    }

    /// A person does something in a term. Its stream is everybody's, so only what is frozen asks for the version of the page.
    pub async fn assessment_act(
        &self,
        session: &Session,
        term: Term,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &AssessmentAct,
    ) -> Result<Done, Problem> {
        let (state, _) = self.assessment_state(term).await?;
        let problem = match act {
            AssessmentAct::Score(reason) => {
                text_problem("words", reason, !state.editions.is_empty(), TEXT_CHARS_MAX)
            }
            AssessmentAct::Publish => None,
            _ => text_problem("words", act.words().unwrap_or_default(), true, TEXT_CHARS_MAX),
        };
        if let Some(problem) = problem {
            return Err(Problem::Form(vec![problem]));
        }
        // Before the rules: whoever may not look at it learns nothing.
        let eyes = self.eyes(session).await?;
        if !act.subject().is_none_or(|subject| eyes.sees(subject, state.published.is_some())) {
            return Err(Problem::OutOfScope);
        }
        let content = content_of(&("assessment", term.key(), act))?;
        let version = version.filter(|_| matches!(act, AssessmentAct::Score(_) | AssessmentAct::Publish));
        let asking = Asking { stream: stream_of(term), command_id, version, content, by: session };
        if let AssessmentAct::Score(reason) = act {
            let plan = match state.plan {
                Some((_, digest)) => Some(self.assessment_plan(digest).await?),
                None => None,
            };
            let organisation = eyes.organisation();
            let counted = self.assessment_count_at(term, &state, plan.as_deref(), &organisation).await?;
            let (table, seq) = counted.ok_or(Fault::Busy)?;
            let bytes = table.to_body();
            let digest = sha256(&bytes).0;
            let body = Bytes { digest, kind: TABLE.to_owned(), bytes };
            return self
                .supervise_with(asking, vec![body], |sealer| {
                    let reason = sealed_if_any(sealer, "assessment-reason", reason)?;
                    Ok(Asked::Assessment(Command::Score(Freeze { body: Digest(digest), seq, reason })))
                })
                .await;
        }
        self.supervise(asking, |sealer| {
            let Some(words) = act.words() else { return Ok(Asked::Assessment(Command::Publish)) };
            let words = sealed(sealer, "assessment-words", words)?;
            Ok(Asked::Assessment(act.command(words)))
        })
        .await
    }

    /// The windows and people that were given an award in the terms published last, the latest first.
    pub async fn assessment_prizes(&self) -> Result<Vec<(Term, Subject)>, Fault> {
        let mut all = Vec::new();
        let published = |it: &AssessmentBrief| it.published_at.is_some();
        for brief in self.assessment_list().await?.iter().filter(|it| published(it)).take(4) {
            if let Ok((state, _)) = self.assessment_state(brief.term).await {
                all.extend(state.prizes.keys().map(|subject| (brief.term, *subject)));
            }
        }
        Ok(all)
    }
}
