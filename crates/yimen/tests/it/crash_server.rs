//! The real program as a child: started on a database that stays, killed, started again, told to stop, asked to verify.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, bail};

use crate::bench::county::BenchCounty;

/// Division of the bench county.
pub const DIVISION: &str = "990121";

/// The program without the settings of whoever runs the tests.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
    command.stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("YIMEN_") {
            command.env_remove(name);
        }
    }
    command
}

/// A folder of its own, removed when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes it.
    pub fn new(name: &str) -> anyhow::Result<Folder> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("yimen-{name}-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Where a server of the bench county keeps everything.
pub struct Site {
    /// Address of the database.
    pub database: String,
    /// The county's key.
    pub key_file: PathBuf,
    /// What its servers say on the standard error, one after the other.
    pub log: PathBuf,
}

impl Site {
    /// A county in a folder; without a database its SQLite file lies there too.
    pub fn new(folder: &Folder, database: Option<String>) -> Site {
        let own = || format!("sqlite:{}", folder.path("yimen.db").display());
        Site { database: database.unwrap_or_else(own), key_file: folder.path("key"), log: folder.path("log") }
    }

    /// Starts the bench county on it; port 0 takes a free one.
    pub fn start(&self, listen: SocketAddr, more: &[&str]) -> anyhow::Result<Server> {
        let mut command = program();
        command.args(["bench-server", "--database", &self.database, "--listen", &listen.to_string()]);
        command.arg("--key-file").arg(&self.key_file).args(more);
        let (child, line) = spawn(command, &self.log)?;
        let county: BenchCounty = serde_json::from_str(&line)
            .with_context(|| format!("its first line is {line:?}; its log: {}", self.said()))?;
        // It has answered once: from now on it hears when it is told to stop.
        let mut stream = TcpStream::connect(county.address)?;
        stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        anyhow::ensure!(answer.ends_with("ok\n"), "{answer}");
        Ok(Server { child, county })
    }

    /// Everything its servers said so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// `yimen ledger verify`, which must say that everything holds; answers the number of entries.
    pub fn verify(&self) -> anyhow::Result<u64> {
        let arguments = ["ledger", "verify", "--json", "--division", DIVISION, "--database", &self.database];
        let Output { status, stdout, stderr } = program().args(arguments).output()?;
        let (out, err) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        if !status.success() {
            bail!("ledger verify ends with {status}: {out} {err}");
        }
        let report: serde_json::Value = serde_json::from_str(&out)?;
        anyhow::ensure!(report["holds"] == true, "{report}");
        report["entries"].as_u64().context("the report has the number of entries")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // Shown where a test fails.
        println!("what the servers said:\n{}", self.said());
    }
}

/// A running server.
pub struct Server {
    child: Child,
    /// What it told about itself.
    pub county: BenchCounty,
}

impl Server {
    /// Any free port of this machine.
    pub fn any_port() -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }

    /// `kill -9`; answers where it listened.
    pub fn kill(mut self) -> anyhow::Result<SocketAddr> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(self.county.address)
    }

    /// Its process still runs.
    pub fn is_running(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// SIGTERM, and waits until it has ended well.
    pub fn stop(mut self) -> anyhow::Result<()> {
        terminate(&mut self.child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tells a process to stop and waits until it has ended well.
pub fn terminate(child: &mut Child) -> anyhow::Result<()> {
    let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    anyhow::ensure!(told.success(), "the process can be told to stop");
    let status = child.wait()?;
    anyhow::ensure!(status.success(), "told to stop it ends with {status}");
    Ok(())
}

/// Starts a program whose first line says that it serves; its standard error is added to a file.
pub fn spawn(mut command: Command, log: &Path) -> anyhow::Result<(Child, String)> {
    let log = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
    let mut child =
        command.stdout(Stdio::piped()).stderr(log).spawn().context("the program was built and starts")?;
    let output = child.stdout.take().context("a pipe was asked for")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok((child, line))
}
