//! The texts of the lane's statements, built once.

use std::sync::{Arc, LazyLock};

use store::{Changed, Conflict, Engine, Rows, Statement, Value, Writes};

use crate::domain::RowImage;
use crate::entry;

/// One stream.
pub(crate) const STREAM_READ: &str = "select stream, state, version, shape, epoch, touched_version, touched_by, \
     touched_at from stream where division = $1 and stream = $2";

/// Streams that have something ahead of them, in the columns of [`STREAM_READ`].
pub(crate) const AWAKE: &str = "select stream, state, version, shape, epoch, touched_version, touched_by, \
     touched_at from stream where division = $1 and wake_at is not null and stream > $2 order by stream limit $3";

/// A statement with a list of keys: `… key in ($4, …)`. The list is padded to few lengths with keys that are not, so that
/// few texts are prepared.
pub(crate) struct KeyQuery {
    /// How many parameters come before the keys.
    first: usize,
    texts: [Arc<str>; KEY_SIZES.len()],
}

const KEY_SIZES: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];
pub(crate) const KEYS_MAX: usize = 64;

impl KeyQuery {
    fn new(text: &str, first: usize) -> KeyQuery {
        KeyQuery::around(text, "", first)
    }

    /// The same with more text after the list.
    fn around(text: &str, after: &str, first: usize) -> KeyQuery {
        let texts = KEY_SIZES.map(|size| {
            let list: Vec<String> = (first + 1..=first + size).map(|n| format!("${n}")).collect();
            format!("{text} in ({}){after}", list.join(", ")).into()
        });
        KeyQuery { first, texts }
    }

    /// For PostgreSQL, each key by itself: as long as it has not counted a table it searches the whole division for several at
    /// once. `one` is the statement for one key, its last parameter.
    fn each(one: &str, after: &str, first: usize) -> KeyQuery {
        let texts = KEY_SIZES.map(|size| {
            if size == 1 {
                return one.into();
            }
            let list: Vec<String> = (first + 1..=first + size).map(|n| format!("(${n}::text)")).collect();
            let one = one.replace(&format!("${}", first + 1), "k.key");
            let list = list.join(", ");
            format!("select s.* from (values {list}) k(key) cross join lateral ({one}) s{after}").into()
        });
        KeyQuery { first, texts }
    }

    /// `before` holds the parameters before the keys.
    pub(crate) fn statements(&self, before: &[Value], keys: &[Value], out: &mut Vec<Statement>) {
        debug_assert_eq!(before.len(), self.first);
        for chunk in keys.chunks(KEYS_MAX) {
            let at =
                KEY_SIZES.iter().position(|size| chunk.len() <= *size).expect("chunks have at most 64 keys");
            let mut params = Vec::with_capacity(self.first + KEY_SIZES[at]);
            params.extend_from_slice(before);
            params.extend_from_slice(chunk);
            params.resize(self.first + KEY_SIZES[at], Value::Null);
            out.push(Statement::new(Arc::clone(&self.texts[at]), params));
        }
    }
}

/// The bounds of the keys come before them: PostgreSQL would read everything of the division that waits, for it thinks of a table
/// that is mostly empty as empty.
pub(crate) static DELIVERED: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::new("delete from outbox where division = $1 and n = $2 and seq between $3 and $4 and seq", 4)
});

/// Several streams by name, in the columns of [`STREAM_READ`].
pub(crate) fn streams_by_name(engine: Engine) -> &'static KeyQuery {
    static SQLITE: LazyLock<KeyQuery> = LazyLock::new(|| {
        KeyQuery::new(STREAM_READ.strip_suffix(" = $2").expect("it ends with the stream's key"), 1)
    });
    static POSTGRES: LazyLock<KeyQuery> = LazyLock::new(|| {
        // One of each is enough; said so, none is looked for in another way.
        KeyQuery::each(&format!("{STREAM_READ} limit 1"), "", 1)
    });
    match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    }
}

/// The division is hidden from the planner: only the index of command ids is left.
pub(crate) static COMMANDS: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::new(
        "select command_id, stream, actor, content, seq, version, recorded_at \
         from entry where division || '' = $1 and command_id",
        1,
    )
});

/// Moves the head on from the one that is known, unless one of the commands was carried out before. Where it is another head or
/// a known command, no row is moved, and a division by nothing ends the transaction ([`store::StoreError::Guard`]).
///
/// One statement may see both: a head that is still the known one when it is locked has had no entry added since.
pub(crate) static HEAD_MOVE: LazyLock<KeyQuery> = LazyLock::new(|| {
    KeyQuery::around(
        "with moved as (update head set seq = $2, edge = $3, recorded_at = $4, epoch = $5 \
         where division = $1 and seq = $6 and edge = $7 and recorded_at = $8 and epoch = $9 and not exists \
         (select 1 from entry where division || '' = $1 and command_id",
        ") returning seq) select 1 / count(*) from moved",
        9,
    )
});

pub(crate) static BODIES: LazyLock<KeyQuery> =
    LazyLock::new(|| KeyQuery::new("select digest, kind, bytes from body where division = $1 and digest", 1));

pub(crate) const COUNTER: &str =
    "select last from counter where division = $1 and issuer = $2 and kind = $3 and period = $4";
