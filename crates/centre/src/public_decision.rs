//! The register of granted licences for everybody (N20, C24): a view of what was decided and of what its certificate is worth today.
//!
//! It reads entries like the watcher, and keeps a row for each decision in a table of its own, so that no page of the register
//! looks at a case. Of a firm or another organisation it keeps name and code, which are public; of a person nothing but where
//! the sealed name stands, so that who was erased is gone here too.

use std::collections::{BTreeSet, HashMap};

use calendar::Day;
use casework::certificate::{Certificate, CertificateFile, Fate, Standing};
use casework::{Case, DocumentNo, File, Outcome, Stage};
use catalogue::identity::DocumentType;
use catalogue::{CaseId, Digest};
use serde::Deserialize;
use store::{Migration, Statement, Value};

use crate::case::{case_of, stream_of};
use crate::certificate::certificate_stream;
use crate::domain::State;
use crate::kinds::Kind;
use crate::kinds::certificate::{Certificates, certificate_of};
use crate::many_rows::{insert_new, insert_or};
use crate::notice::certificate_made;
use crate::{Centre, Fault};

/// Its name, under which the cursor is kept. A row that says something else needs a new one, and a migration that empties both tables.
const NAME: &str = "public-decisions";

/// The register, and the pairs of characters by which a name is found.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0108_public_decision",
    sql: r#"
create table if not exists public_decision (
  division text not null, number text not null, seq bigint not null, item text not null, item_body bytea not null,
  authority text not null, decided_on text not null, year bigint not null, n bigint not null,
  certificate_year bigint not null, certificate_n bigint not null, state text not null,
  valid_from text not null, valid_until text not null, holder text not null, code text not null,
  text_stream text not null, text bytea not null,
  primary key (division, number));
create index if not exists public_decision_day on public_decision (division, decided_on, number);
create index if not exists public_decision_item on public_decision (item, division, decided_on, number);
create index if not exists public_decision_unit on public_decision (authority, division, decided_on, number);
create index if not exists public_decision_code on public_decision (code, division, decided_on, number) where code <> '';
create table if not exists public_decision_word (
  word text not null, division text not null, decided_on text not null, number text not null,
  primary key (word, division, decided_on, number));
"#,
};

/// From these entries on a grant stands: it went through the re-check, or the day for that passed. A certificate comes right after
/// the paper was made, so that entry is not asked for.
const FINAL: [&str; 2] = ["case.rechecked", "case.recheck-lapsed"];

const COLUMNS: &str = "division, number, seq, item, item_body, authority, decided_on, year, n, certificate_year, certificate_n, \
    state, valid_from, valid_until, holder, code, text_stream, text";

/// Whoever read later knows more: another instance may have been faster.
const NEWER: &str = "(division, number) do update set seq = excluded.seq, certificate_year = excluded.certificate_year, \
    certificate_n = excluded.certificate_n, state = excluded.state, valid_from = excluded.valid_from, \
    valid_until = excluded.valid_until, holder = excluded.holder, code = excluded.code, \
    text_stream = excluded.text_stream, text = excluded.text where public_decision.seq <= excluded.seq";

/// Who holds it, as a certificate seals it, or a case whose certificate is being made.
#[derive(Deserialize, Default)]
pub(crate) struct SealedHolder {
    #[serde(alias = "name")]
    pub(crate) holder: String,
    document_type: String,
    document_number: String,
}

impl SealedHolder {
    /// Whether it is a firm or another organisation.
    fn is_organisation(&self) -> bool {
        DocumentType::from_code(&self.document_type).is_some_and(|kind| !kind.is_of_person())
    }
}

/// A decision that is to stand in the register.
struct Granted {
    file: Box<File>,
    decision: DocumentNo,
    decided_on: Day,
    certificate: Option<CertificateFile>,
    text: (String, Digest),
}

/// What a certificate is worth, as the register says it: `changed` where it is in force and no longer says what it said at first.
fn state_of(certificate: Option<&CertificateFile>) -> &'static str {
    let Some(file) = certificate else { return "making" };
    let changed = file.papers.iter().any(|paper| paper.fate == Fate::Superseded);
    match file.standing {
        Standing::InForce if changed => "changed",
        standing => standing.key(),
    }
}

