//! Half-done intakes: kept sealed under the division's key, so that a window officer who is called away loses nothing (E6).

use catalogue::PersonId;
use serde::{Deserialize, Serialize};
use store::Statement;

use crate::account::Session;
use crate::case::Problem;
use crate::oversight::hex;
use crate::seal::random;
use crate::{Centre, Fault};

/// Drafts one person may keep; the oldest goes first.
const DRAFTS_MAX: i64 = 30;
/// A draft is kept this long, in microseconds: seven days.
const KEPT: i64 = 7 * 24 * 3_600_000_000;
/// Bytes of a draft at most.
const DRAFT_BYTES_MAX: usize = 64 * 1024;
/// How often a draft is read again that somebody else keeps at the same moment.
const TRIES_MAX: usize = 5;

/// What was typed, field by field, as the form sent it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFields {
    /// Name and value of each field.
    pub fields: Vec<(String, String)>,
    /// A word by which the officer knows it again: the applicant's name.
    pub label: String,
}

/// The same as it is sealed.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    typed: DraftFields,
    /// The command of a program by which it was kept last; empty for a form.
    #[serde(default)]
    command: String,
}

/// That a program's draft is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftKept {
    /// Since when.
    pub saved_at: i64,
    /// Whether the same command had kept it before.
    pub replayed: bool,
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
    /// The command of a program by which it was kept last; empty for a form.
    command: String,
    sealed: Vec<u8>,
}

impl Draft {
    /// What a command that comes again is told: that it was carried out, or that its id was used for something else.
    fn again(&self, item: &str, typed: &DraftFields) -> Result<DraftKept, Problem> {
        match self.item == item && self.typed == *typed {
            true => Ok(DraftKept { saved_at: self.saved_at, replayed: true }),
            false => Err(Problem::IdReused),
        }
    }
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
            _ => hex(random::<16>()),
        };
        let sealed = self.draft_seal(session, &id, typed, "")?;
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
                self.drafts_purge(session, now),
            ])
            .await?;
        Ok(id)
    }

    /// What is stored of a draft.
    fn draft_seal(
        &self,
        session: &Session,
        id: &str,
        typed: &DraftFields,
        command: &str,
    ) -> Result<Vec<u8>, Fault> {
        let stored = Stored { typed: typed.clone(), command: command.to_owned() };
        let plain = serde_json::to_vec(&stored)
            .map_err(|error| Fault::inside(format!("a draft does not serialise: {error}")))?;
        if plain.len() > DRAFT_BYTES_MAX {
            return Err(Fault::inside("a draft larger than any form reached the centre"));
        }
        Ok(self.keys.seal_plain(&self.division, &about(id, session.person), &plain))
    }

    /// Throws away what is too old, and what is more than one person keeps.
    fn drafts_purge(&self, session: &Session, now: i64) -> Statement {
        Statement::new(
            "delete from draft where division = $1 and person = $2 and (saved_at < $3 or draft_id not in
               (select draft_id from draft where division = $1 and person = $2 order by saved_at desc limit $4))",
            vec![
                self.division.as_str().into(),
                session.person.as_str().into(),
                (now - KEPT).into(),
                DRAFTS_MAX.into(),
            ],
        )
    }

    /// Keeps a program's draft under the id of its command. As long as it is kept, the same command keeps nothing more.
    pub async fn draft_make(
        &self,
        session: &Session,
        command_id: [u8; 16],
        item: &str,
        typed: &DraftFields,
    ) -> Result<DraftKept, Problem> {
        let (id, now) = (hex(command_id), self.now());
        let sealed = self.draft_seal(session, &id, typed, &id)?;
        let written = self
            .store
            .write(vec![
                Statement::new(
                    "insert into draft (division, draft_id, person, item, sealed, saved_at) values ($1, $2, $3, $4, $5, $6)
                     on conflict (division, draft_id) do nothing",
                    vec![
                        self.division.as_str().into(),
                        id.as_str().into(),
                        session.person.as_str().into(),
                        item.into(),
                        sealed.into(),
                        now.into(),
                    ],
                ),
                self.drafts_purge(session, now),
            ])
            .await?;
        if written.first() == Some(&1) {
            return Ok(DraftKept { saved_at: now, replayed: false });
        }
        match self.draft_fetch(session, &id).await? {
            Some(draft) => draft.again(item, typed),
            // Somebody else's bears that id.
            None => Err(Problem::IdReused),
        }
    }

    /// Keeps a program's draft anew under its id; the item stays. The same command twice keeps it once.
    pub async fn draft_replace(
        &self,
        session: &Session,
        command_id: [u8; 16],
        id: &str,
        typed: &DraftFields,
    ) -> Result<DraftKept, Problem> {
        let command = hex(command_id);
        for _ in 0..TRIES_MAX {
            let draft = self.draft_fetch(session, id).await?.ok_or(Problem::NotFound)?;
            if draft.command == command {
                return draft.again(&draft.item, typed);
            }
            let (sealed, now) = (self.draft_seal(session, id, typed, &command)?, self.now());
            let written = self
                .store
                .write(vec![Statement::new(
                    "update draft set sealed = $4, saved_at = $5 \
                     where division = $1 and draft_id = $2 and person = $3 and sealed = $6",
                    vec![
                        self.division.as_str().into(),
                        id.into(),
                        session.person.as_str().into(),
                        sealed.into(),
                        now.into(),
                        draft.sealed.into(),
                    ],
                )])
                .await?;
            if written.first() == Some(&1) {
                return Ok(DraftKept { saved_at: now, replayed: false });
            }
        }
        Err(Fault::inside("a draft was kept by others again and again").into())
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
            let sealed = row.bytes(2)?.to_vec();
            let Ok(plain) = self.keys.open_plain(&self.division, &about(&id, session.person), &sealed) else {
                continue;
            };
            let Ok(Stored { typed, command }) = serde_json::from_slice(&plain) else { continue };
            let (item, saved_at) = (row.text(1)?.to_owned(), row.int(3)?);
            drafts.push(Draft { id, item, typed, saved_at, command, sealed });
        }
        Ok(drafts)
    }

    /// One draft of this person.
    pub async fn draft_fetch(&self, session: &Session, id: &str) -> Result<Option<Draft>, Fault> {
        Ok(self.draft_list(session).await?.into_iter().find(|draft| draft.id == id))
    }

    /// Throws a draft away, as when its intake is done; whether it was there.
    pub async fn draft_delete(&self, session: &Session, id: &str) -> Result<bool, Fault> {
        let written = self
            .store
            .write(vec![Statement::new(
                "delete from draft where division = $1 and draft_id = $2 and person = $3",
                vec![self.division.as_str().into(), id.into(), session.person.as_str().into()],
            )])
            .await?;
        Ok(written.first().is_some_and(|gone| *gone > 0))
    }
}

fn about(id: &str, person: PersonId) -> String {
    format!("draft/{id}/{person}")
}
