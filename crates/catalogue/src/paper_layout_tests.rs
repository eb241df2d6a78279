//! What a layout may be, on both sides of each bound.

use super::*;
use crate::wording_slots::papers;

fn layout(paper: &str) -> Layout {
    Layout::built_in(&frame_of(paper))
}

fn wrong(layout: &Layout, paper: &str) -> Vec<(String, LayoutFault)> {
    layout.problems(paper).into_iter().map(|it| (it.field, it.what)).collect()
}

fn line(zh: &str, en: &str) -> LaidLine {
    LaidLine { zh: zh.into(), en: en.into() }
}

#[test]
fn what_is_built_in_has_no_fault_on_any_paper_and_is_read_as_it_was_stored() {
    for words in papers() {
        let built_in = layout(words.paper);
        assert_eq!(built_in.problems(words.paper), [], "{}", words.paper);
        let json = serde_json::to_string(&built_in).expect("it is JSON");
        assert_eq!(serde_json::from_str::<Layout>(&json).ok(), Some(built_in));
    }
}

// Issue 3, C16: what the law demands of a paper cannot be laid out away; the refusal names it.
#[test]
fn a_block_that_the_law_demands_cannot_be_left_out_and_is_named() {
    let mut named = std::collections::BTreeSet::new();
    for words in papers() {
        for (block, how) in frame_of(words.paper).uses {
            let mut layout = layout(words.paper);
            layout.blocks.retain(|it| it != block);
            let expected = match how {
                BlockUse::Always => vec![("blocks".to_owned(), LayoutFault::Missing(*block))],
                BlockUse::Optional => Vec::new(),
            };
            assert_eq!(wrong(&layout, words.paper), expected, "{} {block:?}", words.paper);
            if *how == BlockUse::Always {
                named.insert(block.key());
            }
        }
    }
    for block in ["head", "remedies", "seal", "code", "content", "about"] {
        assert!(named.contains(block), "{block}");
    }
}

#[test]
fn blocks_are_put_in_another_order_but_not_where_they_cannot_stand() {
    use Block::*;
    let order = |paper: &str, blocks: &[Block]| {
        let blocks = blocks.to_vec();
        wrong(&Layout { blocks, ..layout(paper) }, paper)
    };
    let said = |what| vec![("blocks".to_owned(), what)];
    assert_eq!(order("receipt", &[Head, About, Content, Lead, Law, Sign, Seal, Code]), []);
    assert_eq!(order("receipt", &[Head, About, Content, Lead, Sign, Seal, Code]), [], "without the article");
    let remedies = [Head, Remedies, Content, About, Seal, Code];
    assert_eq!(order("decision", &remedies), said(LayoutFault::OutOfPlace(Remedies)));
    assert_eq!(order("decision", &[Head, Content, Remedies, About, Seal, Code]), []);
    let signed = [Head, Lead, About, Law, Sign, Content, Seal, Code];
    assert_eq!(order("receipt", &signed), said(LayoutFault::OutOfPlace(Sign)));
    let late = [Lead, Head, About, Law, Content, Sign, Seal, Code];
    assert_eq!(order("receipt", &late), said(LayoutFault::OutOfPlace(Lead)));
    let turned = [Head, Lead, About, Law, Content, Sign, Code, Seal];
    assert_eq!(order("receipt", &turned), said(LayoutFault::OutOfPlace(Code)));
    let twice = [Head, Lead, Lead, About, Law, Content, Sign, Seal, Code];
    assert_eq!(order("receipt", &twice), said(LayoutFault::NotOfPaper(Lead)));
    let strange = [Head, Lead, About, Law, Content, Remedies, Sign, Seal, Code];
    assert_eq!(order("receipt", &strange), said(LayoutFault::NotOfPaper(Remedies)));
    assert_eq!(order("receipt", &[]), said(LayoutFault::Missing(Head)));
}

