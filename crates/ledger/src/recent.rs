//! The newest entries of each division, kept as they were committed, so that whoever follows does not read them back.

use std::collections::{HashMap, VecDeque};

use crate::Entry;

/// The most entries that are kept of a division.
const ENTRIES_MAX: usize = 4_096;
/// The most bytes that they may say together.
const BYTES_MAX: usize = 4 * 1024 * 1024;
/// The most divisions of which something is kept.
const DIVISIONS_MAX: usize = 64;

/// Entries that follow one another without a gap, each with its event.
struct Tail<E> {
    entries: VecDeque<(Entry, E)>,
    bytes: usize,
}

/// What was committed of late. Entries never change, so that what is kept is right for ever.
pub(crate) struct Recent<E>(HashMap<String, Tail<E>>);

impl<E> Default for Recent<E> {
    fn default() -> Self {
        Recent(HashMap::new())
    }
}

impl<E> Tail<E> {
    fn drop_first(&mut self) {
        if let Some((entry, _)) = self.entries.pop_front() {
            self.bytes -= entry.payload.len();
        }
    }
}

impl<E> Recent<E> {
    /// Keeps what a batch has committed in a division. Where another instance wrote in between, it begins anew.
    pub(crate) fn add(&mut self, division: &str, new: Vec<(Entry, E)>) {
        let Some((first, _)) = new.first() else { return };
        if self.0.len() >= DIVISIONS_MAX && !self.0.contains_key(division) {
            self.0.clear();
        }
        let empty = || Tail { entries: VecDeque::new(), bytes: 0 };
        let tail = self.0.entry(division.to_owned()).or_insert_with(empty);
        if tail.entries.back().is_some_and(|(last, _)| last.seq + 1 != first.seq) {
            tail.entries.clear();
            tail.bytes = 0;
        }
        for (entry, event) in new {
            tail.bytes += entry.payload.len();
            tail.entries.push_back((entry, event));
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

    fn kept(seqs: std::ops::RangeInclusive<u64>) -> Recent<u64> {
        let mut recent = Recent::default();
        recent.add("d", seqs.map(|seq| entry(seq, 1)).collect());
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
        recent.add("d", vec![entry(10, 1)]);
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
        recent.add("d", vec![entry(12, 1), entry(13, 1)]);
        assert!(recent.take("d", 9, 9).is_empty(), "entries 10 and 11 came from elsewhere");
        assert_eq!(seqs(&recent.take("d", 11, 9)), [12, 13]);
    }

    #[test]
    fn it_is_bounded_in_entries_bytes_and_divisions() {
        let mut recent = kept(1..=ENTRIES_MAX as u64 + 1);
        assert!(recent.take("d", 0, 9).is_empty());
        assert_eq!(seqs(&recent.take("d", 1, 1)), [2]);
        let mut recent = Recent::default();
        for seq in 1..=5 {
            recent.add("d", vec![entry(seq, BYTES_MAX / 4)]);
        }
        assert!(recent.take("d", 0, 9).is_empty());
        assert_eq!(seqs(&recent.take("d", 1, 9)), [2, 3, 4, 5]);
        assert_eq!(recent.0["d"].bytes, 0);
        for n in 0..DIVISIONS_MAX {
            recent.add(&format!("of {n}"), vec![entry(1, 1)]);
        }
        assert!(recent.0.len() <= DIVISIONS_MAX);
    }
}
