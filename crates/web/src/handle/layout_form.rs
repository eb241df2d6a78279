//! The layout of a paper as its form has it: what was typed is kept as it was, and read as far as it can be.

use std::collections::BTreeMap;
use std::str::FromStr;

use catalogue::paper_blocks::{Block, Frame};
use catalogue::paper_layout::{COPIES_MAX, CodePlace, LaidLine, Layout, Margins, SealSide, SheetSize};

use crate::app::form::{Form, whole_number};

/// Fields of the form by their names, as they were typed.
pub type Typed = BTreeMap<String, String>;

/// The fields that say what a layout is. Each block that moves has its place, and the place it had when the form was drawn; 0 is
/// left out.
pub fn typed_of(layout: &Layout, frame: &Frame) -> Typed {
    let mut typed = Typed::new();
    let mut set = |name: &str, value: String| typed.insert(name.to_owned(), value);
    for (name, line) in [("letterhead", &layout.letterhead), ("foot", &layout.foot)] {
        set(&format!("{name}-zh"), line.zh.clone());
        set(&format!("{name}-en"), line.en.clone());
    }
    for n in 0..COPIES_MAX {
        let line = layout.copies.get(n).cloned().unwrap_or_default();
        set(&format!("copy-{}-zh", n + 1), line.zh);
        set(&format!("copy-{}-en", n + 1), line.en);
    }
    set("sheet", if layout.sheet == SheetSize::A5 { "a5" } else { "a4" }.to_owned());
    set("letters", layout.letters.to_string());
    set("seal", if layout.seal == SealSide::Left { "left" } else { "right" }.to_owned());
    set("code", if layout.code == CodePlace::Head { "head" } else { "foot" }.to_owned());
    for (name, millimetres) in layout.margins.all() {
        set(&format!("margin-{name}"), millimetres.to_string());
    }
    let moving: Vec<Block> = layout.blocks.iter().copied().filter(|block| block.moves()).collect();
    for block in asked(frame) {
        let place = match block.moves() {
            true => moving.iter().position(|it| *it == block).map_or(0, |n| n + 1),
            false => usize::from(layout.blocks.contains(&block)),
        };
        set(&place_of(block), place.to_string());
        set(&was_of(block), place.to_string());
    }
    typed
}

/// The same fields as a form has them.
pub fn typed_in(form: &Form, frame: &Frame) -> Typed {
    let names = typed_of(&Layout::built_in(frame), frame).into_keys();
    names.map(|name| (name.clone(), form.trimmed(&name).chars().take(200).collect())).collect()
}

/// Blocks that the form asks about: those that move, and those that may be left out.
pub fn asked(frame: &Frame) -> impl Iterator<Item = Block> {
    let frame = *frame;
    frame.blocks().filter(move |block| block.moves() || frame.is_optional(*block))
}

/// The name of the field in which a block has its place.
pub fn place_of(block: Block) -> String {
    format!("place-{}", block.key())
}

/// The name of the field with the place that a block had.
pub fn was_of(block: Block) -> String {
    format!("was-{}", block.key())
}

/// The layout that was typed. What is no number is out of its bounds, so that the rules name its field.
pub fn read(typed: &Typed, frame: &Frame) -> Layout {
    let get = |name: &str| typed.get(name).map_or("", String::as_str);
    let line = |name: &str| LaidLine {
        zh: get(&format!("{name}-zh")).to_owned(),
        en: get(&format!("{name}-en")).to_owned(),
    };
    let mut copies: Vec<LaidLine> = (1..=COPIES_MAX).map(|n| line(&format!("copy-{n}"))).collect();
    while copies.last().is_some_and(LaidLine::is_empty) {
        copies.pop();
    }
    let margin = |name: &str| number::<u8>(get(&format!("margin-{name}")));
    Layout {
        letterhead: line("letterhead"),
        sheet: if get("sheet") == "a5" { SheetSize::A5 } else { SheetSize::A4 },
        margins: Margins {
            top: margin("top"),
            bottom: margin("bottom"),
            left: margin("left"),
            right: margin("right"),
        },
        letters: number(get("letters")),
        seal: if get("seal") == "left" { SealSide::Left } else { SealSide::Right },
        code: if get("code") == "head" { CodePlace::Head } else { CodePlace::Foot },
        blocks: blocks(typed, frame),
        copies,
        foot: line("foot"),
    }
}

