//! What a browser sends: fields in their order, bounded, without U+0000; and the few cookies we know.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{HeaderMap, header};

/// Fields of one form at most.
const FIELDS_MAX: usize = 600;
/// Bytes of a form at most; the largest is an intake with 64 rows and long names.
pub const FORM_BYTES_MAX: usize = 256 * 1024;

/// A form or a query as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

/// The body is no form we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormRefusal {
    /// More than [`FIELDS_MAX`] fields.
    TooManyFields,
    /// U+0000 in the field of this place: no database keeps it.
    HasNul,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded` bytes, as bodies and queries are.
    pub fn parse(bytes: &[u8]) -> Result<Form, FormRefusal> {
        let mut fields = Vec::new();
        for (name, value) in form_urlencoded::parse(bytes) {
            if fields.len() >= FIELDS_MAX {
                return Err(FormRefusal::TooManyFields);
            }
            if name.contains('\0') || value.contains('\0') {
                return Err(FormRefusal::HasNul);
            }
            // Browsers send line ends as CR LF; what was typed has LF.
            fields.push((name.into_owned(), value.replace("\r\n", "\n")));
        }
        Ok(Form(fields))
    }

    /// The first value of a field; empty if it did not come.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// The first value of a field without white space around it.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).trim()
    }

    /// Every value of a field, as check boxes send them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field came at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every field in its order.
    pub fn fields(&self) -> &[(String, String)] {
        &self.0
    }

    /// A form made of fields, as when a kept draft is drawn again.
    pub fn of(fields: Vec<(String, String)>) -> Form {
        Form(fields)
    }

    /// A whole number within bounds.
    pub fn number<T: std::str::FromStr + PartialOrd>(
        &self,
        name: &str,
        bounds: std::ops::RangeInclusive<T>,
    ) -> Option<T> {
        whole_number(self.trimmed(name)).filter(|number| bounds.contains(number))
    }

    /// The command id minted when the form was drawn.
    pub fn command_id(&self) -> Option<[u8; 16]> {
        let text = self.get("command_id");
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut id = [0; 16];
        for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(id)
    }
}

/// A whole number, in digits of either width.
pub fn whole_number<T: std::str::FromStr>(typed: &str) -> Option<T> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        _ => c,
    };
    typed.chars().map(narrow).collect::<String>().parse().ok()
}

/// A new command id for a form that is drawn now: 4 bytes of the process, 4 that count, 8 random ones.
///
/// Ids drawn one after the other lie side by side in every index by command or case, so that a commit writes one page of
/// each and not one for every command.
pub fn new_command_id() -> String {
    static DRAWN: LazyLock<(u64, AtomicU32)> = LazyLock::new(|| (random::<4>(), AtomicU32::new(0)));
    let (process, drawn) = &*DRAWN;
    format!("{process:08x}{:08x}{:016x}", drawn.fetch_add(1, Ordering::Relaxed), random::<8>())
}

fn random<const BYTES: usize>() -> u64 {
    let mut bytes = [0u8; BYTES];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_out_as_typed() {
        let form = Form::parse("a=1&a=2&%E5%90%8D=%E8%AE%B8+%26%3D&t=x%0D%0Ay".as_bytes()).expect("a form");
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.get("名"), "许 &=");
        assert_eq!(form.get("t"), "x\ny");
        assert_eq!(form.get("missing"), "");
        assert!(form.has("a") && !form.has("b"));
    }

    #[test]
    fn nul_and_endless_forms_are_refused() {
        assert_eq!(Form::parse(b"a=%00"), Err(FormRefusal::HasNul));
        let endless = "a=1&".repeat(FIELDS_MAX + 1);
        assert_eq!(Form::parse(endless.as_bytes()), Err(FormRefusal::TooManyFields));
    }

    #[test]
    fn numbers_are_read_within_bounds_and_full_width() {
        let form = Form::parse("n=１２&m=70000".as_bytes()).expect("a form");
        assert_eq!(form.number("n", 0..=99u16), Some(12));
        assert_eq!(form.number("n", 0..=9u16), None);
        assert_eq!(form.number::<u16>("m", 0..=9999), None);
    }

    #[test]
    fn a_command_id_is_thirty_two_digits() {
        let id = new_command_id();
        let form = Form::parse(format!("command_id={id}").as_bytes()).expect("a form");
        assert!(form.command_id().is_some());
        assert_eq!(Form::parse(b"command_id=12").expect("a form").command_id(), None);
        assert_eq!(
            Form::parse("command_id=ééééééééééééééééé".as_bytes()).expect("a form").command_id(),
            None
        );
    }

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "xlang=zh; lang=en; a=b=c".parse().expect("a header"));
        assert_eq!(cookie(&headers, "lang"), Some("en"));
        assert_eq!(cookie(&headers, "a"), Some("b=c"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
