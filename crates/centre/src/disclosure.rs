//! Disclosures of a dossier to authorities that may ask for it by law: what is written down of each, and who may read it (E30).

use std::sync::Arc;

use calendar::{Day, Instant};
use casework::Sealed;
use casework::disclosure::{
    AskerKind, Command, Disclosure, Disclosures, Event, Form, Pages, Register, Telling, VISITORS_MAX,
};
use casework::folder::Folder;
use catalogue::{CaseId, Item, Organisation};
use ledger::{Done, Lane, Submission};
use serde::{Deserialize, Serialize};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::{CaseFile, CaseState, ENTRIES_MAX, event_of};
use crate::kinds::disclosure::stream_of;
use crate::particulars::{Sealer, Texts};
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// Longest name and number of a document, in characters.
const DOCUMENT_CHARS_MAX: usize = 120;
/// Longest number of a certificate, in characters.
const CERTIFICATE_CHARS_MAX: usize = 40;

/// One who came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// Name.
    pub name: String,
    /// Number of the certificate that was shown.
    pub certificate: String,
}

/// When the applicant is told, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TellingForm {
    /// With the handing out.
    Now,
    /// From a day on.
    From {
        /// The first day; none where it was not typed.
        day: Option<Day>,
        /// By which article and document.
        basis: String,
    },
}

/// A request as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DisclosureForm {
    /// Of which kind the authority is.
    pub kind: AskerKind,
    /// Its name.
    pub asker: String,
    /// Name and number of its document.
    pub document: String,
    /// By which article it asks.
    pub basis: String,
    /// Who came.
    pub visitors: Vec<Visitor>,
    /// Which pages.
    pub pages: Pages,
    /// In what form.
    pub form: Form,
    /// When the applicant is told.
    pub telling: TellingForm,
}

/// What a person does with a request that was written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureAct {
    /// 同意提供.
    Approve,
    /// 不予提供, with the reason.
    Decline(String),
    /// 提供.
    HandOut {
        /// Last day to bring originals back.
        due_on: Option<Day>,
    },
    /// 归还.
    TakeBack {
        /// Sheets counted.
        sheets: u16,
    },
    /// The applicant is told later still.
    Withhold {
        /// The new first day.
        until: Day,
        /// By which article and document.
        basis: String,
    },
}

/// One line of the history.
#[derive(Debug, Clone)]
pub struct DisclosureLine {
    /// Place in the ledger.
    pub seq: u64,
    /// Who acted.
    pub actor: String,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// What happened.
    pub event: Event,
}

/// The requests on one case, for whoever may read the register.
pub struct DisclosureView {
    /// The case.
    pub state: CaseState,
    /// Its frozen item.
    pub item: Arc<Item>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// Its paper.
    pub folder: Folder,
    /// Every request.
    pub all: Disclosures,
    /// Its version, for forms.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<DisclosureLine>,
    /// Whether the person keeps dossiers of the authority.
    pub keeps: bool,
    /// Whether the person may agree to a request.
    pub approves: bool,
    /// When it was read.
    pub now: Instant,
}

/// What the applicant reads of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldDisclosure {
    /// Name of the authority.
    pub asker: String,
    /// By which article.
    pub basis: String,
    /// Which pages.
    pub pages: Pages,
    /// In what form.
    pub form: Form,
    /// The day on which it was handed out.
    pub on: Day,
}

fn missing(field: &str) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why: FieldWhy::Missing }
}

impl DisclosureForm {
    fn check(&self) -> Vec<FieldProblem> {
        let needed = |field: &str, text: &str, most| text_problem(field, text, true, most);
        let mut problems: Vec<FieldProblem> = [
            needed("asker", &self.asker, NAME_CHARS_MAX),
            needed("document", &self.document, DOCUMENT_CHARS_MAX),
            needed("basis", &self.basis, TEXT_CHARS_MAX),
        ]
        .into_iter()
        .flatten()
        .collect();
        if self.visitors.is_empty() {
            problems.push(missing("name1"));
        }
        for (n, it) in (1..=VISITORS_MAX).zip(&self.visitors) {
            problems.extend(needed(&format!("name{n}"), &it.name, NAME_CHARS_MAX));
            problems.extend(needed(&format!("certificate{n}"), &it.certificate, CERTIFICATE_CHARS_MAX));
        }
        if let TellingForm::From { day, basis } = &self.telling {
            problems.extend(day.is_none().then(|| missing("withheld_until")));
            problems.extend(needed("withheld_basis", basis, TEXT_CHARS_MAX));
        }
        problems
    }

