//! The version of a calendar: which edition it is and which content it has, small enough to stand in every deadline.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Which calendar a deadline rests on; written as `2026.1-` and sixteen hexadecimal digits of its content.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct CalendarVersion {
    /// The last year whose notice had been published.
    pub year: u16,
    /// The issue within that year, from 1; a corrected notice (2015, 2019, 2020) makes a further issue.
    pub issue: u16,
    /// A fold (FNV-1a, 64 bits) of the calendar's text; tells editions apart, proves nothing.
    pub content: u64,
}

/// The text is not a version such as `2026.1-0123456789abcdef`.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct NotAVersion;

impl CalendarVersion {
    pub(crate) fn of(year: u16, issue: u16, text: &str) -> CalendarVersion {
        let content = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        CalendarVersion { year, issue, content }
    }

    /// The edition alone, for people: `2026.1`.
    pub fn edition(self) -> String {
        format!("{}.{}", self.year, self.issue)
    }
}

impl fmt::Display for CalendarVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}-{:016x}", self.year, self.issue, self.content)
    }
}

impl fmt::Debug for CalendarVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for CalendarVersion {
    type Err = NotAVersion;

    fn from_str(text: &str) -> Result<CalendarVersion, NotAVersion> {
        let (edition, content) = text.split_once('-').ok_or(NotAVersion)?;
        let (year, issue) = parse_edition(edition).ok_or(NotAVersion)?;
        let lower_hex = content.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if content.len() != 16 || !lower_hex {
            return Err(NotAVersion);
        }
        let content = u64::from_str_radix(content, 16).map_err(|_| NotAVersion)?;
        Ok(CalendarVersion { year, issue, content })
    }
}

/// Reads `2026.1`.
pub(crate) fn parse_edition(text: &str) -> Option<(u16, u16)> {
    let (year, issue) = text.split_once('.')?;
    let number = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        plain.then(|| text.parse::<u16>().ok()).flatten()
    };
    Some((number(year)?, number(issue)?))
}

impl fmt::Display for NotAVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a calendar version such as 2026.1-0123456789abcdef")
    }
}

impl std::error::Error for NotAVersion {}

impl Serialize for CalendarVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CalendarVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<CalendarVersion, D::Error> {
        from_text(deserializer, "a calendar version")
    }
}

/// Reads a value that is written as a short text, without keeping the text.
pub(crate) fn from_text<'de, D, T>(deserializer: D, expected: &'static str) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: fmt::Display>,
{
    deserializer.deserialize_str(TextVisitor(expected, PhantomData))
}

struct TextVisitor<T>(&'static str, PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
