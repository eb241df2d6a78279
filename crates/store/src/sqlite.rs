//! SQLite: one thread that writes, a few that read, a job for each group of statements.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Instant;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql, ffi};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, oneshot};

use crate::faults::{FaultPoint, Faults};
use crate::metrics::Metrics;
use crate::{Options, Output, Row, Stage, Statement, StoreError, Synchronous, Value};

type Reply = oneshot::Sender<Result<Vec<Output>, StoreError>>;

enum Job {
    Run { stage: Stage, begin: bool, statements: Vec<Statement>, commit: bool, reply: Reply },
    Rollback,
    Script { sql: String, reply: Reply },
    Reopen,
}

/// The writer holds this while a transaction is open; waiting writers are served in order.
#[derive(Debug)]
struct Writer {
    jobs: mpsc::Sender<Job>,
}

/// One SQLite file.
#[derive(Clone)]
pub struct Sqlite {
    writer: Arc<AsyncMutex<Writer>>,
    readers: Arc<Mutex<mpsc::Sender<(Statement, Reply)>>>,
    pages_max: Arc<AtomicU32>,
}

#[derive(Clone)]
struct Opener {
    path: PathBuf,
    options: Options,
    pages_max: Arc<AtomicU32>,
    faults: Faults,
    metrics: Metrics,
}

impl Sqlite {
    pub(crate) async fn open(
        path: &str,
        options: &Options,
        faults: Faults,
        metrics: Metrics,
    ) -> Result<Sqlite, StoreError> {
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::Config("a SQLite store needs the path of a file".into()));
        }
        let pages_max = Arc::new(AtomicU32::new(options.sqlite_pages_max));
        let opener = Opener {
            path: path.into(),
            options: options.clone(),
            pages_max: Arc::clone(&pages_max),
            faults,
            metrics,
        };
        let (jobs, inbox) = mpsc::channel();
        let (ready, opened) = oneshot::channel();
        let for_writer = opener.clone();
        spawn("sqlite-writer", move || write_loop(&for_writer, &inbox, ready))?;
        opened.await.map_err(|_| gone())??;
        let (readers, inbox) = mpsc::channel::<(Statement, Reply)>();
        let inbox = Arc::new(Mutex::new(inbox));
        for _ in 0..options.sqlite_readers.clamp(1, 16) {
            let (opener, inbox) = (opener.clone(), Arc::clone(&inbox));
            spawn("sqlite-reader", move || read_loop(&opener, &inbox))?;
        }
        Ok(Sqlite {
            writer: Arc::new(AsyncMutex::new(Writer { jobs })),
            readers: Arc::new(Mutex::new(readers)),
            pages_max,
        })
    }

    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        let (reply, answer) = oneshot::channel();
        self.readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send((statement, reply))
            .map_err(|_| gone())?;
        let mut outputs = answer.await.map_err(|_| gone())??;
        Ok(outputs.pop().unwrap_or_default().rows)
    }

    pub(crate) async fn begin(&self) -> SqliteTx {
        SqliteTx { writer: Arc::clone(&self.writer).lock_owned().await, begun: false }
    }

    /// A text of several statements in a transaction of its own.
    pub(crate) async fn script(&self, sql: String) -> Result<(), StoreError> {
        let writer = self.writer.lock().await;
        let (reply, answer) = oneshot::channel();
        writer.jobs.send(Job::Script { sql, reply }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?.map(|_| ())
    }

    pub(crate) async fn reopen(&self) {
        // A writer thread that is gone is reported by the next statement.
        let _ = self.writer.lock().await.jobs.send(Job::Reopen);
    }

    pub(crate) fn pages_max_set(&self, pages: u32) {
        self.pages_max.store(pages, Ordering::Release);
    }
}

/// A write transaction; it begins with its first statements and is rolled back when dropped.
pub struct SqliteTx {
    writer: OwnedMutexGuard<Writer>,
    begun: bool,
}

