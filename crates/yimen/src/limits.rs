//! Bounds around every request: size, time, how many at once, how many from one address. What is beyond is answered
//! before any work is done for it.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::config::Config;

/// Addresses that are remembered at most in a minute; beyond, counting begins anew.
const ADDRESSES_MAX: usize = 100_000;
/// Sign-ins at the same time at most. A password takes tens of milliseconds of a core to check, and those who wait for it
/// must not take the places of those who only want a page.
const SIGN_INS_MAX: usize = 64;
const MINUTE: Duration = Duration::from_secs(60);

struct Limits {
    body_bytes: usize,
    time: Duration,
    at_once: Semaphore,
    sign_ins: Semaphore,
    per_minute: u32,
    proxies: Vec<IpAddr>,
    seen: Mutex<Seen>,
}

/// Requests of each address in the minute that began then.
struct Seen {
    began: Instant,
    counts: HashMap<IpAddr, u32>,
}

impl Seen {
    /// Whether one more request of this address is within `per_minute`.
    fn allows(&mut self, address: IpAddr, now: Instant, per_minute: u32) -> bool {
        if now.saturating_duration_since(self.began) >= MINUTE || self.counts.len() >= ADDRESSES_MAX {
            self.began = now;
            self.counts.clear();
        }
        let count = self.counts.entry(address).or_insert(0);
        *count = count.saturating_add(1);
        *count <= per_minute
    }
}

/// The pages within the bounds of the configuration.
pub fn around(pages: Router, config: &Config) -> Router {
    let limits = Limits {
        body_bytes: usize::try_from(config.max_body_bytes).unwrap_or(usize::MAX),
        time: config.request_timeout,
        at_once: Semaphore::new(usize::try_from(config.requests_at_once).unwrap_or(usize::MAX >> 3)),
        sign_ins: Semaphore::new(SIGN_INS_MAX),
        per_minute: config.requests_per_minute,
        proxies: config.trusted_proxies.clone(),
        seen: Mutex::new(Seen { began: Instant::now(), counts: HashMap::new() }),
    };
    pages.layer(from_fn_with_state(Arc::new(limits), bounded))
}

async fn bounded(State(limits): State<Arc<Limits>>, request: Request, next: Next) -> Response {
    let is_api = api::is_api(request.uri().path());
    let head = if is_api { request.headers().clone() } else { HeaderMap::new() };
    let said = |status, retry_after, text| match is_api {
        true => said_to_program(status, retry_after, &head),
        false => said(status, retry_after, text),
    };
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    if let Some(peer) = peer {
        let address = visitor(peer, request.headers(), &limits.proxies);
        let mut seen = limits.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if !seen.allows(address, Instant::now(), limits.per_minute) {
            return said(
                StatusCode::TOO_MANY_REQUESTS,
                "60",
                "请求太多了，请过一分钟再试。\nToo many requests; please try again in a minute.\n",
            );
        }
    }
    // An address with a bound of its own says by itself that it was too much, on its page.
    let path = request.uri().path();
    let own = web::app::body_bytes_max(path).or_else(|| api::body_bytes_max(path));
    let body_bytes = own.map_or(limits.body_bytes, |own| own.max(limits.body_bytes));
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if own.is_none() && length.is_some_and(|length: usize| length > body_bytes) {
        return said(
            StatusCode::PAYLOAD_TOO_LARGE,
            "0",
            "内容太大，请减小后再交。\nToo large; please send less.\n",
        );
    }
    let busy = || {
        said(
            StatusCode::SERVICE_UNAVAILABLE,
            "2",
            "现在人多，请稍等两秒再试。\nBusy; please try again in two seconds.\n",
        )
    };
    let Ok(_place) = limits.at_once.try_acquire() else { return busy() };
    let signs_in = request.method() == Method::POST && request.uri().path() == "/sign-in";
    let _turn = match signs_in.then(|| limits.sign_ins.try_acquire()) {
        Some(Err(_)) => return busy(),
        turn => turn,
    };
    let request = request.map(|body| Body::new(http_body_util::Limited::new(body, body_bytes)));
    match tokio::time::timeout(limits.time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(seconds = limits.time.as_secs(), "a request took too long and was cut");
            said(
                StatusCode::SERVICE_UNAVAILABLE,
                "2",
                "办得太慢，已停止，请再试一次。\nThis took too long and was stopped; please try again.\n",
            )
        }
    }
}

/// The same for a program: a problem document.
fn said_to_program(status: StatusCode, retry_after: &str, headers: &HeaderMap) -> Response {
    let kind = match status {
        StatusCode::TOO_MANY_REQUESTS => api::problem::Kind::Throttled,
        StatusCode::PAYLOAD_TOO_LARGE => api::problem::Kind::TooLarge,
        _ => api::problem::Kind::Unavailable,
    };
    let mut response = api::problem::outside(kind, headers, retry_after.parse().unwrap_or(0));
    web::app::guard::dress(response.headers_mut());
    response
}

fn said(status: StatusCode, retry_after: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::RETRY_AFTER, retry_after)];
    let mut response = (status, headers, text).into_response();
    web::app::guard::dress(response.headers_mut());
    response
}

/// Who asks: the peer, or behind trusted proxies the last address that is not one of them.
fn visitor(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer) {
        return peer;
    }
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    let hops = lines.iter().rev().flat_map(|line| line.rsplit(',')).map_while(|hop| hop.trim().parse().ok());
    hops.into_iter().find(|hop| !proxies.contains(hop)).unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn asked_by(peer: &str, forwarded: &[&str]) -> IpAddr {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().expect("a header"));
        }
        visitor(address(peer), &headers, &[address("10.0.0.5"), address("10.0.0.6")])
    }

    #[test]
    fn a_stranger_cannot_name_another_address() {
        assert_eq!(asked_by("203.0.113.9", &["198.51.100.1"]), address("203.0.113.9"));
    }

    #[test]
    fn behind_proxies_the_last_address_that_is_no_proxy_counts() {
        assert_eq!(asked_by("10.0.0.5", &["1.1.1.1, 203.0.113.9, 10.0.0.6"]), address("203.0.113.9"));
        assert_eq!(asked_by("10.0.0.5", &["1.1.1.1", "203.0.113.9"]), address("203.0.113.9"));
        assert_eq!(asked_by("10.0.0.5", &["1.1.1.1, nonsense"]), address("10.0.0.5"));
        assert_eq!(asked_by("10.0.0.5", &[]), address("10.0.0.5"));
    }

    #[test]
    fn an_address_is_refused_after_its_number_and_taken_again_in_the_next_minute() {
        let began = Instant::now();
        let mut seen = Seen { began, counts: HashMap::new() };
        let (one, other) = (address("203.0.113.9"), address("203.0.113.10"));
        assert!(seen.allows(one, began, 2) && seen.allows(one, began, 2));
        assert!(!seen.allows(one, began, 2));
        assert!(seen.allows(other, began, 2), "another address has its own number");
        assert!(seen.allows(one, began + MINUTE, 2));
    }
}
