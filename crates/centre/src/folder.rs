//! The paper of a case: what people do with it, and the whole of one folder for who may see the case.

use calendar::{Day, Instant};
use casework::folder::{
    Archive, Command, DropLoss, Event, FetchedBy, Folder, GiveFolder, Lend, NoteFound, NoteLoss, Open,
    ReturnMaterials, ReturnOriginals, Row, Rows, TakeFolder,
};
use casework::{Refusal, Sealed};
use catalogue::{CaseId, Digest, PersonId, RowSet, WindowId};
use ledger::{Body, Done, Lane, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::act::{Collector, FieldProblem, FieldWhy, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::archive::{INDEX, bytes_of, index_of};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::{CaseFile, ENTRIES_MAX, event_of};
use crate::paper::{IssuedPaper, PaperNo, PaperStanding, mark, papers_of};
use crate::particulars::{Sealer, Texts};
use crate::seal::{StreamKey, sha256};
use crate::{Centre, Fault};

/// Papers of one material row, as counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FolderRow {
    /// The row.
    pub row: u8,
    /// Sheets.
    pub sheets: u16,
    /// An original that goes back to the applicant.
    pub to_return: bool,
}

/// What a person may ask of a folder; texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FolderAct {
    /// 建卷.
    Open {
        /// What is in it.
        rows: Vec<FolderRow>,
    },
    /// Give it to somebody, apart from the case.
    Give {
        /// To whom.
        to: PersonId,
        /// Sheets counted.
        sheets: u16,
        /// Why.
        reason: String,
    },
    /// Sign for it.
    Take {
        /// Sheets counted.
        sheets: u16,
    },
    /// Take it back before it was signed for.
    Recall,
    /// 退还原件.
    ReturnOriginals {
        /// Which rows.
        rows: Vec<u8>,
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Who fetches them, where it is not the applicant.
        other: Option<Fetcher>,
        /// At which window.
        window: WindowId,
    },
    /// 退还材料, where the case ended without delivery.
    ReturnMaterials {
        /// Which rows.
        rows: Vec<u8>,
        /// Sheets counted together.
        sheets: u16,
        /// Type of the document shown by whoever fetches them.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Who fetches them, where it is not the applicant.
        other: Option<Fetcher>,
        /// At which window.
        window: WindowId,
    },
    /// 归档.
    Archive {
        /// Rows whose papers were found.
        found: Vec<u8>,
        /// Sheets counted.
        sheets: u16,
        /// Box.
        box_no: u16,
        /// Shelf.
        shelf: u16,
    },
    /// 借阅.
    Lend {
        /// To whom.
        to: PersonId,
        /// Last day to bring it back.
        due_on: Day,
        /// What for.
        purpose: String,
    },
    /// 归还.
    TakeBack {
        /// Sheets counted.
        sheets: u16,
    },
    /// 报告遗失 (F30).
    NoteLoss {
        /// Every row that should be there, with the sheets that are.
        found: Vec<FolderRow>,
        /// By how many papers the count of the case goes down.
        papers: u16,
        /// How it came about, and where was looked.
        reason: String,
    },
    /// 遗失签字.
    SignLoss,
    /// 撤销遗失: found after all, or not signed.
    DropLoss {
        /// Why.
        reason: String,
    },
    /// 遗失找回: what was signed as lost turned up.
    NoteFound {
        /// Sheets that were found, by row.
        found: Vec<FolderRow>,
        /// Where and how.
        reason: String,
    },
}

impl FolderAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            FolderAct::Open { .. } => "open",
            FolderAct::Give { .. } => "give",
            FolderAct::Take { .. } => "take",
            FolderAct::Recall => "recall",
            FolderAct::ReturnOriginals { .. } => "return-originals",
            FolderAct::ReturnMaterials { .. } => "return-materials",
            FolderAct::Archive { .. } => "archive",
            FolderAct::Lend { .. } => "lend",
            FolderAct::TakeBack { .. } => "take-back",
            FolderAct::NoteLoss { .. } => "note-loss",
            FolderAct::SignLoss => "sign-loss",
            FolderAct::DropLoss { .. } => "drop-loss",
            FolderAct::NoteFound { .. } => "note-found",
        }
    }

    fn check(&self) -> Vec<FieldProblem> {
        let text = |field: &str, text: &str| text_problem(field, text, true, TEXT_CHARS_MAX);
        if let FolderAct::ReturnOriginals { document_number, other, .. }
        | FolderAct::ReturnMaterials { document_number, other, .. } = self
        {
            let name = other.as_ref().and_then(|it| text_problem("name", &it.name, true, NAME_CHARS_MAX));
            return text_problem("document_number", document_number, true, 64)
                .into_iter()
                .chain(name)
                .collect();
        }
        let problem = match self {
            FolderAct::Give { reason, .. }
            | FolderAct::NoteLoss { reason, .. }
            | FolderAct::NoteFound { reason, .. }
            | FolderAct::DropLoss { reason } => text("reason", reason),
            FolderAct::Lend { purpose, .. } => text("purpose", purpose),
            _ => None,
        };
        problem.into_iter().collect()
    }
}

