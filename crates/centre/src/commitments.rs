//! Commitments that are to be checked after a grant: whose, by which day, and what the last check found (N55, A25).

use calendar::Day;
use casework::{Case, CheckOutcome};
use catalogue::{CaseId, UnitCode};
use ledger::RowImage;
use store::{Statement, Value};

use crate::account::Session;
use crate::list::{BRIEF, CaseBrief, brief_columns};
use crate::scope::within;
use crate::{Centre, Fault};

/// Checks that one page lists.
const CHECKS_MAX: usize = 100;

const COLUMNS: &[&str] = &["division", "case_id", "authority", "item", "due_on", "outcome", "open"];

/// A commitment to be checked.
#[derive(Debug, Clone)]
pub struct CommitmentDue {
    /// The case.
    pub brief: CaseBrief,
    /// Last day of the check, or of putting right.
    pub due_on: Option<Day>,
    /// Something is to be put right until then.
    pub to_correct: bool,
}

/// The row of a case by commitment; not there while nothing was granted on it.
pub(crate) fn due_row(division: &str, case: CaseId, state: &Case) -> Option<RowImage> {
    let facts = state.facts().filter(|facts| facts.by_commitment())?;
    let mut values: Vec<Value> = vec![division.into(), case.as_str().into()];
    let Some(check) = facts.check else {
        return Some(RowImage::absent("commitment_due", COLUMNS, 2, values));
    };
    let outcome = check.found.map_or("", |found| key(found.outcome));
    let columns: [Value; 5] = [
        facts.authority.as_str().into(),
        facts.item.as_str().into(),
        check.due_on.to_string().into(),
        outcome.into(),
        check.is_open().into(),
    ];
    values.extend(columns);
    Some(RowImage { table: "commitment_due", columns: COLUMNS, key: 2, fixed: 2, values })
}

fn key(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Kept => "kept",
        CheckOutcome::ToCorrect => "to-correct",
        CheckOutcome::False => "false",
    }
}

impl Centre {
    /// Commitments still to be checked in the person's scope, the earliest day first.
    pub async fn commitments_due(&self, session: &Session) -> Result<Vec<CommitmentDue>, Fault> {
        self.commitments_due_of(session, None).await
    }

    /// The same of one unit alone, where one is named.
    pub async fn commitments_due_of(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
    ) -> Result<Vec<CommitmentDue>, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), CHECKS_MAX.into()];
        let (seen, narrow) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select {}, check_on, check_outcome from \
             (select c.*, d.due_on as check_on, d.outcome as check_outcome from commitment_due d \
              join case_row c on c.division = d.division and c.case_id = d.case_id \
              where d.division = $1 and d.open = 1) as waiting \
             where {seen} and {narrow} order by check_on, case_id limit $2",
            brief_columns()
        );
        let mut due = Vec::new();
        for (row, brief) in self.briefs_with(Statement::new(sql, params)).await? {
            let (due_on, to_correct) = (Day::parse(row.text(BRIEF)?), row.text(BRIEF + 1)? == "to-correct");
            due.push(CommitmentDue { brief, due_on, to_correct });
        }
        Ok(due)
    }
}
