//! A matter that comes again: a new case on what was withdrawn, or closed for missing papers, is linked with the earlier
//! one, and the time of both counts together (F9, E14).

use calendar::Day;
use casework::{Case, File, Stage};
use catalogue::CaseId;

use crate::row::receipt_text;
use crate::{Centre, Fault};

/// Calendar days within which the same matter is taken up again (F9).
pub const TAKEN_UP_DAYS: i32 = 90;
/// Earlier cases that one case file shows at most.
const EARLIER_MAX: usize = 8;

/// An earlier case on the same matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The case.
    pub id: CaseId,
    /// 收件编号 as people read it.
    pub receipt: String,
    /// When it was received.
    pub received_on: Day,
    /// When it ended.
    pub ended_on: Day,
}

/// The day on which a case ended so that it can be taken up again; none where it runs or ended with an answer.
fn ended_without_answer(file: &File) -> Option<Day> {
    match &file.stage {
        Stage::Withdrawn(withdrawal) => Some(withdrawal.at.day()),
        Stage::ClosedForMissing { .. } => file.facts.correction.map(|it| it.bring_by),
        _ => None,
    }
}

impl Centre {
    /// The latest of these cases that ended in the last days, so that it is taken up again.
    pub(crate) async fn case_taken_up(&self, ended: &[CaseId]) -> Result<Option<CaseId>, Fault> {
        let today = self.today().number();
        for id in ended {
            let Some(state) = self.case_state(*id).await? else { continue };
            let Case::Filed(file) = &state.case else { continue };
            if ended_without_answer(file).is_some_and(|day| today - day.number() <= TAKEN_UP_DAYS) {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    /// The earlier cases on the matter of this one, the latest first.
    pub(crate) async fn earlier_of(&self, file: &File) -> Result<Vec<Earlier>, Fault> {
        let mut earlier: Vec<Earlier> = Vec::new();
        let mut next = file.facts.previous;
        while let Some(id) = next.filter(|_| earlier.len() < EARLIER_MAX) {
            let Some(state) = self.case_state(id).await? else { break };
            let Case::Filed(file) = &state.case else { break };
            let received_on = file.facts.received_at.day();
            let ended_on = ended_without_answer(file).unwrap_or(received_on);
            earlier.push(Earlier { id, receipt: receipt_text(file.facts.receipt), received_on, ended_on });
            next = file.facts.previous;
        }
        Ok(earlier)
    }
}
