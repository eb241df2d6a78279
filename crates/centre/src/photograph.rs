//! 现场照片: photographs of a check on site, cleaned, sealed under the key of their case, and kept beside its entries (C36, F23);
//! those that show an answer to an order are kept in the same way under the key of the order.
//!
//! Each stands in a row of its own, named by the SHA-256 of its sealed bytes; the entry that names it is the only way to it.
//! With the key of the case they go for ever, as its texts do.

use casework::picture::{Form, Unfit, cleaned};
use casework::{Command, KeepPhotograph, PHOTOGRAPHS_KEPT_MAX};
use catalogue::{CaseId, Digest};
use ledger::{Done, Lane, RowImage, Submission};
use store::{Migration, Statement, Store};

use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy};
use crate::case::{Problem, content_of, stream_of};
use crate::domain::Asked;
use crate::seal::{SealedText, derived_id, sha256};
use crate::{Centre, Fault};

/// Name of the field in which they are handed in.
pub const FIELD: &str = "photographs";
/// Photographs of one case that are looked at when its dossier is sealed or compared.
const COMPARED_MAX: i64 = 1_000;

/// Sealed photographs by their names; the stream says whose key opens them.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0062_photograph",
    sql: r#"
create table if not exists photograph (
  division text not null, stream text not null, digest bytea not null, bytes bytea not null,
  primary key (division, stream, digest));
"#,
};

/// What is wrong with the photographs handed in with one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PicturesWhy {
    /// None came.
    None,
    /// More than so many.
    TooMany(u8),
    /// All together are more than one form takes.
    TooLarge,
    /// One of them, counted from 1, is not kept as a picture.
    One(usize, Unfit),
}

/// A photograph as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photograph {
    /// Its kind, by its first bytes.
    pub form: Form,
    /// The picture.
    pub bytes: Vec<u8>,
}

fn wrong(why: PicturesWhy) -> FieldProblem {
    FieldProblem { field: FIELD.to_owned(), why: FieldWhy::Pictures(why) }
}

/// Each as it is kept, without what it says besides the picture; or what is wrong with them, and none is kept.
pub(crate) fn all_cleaned(pictures: Vec<Vec<u8>>, most: u8) -> Result<Vec<Vec<u8>>, FieldProblem> {
    if pictures.len() > usize::from(most) {
        return Err(wrong(PicturesWhy::TooMany(most)));
    }
    let clean = |(place, bytes): (usize, Vec<u8>)| {
        cleaned(&bytes).map_err(|unfit| wrong(PicturesWhy::One(place + 1, unfit)))
    };
    pictures.into_iter().enumerate().map(clean).collect()
}

impl Centre {
    /// Hands in photographs of the latest check on site. All are looked at before the first is kept; then each is an entry of
    /// its own, whose id follows from that of the form, so that a form sent twice keeps nothing twice. The first that the
    /// rules refuse ends it, and those before it stay.
    pub async fn photographs_keep(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        pictures: Vec<Vec<u8>>,
    ) -> Result<Done, Problem> {
        self.case_in_scope(session, case).await?;
        let form = |problem| Problem::Form(vec![problem]);
        let pictures = all_cleaned(pictures, PHOTOGRAPHS_KEPT_MAX).map_err(form)?;
        let mut done = Err(form(wrong(PicturesWhy::None)));
        for (place, picture) in pictures.into_iter().enumerate() {
            done = Ok(self.photograph_keep(session, case, one_of(command_id, place), &picture).await?);
        }
        done
    }

    async fn photograph_keep(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        picture: &[u8],
    ) -> Result<Done, Problem> {
        let stream = stream_of(case);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let sealed = key.seal(&stream, picture);
        let command = Command::KeepPhotograph(KeepPhotograph { photograph: sealed.digest });
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream.clone(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Case(command),
            content: content_of(&("photograph", case.as_str(), sha256(picture).0))?,
            occurred_at: None,
            // Whatever else happened to the case meanwhile, the picture is the same.
            expected_version: None,
            bodies: Vec::new(),
            with: vec![self.photograph_row(&stream, sealed)],
            lane: Lane::People,
        })
        .await
    }

    /// The row of a sealed photograph, for the commit of the entry that names it.
    pub(crate) fn photograph_row(&self, stream: &str, sealed: SealedText) -> RowImage {
        RowImage {
            table: "photograph",
            columns: &["division", "stream", "digest", "bytes"],
            key: 3,
            fixed: 4,
            values: vec![
                self.division.as_str().into(),
                stream.into(),
                sealed.digest.0.into(),
                sealed.bytes.into(),
            ],
        }
    }

    /// One kept photograph, for whoever may see the case; there is none once its key was destroyed.
    pub async fn photograph_fetch(
        &self,
        session: &Session,
        case: CaseId,
        named: Digest,
    ) -> Result<Photograph, Problem> {
        self.case_in_scope(session, case).await?;
        self.photograph_of(&stream_of(case), named).await
    }

    /// One kept photograph of a stream, for whoever was let see what the stream is of.
    pub(crate) async fn photograph_of(&self, stream: &str, named: Digest) -> Result<Photograph, Problem> {
        let Some(key) = self.stream_key(stream).await? else { return Err(Problem::NotFound) };
        let rows = self
            .store
            .read(Statement::new(
                // Only while its key is kept: another instance may have destroyed it since this one unwrapped it.
                "select p.bytes from photograph p
                 join stream_key k on k.division = p.division and k.stream = p.stream
                 where p.division = $1 and p.stream = $2 and p.digest = $3 limit 1",
                vec![self.division.as_str().into(), stream.into(), named.0.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Err(Problem::NotFound) };
        let sealed = row.bytes(0)?;
        // F23: what was changed after it was kept is shown to nobody as evidence.
        let changed = || Problem::Fault(Fault::inside(format!("photograph {named} of {stream} was changed")));
        if sha256(sealed) != named {
            return Err(changed());
        }
        let bytes = key.open(stream, sealed).map_err(|_| changed())?;
        let form = Form::of(&bytes).ok_or_else(changed)?;
        Ok(Photograph { form, bytes })
    }
}

/// The id of one photograph of a form.
fn one_of(form: [u8; 16], place: usize) -> [u8; 16] {
    derived_id(format!("photograph/{}/{place}", sha256(&form)))
}

/// The digests by which the photographs of a stream are named.
pub(crate) async fn named(store: &Store, division: &str, stream: &str) -> Result<Vec<Digest>, Fault> {
    let rows = store
        .read(Statement::new(
            "select digest from photograph where division = $1 and stream = $2 order by digest limit $3",
            vec![division.into(), stream.into(), COMPARED_MAX.into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(Digest(row.array(0)?))).collect()
}

/// The digest of the bytes that are there under that name: read whole, for a stored digest would not show what was changed. Each
/// by itself, for all together may be more than one reading should hold.
pub(crate) async fn stored(
    store: &Store,
    division: &str,
    stream: &str,
    named: Digest,
) -> Result<Option<Digest>, Fault> {
    let rows = store
        .read(Statement::new(
            "select bytes from photograph where division = $1 and stream = $2 and digest = $3 limit 1",
            vec![division.into(), stream.into(), named.0.into()],
        ))
        .await?;
    rows.first().map(|row| Ok(sha256(row.bytes(0)?))).transpose()
}
