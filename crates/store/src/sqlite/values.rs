//! Statements run on a connection with their values and rows, and errors sorted by what the caller has to do about them.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql, ffi};

use crate::{Output, Row, Statement, StoreError, Value};

pub(super) fn execute(connection: &Connection, statement: &Statement) -> Result<Output, StoreError> {
    execute_on(connection, statement).map_err(|e| error_of(&e))
}

/// The same with the error of the engine itself.
pub(super) fn execute_on(connection: &Connection, statement: &Statement) -> rusqlite::Result<Output> {
    execute_prepared(connection, &mut *connection.prepare_cached(&statement.sql)?, statement)
}

/// The same of a statement whose text is prepared.
pub(super) fn execute_prepared(
    connection: &Connection,
    prepared: &mut rusqlite::Statement<'_>,
    statement: &Statement,
) -> rusqlite::Result<Output> {
    for index in 1..=prepared.parameter_count() {
        // SQLite numbers `$2` by its first use; its name says which one it is.
        let named = || prepared.parameter_name(index).and_then(|name| name[1..].parse::<usize>().ok());
        let at = if statement.in_order { Some(index) } else { named() };
        let value = at.and_then(|at| statement.params.get(at.wrapping_sub(1)));
        let Some(value) = value else {
            return Err(rusqlite::Error::InvalidParameterCount(statement.params.len(), index));
        };
        prepared.raw_bind_parameter(index, value)?;
    }
    let reads = prepared.readonly();
    let columns = prepared.column_count();
    let mut rows = Vec::new();
    let mut cursor = prepared.raw_query();
    while let Some(row) = cursor.next()? {
        let values: rusqlite::Result<Vec<Value>> = (0..columns).map(|at| value_of(row, at)).collect();
        rows.push(Row(values?));
    }
    Ok(Output { rows, affected: if reads { 0 } else { connection.changes() } })
}

fn value_of(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Value> {
    Ok(match row.get_ref(at)? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(it) => Value::Int(it),
        ValueRef::Real(it) => Value::Real(it),
        ValueRef::Text(it) => Value::Text(String::from_utf8(it.to_vec()).map_err(|e| {
            rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(e))
        })?),
        ValueRef::Blob(it) => Value::Bytes(it.to_vec()),
    })
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(it) => ValueRef::Integer(*it),
            Value::Real(it) => ValueRef::Real(*it),
            Value::Text(it) => ValueRef::Text(it.as_bytes()),
            Value::Bytes(it) => ValueRef::Blob(it),
        }))
    }
}

pub(super) fn error_of(error: &rusqlite::Error) -> StoreError {
    let text = error.to_string();
    let rusqlite::Error::SqliteFailure(failure, _) = error else {
        return StoreError::Rejected(text);
    };
    match failure.code {
        ffi::ErrorCode::DatabaseBusy | ffi::ErrorCode::DatabaseLocked => StoreError::Busy(text),
        ffi::ErrorCode::DiskFull => StoreError::Full(text),
        ffi::ErrorCode::TooBig => StoreError::TooLong(text),
        ffi::ErrorCode::SystemIoFailure
        | ffi::ErrorCode::CannotOpen
        | ffi::ErrorCode::DatabaseCorrupt
        | ffi::ErrorCode::NotADatabase
        | ffi::ErrorCode::ReadOnly
        | ffi::ErrorCode::FileLockingProtocolFailed
        | ffi::ErrorCode::OutOfMemory
        | ffi::ErrorCode::PermissionDenied => StoreError::Io(text),
        _ => StoreError::Rejected(text),
    }
}
