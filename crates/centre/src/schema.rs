//! The tables of the centre: list rows written by the ledger's commits, sealed particulars, and the plain tables beside the ledger.
//!
//! How a case is found by what never changes stands in tables of its own, so that a change of the case writes none of
//! their indexes.

use store::Migration;

/// Every migration of the centre, in order; the ledger's own come before.
pub const MIGRATIONS: &[Migration] = &[
    CENTRE,
    API_TOKEN,
    CONTACT,
    CASE_CARE,
    CERTIFICATE,
    FOLDER,
    REGISTER,
    ABSENCE,
    WINDOW_DAY,
    PAPER_NUMBER,
    COMMITMENT,
    BAR,
    HEARING,
    FOLDER_CARE,
    CASE_WINDOW,
    DESTRUCTION,
    OVERSIGHT,
    DRAW,
    FIGURES,
    crate::oversight::rating::RATING,
    crate::kinds::complaint::SCHEMA,
    REPORT,
    CASE_ITEM,
    crate::kinds::accountability::SCHEMA,
    crate::kinds::spot::SCHEMA,
    CASE_LIGHTS,
    BY_KEY,
    crate::kinds::assessment::SCHEMA,
    crate::kinds::inspection::SCHEMA,
    crate::kinds::survey::SCHEMA,
    crate::kinds::summary::SCHEMA,
    crate::kinds::bulletin::SCHEMA,
    crate::oversight::appeals::SCHEMA,
    crate::kinds::order::SCHEMA,
    crate::item_figures::SCHEMA,
    crate::status::SCHEMA,
    crate::oversight::places::SCHEMA,
    crate::taken_up::SCHEMA,
    crate::second_factor::SCHEMA,
    crate::photograph::SCHEMA,
    crate::reach::SCHEMA,
    crate::kinds::disclosure::SCHEMA,
    crate::oversight::habit::SCHEMA,
    crate::row::SCHEMA,
    crate::brought_again::SCHEMA,
    crate::notice_paper::SCHEMA,
    crate::kinds::complaint::TO_PUBLISH,
    crate::office_waits::SCHEMA,
    crate::kinds::accountability::OF_FINDING,
    crate::oversight::rating::LOOKUP,
    crate::oversight::person_habit::SCHEMA,
    crate::oversight::finding_mine::SCHEMA,
    crate::certificate_row::SCHEMA,
    crate::folder_loss::SCHEMA,
    crate::person_known::SCHEMA,
    crate::oversight::draw_waits::SCHEMA,
    crate::oversight::rating::MARKS,
    crate::oversight::rating::ROUNDS,
    crate::kinds::complaint::WINDOW,
    crate::oversight::appeal_figures::SCHEMA,
    crate::public_decision::SCHEMA,
    crate::kinds::reconciliation::SCHEMA,
    crate::oversight::draw_form::SCHEMA,
    crate::oversight::later::SCHEMA,
    crate::oversight::rating::SECOND_CALL,
    crate::person_look::SCHEMA,
    crate::oversight::reconcile_list::KNOWN,
    crate::leaving::SCHEMA,
    crate::oversight::rating::SECOND_CALL_TRIES,
    crate::care::SCHEMA,
    crate::window_list::SCHEMA,
    crate::oversight::away::SCHEMA,
    crate::oversight::away::BY_FINDING,
];

