//! Absences entered and ended, what is held in the place of whoever is away, and taking over several cases with a count
//! of the papers of each (E23, F31, C35).

use std::sync::Arc;

use casework::absence::{Absences, Command, Event};
use catalogue::{CaseId, Organisation, PersonId, UnitCode};
use ledger::{Done, Lane, Submission};

use crate::account::Session;
use crate::act::Act;
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Fact, State};
use crate::list::{CaseBrief, Narrow, PAGE, Which};
use crate::seal::derived_id;
use crate::{Centre, Fault};

/// Cases that one signature takes over at most: what a person can count (C35).
pub const BULK_MAX: usize = 20;
/// Entries of one command that are read again at most.
const FACTS_MAX: u64 = 100;

/// A case to be taken over, with the papers that should be there.
#[derive(Debug, Clone)]
pub struct CoverCase {
    /// The case.
    pub brief: CaseBrief,
    /// Papers held.
    pub papers: u16,
}

/// What a person may take over, or sees without anybody present.
#[derive(Debug, Default)]
pub struct Covers {
    /// Held by those for whom the person stands in today.
    pub stand_in: Vec<CoverCase>,
    /// Held by others in the person's place, once the person is back.
    pub take_back: Vec<CoverCase>,
    /// Cases the person may see whose holder is not here, the most pressing first; only for those who lead.
    pub nobody: Vec<CaseBrief>,
}

/// What is taken over in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bulk {
    /// By the deputy.
    StandIn,
    /// By whoever is back.
    TakeBack,
}

impl Centre {
    /// Present and coming absences, as they stand now.
    pub async fn absences(&self) -> Result<Arc<Absences>, Fault> {
        let loaded = self.ledger.load(&self.division, "absence").await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Absence(absences)) => Arc::new(absences),
            _ => Arc::default(),
        })
    }

    /// Enters, changes or ends an absence.
    pub async fn absence_act(
        &self,
        session: &Session,
        command_id: [u8; 16],
        command: Command,
    ) -> Result<Done, Problem> {
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream: "absence".to_owned(),
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Absence(command),
                content: content_of(&("absence", command))?,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with: Vec::new(),
                lane: Lane::People,
            })
            .await;
        *self.in_force.lock().expect("no panic while held") = None;
        done
    }

    /// The absence that a command entered.
    pub async fn absence_entered(&self, done: &Done) -> Result<Option<u32>, Fault> {
        let facts = self.facts_of(done).await?;
        Ok(facts.iter().find_map(|fact| match fact {
            Fact::Absence(Event::Entered(fact)) => Some(fact.id),
            _ => None,
        }))
    }

    /// What a command brought, time before it included.
    pub(crate) async fn facts_of(&self, done: &Done) -> Result<Vec<Fact>, Fault> {
        let count = done.last_seq.saturating_sub(done.first_seq).saturating_add(1).min(FACTS_MAX);
        let after = done.version.saturating_sub(count);
        let entries = self.ledger.entries(&self.division, &done.stream, after, count).await?;
        entries.iter().map(|entry| Ok(self.ledger.event(entry)?)).collect()
    }

    /// People away today for whom a person stands in.
    pub(crate) fn stood_in_for(&self, absences: &Absences, person: PersonId) -> Vec<PersonId> {
        absences.stood_in_by(person, self.today()).map(|absence| absence.person).collect()
    }

    /// Everybody who is away today.
    pub(crate) fn away_today(&self, absences: &Absences) -> Vec<PersonId> {
        let today = self.today();
        absences.list.iter().filter(|it| it.covers(today)).map(|it| it.person).collect()
    }

    /// What a person may take over, and whose cases nobody is present for; with `unit` only of that authority.
    pub async fn covers(&self, session: &Session, unit: Option<UnitCode>) -> Result<Covers, Fault> {
        let narrow = Narrow { unit, ..Narrow::default() };
        let (me, absences) = (session.person, self.absences().await?);
        let mut covers = Covers::default();
        let away = self.stood_in_for(&absences, me);
        if !away.is_empty() {
            covers.stand_in = self.cover_cases(session, Which::HeldByAny(away), narrow).await?;
        }
        if !absences.is_away(me, self.today()) {
            covers.take_back = self.cover_cases(session, Which::Covering(me), narrow).await?;
        }
        let organisation = self.organisation().await?;
        if organisation.is_some_and(|it| self.sees_who_is_missing(&it, me)) {
            covers.nobody = self.nobody_here(session, &absences, narrow, PAGE).await?;
        }
        Ok(covers)
    }

    /// Open cases in the person's scope whose holder is away today, the most pressing first.
    pub async fn nobody_here(
        &self,
        session: &Session,
        absences: &Absences,
        narrow: Narrow<'_>,
        limit: usize,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let away = self.away_today(absences);
        if away.is_empty() {
            return Ok(Vec::new());
        }
        self.case_list(session, Which::HeldByAny(away), narrow, None, limit).await
    }

    /// Heads of windows and units, and who runs the centre or supervises it.
    pub fn sees_who_is_missing(&self, organisation: &Organisation, person: PersonId) -> bool {
        use catalogue::item::Post;
        organisation.posts_of(person, self.today()).any(|holding| {
            matches!(
                holding.post,
                Post::WindowHead
                    | Post::LeaderInCharge
                    | Post::AuthorityHead
                    | Post::CentreManager
                    | Post::Supervisor
            )
        })
    }

    async fn cover_cases(
        &self,
        session: &Session,
        which: Which,
        narrow: Narrow<'_>,
    ) -> Result<Vec<CoverCase>, Fault> {
        let briefs = self.case_list(session, which, narrow, None, PAGE).await?;
        let mut cases = Vec::with_capacity(briefs.len());
        for brief in briefs {
            let state = self.case_state(brief.id).await?;
            let papers = state.and_then(|it| it.case.facts().map(|facts| facts.holding.papers)).unwrap_or(0);
            cases.push(CoverCase { brief, papers });
        }
        Ok(cases)
    }

    /// Takes over several cases at once, each with its own count and its own entry; what is refused is named, the others
    /// are done (C35). The ids follow from the form's, so that sending it twice does nothing twice.
    pub async fn cover_bulk(
        &self,
        session: &Session,
        command_id: [u8; 16],
        what: Bulk,
        cases: &[(CaseId, u16)],
    ) -> Vec<(CaseId, Result<Done, Problem>)> {
        let mut answers = Vec::with_capacity(cases.len().min(BULK_MAX));
        for (case, papers) in cases.iter().take(BULK_MAX) {
            let act = match what {
                Bulk::StandIn => Act::StandIn { papers: *papers },
                Bulk::TakeBack => Act::TakeBack { papers: *papers },
            };
            let id = derived_id([&command_id[..], case.as_str().as_bytes()].concat());
            answers.push((*case, self.case_act(session, *case, id, None, &act).await));
        }
        answers
    }
}
