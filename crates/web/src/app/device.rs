//! The mark of a device at the desk: a random number in a cookie, by which two people at one device are seen (F6). It says
//! nothing of anybody, is set for who signs in, and is kept by us only as a keyed digest.

use axum::http::HeaderMap;
use axum::response::Response;
use centre::Centre;
use centre::account::Session;

use super::App;
use super::form::cookie;
use super::respond::with_cookie;
use super::visitor::set_cookie;

/// How long a browser keeps it: as long as browsers keep any cookie.
const SECONDS: u64 = 400 * 24 * 60 * 60;

fn name(app: &App) -> &'static str {
    if app.settings.secure_cookies { "__Host-yimen-device" } else { "yimen-device" }
}

fn mark<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    cookie(headers, name(app)).filter(|mark| Centre::is_device_mark(mark))
}

/// The answer to who has signed in, with a mark where the browser has none of ours.
pub fn marked(app: &App, headers: &HeaderMap, response: Response) -> Response {
    match mark(app, headers) {
        Some(_) => response,
        None => {
            let line = set_cookie(app, name(app), &Centre::device_mark_new(), Some(SECONDS));
            with_cookie(response, &line)
        }
    }
}

/// Notes that this person sent a form from this device.
pub async fn used(app: &App, headers: &HeaderMap, session: &Session) {
    if let Some(mark) = mark(app, headers) {
        app.centre.device_used(session, mark).await;
    }
}
