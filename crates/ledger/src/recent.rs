//! The newest entries of each division and what the streams came to with them, kept as they were committed, so that whoever
//! follows does not read them back.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use crate::Entry;

/// The most entries that are kept of a division.
const ENTRIES_MAX: usize = 4_096;
/// The most bytes that they may say together.
const BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most streams of a division of which the state is kept: twice as many at most.
const STATES_MAX: usize = 1_024;
/// The most divisions of which something is kept.
const DIVISIONS_MAX: usize = 64;

/// Entries that follow one another without a gap, each with its event.
struct Tail<E, S> {
    entries: VecDeque<(Entry, E)>,
    bytes: usize,
    /// The last entry that was committed, though it may have been taken.
    last: u64,
    /// Streams as they stand with that entry; those of before make room first.
    states: HashMap<String, Arc<S>>,
    before: HashMap<String, Arc<S>>,
}

/// What was committed of late. Entries never change, so that what is kept of them is right for ever; a state is right with the last
/// entry that was committed from here.
pub(crate) struct Recent<E, S>(HashMap<String, Tail<E, S>>);

impl<E, S> Default for Recent<E, S> {
    fn default() -> Self {
        Recent(HashMap::new())
    }
}

impl<E, S> Default for Tail<E, S> {
    fn default() -> Self {
        let (states, before) = (HashMap::new(), HashMap::new());
        Tail { entries: VecDeque::new(), bytes: 0, last: 0, states, before }
    }
}

impl<E, S> Tail<E, S> {
    fn drop_first(&mut self) {
        if let Some((entry, _)) = self.entries.pop_front() {
            self.bytes -= entry.payload.len();
        }
    }
}

impl<E, S> Recent<E, S> {
    /// Keeps what a batch has committed in a division: its entries, and the streams that it changed. Where another instance wrote
    /// in between, it begins anew.
    pub(crate) fn add<'a>(
        &mut self,
        division: &str,
        new: Vec<(Entry, E)>,
        states: impl Iterator<Item = (&'a String, Arc<S>)>,
    ) {
        let Some((first, _)) = new.first() else { return };
        if self.0.len() >= DIVISIONS_MAX && !self.0.contains_key(division) {
            self.0.clear();
        }
        let tail = self.0.entry(division.to_owned()).or_default();
        if tail.last + 1 != first.seq {
            *tail = Tail::default();
        }
        for (entry, event) in new {
            tail.bytes += entry.payload.len();
            tail.last = entry.seq;
            tail.entries.push_back((entry, event));
        }
        for (stream, state) in states {
            if tail.states.len() >= STATES_MAX {
                tail.before = std::mem::take(&mut tail.states);
            }
            tail.before.remove(stream);
            tail.states.insert(stream.clone(), state);
        }
        while tail.entries.len() > ENTRIES_MAX || tail.bytes > BYTES_MAX {
            tail.drop_first();
        }
    }

    /// Takes out the entries of a division after a place, in order, at most `limit`; none where what follows it is not at
    /// hand. What is older goes too: who reads from there reads the table.
    pub(crate) fn take(&mut self, division: &str, since: u64, limit: usize) -> Vec<(Entry, E)> {
        let Some(tail) = self.0.get_mut(division) else { return Vec::new() };
        if tail.entries.front().is_none_or(|(first, _)| first.seq > since + 1) {
            return Vec::new();
        }
        while tail.entries.front().is_some_and(|(first, _)| first.seq <= since) {
            tail.drop_first();
        }
        let taken: Vec<_> = tail.entries.drain(..limit.min(tail.entries.len())).collect();
        tail.bytes -= taken.iter().map(|(entry, _)| entry.payload.len()).sum::<usize>();
        taken
    }

