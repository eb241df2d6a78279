//! What a supervisor writes down as a finding: what was seen in person, and what a complaint was right about (R150, R157, R189).

use catalogue::{CaseId, ComplaintId, FindingId, PersonId, UnitCode};
use ledger::Done;
use oversight::Rule;
use oversight::complaint::{ComplaintRefusal, Event};
use oversight::finding::{About, Command, Raise};
use serde::Serialize;

use super::{Asking, derived_near, hex, sealed};
use crate::Centre;
use crate::account::Session;
use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::kinds::finding::stream_of;

/// What a supervisor saw in person (R150), as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenForm {
    /// The unit.
    pub unit: UnitCode,
    /// The person, if one is concerned.
    pub person: Option<PersonId>,
    /// The case, by number; may be empty.
    pub case: String,
    /// What was seen, where and when.
    pub words: String,
}

/// What a complaint was right about (R157), as typed. The case follows from the complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundedForm {
    /// The unit.
    pub unit: UnitCode,
    /// The person, if one is concerned.
    pub person: Option<PersonId>,
    /// What was not right.
    pub words: String,
}

impl Centre {
    /// A supervisor writes down what was seen in person (R150).
    pub async fn finding_write(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &SeenForm,
    ) -> Result<(FindingId, Done), Problem> {
        let problems: Vec<FieldProblem> = text_problem("words", &form.words, true, TEXT_CHARS_MAX)
            .into_iter()
            .chain(text_problem("case", &form.case, false, 60))
            .collect();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let case = self.case_named(session, &form.case).await?;
        let content = content_of(&("seen", form))?;
        let seen = ByHand { rule: Rule::SeenInPerson, unit: form.unit, person: form.person, case, entry: 0 };
        self.finding_by_hand(session, (command_id, content), (hex(command_id), seen), &form.words).await
    }

    /// A supervisor writes down what a complaint was right about, as its answer says: it rests on the entry of that answer (R157, R189),
    /// and of one answer each unit or person has one at most, whoever writes. Where the unit may not know who complains, the finding
    /// names no case (E27).
    ///
    /// # Errors
    /// Refused where nothing was answered yet, the answer says that it was not right, or it was written down already.
    pub async fn finding_of_complaint(
        &self,
        session: &Session,
        complaint: ComplaintId,
        command_id: [u8; 16],
        form: &FoundedForm,
    ) -> Result<(FindingId, Done), Problem> {
        if let Some(problem) = text_problem("words", &form.words, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let view = self.complaint_fetch(session, complaint).await?;
        let answered = view.lines.iter().rev().find(|line| matches!(line.event, Event::Replied(_)));
        let (Some(_), Some(answered)) = (view.filed.founded(), answered) else {
            return Err(Problem::Oversight(ComplaintRefusal::NotFounded.into()));
        };
        let case = view.filed.about.case.filter(|_| view.filed.open_to_unit);
        let content = content_of(&("complaint-founded", complaint.as_str(), form))?;
        let (unit, person, entry) = (form.unit, form.person, answered.seq);
        let founded = ByHand { rule: Rule::ComplaintFounded, unit, person, case, entry };
        let of = person.map_or_else(|| unit.to_string(), |it| it.to_string());
        let once = format!("finding/{}/{}/{entry}/{of}", Rule::ComplaintFounded.key(), self.division);
        let (_, id) = derived_near(entry, &once);
        self.finding_by_hand(session, (command_id, content), (id, founded), &form.words).await
    }

    async fn finding_by_hand(
        &self,
        session: &Session,
        (command_id, content): ([u8; 16], [u8; 32]),
        (id, what): (String, ByHand),
        words: &str,
    ) -> Result<(FindingId, Done), Problem> {
        let id = FindingId::parse(&id).expect("32 hexadecimal digits are a code");
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let now = self.instant();
        let done = self
            .supervise(asking, |sealer| {
                let words = sealed(sealer, "finding-words", words)?;
                let ByHand { rule, unit, person, case, entry } = what;
                let about = About { case, person, entry, ..About::by_hand(rule, unit, now, words) };
                Ok(Asked::Finding(Command::Raise(Raise::from(about))))
            })
            .await?;
        Ok((id, done))
    }
}

/// What is written down, without its words.
#[derive(Debug, Clone, Copy)]
struct ByHand {
    rule: Rule,
    unit: UnitCode,
    person: Option<PersonId>,
    case: Option<CaseId>,
    /// The entry it rests on; 0 where it was seen in person.
    entry: u64,
}
