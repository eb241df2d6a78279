//! What the values mean: parsed once, bounded, and right by type afterwards. Errors say what would be right.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::Context;
use catalogue::DivisionCode;

/// Six digits of GB/T 2260, or the nine of a town: the unit of everything that must be in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division(DivisionCode);

impl Division {
    /// Reads six or nine digits.
    pub fn parse(text: &str) -> anyhow::Result<Division> {
        let digits = text.bytes().all(|it| it.is_ascii_digit()) && !text.starts_with('0');
        match DivisionCode::parse(text) {
            Ok(code) if digits && matches!(text.len(), 6 | 9) => Ok(Division(code)),
            _ => anyhow::bail!(
                "{text:?} is not a division; write its six digits, as in 990121, or the nine of a town"
            ),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    Auto,
    /// Readable lines.
    Text,
    /// One JSON object a line.
    Json,
}

impl LogFormat {
    /// Reads `auto`, `text` or `json`.
    pub fn parse(text: &str) -> anyhow::Result<LogFormat> {
        match text {
            "auto" => Ok(LogFormat::Auto),
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => anyhow::bail!("{text:?} is not a format of logs; write text, json or auto"),
        }
    }
}

pub(super) fn text(text: &str) -> anyhow::Result<String> {
    if text.trim().is_empty() {
        anyhow::bail!("it is empty");
    }
    Ok(text.to_owned())
}

pub(super) fn path(text: &str) -> anyhow::Result<PathBuf> {
    self::text(text).map(PathBuf::from)
}

pub(super) fn database(text: &str) -> anyhow::Result<String> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    if !known {
        // The text may hold a password, so it is not repeated.
        anyhow::bail!("it is not a database; write sqlite:PATH or postgres://USER@HOST/NAME");
    }
    Ok(text.to_owned())
}

pub(super) fn address(text: &str) -> anyhow::Result<SocketAddr> {
    text.parse().with_context(|| format!("{text:?} is not an address; write 127.0.0.1:8080 or 0.0.0.0:80"))
}

pub(super) fn public_url(text: &str) -> anyhow::Result<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains([' ', '?', '#', '@']) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => anyhow::bail!("{text:?} is not an address of the web; write https://zwfw.example.gov.cn"),
    }
}

pub(super) fn proxies(text: &str) -> anyhow::Result<Vec<IpAddr>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| part.parse().with_context(|| format!("{part:?} is not an address; write 10.0.0.5")))
        .collect()
}

pub(super) fn number(text: &str, least: u64, most: u64) -> anyhow::Result<u64> {
    match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => anyhow::bail!("{text:?} is not a number from {least} to {most}"),
    }
}

pub(super) fn small_number(text: &str, least: u32, most: u32) -> anyhow::Result<u32> {
    let number = number(text, u64::from(least), u64::from(most))?;
    Ok(u32::try_from(number).unwrap_or(most))
}

pub(super) fn yes_or_no(text: &str) -> anyhow::Result<bool> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => anyhow::bail!("{text:?} is neither true nor false"),
    }
}

/// A value as it may be shown: the password of a database address is left out.
pub fn shown(key: &str, text: &str) -> String {
    if key == "database" { without_password(text) } else { text.to_owned() }
}

/// `postgres://yimen:secret@db/yimen?password=x` becomes `postgres://yimen:***@db/yimen?password=***`.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let (before, query) = match rest.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (rest, None),
    };
    let before = match before.rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => format!("{user}@{host}"),
        },
        None => before.to_owned(),
    };
    let query = query.map(|query| {
        let parts: Vec<String> = query
            .split('&')
            .map(|part| match part.split_once('=') {
                Some((name, _)) if name.contains("password") => format!("{name}=***"),
                _ => part.to_owned(),
            })
            .collect();
        format!("?{}", parts.join("&"))
    });
    format!("{scheme}://{before}{}", query.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_of_the_database_is_never_shown() {
        let shown = |text| shown("database", text);
        assert_eq!(shown("postgres://yimen:p:w@db:5432/yimen"), "postgres://yimen:***@db:5432/yimen");
        assert_eq!(shown("postgres://yimen:p@w@db/yimen"), "postgres://yimen:***@db/yimen");
        assert_eq!(shown("postgres:///yimen?user=a&password=b"), "postgres:///yimen?user=a&password=***");
        assert_eq!(shown("postgres://yimen@db/yimen"), "postgres://yimen@db/yimen");
        assert_eq!(shown("sqlite:/var/lib/yimen.db"), "sqlite:/var/lib/yimen.db");
    }

    #[test]
    fn a_division_is_six_digits_or_the_nine_of_a_town() {
        assert_eq!(Division::parse("990121").expect("six digits").to_string(), "990121");
        assert_eq!(Division::parse("990121102").expect("nine digits").to_string(), "990121102");
        for wrong in [
            "",
            "99012",
            "9901211",
            "99012110",
            "9901211020",
            "99012x",
            "99012110x",
            "090121",
            "９９０１２１",
        ] {
            assert!(Division::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn proxies_are_a_list_of_addresses() -> anyhow::Result<()> {
        assert_eq!(proxies("10.0.0.5, ::1,")?, ["10.0.0.5".parse::<IpAddr>()?, "::1".parse()?]);
        assert!(proxies("")?.is_empty());
        assert!(proxies("proxy.local").is_err() && proxies("10.0.0.0/8").is_err());
        Ok(())
    }

    #[test]
    fn an_address_of_the_web_has_a_scheme_and_a_host() {
        assert_eq!(public_url("https://zwfw.example.gov.cn/").expect("right"), "https://zwfw.example.gov.cn");
        for wrong in ["zwfw.example.gov.cn", "https://", "ftp://host", "https://user@host", "https://a b"] {
            assert!(public_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_number_outside_its_bounds_is_refused_with_the_bounds() {
        let sentence = number("7", 10, 20).expect_err("too small").to_string();
        assert_eq!(sentence, "\"7\" is not a number from 10 to 20");
        assert!(number("-1", 0, 9).is_err() && number("", 0, 9).is_err() && number("1e3", 0, 9999).is_err());
    }
}