    fn sealed(&self, sealer: &mut Sealer<'_>) -> Result<Register, Fault> {
        let telling = match &self.telling {
            TellingForm::From { day: Some(day), basis } => {
                Telling::From { day: *day, basis: words(sealer, "disclosure-withheld", basis)? }
            }
            _ => Telling::Now,
        };
        Ok(Register {
            kind: self.kind,
            asker: words(sealer, "disclosure-asker", &self.asker)?,
            document: words(sealer, "disclosure-document", &self.document)?,
            basis: words(sealer, "disclosure-basis", &self.basis)?,
            visitors: Sealed(sealer.seal_record("disclosure-visitors", &self.visitors)?),
            people: u8::try_from(self.visitors.len()).unwrap_or(u8::MAX),
            pages: self.pages,
            form: self.form,
            telling,
        })
    }
}

impl DisclosureAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            DisclosureAct::Approve => "approve",
            DisclosureAct::Decline(_) => "decline",
            DisclosureAct::HandOut { .. } => "hand-out",
            DisclosureAct::TakeBack { .. } => "take-back",
            DisclosureAct::Withhold { .. } => "withhold",
        }
    }

    fn check(&self) -> Option<FieldProblem> {
        match self {
            DisclosureAct::Decline(reason) => text_problem("reason", reason, true, TEXT_CHARS_MAX),
            DisclosureAct::Withhold { basis, .. } => text_problem("basis", basis, true, TEXT_CHARS_MAX),
            DisclosureAct::Approve | DisclosureAct::HandOut { .. } | DisclosureAct::TakeBack { .. } => None,
        }
    }

    fn sealed(&self, place: u8, sealer: &mut Sealer<'_>) -> Result<Command, Fault> {
        Ok(match self {
            DisclosureAct::Approve => Command::Approve { place },
            DisclosureAct::Decline(reason) => {
                Command::Decline { place, reason: words(sealer, "disclosure-reason", reason)? }
            }
            DisclosureAct::HandOut { due_on } => Command::HandOut { place, due_on: *due_on },
            DisclosureAct::TakeBack { sheets } => Command::TakeBack { place, sheets: *sheets },
            DisclosureAct::Withhold { until, basis } => {
                let basis = words(sealer, "disclosure-withheld", basis)?;
                Command::Withhold { place, until: *until, basis }
            }
        })
    }
}

impl CaseFile {
    /// Whether a person may read the register of the disclosures of its authority.
    pub fn discloses_to(&self, session: &Session) -> bool {
        let (organisation, today) = (&self.organisation, self.now.day());
        self.filed().is_some_and(|it| {
            casework::disclosure::sees(organisation, session.person, it.facts.authority, today)
        })
    }
}

impl DisclosureView {
    /// A request by its place, from 1.
    pub fn one(&self, place: u8) -> Option<&Disclosure> {
        self.all.get(place)
    }

    /// Pages of the dossier as they were counted.
    pub fn sheets(&self) -> u16 {
        match &self.folder {
            Folder::Kept(dossier) => dossier.rows.sheets(),
            Folder::Absent => 0,
        }
    }
}

fn words(sealer: &mut Sealer<'_>, kind: &'static str, text: &str) -> Result<Sealed, Fault> {
    sealer.seal(kind, text.trim().as_bytes()).map(Sealed)
}

