//! What a domain plugs into the ledger: pure functions over its states, events and rows.

use std::borrow::Cow;
use std::fmt::Debug;

use store::Value;

use crate::World;

/// The rules of a domain. Everything here is pure: the same arguments give the same result, so a lookup that finds
/// nothing in memory is loaded by the ledger and the function called again.
pub trait Domain: Send + Sync + Sized + 'static {
    /// What `decide` needs to know of a stream, never its timeline. Encoded at most 64 KiB.
    type State: Clone + Send + Sync + 'static;
    /// What a person, the time or a relay asks for.
    type Command: Send + Sync + 'static;
    /// What has happened. `Copy`, so that no text typed by a person can be in it.
    type Event: Copy + Send + Sync + Debug + 'static;
    /// Why a command is not carried out; the person can do something about it.
    type Refusal: Clone + Send + Sync + Debug + 'static;
    /// A decoded immutable body, stored by hash (an item revision, a calendar).
    type Body: Send + Sync + 'static;

    /// The state of a stream before its first event.
    fn empty(&self, stream: &str) -> Self::State;

    /// What follows from a command.
    fn decide(
        &self,
        stream: &str,
        state: &Self::State,
        command: &Self::Command,
        world: &World<'_, Self>,
    ) -> Result<Vec<Self::Event>, Self::Refusal>;

    /// The state after an event. Total: an event that was recorded is a fact.
    fn evolve(&self, state: Self::State, event: &Self::Event) -> Self::State;

    /// The instant at which the next fact falls due by itself.
    fn due(&self, state: &Self::State) -> Option<i64>;

    /// The facts that have fallen due at the legal instant `at`, which is `due(state)`. They must move `due` forward.
    fn catch_up(
        &self,
        stream: &str,
        state: &Self::State,
        at: i64,
        world: &World<'_, Self>,
    ) -> Vec<Self::Event>;

    /// New dates for a stream last touched before the division's epoch moved (a new calendar is in force).
    fn redate(&self, stream: &str, state: &Self::State, world: &World<'_, Self>) -> Vec<Self::Event> {
        let _ = (stream, state, world);
        Vec::new()
    }

    /// Whether this event moves the division's epoch, as the adoption of a calendar does.
    fn bumps_epoch(&self, event: &Self::Event) -> bool {
        let _ = event;
        false
    }

    /// The numbers that this event carries, in the order in which they were drawn.
    fn draws(&self, event: &Self::Event, out: &mut dyn FnMut(Series, u32)) {
        let _ = (event, out);
    }

    /// The stored form of an event.
    fn encode(&self, event: &Self::Event) -> (&'static str, Vec<u8>);

    /// Reads every form of every kind ever stored.
    fn decode(&self, kind: &str, payload: &[u8]) -> Result<Self::Event, DecodeError>;

    /// The stored form of a state.
    fn encode_state(&self, state: &Self::State) -> Vec<u8>;

    /// Reads a stored state of the present shape.
    fn decode_state(&self, stream: &str, bytes: &[u8]) -> Result<Self::State, DecodeError>;

    /// Counts the changes of the state's form. A state stored in another shape is replayed from its entries.
    fn shape(&self, stream: &str) -> i64 {
        let _ = stream;
        1
    }

    /// Reads an immutable body.
    fn decode_body(&self, kind: &str, bytes: &[u8]) -> Result<Self::Body, DecodeError>;

    /// The list rows of a stream; written in the same commit. What a stream ever gave it must give again, or give
    /// as [`RowImage::absent`]. Two streams never give the same row.
    fn rows(&self, division: &str, stream: &str, state: &Self::State, wake_at: Option<i64>) -> Vec<RowImage> {
        let _ = (division, stream, state, wake_at);
        Vec::new()
    }

    /// The rows of a state and of the one before it, without those that cannot differ between the two.
    fn rows_between(
        &self,
        division: &str,
        stream: &str,
        before: (&Self::State, Option<i64>),
        now: (&Self::State, Option<i64>),
    ) -> [Vec<RowImage>; 2] {
        [before, now].map(|(state, wake_at)| self.rows(division, stream, state, wake_at))
    }

    /// What has to happen outside because of this event.
    fn effects(&self, stream: &str, state_after: &Self::State, event: &Self::Event) -> Vec<Effect> {
        let _ = (stream, state_after, event);
        Vec::new()
    }
}

/// A series of numbers of a division, drawn without gaps from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Series {
    /// Who issues (a unit's code).
    pub issuer: Cow<'static, str>,
    /// What is numbered.
    pub kind: Cow<'static, str>,
    /// The period after which it begins again (`2026`); empty where it never does.
    pub period: Cow<'static, str>,
}

impl Series {
    /// A series from its three parts.
    pub fn new(
        issuer: impl Into<Cow<'static, str>>,
        kind: impl Into<Cow<'static, str>>,
        period: impl Into<Cow<'static, str>>,
    ) -> Series {
        Series { issuer: issuer.into(), kind: kind.into(), period: period.into() }
    }
}

/// One list row as it has to be after the commit.
#[derive(Clone, Debug, PartialEq)]
pub struct RowImage {
    /// The table.
    pub table: &'static str,
    /// Its columns. The first `key` are the primary key, and the first of all holds the division.
    pub columns: &'static [&'static str],
    /// How many columns are the key.
    pub key: usize,
    /// How many columns, the key's included, never change once the row is there: they are written with it and left
    /// out of its updates, and with them the indexes over them.
    pub fixed: usize,
    /// The values, one for each column; only the key's values when the row must not be there.
    pub values: Vec<Value>,
}

impl RowImage {
    /// The row must not be there (any more).
    #[must_use]
    pub fn absent(
        table: &'static str,
        columns: &'static [&'static str],
        key: usize,
        key_values: Vec<Value>,
    ) -> RowImage {
        RowImage { table, columns, key, fixed: key, values: key_values }
    }

    /// Whether both are the same row, as it is at two times.
    pub(crate) fn is_the_row_of(&self, other: &RowImage) -> bool {
        self.table == other.table
            && std::ptr::eq(self.columns, other.columns)
            && !self.is_absent()
            && self.values.get(..self.key) == other.values.get(..other.key)
    }

    /// Whether the row must not be there.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.values.len() == self.key && self.key < self.columns.len()
    }
}

/// Something to be done outside, at least once and in order for each recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Whom it goes to; order is kept for each recipient of a division.
    pub recipient: String,
    /// What it is.
    pub kind: &'static str,
    /// What the transport needs: codes and digests, no text of persons.
    pub payload: Vec<u8>,
}

/// Stored bytes that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct DecodeError(pub String);
