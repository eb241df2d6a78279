//! PostgreSQL: a few connections, statements prepared once for each and pipelined.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::time::Instant;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::Config;

use crate::faults::{FaultPoint, Faults};
use crate::metrics::Metrics;
use crate::{Options, Output, Row, Stage, Statement, StoreError};

mod failure;
mod socket;
mod types;
mod wire;

use wire::Wire;

/// One PostgreSQL database (and schema).
#[derive(Clone)]
pub struct Postgres(Arc<Inner>);

struct Inner {
    config: Config,
    options: Options,
    readers: Pool,
    writers: Pool,
    faults: Faults,
    metrics: Metrics,
}

struct Pool {
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Wire>>,
}

impl Pool {
    fn new(size: usize) -> Pool {
        Pool { permits: Arc::new(Semaphore::new(size.clamp(1, 64))), idle: Mutex::new(Vec::new()) }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Wire>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a connection for the next; one in the middle of something is closed, and the server rolls back.
    fn keep(&self, connection: Wire) {
        if connection.is_idle() {
            self.idle().push(connection);
        }
    }
}

impl Postgres {
    pub(crate) async fn open(
        url: &str,
        options: Options,
        faults: Faults,
        metrics: Metrics,
    ) -> Result<Postgres, StoreError> {
        let mut config: Config = url.parse().map_err(|e: tokio_postgres::Error| {
            StoreError::Config(format!("the address of PostgreSQL cannot be read: {e}"))
        })?;
        config
            .application_name("yimen")
            .connect_timeout(Duration::from_secs(5))
            .keepalives(true)
            .keepalives_idle(Duration::from_secs(20))
            .keepalives_interval(Duration::from_secs(5))
            .keepalives_retries(3)
            .tcp_user_timeout(Duration::from_secs(30));
        if let Some(schema) = &options.pg_schema {
            let fits = (1..=63).contains(&schema.len())
                && schema.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !fits {
                return Err(StoreError::Config("a schema name is [a-z0-9_]{1,63}".into()));
            }
        }
        let (readers, writers) = (Pool::new(options.pg_readers), Pool::new(options.pg_writers));
        let it = Postgres(Arc::new(Inner { config, options, readers, writers, faults, metrics }));
        let mut tries = 0;
        // Two instances that make the same schema at the same instant: PostgreSQL rejects one of them.
        let connection = loop {
            match it.0.connect(&it.0.writers, true).await {
                Err(StoreError::Rejected(_)) if tries < 5 => tries += 1,
                other => break other?,
            }
        };
        it.0.writers.keep(connection);
        Ok(it)
    }

    pub(crate) async fn read(&self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        let inner = &self.0;
        let mut tries = 0;
        loop {
            let _permit = permit(&inner.readers).await;
            let result = async {
                let mut connection = inner.take(&inner.readers).await?;
                let statements = std::slice::from_ref(&statement);
                let result = inner.within(connection.run(statements, false, false)).await;
                if result.as_ref().err().is_none_or(|e| !e.breaks_connection()) {
                    inner.readers.keep(connection);
                } else {
                    inner.readers.idle().clear();
                }
                result
            }
            .await;
            match result {
                Ok(mut outputs) => {
                    inner.metrics.read();
                    return Ok(outputs.pop().unwrap_or_default().rows);
                }
                // A read may simply be repeated: the pooled connection had been closed by the server.
                Err(StoreError::ConnectionLost { .. }) if tries < 2 => tries += 1,
                Err(e) => {
                    inner.metrics.failed();
                    return Err(e);
                }
            }
        }
    }

    pub(crate) async fn begin(&self) -> PgTx {
        let permit = permit(&self.0.writers).await;
        PgTx { inner: Arc::clone(&self.0), connection: None, state: State::Fresh, _permit: permit }
    }

    pub(crate) async fn script(&self, sql: String) -> Result<(), StoreError> {
        let _permit = permit(&self.0.writers).await;
        let mut connection = self.0.take(&self.0.writers).await?;
        self.0.within(connection.script(&sql)).await?;
        self.0.writers.keep(connection);
        Ok(())
    }

    pub(crate) fn reopen(&self) {
        self.0.writers.idle().clear();
    }
}

async fn permit(pool: &Pool) -> OwnedSemaphorePermit {
    Arc::clone(&pool.permits).acquire_owned().await.expect("the semaphore of a pool is never closed")
}

impl Inner {
    async fn take(&self, pool: &Pool) -> Result<Wire, StoreError> {
        loop {
            let idle = pool.idle().pop();
            let Some(mut connection) = idle else { return self.connect(pool, false).await };
            if connection.is_open() {
                return Ok(connection);
            }
        }
    }