/// Somebody else who fetches originals, or the papers of a case that ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fetcher {
    /// Name.
    pub name: String,
    /// The letter of authority, or the proof of the right to the papers, was seen.
    pub proof_seen: bool,
}

/// One line of its history.
#[derive(Debug, Clone)]
pub struct FolderLine {
    /// Who acted.
    pub actor: String,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// What happened.
    pub event: Event,
}

/// The whole of one folder with its case.
pub struct FolderView {
    /// The case.
    pub case: CaseFile,
    /// The folder.
    pub folder: Folder,
    /// Its version, for forms; 0 before it is opened.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<FolderLine>,
}

impl FolderView {
    /// What this person may ask now.
    pub fn offers(&self, session: &Session) -> Vec<(&'static str, Option<Refusal>)> {
        let Some(filed) = self.case.filed() else { return Vec::new() };
        let id = self.case.state.id;
        let offers =
            self.case.asked_by(session, |known| casework::folder::offers(id, &self.folder, known, filed));
        offers.unwrap_or_default()
    }
}

/// The stream of a folder.
pub(crate) fn folder_stream(case: CaseId) -> String {
    format!("folder/{case}")
}

impl Centre {
    /// The folder of a case as it stands, with its version.
    pub async fn folder_state(&self, case: CaseId) -> Result<(Folder, u64), Fault> {
        let loaded = self.ledger.load(&self.division, &folder_stream(case)).await?;
        Ok(match loaded.map(|it| (it.state, it.version)) {
            Some((State::Folder(folder), version)) => (folder, version),
            _ => (Folder::Absent, 0),
        })
    }

