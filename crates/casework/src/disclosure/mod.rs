//! Who was let see the dossier of a case from outside: an authority asks by its document, somebody else than whoever hands
//! out agrees, what was handed out is written down, originals come back, and the applicant is told (E30).
//!
//! A stream of its own, `disclosure/<case>`: one register by unit and year gives the numbers, one list by case says whether
//! originals are out.

mod command;
mod decide;
mod event;
mod eyes;
mod refusal;
mod state;
mod time;

pub use command::*;
pub use decide::{decide, originals_out};
pub use event::*;
pub(crate) use eyes::heads_window_of;
pub use eyes::{approves, keeps, open_acts, sees};
pub use refusal::DisclosureRefusal;
pub use state::*;
pub use time::{catch_up, due};

/// Most requests on one case.
pub const DISCLOSURES_MAX: usize = 40;
/// Most people of the authority who come.
pub const VISITORS_MAX: u8 = 6;
/// Most days for which originals go out at once.
pub const ORIGINAL_DAYS_MAX: u16 = 180;
/// Most days for which the applicant is not told; a further order of the authority makes further days.
pub const WITHHELD_DAYS_MAX: u16 = 366;
