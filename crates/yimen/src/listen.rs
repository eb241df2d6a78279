//! The listening socket and the end of service: a clear sentence when the address is taken, and a stop that
//! lets running requests finish.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

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

/// Serves until told to stop, then lets running requests finish for at most [`DRAIN`].
pub async fn serve_until_stopped(listener: TcpListener, pages: axum::Router) -> anyhow::Result<()> {
    let (stop, mut stopping) = tokio::sync::watch::channel(false);
    let service = pages.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        // An error means that the sender is gone, and that too is the end.
        let _ = stopping.wait_for(|told| *told).await;
    });
    let mut serving = tokio::spawn(async move { server.await });
    tokio::select! {
        told = told_to_stop() => told?,
        ended = &mut serving => return ended.context("the server's task broke")?.context("serving ended"),
    }
    stop.send_replace(true);
    match tokio::time::timeout(DRAIN, serving).await {
        Ok(ended) => ended.context("the server's task broke")?.context("serving ended")?,
        Err(_) => tracing::warn!("some requests were still running after {} s and were cut", DRAIN.as_secs()),
    }
    Ok(())
}
