//! A connection is opened: the socket here, names and passwords by tokio-postgres.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf, Ready};
use tokio::net::{TcpStream, UnixStream};
use tokio_postgres::config::{Host, TargetSessionAttrs};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::{Config, NoTls};

use super::failure::{error_of, lost};
use super::wire::Wire;
use crate::{Statement, StoreError, Value};

const PORT: u16 = 5432;
const CONNECT: Duration = Duration::from_secs(5);

/// The way to a server.
pub(super) enum Socket {
    Tcp(TcpStream),
    Unix(UnixStream),
}

/// Tries the hosts of an address in turn; the error of the last is the answer.
pub(super) async fn connect(config: &Config) -> Result<Wire, StoreError> {
    let (hosts, ips, ports) = (config.get_hosts(), config.get_hostaddrs(), config.get_ports());
    let count = hosts.len().max(ips.len());
    let fits = |len: usize| len <= 1 || len == count;
    if count == 0 || (!ips.is_empty() && !hosts.is_empty() && hosts.len() != ips.len()) || !fits(ports.len())
    {
        let text = "the address of PostgreSQL names no host, or not a port and an address for each";
        return Err(StoreError::Config(text.into()));
    }
    let mut answer = Err(lost("no host answers".into()));
    for n in 0..count {
        let port = ports.get(n).or(ports.first()).copied().unwrap_or(PORT);
        // An address of a host that is named besides spares the question for its name.
        let host = ips.get(n).map(|ip| Host::Tcp(ip.to_string())).or_else(|| hosts.get(n).cloned());
        let Some(host) = host else { continue };
        answer = reach(config, &host, port).await;
        if answer.is_ok() {
            break;
        }
    }
    answer
}

async fn reach(config: &Config, host: &Host, port: u16) -> Result<Wire, StoreError> {
    let limit = config.get_connect_timeout().copied().unwrap_or(CONNECT);
    let opened = tokio::time::timeout(limit, open(config, host, port)).await;
    let mut socket = opened
        .map_err(|_| lost("the server could not be reached in time".into()))?
        .map_err(|e| lost(format!("error connecting to server: {e}")))?;
    // Only what is said before the first statement is left to the library: it has said everything when this returns.
    drop(config.connect_raw(&mut socket, NoTls).await.map_err(|e| error_of(&e))?);
    let mut wire = Wire::new(socket);
    let wanted = match config.get_target_session_attrs() {
        TargetSessionAttrs::ReadWrite => "off",
        TargetSessionAttrs::ReadOnly => "on",
        _ => return Ok(wire),
    };
    let asked = [Statement::new("show transaction_read_only", vec![])];
    let answer = wire.run(&asked, false, false).await?.pop().and_then(|mut it| it.rows.pop());
    match answer.map(crate::Row::into_values).as_deref() {
        Some([Value::Text(it)]) if it == wanted => Ok(wire),
        _ => {
            Err(lost("the server is not one for writing, or not one for reading, as the address asks".into()))
        }
    }
}

async fn open(config: &Config, host: &Host, port: u16) -> io::Result<Socket> {
    let name = match host {
        Host::Unix(folder) => {
            return UnixStream::connect(folder.join(format!(".s.PGSQL.{port}"))).await.map(Socket::Unix);
        }
        Host::Tcp(name) => name,
    };
    // Each address of the name in turn.
    let stream = TcpStream::connect((name.as_str(), port)).await?;
    stream.set_nodelay(true)?;
    let socket = SockRef::from(&stream);
    socket.set_tcp_user_timeout(config.get_tcp_user_timeout().copied())?;
    if config.get_keepalives() {
        let mut keepalive = TcpKeepalive::new().with_time(config.get_keepalives_idle());
        if let Some(every) = config.get_keepalives_interval() {
            keepalive = keepalive.with_interval(every);
        }
        if let Some(times) = config.get_keepalives_retries() {
            keepalive = keepalive.with_retries(times);
        }
        socket.set_tcp_keepalive(&keepalive)?;
    }
    Ok(Socket::Tcp(stream))
}

impl Socket {
    /// Reads what is there into the room of the buffer, without waiting; 0 at the end.
    pub(super) fn try_read(&self, room: &mut BytesMut) -> io::Result<usize> {
        match self {
            Socket::Tcp(it) => it.try_read_buf(room),
            Socket::Unix(it) => it.try_read_buf(room),
        }
    }

    /// Writes what the socket takes without waiting.
    pub(super) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(it) => it.try_write(bytes),
            Socket::Unix(it) => it.try_write(bytes),
        }
    }

    /// Waits until it may be read or written.
    pub(super) async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        match self {
            Socket::Tcp(it) => it.ready(interest).await,
            Socket::Unix(it) => it.ready(interest).await,
        }
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Tcp(it) => Pin::new(it).poll_read(cx, buf),
            Socket::Unix(it) => Pin::new(it).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Socket::Tcp(it) => Pin::new(it).poll_write(cx, bytes),
            Socket::Unix(it) => Pin::new(it).poll_write(cx, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Tcp(it) => Pin::new(it).poll_flush(cx),
            Socket::Unix(it) => Pin::new(it).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Socket::Tcp(it) => Pin::new(it).poll_shutdown(cx),
            Socket::Unix(it) => Pin::new(it).poll_shutdown(cx),
        }
    }
}
