//! How a paper is laid out, as the office sets it: sheet, margins, letters, the places of seal and code, the blocks and their
//! order, the copies printed together, the lines above and below.
//!
//! Values within bounds and never markup. What the law demands of a paper is a block that cannot be left out; what is left
//! out or moved where it cannot stand is refused by its name.

use serde::{Deserialize, Serialize};

use crate::paper_blocks::{Block, BlockUse, Frame, frame_of};
use crate::wording::{WordingLanguage, is_unseen};

/// Copies that can be printed together.
pub const COPIES_MAX: usize = 3;
/// Sizes of the letters, in tenths of a point: 小五 to 小四.
pub const LETTERS: [u8; 7] = [90, 95, 100, 105, 110, 115, 120];

/// The sheet.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetSize {
    /// A4.
    #[default]
    A4,
    /// A5, for papers that are short by nature.
    A5,
}

/// On which side the seal stands.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SealSide {
    /// At the right.
    #[default]
    Right,
    /// At the left.
    Left,
}

/// Where the square code stands.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodePlace {
    /// At the foot, beside the seal.
    #[default]
    Foot,
    /// At the head, beside the title.
    Head,
}

/// A line in both languages; empty in both where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaidLine {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl LaidLine {
    /// The line in a language.
    pub fn said(&self, language: WordingLanguage) -> &str {
        [self.zh.as_str(), self.en.as_str()][language.place()]
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// Margins in millimetres.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Above.
    pub top: u8,
    /// Below.
    pub bottom: u8,
    /// At the left.
    pub left: u8,
    /// At the right.
    pub right: u8,
}

/// How one paper is laid out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// A line above the name of whoever issues it.
    pub letterhead: LaidLine,
    /// The sheet.
    pub sheet: SheetSize,
    /// Margins.
    pub margins: Margins,
    /// Size of the letters, in tenths of a point: one of [`LETTERS`].
    pub letters: u8,
    /// Where the seal stands.
    pub seal: SealSide,
    /// Where the code stands.
    pub code: CodePlace,
    /// Every block that is printed, from top to bottom.
    pub blocks: Vec<Block>,
    /// Who keeps each copy of those printed together; none for one copy as the program names it.
    pub copies: Vec<LaidLine>,
    /// A line at the foot of every page, after who keeps it and the centre.
    pub foot: LaidLine,
}

/// What is wrong with a layout, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutProblem {
    /// The field: `letterhead-zh`, `sheet`, `margin-top`, `letters`, `blocks`, `copy-1-en`, `foot-zh`.
    pub field: String,
    /// What.
    pub what: LayoutFault,
}

/// What can be wrong with a layout.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum LayoutFault {
    /// More characters than this.
    TooLong(usize),
    /// A character that cannot be seen, or a break of the line.
    Unseen(char),
    /// A character that no typeface at hand has.
    NoGlyph(char),
    /// The line stands in the other language only, or before a later copy nothing is said.
    Empty,
    /// Less or more than this many millimetres.
    OutOfBounds {
        /// At least.
        least: u8,
        /// At most.
        most: u8,
    },
    /// No size of letters that there is.
    NoSuchLetters,
    /// The paper may be longer than an A5 sheet takes.
    NoA5,
    /// More copies than can be printed together.
    TooManyCopies,
    /// A block that may not be left out.
    Missing(Block),
    /// A block that this paper does not have, or that stands there twice.
    NotOfPaper(Block),
    /// A block that cannot stand there.
    OutOfPlace(Block),
}

impl Layout {
    /// What is built in.
    pub fn built_in(frame: &Frame) -> Layout {
        Layout {
            letterhead: LaidLine::default(),
            sheet: SheetSize::A4,
            margins: Margins { top: 22, bottom: 20, left: 24, right: 24 },
            letters: 105,
            seal: SealSide::Right,
            code: CodePlace::Foot,
            blocks: frame.blocks().collect(),
            copies: Vec::new(),
            foot: LaidLine::default(),
        }
    }

    /// Everything that is wrong with it for a paper; nothing, and it may be proposed.
    pub fn problems(&self, paper: &str) -> Vec<LayoutProblem> {
        let frame = frame_of(paper);
        let mut problems = self.wrong_sheet(&frame);
        for (name, line) in [("letterhead", &self.letterhead), ("foot", &self.foot)] {
            wrong_line(name, line, LINE_MAX, &mut problems);
        }
        if self.copies.len() > COPIES_MAX {
            problems.push(at("copies", LayoutFault::TooManyCopies));
        }
        for (n, copy) in self.copies.iter().take(COPIES_MAX).enumerate() {
            let name = format!("copy-{}", n + 1);
            if copy.is_empty() {
                problems.push(at(&format!("{name}-zh"), LayoutFault::Empty));
            }
            wrong_line(&name, copy, COPY_MAX, &mut problems);
        }
        problems.extend(self.wrong_block(&frame).map(|what| at("blocks", what)));
        problems
    }

