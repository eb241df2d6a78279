//! A certificate after its case: what people ask of it, and the whole of one for who may see it.

use std::sync::Arc;

use calendar::{Calendar, Instant, Thresholds};
use casework::absence::Absences;
use casework::certificate::{
    ApplyRenewal, Certificate, CertificateFile, CertificateId, CertificateRefusal, Change, Command,
    DecideProceeding, DecideReissue, DecideRenewal, EndGround, Event, OpenProceeding, RecordStatement,
    Reissue, Replace,
};
use casework::{Outcome, Refusal, Sealed};
use catalogue::{Item, Organisation, WindowId};
use ledger::{Done, Lane, Submission};
use serde::{Deserialize, Serialize};

use crate::account::Session;
use crate::act::{FieldProblem, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::{ENTRIES_MAX, event_of};
use crate::particulars::{Sealer, Texts};
use crate::{Centre, Fault};

/// What a certificate says of its holder and of what it permits; sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateContent {
    /// Name of the person or the firm.
    pub holder: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Number of the document.
    pub document_number: String,
    /// What is permitted; may be empty.
    #[serde(default)]
    pub scope: String,
}

/// What a person may ask of a certificate; texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateAct {
    /// 申请更正 (E17).
    Correct {
        /// What the new paper says.
        content: CertificateContent,
        /// What was wrong.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 申请变更 (E11).
    Change {
        /// What the new paper says.
        content: CertificateContent,
        /// Type of the document that the certificate bears so far, shown by its holder.
        shown_type: String,
        /// Its number.
        shown_number: String,
        /// What was changed, and the proof that was seen.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// Decide a correction or a change.
    DecideReissue {
        /// Grant or refusal.
        outcome: Outcome,
        /// Why not; needed for a refusal.
        reasons: String,
    },
    /// 补发.
    Replace {
        /// Lost or spoilt, in the holder's words.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 申请延续 (N21).
    ApplyRenewal {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// In the holder's words; may be empty.
        words: String,
        /// At which window.
        window: WindowId,
    },
    /// Decide it.
    DecideRenewal {
        /// Grant or refusal.
        outcome: Outcome,
        /// Why not; needed for a refusal.
        reasons: String,
    },
    /// 立案并告知 (N25).
    OpenProceeding {
        /// On what ground.
        ground: EndGround,
        /// The facts.
        facts: String,
    },
    /// 陈述申辩.
    RecordStatement {
        /// The words.
        words: String,
    },
    /// The end of proceedings.
    DecideProceeding {
        /// Whether it ends.
        ends: bool,
        /// Why.
        reasons: String,
    },
}

impl CertificateAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            CertificateAct::Correct { .. } => "correct",
            CertificateAct::Change { .. } => "change",
            CertificateAct::DecideReissue { .. } => "decide-reissue",
            CertificateAct::Replace { .. } => "replace",
            CertificateAct::ApplyRenewal { .. } => "apply-renewal",
            CertificateAct::DecideRenewal { .. } => "decide-renewal",
            CertificateAct::OpenProceeding { .. } => "open-proceeding",
            CertificateAct::RecordStatement { .. } => "record-statement",
            CertificateAct::DecideProceeding { .. } => "decide-proceeding",
        }
    }

    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut text = |field: &str, text: &str, needed: bool, max: usize| {
            problems.extend(text_problem(field, text, needed, max));
        };
        if let CertificateAct::Change { shown_number, .. } = self {
            text("shown_number", shown_number, true, 64);
        }
        match self {
            CertificateAct::Correct { content, reason, .. }
            | CertificateAct::Change { content, reason, .. } => {
                text("holder", &content.holder, true, NAME_CHARS_MAX);
                text("document_number", &content.document_number, true, 64);
                text("scope", &content.scope, false, NAME_CHARS_MAX);
                text("reason", reason, true, TEXT_CHARS_MAX);
            }
            CertificateAct::Replace { reason, .. } => text("reason", reason, true, TEXT_CHARS_MAX),
            CertificateAct::ApplyRenewal { document_number, words, .. } => {
                text("document_number", document_number, true, 64);
                text("words", words, false, TEXT_CHARS_MAX);
            }
            CertificateAct::DecideRenewal { outcome, reasons }
            | CertificateAct::DecideReissue { outcome, reasons } => {
                text("reasons", reasons, *outcome == Outcome::Refused, TEXT_CHARS_MAX);
            }
            CertificateAct::OpenProceeding { facts, .. } => text("facts", facts, true, TEXT_CHARS_MAX),
            CertificateAct::RecordStatement { words } => text("words", words, true, TEXT_CHARS_MAX),
            CertificateAct::DecideProceeding { reasons, .. } => {
                text("reasons", reasons, true, TEXT_CHARS_MAX);
            }
        }
        problems
    }
}

