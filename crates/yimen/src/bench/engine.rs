//! The engine under measurement: an empty database for Yimen, a raw loop beside it, and the server as a child process.

use std::path::Path;
use std::process::Stdio;
use std::str::FromStr;

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::county::BenchCounty;
use super::cpu::{self, Meter};
use super::http::Connection;
use super::person::Person;
use super::raw::{self, RawLoop};

/// A database server of its own for one measurement.
pub enum Place {
    /// A folder with two files.
    Sqlite,
    /// A database that is made before and dropped after.
    Postgres {
        /// Reaches the server.
        admin: Box<tokio_postgres::Config>,
        /// The database made.
        name: String,
        /// Version of the server.
        version: String,
        /// Its first process, when it runs on this machine.
        postmaster: Option<u32>,
    },
}

/// The running server with everyone signed in.
pub struct Bench {
    /// What it told about itself.
    pub county: BenchCounty,
    /// Everyone, signed in.
    pub people: Vec<Person>,
    /// Processor time of Yimen and of the database together.
    pub meter: Meter,
    /// The yardstick.
    pub raw: RawLoop,
    /// Ends with this value.
    _child: Child,
}

impl Place {
    /// Makes an empty database on a PostgreSQL server.
    pub async fn postgres(url: &str) -> anyhow::Result<Place> {
        let admin = tokio_postgres::Config::from_str(url)
            .map_err(|_| anyhow::anyhow!("the address of PostgreSQL is not understood"))?;
        let client = raw::connect(&admin).await?;
        let name = format!("yimen_bench_{}", std::process::id());
        client.batch_execute(&format!("create database {name}")).await?;
        let row = client.query_one("select pg_backend_pid(), current_setting('server_version')", &[]).await?;
        let (backend, version): (i32, String) = (row.get(0), row.get(1));
        let is_postgres = |process: &u32| {
            std::fs::read_to_string(format!("/proc/{process}/comm"))
                .is_ok_and(|name| name.starts_with("postgres"))
        };
        let backend = u32::try_from(backend).ok().filter(is_postgres);
        let postmaster = backend.and_then(cpu::parent).filter(is_postgres);
        Ok(Place::Postgres { admin: Box::new(admin), name, version, postmaster })
    }

    /// Name and version for the report.
    pub fn name(&self) -> String {
        match self {
            Place::Sqlite => format!("SQLite {}", rusqlite::version()),
            Place::Postgres { version, .. } => format!("PostgreSQL {version}"),
        }
    }

    /// Whether the database's processor time can be read here.
    pub fn database_is_measured(&self) -> bool {
        !matches!(self, Place::Postgres { postmaster: None, .. })
    }

    /// Starts the server on it; `alone`: nothing is done there by itself.
    pub async fn start(&self, program: &Path, folder: &Path, alone: bool) -> anyhow::Result<Bench> {
        let (url, raw, postmaster) = match self {
            Place::Sqlite => {
                let url = format!("sqlite:{}", folder.join("yimen.db").display());
                (url, RawLoop::Sqlite(folder.join("raw.db")), None)
            }
            Place::Postgres { admin, name, postmaster, .. } => {
                let mut config = admin.clone();
                config.dbname(name);
                (url_of(admin, name)?, RawLoop::Postgres(config), *postmaster)
            }
        };
        raw.prepare().await?;
        let (child, county) = spawn(program, &url, alone).await?;
        let process = child.id().context("the server ended at once")?;
        let mut people = Vec::new();
        for account in &county.accounts {
            people.push(Person::sign_in(county.address, account).await?);
        }
        let meter = Meter::server(process).and_postgres(postmaster);
        Ok(Bench { county, people, meter, raw, _child: child })
    }

    /// Removes what was made on the server. Its address is in the message when that fails.
    pub async fn remove(self) -> anyhow::Result<()> {
        if let Place::Postgres { admin, name, .. } = self {
            let client = raw::connect(&admin).await?;
            client
                .batch_execute(&format!("drop database if exists {name} with (force)"))
                .await
                .with_context(|| format!("the database {name} is left behind; drop it by hand"))?;
        }
        Ok(())
    }
}

impl Bench {
    /// Commands and batches of the server so far.
    pub async fn batches(&self) -> anyhow::Result<Batches> {
        let mut connection = Connection::open(self.county.address).await?;
        let answer = connection.get("/metrics", "").await?;
        let text = String::from_utf8_lossy(&answer.body);
        Ok(Batches {
            batches: sum_of(&text, "yimen_batches_total"),
            commands: sum_of(&text, "yimen_commands_total"),
        })
    }
}

