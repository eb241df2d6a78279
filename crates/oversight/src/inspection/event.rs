//! What happens to a round.

use calendar::{Day, Instant};
use casework::Sealed;
use catalogue::{PersonId, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use super::{People, Plan, Section, Sections};

casework::events! { @small
    /// 列入计划.
    Planned = "inspection.planned" {
        /// Who planned it.
        by: PersonId,
        /// What is planned.
        plan: Plan,
    }
    /// 已经检查.
    Made = "inspection.made" {
        /// Who entered it.
        by: PersonId,
        /// The day that is claimed.
        on: Day,
        /// Who inspected.
        people: People,
        /// What was looked at.
        sections: Sections,
        /// Whether it was made or entered after its last day.
        late: bool,
        /// What was seen, in all.
        words: Sealed,
        /// Why it comes late.
        reason: Option<Sealed>,
    }
    /// 看到的情况.
    Observed = "inspection.observed" {
        /// Who entered it.
        by: PersonId,
        /// Its number, from 1.
        point: u8,
        /// The unit that answers for it.
        unit: UnitCode,
        /// The window, where it was at one.
        window: Option<WindowId>,
        /// Under what it belongs.
        section: Section,
        /// Last day to put it right; none where nothing has to be.
        correct_by: Option<Day>,
        /// In words.
        words: Sealed,
    }
    /// 整改情况.
    Answered = "inspection.answered" {
        /// Who says so.
        by: PersonId,
        /// Which observation.
        point: u8,
        /// Whether its last day had passed.
        late: bool,
        /// What was put right.
        words: Sealed,
    }
    /// 整改结论.
    Judged = "inspection.judged" {
        /// Who looked.
        by: PersonId,
        /// Which observation.
        point: u8,
        /// The new last day, where it went back; none where it was accepted.
        again_by: Option<Day>,
        /// Why.
        words: Sealed,
    }
}
