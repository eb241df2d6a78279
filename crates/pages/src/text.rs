//! Every sentence the product says: the Chinese sentence is the id, `text/en*.txt` hold the English ones.

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::OnceLock;

/// The language a page is drawn in. Chinese is the first language of the product and needs no catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Text {
    /// 中文, the sentences as they stand in the source.
    #[default]
    Chinese,
    /// English by `text/en.txt`; what is missing there is shown in Chinese.
    English,
}

/// A civil date as people read it: year, month 1-12, day 1-31. `calendar::Day::ymd` gives one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year of our era, for example 2026.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month, 1 to 31.
    pub day: u32,
}

impl From<(i32, u32, u32)> for Date {
    fn from((year, month, day): (i32, u32, u32)) -> Self {
        Self { year, month, day }
    }
}

impl From<calendar::Day> for Date {
    fn from(day: calendar::Day) -> Self {
        day.ymd().into()
    }
}

impl Date {
    /// Day of the week, 0 = Monday to 6 = Sunday.
    pub fn weekday(self) -> usize {
        const SHIFT: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let month = self.month.clamp(1, 12) as usize;
        let year = if month < 3 { self.year - 1 } else { self.year };
        let sunday_first =
            year + year / 4 - year / 100 + year / 400 + SHIFT[month - 1] + self.day.cast_signed();
        (sunday_first + 6).rem_euclid(7) as usize
    }

    /// How many days the month has.
    pub fn days_in_month(self) -> u32 {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        match self.month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

const WEEKDAYS_ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Text {
    /// Both languages, for tests and for the page of all pages.
    pub const ALL: [Text; 2] = [Text::Chinese, Text::English];

    /// Value of the `lang` attribute (BCP 47).
    pub fn lang(self) -> &'static str {
        match self {
            Text::Chinese => "zh-CN",
            Text::English => "en",
        }
    }

    /// Whether this is the English face.
    pub fn is_english(self) -> bool {
        self == Text::English
    }

    /// The sentence in this language.
    pub fn t(self, id: &str) -> &str {
        match self {
            Text::Chinese => id,
            Text::English => english().get(id).copied().unwrap_or(id),
        }
    }

    /// The sentence with its places filled: `{name}` becomes the value of that name.
    pub fn f<const N: usize>(self, id: &str, places: [(&str, &dyn Display); N]) -> String {
        places.iter().fold(self.t(id).to_owned(), |text, (place, value)| {
            text.replace(&format!("{{{place}}}"), &value.to_string())
        })
    }

    /// What stands between two sentences: nothing in Chinese, a space in English.
    pub fn gap(self) -> &'static str {
        if self.is_english() { " " } else { "" }
    }

    /// The words as a line or a cell begins: an English one with a capital, whatever it is in the middle of a sentence.
    pub fn begun(self, words: &str) -> String {
        let mut rest = words.chars();
        match rest.next().filter(|_| self.is_english()) {
            Some(first) => first.to_ascii_uppercase().to_string() + rest.as_str(),
            None => words.to_owned(),
        }
    }

