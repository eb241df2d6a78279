//! Hand-overs that nobody took: what shows in no single entry (F30).

use calendar::{Calendar, Day, Instant};
use casework::{Case, Event, Stage};
use catalogue::{CaseId, PersonId, UnitCode};
use oversight::bound::Bounds;
use oversight::custody;
use oversight::finding::About;
use store::{Row, Statement};

use super::watch::{Raised, plain};
use crate::domain::Fact;
use crate::{Centre, Fault};

/// Hand-overs of one reading; a turn reads until there are no more.
const HAND_OVERS_AT_ONCE: u64 = 32;

impl Centre {
    /// Hand-overs given between two instants that wait still (F30).
    pub(super) async fn hand_overs(
        &self,
        from: i64,
        until: i64,
        calendar: &Calendar,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let mut raised = Vec::new();
        let (mut since, mut after) = (from, String::new());
        loop {
            let rows = self
                .store
                .read(Statement::new(
                    "select case_id, authority, pending_to, window_id, pending_since from case_row \
                     where division = $1 and open = 1 and pending_to <> '' and pending_since < $3 \
                     and (pending_since > $2 or (pending_since = $2 and case_id > $4)) \
                     order by pending_since, case_id limit $5",
                    vec![
                        self.division.as_str().into(),
                        since.into(),
                        until.into(),
                        after.as_str().into(),
                        HAND_OVERS_AT_ONCE.into(),
                    ],
                ))
                .await?;
            self.waiting_too_long(&rows, calendar, bounds, &mut raised).await?;
            let Some(last) = rows.last().filter(|_| rows.len() as u64 == HAND_OVERS_AT_ONCE) else {
                return Ok(raised);
            };
            (since, after) = (last.int(4)?, last.text(0)?.to_owned());
        }
    }

    async fn waiting_too_long(
        &self,
        rows: &[Row],
        calendar: &Calendar,
        bounds: &Bounds,
        raised: &mut Vec<Raised>,
    ) -> Result<(), Fault> {
        let today = self.today();
        for row in rows {
            let (Ok(case), Ok(unit), Ok(to)) =
                (CaseId::parse(row.text(0)?), UnitCode::parse(row.text(1)?), PersonId::parse(row.text(2)?))
            else {
                continue;
            };
            let since = row.int(4)?;
            let given = custody::HandOver { to, given_at: Instant(since) };
            let Some(fired) = custody::look(&given, today, calendar, bounds) else { continue };
            let (entry, step) = self.giving(case, since).await?;
            let about = About {
                case: Some(case),
                step,
                window: catalogue::WindowId::parse(row.text(3)?).ok(),
                ..plain(&fired, unit, entry, Instant(since))
            };
            let id = format!("{}/{}/{case}/{since}", fired.rule.key(), self.division);
            raised.push(Raised::of(id, about));
        }
        Ok(())
    }

    /// The entry by which a case was given over at an instant, and the step it stands at since: it goes on only when taken.
    async fn giving(&self, case: CaseId, since: i64) -> Result<(u64, Option<u8>), Fault> {
        let Some(state) = self.case_state(case).await? else { return Ok((0, None)) };
        let after = state.version.saturating_sub(crate::file::ENTRIES_MAX);
        let stream = crate::case::stream_of(case);
        let all = self.ledger.entries(&self.division, &stream, after, crate::file::ENTRIES_MAX).await?;
        let mut giving = 0;
        for entry in all.iter().filter(|it| it.recorded_at == since) {
            if matches!(self.ledger.event(entry)?, Fact::Case(Event::GivenOver(_) | Event::Reassigned(_))) {
                giving = entry.seq;
            }
        }
        let step = match &state.case {
            Case::Filed(file) => match &file.stage {
                Stage::Handling(handling) => Some(handling.step),
                _ => None,
            },
            Case::Absent => None,
        };
        Ok((giving, step))
    }
}

/// Whatever was given before this instant has waited so many working days.
pub(super) fn given_before(calendar: &Calendar, today: Day, days: u16) -> i64 {
    let mut until = today;
    for _ in 0..days {
        match casework::rises_before(calendar, until) {
            Ok(at) => until = at.day(),
            // No calendar for that year: nothing is said to wait too long.
            Err(_) => return 0,
        }
    }
    until.start().0
}
