//! Our own list of what people, programs and pranksters type, by class, through every shape of paper. It is always there,
//! unlike the shared list: a PDF, or the name of a character that stands in the text and cannot be set.

use paper::{Paper, PaperError, Part, SealPlace};

use crate::naughty::everywhere;
use crate::samples::{all, press};

/// What must be printed, whatever fonts there are besides the Chinese one.
const PRINTED: &[(&str, &[&str])] = &[
    (
        "names",
        &[
            "欧阳娜娜·买买提",
            "阿依古丽·艾合买提江",
            "O’Brien-Ñúñez",
            "Jean-Luc d’Été",
            "Владимир Ильич",
            "Ελενη Παππα",
            "田中ひろし・タナカ",
            "王〇一",
        ],
    ),
    ("rare Chinese", &["䶮䴓㛃㐂", "𠮷𡈽𠀋", "𬭼𬬭𬍛", "靐齉龗灪", "㑇㑊㕮㘎", "凉涼凊决"]),
    (
        "control characters",
        &[
            "\u{1}\u{2}\u{3}开头",
            "中\u{0}间",
            "退\u{8}格",
            "换\u{c}页",
            "删\u{7f}除",
            "下一行\u{85}新的",
            "行\u{2028}段\u{2029}分",
            "\u{1b}]0;title\u{7}",
        ],
    ),
    (
        "cannot be seen",
        &[
            "零\u{200b}宽",
            "连\u{2060}接",
            "软\u{ad}连字",
            "左右\u{200e}\u{200f}记号",
            "反\u{202e}转\u{202c}回",
            "隔离\u{2066}里\u{2069}外",
            "\u{feff}开头有记号",
            "标签\u{e0041}\u{e0042}",
        ],
    ),
    (
        "blanks",
        &[
            "　　全角空格　　",
            "\u{a0}不断行\u{a0}",
            "\n\n\n三个空行\n\n\n",
            "\t\t制表\t\t",
            "          ",
            "a\u{3000}b c",
        ],
    ),
    (
        "markup of the template",
        &[
            "#set page(width: 1pt)",
            "#show: it => []",
            "#eval(\"1\" * 99)",
            "#sys.version",
            "#raw(read(\"paper.json\"))",
            "@cite <lab> #ref(<lab>)",
            "$ x^2 / sum_(k=0)^oo $",
            "#{ while true { } }",
            "*粗 _斜",
            "`断开的",
            "```",
            "= 一级\n== 二级",
            "/ 词: 解释",
            "\\u{0000} \\ \\\\",
            "#context here().page()",
        ],
    ),
    (
        "markup of pages",
        &[
            "<img src=x onerror=print()>",
            "</td></tr></table><h1>大</h1>",
            "<!-- 没有完",
            "]]><![CDATA[",
            "&lt;&amp;&#x41;&nbsp;",
            "<?xml version=\"1.0\"?>",
            "javascript:void(0)",
            "<svg/onload=1>",
        ],
    ),
    (
        "languages of machines",
        &[
            "x' or '1'='1' --",
            "1); delete from entry; --",
            "\"; shutdown; \"",
            "$(reboot) `reboot` | tee",
            "%00%0d%0aSet-Cookie: a=b",
            "{{constructor}} ${7*7} <%= 1 %>",
            "%p%n%1000d",
            "=HYPERLINK(\"a\")",
            "@SUM(1+1)",
            "..\\..\\windows\\win.ini",
            "/dev/null; /proc/self/mem",
            "\\x00\\xff \\uD83D\\uDE00",
            "(?:a+)+$",
        ],
    ),
    (
        "numbers",
        &[
            "-0",
            "1e999",
            "0x7fffffff",
            "１２３．４５",
            "〇一二三",
            "①②③ ⅣⅫ",
            "½ ¼ ²³",
            "NaN Infinity None null",
        ],
    ),
    (
        "half of something",
        &[
            "\\uD800",
            "\\udfff 单独的",
            "“只开不关",
            "（【《",
            "））】",
            "\"",
            "'",
            "…………",
            "——",
            "，。、；：？！",
        ],
    ),
];

