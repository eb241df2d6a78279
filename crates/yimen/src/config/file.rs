//! The configuration file: TOML with the keys of the settings and no others.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use toml::de::{DeTable, DeValue};

use super::setting::{Kind, SETTINGS, Setting};

/// The largest file that is read, in bytes.
const BYTES_MAX: u64 = 64 * 1024;

/// A value of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InFile {
    /// As it would stand in the environment; a list is joined by commas.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
}

/// Reads a file; anything unknown or of the wrong kind is an error that names the key and the line.
pub fn read(path: &Path) -> anyhow::Result<BTreeMap<&'static str, InFile>> {
    let shown = path.display();
    let size =
        std::fs::metadata(path).with_context(|| format!("the configuration file {shown} cannot be read"))?;
    if size.len() > BYTES_MAX {
        anyhow::bail!(
            "the configuration file {shown} has more than {BYTES_MAX} bytes; is it the right file?"
        );
    }
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the configuration file {shown} cannot be read"))?;
    parse(&text).with_context(|| format!("the configuration file {shown}"))
}

fn parse(text: &str) -> anyhow::Result<BTreeMap<&'static str, InFile>> {
    let line_at = |offset: usize| 1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count();
    let table = DeTable::parse(text).map_err(|error| {
        let line = line_at(error.span().map_or(0, |span| span.start));
        anyhow::anyhow!("line {line}: {}", error.message())
    })?;
    let mut found: Vec<(usize, &str, &DeValue<'_>)> = table
        .get_ref()
        .iter()
        .map(|(key, value)| (key.span().start, key.get_ref().as_ref(), value.get_ref()))
        .collect();
    found.sort_by_key(|(offset, ..)| *offset);
    let mut values = BTreeMap::new();
    for (offset, key, value) in found {
        let line = line_at(offset);
        let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) else {
            anyhow::bail!("line {line}: {key} is not a setting{}", meant(key));
        };
        let text = written(setting, value)
            .with_context(|| format!("line {line}: {key} must be {}", in_words(setting.kind)))?;
        values.insert(setting.key, InFile { text, line });
    }
    Ok(values)
}

/// The value as it would stand in the environment, if it has the setting's kind.
fn written(setting: &Setting, value: &DeValue<'_>) -> Option<String> {
    match (setting.kind, value) {
        (Kind::Text, DeValue::String(text)) => Some(text.to_string()),
        (Kind::Number, DeValue::Integer(number)) if number.radix() == 10 => Some(number.as_str().to_owned()),
        (Kind::YesNo, DeValue::Boolean(answer)) => Some(answer.to_string()),
        (Kind::List, DeValue::Array(items)) => {
            let items: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
            Some(items?.join(","))
        }
        _ => None,
    }
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "a string in quotation marks",
        Kind::Number => "a whole number",
        Kind::YesNo => "true or false",
        Kind::List => "a list of strings in brackets",
    }
}

/// The setting that was probably meant: the one with the fewest letters to change, at most a third of them.
fn meant(key: &str) -> String {
    let nearest = SETTINGS.iter().map(|setting| (letters_apart(key, setting.key), setting.key)).min();
    match nearest {
        Some((apart, meant)) if apart * 3 <= meant.len() => format!("; did you mean {meant}?"),
        _ => "; `yimen config show` lists them all".to_owned(),
    }
}

/// Edit distance.
fn letters_apart(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        format!("{:#}", parse(text).expect_err("the file is wrong"))
    }

    #[test]
    fn every_kind_of_value_is_read_with_its_line() {
        let text = "# our centre\nlisten = \"0.0.0.0:80\"\n\nmax_body_bytes = 2_048\nsecure_cookies = false\n\
                    trusted_proxies = [\n  \"10.0.0.5\",\n  \"10.0.0.6\",\n]\n";
        let values = parse(text).expect("the file is right");
        let value = |key: &str| values.get(key).map(|value| (value.text.as_str(), value.line));
        assert_eq!(value("listen"), Some(("0.0.0.0:80", 2)));
        assert_eq!(value("max_body_bytes"), Some(("2048", 4)));
        assert_eq!(value("secure_cookies"), Some(("false", 5)));
        assert_eq!(value("trusted_proxies"), Some(("10.0.0.5,10.0.0.6", 6)));
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_key_line_and_the_likely_one() {
        assert_eq!(
            error("listen = \"0.0.0.0:80\"\nsecure_cookie = false\n"),
            "line 2: secure_cookie is not a setting; did you mean secure_cookies?"
        );
        assert_eq!(
            error("colour = \"red\"\n"),
            "line 1: colour is not a setting; `yimen config show` lists them all"
        );
    }

    #[test]
    fn a_section_is_an_unknown_key_too() {
        assert_eq!(
            error("\n[server]\nlisten = \"0.0.0.0:80\"\n"),
            "line 2: server is not a setting; `yimen config show` lists them all"
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_an_error_that_says_what_it_must_be() {
        assert_eq!(error("\nsecure_cookies = \"no\"\n"), "line 2: secure_cookies must be true or false");
        assert_eq!(error("max_body_bytes = \"2k\"\n"), "line 1: max_body_bytes must be a whole number");
        assert_eq!(error("listen = 80\n"), "line 1: listen must be a string in quotation marks");
        assert_eq!(
            error("trusted_proxies = [1]\n"),
            "line 1: trusted_proxies must be a list of strings in brackets"
        );
    }

    #[test]
    fn a_file_that_is_no_toml_names_the_line() {
        assert!(error("listen = \"0.0.0.0:80\"\ndatabase sqlite\n").starts_with("line 2: "));
    }
}
