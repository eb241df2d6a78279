//! Requests in, pages out: each handler reads what came, calls one use case or query of the centre, and fills one page.

pub mod act;
pub mod act_cards;
pub mod act_forms;
mod act_outcomes;
pub mod act_parse;
pub mod calendar;
pub mod calendar_form;
pub mod calendar_moved;
pub mod calendar_words;
pub mod cases;
pub mod desk;
pub mod dev;
pub mod file_parts;
pub mod guide;
pub mod intake;
pub mod intake_parse;
pub mod lead;
pub mod legal;
pub mod live;
pub mod portal;
pub mod print;
pub mod print_course;
pub mod print_end;
pub mod print_intake;
pub mod refusal;
#[cfg(test)]
mod refusal_tests;
pub mod search;
pub mod sign_in;
pub mod timeline;
pub mod track;
pub mod tracked;
pub mod tracked_events;
pub mod tracked_words;
pub mod words;