    /// The folder of a case for whoever may see the case.
    pub async fn folder_fetch_for(&self, session: &Session, case: CaseId) -> Result<FolderView, Problem> {
        let file = self.case_fetch_for(session, case).await?;
        let (folder, version) = self.folder_state(case).await?;
        let stream = folder_stream(case);
        let texts = self.texts_of(&stream).await?;
        let after = version.saturating_sub(ENTRIES_MAX);
        let mut lines = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream, after, ENTRIES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            lines.push(FolderLine { actor: entry.actor, recorded_at: Instant(entry.recorded_at), event });
        }
        Ok(FolderView { case: file, folder, version, texts, lines })
    }

    /// A person does something with the paper of a case.
    pub async fn folder_act(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &FolderAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        self.case_in_scope(session, case).await?;
        let stream = folder_stream(case);
        let shown = matches!(act, FolderAct::ReturnOriginals { .. } | FolderAct::ReturnMaterials { .. })
            .then(|| self.keys.find_digest(&self.division, "throttle-pickup", case.as_str()));
        let known = self.stream_key(&stream).await?;
        let new = known.is_none();
        let key = known.unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let (command, bodies) = self.folder_command(case, act, &mut sealer).await?;
        let mut with = sealer.rows;
        if new {
            with.push(self.key_row(&stream, &key));
        }
        let submission = Submission {
            division: self.division.clone(),
            stream: stream.clone(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Folder(command),
            content: content_of(&(case.as_str(), "folder", act))?,
            occurred_at: None,
            // Before the first entry there is no version to be behind of.
            expected_version: version.filter(|version| *version > 0),
            bodies,
            with,
            lane: Lane::People,
        };
        self.submit_shown(shown, submission).await
    }

    async fn folder_command(
        &self,
        case: CaseId,
        act: &FolderAct,
        sealer: &mut Sealer<'_>,
    ) -> Result<(Command, Vec<Body>), Problem> {
        let set = |rows: &[u8]| {
            RowSet::of(rows).map_err(|_| {
                Problem::Form(vec![FieldProblem { field: "rows".into(), why: FieldWhy::NotAChoice }])
            })
        };
        let listed = |rows: &[FolderRow], field: &str| {
            let rows: Vec<Row> = rows.iter().map(|it| Row::new(it.row, it.sheets, it.to_return)).collect();
            let why = FieldWhy::NotAChoice;
            Rows::of(&rows).ok_or_else(|| Problem::Form(vec![FieldProblem { field: field.to_owned(), why }]))
        };
        let acts = match act {
            FolderAct::ReturnOriginals { document_type, document_number, other: None, .. }
            | FolderAct::ReturnMaterials { document_type, document_number, other: None, .. } => {
                let acts = self.acts_for(case, document_type, document_number).await?;
                acts.map(|who| Fetcher { name: who.name, proof_seen: who.letter })
            }
            _ => None,
        };
        let command = match act {
            FolderAct::Open { rows } => Command::Open(Open { rows: listed(rows, "rows")? }),
            FolderAct::NoteLoss { found, papers, reason } => Command::NoteLoss(NoteLoss {
                found: listed(found, "found")?,
                papers: *papers,
                reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
            }),
            FolderAct::SignLoss => Command::SignLoss,
            FolderAct::DropLoss { reason } => {
                Command::DropLoss(DropLoss { reason: Sealed(sealer.seal("reason", reason.as_bytes())?) })
            }
            FolderAct::NoteFound { found, reason } => Command::NoteFound(NoteFound {
                found: listed(found, "found")?,
                reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
            }),
            FolderAct::Give { to, sheets, reason } => Command::Give(GiveFolder {
                to: *to,
                sheets: *sheets,
                reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
            }),
            FolderAct::Take { sheets } => Command::Take(TakeFolder { sheets: *sheets }),
            FolderAct::Recall => Command::Recall,
            FolderAct::ReturnOriginals { rows, document_type, document_number, other, window } => {
                let other = other.as_ref().or(acts.as_ref());
                let by = self.fetched_by(document_type, document_number, other, sealer)?;
                let (rows, window) = (set(rows)?, *window);
                Command::ReturnOriginals(ReturnOriginals { rows, by, window })
            }
            FolderAct::ReturnMaterials { rows, sheets, document_type, document_number, other, window } => {
                let other = other.as_ref().or(acts.as_ref());
                let by = self.fetched_by(document_type, document_number, other, sealer)?;
                let (rows, sheets, window) = (set(rows)?, *sheets, *window);
                Command::ReturnMaterials(ReturnMaterials { rows, sheets, by, window })
            }
            FolderAct::Archive { found, sheets, box_no, shelf } => {
                let lines = self.folder_index(case).await?;
                let bytes = bytes_of(&lines);
                let index: Digest = sha256(&bytes);
                let command = Archive {
                    found: set(found)?,
                    sheets: *sheets,
                    box_no: *box_no,
                    shelf: *shelf,
                    index,
                    lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
                };
                let body = Body { digest: index.0, kind: INDEX.to_owned(), bytes };
                return Ok((Command::Archive(command), vec![body]));
            }
            FolderAct::Lend { to, due_on, purpose } => Command::Lend(Lend {
                to: *to,
                due_on: *due_on,
                purpose: Sealed(sealer.seal("purpose", purpose.as_bytes())?),
            }),
            FolderAct::TakeBack { sheets } => Command::TakeBack(TakeFolder { sheets: *sheets }),
        };
        Ok((command, Vec::new()))
    }

    /// Who fetches papers: the applicant by the document, somebody else by name, document and proof.
    fn fetched_by(
        &self,
        document_type: &str,
        document_number: &str,
        other: Option<&Fetcher>,
        sealer: &mut Sealer<'_>,
    ) -> Result<FetchedBy, Fault> {
        let Some(other) = other else {
            return Ok(FetchedBy::Applicant { identity: self.person_digest(document_type, document_number) });
        };
        let who = Collector {
            name: other.name.clone(),
            document_type: document_type.to_owned(),
            document_number: document_number.to_owned(),
            letter: other.proof_seen,
        };
        let collector = Sealed(sealer.seal_record("collector", &who)?);
        Ok(FetchedBy::Other { collector, proof_seen: other.proof_seen })
    }

    /// Receipts for originals that went back, as papers that can be checked.
    pub(crate) async fn folder_papers(&self, case: CaseId) -> Result<Vec<IssuedPaper>, Fault> {
        let entries = self.ledger.entries(&self.division, &folder_stream(case), 0, ENTRIES_MAX).await?;
        let paper = |entry: &ledger::Entry| {
            let receipt = match Event::decode(&entry.kind, &entry.payload) {
                Ok(Event::OriginalsReturned(fact)) => fact.receipt,
                Ok(Event::MaterialsReturned(fact)) => fact.receipt,
                _ => return None,
            };
            let (number, on) = (PaperNo::Document(receipt), Instant(entry.recorded_at).day());
            Some(IssuedPaper { number, on, standing: PaperStanding::Genuine })
        };
        Ok(entries.iter().filter_map(paper).collect())
    }

    /// The index of a case's dossier as it stands: entries, sealed texts, papers with their numbers, rows of paper.
    async fn folder_index(&self, case: CaseId) -> Result<Vec<String>, Problem> {
        let file = self.case_fetch(case).await?.ok_or(Problem::NotFound)?;
        let filed = file.filed().ok_or(Problem::NotFound)?;
        let (folder, _) = self.folder_state(case).await?;
        let number = |paper: PaperNo| match paper {
            PaperNo::Receipt(_) => mark(paper),
            PaperNo::Document(no) => format!("{} {} {}", mark(paper), no.issuer, no.n),
        };
        let mut paper: Vec<String> =
            papers_of(filed.facts.receipt, &file.lines).into_iter().map(|it| number(it.number)).collect();
        if let Folder::Kept(dossier) = &folder {
            let rows = dossier.rows.iter();
            paper.extend(rows.map(|it| format!("row {} {} {}", it.row, it.sheets, u8::from(it.returned))));
            // The gap is named, and not only left out.
            paper.extend(dossier.lost.iter().map(|it| format!("lost {} {}", it.row, it.sheets)));
            paper.extend(dossier.found.iter().map(|it| format!("found {} {}", it.row, it.sheets)));
            paper.extend(dossier.taken_up.iter().map(|it| format!("taken-up {} {}", it.row, it.sheets)));
        }
        Ok(index_of(&self.ledger, &self.store, &self.division, case, &paper).await?)
    }
}
