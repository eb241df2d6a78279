//! What papers say by themselves: the list of papers, of their sentences, and of the places a sentence may have.

use std::sync::OnceLock;

/// Places that every sentence of every paper may have.
pub const COMMON_PLACES: [&str; 5] = ["applicant", "item", "receipt", "authority", "centre"];

/// What a sentence is on its paper; it decides how long it may be.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// The title.
    Title,
    /// The sentence that matters most.
    Lead,
    /// Another sentence.
    Sentence,
    /// Several paragraphs, one on each line.
    Paragraphs,
}

impl SlotKind {
    /// Characters it may have in all.
    pub fn length_max(self) -> usize {
        match self {
            SlotKind::Title => 80,
            SlotKind::Lead | SlotKind::Sentence => 400,
            SlotKind::Paragraphs => 2_000,
        }
    }

    /// Lines it may have.
    pub fn lines_max(self) -> usize {
        if self == SlotKind::Paragraphs { 12 } else { 1 }
    }
}

/// One sentence of a paper that the office may say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name for ever: bodies hold it.
    pub key: &'static str,
    /// What it is.
    pub kind: SlotKind,
    /// What it is called, in Chinese and English.
    pub label: [&'static str; 2],
    /// Places it may have, besides [`COMMON_PLACES`].
    pub places: Vec<&'static str>,
    /// Places that may not be left out: a day, a body, a court (C16).
    pub needed: Vec<&'static str>,
    /// What it says by itself, in Chinese and English.
    pub said: [String; 2],
}

impl Slot {
    /// Whether the sentence may have the place.
    pub fn knows(&self, place: &str) -> bool {
        COMMON_PLACES.contains(&place) || self.places.contains(&place)
    }
}

/// One paper and its sentences, in the order in which they stand on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperWords {
    /// The paper's name, as in addresses.
    pub paper: &'static str,
    /// Its sentences.
    pub slots: Vec<Slot>,
}

impl PaperWords {
    /// The sentence of that name.
    pub fn slot(&self, key: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.key == key)
    }
}

/// Every paper that has wording.
pub fn papers() -> &'static [PaperWords] {
    static PAPERS: OnceLock<Vec<PaperWords>> = OnceLock::new();
    PAPERS.get_or_init(|| read(include_str!("../data/wording.txt")))
}

/// The wording of a paper by the paper's name.
pub fn words_of(paper: &str) -> Option<&'static PaperWords> {
    papers().iter().find(|it| it.paper == paper)
}

fn read(text: &'static str) -> Vec<PaperWords> {
    let mut papers: Vec<PaperWords> = Vec::new();
    let mut is_new = true;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.is_empty() {
            is_new = true;
        } else if let Some(paper) = line.strip_prefix("= ") {
            papers.push(PaperWords { paper, slots: Vec::new() });
        } else if let Some(paper) = papers.last_mut() {
            if is_new {
                paper.slots.push(slot(line));
                is_new = false;
            } else if let Some(slot) = paper.slots.last_mut() {
                part(slot, line);
            }
        }
    }
    papers
}

fn slot(key: &'static str) -> Slot {
    let kind = match key {
        "body" => SlotKind::Paragraphs,
        key if key.starts_with("title") => SlotKind::Title,
        key if key.starts_with("lead") => SlotKind::Lead,
        _ => SlotKind::Sentence,
    };
    Slot { key, kind, label: ["", ""], places: Vec::new(), needed: Vec::new(), said: Default::default() }
}

fn part(slot: &mut Slot, line: &'static str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let language = usize::from(word == "en");
    match word {
        "label" => {
            let (chinese, english) = rest.split_once(" | ").unwrap_or((rest, rest));
            slot.label = [chinese, english];
        }
        "needs" => slot.needed = rest.split(' ').collect(),
        _ => {
            if !slot.said[language].is_empty() {
                slot.said[language].push('\n');
            }
            slot.said[language].push_str(rest);
            let places = rest.split('{').skip(1).filter_map(|it| Some(it.split_once('}')?.0));
            for place in places {
                if language == 0 && !slot.places.contains(&place) {
                    slot.places.push(place);
                }
            }
        }
    }
}
