//! A PostgreSQL of a test's own, which the test may kill and start again.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::crash_server::Folder;

/// How long a server may take to answer after it was started; it may have to recover.
const START: Duration = Duration::from_secs(60);

/// A cluster in a folder of its own.
pub struct Cluster {
    folder: Folder,
    port: u16,
    owner: Option<&'static str>,
    postgres: PathBuf,
    running: Option<Child>,
}

impl Cluster {
    /// Makes an empty cluster and starts it.
    pub async fn new() -> anyhow::Result<Cluster> {
        let (initdb, postgres) = (tool("initdb")?, tool("postgres")?);
        let folder = Folder::new("postgres")?;
        // The server refuses to run as root; another account of this machine takes its place.
        let owner = is_root()?.then(|| if has_account("postgres") { "postgres" } else { "nobody" });
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut cluster = Cluster { folder, port, owner, postgres, running: None };
        cluster.give(&cluster.folder.path(""))?;
        let data = cluster.folder.path("data");
        let made = cluster
            .as_owner(&initdb)
            .arg("-D")
            .arg(&data)
            .args(["-U", "yimen", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
            .output()?;
        told("initdb", &made)?;
        cluster.start().await?;
        Ok(cluster)
    }

    /// Address of one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://yimen@127.0.0.1:{}/{database}", self.port)
    }

    /// A folder that belongs to the server's account.
    pub fn own_folder(&self, name: &str) -> anyhow::Result<PathBuf> {
        let path = self.folder.path(name);
        std::fs::create_dir_all(&path)?;
        self.give(&path)?;
        Ok(path)
    }

    /// Makes a folder belong to the server's account.
    pub fn give(&self, path: &Path) -> anyhow::Result<()> {
        if let Some(owner) = self.owner {
            told("chown", &Command::new("chown").arg(owner).arg(path).output()?)?;
        }
        Ok(())
    }

    /// Starts the server and waits until it answers.
    pub async fn start(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let child = match &mut self.running {
                Some(child) => child,
                None => {
                    let child = self.spawn()?;
                    self.running.insert(child)
                }
            };
            // What a killed server left behind may not be gone yet: then it ends at once, and is started again.
            if child.try_wait()?.is_some() {
                self.running = None;
            } else if self.connect("postgres").await.is_ok() {
                return Ok(());
            }
            if began.elapsed() > START {
                let log = std::fs::read_to_string(self.folder.path("server.log")).unwrap_or_default();
                bail!("PostgreSQL does not start: {log}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn spawn(&self) -> anyhow::Result<Child> {
        let log = File::options().create(true).append(true).open(self.folder.path("server.log"))?;
        let mut command = self.as_owner(&self.postgres);
        command.arg("-D").arg(self.folder.path("data")).args(["-p", &self.port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "shared_buffers=64MB",
            "max_wal_size=256MB",
        ] {
            command.args(["-c", setting]);
        }
        command.current_dir(self.folder.path("")).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.spawn().context("PostgreSQL starts")
    }

    /// `kill -9` of its first process.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        let mut child = self.running.take().context("PostgreSQL runs")?;
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// The quick end that an operator orders: open connections are cut.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        let mut child = self.running.take().context("PostgreSQL runs")?;
        told("kill", &Command::new("kill").args(["-INT", &child.id().to_string()]).output()?)?;
        child.wait()?;
        Ok(())
    }

    /// Runs statements.
    pub async fn execute(&self, database: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
        self.connect(database).await?.batch_execute(sql).await
    }

    async fn connect(&self, database: &str) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
        connect(&self.url(database)).await
    }

    /// A program under the server's account. `setpriv` becomes the program, so that its process is the child.
    fn as_owner(&self, program: &Path) -> Command {
        let Some(owner) = self.owner else { return Command::new(program) };
        let mut command = Command::new("setpriv");
        command.args([&format!("--reuid={owner}"), &format!("--regid={}", group(owner)), "--clear-groups"]);
        command.arg(program);
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.running.is_some() {
            let _ = self.stop();
        }
    }
}

/// Connects to a database.
pub async fn connect(url: &str) -> Result<tokio_postgres::Client, tokio_postgres::Error> {
    let (client, driver) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    tokio::spawn(driver);
    Ok(client)
}

fn tool(name: &str) -> anyhow::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    folders.extend(versions.map(|version| version.path().join("bin")));
    let found = folders.into_iter().map(|folder| folder.join(name)).find(|path| path.is_file());
    found.with_context(|| {
        format!("{name} is missing. Install PostgreSQL (Debian: apt-get install postgresql)")
    })
}

/// Whether this is the account that may do everything, mounting included.
pub fn is_root() -> anyhow::Result<bool> {
    Ok(Command::new("id").arg("-u").output()?.stdout == b"0\n")
}

fn has_account(name: &str) -> bool {
    Command::new("id").arg(name).output().is_ok_and(|output| output.status.success())
}

fn group(account: &str) -> String {
    let output = Command::new("id").args(["-gn", account]).output();
    output.map(|it| String::from_utf8_lossy(&it.stdout).trim().to_owned()).unwrap_or_default()
}

/// Fails with what a program said when it did not end well.
pub fn told(what: &str, output: &Output) -> anyhow::Result<()> {
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{what} ends with {}: {said}", output.status);
    Ok(())
}
