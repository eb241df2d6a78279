//! Every sentence has its English, and days, amounts and counts read well in both languages.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

/// Whether a text is Chinese: a character, or only a stop or a bracket of full width.
fn has_han(text: &str) -> bool {
    let wide = |c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ffef}');
    text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || wide(c))
}

/// Files whose Chinese is data: laws as they are quoted, and what stands on samples.
const DATA_FILES: [&str; 2] = ["legal.rs", "wording_preview.rs"];
/// Chinese in handlers that is data: numbers, articles, an example to type.
const DATA: [&str; 37] = [
    // Heads of a file that other programs read.
    "时段,单位",
    "{}年,",
    "决定书编号,",
    // Words of a row that only adds the others up.
    "小计",
    "共计",
    "总计",
    "其中超期才答复",
    "类别：{}",
    "结论：{}",
    "原因：{}",
    "{prefix}抽",
    "{prefix}调〔{}〕{}号",
    "{prefix}毁〔{}〕{}号",
    "{prefix}换〔{}〕{}号",
    "{prefix}不换〔{}〕{}号",
    "{reason}：{detail}",
    "{prefix}证〔{}〕{}号",
    "{prefix}档〔{}〕{}号",
    "{prefix}止〔{}〕{}号",
    "{prefix}催〔{}〕{}号",
    "{prefix}督〔{}〕{}号",
    "{prefix}改〔{}〕{}号",
    "{prefix}通〔{}〕{}号",
    "《行政许可法》",
    "《行政处罚法》",
    "{prefix}听录〔{}〕{}号",
    "{prefix}听通〔{}〕{}号",
    "{prefix}许告〔{}〕{}号",
    "第三十六条",
    "第四十八条",
    "第四十九条",
    "第五十条",
    "year 2027",
    "行政审批专用章",
    "第三十二条",
    "第三十八条",
    "、",
];

/// Every Chinese literal of the handlers, tests aside, whether it is handed to `t` there or later.
fn literals_of_handlers() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/handle");
    let mut literals = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the handlers can be read") {
        let path = entry.expect("an entry can be read").path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
        if DATA_FILES.contains(&name.as_str()) || name.ends_with("tests.rs") || !name.ends_with(".rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path).expect("a source file is UTF-8");
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            let parts: Vec<&str> = line.split('"').collect();
            let inside = parts.iter().skip(1).step_by(2).filter(|it| has_han(it));
            literals.extend(inside.map(|it| (*it).to_owned()));
        }
    }
    literals
}

#[test]
fn whatever_a_handler_says_in_chinese_it_says_in_english_too() {
    let known: BTreeSet<&str> = entries().into_iter().map(|(id, _)| id).collect();
    let literals = literals_of_handlers();
    assert!(literals.len() > 300, "the literals are found: {}", literals.len());
    let is_data = |it: &str| DATA.iter().any(|data| it.starts_with(data));
    let missing: Vec<_> = literals.iter().filter(|it| !known.contains(it.as_str()) && !is_data(it)).collect();
    assert!(missing.is_empty(), "without English: {missing:#?}");
}

#[test]
fn a_limit_reads_in_english_without_a_chinese_stop() {
    let english = Text::English;
    let said =
        english.f("{limit}，{start}", [("limit", &english.working_days(20)), ("start", &"from acceptance")]);
    assert_eq!(said, "20 working days, from acceptance");
    assert_eq!(english.date_with_year((2026, 12, 4)), "Friday 4 December 2026");
    assert_eq!((Text::Chinese.aside(2), english.aside(2)), ("（2）".to_owned(), " (2)".to_owned()));
}

fn sources(folder: &Path, found: &mut String) {
    let entries = std::fs::read_dir(folder).expect("the source folder can be read");
    for path in entries.map(|entry| entry.expect("an entry can be read").path()) {
        let extension = path.extension().and_then(|e| e.to_str());
        if path.is_dir() {
            sources(&path, found);
        } else if extension == Some("html") || extension == Some("rs") {
            found.push_str(&std::fs::read_to_string(&path).expect("a source file is UTF-8"));
        }
    }
}

