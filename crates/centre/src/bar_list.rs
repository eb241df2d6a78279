//! Who is on the bar list: its rows, and the list page by page (N26, A25).

use calendar::Day;
use casework::bar::{Bar, Ground};
use catalogue::{CaseId, UnitCode};
use ledger::RowImage;
use store::{Statement, Value};

use crate::account::Session;
use crate::bars::{BarOf, stage};
use crate::list::{BRIEF, CaseBrief, brief_columns};
use crate::scope::within;
use crate::{Centre, Fault};

const COLUMNS: &[&str] =
    &["division", "bar_id", "authority", "case_id", "ground", "stage", "from_on", "until_on", "open"];

/// An entry as the list shows it.
#[derive(Debug, Clone)]
pub struct BarLine {
    /// The case out of which it came.
    pub brief: CaseBrief,
    /// For what.
    pub ground: Ground,
    /// `proposed`, `heard`, `decided`, `told`.
    pub stage: String,
    /// Last day; none until it is lifted, or before a decision.
    pub until: Option<Day>,
    /// Whether something is still to be done.
    pub open: bool,
    /// The record it stands in.
    pub of: BarOf,
}

impl BarLine {
    /// Where the list goes on after this one.
    pub fn place(&self) -> BarPlace {
        BarPlace { open: self.open, until: self.until, case: self.brief.id, of: self.of }
    }
}

impl BarPlace {
    /// As a cursor of an address.
    pub fn cursor(&self) -> String {
        let until = self.until.map_or_else(String::new, |day| day.to_string());
        format!("{}_{until}_{}_{}", u8::from(self.open), self.case, self.of.name())
    }

    /// The place that a cursor names.
    pub fn parse(text: &str) -> Option<BarPlace> {
        let (open, rest) = text.split_once('_')?;
        let (until, rest) = rest.split_once('_')?;
        let (case, of) = rest.split_once('_')?;
        let open = match open {
            "0" => false,
            "1" => true,
            _ => return None,
        };
        let until = if until.is_empty() { None } else { Some(Day::parse(until)?) };
        Some(BarPlace { open, until, case: CaseId::parse(case).ok()?, of: BarOf::named(of)? })
    }
}

/// A place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BarPlace {
    /// Whether something is still to be done.
    pub open: bool,
    /// Last day.
    pub until: Option<Day>,
    /// The case.
    pub case: CaseId,
    /// The record: two entries may have come out of one case.
    pub of: BarOf,
}

/// The list row; an entry that is over leaves none.
pub(crate) fn row(division: &str, stream: &str, state: &Bar) -> Option<RowImage> {
    let entry = state.entry.as_ref()?;
    let id = stream.strip_prefix("bar/")?;
    let authority = id.split('/').next().unwrap_or_default();
    let mut values: Vec<Value> = vec![division.into(), id.into()];
    if entry.end.is_some() {
        return Some(RowImage::absent("bar_row", COLUMNS, 2, values));
    }
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let columns: [Value; 7] = [
        authority.into(),
        entry.case.as_str().into(),
        entry.ground.name().into(),
        stage(entry).into(),
        day(entry.decision.map(|it| it.from)).into(),
        day(entry.decision.and_then(|it| it.until)).into(),
        entry.is_open().into(),
    ];
    values.extend(columns);
    Some(RowImage { table: "bar_row", columns: COLUMNS, key: 2, fixed: 2, values })
}

fn ground(name: &str) -> Result<Ground, Fault> {
    let known = Ground::ALL.into_iter().find(|ground| ground.name() == name);
    known.ok_or_else(|| Fault::inside("a row of the bar list bears no ground"))
}

impl Centre {
    /// One page of the entries in the person's scope, what is to be done first, then by their last day; with `unit` only
    /// that unit's. `after` is the last one shown.
    pub async fn bars_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<&BarPlace>,
        limit: usize,
    ) -> Result<Vec<BarLine>, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            limit.min(200).into(),
            after.map_or(2, |it| i64::from(it.open)).into(),
            after.and_then(|it| it.until).map_or_else(String::new, |day| day.to_string()).into(),
            after.map_or("", |it| it.case.as_str()).into(),
            after.map_or(0, |it| i64::from(it.of == BarOf::Item)).into(),
        ];
        let (seen, within) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            // The record of an item is named behind the person.
            "select {}, bar_ground, bar_stage, bar_until, bar_open, of_item from \
             (select c.*, b.ground as bar_ground, b.stage as bar_stage, b.until_on as bar_until, b.open as bar_open, \
              cast(case when b.bar_id like '%/%/%' then 1 else 0 end as bigint) as of_item \
              from bar_row b join case_row c on c.division = b.division and c.case_id = b.case_id \
              where b.division = $1) as listed \
             where {seen} and {within} and (bar_open < $3 or (bar_open = $3 and (bar_until > $4 \
              or (bar_until = $4 and (case_id > $5 or (case_id = $5 and of_item > $6)))))) \
             order by bar_open desc, bar_until, case_id, of_item limit $2",
            brief_columns()
        );
        let mut lines = Vec::new();
        for (row, brief) in self.briefs_with(Statement::new(sql, params)).await? {
            lines.push(BarLine {
                brief,
                ground: ground(row.text(BRIEF)?)?,
                stage: row.text(BRIEF + 1)?.to_owned(),
                until: Day::parse(row.text(BRIEF + 2)?),
                open: row.int(BRIEF + 3)? == 1,
                of: if row.int(BRIEF + 4)? == 1 { BarOf::Item } else { BarOf::Authority },
            });
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let case = "0123456789abcdef0123456789abcdef";
        for text in [format!("1__{case}_item"), format!("0_2027-03-01_{case}_authority")] {
            assert_eq!(BarPlace::parse(&text).map(|it| it.cursor()), Some(text));
        }
        for wrong in ["", "1", "2__x", "1_soon_x", "1__", &format!("1__{case}"), &format!("1__{case}_both")] {
            assert_eq!(BarPlace::parse(wrong), None, "{wrong}");
        }
    }
}
