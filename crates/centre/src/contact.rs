//! First contact: who was asked, what came of it, who answers for it until somebody signs (R76, A10, F12, F13).

use std::sync::Arc;

use calendar::Instant;
use casework::contact::{Command, Contact, Event, Outcome, Record, Target, Transfer};
use casework::{NonAcceptanceGround, Sealed, Stage};
use catalogue::item::Post;
use catalogue::{CaseId, ContactId, Digest, Organisation, PersonId, UnitCode, WindowId};
use ledger::{Done, Lane, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::file::event_of;
use crate::kinds::contact::stream_of;
use crate::particulars::{Sealer, Texts};
use crate::seal::{StreamKey, derived_id};
use crate::{Centre, Fault};

/// A first contact as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactForm {
    /// At which window.
    pub window: Option<WindowId>,
    /// Short name of the item; empty where it is none.
    pub item: String,
    /// What was asked.
    pub words: String,
    /// Who asked, and how to reach them; may be empty.
    pub visitor: String,
    /// What came of it.
    pub outcome: OutcomeForm,
}

/// What came of it, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeForm {
    /// 已收件: number of the receipt.
    Receipt(String),
    /// 已告知, with the printed list of the item of that short name.
    Advice(String),
    /// 退回, with the reason.
    Returned(String),
    /// 人未到.
    NoShow,
    /// 转交.
    Transferred(TransferForm),
}

/// To whom it goes, and a word to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TransferForm {
    /// The receiving side.
    pub to: Target,
    /// A word; may be empty.
    pub note: String,
}

/// What may be asked of a first contact that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactAct {
    /// 签收.
    Sign,
    /// Not taken.
    Decline(String),
    /// Taken back.
    Recall,
    /// Given on (again).
    Transfer(TransferForm),
    /// Brought to an end.
    Settle(OutcomeForm),
}

/// A first contact with its opened texts.
pub struct ContactFile {
    /// Which.
    pub id: ContactId,
    /// Its state.
    pub held: Box<casework::contact::Held>,
    /// Its version.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first: when, and what.
    pub lines: Vec<(Instant, Event)>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// Who is away (F31).
    pub absences: Arc<casework::absence::Absences>,
    /// The printed list, where one was given out.
    pub list: Option<Arc<catalogue::Item>>,
    /// The instant at which it was read.
    pub now: Instant,
}

/// The first contact of a form.
pub fn contact_id(command_id: [u8; 16]) -> ContactId {
    let hex: String = command_id.iter().map(|byte| format!("{byte:02x}")).collect();
    ContactId::parse(&hex).expect("32 hexadecimal digits are a code")
}

/// The command that follows from the refusal of a case: derived, so that it takes effect once.
fn following(case: CaseId) -> [u8; 16] {
    derived_id(format!("contact-of-refusal/{case}"))
}

