//! The calendar itself: one byte-sized answer a day, and a rank and a select table that make working days two look-ups.

use std::fmt;
use std::sync::OnceLock;

use crate::day::Day;
use crate::notice::{DayRule, ListedDay, Notice, Overlay, YearStatus};
use crate::text::{Body, CalendarError, Problem, check_next};
use crate::version::CalendarVersion;

/// Which days are worked: the notices of the State Council year by year, and at most one region's overlay. Immutable.
#[derive(Clone, Debug)]
pub struct Calendar {
    body: Body,
    version: CalendarVersion,
    first: Day,
    last: Day,
    provisional_from: Option<Day>,
    names: Vec<String>,
    /// One entry for each day from `first`.
    days: Vec<Entry>,
    /// How many working days there are from `first` to this day, it included.
    rank: Vec<u16>,
    /// The place of the n-th working day, counted from 0.
    select: Vec<u16>,
}

/// The year has no notice and no provisional table here: the product says so and does not guess (domain.md 3.1).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct YearUnknown(
    /// The year that is missing.
    pub i32,
);

/// What the calendar says of one day.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct DayStatus<'a> {
    /// Why it is worked or not.
    pub kind: DayKind,
    /// The holiday; of a made-up working day, the holiday it makes up for.
    pub name: Option<&'a str>,
    /// The year's notice has not been published yet.
    pub provisional: bool,
    /// The day is arranged by the region and not by the State Council.
    pub regional: bool,
}

/// Why a day is worked or not.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum DayKind {
    /// Monday to Friday, and no holiday.
    Working,
    /// Saturday or Sunday that no notice names.
    Weekend,
    /// Named as off.
    Holiday,
    /// Named as worked: a weekend day made up for a holiday (调休上班).
    MakeUp,
}

#[derive(Copy, Clone, Debug)]
struct Entry {
    kind: DayKind,
    regional: bool,
    name: u16,
}

const NAMES_MAX: usize = 500;
const NO_NAME: u16 = u16::MAX;

impl DayStatus<'_> {
    /// Whether the office works on this day.
    pub fn is_working(&self) -> bool {
        matches!(self.kind, DayKind::Working | DayKind::MakeUp)
    }
}

