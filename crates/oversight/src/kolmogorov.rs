//! Whether two samples of times can come from one distribution: the two-sample test of Kolmogorov and Smirnov, in whole
//! numbers (F6).

use std::collections::BTreeMap;

/// Times in minutes, each with how often it was seen.
pub type Times = BTreeMap<u32, u64>;

/// Minutes beyond which a time is counted as so many: two years.
const MINUTES_MAX: i64 = 1_000_000;
/// Times below this are counted as they are.
const EXACT: u32 = 100;
/// The square of the factor of the critical value at a probability of 0.1 %, in millionths: ln(2 / 0.001) / 2.
const CRITICAL: u128 = 3_800_451;

/// A time as it is counted: of longer ones only the first two digits, so that a month has few different ones.
pub fn coarse(minutes: i64) -> u32 {
    let minutes = u32::try_from(minutes.clamp(0, MINUTES_MAX)).unwrap_or(0);
    let mut unit = 1;
    while minutes / unit >= EXACT {
        unit *= 10;
    }
    minutes / unit * unit
}

/// A sample beside that of the others.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// How many there are.
    pub own: u64,
    /// How many the others have.
    pub others: u64,
    /// Minutes within which half of them were done.
    pub own_half: u32,
    /// Minutes within which half of the others' were done.
    pub others_half: u32,
    /// The greatest lead of the own share done within a time over that of the others; of `own * others`.
    ahead: u128,
    /// The greatest lead of the others, likewise.
    behind: u128,
}

/// Puts two samples side by side; nothing where one of them is empty.
pub fn compare(own: &Times, others: &Times) -> Option<Compared> {
    let sum = |times: &Times| times.values().sum::<u64>();
    let (n, m) = (sum(own), sum(others));
    if n == 0 || m == 0 {
        return None;
    }
    let (mut ahead, mut behind) = (0, 0);
    let (mut own_done, mut others_done) = (0, 0);
    let mut minutes: Vec<u32> = own.keys().chain(others.keys()).copied().collect();
    minutes.sort_unstable();
    minutes.dedup();
    for at in minutes {
        own_done += own.get(&at).copied().unwrap_or(0);
        others_done += others.get(&at).copied().unwrap_or(0);
        let (lead, lag) = (u128::from(own_done) * u128::from(m), u128::from(others_done) * u128::from(n));
        ahead = ahead.max(lead.saturating_sub(lag));
        behind = behind.max(lag.saturating_sub(lead));
    }
    let (own_half, others_half) = (half(own, n), half(others, m));
    Some(Compared { own: n, others: m, own_half, others_half, ahead, behind })
}

/// The time within which at least half were done.
fn half(times: &Times, all: u64) -> u32 {
    let mut done = 0;
    let within = times.iter().find_map(|(minutes, count)| {
        done += count;
        (done >= all.div_ceil(2)).then_some(*minutes)
    });
    within.unwrap_or(0)
}

impl Compared {
    /// The statistic D in thousandths, rounded half up.
    pub fn per_mille(&self) -> u32 {
        let whole = self.pairs();
        u32::try_from((self.distance() * 1_000 + whole / 2) / whole).unwrap_or(1_000)
    }

    /// The critical value at 0.1 %, in thousandths, rounded down; of small samples it may be above 1000.
    pub fn critical_per_mille(&self) -> u32 {
        let both = u128::from(self.own) + u128::from(self.others);
        u32::try_from((CRITICAL * both / self.pairs()).isqrt()).unwrap_or(u32::MAX)
    }

    /// Whether so great a distance comes about by chance less than once in a thousand times.
    pub fn is_unlike(&self) -> bool {
        let both = u128::from(self.own) + u128::from(self.others);
        let (distance, pairs) = (self.distance(), self.pairs());
        distance.saturating_mul(distance).saturating_mul(1_000_000)
            > CRITICAL.saturating_mul(both).saturating_mul(pairs)
    }

    /// Whether they are the quicker ones where the two lie farthest apart.
    pub fn is_quicker(&self) -> bool {
        self.ahead > self.behind
    }

    /// Half of them were done in so many percent of the time of the others; nothing where the others took none.
    pub fn percent(&self) -> Option<u32> {
        let percent = (u64::from(self.own_half) * 100).checked_div(u64::from(self.others_half))?;
        u32::try_from(percent).ok()
    }

    fn distance(&self) -> u128 {
        self.ahead.max(self.behind)
    }

    fn pairs(&self) -> u128 {
        u128::from(self.own) * u128::from(self.others)
    }
}
