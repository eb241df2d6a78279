//! Who brought what was missing, or how it was sent; and what a letter must be that comes after the case was closed (N7, E14).

use casework::Letter;
use centre::file::CaseFile;

use super::act_cards::Cards;
use super::words;
use pages::desk::Answer;
use pages::desk::act::SentBy;
use pages::text::Text;

/// Who brings it: the applicant, whoever showed a letter of authority at intake, or nobody. After the closing only a letter counts.
pub fn sent_by(cards: &Cards<'_>) -> SentBy {
    const SLUG: &str = "supplement";
    let text = cards.text();
    let answer = |value: &str, words: &str| Answer::of(value, text.t(words));
    let sent = [answer("letter", "邮寄"), answer("fax", "传真")];
    let acts = cards.file.applicant.representative.as_ref().filter(|it| it.letter);
    let acts = acts.map(|_| answer("representative", "代办人送来，收件时看过授权委托书"));
    let is_open = cards.filed.stage.is_open();
    let brought = is_open.then(|| answer("applicant", "申请人送来"));
    let mut answers: Vec<Answer> = brought.into_iter().chain(acts.filter(|_| is_open)).chain(sent).collect();
    if let Some(first) = answers.first_mut() {
        first.chosen = true;
    }
    let by = cards.pick(SLUG, "brought_by", answers);
    let usual = by.answers.first().is_some_and(|first| first.chosen && first.value == "applicant");
    SentBy {
        open: !usual || !by.error.is_empty(),
        by,
        arrived_on: cards.typed(SLUG, "arrived_on", ""),
        posted_on: cards.typed(SLUG, "posted_on", ""),
    }
}

/// Who comes with the own document: the applicant, and whoever showed a letter of authority at intake, as long as it counts (N7).
pub fn own(text: Text, file: &CaseFile, alone: &'static str) -> String {
    let runs = file.filed().is_some_and(casework::File::mandate_runs);
    let acts = runs && file.applicant.representative.as_ref().is_some_and(|it| it.letter);
    text.t(if acts { "本人，或者收件时看过委托书的代办人" } else { alone }).to_owned()
}

/// What is said of a case that was closed for missing papers.
pub fn closed(cards: &Cards<'_>) -> String {
    let Some(asked) = cards.filed.facts.correction else { return String::new() };
    cards.text().f(
        "已经退件。信是 {day}当天或者以前寄出的，要补的又都在里面，就撤销退件、接着办，收件编号不变；看不清邮戳的，按送到的日子算。寄晚了的、送到窗口来的，请新收一件，收下以后自动和这一件连起来。",
        [("day", &words::day(cards.text(), asked.bring_by))],
    )
}

/// How it came, where nobody of the applicant's own stood at the window; empty otherwise.
pub fn came(text: Text, letter: Option<Letter>, by_representative: bool) -> String {
    let Some(letter) = letter else {
        return if by_representative { text.aside(text.t("代办人送来")) } else { String::new() };
    };
    let arrived = words::day(text, letter.arrived_on);
    text.aside(match letter.posted_on.filter(|_| !letter.fax) {
        Some(posted) => text.f(
            "邮寄，{posted}寄出，{arrived}到",
            [("posted", &words::day(text, posted)), ("arrived", &arrived)],
        ),
        None if letter.fax => text.f("传真，{arrived}到", [("arrived", &arrived)]),
        None => text.f("邮寄，{arrived}到，看不清邮戳", [("arrived", &arrived)]),
    })
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use catalogue::WindowId;
    use centre::act::Act;

    use super::super::act_parse::parse;
    use super::*;
    use crate::app::form::Form;

    type Brought = (Option<(bool, Option<Day>, Option<Day>)>, bool);

    fn read(typed: &str) -> Result<Brought, Vec<String>> {
        let form = Form::parse(format!("papers=1&kept=2{typed}").as_bytes()).expect("a form");
        let window = WindowId::parse("w2").ok();
        match parse("supplement", &form, window).expect("it is an act") {
            Ok(Act::Supplement { letter, by_representative, .. }) => {
                Ok((letter.map(|it| (it.fax, it.arrived_on, it.posted_on)), by_representative))
            }
            Ok(other) => panic!("{other:?}"),
            Err(problems) => Err(problems.into_iter().map(|it| it.field).collect()),
        }
    }

    // N7, A45: what stands in the days counts where nobody brought it, and every wrong day is named.
    #[test]
    fn a_form_says_who_brought_it_or_how_and_when_it_was_sent() {
        let day = Day::parse;
        let days = "&arrived_on=2026-03-06&posted_on=2026-03-04";
        assert_eq!(read(&format!("&brought_by=applicant{days}")), Ok((None, false)));
        assert_eq!(read(days), Ok((None, false)));
        assert_eq!(read("&brought_by=representative"), Ok((None, true)));
        let posted = (false, day("2026-03-06"), day("2026-03-04"));
        assert_eq!(read(&format!("&brought_by=letter{days}")), Ok((Some(posted), false)));
        assert_eq!(read(&format!("&brought_by=fax{days}")), Ok((Some((true, posted.1, None)), false)));
        assert_eq!(read("&brought_by=letter"), Ok((Some((false, None, None)), false)));
        assert_eq!(read("&brought_by=pigeon"), Err(vec!["brought_by".into()]));
        let wrong = "&brought_by=letter&arrived_on=soon&posted_on=2026-02-30";
        assert_eq!(read(wrong), Err(vec!["arrived_on".into(), "posted_on".into()]));
        assert_eq!(read("&brought_by=fax&arrived_on=&posted_on=soon"), Ok((Some((true, None, None)), false)));
    }

    #[test]
    fn what_came_says_how_in_both_languages() {
        let (arrived_on, posted_on) = (Day::parse("2026-03-06").expect("a day"), Day::parse("2026-03-04"));
        let letter = |fax, posted_on| Some(Letter { fax, arrived_on, posted_on });
        for (letter, by, words) in [
            (None, false, ""),
            (None, true, "（代办人送来）"),
            (letter(true, None), false, "（传真，3 月 6 日（周五）到）"),
            (letter(false, None), false, "（邮寄，3 月 6 日（周五）到，看不清邮戳）"),
            (letter(false, posted_on), false, "（邮寄，3 月 4 日（周三）寄出，3 月 6 日（周五）到）"),
        ] {
            assert_eq!(came(Text::Chinese, letter, by), words);
            let english = came(Text::English, letter, by);
            assert!(!english.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)), "{english}");
            assert_eq!(english.is_empty(), words.is_empty());
        }
    }
}