impl Calendar {
    /// The national calendar of this edition: the notices of 2007 to 2026, and 2027 and 2028 provisional.
    pub fn built_in() -> &'static Calendar {
        static BUILT_IN: OnceLock<Calendar> = OnceLock::new();
        BUILT_IN.get_or_init(|| {
            Calendar::parse(include_str!("../data/notices.txt")).expect("a test reads the built-in notices")
        })
    }

    /// Reads a calendar in the format of `data/notices.txt`; at most 256 KiB.
    pub fn parse(text: &str) -> Result<Calendar, CalendarError> {
        Calendar::make(Body::parse(text)?)
    }

    /// A calendar of these notices, year after year without a gap, provisional ones last; issue 1 of its last official year.
    pub fn from_notices(notices: Vec<Notice>) -> Result<Calendar, CalendarError> {
        let official = notices.iter().rev().find(|notice| notice.status() == YearStatus::Official);
        let year = official.or(notices.first()).ok_or(Problem::NoYear)?.year();
        Calendar::make(Body { edition: (year as u16, 1), notices, overlay: None })
    }

    /// This calendar with one more year, or with another notice of a year it has. A notice takes the place of a
    /// provisional year or of an earlier notice (2015, 2019, 2020); a provisional year never that of a notice.
    pub fn with_year(&self, notice: Notice) -> Result<Calendar, CalendarError> {
        let mut body = self.body.clone();
        let official = notice.status() == YearStatus::Official;
        match body.notices.iter().position(|held| held.year() == notice.year()) {
            Some(place) if body.notices[place].status() == YearStatus::Official && !official => {
                return Err(Problem::NotProvisional.into());
            }
            Some(place) => body.notices[place] = notice,
            None => body.notices.push(notice),
        }
        body.notices.sort_by_key(Notice::year);
        let last_official = last_official_year(&body.notices);
        body.edition = match last_official {
            Some(year) if year > i32::from(body.edition.0) => (year as u16, 1),
            _ => (body.edition.0, body.edition.1.saturating_add(1)),
        };
        Calendar::make(body)
    }

    /// This calendar with a region's holidays over the national base; takes the place of an overlay it had.
    pub fn with_overlay(&self, overlay: Overlay) -> Result<Calendar, CalendarError> {
        Calendar::make(Body { overlay: Some(overlay), ..self.body.clone() })
    }

    /// The one spelling of this calendar: the immutable body that a division adopts.
    pub fn to_text(&self) -> String {
        self.body.to_text()
    }

    /// Which edition and content this is.
    pub fn version(&self) -> CalendarVersion {
        self.version
    }

    /// What is known of this day. Listed: as listed; else off on Saturday and Sunday (domain.md 3.1).
    pub fn status(&self, day: Day) -> Result<DayStatus<'_>, YearUnknown> {
        let entry = self.days[self.place(day)?];
        Ok(DayStatus {
            kind: entry.kind,
            name: self.names.get(usize::from(entry.name)).map(String::as_str),
            provisional: self.is_provisional(day),
            regional: entry.regional,
        })
    }

    /// Whether the office works on this day.
    pub fn is_working(&self, day: Day) -> Result<bool, YearUnknown> {
        let kind = self.days[self.place(day)?].kind;
        Ok(matches!(kind, DayKind::Working | DayKind::MakeUp))
    }

    /// The `n`-th working day after `start`, which itself is not counted (民法典 §201) and need not be a working
    /// day; `start` itself for 0. Two look-ups for any `n`.
    #[inline]
    pub fn add_working_days(&self, start: Day, n: u32) -> Result<Day, YearUnknown> {
        let Some(rank) = self.rank.get(self.offset(start)) else { return Err(unknown(start)) };
        if n == 0 {
            return Ok(start);
        }
        let nth = usize::from(*rank) + n as usize - 1;
        match self.select.get(nth) {
            Some(place) => Ok(self.first.plus_small(*place)),
            None => Err(YearUnknown(self.last.year() + 1)),
        }
    }

    /// This day if it is worked, else the next that is (民法典 §203).
    pub fn working_day_from(&self, day: Day) -> Result<Day, YearUnknown> {
        if self.is_working(day)? { Ok(day) } else { self.add_working_days(day, 1) }
    }

    /// Working days after `after` until `until`, it included; negative where `until` lies before `after`.
    pub fn working_days_between(&self, after: Day, until: Day) -> Result<i32, YearUnknown> {
        let (after, until) = (self.place(after)?, self.place(until)?);
        Ok(i32::from(self.rank[until]) - i32::from(self.rank[after]))
    }

    /// Working days of a year: 248 in 2026.
    pub fn working_days_of(&self, year: i32) -> Result<i32, YearUnknown> {
        let end = |year: i32| Day::from_ymd(year, 12, 31).ok_or(YearUnknown(year));
        let until = self.place(end(year)?)?;
        let before = if year == self.first.year() { 0 } else { self.rank[self.place(end(year - 1)?)?] };
        Ok(i32::from(self.rank[until]) - i32::from(before))
    }

    /// Whether a result that rests on this day is provisional; then so is every later one, for no period that ends
    /// later can have been counted on official years alone. The last days of December before are official and may
    /// still be changed by the notice that is awaited; re-dating covers them.
    pub fn is_provisional(&self, day: Day) -> bool {
        self.provisional_from.is_some_and(|from| day >= from)
    }

    /// The years in order, and whether each is official.
    pub fn years(&self) -> impl Iterator<Item = (i32, YearStatus)> {
        self.body.notices.iter().map(|notice| (notice.year(), notice.status()))
    }

    /// The notice of a year as it was adopted.
    pub fn notice(&self, year: i32) -> Option<&Notice> {
        self.body.notices.iter().find(|notice| notice.year() == year)
    }

    /// The region's overlay, if there is one.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.body.overlay.as_ref()
    }

    /// The first day that is known.
    pub fn first_day(&self) -> Day {
        self.first
    }

    /// The last day that is known.
    pub fn last_day(&self) -> Day {
        self.last
    }

    #[inline]
    fn place(&self, day: Day) -> Result<usize, YearUnknown> {
        let place = self.offset(day);
        if place < self.days.len() { Ok(place) } else { Err(unknown(day)) }
    }

    /// Days since the first; a day before it wraps to a number past every table.
    #[inline]
    fn offset(&self, day: Day) -> usize {
        day.number().wrapping_sub(self.first.number()) as u32 as usize
    }

    /// What it was made of.
    pub(crate) fn body(&self) -> &Body {
        &self.body
    }

    pub(crate) fn make(body: Body) -> Result<Calendar, CalendarError> {
        for place in 1..body.notices.len() {
            check_next(&body.notices[..place], &body.notices[place])?;
        }
        let (Some(first), Some(last)) = (body.notices.first(), body.notices.last()) else {
            return Err(Problem::NoYear.into());
        };
        if last_official_year(&body.notices).is_some_and(|year| year != i32::from(body.edition.0)) {
            return Err(Problem::EditionYear.into());
        }
        let year_day = |year, month, day| {
            Day::from_ymd(year, month, day).expect("a notice's year is a year of the calendar")
        };
        let (first, last) = (year_day(first.year(), 1, 1), year_day(last.year(), 12, 31));
        let provisional = body.notices.iter().find(|notice| notice.status() == YearStatus::Provisional);
        let provisional_from = provisional.map(|notice| year_day(notice.year(), 1, 1));
        let version = CalendarVersion::of(body.edition.0, body.edition.1, &body.to_text());
        let (names, days) = fill(&body, first, last)?;
        let (rank, select) = count(&days);
        Ok(Calendar { body, version, first, last, provisional_from, names, days, rank, select })
    }
}

