//! A certificate after its case: what people ask of it, and the whole of one for who may see it.

use std::sync::Arc;

use calendar::{Calendar, Instant, Thresholds};
use casework::absence::Absences;
use casework::certificate::{Certificate, CertificateFile, CertificateId, CertificateRefusal, Event};
use casework::{Refusal, Sealed};
use catalogue::{Item, Organisation};
use ledger::{Done, Lane, Submission};

use crate::account::Session;
use crate::case::{Problem, content_of};
pub use crate::certificate_act::{CertificateAct, CertificateContent, HandedBy, HandingRecord, OtherHanding};
use crate::certificate_paper::papers_of;
use crate::domain::{Asked, State};
use crate::file::{ENTRIES_MAX, event_of};
use crate::paper::{PaperNo, mark};
use crate::particulars::{Sealer, Texts};
use crate::{Centre, Fault};

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
            // No clock of a certificate is stopped.
            order_days: 0,
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
        match self.scope(session).await?.covers_certificate(view.file.authority) {
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
        let shown = act
            .shows_identity()
            .then(|| self.keys.find_digest(&self.division, "throttle-certificate", &stream));
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
        let command = match act {
            CertificateAct::HandOut { paper, .. } => {
                let view = self.certificate_fetch_for(session, id).await?;
                // Of every paper, so that a command that was carried out gives its first answer again.
                let named = papers_of(&view).into_iter().find(|it| mark(it.number) == *paper);
                let Some(PaperNo::Document(number)) = named.map(|it| it.number) else {
                    return Err(Problem::Refused(CertificateRefusal::NotToHandOut.into()));
                };
                self.certificate_command(act, Some(number), &mut sealer)?
            }
            _ => self.certificate_command(act, None, &mut sealer)?,
        };
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
}
