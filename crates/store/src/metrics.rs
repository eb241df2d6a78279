//! Counts of what the store did, for the operations page and the bench.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counters of one store, cheap to keep: relaxed atomics.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    transactions: AtomicU64,
    statements: AtomicU64,
    reads: AtomicU64,
    failures: AtomicU64,
    connections: AtomicU64,
    commit_micros: AtomicU64,
    commit_micros_max: AtomicU64,
}

/// The counters at one instant; all count from the start of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreStats {
    /// Write transactions committed.
    pub transactions: u64,
    /// Statements run in write transactions.
    pub statements: u64,
    /// Reads answered.
    pub reads: u64,
    /// Transactions and reads that failed.
    pub failures: u64,
    /// Connections opened.
    pub connections: u64,
    /// Sum of the time from the last write to the durable commit, microseconds.
    pub commit_micros: u64,
    /// The longest of these, microseconds.
    pub commit_micros_max: u64,
}

impl Metrics {
    pub(crate) fn committed(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.0.transactions.fetch_add(1, Ordering::Relaxed);
        self.0.commit_micros.fetch_add(micros, Ordering::Relaxed);
        self.0.commit_micros_max.fetch_max(micros, Ordering::Relaxed);
    }

    pub(crate) fn statements(&self, count: usize) {
        self.0.statements.fetch_add(count as u64, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) {
        self.0.reads.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn failed(&self) {
        self.0.failures.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn connected(&self) {
        self.0.connections.fetch_add(1, Ordering::Relaxed);
    }

    /// The counters now.
    #[must_use]
    pub fn snapshot(&self) -> StoreStats {
        let c = &self.0;
        StoreStats {
            transactions: c.transactions.load(Ordering::Relaxed),
            statements: c.statements.load(Ordering::Relaxed),
            reads: c.reads.load(Ordering::Relaxed),
            failures: c.failures.load(Ordering::Relaxed),
            connections: c.connections.load(Ordering::Relaxed),
            commit_micros: c.commit_micros.load(Ordering::Relaxed),
            commit_micros_max: c.commit_micros_max.load(Ordering::Relaxed),
        }
    }
}