    /// What stands between a word and what is said of it: “：”, “: ”.
    pub fn colon(self) -> &'static str {
        if self.is_english() { ": " } else { "：" }
    }

    /// What people typed, in one line: the stop at the end of one part gives way to the mark before the next.
    pub fn in_line(self, parts: &[String]) -> String {
        let last = parts.len().saturating_sub(1);
        let ends: &[char] = &['。', '.', '；', ';'];
        let parts = parts.iter().enumerate();
        let parts = parts.map(|(n, part)| if n < last { part.trim_end_matches(ends) } else { part });
        parts.collect::<Vec<&str>>().join(self.semicolon())
    }

    /// What ends a sentence: “。”, “.”.
    pub fn stop(self) -> &'static str {
        if self.is_english() { "." } else { "。" }
    }

    /// A word and what belongs to it in brackets.
    pub fn bracketed(self, word: &str, inside: &str) -> String {
        if self.is_english() { format!("{word} ({inside})") } else { format!("{word}（{inside}）") }
    }

    /// What stands between the names of a list: “、”, “, ”.
    pub fn comma(self) -> &'static str {
        if self.is_english() { ", " } else { "、" }
    }

    /// What stands between the parts of a long sentence: “；”, “; ”.
    pub fn semicolon(self) -> &'static str {
        if self.is_english() { "; " } else { "；" }
    }

    /// What stands between the parts of a sentence: “，”, “, ”.
    pub fn pause(self) -> &'static str {
        if self.is_english() { ", " } else { "，" }
    }

    /// What is said aside: “（5 号窗口）”, “ (window 5)”.
    pub fn aside(self, said: impl Display) -> String {
        if self.is_english() { format!(" ({said})") } else { format!("（{said}）") }
    }

    /// What keeps two facts of one line apart: a wide blank, “ · ”.
    pub fn apart(self) -> &'static str {
        if self.is_english() { " · " } else { "　" }
    }

    /// One of two texts that are data (an item's name, a unit's name); without English, the Chinese one.
    pub fn pick<'a>(self, chinese: &'a str, english: Option<&'a str>) -> &'a str {
        match (self, english) {
            (Text::English, Some(english)) if !english.is_empty() => english,
            _ => chinese,
        }
    }

    /// A day on a screen, always with its weekday: “11 月 27 日（周五）”, “Friday 27 November”.
    pub fn date(self, date: impl Into<Date>) -> String {
        let date = date.into();
        match self {
            Text::Chinese => format!("{} 月 {} 日（{}）", date.month, date.day, self.weekday(date)),
            Text::English => format!("{} {} {}", self.weekday(date), date.day, month_en(date)),
        }
    }

    /// A day on paper, with its year: “2026 年 11 月 27 日（周五）”, “Friday 27 November 2026”.
    pub fn date_with_year(self, date: impl Into<Date>) -> String {
        let date = date.into();
        match self {
            Text::Chinese => format!("{} 年 {}", date.year, self.date(date)),
            Text::English => format!("{} {}", self.date(date), date.year),
        }
    }

    /// A day where the weekday would only be in the way (lists, tables): “11 月 27 日”, “27 November”.
    pub fn date_short(self, date: impl Into<Date>) -> String {
        let date = date.into();
        match self {
            Text::Chinese => format!("{} 月 {} 日", date.month, date.day),
            Text::English => format!("{} {}", date.day, month_en(date)),
        }
    }

    /// The day under a seal, where no weekday stands: “2026 年 11 月 27 日”, “27 November 2026”.
    pub fn date_of_seal(self, date: impl Into<Date>) -> String {
        let date = date.into();
        match self {
            Text::Chinese => format!("{} 年 {}", date.year, self.date_short(date)),
            Text::English => format!("{} {}", self.date_short(date), date.year),
        }
    }

    /// The heading of a month: “2026 年 11 月”, “November 2026”.
    pub fn month(self, date: impl Into<Date>) -> String {
        let date = date.into();
        match self {
            Text::Chinese => format!("{} 年 {} 月", date.year, date.month),
            Text::English => format!("{} {}", month_en(date), date.year),
        }
    }

    /// “周五”, “Friday”.
    pub fn weekday(self, date: impl Into<Date>) -> &'static str {
        let weekday = date.into().weekday();
        match self {
            Text::Chinese => WEEKDAYS_ZH[weekday],
            Text::English => WEEKDAYS_EN[weekday],
        }
    }

    /// Column headings of a calendar, Monday first: “一”, “Mo”.
    pub fn weekday_heads(self) -> [&'static str; 7] {
        match self {
            Text::Chinese => ["一", "二", "三", "四", "五", "六", "日"],
            Text::English => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        }
    }

    /// “6 个工作日”, “6 working days”.
    pub fn working_days(self, n: u32) -> String {
        self.counted(n, "{n} 个工作日", "working day")
    }

    /// “3 天”, “3 days”: calendar days.
    pub fn calendar_days(self, n: u32) -> String {
        self.counted(n, "{n} 天", "day")
    }

    /// “3 个月”, “3 months”.
    pub fn months(self, n: u32) -> String {
        self.counted(n, "{n} 个月", "month")
    }

    fn counted(self, n: u32, chinese: &str, english: &str) -> String {
        match self {
            Text::Chinese => chinese.replace("{n}", &n.to_string()),
            Text::English => format!("{n} {english}{}", if n == 1 { "" } else { "s" }),
        }
    }

    /// An amount in fen (hundredths of a yuan): “80 元”, “80.50 yuan”.
    pub fn money(self, fen: u64) -> String {
        let unit = if self.is_english() { "yuan" } else { "元" };
        match (fen / 100, fen % 100) {
            (yuan, 0) => format!("{yuan} {unit}"),
            (yuan, fen) => format!("{yuan}.{fen:02} {unit}"),
        }
    }
}