/// The number and the day of a grant that stands.
fn granted_for_good(file: &File) -> Option<(DocumentNo, Day)> {
    let decision = match &file.stage {
        Stage::Rechecked { decision, .. } => decision,
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => &conclusion.decision,
        _ => return None,
    };
    (decision.outcome == Outcome::Granted).then(|| (decision.number, decision.at.day()))
}

/// A name as it is looked for: without spaces, in one kind of brackets and of letters.
pub(crate) fn searched(name: &str) -> String {
    let plain = |c: char| match c {
        '(' => '（',
        ')' => '）',
        other => other,
    };
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).map(plain).collect()
}

/// The pairs of neighbouring characters of a name, each once.
pub(crate) fn pairs(searched: &str) -> BTreeSet<String> {
    let chars: Vec<char> = searched.chars().collect();
    chars.windows(2).map(|pair| pair.iter().collect()).collect()
}

/// A decision's number as the table has it: in order within a day.
fn number_text(number: DocumentNo) -> String {
    format!("{}-{}-{:06}", number.issuer, number.year, number.n)
}

impl Centre {
    /// Lets the register read a stretch of what is new; answers how many entries it read. 0 says that it is at the head.
    pub(crate) async fn public_decisions_step(&self) -> Result<usize, Fault> {
        let (cursor, entries) = self.ledger.unread(&self.division, NAME).await?;
        let Some(last) = entries.last() else { return Ok(0) };
        let mut cases: BTreeSet<CaseId> = BTreeSet::new();
        let mut certificates: BTreeSet<String> = BTreeSet::new();
        for entry in entries.iter() {
            if FINAL.contains(&entry.kind.as_str()) {
                cases.extend(case_of(&entry.stream));
            } else if entry.kind.starts_with(Certificates::EVENTS) && certificate_of(&entry.stream).is_some()
            {
                certificates.insert(entry.stream.clone());
            }
        }
        let granted = self.granted(cases, certificates, last.seq).await?;
        let kept = self.register_rows(last.seq, &granted).await?;
        self.ledger.mark_read(&self.division, NAME, cursor, last.seq, kept).await?;
        Ok(entries.len())
    }

    /// What stands of these cases, and of those of these certificates: nothing of one unless it was granted, for good, on a
    /// licence whose grants are public. All cases are read at once, and all certificates.
    async fn granted(
        &self,
        mut cases: BTreeSet<CaseId>,
        certificates: BTreeSet<String>,
        since: u64,
    ) -> Result<Vec<Granted>, Fault> {
        let mut made = self.certificates_of(certificates, since).await?;
        cases.extend(made.values().map(|file| file.case));
        let streams: Vec<String> = cases.into_iter().map(stream_of).collect();
        let mut states = self.ledger.load_followed(&self.division, &streams, since).await?;
        let mut standing = Vec::new();
        let mut others = BTreeSet::new();
        for stream in streams {
            let Some(State::Case(Case::Filed(file))) = states.remove(&stream) else { continue };
            let Some(decision) = granted_for_good(&file) else { continue };
            if !self.item_body(file.facts.body).await?.is_some_and(|item| item.grants_are_public()) {
                continue;
            }
            let certificate = certificate_made(&file).map(certificate_stream);
            others.extend(certificate.iter().filter(|it| !made.contains_key(*it)).cloned());
            standing.push((stream, file, decision, certificate));
        }
        made.extend(self.certificates_of(others, since).await?);
        let granted = standing.into_iter().map(|(stream, file, (decision, decided_on), certificate)| {
            let certificate = certificate.and_then(|it| made.remove(&it));
            let text = match &certificate {
                Some(certificate) => (certificate_stream(certificate.id()), certificate.content.0),
                None => (stream, file.facts.applicant_sealed.0),
            };
            Granted { file, decision, decided_on, certificate, text }
        });
        Ok(granted.collect())
    }

