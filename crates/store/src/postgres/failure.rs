//! PostgreSQL's errors, sorted by what the caller has to do about them.

use postgres_protocol::message::backend::ErrorResponseBody;
use tokio_postgres::error::SqlState;
use tokio_postgres::fallible_iterator::FallibleIterator;

use crate::StoreError;

/// The connection is gone, and no commit was sent on it.
pub(super) fn lost(detail: String) -> StoreError {
    StoreError::ConnectionLost { commit_sent: false, detail }
}

/// Why a connection could not be opened.
pub(super) fn error_of(error: &tokio_postgres::Error) -> StoreError {
    match error.as_db_error() {
        Some(db) => sorted(db.code(), format!("{} ({})", db.message(), db.code().code())),
        None => lost(match std::error::Error::source(error) {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        }),
    }
}

/// What the server says instead of an answer.
pub(super) fn refusal(body: &ErrorResponseBody) -> StoreError {
    let (mut code, mut message) = (String::new(), String::new());
    let mut fields = body.fields();
    while let Ok(Some(field)) = fields.next() {
        let text = || String::from_utf8_lossy(field.value_bytes()).into_owned();
        match field.type_() {
            b'C' => code = text(),
            b'M' => message = text(),
            _ => {}
        }
    }
    sorted(&SqlState::from_code(&code), format!("{message} ({code})"))
}

fn sorted(code: &SqlState, text: String) -> StoreError {
    if *code == SqlState::T_R_SERIALIZATION_FAILURE {
        StoreError::Serialization(text)
    } else if *code == SqlState::T_R_DEADLOCK_DETECTED {
        StoreError::Deadlock(text)
    } else if *code == SqlState::DIVISION_BY_ZERO {
        // Our statements divide by the number of rows that must be there, and by nothing else.
        StoreError::Guard(text)
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
