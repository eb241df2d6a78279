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
    /// For each row, which columns differ from the row that is there; empty where that is not known of any.
    pub changed: Vec<Changed>,
}

/// Which columns of a row differ from what is there.
///
/// SQLite writes the entries of every index that has a column named in an update, whether its value differs or not;
/// PostgreSQL compares the values itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Changed(u64);

impl Changed {
    /// Every column, or it is not known which.
    pub const ALL: Changed = Changed(u64::MAX);

    /// The columns whose value is not the one before. Columns from the 64th on count as changed.
    #[must_use]
    pub fn between(before: &[Value], after: &[Value]) -> Changed {
        let wide = if after.len() > 63 { 1 << 63 } else { 0 };
        let differs = |at: usize| before.get(at) != after.get(at);
        Changed((0..after.len().min(63)).filter(|at| differs(*at)).fold(wide, |set, at| set | 1 << at))
    }

    /// The same without one column: its value is the one before.
    #[must_use]
    pub fn without(self, column: usize) -> Changed {
        if column < 63 { Changed(self.0 & !(1 << column)) } else { self }
    }

    fn has(self, column: usize) -> bool {
        self.0 >> column.min(63) & 1 == 1
    }
}

/// What one transaction writes: what has to come first, then the rows, then the statements in order.
#[derive(Clone, Debug, Default)]
pub struct Writes {
    /// Statements on which the rest depends: what they give is not answered.
    pub first: Vec<Statement>,
    /// Rows; no two of them have the same table and key.
    pub rows: Vec<Rows>,
    /// Statements.
    pub statements: Vec<Statement>,
}

impl From<Vec<Statement>> for Writes {
    fn from(statements: Vec<Statement>) -> Writes {
        Writes { statements, ..Writes::default() }
    }
}

impl Writes {
    /// Nothing is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.statements.is_empty() && self.rows.iter().all(|it| it.values.is_empty())
    }

    /// As statements, in order, and how many of them are not those of the caller.
    pub(crate) fn into_statements(self, engine: Engine) -> (Vec<Statement>, usize) {
        let mut all = self.first;
        for Rows { table, columns, conflict, values, changed } in self.rows {
            let mut left = values.len() / columns.len();
            let mut values = values.into_iter();
            let mut changed = changed.into_iter();
            // Rows of one table mostly change alike: the text of the row before is at hand.
            let mut before: Option<(Changed, usize, Arc<str>)> = None;
            while left > 0 {
                let rows = rows_together(engine, left);
                let params = values.by_ref().take(rows * columns.len()).collect();
                let set = match (rows, changed.by_ref().take(rows).next()) {
                    (1, Some(set)) if engine == Engine::Sqlite => set,
                    _ => Changed::ALL,
                };
                let sql = match &before {
                    Some((as_set, as_rows, sql)) if (*as_set, *as_rows) == (set, rows) => Arc::clone(sql),
                    _ => text(table, columns, conflict, set, rows),
                };
                before = Some((set, rows, Arc::clone(&sql)));
                all.push(Statement { sql: sql.into(), params, must_affect: None, in_order: true });
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

fn after(columns: &[&str], conflict: Conflict, changed: Changed) -> String {
    let key = |key: usize| columns[..key].join(", ");
    match conflict {
        Conflict::Reject => String::new(),
        Conflict::Keep { key: columns } => format!(" on conflict ({}) do nothing", key(columns)),
        Conflict::Update { key: keys, from } => {
            let sets: Vec<String> = (from..columns.len())
                .filter(|column| changed.has(*column))
                .map(|column| format!("{0} = excluded.{0}", columns[column]))
                .collect();
            if sets.is_empty() {
                return format!(" on conflict ({}) do nothing", key(keys));
            }
            format!(" on conflict ({}) do update set {}", key(keys), sets.join(", "))
        }
    }
}

type Texts = HashMap<(usize, usize, Conflict, Changed, usize), Arc<str>>;

static TEXTS: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

fn text(
    table: &'static str,
    columns: &'static [&'static str],
    conflict: Conflict,
    changed: Changed,
    rows: usize,
) -> Arc<str> {
    let place = (table.as_ptr().addr(), columns.as_ptr().addr(), conflict, changed, rows);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let row = |row: usize| {
            let places: Vec<String> =
                (1..=columns.len()).map(|n| format!("${}", row * columns.len() + n)).collect();
            format!("({})", places.join(", "))
        };
        let list: Vec<String> = (0..rows).map(row).collect();
        let (names, after) = (columns.join(", "), after(columns, conflict, changed));
        format!("insert into {table} ({names}) values {}{after}", list.join(", ")).into()
    };
    Arc::clone(texts.entry(place).or_insert_with(make))
}
