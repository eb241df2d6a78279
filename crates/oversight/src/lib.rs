//! Electronic supervision (电子监察): monitoring points that look at every entry, findings that nobody can take back, and
//! the notices and orders that have to be answered (R101-R104, R142-R151).
//!
//! Pure, like `casework`: what was entered comes in, what is found goes out.  A finding is an entry of its own, so a rule
//! or a bound that changes later changes no finding of before.

pub mod accountability;
pub mod apart;
pub mod appeal;
pub mod assessment;
pub mod attendance;
mod basis;
pub mod bound;
pub mod bulletin;
pub mod complaint;
pub mod custody;
pub mod draw;
pub mod figure;
pub mod finding;
pub mod follow_up;
pub mod habit;
pub mod holder_waits;
pub mod hours;
pub mod inspection;
pub mod kolmogorov;
pub mod later;
mod look;
pub mod order;
pub mod rating;
pub mod reconciliation;
pub mod record_refusal;
mod refusal;
pub mod report;
mod rule;
pub mod spot;
pub mod summary;
pub mod survey;
pub mod telling;
mod words;

pub use basis::Grounds;
pub use look::{
    Fired, Habit, Passed, Seen, called_late, habits, holder_changed, is_of_interest, look, passed,
    wants_history,
};
pub use rating::took_part;
pub use refusal::Refusal;
pub use rule::{Answers, Point, Rule, Severity};

use calendar::Day;
use casework::Known;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode};

/// Only a supervisor.
pub(crate) fn is_supervisor(known: &Known<'_>) -> Result<(), Refusal> {
    match known.organisation.holds_anywhere(known.actor, Post::Supervisor, known.today()) {
        true => Ok(()),
        false => Err(Refusal::NotSupervisor),
    }
}

/// Whether a person leads a unit: its leader in charge, or its head.
pub fn leads(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    [Post::LeaderInCharge, Post::AuthorityHead]
        .into_iter()
        .any(|post| organisation.holds(person, post, unit, on))
}

/// Whether a person speaks for a unit: who leads it, and for the centre itself who runs it.
pub fn speaks_for(organisation: &Organisation, person: PersonId, unit: UnitCode, on: Day) -> bool {
    let own = organisation.centre.unit == unit;
    leads(organisation, person, unit, on)
        || (own && organisation.holds_anywhere(person, Post::CentreManager, on))
}

/// Whether a person supervises or runs the centre.
pub fn runs(organisation: &Organisation, person: PersonId, on: Day) -> bool {
    [Post::Supervisor, Post::CentreManager]
        .into_iter()
        .any(|post| organisation.holds_anywhere(person, post, on))
}
