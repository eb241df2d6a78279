//! Half-done intakes: kept sealed under the division's key, so that a window officer who is called away loses nothing (E6).

use catalogue::PersonId;
use serde::{Deserialize, Serialize};
use store::Statement;

use crate::account::Session;
use crate::seal::random;
use crate::{Centre, Fault};

/// Drafts one person may keep; the oldest goes first.
const DRAFTS_MAX: i64 = 30;
/// A draft is kept this long, in microseconds: seven days.
const KEPT: i64 = 7 * 24 * 3_600_000_000;
/// Bytes of a draft at most.
const DRAFT_BYTES_MAX: usize = 64 * 1024;

/// What was typed, field by field, as the form sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFields {
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
    /// A word by which the officer knows it again: the applicant's name.
    pub label: String,
}

/// A draft as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id in addresses.
    pub id: String,
    /// Short code of the item.
    pub item: String,
    /// What was typed.
    pub typed: DraftFields,
    /// When it was kept.
    pub saved_at: i64,
}

impl Centre {
    /// Keeps what was typed; `id` names a draft to replace.
    pub async fn draft_save(
        &self,
        session: &Session,
        id: Option<&str>,
        item: &str,
        typed: &DraftFields,
    ) -> Result<String, Fault> {
        let id = match id {
            Some(id) if id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) => id.to_owned(),
            _ => random::<16>().iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let plain = serde_json::to_vec(typed)
            .map_err(|error| Fault::inside(format!("a draft does not serialise: {error}")))?;
        if plain.len() > DRAFT_BYTES_MAX {
            return Err(Fault::inside("a draft larger than any form reached the centre"));
        }
        let sealed = self.keys.seal_plain(&self.division, &about(&id, session.person), &plain);
        let now = self.now();
        self.store
            .write(vec![
                Statement::new(
                    "insert into draft (division, draft_id, person, item, sealed, saved_at) values ($1, $2, $3, $4, $5, $6)
                     on conflict (division, draft_id) do update set item = $4, sealed = $5, saved_at = $6 where draft.person = $3",
                    vec![
                        self.division.as_str().into(),
                        id.as_str().into(),
                        session.person.as_str().into(),
                        item.into(),
                        sealed.into(),
                        now.into(),
                    ],
                ),
                Statement::new(
                    "delete from draft where division = $1 and person = $2 and (saved_at < $3 or draft_id not in
                       (select draft_id from draft where division = $1 and person = $2 order by saved_at desc limit $4))",
                    vec![
                        self.division.as_str().into(),
                        session.person.as_str().into(),
                        (now - KEPT).into(),
                        DRAFTS_MAX.into(),
                    ],
                ),
            ])
            .await?;
        Ok(id)
    }

    /// The person's own drafts, newest first.
    pub async fn draft_list(&self, session: &Session) -> Result<Vec<Draft>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select draft_id, item, sealed, saved_at from draft where division = $1 and person = $2
                 order by saved_at desc limit $3",
                vec![self.division.as_str().into(), session.person.as_str().into(), DRAFTS_MAX.into()],
            ))
            .await?;
        let mut drafts = Vec::with_capacity(rows.len());
        for row in &rows {
            let id = row.text(0)?.to_owned();
            let Ok(plain) = self.keys.open_plain(&self.division, &about(&id, session.person), row.bytes(2)?)
            else {
                continue;
            };
            let Ok(typed) = serde_json::from_slice(&plain) else { continue };
            drafts.push(Draft { id, item: row.text(1)?.to_owned(), typed, saved_at: row.int(3)? });
        }
        Ok(drafts)
    }

    /// One draft of this person.
    pub async fn draft_fetch(&self, session: &Session, id: &str) -> Result<Option<Draft>, Fault> {
        Ok(self.draft_list(session).await?.into_iter().find(|draft| draft.id == id))
    }

    /// Throws a draft away, as when its intake is done.
    pub async fn draft_delete(&self, session: &Session, id: &str) -> Result<(), Fault> {
        self.store
            .write(vec![Statement::new(
                "delete from draft where division = $1 and draft_id = $2 and person = $3",
                vec![self.division.as_str().into(), id.into(), session.person.as_str().into()],
            )])
            .await?;
        Ok(())
    }
}

fn about(id: &str, person: PersonId) -> String {
    format!("draft/{id}/{person}")
}