/// A person's name for those who need not know it: the first character stays, “张**”.
pub fn masked_name(name: &str) -> String {
    let mut characters = name.trim().chars();
    match characters.next() {
        None => String::new(),
        Some(first) => format!("{first}{}", "*".repeat(characters.count().clamp(1, 3))),
    }
}

/// A document number for those who need not know it: six first and four last characters stay,
/// “990121********0016”. A short number is hidden whole but for its last two characters.
pub fn masked_number(number: &str) -> String {
    let characters: Vec<char> = number.trim().chars().collect();
    let (head, tail) = if characters.len() >= 15 { (6, 4) } else { (0, 2) };
    let last = characters.len().saturating_sub(tail);
    let hide = |(i, c): (usize, &char)| if i < head || i >= last { *c } else { '*' };
    characters.iter().enumerate().map(hide).collect()
}

fn month_en(date: Date) -> &'static str {
    MONTHS_EN[(date.month.clamp(1, 12) - 1) as usize]
}

/// The English catalogue: id, then its English.
fn english() -> &'static HashMap<&'static str, &'static str> {
    static CATALOGUE: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    CATALOGUE.get_or_init(|| entries().into_iter().collect())
}

/// Pairs of lines, separated by empty lines; a line that begins with `#` and a space is a remark.
fn entries() -> Vec<(&'static str, &'static str)> {
    let catalogues = [
        include_str!("text/en.txt"),
        include_str!("text/en_desk.txt"),
        include_str!("text/en_acceptance.txt"),
        include_str!("text/en_acts.txt"),
        include_str!("text/en_handling.txt"),
        include_str!("text/en_stop.txt"),
        include_str!("text/en_photograph.txt"),
        include_str!("text/en_contact.txt"),
        include_str!("text/en_bars.txt"),
        include_str!("text/en_hearing.txt"),
        include_str!("text/en_letter.txt"),
        include_str!("text/en_calendar.txt"),
        include_str!("text/en_certificate.txt"),
        include_str!("text/en_delivery.txt"),
        include_str!("text/en_decisions.txt"),
        include_str!("text/en_archive.txt"),
        include_str!("text/en_folder.txt"),
        include_str!("text/en_loss.txt"),
        include_str!("text/en_disclosure.txt"),
        include_str!("text/en_people.txt"),
        include_str!("text/en_outage.txt"),
        include_str!("text/en_day.txt"),
        include_str!("text/en_api.txt"),
        include_str!("text/en_paper.txt"),
        include_str!("text/en_register.txt"),
        include_str!("text/en_whose.txt"),
        include_str!("text/en_wording.txt"),
        include_str!("text/en_layout.txt"),
        include_str!("text/en_oversight.txt"),
        include_str!("text/en_detect.txt"),
        include_str!("text/en_duties.txt"),
        include_str!("text/en_evidence.txt"),
        include_str!("text/en_reconcile.txt"),
        include_str!("text/en_draw.txt"),
        include_str!("text/en_figures.txt"),
        include_str!("text/en_flow.txt"),
        include_str!("text/en_second_factor.txt"),
        include_str!("text/en_reach.txt"),
        include_str!("text/en_spot.txt"),
        include_str!("text/en_rating.txt"),
        include_str!("text/en_complaint.txt"),
        include_str!("text/en_counted.txt"),
        include_str!("text/en_report.txt"),
        include_str!("text/en_accountability.txt"),
        include_str!("text/en_assessment.txt"),
        include_str!("text/en_registers.txt"),
        include_str!("text/en_rhythm.txt"),
    ];
    let mut lines =
        catalogues.into_iter().flat_map(str::lines).filter(|l| !l.is_empty() && !l.starts_with("# "));
    let mut entries = Vec::new();
    while let (Some(id), Some(english)) = (lines.next(), lines.next()) {
        entries.push((id, english));
    }
    entries
}

#[cfg(test)]
mod tests;
