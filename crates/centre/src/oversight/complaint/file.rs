//! Making a complaint: by the complainant without an account, or by an officer who writes down what was told.

use casework::applicant_itself;
use catalogue::{CaseId, ComplaintId, PersonId, UnitCode, WindowId};
use ledger::Done;
use oversight::complaint::{About, Channel, Class, Command, File, Report};
use serde::Serialize;

use super::super::{Asking, hex, is_telephone, sealed};
use super::{Contact, MADE_ADDRESS, Reported, WORDS_CHARS_MAX};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::kinds::complaint::stream_of;
use crate::particulars::Sealer;
use crate::{Centre, Fault, throttle};

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// 投诉, of a class.
    Complaint(Class),
    /// 举报: goes sealed to the discipline inspection (C32).
    Report,
}

/// A complaint as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComplaintForm {
    /// What it is.
    pub matter: Matter,
    /// How it came.
    pub channel: Channel,
    /// The unit, if one is named.
    pub unit: Option<UnitCode>,
    /// The person, if one is named.
    pub person: Option<PersonId>,
    /// The window, if one is named.
    pub window: Option<WindowId>,
    /// Number of the case, as typed; may be empty.
    pub case: String,
    /// Its step, from 0.
    pub step: Option<u8>,
    /// What is complained of.
    pub words: String,
    /// Who complains; may be empty.
    pub contact: Contact,
    /// Whether the unit may learn who complains.
    pub open_to_unit: bool,
}

impl ComplaintForm {
    fn problems(&self) -> Vec<FieldProblem> {
        let contact = &self.contact;
        let mut problems: Vec<FieldProblem> =
            text_problem("words", &self.words, true, WORDS_CHARS_MAX).into_iter().collect();
        problems.extend(text_problem("case", &self.case, false, 60));
        problems.extend(text_problem("name", &contact.name, false, 100));
        problems.extend(text_problem("telephone", &contact.telephone, false, 40));
        problems.extend(text_problem("address", &contact.address, false, 200));
        let telephone = contact.telephone.trim();
        if !telephone.is_empty() && !is_telephone(telephone) {
            problems.push(FieldProblem { field: "telephone".to_owned(), why: FieldWhy::NotATelephone });
        }
        problems
    }

    /// Seals what was typed; a report as one, so that nothing of it stands open.
    fn command(&self, about: About, sealer: &mut Sealer<'_>) -> Result<Command, Fault> {
        let contact = match self.contact.is_empty() {
            true => None,
            false => Some(sealed(sealer, "complaint-contact", &json(&self.contact)?)?),
        };
        Ok(match self.matter {
            Matter::Complaint(class) => Command::File(File {
                channel: self.channel,
                class,
                about,
                words: sealed(sealer, "complaint-words", &self.words)?,
                contact,
                open_to_unit: self.open_to_unit,
            }),
            Matter::Report => {
                let whole = Reported {
                    words: self.words.trim().to_owned(),
                    unit: self.unit,
                    person: self.person,
                    case: self.case.trim().to_owned(),
                };
                Command::Report(Report { words: sealed(sealer, "report-words", &json(&whole)?)?, contact })
            }
        })
    }
}

fn json<T: Serialize>(what: &T) -> Result<String, Fault> {
    serde_json::to_string(what)
        .map_err(|error| Fault::inside(format!("a record does not serialise: {error}")))
}

impl Centre {
    /// An officer writes down what was told at a window, on the telephone, in a letter (E27). It bears the form's command
    /// id, so a double click makes no second one.
    ///
    /// # Errors
    /// Refused to whoever is complained of.
    pub async fn complaint_write(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &ComplaintForm,
    ) -> Result<(ComplaintId, Done), Problem> {
        let problems = form.problems();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        // The number of a case in a report is no more than a word of it.
        let case = match form.matter {
            Matter::Complaint(_) => self.case_named(session, &form.case).await?,
            Matter::Report => None,
        };
        self.complaint_enter(session, command_id, form, case).await
    }

    /// The complainant makes it, without an account; `case` is the one that number and query code have opened.
    ///
    /// # Errors
    /// Throttled after many from one address.
    pub async fn complaint_make(
        &self,
        command_id: [u8; 16],
        form: &ComplaintForm,
        case: Option<CaseId>,
        address: &str,
    ) -> Result<(ComplaintId, Done), Problem> {
        let mut form = form.clone();
        form.channel = Channel::Web;
        let problems = form.problems();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let who = self.keys.find_digest(&self.division, "throttle-address", address);
        if let Err(until) =
            throttle::count(&self.store, &self.division, MADE_ADDRESS, &who, self.now()).await?
        {
            return Err(Problem::Throttled(until));
        }
        let case = match (case, form.matter) {
            (_, Matter::Report) => None,
            (Some(case), _) => Some(case),
            // A number that is none is kept in the words of whoever wrote it, and tells nobody whether it exists.
            (None, _) => self.case_of_number(&form.case, None).await?,
        };
        self.complaint_enter(&Session::acting(applicant_itself()), command_id, &form, case).await
    }

    async fn complaint_enter(
        &self,
        by: &Session,
        command_id: [u8; 16],
        form: &ComplaintForm,
        case: Option<CaseId>,
    ) -> Result<(ComplaintId, Done), Problem> {
        let id = ComplaintId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let content = content_of(&("complaint", form, case.map(|it| it.to_string())))?;
        let case_version = match case {
            Some(case) => self.case_state(case).await?.map(|it| it.version),
            None => None,
        };
        let (unit, person, window, step) = (form.unit, form.person, form.window, form.step);
        let about = About { unit, person, window, case, step: step.filter(|_| case.is_some()), case_version };
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by };
        let done =
            self.supervise(asking, |sealer| Ok(Asked::Complaint(form.command(about, sealer)?))).await?;
        Ok((id, done))
    }
}