    /// The lines with a character that no typeface at hand has.
    pub(crate) fn without_glyph(&self, character: char) -> Vec<LayoutProblem> {
        let copies = self.copies.iter().enumerate().map(|(n, line)| (format!("copy-{}", n + 1), line));
        let lines = [("letterhead".to_owned(), &self.letterhead), ("foot".to_owned(), &self.foot)];
        let mut problems = Vec::new();
        for (name, line) in lines.into_iter().chain(copies) {
            let has = WordingLanguage::ALL.into_iter().filter(|it| line.said(*it).contains(character));
            let field = |it: WordingLanguage| format!("{name}-{}", it.key());
            problems.extend(has.map(|it| at(&field(it), LayoutFault::NoGlyph(character))));
        }
        problems
    }

    fn wrong_sheet(&self, frame: &Frame) -> Vec<LayoutProblem> {
        let mut problems = Vec::new();
        if self.sheet == SheetSize::A5 && !frame.fits_a5 {
            problems.push(at("sheet", LayoutFault::NoA5));
        }
        for (name, millimetres) in self.margins.all() {
            let (least, most) = margin_bounds(self.sheet, name);
            if !(least..=most).contains(&millimetres) {
                problems.push(at(&format!("margin-{name}"), LayoutFault::OutOfBounds { least, most }));
            }
        }
        if !LETTERS.contains(&self.letters) {
            problems.push(at("letters", LayoutFault::NoSuchLetters));
        }
        problems
    }

    /// The first thing wrong with the blocks. What cannot be left out is looked at before what stands in the wrong place.
    fn wrong_block(&self, frame: &Frame) -> Option<LayoutFault> {
        let place = |block| self.blocks.iter().position(|it| *it == block);
        let twice = |n: usize, block| self.blocks.iter().take(n).any(|it| *it == block);
        let strange = |(n, block): (usize, &Block)| !frame.has(*block) || twice(n, *block);
        if let Some((_, block)) = self.blocks.iter().enumerate().find(|it| strange(*it)) {
            return Some(LayoutFault::NotOfPaper(*block));
        }
        let missing =
            frame.uses.iter().find(|(block, how)| *how == BlockUse::Always && place(*block).is_none());
        if let Some((block, _)) = missing {
            return Some(LayoutFault::Missing(*block));
        }
        // The head is first; whoever signs, signs under what is said; seal and code are last; remedies follow what they are for.
        let ranks = self.blocks.iter().map(|block| block.rank());
        let fallen = ranks.clone().zip(ranks.skip(1)).position(|(one, next)| next < one);
        if let Some(block) = fallen.and_then(|n| self.blocks.get(n)) {
            return Some(LayoutFault::OutOfPlace(*block));
        }
        let before = place(Block::Remedies)
            .is_some_and(|it| place(Block::Content).is_some_and(|content| it < content));
        before.then_some(LayoutFault::OutOfPlace(Block::Remedies))
    }
}

impl Margins {
    /// Each with its name.
    pub fn all(&self) -> [(&'static str, u8); 4] {
        [("top", self.top), ("bottom", self.bottom), ("left", self.left), ("right", self.right)]
    }
}

/// Millimetres a margin may have: enough for the head and the foot of a page, and for seal and code beside each other.
pub fn margin_bounds(sheet: SheetSize, name: &str) -> (u8, u8) {
    match (sheet, name) {
        (SheetSize::A4, "bottom") => (20, 40),
        (SheetSize::A4, _) => (15, 40),
        (SheetSize::A5, "top") => (12, 30),
        (SheetSize::A5, "bottom") => (20, 30),
        (SheetSize::A5, _) => (10, 20),
    }
}

/// Characters of the lines above and below, in Chinese and English.
pub const LINE_MAX: [usize; 2] = [40, 80];
/// Characters of who keeps a copy.
pub const COPY_MAX: [usize; 2] = [20, 40];

fn at(field: &str, what: LayoutFault) -> LayoutProblem {
    LayoutProblem { field: field.to_owned(), what }
}

fn wrong_line(name: &str, line: &LaidLine, most: [usize; 2], problems: &mut Vec<LayoutProblem>) {
    for language in WordingLanguage::ALL {
        let (said, most) = (line.said(language), most[language.place()]);
        let field = format!("{name}-{}", language.key());
        if said.trim().is_empty() && !line.is_empty() {
            problems.push(at(&field, LayoutFault::Empty));
        }
        if said.chars().count() > most {
            problems.push(at(&field, LayoutFault::TooLong(most)));
        }
        if let Some(unseen) = said.chars().find(|it| is_unseen(*it)) {
            problems.push(at(&field, LayoutFault::Unseen(unseen)));
        }
    }
}

#[cfg(test)]
#[path = "paper_layout_tests.rs"]
mod tests;