fn number<T: FromStr + Default>(typed: &str) -> T {
    whole_number(typed).unwrap_or_default()
}

/// The blocks in the order of their places. Whoever gives one block another place leaves the others as they are: it goes before
/// what stands there when it moves up, and after it when it moves down.
fn blocks(typed: &Typed, frame: &Frame) -> Vec<Block> {
    let of = |name: &str| number::<u8>(typed.get(name).map_or("", String::as_str));
    let placed = |block: Block| {
        let (place, was) = (of(&place_of(block)), of(&was_of(block)));
        let moved = if was == 0 || place < was { -1 } else { i8::from(place > was) };
        (place, moved, was)
    };
    let mut moving: Vec<Block> =
        frame.blocks().filter(|block| block.moves() && of(&place_of(*block)) > 0).collect();
    moving.sort_by_key(|block| placed(*block));
    let stays = |block: Block| !frame.is_optional(block) || of(&place_of(block)) > 0;
    let fixed = frame.blocks().filter(|block| !block.moves() && stays(*block));
    let (head, end): (Vec<Block>, Vec<Block>) = fixed.partition(|block| *block == Block::Head);
    head.into_iter().chain(moving).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::paper_blocks::frame_of;
    use catalogue::wording_slots::papers;

    #[test]
    fn what_is_drawn_is_read_again() {
        for words in papers() {
            let frame = frame_of(words.paper);
            let built_in = Layout::built_in(&frame);
            assert_eq!(read(&typed_of(&built_in, &frame), &frame), built_in, "{}", words.paper);
            let line = |zh: &str| LaidLine { zh: zh.into(), en: "x".into() };
            let other = Layout {
                letterhead: line("一门"),
                sheet: SheetSize::A5,
                letters: 90,
                seal: SealSide::Left,
                code: CodePlace::Head,
                copies: vec![line("申请人"), line("随卷")],
                foot: line("周日休息"),
                margins: Margins { top: 12, bottom: 30, left: 10, right: 20 },
                ..built_in
            };
            assert_eq!(read(&typed_of(&other, &frame), &frame), other, "{}", words.paper);
        }
    }

    #[test]
    fn a_block_with_another_place_goes_there_and_the_others_make_room() {
        use Block::{About, Code, Content, Head, Law, Lead, Seal, Sign};
        let frame = frame_of("receipt");
        let built_in = Layout::built_in(&frame);
        let with = |changes: &[(&str, &str)]| {
            let mut typed = typed_of(&built_in, &frame);
            typed.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            read(&typed, &frame).blocks
        };
        assert_eq!(with(&[("place-lead", "3")]), [Head, About, Law, Lead, Content, Sign, Seal, Code]);
        assert_eq!(with(&[("place-content", "1")]), [Head, Content, Lead, About, Law, Sign, Seal, Code]);
        assert_eq!(with(&[("place-law", "0")]), [Head, Lead, About, Content, Sign, Seal, Code]);
        let swapped = [("place-lead", "2"), ("place-about", "1")];
        assert_eq!(with(&swapped), [Head, About, Lead, Law, Content, Sign, Seal, Code]);
        // What may not be left out is missing then, and the rules say so.
        assert!(!with(&[("place-content", "")]).contains(&Content));
    }

    #[test]
    fn what_is_no_number_is_out_of_its_bounds_and_an_empty_copy_between_others_stays() {
        let frame = frame_of("receipt");
        let mut typed = typed_of(&Layout::built_in(&frame), &frame);
        typed.insert("margin-top".into(), "二十".into());
        typed.insert("margin-left".into(), "２５".into());
        typed.insert("copy-3-zh".into(), "随卷".into());
        let read = read(&typed, &frame);
        assert_eq!((read.margins.left, read.copies.len()), (25, 3), "digits of either width are digits");
        let fields: Vec<String> = read.problems("receipt").into_iter().map(|it| it.field).collect();
        assert_eq!(fields, ["margin-top", "copy-1-zh", "copy-2-zh", "copy-3-en"]);
    }
}