impl Centre {
    /// The requests on a case, with their version.
    async fn disclosures_of(&self, case: CaseId) -> Result<(Disclosures, u64), Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(case)).await?;
        Ok(match loaded.map(|it| (it.state, it.version)) {
            Some((State::Disclosure(state), version)) => (state, version),
            _ => (Disclosures::default(), 0),
        })
    }

    /// The requests on a case, for whoever keeps the dossiers of its authority, leads it or supervises.
    pub async fn disclosure_fetch(&self, session: &Session, case: CaseId) -> Result<DisclosureView, Problem> {
        let state = self.case_state(case).await?.ok_or(Problem::NotFound)?;
        let facts = state.case.facts().ok_or(Problem::NotFound)?;
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (unit, today) = (facts.authority, self.today());
        if !casework::disclosure::sees(&organisation, session.person, unit, today) {
            return Err(Problem::OutOfScope);
        }
        let item = self.item_body(facts.body).await?.ok_or(Problem::NotFound)?;
        let (folder, _) = self.folder_state(case).await?;
        let (all, version) = self.disclosures_of(case).await?;
        let stream = stream_of(case);
        let texts = self.texts_of(&stream).await?;
        let mut lines = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream, 0, ENTRIES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            lines.push(DisclosureLine {
                seq: entry.seq,
                actor: entry.actor,
                recorded_at: Instant(entry.recorded_at),
                event,
            });
        }
        let keeps = casework::disclosure::keeps(&organisation, session.person, unit, today);
        let approves = casework::disclosure::approves(&organisation, session.person, unit, today);
        let now = self.instant();
        Ok(DisclosureView {
            state,
            item,
            organisation,
            folder,
            all,
            version,
            texts,
            lines,
            keeps,
            approves,
            now,
        })
    }

    /// Writes down that an authority asks for the dossier of a case: its place among the requests of the case, and what was done.
    pub async fn disclosure_register(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        form: &DisclosureForm,
    ) -> Result<(u8, Done), Problem> {
        let problems = form.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let content = content_of(&(case.as_str(), "disclosure", form))?;
        let command = |sealer: &mut Sealer<'_>| Ok(Command::Register(form.sealed(sealer)?));
        let done = self.disclosure_submit(session, case, command_id, None, content, command).await?;
        let stream = stream_of(case);
        for entry in self.ledger.entries(&self.division, &stream, 0, ENTRIES_MAX).await? {
            if entry.command_id == command_id
                && let Ok(Event::Registered(fact)) = Event::decode(&entry.kind, &entry.payload)
            {
                return Ok((fact.place, done));
            }
        }
        Err(Problem::NotFound)
    }

    /// A person does something with a request.
    pub async fn disclosure_act(
        &self,
        session: &Session,
        of: (CaseId, u8),
        command_id: [u8; 16],
        version: Option<u64>,
        act: &DisclosureAct,
    ) -> Result<Done, Problem> {
        if let Some(problem) = act.check() {
            return Err(Problem::Form(vec![problem]));
        }
        let (case, place) = of;
        let content = content_of(&(case.as_str(), place, "disclosure", act))?;
        let command = |sealer: &mut Sealer<'_>| act.sealed(place, sealer);
        self.disclosure_submit(session, case, command_id, version, content, command).await
    }

    async fn disclosure_submit(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        content: [u8; 32],
        command: impl FnOnce(&mut Sealer<'_>) -> Result<Command, Fault>,
    ) -> Result<Done, Problem> {
        // Before the ledger answers who acted last: that is not for everybody.
        self.disclosure_fetch(session, case).await?;
        let stream = stream_of(case);
        let known = self.stream_key(&stream).await?;
        let new = known.is_none();
        let key = known.unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let command = command(&mut sealer)?;
        let mut with = sealer.rows;
        if new {
            with.push(self.key_row(&stream, &key));
        }
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream.clone(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Disclosure(command),
            content,
            occurred_at: None,
            // The first words bring the key along: whoever came second would seal with one that is not kept.
            expected_version: if new { Some(0) } else { version },
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        })
        .await
    }

    /// What the applicant of a case reads: who was let see the dossier, as far as nothing forbids to say so, the latest first.
    pub async fn disclosures_told(&self, case: CaseId) -> Result<Vec<ToldDisclosure>, Fault> {
        let (all, _) = self.disclosures_of(case).await?;
        let told: Vec<&Disclosure> = all.all.iter().filter(|it| it.told.is_some()).collect();
        if told.is_empty() {
            return Ok(Vec::new());
        }
        let texts = self.texts_of(&stream_of(case)).await?;
        let line = |it: &&Disclosure| {
            let out = it.handed_out()?;
            Some(ToldDisclosure {
                asker: texts.text(it.asked.asker.0),
                basis: texts.text(it.asked.basis.0),
                pages: it.asked.pages,
                form: it.asked.form,
                on: out.at.day(),
            })
        };
        Ok(told.iter().rev().filter_map(line).collect())
    }
}
