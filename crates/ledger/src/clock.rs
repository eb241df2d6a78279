//! Where the lane's instant comes from.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A source of instants, microseconds UTC.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// A clock that stands where it is put, for tests.
    Manual(Arc<AtomicI64>),
    /// The machine's clock moved by an offset in microseconds, for demonstrations.
    Offset(Arc<AtomicI64>),
}

impl Clock {
    /// The instant now.
    #[must_use]
    pub fn now(&self) -> i64 {
        match self {
            Clock::System => system_now(),
            Clock::Manual(it) => it.load(Ordering::Acquire),
            Clock::Offset(it) => system_now() + it.load(Ordering::Acquire),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place where the wiring reads the machine's clock"
)]
fn system_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}
