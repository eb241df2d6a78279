//! The ledger as the rest of the program sees it: submit a command, read what stands.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use store::{Engine, Store, StoreError};
use tokio::sync::{Notify, oneshot};

use crate::follower::Held;
use crate::lane::Lane;
use crate::memory::Stream;
use crate::queue::{Job, Queue, Work};
use crate::recent::Recent;
use crate::stats::Stats;
use crate::submit::Answer;
use crate::{Clock, Domain, Done, LedgerStats, MIGRATIONS, Rejection, Submission};

/// Bounds of a ledger.
#[derive(Clone, Debug)]
pub struct Config {
    /// The most people's commands that wait in one lane, and the most others; beyond, the answer is
    /// [`Rejection::QueueFull`].
    pub queue_max: usize,
    /// A lane ends when nothing has come for so long.
    pub lane_idle: Duration,
    /// The most streams the timekeeper catches up in one tick.
    pub tick_max: usize,
    /// The most deliveries of one round of the outbox.
    pub deliver_max: usize,
}

impl Default for Config {
    fn default() -> Config {
        Config { queue_max: 4096, lane_idle: Duration::from_secs(60), tick_max: 1024, deliver_max: 512 }
    }
}

/// The ledger of all divisions in one database. Cloning shares it.
pub struct Ledger<D: Domain> {
    pub(crate) inner: Arc<Inner<D>>,
}

impl<D: Domain> Clone for Ledger<D> {
    fn clone(&self) -> Self {
        Ledger { inner: Arc::clone(&self.inner) }
    }
}

type Bodies<B> = HashMap<(String, [u8; 32]), Arc<B>>;

pub(crate) struct Inner<D: Domain> {
    pub(crate) store: Store,
    pub(crate) domain: D,
    pub(crate) clock: Clock,
    pub(crate) config: Config,
    pub(crate) stats: Stats,
    /// Bodies read by pages.
    pub(crate) bodies: Mutex<Bodies<D::Body>>,
    /// What lanes have committed of late.
    pub(crate) recent: Mutex<Recent<D::Event, Stream<D>>>,
    /// What followers read last.
    pub(crate) stretch: Mutex<Held<D>>,
    /// Streams that could not catch up with time: an alarm, tried again when a command comes.
    pub(crate) alarms: Mutex<HashMap<(String, String), i64>>,
    lanes: Mutex<HashMap<String, Arc<Queue<D>>>>,
    closed: AtomicBool,
    in_flight: Mutex<usize>,
    settled: Notify,
}

impl<D: Domain> Ledger<D> {
    /// Opens the ledger and brings its tables up to date.
    pub async fn open(
        store: Store,
        domain: D,
        clock: Clock,
        config: Config,
    ) -> Result<Ledger<D>, StoreError> {
        store.migrate(MIGRATIONS).await?;
        let inner = Inner {
            store,
            domain,
            clock,
            config,
            stats: Stats::default(),
            bodies: Mutex::default(),
            recent: Mutex::default(),
            stretch: Mutex::default(),
            alarms: Mutex::default(),
            lanes: Mutex::default(),
            closed: AtomicBool::new(false),
            in_flight: Mutex::default(),
            settled: Notify::new(),
        };
        Ok(Ledger { inner: Arc::new(inner) })
    }

    /// Carries a command out. `Ok` says that it is durable, or that it had been (`replayed`). The call may be given
    /// up; the command is then carried out or not, and the same id tells which.
    pub async fn submit(&self, submission: Submission<D>) -> Result<Done, Rejection<D::Refusal>> {
        let mut bodies = Vec::with_capacity(submission.bodies.len());
        let mut unfit = None;
        for body in &submission.bodies {
            let digest: [u8; 32] = Sha256::digest(&body.bytes).into();
            match self.inner.domain.decode_body(&body.kind, &body.bytes) {
                _ if digest != body.digest => {
                    unfit = Some("a body does not have the digest it claims".into())
                }
                Ok(it) => bodies.push((body.digest, Arc::new(it))),
                Err(e) => unfit = Some(format!("a body cannot be read: {e}")),
            }
        }
        let work = Work::Command { submission: Box::new(submission), bodies };
        if let Some(detail) = unfit {
            return Err(Rejection::Fault(crate::fault::fault(&work, &detail)));
        }
        self.inner.enqueue(work).await
    }

    /// Lets a stream catch up with time; does nothing when nothing has fallen due.
    pub async fn catch_up(&self, division: &str, stream: &str) -> Result<Done, Rejection<D::Refusal>> {
        self.inner.enqueue(Work::CatchUp { division: division.into(), stream: stream.into() }).await
    }

    /// The store below, for plain tables and list queries.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The rules.
    #[must_use]
    pub fn domain(&self) -> &D {
        &self.inner.domain
    }

    /// The instant now, from the ledger's clock.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.inner.clock.now()
    }

    /// The lanes' counters.
    #[must_use]
    pub fn stats(&self) -> LedgerStats {
        self.inner.stats.snapshot()
    }

    /// The number of commands that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.inner.lanes().values().map(|queue| queue.len()).sum()
    }

    /// Takes no more commands and waits until those taken are answered.
    pub async fn close(&self) {
        self.inner.closed.store(true, Ordering::Release);
        loop {
            let settled = self.inner.settled.notified();
            if *self.inner.in_flight.lock().unwrap_or_else(PoisonError::into_inner) == 0 {
                return;
            }
            settled.await;
        }
    }
}

impl<D: Domain> Drop for Inner<D> {
    fn drop(&mut self) {
        self.lanes().values().for_each(|queue| queue.ring());
    }
}

/// Counts a command as in flight until it is answered or given up.
struct InFlight<'a, D: Domain>(&'a Inner<D>);

impl<D: Domain> Drop for InFlight<'_, D> {
    fn drop(&mut self) {
        *self.0.in_flight.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.settled();
    }
}

impl<D: Domain> Inner<D> {
    fn lanes(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Queue<D>>>> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn enqueue(self: &Arc<Self>, work: Work<D>) -> Answer<D> {
        *self.in_flight.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        let _in_flight = InFlight(self);
        if self.closed.load(Ordering::Acquire) {
            return Err(Rejection::Unavailable);
        }
        let (reply, answer) = oneshot::channel();
        // SQLite has one lane for all divisions, so that they share the flush.
        let key = match self.store.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => work.division(),
        };
        {
            let mut lanes = self.lanes();
            let queue = match lanes.get(key) {
                Some(queue) => queue,
                None => {
                    let queue = Arc::new(Queue::new(self.config.queue_max));
                    let engine = self.store.engine();
                    Lane::start(engine, key.to_owned(), Arc::clone(&queue), Arc::downgrade(self));
                    lanes.entry(key.to_owned()).or_insert(queue)
                }
            };
            if queue.push(Job { work, reply }).is_err() {
                return Err(Rejection::QueueFull);
            }
        }
        answer.await.unwrap_or(Err(Rejection::Unavailable))
    }

    /// Ends an idle lane, unless something has come just now.
    pub(crate) fn end_lane(&self, key: &str, queue: &Arc<Queue<D>>) -> bool {
        let mut lanes = self.lanes();
        let ends = queue.len() == 0;
        if ends {
            lanes.remove(key);
        }
        ends
    }

    pub(crate) fn settled(&self) {
        self.settled.notify_waiters();
    }
}