const CENTRE: Migration = Migration {
    name: "0001_centre",
    sql: r#"
create table if not exists particular (
  division text not null, stream text not null, digest bytea not null, kind text not null, bytes bytea not null,
  primary key (division, stream, digest));
create table if not exists stream_key (
  division text not null, stream text not null, wrapped bytea not null,
  primary key (division, stream));
create table if not exists case_row (
  division text not null, case_id text not null, case_no text not null, receipt_no text not null,
  item text not null, item_body bytea not null, authority text not null, category text not null,
  state text not null, waits_for text not null, open bigint not null, step bigint not null,
  holder text not null, pending_to text not null, agent text not null, intake text not null, window_id text not null,
  applicant bytea not null, applicant_seal bytea not null, object bytea,
  received_at bigint not null, accepted_at bigint, due_on text not null, yellow_at bigint, red_at bigint,
  stopped bigint not null, stopped_until text not null, priority bigint not null, deemed bigint not null,
  decided_at bigint, concluded_at bigint, delivered_at bigint, late bigint not null,
  primary key (division, case_id));
create index if not exists case_row_due on case_row (authority, division, red_at) where open = 1;
create index if not exists case_row_holder on case_row (holder, division) where open = 1;
create index if not exists case_row_pending on case_row (pending_to, division) where open = 1 and pending_to <> '';
create index if not exists case_row_waits on case_row (waits_for, division, authority) where open = 1;
create index if not exists case_row_deemed on case_row (division, received_at) where deemed = 1;
create table if not exists case_number (
  division text not null, number text not null, case_id text not null,
  primary key (number, division));
create table if not exists case_applicant (
  division text not null, applicant bytea not null, received_at bigint not null, case_id text not null,
  primary key (applicant, division, received_at, case_id));
create table if not exists item_row (
  division text not null, code text not null, short text not null, revision bigint not null, body bytea not null,
  state text not null,
  primary key (division, code));
create table if not exists account (
  division text not null, login text not null, person text not null, password text not null, disabled bigint not null,
  created_at bigint not null,
  primary key (division, login));
create table if not exists session (
  division text not null, token bytea not null, login text not null, person text not null,
  created_at bigint not null, seen_at bigint not null, ends_at bigint not null,
  primary key (division, token));
create table if not exists attempt (
  division text not null, kind text not null, who bytea not null, since bigint not null, tries bigint not null,
  primary key (division, kind, who));
create table if not exists draft (
  division text not null, draft_id text not null, person text not null, item text not null, sealed bytea not null,
  saved_at bigint not null,
  primary key (division, draft_id));
create index if not exists draft_person on draft (person, division, saved_at);
create table if not exists day_count (
  division text not null, day text not null, authority text not null, kind text not null, count bigint not null,
  primary key (division, day, authority, kind));
create table if not exists notice (
  division text not null, key text not null, recipient text not null, kind text not null, sent_at bigint not null,
  primary key (division, key));
create index if not exists notice_recipient on notice (recipient, division, sent_at);
create table if not exists reveal (
  division text not null, reveal_id bytea not null, person text not null, stream text not null, purpose text not null, at bigint not null,
  primary key (division, reveal_id));
create index if not exists reveal_stream on reveal (stream, division, at);
"#,
};

const CERTIFICATE: Migration = Migration {
    name: "0005_certificate",
    sql: r#"
create table if not exists certificate_row (
  division text not null, certificate text not null, case_id text not null, receipt_no text not null,
  authority text not null, item text not null, item_body bytea not null, issued_on text not null,
  year bigint not null, n bigint not null, content bytea not null, state text not null, valid_until text not null,
  renewal bigint not null, proceeding bigint not null,
  primary key (division, certificate));
create index if not exists certificate_row_until on certificate_row (authority, division, valid_until);
"#,
};

const FOLDER: Migration = Migration {
    name: "0006_folder",
    sql: r#"
create table if not exists folder_row (
  division text not null, case_id text not null, receipt_no text not null, authority text not null, item_body bytea not null,
  place text not null, person text not null, pending_to text not null, pending_at bigint, owed bigint not null,
  archive_year bigint not null, archive_n bigint not null, box_no bigint not null, shelf bigint not null,
  archived_at bigint, retention text not null, keep_until text not null, loan_to text not null, loan_due text not null,
  proposed bigint not null,
  primary key (division, case_id));
create index if not exists case_row_closed on case_row (authority, division, received_at) where open = 0;
"#,
};

/// Under which of a person's documents a case is found: the present one, or a former one (E11).
const REGISTER: Migration = Migration {
    name: "0007_register",
    sql: "alter table case_applicant add column former bigint not null default 0",
};