impl SqliteTx {
    pub(crate) async fn run(
        &mut self,
        stage: Stage,
        statements: Vec<Statement>,
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        let (reply, answer) = oneshot::channel();
        let begin = !std::mem::replace(&mut self.begun, true);
        self.writer.jobs.send(Job::Run { stage, begin, statements, commit, reply }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        if self.begun {
            // After a commit this finds nothing to roll back.
            let _ = self.writer.jobs.send(Job::Rollback);
        }
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    std::thread::Builder::new()
        .name(name.into())
        .spawn(body)
        .map(|_| ())
        .map_err(|e| StoreError::Config(format!("cannot start the thread {name}: {e}")))
}

fn gone() -> StoreError {
    StoreError::Io("the thread of the database has ended".into())
}

fn write_loop(opener: &Opener, inbox: &mpsc::Receiver<Job>, ready: oneshot::Sender<Result<(), StoreError>>) {
    let mut slot = match opener.connect(false) {
        Ok(it) => {
            let _ = ready.send(Ok(()));
            Some(it)
        }
        Err(e) => {
            let _ = ready.send(Err(e));
            return;
        }
    };
    while let Ok(job) = inbox.recv() {
        let (reply, result) = match job {
            Job::Rollback => {
                if let Some(connection) = &slot {
                    roll_back(connection);
                }
                continue;
            }
            Job::Reopen => {
                slot = None;
                continue;
            }
            Job::Script { sql, reply } => {
                let sql = format!("begin immediate;\n{sql};\ncommit;");
                let result = opener.with(&mut slot, |connection| {
                    connection.execute_batch(&sql).map_err(|e| error_of(&e))?;
                    Ok(Vec::new())
                });
                (reply, result)
            }
            Job::Run { stage, begin, statements, commit, reply } => {
                let result = if !begin && slot.is_none() {
                    Err(StoreError::ConnectionLost {
                        commit_sent: false,
                        detail: "closed in the transaction".into(),
                    })
                } else {
                    opener.with(&mut slot, |connection| {
                        opener.run(connection, stage, begin, &statements, commit)
                    })
                };
                (reply, result)
            }
        };
        let _ = reply.send(result);
    }
}

fn read_loop(opener: &Opener, inbox: &Mutex<mpsc::Receiver<(Statement, Reply)>>) {
    let mut slot = None;
    loop {
        let next = inbox.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((statement, reply)) = next else { return };
        let result = match opener.reopened(&mut slot, true) {
            Ok(connection) => execute(connection, &statement).map(|it| vec![it]),
            Err(e) => Err(e),
        };
        match &result {
            Ok(_) => opener.metrics.read(),
            Err(e) => {
                opener.metrics.failed();
                if e.breaks_connection() {
                    slot = None;
                }
            }
        }
        let _ = reply.send(result);
    }
}

impl Opener {
    fn connect(&self, read_only: bool) -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> rusqlite::Result<Connection> {
            let connection = Connection::open_with_flags(&self.path, flags)?;
            connection.busy_timeout(self.options.busy_timeout)?;
            connection.set_prepared_statement_cache_capacity(256);
            connection.pragma_update(None, "journal_mode", "wal")?;
            let synchronous = match self.options.synchronous {
                Synchronous::Full => "full",
                Synchronous::Normal => "normal",
            };
            connection.pragma_update(None, "synchronous", synchronous)?;
            connection.pragma_update(None, "foreign_keys", false)?;
            connection.pragma_update(None, "temp_store", "memory")?;
            connection.pragma_update(None, "cache_size", -32_000)?;
            if read_only {
                connection.pragma_update(None, "query_only", true)?;
            }
            let pages = self.pages_max.load(Ordering::Acquire);
            if pages > 0 {
                connection.query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))?;
            }
            Ok(connection)
        };
        let connection = open().map_err(|e| match error_of(&e) {
            busy @ StoreError::Busy(_) => busy,
            other => StoreError::Io(format!("cannot open {}: {other}", self.path.display())),
        })?;
        self.metrics.connected();
        Ok(connection)
    }

    fn reopened<'a>(
        &self,
        slot: &'a mut Option<Connection>,
        read_only: bool,
    ) -> Result<&'a Connection, StoreError> {
        match slot {
            Some(connection) => Ok(connection),
            None => Ok(slot.insert(self.connect(read_only)?)),
        }
    }

    /// Runs `work` on the connection; after a failure nothing of it stands, and a broken one is closed.
    fn with(
        &self,
        slot: &mut Option<Connection>,
        work: impl FnOnce(&Connection) -> Result<Vec<Output>, StoreError>,
    ) -> Result<Vec<Output>, StoreError> {
        let connection = self.reopened(slot, false)?;
        let result = work(connection);
        if let Err(e) = &result {
            self.metrics.failed();
            roll_back(connection);
            if e.breaks_connection() {
                *slot = None;
            }
        }
        result
    }

    fn run(
        &self,
        connection: &Connection,
        stage: Stage,
        begin: bool,
        statements: &[Statement],
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        if begin {
            self.faults.check(FaultPoint::Begin)?;
            simple(connection, "begin immediate")?;
        } else if connection.is_autocommit() {
            return Err(StoreError::Rejected("the transaction has already failed".into()));
        }
        stage.check(&self.faults)?;
        let mut outputs = Vec::with_capacity(statements.len());
        for (n, statement) in statements.iter().enumerate() {
            if stage == Stage::Write {
                self.faults.check(FaultPoint::Write(n))?;
            }
            let output = execute(connection, statement)?;
            crate::check_guard(statement, &output)?;
            outputs.push(output);
        }
        self.metrics.statements(statements.len());
        if commit {
            self.faults.check(FaultPoint::BeforeCommit)?;
            let started = Instant::now();
            simple(connection, "commit")?;
            self.metrics.committed(started.elapsed());
            self.faults.check(FaultPoint::AfterCommit)?;
        }
        Ok(outputs)
    }
}

fn simple(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    let run = || connection.prepare_cached(sql)?.raw_execute();
    run().map(|_| ()).map_err(|e| error_of(&e))
}

fn roll_back(connection: &Connection) {
    if !connection.is_autocommit() && simple(connection, "rollback").is_err() {
        tracing::warn!("a transaction could not be rolled back; the connection will do it when it closes");
    }
}

fn execute(connection: &Connection, statement: &Statement) -> Result<Output, StoreError> {
    let run = || -> rusqlite::Result<Output> {
        let mut prepared = connection.prepare_cached(&statement.sql)?;
        for index in 1..=prepared.parameter_count() {
            // SQLite numbers `$2` by its first use; its name says which one it is.
            let at = prepared.parameter_name(index).and_then(|name| name[1..].parse::<usize>().ok());
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
    };
    run().map_err(|e| error_of(&e))
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

fn error_of(error: &rusqlite::Error) -> StoreError {
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
