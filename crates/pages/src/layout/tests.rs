//! Every sample of every page, in both languages, obeys the rules of the house.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// A start tag as written: name and attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
}

enum Piece<'a> {
    Start(Tag<'a>),
    End(&'a str),
    Text(&'a str),
}

const VOID: [&str; 10] = ["meta", "link", "input", "br", "hr", "img", "wbr", "col", "source", "base"];

/// Cuts a document of ours into tags and text. Ours always quote attributes.
fn pieces(html: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        pieces.push(Piece::Text(&rest[..open]));
        let inner = &rest[open + 1..];
        let mut quote = None;
        let close = inner.char_indices().find(|(_, c)| {
            match quote {
                None if matches!(c, '"' | '\'') => quote = Some(*c),
                Some(open) if open == *c => quote = None,
                _ => {}
            }
            *c == '>' && quote.is_none()
        });
        let (close, _) = close.ok_or_else(|| format!("a tag is not closed: {:.60}", &rest[open..]))?;
        let tag = &inner[..close];
        rest = &inner[close + 1..];
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            pieces.push(Piece::End(name));
            continue;
        }
        let is_empty = tag.ends_with('/');
        let body = tag.trim_end_matches('/');
        let (name, attributes) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
        pieces.push(Piece::Start(Tag { name, attributes: attribute_map(attributes)? }));
        if is_empty {
            pieces.push(Piece::End(name));
        }
    }
    Ok(pieces)
}

fn attribute_map(mut rest: &str) -> Result<BTreeMap<&str, &str>, String> {
    let mut map = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(map);
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let quoted =
            |quote: char| after.strip_prefix('=').and_then(|v| v.strip_prefix(quote)?.split_once(quote));
        let (value, after) = match quoted('"').or_else(|| quoted('\'')) {
            Some(split) => split,
            None if after.starts_with('=') => return Err(format!("attribute without quotes: {rest:.60}")),
            None => ("", after),
        };
        if map.insert(name, value).is_some() {
            return Err(format!("attribute twice: {name} in {rest:.80}"));
        }
        rest = after;
    }
}

/// The first thing wrong with the document, if any.
fn check(html: &str, text: Text) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut labelled = BTreeSet::new();
    let mut controls = Vec::new();
    let mut goals = Vec::new();
    let mut headings = Vec::new();
    for piece in pieces(html)? {
        let tag = match piece {
            Piece::Text(words) => {
                let words = words.trim();
                if words.contains("{n}") || words.contains("{{") || words.contains("Some(") {
                    return Err(format!("a place was not filled: {words}"));
                }
                continue;
            }
            Piece::End(name) => {
                let last = open.pop();
                if last != Some(name) {
                    return Err(format!("</{name}> closes {last:?}, in {open:?}"));
                }
                continue;
            }
            Piece::Start(tag) => tag,
        };
        if !VOID.contains(&tag.name) {
            open.push(tag.name);
        }
        let attribute = |name: &str| tag.attributes.get(name).copied();
        for (name, value) in &tag.attributes {
            if *name == "style" || name.starts_with("on") {
                return Err(format!("inline {name} on <{}>", tag.name));
            }
            if matches!(*name, "src" | "href" | "action") {
                let ours = value.starts_with('/') && !value.starts_with("//");
                if !ours && !value.starts_with('#') && !value.starts_with("tel:") {
                    return Err(format!("<{} {name}=\"{value}\"> leaves this host", tag.name));
                }
            }
            if matches!(*name, "class" | "id" | "for") && value.contains("  ") {
                return Err(format!("loose attribute {name}=\"{value}\""));
            }
        }
        if let Some(id) = attribute("id")
            && !ids.insert(id)
        {
            return Err(format!("id twice: {id}"));
        }
        if let Some(goal) = attribute("href").and_then(|h| h.strip_prefix('#')) {
            goals.push(goal);
        }
        for name in ["aria-describedby", "aria-labelledby", "aria-controls"] {
            goals.extend(attribute(name).into_iter().flat_map(str::split_whitespace));
        }
        match tag.name {
            "html" if attribute("lang") != Some(text.lang()) => return Err("wrong lang".to_owned()),
            "style" => return Err("a style element".to_owned()),
            "script" if attribute("src").is_none() => return Err("an inline script".to_owned()),
            "label" => {
                labelled.extend(attribute("for"));
            }
            "input" if attribute("type") == Some("hidden") => {}
            "input" | "select" | "textarea"
                if attribute("aria-label").is_none()
                    && attribute("aria-labelledby").is_none()
                    && !open.contains(&"label") =>
            {
                controls.push(attribute("id").unwrap_or("(none)"));
            }
            "img" if attribute("alt").is_none() => return Err("a picture without words".to_owned()),
            "th" if attribute("scope").is_none() => return Err("a th without scope".to_owned()),
            "h1" | "h2" | "h3" | "h4" => headings.push(tag.name),
            _ => {}
        }
    }
    if !open.is_empty() {
        return Err(format!("never closed: {open:?}"));
    }
    if headings.iter().filter(|h| **h == "h1").count() != 1 {
        return Err(format!("not exactly one h1: {headings:?}"));
    }
    if let Some(pair) = headings.windows(2).find(|pair| pair[1].as_bytes()[1] > pair[0].as_bytes()[1] + 1) {
        return Err(format!("headings skip a level: {pair:?}"));
    }
    if let Some(id) = controls.iter().find(|id| !labelled.contains(*id)) {
        return Err(format!("a field without a label: {id}"));
    }
    match goals.iter().find(|goal| !ids.contains(*goal)) {
        Some(goal) => Err(format!("nothing has the id {goal}")),
        None => Ok(()),
    }
}