    /// A stream as it stands with an entry of its division or with a later one; none where that is not at hand.
    pub(crate) fn state(&self, division: &str, stream: &str, since: u64) -> Option<Arc<S>> {
        // What another instance has written after the last entry of ours is not known here.
        let tail = self.0.get(division).filter(|tail| tail.last >= since)?;
        tail.states.get(stream).or_else(|| tail.before.get(stream)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u64, bytes: usize) -> (Entry, u64) {
        let entry = Entry {
            division: "d".into(),
            seq,
            stream: "s".into(),
            version: seq,
            kind: "k".into(),
            payload: vec![0; bytes],
            actor: "a".into(),
            occurred_at: None,
            recorded_at: 0,
            command_id: [0; 16],
            content: [0; 32],
            salt: [0; 16],
            leaf: [0; 32],
        };
        (entry, seq)
    }

    fn add(recent: &mut Recent<u64, u64>, division: &str, new: Vec<(Entry, u64)>) {
        recent.add(division, new, std::iter::empty());
    }

    fn kept(seqs: std::ops::RangeInclusive<u64>) -> Recent<u64, u64> {
        let mut recent = Recent::default();
        add(&mut recent, "d", seqs.map(|seq| entry(seq, 1)).collect());
        recent
    }

    fn seqs(taken: &[(Entry, u64)]) -> Vec<u64> {
        assert!(taken.iter().all(|(entry, event)| entry.seq == *event));
        taken.iter().map(|(entry, _)| entry.seq).collect()
    }

    #[test]
    fn what_follows_a_place_is_taken_once_and_in_order() {
        let mut recent = kept(5..=9);
        assert_eq!(seqs(&recent.take("d", 5, 2)), [6, 7]);
        assert_eq!(seqs(&recent.take("d", 7, 9)), [8, 9]);
        assert!(recent.take("d", 9, 9).is_empty());
        add(&mut recent, "d", vec![entry(10, 1)]);
        assert_eq!(seqs(&recent.take("d", 9, 9)), [10]);
    }

    #[test]
    fn what_does_not_follow_is_read_elsewhere() {
        let mut recent = kept(5..=9);
        assert!(recent.take("d", 3, 9).is_empty(), "entry 4 is not at hand");
        assert!(recent.take("other", 4, 9).is_empty());
        assert_eq!(seqs(&recent.take("d", 4, 9)), [5, 6, 7, 8, 9]);
    }

    #[test]
    fn after_a_gap_it_begins_anew() {
        let mut recent = kept(5..=9);
        add(&mut recent, "d", vec![entry(12, 1), entry(13, 1)]);
        assert!(recent.take("d", 9, 9).is_empty(), "entries 10 and 11 came from elsewhere");
        assert_eq!(seqs(&recent.take("d", 11, 9)), [12, 13]);
    }

    #[test]
    fn a_state_is_at_hand_while_nobody_else_writes() {
        let change = |recent: &mut Recent<u64, u64>, seq: u64, streams: &[&str]| {
            let names: Vec<String> = streams.iter().map(|it| (*it).to_owned()).collect();
            recent.add("d", vec![entry(seq, 1)], names.iter().map(|it| (it, Arc::new(seq))));
        };
        let mut recent = Recent::default();
        change(&mut recent, 5, &["a", "b"]);
        change(&mut recent, 6, &["b"]);
        let state = |recent: &Recent<u64, u64>, stream, since| recent.state("d", stream, since).map(|it| *it);
        assert_eq!((state(&recent, "a", 6), state(&recent, "b", 6)), (Some(5), Some(6)));
        assert_eq!((state(&recent, "c", 6), recent.state("e", "a", 0)), (None, None));
        assert_eq!(state(&recent, "a", 7), None, "entry 7 came from elsewhere and may have changed it");
        // Taken or not, nothing was written in between.
        recent.take("d", 4, 9);
        change(&mut recent, 7, &["c"]);
        assert_eq!(state(&recent, "a", 7), Some(5));
        change(&mut recent, 9, &["c"]);
        assert_eq!(
            (state(&recent, "a", 9), state(&recent, "c", 9)),
            (None, Some(9)),
            "entry 8 may have changed it"
        );
        // The oldest make room, and a stream that is changed again is known by its last state.
        let names: Vec<String> = (0..=2 * STATES_MAX).map(|n| format!("s{n}")).collect();
        for (name, seq) in names.iter().zip(10..) {
            change(&mut recent, seq, &[name, "c"]);
        }
        let tail = &recent.0["d"];
        assert!(tail.states.len() <= STATES_MAX && tail.before.len() <= STATES_MAX);
        let last = tail.last;
        assert_eq!(state(&recent, "s0", last), None);
        assert_eq!(
            (state(&recent, "c", last), state(&recent, &names[2 * STATES_MAX], last)),
            (Some(last), Some(last))
        );
    }

    #[test]
    fn it_is_bounded_in_entries_bytes_and_divisions() {
        let mut recent = kept(1..=ENTRIES_MAX as u64 + 1);
        assert!(recent.take("d", 0, 9).is_empty());
        assert_eq!(seqs(&recent.take("d", 1, 1)), [2]);
        let mut recent = Recent::default();
        for seq in 1..=5 {
            add(&mut recent, "d", vec![entry(seq, BYTES_MAX / 4)]);
        }
        assert!(recent.take("d", 0, 9).is_empty());
        assert_eq!(seqs(&recent.take("d", 1, 9)), [2, 3, 4, 5]);
        assert_eq!(recent.0["d"].bytes, 0);
        for n in 0..DIVISIONS_MAX {
            add(&mut recent, &format!("of {n}"), vec![entry(1, 1)]);
        }
        assert!(recent.0.len() <= DIVISIONS_MAX);
    }
}
