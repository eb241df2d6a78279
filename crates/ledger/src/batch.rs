//! One batch in one transaction: steps 2 to 5 of the lane.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use store::{Engine, Output, Stage, Statement, Store, StoreError, Tx, Value, Writes};

use crate::command::{Step, Verdict, panic_text, step};
use crate::domain::Series;
use crate::load::{self, keys};
use crate::memory::{Memory, Overlay, Part, Past, Stream};
use crate::merkle::Edge;
use crate::queue::{Job, Work};
use crate::recent::Recent;
use crate::world::Misses;
use crate::{Domain, sql, write};

/// A decision that still misses something after this many loads is a fault.
const LOAD_ROUNDS_MAX: usize = 8;

/// One division's share of a batch.
struct Share<D: Domain> {
    division: String,
    /// Places in the batch.
    jobs: Vec<usize>,
    overlay: Overlay<D>,
}

/// What a lane needs for a batch.
pub(crate) struct Batch<'a, D: Domain> {
    pub(crate) store: &'a Store,
    pub(crate) domain: &'a D,
    pub(crate) now: i64,
    pub(crate) memories: &'a mut HashMap<String, Memory<D>>,
    pub(crate) recent: &'a Mutex<Recent<D::Event, Stream<D>>>,
}

impl<D: Domain> Batch<'_, D> {
    /// Carries the jobs out and answers once all is durable. On an error nothing of it stands.
    ///
    /// Where nobody else writes to the division, what is remembered of it, and what is loaded besides, is taken for true without a
    /// lock, and the head is checked with the writing: mostly one round trip to PostgreSQL in place of two. If that does not do,
    /// it begins anew.
    pub(crate) async fn run(&mut self, jobs: &[&Job<D>]) -> Result<Vec<Verdict<D>>, StoreError> {
        if self.may_begin_at_once(jobs) {
            match self.attempt(jobs, true).await {
                Ok(None) => {}
                Ok(Some(verdicts)) => return Ok(verdicts),
                Err(StoreError::Guard(_)) => {
                    self.memories.values_mut().for_each(|memory| memory.alone = false);
                }
                Err(e) => return Err(e),
            }
        }
        let verdicts = self.attempt(jobs, false).await?;
        Ok(verdicts.expect("a batch that has locked its heads is carried out"))
    }

    /// Never on SQLite, where asking costs next to nothing.
    fn may_begin_at_once(&self, jobs: &[&Job<D>]) -> bool {
        let is_command = |job: &&Job<D>| matches!(job.work, Work::Command { .. });
        self.store.engine() == Engine::Postgres
            && jobs.len() <= sql::KEYS_MAX
            && jobs.iter().any(is_command)
            && jobs.iter().all(|job| {
                let memory = self.memories.get(job.work.division());
                memory.is_some_and(|it| it.alone && it.head.is_some())
            })
    }

    /// With `remembered` no answer says that the heads have to be locked first.
    async fn attempt(
        &mut self,
        jobs: &[&Job<D>],
        remembered: bool,
    ) -> Result<Option<Vec<Verdict<D>>>, StoreError> {
        let mut tx = self.store.begin_in_place().await;
        let order = by_division(jobs);
        for (division, _) in &order {
            self.memories.entry(division.clone()).or_default().next_batch();
        }
        let mut shares =
            if remembered { self.remembered(order) } else { self.open(&mut tx, order, jobs).await? };
        let mut verdicts: Vec<Option<Verdict<D>>> = jobs.iter().map(|_| None).collect();
        for share in &mut shares {
            self.carry_out(&mut tx, share, jobs, &mut verdicts).await?;
        }
        let mut writes = Writes::default();
        let mut edges = Vec::new();
        for share in &mut shares {
            let commands = remembered.then(|| command_ids(&share.jobs, jobs));
            edges.push(self.written(share, commands.as_deref(), &mut writes)?);
        }
        if remembered && writes.first.len() < shares.len() {
            // Without a write nothing checks the head, and a refusal is an answer too.
            tx.rollback().await;
            return Ok(None);
        }
        if writes.is_empty() {
            tx.rollback().await;
        } else {
            tx.commit(writes).await?;
        }
        for (mut share, edge) in shares.into_iter().zip(edges) {
            let entries = std::mem::take(&mut share.overlay.entries);
            let states = share.overlay.streams.iter().map(|(name, stream)| (name, Arc::clone(stream)));
            self.recent.lock().unwrap_or_else(PoisonError::into_inner).add(&share.division, entries, states);
            let memory = self.memories.get_mut(&share.division).expect("opened above");
            memory.merge(share.overlay, edge);
        }
        Ok(Some(verdicts.into_iter().map(|it| it.expect("every job of every share is settled")).collect()))
    }

    /// Shares upon the heads that are known.
    fn remembered(&self, order: Vec<(String, Vec<usize>)>) -> Vec<Share<D>> {
        let share = |(division, jobs): (String, Vec<usize>)| {
            let head = self.memories[&division].head.as_ref().expect("asked before");
            let overlay = Overlay::new(head, self.now);
            Share { division, jobs, overlay }
        };
        order.into_iter().map(share).collect()
    }

    /// Begins, locks and checks the heads, and loads what the commands will surely need.
    async fn open(
        &mut self,
        tx: &mut Tx,
        order: Vec<(String, Vec<usize>)>,
        jobs: &[&Job<D>],
    ) -> Result<Vec<Share<D>>, StoreError> {
        let (mut asked, mut outputs) = self.ask(tx, &order, jobs).await?;
        let new: Vec<&String> = order
            .iter()
            .zip(&asked)
            .filter(|(_, it)| outputs[it.start].rows.is_empty())
            .map(|((division, _), _)| division)
            .collect();
        if !new.is_empty() {
            // Another instance may be making the same head: only behind its lock is what we load true.
            let make = |it: &&String| {
                Statement::new(sql::HEAD_MAKE, vec![it.as_str().into(), Value::Bytes(Vec::new())])
            };
            tx.run(Stage::HeadRead, new.iter().map(make).collect()).await?;
            (asked, outputs) = self.ask(tx, &order, jobs).await?;
        }
        let mut shares = Vec::with_capacity(order.len());
        for ((division, jobs_here), First { start, streams, end, targets }) in order.into_iter().zip(asked) {
            let head = load::head_of(
                outputs[start]
                    .rows
                    .first()
                    .ok_or_else(|| StoreError::Row("the head row is missing".into()))?,
            )?;
            let memory = self.memories.get_mut(&division).expect("made above");
            memory.alone = memory.head.as_ref().is_none_or(|known| *known == head);
            if let Some(known) = &memory.head
                && *known != head
            {
                let seq = i64::try_from(known.seq()).unwrap_or(i64::MAX);
                let missed = Statement::new(sql::MISSED, vec![division.as_str().into(), seq.into()]);
                let missed = tx.run(Stage::HeadRead, vec![missed]).await?;
                load::evict_missed(memory, &head, &missed[0].rows)?;
            }
            memory.head = Some(head.clone());
            let mut overlay = Overlay::new(&head, self.now);
            let mut stale = Vec::new();
            for row in outputs[start + 1..streams].iter().flat_map(|it| &it.rows) {
                load::past_add(&mut overlay.past, row)?;
            }
            for output in &outputs[streams..end] {
                stale.extend(load::keep_streams(self.domain, memory, output)?);
            }
            load::keep_absent(memory, targets, &stale);
            self.replay(tx, &division, stale).await?;
            shares.push(Share { division, jobs: jobs_here, overlay });
        }
        Ok(shares)
    }

    async fn ask(
        &self,
        tx: &mut Tx,
        order: &[(String, Vec<usize>)],
        jobs: &[&Job<D>],
    ) -> Result<(Vec<First>, Vec<Output>), StoreError> {
        let mut statements = Vec::new();
        let asked = order
            .iter()
            .map(|(division, jobs_here)| {
                let memory = &self.memories[division];
                first_statements(self.store, division, memory, jobs_here, jobs, &mut statements)
            })
            .collect();
        Ok((asked, tx.run(Stage::HeadRead, statements).await?))
    }

    /// Step 4 for each job in order. When one misses something, the later ones are asked too, only to learn what
    /// they miss, so that all is loaded in one go.
    async fn carry_out(
        &mut self,
        tx: &mut Tx,
        share: &mut Share<D>,
        jobs: &[&Job<D>],
        verdicts: &mut [Option<Verdict<D>>],
    ) -> Result<(), StoreError> {
        let mut at = 0;
        let mut rounds = 0;
        while at < share.jobs.len() {
            let memory = self.memories.get_mut(&share.division).expect("opened before");
            let mut misses = Misses::default();
            let first = at;
            for n in first..share.jobs.len() {
                let work = &jobs[share.jobs[n]].work;
                match step(self.domain, memory, &share.overlay, work) {
                    Step::Missed(more) => misses.extend(more),
                    Step::Settled { caught, decided, answer } if misses.is_empty() => {
                        memory.use_stream(work.stream());
                        merge(&mut share.overlay, caught, decided, work, &answer);
                        verdicts[share.jobs[n]] = Some(answer);
                        at = n + 1;
                    }
                    Step::Settled { .. } => {}
                }
            }
            rounds = if at > first { 1 } else { rounds + 1 };
            if misses.is_empty() {
                continue;
            }
            if rounds > LOAD_ROUNDS_MAX {
                let detail = format!("still misses {misses:?} after {LOAD_ROUNDS_MAX} loads");
                verdicts[share.jobs[at]] = Some(Verdict::Fault(detail));
                at += 1;
                rounds = 0;
                continue;
            }
            self.load(tx, share, misses).await?;
        }
        Ok(())
    }

    async fn load(&mut self, tx: &mut Tx, share: &mut Share<D>, misses: Misses) -> Result<(), StoreError> {
        let division = share.division.as_str();
        let mut statements = Vec::new();
        sql::streams_by_name(self.store.engine()).statements(
            &[division.into()],
            &keys(misses.streams.iter()),
            &mut statements,
        );
        let streams = statements.len();
        sql::BODIES.statements(&[division.into()], &keys(misses.bodies.iter()), &mut statements);
        let bodies = statements.len();
        for series in &misses.series {
            statements.push(Statement::new(sql::COUNTER, series_values(division, series)));
        }
        let outputs = tx.run(Stage::Load, statements).await?;
        let memory = self.memories.get_mut(division).expect("opened before");
        let mut stale = Vec::new();
        for output in &outputs[..streams] {
            stale.extend(load::keep_streams(self.domain, memory, output)?);
        }
        load::keep_absent(memory, misses.streams, &stale);
        for row in outputs[streams..bodies].iter().flat_map(|it| &it.rows) {
            let digest = row.array(0)?;
            match self.domain.decode_body(row.text(1)?, row.bytes(2)?) {
                Ok(body) => drop(memory.bodies.insert(digest, Arc::new(body))),
                Err(e) => tracing::error!(division, "a stored body cannot be read: {e}"),
            }
        }
        for digest in misses.bodies {
            if !memory.bodies.contains_key(&digest) {
                share.overlay.bodies_absent.insert(digest);
            }
        }
        for (series, output) in misses.series.into_iter().zip(&outputs[bodies..]) {
            let last = output.rows.first().map_or(Ok(0), |row| row.count(0))?;
            let last = u32::try_from(last).map_err(|_| StoreError::Row("a number is above 2^32".into()))?;
            memory.counters.insert(series, last);
        }
        let division = share.division.clone();
        self.replay(tx, &division, stale).await
    }

    /// Replays streams whose state has an old shape.
    async fn replay(
        &mut self,
        tx: &mut Tx,
        division: &str,
        stale: Vec<load::Stored<D>>,
    ) -> Result<(), StoreError> {
        for load::Stored { name, stream, .. } in stale {
            let (mut state, mut version) = (Ok(self.domain.empty(&name)), 0);
            loop {
                let page = load::replay_page(division, &name, version);
                let outputs = tx.run(Stage::Load, vec![page]).await?;
                let Ok(before) = state else { break };
                match load::replay_rows(self.domain, before, version, &outputs[0].rows)? {
                    Ok((next, to)) => {
                        state = Ok(next);
                        if to == version {
                            break;
                        }
                        version = to;
                    }
                    Err(why) => {
                        state = Err(why);
                        break;
                    }
                }
            }
            let slot = load::replayed_slot(stream, state, version);
            self.memories.get_mut(division).expect("opened before").keep(name, slot);
        }
        Ok(())
    }

    fn written(
        &self,
        share: &mut Share<D>,
        unlocked: Option<&[Value]>,
        out: &mut Writes,
    ) -> Result<Edge, StoreError> {
        let memory = &self.memories[&share.division];
        if share.overlay.is_empty() {
            return Ok(memory.head.as_ref().expect("opened before").edge.clone());
        }
        let build = || write::writes(self.domain, &share.division, memory, &mut share.overlay, unlocked, out);
        catch_unwind(AssertUnwindSafe(build))
            .unwrap_or_else(|panic| Err(StoreError::Rejected(panic_text(panic.as_ref()))))
    }
}

