//! What the people of the centre do with a complaint: give it to a unit, investigate, answer, close, publish; and what the
//! discipline inspection does with a report.

use calendar::Day;
use catalogue::{ComplaintId, PersonId, UnitCode};
use ledger::Done;
use oversight::complaint::{Assign, Cause, Class, Close, Command, Draft, Reply, TellLonger, Verdict};
use serde::Serialize;

use super::super::{Asking, sealed};
use super::Contact;
use super::list::ComplaintView;
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::kinds::complaint::stream_of;
use crate::{Centre, Fault};

/// Digits in a row from which on a public text says more than it may: telephones, identity numbers.
const DIGITS_MAX: usize = 6;

/// What a person does with a complaint, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintAct {
    /// 转单位调查.
    Assign {
        /// The unit that investigates.
        unit: UnitCode,
        /// Who does, where somebody is named.
        to: Option<PersonId>,
        /// The unit complained of.
        about_unit: UnitCode,
        /// The person complained of.
        person: Option<PersonId>,
        /// The class.
        class: Class,
    },
    /// 转纪检监察.
    PassOn,
    /// 告知为什么要更长时间.
    TellLonger {
        /// Until when.
        until: Day,
        /// Why.
        reason: String,
    },
    /// 报调查结果.
    Draft(String),
    /// 退回再查.
    Return(String),
    /// 答复投诉人.
    Reply {
        /// What.
        words: String,
        /// 是否属实.
        verdict: Verdict,
        /// 原因.
        cause: Cause,
    },
    /// 投诉人满意，办结; how it was said.
    Close(String),
    /// 投诉人没有表示满意，办结; why.
    CloseWithoutWord(String),
    /// 重新办理; what is not solved.
    Reopen(String),
    /// 公布结果.
    Publish(String),
    /// 纪检监察接收.
    Receive,
    /// 纪检监察反馈.
    Conclude(String),
}

impl ComplaintAct {
    fn check(&self) -> Option<FieldProblem> {
        let words = match self {
            ComplaintAct::Assign { .. } | ComplaintAct::PassOn | ComplaintAct::Receive => return None,
            ComplaintAct::TellLonger { reason, .. } => reason,
            ComplaintAct::Reply { words, .. }
            | ComplaintAct::Draft(words)
            | ComplaintAct::Return(words)
            | ComplaintAct::Close(words)
            | ComplaintAct::CloseWithoutWord(words)
            | ComplaintAct::Reopen(words)
            | ComplaintAct::Publish(words)
            | ComplaintAct::Conclude(words) => words,
        };
        text_problem("words", words, true, TEXT_CHARS_MAX)
    }
}

impl Centre {
    /// A person does something with a complaint.
    ///
    /// # Errors
    /// Out of scope for whoever may not read it, before any rule is asked.
    pub async fn complaint_act(
        &self,
        session: &Session,
        id: ComplaintId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &ComplaintAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = act.check() {
            return Err(Problem::Form(vec![problem]));
        }
        let view = self.complaint_fetch(session, id).await?;
        if let ComplaintAct::Publish(words) = act
            && names_somebody(words, &view)
        {
            let problem = FieldProblem { field: "words".to_owned(), why: FieldWhy::Personal };
            return Err(Problem::Form(vec![problem]));
        }
        let content = content_of(&(id.as_str(), act))?;
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let mut seal = |kind, text: &str| sealed(sealer, kind, text);
            Ok(Asked::Complaint(command(act, &mut seal)?))
        })
        .await
    }
}

fn command(
    act: &ComplaintAct,
    seal: &mut impl FnMut(&'static str, &str) -> Result<casework::Sealed, Fault>,
) -> Result<Command, Fault> {
    Ok(match act {
        ComplaintAct::Assign { unit, to, about_unit, person, class } => Command::Assign(Assign {
            unit: *unit,
            to: *to,
            about_unit: *about_unit,
            person: *person,
            class: *class,
        }),
        ComplaintAct::PassOn => Command::PassOn,
        ComplaintAct::TellLonger { until, reason } => {
            Command::TellLonger(TellLonger { until: *until, reason: seal("complaint-longer", reason)? })
        }
        ComplaintAct::Draft(words) => Command::Draft(Draft(seal("complaint-draft", words)?)),
        ComplaintAct::Return(words) => Command::Return(seal("complaint-return", words)?),
        ComplaintAct::Reply { words, verdict, cause } => {
            Command::Reply(Reply { words: seal("complaint-reply", words)?, verdict: *verdict, cause: *cause })
        }
        ComplaintAct::Close(words) => Command::Close(Close::Satisfied(seal("complaint-close", words)?)),
        ComplaintAct::CloseWithoutWord(words) => {
            Command::Close(Close::WithoutWord(seal("complaint-close", words)?))
        }
        ComplaintAct::Reopen(words) => Command::Reopen(seal("complaint-reopen", words)?),
        ComplaintAct::Publish(words) => Command::Publish(seal("complaint-published", words)?),
        ComplaintAct::Receive => Command::Receive,
        ComplaintAct::Conclude(words) => Command::Conclude(seal("report-outcome", words)?),
    })
}

/// Whether words for the public hold a number as long as a telephone's, a document's or a case's.
pub(crate) fn has_long_number(words: &str) -> bool {
    let mut digits = 0;
    words.chars().any(|it| {
        // A day or a number in groups is read as one number too.
        digits = if it.is_numeric() { digits + 1 } else { 0 };
        digits > DIGITS_MAX
    })
}

/// Whether words for the public tell who somebody is (C24): a name of the two sides, or a long number.
fn names_somebody(words: &str, view: &ComplaintView) -> bool {
    let filed = &view.filed;
    let contact: Contact = filed.contact.and_then(|it| view.texts.record(it.0)).unwrap_or_default();
    let person = filed.about.person.and_then(|it| view.organisation.person(it));
    let names = [Some(contact.name.trim().to_owned()), person.map(|it| it.name.clone())];
    let named = names.into_iter().flatten().any(|name| name.chars().count() > 1 && words.contains(&name));
    has_long_number(words) || named
}
