//! Rows to be written into one table: a statement for each on SQLite, several to a statement on PostgreSQL.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::{Engine, Statement, Value};

/// What happens to a row whose key is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// The transaction is rejected.
    Reject,
    /// The row that is there stands. The first `key` columns are the table's key.
    Keep {
        /// How many columns.
        key: usize,
    },
    /// The row that is there takes the new values from column `from` on. The first `key` columns are the table's key.
    Update {
        /// How many columns are the key.
        key: usize,
        /// The first column that is updated.
        from: usize,
    },
}

/// Rows of one table.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The table.
    pub table: &'static str,
    /// Its columns that are given.
    pub columns: &'static [&'static str],
    /// What happens to a row whose key is there already.
    pub conflict: Conflict,
    /// The rows one after the other. No two of them have the same key, unless the conflict is [`Conflict::Keep`].
    pub values: Vec<Value>,
}

/// What one transaction writes: the rows first, then the statements in order.
#[derive(Clone, Debug, Default)]
pub struct Writes {
    /// Rows; no two of them have the same table and key.
    pub rows: Vec<Rows>,
    /// Statements.
    pub statements: Vec<Statement>,
}

impl From<Vec<Statement>> for Writes {
    fn from(statements: Vec<Statement>) -> Writes {
        Writes { rows: Vec::new(), statements }
    }
}

impl Writes {
    /// Nothing is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.rows.iter().all(|it| it.values.is_empty())
    }

    /// As statements, in order, and how many of them write rows.
    pub(crate) fn into_statements(self, engine: Engine) -> (Vec<Statement>, usize) {
        let mut all = Vec::new();
        for Rows { table, columns, conflict, values } in self.rows {
            let mut left = values.len() / columns.len();
            let mut values = values.into_iter();
            while left > 0 {
                let rows = rows_together(engine, left);
                let params = values.by_ref().take(rows * columns.len()).collect();
                let sql = text(table, columns, conflict, rows).into();
                all.push(Statement { sql, params, must_affect: None, in_order: true });
                left -= rows;
            }
        }
        let rows = all.len();
        all.extend(self.statements);
        (all, rows)
    }
}

/// How many of `left` rows go into the next statement: few different numbers, so that few texts are prepared. SQLite
/// gains nothing from more than one.
fn rows_together(engine: Engine, left: usize) -> usize {
    match (engine, left) {
        (Engine::Sqlite, _) => 1,
        (Engine::Postgres, 0..=8) => left,
        (Engine::Postgres, 9..16) => 8,
        (Engine::Postgres, 16..32) => 16,
        (Engine::Postgres, 32..64) => 32,
        (Engine::Postgres, _) => 64,
    }
}

fn after(columns: &[&str], conflict: Conflict) -> String {
    let key = |key: usize| columns[..key].join(", ");
    match conflict {
        Conflict::Reject => String::new(),
        Conflict::Keep { key: columns } => format!(" on conflict ({}) do nothing", key(columns)),
        Conflict::Update { key: keys, from } => {
            let sets: Vec<String> =
                columns[from..].iter().map(|it| format!("{it} = excluded.{it}")).collect();
            format!(" on conflict ({}) do update set {}", key(keys), sets.join(", "))
        }
    }
}

type Texts = HashMap<(usize, usize, Conflict, usize), Arc<str>>;

static TEXTS: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

fn text(table: &'static str, columns: &'static [&'static str], conflict: Conflict, rows: usize) -> Arc<str> {
    let place = (table.as_ptr().addr(), columns.as_ptr().addr(), conflict, rows);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let row = |row: usize| {
            let places: Vec<String> =
                (1..=columns.len()).map(|n| format!("${}", row * columns.len() + n)).collect();
            format!("({})", places.join(", "))
        };
        let list: Vec<String> = (0..rows).map(row).collect();
        let (names, after) = (columns.join(", "), after(columns, conflict));
        format!("insert into {table} ({names}) values {}{after}", list.join(", ")).into()
    };
    Arc::clone(texts.entry(place).or_insert_with(make))
}
