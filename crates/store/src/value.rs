//! What goes into a statement and what comes out of a row, the same for both engines.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use crate::StoreError;

/// One value of a column or a parameter. Booleans are 0 and 1, instants microseconds UTC, both `Int`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// BIGINT.
    Int(i64),
    /// DOUBLE PRECISION.
    Real(f64),
    /// TEXT. U+0000 is refused at the edge of the program; PostgreSQL would reject it.
    Text(String),
    /// BYTEA.
    Bytes(Vec<u8>),
}

macro_rules! value_from {
    ($($from:ty, $it:ident => $to:expr;)*) => { $(
        impl From<$from> for Value { fn from($it: $from) -> Value { $to } }
    )* };
}

value_from! {
    i64, it => Value::Int(it);
    i32, it => Value::Int(i64::from(it));
    i16, it => Value::Int(i64::from(it));
    u8, it => Value::Int(i64::from(it));
    u16, it => Value::Int(i64::from(it));
    u32, it => Value::Int(i64::from(it));
    u64, it => Value::Int(i64::try_from(it).expect("counts and sequence numbers stay below 2^63"));
    usize, it => Value::Int(i64::try_from(it).expect("counts stay below 2^63"));
    bool, it => Value::Int(i64::from(it));
    f64, it => Value::Real(it);
    String, it => Value::Text(it);
    &str, it => Value::Text(it.to_owned());
    &String, it => Value::Text(it.clone());
    Vec<u8>, it => Value::Bytes(it);
    &[u8], it => Value::Bytes(it.to_vec());
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(it: [u8; N]) -> Value {
        Value::Bytes(it.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(it: &[u8; N]) -> Value {
        Value::Bytes(it.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(it: Option<T>) -> Value {
        it.map_or(Value::Null, Into::into)
    }
}

/// The text of a statement: written in the source, or built once and shared.
#[derive(Clone, Debug)]
pub enum Sql {
    /// Written in the source.
    Static(&'static str),
    /// Built at run time; keep it and clone it, so that its prepared form is found again.
    Shared(Arc<str>),
}

impl Deref for Sql {
    type Target = str;
    fn deref(&self) -> &str {
        match self {
            Sql::Static(it) => it,
            Sql::Shared(it) => it,
        }
    }
}

impl Borrow<str> for Sql {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Sql {
    fn eq(&self, other: &Sql) -> bool {
        **self == **other
    }
}

impl Eq for Sql {}

impl Hash for Sql {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl From<&'static str> for Sql {
    fn from(it: &'static str) -> Sql {
        Sql::Static(it)
    }
}

impl From<String> for Sql {
    fn from(it: String) -> Sql {
        Sql::Shared(it.into())
    }
}

impl From<Arc<str>> for Sql {
    fn from(it: Arc<str>) -> Sql {
        Sql::Shared(it)
    }
}

/// One statement with its parameters `$1..$n`. The text is the same for both engines.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The text.
    pub sql: Sql,
    /// The value of `$1` first.
    pub params: Vec<Value>,
    /// Where set, the statement must affect exactly this many rows, or its transaction is rolled back
    /// with [`StoreError::Guard`].
    pub must_affect: Option<u64>,
    /// The text names its parameters in their order and each once.
    pub(crate) in_order: bool,
}

impl Statement {
    /// A statement with its parameters, `$1` first.
    pub fn new(sql: impl Into<Sql>, params: Vec<Value>) -> Statement {
        Statement { sql: sql.into(), params, must_affect: None, in_order: false }
    }

    /// The transaction stands only if this statement affects exactly `rows` rows.
    #[must_use]
    pub fn must_affect(mut self, rows: u64) -> Statement {
        self.must_affect = Some(rows);
        self
    }
}

/// What one statement gave.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// Rows of a query or of `returning`.
    pub rows: Vec<Row>,
    /// Rows inserted, updated or deleted. Not meaningful for a plain `select`.
    pub affected: u64,
}

/// One row; columns are counted from 0 in the order of the statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The value of a column as it came.
    pub fn value(&self, column: usize) -> Result<&Value, StoreError> {
        self.0.get(column).ok_or_else(|| {
            StoreError::Row(format!("column {column} was asked of a row with {} columns", self.0.len()))
        })
    }

    /// All values in order.
    #[must_use]
    pub fn into_values(self) -> Vec<Value> {
        self.0
    }

    /// An integer that is never null.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        self.opt_int(column)?.ok_or_else(|| self.wrong(column, "an integer"))
    }

    /// An integer or null.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(it) => Ok(Some(*it)),
            _ => Err(self.wrong(column, "an integer")),
        }
    }

    /// An integer that is a count, a version or a sequence number: never below 0.
    pub fn count(&self, column: usize) -> Result<u64, StoreError> {
        u64::try_from(self.int(column)?).map_err(|_| self.wrong(column, "an integer not below 0"))
    }

    /// A real number; an integer is taken as one.
    pub fn real(&self, column: usize) -> Result<f64, StoreError> {
        match self.value(column)? {
            Value::Real(it) => Ok(*it),
            #[expect(clippy::cast_precision_loss, reason = "a sum shown to people")]
            Value::Int(it) => Ok(*it as f64),
            _ => Err(self.wrong(column, "a real number")),
        }
    }

    /// A text that is never null.
    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        self.opt_text(column)?.ok_or_else(|| self.wrong(column, "a text"))
    }

    /// A text or null.
    pub fn opt_text(&self, column: usize) -> Result<Option<&str>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(it) => Ok(Some(it)),
            _ => Err(self.wrong(column, "a text")),
        }
    }

    /// Bytes that are never null.
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        self.opt_bytes(column)?.ok_or_else(|| self.wrong(column, "bytes"))
    }

    /// Bytes or null.
    pub fn opt_bytes(&self, column: usize) -> Result<Option<&[u8]>, StoreError> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Bytes(it) => Ok(Some(it)),
            _ => Err(self.wrong(column, "bytes")),
        }
    }

    /// Bytes of a fixed length, as identifiers and digests are.
    pub fn array<const N: usize>(&self, column: usize) -> Result<[u8; N], StoreError> {
        let bytes = self.bytes(column)?;
        bytes.try_into().map_err(|_| {
            StoreError::Row(format!("column {column}: expected {N} bytes, found {}", bytes.len()))
        })
    }

    fn wrong(&self, column: usize, expected: &str) -> StoreError {
        let found = match self.0.get(column) {
            None => "no such column",
            Some(Value::Null) => "null",
            Some(Value::Int(_)) => "an integer",
            Some(Value::Real(_)) => "a real number",
            Some(Value::Text(_)) => "a text",
            Some(Value::Bytes(_)) => "bytes",
        };
        StoreError::Row(format!("column {column}: expected {expected}, found {found}"))
    }
}