pub(crate) const HEAD_MAKE: &str = "insert into head (division, seq, edge, recorded_at, epoch) values ($1, 0, $2, 0, 0) \
     on conflict (division) do nothing";
pub(crate) const MISSED: &str =
    "select stream from entry where division = $1 and seq > $2 order by seq limit 1001";
pub(crate) const REPLAY: &str = "select kind, payload, version from entry \
     where division = $1 and stream = $2 and version > $3 order by version limit 500";

/// Streams whose entries are read with one statement.
pub(crate) const COURSES_STREAMS: usize = KEYS_MAX;
/// Entries that one such statement gives at most.
pub(crate) const COURSES_ENTRIES: usize = 8_000;

/// Entries of a few streams from a place on, by stream and version. The place is hidden from the planner, which would read all of the
/// division from there on; on PostgreSQL each stream is looked up by itself, as in [`KeyQuery::each`].
pub(crate) fn courses(engine: Engine, division: &str, streams: &[String], since: u64) -> Statement {
    static SQLITE: LazyLock<KeyQuery> = LazyLock::new(|| {
        let columns = entry::COLUMNS.join(", ");
        let one = format!("select {columns} from entry where division = $1 and seq + 0 >= $3 and stream");
        KeyQuery::around(&one, " order by stream, version limit $2", 3)
    });
    static POSTGRES: LazyLock<KeyQuery> = LazyLock::new(|| {
        let columns = entry::COLUMNS.join(", ");
        let one = format!(
            "select {columns} from entry where division = $1 and seq + 0 >= $3 and stream = $4 order by version limit $2"
        );
        KeyQuery::each(&one, " order by s.stream, s.version limit $2", 3)
    });
    let query = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let (before, keys) =
        ([division.into(), (COURSES_ENTRIES as u64).into(), since.into()], streams.iter().map(Value::from));
    let mut statements = Vec::new();
    query.statements(&before, &keys.collect::<Vec<_>>(), &mut statements);
    statements.pop().expect("the caller asks of a few")
}

pub(crate) fn head_lock(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "select seq, edge, recorded_at, epoch from head where division = $1",
        Engine::Postgres => "select seq, edge, recorded_at, epoch from head where division = $1 for update",
    }
}

/// Rows of the ledger's own tables, as they are collected.
fn rows(table: &'static str, columns: &'static [&'static str], conflict: Conflict) -> Rows {
    Rows { table, columns, conflict, values: Vec::new(), changed: Vec::new() }
}

pub(crate) fn entries() -> Rows {
    rows("entry", entry::COLUMNS, Conflict::Reject)
}

/// Where the columns of [`streams`] stand that have an index and seldom change.
pub(crate) const STREAM_EPOCH: usize = 5;
pub(crate) const STREAM_WAKE_AT: usize = 9;

pub(crate) fn streams() -> Rows {
    const COLUMNS: &[&str] = &[
        "division",
        "stream",
        "state",
        "version",
        "shape",
        "epoch",
        "touched_version",
        "touched_by",
        "touched_at",
        "wake_at",
    ];
    rows("stream", COLUMNS, Conflict::Update { key: 2, from: 2 })
}

pub(crate) fn outbox() -> Rows {
    const COLUMNS: &[&str] = &["division", "recipient", "seq", "n", "kind", "payload", "tries", "next_at"];
    rows("outbox", COLUMNS, Conflict::Reject)
}

pub(crate) fn counters() -> Rows {
    const COLUMNS: &[&str] = &["division", "issuer", "kind", "period", "last"];
    rows("counter", COLUMNS, Conflict::Update { key: 4, from: 4 })
}

pub(crate) fn bodies() -> Rows {
    rows("body", &["division", "digest", "kind", "bytes"], Conflict::Keep { key: 2 })
}

pub(crate) fn heads() -> Rows {
    const COLUMNS: &[&str] = &["division", "seq", "edge", "recorded_at", "epoch"];
    rows("head", COLUMNS, Conflict::Update { key: 1, from: 1 })
}

/// What makes rows what they have to be: rows of one table go together.
pub(crate) fn row_writes(images: impl IntoIterator<Item = (RowImage, Changed)>, out: &mut Writes) {
    for (image, changed) in images {
        if image.is_absent() {
            let key = key_match(&image.columns[..image.key]);
            out.statements
                .push(Statement::new(format!("delete from {} where {key}", image.table), image.values));
            continue;
        }
        let RowImage { table, columns, key, fixed, values } = image;
        let from = fixed.max(key);
        let conflict =
            if from >= columns.len() { Conflict::Keep { key } } else { Conflict::Update { key, from } };
        let same = |it: &&mut Rows| {
            it.table == table && std::ptr::eq(it.columns, columns) && it.conflict == conflict
        };
        match out.rows.iter_mut().find(same) {
            Some(it) => {
                it.values.extend(values);
                it.changed.push(changed);
            }
            None => out.rows.push(Rows { table, columns, conflict, values, changed: vec![changed] }),
        }
    }
}

/// `a = $1 and b = $2`
pub(crate) fn key_match(columns: &[&str]) -> String {
    let list: Vec<String> = columns.iter().enumerate().map(|(n, it)| format!("{it} = ${}", n + 1)).collect();
    list.join(" and ")
}
