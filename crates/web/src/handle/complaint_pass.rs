//! The pass of a complainant who has shown number and code: a signed cookie for half an hour, so that nothing stands in an
//! address.

use axum::http::HeaderMap;
use catalogue::{ComplaintId, Digest};
use hmac::Mac;

use super::track::mac;
use crate::app::App;
use crate::app::form::cookie;
use crate::app::visitor::set_cookie;

/// How long a complaint can be looked at after number and code were given.
const SECONDS: u64 = 30 * 60;

fn cookie_name(app: &App) -> &'static str {
    if app.settings.secure_cookies { "__Host-yimen-complaint" } else { "yimen-complaint" }
}

/// The cookie's line for a complaint.
pub fn pass_for(app: &App, id: ComplaintId) -> String {
    let until = app.centre.instant().0 + i64::try_from(SECONDS).unwrap_or(0) * 1_000_000;
    let pass = sealed(&app.centre.secret("complaint"), id, until);
    set_cookie(app, cookie_name(app), &pass, Some(SECONDS))
}

/// The complaint whose number and code this visitor gave within the half hour.
pub fn complaint_of_pass(app: &App, headers: &HeaderMap) -> Option<ComplaintId> {
    let pass = cookie(headers, cookie_name(app))?;
    opened(&app.centre.secret("complaint"), pass, app.centre.instant().0)
}

/// Complaint, last instant, and a keyed digest over both.
fn sealed(key: &[u8; 32], id: ComplaintId, until: i64) -> String {
    let what = format!("{id}.{until}");
    let digest = Digest(mac(key, &what).finalize().into_bytes().into());
    format!("{what}.{digest}")
}

/// The complaint of a pass that is ours and has not ended.
fn opened(key: &[u8; 32], pass: &str, now: i64) -> Option<ComplaintId> {
    let (what, digest) = pass.rsplit_once('.')?;
    // Compared in constant time.
    mac(key, what).verify_slice(&Digest::parse(digest).ok()?.0).ok()?;
    let (id, until) = what.rsplit_once('.')?;
    (now < until.parse().ok()?).then(|| ComplaintId::parse(id).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_opens_its_own_complaint_until_it_ends_and_no_other() {
        let (key, id) =
            ([7; 32], ComplaintId::parse("00112233445566778899aabbccddeeff").expect("a complaint"));
        let pass = sealed(&key, id, 1000);
        assert_eq!(opened(&key, &pass, 999), Some(id));
        assert_eq!(opened(&key, &pass, 1000), None, "it has ended");
        assert_eq!(opened(&[8; 32], &pass, 999), None, "another installation's");
        for forged in [pass.replacen("0011", "0012", 1), pass.replace(".1000.", ".9000."), String::new()] {
            assert_eq!(opened(&key, &forged, 999), None, "{forged}");
        }
    }
}
