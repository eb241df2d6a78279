//! Service items, the organisation that decides them, and the codes and papers that name people and firms.
//!
//! Pure: no clock, no database, no random numbers.  Published bodies (an item revision, an organisation) are
//! immutable and named by the digest of their canonical JSON; the digest itself is computed by the caller.

pub mod authority;
pub mod body;
pub mod check;
mod digits;
pub mod division;
pub mod exception;
pub mod id;
pub mod identity;
pub mod import;
pub mod item;
mod item_end;
mod item_part;
mod item_service;
mod item_set;
pub mod lint;
pub mod number;
pub mod organisation;
pub mod paper_blocks;
pub mod paper_layout;
pub mod publish;
pub mod publish_calendar;
pub mod review;
mod validity;
pub mod wording;
pub mod wording_slots;
pub mod wording_stream;

pub use body::Problem;
pub use id::{
    CaseId, Code, CodeError, ComplaintId, ContactId, DelegationId, Digest, DivisionCode, DrawId, FindingId,
    FollowUpId, GroundCode, InspectionId, ItemCode, OrderId, PersonId, RatingId, ReconciliationId, RowSet,
    SpotId, StepCode, SurveyId, UnitCode, WindowId,
};
pub use item::Item;
pub use organisation::{Authority, Organisation, Power};
