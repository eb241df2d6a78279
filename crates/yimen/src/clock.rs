//! The one place that reads the clock of the machine; everything below receives the instant as an argument.

use std::time::{SystemTime, UNIX_EPOCH};

use calendar::Instant;

/// Now, in microseconds since 1970-01-01T00:00Z.
#[expect(
    clippy::disallowed_methods,
    reason = "the wiring reads the clock; all else takes time as an argument"
)]
pub fn now() -> Instant {
    let micros = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()).unwrap_or(i64::MAX),
        Err(_) => 0,
    };
    Instant(micros)
}
