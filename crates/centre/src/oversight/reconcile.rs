//! Reconciliation: a list from outside (certificates that are out, seals that were used, fees that were booked) compared with what
//! was handled here; what has no case becomes a finding (F5, A31).

use casework::DocumentNo;
use catalogue::{FindingId, UnitCode};
use oversight::finding::{About, Command, Raise};
use oversight::{Refusal, Rule};
use serde::Serialize;
use store::Statement;

use super::{Asking, derived, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::kinds::finding::stream_of;
use crate::paper_number::key_of;
use crate::{Centre, Fault};

/// Lines of one list.
pub const LINES_MAX: usize = 500;
/// Findings that one comparison makes; the rest waits for the next.
pub const FOUND_MAX: usize = 50;

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// 证照.
    Certificates,
    /// 用印.
    Seals,
    /// 收费.
    Fees,
}

impl ListKind {
    /// All of them, in the order of the form.
    pub const ALL: [ListKind; 3] = [ListKind::Certificates, ListKind::Seals, ListKind::Fees];

    /// Its word in forms.
    pub fn key(self) -> &'static str {
        match self {
            ListKind::Certificates => "certificates",
            ListKind::Seals => "seals",
            ListKind::Fees => "fees",
        }
    }

    /// The rule that finds what has no case.
    pub fn rule(self) -> Rule {
        match self {
            ListKind::Certificates => Rule::CertificateWithoutCase,
            ListKind::Seals => Rule::SealWithoutCase,
            ListKind::Fees => Rule::FeeWithoutCase,
        }
    }
}

/// A line of a list: what is written there, and the numbers it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListLine {
    /// As it is written, without blanks.
    pub written: String,
    /// What it may mean as the number of a paper; empty for a case number.
    #[serde(skip)]
    pub meant: Vec<DocumentNo>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Lines that have a case.
    pub matched: usize,
    /// Lines without one that are findings now.
    pub found: usize,
    /// Lines without one that were a finding before.
    pub known: usize,
    /// Lines without one for which there was no room.
    pub rest: usize,
}

impl Centre {
    /// Compares a list of a unit; only a supervisor does. A line without a case becomes one finding, however often it comes.
    pub async fn reconcile(
        &self,
        session: &Session,
        kind: ListKind,
        unit: UnitCode,
        lines: &[ListLine],
    ) -> Result<Reconciled, Problem> {
        self.reconcile_each(session, kind, unit, lines).await.map(|(done, _)| done)
    }

    /// The same, with each line that has no case and the finding that stands of it.
    pub async fn reconcile_each(
        &self,
        session: &Session,
        kind: ListKind,
        unit: UnitCode,
        lines: &[ListLine],
    ) -> Result<(Reconciled, Vec<(String, FindingId)>), Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::Oversight(Refusal::NotSupervisor));
        }
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let wrong = |field: &str, why| Problem::Form(vec![FieldProblem { field: field.to_owned(), why }]);
        if organisation.unit(unit).is_none() {
            return Err(wrong("unit", FieldWhy::NotAChoice));
        }
        if lines.is_empty() {
            return Err(wrong("numbers", FieldWhy::Missing));
        }
        if lines.len() > LINES_MAX {
            return Err(wrong("numbers", FieldWhy::TooManyLines(LINES_MAX)));
        }
        let (mut done, mut findings) = (Reconciled::default(), Vec::new());
        for line in lines {
            if self.has_case(kind, unit, line).await? {
                done.matched += 1;
            } else if done.found >= FOUND_MAX {
                done.rest += 1;
            } else {
                let (finding, is_new) = self.orphan(session, kind, unit, &line.written).await?;
                *(if is_new { &mut done.found } else { &mut done.known }) += 1;
                findings.push((line.written.clone(), finding));
            }
        }
        Ok((done, findings))
    }

    async fn has_case(&self, kind: ListKind, unit: UnitCode, line: &ListLine) -> Result<bool, Fault> {
        if kind == ListKind::Fees {
            let Some(case) = self.case_of_number(&line.written, None).await? else { return Ok(false) };
            let state = self.case_state(case).await?;
            return Ok(state.and_then(|it| it.case.facts().map(|facts| facts.authority)) == Some(unit));
        }
        for number in line.meant.iter().filter(|it| it.issuer == unit) {
            let sql = "select 1 from paper_number where number = $1 and division = $2 limit 1";
            let params = vec![key_of(*number).into(), self.division.as_str().into()];
            if !self.store.read(Statement::new(sql, params)).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the finding of a line, unless it was made before; answers which it is, and whether it is new.
    async fn orphan(
        &self,
        session: &Session,
        kind: ListKind,
        unit: UnitCode,
        written: &str,
    ) -> Result<(FindingId, bool), Problem> {
        let (command_id, id) = derived(&format!("orphan/{}/{}/{unit}/{written}", self.division, kind.key()));
        let finding = FindingId::parse(&id).expect("32 hexadecimal digits are a code");
        let content = content_of(&("orphan", kind, unit.as_str(), written))?;
        let asking = Asking { stream: stream_of(finding), command_id, version: None, content, by: session };
        let now = self.instant();
        let raised = self
            .supervise(asking, |sealer| {
                let words = sealed(sealer, "finding-words", written)?;
                Ok(Asked::Finding(Command::Raise(Raise(About::by_hand(kind.rule(), unit, now, words)))))
            })
            .await;
        match raised {
            Ok(done) => Ok((finding, !done.replayed)),
            // Another supervisor had the same list.
            Err(Problem::Oversight(Refusal::AlreadyFound) | Problem::IdReused) => Ok((finding, false)),
            Err(problem) => Err(problem),
        }
    }
}
