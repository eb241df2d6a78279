//! The pass of whoever has shown a code: a signed cookie for a while, so that nothing stands in an address.

use axum::http::HeaderMap;
use catalogue::Digest;
use hmac::Mac;

use super::track::mac;
use crate::app::App;
use crate::app::form::cookie;
use crate::app::visitor::set_cookie;

/// What a pass opens.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// What its digest is keyed for.
    secret: &'static str,
    /// Its cookie's names: over TLS, and without.
    cookies: [&'static str; 2],
    /// How long it opens it.
    seconds: u64,
}

/// The complaint whose number and code were shown.
pub const COMPLAINT: Pass =
    Pass { secret: "complaint", cookies: ["__Host-yimen-complaint", "yimen-complaint"], seconds: 30 * 60 };

/// The spot check of a visitor: for the day, after which the check itself is closed.
pub const SPOT: Pass =
    Pass { secret: "spot", cookies: ["__Host-yimen-spot", "yimen-spot"], seconds: 24 * 60 * 60 };

impl Pass {
    fn cookie(self, app: &App) -> &'static str {
        let [secure, plain] = self.cookies;
        if app.settings.secure_cookies { secure } else { plain }
    }

    /// The cookie's line for what bears this id.
    pub fn line(self, app: &App, id: &str) -> String {
        let until = app.centre.instant().0 + i64::try_from(self.seconds).unwrap_or(0) * 1_000_000;
        let pass = sealed(&app.centre.secret(self.secret), id, until);
        set_cookie(app, self.cookie(app), &pass, Some(self.seconds))
    }

    /// The id of what this visitor's pass opens.
    pub fn opened(self, app: &App, headers: &HeaderMap) -> Option<String> {
        let pass = cookie(headers, self.cookie(app))?;
        opened(&app.centre.secret(self.secret), pass, app.centre.instant().0)
    }
}

/// Id, last instant, and a keyed digest over both.
fn sealed(key: &[u8; 32], id: &str, until: i64) -> String {
    let what = format!("{id}.{until}");
    let digest = Digest(mac(key, &what).finalize().into_bytes().into());
    format!("{what}.{digest}")
}

/// The id of a pass that is ours and has not ended.
fn opened(key: &[u8; 32], pass: &str, now: i64) -> Option<String> {
    let (what, digest) = pass.rsplit_once('.')?;
    // Compared in constant time.
    mac(key, what).verify_slice(&Digest::parse(digest).ok()?.0).ok()?;
    let (id, until) = what.rsplit_once('.')?;
    (now < until.parse().ok()?).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_opens_its_own_until_it_ends_and_nothing_else() {
        let (key, id) = ([7; 32], "00112233445566778899aabbccddeeff");
        let pass = sealed(&key, id, 1000);
        assert_eq!(opened(&key, &pass, 999), Some(id.to_owned()));
        assert_eq!(opened(&key, &pass, 1000), None, "it has ended");
        assert_eq!(opened(&[8; 32], &pass, 999), None, "another installation's");
        for forged in [pass.replacen("0011", "0012", 1), pass.replace(".1000.", ".9000."), String::new()] {
            assert_eq!(opened(&key, &forged, 999), None, "{forged}");
        }
    }
}
