//! The rules of the house, read from the source: which crate may use which, file lengths, no clock in the core, paths named in documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The arrows: a crate and those of ours it may use. A crate that is not here fails, so that its place is decided first.
const ARROWS: [(&str, &[&str]); 16] = [
    ("calendar", &[]),
    ("catalogue", &["calendar"]),
    ("casework", &["calendar", "catalogue"]),
    ("oversight", &["calendar", "catalogue", "casework"]),
    ("mining", &["calendar"]),
    ("store", &[]),
    ("paper", &[]),
    ("workbook", &[]),
    ("rules", &[]),
    ("pages", &["calendar", "catalogue"]),
    ("ledger", &["store"]),
    ("centre", &["calendar", "catalogue", "casework", "oversight", "mining", "store", "ledger", "rules"]),
    (
        "web",
        &["calendar", "catalogue", "casework", "oversight", "mining", "centre", "pages", "paper", "workbook"],
    ),
    ("api", &["calendar", "catalogue", "casework", "oversight", "mining", "centre", "pages", "paper", "web"]),
    ("county", &["calendar", "catalogue", "casework", "oversight", "store", "ledger", "centre"]),
    (
        "yimen",
        &[
            "calendar",
            "catalogue",
            "casework",
            "oversight",
            "mining",
            "store",
            "ledger",
            "centre",
            "web",
            "api",
            "county",
        ],
    ),
];

/// The functional core: no clock, no database, no random, no async.
const PURE: [&str; 5] = ["calendar", "catalogue", "casework", "oversight", "mining"];
const NOT_IN_PURE: [&str; 6] = ["tokio", "rusqlite", "tokio-postgres", "getrandom", "rand", "axum"];
const NOT_WRITTEN_IN_PURE: [&str; 4] = ["SystemTime::now", "Instant::now", "async fn", "std::net"];

/// A file answers one question and fits in the head.
const FILE_LINES_MAX: usize = 450;

/// What is made by a command and therefore not in the repository.
const MADE: [&str; 4] = ["target", "node_modules", "demo-data", "crates/pages/assets/vendor"];

#[test]
fn arrows_between_crates_point_down_only() {
    let arrows = BTreeMap::from(ARROWS);
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, manifest) in manifests() {
        let Some(allowed) = arrows.get(name.as_str()) else {
            wrong.push(format!("crate {name} has no place in ARROWS"));
            continue;
        };
        for used in dependencies(&manifest, &["dependencies", "dev-dependencies", "build-dependencies"]) {
            if arrows.contains_key(used.as_str()) && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{name} must not use {used}"));
            }
        }
        seen.insert(name);
    }
    let gone = arrows.keys().filter(|name| !seen.contains(**name)).map(|name| format!("{name} is gone"));
    wrong.extend(gone);
    none(wrong, "arrows between crates");
}

/// Read from the lock file, so that what comes in through another crate is seen too.
#[test]
fn pure_crates_reach_no_clock_database_random_or_runtime() {
    let locked = locked();
    let mut wrong = Vec::new();
    for (name, manifest) in manifests().into_iter().filter(|(name, _)| PURE.contains(&name.as_str())) {
        let mut waiting = dependencies(&manifest, &["dependencies"]);
        let mut reached = BTreeSet::new();
        while let Some(used) = waiting.pop() {
            // Our own crates are judged by their own manifest: the lock file lists their test crates too.
            if ARROWS.iter().all(|(own, _)| *own != used) && reached.insert(used.clone()) {
                waiting.extend(locked.get(&used).cloned().unwrap_or_default());
            }
        }
        let bad = NOT_IN_PURE.iter().filter(|bad| reached.contains(**bad));
        wrong.extend(bad.map(|bad| format!("{name} reaches {bad}")));
    }
    none(wrong, "crates behind the pure crates");
    assert!(locked["tokio-postgres"].contains(&"tokio".to_owned()), "the lock file is read");
}

#[test]
fn pure_crates_ask_no_clock_and_wait_for_nothing() {
    let mut wrong = Vec::new();
    for name in PURE {
        for (file, text) in sources(&root().join("crates").join(name).join("src"), "rs") {
            for (line, code) in code_lines(&text) {
                let bad = NOT_WRITTEN_IN_PURE.iter().filter(|bad| code.contains(**bad));
                wrong.extend(bad.map(|bad| format!("{file}:{line} has {bad}")));
            }
        }
    }
    none(wrong, "calls in the pure crates");
}

#[test]
fn every_file_says_what_it_is_for_and_fits_in_the_head() {
    let mut wrong = Vec::new();
    let files = sources(&root().join("crates"), "rs");
    assert!(files.len() >= ARROWS.len(), "the source is found");
    for (file, text) in files {
        if !text.starts_with("//! ") {
            wrong.push(format!("{file} does not begin with a sentence that says what it is for (//!)"));
        }
        let lines = text.lines().count();
        if file.contains("/src/") && lines > FILE_LINES_MAX {
            wrong.push(format!("{file} has {lines} lines, at most {FILE_LINES_MAX}"));
        }
    }
    none(wrong, "source files");
}

#[test]
fn web_and_api_hold_no_sql() {
    let mut wrong = Vec::new();
    for name in ["web", "api"] {
        for (file, text) in sources(&root().join("crates").join(name).join("src"), "rs") {
            let pieces = text.split('"');
            let sql = pieces.filter(|piece| is_sql(piece));
            wrong.extend(sql.map(|piece| format!("{file}: {}", shorten(piece))));
        }
        let drivers = dependencies(&manifests()[name], &["dependencies"]);
        let drivers = drivers.into_iter().filter(|it| ["rusqlite", "tokio-postgres"].contains(&it.as_str()));
        wrong.extend(drivers.map(|it| format!("{name} must not use {it}")));
    }
    none(wrong, "SQL in web and api");
}

