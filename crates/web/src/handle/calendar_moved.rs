//! That a deadline was moved by another calendar, in words: from which day, to which, by which notice.

use casework::{ClockKind, ClocksRedated};
use centre::calendar_moved::Moved;
use centre::calendar_preview::Deadline;
use centre::file::CaseFile;

use super::calendar::deadline;
use pages::text::Text;

/// What an entry of the timeline moved, and by which notice; empty where every day stayed.
pub fn said(text: Text, file: &CaseFile, entry: &ClocksRedated) -> String {
    let of_entry = |it: &&Moved| it.at == entry.at && it.calendar == entry.calendar;
    let moved: Vec<&Moved> = file.moved.iter().filter(of_entry).collect();
    let mut parts: Vec<String> = moved
        .iter()
        .map(|it| {
            text.f(
                "“{clock}”由{from}改为{to}",
                [
                    ("clock", &deadline(text, it.deadline)),
                    ("from", &text.date_with_year(it.from)),
                    ("to", &text.date_with_year(it.to)),
                ],
            )
        })
        .collect();
    if let Some(it) = moved.first().filter(|it| !it.notice.is_empty()) {
        parts.push(text.f("依据：{notice}", [("notice", &it.notice)]));
    }
    if parts.is_empty() { String::new() } else { parts.join(text.semicolon()) + text.stop() }
}

/// What the applicant, who has to bring papers by a day, is told of its being moved: never earlier.
pub fn own_days(text: Text, file: &CaseFile) -> Vec<String> {
    let Some(filed) = file.filed() else { return Vec::new() };
    let runs = |deadline| match deadline {
        Deadline::Correction => filed.correction_runs().is_some(),
        Deadline::Deferral => filed.deferral_runs().is_some(),
        _ => false,
    };
    // Of another notice of the same case the day was another.
    let since = filed.correction_runs().map(|it| it.noticed_on.start());
    let own = file.moved.iter().filter(|it| runs(it.deadline) && since.is_none_or(|since| it.at >= since));
    own.map(|it| {
        let sentence = match it.notice.is_empty() {
            true => "因放假安排有变，“{clock}”从{from}延到{to}",
            false => "因放假安排有变，“{clock}”从{from}延到{to}（依据：{notice}）",
        };
        let (from, to) = (text.date(it.from), text.date(it.to));
        let clock = deadline(text, it.deadline);
        let places: [(&str, &dyn std::fmt::Display); 4] =
            [("clock", &clock), ("from", &from), ("to", &to), ("notice", &it.notice)];
        text.f(sentence, places) + text.stop()
    })
    .collect()
}

/// Lines of the day-by-day account of a clock: each day from which it was moved, and why.
pub fn account_lines(text: Text, file: &CaseFile, kind: ClockKind) -> Vec<(String, String)> {
    let of_clock = file.moved.iter().filter(|it| it.deadline == Deadline::Clock(kind));
    of_clock
        .map(|it| {
            let clock = deadline(text, it.deadline);
            let to = text.date_with_year(it.to);
            let why = if it.notice.is_empty() {
                text.f("因放假安排有变，“{clock}”从这一天改到{to}", [("clock", &clock), ("to", &to)])
            } else {
                text.f(
                    "因放假安排有变，“{clock}”从这一天改到{to}（依据：{notice}）",
                    [("clock", &clock), ("to", &to), ("notice", &it.notice)],
                )
            };
            (text.date(it.from), why)
        })
        .collect()
}
