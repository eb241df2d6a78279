//! When officers act: acts of cases by unit, day and half hour, kept by a follower (F4).

use std::collections::BTreeMap;

use calendar::Instant;
use ledger::{Follower, FollowerTx, Stretch, TIME};
use oversight::hours::slot;
use store::{Statement, StoreError, Value};

use crate::counts::{CASES_AT_ONCE, case_list};
use crate::domain::Desk;

/// The follower that keeps `act_time`; it can be dropped and rebuilt at any time.
pub struct ActTimes;

/// What moves a case on and is a person's entry; what time or the applicant does is none.
pub(crate) const ACTS: &[&str] = &[
    "case.received",
    "case.received-more",
    "case.correction-noticed",
    "case.correction-renewed",
    "case.accepted",
    "case.acceptance-refused",
    "case.step-confirmed",
    "case.step-completed",
    "case.step-returned",
    "case.stopped",
    "case.extended",
    "case.decided",
    "case.rechecked",
    "case.document-made",
    "case.delivered",
];

/// Adds acts on these cases to the figures of their units; a case stands in the list once.
fn count_statement(division: &str, day: &str, slot: u32, cases: &[&str]) -> Statement {
    let mut params: Vec<Value> = vec![division.into(), day.into(), i64::from(slot).into()];
    let list = case_list(cases, &mut params);
    let sql = format!(
        "insert into act_time (division, day, authority, slot, count)
         select $1, $2, authority, $3, count(*) from case_row
         where division = $1 and case_id in ({list}) group by authority
         on conflict (division, day, authority, slot) do update set count = act_time.count + excluded.count"
    );
    Statement::new(sql, params)
}

impl Follower<Desk> for ActTimes {
    fn name(&self) -> &str {
        "act-times"
    }

    fn empty(&self) -> Vec<Statement> {
        vec![Statement::new("delete from act_time", vec![])]
    }

    fn apply(&self, _domain: &Desk, tx: &mut FollowerTx, entries: &Stretch<Desk>) -> Result<(), StoreError> {
        let applicant = casework::applicant_itself();
        // A case with several acts in one half hour is counted in as many turns, since a statement counts each case once.
        let mut turns: BTreeMap<(&str, String, u32, usize), Vec<&str>> = BTreeMap::new();
        let mut seen: BTreeMap<(&str, i64, u32), usize> = BTreeMap::new();
        for entry in entries.iter() {
            let by_person = entry.actor != TIME && entry.actor != applicant.as_str();
            let Some(case) = entry.stream.strip_prefix("case/") else { continue };
            if !by_person || !ACTS.contains(&entry.kind.as_str()) {
                continue;
            }
            let at = Instant(entry.recorded_at);
            let (day, slot) = (at.day(), slot(at));
            let turn = seen.entry((case, day.start().0, slot)).and_modify(|turn| *turn += 1).or_insert(0);
            turns.entry((&entry.division, day.to_string(), slot, *turn)).or_default().push(case);
        }
        for ((division, day, slot, _), cases) in &turns {
            for part in cases.chunks(CASES_AT_ONCE) {
                tx.push(count_statement(division, day, *slot, part));
            }
        }
        Ok(())
    }
}
