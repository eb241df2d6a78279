//! The configuration: one list of settings, each written the same way as a flag, in the environment and in a file,
//! and read in this order: flag, environment, file, default.

mod file;
mod given;
mod setting;
#[cfg(test)]
pub mod testing;
mod value;

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

pub use given::{AllSettings, Given, StoreSettings};
pub use setting::{SETTINGS, Setting};
pub use value::{Division, LogFormat, shown};

/// The effective configuration of a running centre; every value has been read and bounded.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://..`; may hold a password and is never logged.
    pub database: String,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// The division served: six digits of GB/T 2260, or the nine of a town.
    pub division: Division,
    /// How people reach the centre, for links and codes on paper; without a slash at its end.
    pub public_url: Option<String>,
    /// File with the division's key, outside the database.
    pub key_file: PathBuf,
    /// A level or a filter of `tracing-subscriber`.
    pub log_level: String,
    /// How logs are written.
    pub log_format: LogFormat,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// The largest request body in bytes.
    pub max_body_bytes: u64,
    /// How long one request may take.
    pub request_timeout: Duration,
    /// Requests in work at the same time; more are told to come again.
    pub requests_at_once: u32,
    /// Requests of one address in a minute; more are told to wait.
    pub requests_per_minute: u32,
    /// Whether cookies are sent over HTTPS alone.
    pub secure_cookies: bool,
    /// Folder whose fonts papers may use besides those of the system.
    pub fonts_dir: PathBuf,
    /// Folder in which messages to applicants and officers are laid for a message gateway.
    pub notices_dir: PathBuf,
    /// How often the timekeeper looks for what has fallen due.
    pub tick: Duration,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Given on the command line.
    Flag,
    /// From the environment.
    Environment,
    /// From this line of the file.
    File {
        /// Line of the file, from 1.
        line: usize,
    },
    /// Nobody said anything else.
    Default,
}

/// The raw value of a setting and where it comes from; `None` when it has no default and nobody gave one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// As it was written; a list is joined by commas.
    pub text: Option<String>,
    /// Where it comes from.
    pub source: Source,
}

/// The raw values of all settings, in the order of [`SETTINGS`].
#[derive(Clone, Debug)]
pub struct Settled {
    values: Vec<Raw>,
    file: Option<PathBuf>,
}

impl Settled {
    /// Lays flags over environment over file over defaults. `environment` is asked by name, so that a test can stand in.
    pub fn read(given: &Given, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Settled> {
        let file = given.file.clone().or_else(|| environment("YIMEN_CONFIG").map(PathBuf::from));
        let in_file = match &file {
            Some(path) => file::read(path)?,
            None => BTreeMap::new(),
        };
        let values = SETTINGS
            .iter()
            .map(|setting| {
                if let Some(text) = given.flags.get(setting.key) {
                    return Raw { text: Some(text.clone()), source: Source::Flag };
                }
                if let Some(text) = environment(setting.env) {
                    return Raw { text: Some(text), source: Source::Environment };
                }
                if let Some(value) = in_file.get(setting.key) {
                    return Raw { text: Some(value.text.clone()), source: Source::File { line: value.line } };
                }
                Raw { text: setting.default.map(str::to_owned), source: Source::Default }
            })
            .collect();
        Ok(Settled { values, file })
    }

    /// As [`Settled::read`], from the environment of this process.
    pub fn read_here(given: &Given) -> anyhow::Result<Settled> {
        Settled::read(given, |name| std::env::var(name).ok())
    }

    /// Every setting with its raw value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Setting, &Raw)> {
        SETTINGS.iter().zip(&self.values)
    }

    /// The file that was read.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Where the value of a setting comes from, in words: "the flag --listen".
    pub fn source(&self, setting: &Setting, raw: &Raw) -> String {
        match raw.source {
            Source::Flag => format!("the flag --{}", setting.flag),
            Source::Environment => format!("the environment variable {}", setting.env),
            Source::File { line } => {
                let path = self.file.as_deref().unwrap_or(Path::new("the file"));
                format!("{} line {line}", path.display())
            }
            Source::Default => "default".to_owned(),
        }
    }

    /// Reads every value; the first that is not right is an error that names it, its source and what would be right.
    pub fn config(&self) -> anyhow::Result<Config> {
        Ok(Config {
            database: self.value("database", value::database)?,
            listen: self.value("listen", value::address)?,
            division: self.value("division", Division::parse)?,
            public_url: self.optional("public_url", value::public_url)?,
            key_file: self.value("key_file", value::path)?,
            log_level: self.value("log_level", value::text)?,
            log_format: self.value("log_format", LogFormat::parse)?,
            trusted_proxies: self.value("trusted_proxies", value::proxies)?,
            max_body_bytes: self.value("max_body_bytes", |text| value::number(text, 1024, 1 << 30))?,
            request_timeout: self
                .value("request_seconds_max", |text| value::number(text, 1, 600))
                .map(Duration::from_secs)?,
            requests_at_once: self.value("requests_at_once", |text| value::small_number(text, 1, 100_000))?,
            requests_per_minute: self
                .value("requests_per_minute", |text| value::small_number(text, 1, 10_000_000))?,
            secure_cookies: self.value("secure_cookies", value::yes_or_no)?,
            fonts_dir: self.value("fonts_dir", value::path)?,
            notices_dir: self.value("notices_dir", value::path)?,
            tick: self
                .value("tick_milliseconds", |text| value::number(text, 10, 3_600_000))
                .map(Duration::from_millis)?,
        })
    }

    /// One value alone, for commands that need no more: `settled.database()`.
    pub fn database(&self) -> anyhow::Result<String> {
        self.value("database", value::database)
    }

    /// The division alone.
    pub fn division(&self) -> anyhow::Result<Division> {
        self.value("division", Division::parse)
    }

    /// The key file alone.
    pub fn key_file(&self) -> anyhow::Result<PathBuf> {
        self.value("key_file", value::path)
    }

    /// Level and format of the logs alone.
    pub fn logs(&self) -> anyhow::Result<(String, LogFormat)> {
        Ok((self.value("log_level", value::text)?, self.value("log_format", LogFormat::parse)?))
    }

    fn value<T>(&self, key: &str, read: impl Fn(&str) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let missing = || {
            let setting = SETTINGS.iter().find(|setting| setting.key == key);
            let (flag, env) = setting.map_or(("", ""), |setting| (setting.flag, setting.env));
            format!("{key} is not set; give --{flag}, set {env}, or write {key} in the configuration file")
        };
        self.optional(key, read)?.with_context(missing)
    }

    fn optional<T>(&self, key: &str, read: impl Fn(&str) -> anyhow::Result<T>) -> anyhow::Result<Option<T>> {
        let Some((setting, raw)) = self.iter().find(|(setting, _)| setting.key == key) else {
            anyhow::bail!("{key} is not a setting");
        };
        let Some(text) = &raw.text else { return Ok(None) };
        read(text).map(Some).with_context(|| format!("{key} ({})", self.source(setting, raw)))
    }
}

#[cfg(test)]
mod tests;
