//! What the monitoring points find in a hand-over that nobody takes: it shows in no entry, for nothing is entered (F30).

use calendar::{Calendar, Day, Instant};
use catalogue::PersonId;

use crate::bound::{Bound, Bounds};
use crate::look::Fired;
use crate::rule::Rule;

/// Given over, and not taken yet.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// To whom.
    pub to: PersonId,
    /// When.
    pub given_at: Instant,
}

/// Whether so many working days after the giving have passed. In a year that no calendar covers nothing is said to wait.
pub fn look(given: &HandOver, today: Day, calendar: &Calendar, bounds: &Bounds) -> Option<Fired> {
    let measured = calendar.working_days_between(given.given_at.day(), today.plus_days(-1)).ok()?;
    let bound = bounds.int(Bound::HandOverDays);
    let (rule, person) = (Rule::HandOverOpen, Some(given.to));
    (measured >= bound).then_some(Fired { rule, person, step: None, measured, bound, earlier: None })
}