#[test]
fn sql_is_told_from_other_writing() {
    for sql in [
        "select id from case_row where x = $1",
        "\n  select id,\n name\n from t",
        "insert into t values ($1)",
        "update case_row set a = 1",
        "delete from t",
        "with x as (select 1 from t) select * from x",
    ] {
        assert!(is_sql(sql), "{sql}");
    }
    for other in
        ["Select an item from the list", "select", "set the update", "update your papers; we set a date"]
    {
        assert!(!is_sql(other), "{other}");
    }
}

#[test]
fn every_path_named_in_a_document_exists() {
    let root = root();
    let mut documents = sources(&root.join("docs"), "md");
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        documents.extend(fs::read_to_string(root.join(name)).ok().map(|text| (name.to_owned(), text)));
    }
    let mut wrong = Vec::new();
    for (file, text) in documents {
        let beside = root.join(&file);
        let beside = beside.parent().expect("a document lies in a folder");
        for path in paths(&text) {
            let made = MADE.iter().any(|made| Path::new(&path).starts_with(made));
            if !made && !root.join(&path).exists() && !beside.join(&path).exists() {
                wrong.push(format!("{file} names {path}, which does not exist"));
            }
        }
    }
    none(wrong, "paths in documents");
}

#[test]
fn paths_are_told_from_other_writing() {
    let text = "`crates/pages/build.rs` and `docs/` and [a](docs/gotchas.md#time), [b](https://example.cn/x.md)\n\
                ```\n`no/such/file.rs`\n```\n\
                `/dev/pages` `text/html` `item/<code>` `GB/T` `cargo run -p a/b.rs` `scripts/*` `crates/yimen/src/main.rs:3`";
    let expect = ["crates/pages/build.rs", "crates/yimen/src/main.rs", "docs", "docs/gotchas.md"];
    assert_eq!(paths(text), BTreeSet::from(expect.map(str::to_owned)));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn none(wrong: Vec<String>, what: &str) {
    assert!(wrong.is_empty(), "{what}:\n  {}", wrong.join("\n  "));
}

/// Each crate of ours by name, with its manifest.
fn manifests() -> BTreeMap<String, toml::Table> {
    let folders = fs::read_dir(root().join("crates")).expect("the crates lie in crates/");
    let manifest = |entry: std::io::Result<fs::DirEntry>| {
        let text = fs::read_to_string(entry.ok()?.path().join("Cargo.toml")).ok()?;
        let table: toml::Table = toml::from_str(&text).expect("cargo has read this manifest before us");
        Some((table["package"]["name"].as_str()?.to_owned(), table))
    };
    folders.filter_map(manifest).collect()
}

/// Names in these sections, those that hold for one system only included.
fn dependencies(manifest: &toml::Table, sections: &[&str]) -> Vec<String> {
    let targets = manifest.get("target").and_then(toml::Value::as_table);
    let targets = targets.into_iter().flat_map(|table| table.values()).filter_map(toml::Value::as_table);
    let tables = targets.chain([manifest]);
    let found =
        tables.flat_map(|table| sections.iter().filter_map(|section| table.get(*section)?.as_table()));
    found.flat_map(|section| section.keys().cloned()).collect()
}

/// Each locked crate with what it uses; versions of one name are taken together.
fn locked() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("Cargo.lock")).expect("the lock file is in the repository");
    let lock: toml::Table = toml::from_str(&text).expect("cargo wrote the lock file");
    let mut graph = BTreeMap::<String, Vec<String>>::new();
    for package in lock["package"].as_array().expect("the lock file lists packages") {
        let used = package.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
        let used = used.filter_map(|name| Some(name.as_str()?.split(' ').next()?.to_owned()));
        let name = package["name"].as_str().expect("a package has a name");
        graph.entry(name.to_owned()).or_default().extend(used);
    }
    graph
}

/// Files with this ending under a folder, by path from the root; nothing where there is no such folder.
fn sources(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            let name =
                path.strip_prefix(root()).expect("the folder lies under the root").display().to_string();
            // A file that another person removes at this moment is none.
            found.extend(fs::read_to_string(&path).ok().map(|text| (name, text)));
        }
    }
    found.sort();
    found
}

/// Numbered lines without comments.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

/// Our SQL is lower case, so a sentence that begins with a capital is none.
fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let pair = |a: &str, b: &str| words.windows(2).any(|two| two == [a, b]);
    let begins =
        |word: &str| words.first() == Some(&word) || words.iter().any(|w| w.strip_prefix('(') == Some(word));
    (begins("select") && words.contains(&"from"))
        || pair("insert", "into")
        || pair("delete", "from")
        || words.windows(3).any(|three| three[0] == "update" && three[2] == "set")
}

/// Paths of files: backticked words with a slash, and links; blocks of code are shell, not claims.
fn paths(text: &str) -> BTreeSet<String> {
    let prose: Vec<&str> = text.split("```").step_by(2).collect();
    let prose = prose.concat();
    let ticked = prose.split('`').skip(1).step_by(2);
    let linked = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    ticked.filter(|word| word.contains('/')).chain(linked).filter_map(path).collect()
}

fn path(word: &str) -> Option<String> {
    let word = word.split(['#', ':']).next()?;
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "_.-/".contains(c));
    let is_path = word.ends_with('/')
        || root().join(word.split('/').next()?).exists()
        || Path::new(word).extension().is_some();
    (plain && is_path && !word.is_empty() && !word.starts_with('/'))
        .then(|| word.trim_end_matches('/').to_owned())
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}
