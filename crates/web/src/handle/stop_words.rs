//! What is said of the document that a stop of the clock rests on: named, still to be shown, or overdue (F7).

use casework::{Event, File, OrderOwed, StopAskedFor};
use centre::file::CaseFile;

use super::words;
use pages::desk::PendingStop;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// The latest request of the case to stop its clock.
pub fn latest(file: &CaseFile) -> Option<StopAskedFor> {
    file.lines.iter().rev().find_map(|line| match &line.event {
        Event::StopAskedFor(fact) => Some(*fact),
        _ => None,
    })
}

/// To officers, of the latest stop; empty where nothing is named and nothing is owed.
pub fn order(text: Text, file: &CaseFile, filed: &File) -> String {
    match filed.facts.stop_order {
        Some(owed) => due(text, owed),
        None => named(text, file),
    }
}

/// To the applicant, of the stop that holds the clock.
pub fn to_applicant(text: Text, file: &CaseFile, filed: &File) -> String {
    let Some(owed) = filed.facts.stop_order else { return named(text, file) };
    let sentence = match owed.overdue {
        true => "承办单位最迟 {day}要补登依据文书，到期没有补登，已记入监察。",
        false => "依据文书还没有，承办单位最迟 {day}补登，补登以后写在这里。",
    };
    text.f(sentence, [("day", &text.date(owed.show_by))])
}

/// The document of a stop that runs no more, while it is still owed.
pub fn owed(text: Text, filed: &File) -> Option<PendingStop> {
    let owed = filed.facts.stop_order?;
    let tone = if owed.overdue { Tone::Late } else { Tone::Waiting };
    Some(PendingStop {
        ground: text.t("上次暂停的依据文书").to_owned(),
        span: due(text, owed),
        state: StateWord { word: text.t("待补登").to_owned(), tone },
        objection: String::new(),
    })
}

/// Until when it has to be shown.
pub fn due(text: Text, owed: OrderOwed) -> String {
    let sentence = match owed.overdue {
        true => "依据文书最迟 {day}要补登，到期没有补登。",
        false => "依据文书还没有登，最迟 {day}补登。",
    };
    text.f(sentence, [("day", &words::day(text, owed.show_by))])
}

fn named(text: Text, file: &CaseFile) -> String {
    let order = file.stop_order(&file.lines);
    if order.is_empty() { order } else { text.f("依据文书：{order}。", [("order", &order)]) }
}
