//! What a supplement rests on beside its papers: who brought it, and whether the matter went on elsewhere (N7, E14).

use calendar::Day;
use casework::{Case, Command, Letter, ReceiveMore, Stage};
use catalogue::CaseId;
use serde::Serialize;

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::{Problem, stream_of};
use crate::domain::State;
use crate::{Centre, Fault};

/// A letter or fax, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SentIn {
    /// By fax.
    pub fax: bool,
    /// The day it arrived; none where that is today.
    pub arrived_on: Option<Day>,
    /// The day of its postmark; none of a fax, and where nobody can read it.
    pub posted_on: Option<Day>,
}

impl SentIn {
    pub(crate) fn on(self, today: Day) -> Letter {
        let SentIn { fax, arrived_on, posted_on } = self;
        Letter { fax, arrived_on: arrived_on.unwrap_or(today), posted_on }
    }
}

impl Centre {
    /// The same command; of a supplement with what the use case finds. Whoever brings it for the applicant showed a letter of
    /// authority before.
    pub(crate) async fn brought_by(
        &self,
        session: &Session,
        case: CaseId,
        command: Command,
    ) -> Result<Command, Problem> {
        let Command::ReceiveMore(more) = command else { return Ok(command) };
        if more.by_representative {
            self.case_in_scope(session, case).await?;
            let applicant = self.applicant_of(case).await?;
            if !applicant.representative.is_some_and(|it| it.letter) {
                let field = "brought_by".to_owned();
                return Err(Problem::Form(vec![FieldProblem { field, why: FieldWhy::NotAChoice }]));
            }
        }
        let taken_up = more.letter.is_some() && self.was_taken_up(case).await?;
        Ok(Command::ReceiveMore(ReceiveMore { taken_up, ..more }))
    }

    /// Whether a case that was closed for missing papers was taken up again by a new one.
    async fn was_taken_up(&self, case: CaseId) -> Result<bool, Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok(false) };
        let Case::Filed(file) = &state.case else { return Ok(false) };
        if !matches!(file.stage, Stage::ClosedForMissing { .. }) {
            return Ok(false);
        }
        let facts = &file.facts;
        let same = self.case_same_matter(facts.applicant, facts.item.as_str(), facts.object).await?;
        let streams: Vec<String> = same.iter().map(|it| stream_of(it.id)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let previous = |state: &State| match state {
            State::Case(case) => case.facts().and_then(|facts| facts.previous),
            _ => None,
        };
        Ok(streams.iter().any(|it| states.get(it).and_then(previous) == Some(case)))
    }
}
