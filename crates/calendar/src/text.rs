//! The text of a calendar: the immutable body that a division adopts, read with every error at its line.

use std::fmt::{self, Write as _};

use crate::day::Day;
use crate::notice::{DayRule, ListedDay, Notice, Overlay, YearStatus};
use crate::version::parse_edition;

/// Why a calendar, a notice or an overlay is refused, and at which line where it was read from a text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct CalendarError {
    /// The line from 1; `None` where it was not read from a text.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a calendar, a notice or an overlay.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// More than 256 KiB.
    TextTooLong,
    /// The first line of a calendar must be `edition 2026.1`, and there is one.
    Edition,
    /// The edition names another year than the last official one.
    EditionYear,
    /// A line begins with none of `edition`, `year`, `source`, `region` or a day.
    Word,
    /// Not a day written as `2026-11-21`.
    Day,
    /// The last day of a range lies before its first.
    DayOrder,
    /// A range of more than 31 days.
    RangeTooLong,
    /// A day is neither `off` nor `work`.
    Rule,
    /// A name is missing, has blanks or control characters, or is longer than 40 characters.
    Name,
    /// Where the notice was published: missing, with blanks, longer than 200 bytes, or the fifth.
    Source,
    /// A year is not `official` or `provisional`, or not between 1950 and 2199.
    Year,
    /// A line of a year or region before the first of them.
    NoYear,
    /// Years must follow each other: none twice, none left out.
    YearOrder,
    /// More than 100 years.
    TooManyYears,
    /// An official year after a provisional one, or a provisional one in the place of an official one.
    NotProvisional,
    /// A notice names a day that is neither of its year nor of December before.
    NotOfYear,
    /// A day is listed twice.
    DayTwice,
    /// A region needs six digits, a version from 1 and a name; there is at most one, at the end.
    Region,
    /// A region lists a day of a year that the calendar does not have.
    OutsideYears,
    /// More than 500 different names.
    TooManyNames,
}

impl Problem {
    /// A stable code in lower case, for the message catalogue: `day_twice`.
    pub fn code(self) -> &'static str {
        match self {
            Problem::TextTooLong => "text_too_long",
            Problem::Edition => "edition",
            Problem::EditionYear => "edition_year",
            Problem::Word => "word",
            Problem::Day => "day",
            Problem::DayOrder => "day_order",
            Problem::RangeTooLong => "range_too_long",
            Problem::Rule => "rule",
            Problem::Name => "name",
            Problem::Source => "source",
            Problem::Year => "year",
            Problem::NoYear => "no_year",
            Problem::YearOrder => "year_order",
            Problem::TooManyYears => "too_many_years",
            Problem::NotProvisional => "not_provisional",
            Problem::NotOfYear => "not_of_year",
            Problem::DayTwice => "day_twice",
            Problem::Region => "region",
            Problem::OutsideYears => "outside_years",
            Problem::TooManyNames => "too_many_names",
        }
    }
}

impl From<Problem> for CalendarError {
    fn from(problem: Problem) -> CalendarError {
        CalendarError { line: None, problem }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "calendar line {line}: {}", self.problem.code()),
            None => write!(f, "calendar: {}", self.problem.code()),
        }
    }
}

impl std::error::Error for CalendarError {}

/// The longest text that is read.
pub(crate) const TEXT_BYTES_MAX: usize = 256 * 1024;

/// A calendar as its text states it, before the table is made.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub edition: (u16, u16),
    pub notices: Vec<Notice>,
    pub overlay: Option<Overlay>,
}

impl Body {
    pub fn parse(text: &str) -> Result<Body, CalendarError> {
        let mut body = Body { edition: (0, 0), notices: Vec::new(), overlay: None };
        for_each_line(text, |line| body.take(line))?;
        if body.edition.0 == 0 {
            return Err(Problem::Edition.into());
        }
        Ok(body)
    }

    /// The one spelling of this calendar: comments left out, days joined into ranges.
    pub fn to_text(&self) -> String {
        let mut text = format!("edition {}.{}\n", self.edition.0, self.edition.1);
        for notice in &self.notices {
            write_notice(&mut text, notice);
        }
        if let Some(overlay) = &self.overlay {
            push(
                &mut text,
                format_args!("region {} {} {}\n", overlay.region(), overlay.version(), overlay.name()),
            );
            write_days(&mut text, overlay.days());
        }
        text
    }

    fn take(&mut self, line: &str) -> Result<(), Problem> {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if (word == "edition") != (self.edition.0 == 0) {
            return Err(Problem::Edition);
        }
        match word {
            "edition" => {
                self.edition = parse_edition(rest).ok_or(Problem::Edition)?;
                Ok(())
            }
            "region" => {
                if self.overlay.is_some() {
                    return Err(Problem::Region);
                }
                self.overlay = Some(parse_region(rest)?);
                Ok(())
            }
            "year" if self.overlay.is_some() => Err(Problem::Region),
            _ => match &mut self.overlay {
                Some(overlay) => {
                    let (first, last, rule, name) = parse_days(line)?;
                    let known = |day: Day| self.notices.iter().any(|notice| notice.year() == day.year());
                    if !known(first) || !known(last) {
                        return Err(Problem::OutsideYears);
                    }
                    overlay.list(first, last, rule, name)
                }
                None => take_notice_line(&mut self.notices, line),
            },
        }
    }
}

