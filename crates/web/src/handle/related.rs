//! Other cases that belong to a case: earlier ones on the same matter and the time of all of them (F9, E14), and other
//! matters of the same applicant (E9).

use casework::Facts;
use centre::file::CaseFile;
use centre::taken_up::TakenOver;

use super::words;
use pages::desk::Related;
use pages::text::Text;

/// Working days that the matter has taken so far: this case, then with each earlier one, the latest first.
fn together(file: &CaseFile, facts: &Facts) -> Vec<u32> {
    let days = |from, until| file.calendar.working_days_between(from, until).unwrap_or(0).unsigned_abs();
    let last = file.lines.last().filter(|_| !file.state.case.is_open());
    let until = last.map_or(file.now.day(), |line| line.recorded_at.day());
    let mut sum = days(facts.received_at.day(), until);
    let with_each = file.earlier.iter().map(|earlier| {
        sum += days(earlier.received_on, earlier.ended_on);
        sum
    });
    with_each.collect()
}

/// What belongs to the case file at the desk; the last of the earlier cases says what all of them took together (F9).
pub fn related(text: Text, file: &CaseFile, facts: &Facts) -> Vec<Related> {
    let earlier = file.earlier.iter().zip(together(file, facts)).map(|(earlier, sum)| {
        let why = text.f(
            "上一次办的同一件事，{from}收件；前后合在一起 {days}",
            [("from", &words::day(text, earlier.received_on)), ("days", &text.working_days(sum))],
        );
        Related { href: format!("/desk/cases/{}", earlier.id), number: earlier.receipt.clone(), why }
    });
    let beside = file.beside.iter().map(|beside| Related {
        href: format!("/desk/cases/{}", beside.id),
        number: beside.receipt.clone(),
        why: text.t("同一位申请人的另一件事；收件时核对过，不是重复").to_owned(),
    });
    let mut related: Vec<Related> = earlier.chain(beside).collect();
    if let (Some(latest), Some(over)) =
        (related.first_mut().filter(|_| !file.earlier.is_empty()), file.taken_over)
    {
        latest.why += &text.aside(taken_over(text, file, over));
    }
    if super::bars::concerns(&file.item) {
        let (number, why) = (text.t("限制名单"), text.t("提出列入，或者看这位申请人在不在名单上"));
        let href = format!("/desk/bars/{}", file.state.id);
        related.push(Related { href, number: number.to_owned(), why: why.to_owned() });
    }
    related
}

/// How much of what was said to come from the earlier case has come; nobody counts papers that another case has (E14).
fn taken_over(text: Text, file: &CaseFile, over: TakenOver) -> String {
    let (said, came) = (over.rows.len(), over.rows.difference(over.awaited).len());
    if over.awaited.is_empty() {
        return text.f("说好转来的材料 {n} 样，都转来了", [("n", &said)]);
    }
    let rows = super::correction_words::names(text, file, over.awaited);
    text.f(
        "说好转来的材料 {n} 样，转来了 {m} 样。没有转来的：{rows}；过一会儿还是这样，就是已经转给别的一件或者取走了，请和申请人核对、补收",
        [("n", &said), ("m", &came), ("rows", &rows)],
    )
}

/// What the applicant reads of it: how long the matter has taken in all, so that a new number begins no new count (F9).
pub fn told(text: Text, file: &CaseFile, facts: &Facts) -> Option<String> {
    let first = file.earlier.last()?;
    let sum = together(file, facts).pop()?;
    Some(text.f(
        "同一件事您以前来办过，最早一次是 {from}收件，收件编号 {number}；前后合在一起用了 {days}。",
        [
            ("from", &text.date_with_year(first.received_on)),
            ("number", &first.receipt),
            ("days", &text.working_days(sum)),
        ],
    ))
}
