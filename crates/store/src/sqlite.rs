//! SQLite: one connection that writes, a few that read; each on a thread of its own, a job for each group of statements.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Mutex as AsyncMutex, OwnedMutexGuard, oneshot};

use crate::faults::{FaultPoint, Faults};
use crate::metrics::Metrics;
use crate::{Options, Output, Row, Stage, Statement, StoreError, Synchronous};

mod opening;
mod quick;
mod values;

use opening::{journal_ahead, plan_once};
use quick::Quick;
use values::{error_of, execute, execute_prepared};

type Reply = oneshot::Sender<Result<Vec<Output>, StoreError>>;

enum Job {
    Run {
        stage: Stage,
        begin: bool,
        statements: Vec<Statement>,
        commit: bool,
        reply: Reply,
    },
    /// Rolls back what a transaction left open, and only then lets the next one begin.
    Rollback(OwnedMutexGuard<Writer>),
    Script {
        sql: String,
        reply: Reply,
    },
}

/// Whoever writes holds this while a transaction is open; waiting writers are served in order.
struct Writer {
    jobs: mpsc::Sender<Job>,
    opener: Opener,
    slot: Slot,
}

/// The connection that writes; absent after it broke. Of the two threads that may take it, the writer's and that of
/// whoever writes in place, only the one whose transaction is open does.
type Slot = Arc<Mutex<Option<Connection>>>;

fn taken(slot: &Slot) -> MutexGuard<'_, Option<Connection>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One SQLite file.
#[derive(Clone)]
pub struct Sqlite {
    writer: Arc<AsyncMutex<Writer>>,
    readers: Arc<Readers>,
    pages_max: Arc<AtomicU32>,
}

/// Who answers questions: the thread that asks, and where that does not do, threads of their own.
struct Readers {
    quick: Quick,
    opener: Opener,
    jobs: Mutex<mpsc::Sender<(Statement, Reply)>>,
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
        let slot = Slot::default();
        let (for_writer, its_slot) = (opener.clone(), Arc::clone(&slot));
        spawn("sqlite-writer", move || write_loop(&for_writer, &its_slot, &inbox, ready))?;
        opened.await.map_err(|_| gone())??;
        let (questions, inbox) = mpsc::channel::<(Statement, Reply)>();
        let inbox = Arc::new(Mutex::new(inbox));
        let readers = options.sqlite_readers.clamp(1, 16);
        for _ in 0..readers {
            let (opener, inbox) = (opener.clone(), Arc::clone(&inbox));
            spawn("sqlite-reader", move || read_loop(&opener, &inbox))?;
        }
        let quick = Quick::new(readers);
        let readers = Readers { quick, opener: opener.clone(), jobs: Mutex::new(questions) };
        Ok(Sqlite {
            writer: Arc::new(AsyncMutex::new(Writer { jobs, opener, slot })),
            readers: Arc::new(readers),
            pages_max,
        })
    }

    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        if let Some(answered) = self.readers.quick.ask(&self.readers.opener, &statement) {
            // Whoever asks many in a row lets others have their turn in between.
            tokio::task::consume_budget().await;
            return answered;
        }
        let (reply, answer) = oneshot::channel();
        self.readers
            .jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send((statement, reply))
            .map_err(|_| gone())?;
        let mut outputs = answer.await.map_err(|_| gone())??;
        Ok(outputs.pop().unwrap_or_default().rows)
    }

    /// `in_place`: on the thread of the caller, which may block.
    pub(crate) async fn begin(&self, in_place: bool) -> SqliteTx {
        let turn = Some(Arc::clone(&self.writer).lock_owned().await);
        SqliteTx { turn, in_place, begun: false, open: false }
    }

    /// A text of several statements in a transaction of its own.
    pub(crate) async fn script(&self, sql: String) -> Result<(), StoreError> {
        let writer = self.writer.lock().await;
        let (reply, answer) = oneshot::channel();
        writer.jobs.send(Job::Script { sql, reply }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?.map(|_| ())
    }

    pub(crate) async fn reopen(&self) {
        *taken(&self.writer.lock().await.slot) = None;
    }

    pub(crate) fn pages_max_set(&self, pages: u32) {
        self.pages_max.store(pages, Ordering::Release);
    }
}

/// A write transaction; it begins with its first statements and is rolled back when dropped.
pub struct SqliteTx {
    /// Taken when the transaction is dropped open.
    turn: Option<OwnedMutexGuard<Writer>>,
    in_place: bool,
    begun: bool,
    /// Neither committed nor failed.
    open: bool,
}

