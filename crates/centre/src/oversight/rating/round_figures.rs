//! What became of bad ratings, in figures: called back, put right, content afterwards, late (N50, N52, F17).

use std::collections::BTreeMap;

use calendar::Day;
use catalogue::{UnitCode, WindowId};
use oversight::assessment::{Count, Subject};
use oversight::rating::{Kind, percent};
use store::{Migration, Statement};

use super::board::GIVEN_WITHIN_DAYS;
use crate::oversight::assessment_count::Lines;
use crate::{Centre, Fault};

/// How far the round of a bad rating came; of those from before what their entries say.
pub const SCHEMA: Migration = Migration {
    name: "0101_rating_round",
    sql: r#"
alter table rating_row add column reachable bigint not null default 0;
alter table rating_row add column called bigint not null default 0;
alter table rating_row add column corrected bigint not null default 0;
alter table rating_row add column resolved bigint not null default 0;
update rating_row set reachable = 1 where grade > 3 and channel = 'own';
update rating_row set called = 1 where grade > 3 and exists (select 1 from entry e
  where e.division = rating_row.division and e.stream = 'rating/' || rating_row.rating_id and e.version > 0
  and e.kind = 'rating.called');
update rating_row set corrected = 1 where grade > 3 and exists (select 1 from entry e
  where e.division = rating_row.division and e.stream = 'rating/' || rating_row.rating_id and e.version > 0
  and e.kind = 'rating.corrected');
"#,
};

/// Windows and units at most.
const ROWS_MAX: u64 = 2_000;

/// The bad ratings of a window or a unit that count, by either way, as they stand now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rounds {
    /// All of them.
    pub bad: u32,
    /// Of these, where whoever rated can be called.
    pub reachable: u32,
    /// Of those, called back (差评回访).
    pub called: u32,
    /// Found to be so, to be put right.
    pub confirmed: u32,
    /// Of these, put right (差评整改).
    pub corrected: u32,
    /// Of these, content afterwards.
    pub resolved: u32,
    /// Some step of them was late.
    pub late: u32,
}

impl Rounds {
    /// 差评回访率 in whole percent; none where nobody could be called.
    pub fn called_share(&self) -> Option<u32> {
        (self.reachable > 0).then(|| percent(self.called, self.reachable))
    }

    /// 差评整改率 in whole percent; none where nothing was to be put right.
    pub fn corrected_share(&self) -> Option<u32> {
        (self.confirmed > 0).then(|| percent(self.corrected, self.confirmed))
    }

    /// Those of both.
    #[must_use]
    pub fn with(self, other: Rounds) -> Rounds {
        Rounds {
            bad: self.bad + other.bad,
            reachable: self.reachable + other.reachable,
            called: self.called + other.called,
            confirmed: self.confirmed + other.confirmed,
            corrected: self.corrected + other.corrected,
            resolved: self.resolved + other.resolved,
            late: self.late + other.late,
        }
    }
}

/// A line: what is rated, the window, the unit, and what became of it.
pub(in crate::oversight) struct RoundsOf {
    pub(in crate::oversight) kind: Kind,
    pub(in crate::oversight) window: String,
    pub(in crate::oversight) unit: String,
    pub(in crate::oversight) rounds: Rounds,
}

impl Centre {
    /// What became of the bad ratings of those who were asked in a period; what was left out is not among them.
    pub(in crate::oversight) async fn rating_rounds(
        &self,
        from: Day,
        until: Day,
    ) -> Result<Vec<RoundsOf>, Fault> {
        let sql = "select kind, window_id, unit, cast(count(*) as bigint), cast(sum(reachable) as bigint), \
                     cast(sum(called) as bigint), cast(sum(confirmed) as bigint), cast(sum(corrected) as bigint), \
                     cast(sum(resolved) as bigint), cast(sum(late) as bigint) from rating_row \
                   where division = $1 and grade > 3 and given_at >= $2 and given_at < $3 \
                   and coalesce(invited_at, given_at) >= $2 and coalesce(invited_at, given_at) < $4 \
                   and state not in ('dismissed', 'to-decide-appeal') group by kind, window_id, unit limit $5";
        let after = until.plus_days(1);
        let params = vec![
            self.division.as_str().into(),
            from.start().0.into(),
            after.plus_days(GIVEN_WITHIN_DAYS).start().0.into(),
            after.start().0.into(),
            ROWS_MAX.into(),
        ];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let count = |place| -> Result<u32, Fault> { Ok(u32::try_from(row.int(place)?).unwrap_or(0)) };
            let visit = row.text(0)? == Kind::Visit.key();
            all.push(RoundsOf {
                kind: if visit { Kind::Visit } else { Kind::Matter },
                window: row.text(1)?.to_owned(),
                unit: row.text(2)?.to_owned(),
                rounds: Rounds {
                    bad: count(3)?,
                    reachable: count(4)?,
                    called: count(5)?,
                    confirmed: count(6)?,
                    corrected: count(7)?,
                    resolved: count(8)?,
                    late: count(9)?,
                },
            });
        }
        Ok(all)
    }

    /// What became of them, of each unit and window of a term (N50).
    pub(in crate::oversight) async fn count_rounds_of(
        &self,
        first: Day,
        last: Day,
        lines: &mut Lines,
    ) -> Result<(), Fault> {
        for it in self.rating_rounds(first, last).await? {
            let window = WindowId::parse(&it.window).ok().filter(|_| it.kind == Kind::Visit);
            let unit = UnitCode::parse(&it.unit).ok();
            let subjects = [unit.map(Subject::Unit), window.map(Subject::Window)];
            for subject in subjects.into_iter().flatten() {
                lines.add(subject, Count::BadReachable, i64::from(it.rounds.reachable));
                lines.add(subject, Count::BadCalled, i64::from(it.rounds.called));
                lines.add(subject, Count::BadConfirmed, i64::from(it.rounds.confirmed));
                lines.add(subject, Count::BadCorrected, i64::from(it.rounds.corrected));
            }
        }
        Ok(())
    }

    /// The same by what is rated and the code of the window or the unit.
    pub(super) async fn rating_rounds_by_group(
        &self,
        from: Day,
        until: Day,
    ) -> Result<BTreeMap<(Kind, String), Rounds>, Fault> {
        let mut groups: BTreeMap<(Kind, String), Rounds> = BTreeMap::new();
        for it in self.rating_rounds(from, until).await? {
            let code = if it.kind == Kind::Visit { it.window } else { it.unit };
            let group = groups.entry((it.kind, code)).or_default();
            *group = group.with(it.rounds);
        }
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // N50, N52: a rate has both its numbers, and there is none where there is nothing to be counted.
    #[test]
    fn rates_of_rounds_are_of_those_who_could_be_called_and_of_what_was_to_be_put_right() {
        let none = Rounds::default();
        assert_eq!((none.called_share(), none.corrected_share()), (None, None));
        let some = Rounds { bad: 5, reachable: 4, called: 3, confirmed: 2, corrected: 2, ..none };
        assert_eq!((some.called_share(), some.corrected_share()), (Some(75), Some(100)));
        let nobody = Rounds { bad: 1, confirmed: 1, ..none };
        assert_eq!((nobody.called_share(), nobody.corrected_share()), (None, Some(0)));
        assert_eq!(some.with(nobody).bad, 6);
    }
}
