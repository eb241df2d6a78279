//! The sealed index of a dossier, and comparing what is stored with it (A29, F23, N45).
//!
//! The index is a text with one line for each entry, sealed text, photograph and row of paper. Its SHA-256 stands in the
//! archive's entry, and the text itself is a body of the ledger: so a difference can be named, and not only noticed.

use casework::folder::Folder;
use catalogue::{CaseId, Digest};
use ledger::{Entry, Ledger};
use store::{Statement, Store};

use crate::case::stream_of;
use crate::domain::{Desk, State};
use crate::file::ENTRIES_MAX;
use crate::seal::sha256;
use crate::{Centre, Fault, photograph};

/// Kind of the index among the ledger's bodies.
pub const INDEX: &str = "archive-index";
/// Sealed texts of one case that an index can name.
const TEXTS_MAX: i64 = 2_000;
/// Findings kept with their text.
const FINDINGS_MAX: usize = 100;

/// The index of a case as it is stored now.
pub(crate) async fn index_of(
    ledger: &Ledger<Desk>,
    store: &Store,
    division: &str,
    case: CaseId,
    paper: &[String],
) -> Result<Vec<String>, Fault> {
    let stream = stream_of(case);
    let mut lines = vec![format!("dossier {division} {case}")];
    lines.extend(entry_lines(ledger, division, &stream).await?);
    lines.extend(texts(store, division, &stream).await?.into_iter().map(|(digest, _)| text_line(&digest)));
    // Only the names: the bytes under them are compared at night.
    let photographs = photograph::named(store, division, &stream).await?;
    lines.extend(photographs.into_iter().map(photograph_line));
    lines.extend(paper.iter().map(|row| format!("paper {row}")));
    Ok(lines)
}

/// A line for each entry of a stream.
async fn entry_lines(ledger: &Ledger<Desk>, division: &str, stream: &str) -> Result<Vec<String>, Fault> {
    let (mut lines, mut after) = (Vec::new(), 0);
    loop {
        let entries = ledger.entries(division, stream, after, ENTRIES_MAX).await?;
        let Some(last) = entries.last() else { return Ok(lines) };
        after = last.version;
        lines.extend(entries.iter().map(entry_line));
    }
}

fn entry_line(entry: &Entry) -> String {
    format!("entry {} {} {} {}", entry.version, entry.seq, entry.kind, sha256(&entry.payload))
}

fn text_line(digest: &str) -> String {
    format!("text {digest}")
}

fn photograph_line(named: Digest) -> String {
    format!("photograph {named}")
}

/// Sealed texts of a stream: the digest by which they are named, and that of the bytes that are there.
async fn texts(store: &Store, division: &str, stream: &str) -> Result<Vec<(String, String)>, Fault> {
    let rows = store
        .read(Statement::new(
            "select digest, bytes from particular where division = $1 and stream = $2 order by digest limit $3",
            vec![division.into(), stream.into(), TEXTS_MAX.into()],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let named: [u8; 32] = row.array(0)?;
            Ok((catalogue::Digest(named).to_string(), sha256(row.bytes(1)?).to_string()))
        })
        .collect()
}

/// The index as bytes, one line after the other.
pub(crate) fn bytes_of(lines: &[String]) -> Vec<u8> {
    let mut bytes = lines.join("\n").into_bytes();
    bytes.push(b'\n');
    bytes
}

/// What comparing dossiers with their sealed indexes found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveReport {
    /// Dossiers compared.
    pub dossiers: u64,
    /// Lines of their indexes.
    pub lines: u64,
    /// What differs, named; the first hundred.
    pub findings: Vec<String>,
    /// How many differences there are in all.
    pub findings_count: u64,
    /// The last case compared: where the next round goes on; none when all were.
    pub next: Option<CaseId>,
}

impl ArchiveReport {
    /// Everything is as it was sealed.
    pub fn holds(&self) -> bool {
        self.findings_count == 0
    }

    fn find(&mut self, case: CaseId, what: &str) {
        self.findings_count += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(format!("case {case}: {what}"));
        }
    }
}

