//! What a supplement rests on beside its papers: who brought it, and whether the matter went on elsewhere (N7, E14).

use calendar::Day;
use casework::{Case, Command, File, Letter, ReceiptNo, ReceiveMore, Stage};
use catalogue::{CaseId, UnitCode};
use serde::Serialize;
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::{Problem, stream_of};
use crate::domain::State;
use crate::series::ledger_series;
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

/// The series of an authority's receipts of that day's year.
pub(crate) fn receipts(authority: UnitCode, on: Day) -> ledger::Series {
    let year = u16::try_from(on.year()).unwrap_or(u16::MAX);
    ledger_series(ReceiptNo { issuer: authority, year, n: 0 }.series())
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
        let Some(state) = self.case_state(case).await? else { return Ok(Command::ReceiveMore(more)) };
        match &state.case {
            Case::Filed(file)
                if more.letter.is_some() && matches!(file.stage, Stage::ClosedForMissing { .. }) =>
            {
                // In this order: whatever comes after the number was read makes the lane refuse.
                let receipts = self.last_receipt(file).await?;
                let taken_up = self.was_taken_up(case, file).await?;
                Ok(Command::ReceiveMore(ReceiveMore { taken_up, receipts, ..more }))
            }
            _ => Ok(Command::ReceiveMore(more)),
        }
    }

    /// The last receipt of a case's authority this year; 0 for none.
    async fn last_receipt(&self, file: &File) -> Result<u32, Fault> {
        let series = receipts(file.facts.authority, self.today());
        let sql = "select last from counter where division = $1 and issuer = $2 and kind = $3 and period = $4 limit 1";
        let params: Vec<Value> = vec![
            self.division.as_str().into(),
            series.issuer.as_ref().into(),
            series.kind.as_ref().into(),
            series.period.as_ref().into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let last = rows.first().map(|row| row.int(0)).transpose()?.unwrap_or(0);
        u32::try_from(last).map_err(|_| Fault::inside("a counter is out of range"))
    }

    /// Whether a case that was closed for missing papers was taken up again by a new one.
    async fn was_taken_up(&self, case: CaseId, file: &File) -> Result<bool, Fault> {
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
