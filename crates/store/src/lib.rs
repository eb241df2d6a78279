//! The database: statements to SQLite or PostgreSQL, one text for both, with failures sorted by what to do.
//!
//! SQL is written in the common subset of design.md section 3: `$1` parameters, TEXT, BIGINT, DOUBLE PRECISION,
//! BYTEA, `on conflict`, `returning`. Connections to PostgreSQL are not encrypted: put the server on the same
//! machine or behind a tunnel.

mod error;
mod faults;
mod metrics;
mod migrate;
mod options;
mod postgres;
mod rows;
mod sqlite;
mod value;

pub use error::StoreError;
pub use faults::{FaultKind, FaultPoint, Faults};
pub use metrics::StoreStats;
pub use migrate::Migration;
pub use options::{Engine, Options, Synchronous};
pub use rows::{Changed, Conflict, Rows, Writes};
pub use value::{Output, Row, Sql, Statement, Value};

use metrics::Metrics;

/// What a group of statements is for; it names the point at which a test may let it fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and locking the head.
    HeadRead,
    /// Loading what a decision needs.
    Load,
    /// Writing.
    Write,
}

impl Stage {
    fn check(self, faults: &Faults) -> Result<(), StoreError> {
        match self {
            Stage::HeadRead => faults.check(FaultPoint::HeadRead),
            Stage::Load => faults.check(FaultPoint::Load),
            Stage::Write => Ok(()),
        }
    }
}

/// A database. Two engines are a closed set, so this is an enum and not a trait. Cloning shares it.
#[derive(Clone)]
pub struct Store {
    back: Back,
    faults: Faults,
    metrics: Metrics,
}

#[derive(Clone)]
enum Back {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl Store {
    /// Opens `sqlite:PATH` (or a bare path) or `postgres://…` with the options for operation.
    pub async fn open(url: &str) -> Result<Store, StoreError> {
        Store::open_with(url, Options::default()).await
    }

    /// Opens a database. PostgreSQL must answer now; afterwards it may go and come back.
    pub async fn open_with(url: &str, options: Options) -> Result<Store, StoreError> {
        let (faults, metrics) = (Faults::default(), Metrics::default());
        let back = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Back::Postgres(postgres::Postgres::open(url, options, faults.clone(), metrics.clone()).await?)
        } else {
            let path = url.strip_prefix("sqlite:").unwrap_or(url);
            if path.contains("://") {
                return Err(StoreError::Config(
                    "a database address begins with sqlite: or postgres://".into(),
                ));
            }
            Back::Sqlite(sqlite::Sqlite::open(path, &options, faults.clone(), metrics.clone()).await?)
        };
        Ok(Store { back, faults, metrics })
    }