/// One line of its history.
#[derive(Debug, Clone)]
pub struct CertificateLine {
    /// Place in the ledger.
    pub seq: u64,
    /// Who acted.
    pub actor: String,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// What happened.
    pub event: Event,
}

/// The whole of one certificate.
pub struct CertificateView {
    /// Its name.
    pub id: CertificateId,
    /// What holds of it.
    pub file: CertificateFile,
    /// Its version, for forms.
    pub version: u64,
    /// The frozen revision.
    pub item: Arc<Item>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The calendar in force.
    pub calendar: Arc<Calendar>,
    /// The opened texts.
    pub texts: Texts,
    /// What it says; empty if erased.
    pub content: CertificateContent,
    /// What happened, oldest first.
    pub lines: Vec<CertificateLine>,
    /// The instant of reading.
    pub now: Instant,
    absences: Arc<Absences>,
    thresholds: Thresholds,
}

impl CertificateView {
    /// What this person may ask now.
    pub fn offers(&self, session: &Session) -> Vec<(&'static str, Option<Refusal>)> {
        let numbers = |_| 1;
        let known = casework::Known {
            now: self.now,
            actor: session.person,
            organisation: &self.organisation,
            absences: &self.absences,
            received_at: None,
            commitment_closed: false,
            hearing: None,
            item: Some(&self.item),
            item_digest: self.file.body,
            item_live: true,
            calendar: &self.calendar,
            thresholds: self.thresholds,
            newer: None,
            turn: None,
            archived: false,
            numbers: &numbers,
        };
        casework::certificate::offers(&Certificate::Issued(Box::new(self.file.clone())), &known)
    }

    /// What one of its papers says.
    pub fn content_of(&self, sealed: Sealed) -> CertificateContent {
        self.texts.record(sealed.0).unwrap_or_default()
    }
}

/// The stream of a certificate.
pub(crate) fn certificate_stream(id: CertificateId) -> String {
    format!("certificate/{id}")
}

impl Centre {
    /// The certificate that a case made, if it stands already.
    pub async fn certificate_state(
        &self,
        id: CertificateId,
    ) -> Result<Option<(CertificateFile, u64)>, Fault> {
        let loaded = self.ledger.load(&self.division, &certificate_stream(id)).await?;
        Ok(loaded.and_then(|loaded| match loaded.state {
            State::Certificate(Certificate::Issued(file)) => Some((*file, loaded.version)),
            _ => None,
        }))
    }

    /// The whole of one certificate for whoever sees the cases of its unit.
    pub async fn certificate_fetch_for(
        &self,
        session: &Session,
        id: CertificateId,
    ) -> Result<CertificateView, Problem> {
        let view = self.certificate_fetch(id).await?.ok_or(Problem::NotFound)?;
        match self.scope(session).await?.covers_unit(view.file.authority) {
            true => Ok(view),
            false => Err(Problem::OutOfScope),
        }
    }

