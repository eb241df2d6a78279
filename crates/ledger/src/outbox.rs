//! The outbox: effects on the outside are rows of the commit, delivered at least once, in order for each recipient.

use std::collections::BTreeMap;
use std::pin::pin;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use store::{Changed, Row, Statement, StoreError, Writes};

use crate::{Domain, Ledger, RowImage, load, sql};

/// Effects that wait and may go: parameters instant and limit. Recipients of whom one has failed and is not yet due again are
/// named once for all: asked for each effect by itself, a recipient with many would be read once for each of them.
pub const WAITING_SQL: &str = "select division, recipient, seq, n, kind, payload, tries from outbox o \
     where (recipient, division) not in (select f.recipient, f.division from outbox f where f.tries > 0 and f.next_at > $1) \
     order by recipient, division, seq, n limit $2";
const FAILED: &str =
    "update outbox set tries = tries + 1, next_at = $4 where division = $1 and seq = $2 and n = $3";

/// A round in which so many deliveries fail and none succeeds is given up: what they all need is away.
const FAILED_MAX: usize = 16;

/// To so many recipients it delivers at the same time.
const ABREAST: usize = 32;

/// The longest wait between two tries, microseconds.
const WAIT_MAX: i64 = 3_600_000_000;

/// One effect on its way. `(division, seq, n)` is its key: a receiver that has seen the key does nothing again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The division.
    pub division: String,
    /// Whom it goes to.
    pub recipient: String,
    /// The entry it comes from.
    pub seq: u64,
    /// Which effect of that entry.
    pub n: u64,
    /// What it is.
    pub kind: String,
    /// What the transport needs.
    pub payload: Vec<u8>,
    /// How often it has failed before.
    pub tries: u64,
}

/// What one round of deliveries did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Effects that took place.
    pub done: usize,
    /// Effects that failed and wait for their next try.
    pub failed: usize,
    /// There may be more: go on without waiting.
    pub more: bool,
}

/// Which delivery an answer belongs to.
struct Key {
    division: String,
    recipient: String,
    seq: u64,
    n: u64,
    tries: u64,
}

fn read(row: &Row) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        division: row.text(0)?.into(),
        recipient: row.text(1)?.into(),
        seq: row.count(2)?,
        n: row.count(3)?,
        kind: row.text(4)?.into(),
        payload: row.bytes(5)?.to_vec(),
        tries: row.count(6)?,
    })
}

/// Delivers to one recipient in order, until one fails.
async fn one_by_one<F, T, E>(its: Vec<Delivery>, transport: &F) -> Vec<(Key, Result<Vec<RowImage>, E>)>
where
    F: Fn(Delivery) -> T,
    T: Future<Output = Result<Vec<RowImage>, E>>,
{
    let mut answers = Vec::with_capacity(its.len());
    for it in its {
        let (division, recipient) = (it.division.clone(), it.recipient.clone());
        let key = Key { division, recipient, seq: it.seq, n: it.n, tries: it.tries };
        let answer = transport(it).await;
        let failed = answer.is_err();
        answers.push((key, answer));
        if failed {
            break;
        }
    }
    answers
}

impl<D: Domain> Ledger<D> {
    /// One round: delivers what waits through `transport`. After a failure the recipient's later effects wait with
    /// the failed one, 1 s, 2 s, 4 s … at most an hour. What took place leaves the outbox afterwards, with the
    /// rows the transport answers, in one transaction; a crash in between delivers again with the same key.
    pub async fn deliver<F, T, E>(&self, now: i64, transport: F) -> Result<Delivered, StoreError>
    where
        F: Fn(Delivery) -> T,
        T: Future<Output = Result<Vec<RowImage>, E>>,
        E: std::fmt::Display,
    {
        let waiting = self.outbox_next(now).await?;
        self.deliver_these(now, &waiting, transport).await
    }

    /// What the next round takes: at most as many as are delivered at once, those of one recipient together and in order.
    pub async fn outbox_next(&self, now: i64) -> Result<Vec<Delivery>, StoreError> {
        let max = self.inner.config.deliver_max;
        let rows = self.inner.store.read(Statement::new(WAITING_SQL, vec![now.into(), max.into()])).await?;
        rows.iter().map(read).collect()
    }

