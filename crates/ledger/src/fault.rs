//! A fault of ours: a number for the visitor, the detail in the log, once.

use crate::Domain;
use crate::queue::Work;

/// Logs the detail and answers the number under which it stands in the log.
pub(crate) fn fault<D: Domain>(work: &Work<D>, detail: &str) -> u64 {
    let mut bytes = [0; 4];
    // Without random bytes the number is only less telling.
    let _ = getrandom::fill(&mut bytes);
    let number = 10_000_000 + u64::from(u32::from_be_bytes(bytes)) % 90_000_000;
    tracing::error!(fault = number, division = work.division(), stream = work.stream(), "{detail}");
    number
}