    /// The engine behind.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &self.back {
            Back::Sqlite(_) => Engine::Sqlite,
            Back::Postgres(_) => Engine::Postgres,
        }
    }

    /// A query outside any transaction. It sees what was committed before it.
    pub async fn read(&self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        match &self.back {
            Back::Sqlite(it) => it.read(statement).await,
            Back::Postgres(it) => it.read(statement).await,
        }
    }

    /// One plain transaction, tried again at most five times where that is safe; answers the number of rows that
    /// each statement affected. For sessions, drafts and views, never for entries.
    pub async fn write(&self, writes: impl Into<Writes>) -> Result<Vec<u64>, StoreError> {
        let writes = writes.into();
        let mut tries = 0;
        loop {
            let mut tx = self.begin().await;
            let result = tx.run_and_commit(Stage::Write, writes.clone()).await;
            drop(tx);
            match result {
                Ok(outputs) => return Ok(outputs.into_iter().map(|it| it.affected).collect()),
                Err(e) if e.is_transient() && tries < 5 => {
                    tries += 1;
                    tokio::time::sleep(std::time::Duration::from_millis(7 * tries)).await;
                }
                Err(e) => return Err(e),
            }
        }
    }

    /// A write transaction. SQLite: waits until the writer is free. The database is touched with the first
    /// statements.
    pub async fn begin(&self) -> Tx {
        match &self.back {
            Back::Sqlite(it) => Tx::Sqlite(it.begin(false).await),
            Back::Postgres(it) => Tx::Postgres(Box::new(it.begin().await)),
        }
    }

    /// As [`Store::begin`], for a thread that may block: on SQLite the transaction runs on it, without the way to the
    /// writer's thread and back.
    pub async fn begin_in_place(&self) -> Tx {
        match &self.back {
            Back::Sqlite(it) => Tx::Sqlite(it.begin(true).await),
            Back::Postgres(it) => Tx::Postgres(Box::new(it.begin().await)),
        }
    }

    /// Closes the connections that write and writes 16 KiB on a new one: Ok says that the database takes writes.
    pub async fn probe(&self) -> Result<(), StoreError> {
        self.reopen().await;
        self.faults.check(FaultPoint::Probe)?;
        let filler = Statement::new(
            "insert into store_probe (id, filler) values ($1, $2) \
             on conflict (id) do update set filler = excluded.filler",
            vec![Value::Int(1), Value::Bytes(vec![0x5a; 16 * 1024])],
        );
        let gone = Statement::new("delete from store_probe where id = $1", vec![Value::Int(1)]);
        let mut tx = self.begin().await;
        tx.run_and_commit(Stage::Load, vec![filler, gone].into()).await.map(|_| ())
    }

    /// Closes the connections that write; the next statements open new ones.
    pub async fn reopen(&self) {
        match &self.back {
            Back::Sqlite(it) => it.reopen().await,
            Back::Postgres(it) => it.reopen(),
        }
    }

    /// Lets the planner count its tables anew. SQLite plans by the schema alone; on PostgreSQL a young database is
    /// planned for as an empty one until the server comes round by itself.
    pub async fn analyze(&self) -> Result<(), StoreError> {
        match self.engine() {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => {
                // The tables of this schema that have doubled since they were counted; those of the server itself cost
                // more than all of them.
                let sql = "select quote_ident(relname) from pg_class \
                           where relnamespace = (select oid from pg_namespace where nspname = current_schema()) \
                           and relkind = 'r' \
                           and pg_relation_size(oid) > 2 * relpages * current_setting('block_size')::bigint \
                           order by relname";
                let rows = self.read(Statement::new(sql, vec![])).await?;
                let grown = rows.iter().map(|row| row.text(0)).collect::<Result<Vec<_>, _>>()?;
                if grown.is_empty() {
                    return Ok(());
                }
                self.script(format!("analyze {}", grown.join(", "))).await
            }
        }
    }

    /// Applies the migrations that are missing, in order; safe when two instances start at once.
    pub async fn migrate(&self, migrations: &[Migration]) -> Result<(), StoreError> {
        migrate::run(self, migrations).await
    }

    async fn script(&self, sql: String) -> Result<(), StoreError> {
        match &self.back {
            Back::Sqlite(it) => it.script(sql).await,
            Back::Postgres(it) => it.script(sql).await,
        }
    }

    /// Failures on purpose, for tests.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The counters now.
    #[must_use]
    pub fn stats(&self) -> StoreStats {
        self.metrics.snapshot()
    }

    /// SQLite: bounds the file to this many pages from the next opened connection on (0 is no bound).
    pub fn sqlite_pages_max_set(&self, pages: u32) {
        if let Back::Sqlite(it) = &self.back {
            it.pages_max_set(pages);
        }
    }
}

/// A write transaction. Dropped without a commit it is rolled back.
pub enum Tx {
    /// On SQLite.
    Sqlite(sqlite::SqliteTx),
    /// On PostgreSQL.
    Postgres(Box<postgres::PgTx>),
}

impl Tx {
    /// Runs statements in order in one go (SQLite: one job, PostgreSQL: pipelined). After an error the
    /// transaction is over and nothing of it stands.
    pub async fn run(&mut self, stage: Stage, statements: Vec<Statement>) -> Result<Vec<Output>, StoreError> {
        match self {
            Tx::Sqlite(it) => it.run(stage, statements, false).await,
            Tx::Postgres(it) => it.run(stage, statements, false).await,
        }
    }

    /// Writes the last rows and statements and commits. Ok says that all is durable; it holds what each statement
    /// gave.
    pub async fn commit(mut self, writes: impl Into<Writes>) -> Result<Vec<Output>, StoreError> {
        self.run_and_commit(Stage::Write, writes.into()).await
    }

    async fn run_and_commit(&mut self, stage: Stage, writes: Writes) -> Result<Vec<Output>, StoreError> {
        let (mut outputs, rows) = match self {
            Tx::Sqlite(it) => {
                let (statements, rows) = writes.into_statements(Engine::Sqlite);
                (it.run(stage, statements, true).await?, rows)
            }
            Tx::Postgres(it) => {
                let (statements, rows) = writes.into_statements(Engine::Postgres);
                (it.run(stage, statements, true).await?, rows)
            }
        };
        Ok(outputs.split_off(rows))
    }

    /// Gives everything up.
    pub async fn rollback(self) {
        match self {
            Tx::Sqlite(it) => drop(it),
            Tx::Postgres(it) => it.roll_back_now().await,
        }
    }
}

fn check_guard(statement: &Statement, output: &Output) -> Result<(), StoreError> {
    match statement.must_affect {
        Some(rows) if rows != output.affected => Err(StoreError::Guard(format!(
            "a statement that must affect {rows} rows affected {}",
            output.affected
        ))),
        _ => Ok(()),
    }
}
