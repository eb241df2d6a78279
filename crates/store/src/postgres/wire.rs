//! What is said over one connection: a statement is prepared once, and all that is asked together ends with one Sync.
//!
//! The server sends what it has to say at each Sync. A driver that ends every statement with its own is answered a dozen
//! times for a batch of a dozen statements, and the sending, the waking and the reading cost more than most of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};
use std::io::ErrorKind;

use postgres_protocol::IsNull;
use postgres_protocol::message::backend::{DataRowBody, Message};
use postgres_protocol::message::frontend;
use tokio::io::Interest;
use tokio_postgres::fallible_iterator::FallibleIterator;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, ToSql, Type};

use super::failure::{lost, refusal};
use super::socket::Socket;
use super::types::{self, Read};
use crate::{Output, Row, Sql, Statement, StoreError};

/// Statements that a connection keeps prepared; with one more it begins anew.
const PREPARED_MAX: usize = 512;
/// Room for what the server says, read at once; more is read in turns.
const ROOM: usize = 16 * 1024;
/// A buffer that has grown beyond this for one long value is given back.
const KEPT_MAX: usize = 1024 * 1024;

/// What the server says with ReadyForQuery: no transaction is open.
const IDLE: u8 = b'I';

/// One connection.
pub(super) struct Wire {
    socket: Socket,
    out: BytesMut,
    heard: BytesMut,
    /// What the last ReadyForQuery said; none while an answer is awaited.
    ready: Option<u8>,
    prepared: HashMap<Sql, Prepared, BuildHasherDefault<TextHasher>>,
    names: u64,
}

/// Of a long text only its length, its beginning and its end: a statement for many rows has some ten thousand characters.
#[derive(Default)]
struct TextHasher(DefaultHasher);

impl Hasher for TextHasher {
    fn write(&mut self, text: &[u8]) {
        const ENDS: usize = 48;
        self.0.write_usize(text.len());
        self.0.write(&text[..text.len().min(ENDS)]);
        self.0.write(&text[text.len().saturating_sub(ENDS)..]);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// A statement as the server knows it.
struct Prepared {
    name: String,
    params: Vec<Type>,
    columns: Vec<Type>,
}

impl Wire {
    /// Over a socket at whose other end a server has said that it is ready.
    pub(super) fn new(socket: Socket) -> Wire {
        let (out, heard) = (BytesMut::new(), BytesMut::new());
        Wire { socket, out, heard, ready: Some(IDLE), prepared: HashMap::default(), names: 0 }
    }

    /// Runs the statements in their order: one round trip, two where some are new to the connection. After an error the
    /// rest is not carried out, and a commit among it neither.
    pub(super) async fn run(
        &mut self,
        statements: &[Statement],
        begin: bool,
        commit: bool,
    ) -> Result<Vec<Output>, StoreError> {
        let (opens, closes) = (Statement::new("begin", vec![]), Statement::new("commit", vec![]));
        let all = begin.then_some(&opens).into_iter().chain(statements).chain(commit.then_some(&closes));
        // The server counts them in two bytes, and what it says of more cannot be read.
        if all.clone().any(|it| it.params.len() > usize::from(u16::MAX)) {
            return Err(StoreError::TooLong("a statement has more than 65,535 parameters".into()));
        }
        self.prepare(all.clone()).await?;
        self.out.clear();
        let mut columns: Vec<&[Type]> = Vec::with_capacity(statements.len() + 2);
        for statement in all {
            let Prepared { name, params, columns: gives } = &self.prepared[&statement.sql];
            columns.push(gives);
            // What does not fit is found before anything is sent.
            types::check(&statement.params, params)?;
            let put = |(value, ty): (&crate::Value, &Type), out: &mut BytesMut| {
                value.to_sql(ty, out).map(|it| match it {
                    tokio_postgres::types::IsNull::Yes => IsNull::Yes,
                    tokio_postgres::types::IsNull::No => IsNull::No,
                })
            };
            let values = statement.params.iter().zip(params);
            frontend::bind("", name, [1], values, put, [1], &mut self.out)
                .map_err(|_| StoreError::TooLong("a value does not fit into a message".into()))?;
            frontend::execute("", 0, &mut self.out).map_err(unspeakable)?;
        }
        frontend::sync(&mut self.out);

        let mut outputs: Vec<Output> = columns.iter().map(|_| Output::default()).collect();
        let mut at = 0;
        let hear = |message| {
            let Some((output, columns)) = outputs.get_mut(at).zip(columns.get(at)) else { return Ok(()) };
            match message {
                Message::DataRow(body) => output.rows.push(row(&body, columns)?),
                Message::CommandComplete(body) => {
                    let rows = body.tag().ok().and_then(|tag| tag.rsplit(' ').next()?.parse().ok());
                    output.affected = rows.unwrap_or(0);
                    at += 1;
                }
                Message::EmptyQueryResponse => at += 1,
                _ => {}
            }
            Ok(())
        };
        exchange(&mut self.socket, &self.out, &mut self.heard, &mut self.ready, hear).await?;
        if self.out.capacity() > KEPT_MAX {
            self.out = BytesMut::new();
        }
        if begin {
            outputs.remove(0);
        }
        outputs.truncate(statements.len());
        Ok(outputs)
    }

    /// Runs statements without parameters, separated by semicolons.
    pub(super) async fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.out.clear();
        frontend::query(sql, &mut self.out).map_err(unspeakable)?;
        exchange(&mut self.socket, &self.out, &mut self.heard, &mut self.ready, |_| Ok(())).await
    }

    /// No answer is awaited and no transaction is open.
    pub(super) fn is_idle(&self) -> bool {
        self.ready == Some(IDLE)
    }

    /// The server has not closed it, as far as is known here.
    pub(super) fn is_open(&mut self) -> bool {
        loop {
            self.heard.reserve(ROOM);
            match self.socket.try_read(&mut self.heard) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => break,
                Ok(0) | Err(_) => return false,
                Ok(_) => {}
            }
        }
        loop {
            match Message::parse(&mut self.heard) {
                Ok(None) => return true,
                // A server that stops says why.
                Ok(Some(Message::ErrorResponse(_))) | Err(_) => return false,
                Ok(Some(_)) => {}
            }
        }
    }

