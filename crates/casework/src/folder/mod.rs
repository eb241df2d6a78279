//! The paper of a case (案卷): its label and list of pages, who holds it, the originals that go back, and after the case the
//! archive with its sealed index, loans and keeping time; and what was lost of it and found again (A12, A29, E8, E37, F23, F30, R88, N45, C23).
//!
//! A stream of its own, `folder/<case>`: paper goes on being moved, lent and looked for long after the case has ended, and
//! may be somewhere else than the case.

mod archive;
mod command;
mod custody;
mod decide;
mod event;
mod fetch;
mod found;
mod loss;
mod offers;
mod posted;
mod refusal;
mod state;
mod time;

pub use archive::letter_may_come;
pub use command::*;
pub use decide::decide;
pub use event::*;
pub use fetch::{ended_without_delivery, papers_left};
pub use loss::Loss;
pub use offers::offers;
pub use posted::{asks_the_folder, in_lost_letter, lost_once_more, originals_go_along, takes_result_out};
pub use refusal::FolderRefusal;
pub use state::*;
pub use time::{catch_up, due};
