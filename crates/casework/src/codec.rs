//! The stored form of events: JSON of the inner struct, named by the kind.

use serde::{Serialize, de::DeserializeOwned};
use std::fmt;

/// The stored bytes are no event.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// No such kind was ever written.
    UnknownKind,
    /// The bytes are not of that kind; the line and column of the JSON where it ends.
    Malformed {
        /// Line, from 1.
        line: usize,
        /// Column.
        column: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::UnknownKind => f.write_str("no such kind of event"),
            DecodeError::Malformed { line, column } => write!(f, "malformed at line {line}, column {column}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// The stored form of a fact.
pub fn bytes<T: Serialize>(fact: &T) -> Vec<u8> {
    serde_json::to_vec(fact).expect("facts hold only numbers, codes and digests, which JSON can always say")
}

/// Reads a fact.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    let malformed =
        |error: serde_json::Error| DecodeError::Malformed { line: error.line(), column: error.column() };
    serde_json::from_slice(bytes).map_err(malformed)
}
