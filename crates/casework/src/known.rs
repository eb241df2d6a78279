//! What a decision may rest on besides the case itself: the instant, the actor and the division's bodies in force.

use crate::absence::Absences;
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
    /// The instant on the pad under whose number the case was entered, where there was an outage (E21): receipt counts from it.
    pub received_at: Option<Instant>,
    /// Units, windows, posts and delegations in force (R52).
    pub organisation: &'a Organisation,
    /// Who is away (F31).
    pub absences: &'a Absences,
    /// The item revision the case is bound to (M5); for [`crate::Receive`] the published one.
    pub item: Option<&'a Item>,
    /// Digest of that revision's body.
    pub item_digest: Digest,
    /// Whether the item is live: only then may a case be opened on it (R73).
    pub item_live: bool,
    /// Whether the applicant is barred from commitments at this authority (N55).
    pub commitment_closed: bool,
    /// The calendar in force.
    pub calendar: &'a Calendar,
    /// When a light turns yellow.
    pub thresholds: Thresholds,
    /// Working days after the notice in which the document that a stop rests on is shown (F7).
    pub order_days: u16,
    /// A newer revision of the same item, where one is at hand to go over to (C19).
    pub newer: Option<&'a Item>,
    /// Whether it is this case's turn, where the number of its item is limited (N23); none where nobody looked.
    pub turn: Option<crate::quota::Turn>,
    /// Interested parties of the case and its hearing, where anybody stands on the register (N13, N18).
    pub hearing: Option<&'a Hearing>,
    /// Whether the dossier of the case is in the archive, or of one that was closed papers have left it: nothing is put into it
    /// any more.
    pub archived: bool,
    /// The next number of a series; each series is asked at most once in one decision.
    pub numbers: &'a dyn Fn(Series) -> u32,
}

impl Known<'_> {
    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// Whether no person acts but what follows by itself: from time, or from a fact of another stream. No person bears this name.
    pub(crate) fn is_by_itself(&self) -> bool {
        self.actor.as_str() == "time"
    }

    /// When what is taken in now was received: now, or as the pad says.
    pub(crate) fn receipt_at(&self) -> Instant {
        self.received_at.unwrap_or(self.now)
    }

    /// Whether a person is away today.
    pub fn is_away(&self, person: PersonId) -> bool {
        self.absences.is_away(person, self.today())
    }

    /// Whether nothing more is given to a person.
    pub fn takes_nothing(&self, person: PersonId) -> bool {
        self.absences.takes_nothing(person, self.today())
    }

    /// The case agent of an item today.
    pub(crate) fn agent_for(&self, item: &Item) -> PersonId {
        let agent = crate::agent::agent_for(self.organisation, self.absences, item, self.today());
        agent.unwrap_or(item.agent)
    }
}