#[test]
fn sheet_margins_and_letters_are_bounded_on_both_sides() {
    for sheet in [SheetSize::A4, SheetSize::A5] {
        let middle = |name| {
            let (least, most) = margin_bounds(sheet, name);
            (least + most) / 2
        };
        let margins = Margins {
            top: middle("top"),
            bottom: middle("bottom"),
            left: middle("left"),
            right: middle("right"),
        };
        let fits = Layout { sheet, margins, ..layout("receipt") };
        assert_eq!(fits.problems("receipt"), [], "{sheet:?}");
        for (name, _) in margins.all() {
            let (least, most) = margin_bounds(sheet, name);
            let set = |millimetres: u8| {
                let mut laid = fits.clone();
                match name {
                    "top" => laid.margins.top = millimetres,
                    "bottom" => laid.margins.bottom = millimetres,
                    "left" => laid.margins.left = millimetres,
                    _ => laid.margins.right = millimetres,
                }
                wrong(&laid, "receipt")
            };
            assert_eq!([set(least), set(most)], [[], []], "{sheet:?} {name}");
            for out in [least - 1, most + 1, 0, 255] {
                let expected = (format!("margin-{name}"), LayoutFault::OutOfBounds { least, most });
                assert_eq!(set(out), [expected], "{sheet:?} {name} {out}");
            }
        }
    }
    for letters in [85, 89, 91, 121, 125, 0] {
        let laid = Layout { letters, ..layout("receipt") };
        assert_eq!(
            wrong(&laid, "receipt"),
            [("letters".to_owned(), LayoutFault::NoSuchLetters)],
            "{letters}"
        );
    }
    for letters in LETTERS {
        assert_eq!(Layout { letters, ..layout("receipt") }.problems("receipt"), []);
    }
}

#[test]
fn a_long_paper_is_not_put_on_a_small_sheet() {
    let margins = Margins { top: 20, bottom: 20, left: 15, right: 15 };
    let small = |paper: &str| wrong(&Layout { sheet: SheetSize::A5, margins, ..layout(paper) }, paper);
    assert_eq!(small("receipt"), []);
    for paper in ["decision", "acceptance", "handling", "hearing-record", "certificate-end"] {
        assert_eq!(small(paper), [("sheet".to_owned(), LayoutFault::NoA5)], "{paper}");
    }
}

#[test]
fn lines_are_short_are_seen_and_stand_in_both_languages_and_there_are_three_copies_at_most() {
    let head =
        |zh: &str, en: &str| wrong(&Layout { letterhead: line(zh, en), ..layout("receipt") }, "receipt");
    assert_eq!(head(&"长".repeat(40), &"l".repeat(80)), []);
    assert_eq!(
        head(&"长".repeat(41), &"l".repeat(81)),
        [
            ("letterhead-zh".to_owned(), LayoutFault::TooLong(40)),
            ("letterhead-en".to_owned(), LayoutFault::TooLong(80)),
        ]
    );
    assert_eq!(head("一门", ""), [("letterhead-en".to_owned(), LayoutFault::Empty)]);
    assert_eq!(head("", "One door"), [("letterhead-zh".to_owned(), LayoutFault::Empty)]);
    for unseen in ['\n', '\u{202e}', '\u{200b}'] {
        let expected = [("letterhead-zh".to_owned(), LayoutFault::Unseen(unseen))];
        assert_eq!(head(&format!("一{unseen}门"), "One door"), expected);
    }
    assert_eq!(head("#set page(width: 1pt) {due}", "*bold*"), [], "it is characters and nothing else");
    let copies = |copies: Vec<LaidLine>| wrong(&Layout { copies, ..layout("receipt") }, "receipt");
    let copy = || line("申请人留存", "For the applicant");
    assert_eq!(copies(vec![copy(), copy(), copy()]), []);
    let four = vec![copy(), copy(), copy(), copy()];
    assert_eq!(copies(four), [("copies".to_owned(), LayoutFault::TooManyCopies)]);
    let gap = vec![copy(), LaidLine::default(), copy()];
    assert_eq!(copies(gap), [("copy-2-zh".to_owned(), LayoutFault::Empty)]);
    assert_eq!(copies(vec![line("长", "")]), [("copy-1-en".to_owned(), LayoutFault::Empty)]);
    let long = vec![line(&"长".repeat(21), "l")];
    assert_eq!(copies(long), [("copy-1-zh".to_owned(), LayoutFault::TooLong(20))]);
    assert_eq!(copies(vec![line(&"长".repeat(20), &"l".repeat(40))]), []);
    let foot = Layout { foot: line("工作日 9:00—17:00", ""), ..layout("receipt") };
    assert_eq!(wrong(&foot, "receipt"), [("foot-en".to_owned(), LayoutFault::Empty)]);
}

#[test]
fn what_is_no_layout_is_not_read() {
    let json = serde_json::to_value(layout("receipt")).expect("it is JSON");
    for (key, value) in [("markup", "#x"), ("sheet", "a3"), ("seal", "none"), ("code", "off")] {
        let mut wrong = json.clone();
        wrong[key] = value.into();
        assert!(serde_json::from_value::<Layout>(wrong).is_err(), "{key}");
    }
    let mut wrong = json;
    wrong["blocks"] = serde_json::json!(["head", "barcode"]);
    assert!(serde_json::from_value::<Layout>(wrong).is_err());
}
