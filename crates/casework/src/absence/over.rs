//! Who stood in on days that are over: whose a case was then is asked of those days, and not of today (F31, F32).

use super::{ABSENCES_MAX, Absence, Absences};
use calendar::Day;
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// Days that are remembered: the month that a count looks back, and the one before.
pub const OVER_DAYS: i32 = 62;

/// Somebody was away, and somebody stood in, on days that are over.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoodIn {
    /// Who was away.
    pub person: PersonId,
    /// Who stood in; none where nobody did.
    pub deputy: Option<PersonId>,
    /// First day.
    pub from: Day,
    /// Last day.
    pub until: Day,
}

impl Absences {
    /// Who stood in for a person on a day, also on one that is over, or does today.
    pub fn deputy_on(&self, person: PersonId, on: Day) -> Option<PersonId> {
        // Of one absence with two deputies the first stands before the second, and ends earlier.
        let over = self.over.iter().find(|it| it.person == person && it.from <= on && on <= it.until);
        over.map_or_else(|| self.deputy_of(person, on), |it| it.deputy)
    }

    /// Whether a person had gone for good by a day: from the day on which the witness signed. Of whom no list is kept any more that
    /// is long ago.
    pub fn had_left(&self, person: PersonId, on: Day) -> bool {
        match self.closed.iter().rev().find(|it| it.leaving.person == person) {
            Some(closed) => closed.signed_at.day() <= on,
            None => self.has_left(person),
        }
    }

    /// Keeps of an absence who stood in until a day; nothing of one that had not begun by then.
    pub(super) fn keep(&mut self, absence: &Absence, last: Day) {
        let Absence { person, deputy, from, .. } = *absence;
        let until = absence.until.map_or(last, |until| until.min(last));
        // Of two changes on one day the second ends no day: who was named between them had none.
        let is_kept = self.over.iter().any(|it| (it.person, it.from, it.until) == (person, from, until));
        if from <= until && !is_kept {
            self.over.push(StoodIn { person, deputy, from, until });
        }
    }

    /// Forgets what is long over; with many absences to come the oldest too, so that the state has its bound.
    pub(super) fn forget(&mut self, today: Day) {
        let since = today.plus_days(-OVER_DAYS);
        self.over.retain(|it| it.until >= since);
        let room = ABSENCES_MAX.saturating_sub(self.list.len());
        let excess = self.over.len().saturating_sub(room);
        self.over.drain(..excess);
    }
}
