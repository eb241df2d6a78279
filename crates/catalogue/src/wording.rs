//! A revision of a paper's wording: plain sentences in two languages, with places for what the case fills in, and how the
//! paper is laid out.
//!
//! An immutable body, as items are: canonical JSON under its digest. Nothing in it is markup; a place that the sentence
//! does not know is refused with its line.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::{Deserialize, Serialize};

use crate::paper_blocks::frame_of;
use crate::paper_layout::{Layout, LayoutProblem};
use crate::wording_slots::{PaperWords, Slot, words_of};

/// Bytes a body may have.
pub const WORDING_BYTES_MAX: usize = 64 * 1024;

/// The language a sentence is in.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub enum WordingLanguage {
    /// 中文.
    Chinese,
    /// English.
    English,
}

impl WordingLanguage {
    /// Both.
    pub const ALL: [WordingLanguage; 2] = [WordingLanguage::Chinese, WordingLanguage::English];

    /// Its place in the pairs of a slot.
    pub fn place(self) -> usize {
        usize::from(self == WordingLanguage::English)
    }

    /// Its key in forms: `zh`, `en`.
    pub fn key(self) -> &'static str {
        ["zh", "en"][self.place()]
    }
}

/// One revision of the wording of one paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// The paper.
    pub paper: String,
    /// Sentences in Chinese, by their names.
    pub zh: BTreeMap<String, String>,
    /// Sentences in English.
    pub en: BTreeMap<String, String>,
    /// How the paper is laid out; none where it is as built in, and in revisions from before a layout could be set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
}

/// What is wrong with a sentence, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordingProblem {
    /// The sentence.
    pub slot: String,
    /// Its language.
    pub language: WordingLanguage,
    /// The line in it, from 1.
    pub line: usize,
    /// What.
    pub what: WordingFault,
}

/// What can be wrong with a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordingFault {
    /// The paper, or this sentence of it, is not known.
    UnknownSlot,
    /// Nothing stands there.
    Empty,
    /// More characters than this.
    TooLong(usize),
    /// More lines than this.
    TooManyLines(usize),
    /// A place that this sentence does not have.
    UnknownPlace(String),
    /// A place that may not be left out.
    MissingPlace(String),
    /// A brace that opens or closes nothing.
    LoneBrace,
    /// A character that cannot be seen.
    Unseen(char),
    /// A character that no typeface at hand has.
    NoGlyph(char),
}

/// The bytes are no wording.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WordingError(String);

impl Wording {
    /// What is built in.
    pub fn built_in(words: &PaperWords) -> Wording {
        let said = |language: WordingLanguage| {
            words.slots.iter().map(|it| (it.key.to_owned(), it.said[language.place()].clone())).collect()
        };
        Wording {
            paper: words.paper.to_owned(),
            zh: said(WordingLanguage::Chinese),
            en: said(WordingLanguage::English),
            layout: None,
        }
    }

    /// The same sentences laid out so; what is built in is not written down, so that one layout has one body.
    #[must_use]
    pub fn laid_out(self, layout: Layout) -> Wording {
        let is_built_in = layout == Layout::built_in(&frame_of(&self.paper));
        Wording { layout: (!is_built_in).then_some(layout), ..self }
    }

    /// How the paper is laid out.
    pub fn layout(&self) -> Layout {
        self.layout.clone().unwrap_or_else(|| Layout::built_in(&frame_of(&self.paper)))
    }

    /// The canonical bytes that are stored and hashed.
    pub fn to_body(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts in a map are always JSON")
    }

    /// Reads stored bytes.
    pub fn from_body(bytes: &[u8]) -> Result<Wording, WordingError> {
        serde_json::from_slice(bytes).map_err(|error| WordingError(error.to_string()))
    }

    /// Sentences of a language.
    pub fn sentences(&self, language: WordingLanguage) -> &BTreeMap<String, String> {
        match language {
            WordingLanguage::Chinese => &self.zh,
            WordingLanguage::English => &self.en,
        }
    }