impl SqliteTx {
    pub(crate) async fn run(
        &mut self,
        stage: Stage,
        statements: Vec<Statement>,
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        let writer = self.turn.as_ref().ok_or_else(gone)?;
        let begin = !std::mem::replace(&mut self.begun, true);
        self.open = true;
        let result = if self.in_place {
            writer.opener.run_in(&mut taken(&writer.slot), stage, begin, &statements, commit)
        } else {
            let (reply, answer) = oneshot::channel();
            writer.jobs.send(Job::Run { stage, begin, statements, commit, reply }).map_err(|_| gone())?;
            answer.await.map_err(|_| gone())?
        };
        // What has failed was rolled back where it failed.
        self.open = !commit && result.is_ok();
        result
    }
}

impl Drop for SqliteTx {
    fn drop(&mut self) {
        let Some(writer) = self.turn.take().filter(|_| self.open) else { return };
        if self.in_place {
            taken(&writer.slot).as_ref().inspect(|connection| roll_back(connection));
        } else {
            let jobs = writer.jobs.clone();
            let _ = jobs.send(Job::Rollback(writer));
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

fn write_loop(
    opener: &Opener,
    slot: &Slot,
    inbox: &mpsc::Receiver<Job>,
    ready: oneshot::Sender<Result<(), StoreError>>,
) {
    match opener.connect(false) {
        Ok(it) => {
            *taken(slot) = Some(it);
            let _ = ready.send(Ok(()));
        }
        Err(e) => {
            let _ = ready.send(Err(e));
            return;
        }
    }
    while let Ok(job) = inbox.recv() {
        let mut slot = taken(slot);
        let (reply, result) = match job {
            Job::Rollback(_turn) => {
                slot.as_ref().inspect(|connection| roll_back(connection));
                drop(slot);
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
                (reply, opener.run_in(&mut slot, stage, begin, &statements, commit))
            }
        };
        // The next transaction may begin on another thread as soon as this is answered.
        drop(slot);
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
            plan_once(&connection)?;
            journal_ahead(&connection, self.options.busy_timeout)?;
            let synchronous = match self.options.synchronous {
                Synchronous::Full => "full",
                Synchronous::Normal => "normal",
            };
            connection.pragma_update(None, "synchronous", synchronous)?;
            connection.pragma_update(None, "foreign_keys", false)?;
            connection.pragma_update(None, "temp_store", "memory")?;
            connection.pragma_update(None, "cache_size", -32_000)?;
            // Pages that are written again and again go into the file once in 32 MB of log, not once in 4.
            connection.pragma_update(None, "wal_autocheckpoint", 8_000)?;
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

    /// [`Opener::run`] on the connection of a slot; what had begun on one that is gone has failed.
    fn run_in(
        &self,
        slot: &mut Option<Connection>,
        stage: Stage,
        begin: bool,
        statements: &[Statement],
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        if !begin && slot.is_none() {
            let detail = "closed in the transaction".into();
            return Err(StoreError::ConnectionLost { commit_sent: false, detail });
        }
        self.with(slot, |connection| self.run(connection, stage, begin, statements, commit))
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
        // Rows of one table follow one another: what is prepared for the first serves the others.
        for alike in statements.chunk_by(|a, b| a.sql == b.sql) {
            let mut prepared = connection.prepare_cached(&alike[0].sql).map_err(|e| error_of(&e))?;
            for statement in alike {
                if stage == Stage::Write {
                    self.faults.check(FaultPoint::Write(outputs.len()))?;
                }
                let output =
                    execute_prepared(connection, &mut prepared, statement).map_err(|e| error_of(&e))?;
                crate::check_guard(statement, &output)?;
                outputs.push(output);
            }
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

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    fn planned_again(once: bool) -> rusqlite::Result<i32> {
        let connection = Connection::open_in_memory()?;
        if once {
            plan_once(&connection)?;
        }
        connection.execute_batch("create table t (a, b); create index t_b on t (b) where a = 1")?;
        let mut statement = connection.prepare("select b from t where a = ?1 and b > ?2")?;
        (0..5).try_for_each(|n| statement.exists([n % 2, n]).map(|_| ()))?;
        Ok(statement.get_status(StatementStatus::RePrepare))
    }

    #[test]
    fn a_statement_is_planned_once_whatever_is_bound() -> rusqlite::Result<()> {
        assert_eq!(planned_again(true)?, 0);
        assert!(
            planned_again(false)? > 0,
            "without the setting it is planned again, or this test tests nothing"
        );
        Ok(())
    }
}
