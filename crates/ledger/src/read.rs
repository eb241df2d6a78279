//! Reading what stands, on the connections for reading: never in a lane.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError};

use store::{Statement, StoreError, Value};

use crate::merkle::{Edge, Hash};
use crate::{Domain, Entry, Ledger, entry, load, sql};

/// The most entries of one page.
pub const ENTRIES_MAX: u64 = 1_000;

/// A stream as it stands.
#[derive(Clone, Debug)]
pub struct Loaded<S> {
    /// The state.
    pub state: S,
    /// Its version: the `expected_version` of a form drawn from it.
    pub version: u64,
    /// When the next fact falls due, microseconds UTC.
    pub wake_at: Option<i64>,
    /// The version after the last command of a person.
    pub touched_version: u64,
    /// That person.
    pub touched_by: String,
    /// When, microseconds UTC.
    pub touched_at: i64,
}

/// The head of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadInfo {
    /// The last sequence number, and so the number of entries; 0 before the first.
    pub seq: u64,
    /// The root of the division's Merkle tree.
    pub root: Hash,
    /// When the last entry was recorded, microseconds UTC.
    pub recorded_at: i64,
    /// How often the division's epoch has moved.
    pub epoch: i64,
}

impl<D: Domain> Ledger<D> {
    /// A stream as it stands, not caught up with time; `None` when it has no entry.
    pub async fn load(&self, division: &str, stream: &str) -> Result<Option<Loaded<D::State>>, StoreError> {
        let domain = &self.inner.domain;
        let statement = Statement::new(sql::STREAM_READ, vec![division.into(), stream.into()]);
        let rows = self.inner.store.read(statement).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let load::Stored { stream: mut it, stale, .. } = load::stream_of(domain, row)?;
        if stale {
            it.state = self.replayed(division, stream, it.version).await?;
        }
        Ok(Some(Loaded {
            wake_at: domain.due(&it.state),
            state: it.state,
            version: it.version,
            touched_version: it.touched_version,
            touched_by: it.touched_by,
            touched_at: it.touched_at,
        }))
    }

    /// Several streams as they stand, by name; what has no entry is not among them.
    pub async fn load_all(
        &self,
        division: &str,
        streams: &[String],
    ) -> Result<HashMap<String, D::State>, StoreError> {
        let keys: Vec<Value> = streams.iter().map(|stream| stream.as_str().into()).collect();
        let mut statements = Vec::new();
        sql::streams_by_name(self.inner.store.engine()).statements(
            &[division.into()],
            &keys,
            &mut statements,
        );
        let mut states = HashMap::with_capacity(streams.len());
        for statement in statements {
            for row in &self.inner.store.read(statement).await? {
                let load::Stored { name, stream: mut it, stale } = load::stream_of(&self.inner.domain, row)?;
                if stale {
                    it.state = self.replayed(division, &name, it.version).await?;
                }
                states.insert(name, it.state);
            }
        }
        Ok(states)
    }

    /// The same for whoever follows the entries and asks of streams that they name: each as it stands with the entry `since` or
    /// with a later one. What was committed from here of late is at hand.
    pub async fn load_followed(
        &self,
        division: &str,
        streams: &[String],
        since: u64,
    ) -> Result<HashMap<String, D::State>, StoreError> {
        let (mut states, mut others) = (HashMap::with_capacity(streams.len()), Vec::new());
        {
            let recent = self.inner.recent.lock().unwrap_or_else(PoisonError::into_inner);
            for stream in streams {
                match recent.state(division, stream, since) {
                    Some(it) => drop(states.insert(stream.clone(), it)),
                    None => others.push(stream.clone()),
                }
            }
        }
        // Copied when nobody is held up by it any more.
        let mut states: HashMap<String, D::State> =
            states.into_iter().map(|(stream, it)| (stream, it.state.clone())).collect();
        if !others.is_empty() {
            states.extend(self.load_all(division, &others).await?);
        }
        Ok(states)
    }

    /// Streams that time or another calendar may still change, as they stand and not caught up: by name, after a given
    /// one, at most `limit` and never more than [`ENTRIES_MAX`]. They are those that a sweep looks at.
    pub async fn awake(
        &self,
        division: &str,
        after: &str,
        limit: u64,
    ) -> Result<Vec<(String, D::State)>, StoreError> {
        let params = vec![division.into(), after.into(), limit.min(ENTRIES_MAX).into()];
        let rows = self.inner.store.read(Statement::new(sql::AWAKE, params)).await?;
        let mut awake = Vec::with_capacity(rows.len());
        for row in &rows {
            let load::Stored { name, stream: mut it, stale } = load::stream_of(&self.inner.domain, row)?;
            if stale {
                it.state = self.replayed(division, &name, it.version).await?;
            }
            awake.push((name, it.state));
        }
        Ok(awake)
    }

    async fn replayed(&self, division: &str, stream: &str, until: u64) -> Result<D::State, StoreError> {
        let domain = &self.inner.domain;
        let (mut state, mut version) = (domain.empty(stream), 0);
        while version < until {
            let mut rows = self.inner.store.read(load::replay_page(division, stream, version)).await?;
            rows.truncate(usize::try_from(until - version).unwrap_or(usize::MAX));
            if rows.is_empty() {
                return Err(StoreError::Row(format!("the entries of {stream} end at version {version}")));
            }
            (state, version) = load::replay_rows(domain, state, version, &rows)?.map_err(StoreError::Row)?;
        }
        Ok(state)
    }

