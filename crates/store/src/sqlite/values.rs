//! Values to and from SQLite, and its errors sorted by what the caller has to do about them.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ToSql, ffi};

use crate::{StoreError, Value};

pub(super) fn value_of(row: &rusqlite::Row<'_>, at: usize) -> rusqlite::Result<Value> {
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