#[cold]
fn unknown(day: Day) -> YearUnknown {
    YearUnknown(day.year())
}

fn last_official_year(notices: &[Notice]) -> Option<i32> {
    notices.iter().rev().find(|notice| notice.status() == YearStatus::Official).map(Notice::year)
}

/// Weekends first, then the notices in order of years (the later stands), then the region.
fn fill(body: &Body, first: Day, last: Day) -> Result<(Vec<String>, Vec<Entry>), Problem> {
    let mut names: Vec<String> = Vec::new();
    let mut days: Vec<Entry> = (first.number()..=last.number())
        .map(|number| first.plus_days(number - first.number()))
        .map(|day| if day.weekday().is_weekend() { DayKind::Weekend } else { DayKind::Working })
        .map(|kind| Entry { kind, regional: false, name: NO_NAME })
        .collect();
    let mut put = |listed: &ListedDay, regional: bool| {
        let place = listed.day.number() - first.number();
        let Some(entry) = usize::try_from(place).ok().and_then(|place| days.get_mut(place)) else {
            // December before the first year: the notice is kept whole, the day is not known.
            return if regional { Err(Problem::OutsideYears) } else { Ok(()) };
        };
        let name = match names.iter().position(|name| *name == listed.name) {
            Some(name) => name,
            None if names.len() == NAMES_MAX => return Err(Problem::TooManyNames),
            None => {
                names.push(listed.name.clone());
                names.len() - 1
            }
        };
        let kind = match listed.rule {
            DayRule::Off => DayKind::Holiday,
            DayRule::Work => DayKind::MakeUp,
        };
        *entry = Entry { kind, regional, name: name as u16 };
        Ok(())
    };
    for listed in body.notices.iter().flat_map(Notice::days) {
        put(listed, false)?;
    }
    for listed in body.overlay.iter().flat_map(Overlay::days) {
        put(listed, true)?;
    }
    Ok((names, days))
}

/// A hundred years are 36,525 days, so a place and a count fit in 16 bits.
fn count(days: &[Entry]) -> (Vec<u16>, Vec<u16>) {
    let mut rank = Vec::with_capacity(days.len());
    let mut select = Vec::with_capacity(days.len());
    for (place, entry) in days.iter().enumerate() {
        if matches!(entry.kind, DayKind::Working | DayKind::MakeUp) {
            select.push(place as u16);
        }
        rank.push(select.len() as u16);
    }
    (rank, select)
}

impl fmt::Display for YearUnknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the holidays of {} are not known", self.0)
    }
}

impl std::error::Error for YearUnknown {}
