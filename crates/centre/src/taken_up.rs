//! A matter that comes again: a new case on what was withdrawn, closed for missing papers, not accepted or refused is
//! linked with the earlier one, and the time of both counts together (F9, E14). A case that is another matter of the same
//! applicant, though it looked like the same, is linked with the one it was mistaken for (E9).

use calendar::Day;
use casework::{Case, Event, File, Outcome, Stage, folder};
use catalogue::{CaseId, Digest, RowSet};
use ledger::RowImage;
use store::{Migration, Statement, Value};

use crate::case::stream_of;
use crate::domain::State;
use crate::file::{ENTRIES_MAX, Line, event_of};
use crate::folder::folder_stream;
use crate::list::{CaseBrief, brief_columns};
use crate::row::receipt_text;
use crate::{Centre, Fault};

/// Calendar days within which the same matter is taken up again (F9).
pub const TAKEN_UP_DAYS: i32 = 90;
/// Earlier cases that one case file shows at most.
const EARLIER_MAX: usize = 8;
/// Cases of one applicant, the latest, among which the same matter is looked for.
const SAME_MAX: usize = 1000;
/// Other matters of the same applicant that one case file shows at most.
const BESIDE_MAX: i64 = 8;

/// Which case was taken in as another matter beside which; it never changes.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0060_case_beside",
    sql: r#"
create table if not exists case_beside (
  division text not null, beside text not null, case_id text not null,
  primary key (beside, division, case_id));
"#,
};

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

/// Papers that a case says come from an earlier one (E14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenOver {
    /// Rows.
    pub rows: RowSet,
    /// Of these, rows whose papers have not come: another case was first, somebody fetched them, or they are on their way.
    pub awaited: RowSet,
}

/// Another matter of the same applicant (E9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// The case.
    pub id: CaseId,
    /// 收件编号 as people read it.
    pub receipt: String,
}

/// What there is already of a matter that comes in.
pub(crate) struct Matter {
    /// The case that is taken up again.
    pub taken_up: Option<CaseId>,
    /// Open cases, the latest first.
    pub open: Vec<CaseBrief>,
}

/// The day on which a case ended so that it can be taken up again; none where it runs or the applicant has what was
/// asked for. A refusal has ended it once it is made out, also while it waits to be fetched.
fn ended_on(file: &File) -> Option<Day> {
    match &file.stage {
        Stage::Withdrawn(withdrawal) => Some(withdrawal.at.day()),
        Stage::ClosedForMissing { .. } => file.facts.correction.map(|it| it.bring_by),
        Stage::NotAccepted { at, .. } => Some(at.day()),
        Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => {
            let refused = conclusion.decision.outcome == Outcome::Refused;
            refused.then(|| conclusion.concluded_at.day())
        }
        _ => None,
    }
}

/// The row by which the other case finds this one.
pub(crate) fn beside_row(division: &str, case: CaseId, state: &Case) -> Option<RowImage> {
    let beside = state.facts()?.beside?;
    Some(RowImage {
        table: "case_beside",
        columns: &["division", "beside", "case_id"],
        key: 3,
        fixed: 3,
        values: vec![division.into(), beside.as_str().into(), case.as_str().into()],
    })
}

