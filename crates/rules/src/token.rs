//! What a formula may be made of. This reads no expression: it only refuses what is not allowed to reach the library that does.

use crate::{CHARS_MAX, DEPTH_MAX, DIGITS_MAX, FUNCTIONS, FormulaError, PLACES_MAX, TOKENS_MAX};

/// Words of the language that a formula may have beside names and functions.
const KEYWORDS: [&str; 6] = ["if", "then", "else", "and", "or", "null"];
/// Signs, the longer first.
const SIGNS: [&str; 13] = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ","];
/// Signs as they are typeset, and what they mean.
const TYPESET: [(char, &str); 9] = [
    ('×', "*"),
    ('÷', "/"),
    ('≥', ">="),
    ('≤', "<="),
    ('≠', "!="),
    ('（', "("),
    ('）', ")"),
    ('，', ","),
    ('－', "-"),
];

/// A formula that holds nothing but what is allowed.
pub(crate) struct Tokens<'a> {
    /// The formula for the library, with a space between all tokens.
    pub text: String,
    /// The names in it.
    pub names: Vec<&'a str>,
}

fn is_wordy(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Splits a text into what is allowed, or says what is not.
pub(crate) fn tokens<'a>(text: &str, names: &[&'a str]) -> Result<Tokens<'a>, FormulaError> {
    if text.trim().is_empty() {
        return Err(FormulaError::Empty);
    }
    if text.chars().count() > CHARS_MAX {
        return Err(FormulaError::TooLong);
    }
    let (mut out, mut used) = (Vec::new(), Vec::new());
    let (mut rest, mut place, mut depth) = (text, 1, 0usize);
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            rest = rest.strip_prefix(first).unwrap_or_default();
            place += 1;
            continue;
        }
        let (token, length) = one(rest, names, &mut used, place)?;
        match token {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX || out.len() >= TOKENS_MAX {
            return Err(FormulaError::TooLong);
        }
        place += rest.get(..length).map_or(0, |it| it.chars().count());
        rest = rest.get(length..).unwrap_or_default();
        out.push(token);
    }
    used.sort_unstable();
    used.dedup();
    Ok(Tokens { text: out.join(" "), names: used })
}

/// The token that a text begins with, and how many bytes it has.
fn one<'t, 'a: 't>(
    text: &'t str,
    names: &[&'a str],
    used: &mut Vec<&'a str>,
    place: usize,
) -> Result<(&'t str, usize), FormulaError> {
    if let Some(first) = text.chars().next()
        && let Some((_, sign)) = TYPESET.iter().find(|(typeset, _)| *typeset == first)
    {
        return Ok((sign, first.len_utf8()));
    }
    // `**` is a power and `->` no sign of ours: two signs that make another one are not two signs.
    if let Some(sign) = SIGNS.into_iter().find(|sign| text.starts_with(sign)) {
        let after = text.get(sign.len()..).unwrap_or_default();
        let is_other =
            (sign == "*" && after.starts_with('*')) || (sign == "/" && after.starts_with(['/', '*']));
        return if is_other { Err(unknown(text, sign.len() + 1, place)) } else { Ok((sign, sign.len())) };
    }
    let length = text.find(|c: char| !is_wordy(c)).unwrap_or(text.len());
    let word = text.get(..length).unwrap_or_default();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(text, place);
    }
    if let Some(name) = names.iter().find(|name| **name == word) {
        used.push(name);
        return Ok((name, length));
    }
    if KEYWORDS.contains(&word) || FUNCTIONS.contains(&word) {
        return Ok((word, length));
    }
    Err(unknown(text, length.max(1), place))
}

/// A number: digits, and perhaps a point and more of them.
fn number(text: &str, place: usize) -> Result<(&str, usize), FormulaError> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let mut length = whole;
    if text.get(whole..).is_some_and(|it| it.starts_with('.')) {
        let places = text.get(whole + 1..).map_or(0, digits);
        if places == 0 {
            return Err(unknown(text, whole + 1, place));
        }
        if places > PLACES_MAX {
            return Err(FormulaError::TooLong);
        }
        length += 1 + places;
    }
    if whole > DIGITS_MAX {
        return Err(FormulaError::TooLong);
    }
    match text.get(length..).and_then(|it| it.chars().next()) {
        Some(c) if is_wordy(c) || c == '.' => Err(unknown(text, length + 1, place)),
        _ => text.get(..length).map(|it| (it, length)).ok_or(FormulaError::NotAFormula),
    }
}

/// What is not known, as far as it goes.
fn unknown(text: &str, bytes: usize, place: usize) -> FormulaError {
    let end = (bytes..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    FormulaError::Unknown { place, word: text.get(..end).unwrap_or_default().chars().take(20).collect() }
}