/// Every literal handed to `t(..)` or `f(..)` anywhere in `pages`, `web` and `api`.
fn ids_in_use() -> (BTreeSet<String>, String) {
    let mut source = String::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    sources(&own.join("src"), &mut source);
    sources(&own.join("../web/src"), &mut source);
    sources(&own.join("../api/src"), &mut source);
    // The basis of a rule stands with the rule, and is said from there.
    sources(&own.join("../oversight/src"), &mut source);
    // So does the indicator that the demonstration adds.
    sources(&own.join("../county/src"), &mut source);
    let mut ids = BTreeSet::new();
    for call in ["t(", "f(", "f2("] {
        for (at, _) in source.match_indices(call) {
            let before = source[..at].chars().next_back();
            let after = source[at + call.len()..].trim_start();
            if before == Some('.')
                && let Some(literal) = after.strip_prefix('"')
                && let Some(end) = literal.find('"')
                && has_han(&literal[..end])
            {
                ids.insert(literal[..end].to_owned());
            }
        }
    }
    (ids, source)
}

#[test]
fn every_sentence_has_its_english_which_is_used_and_keeps_its_places() {
    let (ids, source) = ids_in_use();
    let mut seen = BTreeSet::new();
    for (id, english) in entries() {
        assert!(seen.insert(id), "twice in the catalogue: {id}");
        assert!(source.contains(&format!("\"{id}\"")), "nobody says: {id}");
        assert!(has_han(id) && !has_han(english), "lines out of step at: {id} / {english}");
        for place in id.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
            assert!(english.contains(&format!("{{{}}}", place.0)), "{id} loses {}", place.0);
        }
    }
    let missing: Vec<_> = ids.iter().filter(|id| !seen.contains(id.as_str())).collect();
    assert!(ids.len() > 500, "the sentences are found: {}", ids.len());
    assert!(missing.is_empty(), "without English: {missing:#?}");
}

#[test]
fn a_day_is_always_said_with_its_weekday() {
    for (ymd, chinese, english) in [
        ((2026, 11, 27), "11 月 27 日（周五）", "Friday 27 November"),
        ((2028, 2, 29), "2 月 29 日（周二）", "Tuesday 29 February"),
        ((2027, 1, 3), "1 月 3 日（周日）", "Sunday 3 January"),
        ((2000, 1, 1), "1 月 1 日（周六）", "Saturday 1 January"),
    ] {
        assert_eq!(Text::Chinese.date(ymd), chinese);
        assert_eq!(Text::English.date(ymd), english);
    }
    assert_eq!(Text::Chinese.date_with_year((2026, 11, 27)), "2026 年 11 月 27 日（周五）");
}

#[test]
fn amounts_and_counts_read_well_in_both_languages() {
    assert_eq!(Text::Chinese.working_days(6), "6 个工作日");
    assert_eq!(Text::English.working_days(1), "1 working day");
    assert_eq!(Text::Chinese.money(8000), "80 元");
    assert_eq!(Text::English.money(8050), "80.50 yuan");
    let unknown = "没有这句";
    assert_eq!(Text::English.t(unknown), unknown, "what has no English stays Chinese");
}

#[test]
fn a_masked_name_or_number_keeps_only_what_helps_to_recognise_it() {
    assert_eq!(masked_name("田奶奶"), "田**");
    assert_eq!(masked_name("方新"), "方*");
    assert_eq!(masked_name(""), "");
    assert_eq!(masked_number("990121197001010016"), "990121********0016");
    assert_eq!(masked_number("E12345678"), "*******78");
}

#[test]
fn a_stop_that_was_typed_gives_way_to_the_mark_before_the_next_part() {
    let parts = ["图纸一致。".to_owned(), "照片 3 张；".to_owned(), "签了字。".to_owned()];
    assert_eq!(Text::Chinese.in_line(&parts), "图纸一致；照片 3 张；签了字。");
    assert_eq!(Text::Chinese.in_line(&[]), "");
}