/// Windows by day, and the settlements that wait for a signature.
const WINDOW_DAY: Migration = Migration {
    name: "0009_window_day",
    sql: r#"
create table if not exists window_day (
  division text not null, day text not null, window_id text not null, seat text not null, opened_at bigint not null,
  since bigint not null, printer bigint not null, reader bigint not null, visits bigint not null, receipts bigint not null,
  advice bigint not null, collected bigint not null, returned bigint not null, no_show bigint not null,
  handing_to text not null, settled_by text not null, differs bigint not null, signed_by text not null,
  primary key (division, day, window_id));
create index if not exists window_day_unsigned on window_day (division, day) where settled_by <> '' and signed_by = '';
"#,
};

/// In whose place a case is held while that person is away.
const ABSENCE: Migration = Migration {
    name: "0008_absence",
    sql: r#"
alter table case_row add column covers text not null default '';
create index if not exists case_row_covers on case_row (covers, division) where open = 1 and covers <> '';
"#,
};

const API_TOKEN: Migration = Migration {
    name: "0002_api_token",
    sql: r#"
create table if not exists api_token (
  division text not null, token bytea not null, token_id text not null, person text not null, unit text not null,
  may_act bigint not null, purpose text not null, created_at bigint not null, ends_at bigint not null, revoked_at bigint,
  primary key (division, token));
create unique index if not exists api_token_id on api_token (division, token_id);
"#,
};

const CONTACT: Migration = Migration {
    name: "0003_contact",
    sql: r#"
create table if not exists contact_row (
  division text not null, contact_id text not null, asked text not null, asked_at bigint not null,
  window_id text not null, item text not null, from_case text not null, words bytea, visitor bytea,
  responsible text not null, since bigint not null, open bigint not null, waiting bigint not null,
  to_kind text not null, to_code text not null, declined bigint not null, outcome text not null,
  kept_until text not null,
  primary key (division, contact_id));
create index if not exists contact_row_responsible on contact_row (responsible, division) where open = 1;
create index if not exists contact_row_waiting on contact_row (to_code, division, since) where waiting = 1;
create index if not exists contact_row_asked on contact_row (asked, division, asked_at);
create index if not exists contact_row_case on contact_row (from_case, division) where from_case <> '';
"#,
};

const CASE_CARE: Migration = Migration {
    name: "0004_case_care",
    sql: r#"
alter table case_row add column pending_since bigint;
alter table case_row add column step_late_at bigint;
alter table case_row add column agent_acted bigint not null default 0;
create index if not exists case_row_agent on case_row (agent, division) where open = 1;
"#,
};

const PAPER_NUMBER: Migration = Migration {
    name: "0010_paper_number",
    sql: r#"
create table if not exists paper_number (
  division text not null, number text not null, stream text not null,
  primary key (number, division));
"#,
};

const COMMITMENT: Migration = Migration {
    name: "0011_commitment",
    sql: r#"
create table if not exists commitment_due (
  division text not null, case_id text not null, authority text not null, item text not null, due_on text not null,
  outcome text not null, open bigint not null,
  primary key (division, case_id));
create index if not exists commitment_due_open on commitment_due (authority, division, due_on) where open = 1;
"#,
};

const BAR: Migration = Migration {
    name: "0012_bar",
    sql: r#"
create table if not exists bar_row (
  division text not null, bar_id text not null, authority text not null, case_id text not null, ground text not null,
  stage text not null, from_on text not null, until_on text not null, open bigint not null,
  primary key (division, bar_id));
create index if not exists bar_row_authority on bar_row (authority, division, until_on);
"#,
};

const HEARING: Migration = Migration {
    name: "0013_hearing",
    sql: r#"
create table if not exists hearing_row (
  division text not null, case_id text not null, authority text not null, chair text not null, at bigint,
  held bigint not null, organise_by text not null,
  primary key (division, case_id));
create index if not exists hearing_row_chair on hearing_row (chair, division) where held = 0 and chair <> '';
"#,
};