    /// Certificates as they stand with an entry or with a later one, by their streams.
    async fn certificates_of(
        &self,
        streams: BTreeSet<String>,
        since: u64,
    ) -> Result<HashMap<String, CertificateFile>, Fault> {
        let streams: Vec<String> = streams.into_iter().collect();
        let states = self.ledger.load_followed(&self.division, &streams, since).await?;
        let issued = states.into_iter().filter_map(|(stream, state)| match state {
            State::Certificate(Certificate::Issued(file)) => Some((stream, *file)),
            _ => None,
        });
        Ok(issued.collect())
    }

    /// The rows of some decisions as they stand, read at a place of the ledger or after it.
    async fn register_rows(&self, seq: u64, granted: &[Granted]) -> Result<Vec<Statement>, Fault> {
        if granted.is_empty() {
            return Ok(Vec::new());
        }
        let seals: Vec<(String, Digest)> = granted.iter().map(|it| it.text.clone()).collect();
        let texts = self.texts_of_list(&seals).await?;
        let mut rows = Vec::with_capacity(granted.len());
        let mut words: Vec<[Value; 4]> = Vec::new();
        for it in granted {
            let holder: SealedHolder = texts.record(it.text.1).unwrap_or_default();
            // Of a person nothing is kept but where the name stands.
            let (name, code) = match holder.is_organisation() {
                true => (holder.holder, holder.document_number),
                false => (String::new(), String::new()),
            };
            let (number, on) = (number_text(it.decision), it.decided_on.to_string());
            for word in pairs(&searched(&name)) {
                let row: [Value; 4] = [
                    word.as_str().into(),
                    self.division.as_str().into(),
                    on.as_str().into(),
                    number.as_str().into(),
                ];
                words.push(row);
            }
            rows.push(self.register_row(seq, it, number, on, name, code));
        }
        let mut statements = insert_or(&format!("public_decision ({COLUMNS})"), NEWER, &rows);
        let into = "public_decision_word (word, division, decided_on, number)";
        statements.extend(insert_new(into, "word, division, decided_on, number", &words));
        Ok(statements)
    }

    fn register_row(
        &self,
        seq: u64,
        it: &Granted,
        number: String,
        on: String,
        name: String,
        code: String,
    ) -> [Value; 18] {
        let facts = &it.file.facts;
        let paper = it.certificate.as_ref().map(CertificateFile::current);
        let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
        [
            self.division.as_str().into(),
            number.into(),
            seq.into(),
            facts.item.as_str().into(),
            facts.body.0.into(),
            facts.authority.as_str().into(),
            on.into(),
            i64::from(it.decision.year).into(),
            i64::from(it.decision.n).into(),
            i64::from(paper.map_or(0, |it| it.number.year)).into(),
            i64::from(paper.map_or(0, |it| it.number.n)).into(),
            state_of(it.certificate.as_ref()).into(),
            day(paper.map(|it| it.valid_from)).into(),
            day(paper.and_then(|it| it.valid_until)).into(),
            name.into(),
            code.into(),
            it.text.0.as_str().into(),
            it.text.1.0.into(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_looked_for_in_one_spelling_and_by_its_pairs() {
        assert_eq!(searched(" ABC 餐饮(澄禾) "), "abc餐饮（澄禾）");
        let found: Vec<String> = pairs(&searched("晨光晨光")).into_iter().collect();
        assert_eq!(found, ["光晨", "晨光"], "each once");
        assert!(pairs("晨").is_empty() && pairs("").is_empty(), "one character is no pair");
    }

    #[test]
    fn a_holder_is_read_from_a_certificate_and_from_a_case() {
        let made = r#"{"holder":"澄禾县晨光食品店","document_type":"990","document_number":"92990121MA0009124B","scope":""}"#;
        let case = r#"{"kind":"natural_person","document_type":"111","document_number":"1","name":"许小店","telephone":""}"#;
        let read = |text: &str| serde_json::from_str::<SealedHolder>(text).expect("it reads");
        assert!(read(made).is_organisation() && read(made).holder == "澄禾县晨光食品店");
        assert!(!read(case).is_organisation() && read(case).holder == "许小店", "C24");
        assert!(!SealedHolder::default().is_organisation(), "who was erased is nobody");
    }
}
