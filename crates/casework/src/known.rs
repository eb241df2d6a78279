//! What a decision may rest on besides the case itself: the instant, the actor and the division's bodies in force.

use crate::hearing::Hearing;
use crate::number::Series;
use calendar::{Calendar, Day, Instant, Thresholds};
use catalogue::{Digest, Item, Organisation, PersonId};

/// Everything a decision knows.  All of it comes from earlier entries of the same division, so that an auditor can
/// repeat every decision.
#[derive(Copy, Clone)]
pub struct Known<'a> {
    /// The lane's instant; nobody types it (M1).
    pub now: Instant,
    /// Who acts.
    pub actor: PersonId,
    /// Units, windows, posts and delegations in force (R52).
    pub organisation: &'a Organisation,
    /// The item revision the case is bound to (M5); for [`crate::Receive`] the published one.
    pub item: Option<&'a Item>,
    /// Digest of that revision's body.
    pub item_digest: Digest,
    /// Whether the item is live: only then may a case be opened on it (R73).
    pub item_live: bool,
    /// The calendar in force.
    pub calendar: &'a Calendar,
    /// When a light turns yellow.
    pub thresholds: Thresholds,
    /// Interested parties of the case and its hearing, where anybody stands on the register (N13, N18).
    pub hearing: Option<&'a Hearing>,
    /// The next number of a series; each series is asked at most once in one decision.
    pub numbers: &'a dyn Fn(Series) -> u32,
}

impl Known<'_> {
    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Day {
        self.now.day()
    }
}
