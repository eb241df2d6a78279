//! An entry: one event as it is recorded, with its leaf in the tree.

use store::{Row, StoreError, Value};

use crate::Domain;
use crate::merkle::{Hash, LeafBytes};

/// The columns of an entry in the order of [`Entry::values`] and [`Entry::read`].
pub(crate) const COLUMNS: &[&str] = &[
    "division",
    "seq",
    "stream",
    "version",
    "kind",
    "payload",
    "actor",
    "occurred_at",
    "recorded_at",
    "command_id",
    "content",
    "salt",
    "leaf",
];

/// One recorded event. Nothing updates or deletes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The division.
    pub division: String,
    /// Its place in the division's order, from 1 without gaps.
    pub seq: u64,
    /// The stream.
    pub stream: String,
    /// Its place in the stream, from 1 without gaps.
    pub version: u64,
    /// How to read the payload.
    pub kind: String,
    /// The event's stored form.
    pub payload: Vec<u8>,
    /// Who acted; [`crate::TIME`] for what fell due by itself.
    pub actor: String,
    /// When it happened: as claimed, or the legal instant of what fell due. Microseconds UTC.
    pub occurred_at: Option<i64>,
    /// When the server recorded it; never falls within a division. Microseconds UTC.
    pub recorded_at: i64,
    /// The command it came from.
    pub command_id: [u8; 16],
    /// The digest of that command's content.
    pub content: [u8; 32],
    /// Random, so that nobody can guess the content from the leaf.
    pub salt: [u8; 16],
    /// The leaf hash in the division's tree.
    pub leaf: Hash,
}

impl Entry {
    /// What it says.
    pub(crate) fn event<D: Domain>(&self, domain: &D) -> Result<D::Event, StoreError> {
        let decoded = domain.decode(&self.kind, &self.payload);
        decoded.map_err(|e| StoreError::Row(format!("entry {} cannot be read: {e}", self.seq)))
    }

    /// The leaf hash of what is stored.
    #[must_use]
    pub fn leaf_of(&self) -> Hash {
        let mut bytes = LeafBytes::default();
        bytes.field(self.division.as_bytes());
        bytes.number(signed(self.seq));
        bytes.field(self.stream.as_bytes());
        bytes.number(signed(self.version));
        bytes.field(self.kind.as_bytes());
        bytes.field(&self.payload);
        bytes.field(self.actor.as_bytes());
        match self.occurred_at {
            Some(it) => bytes.number(it),
            None => bytes.field(&[]),
        }
        bytes.number(self.recorded_at);
        bytes.field(&self.command_id);
        bytes.field(&self.content);
        bytes.field(&self.salt);
        bytes.hash()
    }

    pub(crate) fn values(self, out: &mut Vec<Value>) {
        out.extend([
            self.division.into(),
            self.seq.into(),
            self.stream.into(),
            self.version.into(),
            self.kind.into(),
            self.payload.into(),
            self.actor.into(),
            self.occurred_at.into(),
            self.recorded_at.into(),
            self.command_id.into(),
            self.content.into(),
            self.salt.into(),
            self.leaf.into(),
        ]);
    }

    pub(crate) fn read(row: &Row) -> Result<Entry, StoreError> {
        Ok(Entry {
            division: row.text(0)?.to_owned(),
            seq: row.count(1)?,
            stream: row.text(2)?.to_owned(),
            version: row.count(3)?,
            kind: row.text(4)?.to_owned(),
            payload: row.bytes(5)?.to_vec(),
            actor: row.text(6)?.to_owned(),
            occurred_at: row.opt_int(7)?,
            recorded_at: row.int(8)?,
            command_id: row.array(9)?,
            content: row.array(10)?,
            salt: row.array(11)?,
            leaf: row.array(12)?,
        })
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).expect("sequence numbers stay below 2^63")
}
