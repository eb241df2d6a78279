//! What a notice of the State Council and a regional overlay say, before they become a table.

use crate::day::Day;
use crate::text::Problem;

/// The arrangement of one year: the notice of the State Council, or the statutory days while there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    year: i32,
    status: YearStatus,
    sources: Vec<String>,
    days: Vec<ListedDay>,
}

/// Whether the year's notice has been published (domain.md 3.1).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum YearStatus {
    /// By the State Council's notice.
    Official,
    /// Statutory days and weekends only: every result is marked and re-dated when the notice comes.
    Provisional,
}

/// What a notice says of one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedDay {
    /// The day.
    pub day: Day,
    /// Off or worked.
    pub rule: DayRule,
    /// The holiday in Chinese; of a worked day, the holiday it makes up for.
    pub name: String,
}

/// What is done on a listed day.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum DayRule {
    /// 放假
    Off,
    /// 上班 (调休)
    Work,
}

/// Local holidays of an autonomous area over the national base (全国年节及纪念日放假办法 §4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overlay {
    pub(crate) region: String,
    pub(crate) version: u16,
    pub(crate) name: String,
    pub(crate) days: Vec<ListedDay>,
}

/// A holiday's or region's name in characters, at most.
const NAME_CHARS_MAX: usize = 40;
/// Days that one line may cover.
const RANGE_DAYS_MAX: i32 = 31;
/// Where a notice was published, in bytes and in number.
const SOURCE_BYTES_MAX: usize = 200;
const SOURCES_MAX: usize = 4;

impl Notice {
    /// A notice of this year (1950 to 2199) that lists nothing yet.
    pub fn new(year: i32, status: YearStatus) -> Result<Notice, Problem> {
        if !(1950..=2199).contains(&year) {
            return Err(Problem::Year);
        }
        Ok(Notice { year, status, sources: Vec::new(), days: Vec::new() })
    }

    /// Lists every day from `first` to `last`. A notice may name days of its year and of December before.
    pub fn list(&mut self, first: Day, last: Day, rule: DayRule, name: &str) -> Result<(), Problem> {
        let of_year = |day: Day| matches!(day.ymd(), (year, month, _) if year == self.year || (year == self.year - 1 && month == 12));
        if !of_year(first) || !of_year(last) {
            return Err(Problem::NotOfYear);
        }
        insert(&mut self.days, first, last, rule, name)
    }

    /// Lists this day no more.
    pub(crate) fn forget(&mut self, day: Day) {
        self.days.retain(|listed| listed.day != day);
    }

    /// Adds where the notice was published: an address or a document number.
    pub fn add_source(&mut self, source: &str) -> Result<(), Problem> {
        let clean = !source.is_empty() && !source.chars().any(|c| c.is_control() || c.is_whitespace());
        if !clean || source.len() > SOURCE_BYTES_MAX || self.sources.len() == SOURCES_MAX {
            return Err(Problem::Source);
        }
        self.sources.push(source.to_owned());
        Ok(())
    }

    /// The year the notice arranges.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Official or provisional.
    pub fn status(&self) -> YearStatus {
        self.status
    }

    /// Where it was published; two where a second notice changed the first.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// What it lists, in order of days.
    pub fn days(&self) -> &[ListedDay] {
        &self.days
    }
}

impl Overlay {
    /// An overlay of a region (six digits of GB/T 2260), with its own version from 1.
    pub fn new(region: &str, version: u16, name: &str) -> Result<Overlay, Problem> {
        let six_digits = region.len() == 6 && region.bytes().all(|byte| byte.is_ascii_digit());
        if !six_digits || version == 0 {
            return Err(Problem::Region);
        }
        check_name(name)?;
        Ok(Overlay { region: region.to_owned(), version, name: name.to_owned(), days: Vec::new() })
    }

    /// Lists every day from `first` to `last`; it stands over what the national notice says of them.
    pub fn list(&mut self, first: Day, last: Day, rule: DayRule, name: &str) -> Result<(), Problem> {
        insert(&mut self.days, first, last, rule, name)
    }

    /// Six digits of GB/T 2260.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The overlay's own version.
    pub fn version(&self) -> u16 {
        self.version
    }

    /// The region's name in Chinese.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it lists, in order of days.
    pub fn days(&self) -> &[ListedDay] {
        &self.days
    }
}

fn insert(
    days: &mut Vec<ListedDay>,
    first: Day,
    last: Day,
    rule: DayRule,
    name: &str,
) -> Result<(), Problem> {
    check_name(name)?;
    if last < first {
        return Err(Problem::DayOrder);
    }
    let length = last.number() - first.number() + 1;
    if length > RANGE_DAYS_MAX {
        return Err(Problem::RangeTooLong);
    }
    let place = days.partition_point(|listed| listed.day < first);
    if days.get(place).is_some_and(|next| next.day <= last) {
        return Err(Problem::DayTwice);
    }
    let new = (0..length).map(|n| ListedDay { day: first.plus_days(n), rule, name: name.to_owned() });
    days.splice(place..place, new);
    Ok(())
}

fn check_name(name: &str) -> Result<(), Problem> {
    let clean = !name.is_empty() && !name.chars().any(|c| c.is_control() || c.is_whitespace());
    if clean && name.chars().count() <= NAME_CHARS_MAX { Ok(()) } else { Err(Problem::Name) }
}