/// The places of the jobs by division, in the order in which the divisions come.
fn by_division<D: Domain>(jobs: &[&Job<D>]) -> Vec<(String, Vec<usize>)> {
    let mut order: Vec<(String, Vec<usize>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (n, job) in jobs.iter().enumerate() {
        let division = job.work.division();
        let place = *places.entry(division).or_insert_with(|| {
            order.push((division.to_owned(), Vec::new()));
            order.len() - 1
        });
        order[place].1.push(n);
    }
    order
}

fn command_ids<D: Domain>(here: &[usize], jobs: &[&Job<D>]) -> Vec<Value> {
    let id = |n: &usize| match &jobs[*n].work {
        Work::Command { submission, .. } => Some(Value::from(submission.command_id)),
        _ => None,
    };
    here.iter().filter_map(id).collect()
}

/// What the first statements ask for a division.
struct First {
    /// Where its statements begin: the lock of the head, then known command ids.
    start: usize,
    /// Where the statements that load `targets` begin.
    streams: usize,
    /// Where they end.
    end: usize,
    targets: Vec<String>,
}

fn first_statements<D: Domain>(
    store: &Store,
    division: &str,
    memory: &Memory<D>,
    jobs_here: &[usize],
    jobs: &[&Job<D>],
    out: &mut Vec<Statement>,
) -> First {
    let start = out.len();
    out.push(Statement::new(sql::head_lock(store.engine()), vec![division.into()]));
    let mut targets: Vec<String> = Vec::new();
    for n in jobs_here {
        let work = &jobs[*n].work;
        if !memory.knows(work.stream()) && !targets.iter().any(|it| it == work.stream()) {
            targets.push(work.stream().to_owned());
        }
    }
    sql::COMMANDS.statements(&[division.into()], &command_ids(jobs_here, jobs), out);
    let streams = out.len();
    sql::streams_by_name(store.engine()).statements(&[division.into()], &keys(targets.iter()), out);
    First { start, streams, end: out.len(), targets }
}

fn series_values(division: &str, series: &Series) -> Vec<Value> {
    vec![division.into(), (&*series.issuer).into(), (&*series.kind).into(), (&*series.period).into()]
}

/// The command's part comes into the overlay.
fn merge<D: Domain>(
    overlay: &mut Overlay<D>,
    caught: Option<Part<D>>,
    decided: Option<Part<D>>,
    work: &Work<D>,
    answer: &Verdict<D>,
) {
    for part in [caught, decided].into_iter().flatten() {
        if !part.pending.is_empty() {
            overlay.recorded_at = overlay.now;
        }
        overlay.seq += part.pending.len() as u64;
        overlay.pending.extend(part.pending);
        overlay.counters.extend(part.counters);
        overlay.epoch = part.epoch;
        overlay.streams.insert(work.stream().to_owned(), part.stream);
    }
    let (Work::Command { submission, bodies }, Verdict::Answer(Ok(done))) = (work, answer) else { return };
    if done.replayed {
        return;
    }
    overlay.bodies.extend(bodies.iter().cloned());
    overlay.new_bodies.extend(submission.bodies.iter().cloned());
    overlay.with.extend(submission.with.iter().cloned());
    if done.first_seq <= done.last_seq {
        let past = Past {
            stream: done.stream.clone(),
            actor: submission.actor.clone(),
            content: submission.content,
            first_seq: done.first_seq,
            last_seq: done.last_seq,
            version: done.version,
            at: done.at,
        };
        overlay.past.insert(submission.command_id, past);
    }
}
