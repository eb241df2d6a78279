//! Reconciliation: a list from outside (certificates that are out, seals that were used, fees that were booked) compared with what
//! was handled here; what has no case becomes a finding, and so does a fee of a case whose item has none, or sets another (F5, F22,
//! A31, point 11 of R143).

use casework::DocumentNo;
use catalogue::{CaseId, FindingId, UnitCode};
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
    /// What was booked for it in all, in fen, where the list says so.
    pub amount_fen: Option<u64>,
    /// How often it stands in the list.
    pub times: usize,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Numbers that have a case, and of fees one whose item sets them.
    pub matched: usize,
    /// Numbers that are findings now.
    pub found: usize,
    /// Numbers that were a finding before.
    pub known: usize,
    /// Numbers that would be findings, for which there was no room.
    pub rest: usize,
    /// Numbers that stand in the list more than once.
    pub twice: usize,
}

/// A number of a list that becomes a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// As it is written.
    pub written: String,
    /// Why: it has no case, or the fee no basis.
    pub rule: Rule,
    /// The finding.
    pub finding: FindingId,
}

/// What is wrong with a number.
#[derive(Debug, Clone, Copy)]
struct Wrong {
    rule: Rule,
    case: Option<CaseId>,
    /// Of a fee: what was booked and what the item sets, in fen.
    booked: i32,
    set: i32,
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

    /// The same, with each number that is a finding.
    pub async fn reconcile_each(
        &self,
        session: &Session,
        kind: ListKind,
        unit: UnitCode,
        lines: &[ListLine],
    ) -> Result<(Reconciled, Vec<Orphan>), Problem> {
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
            done.twice += usize::from(line.times > 1);
            let Some(wrong) = self.wrong_of(kind, unit, line).await? else {
                done.matched += 1;
                continue;
            };
            if done.found >= FOUND_MAX {
                done.rest += 1;
                continue;
            }
            let (finding, is_new) = self.orphan(session, kind, unit, &line.written, wrong).await?;
            *(if is_new { &mut done.found } else { &mut done.known }) += 1;
            findings.push(Orphan { written: line.written.clone(), rule: wrong.rule, finding });
        }
        Ok((done, findings))
    }

    async fn wrong_of(
        &self,
        kind: ListKind,
        unit: UnitCode,
        line: &ListLine,
    ) -> Result<Option<Wrong>, Fault> {
        if kind == ListKind::Fees {
            return self.fee_wrong(unit, line).await;
        }
        let none = Wrong { rule: kind.rule(), case: None, booked: 0, set: 0 };
        Ok(if self.has_case(unit, line).await? { None } else { Some(none) })
    }

    /// A fee has a case of that unit, the revision to which the case is bound sets one, and no more was booked; less is a fee that was
    /// lowered or waived.
    async fn fee_wrong(&self, unit: UnitCode, line: &ListLine) -> Result<Option<Wrong>, Fault> {
        let none = Wrong { rule: Rule::FeeWithoutCase, case: None, booked: 0, set: 0 };
        let Some(case) = self.case_of_number(&line.written, None).await? else { return Ok(Some(none)) };
        let state = self.case_state(case).await?;
        let Some(facts) = state.as_ref().and_then(|it| it.case.facts()).filter(|it| it.authority == unit)
        else {
            return Ok(Some(none));
        };
        let item = self.item_body(facts.body).await?;
        let item = item.ok_or_else(|| Fault::inside("the revision of a case is not where it says"))?;
        let set = item.fee.as_ref().map(|fee| fee.amount_fen);
        if set.is_some_and(|set| line.amount_fen.is_none_or(|booked| booked <= set)) {
            return Ok(None);
        }
        let fen = |amount: Option<u64>| i32::try_from(amount.unwrap_or(0)).unwrap_or(i32::MAX);
        let (booked, set) = (fen(line.amount_fen), fen(set));
        Ok(Some(Wrong { rule: Rule::FeeWithoutBasis, case: Some(case), booked, set }))
    }

    async fn has_case(&self, unit: UnitCode, line: &ListLine) -> Result<bool, Fault> {
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
        wrong: Wrong,
    ) -> Result<(FindingId, bool), Problem> {
        // What is wrong in another way is another finding.
        let why = if wrong.rule == kind.rule() { kind.key() } else { wrong.rule.key() };
        let (command_id, id) = derived(&format!("orphan/{}/{why}/{unit}/{written}", self.division));
        let finding = FindingId::parse(&id).expect("32 hexadecimal digits are a code");
        let content = content_of(&("orphan", kind, unit.as_str(), written))?;
        let asking = Asking { stream: stream_of(finding), command_id, version: None, content, by: session };
        let now = self.instant();
        let raised = self
            .supervise(asking, |sealer| {
                let words = sealed(sealer, "finding-words", written)?;
                let seen = About::by_hand(wrong.rule, unit, now, words);
                let Wrong { case, booked: measured, set: bound, .. } = wrong;
                Ok(Asked::Finding(Command::Raise(Raise::from(About { case, measured, bound, ..seen }))))
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