    async fn connect(&self, pool: &Pool, make_schema: bool) -> Result<Wire, StoreError> {
        let connect = async {
            let mut connection = socket::connect(&self.config).await?;
            let o = &self.options;
            // A plan that was made while a table was small is kept: it must not be a scan of the table. What such a scan is
            // then taken to cost would have it compiled each time.
            let mut sql = format!(
                "set lock_timeout = {}; set idle_in_transaction_session_timeout = {}; \
                 set synchronous_commit = on; set default_transaction_isolation = 'read committed'; \
                 set client_min_messages = warning; set enable_seqscan = off; set jit = off;",
                o.pg_lock_timeout.as_millis(),
                o.pg_idle_timeout.as_millis()
            );
            if std::ptr::eq(pool, &self.writers) {
                // Nor may a few rows be found among all of a division. Readers need bitmaps, for one condition or another.
                sql.push_str("set enable_bitmapscan = off; set plan_cache_mode = force_generic_plan;");
                // How many rows a table has is what plans are wrong about; a small sample tells that (`Store::analyze`).
                sql.push_str("set default_statistics_target = 20;");
            }
            if let Some(schema) = &o.pg_schema {
                sql.push_str(&format!("set application_name = 'yimen {schema}';"));
                if make_schema {
                    sql.push_str(&format!("create schema if not exists {schema};"));
                }
                sql.push_str(&format!("set search_path = {schema};"));
            }
            connection.script(&sql).await?;
            self.metrics.connected();
            Ok(connection)
        };
        self.within(connect).await
    }

    /// A server that does not answer in time is as good as gone.
    async fn within<T>(&self, work: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
        match tokio::time::timeout(self.options.pg_answer_timeout, work).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::ConnectionLost {
                commit_sent: false,
                detail: "PostgreSQL did not answer in time".into(),
            }),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    Open,
    Over,
}

/// A write transaction on a connection of its own.
pub struct PgTx {
    inner: Arc<Inner>,
    connection: Option<Wire>,
    state: State,
    _permit: OwnedSemaphorePermit,
}

impl PgTx {
    pub(crate) async fn run(
        &mut self,
        stage: Stage,
        statements: Vec<Statement>,
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        let result = self.try_run(stage, statements, commit).await;
        if let Err(e) = &result {
            self.inner.metrics.failed();
            if e.breaks_connection() {
                self.connection = None;
                self.inner.writers.idle().clear();
            } else if self.state == State::Open {
                self.roll_back().await;
            }
            self.state = State::Over;
        }
        result
    }

    async fn try_run(
        &mut self,
        stage: Stage,
        mut statements: Vec<Statement>,
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        let inner = Arc::clone(&self.inner);
        if self.state == State::Over {
            return Err(StoreError::Rejected("the transaction has already failed".into()));
        }
        let begin = self.state == State::Fresh;
        if begin {
            inner.faults.check(FaultPoint::Begin)?;
            self.connection = Some(inner.take(&inner.writers).await?);
            self.state = State::Open;
        }
        stage.check(&inner.faults)?;
        let mut armed = Ok(());
        let faults_any = inner.faults.any();
        if stage == Stage::Write && faults_any {
            for n in 0..statements.len() {
                armed = inner.faults.check(FaultPoint::Write(n));
                if armed.is_err() {
                    statements.truncate(n);
                    break;
                }
            }
        }
        let connection = self.connection.as_mut().expect("an open transaction has its connection");
        let guarded = statements.iter().any(|it| it.must_affect.is_some());
        let commit_at_once = commit && !guarded && !faults_any;
        let started = Instant::now();
        let outputs = match inner.within(connection.run(&statements, begin, commit_at_once)).await {
            Err(StoreError::ConnectionLost { detail, .. }) => {
                return Err(StoreError::ConnectionLost { commit_sent: commit_at_once, detail });
            }
            other => other?,
        };
        armed?;
        for (statement, output) in statements.iter().zip(&outputs) {
            crate::check_guard(statement, output)?;
        }
        inner.metrics.statements(statements.len());
        if commit {
            if !commit_at_once {
                inner.faults.check(FaultPoint::BeforeCommit)?;
                match inner.within(connection.run(&[], false, true)).await {
                    Err(StoreError::ConnectionLost { detail, .. }) => {
                        return Err(StoreError::ConnectionLost { commit_sent: true, detail });
                    }
                    other => drop(other?),
                }
            }
            inner.metrics.committed(started.elapsed());
            self.state = State::Over;
            inner.faults.check(FaultPoint::AfterCommit)?;
        }
        Ok(outputs)
    }

    pub(crate) async fn roll_back_now(mut self) {
        if self.state == State::Open {
            self.roll_back().await;
            self.state = State::Over;
        }
    }

    async fn roll_back(&mut self) {
        let Some(connection) = &mut self.connection else { return };
        if self.inner.within(connection.script("rollback")).await.is_err() {
            self.connection = None;
        }
    }
}

impl Drop for PgTx {
    fn drop(&mut self) {
        // A connection left inside a transaction is closed; the server rolls back.
        if self.state == State::Over
            && let Some(connection) = self.connection.take()
        {
            self.inner.writers.keep(connection);
        }
    }
}
