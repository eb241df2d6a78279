//! A case (办件) from receipt to delivery: the commands it takes, the facts it records, and who may do what when.
//!
//! Pure: no clock, no database, no randomness.  Time, actor, organisation, item revision and calendar come in as
//! [`Known`]; what happened goes out as [`Event`]s; why it did not, as a [`Refusal`].  The whole life stands in
//! `decide`, the whole memory in `evolve`, everything that time alone does in `catch_up`.

mod codec;
mod command;
mod event;
mod known;
mod number;
mod refusal;
mod state;

pub use codec::DecodeError;
pub use command::*;
pub use event::*;
pub use known::Known;
pub use number::*;
pub use refusal::*;
pub use state::*;