/// Papers that wait to be fetched, by window; dossiers that are out, by their last day.
const FOLDER_CARE: Migration = Migration {
    name: "0014_folder_care",
    sql: r#"
alter table folder_row add column fetch_window text not null default '';
alter table folder_row add column fetch_at bigint;
create index if not exists folder_row_fetch on folder_row (fetch_window, division, fetch_at) where fetch_window <> '';
create index if not exists folder_row_lent on folder_row (division, loan_due) where loan_to <> '';
"#,
};

/// Where and when a case was taken in: what a window counts at its close. It never changes, so it has a table of its own.
const CASE_WINDOW: Migration = Migration {
    name: "0015_case_window",
    sql: r#"
create table if not exists case_window (
  division text not null, window_id text not null, received_at bigint not null, case_id text not null,
  primary key (window_id, division, received_at, case_id));
insert into case_window (division, window_id, received_at, case_id)
  select division, window_id, received_at, case_id from case_row;
"#,
};

/// Cases of an item by the day they came in: what its flow is computed from. It never changes.
const CASE_ITEM: Migration = Migration {
    name: "0030_case_item",
    sql: r#"
create table if not exists case_item (
  division text not null, item text not null, received_at bigint not null, case_id text not null,
  primary key (item, division, received_at, case_id));
insert into case_item (division, item, received_at, case_id)
  select division, item, received_at, case_id from case_row;
"#,
};

/// The latest destruction list of each authority, and what waits to be appraised.
const DESTRUCTION: Migration = Migration {
    name: "0016_destruction",
    sql: r#"
create table if not exists destruction_row (
  division text not null, authority text not null, year bigint not null, n bigint not null, stage text not null,
  primary key (division, authority));
create index if not exists folder_row_proposed on folder_row (authority, division, keep_until) where proposed = 1;
"#,
};

const OVERSIGHT: Migration = Migration {
    name: "0020_oversight",
    sql: r#"
create table if not exists finding_row (
  division text not null, finding_id text not null, rule text not null, point bigint not null, severity bigint not null,
  unit text not null, case_id text not null, person text not null, window_id text not null, happened_at bigint not null,
  raised_at bigint not null, stated bigint not null, verdict text not null, open bigint not null, stands bigint not null,
  decide_by text not null,
  primary key (division, finding_id));
create index if not exists finding_row_raised on finding_row (division, raised_at, finding_id);
create index if not exists finding_row_open on finding_row (division, raised_at, finding_id) where open = 1;
create index if not exists finding_row_stands on finding_row (division, raised_at, finding_id) where stands = 1;
create index if not exists finding_row_case on finding_row (case_id, division) where case_id <> '';
create table if not exists order_row (
  division text not null, order_id text not null, kind text not null, year bigint not null, n bigint not null,
  unit text not null, case_id text not null, finding_id text not null, issued_by text not null, issued_at bigint not null,
  to_person text not null, rung text not null, since bigint not null, answer_by text not null, state text not null,
  open bigint not null, late bigint not null, returned bigint not null, counts bigint not null, decide_by text not null,
  primary key (division, order_id));
create index if not exists order_row_issued on order_row (division, issued_at, order_id);
create index if not exists order_row_open on order_row (division, issued_at, order_id) where open = 1;
create index if not exists order_row_to on order_row (to_person, division) where open = 1;
create index if not exists order_row_late on order_row (division, issued_at, order_id) where late = 1;
create index if not exists order_row_case on order_row (case_id, division) where case_id <> '';
create index if not exists case_row_given on case_row (division, pending_since) where open = 1 and pending_to <> '';
"#,
};

const DRAW: Migration = Migration {
    name: "0024_draw",
    sql: r#"
create table if not exists draw_row (
  division text not null, draw_id text not null, unit text not null, year bigint not null, n bigint not null,
  list bytea not null, announced_at bigint not null, public_day text not null, reveal_by text not null,
  state text not null, open bigint not null, drawn_at bigint not null, picks bigint not null, results bigint not null,
  results_by text not null,
  primary key (division, draw_id));
create index if not exists draw_row_announced on draw_row (division, announced_at, draw_id);
create index if not exists draw_row_drawn on draw_row (unit, division, drawn_at) where drawn_at > 0;
"#,
};

