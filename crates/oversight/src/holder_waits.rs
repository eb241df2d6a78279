//! What the holder of a certificate waits for past its last day: it shows in no entry, for nothing is entered (A22, N16).

use calendar::Day;

use crate::look::Fired;
use crate::rule::Rule;

/// What somebody waits for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// The decision on a correction, a change or a replacement.
    Answer,
    /// A paper that was made.
    Paper,
}

/// Whether its last day is over; measured are the calendar days since.
pub fn look(awaited: Awaited, last: Day, today: Day) -> Option<Fired> {
    let rule = match awaited {
        Awaited::Answer => Rule::ReissueLate,
        Awaited::Paper => Rule::PaperNotHandedOut,
    };
    let measured = today.number() - last.number();
    (measured > 0).then_some(Fired { rule, person: None, step: None, measured, bound: 0, earlier: None })
}
