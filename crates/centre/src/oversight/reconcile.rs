//! Reconciliation: a list from outside (certificates that are out, seals that were used, fees that were booked) held against what was
//! handled here in the same days, both ways: what has no case becomes a finding, so does a fee of a case whose item has none or sets
//! another, and what the list does not have (F5, F22, A31, point 11 of R143). That it was done is an entry, whatever it found.

use std::collections::BTreeMap;

use calendar::Day;
use casework::DocumentNo;
use catalogue::{CaseId, FindingId, ReconciliationId, UnitCode};
use ledger::Done;
use oversight::finding::{About, Command, Raise};
use oversight::reconciliation::{Reconciliation, Record, period};
use oversight::{Refusal, Rule};
use serde::{Deserialize, Serialize};

pub use oversight::reconciliation::Kind as ListKind;

use super::reconcile_reverse::cases_of;
use super::{Asking, derived, hex, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::{Problem, content_of, stream_of as case_stream};
use crate::domain::{Asked, State};
use crate::kinds::finding::stream_of;
use crate::kinds::reconciliation;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Lines of one list.
pub const LINES_MAX: usize = 500;
/// Findings that one comparison makes; the rest waits for the next.
pub const FOUND_MAX: usize = 50;
/// Numbers of each sort that a record keeps.
pub const KEPT_MAX: usize = 80;

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

/// A list as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListForm {
    /// What it is of.
    pub kind: ListKind,
    /// Whose it is.
    pub unit: UnitCode,
    /// The first and the last day that it is of.
    pub days: (Day, Day),
    /// Its lines, each number once.
    pub lines: Vec<ListLine>,
    /// Whether whoever hands it in says that there was nothing in these days: only then may it have no line.
    pub nothing: bool,
}

impl ListForm {
    /// SHA-256 of the list as it was read: a line for each number, with how often it stands there, and of a fee the amount in fen.
    pub fn digest(&self) -> catalogue::Digest {
        let mut text = String::new();
        for line in &self.lines {
            let amount = line.amount_fen.map_or_else(String::new, |fen| fen.to_string());
            text += &format!("{},{},{amount}\n", line.written, line.times);
        }
        sha256(text.as_bytes())
    }

    fn problem(&self, today: Day) -> Option<FieldProblem> {
        let wrong = |field: &str, why| Some(FieldProblem { field: field.to_owned(), why });
        let (from, until) = self.days;
        if let Err((first, last)) = period(from, until, today) {
            return wrong("until", FieldWhy::DayOutside { from: Some(first), until: Some(last) });
        }
        match self.lines.len() {
            0 if !self.nothing => wrong("numbers", FieldWhy::Missing),
            n if n > LINES_MAX => wrong("numbers", FieldWhy::TooManyLines(LINES_MAX)),
            _ => None,
        }
    }
}

/// How many of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// Numbers that have a case, and of fees one whose item sets them.
    pub matched: usize,
    /// Numbers of the list that have none, or fees without a basis.
    pub orphans: usize,
    /// Certificates and fees of these days that the list does not have.
    pub missing: usize,
    /// Of both, those that are findings now.
    pub found: usize,
    /// Of both, those that were a finding before.
    pub known: usize,
    /// Of both, those for whose finding there was no room.
    pub rest: usize,
    /// Numbers that stand in the list more than once.
    pub twice: usize,
}

/// A number that is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    /// As it is written in the list; of what the list does not have, the number of its receipt.
    pub written: String,
    /// Why: it has no case, the fee no basis, or the list does not have it.
    pub rule: Rule,
    /// The finding; none where there was no room for more.
    pub finding: Option<FindingId>,
}

/// What a record keeps of the numbers: of each sort the first ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What the list has and no case does.
    pub orphans: Vec<Orphan>,
    /// What the list does not have.
    pub missing: Vec<Orphan>,
    /// What stands in the list more than once.
    pub twice: Vec<String>,
    /// Of a list of fees the cases that it has, for those of other days; none of the other kinds, and of lists from before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Vec<CaseId>>,
}

impl Outcome {
    fn kept(&self) -> Outcome {
        let some = |all: &[Orphan]| all.iter().take(KEPT_MAX).cloned().collect();
        Outcome {
            orphans: some(&self.orphans),
            missing: some(&self.missing),
            twice: self.twice.iter().take(KEPT_MAX).cloned().collect(),
            listed: self.listed.clone(),
        }
    }
}

