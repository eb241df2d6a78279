//! A case (办件) from receipt to delivery: the commands it takes, the facts it records, and who may do what when.
//!
//! Pure: no clock, no database, no randomness.  Time, actor, organisation, item revision and calendar come in as
//! [`Known`]; what happened goes out as [`Event`]s; why it did not, as a [`Refusal`].  The whole life stands in
//! [`decide()`], the whole memory in [`evolve()`], everything that time alone does in [`catch_up`].

mod acceptance;
mod agent;
mod authority;
pub mod bar;
mod clear;
mod clocks;
mod close;
pub mod codec;
mod comes;
mod command;
mod commitment;
mod correction;
mod custody;
mod decide;
mod deferral;
#[macro_use]
mod event_macro;
pub mod absence;
pub mod certificate;
pub mod contact;
mod copies;
mod cover;
mod custody_fact;
mod delivery;
pub mod destruction;
pub mod disclosure;
mod event;
mod event_queries;
mod evolve;
mod evolve_facts;
mod extension;
mod filed;
pub mod folder;
mod handling;
pub mod hearing;
mod instant;
mod intake;
mod known;
mod letter;
mod loss;
mod marks;
mod number;
mod offers;
pub mod outage;
mod photograph;
pub mod picture;
mod priority;
mod queries;
pub mod quota;
mod reading;
mod rebind;
mod refusal;
mod refusal_code;
mod refusal_parts;
mod register;
mod state;
mod stops;
pub mod taken_up;
mod time;
mod visit;
mod waits;
mod watch;
pub mod window_day;
mod withdraw;

pub use acceptance::AcceptanceRefusal;
pub use agent::{agent_on, carries};
pub use codec::DecodeError;
pub use comes::Comes;
pub use command::*;
pub use copies::{COPIES_MAX, Copies};
pub use decide::decide;
pub use delivery::{
    Announced, Consent, DeliveryRefusal, ElectronicWay, FETCH_WORKING_DAYS, FetchSent, Manner,
    PUBLIC_NOTICE_DAYS, Posted, Sending, Whereabouts,
};
pub use event::*;
pub use event_queries::draws;
pub use evolve::evolve;
pub use intake::document_no;
pub use known::Known;
pub use letter::{ARRIVED_DAYS_MAX, Letter, POSTED_DAYS_MAX};
pub use number::*;
pub use offers::{Act, Offer, offers, offers_any};
pub use photograph::{PHOTOGRAPHS_KEPT_MAX, SiteCheck};
pub use queries::{PublicState, YellowCause};
pub use reading::Reading;
pub use rebind::{BINDINGS_MAX, Binding, Bindings, RebindGround, RebindRefusal};
pub use refusal::*;
pub use register::{Change, FORMER_MAX, Former, Register, RegisterRefusal, applicant_itself, receives_at};
pub use state::*;
pub use time::{catch_up, due, redate};
pub use visit::{PHOTOGRAPHS_MAX, VisitRefusal, is_certified};
pub use waits::rises_before;
pub use withdraw::Withdrawal;
