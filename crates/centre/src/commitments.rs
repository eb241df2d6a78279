//! Commitments that are to be checked after a grant: whose, by which day, and what the last check found (N55, A25).

use calendar::Day;
use casework::{Case, CheckOutcome};
use catalogue::{CaseId, UnitCode};
use ledger::RowImage;
use store::{Statement, Value};

use crate::account::Session;
use crate::domain::State;
use crate::list::{BRIEF, CaseBrief, brief_columns};
use crate::scope::within;
use crate::{Centre, Fault};

const COLUMNS: &[&str] = &["division", "case_id", "authority", "item", "due_on", "outcome", "open"];

/// A commitment to be checked.
#[derive(Debug, Clone)]
pub struct CommitmentDue {
    /// The case.
    pub brief: CaseBrief,
    /// Last day of the check, or of putting right, as it was told: the order of the list.
    pub due_on: Option<Day>,
    /// The same, of putting right by the calendar in force: never earlier.
    pub until: Option<Day>,
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

impl CommitmentDue {
    /// Where the list goes on after this one.
    pub fn place(&self) -> CheckPlace {
        CheckPlace { due_on: self.due_on, case: self.brief.id }
    }
}

/// A place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckPlace {
    /// Last day of the check.
    pub due_on: Option<Day>,
    /// The case.
    pub case: CaseId,
}

impl CheckPlace {
    /// As a cursor of an address.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.due_on.map_or_else(String::new, |day| day.to_string()), self.case)
    }

    /// The place that a cursor names.
    pub fn parse(text: &str) -> Option<CheckPlace> {
        let (due_on, case) = text.split_once('_')?;
        let due_on = if due_on.is_empty() { None } else { Some(Day::parse(due_on)?) };
        Some(CheckPlace { due_on, case: CaseId::parse(case).ok()? })
    }
}

/// What is open, with the columns of its case.
const OPEN: &str = "(select c.*, d.due_on as check_on, d.outcome as check_outcome from commitment_due d \
     join case_row c on c.division = d.division and c.case_id = d.case_id \
     where d.division = $1 and d.open = 1) as waiting";

impl Centre {
    /// One page of the commitments still to be checked in the person's scope, the earliest day first; with `unit` only that
    /// unit's. `after` is the last one shown.
    pub async fn commitments_due(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<&CheckPlace>,
        limit: usize,
    ) -> Result<Vec<CommitmentDue>, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            limit.min(200).into(),
            after.and_then(|it| it.due_on).map_or_else(String::new, |day| day.to_string()).into(),
            after.map_or("", |it| it.case.as_str()).into(),
        ];
        let (seen, narrow) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select {}, check_on, check_outcome from {OPEN} where {seen} and {narrow} \
             and (check_on > $3 or (check_on = $3 and case_id > $4)) order by check_on, case_id limit $2",
            brief_columns()
        );
        let mut due = Vec::new();
        for (row, brief) in self.briefs_with(Statement::new(sql, params)).await? {
            let (due_on, to_correct) = (Day::parse(row.text(BRIEF)?), row.text(BRIEF + 1)? == "to-correct");
            due.push(CommitmentDue { brief, due_on, until: due_on, to_correct });
        }
        self.put_right_until(&mut due).await?;
        Ok(due)
    }

    /// Lays the days of putting right on the calendar in force.
    async fn put_right_until(&self, due: &mut [CommitmentDue]) -> Result<(), Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(()) };
        let stream = |it: &CommitmentDue| format!("case/{}", it.brief.id);
        let streams: Vec<String> = due.iter().filter(|it| it.to_correct).map(stream).collect();
        if streams.is_empty() {
            return Ok(());
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        for it in due.iter_mut().filter(|it| it.to_correct) {
            let Some(State::Case(case)) = states.get(&stream(it)) else { continue };
            let Some(facts) = case.facts() else { continue };
            if let (Some(check), Some(item)) = (facts.check, self.item_body(facts.body).await?) {
                it.until = Some(check.until(&item, &calendar));
            }
        }
        Ok(())
    }

    /// How many commitments are still to be checked in the person's scope.
    pub async fn commitments_count(&self, session: &Session) -> Result<usize, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let seen = scope.predicate(&mut params);
        let sql = format!("select cast(count(*) as bigint) from {OPEN} where {seen} limit 1");
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let counted = rows.first().map(|row| row.int(0)).transpose()?.unwrap_or(0);
        Ok(usize::try_from(counted).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let case = "0123456789abcdef0123456789abcdef";
        for text in [format!("_{case}"), format!("2027-03-01_{case}")] {
            assert_eq!(CheckPlace::parse(&text).map(|it| it.cursor()), Some(text));
        }
        for wrong in ["", case, "soon_x", "2027-02-30_x", "2027-03-01_"] {
            assert_eq!(CheckPlace::parse(wrong), None, "{wrong}");
        }
    }
}
