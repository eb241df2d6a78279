//! How the database can fail, sorted by what the caller has to do about it.

/// A failure of the database. The kinds are the rows of the failure table in the ledger's lane.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Another writer holds the lock. Nothing was written: try again.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// The database asks for the whole transaction again (40001). Nothing was written.
    #[error("serialisation failure: {0}")]
    Serialization(String),
    /// The database broke a deadlock (40P01). Nothing was written: try again.
    #[error("deadlock: {0}")]
    Deadlock(String),
    /// The connection is gone. With `commit_sent` nobody knows whether the transaction stands.
    #[error("the connection to the database was lost ({detail}), commit sent: {commit_sent}")]
    ConnectionLost {
        /// The commit had been sent when the connection went.
        commit_sent: bool,
        /// What the driver said.
        detail: String,
    },
    /// The database refuses a statement (constraint, type, syntax). Rolled back.
    #[error("the database rejects a statement: {0}")]
    Rejected(String),
    /// A statement did not affect the number of rows it must, or on PostgreSQL divided by nothing, which is how a statement
    /// among others says so itself. Rolled back.
    #[error("{0}")]
    Guard(String),
    /// The disk, or the size allowed for the database, is full.
    #[error("the disk is full: {0}")]
    Full(String),
    /// The disk or the database file fails, or the database does not take writes.
    #[error("the database cannot read or write: {0}")]
    Io(String),
    /// A value is longer than the engine takes. Rolled back.
    #[error("a value is too long: {0}")]
    TooLong(String),
    /// A row does not have the column or the type asked for: a fault of ours.
    #[error("{0}")]
    Row(String),
    /// The address or an option cannot be used, or a migration was changed after it was applied.
    #[error("{0}")]
    Config(String),
}

impl StoreError {
    /// Nothing was written and the same transaction may simply be run again.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            StoreError::Busy(_)
                | StoreError::Serialization(_)
                | StoreError::Deadlock(_)
                | StoreError::ConnectionLost { commit_sent: false, .. }
        )
    }

    /// The connection must not be used again.
    pub(crate) fn breaks_connection(&self) -> bool {
        matches!(self, StoreError::ConnectionLost { .. } | StoreError::Full(_) | StoreError::Io(_))
    }
}
