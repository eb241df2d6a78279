//! How a store is opened.

use std::time::Duration;

/// When SQLite's commit reaches the disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// Every commit is on the disk before it is answered: the rule for a legal record.
    #[default]
    Full,
    /// The last commits may be lost at a power failure. Only for filling a demonstration.
    Normal,
}

/// Which engine a store speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in the process.
    Sqlite,
    /// PostgreSQL, or what speaks its protocol.
    Postgres,
}

/// Options of a store; the default is right for operation.
#[derive(Clone, Debug)]
pub struct Options {
    /// SQLite: when a commit is durable.
    pub synchronous: Synchronous,
    /// SQLite: the most pages (of 4 KiB) the file may have; 0 is no bound. Tests fill a disk with it.
    pub sqlite_pages_max: u32,
    /// SQLite: threads that read, 1..=16.
    pub sqlite_readers: usize,
    /// SQLite: how long a writer waits for another process.
    pub busy_timeout: Duration,
    /// PostgreSQL: connections for reading, 1..=64.
    pub pg_readers: usize,
    /// PostgreSQL: connections for writing (lanes and plain writes), 1..=64.
    pub pg_writers: usize,
    /// PostgreSQL: the schema that stands alone in `search_path`; made when missing. `[a-z0-9_]{1,63}`.
    pub pg_schema: Option<String>,
    /// PostgreSQL: `lock_timeout`.
    pub pg_lock_timeout: Duration,
    /// PostgreSQL: `idle_in_transaction_session_timeout`.
    pub pg_idle_timeout: Duration,
    /// PostgreSQL: how long a connection may take to open, and a group of statements to be answered.
    pub pg_answer_timeout: Duration,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            synchronous: Synchronous::Full,
            sqlite_pages_max: 0,
            sqlite_readers: 3,
            busy_timeout: Duration::from_secs(5),
            pg_readers: 6,
            pg_writers: 8,
            pg_schema: None,
            pg_lock_timeout: Duration::from_secs(5),
            pg_idle_timeout: Duration::from_secs(20),
            pg_answer_timeout: Duration::from_secs(30),
        }
    }
}
