//! How a paper is laid out, for programs.

use catalogue::paper_blocks::{Block, Frame};
use catalogue::paper_layout::{CodePlace, LaidLine, Layout, Margins, SealSide, SheetSize};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use pages::text::Text;
use web::handle::layout_words;

/// A line in both languages; both empty where there is none.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineLaid {
    /// In Chinese.
    #[schemars(length(max = 40))]
    pub zh: String,
    /// In English.
    #[schemars(length(max = 80))]
    pub en: String,
}

/// Margins in millimetres.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MarginsLaid {
    /// Above.
    pub top: u8,
    /// Below.
    pub bottom: u8,
    /// At the left.
    pub left: u8,
    /// At the right.
    pub right: u8,
}

/// The sheet.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SheetLaid {
    /// A4.
    A4,
    /// A5, for papers that are short by nature.
    A5,
}

/// The side of the seal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SideLaid {
    /// At the right.
    Right,
    /// At the left.
    Left,
}

/// The place of the code by which a paper is checked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeLaid {
    /// At the foot, beside the seal.
    Foot,
    /// At the head, beside the title.
    Head,
}

/// A block of a paper.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockLaid {
    /// Unit, title and number.
    Head,
    /// The first sentence.
    Lead,
    /// For whom, and about what.
    About,
    /// Everything else it says.
    Content,
    /// Law quoted in full.
    Law,
    /// To whom one can turn against it.
    Remedies,
    /// Places to sign.
    Sign,
    /// Place of the seal, with the day.
    Seal,
    /// The code by which it is checked.
    Code,
}

/// How a paper is laid out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LayoutLaid {
    /// A line above the name of the unit.
    pub letterhead: LineLaid,
    /// The sheet.
    pub sheet: SheetLaid,
    /// Margins.
    pub margins: MarginsLaid,
    /// Size of the letters in tenths of a point: 90 to 120 by 5.
    pub letters: u8,
    /// The side of the seal.
    pub seal: SideLaid,
    /// The place of the code.
    pub code: CodeLaid,
    /// Every block that is printed, from top to bottom.
    #[schemars(length(max = 9))]
    pub blocks: Vec<BlockLaid>,
    /// Who keeps each copy of those printed together; none for one copy as the program names it.
    #[schemars(length(max = 3))]
    pub copies: Vec<LineLaid>,
    /// A line at the foot of each page.
    pub foot: LineLaid,
}

/// A block that a paper has.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BlockShown {
    /// Its name.
    pub block: BlockLaid,
    /// What it is called.
    pub label: String,
    /// It may be left out.
    pub optional: bool,
    /// It may change its place with others.
    pub moves: bool,
}

/// The blocks of a paper in the order of the program.
pub fn blocks(text: Text, frame: &Frame) -> Vec<BlockShown> {
    let shown = |block: Block| BlockShown {
        block: of_block(block),
        label: layout_words::block(text, block).to_owned(),
        optional: frame.is_optional(block),
        moves: block.moves(),
    };
    frame.blocks().map(shown).collect()
}

/// A layout as programs read it.
pub fn shown(layout: &Layout) -> LayoutLaid {
    let line = |line: &LaidLine| LineLaid { zh: line.zh.clone(), en: line.en.clone() };
    let Margins { top, bottom, left, right } = layout.margins;
    LayoutLaid {
        letterhead: line(&layout.letterhead),
        sheet: if layout.sheet == SheetSize::A5 { SheetLaid::A5 } else { SheetLaid::A4 },
        margins: MarginsLaid { top, bottom, left, right },
        letters: layout.letters,
        seal: if layout.seal == SealSide::Left { SideLaid::Left } else { SideLaid::Right },
        code: if layout.code == CodePlace::Head { CodeLaid::Head } else { CodeLaid::Foot },
        blocks: layout.blocks.iter().map(|block| of_block(*block)).collect(),
        copies: layout.copies.iter().map(line).collect(),
        foot: line(&layout.foot),
    }
}

