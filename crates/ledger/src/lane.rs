//! The lane: takes what waits, runs it as a batch, and follows the failure table of design.md section 3.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures_util::FutureExt;
use store::{Engine, StoreError};

use crate::batch::Batch;
use crate::command::{Verdict, panic_text};
use crate::fault::fault;
use crate::ledger::Inner;
use crate::memory::Memory;
use crate::queue::{Job, Queue};
use crate::{Domain, Rejection};

/// A failed batch is run again at most this often.
const TRIES_MAX: u32 = 5;

/// Serves one queue until it has been empty for a while.
pub(crate) struct Lane<D: Domain> {
    key: String,
    queue: Arc<Queue<D>>,
    ledger: Weak<Inner<D>>,
    engine: Engine,
    memories: HashMap<String, Memory<D>>,
    /// The database did not take writes: a probe has to succeed first.
    down: bool,
}

impl<D: Domain> Lane<D> {
    /// Starts a lane: on PostgreSQL as a task of the caller's runtime, on SQLite on a thread of its own, which runs
    /// the statements itself and may block.
    pub(crate) fn start(engine: Engine, key: String, queue: Arc<Queue<D>>, ledger: Weak<Inner<D>>) {
        let lane = Lane { key, queue, ledger, engine, memories: HashMap::new(), down: false };
        match engine {
            Engine::Postgres => drop(tokio::spawn(lane.work())),
            Engine::Sqlite => {
                let runtime = tokio::runtime::Handle::current();
                let thread = std::thread::Builder::new().name("lane".into());
                // Without the thread the queue is never served: its commands wait until the caller gives up.
                if let Err(e) = thread.spawn(move || runtime.block_on(lane.work())) {
                    tracing::error!("the thread of the lane cannot be started: {e}");
                }
            }
        }
    }

    async fn work(mut self) {
        loop {
            match AssertUnwindSafe(self.serve()).catch_unwind().await {
                Ok(()) => return,
                // The jobs it held are answered as unavailable, since their places are gone.
                Err(panic) => {
                    tracing::error!("a lane was restarted: {}", panic_text(panic.as_ref()));
                    self.memories.clear();
                }
            }
        }
    }

    /// Waits for work; `false` ends the lane.
    async fn wait(&self) -> bool {
        let Some(idle) = self.ledger.upgrade().map(|it| it.config.lane_idle) else { return false };
        if self.engine == Engine::Sqlite {
            // One for all, for as long as the ledger; its end rings the bell too.
            self.queue.rung().await;
            return true;
        }
        if tokio::time::timeout(idle, self.queue.rung()).await.is_ok() {
            return true;
        }
        self.ledger.upgrade().is_some_and(|ledger| !ledger.end_lane(&self.key, &self.queue))
    }

    async fn serve(&mut self) {
        loop {
            let jobs = self.queue.take();
            if jobs.is_empty() {
                if !self.wait().await {
                    return;
                }
                continue;
            }
            let Some(ledger) = self.ledger.upgrade() else { return };
            self.carry_out(&ledger, jobs).await;
            ledger.settled();
        }
    }

    async fn carry_out(&mut self, ledger: &Inner<D>, jobs: Vec<Job<D>>) {
        let mut waiting = VecDeque::from([jobs]);
        while let Some(jobs) = waiting.pop_front() {
            if self.down {
                if let Err(e) = ledger.store.probe().await {
                    tracing::warn!("the database does not take writes yet: {e}");
                    ledger.stats.unavailable(jobs.len());
                    refuse_all(jobs);
                    continue;
                }
                self.down = false;
                self.memories.clear();
                tracing::info!("the database takes writes again");
            }
            match self.tried(ledger, &jobs).await {
                Ok(verdicts) => {
                    ledger.stats.batch(jobs.len());
                    for (job, verdict) in jobs.into_iter().zip(verdicts) {
                        let answer = match verdict {
                            Verdict::Answer(answer) => answer,
                            Verdict::Fault(detail) => Err(Rejection::Fault(fault(&job.work, &detail))),
                        };
                        job.answer(answer);
                    }
                }
                Err(e) if is_rejection(&e) && jobs.len() > 1 => {
                    for job in jobs.into_iter().rev() {
                        waiting.push_front(vec![job]);
                    }
                }
                Err(e) if is_rejection(&e) => {
                    for job in jobs {
                        let number = fault(&job.work, &e.to_string());
                        job.answer(Err(Rejection::Fault(number)));
                    }
                }
                Err(e) => {
                    self.down = !matches!(
                        e,
                        StoreError::Busy(_) | StoreError::Serialization(_) | StoreError::Deadlock(_)
                    );
                    tracing::error!("{} commands are answered as unavailable: {e}", jobs.len());
                    ledger.stats.unavailable(jobs.len());
                    refuse_all(jobs);
                }
            }
        }
    }

    /// Runs a batch, again where that is safe: nothing was written, or what was written is found by its ids.
    async fn tried(&mut self, ledger: &Inner<D>, jobs: &[Job<D>]) -> Result<Vec<Verdict<D>>, StoreError> {
        let jobs: Vec<&Job<D>> = jobs.iter().collect();
        let mut tries = 0;
        loop {
            let mut batch = Batch {
                store: &ledger.store,
                domain: &ledger.domain,
                now: ledger.clock.now(),
                memories: &mut self.memories,
                recent: &ledger.recent,
            };
            match batch.run(&jobs).await {
                Err(e)
                    if tries < TRIES_MAX
                        && (e.is_transient() || matches!(e, StoreError::ConnectionLost { .. })) =>
                {
                    tries += 1;
                    ledger.stats.retried();
                    tracing::debug!("a batch of {} is run again ({tries}): {e}", jobs.len());
                    tokio::time::sleep(jitter(tries)).await;
                }
                other => return other,
            }
        }
    }
}

fn refuse_all<D: Domain>(jobs: Vec<Job<D>>) {
    for job in jobs {
        job.answer(Err(Rejection::Unavailable));
    }
}

/// It lies in one of the commands, not in the database.
fn is_rejection(e: &StoreError) -> bool {
    matches!(
        e,
        StoreError::Rejected(_)
            | StoreError::TooLong(_)
            | StoreError::Guard(_)
            | StoreError::Row(_)
            | StoreError::Config(_)
    )
}

fn jitter(tries: u32) -> Duration {
    let mut byte = [0];
    // Without random bytes the wait is only less random.
    let _ = getrandom::fill(&mut byte);
    Duration::from_micros(u64::from(tries) * (1_000 + 40 * u64::from(byte[0])))
}
