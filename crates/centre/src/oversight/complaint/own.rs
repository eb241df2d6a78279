//! What the complainant sees and does with number and code, without an account; and the results everybody may read.

use std::sync::Arc;

use calendar::Instant;
use casework::applicant_itself;
use catalogue::{ComplaintId, Organisation, UnitCode};
use ledger::Done;
use oversight::complaint::{Class, Command, Complaint, Confirm, Event, Filed, Verdict};
use store::Statement;

use super::super::finding::Line;
use super::super::{Asking, sealed, sealed_if_any};
use super::{CODE_ADDRESS, CODE_NUMBER, grouped, number_of};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::complaint::stream_of;
use crate::particulars::Texts;
use crate::scope::page_after;
use crate::{Centre, Fault, throttle};

/// A complaint as its complainant sees it.
pub struct OwnComplaint {
    /// Which.
    pub id: ComplaintId,
    /// What holds of it.
    pub filed: Box<Filed>,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<Line<Event>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
}

/// A result that is public (R153, R167): without a word about who complained.
#[derive(Debug, Clone)]
pub struct PublishedLine {
    /// Which.
    pub id: ComplaintId,
    /// Its number as people read it.
    pub number: String,
    /// Of which class.
    pub class: Option<Class>,
    /// The unit complained of.
    pub unit: Option<UnitCode>,
    /// 是否属实.
    pub verdict: Option<Verdict>,
    /// When it was made.
    pub filed_at: Instant,
    /// When it was closed.
    pub closed_at: Instant,
    /// When it was published.
    pub published_at: Instant,
    /// In words.
    pub words: String,
}

impl PublishedLine {
    /// Where the list goes on after this one.
    pub fn cursor(&self) -> String {
        format!("{}_{}", self.published_at.0, self.id)
    }
}

impl Centre {
    /// The complaint of a number and its code. Wrong numbers and wrong codes sound the same; guesses are counted for the
    /// number and for the address.
    pub async fn complaint_track(
        &self,
        number: &str,
        code: &str,
        address: &str,
    ) -> Result<ComplaintId, Problem> {
        let number: String = number.chars().take(80).collect();
        let shown = number_of(&number);
        let key = shown.map_or_else(|| number.clone(), |(year, n)| format!("{year}/{n}"));
        let of_number = self.keys.find_digest(&self.division, "throttle-complaint", &key);
        let of_address = self.keys.find_digest(&self.division, "throttle-address", address);
        for (limit, who) in [(CODE_NUMBER, &of_number), (CODE_ADDRESS, &of_address)] {
            if let Err(until) = throttle::count(&self.store, &self.division, limit, who, self.now()).await? {
                return Err(Problem::Throttled(until));
            }
        }
        let Some((year, n)) = shown else { return Err(Problem::NotFound) };
        let rows = self
            .store
            .read(Statement::new(
                "select complaint_id from complaint_row where year = $2 and n = $3 and division = $1 limit 1",
                vec![self.division.as_str().into(), i64::from(year).into(), i64::from(n).into()],
            ))
            .await?;
        let id = rows.first().map(|row| row.text(0)).transpose()?.and_then(|it| ComplaintId::parse(it).ok());
        let Some(id) = id else { return Err(Problem::NotFound) };
        // Keyed digests are compared, so the time a comparison takes tells nothing about the code.
        let digest = |code: &str| {
            let digits: String = code.chars().filter(|it| !it.is_whitespace()).take(40).collect();
            self.keys.find_digest(&self.division, "complaint-shown", &digits)
        };
        if digest(code) != digest(&self.complaint_code(id)) {
            return Err(Problem::NotFound);
        }
        throttle::clear(&self.store, &self.division, CODE_NUMBER, &of_number).await?;
        throttle::clear(&self.store, &self.division, CODE_ADDRESS, &of_address).await?;
        Ok(id)
    }

    /// The complaint for whoever has shown number and code.
    pub async fn complaint_own(&self, id: ComplaintId) -> Result<Option<OwnComplaint>, Fault> {
        let stream = stream_of(id);
        let Some(loaded) = self.ledger.load(&self.division, &stream).await? else { return Ok(None) };
        let State::Complaint(Complaint::Filed(filed)) = loaded.state else { return Ok(None) };
        let Some(organisation) = self.organisation().await? else { return Ok(None) };
        let texts = self.texts_of(&stream).await?;
        let lines = self.history(&stream, Event::decode).await?;
        Ok(Some(OwnComplaint { id, filed, texts, lines, organisation, now: self.instant() }))
    }

    /// The complainant is content: that closes it (F18).
    pub async fn complaint_confirm(
        &self,
        id: ComplaintId,
        command_id: [u8; 16],
        words: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", words, false, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let by = Session::acting(applicant_itself());
        let content = content_of(&("confirm", id.as_str(), words))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: &by };
        self.supervise(asking, |sealer| {
            let words = sealed_if_any(sealer, "complaint-word", words)?;
            Ok(Asked::Complaint(Command::Confirm(Confirm(words))))
        })
        .await
    }

    /// The complainant is not: it is opened again.
    pub async fn complaint_reopen(
        &self,
        id: ComplaintId,
        command_id: [u8; 16],
        words: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("words", words, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let by = Session::acting(applicant_itself());
        let content = content_of(&("reopen", id.as_str(), words))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: &by };
        self.supervise(asking, |sealer| {
            Ok(Asked::Complaint(Command::Reopen(sealed(sealer, "complaint-word", words)?)))
        })
        .await
    }

    /// One page of the results that are public, the latest first.
    pub async fn complaints_published(&self, after: &str, limit: usize) -> Result<Vec<PublishedLine>, Fault> {
        let params = page_after(&self.division, after, limit);
        let sql = "select complaint_id, year, n, class, unit, verdict, filed_at, closed_at, published_at, published \
                   from complaint_row where division = $1 and published_at is not null \
                   and (published_at < $2 or (published_at = $2 and complaint_id < $3)) \
                   order by published_at desc, complaint_id desc limit $4";
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut wanted = Vec::with_capacity(rows.len());
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            let Ok(id) = ComplaintId::parse(row.text(0)?) else { continue };
            let number = (u16::try_from(row.int(1)?).unwrap_or(0), u32::try_from(row.int(2)?).unwrap_or(0));
            let digest = catalogue::Digest(row.array(9)?);
            wanted.push((stream_of(id), digest));
            let line = PublishedLine {
                id,
                number: grouped(number.0, number.1),
                class: Class::parse(row.text(3)?),
                unit: UnitCode::parse(row.text(4)?).ok(),
                verdict: Verdict::parse(row.text(5)?),
                filed_at: Instant(row.int(6)?),
                closed_at: Instant(row.opt_int(7)?.unwrap_or_default()),
                published_at: Instant(row.int(8)?),
                words: String::new(),
            };
            lines.push((line, digest));
        }
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let texts = self.texts_of_list(&wanted).await?;
        Ok(lines
            .into_iter()
            .map(|(line, digest)| PublishedLine { words: texts.text(digest), ..line })
            .collect())
    }
}