    /// Entries of a stream after a version, oldest first; at most [`ENTRIES_MAX`].
    pub async fn entries(
        &self,
        division: &str,
        stream: &str,
        after_version: u64,
        limit: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "select {} from entry where division = $1 and stream = $2 and version > $3 \
             order by version limit $4",
            entry::COLUMNS.join(", ")
        );
        let params =
            vec![division.into(), stream.into(), after_version.into(), limit.min(ENTRIES_MAX).into()];
        let rows = self.inner.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(Entry::read).collect()
    }

    /// Entries of several streams from a place of the division on (0: each stream whole), each stream in its order, in the order of
    /// the names; a stream without entries is left out. They are read in few statements, so it is for the courses of many short
    /// streams; a caller bounds how many.
    pub async fn courses(
        &self,
        division: &str,
        streams: &[String],
        since: u64,
    ) -> Result<Vec<Vec<Entry>>, StoreError> {
        let mut courses: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for chunk in streams.chunks(sql::COURSES_STREAMS) {
            let rows = self
                .inner
                .store
                .read(sql::courses(self.inner.store.engine(), division, chunk, since))
                .await?;
            let full = rows.len() >= sql::COURSES_ENTRIES;
            for row in &rows {
                let entry = Entry::read(row)?;
                courses.entry(entry.stream.clone()).or_default().push(entry);
            }
            if full {
                // Some may be cut short or missing: these streams are long, and each is read by itself.
                for stream in chunk {
                    let mut course = self.whole(division, stream).await?;
                    course.retain(|entry| entry.seq >= since);
                    courses.insert(stream.clone(), course);
                }
            }
        }
        Ok(courses.into_values().filter(|course| !course.is_empty()).collect())
    }

    async fn whole(&self, division: &str, stream: &str) -> Result<Vec<Entry>, StoreError> {
        let mut course: Vec<Entry> = Vec::new();
        loop {
            let after = course.last().map_or(0, |entry| entry.version);
            let page = self.entries(division, stream, after, ENTRIES_MAX).await?;
            if page.is_empty() {
                return Ok(course);
            }
            course.extend(page);
        }
    }

    /// Entries of a division after a sequence number, in order; at most [`ENTRIES_MAX`].
    pub async fn entries_since(
        &self,
        division: &str,
        seq: u64,
        limit: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "select {} from entry where division = $1 and seq > $2 order by seq limit $3",
            entry::COLUMNS.join(", ")
        );
        let params = vec![division.into(), seq.into(), limit.min(ENTRIES_MAX).into()];
        let rows = self.inner.store.read(Statement::new(sql, params)).await?;
        rows.iter().map(Entry::read).collect()
    }

    /// The event of an entry.
    pub fn event(&self, entry: &Entry) -> Result<D::Event, StoreError> {
        entry.event(&self.inner.domain)
    }

    /// An immutable body of the division. Kept in memory once read.
    pub async fn body(&self, division: &str, digest: [u8; 32]) -> Result<Option<Arc<D::Body>>, StoreError> {
        let key = (division.to_owned(), digest);
        let bodies = || self.inner.bodies.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(it) = bodies().get(&key) {
            return Ok(Some(Arc::clone(it)));
        }
        let Some(stored) = self.body_bytes(division, digest).await? else { return Ok(None) };
        let body = self.inner.domain.decode_body(&stored.kind, &stored.bytes);
        let body = Arc::new(body.map_err(|e| StoreError::Row(format!("a body cannot be read: {e}")))?);
        let mut bodies = bodies();
        if bodies.len() >= 10_000 {
            bodies.clear();
        }
        bodies.insert(key, Arc::clone(&body));
        Ok(Some(body))
    }

    /// An immutable body as it was stored.
    pub async fn body_bytes(
        &self,
        division: &str,
        digest: [u8; 32],
    ) -> Result<Option<crate::Body>, StoreError> {
        let statement = Statement::new(
            "select kind, bytes from body where division = $1 and digest = $2",
            vec![division.into(), digest.into()],
        );
        let rows = self.inner.store.read(statement).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        Ok(Some(crate::Body { digest, kind: row.text(0)?.into(), bytes: row.bytes(1)?.to_vec() }))
    }

    /// The head of a division; `None` before its first command.
    pub async fn head(&self, division: &str) -> Result<Option<HeadInfo>, StoreError> {
        let sql = sql::head_lock(store::Engine::Sqlite);
        let rows = self.inner.store.read(Statement::new(sql, vec![division.into()])).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let edge = Edge::from_bytes(row.count(0)?, row.bytes(1)?)
            .ok_or_else(|| StoreError::Row("the right edge does not fit the head's sequence".into()))?;
        Ok(Some(HeadInfo {
            seq: edge.size(),
            root: edge.root(),
            recorded_at: row.int(2)?,
            epoch: row.int(3)?,
        }))
    }

    /// The divisions that have a head, in order, after a given one; at most `limit`.
    pub async fn divisions(&self, after: &str, limit: u64) -> Result<Vec<String>, StoreError> {
        let statement = Statement::new(
            "select division from head where division > $1 order by division limit $2",
            vec![after.into(), limit.into()],
        );
        let rows = self.inner.store.read(statement).await?;
        rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    }
}
