//! What a lane remembers of a division, and the overlay that a batch lays over it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::domain::{Effect, RowImage, Series};
use crate::merkle::Edge;
use crate::world::{Found, Known};
use crate::{Body, Domain, Entry};

/// The head row of a division.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) edge: Edge,
    pub(crate) recorded_at: i64,
    pub(crate) epoch: i64,
}

impl Head {
    pub(crate) fn seq(&self) -> u64 {
        self.edge.size()
    }
}

/// A stream as it stands.
pub(crate) struct Stream<D: Domain> {
    pub(crate) state: D::State,
    pub(crate) version: u64,
    pub(crate) epoch: i64,
    pub(crate) touched_version: u64,
    pub(crate) touched_by: String,
    pub(crate) touched_at: i64,
    /// It was replayed, and its rows may be those of another shape.
    pub(crate) replayed: bool,
}

impl<D: Domain> Clone for Stream<D> {
    fn clone(&self) -> Self {
        Stream {
            state: self.state.clone(),
            version: self.version,
            epoch: self.epoch,
            replayed: self.replayed,
            touched_version: self.touched_version,
            touched_by: self.touched_by.clone(),
            touched_at: self.touched_at,
        }
    }
}

/// A stream as it was loaded.
pub(crate) enum Slot<D: Domain> {
    Here(Arc<Stream<D>>),
    Absent,
    /// Its stored bytes cannot be read; says why.
    Broken(String),
}

struct Kept<D: Domain> {
    slot: Slot<D>,
    used: u64,
}

/// What is remembered of a division between batches; true as of `head`.
pub(crate) struct Memory<D: Domain> {
    pub(crate) head: Option<Head>,
    /// Nobody else had moved the head when it was read last.
    pub(crate) alone: bool,
    streams: HashMap<String, Kept<D>>,
    pub(crate) counters: HashMap<Series, u32>,
    pub(crate) bodies: HashMap<[u8; 32], Arc<D::Body>>,
    batch: u64,
}

impl<D: Domain> Default for Memory<D> {
    fn default() -> Self {
        Memory {
            head: None,
            alone: false,
            streams: HashMap::new(),
            counters: HashMap::new(),
            bodies: HashMap::new(),
            batch: 0,
        }
    }
}

/// A lane keeps at most about this many streams of a division in memory.
const STREAMS_MAX: usize = 20_000;
/// And this many bodies and counters.
const BODIES_MAX: usize = 10_000;

impl<D: Domain> Memory<D> {
    pub(crate) fn knows(&self, stream: &str) -> bool {
        self.streams.contains_key(stream)
    }

    pub(crate) fn slot(&self, stream: &str) -> Option<&Slot<D>> {
        self.streams.get(stream).map(|it| &it.slot)
    }

    pub(crate) fn keep(&mut self, stream: String, slot: Slot<D>) {
        self.streams.insert(stream, Kept { slot, used: self.batch });
    }

    pub(crate) fn evict(&mut self, stream: &str) {
        self.streams.remove(stream);
    }

    /// Forgets all that an entry can have changed; bodies never change.
    pub(crate) fn clear(&mut self) {
        self.streams.clear();
        self.counters.clear();
    }

    /// A new batch: what has not been used for long is dropped when there is too much.
    pub(crate) fn next_batch(&mut self) {
        self.batch += 1;
        if self.streams.len() > STREAMS_MAX {
            let mut used: Vec<u64> = self.streams.values().map(|it| it.used).collect();
            let (_, middle, _) = used.select_nth_unstable(STREAMS_MAX / 2);
            let middle = *middle;
            self.streams.retain(|_, it| it.used > middle);
        }
        if self.bodies.len() > BODIES_MAX {
            self.bodies.clear();
        }
        if self.counters.len() > BODIES_MAX {
            self.counters.clear();
        }
    }

    pub(crate) fn use_stream(&mut self, stream: &str) {
        if let Some(kept) = self.streams.get_mut(stream) {
            kept.used = self.batch;
        }
    }

    /// The batch is durable.
    pub(crate) fn merge(&mut self, overlay: Overlay<D>, edge: Edge) {
        self.head = Some(Head { edge, recorded_at: overlay.recorded_at, epoch: overlay.epoch });
        for (stream, it) in overlay.streams {
            self.keep(stream, Slot::Here(it));
        }
        self.counters.extend(overlay.counters);
        self.bodies.extend(overlay.bodies);
    }
}

/// An event on its way into the entries.
pub(crate) struct Pending<D: Domain> {
    pub(crate) stream: String,
    pub(crate) version: u64,
    pub(crate) event: D::Event,
    pub(crate) actor: String,
    pub(crate) occurred_at: Option<i64>,
    pub(crate) command_id: [u8; 16],
    pub(crate) content: [u8; 32],
    pub(crate) effects: Vec<Effect>,
}

