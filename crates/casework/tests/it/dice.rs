//! Dice for walks at random: the same on every machine, and a new throw in every run.

use std::hash::{BuildHasher, RandomState};

/// The seed of the one walk that is to be walked again.
const AGAIN: &str = "YIMEN_WALK_SEED";

/// A small linear congruential generator.
pub struct Dice(u64);

impl Dice {
    /// Stirs the seed (splitmix), so that neighbours do not begin alike.
    pub fn new(seed: u64) -> Dice {
        let seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let seed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let seed = (seed ^ (seed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Dice(seed ^ (seed >> 31))
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % n
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One in so many.
    pub fn rarely(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Seeds of so many walks, new in every run; where `YIMEN_WALK_SEED` names one, that one alone.
pub fn seeds(walks: u64) -> Vec<u64> {
    if let Ok(again) = std::env::var(AGAIN) {
        return vec![again.parse().expect("YIMEN_WALK_SEED is the number that a failed walk printed")];
    }
    // What a hash map draws its keys from: new in every process, and no clock is read.
    let first = RandomState::new().hash_one(walks) >> 1;
    (first..first + walks).collect()
}

/// What whoever reads a failed walk needs to walk it again.
pub fn again(seed: u64) -> String {
    format!("{AGAIN}={seed}")
}