    /// A sentence; the built-in one where this revision is older than the sentence.
    pub fn said<'a>(&'a self, words: &'a PaperWords, key: &str, language: WordingLanguage) -> &'a str {
        let own = self.sentences(language).get(key).map(String::as_str);
        own.or_else(|| words.slot(key).map(|slot| slot.said[language.place()].as_str())).unwrap_or_default()
    }

    /// Everything that is wrong with how it is laid out.
    pub fn layout_problems(&self) -> Vec<LayoutProblem> {
        self.layout.as_ref().map_or_else(Vec::new, |layout| layout.problems(&self.paper))
    }

    /// Every place of a character that no typeface at hand has; which that is, only who prints can say.
    pub fn without_glyph(&self, character: char) -> (Vec<WordingProblem>, Vec<LayoutProblem>) {
        let mut problems = Vec::new();
        for language in WordingLanguage::ALL {
            for (slot, text) in self.sentences(language) {
                let line = text.split('\n').position(|line| line.contains(character));
                let at = |n: usize| problem(slot, language, n + 1, WordingFault::NoGlyph(character));
                problems.extend(line.map(at));
            }
        }
        (problems, self.layout.as_ref().map_or_else(Vec::new, |layout| layout.without_glyph(character)))
    }

    /// Whether it may be proposed.
    pub fn is_fit(&self) -> bool {
        self.problems().is_empty() && self.layout_problems().is_empty()
    }

    /// Everything that is wrong with its sentences.
    pub fn problems(&self) -> Vec<WordingProblem> {
        let Some(words) = words_of(&self.paper) else {
            return vec![problem("", WordingLanguage::Chinese, 1, WordingFault::UnknownSlot)];
        };
        let mut problems = Vec::new();
        for language in WordingLanguage::ALL {
            let sentences = self.sentences(language);
            for slot in &words.slots {
                let text = sentences.get(slot.key).map_or("", String::as_str);
                problems.extend(wrong_with(slot, language, text));
            }
            let unknown = sentences.keys().filter(|key| words.slot(key).is_none());
            problems.extend(unknown.map(|key| problem(key, language, 1, WordingFault::UnknownSlot)));
        }
        problems
    }
}

fn problem(slot: &str, language: WordingLanguage, line: usize, what: WordingFault) -> WordingProblem {
    WordingProblem { slot: slot.to_owned(), language, line, what }
}

/// What is wrong with one sentence.
fn wrong_with(slot: &Slot, language: WordingLanguage, text: &str) -> Vec<WordingProblem> {
    let at = |line, what| problem(slot.key, language, line, what);
    if text.trim().is_empty() {
        return vec![at(1, WordingFault::Empty)];
    }
    let mut problems = Vec::new();
    if text.chars().count() > slot.kind.length_max() {
        problems.push(at(1, WordingFault::TooLong(slot.kind.length_max())));
    }
    if text.lines().count() > slot.kind.lines_max() {
        let line = slot.kind.lines_max() + 1;
        problems.push(at(line, WordingFault::TooManyLines(slot.kind.lines_max())));
    }
    let mut used: Vec<&str> = Vec::new();
    for (n, line) in text.split('\n').enumerate() {
        if let Some(unseen) = line.chars().find(|it| is_unseen(*it)) {
            problems.push(at(n + 1, WordingFault::Unseen(unseen)));
        }
        for piece in pieces(line) {
            match piece {
                Piece::Place(place) if slot.knows(place) => used.push(place),
                Piece::Place(place) => {
                    problems.push(at(n + 1, WordingFault::UnknownPlace(place.to_owned())));
                }
                Piece::Lone => problems.push(at(n + 1, WordingFault::LoneBrace)),
                Piece::Words(_) => {}
            }
        }
    }
    for needed in slot.needed.iter().filter(|it| !used.contains(it)) {
        problems.push(at(1, WordingFault::MissingPlace((*needed).to_owned())));
    }
    problems
}

