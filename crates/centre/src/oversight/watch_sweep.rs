//! What the watcher finds by time: what shows in no single entry is asked once a day, and reports are frozen.

use calendar::Day;
use oversight::bound::Bound;
use oversight::habits;

use super::hand_overs::{Given, given_before};
use super::watch::{Raised, plain};
use crate::{Centre, Fault};

/// Between two tries to freeze reports where something came in between: each counts whole years.
const FREEZE_PAUSE: i64 = 5 * 60_000_000;

/// What was swept already: the day of the habits, that of the reports and when they were last tried, and the instant up to which
/// hand-overs were looked at.
#[derive(Debug, Default)]
pub struct Round {
    habits_on: Option<Day>,
    reports_on: Option<Day>,
    reports_tried: i64,
    given_until: i64,
}

impl Round {
    /// Whether reports are to be frozen now: once a day, and after a try that came to nothing not at once again.
    fn freezes(&self, today: Day, now: i64) -> bool {
        self.reports_on != Some(today) && (now - self.reports_tried).abs() >= FREEZE_PAUSE
    }
}

impl Centre {
    /// What shows in no single entry: hand-overs nobody took, and the shares of the units once a day.
    pub(crate) async fn watch_sweep(&self, today: Day) -> Result<(), Fault> {
        let in_force = self.in_force().await?;
        let (Some(calendar), Some(organisation)) = (in_force.calendar, in_force.organisation) else {
            return Ok(());
        };
        let bounds = &self.bounds().await?;
        let now = self.now();
        let (habits_on, freezes, given_from) = {
            let round = self.monitoring.lock().expect("no panic while held");
            (round.habits_on, round.freezes(today, now), round.given_until)
        };
        let given_until = given_before(&calendar, today, bounds.get(Bound::HandOverDays));
        if given_until > given_from {
            let mut raised = Vec::new();
            for given in [Given::Case, Given::Folder] {
                raised.extend(self.hand_overs(given, given_from, given_until, &calendar, bounds).await?);
            }
            self.raise(raised, bounds).await?;
            self.monitoring.lock().expect("no panic while held").given_until = given_until;
        }
        if habits_on != Some(today) {
            let mut raised = Vec::new();
            let from = super::person_habit::since(today);
            let units = self.unit_shares(today).await?;
            let (year, month, _) = today.ymd();
            for unit in organisation.units.iter().map(|it| it.code) {
                let habit = units.get(unit.as_str()).copied().unwrap_or_default();
                for fired in habits(&habit, bounds) {
                    let about = plain(&fired, unit, 0, today.start());
                    // Once a month, however long it lasts.
                    let id = format!("{}/{}/{unit}/{year}-{month}", fired.rule.key(), self.division);
                    let counted = habit.counted(fired.rule);
                    let evidence = self.habit_evidence(fired.rule, unit, (from, today), counted).await?;
                    raised.push(Raised::counted(id, about, evidence));
                }
            }
            raised.extend(self.habits_found(today, bounds).await?);
            self.habits_forget(today).await?;
            raised.extend(self.unreliable(today, bounds).await?);
            raised.extend(self.duties_missed(today).await?);
            raised.extend(self.attendance_unlike(today).await?);
            raised.extend(self.holders_wait(today, &calendar).await?);
            self.raise(raised, bounds).await?;
            self.monitoring.lock().expect("no panic while held").habits_on = Some(today);
        }
        if freezes {
            // Before it is tried: where it is a fault, it is not tried at every turn either.
            self.monitoring.lock().expect("no panic while held").reports_tried = now;
            if self.reports_freeze(today).await? {
                self.monitoring.lock().expect("no panic while held").reports_on = Some(today);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // E32: once a day, and after a try that came to nothing five minutes later; a clock that was set back holds nothing up.
    #[test]
    fn freezing_is_tried_again_after_a_pause() {
        let today = Day::parse("2026-03-02").expect("a day");
        let now = today.start().0;
        assert!(Round::default().freezes(today, now));
        let tried = Round { reports_tried: now, ..Round::default() };
        assert!(!tried.freezes(today, now) && !tried.freezes(today, now + FREEZE_PAUSE - 1));
        assert!(tried.freezes(today, now + FREEZE_PAUSE) && tried.freezes(today, now - FREEZE_PAUSE));
        let done = Round { reports_on: Some(today), ..Round::default() };
        assert!(!done.freezes(today, now) && done.freezes(today.plus_days(1), now));
    }
}