/// A command that has been carried out, as its entries tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    pub(crate) stream: String,
    pub(crate) actor: String,
    pub(crate) content: [u8; 32],
    pub(crate) first_seq: u64,
    pub(crate) last_seq: u64,
    pub(crate) version: u64,
    pub(crate) at: i64,
}

/// What one batch changes in a division. Dropped whole if the batch fails.
pub(crate) struct Overlay<D: Domain> {
    /// The lane's instant for this batch.
    pub(crate) now: i64,
    pub(crate) recorded_at: i64,
    pub(crate) epoch: i64,
    pub(crate) seq: u64,
    pub(crate) streams: HashMap<String, Arc<Stream<D>>>,
    pub(crate) counters: HashMap<Series, u32>,
    pub(crate) bodies: HashMap<[u8; 32], Arc<D::Body>>,
    pub(crate) bodies_absent: HashSet<[u8; 32]>,
    pub(crate) pending: Vec<Pending<D>>,
    /// What stands once the batch does: its entries, each with its event.
    pub(crate) entries: Vec<(Entry, D::Event)>,
    pub(crate) past: HashMap<[u8; 16], Past>,
    pub(crate) new_bodies: Vec<Body>,
    pub(crate) with: Vec<RowImage>,
}

impl<D: Domain> Overlay<D> {
    pub(crate) fn new(head: &Head, clock: i64) -> Overlay<D> {
        let now = clock.max(head.recorded_at);
        Overlay {
            now,
            recorded_at: head.recorded_at,
            epoch: head.epoch,
            seq: head.seq(),
            streams: HashMap::new(),
            counters: HashMap::new(),
            bodies: HashMap::new(),
            bodies_absent: HashSet::new(),
            pending: Vec::new(),
            entries: Vec::new(),
            past: HashMap::new(),
            new_bodies: Vec::new(),
            with: Vec::new(),
        }
    }

    /// Nothing has to be written.
    pub(crate) fn is_empty(&self) -> bool {
        self.streams.is_empty() && self.with.is_empty() && self.new_bodies.is_empty()
    }
}

/// What one command changes: a stream, its events, the numbers drawn. Laid over the overlay, merged on success.
pub(crate) struct Part<D: Domain> {
    pub(crate) stream: Arc<Stream<D>>,
    pub(crate) pending: Vec<Pending<D>>,
    pub(crate) counters: HashMap<Series, u32>,
    pub(crate) epoch: i64,
}

/// The three layers under a decision.
pub(crate) struct Layers<'a, D: Domain> {
    pub(crate) memory: &'a Memory<D>,
    pub(crate) overlay: &'a Overlay<D>,
    pub(crate) part: Option<(&'a str, &'a Part<D>)>,
    /// Bodies that came with the command.
    pub(crate) bodies: &'a [([u8; 32], Arc<D::Body>)],
}

impl<'a, D: Domain> Layers<'a, D> {
    pub(crate) fn stream_whole(&self, stream: &str) -> Found<&'a Arc<Stream<D>>> {
        if let Some((own, part)) = self.part
            && own == stream
        {
            return Found::Here(&part.stream);
        }
        if let Some(it) = self.overlay.streams.get(stream) {
            return Found::Here(it);
        }
        match self.memory.slot(stream) {
            Some(Slot::Here(it)) => Found::Here(it),
            Some(Slot::Absent) => Found::Absent,
            Some(Slot::Broken(why)) => panic!("the stream {stream} cannot be read: {why}"),
            None => Found::Unknown,
        }
    }
}

impl<D: Domain> Known<D> for Layers<'_, D> {
    fn stream(&self, stream: &str) -> Found<&D::State> {
        match self.stream_whole(stream) {
            Found::Here(it) => Found::Here(&it.state),
            Found::Absent => Found::Absent,
            Found::Unknown => Found::Unknown,
        }
    }

    fn body(&self, digest: &[u8; 32]) -> Found<&D::Body> {
        if let Some((_, it)) = self.bodies.iter().find(|(known, _)| known == digest) {
            return Found::Here(it);
        }
        if let Some(it) = self.overlay.bodies.get(digest).or_else(|| self.memory.bodies.get(digest)) {
            return Found::Here(it);
        }
        if self.overlay.bodies_absent.contains(digest) { Found::Absent } else { Found::Unknown }
    }

    fn last_number(&self, series: &Series) -> Found<u32> {
        let part = self.part.and_then(|(_, it)| it.counters.get(series));
        let last =
            part.or_else(|| self.overlay.counters.get(series)).or_else(|| self.memory.counters.get(series));
        last.map_or(Found::Unknown, |it| Found::Here(*it))
    }
}