    /// [`Ledger::deliver`] of what [`Ledger::outbox_next`] gave: in between its caller reads what all of them need.
    pub async fn deliver_these<F, T, E>(
        &self,
        now: i64,
        waiting: &[Delivery],
        transport: F,
    ) -> Result<Delivered, StoreError>
    where
        F: Fn(Delivery) -> T,
        T: Future<Output = Result<Vec<RowImage>, E>>,
        E: std::fmt::Display,
    {
        let more = waiting.len() == self.inner.config.deliver_max;
        let mut round = Delivered { more, ..Delivered::default() };
        let mut writes = Writes::default();
        let mut told = Vec::new();
        let mut done: BTreeMap<(String, u64), Vec<u64>> = BTreeMap::new();
        let of_one = |a: &Delivery, b: &Delivery| a.recipient == b.recipient && a.division == b.division;
        let recipients = waiting.chunk_by(of_one).map(<[Delivery]>::to_vec);
        // Side by side, so that what becomes a command shares its commit with others.
        let mut tried =
            pin!(stream::iter(recipients.map(|its| one_by_one(its, &transport))).buffered(ABREAST));
        while let Some(tried) = tried.next().await {
            for (key, answer) in tried {
                match answer {
                    Ok(rows) => {
                        round.done += 1;
                        told.extend(rows);
                        done.entry((key.division, key.n)).or_default().push(key.seq);
                    }
                    Err(e) => {
                        round.failed += 1;
                        let Key { division, recipient, seq, n, tries } = key;
                        // The first stands for all of its round: in an outage each of them fails.
                        if round.failed == 1 {
                            tracing::warn!(recipient, seq, "a delivery failed: {e}");
                        } else {
                            tracing::debug!(recipient, seq, "a delivery failed: {e}");
                        }
                        let wait = 1_000_000_i64.checked_shl(u32::try_from(tries.min(20)).unwrap_or(20));
                        let next = now + wait.unwrap_or(WAIT_MAX).min(WAIT_MAX);
                        let params = vec![division.into(), seq.into(), n.into(), next.into()];
                        writes.statements.push(Statement::new(FAILED, params));
                    }
                }
            }
            if round.done == 0 && round.failed >= FAILED_MAX {
                break;
            }
        }
        for ((division, n), mut seqs) in done {
            seqs.sort_unstable();
            for some in seqs.chunks(sql::KEYS_MAX) {
                let (first, last) = (some[0], some[some.len() - 1]);
                let before = [division.as_str().into(), n.into(), first.into(), last.into()];
                let keys = load::keys(some.iter().copied());
                sql::DELIVERED.statements(&before, &keys, &mut writes.statements);
            }
        }
        let told = told.into_iter().map(|image| (image, Changed::ALL));
        sql::row_writes(told, &mut writes);
        if !writes.is_empty() {
            self.inner.store.write(writes).await?;
        }
        Ok(round)
    }

    /// The number of effects that wait, in all divisions.
    pub async fn undelivered(&self) -> Result<u64, StoreError> {
        let sql = "select count(*) from outbox";
        let rows = self.inner.store.read(Statement::new(sql, vec![])).await?;
        rows.first().map_or(Ok(0), |row| row.count(0))
    }

    /// Delivers for ever; drop the future to stop it. Only one process of an installation should run it: two would
    /// deliver twice.
    pub async fn run_outbox<F, T, E>(&self, every: Duration, transport: F)
    where
        F: Fn(Delivery) -> T,
        T: Future<Output = Result<Vec<RowImage>, E>>,
        E: std::fmt::Display,
    {
        loop {
            match self.deliver(self.now(), &transport).await {
                Ok(round) if round.more && round.done > 0 => continue,
                Ok(_) => {}
                Err(e) => tracing::warn!("the outbox cannot be read: {e}"),
            }
            tokio::time::sleep(every).await;
        }
    }
}
