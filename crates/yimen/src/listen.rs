//! The listening socket and the end of service: a clear sentence when the address is taken, and a stop that
//! lets running requests finish.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, mpsc, watch};
use tower::ServiceExt;

/// How long running requests may still take after the signal to stop.
pub const DRAIN: Duration = Duration::from_secs(20);

/// Takes the address, or says who might have it.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let sentence = match error.kind() {
            std::io::ErrorKind::AddrInUse => format!(
                "{address} is already taken by another program; stop it, or choose another port with --listen {}:{}",
                address.ip(),
                address.port().wrapping_add(1).max(1024)
            ),
            std::io::ErrorKind::PermissionDenied => format!(
                "{address} may not be used by this account; ports below 1024 need a permission, choose one above"
            ),
            std::io::ErrorKind::AddrNotAvailable => {
                format!("{address} is not an address of this machine; 0.0.0.0 listens on all of them")
            }
            _ => format!("{address} cannot be listened on: {error}"),
        };
        anyhow::anyhow!(sentence)
    })
}

/// Ends when the process is told to stop: SIGTERM from the service manager, or Ctrl-C.
pub async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be listened for")?;
    tokio::select! {
        _ = terminate.recv() => tracing::info!("told to stop by SIGTERM; finishing what is running"),
        _ = tokio::signal::ctrl_c() => tracing::info!("told to stop by Ctrl-C; finishing what is running"),
    }
    Ok(())
}

/// How long a connection may take to send the head of a request, or be kept with nothing to ask.
pub const HEAD: Duration = Duration::from_secs(30);
/// The largest head of a request, and the most header lines in it.
const HEAD_BYTES_MAX: usize = 64 << 10;
const HEADERS_MAX: usize = 100;
/// Connections at most; fewer where the system allows fewer open files.
const CONNECTIONS_MAX: usize = 8192;
/// Open files that are kept for the database and the rest.
const FILES_KEPT: usize = 128;

/// Serves until told to stop, then lets running requests finish for at most [`DRAIN`]. A connection that sends no
/// request in time is closed, and beyond the bound new ones wait: nobody keeps the door blocked by standing in it.
pub async fn serve_until_stopped(listener: TcpListener, pages: axum::Router) -> anyhow::Result<()> {
    serve_with(listener, pages, HEAD).await
}

/// The same with another time for the head of a request.
pub async fn serve_with(listener: TcpListener, pages: axum::Router, head: Duration) -> anyhow::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let places = Arc::new(Semaphore::new(connections_max()));
    let (alive, mut ended) = mpsc::channel::<()>(1);
    let told = told_to_stop();
    tokio::pin!(told);
    loop {
        let accepted = async {
            let place = places.clone().acquire_owned().await;
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            // First, so that whoever has had an answer may rely on the signal being heard.
            biased;
            told = &mut told => break told?,
            accepted = accepted => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Answers are small and whole: waiting to fill a packet would only delay them.
                let _ = stream.set_nodelay(true);
                let (pages, stopping, alive) = (pages.clone(), stopping.clone(), alive.clone());
                tokio::spawn(async move {
                    connection(stream, peer, pages, head, stopping).await;
                    drop((alive, place));
                });
            }
            Err(error) => {
                // Most likely too many open files: a moment later some are closed.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop((listener, alive));
    stop.send_replace(true);
    if tokio::time::timeout(DRAIN, ended.recv()).await.is_err() {
        tracing::warn!("some requests were still running after {} s and were cut", DRAIN.as_secs());
    }
    Ok(())
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    pages: axum::Router,
    head: Duration,
    mut stopping: watch::Receiver<bool>,
) {
    let told = stopping.clone();
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        // Answers without an end, as the live desk's, end when the service is told to stop.
        request.extensions_mut().insert(told.clone());
        pages.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(head);
    builder.max_headers(HEADERS_MAX).max_buf_size(HEAD_BYTES_MAX);
    let mut serving = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let told = async { stopping.wait_for(|told| *told).await.is_ok() };
    tokio::select! {
        ended = serving.as_mut() => return log_end(ended),
        _ = told => serving.as_mut().graceful_shutdown(),
    }
    log_end(serving.await);
}

fn log_end(ended: hyper::Result<()>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}

/// What the system allows, less what the program needs for itself.
fn connections_max() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = limits.lines().find_map(|line| {
        line.strip_prefix("Max open files")?.split_whitespace().next()?.parse::<usize>().ok()
    });
    files.map_or(CONNECTIONS_MAX, |files| files.saturating_sub(FILES_KEPT).clamp(64, CONNECTIONS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_files_for_the_database() {
        let max = connections_max();
        assert!((64..=CONNECTIONS_MAX).contains(&max), "{max}");
    }
}
