//! The timekeeper: one query finds the streams that are behind, in all divisions; catching them up is work of the
//! lanes. Late or early, it changes no outcome.

use std::sync::PoisonError;
use std::time::Duration;

use futures_util::future::join_all;
use store::{Statement, StoreError};

use crate::{Domain, Ledger, Rejection};

const FALLEN_DUE: &str = "select division, stream, wake_at from stream \
     where wake_at is not null and wake_at <= $1 order by wake_at, division, stream limit $2";
const UNSWEPT: &str = "select division, epoch from head where swept < epoch order by division limit 64";
const TO_REDATE: &str = "select stream from stream where division = $1 and wake_at is not null and epoch < $2 \
     order by epoch, stream limit $3";
const SWEPT: &str = "update head set swept = $2 where division = $1 and swept < $2";

/// What one tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tick {
    /// Streams that had fallen due.
    pub due: usize,
    /// Streams looked at again because the calendar in force has changed.
    pub redated: usize,
    /// Streams that could not catch up: each stands in the log as a fault.
    pub alarms: usize,
    /// There may be more: tick again without waiting.
    pub more: bool,
}

impl<D: Domain> Ledger<D> {
    /// Catches up the streams that are behind at `now`, a bounded number of them.
    pub async fn tick(&self, now: i64) -> Result<Tick, StoreError> {
        let max = self.inner.config.tick_max;
        let known_alarms = self.alarms_len();
        let params = vec![now.into(), (max + known_alarms).into()];
        let rows = self.inner.store.read(Statement::new(FALLEN_DUE, params)).await?;
        let mut behind = Vec::with_capacity(rows.len());
        for row in &rows {
            behind.push(((row.text(0)?.to_owned(), row.text(1)?.to_owned()), row.int(2)?));
        }
        {
            // A stream under alarm waits for a command or for its dates to move.
            let alarms = self.inner.alarms.lock().unwrap_or_else(PoisonError::into_inner);
            behind.retain(|(stream, wake_at)| alarms.get(stream) != Some(wake_at));
        }
        let mut tick = Tick { due: behind.len(), more: rows.len() == max + known_alarms, ..Tick::default() };
        self.catch_up_all(behind, &mut tick).await;
        let rows = self.inner.store.read(Statement::new(UNSWEPT, vec![])).await?;
        for row in &rows {
            self.sweep(row.text(0)?, row.int(1)?, &mut tick).await?;
        }
        Ok(tick)
    }

    /// A new calendar is swept over the open streams of a division.
    async fn sweep(&self, division: &str, epoch: i64, tick: &mut Tick) -> Result<(), StoreError> {
        let max = self.inner.config.tick_max;
        let params = vec![division.into(), epoch.into(), max.into()];
        let rows = self.inner.store.read(Statement::new(TO_REDATE, params)).await?;
        let mut behind = Vec::with_capacity(rows.len());
        for row in &rows {
            behind.push(((division.to_owned(), row.text(0)?.to_owned()), i64::MIN));
        }
        {
            let alarms = self.inner.alarms.lock().unwrap_or_else(PoisonError::into_inner);
            behind.retain(|(stream, _)| !alarms.contains_key(stream));
        }
        tick.redated += behind.len();
        if behind.is_empty() {
            let swept = Statement::new(SWEPT, vec![division.into(), epoch.into()]);
            self.inner.store.write(vec![swept]).await?;
        } else {
            tick.more = true;
            self.catch_up_all(behind, tick).await;
        }
        Ok(())
    }

    async fn catch_up_all(&self, behind: Vec<((String, String), i64)>, tick: &mut Tick) {
        let answers =
            join_all(behind.iter().map(|((division, stream), _)| self.catch_up(division, stream))).await;
        let mut alarms = self.inner.alarms.lock().unwrap_or_else(PoisonError::into_inner);
        for ((stream, wake_at), answer) in behind.into_iter().zip(answers) {
            match answer {
                Err(Rejection::Fault(_)) => {
                    tick.alarms += 1;
                    if alarms.len() >= 10_000 {
                        alarms.clear();
                    }
                    alarms.insert(stream, wake_at);
                }
                Ok(_) => drop(alarms.remove(&stream)),
                // The database is away or the queue is full: no hurry.
                Err(_) => tick.more = false,
            }
        }
    }

    /// Streams that cannot catch up with time, as far as this process knows; for the operations page.
    #[must_use]
    pub fn alarms(&self) -> Vec<(String, String)> {
        let alarms = self.inner.alarms.lock().unwrap_or_else(PoisonError::into_inner);
        alarms.keys().cloned().collect()
    }

    fn alarms_len(&self) -> usize {
        self.inner.alarms.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Ticks for ever; drop the future to stop it. A tick that fails is logged and tried again.
    pub async fn run_timekeeper(&self, every: Duration) {
        loop {
            match self.tick(self.now()).await {
                Ok(tick) if tick.more => continue,
                Ok(_) => {}
                Err(e) => tracing::warn!("the timekeeper cannot read: {e}"),
            }
            tokio::time::sleep(every).await;
        }
    }
}
