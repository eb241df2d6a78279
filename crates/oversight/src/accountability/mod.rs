//! 问责: what follows from a finding that stands, for a department or a person (R190-R192, C27).
//!
//! A supervisor brings it, the person is heard, another supervisor decides. The centre reminds, orders correction or criticises
//! within its own walls; everything graver is a referral, and ends here with its receipt and with what that office says it did.
//! Only supervisors and whom it concerns see it.

mod decide;
mod event;
mod kind;
mod matter;
mod time;

pub use decide::{Command, Decide, Open, decide, evolve};
pub use event::*;
pub use kind::{Kind, Level, Measure};
pub use matter::{MatterId, Subject};
pub use time::{catch_up, due};

use calendar::{Day, Instant};
use catalogue::{Organisation, PersonId, UnitCode};
use serde::{Deserialize, Serialize};

use crate::appeal::Ground;

/// A matter of accountability: nothing yet, or opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Accountability {
    /// Nothing was brought.
    #[default]
    Absent,
    /// Brought.
    Brought(Box<Brought>),
}

/// What holds of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brought {
    /// The unit.
    pub unit: UnitCode,
    /// Whom it concerns; none where it is the department.
    pub person: Option<PersonId>,
    /// Of which kind.
    pub kind: Kind,
    /// When and by whom it was brought.
    pub opened: (Instant, PersonId),
    /// Last day to be heard.
    pub heard_by: Day,
    /// Who was heard.
    pub heard: Option<PersonId>,
    /// What was decided, by whom, and until when one may appeal.
    pub decided: Option<(Measure, PersonId, Option<Day>)>,
    /// Whether a referral was taken, and whether it came back.
    pub referral: (bool, bool),
    /// Who appealed, and until when it is decided.
    pub appeal: Option<(PersonId, Day)>,
    /// Whether the day to decide it passed without an answer, ever.
    pub appeal_late: bool,
    /// Whether the appeal was right.
    pub appeal_right: Option<bool>,
    /// For which of the few reasons; answers from before there were any name none.
    pub appeal_ground: Option<Ground>,
}

impl Brought {
    /// Whether it stands against somebody.
    pub fn stands(&self) -> bool {
        self.decided.is_some_and(|(measure, ..)| measure != Measure::Dropped)
            && self.appeal_right != Some(true)
    }

    /// Whether anybody still has to do something with it.
    pub fn is_open(&self) -> bool {
        let Some((measure, ..)) = self.decided else { return true };
        let waits = self.appeal.is_some() && self.appeal_right.is_none();
        waits
            || (measure == Measure::Referred
                && self.appeal_right != Some(true)
                && self.referral != (true, true))
    }

    /// Whether a supervisor may decide it: another brought it, whom it concerns was heard or let the days pass, and it is no own
    /// matter.
    pub fn decision_is_for(&self, person: PersonId, today: Day) -> bool {
        let heard = self.heard.is_some() || today > self.heard_by;
        self.decided.is_none() && heard && self.opened.1 != person && !self.is_own(person)
    }

    /// Whether a supervisor may decide the appeal that waits: others brought and decided it, and it is no own matter.
    pub fn appeal_is_for(&self, person: PersonId) -> bool {
        let waits = self.appeal.is_some() && self.appeal_right.is_none();
        let decided_by = self.decided.map(|(_, by, _)| by);
        waits && self.opened.1 != person && decided_by != Some(person) && !self.is_own(person)
    }

    /// Whether it is the own matter of a person, who then decides nothing of it.
    pub(crate) fn is_own(&self, person: PersonId) -> bool {
        [self.person, self.heard].contains(&Some(person))
    }

    /// Its state in a word: `to-hear`, `to-decide`, `appealed`, `overturned`, `referred`, or the key of the measure.
    pub fn key(&self) -> &'static str {
        match (self.decided, self.appeal, self.appeal_right) {
            (None, ..) if self.heard.is_none() => "to-hear",
            (None, ..) => "to-decide",
            (_, Some(_), None) => "appealed",
            (_, _, Some(true)) => "overturned",
            (Some((measure, ..)), ..) => measure.key(),
        }
    }

    /// Whether a person is concerned: the one it is about, or who speaks for the department it is about; for the centre itself that is
    /// who runs it.
    pub fn concerns(&self, organisation: &Organisation, person: PersonId, on: Day) -> bool {
        match self.person {
            Some(it) => it == person,
            None => crate::speaks_for(organisation, person, self.unit, on),
        }
    }
}