fn problem(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

impl OutcomeForm {
    fn check(&self) -> Option<FieldProblem> {
        match self {
            OutcomeForm::Receipt(number) => text_problem("receipt", number, true, 60),
            OutcomeForm::Advice(item) if item.is_empty() => Some(problem("item", FieldWhy::Missing)),
            OutcomeForm::Returned(reason) => text_problem("reason", reason, true, TEXT_CHARS_MAX),
            OutcomeForm::Transferred(transfer) => text_problem("note", &transfer.note, false, TEXT_CHARS_MAX),
            OutcomeForm::Advice(_) | OutcomeForm::NoShow => None,
        }
    }
}

impl ContactForm {
    fn check(&self) -> Vec<FieldProblem> {
        let wordless = !self.item.is_empty() || self.outcome == OutcomeForm::NoShow;
        let words = text_problem("words", &self.words, !wordless, TEXT_CHARS_MAX);
        let visitor = text_problem("visitor", &self.visitor, false, NAME_CHARS_MAX);
        words.into_iter().chain(visitor).chain(self.outcome.check()).collect()
    }
}

impl ContactAct {
    fn check(&self) -> Option<FieldProblem> {
        match self {
            ContactAct::Decline(reason) => text_problem("reason", reason, true, TEXT_CHARS_MAX),
            ContactAct::Transfer(transfer) => text_problem("note", &transfer.note, false, TEXT_CHARS_MAX),
            ContactAct::Settle(outcome) => outcome.check(),
            ContactAct::Sign | ContactAct::Recall => None,
        }
    }
}

impl Centre {
    /// Writes a first contact down.
    pub async fn contact_record(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &ContactForm,
    ) -> Result<(ContactId, Done), Problem> {
        let problems = form.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let item = match form.item.as_str() {
            "" => None,
            short => Some(self.item_entry(short).await?.ok_or_else(|| not_an_item("item"))?.item.code),
        };
        let id = contact_id(command_id);
        let stream = stream_of(id);
        let key = StreamKey::random();
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let outcome = self.outcome_of(session, &form.outcome, &mut sealer).await?;
        let words = sealer.seal_words("contact-words", &form.words)?;
        let visitor = sealer.seal_words("contact-visitor", &form.visitor)?;
        let mut with = sealer.rows;
        with.push(self.key_row(&stream, &key));
        let record = Record { window: form.window, item, words, visitor, from_case: None, outcome };
        let content = content_of(&("contact", form))?;
        let (by, asked) = (session.person, Command::Record(record));
        let done = self.contact_submit(id, command_id, by, asked, content, None, with).await?;
        if !done.replayed {
            self.stream_keys.remember(&stream, &key);
        }
        Ok((id, done))
    }

    /// A person acts on a first contact.
    pub async fn contact_act(
        &self,
        session: &Session,
        id: ContactId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &ContactAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = act.check() {
            return Err(Problem::Form(vec![problem]));
        }
        let stream = stream_of(id);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        self.contact_in_sight(session, id).await?;
        let mut sealer = Sealer::new(self, &stream, key);
        let command = match act {
            ContactAct::Sign => Command::Sign,
            ContactAct::Recall => Command::Recall,
            ContactAct::Decline(reason) => {
                Command::Decline { reason: Sealed(sealer.seal("contact-reason", reason.as_bytes())?) }
            }
            ContactAct::Transfer(form) => Command::Transfer(transfer_of(form, &mut sealer)?),
            ContactAct::Settle(form) => {
                Command::Settle { outcome: self.outcome_of(session, form, &mut sealer).await? }
            }
        };
        let with = sealer.rows;
        let content = content_of(&(id.as_str(), act))?;
        self.contact_submit(id, command_id, session.person, command, content, version, with).await
    }

    /// A case was not accepted because another unit of ours is competent: the matter goes there in the same breath, and
    /// whoever refused answers for it until somebody there signs (F13).  Asked twice it is done once.
    pub(crate) async fn contact_after_refusal(&self, case: CaseId, by: PersonId) -> Result<(), Problem> {
        let Some(state) = self.case_state(case).await? else { return Ok(()) };
        let Some(file) = state.case.file() else { return Ok(()) };
        let Stage::NotAccepted { ground: NonAcceptanceGround::NotCompetent { unit: Some(unit), .. }, .. } =
            &file.stage
        else {
            return Ok(());
        };
        let command_id = following(case);
        let id = contact_id(command_id);
        let stream = stream_of(id);
        let key = StreamKey::random();
        let outcome = Outcome::Transferred(Transfer { to: Target::Unit(*unit), note: None });
        let record = Record {
            window: None,
            item: Some(file.facts.item),
            words: None,
            visitor: None,
            from_case: Some(case),
            outcome,
        };
        let content = content_of(&("contact-of-refusal", case.as_str()))?;
        let with = vec![self.key_row(&stream, &key)];
        let command = Command::Record(record);
        let done = self.contact_submit(id, command_id, by, command, content, None, with).await;
        match done {
            Ok(done) if !done.replayed => self.stream_keys.remember(&stream, &key),
            Ok(_) => {}
            // Nobody of that unit is there to sign: the notice of refusal names the office, and no more can be done.
            Err(Problem::Refused(_)) => {}
            Err(problem) => return Err(problem),
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "one door for every command of a first contact")]
    async fn contact_submit(
        &self,
        id: ContactId,
        command_id: [u8; 16],
        by: PersonId,
        command: Command,
        content: [u8; 32],
        expected_version: Option<u64>,
        with: Vec<ledger::RowImage>,
    ) -> Result<Done, Problem> {
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream_of(id),
            command_id,
            actor: by.as_str().to_owned(),
            command: Asked::Contact(command),
            content,
            occurred_at: None,
            expected_version,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        })
        .await
    }

    async fn outcome_of(
        &self,
        session: &Session,
        form: &OutcomeForm,
        sealer: &mut Sealer<'_>,
    ) -> Result<Outcome, Problem> {
        Ok(match form {
            OutcomeForm::Receipt(number) => {
                let case = self.case_find_number(session, number).await?;
                let unknown = || Problem::Form(vec![problem("receipt", FieldWhy::NotAChoice)]);
                Outcome::Receipt { case: case.ok_or_else(unknown)? }
            }
            OutcomeForm::Advice(short) => {
                let entry = self.item_entry(short).await?.ok_or_else(|| not_an_item("item"))?;
                Outcome::Advice { item: entry.item.code, body: entry.digest }
            }
            OutcomeForm::Returned(reason) => {
                Outcome::Returned { reason: Sealed(sealer.seal("contact-reason", reason.as_bytes())?) }
            }
            OutcomeForm::NoShow => Outcome::NoShow,
            OutcomeForm::Transferred(form) => Outcome::Transferred(transfer_of(form, sealer)?),
        })
    }

    /// The state of a first contact that this person may see, with its version.
    async fn contact_in_sight(
        &self,
        session: &Session,
        id: ContactId,
    ) -> Result<(Box<casework::contact::Held>, u64), Problem> {
        let loaded = self.ledger.load(&self.division, &stream_of(id)).await?;
        let Some(loaded) = loaded else { return Err(Problem::NotFound) };
        let crate::domain::State::Contact(Contact::Held(held)) = loaded.state else {
            return Err(Problem::NotFound);
        };
        let Some(organisation) = self.organisation().await? else { return Err(Problem::NotFound) };
        let absences = self.absences().await?;
        match sees(&organisation, &absences, &held, session.person, self.today()) {
            true => Ok((held, loaded.version)),
            false => Err(Problem::OutOfScope),
        }
    }

    /// A first contact for whoever has or had to do with it.
    pub async fn contact_fetch(&self, session: &Session, id: ContactId) -> Result<ContactFile, Problem> {
        let (held, version) = self.contact_in_sight(session, id).await?;
        let stream = stream_of(id);
        let Some(organisation) = self.organisation().await? else { return Err(Problem::NotFound) };
        let texts = self.texts_of(&stream).await?;
        let entries = self.ledger.entries(&self.division, &stream, 0, crate::file::ENTRIES_MAX).await?;
        let mut lines = Vec::with_capacity(entries.len());
        for entry in entries {
            let event = event_of(&entry, Event::decode)?;
            lines.push((Instant(entry.recorded_at), event));
        }
        let printed = lines.iter().rev().find_map(|(_, event)| list_of(event));
        let list = match printed {
            Some(body) => self.item_body(body).await?,
            None => None,
        };
        let (now, absences) = (self.instant(), self.absences().await?);
        Ok(ContactFile { id, held, version, texts, lines, organisation, absences, list, now })
    }
}

