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
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("other", |path| path.as_str()).to_owned();
    let headers = request.headers().clone();
    let path = request.uri().path().to_owned();
    let mut response = if is_forged(request.method(), &headers) {
        error_page(&app, &headers, &path, ErrorKind::Forbidden).await
    } else {
        match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(_) => {
                let number = app.fault_number();
                tracing::error!(fault = number, route, "a page panicked");
                error_page(&app, &headers, &path, ErrorKind::Fault(number)).await
            }
        }
    };
    if response.status() == StatusCode::NOT_FOUND && response.headers().get(header::CONTENT_TYPE).is_none() {
        response = error_page(&app, &headers, &path, ErrorKind::NotFound).await;
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        response = error_page(&app, &headers, &path, ErrorKind::NotFound).await;
    }
    dress(&app, &mut response);
    app.metrics.request(&route, response.status().as_u16(), started.elapsed());
    response
}

fn dress(app: &App, response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Pages hold people's matters: no copy of them stays anywhere.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.settings.secure_cookies {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
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
