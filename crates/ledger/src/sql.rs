//! The texts of the lane's statements, built once.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use store::{Engine, Statement, Value};

use crate::domain::RowImage;
use crate::entry;

/// One stream, in the columns of [`STREAMS`].
pub(crate) const STREAM_READ: &str = "select stream, state, version, shape, epoch, touched_version, touched_by, \
     touched_at from stream where division = $1 and stream = $2";

const STREAM_INSERT: &str = "insert into stream (division, stream, state, version, shape, epoch, touched_version, \
     touched_by, touched_at, wake_at) values ";
const STREAM_CONFLICT: &str = " on conflict (division, stream) do update set state = excluded.state, version = excluded.version, \
     shape = excluded.shape, epoch = excluded.epoch, touched_version = excluded.touched_version, \
     touched_by = excluded.touched_by, touched_at = excluded.touched_at, wake_at = excluded.wake_at";

/// A statement for a list of keys of one division: `… division = $1 and key in ($2, …)`. The list is padded to few
/// lengths, so that few texts are prepared.
pub(crate) struct KeyQuery([Arc<str>; 3]);

const KEY_SIZES: [usize; 3] = [1, 8, 64];

impl KeyQuery {
    fn new(before: &str, after: &str) -> KeyQuery {
        KeyQuery(KEY_SIZES.map(|size| {
            let list: Vec<String> = (2..size + 2).map(|n| format!("${n}")).collect();
            format!("{before} in ({}) {after}", list.join(", ")).into()
        }))
    }

    pub(crate) fn statements(&self, division: &str, keys: &[Value], out: &mut Vec<Statement>) {
        for chunk in keys.chunks(KEY_SIZES[2]) {
            let at =
                KEY_SIZES.iter().position(|size| chunk.len() <= *size).expect("chunks have at most 64 keys");
            let mut params = Vec::with_capacity(KEY_SIZES[at] + 1);
            params.push(Value::from(division));
            params.extend_from_slice(chunk);
            let last = chunk.last().expect("a chunk has a key");
            params.resize(KEY_SIZES[at] + 1, last.clone());
            out.push(Statement::new(Arc::clone(&self.0[at]), params));
        }
    }
}

pub(crate) static STREAMS: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::new(STREAM_READ.strip_suffix(" = $2").expect("it ends with the stream's key"), "")
});

/// The division is hidden from the planner: only the index of command ids is left.
pub(crate) static COMMANDS: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::new(
        "select command_id, stream, actor, content, min(seq), max(seq), max(version), max(recorded_at) \
         from entry where division || '' = $1 and command_id",
        "group by command_id, stream, actor, content",
    )
});

pub(crate) static BODIES: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::new("select digest, kind, bytes from body where division = $1 and digest", "")
});

pub(crate) const COUNTER: &str =
    "select last from counter where division = $1 and issuer = $2 and kind = $3 and period = $4";
pub(crate) const COUNTER_WRITE: &str = "insert into counter (division, issuer, kind, period, last) values ($1, $2, $3, $4, $5) \
     on conflict (division, issuer, kind, period) do update set last = excluded.last";
pub(crate) const BODY_WRITE: &str = "insert into body (division, digest, kind, bytes) values ($1, $2, $3, $4) \
     on conflict (division, digest) do nothing";
pub(crate) const OUTBOX_WRITE: &str = "insert into outbox (division, recipient, seq, n, kind, payload, tries, next_at, delivered_at) \
     values ($1, $2, $3, $4, $5, $6, 0, $7, null)";
pub(crate) const HEAD_MAKE: &str = "insert into head (division, seq, edge, recorded_at, epoch, swept) values ($1, 0, $2, 0, 0, 0) \
     on conflict (division) do nothing";
pub(crate) const HEAD_WRITE: &str =
    "update head set seq = $2, edge = $3, recorded_at = $4, epoch = $5 where division = $1";
pub(crate) const MISSED: &str =
    "select stream from entry where division = $1 and seq > $2 order by seq limit 1001";
pub(crate) const REPLAY: &str = "select kind, payload, version from entry \
     where division = $1 and stream = $2 and version > $3 order by version limit 500";

pub(crate) fn head_lock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "select seq, edge, recorded_at, epoch from head where division = $1",
        Engine::Postgres => "select seq, edge, recorded_at, epoch from head where division = $1 for update",
    }
}

/// Inserts of several rows in one statement, in few sizes. SQLite gains nothing from more than one.
pub(crate) struct Inserts([Arc<str>; 4], usize);

const ROW_SIZES: [usize; 4] = [1, 4, 16, 64];

impl Inserts {
    fn new(before: &str, columns: usize, after: &str) -> Inserts {
        let texts = ROW_SIZES.map(|size| {
            let rows: Vec<String> = (0..size)
                .map(|row| {
                    let list: Vec<String> =
                        (1..=columns).map(|n| format!("${}", row * columns + n)).collect();
                    format!("({})", list.join(", "))
                })
                .collect();
            format!("{before}{}{after}", rows.join(", ")).into()
        });
        Inserts(texts, columns)
    }

    /// `values` holds the rows one after the other.
    pub(crate) fn statements(&self, engine: Engine, values: Vec<Value>, out: &mut Vec<Statement>) {
        let mut rows = values.len() / self.1;
        let mut values = values.into_iter();
        while rows > 0 {
            let at = match engine {
                Engine::Sqlite => 0,
                Engine::Postgres => ROW_SIZES.iter().rposition(|size| *size <= rows).unwrap_or(0),
            };
            let params = values.by_ref().take(ROW_SIZES[at] * self.1).collect();
            out.push(Statement::new(Arc::clone(&self.0[at]), params));
            rows -= ROW_SIZES[at];
        }
    }
}

pub(crate) static ENTRIES: LazyLock<Inserts> =
    LazyLock::new(|| Inserts::new(&format!("insert into entry ({}) values ", entry::COLUMNS), 13, ""));

pub(crate) static STREAM_ROWS: LazyLock<Inserts> =
    LazyLock::new(|| Inserts::new(STREAM_INSERT, 10, STREAM_CONFLICT));

type RowTexts = HashMap<(usize, usize, bool), Arc<str>>;

static ROW_TEXTS: LazyLock<Mutex<RowTexts>> = LazyLock::new(Mutex::default);

/// The statement that makes a list row what it has to be.
pub(crate) fn row_write(image: RowImage) -> Statement {
    let absent = image.is_absent();
    let RowImage { table, columns, key, fixed, values } = image;
    let place = (table.as_ptr().addr(), columns.as_ptr().addr(), absent);
    let mut texts = ROW_TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    let text = texts.entry(place).or_insert_with(|| row_text(table, columns, key, fixed, absent).into());
    Statement::new(Arc::clone(text), values)
}

fn row_text(table: &str, columns: &[&str], key: usize, fixed: usize, absent: bool) -> String {
    if absent {
        return format!("delete from {table} where {}", key_match(&columns[..key]));
    }
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sets: Vec<String> =
        columns[fixed.max(key)..].iter().map(|it| format!("{it} = excluded.{it}")).collect();
    let action =
        if sets.is_empty() { "nothing".to_owned() } else { format!("update set {}", sets.join(", ")) };
    format!(
        "insert into {table} ({}) values ({}) on conflict ({}) do {action}",
        columns.join(", "),
        places.join(", "),
        columns[..key].join(", ")
    )
}

/// `a = $1 and b = $2`
pub(crate) fn key_match(columns: &[&str]) -> String {
    let list: Vec<String> = columns.iter().enumerate().map(|(n, it)| format!("{it} = ${}", n + 1)).collect();
    list.join(" and ")
}
