//! What is true of a certificate, and what each fact changes.

use super::command::{EndGround, EndKind, Reissue, ReissueKind};
use super::event::{Event as E, Issued};
use super::hand_out::Owed;
use crate::command::Sealed;
use crate::number::{DocumentKind, DocumentNo, ReceiptNo};
use calendar::{Day, Instant};
use catalogue::item::{ItemKind, ValidFor};
use catalogue::{CaseId, Digest, ItemCode, PersonId, UnitCode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most papers of one certificate, one after the other.
pub const CERTIFICATE_PAPERS_MAX: usize = 40;
/// Papers that may wait to be handed out; beyond, nothing more is asked for before some were.
pub const OWED_MAX: usize = 20;
/// Reminders before the last day (A22), in days, the earlier first.
pub const REMINDERS: [u8; 2] = [60, 30];

/// The name of a certificate: its first number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateId(DocumentNo);

impl CertificateId {
    /// Of the first number; none where the number is of another paper.
    pub fn of(number: DocumentNo) -> Option<CertificateId> {
        (number.kind == DocumentKind::Certificate).then_some(CertificateId(number))
    }

    /// Reads `sc-2026-5`.
    pub fn parse(text: &str) -> Option<CertificateId> {
        let mut parts = text.rsplitn(3, '-');
        let (n, year, issuer) = (parts.next()?, parts.next()?, parts.next()?);
        let (n, year) = (n.parse::<u32>().ok().filter(|it| *it > 0)?, year.parse::<u16>().ok()?);
        let issuer = UnitCode::parse(issuer).ok()?;
        let id = CertificateId(DocumentNo { issuer, kind: DocumentKind::Certificate, year, n });
        // One spelling only, so that nothing has two names.
        (id.to_string() == text).then_some(id)
    }

    /// The first number.
    pub fn number(self) -> DocumentNo {
        self.0
    }
}

impl fmt::Display for CertificateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.0.issuer, self.0.year, self.0.n)
    }
}

/// A certificate: nothing yet, or what it has become.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// No case has made it.
    #[default]
    Absent,
    /// It exists.
    Issued(Box<CertificateFile>),
}

/// What holds of an issued certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CertificateFile {
    /// The case that made it.
    pub case: CaseId,
    /// The receipt number of that case.
    pub receipt: ReceiptNo,
    /// The item.
    pub item: ItemCode,
    /// The frozen revision.
    pub revision: u32,
    /// Digest of its body.
    pub body: Digest,
    /// Kind of the item.
    pub item_kind: ItemKind,
    /// 实施主体.
    pub authority: UnitCode,
    /// Who decided the case.
    pub granted_by: PersonId,
    /// Keyed digest of the holder's identity document.
    pub holder: Digest,
    /// What it says today.
    pub content: Sealed,
    /// How long each time of it lasts.
    pub valid_for: ValidFor,
    /// Its papers, the first first; the last is the one that counts.
    pub papers: Vec<CertificatePaper>,
    /// Whether it is in force.
    pub standing: Standing,
    /// A renewal that waits for an answer.
    pub renewal: Option<Renewal>,
    /// Proceedings that run.
    pub proceeding: Option<Proceeding>,
    /// How many of [`REMINDERS`] are over.
    pub reminded: u8,
    /// A correction, a change or a replacement that waits for an answer.
    pub reissue: Option<Reissuing>,
    /// Papers made after the case that the holder was not given yet, the oldest first.
    pub owed: Vec<Owed>,
    /// How the holder is reached, once it was said here; before that as the case has it.
    pub contact: Option<Sealed>,
}

/// A correction, a change or a replacement asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reissuing {
    /// Which.
    pub kind: ReissueKind,
    /// Who took it in.
    pub taken_by: PersonId,
    /// 申请回执; none of one of old.
    pub receipt: Option<DocumentNo>,
    /// When.
    pub on: Day,
    /// The new paper.
    pub new: Reissue,
}

/// One paper of a certificate.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificatePaper {
    /// Its number.
    pub number: DocumentNo,
    /// What it says.
    pub content: Sealed,
    /// The day it was issued.
    pub issued_on: Day,
    /// First valid day.
    pub valid_from: Day,
    /// Last valid day; none where no rule ends it.
    pub valid_until: Option<Day>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a paper.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is the one that counts.
    Current,
    /// A corrected or changed one stands in its place.
    Superseded,
    /// It was lost or spoilt and is void; another was made.
    Void,
    /// Its time is continued by the next.
    Renewed,
}

/// Whether a certificate is in force.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is.
    InForce,
    /// Its time is over.
    Expired,
    /// An authority ended it.
    Ended {
        /// How.
        how: EndKind,
        /// On what ground.
        ground: EndGround,
        /// The decision.
        number: DocumentNo,
        /// When.
        on: Day,
    },
}

