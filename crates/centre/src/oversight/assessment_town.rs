//! The centres of towns in an assessment: what was taken in at their windows, and what became of it (R185, R186).

use calendar::Day;
use catalogue::Organisation;
use oversight::assessment::{Count, LISTED, Scale, Subject, towns, windows_of_town};
use store::Statement;

use super::assessment_count::Lines;
use crate::{Centre, Fault};

/// Of the cases that a window ever took in: how many were accepted, concluded and concluded late in the term.
const CASES: &str = "select \
    cast(sum(case when r.accepted_at >= $2 and r.accepted_at < $3 then 1 else 0 end) as bigint), \
    cast(sum(case when r.concluded_at >= $2 and r.concluded_at < $3 then 1 else 0 end) as bigint), \
    cast(sum(case when r.concluded_at >= $2 and r.concluded_at < $3 and r.late = 1 then 1 else 0 end) as bigint) \
    from case_window w join case_row r on r.division = w.division and r.case_id = w.case_id \
    where w.division = $1 and w.window_id = $5 and w.received_at < $3 group by w.window_id limit $4";
/// Rows of that statement: one window.
const ROWS_MAX: u64 = 1;

impl Centre {
    /// Lists the town centres with the counts of their windows, those of the windows themselves counted before.
    pub(super) async fn count_towns(
        &self,
        first: Day,
        last: Day,
        organisation: &Organisation,
        lines: &mut Lines,
    ) -> Result<(), Fault> {
        for town in towns(organisation) {
            let subject = Subject::Town(town);
            lines.word(subject, LISTED, 1);
            for window in windows_of_town(organisation, town) {
                for (word, count) in lines.of(Subject::Window(window)) {
                    if Count::parse(&word).is_some_and(|it| it.fits(Scale::Town)) {
                        lines.word(subject, &word, count);
                    }
                }
                let mut params = self.instants(first, last, ROWS_MAX);
                params.push(window.as_str().into());
                for row in &self.store.read(Statement::new(CASES, params)).await? {
                    let (accepted, concluded, late) = (row.int(0)?, row.int(1)?, row.int(2)?);
                    lines.add(subject, Count::Accepted, accepted);
                    lines.add(subject, Count::Concluded, concluded);
                    lines.add(subject, Count::InTime, concluded - late);
                    lines.add(subject, Count::Late, late);
                }
            }
        }
        Ok(())
    }
}
