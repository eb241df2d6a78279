//! A network between Yimen and PostgreSQL that can be cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Forwards to the server; shared with the tasks that do it.
pub struct Proxy {
    /// The address with the proxy's port in it.
    pub url: String,
    up: watch::Sender<bool>,
    cut_commits: Arc<AtomicUsize>,
}

impl Proxy {
    /// Listens before the server of `url` (`postgres://user@host:port/db`).
    pub async fn before(url: &str) -> Proxy {
        let (before, rest) = url.split_once('@').expect("the address names a user");
        let (server, database) = rest.split_once('/').expect("the address names a database");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let (up, is_up) = watch::channel(true);
        let cut_commits = Arc::new(AtomicUsize::new(0));
        tokio::spawn(serve(listener, server.to_owned(), is_up, Arc::clone(&cut_commits)));
        Proxy { url: format!("{before}@127.0.0.1:{port}/{database}"), up, cut_commits }
    }

    /// Cuts all connections and takes no new ones, or takes them again.
    pub fn set_up(&self, up: bool) {
        self.up.send_replace(up);
    }

    /// The next commits reach the server, but their answers are cut off with the connection.
    pub fn cut_commits(&self, times: usize) {
        self.cut_commits.store(times, Ordering::Release);
    }

    /// How many commits are still to be cut.
    pub fn commits_to_cut(&self) -> usize {
        self.cut_commits.load(Ordering::Acquire)
    }
}

async fn serve(listener: TcpListener, server: String, is_up: watch::Receiver<bool>, cut: Arc<AtomicUsize>) {
    while let Ok((client, _)) = listener.accept().await {
        if *is_up.borrow() {
            tokio::spawn(forward(client, server.clone(), is_up.clone(), Arc::clone(&cut)));
        }
    }
}

async fn forward(client: TcpStream, server: String, mut is_up: watch::Receiver<bool>, cut: Arc<AtomicUsize>) {
    let server = TcpStream::connect(server).await.expect("the server is there");
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let upward = async {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from_client.read(&mut buffer).await {
            if to_server.write_all(&buffer[..count]).await.is_err() {
                return;
            }
        }
    };
    let downward = async {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = from_server.read(&mut buffer).await {
            // The server has said that the commit is done: that is kept to ourselves.
            let committed = buffer[..count].windows(7).any(|it| it == b"COMMIT\0");
            let one_less = |it: usize| it.checked_sub(1);
            if committed && cut.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less).is_ok() {
                return;
            }
            if to_client.write_all(&buffer[..count]).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = upward => {}
        () = downward => {}
        _ = is_up.wait_for(|up| !up) => {}
    }
}
