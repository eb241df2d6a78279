//! Counts of what the lanes did.

use std::sync::atomic::{AtomicU64, Ordering};

const SIZES: usize = 9;

#[derive(Debug, Default)]
pub(crate) struct Stats {
    batches: AtomicU64,
    commands: AtomicU64,
    retries: AtomicU64,
    unavailable: AtomicU64,
    sizes: [AtomicU64; SIZES],
}

/// The lanes' counters at one instant, from the start of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LedgerStats {
    /// Batches answered.
    pub batches: u64,
    /// Commands answered in them.
    pub commands: u64,
    /// Batches run again.
    pub retries: u64,
    /// Commands answered as unavailable.
    pub unavailable: u64,
    /// Batches by size: 1, 2, 3–4, 5–8, 9–16, 17–32, 33–64, 65–128, 129–256.
    pub sizes: [u64; SIZES],
}

impl LedgerStats {
    /// Commands for each batch on average; 0 before the first.
    #[must_use]
    pub fn average_batch(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a figure shown to people")]
        if self.batches == 0 { 0.0 } else { self.commands as f64 / self.batches as f64 }
    }
}

impl Stats {
    pub(crate) fn batch(&self, size: usize) {
        self.batches.fetch_add(1, Ordering::Relaxed);
        self.commands.fetch_add(size as u64, Ordering::Relaxed);
        let place = size.max(1).next_power_of_two().trailing_zeros() as usize;
        self.sizes[place.min(SIZES - 1)].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn retried(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn unavailable(&self, commands: usize) {
        self.unavailable.fetch_add(commands as u64, Ordering::Relaxed);
    }

    pub(crate) fn snapshot(&self) -> LedgerStats {
        LedgerStats {
            batches: self.batches.load(Ordering::Relaxed),
            commands: self.commands.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
            unavailable: self.unavailable.load(Ordering::Relaxed),
            sizes: std::array::from_fn(|n| self.sizes[n].load(Ordering::Relaxed)),
        }
    }
}
