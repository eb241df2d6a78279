//! Numbers that cannot be: how long people waited to rate, from how many devices, how alike they are, and how the ways to
//! rate differ (F16, E7 of domain.md 6.1). What is not believed is labelled with the number that says so.

use std::collections::HashMap;

use catalogue::Digest;
use serde::{Deserialize, Serialize};

use crate::bound::{Bound, Bounds};
use crate::rating::Grade;

/// Ratings of the own channel that are looked at, at most: the latest.
pub const SAMPLE_MAX: usize = 200;

/// One rating of the own channel.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Seconds from the message to the rating.
    pub waited: i64,
    /// What was said.
    pub grade: Grade,
    /// Keyed digest of the device.
    pub device: Digest,
    /// Keyed digest of the words, where there were some.
    pub same: Option<Digest>,
}

/// Ratings counted by grade.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally(pub [u32; 5]);

impl Tally {
    /// One more.
    pub fn add(&mut self, grade: Grade, count: u32) {
        self.0[usize::from(grade.code()) - 1] += count;
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.0.iter().sum()
    }

    /// The first three grades (N48).
    pub fn satisfied(&self) -> u32 {
        self.0[..3].iter().sum()
    }

    /// The last two.
    pub fn bad(&self) -> u32 {
        self.0[3..].iter().sum()
    }

    /// 满意率 in whole percent; none where there are too few to say anything (M7).
    pub fn share(&self, bounds: &Bounds) -> Option<u32> {
        (self.all() >= u32::from(bounds.get(Bound::RatingSample)))
            .then(|| percent(self.satisfied(), self.all()))
    }
}

/// Whole percent, rounded down, so that 100 means all of them; 0 of nothing.
pub fn percent(part: u32, of: u32) -> u32 {
    if of == 0 { 0 } else { u32::try_from(u64::from(part) * 100 / u64::from(of)).unwrap_or(u32::MAX) }
}

/// What one window, or one unit, was told in some days.
#[derive(Copy, Clone, Debug)]
pub struct Sample<'a> {
    /// People who were asked.
    pub invited: u32,
    /// People who answered by their own channel.
    pub answered: u32,
    /// What they said, the oldest first; the latest [`SAMPLE_MAX`] of them.
    pub own: &'a [Heard],
    /// By their own channel, those that count.
    pub own_tally: Tally,
    /// On the tablet.
    pub tablet: Tally,
}

/// What cannot be, with the number and the bound it is over.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// Nearly everybody answered.
    Answered {
        /// Percent.
        share: u32,
        /// From which on.
        bound: u32,
    },
    /// Too many answered within seconds of the message.
    Quick {
        /// Percent.
        share: u32,
        /// Within how many seconds.
        seconds: u32,
        /// From which on.
        bound: u32,
    },
    /// Too many came from one device.
    OneDevice {
        /// Percent.
        share: u32,
        /// From which on.
        bound: u32,
    },
    /// The best grade again and again.
    Run {
        /// How many without another.
        length: u32,
        /// From which on.
        bound: u32,
    },
    /// The tablet says better things than the own telephone.
    Gap {
        /// Percent on the tablet.
        tablet: u32,
        /// Percent by the own channel.
        own: u32,
        /// From how many points on.
        bound: u32,
    },
    /// Too many wrote the same words.
    SameWords {
        /// Percent of those who wrote something.
        share: u32,
        /// From which on.
        bound: u32,
    },
}

/// A sign with what it was counted from, so that it can be checked.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignCounted {
    /// The sign.
    pub sign: Sign,
    /// How many show it; of two ways to rate how many were satisfied on the tablet.
    pub part: u32,
    /// Of how many.
    pub whole: u32,
}

/// Everything about these ratings that cannot be; nothing where there are too few to say so.
pub fn signs(sample: &Sample<'_>, bounds: &Bounds) -> Vec<Sign> {
    signs_counted(sample, bounds).into_iter().map(|it| it.sign).collect()
}

/// The same, each with what it was counted from.
pub fn signs_counted(sample: &Sample<'_>, bounds: &Bounds) -> Vec<SignCounted> {
    let get = |bound| u32::from(bounds.get(bound));
    let least = get(Bound::RatingSample);
    let mut signs = Vec::new();
    let (part, whole) = (sample.answered, sample.invited);
    let (share, bound) = (percent(part, whole), get(Bound::AnsweredPercent));
    if whole >= least && share >= bound {
        signs.push(SignCounted { sign: Sign::Answered { share, bound }, part, whole });
    }
    let heard = u32::try_from(sample.own.len()).unwrap_or(u32::MAX);
    if heard >= least {
        signs.extend(among(sample.own, heard, bounds));
    }
    if let (Some(tablet), Some(own)) = (sample.tablet.share(bounds), sample.own_tally.share(bounds)) {
        let bound = get(Bound::ChannelGap);
        if tablet >= own + bound {
            let (part, whole) = (sample.tablet.satisfied(), sample.tablet.all());
            signs.push(SignCounted { sign: Sign::Gap { tablet, own, bound }, part, whole });
        }
    }
    signs
}

fn among(own: &[Heard], heard: u32, bounds: &Bounds) -> Vec<SignCounted> {
    let get = |bound| u32::from(bounds.get(bound));
    let mut signs = Vec::new();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (seconds, bound) = (get(Bound::QuickSeconds), get(Bound::QuickPercent));
    let part = count(own.iter().filter(|it| it.waited < i64::from(seconds)).count());
    let share = percent(part, heard);
    if share >= bound {
        signs.push(SignCounted { sign: Sign::Quick { share, seconds, bound }, part, whole: heard });
    }
    let (part, bound) = (commonest(own.iter().map(|it| it.device)), get(Bound::DevicePercent));
    let share = percent(part, heard);
    if share >= bound {
        signs.push(SignCounted { sign: Sign::OneDevice { share, bound }, part, whole: heard });
    }
    let (length, bound) = (longest_run(own), get(Bound::BestRun));
    if length >= bound {
        signs.push(SignCounted { sign: Sign::Run { length, bound }, part: length, whole: heard });
    }
    let wrote = count(own.iter().filter(|it| it.same.is_some()).count());
    let (part, bound) = (commonest(own.iter().filter_map(|it| it.same)), get(Bound::SameWordsPercent));
    let share = percent(part, wrote);
    if wrote >= get(Bound::RatingSample) && share >= bound {
        signs.push(SignCounted { sign: Sign::SameWords { share, bound }, part, whole: wrote });
    }
    signs
}

/// How often the commonest comes.
fn commonest(all: impl Iterator<Item = Digest>) -> u32 {
    let mut counts: HashMap<Digest, u32> = HashMap::new();
    for it in all {
        *counts.entry(it).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// The longest run of the best grade.
fn longest_run(own: &[Heard]) -> u32 {
    let (mut run, mut longest) = (0, 0);
    for it in own {
        run = if it.grade == Grade::VerySatisfied { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
