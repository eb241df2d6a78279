//! The centres of towns in an assessment: what was taken in at their windows, and what became of it (R185, R186).

use calendar::Day;
use catalogue::{DivisionCode, Organisation, UnitCode, WindowId};
use oversight::assessment::{
    Count, ELSEWHERE, LISTED, Plan, Scale, Subject, towns, towns_elsewhere, windows_elsewhere,
    windows_of_town,
};
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
    /// Lists the town centres with the counts of their windows: those of the windows of this division were counted before, those
    /// of a centre in a division of its own are counted there.
    pub(super) async fn count_towns(
        &self,
        first: Day,
        last: Day,
        (organisation, plan): (&Organisation, Option<&Plan>),
        lines: &mut Lines,
    ) -> Result<(), Fault> {
        for town in towns(organisation) {
            let subject = Subject::Town(town);
            let windows: Vec<WindowId> = windows_of_town(organisation, town).collect();
            let counted = self.at_windows(first, last, &windows, lines).await?;
            lines.word(subject, LISTED, 1);
            counted.iter().for_each(|(word, count)| lines.word(subject, word, *count));
        }
        for (town, division) in towns_elsewhere(organisation) {
            let Some((centre, windows)) = self.town_centre(organisation, town, division).await? else {
                continue;
            };
            let mut there = Lines::default();
            centre.count_done(first, last, plan, &mut there).await?;
            centre.count_answers(first, last, &mut there).await?;
            let counted = centre.at_windows(first, last, &windows, &there).await?;
            let subject = Subject::Town(town);
            if windows_of_town(organisation, town).next().is_none() {
                lines.word(subject, LISTED, 1);
            }
            lines.word(subject, ELSEWHERE, 1);
            counted.iter().for_each(|(word, count)| lines.word(subject, word, *count));
        }
        Ok(())
    }

    /// The centre of a town that runs in a division of its own, and its windows; nothing where this installation does not have
    /// that division.
    pub(super) async fn town_centre(
        &self,
        organisation: &Organisation,
        town: UnitCode,
        division: DivisionCode,
    ) -> Result<Option<(Centre, Vec<WindowId>)>, Fault> {
        if self.ledger.head(division.as_str()).await?.is_none() {
            return Ok(None);
        }
        let centre = self.beside(division.as_str());
        let Some(there) = centre.organisation().await? else { return Ok(None) };
        let windows = windows_elsewhere(organisation, town, &there);
        Ok((!windows.is_empty()).then_some((centre, windows)))
    }

    /// What windows of the division come to, each word with how often; what is counted at windows was counted before.
    async fn at_windows(
        &self,
        first: Day,
        last: Day,
        windows: &[WindowId],
        counted: &Lines,
    ) -> Result<Vec<(String, i64)>, Fault> {
        let fits = |word: &str| Count::parse(word).is_some_and(|it| it.fits(Scale::Town));
        let mut all = Vec::new();
        for window in windows {
            let own = counted.of(Subject::Window(*window));
            all.extend(own.into_iter().filter(|(word, _)| fits(word)));
            let mut params = self.instants(first, last, ROWS_MAX);
            params.push(window.as_str().into());
            for row in &self.store.read(Statement::new(CASES, params)).await? {
                let (accepted, concluded, late) = (row.int(0)?, row.int(1)?, row.int(2)?);
                let cases = [
                    (Count::Accepted, accepted),
                    (Count::Concluded, concluded),
                    (Count::InTime, concluded - late),
                    (Count::Late, late),
                ];
                all.extend(cases.map(|(count, n)| (count.key().to_owned(), n)));
            }
        }
        Ok(all)
    }
}