    async fn prepare(
        &mut self,
        statements: impl Iterator<Item = &Statement> + Clone,
    ) -> Result<(), StoreError> {
        self.out.clear();
        if self.prepared.len() > PREPARED_MAX {
            for (_, it) in self.prepared.drain() {
                frontend::close(b'S', &it.name, &mut self.out).map_err(unspeakable)?;
            }
        }
        let mut missing: Vec<(&Sql, String)> = Vec::new();
        for Statement { sql, .. } in statements {
            if self.prepared.contains_key(sql) || missing.iter().any(|(it, _)| *it == sql) {
                continue;
            }
            self.names += 1;
            let name = format!("s{}", self.names);
            frontend::parse(&name, sql, [], &mut self.out).map_err(unspeakable)?;
            frontend::describe(b'S', &name, &mut self.out).map_err(unspeakable)?;
            missing.push((sql, name));
        }
        if missing.is_empty() && self.out.is_empty() {
            return Ok(());
        }
        frontend::sync(&mut self.out);
        let mut missing = missing.into_iter();
        let (prepared, mut params) = (&mut self.prepared, Vec::new());
        let hear = |message| {
            let columns = match message {
                Message::ParameterDescription(body) => {
                    params = body.parameters().map(|it| Ok(type_of(it))).collect().map_err(garbled)?;
                    return Ok(());
                }
                Message::RowDescription(body) => {
                    body.fields().map(|it| Ok(type_of(it.type_oid()))).collect().map_err(garbled)?
                }
                Message::NoData => Vec::new(),
                _ => return Ok(()),
            };
            if let Some((sql, name)) = missing.next() {
                let params = std::mem::take(&mut params);
                prepared.insert(sql.clone(), Prepared { name, params, columns });
            }
            Ok(())
        };
        exchange(&mut self.socket, &self.out, &mut self.heard, &mut self.ready, hear).await
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let mut end = BytesMut::new();
        frontend::terminate(&mut end);
        // The server notices a closed socket too.
        let _ = self.socket.try_write(&end);
    }
}

/// Sends all, and hears what is said until the server is ready again. Both go on at once: a server whose answers nobody
/// takes reads no more. The first error is the answer.
async fn exchange(
    socket: &mut Socket,
    out: &[u8],
    heard: &mut BytesMut,
    ready: &mut Option<u8>,
    mut hear: impl FnMut(Message) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    *ready = None;
    let (mut sent, mut result) = (0, Ok(()));
    loop {
        while let Some(message) = Message::parse(heard).map_err(garbled)? {
            let said = match message {
                Message::ReadyForQuery(body) => {
                    *ready = Some(body.status());
                    return result;
                }
                Message::ErrorResponse(body) => Err(refusal(&body)),
                other => hear(other),
            };
            result = result.and(said);
        }
        if sent < out.len() {
            match socket.try_write(&out[sent..]) {
                Ok(more) => {
                    sent += more;
                    continue;
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => {}
                Err(e) => return Err(broken(result, &e.to_string())),
            }
        }
        heard.reserve(ROOM);
        match socket.try_read(heard) {
            Ok(0) => return Err(broken(result, "the server closed it")),
            Ok(_) => continue,
            Err(e) if e.kind() == ErrorKind::WouldBlock => {}
            Err(e) => return Err(broken(result, &e.to_string())),
        }
        let writing = if sent < out.len() { Interest::WRITABLE } else { Interest::READABLE };
        socket.ready(Interest::READABLE | writing).await.map_err(|e| lost(e.to_string()))?;
    }
}

/// The connection went; a server that stops says why before.
fn broken(said: Result<(), StoreError>, detail: &str) -> StoreError {
    match said {
        Err(e) => lost(e.to_string()),
        Ok(()) => lost(detail.to_owned()),
    }
}

fn row(body: &DataRowBody, columns: &[Type]) -> Result<Row, StoreError> {
    let mut values = Vec::with_capacity(columns.len());
    let mut ranges = body.ranges();
    for ty in columns {
        let range =
            ranges.next().map_err(garbled)?.ok_or_else(|| StoreError::Row("a row is short".into()))?;
        if !Read::accepts(ty) {
            return Err(StoreError::Row(format!("a column of type {ty} cannot be read")));
        }
        let read = match range {
            Some(range) => Read::from_sql(ty, &body.buffer()[range]),
            None => Read::from_sql_null(ty),
        };
        values.push(read.map_err(|e| StoreError::Row(e.to_string()))?.0);
    }
    Ok(Row(values))
}

fn type_of(oid: u32) -> Type {
    Type::from_oid(oid).unwrap_or(Type::ANY)
}

fn garbled(e: std::io::Error) -> StoreError {
    lost(format!("what the server says cannot be read: {e}"))
}

fn unspeakable(e: std::io::Error) -> StoreError {
    StoreError::Rejected(format!("a statement cannot be put into a message: {e}"))
}
