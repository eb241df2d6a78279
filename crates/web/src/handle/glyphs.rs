//! A character that no typeface of the house has is named at its field before a paper has to say it: what an entry says cannot be
//! changed, and its papers could never be printed.

use centre::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX};
use centre::act_words::Word;
use centre::case::Problem;
use paper::{Paper, PaperError, Part};

use super::paper::PaperPress;

/// Texts that are set together: of each so many characters are looked at that a paper has room for all of them.
const TOGETHER: usize = 20;
/// Characters that are named at once; whoever has put these right is told of the next.
const NAMED_MAX: usize = 8;

/// Refuses texts in which something could not be printed. Where no paper can be set at all nothing is refused: that is said by
/// whoever wants one.
pub async fn printable(press: &PaperPress, words: Vec<Word<'_>>) -> Result<(), Problem> {
    let mut problems = Vec::new();
    let (mut left, mut named) = (seldom(words), 0);
    while !left.is_empty() && named < NAMED_MAX {
        let some = left.len().min(TOGETHER);
        let parts = left[..some].iter().map(|(_, text)| Part::Text { text: (*text).to_owned() }).collect();
        match press.pdf(Paper { parts, ..Paper::default() }).await {
            Err(PaperError::MissingGlyph(character)) => {
                problems.extend(taken(&mut left, some, character));
                named += 1;
            }
            _ => drop(left.drain(..some)),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Problem::Form(problems)) }
}

/// The texts that have to be looked at: what every Chinese typeface has needs no press, which takes some forty megabytes, and what is
/// too long is refused for that.
fn seldom(mut words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    words.retain(|(_, text)| !text.chars().all(is_common) && text.chars().count() <= TEXT_CHARS_MAX);
    words
}

/// Takes the texts that have this character, with what is wrong; it was found in the first so many. Where it is set from what is
/// written otherwise, all of those.
fn taken(left: &mut Vec<Word<'_>>, first: usize, character: char) -> Vec<FieldProblem> {
    let has = |(_, text): &Word<'_>| text.contains(character);
    let found: Vec<Word<'_>> = match left[..first].iter().any(has) {
        true => left.extract_if(.., |word| has(word)).collect(),
        false => left.drain(..first).collect(),
    };
    let wrong = |(field, _)| FieldProblem { field, why: FieldWhy::NoGlyph(character) };
    found.into_iter().map(wrong).collect()
}

/// Letters, digits and marks of a keyboard, the twenty thousand characters of everyday and their marks.
fn is_common(character: char) -> bool {
    matches!(character,
        '\n' | '\r' | '\t' | ' '..='~' | '、'..='】' | '一'..='\u{9fa5}' | '！'..='～' | '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_character_is_named_in_both_languages() {
        for text in pages::text::Text::ALL {
            let said = crate::handle::refusal::field_sentence(text, &FieldWhy::NoGlyph('😀'));
            assert!(said.contains('😀') && said.contains("U+1F600") && said.ends_with(text.stop()), "{said}");
        }
    }

    // E5: a character is named in every field that has it, so that many fields cost one paper; each round leaves fewer.
    #[test]
    fn a_character_is_named_in_every_field_that_has_it() {
        let long = "䶮".repeat(TEXT_CHARS_MAX + 1);
        let typed = [
            ("a", "材料齐全。"),
            ("b", "齐全😀。"),
            ("c", "王䶮。"),
            ("d", "😀"),
            ("e", long.as_str()),
            ("f", "é"),
        ];
        let mut left = seldom(typed.map(|(field, text)| (field.to_owned(), text)).to_vec());
        let fields = |left: &[Word<'_>]| left.iter().map(|(field, _)| field.clone()).collect::<String>();
        assert_eq!(fields(&left), "bcdf", "what is common and what is too long is not set");
        let said = |found: Vec<FieldProblem>| found.into_iter().map(|it| it.field).collect::<String>();
        assert_eq!((said(taken(&mut left, 2, '😀')), fields(&left)), ("bd".to_owned(), "cf".to_owned()));
        assert_eq!((said(taken(&mut left, 1, '“')), fields(&left)), ("c".to_owned(), "f".to_owned()));
    }

    // Without a typeface at hand: what is common is not looked up, and a machine that can set nothing refuses nothing.
    #[test]
    fn what_people_write_every_day_is_common_and_a_picture_is_not() {
        let common = "请补《营业执照》复印件（1 份）：“已过期”，2026-11-29 09:30，¥".chars();
        let seldom: Vec<char> = common.filter(|it| !is_common(*it)).collect();
        assert_eq!(seldom, ['¥']);
        for seldom in ['😀', '\u{20bb7}', '𠮷', '\u{e000}', '\u{9fa6}', 'é', '\u{1f}'] {
            assert!(!is_common(seldom), "{seldom:?}");
        }
    }
}