/// The follower of the figures has a new name and counts from the first entry again, with more words.
const FIGURES: Migration = Migration { name: "0025_figures", sql: "delete from day_count" };

/// The latest edition of each report. The figures count the days of every item too, from the first entry again.
const REPORT: Migration = Migration {
    name: "0026_report",
    sql: r#"
create table if not exists report_row (
  division text not null, period text not null, editions bigint not null, frozen_at bigint not null, seq bigint not null,
  body bytea not null,
  primary key (division, period));
delete from day_count;
delete from complaint_count;
"#,
};

/// Open cases with all that the table of units and lights asks for, so that no row has to be read: `open` stands in it for
/// SQLite, which reads the row for a column of the condition too.
const CASE_LIGHTS: Migration = Migration {
    name: "0034_case_lights",
    sql: r#"
drop index if exists case_row_due;
create index if not exists case_row_lights on case_row
  (authority, division, red_at, yellow_at, stopped, concluded_at, open) where open = 1;
"#,
};

/// Tables that are found by their key, as trees by that key on SQLite (see the ledger's own second migration).
const BY_KEY: Migration = Migration {
    name: "0036_by_key",
    sql: r#"
/*sqlite create table particular_by_key (division text not null, stream text not null, digest bytea not null, kind
  text not null, bytes bytea not null, primary key (division, stream, digest)) without rowid*/;
/*sqlite insert into particular_by_key select * from particular*/;
/*sqlite drop table particular*/;
/*sqlite alter table particular_by_key rename to particular*/;
/*sqlite create table stream_key_by_key (division text not null, stream text not null, wrapped bytea not null,
  primary key (division, stream)) without rowid*/;
/*sqlite insert into stream_key_by_key select * from stream_key*/;
/*sqlite drop table stream_key*/;
/*sqlite alter table stream_key_by_key rename to stream_key*/;
/*sqlite create table case_number_by_key (division text not null, number text not null, case_id text not null,
  primary key (number, division)) without rowid*/;
/*sqlite insert into case_number_by_key select * from case_number*/;
/*sqlite drop table case_number*/;
/*sqlite alter table case_number_by_key rename to case_number*/;
/*sqlite create table case_applicant_by_key (division text not null, applicant bytea not null, received_at bigint
  not null, case_id text not null, former bigint not null default 0, primary key (applicant, division, received_at,
  case_id)) without rowid*/;
/*sqlite insert into case_applicant_by_key select * from case_applicant*/;
/*sqlite drop table case_applicant*/;
/*sqlite alter table case_applicant_by_key rename to case_applicant*/;
/*sqlite create table notice_by_key (division text not null, key text not null, recipient text not null, kind text
  not null, sent_at bigint not null, primary key (division, key)) without rowid*/;
/*sqlite insert into notice_by_key select * from notice*/;
/*sqlite drop table notice*/;
/*sqlite alter table notice_by_key rename to notice*/;
/*sqlite create index notice_recipient on notice (recipient, division, sent_at)*/;
/*sqlite create table paper_number_by_key (division text not null, number text not null, stream text not null,
  primary key (number, division)) without rowid*/;
/*sqlite insert into paper_number_by_key select * from paper_number*/;
/*sqlite drop table paper_number*/;
/*sqlite alter table paper_number_by_key rename to paper_number*/;
/*sqlite create table case_window_by_key (division text not null, window_id text not null, received_at bigint not
  null, case_id text not null, primary key (window_id, division, received_at, case_id)) without rowid*/;
/*sqlite insert into case_window_by_key select * from case_window*/;
/*sqlite drop table case_window*/;
/*sqlite alter table case_window_by_key rename to case_window*/;
/*sqlite create table case_item_by_key (division text not null, item text not null, received_at bigint not null,
  case_id text not null, primary key (item, division, received_at, case_id)) without rowid*/;
/*sqlite insert into case_item_by_key select * from case_item*/;
/*sqlite drop table case_item*/;
/*sqlite alter table case_item_by_key rename to case_item*/;
"#,
};
