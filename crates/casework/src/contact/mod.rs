//! First contact (首问负责): who was asked, what came of it, and who answers for it until somebody signs (R76, A10, F12, F13).
//!
//! Every question at a guide desk or window ends in one of a closed list.  What another unit has to do is transferred:
//! the giver stays responsible until a person of the receiving side signs, and nothing goes back where it was.

mod command;
mod decide;
mod event;
mod refusal;
mod state;

pub use command::{Command, Outcome, Record, Target, Transfer};
pub use decide::{Turn, decide, is_in_place_of, may_record, may_sign, turn};
pub use event::*;
pub use refusal::ContactRefusal;
pub use state::{Contact, Had, Handed, Held, Way, evolve};

/// Days for which an advice with its printed list is kept (E26).
pub const ADVICE_DAYS: i32 = 90;
/// Most desks one matter may pass; the last must settle it.
pub const HAD_MAX: usize = 8;
