//! The day-by-day account of a clock (`calendar::Clock::explain`), drawn as one small calendar per month.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::text::{Date, Text};

/// What a day is in the account of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// The day of the start event; not counted (民法典 §201).
    Start,
    /// A counted day.
    Counted,
    /// A counted day that would be free but for a notice (调休上班).
    MakeUp,
    /// Saturday or Sunday.
    Weekend,
    /// A public holiday.
    Holiday,
    /// Not counted because the clock stood still by an article of law.
    Stopped,
    /// The last counted day.
    Due,
}

/// One calendar day from the start to the end of a clock.
#[derive(Debug, Clone)]
pub struct AccountDay {
    /// The day.
    pub date: Date,
    /// What it is.
    pub kind: DayKind,
    /// The how-manieth counted day it is, for the counted kinds.
    pub number: Option<u16>,
    /// Why it counts or not, in the reader's language: “国庆节”, “水质检测，不计时”.
    pub why: String,
    /// Rests on a year whose holidays are not published yet.
    pub is_provisional: bool,
}

/// A cell of the month: outside of the clock's span only the number of the day is known.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    day: u32,
    class: &'static str,
    mark: String,
    why: String,
    is_today: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Month {
    heading: String,
    weeks: Vec<[Option<Cell>; 7]>,
}

/// The account of one clock.
#[derive(Debug, Clone, Template)]
#[template(path = "layout/account.html")]
pub struct Account {
    text: Text,
    summary: String,
    months: Vec<Month>,
    reasons: Vec<(String, String)>,
    kinds: Vec<(&'static str, &'static str, &'static str)>,
    has_provisional: bool,
}

impl Account {
    /// `summary` is the line that is seen while the account is folded: “承诺期限是怎么算的（逐日说明）”.
    /// `days` in order of date, as `explain()` gives them. `today` is marked where it lies within.
    pub fn new(text: Text, summary: &str, days: &[AccountDay], today: Date) -> Self {
        let mut months: Vec<(Date, Vec<&AccountDay>)> = Vec::new();
        for day in days {
            match months.last_mut() {
                Some((first, in_month)) if same_month(*first, day.date) => in_month.push(day),
                _ => months.push((Date { day: 1, ..day.date }, vec![day])),
            }
        }
        let reasons = spans(text, days);
        let kinds = LEGEND.into_iter().filter(|(kind, ..)| days.iter().any(|d| d.kind == *kind));
        Self {
            text,
            summary: summary.to_owned(),
            months: months.iter().map(|(first, days)| month(text, *first, days, today)).collect(),
            reasons,
            kinds: kinds.map(|(kind, mark, words)| (class(kind), mark, words)).collect(),
            has_provisional: days.iter().any(|d| d.is_provisional),
        }
    }

    /// The same account with more to say in words, after its own days: a day and what is to be said of it.
    #[must_use]
    pub fn also(mut self, lines: Vec<(String, String)>) -> Self {
        self.reasons.extend(lines);
        self
    }
}

/// Kind, mark, words; the words are ids of the catalogue.
const LEGEND: [(DayKind, &str, &str); 7] = [
    (DayKind::Start, "始", "起算日，不计入"),
    (DayKind::Counted, "1", "计入，数字是第几天"),
    (DayKind::MakeUp, "班", "调休上班，计入"),
    (DayKind::Weekend, "休", "周末，不计"),
    (DayKind::Holiday, "假", "法定节假日，不计"),
    (DayKind::Stopped, "停", "计时暂停，不计"),
    (DayKind::Due, "止", "最后一天"),
];

fn same_month(a: Date, b: Date) -> bool {
    (a.year, a.month) == (b.year, b.month)
}

fn class(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Start => "start",
        DayKind::Counted => "counted",
        DayKind::MakeUp => "counted makeup",
        DayKind::Weekend => "weekend",
        DayKind::Holiday => "holiday",
        DayKind::Stopped => "stopped",
        DayKind::Due => "due",
    }
}

fn mark(text: Text, day: &AccountDay) -> String {
    let word = match (day.kind, day.number) {
        (DayKind::Counted | DayKind::MakeUp | DayKind::Due, Some(number)) => return number.to_string(),
        (DayKind::Start, _) => text.t("始"),
        (DayKind::Weekend, _) => text.t("休"),
        (DayKind::Holiday, _) => text.t("假"),
        (DayKind::Stopped, _) => text.t("停"),
        (DayKind::Due, _) => text.t("止"),
        (DayKind::Counted | DayKind::MakeUp, None) => "",
    };
    word.to_owned()
}

fn month(text: Text, first: Date, days: &[&AccountDay], today: Date) -> Month {
    let from = days.first().map_or(1, |d| d.date.day);
    let until = days.last().map_or(first.days_in_month(), |d| d.date.day);
    let mut weeks: Vec<[Option<Cell>; 7]> = Vec::new();
    for number in 1..=first.days_in_month() {
        let date = Date { day: number, ..first };
        let column = date.weekday();
        if weeks.is_empty() || column == 0 {
            weeks.push(Default::default());
        }
        let known = days.iter().find(|d| d.date == date);
        if let Some(week) = weeks.last_mut() {
            week[column] = Some(Cell {
                day: number,
                class: known.map_or("outside", |d| class(d.kind)),
                mark: known.map_or(String::new(), |d| mark(text, d)),
                why: known.map_or(String::new(), |d| d.why.clone()),
                is_today: date == today,
            });
        }
    }
    // Weeks that lie wholly before the start or after the end only take room.
    let within = |cell: &Cell| (from..=until).contains(&cell.day);
    weeks.retain(|week| week.iter().flatten().any(within));
    Month { heading: text.month(first), weeks }
}

/// What is worth saying in words, in order: a stop or a holiday of many days is said once, from and until.
fn spans(text: Text, days: &[AccountDay]) -> Vec<(String, String)> {
    let mut spans: Vec<(Date, Date, DayKind, &str)> = Vec::new();
    let mut last = None;
    for day in days {
        let goes_on = last == Some(day.kind) && matches!(day.kind, DayKind::Stopped | DayKind::Holiday);
        match (day.kind, spans.last_mut()) {
            (DayKind::Counted | DayKind::Weekend, _) => {}
            (kind, Some(span)) if goes_on && span.2 == kind && span.3 == day.why => span.1 = day.date,
            (kind, _) => spans.push((day.date, day.date, kind, &day.why)),
        }
        last = Some(day.kind);
    }
    let line = |(from, until, _, why): (Date, Date, DayKind, &str)| {
        let (first, end) = (text.date(from), text.date(until));
        let span = if from == until {
            first
        } else {
            text.f("{from} 至 {until}", [("from", &first), ("until", &end)])
        };
        (span, why.to_owned())
    };
    spans.into_iter().map(line).collect()
}

impl HtmlSafe for Account {}