impl Standing {
    /// A stable word, for lists and programs.
    pub fn key(self) -> &'static str {
        match self {
            Standing::InForce => "in-force",
            Standing::Expired => "expired",
            Standing::Ended { how: EndKind::Withdrawn, .. } => "withdrawn",
            Standing::Ended { how: EndKind::Revoked, .. } => "revoked",
            Standing::Ended { how: EndKind::Cancelled, .. } => "cancelled",
            Standing::Ended { how: EndKind::Rescinded, .. } => "rescinded",
        }
    }
}

/// A renewal applied for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Who took it in.
    pub taken_by: PersonId,
    /// 延续申请回执.
    pub receipt: DocumentNo,
    /// When.
    pub on: Day,
    /// In the holder's words.
    pub words: Option<Sealed>,
}

/// Proceedings to end it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proceeding {
    /// Who opened them.
    pub by: PersonId,
    /// On what ground.
    pub ground: EndGround,
    /// The facts.
    pub facts: Sealed,
    /// 告知书.
    pub notice: DocumentNo,
    /// When.
    pub on: Day,
    /// When the notice reached the holder.
    pub told_on: Option<Day>,
    /// Last day for the holder to speak; none before the notice reached the holder.
    pub speak_by: Option<Day>,
    /// Whether the holder was heard.
    pub heard: Heard,
}

/// Whether the holder was heard.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heard {
    /// Not yet.
    Awaited,
    /// The holder spoke.
    Spoken(Sealed),
    /// The holder said nothing in time.
    Silent,
}

impl CertificateFile {
    /// The paper that counts.
    pub fn current(&self) -> &CertificatePaper {
        self.papers.last().expect("a certificate is born with its first paper, and none is ever taken away")
    }

    /// Its name.
    pub fn id(&self) -> CertificateId {
        let first = self.papers.first().map_or(self.current().number, |paper| paper.number);
        CertificateId(first)
    }

    /// The number of the paper that stands in the place of this one.
    pub fn after(&self, number: DocumentNo) -> Option<DocumentNo> {
        let place = self.papers.iter().position(|paper| paper.number == number)?;
        self.papers.get(place + 1).map(|paper| paper.number)
    }

    fn add(&mut self, number: DocumentNo, at: Instant, old: Fate, valid: Option<(Day, Day)>, owed: bool) {
        let before = *self.current();
        if let Some(last) = self.papers.last_mut() {
            last.fate = old;
        }
        let (valid_from, valid_until) =
            valid.map_or((before.valid_from, before.valid_until), |(from, until)| (from, Some(until)));
        let (content, issued_on, fate) = (self.content, at.day(), Fate::Current);
        self.papers.push(CertificatePaper { number, content, issued_on, valid_from, valid_until, fate });
        // The one before is void or past, handed out or not.
        self.no_more_owed(&[DocumentKind::Certificate]);
        self.owe_if(owed, number, at);
    }

    /// Entries from before anybody wrote down what was handed out owe nothing: those papers reached their holders, or nobody knows.
    fn owe_if(&mut self, owed: bool, number: DocumentNo, at: Instant) {
        if owed {
            self.owe(number, at);
        }
    }

    fn owe(&mut self, number: DocumentNo, at: Instant) {
        self.owed.push(Owed { number, on: at.day() });
    }

    fn no_more_owed(&mut self, kinds: &[DocumentKind]) {
        self.owed.retain(|paper| !kinds.contains(&paper.number.kind));
    }

    fn renew(&mut self, number: DocumentNo, at: Instant, valid: (Day, Day), owed: bool) {
        self.add(number, at, Fate::Renewed, Some(valid), owed);
        self.renewal = None;
        self.reminded = reminders_over(Some(valid.1), at);
    }
}

/// How many reminders lie before an instant.
fn reminders_over(valid_until: Option<Day>, at: Instant) -> u8 {
    let over = |days: &&u8| valid_until.is_none_or(|until| until.plus_days(-i32::from(**days)).start() <= at);
    REMINDERS.iter().take_while(over).count() as u8
}

/// The certificate after the fact. Total: a fact that does not fit changes nothing.
pub fn evolve(certificate: Certificate, event: &E) -> Certificate {
    match (certificate, event) {
        (Certificate::Absent, E::Issued(fact)) => Certificate::Issued(Box::new(issued(fact))),
        (Certificate::Issued(mut file), event) => {
            apply(&mut file, event);
            Certificate::Issued(file)
        }
        (Certificate::Absent, _) => Certificate::Absent,
    }
}

