//! Interested parties (N13, A26) and the hearing they may cause (N18): told, heard, and decided on the record; and the two
//! officers who are named for a check (N22).
//!
//! A stream of its own beside the case.  The decision of the case waits until everybody on the register was told and
//! answered, or let the time pass that runs from the day the notice arrived, and until a hearing that is required or was asked for has been held.

mod assignment;
mod command;
mod decide;
mod event;
mod giving_up;
mod refusal;
mod state;

pub use assignment::{ASSIGN_DAYS, clock, to_name};
pub use command::{
    Call, Command, Hold, Officers, Service, ServiceCorrection, Statement, Strike, Way, Who, Withdrawal,
};
pub use decide::{bars, decide, is_needed};
pub use event::*;
pub use refusal::HearingRefusal;
pub use state::{
    Arrived, Called, CorrectedService, GivenUp, Hearing, Held, NamedOfficers, Party, Stated, StruckOff, Told,
    evolve,
};

/// Working days within which a hearing is asked for (N18, 行政许可法第四十七条).
pub const ASK_DAYS: u32 = 5;
/// Working days within which it is organised.
pub const ORGANISE_DAYS: u32 = 20;
/// Working days of notice before it.
pub const NOTICE_DAYS: u32 = 7;
/// Most people on the register of one case.
pub const PARTIES_MAX: usize = 12;
