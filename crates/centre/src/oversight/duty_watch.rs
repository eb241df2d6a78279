//! What time alone shows of the duties of supervision, once a day: rounds nobody made, and what was not put right by its last day
//! (A15, R120, R186).

use std::sync::Arc;

use calendar::Day;
use catalogue::{InspectionId, Organisation, UnitCode, WindowId};
use oversight::assessment::{Assessment, Given, Plan};
use oversight::finding::About;
use oversight::report::Table;
use oversight::{Fired, Rule};
use store::Statement;

use super::watch::{Raised, plain};
use crate::{Centre, Fault};

/// Days for which a last day is looked back on: as long as a timekeeper may have stood still.
const BACK_DAYS: i32 = 31;
/// Observations of one turn.
const POINTS_MAX: u64 = 300;
/// Terms whose corrections are looked at, the latest.
const TERMS_MAX: usize = 6;

/// A published term, with the plan and the counts that say who has to put something right.
pub(super) struct Owed {
    /// The term.
    pub(super) state: Assessment,
    plan: Option<Arc<Plan>>,
    table: Option<Arc<Table>>,
}

impl Owed {
    /// What the rules look at.
    pub(super) fn given(&self) -> Given<'_> {
        Given { plan: self.plan.as_deref(), table: self.table.as_deref() }
    }
}

fn fired(rule: Rule) -> Fired {
    Fired { rule, person: None, step: None, measured: 0, bound: 0, earlier: None }
}

impl Centre {
    /// Rounds that were missed, corrections and calls that did not come, each once for each last day; and units at which the later
    /// cases of who rated badly or complained are harder.
    pub(super) async fn duties_missed(&self, today: Day) -> Result<Vec<Raised>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let mut raised = self.rounds_missed(&organisation, today).await?;
        raised.extend(self.observations_late(today).await?);
        raised.extend(self.term_corrections_late(&organisation, today).await?);
        let bounds = self.bounds().await?;
        raised.extend(self.second_calls(today, &organisation, &bounds).await?);
        raised.extend(self.later_found(today, &organisation, &bounds).await?);
        raised.extend(self.lists_late(&organisation, &bounds, today).await?);
        raised.extend(self.appeals_right_too_often(&organisation, &bounds, today).await?);
        Ok(raised)
    }

    /// A round is the centre's, and of who was to make it where that is one.
    async fn rounds_missed(&self, organisation: &Organisation, today: Day) -> Result<Vec<Raised>, Fault> {
        let rows = self.inspection_rows(today.plus_days(-BACK_DAYS), today.plus_days(-1)).await?;
        let missed = rows.into_iter().filter(|it| it.done_on.is_none());
        let rule = Rule::RoundMissed;
        Ok(missed
            .map(|it| {
                let person = match it.people[..] {
                    [person] => Some(person),
                    _ => None,
                };
                let fired = Fired { person, ..fired(rule) };
                let about = plain(&fired, organisation.centre.unit, 0, it.by.plus_days(1).start());
                Raised::of(format!("{}/{}/{}", rule.key(), self.division, it.id), about)
            })
            .collect())
    }

    /// What a round saw at a unit or a window; sent back, it has another last day and may be late again.
    async fn observations_late(&self, today: Day) -> Result<Vec<Raised>, Fault> {
        let sql = "select inspection_id, point, unit, window_id, correct_by from inspection_point_row \
                   where division = $1 and standing = 'open' and correct_by >= $2 and correct_by < $3 \
                   order by correct_by, inspection_id, point limit $4";
        let from = today.plus_days(-BACK_DAYS).to_string();
        let params =
            vec![self.division.as_str().into(), from.into(), today.to_string().into(), POINTS_MAX.into()];
        let rule = Rule::ObservationLate;
        let mut raised = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            let (Ok(id), Ok(unit), Some(day)) =
                (InspectionId::parse(row.text(0)?), UnitCode::parse(row.text(2)?), Day::parse(row.text(4)?))
            else {
                continue;
            };
            let window = WindowId::parse(row.text(3)?).ok();
            let about = About { window, ..plain(&fired(rule), unit, 0, day.plus_days(1).start()) };
            let id = format!("{}/{}/{id}/{}/{day}", rule.key(), self.division, row.int(1)?);
            raised.push(Raised::of(id, about));
        }
        Ok(raised)
    }

    async fn term_corrections_late(
        &self,
        organisation: &Organisation,
        today: Day,
    ) -> Result<Vec<Raised>, Fault> {
        let rule = Rule::TermCorrectionLate;
        let mut raised = Vec::new();
        for owed in self.terms_owed().await? {
            let Some(term) = owed.state.term else { continue };
            for unit in organisation.units.iter().map(|it| it.code) {
                let due = owed.state.correction_owed(owed.given(), unit);
                if let Some(due) = due.filter(|due| today.plus_days(-BACK_DAYS) <= *due && *due < today) {
                    let about = plain(&fired(rule), unit, 0, due.plus_days(1).start());
                    let id = format!("{}/{}/{}/{unit}/{due}", rule.key(), self.division, term.key());
                    raised.push(Raised::of(id, about));
                }
            }
        }
        Ok(raised)
    }

    /// The latest terms that are published, with what says who has to put something right.
    pub(super) async fn terms_owed(&self) -> Result<Vec<Owed>, Fault> {
        let terms = self.assessment_list().await?.into_iter().filter(|it| it.published_at.is_some());
        let mut all = Vec::new();
        for brief in terms.take(TERMS_MAX) {
            let (state, table) = self.assessment_published(brief.term).await?;
            let plan = match state.plan {
                Some((_, digest)) => Some(self.assessment_plan(digest).await?),
                None => None,
            };
            all.push(Owed { state, plan, table });
        }
        Ok(all)
    }
}
