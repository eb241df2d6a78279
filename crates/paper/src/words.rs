//! Typed text before it is set: bounded, without what cannot be seen, and never one word wider than the page.

use crate::PaperError;
use crate::layout::Layout;
use crate::sheet::{Bar, Check, Paper, Part, SealPlace};

/// Characters a paper may have in all.
pub const TEXT_MAX: usize = 60_000;
/// A bar that is filled, in hundredths of a percent.
const FILLED_MAX: u16 = 10_000;
/// Letters in a row after which a line may be broken although the word goes on.
const WORD_MAX: usize = 32;

/// The paper with every text made fit to be set.
pub(crate) fn prepared(paper: &Paper) -> Result<Paper, PaperError> {
    if characters(paper).count() > TEXT_MAX {
        return Err(PaperError::TooLong);
    }
    let all = |texts: &[String]| texts.iter().map(|it| fit(it)).collect::<Vec<_>>();
    let both = |rows: &[[String; 2]]| rows.iter().map(|[a, b]| [fit(a), fit(b)]).collect::<Vec<_>>();
    let bar =
        |bar: &Bar| Bar { name: fit(&bar.name), filled: bar.filled.min(FILLED_MAX), says: fit(&bar.says) };
    let part = |part: &Part| match part {
        Part::Lead { text } => Part::Lead { text: fit(text) },
        Part::Heading { text } => Part::Heading { text: fit(text) },
        Part::Text { text } => Part::Text { text: fit(text) },
        Part::Law { text } => Part::Law { text: fit(text) },
        Part::Remedies { heading, text } => Part::Remedies { heading: fit(heading), text: fit(text) },
        Part::Pairs { rows } => Part::Pairs { rows: both(rows) },
        Part::List { rows } => Part::List { rows: all(rows) },
        Part::Table { widths, head, rows } => Part::Table {
            widths: widths.clone(),
            head: all(head),
            rows: rows.iter().map(|row| all(row)).collect(),
        },
        Part::Bars { rows } => Part::Bars { rows: rows.iter().map(bar).collect() },
        Part::Sign { rows } => Part::Sign { rows: both(rows) },
    };
    Ok(Paper {
        language: paper.language,
        issuer: fit(&paper.issuer),
        title: fit(&paper.title),
        number: fit(&paper.number),
        banner: fit(&paper.banner),
        parts: paper.parts.iter().map(part).collect(),
        seal: paper.seal.as_ref().map(|seal| SealPlace {
            office: fit(&seal.office),
            words: fit(&seal.words),
            on: fit(&seal.on),
        }),
        check: paper
            .check
            .as_ref()
            .map(|check| Check { address: check.address.clone(), words: all(&check.words) }),
        foot: fit(&paper.foot),
        layout: Layout {
            letterhead: fit(&paper.layout.letterhead),
            copies: all(&paper.layout.copies),
            ..paper.layout.clone()
        },
    })
}

/// Every character that will be set.
pub(crate) fn characters(paper: &Paper) -> impl Iterator<Item = char> + '_ {
    let letterhead = &paper.layout.letterhead;
    let head = [letterhead, &paper.issuer, &paper.title, &paper.number, &paper.banner, &paper.foot];
    let seal = paper.seal.iter().flat_map(|it| [&it.office, &it.words, &it.on]);
    let check = paper.check.iter().flat_map(|it| &it.words);
    let parts = paper.parts.iter().flat_map(texts_of);
    let texts = head.into_iter().chain(seal).chain(check).chain(parts).chain(&paper.layout.copies);
    texts.flat_map(|text| text.chars())
}

fn texts_of(part: &Part) -> Vec<&String> {
    match part {
        Part::Lead { text } | Part::Heading { text } | Part::Text { text } | Part::Law { text } => vec![text],
        Part::Remedies { heading, text } => vec![heading, text],
        Part::Pairs { rows } | Part::Sign { rows } => rows.iter().flatten().collect(),
        Part::List { rows } => rows.iter().collect(),
        Part::Bars { rows } => rows.iter().flat_map(|bar| [&bar.name, &bar.says]).collect(),
        Part::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).collect(),
    }
}

/// Without control characters and without what turns the direction of the line: on a paper all must be seen as written.
fn fit(text: &str) -> String {
    let mut fit = String::with_capacity(text.len());
    let mut run = 0;
    for character in text.replace("\r\n", "\n").chars() {
        let character = match character {
            '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
            '\n' => '\n',
            it if it.is_control() || turns(it) => continue,
            it => it,
        };
        fit.push(character);
        run = if character.is_whitespace() || breaks_by_itself(character) { 0 } else { run + 1 };
        if run >= WORD_MAX {
            fit.push('\u{200b}');
            run = 0;
        }
    }
    fit
}

/// Marks of direction, joiners and the like, and tags: they say nothing on paper.
fn turns(character: char) -> bool {
    matches!(character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Chinese may be broken after every character.
fn breaks_by_itself(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// What needs no glyph: breaks, the mark where a line may break, and the choice of a variant of the character before.
pub(crate) fn is_unseen(character: char) -> bool {
    character == '\n'
        || character.is_control()
        || turns(character)
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_wider_than_the_page_may_be_broken_and_a_number_of_ours_is_not() {
        assert_eq!(fit("990121-20261120-00042"), "990121-20261120-00042");
        assert!(fit(&"w".repeat(100)).contains('\u{200b}'));
        assert_eq!(fit(&"门".repeat(100)).chars().count(), 100);
    }

    #[test]
    fn a_bar_is_never_longer_than_its_place() {
        let bar = |filled| Bar { name: "a\u{0}".to_owned(), filled, says: "b".to_owned() };
        let paper =
            Paper { parts: vec![Part::Bars { rows: vec![bar(12_000), bar(25)] }], ..Paper::default() };
        let prepared = prepared(&paper).expect("it is short");
        let Part::Bars { rows } = &prepared.parts[0] else { panic!("it stays what it is") };
        assert_eq!((rows[0].filled, rows[1].filled, rows[0].name.as_str()), (10_000, 25, "a"));
        assert_eq!(characters(&paper).filter(|it| *it == 'b').count(), 2, "its words are looked at too");
    }

    #[test]
    fn what_turns_a_line_or_cannot_be_seen_is_left_out() {
        assert_eq!(fit("ab\u{202e}cd\u{0}\u{7}e\tf\r\ng"), "abcde f\ng");
    }
}