fn issued(fact: &Issued) -> CertificateFile {
    let first = CertificatePaper {
        number: fact.number,
        content: fact.content,
        issued_on: fact.valid_from,
        valid_from: fact.valid_from,
        valid_until: fact.valid_until,
        fate: Fate::Current,
    };
    CertificateFile {
        case: fact.case,
        receipt: fact.receipt,
        item: fact.item,
        revision: fact.revision,
        body: fact.body,
        item_kind: fact.item_kind,
        authority: fact.authority,
        granted_by: fact.granted_by,
        holder: fact.holder,
        content: fact.content,
        valid_for: fact.valid_for,
        papers: vec![first],
        standing: Standing::InForce,
        renewal: None,
        proceeding: None,
        reminded: reminders_over(fact.valid_until, fact.at),
        reissue: None,
        owed: Vec::new(),
        contact: None,
    }
}

fn apply(file: &mut CertificateFile, event: &E) {
    match event {
        E::Issued(_) => {}
        E::ReissueAskedFor(fact) => {
            let (kind, taken_by, receipt) = (fact.kind, fact.by, fact.receipt);
            file.reissue = Some(Reissuing { kind, taken_by, receipt, on: fact.at.day(), new: fact.new });
        }
        E::ReissueRefused(fact) => {
            file.reissue = None;
            fact.number.into_iter().for_each(|number| file.owe(number, fact.at));
        }
        E::Corrected(fact) => {
            (file.holder, file.content, file.reissue) = (fact.holder, fact.content, None);
            file.add(fact.number, fact.at, Fate::Superseded, None, fact.to_hand_out);
        }
        E::Changed(fact) => {
            (file.holder, file.content, file.reissue) = (fact.holder, fact.content, None);
            file.add(fact.number, fact.at, Fate::Superseded, None, fact.to_hand_out);
        }
        E::Replaced(fact) => {
            file.reissue = None;
            file.add(fact.number, fact.at, Fate::Void, None, fact.to_hand_out);
        }
        E::RenewalAppliedFor(fact) => {
            let (taken_by, receipt, on, words) = (fact.by, fact.receipt, fact.at.day(), fact.words);
            file.renewal = Some(Renewal { taken_by, receipt, on, words });
            // Whoever has applied needs no reminder.
            file.reminded = REMINDERS.len() as u8;
        }
        E::Renewed(fact) => {
            file.renew(fact.number, fact.at, (fact.valid_from, fact.valid_until), fact.to_hand_out);
        }
        E::DeemedRenewed(fact) => {
            file.renew(fact.number, fact.at, (fact.valid_from, fact.valid_until), fact.to_hand_out);
        }
        E::RenewalRefused(fact) => {
            file.renewal = None;
            file.owe_if(fact.to_hand_out, fact.number, fact.at);
        }
        E::ContactChanged(fact) => file.contact = Some(fact.contact),
        E::Reminded(_) => file.reminded = file.reminded.saturating_add(1).min(REMINDERS.len() as u8),
        E::Expired(_) => (file.standing, file.reissue) = (Standing::Expired, None),
        E::ProceedingOpened(fact) => {
            file.proceeding = Some(Proceeding {
                by: fact.by,
                ground: fact.ground,
                facts: fact.facts,
                notice: fact.notice,
                on: fact.at.day(),
                // Of old the days ran from here, and nobody wrote down when the notice was handed over.
                told_on: fact.speak_by.map(|_| fact.at.day()),
                speak_by: fact.speak_by,
                heard: Heard::Awaited,
            });
            if fact.speak_by.is_none() {
                file.owe(fact.notice, fact.at);
            }
        }
        E::StatementRedated(fact) => {
            file.proceeding = file.proceeding.map(|it| Proceeding { speak_by: Some(fact.speak_by), ..it });
        }
        E::StatementRecorded(fact) => file.heard(Heard::Spoken(fact.words)),
        E::StatementLapsed(_) => file.heard(Heard::Silent),
        E::Ended(fact) => {
            let (how, ground, number, on) = (fact.how, fact.ground, fact.number, fact.at.day());
            file.standing = Standing::Ended { how, ground, number, on };
            (file.proceeding, file.renewal, file.reissue) = (None, None, None);
            file.no_more_owed(&[DocumentKind::Certificate, DocumentKind::CertificateHearing]);
            file.owe_if(fact.to_hand_out, number, fact.at);
        }
        E::ProceedingDropped(_) => {
            file.proceeding = None;
            file.no_more_owed(&[DocumentKind::CertificateHearing]);
        }
        E::HandedOut(fact) => {
            file.owed.retain(|paper| paper.number != fact.paper);
            if let (Some(running), true) = (&mut file.proceeding, fact.speak_by.is_some()) {
                (running.told_on, running.speak_by) = (Some(fact.on), fact.speak_by);
            }
        }
    }
}

impl CertificateFile {
    fn heard(&mut self, heard: Heard) {
        if let Some(proceeding) = &mut self.proceeding {
            proceeding.heard = heard;
        }
    }
}
