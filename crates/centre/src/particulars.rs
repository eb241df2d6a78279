//! Particulars: reading and writing the sealed texts of a stream, and the words in which they come out.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use casework::Sealed;
use catalogue::id::Digest;
use ledger::RowImage;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::{Engine, Statement, Value};

use crate::seal::{SEALED_BYTES_MAX, SealedText, StreamKey};
use crate::{Centre, Fault};

/// How many sealed texts one page may ask for.
const TEXTS_MAX: usize = 400;

/// The applicant as told at the window or online; personal, therefore always sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Applicant {
    /// `natural_person`, `enterprise`, … (GB/T 39046 service object).
    pub kind: String,
    /// Document type of GA/T 2000.156, e.g. `111` (E4).
    pub document_type: String,
    /// Number of the document, normalised.
    pub document_number: String,
    /// Name of the person or the firm.
    pub name: String,
    /// Telephone; may be empty: no phone is no obstacle (E3).
    #[serde(default)]
    pub telephone: String,
    /// Said to have no telephone, and not only not asked for one (E3).
    #[serde(default)]
    pub no_phone: bool,
    /// How news reaches the applicant.
    #[serde(default)]
    pub notify: NotifyBy,
    /// To whom or where, when not by telephone: the trusted person's name and number, another address.
    #[serde(default)]
    pub notify_detail: String,
    /// 法定代表人、负责人 of a firm or other organisation.
    #[serde(default)]
    pub legal_representative: String,
    /// Address for letters.
    #[serde(default)]
    pub address: String,
    /// Who acts for the applicant, if somebody does (N7).
    #[serde(default)]
    pub representative: Option<Representative>,
    /// What the case is about where one applicant may have several: the vehicle, the shop (E9).
    #[serde(default)]
    pub object: String,
    /// In which language messages come (E4).
    #[serde(default)]
    pub language: Language,
}

/// The language of messages to an applicant (E4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

/// How news reaches an applicant (E3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum NotifyBy {
    /// By a message to the telephone.
    #[default]
    Sms,
    /// By a letter.
    Paper,
    /// Through somebody the applicant trusts.
    Person,
}

/// Somebody who acts for the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Representative {
    /// Name.
    pub name: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Document number.
    pub document_number: String,
    /// Telephone.
    #[serde(default)]
    pub telephone: String,
    /// The letter of authority was shown.
    pub letter: bool,
}

/// One row of a correction notice: which paper, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowReason {
    /// Row of the frozen revision.
    pub row: u8,
    /// What is missing or wrong.
    pub reason: String,
}

/// A value of a person that is shown masked; seeing it whole is an act with a purpose (F33).
#[derive(Clone, PartialEq, Eq)]
pub struct Masked(String);

impl Masked {
    /// Wraps a value.
    pub fn new(value: impl Into<String>) -> Masked {
        Masked(value.into())
    }

    /// The value whole; callers write down who looked and why.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A name: the first character stays (张*, 晨****).
    pub fn name(&self) -> String {
        let mut chars = self.0.chars();
        let Some(first) = chars.next() else { return String::new() };
        let rest = chars.count();
        format!("{first}{}", "*".repeat(rest.min(4)))
    }

    /// A number: six at the front and four at the back stay, where there is enough between.
    pub fn number(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        if chars.len() < 12 {
            return "*".repeat(chars.len());
        }
        let (front, back) = (&chars[..6], &chars[chars.len() - 4..]);
        let stars = "*".repeat(chars.len() - 10);
        front.iter().collect::<String>() + &stars + &back.iter().collect::<String>()
    }

    /// A telephone: the last four stay.
    pub fn telephone(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        let hidden = chars.len().saturating_sub(4);
        "*".repeat(hidden) + &chars[hidden..].iter().collect::<String>()
    }
}

impl std::fmt::Debug for Masked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Masked")
    }
}

/// Keys of streams, unwrapped, for a while.
#[derive(Default)]
pub(crate) struct StreamKeys {
    known: Mutex<HashMap<String, StreamKey>>,
}

impl StreamKeys {
    pub(crate) fn remember(&self, stream: &str, key: &StreamKey) {
        let mut known = self.known.lock().expect("no panic while held");
        if known.len() > 20_000 {
            known.clear();
        }
        known.insert(stream.to_owned(), key.clone());
    }

    /// The key was destroyed.
    pub(crate) fn forget(&self, stream: &str) {
        self.known.lock().expect("no panic while held").remove(stream);
    }

    fn get(&self, stream: &str) -> Option<StreamKey> {
        self.known.lock().expect("no panic while held").get(stream).cloned()
    }
}

