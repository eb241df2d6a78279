//! Reading streams, bodies and numbers back from their tables; states of an old shape are replayed.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use store::{Output, Row, Statement, StoreError, Value};

use crate::memory::{Head, Memory, Past, Slot, Stream};
use crate::merkle::Edge;
use crate::{Domain, sql};

/// A stream row as it is stored.
pub(crate) struct Stored<D: Domain> {
    pub(crate) name: String,
    pub(crate) stream: Stream<D>,
    /// The state has another shape: replay it.
    pub(crate) stale: bool,
}

/// Reads a row of [`sql::STREAM_COLUMNS`]. A state that cannot be read is replayed too.
pub(crate) fn stream_of<D: Domain>(domain: &D, row: &Row) -> Result<Stored<D>, StoreError> {
    let name = row.text(0)?.to_owned();
    let shape = row.int(3)?;
    let decoded = (shape == domain.shape(&name))
        .then(|| domain.decode_state(&name, row.bytes(1)?).map_err(|e| StoreError::Row(e.to_string())))
        .transpose();
    let (state, stale) = match decoded {
        Ok(Some(state)) => (state, false),
        Ok(None) | Err(StoreError::Row(_)) => (domain.empty(&name), true),
        Err(e) => return Err(e),
    };
    let stream = Stream {
        state,
        version: row.count(2)?,
        epoch: row.int(4)?,
        touched_version: row.count(5)?,
        touched_by: row.text(6)?.to_owned(),
        touched_at: row.int(7)?,
        replayed: false,
    };
    Ok(Stored { name, stream, stale })
}

/// The next page of a replay.
pub(crate) fn replay_page(division: &str, stream: &str, after: u64) -> Statement {
    Statement::new(sql::REPLAY, vec![division.into(), stream.into(), after.into()])
}

/// Evolves a state by a page of [`sql::REPLAY`]; answers the last version, or why an entry cannot be read.
pub(crate) fn replay_rows<D: Domain>(
    domain: &D,
    mut state: D::State,
    after: u64,
    rows: &[Row],
) -> Result<Result<(D::State, u64), String>, StoreError> {
    let mut version = after;
    for row in rows {
        let event = match domain.decode(row.text(0)?, row.bytes(1)?) {
            Ok(it) => it,
            Err(e) => return Ok(Err(e.to_string())),
        };
        state = domain.evolve(state, &event);
        version = row.count(2)?;
    }
    Ok(Ok((state, version)))
}

/// A stream that was replayed to `version`, as a slot.
pub(crate) fn replayed_slot<D: Domain>(
    mut stream: Stream<D>,
    state: Result<D::State, String>,
    version: u64,
) -> Slot<D> {
    match state {
        Ok(_) if version != stream.version => {
            Slot::Broken(format!("its entries end at version {version}, its row says {}", stream.version))
        }
        Ok(state) => {
            stream.state = state;
            stream.replayed = true;
            Slot::Here(Arc::new(stream))
        }
        Err(why) => Slot::Broken(why),
    }
}

/// Adds a row of [`sql::COMMANDS`], an entry, to what is known of its command.
pub(crate) fn past_add(past: &mut HashMap<[u8; 16], Past>, row: &Row) -> Result<(), StoreError> {
    let (seq, version) = (row.count(4)?, row.count(5)?);
    match past.entry(row.array(0)?) {
        Entry::Occupied(mut known) => {
            let it = known.get_mut();
            it.first_seq = it.first_seq.min(seq);
            it.last_seq = it.last_seq.max(seq);
            it.version = it.version.max(version);
        }
        Entry::Vacant(place) => {
            place.insert(Past {
                stream: row.text(1)?.to_owned(),
                actor: row.text(2)?.to_owned(),
                content: row.array(3)?,
                first_seq: seq,
                last_seq: seq,
                version,
                at: row.int(6)?,
            });
        }
    }
    Ok(())
}

pub(crate) fn head_of(row: &Row) -> Result<Head, StoreError> {
    let edge = Edge::from_bytes(row.count(0)?, row.bytes(1)?)
        .ok_or_else(|| StoreError::Row("the right edge does not fit the head's sequence".into()))?;
    Ok(Head { edge, recorded_at: row.int(2)?, epoch: row.int(3)? })
}

/// Step 3: what another instance has written since is forgotten.
pub(crate) fn evict_missed<D: Domain>(
    memory: &mut Memory<D>,
    head: &Head,
    missed: &[Row],
) -> Result<(), StoreError> {
    let forward = memory.head.as_ref().is_some_and(|known| known.seq() < head.seq());
    memory.counters.clear();
    if !forward || missed.len() > 1000 || missed.is_empty() {
        memory.clear();
        return Ok(());
    }
    for row in missed {
        memory.evict(row.text(0)?);
    }
    Ok(())
}

/// Keeps what was loaded; answers the streams that have to be replayed.
pub(crate) fn keep_streams<D: Domain>(
    domain: &D,
    memory: &mut Memory<D>,
    output: &Output,
) -> Result<Vec<Stored<D>>, StoreError> {
    let mut stale = Vec::new();
    for row in &output.rows {
        let stored = stream_of(domain, row)?;
        if stored.stale {
            stale.push(stored);
        } else {
            memory.keep(stored.name, Slot::Here(Arc::new(stored.stream)));
        }
    }
    Ok(stale)
}

pub(crate) fn keep_absent<D: Domain>(memory: &mut Memory<D>, asked: Vec<String>, stale: &[Stored<D>]) {
    for stream in asked {
        if !memory.knows(&stream) && !stale.iter().any(|it| it.name == stream) {
            memory.keep(stream, Slot::Absent);
        }
    }
}

/// Keys for a [`sql::KeyQuery`].
pub(crate) fn keys<T: Into<Value>>(list: impl IntoIterator<Item = T>) -> Vec<Value> {
    list.into_iter().map(Into::into).collect()
}
