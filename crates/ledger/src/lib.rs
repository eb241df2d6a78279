//! The ledger: one division, one order. Commands become entries in batches; streams, rows, numbers, outbox and the
//! Merkle tree are written in the same commit; time is caught up with before every command.
//!
//! It knows no domain: the rules plug in by [`Domain`]. Instants are microseconds UTC, digests 32 bytes.

mod batch;
mod clock;
mod command;
mod domain;
mod entry;
mod fault;
mod follower;
mod lane;
mod ledger;
mod load;
mod memory;
pub mod merkle;
mod outbox;
mod queue;
mod read;
mod recent;
mod schema;
mod sql;
mod stats;
mod submit;
mod time;
mod verify;
mod world;
mod write;

pub use clock::Clock;
pub use command::TIME;
pub use domain::{DecodeError, Domain, Effect, RowImage, Series};
pub use entry::Entry;
pub use follower::{Follower, FollowerTx, STRETCH, Stretch};
pub use ledger::{Config, Ledger};
pub use outbox::{Delivered, Delivery, WAITING_SQL};
pub use read::{ENTRIES_MAX, HeadInfo, Loaded};
pub use schema::MIGRATIONS;
pub use stats::LedgerStats;
pub use submit::{Body, Done, Lane, Rejection, Submission};
pub use time::Tick;
pub use verify::VerifyReport;
pub use world::{Found, Known, Misses, World};
