//! Step 5: the rows that make a batch stand.

use store::{Changed, StoreError, Value, Writes};

use crate::entry::Entry;
use crate::memory::{Memory, Overlay, Pending, Slot};
use crate::merkle::Edge;
use crate::{Domain, sql};

/// The longest stored state.
pub(crate) const STATE_BYTES_MAX: usize = 64 * 1024;

/// Entries, streams, rows, counters, bodies, particulars, outbox and head; answers the new right edge. With `unlocked`, the
/// ids of the batch's commands, the head was not locked: it is moved first, and only from where it is known to stand.
pub(crate) fn writes<D: Domain>(
    domain: &D,
    division: &str,
    memory: &Memory<D>,
    overlay: &mut Overlay<D>,
    unlocked: Option<&[Value]>,
    out: &mut Writes,
) -> Result<Edge, StoreError> {
    let mut edge = memory.head.as_ref().expect("a batch has read the head").edge.clone();
    entries(domain, division, overlay, &mut edge, out)?;
    let mut streams: Vec<_> = overlay.streams.iter().collect();
    streams.sort_by_key(|(name, _)| name.as_str());
    let mut rows = sql::streams();
    let mut images = Vec::new();
    for (name, stream) in streams {
        let state = domain.encode_state(&stream.state);
        if state.len() > STATE_BYTES_MAX {
            return Err(StoreError::TooLong(format!("the state of {name} has {} bytes", state.len())));
        }
        let wake_at = domain.due(&stream.state);
        // Rows written in another shape may be anything.
        let before = match memory.slot(name) {
            Some(Slot::Here(it)) if !it.replayed => Some((it, domain.due(&it.state))),
            _ => None,
        };
        let mut changed = Changed::ALL;
        if let Some((it, due)) = &before {
            if it.epoch == stream.epoch {
                changed = changed.without(sql::STREAM_EPOCH);
            }
            if *due == wake_at {
                changed = changed.without(sql::STREAM_WAKE_AT);
            }
        }
        rows.changed.push(changed);
        rows.values.extend([
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
        let [before, now] = match before {
            Some((it, due)) => {
                domain.rows_between(division, name, (&it.state, due), (&stream.state, wake_at))
            }
            None => [Vec::new(), domain.rows(division, name, &stream.state, wake_at)],
        };
        // What a row was before stands.
        images.extend(now.into_iter().filter(|image| !before.contains(image)).map(|image| {
            let was = before.iter().find(|it| it.is_the_row_of(&image));
            let changed = was.map_or(Changed::ALL, |was| Changed::between(&was.values, &image.values));
            (image, changed)
        }));
    }
    out.rows.push(rows);
    let mut counters: Vec<_> = overlay.counters.iter().collect();
    counters.sort();
    let mut rows = sql::counters();
    for (series, last) in counters {
        rows.values.extend([
            division.into(),
            (&*series.issuer).into(),
            (&*series.kind).into(),
            (&*series.period).into(),
            (*last).into(),
        ]);
    }
    out.rows.push(rows);
    let mut rows = sql::bodies();
    for body in overlay.new_bodies.drain(..) {
        rows.values.extend([division.into(), body.digest.into(), body.kind.into(), body.bytes.into()]);
    }
    out.rows.push(rows);
    images.extend(overlay.with.drain(..).map(|image| (image, Changed::ALL)));
    sql::row_writes(images, out);
    let row: [Value; 5] = [
        division.into(),
        edge.size().into(),
        edge.to_bytes().into(),
        overlay.recorded_at.into(),
        overlay.epoch.into(),
    ];
    match (unlocked, &memory.head) {
        (Some(commands), Some(known)) => {
            let known: [Value; 4] = [
                known.seq().into(),
                known.edge.to_bytes().into(),
                known.recorded_at.into(),
                known.epoch.into(),
            ];
            let before: Vec<Value> = row.into_iter().chain(known).collect();
            sql::HEAD_MOVE.statements(&before, commands, &mut out.first);
        }
        _ => {
            let mut head = sql::heads();
            head.values.extend(row);
            out.rows.push(head);
        }
    }
    Ok(edge)
}

fn entries<D: Domain>(
    domain: &D,
    division: &str,
    overlay: &mut Overlay<D>,
    edge: &mut Edge,
    out: &mut Writes,
) -> Result<(), StoreError> {
    let pending = std::mem::take(&mut overlay.pending);
    let mut salts = vec![0; pending.len() * 16];
    getrandom::fill(&mut salts).map_err(|e| StoreError::Io(format!("no random bytes: {e}")))?;
    let (mut rows, mut outbox) = (sql::entries(), sql::outbox());
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
            outbox.values.extend([
                division.into(),
                effect.recipient.into(),
                entry.seq.into(),
                n.into(),
                effect.kind.into(),
                effect.payload.into(),
                0.into(),
                overlay.now.into(),
            ]);
        }
        entry.clone().values(&mut rows.values);
        overlay.entries.push((entry, event));
    }
    out.rows.extend([rows, outbox]);
    Ok(())
}
