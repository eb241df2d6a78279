//! The yardstick: the least a durable record can cost on the same database. As many clients, each with its own
//! connection; one 500-byte insert and one 300-byte update for every commit; nothing batched; the same durability.

use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::{Duration, Instant};

use anyhow::Context;
use rusqlite::TransactionBehavior::Immediate;
use tokio_postgres::types::ToSql;

const INSERT_BYTES: usize = 500;
const UPDATE_BYTES: usize = 300;
/// A writer waits this long for the others; the raw loop is not fair, so some wait long.
const BUSY: Duration = Duration::from_secs(30);

/// Where the raw loop runs.
pub enum RawLoop {
    /// A file beside Yimen's.
    Sqlite(PathBuf),
    /// A table in a database of the same server.
    Postgres(Box<tokio_postgres::Config>),
}

/// What a round did.
#[derive(Clone, Copy, Debug)]
pub struct RawRound {
    /// Commits in a second.
    pub per_second: f64,
}

impl RawLoop {
    /// Makes the tables.
    pub async fn prepare(&self) -> anyhow::Result<()> {
        match self {
            RawLoop::Sqlite(path) => {
                open_sqlite(path)?.execute_batch(
                    "create table if not exists raw_entry (client bigint, n bigint, body blob, primary key (client, n));
                     create table if not exists raw_stream (client bigint primary key, body blob);",
                )?;
            }
            RawLoop::Postgres(config) => {
                let client = connect(config).await?;
                client
                    .batch_execute(
                        "create table if not exists raw_entry (client bigint, n bigint, body bytea, primary key (client, n));
                         create table if not exists raw_stream (client bigint primary key, body bytea);",
                    )
                    .await?;
            }
        }
        Ok(())
    }

    /// One run for at least this time. The number `run` is never used twice on the same tables.
    pub async fn run(&self, clients: usize, run: i64, at_least: Duration) -> anyhow::Result<RawRound> {
        let first = run * 1_000_000_000;
        match self {
            RawLoop::Sqlite(path) => {
                let path = path.clone();
                tokio::task::spawn_blocking(move || sqlite_round(&path, clients, first, at_least)).await?
            }
            RawLoop::Postgres(config) => postgres_round(config, clients, first, at_least).await,
        }
    }
}

fn open_sqlite(path: &Path) -> anyhow::Result<rusqlite::Connection> {
    let connection = rusqlite::Connection::open(path).context("the raw loop's file cannot be opened")?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    Ok(connection)
}

fn sqlite_round(path: &Path, clients: usize, first: i64, at_least: Duration) -> anyhow::Result<RawRound> {
    let connections: Vec<_> = (0..clients).map(|_| open_sqlite(path)).collect::<anyhow::Result<_>>()?;
    let start = Barrier::new(clients + 1);
    std::thread::scope(|scope| {
        let loops: Vec<_> = connections
            .into_iter()
            .zip(0_i64..)
            .map(|(connection, client)| {
                let start = &start;
                scope.spawn(move || sqlite_loop(connection, client, first, start, at_least))
            })
            .collect();
        start.wait();
        let began = Instant::now();
        let mut commits = 0;
        for running in loops {
            commits += running.join().map_err(|_| anyhow::anyhow!("a thread of the raw loop broke"))??;
        }
        Ok(RawRound { per_second: commits as f64 / began.elapsed().as_secs_f64() })
    })
}

fn sqlite_loop(
    mut connection: rusqlite::Connection,
    client: i64,
    first: i64,
    start: &Barrier,
    at_least: Duration,
) -> anyhow::Result<u64> {
    let (inserted, updated) = ([7_u8; INSERT_BYTES], [9_u8; UPDATE_BYTES]);
    connection.execute(
        "insert into raw_stream (client, body) values (?1, ?2) on conflict (client) do nothing",
        (client, &updated[..]),
    )?;
    start.wait();
    let (began, mut commits) = (Instant::now(), 0_u64);
    while began.elapsed() < at_least {
        let n = first + i64::try_from(commits)?;
        let transaction = connection.transaction_with_behavior(Immediate)?;
        transaction
            .prepare_cached("insert into raw_entry (client, n, body) values (?1, ?2, ?3)")?
            .execute((client, n, &inserted[..]))?;
        transaction
            .prepare_cached("update raw_stream set body = ?2 where client = ?1")?
            .execute((client, &updated[..]))?;
        transaction.commit()?;
        commits += 1;
    }
    Ok(commits)
}

/// Connects and lets the connection run beside.
pub async fn connect(config: &tokio_postgres::Config) -> anyhow::Result<tokio_postgres::Client> {
    let (client, connection) =
        config.connect(tokio_postgres::NoTls).await.context("PostgreSQL does not answer")?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!("a connection of the raw loop ended: {error}");
        }
    });
    Ok(client)
}

async fn postgres_round(
    config: &tokio_postgres::Config,
    clients: usize,
    first: i64,
    at_least: Duration,
) -> anyhow::Result<RawRound> {
    let mut connections = Vec::new();
    for client in 0..i64::try_from(clients)? {
        let connection = connect(config).await?;
        let updated = [9_u8; UPDATE_BYTES];
        connection
            .execute(
                "insert into raw_stream (client, body) values ($1, $2) on conflict (client) do nothing",
                &[&client, &&updated[..]],
            )
            .await?;
        connections.push((client, connection));
    }
    let began = Instant::now();
    let loops: Vec<_> = connections
        .into_iter()
        .map(|(client, connection)| tokio::spawn(postgres_loop(connection, client, first, began, at_least)))
        .collect();
    let mut commits = 0;
    for running in loops {
        commits += running.await??;
    }
    Ok(RawRound { per_second: commits as f64 / began.elapsed().as_secs_f64() })
}

/// Prepared, and the four statements of a commit sent together: the fastest that one client can be.
async fn postgres_loop(
    connection: tokio_postgres::Client,
    client: i64,
    first: i64,
    began: Instant,
    at_least: Duration,
) -> anyhow::Result<u64> {
    let begin = connection.prepare("begin").await?;
    let insert = connection.prepare("insert into raw_entry (client, n, body) values ($1, $2, $3)").await?;
    let update = connection.prepare("update raw_stream set body = $2 where client = $1").await?;
    let commit = connection.prepare("commit").await?;
    let (inserted, updated) = ([7_u8; INSERT_BYTES], [9_u8; UPDATE_BYTES]);
    let (inserted, updated) = (&inserted[..], &updated[..]);
    let mut commits = 0_u64;
    while began.elapsed() < at_least {
        let n = first + i64::try_from(commits)?;
        let entry: [&(dyn ToSql + Sync); 3] = [&client, &n, &inserted];
        let stream: [&(dyn ToSql + Sync); 2] = [&client, &updated];
        tokio::try_join!(
            connection.execute(&begin, &[]),
            connection.execute(&insert, &entry),
            connection.execute(&update, &stream),
            connection.execute(&commit, &[]),
        )?;
        commits += 1;
    }
    Ok(commits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::testing::Scratch;

    #[test]
    fn the_raw_loop_counts_commits_that_are_really_there() -> anyhow::Result<()> {
        let scratch = Scratch::new();
        let path = scratch.path("raw.db");
        let raw = RawLoop::Sqlite(path.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(raw.prepare())?;
        let round = runtime.block_on(raw.run(3, 1, Duration::from_millis(50)))?;
        assert!(round.per_second > 0.0);
        let count: i64 =
            open_sqlite(&path)?.query_row("select count(*) from raw_entry", (), |row| row.get(0))?;
        assert!(count >= 3, "every client commits at least once: {count}");
        Ok(())
    }
}