/// What cannot be seen, and what breaks the line.
pub(crate) fn is_unseen(character: char) -> bool {
    character.is_control() || turns(character)
}

/// Marks of direction and of what has no width: on a paper all must be seen as written.
fn turns(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A part of a sentence.
enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// The name of a place.
    Place(&'a str),
    /// A brace that opens or closes nothing.
    Lone,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}']) {
        pieces.push(Piece::Words(&rest[..at]));
        let place = rest[at..].strip_prefix('{').and_then(|it| it.split_once('}'));
        match place.filter(|(name, _)| !name.is_empty() && !name.contains('{')) {
            Some((name, after)) => {
                pieces.push(Piece::Place(name));
                rest = after;
            }
            None => {
                pieces.push(Piece::Lone);
                rest = &rest[at + 1..];
            }
        }
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// The sentence with its places filled, in one pass: what fills a place is never read for places again. A place that
/// nothing fills stays empty.
pub fn filled(sentence: &str, places: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(sentence.len() + 64);
    for (n, line) in sentence.split('\n').enumerate() {
        if n > 0 {
            text.push('\n');
        }
        for piece in pieces(line) {
            match piece {
                Piece::Words(words) => text.push_str(words),
                Piece::Place(place) => {
                    if let Some((_, value)) = places.iter().find(|(name, _)| *name == place) {
                        text.push_str(&value.to_string());
                    }
                }
                Piece::Lone => {}
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper_layout::{LaidLine, LayoutFault};
    use crate::wording_slots::{COMMON_PLACES, SlotKind, papers};

    fn wording(paper: &str) -> Wording {
        Wording::built_in(words_of(paper).expect("there is such a paper"))
    }

    fn with(slot: &str, text: &str) -> Vec<(usize, WordingFault)> {
        let mut wording = wording("correction");
        wording.zh.insert(slot.to_owned(), text.to_owned());
        wording.problems().into_iter().map(|it| (it.line, it.what)).collect()
    }

    #[test]
    fn what_is_built_in_is_whole_in_both_languages_and_has_no_fault() {
        assert_eq!(papers().len(), 28);
        for words in papers() {
            assert_eq!(Wording::built_in(words).problems(), [], "{}", words.paper);
            for slot in &words.slots {
                assert!(slot.label.iter().all(|it| !it.is_empty()), "{} {}", words.paper, slot.key);
                assert!(slot.needed.iter().all(|it| slot.places.contains(it)), "{}", slot.key);
                // Both languages say the same: each has every place of the other.
                for place in &slot.places {
                    assert!(slot.said[1].contains(&format!("{{{place}}}")), "{} {place}", slot.key);
                }
            }
        }
    }

    #[test]
    fn a_place_that_the_sentence_does_not_know_is_refused_with_its_line() {
        let fault = |place: &str| WordingFault::UnknownPlace(place.to_owned());
        let text = "交到哪儿：{place}。\n{applicant}您好，{item}。\n到 {deadline} 为止。";
        assert_eq!(with("body", text), [(3, fault("deadline"))]);
        assert_eq!(with("body", "{place}{ place}"), [(1, fault(" place"))]);
        for place in COMMON_PLACES {
            assert_eq!(with("title", &format!("一次性告知书{{{place}}}")), []);
        }
        assert_eq!(with("title", "{n}"), [(1, fault("n"))], "a place of another sentence");
    }

    #[test]
    fn a_day_a_body_or_a_court_cannot_be_left_out() {
        let missing = |place: &str| (1, WordingFault::MissingPlace(place.to_owned()));
        assert_eq!(with("lead", "请补来。"), [missing("n"), missing("due")]);
        let mut wording = wording("decision");
        wording.en.insert("remedies".into(), "You may ask {body} within {days} days.".into());
        let problems = wording.problems();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].what, WordingFault::MissingPlace("months".into()));
        assert_eq!((problems[0].slot.as_str(), problems[0].language), ("remedies", WordingLanguage::English));
    }

    #[test]
    fn lengths_lines_braces_and_what_cannot_be_seen_are_bounded() {
        assert_eq!(with("title", &"长".repeat(SlotKind::Title.length_max())), []);
        assert_eq!(with("title", &"长".repeat(81)), [(1, WordingFault::TooLong(80))]);
        assert_eq!(with("title", "一\n二"), [(2, WordingFault::TooManyLines(1))]);
        assert_eq!(with("title", " \n"), [(1, WordingFault::Empty)]);
        let lines = |n: usize| format!("{{place}}{}", "\n行".repeat(n - 1));
        assert_eq!(with("body", &lines(12)), []);
        assert_eq!(with("body", &lines(13)), [(13, WordingFault::TooManyLines(12))]);
        for text in ["{place", "place} {place}", "{}{place}", "{place}\n{"] {
            assert!(with("body", text).iter().any(|it| it.1 == WordingFault::LoneBrace), "{text}");
        }
        assert_eq!(with("title", "甲\u{202e}乙"), [(1, WordingFault::Unseen('\u{202e}'))]);
        assert_eq!(with("nothing", "甲"), [(1, WordingFault::UnknownSlot)]);
        assert_eq!(with("title", "#read(\"/etc/passwd\") *粗* $x$"), [], "it is characters and nothing else");
    }

    #[test]
    fn what_fills_a_place_is_never_read_for_places() {
        let text = filled("{applicant}，{due}前。{what}", &[("applicant", &"{due}"), ("due", &"今天")]);
        assert_eq!(text, "{due}，今天前。");
    }

    #[test]
    fn a_layout_is_stored_where_it_is_another_than_the_built_in_one_and_older_bodies_have_none() {
        let built_in = wording("receipt");
        let bytes = built_in.to_body();
        assert!(!String::from_utf8_lossy(&bytes).contains("layout"), "an older body has the same digest");
        assert_eq!(built_in.clone().laid_out(built_in.layout()), built_in);
        let other = Layout { letters: 120, ..built_in.layout() };
        let laid = built_in.clone().laid_out(other.clone());
        assert_eq!(Wording::from_body(&laid.to_body()), Ok(laid.clone()));
        assert!(laid.layout() == other && laid.is_fit() && laid.to_body() != bytes);
        let wrong = built_in.laid_out(Layout { letters: 121, ..other });
        assert!(!wrong.is_fit() && wrong.problems().is_empty() && wrong.layout_problems().len() == 1);
    }

    #[test]
    fn a_character_without_a_glyph_is_named_at_each_of_its_places() {
        let mut said = wording("receipt");
        assert_eq!(said.without_glyph('😀'), (Vec::new(), Vec::new()));
        said.en.insert("title".into(), "one\ntwo 😀".into());
        let line = |zh: &str| LaidLine { zh: zh.into(), en: "x".into() };
        let copies = vec![line("申请人"), line("😀")];
        let laid = Layout { foot: line("😀"), letterhead: line("一门"), copies, ..said.layout() };
        let (sentences, lines) = said.laid_out(laid).without_glyph('😀');
        let expected = problem("title", WordingLanguage::English, 2, WordingFault::NoGlyph('😀'));
        assert_eq!(sentences, [expected]);
        assert!(lines.iter().all(|it| it.what == LayoutFault::NoGlyph('😀')));
        let fields: Vec<&str> = lines.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["foot-zh", "copy-2-zh"]);
    }

    #[test]
    fn a_body_is_read_as_it_was_stored_and_an_older_one_is_completed() {
        let mut whole = wording("receipt");
        assert_eq!(Wording::from_body(&whole.to_body()), Ok(whole.clone()));
        whole.zh.remove("silence");
        let words = words_of("receipt").expect("it is there");
        assert_eq!(
            whole.said(words, "silence", WordingLanguage::Chinese),
            "到期没告诉您，就从收到那天起算受理。"
        );
        assert!(Wording::from_body(b"{\"paper\":\"receipt\"}").is_err());
    }
}
