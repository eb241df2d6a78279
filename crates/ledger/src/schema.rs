//! The ledger's tables.

use store::Migration;

/// The ledger's migrations. An index over what is looked for does not begin with the division: as long as a table has
/// no statistics both planners pass it over for another one that does, and then read the whole division. Run
/// them before a ledger is opened ([`crate::Ledger::open`] does).
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "ledger_0001",
        sql: "
create table if not exists entry (
  division TEXT not null, seq BIGINT not null, stream TEXT not null, version BIGINT not null,
  kind TEXT not null, payload BYTEA not null, actor TEXT not null, occurred_at BIGINT,
  recorded_at BIGINT not null, command_id BYTEA not null, content BYTEA not null, salt BYTEA not null,
  leaf BYTEA not null, primary key (division, seq));
create unique index if not exists entry_stream on entry (division, stream, version);
create index if not exists entry_command_id on entry (command_id);
create table if not exists stream (
  division TEXT not null, stream TEXT not null, state BYTEA not null, version BIGINT not null,
  shape BIGINT not null, epoch BIGINT not null, touched_version BIGINT not null, touched_by TEXT not null,
  touched_at BIGINT not null, wake_at BIGINT, primary key (division, stream)) /*postgres with (fillfactor = 60)*/;
create index if not exists stream_wake on stream (wake_at) where wake_at is not null;
create index if not exists stream_epoch on stream (division, epoch) where wake_at is not null;
create table if not exists head (
  division TEXT not null primary key, seq BIGINT not null, edge BYTEA not null, recorded_at BIGINT not null,
  epoch BIGINT not null, swept BIGINT not null default 0);
create index if not exists head_unswept on head (division) where swept < epoch;
create table if not exists counter (
  division TEXT not null, issuer TEXT not null, kind TEXT not null, period TEXT not null,
  last BIGINT not null, primary key (division, issuer, kind, period));
create table if not exists body (
  division TEXT not null, digest BYTEA not null, kind TEXT not null, bytes BYTEA not null,
  primary key (division, digest));
create table if not exists outbox (
  division TEXT not null, recipient TEXT not null, seq BIGINT not null, n BIGINT not null,
  kind TEXT not null, payload BYTEA not null, tries BIGINT not null, next_at BIGINT not null,
  delivered_at BIGINT, primary key (division, seq, n));
create index if not exists outbox_waiting on outbox (recipient, division, seq, n) where delivered_at is null;
create table if not exists follower (
  division TEXT not null, name TEXT not null, seq BIGINT not null, primary key (division, name))",
    },
    // On SQLite a table that is found by its key alone is a tree by that key, and not a table by row number with a tree
    // beside it: a row that comes is one page and not two. A row of those that stay as
    // they are changes often and lies as it did.
    Migration {
        name: "ledger_0002",
        sql: "
/*sqlite create table entry_by_key (division TEXT not null, seq BIGINT not null, stream TEXT not null, version
  BIGINT not null, kind TEXT not null, payload BYTEA not null, actor TEXT not null, occurred_at BIGINT, recorded_at
  BIGINT not null, command_id BYTEA not null, content BYTEA not null, salt BYTEA not null, leaf BYTEA not null,
  primary key (division, seq)) without rowid*/;
/*sqlite insert into entry_by_key select * from entry*/;
/*sqlite drop table entry*/;
/*sqlite alter table entry_by_key rename to entry*/;
/*sqlite create unique index entry_stream on entry (division, stream, version)*/;
/*sqlite create index entry_command_id on entry (command_id)*/;
/*sqlite create table outbox_by_key (division TEXT not null, recipient TEXT not null, seq BIGINT not null, n BIGINT
  not null, kind TEXT not null, payload BYTEA not null, tries BIGINT not null, next_at BIGINT not null, delivered_at
  BIGINT, primary key (division, seq, n)) without rowid*/;
/*sqlite insert into outbox_by_key select * from outbox*/;
/*sqlite drop table outbox*/;
/*sqlite alter table outbox_by_key rename to outbox*/;
/*sqlite create index outbox_waiting on outbox (recipient, division, seq, n) where delivered_at is null*/;
/*sqlite create table counter_by_key (division TEXT not null, issuer TEXT not null, kind TEXT not null, period TEXT
  not null, last BIGINT not null, primary key (division, issuer, kind, period)) without rowid*/;
/*sqlite insert into counter_by_key select * from counter*/;
/*sqlite drop table counter*/;
/*sqlite alter table counter_by_key rename to counter*/",
    },
    // An effect that took place goes, so that the table holds what waits and a round does not grow with what was delivered.
    // What has failed is little among it.
    Migration {
        name: "ledger_0003",
        sql: "
delete from outbox where delivered_at is not null;
drop index outbox_waiting;
alter table outbox drop column delivered_at;
create index if not exists outbox_waiting on outbox (recipient, division, seq, n);
create index if not exists outbox_failed on outbox (next_at) where tries > 0",
    },
];
