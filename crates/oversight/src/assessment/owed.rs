//! What of a term is still owed, and by when: the self-check of a unit, the department's half of a person, and what a unit puts right
//! (A13, A40, R186).

use calendar::Day;
use catalogue::{Organisation, PersonId, UnitCode};

use super::decide::{Given, marks_staff, to_correct};
use super::state::Assessment;

/// Days before its last one from which a self-check, or a department's half, is asked for.
const AHEAD_DAYS: i32 = 10;

impl Assessment {
    /// The last day by which a unit checks itself; none before it is asked for, once it has, and once anything was scored.
    pub fn check_owed(&self, unit: UnitCode, today: Day) -> Option<Day> {
        let last = self.dates?.check_by;
        let asked = self.editions.is_empty() && last.plus_days(-AHEAD_DAYS) <= today;
        (asked && !self.checked.contains_key(&unit)).then_some(last)
    }

    /// How many people of these have no mark of this leader's department yet, and the day on which the last of what comes in by hand is
    /// due; nobody before it is asked for, and once anything was scored.
    pub fn marks_owed(
        &self,
        organisation: &Organisation,
        (leader, people): (PersonId, &[PersonId]),
        today: Day,
    ) -> Option<(usize, Day)> {
        let dates = self.dates?;
        let asked = self.editions.is_empty() && dates.check_by.plus_days(-AHEAD_DAYS) <= today;
        let own = |person: PersonId| {
            let unit = organisation.person(person).map(|it| it.unit);
            person != leader && unit.is_some_and(|unit| marks_staff(organisation, leader, unit, today))
        };
        let left = people.iter().filter(|it| own(**it) && !self.marked.contains_key(it)).count();
        (asked && left > 0).then_some((left, dates.inspect_by))
    }

    /// The last day for a unit to put right what made it 一般 or 较差; none where nothing is to be, and while an answer waits or
    /// was accepted.
    pub fn correction_owed(&self, given: Given<'_>, unit: UnitCode) -> Option<Day> {
        let answered = self.corrections.get(&unit).is_some_and(|it| it.accepted || it.answered.is_some());
        to_correct(self, given, unit).ok().filter(|_| !answered)
    }

    /// Units whose correction waits for this supervisor: answered by another.
    pub fn corrections_for(&self, person: PersonId) -> impl Iterator<Item = UnitCode> {
        let waits = self
            .corrections
            .iter()
            .filter(move |(_, it)| !it.accepted && it.answered.is_some_and(|answered| answered != person));
        waits.map(|(unit, _)| *unit)
    }
}
