//! What a finding was counted from, kept in it, so that it can be checked when samples and ratings are gone (F4, F6, F7, F8,
//! F16, M7).

use calendar::Day;
use serde::{Deserialize, Serialize};

use crate::figure::Share;
use crate::kolmogorov::Compared;
use crate::later::OfUnit;
use crate::rating::{SignCounted, Tally};
use crate::reconciliation::OfList;

/// Entries of what was counted that a finding names, at most: the latest of those that show it.
pub const ENTRIES_MAX: usize = 5;
/// Signs that one group of ratings can show.
pub const SIGNS_MAX: usize = 6;

/// The evidence of a finding that rests on many entries.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// First day that was counted.
    pub from: Day,
    /// Last day that was counted.
    pub until: Day,
    /// What was counted.
    pub counted: Counted,
    /// Some of the entries, the latest first, of acts on leave the first ones; 0 where there are no more.
    pub entries: [u64; ENTRIES_MAX],
}

/// What was counted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// A part of a whole.
    Share {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// Times of steps beside those of the other units.
    Steps {
        /// How many steps.
        own: u64,
        /// How many of the others.
        others: u64,
        /// Minutes within which half of them were done.
        own_half: u32,
        /// Minutes within which half of the others' were done.
        others_half: u32,
        /// The greatest distance of the two distributions, in thousandths.
        distance: u32,
        /// What chance exceeds once in a thousand times, in thousandths.
        critical: u32,
    },
    /// Ratings, with every sign that they cannot be as they are.
    Ratings {
        /// People who were asked.
        invited: u32,
        /// Of these, who answered by their own channel.
        answered: u32,
        /// By the own channel, those that count.
        own: Tally,
        /// On the tablet.
        tablet: Tally,
        /// The signs, each with its number, its bound and its counts.
        signs: [Option<SignCounted>; SIGNS_MAX],
    },
    /// Later cases of who rated badly or complained, beside the others of the same unit.
    Later(OfUnit),
    /// A list of a unit that nobody compared.
    Uncompared(OfList),
}

impl Evidence {
    /// The entries it names.
    pub fn entries(&self) -> impl Iterator<Item = u64> {
        self.entries.into_iter().filter(|entry| *entry > 0)
    }

    /// So many of these entries as are kept: the first ones.
    pub fn some_of(all: &[u64]) -> [u64; ENTRIES_MAX] {
        let mut some = [0; ENTRIES_MAX];
        for (place, entry) in some.iter_mut().zip(all) {
            *place = *entry;
        }
        some
    }
}

impl From<Share> for Counted {
    fn from(Share { part, whole }: Share) -> Counted {
        Counted::Share { part, whole }
    }
}

impl From<&Compared> for Counted {
    fn from(it: &Compared) -> Counted {
        Counted::Steps {
            own: it.own,
            others: it.others,
            own_half: it.own_half,
            others_half: it.others_half,
            distance: it.per_mille(),
            critical: it.critical_per_mille(),
        }
    }
}
