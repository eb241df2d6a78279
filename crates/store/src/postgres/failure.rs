//! PostgreSQL's errors, sorted by what the caller has to do about them.

use tokio_postgres::error::SqlState;

use crate::StoreError;

pub(super) fn error_of(error: &tokio_postgres::Error) -> StoreError {
    let text = match error.as_db_error() {
        Some(db) => format!("{} ({})", db.message(), db.code().code()),
        None => match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        },
    };
    let lost = |detail| StoreError::ConnectionLost { commit_sent: false, detail };
    let Some(code) = error.code() else {
        return lost(text);
    };
    if *code == SqlState::T_R_SERIALIZATION_FAILURE {
        StoreError::Serialization(text)
    } else if *code == SqlState::T_R_DEADLOCK_DETECTED {
        StoreError::Deadlock(text)
    } else if *code == SqlState::LOCK_NOT_AVAILABLE {
        StoreError::Busy(text)
    } else if *code == SqlState::DISK_FULL {
        StoreError::Full(text)
    } else if *code == SqlState::PROGRAM_LIMIT_EXCEEDED || *code == SqlState::STRING_DATA_RIGHT_TRUNCATION {
        StoreError::TooLong(text)
    } else if *code == SqlState::READ_ONLY_SQL_TRANSACTION {
        StoreError::Io(text)
    } else {
        match &code.code()[..2] {
            // 25P03: the server gave up a transaction that stood idle; 53: too many connections, no memory.
            "08" | "57" | "53" => lost(text),
            "25" if code.code() == "25P03" => lost(text),
            "58" | "F0" => StoreError::Io(text),
            _ => StoreError::Rejected(text),
        }
    }
}
