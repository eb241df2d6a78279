//! Who asks: network address, language, type size, and the signed-in officer.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use centre::account::Session;

use super::App;
use super::form::cookie;
use super::respond::{ErrorKind, error_page, fault_page, to_sign_in};
use crate::text::Text;

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

/// The visitor's language: Chinese unless English was chosen.
pub fn language(headers: &HeaderMap) -> Text {
    if cookie(headers, "lang") == Some("en") { Text::English } else { Text::Chinese }
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
    fn only_a_trusted_proxy_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "203.0.113.9, 10.0.0.2".parse().expect("a header"));
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(address(Some(ip("198.51.100.7")), &headers, &[]), "198.51.100.7");
        assert_eq!(address(Some(ip("10.0.0.1")), &headers, &[ip("10.0.0.1"), ip("10.0.0.2")]), "203.0.113.9");
        assert_eq!(address(Some(ip("2001:db8:1:2:3::4")), &headers, &[]), "2001:db8:1:2:");
    }
}