/// A comparison that was made.
#[derive(Debug, Clone)]
pub struct Compared {
    /// Its record.
    pub id: ReconciliationId,
    /// Its entry.
    pub done: Done,
    /// The counts.
    pub counts: Reconciled,
    /// The numbers.
    pub outcome: Outcome,
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

/// A finding that is to be made of a number.
struct Finds<'a> {
    /// From what its id follows.
    of: String,
    written: &'a str,
    wrong: Wrong,
}

/// What a list has: the streams that its numbers mean, each with what was booked for it in all, in fen.
pub(super) type Listed = BTreeMap<String, u64>;

/// Who compares what, and what came of it so far.
struct Work<'a> {
    session: &'a Session,
    form: &'a ListForm,
    counts: Reconciled,
}

impl Centre {
    /// Compares a list of a unit; only a supervisor does. A number becomes one finding, however often it comes; the comparison itself is an
    /// entry, also where everything was in order.
    pub async fn reconcile(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &ListForm,
    ) -> Result<Compared, Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::Oversight(Refusal::NotSupervisor));
        }
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if organisation.unit(form.unit).is_none() {
            let (field, why) = ("unit".to_owned(), FieldWhy::NotAChoice);
            return Err(Problem::Form(vec![FieldProblem { field, why }]));
        }
        if let Some(problem) = form.problem(self.today()) {
            return Err(Problem::Form(vec![problem]));
        }
        let id = ReconciliationId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let digest = form.digest();
        if self.is_of_another(id, form, digest).await? {
            return Err(Problem::IdReused);
        }
        let (counts, outcome) = self.compare(session, form).await?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let (from, until) = form.days;
        let ListForm { kind, unit, .. } = *form;
        let words = (kind, unit.as_str(), from.to_string(), until.to_string(), digest.to_string());
        let content = content_of(&("reconciliation", words))?;
        let stream = reconciliation::stream_of(id);
        let asking = Asking { stream, command_id, version: None, content, by: session };
        let kept = serde_json::to_string(&outcome.kept())
            .map_err(|error| Fault::Inside(format!("what was found does not serialise: {error}")))?;
        let done = self
            .supervise(asking, |sealer| {
                let result = sealed(sealer, "reconciliation-result", &kept)?;
                Ok(Asked::Reconciliation(Record {
                    kind,
                    unit,
                    from,
                    until,
                    matched: count(counts.matched),
                    orphans: count(counts.orphans),
                    missing: count(counts.missing),
                    twice: count(counts.twice),
                    digest,
                    result,
                }))
            })
            .await?;
        Ok(Compared { id, done, counts, outcome })
    }

    /// Whether another list was compared under this id: then nothing more may be found under it.
    async fn is_of_another(
        &self,
        id: ReconciliationId,
        form: &ListForm,
        digest: catalogue::Digest,
    ) -> Result<bool, Fault> {
        let loaded = self.ledger.load(&self.division, &reconciliation::stream_of(id)).await?;
        let Some(State::Reconciliation(Reconciliation::Made { record, .. })) = loaded.map(|it| it.state)
        else {
            return Ok(false);
        };
        let same =
            (record.kind, record.unit, (record.from, record.until)) == (form.kind, form.unit, form.days);
        Ok(!same || record.digest != digest)
    }

    async fn compare(&self, session: &Session, form: &ListForm) -> Result<(Reconciled, Outcome), Problem> {
        let mut work = Work { session, form, counts: Reconciled::default() };
        let (mut outcome, mut listed) = (Outcome::default(), Listed::new());
        let ListForm { kind, unit, .. } = *form;
        for line in &form.lines {
            if line.times > 1 {
                work.counts.twice += 1;
                outcome.twice.push(line.written.clone());
            }
            let Some(wrong) = self.wrong_of(kind, unit, line, &mut listed).await? else {
                work.counts.matched += 1;
                continue;
            };
            work.counts.orphans += 1;
            // What is wrong in another way is another finding.
            let why = if wrong.rule == kind.rule() { kind.key() } else { wrong.rule.key() };
            let of = format!("orphan/{}/{why}/{unit}/{}", self.division, line.written);
            let finds = Finds { of, written: &line.written, wrong };
            outcome.orphans.push(self.found(&mut work, finds).await?);
        }
        outcome.listed = (kind == ListKind::Fees).then(|| cases_of(&listed));
        if let Some(rule) = kind.reverse() {
            for it in self.not_listed(kind, unit, form.days, &listed).await? {
                work.counts.missing += 1;
                let of = format!("not-listed/{}/{}/{unit}/{}", self.division, rule.key(), it.case);
                let wrong = Wrong { rule, case: Some(it.case), booked: 0, set: 0 };
                let finds = Finds { of, written: &it.receipt, wrong };
                outcome.missing.push(self.found(&mut work, finds).await?);
            }
        }
        Ok((work.counts, outcome))
    }

    /// What is wrong with a line; the streams that it means are added to what the list has.
    async fn wrong_of(
        &self,
        kind: ListKind,
        unit: UnitCode,
        line: &ListLine,
        listed: &mut Listed,
    ) -> Result<Option<Wrong>, Fault> {
        if kind == ListKind::Fees {
            return self.fee_wrong(unit, line, listed).await;
        }
        let mut has_case = false;
        for number in line.meant.iter().filter(|it| it.issuer == unit) {
            if let Some(stream) = self.stream_of_number(*number).await? {
                has_case = true;
                listed.entry(stream).or_default();
            }
        }
        let none = Wrong { rule: kind.rule(), case: None, booked: 0, set: 0 };
        Ok((!has_case).then_some(none))
    }

    /// A fee has a case of that unit, the revision to which the case is bound sets one, and no more was booked, under whichever of its
    /// numbers; less is a fee that was lowered or waived.
    async fn fee_wrong(
        &self,
        unit: UnitCode,
        line: &ListLine,
        listed: &mut Listed,
    ) -> Result<Option<Wrong>, Fault> {
        let none = Wrong { rule: Rule::FeeWithoutCase, case: None, booked: 0, set: 0 };
        let Some(case) = self.case_of_number(&line.written, None).await? else { return Ok(Some(none)) };
        let state = self.case_state(case).await?;
        let Some(facts) = state.as_ref().and_then(|it| it.case.facts()).filter(|it| it.authority == unit)
        else {
            return Ok(Some(none));
        };
        let booked = listed.entry(case_stream(case)).or_default();
        *booked = booked.saturating_add(line.amount_fen.unwrap_or(0));
        let booked = *booked;
        let item = self.item_body(facts.body).await?;
        let item = item.ok_or_else(|| Fault::inside("the revision of a case is not where it says"))?;
        let set = item.fee.as_ref().map(|fee| fee.amount_fen);
        if set.is_some_and(|set| booked <= set) {
            return Ok(None);
        }
        let fen = |amount: u64| i32::try_from(amount).unwrap_or(i32::MAX);
        let (booked, set) = (fen(booked), fen(set.unwrap_or(0)));
        Ok(Some(Wrong { rule: Rule::FeeWithoutBasis, case: Some(case), booked, set }))
    }

    /// The finding of a number, made unless it was made before, or there is no room for more.
    async fn found(&self, work: &mut Work<'_>, finds: Finds<'_>) -> Result<Orphan, Problem> {
        let (written, rule) = (finds.written.to_owned(), finds.wrong.rule);
        let (_, id) = derived(&finds.of);
        let finding = FindingId::parse(&id).expect("32 hexadecimal digits are a code");
        let full = work.counts.found >= FOUND_MAX;
        if full && self.ledger.load(&self.division, &stream_of(finding)).await.map_err(Fault::from)?.is_none()
        {
            work.counts.rest += 1;
            return Ok(Orphan { written, rule, finding: None });
        }
        match self.orphan(work, finding, finds).await? {
            true => work.counts.found += 1,
            false => work.counts.known += 1,
        }
        Ok(Orphan { written, rule, finding: Some(finding) })
    }

    /// Makes the finding of a number; whether it is new.
    async fn orphan(&self, work: &Work<'_>, finding: FindingId, finds: Finds<'_>) -> Result<bool, Problem> {
        let Finds { of, written, wrong } = finds;
        let (command_id, _) = derived(&of);
        let ListForm { kind, unit, .. } = *work.form;
        let content = content_of(&("orphan", kind, unit.as_str(), written))?;
        let stream = stream_of(finding);
        let asking = Asking { stream, command_id, version: None, content, by: work.session };
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
            Ok(done) => Ok(!done.replayed),
            // Another supervisor had the same list.
            Err(Problem::Oversight(Refusal::AlreadyFound) | Problem::IdReused) => Ok(false),
            Err(problem) => Err(problem),
        }
    }
}