/// Counters of the lane.
#[derive(Clone, Copy, Debug)]
pub struct Batches {
    batches: Option<f64>,
    commands: Option<f64>,
}

impl Batches {
    /// Commands since `earlier`: those of people, and what followed from them by itself (findings, invitations to rate);
    /// `None` when the server does not count.
    pub fn commands_since(self, earlier: Batches) -> Option<f64> {
        Some(self.commands? - earlier.commands?).filter(|commands| *commands > 0.0)
    }

    /// Commands in a batch, on average, since `earlier`; `None` when the server does not count or nothing was done.
    pub fn average_since(self, earlier: Batches) -> Option<f64> {
        let batches = self.batches? - earlier.batches?;
        let commands = self.commands? - earlier.commands?;
        (batches > 0.0).then(|| commands / batches)
    }
}

/// The sum of a counter over its labels, in Prometheus' text.
fn sum_of(text: &str, counter: &str) -> Option<f64> {
    let values = text.lines().filter_map(|line| {
        let rest = line.strip_prefix(counter)?;
        if !rest.starts_with([' ', '{']) {
            return None;
        }
        rest.rsplit_once([' ', '}'])?.1.trim().parse::<f64>().ok()
    });
    values.fold(None, |sum, value| Some(sum.unwrap_or(0.0) + value))
}

async fn spawn(program: &Path, url: &str, alone: bool) -> anyhow::Result<(Child, BenchCounty)> {
    let mut child = Command::new(program)
        .args(["bench-server", "--listen", "127.0.0.1:0", "--database", url])
        .args(alone.then_some("--alone"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("{} cannot be started", program.display()))?;
    let output = child.stdout.take().context("the server has no standard output")?;
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).await?;
    if line.trim().is_empty() {
        bail!("the server ended before it listened; its message stands above");
    }
    let county = serde_json::from_str(&line).context("the server's first line is not understood")?;
    Ok((child, county))
}

/// The address of another database on the same server.
fn url_of(config: &tokio_postgres::Config, name: &str) -> anyhow::Result<String> {
    use tokio_postgres::config::Host;
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(path)) => path.display().to_string(),
        None => "127.0.0.1".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let mut query = String::new();
    super::http::field(&mut query, "host", &host);
    super::http::field(&mut query, "port", &port.to_string());
    if let Some(user) = config.get_user() {
        super::http::field(&mut query, "user", user);
    }
    if let Some(password) = config.get_password() {
        super::http::field(&mut query, "password", std::str::from_utf8(password)?);
    }
    // A form writes a blank as a plus sign, an address does not.
    Ok(format!("postgres:///{name}?{}", query.replace('+', "%20")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_is_summed_over_its_labels_and_not_mixed_with_longer_names() {
        let text = "# TYPE yimen_batches_total counter\nyimen_batches_total{division=\"990121\"} 3\n\
                    yimen_batches_total{division=\"990122\"} 4\nyimen_batches_total_old 9\nyimen_commands_total 21\n";
        assert_eq!(sum_of(text, "yimen_batches_total"), Some(7.0));
        assert_eq!(sum_of(text, "yimen_commands_total"), Some(21.0));
        assert_eq!(sum_of(text, "yimen_other_total"), None);
    }

    #[test]
    fn the_average_batch_is_of_the_time_in_between() {
        let at = |batches, commands| Batches { batches: Some(batches), commands: Some(commands) };
        assert_eq!(at(30.0, 180.0).average_since(at(10.0, 20.0)), Some(8.0));
        assert_eq!(at(10.0, 20.0).average_since(at(10.0, 20.0)), None);
        let silent = Batches { batches: None, commands: None };
        assert_eq!(at(30.0, 180.0).average_since(silent), None);
    }

    #[test]
    fn the_address_of_another_database_keeps_server_user_and_password() -> anyhow::Result<()> {
        let config = tokio_postgres::Config::from_str("postgres://yi:p%40 w@db.local:5433/postgres")?;
        let url = url_of(&config, "yimen_bench_1")?;
        assert_eq!(url, "postgres:///yimen_bench_1?host=db.local&port=5433&user=yi&password=p%40%20w");
        let again = tokio_postgres::Config::from_str(&url)?;
        assert_eq!(again.get_dbname(), Some("yimen_bench_1"));
        assert_eq!(again.get_password(), config.get_password());
        assert_eq!(again.get_hosts(), config.get_hosts());
        Ok(())
    }
}