impl Centre {
    /// The key of an existing stream; `None` if the stream has none or its key was destroyed.
    pub(crate) async fn stream_key(&self, stream: &str) -> Result<Option<StreamKey>, Fault> {
        if let Some(key) = self.stream_keys.get(stream) {
            return Ok(Some(key));
        }
        let rows = self
            .store
            .read(Statement::new(
                "select wrapped from stream_key where division = $1 and stream = $2 limit 1",
                vec![self.division.as_str().into(), stream.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let key = self.keys.unwrap_key(&self.division, stream, row.bytes(0)?).map_err(|_| {
            Fault::inside("a stream key does not unwrap: the key file is not this database's")
        })?;
        self.stream_keys.remember(stream, &key);
        Ok(Some(key))
    }

    /// The row of a new stream's wrapped key, for the commit of its first entry.
    pub(crate) fn key_row(&self, stream: &str, key: &StreamKey) -> RowImage {
        RowImage {
            table: "stream_key",
            columns: &["division", "stream", "wrapped"],
            key: 2,
            fixed: 3,
            values: vec![
                self.division.as_str().into(),
                stream.into(),
                self.keys.wrap(&self.division, stream, key).into(),
            ],
        }
    }

    /// The key of a stream is destroyed: whatever was sealed with it stays closed for ever.
    pub(crate) fn no_key_row(&self, stream: &str) -> RowImage {
        let columns: &[&str] = &["division", "stream", "wrapped"];
        RowImage::absent("stream_key", columns, 2, vec![self.division.as_str().into(), stream.into()])
    }

    /// The row of a sealed text, for the commit of the entry that names it.
    fn sealed_row(&self, stream: &str, kind: &'static str, sealed: SealedText) -> RowImage {
        RowImage {
            table: "particular",
            columns: &["division", "stream", "digest", "kind", "bytes"],
            key: 3,
            fixed: 5,
            values: vec![
                self.division.as_str().into(),
                stream.into(),
                sealed.digest.0.into(),
                kind.into(),
                sealed.bytes.into(),
            ],
        }
    }

    /// Opens all sealed texts of one stream, by digest. Bounded by what one case can hold.
    pub(crate) async fn texts_of(&self, stream: &str) -> Result<Texts, Fault> {
        let Some(key) = self.stream_key(stream).await? else { return Ok(Texts::default()) };
        let rows = self
            .store
            .read(Statement::new(
                // Only while its key is kept: another instance may have destroyed it since this one unwrapped it.
                "select p.digest, p.bytes from particular p
                 join stream_key k on k.division = p.division and k.stream = p.stream
                 where p.division = $1 and p.stream = $2 limit $3",
                vec![self.division.as_str().into(), stream.into(), TEXTS_MAX.into()],
            ))
            .await?;
        let mut texts = Texts::default();
        for row in &rows {
            if let Ok(plain) = key.open(stream, row.bytes(1)?) {
                texts.0.insert(row.array(0)?, plain);
            }
        }
        Ok(texts)
    }

    /// Opens one sealed text of each of several streams, for a list: `(stream, digest)` pairs, at most a page of them.
    pub(crate) async fn texts_of_list(&self, wanted: &[(String, Digest)]) -> Result<Texts, Fault> {
        let mut texts = Texts::default();
        for chunk in wanted.chunks(LIST_SIZES[LIST_SIZES.len() - 1]) {
            // Few different texts, so that each is prepared once; pairs of nothing fill what is over.
            let of_size =
                LIST_SIZES.iter().position(|size| chunk.len() <= *size).unwrap_or(LIST_SIZES.len() - 1);
            let mut params: Vec<Value> = vec![self.division.as_str().into()];
            params.extend(chunk.iter().flat_map(|(stream, digest)| [stream.into(), digest.0.into()]));
            params.resize(1 + 2 * LIST_SIZES[of_size], Value::Null);
            let rows = self
                .store
                .read(Statement::new(Arc::clone(&lists(self.store.engine())[of_size]), params))
                .await?;
            for row in &rows {
                let stream = row.text(0)?;
                let key = match self.stream_keys.get(stream) {
                    Some(key) => key,
                    None => {
                        let Ok(key) = self.keys.unwrap_key(&self.division, stream, row.bytes(2)?) else {
                            continue;
                        };
                        self.stream_keys.remember(stream, &key);
                        key
                    }
                };
                if let Ok(plain) = key.open(stream, row.bytes(3)?) {
                    texts.0.insert(row.array(1)?, plain);
                }
            }
        }
        Ok(texts)
    }
}

/// How many texts are asked for at once.
const LIST_SIZES: [usize; 4] = [1, 4, 16, 50];

/// The statements of one engine, one for each length.
fn lists(engine: Engine) -> &'static [Arc<str>; LIST_SIZES.len()] {
    static SQLITE: LazyLock<[Arc<str>; LIST_SIZES.len()]> =
        LazyLock::new(|| LIST_SIZES.map(|size| listed(size).into()));
    static POSTGRES: LazyLock<[Arc<str>; LIST_SIZES.len()]> =
        LazyLock::new(|| LIST_SIZES.map(|size| looked_up(size).into()));
    match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    }
}

fn listed(size: usize) -> String {
    let pair = |slot: usize| {
        format!("(p.division = $1 and p.stream = ${} and p.digest = ${})", 2 * slot + 2, 2 * slot + 3)
    };
    let pairs: Vec<String> = (0..size).map(pair).collect();
    format!(
        "select p.stream, p.digest, k.wrapped, p.bytes from particular p
         join stream_key k on k.division = p.division and k.stream = p.stream
         where {} limit {size}",
        pairs.join(" or ")
    )
}

/// The same, each pair by itself: PostgreSQL takes longer to think about many alternatives than to look all of them up.
fn looked_up(size: usize) -> String {
    let pair = |slot: usize| format!("(${}::text, ${}::bytea)", 2 * slot + 2, 2 * slot + 3);
    let pairs: Vec<String> = (0..size).map(pair).collect();
    format!(
        "select p.stream, p.digest, k.wrapped, p.bytes from (values {}) w(stream, digest)
         cross join lateral (select stream, digest, bytes from particular
         where division = $1 and stream = w.stream and digest = w.digest limit 1) p
         cross join lateral (select wrapped from stream_key where division = $1 and stream = w.stream limit 1) k",
        pairs.join(", ")
    )
}

/// Opened texts by the digest that names them; what was erased is simply not there.
#[derive(Default)]
pub struct Texts(HashMap<[u8; 32], Vec<u8>>);

impl Texts {
    /// A text; empty if it was erased.
    pub fn text(&self, digest: Digest) -> String {
        self.0.get(&digest.0).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    /// A structured record.
    pub fn record<T: DeserializeOwned>(&self, digest: Digest) -> Option<T> {
        serde_json::from_slice(self.0.get(&digest.0)?).ok()
    }
}

/// Collects what one command seals: texts go in plain, their digests go into the command, the rows into the commit.
pub(crate) struct Sealer<'a> {
    centre: &'a Centre,
    stream: &'a str,
    key: StreamKey,
    pub(crate) rows: Vec<RowImage>,
}

impl<'a> Sealer<'a> {
    pub(crate) fn new(centre: &'a Centre, stream: &'a str, key: StreamKey) -> Sealer<'a> {
        Sealer { centre, stream, key, rows: Vec::new() }
    }

