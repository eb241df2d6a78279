//! The sentences of messages in the language the applicant chose at intake: the Chinese sentence is the id, `data/messages_en.txt`
//! holds the English ones (E4).

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::LazyLock;

use calendar::{Day, Weekday};

use crate::particulars::Language;

/// A Chinese line, its English line, an empty line.
const PAIRS: &str = include_str!("../data/messages_en.txt");

static ENGLISH: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| pairs().collect());

const MONTHS: [&str; 12] = [
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

fn pairs() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = PAIRS.split("\n\n").map(|part| part.trim_matches('\n'));
    parts.filter(|part| !part.starts_with('#')).filter_map(|part| part.split_once('\n'))
}

/// How something is said to one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Say(pub(crate) Language);

impl Say {
    fn is_english(self) -> bool {
        self.0 == Language::English
    }

    /// The sentence.
    pub(crate) fn t(self, sentence: &'static str) -> &'static str {
        match self.is_english() {
            true => ENGLISH.get(sentence).copied().unwrap_or(sentence),
            false => sentence,
        }
    }

    /// The sentence with its places filled; what a place holds is never read as a place again.
    pub(crate) fn f(self, sentence: &'static str, places: &[(&str, &dyn Display)]) -> String {
        let (mut said, mut rest) = (String::new(), self.t(sentence));
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            said.push_str(before);
            if let Some((_, value)) = places.iter().find(|(place, _)| *place == name) {
                said.push_str(&value.to_string());
            }
            rest = after;
        }
        said + rest
    }

    /// A name in this language, as far as it has one.
    pub(crate) fn name<'a>(self, chinese: &'a str, english: Option<&'a str>) -> &'a str {
        english.filter(|it| self.is_english() && !it.is_empty()).unwrap_or(chinese)
    }

    /// Sentences, one after the other.
    pub(crate) fn sentences(self, parts: &[&str]) -> String {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        parts.join(if self.is_english() { " " } else { "" })
    }

    /// Things, one after the other.
    pub(crate) fn things(self, parts: &[String]) -> String {
        parts.join(if self.is_english() { "; " } else { "；" })
    }

    /// Places to choose from.
    pub(crate) fn places(self, parts: &[String]) -> String {
        parts.join(if self.is_english() { ", " } else { "、" })
    }

    /// A day with its weekday: 3 月 9 日（周一）, Monday 9 March; with its year where that is another than this.
    pub(crate) fn day(self, day: Day, this_year: Option<i32>) -> String {
        let (year, month, date) = day.ymd();
        let other = this_year.is_some_and(|this| this != year);
        let weekday = self.t(weekday(day));
        if self.is_english() {
            let year = if other { format!(" {year}") } else { String::new() };
            return format!("{weekday} {date} {}{year}", month_name(day));
        }
        let year = if other { format!("{year} 年 ") } else { String::new() };
        format!("{year}{month} 月 {date} 日（{weekday}）")
    }

    /// A day with its year and without its weekday, as on a certificate.
    pub(crate) fn day_in_full(self, day: Day) -> String {
        let (year, month, date) = day.ymd();
        if self.is_english() {
            return format!("{date} {} {year}", month_name(day));
        }
        format!("{year} 年 {month} 月 {date} 日")
    }
}

fn month_name(day: Day) -> &'static str {
    let (_, month, _) = day.ymd();
    let place = usize::try_from(month).ok().and_then(|it| it.checked_sub(1));
    place.and_then(|it| MONTHS.get(it)).copied().unwrap_or_default()
}

fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file that words a message to an applicant.
    const SOURCES: [&str; 9] = [
        include_str!("notice_words.rs"),
        include_str!("notice_parts.rs"),
        include_str!("notice_register.rs"),
        include_str!("notice_delivery.rs"),
        include_str!("notice_former.rs"),
        include_str!("notice_recipient.rs"),
        include_str!("certificate_words.rs"),
        include_str!("certificate_contact.rs"),
        include_str!("oversight/rating/told.rs"),
    ];

    /// Chinese sentences in string literals of the code.
    fn said() -> Vec<&'static str> {
        let code = SOURCES.iter().map(|it| it.split("#[cfg(test)]").next().unwrap_or_default());
        let lines = code.flat_map(str::lines).filter(|line| !line.trim_start().starts_with("//"));
        let literals = lines.flat_map(|line| line.split('"').skip(1).step_by(2));
        literals.filter(|it| it.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).collect()
    }

    // E4: a message has its English, sentence by sentence, and no English sentence is left of one that is gone.
    #[test]
    fn every_sentence_of_a_message_has_its_english_and_every_english_one_its_sentence() {
        let said = said();
        assert!(said.len() > 80, "{}", said.len());
        for sentence in &said {
            assert!(ENGLISH.contains_key(sentence), "no English: {sentence}");
        }
        let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
        for (chinese, english) in pairs() {
            assert!(said.contains(&chinese) || weekdays.contains(&chinese), "used nowhere: {chinese}");
            let places = |text: &str| {
                let mut names: Vec<String> =
                    text.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0.to_owned())).collect();
                names.sort();
                names
            };
            assert_eq!(places(chinese), places(english), "{chinese}");
            assert!(!english.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{english}");
        }
        assert_eq!(pairs().count(), ENGLISH.len(), "no sentence twice");
    }

    #[test]
    fn what_a_place_holds_is_not_read_as_a_place() {
        let (chinese, english) = (Say(Language::Chinese), Say(Language::English));
        let places: [(&str, &dyn Display); 2] = [("reason", &"{telephone}"), ("telephone", &"0000-1")];
        assert_eq!(chinese.f("原因是：{reason}。", &places), "原因是：{telephone}。");
        assert_eq!(english.f("原因是：{reason}。", &places), "The reason: {telephone}.");
        let day = Day::parse("2027-01-04").expect("a day");
        assert_eq!(chinese.day(day, Some(2027)), "1 月 4 日（周一）");
        assert_eq!(chinese.day(day, Some(2026)), "2027 年 1 月 4 日（周一）");
        assert_eq!(english.day(day, None), "Monday 4 January");
        assert_eq!(english.day(day, Some(2026)), "Monday 4 January 2027");
    }
}
