//! Around every request: no forged posts, bounded bodies, safe headers, a number for what went wrong, and counts.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;

use super::App;
use super::programs::Answers;
use super::respond::{ErrorKind, error_page};

/// What a page may load: only its own files, nothing inline, nothing from another host.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=(), payment=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Every request passes here first and every answer last.
pub async fn guard(
    State((app, programs)): State<(Arc<App>, Answers)>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("other", |path| path.as_str()).to_owned();
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let is_program = (programs.is_program)(&path);
    let has_problems = (programs.has_problems)(&path);
    let mut response = if !is_program && is_forged(request.method(), &headers) {
        error_page(&app, &headers, &path, ErrorKind::Forbidden).await
    } else if !has_problems && path.contains("%00") {
        // No address of ours holds U+0000, and a database may not take it.
        error_page(&app, &headers, "/", ErrorKind::NotFound).await
    } else {
        match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(_) => {
                let number = app.fault_number();
                tracing::error!(fault = number, route, "a page panicked");
                match has_problems {
                    true => (programs.panicked)(&headers, number),
                    false => error_page(&app, &headers, &path, ErrorKind::Fault(number)).await,
                }
            }
        }
    };
    if let Some(kind) = without_a_page(&response).filter(|_| !is_program) {
        response = error_page(&app, &headers, &path, kind).await;
    }
    dress(response.headers_mut());
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        // What was not read is not waited for; who keeps connections must not send the next request on this one.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    if app.settings.secure_cookies {
        response
            .headers_mut()
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    app.metrics.request(&route, response.status().as_u16(), started.elapsed());
    response
}

/// What the page must say when the answer is an error that was not drawn: it comes from below the handlers.
fn without_a_page(response: &Response) -> Option<ErrorKind> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    match response.status() {
        StatusCode::METHOD_NOT_ALLOWED => Some(ErrorKind::NotFound),
        _ if kind.is_some_and(|kind| kind.starts_with("text/html")) => None,
        StatusCode::NOT_FOUND => Some(ErrorKind::NotFound),
        StatusCode::BAD_REQUEST => Some(ErrorKind::BadRequest),
        StatusCode::PAYLOAD_TOO_LARGE => Some(ErrorKind::TooLarge),
        _ => None,
    }
}

/// Puts the safe headers on an answer: what a page may load, and that no copy of it stays anywhere.
pub fn dress(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Pages hold people's matters.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// A request that changes something and was begun by another site (the token in the form is the second check).
fn is_forged(method: &Method, headers: &HeaderMap) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return false;
    }
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else {
        return false;
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    origin.split_once("://").map(|(_, origin)| origin) != Some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forged(method: Method, pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_forged(&method, &headers)
    }

    #[test]
    fn a_post_begun_by_another_site_is_forged() {
        assert!(forged(Method::POST, &[("sec-fetch-site", "cross-site")]));
        assert!(forged(Method::POST, &[("sec-fetch-site", "same-site")]));
        assert!(!forged(Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(!forged(Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(forged(Method::POST, &[("origin", "http://evil.example"), ("host", "127.0.0.1:8080")]));
        assert!(forged(Method::POST, &[("origin", "null"), ("host", "127.0.0.1:8080")]));
        assert!(!forged(Method::POST, &[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!forged(Method::POST, &[("host", "127.0.0.1:8080")]));
    }
}
