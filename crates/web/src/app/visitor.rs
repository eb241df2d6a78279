//! Who asks: network address, language, type size, and the signed-in officer.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use centre::account::Session;

use super::App;
use super::form::cookie;
use super::respond::{ErrorKind, error_page, fault_page, to_sign_in};
use pages::text::Text;

/// Languages of one `Accept-Language` that are looked at.
const RANGES_MAX: usize = 20;

/// The request as if this language had been chosen: a paper in English for a foreigner, printed by an officer who reads
/// Chinese.
pub fn in_language(headers: &HeaderMap, language: &str) -> HeaderMap {
    let mut headers = headers.clone();
    if matches!(language, "zh" | "en") {
        let cookies = headers.get(header::COOKIE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        if let Ok(cookies) = HeaderValue::from_str(&format!("lang={language}; {cookies}")) {
            headers.insert(header::COOKIE, cookies);
        }
    }
    headers
}

/// Name of the session's cookie.
pub fn session_cookie(app: &App) -> &'static str {
    if app.settings.secure_cookies { "__Host-yimen" } else { "yimen" }
}

/// A cookie's `Set-Cookie` line; without `seconds` it ends with the browser.
pub fn set_cookie(app: &App, name: &str, value: &str, seconds: Option<u64>) -> String {
    let secure = if app.settings.secure_cookies { "; Secure" } else { "" };
    let age = seconds.map_or(String::new(), |seconds| format!("; Max-Age={seconds}"));
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

/// The visitor's language: the chosen one, or what the browser prefers, or Chinese.
pub fn language(headers: &HeaderMap) -> Text {
    match cookie(headers, "lang") {
        Some("en") => Text::English,
        Some("zh") => Text::Chinese,
        _ => preferred(headers),
    }
}

/// The language a browser asks for by `Accept-Language` (RFC 9110 section 12.5.4): the one of ours with the greatest
/// weight, the first of equals; Chinese where none of ours is named.
fn preferred(headers: &HeaderMap) -> Text {
    let line = headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let mut best = (0, Text::Chinese);
    for range in line.split(',').take(RANGES_MAX) {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let language = match tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "zh" | "*" => Text::Chinese,
            "en" => Text::English,
            _ => continue,
        };
        let weight = weight.trim().strip_prefix("q=").and_then(|it| it.parse::<f32>().ok()).unwrap_or(0.0);
        let thousandths = (weight.clamp(0.0, 1.0) * 1_000.0) as u32;
        if thousandths > best.0 {
            best = (thousandths, language);
        }
    }
    best.1
}

/// Anybody: the address by which guesses are counted.
pub struct Address(pub String);

impl FromRequestParts<Arc<App>> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Address, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Address(address(peer, &parts.headers, &app.settings.trusted_proxies)))
    }
}

/// The visitor's address: the peer, or what a trusted proxy says stands before it. IPv6 visitors are counted by /64.
fn address(peer: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpAddr]) -> String {
    let mut address = peer;
    if peer.is_some_and(|peer| trusted.contains(&peer)) {
        let forwarded =
            headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or_default();
        // From the right: the last hop that is no proxy of ours.
        address = forwarded
            .rsplit(',')
            .filter_map(|hop| hop.trim().parse::<IpAddr>().ok())
            .find(|hop| !trusted.contains(hop))
            .or(peer);
    }
    match address {
        Some(IpAddr::V4(four)) => four.to_string(),
        Some(IpAddr::V6(six)) => six.segments()[..4].iter().map(|part| format!("{part:x}:")).collect(),
        None => "unknown".to_owned(),
    }
}

/// A signed-in officer; anybody else is sent to sign in, and comes back.
pub struct Officer(pub Session);

impl FromRequestParts<Arc<App>> for Officer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Officer, Response> {
        match session_of(app, &parts.headers).await {
            Ok(Some(session)) => Ok(Officer(session)),
            Ok(None) => Err(to_sign_in(&parts.method, &parts.uri)),
            Err(fault) => Err(fault_page(app, &parts.headers, parts.uri.path(), fault).await),
        }
    }
}

/// The session of a request, if it bears one that stands.
pub async fn session_of(app: &App, headers: &HeaderMap) -> Result<Option<Session>, centre::Fault> {
    match cookie(headers, session_cookie(app)) {
        Some(token) => app.centre.session(token).await,
        None => Ok(None),
    }
}

/// Checks the anti-forgery token of a form; the answer to a wrong one: it was drawn for a session that has ended.
pub async fn check_csrf(
    app: &App,
    headers: &HeaderMap,
    path: &str,
    session: &Session,
    token: &str,
) -> Result<(), Box<Response>> {
    // Digests of the same length are compared; both sides are keyed, so time tells nothing.
    if app.centre.csrf_token(session) == token {
        return Ok(());
    }
    Err(Box::new(error_page(app, headers, path, ErrorKind::FormExpired).await))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_chosen_one_or_the_preferred_one() {
        for (asked, chosen, language) in [
            ("", "", Text::Chinese),
            ("en-GB,en;q=0.9", "", Text::English),
            ("en-GB,en;q=0.9", "zh", Text::Chinese),
            ("zh-CN", "en", Text::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", "", Text::Chinese),
            ("fr, en;q=0.5, zh;q=0.4", "", Text::English),
            ("en;q=0.5,zh-TW;q=0.8", "", Text::Chinese),
            ("fr,de;q=0.7", "", Text::Chinese),
            ("en;q=0", "", Text::Chinese),
            ("*", "", Text::Chinese),
            ("EN", "", Text::English),
            (";;q=,en;q=x,,", "", Text::Chinese),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("accept-language", asked.parse().expect("a header"));
            if !chosen.is_empty() {
                headers.insert("cookie", format!("yimen=1; lang={chosen}").parse().expect("a header"));
            }
            assert_eq!(super::language(&headers), language, "{asked:?} {chosen:?}");
            assert_eq!(super::language(&in_language(&headers, "en")), Text::English);
            assert_eq!(super::language(&in_language(&headers, "fr")), language);
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.9, 10.0.0.2".parse().expect("a header"));
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(address(Some(ip("198.51.100.7")), &headers, &[]), "198.51.100.7");
        assert_eq!(address(Some(ip("10.0.0.1")), &headers, &[ip("10.0.0.1"), ip("10.0.0.2")]), "203.0.113.9");
        assert_eq!(address(Some(ip("2001:db8:1:2:3::4")), &headers, &[]), "2001:db8:1:2:");
    }
}
