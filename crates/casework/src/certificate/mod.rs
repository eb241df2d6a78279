//! A certificate (证照) after the case: born from the concluded case, corrected, changed, replaced, renewed, expired, and
//! ended by proceedings in which its holder is heard first (A22, A23, N21, N25, E11, E17). Whatever paper is made of it after
//! the case is handed out with a proof (N16).
//!
//! One stream for its whole life, named after its first number. Every later paper of it has a number of the same series,
//! so that "corrected" and "superseded by" are one fact and cannot come apart.

mod command;
mod decide;
mod event;
mod hand_out;
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
pub use hand_out::{Owed, decide_by, hand_out_by};
pub use offers::offers;
pub use proceeding::SPEAK_WORKING_DAYS;
pub use refusal::CertificateRefusal;
pub use renewal::renewal_by;
pub use state::*;
pub use time::{catch_up, due, redate};
