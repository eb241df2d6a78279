//! The service as a stranger meets it: `yimen serve` on a filled county, and requests written byte by byte.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use store::{Statement, Store};

use crate::bench::county::{BenchAccount, BenchCounty, BenchRole};
use crate::bench::http::field;
use crate::bench::person::Person;
use crate::crash_server::{DIVISION, Folder, Server, Site, program, terminate};

/// Longer than anything the service may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A county served by `yimen serve`.
pub struct Hall {
    _folder: Folder,
    /// Where it keeps everything.
    pub site: Site,
    /// Accounts and items.
    pub county: BenchCounty,
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl Hall {
    /// Fills a county and serves it from a file.
    pub async fn open(more: &[&str]) -> anyhow::Result<Hall> {
        Hall::open_on(None, more).await
    }

    /// Fills a county and serves it, from an empty database if one is given.
    pub async fn open_on(database: Option<String>, more: &[&str]) -> anyhow::Result<Hall> {
        let folder = Folder::new("hall")?;
        let site = Site::new(&folder, database);
        let filled = site.start(Server::any_port(), &[])?;
        let county = filled.county.clone();
        filled.stop()?;
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let log = std::fs::OpenOptions::new().create(true).append(true).open(&site.log)?;
        let child = program()
            .args([
                "serve",
                "--database",
                &site.database,
                "--division",
                DIVISION,
                "--secure-cookies",
                "false",
            ])
            .args(["--listen", &address.to_string()])
            .arg("--key-file")
            .arg(&site.key_file)
            .arg("--notices-dir")
            .arg(folder.path("notices"))
            .args(more)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let mut hall = Hall { _folder: folder, site, county, address, child };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            ensure!(hall.child.try_wait()?.is_none(), "it ended: {}", hall.site.said());
            ensure!(began.elapsed() < PATIENCE, "it does not listen: {}", hall.site.said());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(hall)
    }

    /// The account of a role.
    pub fn account(&self, role: BenchRole) -> anyhow::Result<&BenchAccount> {
        self.county.accounts.iter().find(|account| account.role == role).context("every role has an account")
    }

    /// Signs a role's account in.
    pub async fn person(&self, role: BenchRole) -> anyhow::Result<Person> {
        Person::sign_in(self.address, self.account(role)?).await
    }

    /// Sends bytes and reads until the service closes.
    pub fn raw(&self, bytes: &[u8]) -> anyhow::Result<Reply> {
        Ok(Reply::of(&exchange(self.address, bytes)?))
    }

    /// A page, asked for with a cookie.
    pub fn get(&self, path: &str, cookie: &str) -> anyhow::Result<Reply> {
        self.ask("GET", path, &[("Cookie", cookie)], "")
    }

    /// A form as a browser sends it.
    pub fn post(&self, path: &str, cookie: &str, form: &str) -> anyhow::Result<Reply> {
        let origin = format!("http://{}", self.address);
        self.ask("POST", path, &[("Cookie", cookie), ("Origin", &origin)], form)
    }

    /// One request with these headers; `Host` and `Connection: close` are added where they are missing.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> anyhow::Result<Reply> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            request.push_str(&format!("Host: {}\r\n", self.address));
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            request.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
            request.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        self.raw(format!("{request}\r\n{body}").as_bytes())
    }

    /// An answer that was read elsewhere.
    pub fn raw_reply(&self, bytes: &[u8]) -> anyhow::Result<Reply> {
        Ok(Reply::of(bytes))
    }

    /// What was laid for the message gateway so far.
    pub fn messages(&self) -> anyhow::Result<Vec<String>> {
        let folder = self._folder.path("notices");
        if !folder.exists() {
            return Ok(Vec::new());
        }
        let files = std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        let laid = files.filter(|path| path.extension().is_some_and(|it| it == "json"));
        laid.map(|path| Ok(std::fs::read_to_string(path)?)).collect()
    }

    /// It runs, and answers.
    pub fn is_well(&mut self) -> anyhow::Result<()> {
        ensure!(self.child.try_wait()?.is_none(), "it ended: {}", self.site.said());
        ensure!(self.get("/healthz", "")?.status == 200, "it answers");
        Ok(())
    }

    /// Tells it to stop; it must end well.
    pub fn close(mut self) -> anyhow::Result<()> {
        terminate(&mut self.child)
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends bytes and reads until the other side closes.
pub fn exchange(address: SocketAddr, bytes: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // A service that has read enough may close before everything is sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if answer.is_empty() && error.kind() != std::io::ErrorKind::ConnectionReset => {
            Err(error).context("the service neither answers nor closes")
        }
        _ => Ok(answer),
    }
}

/// An answer, read as text.
#[derive(Debug)]
pub struct Reply {
    /// Status; 0 when the connection was closed without a word.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The rest.
    pub body: String,
}

impl Reply {
    fn of(bytes: &[u8]) -> Reply {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The value of a header; empty if it did not come.
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(held, _)| held.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
    }

    /// A cookie that was set, as `name=value`; empty if none was.
    pub fn cookie(&self) -> &str {
        self.header("set-cookie").split(';').next().unwrap_or_default()
    }
}

/// A form of these fields.
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut form = String::new();
    for (name, value) in fields {
        field(&mut form, name, value);
    }
    form
}

/// What is typed about the applicant: it must stand in no log and in no figure.
pub const NAME: &str = "岑不见";
/// The same.
pub const PHONE: &str = "13987612345";
/// The same.
pub const ADDRESS: &str = "澄湾镇柳荫巷七号";

/// The passport of the `n`-th applicant.
pub fn passport(n: u32) -> String {
    format!("E{:08}", 73_190_000 + n)
}

/// The filled form of an intake; the same `n` is the same applicant and the same command id.
pub fn intake(csrf: &str, n: u32) -> String {
    form(&[
        ("do", "receive"),
        ("csrf", csrf),
        ("command_id", &format!("{n:032x}")),
        ("applicant_kind", "natural"),
        ("document_type", "414"),
        ("document_number", &passport(n)),
        ("name", NAME),
        ("phone", PHONE),
        ("address", ADDRESS),
        ("channel", "counter"),
        ("papers", "2"),
        ("kept", "1"),
        ("kept", "2"),
        ("kept", "3"),
        ("kept", "4"),
    ])
}

/// An officer takes a case in; answers its id.
pub fn receive(hall: &Hall, officer: &Person, n: u32) -> anyhow::Result<String> {
    let reply = hall.post("/desk/intake/bench", &officer.cookie, &intake(&officer.csrf, n))?;
    ensure!(reply.status == 303, "{}", reply.head);
    let location = reply.header("location");
    let id = location.strip_prefix("/desk/cases/").and_then(|rest| rest.split('?').next());
    Ok(id.with_context(|| format!("{location} leads to a case"))?.to_owned())
}

/// Receipt number of a case, from its row, and query code, from its printed receipt.
pub async fn receipt(hall: &Hall, officer: &Person, case: &str) -> anyhow::Result<(String, String)> {
    let page = hall.get(&format!("/desk/cases/{case}/print/receipt"), &officer.cookie)?.body;
    let code = page.split("class=\"sheet-code\">").nth(1).and_then(|rest| rest.split('<').next());
    let code: String = code.context("a receipt has a code")?.chars().filter(char::is_ascii_digit).collect();
    let of_case = "select receipt_no from case_row where division = $1 and case_id = $2";
    let statement = Statement::new(of_case, vec![DIVISION.into(), case.into()]);
    let rows = Store::open(&hall.site.database).await?.read(statement).await?;
    Ok((rows.first().context("the case has a row")?.text(0)?.to_owned(), code))
}