/// What a font may lack: then the character is named.
const MAY_LACK: &[(&str, &[&str])] = &[
    (
        "right to left",
        &["السلام عليكم", "שלום עולם", "فارسی ۱۲۳", "ئۇيغۇرچە", "中文 عربي 中文", "\u{202b}מימין\u{202c}"],
    ),
    (
        "other scripts",
        &[
            "བོད་ཡིག",
            "ᠮᠣᠩᠭᠣᠯ",
            "ꆈꌠꉙ",
            "ᥖᥭᥰ",
            "हिन्दी क्षत्रिय",
            "ภาษาไทย น้ำ",
            "தமிழ்",
            "ქართული",
            "Հայերեն",
            "አማርኛ",
            "한국어 조합 각",
            "Tiếng Việt ngữ",
            "ᏣᎳᎩ",
        ],
    ),
    (
        "combining",
        &[
            "Ελένη Παππά",
            "e\u{301}a\u{308}",
            "Z\u{335}\u{321}\u{328}a\u{310}l\u{352}g\u{333}o\u{301}",
            "\u{301}在前",
            "か\u{3099}",
            "王\u{20dd}",
            "ก\u{e33}\u{e33}",
        ],
    ),
    (
        "pictures",
        &["😀", "👩‍👩‍👧‍👦 一家", "🇨🇳🇺🇳", "👍🏿👍🏻", "❤️ ☎️ ☑️", "🏴\u{e0067}\u{e0062}\u{e007f}", "🀄🎴♠♥", "1️⃣#️⃣"],
    ),
    (
        "Chinese of the last planes",
        &["𫝀𫠝", "𫠠𬻋", "𬺰𮯠", "𰀀𰻞", "𱍐𲎯", "㐀龥鿿", "\u{2ebf0}", "⿰口王 ⿱艹田", "〾福"],
    ),
    (
        "letters in disguise",
        &["𝐁𝐨𝐥𝐝 𝒔𝒄𝒓𝒊𝒑𝒕", "Ⓒⓘⓡⓒⓛⓔ", "ⁿᵒᵗᵉ", "ɐpısdn uʍop", "pаypal（а是西里尔字母）", "ﬁ ﬂ ŉ ǆ"],
    ),
    (
        "not characters",
        &[
            "\u{fffd}\u{fffd}",
            "\u{ffff}",
            "\u{fffe}尾",
            "\u{1fffe}",
            "\u{10ffff}",
            "\u{e000}\u{f8ff}",
            "\u{f0000}",
            "\u{fdd0}",
        ],
    ),
];

/// The text in every place of every shape of paper that occurs.
fn shapes(text: &str) -> Vec<Paper> {
    let it = || text.to_owned();
    let filled = |mut paper: Paper| {
        (paper.issuer, paper.number, paper.foot) = (it(), it(), it());
        paper.seal = Some(SealPlace { office: it(), words: it(), on: it() });
        paper.parts.push(Part::Pairs { rows: vec![["申请人".to_owned(), it()]] });
        paper.parts.push(Part::table(&[1, 2], &["材料", "说明"], vec![vec![it(), it()]]));
        paper
    };
    let known = all().into_iter().map(|(_, paper)| filled(paper));
    known.chain([everywhere(text)]).collect()
}

/// Whether every shape could be set; where not, the character named stands in the text.
fn is_set(class: &str, text: &str) -> bool {
    let mut set = true;
    for paper in shapes(text) {
        match press().pdf(&paper) {
            Ok(pdf) => assert!(pdf.starts_with(b"%PDF-"), "{class}: {text:?}"),
            Err(PaperError::MissingGlyph(character)) => {
                assert!(text.contains(character), "{class}: {text:?} has no {character:?}");
                set = false;
            }
            Err(other) => panic!("{class}: {text:?}: {other}"),
        }
    }
    set
}

#[test]
fn our_own_list_has_enough_of_every_class() {
    let count = |list: &[(&str, &[&str])]| list.iter().map(|(_, texts)| texts.len()).sum::<usize>();
    let n = count(PRINTED) + count(MAY_LACK);
    assert!(n >= 80, "{n}");
    for (class, texts) in PRINTED.iter().chain(MAY_LACK) {
        assert!(texts.len() >= 6, "{class}");
    }
}

#[test]
fn what_the_chinese_typeface_has_is_printed_whatever_it_looks_like() {
    let texts = PRINTED.iter().flat_map(|(class, texts)| texts.iter().map(move |text| (class, text)));
    let lacking: Vec<_> = texts.filter(|(class, text)| !is_set(class, text)).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn what_it_may_lack_is_printed_or_named() {
    let (mut printed, mut named) = (0, 0);
    for (class, texts) in MAY_LACK {
        for text in *texts {
            if is_set(class, text) {
                printed += 1;
            } else {
                named += 1;
            }
        }
    }
    println!("{printed} printed, {named} named");
    assert!(printed > 0 && named > 0, "both happen: {printed} and {named}");
}

#[test]
fn what_is_very_long_is_printed_in_every_shape() {
    let long = [
        "很长".repeat(500),
        "w".repeat(1_000),
        "1234567890".repeat(100),
        "一\n".repeat(200),
        "#[]".repeat(300),
        "/".repeat(1_000),
        "a b ".repeat(300),
    ];
    for text in &long {
        assert!(is_set("very long", text), "{} characters of {:?}", text.chars().count(), &text[..3]);
    }
}
