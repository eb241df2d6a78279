//! Step 5: the statements that make a batch stand.

use store::{Engine, Statement, StoreError, Value};

use crate::entry::Entry;
use crate::memory::{Overlay, Pending};
use crate::merkle::Edge;
use crate::{Domain, sql};

/// The longest stored state.
pub(crate) const STATE_BYTES_MAX: usize = 64 * 1024;

/// Entries, streams, rows, counters, bodies, particulars, outbox and head; answers the new right edge.
pub(crate) fn statements<D: Domain>(
    domain: &D,
    engine: Engine,
    division: &str,
    overlay: &mut Overlay<D>,
    mut edge: Edge,
    out: &mut Vec<Statement>,
) -> Result<Edge, StoreError> {
    entries(domain, engine, division, overlay, &mut edge, out)?;
    let mut streams: Vec<_> = overlay.streams.iter().collect();
    streams.sort_by_key(|(name, _)| name.as_str());
    let mut values = Vec::with_capacity(streams.len() * 10);
    let mut rows = Vec::new();
    for (name, stream) in streams {
        let state = domain.encode_state(&stream.state);
        if state.len() > STATE_BYTES_MAX {
            return Err(StoreError::TooLong(format!("the state of {name} has {} bytes", state.len())));
        }
        let wake_at = domain.due(&stream.state);
        values.extend([
            division.into(),
            name.into(),
            state.into(),
            stream.version.into(),
            domain.shape(name).into(),
            stream.epoch.into(),
            stream.touched_version.into(),
            (&stream.touched_by).into(),
            stream.touched_at.into(),
            wake_at.into(),
        ]);
        rows.extend(domain.rows(division, name, &stream.state, wake_at).into_iter().map(sql::row_write));
    }
    sql::STREAM_ROWS.statements(engine, values, out);
    out.extend(rows);
    let mut counters: Vec<_> = overlay.counters.iter().collect();
    counters.sort();
    for (series, last) in counters {
        let params = vec![
            division.into(),
            (&*series.issuer).into(),
            (&*series.kind).into(),
            (&*series.period).into(),
            (*last).into(),
        ];
        out.push(Statement::new(sql::COUNTER_WRITE, params));
    }
    for body in overlay.new_bodies.drain(..) {
        let params = vec![division.into(), body.digest.into(), body.kind.into(), body.bytes.into()];
        out.push(Statement::new(sql::BODY_WRITE, params));
    }
    out.append(&mut overlay.with);
    let head = vec![
        division.into(),
        edge.size().into(),
        edge.to_bytes().into(),
        overlay.recorded_at.into(),
        overlay.epoch.into(),
    ];
    out.push(Statement::new(sql::HEAD_WRITE, head));
    Ok(edge)
}

fn entries<D: Domain>(
    domain: &D,
    engine: Engine,
    division: &str,
    overlay: &mut Overlay<D>,
    edge: &mut Edge,
    out: &mut Vec<Statement>,
) -> Result<(), StoreError> {
    let pending = std::mem::take(&mut overlay.pending);
    let mut salts = vec![0; pending.len() * 16];
    getrandom::fill(&mut salts).map_err(|e| StoreError::Io(format!("no random bytes: {e}")))?;
    let mut values: Vec<Value> = Vec::with_capacity(pending.len() * 13);
    let mut outbox = Vec::new();
    for (pending, salt) in pending.into_iter().zip(salts.as_chunks::<16>().0) {
        let Pending { stream, version, event, actor, occurred_at, command_id, content, effects } = pending;
        let (kind, payload) = domain.encode(&event);
        let mut entry = Entry {
            division: division.into(),
            seq: edge.size() + 1,
            stream,
            version,
            kind: kind.into(),
            payload,
            actor,
            occurred_at,
            recorded_at: overlay.now,
            command_id,
            content,
            salt: *salt,
            leaf: [0; 32],
        };
        entry.leaf = entry.leaf_of();
        edge.push(entry.leaf);
        for (n, effect) in effects.into_iter().enumerate() {
            outbox.push(Statement::new(
                sql::OUTBOX_WRITE,
                vec![
                    division.into(),
                    effect.recipient.into(),
                    entry.seq.into(),
                    n.into(),
                    effect.kind.into(),
                    effect.payload.into(),
                    overlay.now.into(),
                ],
            ));
        }
        entry.values(&mut values);
    }
    sql::ENTRIES.statements(engine, values, out);
    out.append(&mut outbox);
    Ok(())
}