/// The printed list of an event.
fn list_of(event: &Event) -> Option<Digest> {
    let outcome = match event {
        Event::Recorded(fact) => fact.record.outcome,
        Event::Settled(fact) => fact.outcome,
        _ => return None,
    };
    match outcome {
        Outcome::Advice { body, .. } => Some(body),
        _ => None,
    }
}

/// Whoever was asked, answers for it, had it, may sign for it, goes on with it in the place of somebody away, or looks after
/// the hall.
fn sees(
    organisation: &Organisation,
    absences: &casework::absence::Absences,
    held: &casework::contact::Held,
    person: PersonId,
    on: calendar::Day,
) -> bool {
    let touched = held.asked == person
        || held.responsible == person
        || casework::contact::is_in_place_of(organisation, absences, held.responsible, person, on)
        || held.had.iter().any(|had| had.person == person)
        || held
            .pending()
            .is_some_and(|it| casework::contact::may_sign(organisation, it.transfer.to, person, on));
    let over = |post| organisation.holds_anywhere(person, post, on);
    touched || [Post::WindowHead, Post::CentreManager, Post::Supervisor].into_iter().any(over)
}

/// Sides for which a person may sign: units, windows, and the person.
#[derive(Debug, Default, Clone)]
pub struct Sides {
    /// Units.
    pub units: Vec<UnitCode>,
    /// Windows.
    pub windows: Vec<WindowId>,
}

/// The sides for which a person may sign today.
pub fn sides_of(organisation: &Organisation, person: PersonId, on: calendar::Day) -> Sides {
    let may = |to: Target| casework::contact::may_sign(organisation, to, person, on);
    Sides {
        units: organisation.units.iter().map(|it| it.code).filter(|it| may(Target::Unit(*it))).collect(),
        windows: organisation.windows.iter().map(|it| it.id).filter(|it| may(Target::Window(*it))).collect(),
    }
}

fn transfer_of(form: &TransferForm, sealer: &mut Sealer<'_>) -> Result<Transfer, Fault> {
    Ok(Transfer { to: form.to, note: sealer.seal_words("contact-note", &form.note)? })
}

fn not_an_item(field: &str) -> Problem {
    Problem::Form(vec![problem(field, FieldWhy::NotAChoice)])
}