    /// Seals bytes of a kind and gives their name.
    pub(crate) fn seal(&mut self, kind: &'static str, plain: &[u8]) -> Result<Digest, Fault> {
        if plain.len() > SEALED_BYTES_MAX {
            return Err(Fault::inside("a text longer than its form allows reached the sealer"));
        }
        let sealed = self.key.seal(self.stream, plain);
        let digest = sealed.digest;
        self.rows.push(self.centre.sealed_row(self.stream, kind, sealed));
        Ok(digest)
    }

    /// Seals a photograph, which stands in a row of its own, and gives its name.
    pub(crate) fn seal_picture(&mut self, picture: &[u8]) -> Digest {
        let sealed = self.key.seal(self.stream, picture);
        let digest = sealed.digest;
        self.rows.push(self.centre.photograph_row(self.stream, sealed));
        digest
    }

    /// Seals words that may be left out.
    pub(crate) fn seal_words(&mut self, kind: &'static str, words: &str) -> Result<Option<Sealed>, Fault> {
        match words.trim() {
            "" => Ok(None),
            words => self.seal(kind, words.as_bytes()).map(|digest| Some(Sealed(digest))),
        }
    }

    /// Seals a structured record.
    pub(crate) fn seal_record<T: Serialize>(
        &mut self,
        kind: &'static str,
        record: &T,
    ) -> Result<Digest, Fault> {
        let bytes = serde_json::to_vec(record)
            .map_err(|error| Fault::inside(format!("a record does not serialise: {error}")))?;
        self.seal(kind, &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Masked;

    #[test]
    fn names_and_numbers_are_masked_by_type() {
        assert_eq!(Masked::new("许小店").name(), "许**");
        assert_eq!(Masked::new("").name(), "");
        assert_eq!(Masked::new("990121194801010016").number(), "990121********0016");
        assert_eq!(Masked::new("A123").number(), "****");
        assert_eq!(Masked::new("13800001234").telephone(), "*******1234");
        assert_eq!(format!("{:?}", Masked::new("秘密")), "Masked");
    }
}
