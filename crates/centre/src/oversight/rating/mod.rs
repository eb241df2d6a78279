//! Ratings: asked for by a one-time code to the own telephone, given on a page of the portal or on a window's tablet, dealt
//! with at the desk, and counted for everybody to see (N47-N53, F16, F17).

mod board;
mod deal;
mod dimension;
mod follow_up;
mod give;
mod invite;
mod list;
mod lookup;
mod round_figures;
mod second_call;
mod told;
mod watch;

pub use board::{FollowUps, RatingBoard, RatingCounts, RatingGroup};
pub use deal::{RatingAct, RatingView, Reach};
pub use dimension::{Marks, SCHEMA as MARKS};
pub use follow_up::{FollowUpBrief, FollowUpForm};
pub use give::{RatedVisit, RatingForm, RatingPage, Writing};
pub(crate) use invite::{INVITE, case_invited, invite_effect};
pub use list::{RatingBrief, RatingSight, RatingWhich};
pub(crate) use lookup::forget as lookups_forgotten;
pub use lookup::{LOOKUPS_MAX, LookUp, SCHEMA as LOOKUP};
pub use round_figures::{Rounds, SCHEMA as ROUNDS};
pub use second_call::{SCHEMA as SECOND_CALL, SecondCall, SecondCallDue, TRIES as SECOND_CALL_TRIES, Try};
pub(crate) use told::rating_of;
pub(in crate::oversight) use watch::late as rating_late;

use catalogue::{CaseId, RatingId};
use oversight::rating::Kind;
use store::Migration;

use crate::seal::KeyRing;

/// Whom a message about a rating goes to, before the rating: it is no notice of the case's file (F17).
pub(crate) const RATER: &str = "rater/";

/// Lists of ratings, their figures, and follow-ups.
pub const RATING: Migration = Migration {
    name: "0023_rating",
    sql: r#"
create table if not exists rating_row (
  division text not null, rating_id text not null, kind text not null, unit text not null, window_id text not null,
  case_id text not null, served_by text not null, item text not null, channel text not null, code bytea,
  invited_at bigint, given_at bigint, grade bigint not null, device bytea, same bytea, state text not null,
  handler text not null, due_on text not null, late bigint not null, open bigint not null, confirmed bigint not null,
  primary key (division, rating_id));
create index if not exists rating_row_code on rating_row (code, division) where code is not null;
create index if not exists rating_row_visit on rating_row (window_id, division, given_at) where kind = 'visit' and channel = 'own' and grade > 0;
create index if not exists rating_row_matter on rating_row (unit, division, given_at) where kind = 'matter' and channel = 'own' and grade > 0;
create index if not exists rating_row_bad on rating_row (division, given_at, rating_id) where grade > 3;
create index if not exists rating_row_open on rating_row (division, given_at, rating_id) where open = 1;
create table if not exists rating_count (
  division text not null, day text not null, kind text not null, channel text not null, window_id text not null,
  unit text not null, item text not null, what text not null, count bigint not null,
  primary key (division, day, kind, channel, window_id, unit, item, what));
create table if not exists follow_up_row (
  division text not null, follow_up_id text not null, kind text not null, unit text not null, window_id text not null,
  on_day text not null, written_at bigint not null, written_by text not null, attitude bigint not null,
  quality bigint not null, efficiency bigint not null, paid_elsewhere bigint not null, bad bigint not null,
  primary key (division, follow_up_id));
create index if not exists follow_up_row_written on follow_up_row (division, written_at, follow_up_id);
create index if not exists follow_up_row_day on follow_up_row (division, on_day);
"#,
};

/// Letters and digits of a code; those that are taken for one another are left out.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";
/// Characters of a code: 59 bits, tried at most some dozens of times in a quarter of an hour.
const CODE_LENGTH: usize = 12;

/// A new one-time code.
fn new_code() -> String {
    let mut code = String::with_capacity(CODE_LENGTH);
    while code.len() < CODE_LENGTH {
        add_letters(&mut code, &crate::seal::random::<16>());
    }
    code
}

/// Goes on with a code by some bytes, until it is whole.
fn add_letters(code: &mut String, bytes: &[u8]) {
    for byte in bytes.iter().map(|byte| usize::from(*byte)) {
        // The last, incomplete span would favour the first letters.
        if code.len() < CODE_LENGTH && byte < 256 - 256 % LETTERS.len() {
            code.push(char::from(LETTERS[byte % LETTERS.len()]));
        }
    }
}

/// The code by which whoever rated on a tablet follows it and appeals (F17). It follows from the key file, so that the page of a form
/// that is sent twice says the same; nothing in the database gives it away.
fn tablet_rating_code(keys: &KeyRing, division: &str, id: RatingId) -> String {
    let mut code = String::with_capacity(CODE_LENGTH);
    for round in 0.. {
        let digest = keys.find_digest(division, "rating-tablet-code", &format!("{id}/{round}"));
        add_letters(&mut code, &digest.0);
        if code.len() == CODE_LENGTH {
            break;
        }
    }
    code
}

/// A code as people read it: in three groups of four.
fn grouped(code: &str) -> String {
    let groups: Vec<&str> = [0, 4, 8].iter().filter_map(|at| code.get(*at..(*at + 4))).collect();
    groups.join("-")
}

/// What was typed, as codes are made; none where it can be no code.
fn code_of(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .take(60)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let is_code = code.len() == CODE_LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
    is_code.then_some(code)
}

/// Digits of a case's id that it shares with some hundreds drawn about the same time.
const NEIGHBOURS: usize = 13;

/// The rating of a case: one of its receipt at a window, one of its result.
///
/// Only who holds the installation's secret can say which rating belongs to which case (F17). The first quarter is that
/// of the case's neighbours too, so that ratings asked for together lie side by side.
pub(crate) fn rating_id(keys: &KeyRing, division: &str, case: CaseId, kind: Kind) -> (RatingId, [u8; 16]) {
    let case = case.as_str();
    let of = |what: &str, value: &str| keys.find_digest(division, what, value).0;
    let mut id = [0; 16];
    id[..4].copy_from_slice(&of("rating-near", case.get(..NEIGHBOURS).unwrap_or(case))[..4]);
    id[4..].copy_from_slice(&of("rating", &format!("{case}/{}", kind.key()))[..12]);
    (RatingId::parse(&super::hex(id)).expect("32 hexadecimal digits are a code"), id)
}

/// The streams in which an applicant says something of a case.
pub(crate) fn rating_streams(keys: &KeyRing, division: &str, case: CaseId) -> [String; 2] {
    Kind::ALL.map(|kind| crate::kinds::rating::stream_of(rating_id(keys, division, case, kind).0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        for _ in 0..200 {
            let code = new_code();
            assert_eq!(code.len(), CODE_LENGTH);
            assert_eq!(code_of(&grouped(&code).to_lowercase()), Some(code.clone()));
            assert_eq!(code_of(&format!(" {code} ")), Some(code));
        }
        for none in ["", "K7QM", "K7QM-4XPA-9TRO", "K7QM-4XPA-9TR1", "K7QM-4XPA-9TRDD", "评价码"] {
            assert_eq!(code_of(none), None, "{none}");
        }
    }
}
