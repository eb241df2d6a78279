//! A small seeded generator, so that the demonstration is the same county every time it is filled.

/// xorshift64*: good enough to scatter cases, never for secrets.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A generator from a seed.
    pub fn new(seed: u64) -> Random {
        Random(seed.max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `span`.
    pub fn below(&mut self, span: u32) -> u32 {
        ((self.next() >> 33) % u64::from(span.max(1))) as u32
    }

    /// True in so many of a hundred times.
    pub fn percent(&mut self, of_hundred: u32) -> bool {
        self.below(1000) < of_hundred * 10
    }

    /// One of a list that is not empty.
    pub fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len() as u32) as usize]
    }
}
