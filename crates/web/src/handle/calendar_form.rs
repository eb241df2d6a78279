//! What the calendar's forms send: a notice as a file or typed, with its number; and the days of a "what if".

use axum::http::{HeaderMap, header};
use calendar::{Day, DayRule};

use crate::app::form::{Form, FormRefusal};

/// Rows of the "what if".
pub const ASKED_ROWS: usize = 5;
/// Parts of a form with a file.
const PARTS_MAX: usize = 16;

/// Why a form with a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no such form, or was cut on the way.
    Broken,
    /// The file is not UTF-8: an office program saved it otherwise.
    NotUtf8,
}

impl From<FormRefusal> for Unreadable {
    fn from(_: FormRefusal) -> Unreadable {
        Unreadable::Broken
    }
}

/// Reads a form as the browser sent it: `multipart/form-data` (RFC 7578), whose file takes the place of the typed
/// `text`, or a plain one.
pub fn read(headers: &HeaderMap, body: &[u8]) -> Result<Form, Unreadable> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let Some(boundary) = boundary(kind) else { return Ok(Form::parse(body)?) };
    let mut fields = Vec::new();
    let mut file = None;
    let mut broken_file = false;
    for part in parts(body, &boundary)?.into_iter().take(PARTS_MAX) {
        let text = std::str::from_utf8(part.bytes).ok().filter(|text| !text.contains('\0'));
        match (part.name.as_str(), text) {
            ("file", _) if part.bytes.is_empty() => {}
            ("file", Some(text)) => file = Some(plain(text)),
            ("file", None) => broken_file = true,
            (_, Some(text)) => fields.push((part.name, plain(text))),
            (_, None) => return Err(Unreadable::Broken),
        }
    }
    if broken_file {
        return Err(Unreadable::NotUtf8);
    }
    if let Some(file) = file {
        fields.retain(|(name, _)| name != "text");
        fields.push(("text".to_owned(), file));
    }
    Ok(Form::of(fields))
}

/// Line ends as they are typed, without the mark that some editors put first.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

fn boundary(kind: &str) -> Option<Vec<u8>> {
    let rest = kind.strip_prefix("multipart/form-data")?;
    let boundary = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?.trim_matches('"');
    (1..=70).contains(&boundary.len()).then(|| format!("--{boundary}").into_bytes())
}

struct Part<'a> {
    name: String,
    bytes: &'a [u8],
}

fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Result<Vec<Part<'a>>, Unreadable> {
    let mut rest = body.strip_prefix(boundary).ok_or(Unreadable::Broken)?;
    let between = [b"\r\n", boundary].concat();
    let mut found = Vec::new();
    // After a boundary stands a new line and a part, or two hyphens and the end.
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = position(part, &between).ok_or(Unreadable::Broken)?;
        let (whole, after) = (&part[..end], &part[end + between.len()..]);
        let head_end = position(whole, b"\r\n\r\n").ok_or(Unreadable::Broken)?;
        let head = std::str::from_utf8(&whole[..head_end]).map_err(|_| Unreadable::Broken)?;
        let name = name_of(head).ok_or(Unreadable::Broken)?;
        found.push(Part { name, bytes: &whole[head_end + 4..] });
        rest = after;
    }
    if rest.starts_with(b"--") { Ok(found) } else { Err(Unreadable::Broken) }
}

fn name_of(head: &str) -> Option<String> {
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let name = line.split(';').find_map(|part| part.trim().strip_prefix("name=\""))?;
    Some(name.trim_end_matches('"').to_owned())
}

fn position(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

/// One row of the "what if", as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AskedRow {
    /// The day as typed; empty where the row is not used.
    pub day: String,
    /// Whether it would be worked; else it would be off.
    pub worked: bool,
}

/// The rows of a "what if", always [`ASKED_ROWS`] of them.
pub fn asked_rows(form: &Form) -> Vec<AskedRow> {
    let rules: Vec<&str> = form.all("rule").collect();
    let mut rows: Vec<AskedRow> = form
        .all("day")
        .enumerate()
        .map(|(place, day)| AskedRow {
            day: day.trim().chars().take(20).collect(),
            worked: rules.get(place) == Some(&"work"),
        })
        .collect();
    rows.resize(ASKED_ROWS, AskedRow::default());
    rows
}

/// The days that were asked about; the places of rows that hold no day.
pub fn asked_days(rows: &[AskedRow]) -> Result<Vec<(Day, DayRule)>, Vec<usize>> {
    let used = rows.iter().enumerate().filter(|(_, row)| !row.day.is_empty());
    let (mut days, mut wrong) = (Vec::new(), Vec::new());
    for (place, row) in used {
        let rule = if row.worked { DayRule::Work } else { DayRule::Off };
        match Day::parse(&row.day) {
            Some(day) => days.push((day, rule)),
            None => wrong.push(place),
        }
    }
    if wrong.is_empty() { Ok(days) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(kind: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))])
    }

    fn sent(body: &[u8]) -> Result<Form, Unreadable> {
        read(&headers("multipart/form-data; boundary=XX"), body)
    }

    const TYPED: &str = "--XX\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\ntyped\r\n";

    #[test]
    fn a_file_takes_the_place_of_what_was_typed() {
        let file = "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"2027.txt\"\r\nContent-Type: text/plain\r\n\r\n\u{feff}year 2027 official\r\n2027-01-01 off 元旦\r\n\r\n--XX--\r\n";
        let form = sent(format!("{TYPED}{file}").as_bytes()).expect("a form");
        assert_eq!(form.get("text"), "year 2027 official\n2027-01-01 off 元旦\n");
    }

    #[test]
    fn without_a_file_what_was_typed_stands() {
        let file =
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--XX--\r\n";
        assert_eq!(sent(format!("{TYPED}{file}").as_bytes()).expect("a form").get("text"), "typed");
        let plain = read(&headers("application/x-www-form-urlencoded"), b"text=a&number=b").expect("a form");
        assert_eq!((plain.get("text"), plain.get("number")), ("a", "b"));
    }

    #[test]
    fn a_file_in_another_encoding_is_named_as_such_and_a_cut_form_is_broken() {
        let mut body = b"--XX\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n".to_vec();
        body.extend([0xd4, 0xaa, 0xb5, 0xa9]);
        assert_eq!(sent(&body), Err(Unreadable::Broken), "no end");
        body.extend(b"\r\n--XX--");
        assert_eq!(sent(&body), Err(Unreadable::NotUtf8));
        for broken in [&b""[..], b"--XX", b"--XX\r\n", b"--XX\r\n\r\n--XX--", b"--YY\r\n\r\n"] {
            assert_eq!(sent(broken), Err(Unreadable::Broken), "{broken:?}");
        }
        assert_eq!(sent(b"--XX--"), Ok(Form::of(Vec::new())));
    }

    #[test]
    fn the_days_of_a_what_if_are_read_row_by_row() {
        let form =
            Form::parse(b"day=2026-12-04&rule=off&day=&rule=off&day=2026-12-05&rule=work").expect("a form");
        let rows = asked_rows(&form);
        assert_eq!(rows.len(), ASKED_ROWS);
        let day = |text| Day::parse(text).expect("a day");
        let days = vec![(day("2026-12-04"), DayRule::Off), (day("2026-12-05"), DayRule::Work)];
        assert_eq!(asked_days(&rows), Ok(days));
        let rows = asked_rows(&Form::parse(b"day=2026-02-30&rule=off").expect("a form"));
        assert_eq!(asked_days(&rows), Err(vec![0]));
        assert_eq!(asked_days(&asked_rows(&Form::default())), Ok(vec![]));
    }
}