/// A layout as a program sends it; the rules say whether it may be.
pub fn asked(laid: LayoutLaid) -> Layout {
    let line = |line: LineLaid| LaidLine { zh: line.zh, en: line.en };
    let MarginsLaid { top, bottom, left, right } = laid.margins;
    Layout {
        letterhead: line(laid.letterhead),
        sheet: match laid.sheet {
            SheetLaid::A4 => SheetSize::A4,
            SheetLaid::A5 => SheetSize::A5,
        },
        margins: Margins { top, bottom, left, right },
        letters: laid.letters,
        seal: match laid.seal {
            SideLaid::Right => SealSide::Right,
            SideLaid::Left => SealSide::Left,
        },
        code: match laid.code {
            CodeLaid::Foot => CodePlace::Foot,
            CodeLaid::Head => CodePlace::Head,
        },
        blocks: laid.blocks.into_iter().map(block_of).collect(),
        copies: laid.copies.into_iter().map(line).collect(),
        foot: line(laid.foot),
    }
}

/// The member that a problem is about: `layout.margins.top`, `layout.copies[0].en`.
pub fn member(field: &str) -> String {
    let of_copy = |it: &str| {
        let (n, language) = it.split_once('-')?;
        Some(format!("copies[{}].{language}", n.parse::<usize>().ok()?.checked_sub(1)?))
    };
    let named = match field.split_once('-') {
        Some(("margin", side)) => format!("margins.{side}"),
        Some(("copy", which)) => of_copy(which).unwrap_or_else(|| field.to_owned()),
        Some((line, language)) => format!("{line}.{language}"),
        None => field.to_owned(),
    };
    format!("layout.{named}")
}

fn of_block(block: Block) -> BlockLaid {
    match block {
        Block::Head => BlockLaid::Head,
        Block::Lead => BlockLaid::Lead,
        Block::About => BlockLaid::About,
        Block::Content => BlockLaid::Content,
        Block::Law => BlockLaid::Law,
        Block::Remedies => BlockLaid::Remedies,
        Block::Sign => BlockLaid::Sign,
        Block::Seal => BlockLaid::Seal,
        Block::Code => BlockLaid::Code,
    }
}

fn block_of(block: BlockLaid) -> Block {
    match block {
        BlockLaid::Head => Block::Head,
        BlockLaid::Lead => Block::Lead,
        BlockLaid::About => Block::About,
        BlockLaid::Content => Block::Content,
        BlockLaid::Law => Block::Law,
        BlockLaid::Remedies => Block::Remedies,
        BlockLaid::Sign => Block::Sign,
        BlockLaid::Seal => Block::Seal,
        BlockLaid::Code => Block::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::paper_blocks::frame_of;

    #[test]
    fn what_is_wrong_is_named_by_the_member_that_was_sent() {
        let line = |zh: &str, en: &str| LaidLine { zh: zh.into(), en: en.into() };
        let margins = Margins { top: 0, ..Layout::built_in(&frame_of("decision")).margins };
        let wrong = Layout {
            letterhead: line("一门", ""),
            sheet: SheetSize::A5,
            margins,
            letters: 1,
            blocks: Vec::new(),
            copies: vec![line("随卷", "x"), line("随卷", "")],
            foot: line("", "x"),
            ..Layout::built_in(&frame_of("decision"))
        };
        let sent = serde_json::to_value(shown(&wrong)).expect("it is JSON");
        let problems = wrong.problems("decision");
        for problem in &problems {
            let place = member(&problem.field).replace(['.', '['], "/").replace(']', "");
            let pointer = place.strip_prefix("layout").expect("it is about the layout");
            assert!(sent.pointer(pointer).is_some(), "{pointer}");
        }
        let named: Vec<String> = problems.iter().map(|it| member(&it.field)).collect();
        for of in ["layout.margins.top", "layout.copies[1].en", "layout.foot.zh", "layout.blocks"] {
            assert!(named.iter().any(|it| it == of), "{of}: {named:?}");
        }
    }
}