    /// The whole of one certificate, for the centre's own work and for its holder.
    pub async fn certificate_fetch(&self, id: CertificateId) -> Result<Option<CertificateView>, Fault> {
        let Some((file, version)) = self.certificate_state(id).await? else { return Ok(None) };
        let in_force = self.in_force().await?;
        let (Some(organisation), Some(calendar)) = (in_force.organisation, in_force.calendar) else {
            return Ok(None);
        };
        let Some(item) = self.item_body(file.body).await? else {
            return Err(Fault::inside("the frozen revision of a certificate is not in the database"));
        };
        let stream = certificate_stream(id);
        let texts = self.texts_of(&stream).await?;
        let after = version.saturating_sub(ENTRIES_MAX);
        let mut lines = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream, after, ENTRIES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            let (seq, recorded_at) = (entry.seq, Instant(entry.recorded_at));
            lines.push(CertificateLine { seq, actor: entry.actor, recorded_at, event });
        }
        let content = texts.record(file.content.0).unwrap_or_default();
        let (now, thresholds, absences) = (self.instant(), in_force.thresholds, in_force.absences);
        Ok(Some(CertificateView {
            id,
            file,
            version,
            item,
            organisation,
            calendar,
            texts,
            content,
            lines,
            now,
            absences,
            thresholds,
        }))
    }

    /// A person acts on a certificate.
    pub async fn certificate_act(
        &self,
        session: &Session,
        id: CertificateId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &CertificateAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let stream = certificate_stream(id);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let shows = matches!(
            act,
            CertificateAct::ApplyRenewal { .. }
                | CertificateAct::Change { .. }
                | CertificateAct::Correct { .. }
        );
        let shown = shows.then(|| self.keys.find_digest(&self.division, "throttle-certificate", &stream));
        if let CertificateAct::Correct { content, .. } | CertificateAct::Change { content, .. } = act {
            let view = self.certificate_fetch_for(session, id).await?;
            if view.content == *content {
                return Err(Problem::Refused(CertificateRefusal::NothingChanged.into()));
            }
            // The scope is sealed, so that only here both can be read.
            let corrects = matches!(act, CertificateAct::Correct { .. });
            if corrects && view.content.scope != content.scope {
                return Err(Problem::Refused(CertificateRefusal::CorrectionKeepsScope.into()));
            }
        }
        let mut sealer = Sealer::new(self, &stream, key);
        let command = self.certificate_command(act, &mut sealer)?;
        let with = sealer.rows;
        let submission = Submission {
            division: self.division.clone(),
            stream: stream.clone(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Certificate(command),
            content: content_of(&(id.to_string(), act))?,
            occurred_at: None,
            expected_version: version,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        };
        let done = self.submit_shown(shown, submission).await;
        if matches!(done, Err(Problem::Stale { .. } | Problem::IdReused)) {
            // Answered before the rules were asked: who acted last is not for everybody.
            self.certificate_fetch_for(session, id).await?;
        }
        done
    }

    fn certificate_command(&self, act: &CertificateAct, sealer: &mut Sealer<'_>) -> Result<Command, Problem> {
        Ok(match act {
            CertificateAct::Correct { content, reason, old_returned } => {
                Command::Correct(self.reissue(content, reason, *old_returned, sealer)?)
            }
            CertificateAct::Change { content, shown_type, shown_number, reason, old_returned } => {
                Command::Change(Change {
                    identity: self.person_digest(shown_type, shown_number),
                    new: self.reissue(content, reason, *old_returned, sealer)?,
                })
            }
            CertificateAct::DecideReissue { outcome, reasons } => Command::DecideReissue(DecideReissue {
                outcome: *outcome,
                reasons: match reasons.trim() {
                    "" => None,
                    reasons => Some(Sealed(sealer.seal("reasons", reasons.as_bytes())?)),
                },
            }),
            CertificateAct::Replace { reason, old_returned } => Command::Replace(Replace {
                reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
                old_returned: *old_returned,
            }),
            CertificateAct::ApplyRenewal { document_type, document_number, words, window } => {
                Command::ApplyRenewal(ApplyRenewal {
                    identity: self.person_digest(document_type, document_number),
                    window: *window,
                    words: match words.trim() {
                        "" => None,
                        words => Some(Sealed(sealer.seal("words", words.as_bytes())?)),
                    },
                })
            }
            CertificateAct::DecideRenewal { outcome, reasons } => Command::DecideRenewal(DecideRenewal {
                outcome: *outcome,
                reasons: match (outcome, reasons.trim()) {
                    (_, "") => None,
                    (_, reasons) => Some(Sealed(sealer.seal("reasons", reasons.as_bytes())?)),
                },
            }),
            CertificateAct::OpenProceeding { ground, facts } => Command::OpenProceeding(OpenProceeding {
                ground: *ground,
                facts: Sealed(sealer.seal("facts", facts.as_bytes())?),
            }),
            CertificateAct::RecordStatement { words } => Command::RecordStatement(RecordStatement {
                words: Sealed(sealer.seal("words", words.as_bytes())?),
            }),
            CertificateAct::DecideProceeding { ends, reasons } => {
                Command::DecideProceeding(DecideProceeding {
                    ends: *ends,
                    reasons: Sealed(sealer.seal("reasons", reasons.as_bytes())?),
                })
            }
        })
    }

    fn reissue(
        &self,
        content: &CertificateContent,
        reason: &str,
        old_returned: bool,
        sealer: &mut Sealer<'_>,
    ) -> Result<Reissue, Problem> {
        let document = self.identity(&content.document_type, &content.document_number);
        let number = document
            .map_err(|why| Problem::Form(vec![FieldProblem { field: "document_number".into(), why }]))?
            .number;
        let holder = self.person_digest(&content.document_type, &number);
        let content = CertificateContent { document_number: number, ..content.clone() };
        Ok(Reissue {
            content: Sealed(sealer.seal_record("certificate", &content)?),
            holder,
            reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
            old_returned,
        })
    }
}
