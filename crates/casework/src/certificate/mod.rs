//! A certificate (证照) after the case: born from the concluded case, corrected, changed, replaced, renewed, expired, and
//! ended by proceedings in which its holder is heard first (A22, A23, N21, N25, E11, E17).
//!
//! One stream for its whole life, named after its first number. Every later paper of it has a number of the same series,
//! so that "corrected" and "superseded by" are one fact and cannot come apart.

mod command;
mod decide;
mod event;
mod offers;
mod proceeding;
mod refusal;
mod reissue;
mod renewal;
mod state;
mod time;

pub use command::*;
pub use decide::decide;
pub use event::*;
pub use offers::offers;
pub use refusal::CertificateRefusal;
pub use renewal::renewal_by;
pub use state::*;
pub use time::{catch_up, due, redate};
