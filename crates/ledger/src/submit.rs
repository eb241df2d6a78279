//! What is handed to a lane, and what comes back.

use crate::{Domain, RowImage};

/// Who asks; people go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lane {
    /// A person at a screen or a window.
    #[default]
    People,
    /// The timekeeper and the watchers.
    Time,
    /// Another division or installation.
    Relay,
}

/// An immutable body that comes with a command, stored by hash if the command is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// SHA-256 of the bytes.
    pub digest: [u8; 32],
    /// How to read it.
    pub kind: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A command with all that is needed to carry it out once.
pub struct Submission<D: Domain> {
    /// Six digits of GB/T 2260.
    pub division: String,
    /// The stream the command is for.
    pub stream: String,
    /// Minted when the form was drawn.
    pub command_id: [u8; 16],
    /// Who acts, already authenticated.
    pub actor: String,
    /// What is asked.
    pub command: D::Command,
    /// Digest of the command's content: the same id with other content is refused.
    pub content: [u8; 32],
    /// When it happened, as claimed; microseconds UTC.
    pub occurred_at: Option<i64>,
    /// The version the person had on the screen.
    pub expected_version: Option<u64>,
    /// Bodies the command publishes.
    pub bodies: Vec<Body>,
    /// Sealed particulars and wrapped keys: written in the same commit, and only if the command is accepted.
    pub with: Vec<RowImage>,
    /// Who asks.
    pub lane: Lane,
}

/// The command is carried out and durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The stream.
    pub stream: String,
    /// Its version after the command.
    pub version: u64,
    /// The command's first entry.
    pub first_seq: u64,
    /// The command's last entry; below `first_seq` when nothing had to be recorded.
    pub last_seq: u64,
    /// The command had been carried out before; this is the first answer again.
    pub replayed: bool,
    /// `recorded_at` of the entries, microseconds UTC.
    pub at: i64,
}

/// The command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection<R> {
    /// The domain refuses.
    Refused(R),
    /// Another person has changed the stream since the page was drawn.
    Stale {
        /// Who.
        by: String,
        /// When, microseconds UTC.
        at: i64,
        /// The stream's version now.
        version: u64,
    },
    /// The command id belongs to another command.
    IdReused,
    /// A fault of ours; the number is in the log with the detail.
    Fault(u64),
    /// The database does not take writes now. Nothing of an unanswered command is half there; the same command
    /// with the same id may be sent again.
    Unavailable,
    /// Too many commands wait.
    QueueFull,
}

pub(crate) type Answer<D> = Result<Done, Rejection<<D as Domain>::Refusal>>;
