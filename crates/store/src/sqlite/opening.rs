//! What a connection to a SQLite file is set to before its first statement.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(5);

/// Writes into a log beside the file, so that nobody who reads waits. Two that turn a new file to it at the same instant are told
/// at once that it is locked, without the patience of other statements.
pub(super) fn journal_ahead(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let since = Instant::now();
    loop {
        match connection.pragma_update(None, "journal_mode", "wal") {
            Err(e) if is_busy(&e) && since.elapsed() < patience => std::thread::sleep(PAUSE),
            other => return other,
        }
    }
}

fn is_busy(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
    matches!(e.sqlite_error_code(), Some(DatabaseBusy | DatabaseLocked))
}

/// A statement is planned when it is prepared, not again at each execution with another value that is bound to it.
pub(super) fn plan_once(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}
