//! The flow of an item as its cases of the last days went, for those who answer for its unit or supervise it.

use calendar::{Calendar, Day, Instant};
use casework::Event;
use catalogue::{CaseId, Item};
use mining::{Flow, Node};
use store::{Statement, Value};

use crate::account::Session;
use crate::case::{Problem, stream_of};
use crate::course_log::{read, step_of};
use crate::{Centre, Fault};

/// Days back that are looked at.
pub const DAYS: i32 = 90;
/// Cases looked at, the newest first.
pub const CASES_MAX: usize = 5_000;
/// Entries looked at; no case is begun after so many.
pub const ENTRIES_MAX: usize = 100_000;
/// Cases read at once.
const TAKEN: usize = 256;

/// The cases of an item since a day, the newest first: found by an index, however many there ever were.
pub const CASES_SQL: &str = "select case_id from case_item
     where item = $1 and division = $2 and received_at >= $3 order by received_at desc, case_id desc limit $4";

/// A flow and what it was computed from.
#[derive(Debug, Clone)]
pub struct FlowRead {
    /// The flow.
    pub flow: Flow,
    /// The first day of receipt.
    pub since: Day,
    /// Whether there were more cases than are looked at.
    pub cut: bool,
}

impl Centre {
    /// The flow of an item over the last [`DAYS`] days of receipt; out of scope for whoever does not see every case of its
    /// authority.
    pub async fn flow(&self, session: &Session, item: &Item) -> Result<FlowRead, Problem> {
        let scope = self.scope(session).await?;
        if !scope.covers_unit(item.authority) {
            return Err(Problem::OutOfScope);
        }
        let since = self.today().plus_days(-DAYS);
        let cases = self.cases_since(item, since).await?;
        let mut cut = cases.len() > CASES_MAX;
        let mut courses = Vec::with_capacity(cases.len().min(CASES_MAX));
        let mut seen = 0;
        for taken in cases[..cases.len().min(CASES_MAX)].chunks(TAKEN) {
            if seen >= ENTRIES_MAX {
                cut = true;
                break;
            }
            let streams: Vec<String> = taken.iter().map(|case| stream_of(*case)).collect();
            for entries in self.ledger.courses(&self.division, &streams, 0).await.map_err(Fault::from)? {
                seen += entries.len();
                let mut course = Vec::with_capacity(entries.len());
                // An item that changed its authority: of the cases of another one nothing is said.
                let mut covered = true;
                for entry in &entries {
                    if Node::of(&entry.kind, Some(0)).is_none() {
                        continue;
                    }
                    let event = read(entry)?;
                    if let Event::Received(it) = &event {
                        covered = scope.covers_unit(it.authority);
                    }
                    course.extend(Node::of(&entry.kind, step_of(&event)).map(|node| (node, event.at())));
                }
                if covered {
                    courses.push(course);
                }
            }
        }
        let in_force = self.in_force().await?.calendar;
        let calendar = in_force.as_deref().unwrap_or_else(|| Calendar::built_in());
        let courses = courses.iter().map(|course: &Vec<(Node, Instant)>| course.as_slice());
        Ok(FlowRead { flow: mining::flow(courses, calendar), since, cut })
    }

    async fn cases_since(&self, item: &Item, since: Day) -> Result<Vec<CaseId>, Fault> {
        let params: Vec<Value> = vec![
            item.code.as_str().into(),
            self.division.as_str().into(),
            since.start().0.into(),
            (CASES_MAX as u64 + 1).into(),
        ];
        let rows = self.store.read(Statement::new(CASES_SQL, params)).await?;
        Ok(rows.iter().filter_map(|row| CaseId::parse(row.text(0).ok()?).ok()).collect())
    }
}