#[test]
fn every_sample_of_every_page_is_sound_html_in_both_languages() {
    let mut wrong = Vec::new();
    for text in Text::ALL {
        let samples = all_samples(text);
        let mut names = BTreeSet::new();
        for sample in &samples {
            if !names.insert((sample.page, sample.sample)) {
                wrong.push(format!("{} has two samples named {}", sample.page, sample.sample));
            }
            if let Err(error) = check(&sample.html, text) {
                wrong.push(format!("{} ({}, {}): {error}", sample.page, sample.sample, text.lang()));
            }
        }
        println!("{}: {} samples", text.lang(), samples.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A checker that finds nothing would let everything pass.
#[test]
fn the_checker_finds_what_it_should_find() {
    let page =
        |body: &str| format!("<!doctype html><html lang=\"zh-CN\"><body><h1>一</h1>{body}</body></html>");
    assert_eq!(check(&page("<p>好</p>"), Text::Chinese), Ok(()));
    for bad in [
        "<p>",
        "</p>",
        "<h1>二</h1>",
        "<h3>跳级</h3>",
        "<p style=\"color:red\">x</p>",
        "<button onclick=\"x()\">x</button>",
        "<style>p{}</style>",
        "<script>x()</script>",
        "<input type=\"text\" id=\"name\">",
        "<a href=\"https://example.com/\">x</a>",
        "<a href=\"//example.com/\">x</a>",
        "<a href=\"#nowhere\">x</a>",
        "<p id=\"a\"></p><p id=\"a\"></p>",
        "<p>还差 {n} 样</p>",
    ] {
        assert!(check(&page(bad), Text::Chinese).is_err(), "{bad}");
    }
    assert!(check(&page(""), Text::English).is_err(), "the language is wrong");
}

/// The chart library is the heaviest file of all: a page without a chart does not fetch it, and one with a chart has its drawing without scripts.
#[test]
fn only_pages_with_a_chart_fetch_the_chart_library() {
    let mut fetch = BTreeSet::new();
    for sample in all_samples(Text::Chinese) {
        let (page, html) = (sample.page, &sample.html);
        let parts =
            ["/vendor/echarts.simple.min.js\" defer", "/chart.js\" defer", "data-chart=", "chart-plain"];
        let has = parts.map(|part| html.contains(part));
        assert_eq!(has, [has[0]; 4], "{page} ({}): {parts:?}", sample.sample);
        assert_eq!(
            html.matches("echarts").count(),
            usize::from(has[0]),
            "{page}: once, from our own address"
        );
        if has[0] {
            fetch.insert(page);
        }
    }
    assert_eq!(fetch, BTreeSet::from(["desk/report", "desk/wall"]));
    for (path, whose) in [
        ("vendor/echarts.LICENSE.txt", "Apache License"),
        ("vendor/echarts.NOTICE.txt", "Apache ECharts"),
        ("vendor/echarts.d3.LICENSE.txt", "Bostock"),
        ("vendor/zrender.LICENSE.txt", "Baidu"),
    ] {
        let file = crate::assets::find(path).unwrap_or_else(|| panic!("{path} is embedded"));
        assert!(String::from_utf8_lossy(file.bytes).contains(whose), "{path}");
    }
}

/// The demonstration says what it is on every page and paper (demo-county, marks).
#[test]
fn every_sample_of_the_demonstration_says_so() {
    for sample in all_samples(Text::Chinese) {
        assert!(sample.html.contains("示例数据，仅供演示"), "{} ({})", sample.page, sample.sample);
        assert!(sample.html.contains("一门"), "C34: {}", sample.page);
    }
}

/// Writes every sample to the folder named by `YIMEN_PAGES`, to be looked at; without it, says so.
#[test]
fn samples_can_be_written_to_a_folder() -> std::io::Result<()> {
    let Ok(folder) = std::env::var("YIMEN_PAGES") else {
        println!("skipped: YIMEN_PAGES names no folder");
        return Ok(());
    };
    for text in Text::ALL {
        let folder = std::path::Path::new(&folder).join(text.lang());
        std::fs::create_dir_all(&folder)?;
        for sample in all_samples(text) {
            let name = format!("{}--{}.html", sample.page.replace('/', "_"), sample.sample.replace(' ', "_"));
            std::fs::write(folder.join(name), sample.html)?;
        }
    }
    for asset in crate::assets::ASSETS {
        let path = std::path::Path::new(&folder).join(asset.url().trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().expect("an asset lies in a folder"))?;
        std::fs::write(path, asset.bytes)?;
    }
    Ok(())
}
