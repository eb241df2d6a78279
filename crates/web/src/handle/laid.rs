//! A paper laid out as the office has set it: its blocks in their order, sheet, margins, letters, seal, code and copies.

use catalogue::paper_blocks::{Block, Frame};
use catalogue::paper_layout::{CodePlace, LaidLine, Layout, SealSide, SheetSize};
use paper::{Paper, Part};

use super::said;
use pages::text::Text;

/// Between the parts of a foot.
const APART: &str = " · ";

/// The paper laid out. `keeper` is what stands at the foot after who keeps a copy: the centre and its telephone.
pub fn laid_out(paper: Paper, frame: &Frame, layout: &Layout, text: Text, keeper: &str) -> Paper {
    let parts = arranged(named(paper.parts, frame, &layout.blocks), frame, &layout.blocks);
    set_out(Paper { parts, ..paper }, layout, text, keeper)
}

/// A paper whose blocks stand in their order, with everything else of its layout.
pub fn set_out(paper: Paper, layout: &Layout, text: Text, keeper: &str) -> Paper {
    let language = said::language(text);
    let line = |of: &LaidLine| of.said(language).to_owned();
    let with_foot = |own: String| match layout.foot.said(language) {
        "" => own,
        foot => [own.as_str(), foot].join(APART),
    };
    let copies = match (layout.copies.is_empty(), layout.foot.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => vec![with_foot(paper.foot.clone())],
        (false, _) => layout.copies.iter().map(|copy| with_foot([&line(copy), keeper].join(APART))).collect(),
    };
    let margins = layout.margins;
    let laid = paper::Layout {
        letterhead: line(&layout.letterhead),
        sheet: match layout.sheet {
            SheetSize::A4 => paper::SheetSize::A4,
            SheetSize::A5 => paper::SheetSize::A5,
        },
        margins: paper::Margins {
            top: margins.top,
            bottom: margins.bottom,
            left: margins.left,
            right: margins.right,
        },
        letters: layout.letters,
        seal: match layout.seal {
            SealSide::Right => paper::SealSide::Right,
            SealSide::Left => paper::SealSide::Left,
        },
        code: match layout.code {
            CodePlace::Foot => paper::CodePlace::Foot,
            CodePlace::Head => paper::CodePlace::Head,
        },
        copies,
    };
    Paper { layout: laid, ..paper }
}

/// What can be done against a decision, as a block of its own.
pub fn remedies(text: Text, said: String) -> Part {
    Part::Remedies { heading: text.t("对决定不服的办法").to_owned(), text: said }
}

/// Each part with the block it belongs to: what a part is says which. What is no block of this paper is content; so is a block that
/// may not be left out and that a layout of before does not name yet.
fn named(parts: Vec<Part>, frame: &Frame, blocks: &[Block]) -> Vec<(Block, Part)> {
    let about = parts.iter().position(|part| matches!(part, Part::Pairs { .. }));
    let block = |n: usize, part: &Part| match part {
        Part::Lead { .. } => Block::Lead,
        Part::Law { .. } => Block::Law,
        Part::Remedies { .. } => Block::Remedies,
        Part::Sign { .. } => Block::Sign,
        Part::Pairs { .. } if about == Some(n) => Block::About,
        _ => Block::Content,
    };
    let of = |(n, part): (usize, Part)| {
        let is_own = |it: &Block| frame.has(*it) && (blocks.contains(it) || frame.is_optional(*it));
        let block = Some(block(n, &part)).filter(is_own).unwrap_or(Block::Content);
        (block, part)
    };
    parts.into_iter().enumerate().map(of).collect()
}

/// The parts in the order of their blocks. Where no block has changed its place they stand as the program set them, between each
/// other too, without those that are left out.
pub fn arranged(parts: Vec<(Block, Part)>, frame: &Frame, blocks: &[Block]) -> Vec<Part> {
    let kept = frame.blocks().filter(|block| blocks.contains(block));
    if kept.eq(blocks.iter().copied()) {
        return parts.into_iter().filter(|it| blocks.contains(&it.0)).map(|it| it.1).collect();
    }
    let of = |block: &Block| {
        let block = *block;
        parts.iter().filter(move |it| it.0 == block).map(|it| it.1.clone())
    };
    blocks.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::paper_blocks::frame_of;

    fn text(words: &str) -> Part {
        Part::Text { text: words.to_owned() }
    }

    fn parts() -> Vec<Part> {
        let pairs = |label: &str| Part::Pairs { rows: vec![[label.to_owned(), "x".to_owned()]] };
        vec![
            Part::Lead { text: "首句".into() },
            pairs("申请人"),
            text("一"),
            Part::Law { text: "条".into() },
            text("二"),
            pairs("批准人"),
            Part::Sign { rows: vec![["签收".into(), String::new()]] },
        ]
    }

    fn laid(paper: &str, change: impl Fn(&mut Layout)) -> Paper {
        let frame = frame_of(paper);
        let mut layout = Layout::built_in(&frame);
        change(&mut layout);
        let paper =
            Paper { parts: parts(), foot: "申请人留存 · 中心 12345".into(), ..Paper::default() };
        laid_out(paper, &frame, &layout, Text::Chinese, "中心 12345")
    }

    #[test]
    fn what_is_built_in_changes_nothing() {
        let paper = laid("extension", |_| ());
        assert_eq!((paper.parts, paper.layout), (parts(), paper::Layout::default()));
    }

    #[test]
    fn a_block_that_moves_takes_all_its_parts_and_one_that_is_left_out_leaves_the_rest_as_it_was() {
        use Block::{About, Code, Content, Head, Law, Lead, Seal, Sign};
        let moved =
            laid("extension", |it| it.blocks = vec![Head, About, Law, Content, Lead, Sign, Seal, Code]);
        let [lead, about, one, law, two, by, sign] = <[Part; 7]>::try_from(parts()).expect("seven");
        let expected = [about, law, one.clone(), two.clone(), by, lead, sign];
        assert_eq!(moved.parts, expected);
        let unsigned = laid("extension", |it| it.blocks.retain(|block| *block != Sign));
        assert_eq!(unsigned.parts, parts()[..6]);
        // On a decision the articles stand with the grounds.
        let decision = laid("decision", |it| it.blocks = vec![Head, Content, About, Seal, Code]);
        assert_eq!(decision.parts.iter().position(|it| *it == one), Some(1));
        assert_eq!(decision.parts.len(), 7, "what is no block of its own is content, and is there");
        // A layout from before a block had its name loses nothing of it.
        let older = laid("extension", |it| it.blocks.retain(|block| *block != Law));
        assert_eq!(older.parts, parts());
    }

    #[test]
    fn each_copy_says_who_keeps_it_and_the_line_below_stands_on_all() {
        let line = |zh: &str| LaidLine { zh: zh.into(), en: "x".into() };
        let feet = |copies: &[&str], foot: &str| {
            let copies: Vec<LaidLine> = copies.iter().map(|it| line(it)).collect();
            let foot = if foot.is_empty() { LaidLine::default() } else { line(foot) };
            laid("extension", |it| (it.copies, it.foot) = (copies.clone(), foot.clone())).layout.copies
        };
        assert_eq!(feet(&[], ""), Vec::<String>::new());
        assert_eq!(feet(&[], "周日休息"), ["申请人留存 · 中心 12345 · 周日休息"]);
        assert_eq!(feet(&["申请人", "随卷"], ""), ["申请人 · 中心 12345", "随卷 · 中心 12345"]);
        assert_eq!(feet(&["随卷"], "周日休息"), ["随卷 · 中心 12345 · 周日休息"]);
    }
}
