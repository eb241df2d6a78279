//! What is counted once: a complaint that was right and of which a supervisor made a finding stands in one indicator of a plan, not in
//! two (R157, R184, R189).

use calendar::{Day, Instant};
use oversight::Rule;
use oversight::assessment::{Plan, Subject};
use oversight::finding::About;
use store::Statement;

use super::assessment_count::subjects_of;
use crate::kinds::Kind;
use crate::kinds::complaint::Complaints;
use crate::{Centre, Fault};

impl Centre {
    /// Whom a finding still counts against, where the plan counts the complaint it was made of against them in the same term.
    pub(super) async fn not_as_complaint(
        &self,
        plan: Option<&Plan>,
        about: &About,
        subjects: Vec<Subject>,
        (first, last): (Day, Day),
    ) -> Result<Vec<Subject>, Fault> {
        let Some(plan) = plan.filter(|_| about.rule == Rule::ComplaintFounded && about.entry > 0) else {
            return Ok(subjects);
        };
        let Some(answer) = self.ledger.entries_since(&self.division, about.entry - 1, 1).await?.pop() else {
            return Ok(subjects);
        };
        let Some(complaint) = answer.stream.strip_prefix(Complaints::STREAM) else { return Ok(subjects) };
        let sql = "select unit, window_id, person, verdict, filed_at from complaint_row \
                   where division = $1 and complaint_id = $2 and sealed = 0 limit 1";
        let params = vec![self.division.as_str().into(), complaint.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(row) = rows.first() else { return Ok(subjects) };
        let filed_on = Instant(row.int(4)?).day();
        if filed_on < first || last < filed_on {
            return Ok(subjects);
        }
        let (complained_of, verdict) = (subjects_of(row, 0, 1, 2)?, row.text(3)?);
        let twice = |it: &Subject| complained_of.contains(it) && plan.counts_complaint(it.scale(), verdict);
        Ok(subjects.into_iter().filter(|it| !twice(it)).collect())
    }
}
