//! Hand-overs that nobody took, of a case or of its folder alone: what shows in no single entry (F30, A12).

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

/// What was given over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given {
    /// A case.
    Case,
    /// A folder apart from its case: the day and the rule are those of a case.
    Folder,
}

impl Given {
    fn sql(self) -> &'static str {
        match self {
            Given::Case => {
                "select case_id, authority, pending_to, pending_since, window_id from case_row \
                 where division = $1 and open = 1 and pending_to <> '' and pending_since < $3 \
                 and (pending_since > $2 or (pending_since = $2 and case_id > $4)) \
                 order by pending_since, case_id limit $5"
            }
            Given::Folder => {
                "select case_id, authority, pending_to, pending_at from folder_row \
                 where division = $1 and pending_to <> '' and pending_at < $3 \
                 and (pending_at > $2 or (pending_at = $2 and case_id > $4)) \
                 order by pending_at, case_id limit $5"
            }
        }
    }
}

impl Centre {
    /// Hand-overs given between two instants that wait still (F30).
    pub(super) async fn hand_overs(
        &self,
        given: Given,
        from: i64,
        until: i64,
        calendar: &Calendar,
        bounds: &Bounds,
    ) -> Result<Vec<Raised>, Fault> {
        let mut raised = Vec::new();
        let (mut since, mut after) = (from, String::new());
        loop {
            let values = vec![
                self.division.as_str().into(),
                since.into(),
                until.into(),
                after.as_str().into(),
                HAND_OVERS_AT_ONCE.into(),
            ];
            let rows = self.store.read(Statement::new(given.sql(), values)).await?;
            for row in &rows {
                raised.extend(self.waits_too_long(given, row, calendar, bounds).await?);
            }
            let Some(last) = rows.last().filter(|_| rows.len() as u64 == HAND_OVERS_AT_ONCE) else {
                return Ok(raised);
            };
            (since, after) = (last.int(3)?, last.text(0)?.to_owned());
        }
    }

    async fn waits_too_long(
        &self,
        given: Given,
        row: &Row,
        calendar: &Calendar,
        bounds: &Bounds,
    ) -> Result<Option<Raised>, Fault> {
        let (Ok(case), Ok(unit), Ok(to)) =
            (CaseId::parse(row.text(0)?), UnitCode::parse(row.text(1)?), PersonId::parse(row.text(2)?))
        else {
            return Ok(None);
        };
        let at = row.int(3)?;
        let waits = custody::HandOver { to, given_at: Instant(at) };
        let Some(fired) = custody::look(&waits, self.today(), calendar, bounds) else { return Ok(None) };
        let (rule, division) = (fired.rule.key(), &self.division);
        Ok(Some(match given {
            Given::Case => {
                let (entry, step) = self.giving(case, at).await?;
                let window = catalogue::WindowId::parse(row.text(4)?).ok();
                let about =
                    About { case: Some(case), step, window, ..plain(&fired, unit, entry, Instant(at)) };
                Raised::of(format!("{rule}/{division}/{case}/{at}"), about)
            }
            Given::Folder => {
                let entry = self.folder_giving(case, at).await?;
                let about = About { case: Some(case), ..plain(&fired, unit, entry, Instant(at)) };
                Raised::of(format!("{rule}/{division}/folder/{case}/{at}"), about)
            }
        }))
    }

    /// The entry by which a folder was given at an instant; 0 where it is too old to be found.
    async fn folder_giving(&self, case: CaseId, since: i64) -> Result<u64, Fault> {
        let (_, version) = self.folder_state(case).await?;
        let after = version.saturating_sub(crate::file::ENTRIES_MAX);
        let stream = crate::folder::folder_stream(case);
        let entries = self.ledger.entries(&self.division, &stream, after, crate::file::ENTRIES_MAX).await?;
        let given = |it: &&ledger::Entry| it.recorded_at == since && it.kind == "folder.given";
        Ok(entries.iter().rev().find(given).map_or(0, |entry| entry.seq))
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
