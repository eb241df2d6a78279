//! Answers of GeoReport v2: a list of records with one form in JSON and one in XML, and errors as the specification says.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// In which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.json`
    Json,
    /// `.xml`
    Xml,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// Words.
    Text(String),
    /// A number.
    Number(u16),
    /// Yes or no.
    Is(bool),
    /// Nothing: `null`, or an empty element.
    None,
}

impl Field {
    /// Words.
    pub fn text(words: &str) -> Field {
        Field::Text(words.to_owned())
    }

    /// Words, or nothing where there are none.
    pub fn some(words: &str) -> Field {
        if words.is_empty() { Field::None } else { Field::text(words) }
    }
}

/// One record: its fields in the order of the specification.
pub type Row = Vec<(&'static str, Field)>;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Name of the list in XML.
    pub root: &'static str,
    /// Name of a record in XML.
    pub item: &'static str,
    /// The records.
    pub rows: Vec<Row>,
}

/// What was not done, and why: one sentence for each thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Status of the answer, also the code of each error.
    pub status: StatusCode,
    /// The sentences.
    pub why: Vec<String>,
}

impl Refused {
    /// One thing is wrong.
    pub fn one(status: StatusCode, why: &str) -> Refused {
        Refused { status, why: vec![why.to_owned()] }
    }

    fn document(&self) -> Document {
        let row = |why: &String| {
            vec![("code", Field::Number(self.status.as_u16())), ("description", Field::text(why))]
        };
        Document { root: "errors", item: "error", rows: self.why.iter().map(row).collect() }
    }
}

impl Document {
    /// As a JSON array of objects.
    pub fn json(&self) -> String {
        let value = |field: &Field| match field {
            Field::Text(text) => Value::from(text.as_str()),
            Field::Number(number) => Value::from(*number),
            Field::Is(is) => Value::from(*is),
            Field::None => Value::Null,
        };
        let row = |row: &Row| -> Value {
            let pairs = row.iter().map(|(name, field)| ((*name).to_owned(), value(field)));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        Value::Array(self.rows.iter().map(row).collect()).to_string()
    }

    /// As XML.
    pub fn xml(&self) -> String {
        let mut out = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{}>", self.root);
        for row in &self.rows {
            out += &format!("<{}>", self.item);
            for (name, field) in row {
                let inside = match field {
                    Field::Text(text) => escape(text),
                    Field::Number(number) => number.to_string(),
                    Field::Is(is) => is.to_string(),
                    Field::None => String::new(),
                };
                out += &format!("<{name}>{inside}</{name}>");
            }
            out += &format!("</{}>", self.item);
        }
        out + &format!("</{}>", self.root)
    }
}

/// Text as it may stand between tags; characters that XML 1.0 cannot hold are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for it in text.chars() {
        match it {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '\t' | '\n' | '\r' => out.push(it),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if it < ' ' => {}
            _ => out.push(it),
        }
    }
    out
}

/// The answer over HTTP.
pub fn respond(format: Format, answer: Result<Document, Refused>) -> Response {
    let (status, document) = match answer {
        Ok(document) => (StatusCode::OK, document),
        Err(refused) => (refused.status, refused.document()),
    };
    let (kind, body) = match format {
        Format::Json => ("application/json; charset=utf-8", document.json()),
        Format::Xml => ("text/xml; charset=utf-8", document.xml()),
    };
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