/// Compares dossiers with their sealed indexes, by case after a given one, at most so many. Needs no key: what is compared
/// are stored bytes.
pub async fn verify(
    ledger: &Ledger<Desk>,
    store: &Store,
    division: &str,
    after: &str,
    limit: u32,
) -> Result<ArchiveReport, Fault> {
    let rows = store
        .read(Statement::new(
            "select case_id from folder_row where division = $1 and case_id > $2 and archived_at is not null
             order by case_id limit $3",
            vec![division.into(), after.into(), limit.into()],
        ))
        .await?;
    let mut report = ArchiveReport::default();
    for row in &rows {
        let Ok(case) = CaseId::parse(row.text(0)?) else { continue };
        verify_one(ledger, store, division, case, &mut report).await?;
        report.dossiers += 1;
        report.next = Some(case);
    }
    if rows.len() < limit as usize {
        report.next = None;
    }
    Ok(report)
}

async fn verify_one(
    ledger: &Ledger<Desk>,
    store: &Store,
    division: &str,
    case: CaseId,
    report: &mut ArchiveReport,
) -> Result<(), Fault> {
    let folder = ledger.load(division, &format!("folder/{case}")).await?;
    let Some(State::Folder(Folder::Kept(dossier))) = folder.map(|it| it.state) else {
        report.find(case, "the folder's own entries are gone");
        return Ok(());
    };
    let Some(archived) = dossier.archived else {
        report.find(case, "the list says archived, the folder's entries do not");
        return Ok(());
    };
    let Some(body) = ledger.body_bytes(division, archived.index.0).await? else {
        report.find(case, "the sealed index is gone");
        return Ok(());
    };
    if sha256(&body.bytes) != archived.index {
        report.find(case, "the index was changed after it was sealed");
        return Ok(());
    }
    let sealed = String::from_utf8_lossy(&body.bytes).into_owned();
    let stream = stream_of(case);
    let mut stored = entry_lines(ledger, division, &stream).await?;
    for (named, bytes) in texts(store, division, &stream).await? {
        if named != bytes {
            report.find(case, &format!("the sealed text {named} was changed"));
        }
        stored.push(text_line(&named));
    }
    for named in photograph::named(store, division, &stream).await? {
        let Some(bytes) = photograph::stored(store, division, &stream, named).await? else { continue };
        if named != bytes {
            report.find(case, &format!("the photograph {named} was changed"));
        }
        stored.push(photograph_line(named));
    }
    let stored: std::collections::BTreeSet<&str> = stored.iter().map(String::as_str).collect();
    for line in sealed.lines() {
        report.lines += 1;
        let compared = ["entry ", "text ", "photograph "].iter().any(|kind| line.starts_with(kind));
        if compared && !stored.contains(line) {
            report.find(case, &format!("not as sealed: {line}"));
        }
    }
    Ok(())
}

/// The nightly round: where it stands, and what it found.
#[derive(Debug, Clone, Default)]
pub struct ArchiveRound {
    /// The day it belongs to.
    pub on: Option<calendar::Day>,
    /// The last case compared; empty at the beginning.
    after: String,
    /// All were compared.
    pub done: bool,
    /// What it found so far.
    pub report: ArchiveReport,
}

/// Dossiers compared in one turn, so that nobody waits for it.
const TURN: u32 = 8;

impl Centre {
    /// One turn of the day's round over the archive: a difference is an alarm in the log and on the archive's page (F23).
    pub(crate) async fn archive_turn(&self) -> Result<(), Fault> {
        let today = self.today();
        let after = {
            let mut round = self.archive_round.lock().expect("no panic while held");
            if round.on != Some(today) {
                *round = ArchiveRound { on: Some(today), ..ArchiveRound::default() };
            }
            if round.done {
                return Ok(());
            }
            round.after.clone()
        };
        let found = verify(&self.ledger, &self.store, &self.division, &after, TURN).await?;
        for finding in &found.findings {
            tracing::error!(finding, "a dossier is not as it was sealed");
        }
        let mut round = self.archive_round.lock().expect("no panic while held");
        round.report.dossiers += found.dossiers;
        round.report.lines += found.lines;
        round.report.findings_count += found.findings_count;
        let room = FINDINGS_MAX.saturating_sub(round.report.findings.len());
        round.report.findings.extend(found.findings.into_iter().take(room));
        match found.next {
            Some(case) => round.after = case.to_string(),
            None => round.done = true,
        }
        Ok(())
    }

    /// What the day's round over the archive found so far.
    pub fn archive_round(&self) -> ArchiveRound {
        self.archive_round.lock().expect("no panic while held").clone()
    }
}