impl Centre {
    /// Cases of the same person and item, and the same object where one is named: those open (E9), and after them those
    /// that ended without a grant and may be taken up again (F9, E14). The latest first.
    pub(crate) async fn case_same_matter(
        &self,
        applicant: Digest,
        item: &str,
        object: Option<Digest>,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let since = self.today().plus_days(-TAKEN_UP_DAYS).start();
        let mut params: Vec<Value> =
            vec![self.division.as_str().into(), applicant.0.into(), item.into(), since.0.into()];
        let narrower = match object {
            Some(object) => {
                params.push(object.0.into());
                "and (object is null or object = $5)"
            }
            None => "",
        };
        // The person's few cases first, and then each by its id: the limit has the planner do so, also while it has no
        // statistics, and without it read all cases of the division.
        self.briefs(Statement::new(
            format!(
                "select {} from (select division, case_id from case_applicant
                   where division = $1 and applicant = $2 order by received_at desc limit {SAME_MAX}) as theirs
                 join case_row c using (division, case_id) where item = $3 {narrower}
                 and (open = 1 or (state = 'delivered' and concluded_at >= $4) or state in
                 ('withdrawn', 'closed-for-missing', 'not-required', 'not-competent', 'barred'))
                 order by open desc, c.received_at desc, case_id limit 20",
                brief_columns()
            ),
            params,
        ))
        .await
    }

    /// Parts the cases of the same applicant and item: the latest that ended in the last days, and those that are open.
    pub(crate) async fn matter_of(&self, same: Vec<CaseBrief>) -> Result<Matter, Fault> {
        let today = self.today().number();
        let streams: Vec<String> = same.iter().map(|it| stream_of(it.id)).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mut matter = Matter { taken_up: None, open: Vec::new() };
        let mut latest = None;
        for (brief, stream) in same.into_iter().zip(&streams) {
            let Some(State::Case(Case::Filed(file))) = states.get(stream) else { continue };
            match ended_on(file) {
                Some(day) if today - day.number() <= TAKEN_UP_DAYS && latest < Some(brief.received_at) => {
                    (latest, matter.taken_up) = (Some(brief.received_at), Some(brief.id));
                }
                None if file.stage.is_open() => matter.open.push(brief),
                _ => {}
            }
        }
        Ok(matter)
    }

    /// The case that was shown when this one was taken in as another matter, and those taken in so beside this one.
    pub(crate) async fn beside_of(&self, id: CaseId, file: &File) -> Result<Vec<Beside>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select case_id from case_beside where division = $1 and beside = $2 order by case_id limit $3",
                vec![self.division.as_str().into(), id.as_str().into(), BESIDE_MAX.into()],
            ))
            .await?;
        let later = rows.iter().filter_map(|row| row.text(0).ok().and_then(|id| CaseId::parse(id).ok()));
        let mut beside = Vec::new();
        for id in file.facts.beside.into_iter().chain(later) {
            let Some(state) = self.case_state(id).await? else { continue };
            let Some(facts) = state.case.facts() else { continue };
            beside.push(Beside { id, receipt: receipt_text(facts.receipt) });
        }
        Ok(beside)
    }

    /// What a case says it took over from an earlier one, and what of it has not come. Of what was refused in a decision a copy was
    /// taken, and nothing comes (E14).
    pub(crate) async fn taken_over(&self, case: CaseId, lines: &[Line]) -> Result<Option<TakenOver>, Fault> {
        let received = lines.first().and_then(|line| match &line.event {
            Event::Received(fact) if !fact.earlier.is_empty() => Some((fact.earlier, fact.previous?)),
            _ => None,
        });
        let Some((rows, previous)) = received else { return Ok(None) };
        let Some(state) = self.case_state(previous).await? else { return Ok(None) };
        if matches!(state.case.stage(), Some(Stage::Concluded(_) | Stage::Delivered { .. })) {
            return Ok(None);
        }
        let mut awaited = rows;
        for entry in self.ledger.entries(&self.division, &folder_stream(previous), 0, ENTRIES_MAX).await? {
            match event_of(&entry, folder::Event::decode)? {
                folder::Event::TakenUp(fact) if fact.case == case => awaited = awaited.difference(fact.rows),
                _ => {}
            }
        }
        Ok(Some(TakenOver { rows, awaited }))
    }

    /// The earlier cases on the matter of this one, the latest first.
    pub(crate) async fn earlier_of(&self, file: &File) -> Result<Vec<Earlier>, Fault> {
        let mut earlier: Vec<Earlier> = Vec::new();
        let mut next = file.facts.previous;
        while let Some(id) = next.filter(|_| earlier.len() < EARLIER_MAX) {
            let Some(state) = self.case_state(id).await? else { break };
            let Case::Filed(file) = &state.case else { break };
            let received_on = file.facts.received_at.day();
            let ended_on = ended_on(file).unwrap_or(received_on);
            earlier.push(Earlier { id, receipt: receipt_text(file.facts.receipt), received_on, ended_on });
            next = file.facts.previous;
        }
        Ok(earlier)
    }
}