impl Notice {
    /// Reads one notice as an administrator imports it: a `year` line, `source` lines, then its days.
    pub fn parse(text: &str) -> Result<Notice, CalendarError> {
        let mut notices = Vec::new();
        for_each_line(text, |line| take_notice_line(&mut notices, line))?;
        match notices.len() {
            0 => Err(Problem::NoYear.into()),
            1 => Ok(notices.remove(0)),
            _ => Err(Problem::YearOrder.into()),
        }
    }

    /// Writes it as [`Notice::parse`] reads it.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write_notice(&mut text, self);
        text
    }
}

impl Overlay {
    /// Reads one overlay as an administrator imports it: a `region` line, then its days.
    pub fn parse(text: &str) -> Result<Overlay, CalendarError> {
        let mut overlay: Option<Overlay> = None;
        for_each_line(text, |line| match (&mut overlay, line.strip_prefix("region ")) {
            (None, Some(rest)) => {
                overlay = Some(parse_region(rest)?);
                Ok(())
            }
            (Some(overlay), None) => {
                let (first, last, rule, name) = parse_days(line)?;
                overlay.list(first, last, rule, name)
            }
            _ => Err(Problem::Region),
        })?;
        overlay.ok_or_else(|| Problem::Region.into())
    }
}

fn for_each_line(text: &str, mut take: impl FnMut(&str) -> Result<(), Problem>) -> Result<(), CalendarError> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Problem::TextTooLong.into());
    }
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end();
        if !line.is_empty() && !line.starts_with('#') {
            take(line).map_err(|problem| CalendarError { line: Some(number), problem })?;
        }
    }
    Ok(())
}

fn take_notice_line(notices: &mut Vec<Notice>, line: &str) -> Result<(), Problem> {
    if let Some(rest) = line.strip_prefix("year ") {
        let notice = parse_year(rest)?;
        check_next(notices, &notice)?;
        notices.push(notice);
        return Ok(());
    }
    let source = line.strip_prefix("source ");
    if source.is_none() && !line.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Problem::Word);
    }
    let notice = notices.last_mut().ok_or(Problem::NoYear)?;
    match source {
        Some(source) => notice.add_source(source),
        None => {
            let (first, last, rule, name) = parse_days(line)?;
            notice.list(first, last, rule, name)
        }
    }
}

/// Whether `next` may follow these notices: year after year, provisional ones last.
pub(crate) fn check_next(notices: &[Notice], next: &Notice) -> Result<(), Problem> {
    let Some(last) = notices.last() else { return Ok(()) };
    if next.year() != last.year() + 1 {
        Err(Problem::YearOrder)
    } else if last.status() == YearStatus::Provisional && next.status() == YearStatus::Official {
        Err(Problem::NotProvisional)
    } else if notices.len() >= 100 {
        Err(Problem::TooManyYears)
    } else {
        Ok(())
    }
}

fn parse_year(text: &str) -> Result<Notice, Problem> {
    let (year, status) = text.split_once(' ').ok_or(Problem::Year)?;
    let status = match status {
        "official" => YearStatus::Official,
        "provisional" => YearStatus::Provisional,
        _ => return Err(Problem::Year),
    };
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::Year);
    }
    Notice::new(year.parse().map_err(|_| Problem::Year)?, status)
}

fn parse_region(text: &str) -> Result<Overlay, Problem> {
    let mut words = text.splitn(3, ' ');
    let (Some(region), Some(version), Some(name)) = (words.next(), words.next(), words.next()) else {
        return Err(Problem::Region);
    };
    if version.starts_with(|c: char| !matches!(c, '1'..='9')) {
        return Err(Problem::Region);
    }
    Overlay::new(region, version.parse().map_err(|_| Problem::Region)?, name)
}

/// Reads `2026-02-15..2026-02-23 off 春节`.
fn parse_days(line: &str) -> Result<(Day, Day, DayRule, &str), Problem> {
    let (days, rest) = line.split_once(' ').ok_or(Problem::Rule)?;
    let (first, last) = days.split_once("..").unwrap_or((days, days));
    let day = |text| Day::parse(text).ok_or(Problem::Day);
    let (first, last) = (day(first)?, day(last)?);
    let (rule, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let rule = match rule {
        "off" => DayRule::Off,
        "work" => DayRule::Work,
        _ => return Err(Problem::Rule),
    };
    Ok((first, last, rule, name))
}

fn write_notice(text: &mut String, notice: &Notice) {
    let status = match notice.status() {
        YearStatus::Official => "official",
        YearStatus::Provisional => "provisional",
    };
    push(text, format_args!("year {} {status}\n", notice.year()));
    for source in notice.sources() {
        push(text, format_args!("source {source}\n"));
    }
    write_days(text, notice.days());
}

fn write_days(text: &mut String, days: &[ListedDay]) {
    let joins =
        |a: &ListedDay, b: &ListedDay| a.day.plus_days(1) == b.day && a.rule == b.rule && a.name == b.name;
    for run in days.chunk_by(joins).flat_map(|run| run.chunks(31)) {
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let rule = match first.rule {
            DayRule::Off => "off",
            DayRule::Work => "work",
        };
        match run.len() {
            1 => push(text, format_args!("{} {rule} {}\n", first.day, first.name)),
            _ => push(text, format_args!("{}..{} {rule} {}\n", first.day, last.day, first.name)),
        }
    }
}

fn push(text: &mut String, part: fmt::Arguments<'_>) {
    text.write_fmt(part).expect("writing to a string cannot fail");
}
