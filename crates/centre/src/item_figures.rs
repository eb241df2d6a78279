//! What is published of the items. Counted from the catalogue: under agency, at the doorstep, online, and by how much the promise
//! is shorter than the law (R176, R177, R178, R180, A4). Counted from the cases: how many days they really took, beside the promise
//! and the law, so that a padded promise is seen (F11).

use std::collections::BTreeMap;

use calendar::{Day, LimitUnit};
use catalogue::Item;
use catalogue::item::{Agency, ItemKind, ServiceMode};
use oversight::figure::ItemCounts;

use store::{Migration, Statement, Value};

use crate::{Centre, Fault};

/// How many concluded cases of an item took how many days, by month. The follower of the figures counts from the first entry again.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0049_item_took",
    sql: r#"
create table if not exists item_took (
  division text not null, item text not null, month text not null, days bigint not null, count bigint not null,
  primary key (item, division, month, days));
delete from day_count;
delete from complaint_count;
"#,
};

/// Months that a guide looks back.
const MONTHS_BACK: i32 = 12;

/// Adds cases that took so many days to the figures of their items.
pub(crate) fn took(division: &str, month: &str, days: i64, cases: &[&str]) -> Statement {
    let mut params: Vec<Value> = vec![division.into(), month.into(), days.into()];
    let list = crate::counts::case_list(cases, &mut params);
    let sql = format!(
        "insert into item_took (division, item, month, days, count)
         select $1, item, $2, $3, count(*) from case_row
         where division = $1 and case_id in ({list}) group by item
         on conflict (item, division, month, days) do update set count = item_took.count + excluded.count"
    );
    Statement::new(sql, params)
}

/// How long the concluded cases of an item really took, in days of its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Took {
    /// Cases.
    pub cases: u64,
    /// Days within which half of them were done.
    pub half: u64,
    /// Days within which nine of ten were done.
    pub most: u64,
}

/// Days and cases in ascending order of the days; none of nothing.
fn took_of(days: &[(u64, u64)]) -> Option<Took> {
    let cases: u64 = days.iter().map(|(_, count)| count).sum();
    let within = |tenths: u64| {
        let needed = (cases * tenths).div_ceil(10);
        let mut seen = 0;
        days.iter().find_map(|(days, count)| {
            seen += count;
            (seen >= needed).then_some(*days)
        })
    };
    (cases > 0).then_some(())?;
    Some(Took { cases, half: within(5)?, most: within(9)? })
}

/// Items that are open, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFigures {
    /// By the code of the unit that decides.
    pub units: BTreeMap<String, ItemCounts>,
    /// By their kind in the code set: how many, and how many of them under whole-course agency (R177).
    pub kinds: BTreeMap<&'static str, (ItemKind, u64, u64)>,
    /// By the digit of the level that exercises them: street and community counted apart (R177).
    pub levels: BTreeMap<u8, ItemCounts>,
}

/// One item, counted.
fn counted(item: &Item) -> ItemCounts {
    let days = |limit: calendar::Limit| match limit.unit {
        LimitUnit::WorkingDays => Some(u64::from(limit.number)),
        LimitUnit::OnTheSpot | LimitUnit::SameDay => Some(0),
        _ => None,
    };
    let granted = item.statutory.as_ref().map(|it| it.limit).filter(|it| it.unit == LimitUnit::WorkingDays);
    let (statutory_days, promised_days) = match (granted, days(item.promised.limit)) {
        (Some(granted), Some(promised)) => (u64::from(granted.number), promised),
        _ => (0, 0),
    };
    ItemCounts {
        all: 1,
        agency: u64::from(item.service_mode == ServiceMode::WholeCourseAgency),
        doorstep: u64::from(item.agency == Agency::OnBehalf),
        online: u64::from(item.channels.online),
        statutory_days,
        promised_days,
    }
}

impl Centre {
    /// The items that are open today.
    pub async fn item_figures(&self) -> Result<ItemFigures, Fault> {
        let mut figures = ItemFigures::default();
        for entry in self.item_list().await?.into_iter().filter(|it| it.is_live()) {
            let item = &*entry.item;
            let one = counted(item);
            let unit = figures.units.entry(item.authority.as_str().to_owned()).or_default();
            let level = figures.levels.entry(item.level.digit()).or_default();
            for (word, count) in one.words() {
                unit.add(word, count);
                level.add(word, count);
            }
            let kind = figures.kinds.entry(item.kind.code()).or_insert((item.kind, 0, 0));
            kind.1 += one.all;
            kind.2 += one.agency;
        }
        Ok(figures)
    }

    /// How long cases of an item really took in the last twelve months and this one; none where none was concluded.
    pub async fn item_took(&self, item: &str, today: Day) -> Result<Option<Took>, Fault> {
        let (year, month, _) = today.ymd();
        let from = format!("{:04}-{month:02}", year - MONTHS_BACK / 12);
        let sql = "select days, cast(sum(count) as bigint) from item_took
                   where item = $2 and division = $1 and month >= $3 group by days order by days limit 2000";
        let params = vec![self.division.as_str().into(), item.into(), from.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let days: Result<Vec<(u64, u64)>, Fault> =
            rows.iter().map(|row| Ok((row.count(0)?, row.count(1)?))).collect();
        Ok(took_of(&days?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F11: half and nine tenths, rounded so that at least so many were done.
    #[test]
    fn half_and_nine_tenths_are_days_within_which_at_least_so_many_were_done() {
        let of = |days: &[(u64, u64)]| took_of(days).map(|it| (it.cases, it.half, it.most));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(4, 1)]), Some((1, 4, 4)));
        assert_eq!(of(&[(0, 5), (6, 5)]), Some((10, 0, 6)), "half of ten are five");
        assert_eq!(of(&[(0, 5), (6, 6)]), Some((11, 6, 6)), "half of eleven are more than five");
        assert_eq!(of(&[(1, 9), (30, 1)]), Some((10, 1, 1)), "one of ten may take long");
        assert_eq!(of(&[(1, 9), (30, 2)]), Some((11, 1, 30)));
    }
}
