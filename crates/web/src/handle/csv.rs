//! Files of lines for spreadsheets and for whoever computes on (F27): one way to write a cell, and one to send the file.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The mark by which spreadsheets know that a file is UTF-8; every file begins with it.
pub const BEGIN: &str = "\u{feff}";

/// A cell of text. What a spreadsheet would take for a formula is kept from being one.
pub fn cell(text: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let guard = if text.starts_with(formula) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// The file under its name, to be kept.
pub fn download(name: &str, text: String) -> Response {
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    // F27: whatever a cell begins with, a spreadsheet shows it and computes nothing.
    #[test]
    fn a_cell_is_never_a_formula() {
        for (text, written) in [
            ("", "\"\""),
            ("晨光店", "\"晨光店\""),
            ("2026-11", "\"2026-11\""),
            ("一，二,三", "\"一，二,三\""),
            ("=1+1\"，店", "\"'=1+1\"\"，店\""),
            ("+1", "\"'+1\""),
            ("-1", "\"'-1\""),
            ("@sum", "\"'@sum\""),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "\"'＝1\""),
            ("店=1", "\"店=1\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
