//! Logs: readable lines on a terminal, one JSON object a line otherwise. Never a person's name, number or text:
//! log fields are ids, codes, counts and durations only.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

/// Libraries that write what passes through them, names and numbers of people included, when they may say everything.
const TELL_TOO_MUCH: [&str; 4] = ["tokio_postgres", "tokio_postgres::query", "postgres_protocol", "hyper"];

/// Starts logging to the standard error. `level` is a word ("info") or a filter ("info,store=debug").
pub fn start(level: &str, format: LogFormat) -> anyhow::Result<()> {
    let mut filter = EnvFilter::try_new(level).with_context(|| {
        format!("log_level {level:?} is not understood; write error, warn, info, debug, or info,store=debug")
    })?;
    for library in TELL_TOO_MUCH {
        let directive = format!("{library}=warn").parse().context("a directive of our own")?;
        filter = filter.add_directive(directive);
    }
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let text = match format {
        LogFormat::Text => true,
        LogFormat::Json => false,
        LogFormat::Auto => std::io::stderr().is_terminal(),
    };
    let started = if text {
        builder.with_target(false).with_ansi(std::io::stderr().is_terminal()).try_init()
    } else {
        builder.json().flatten_event(true).try_init()
    };
    started.map_err(|error| anyhow::anyhow!("logging was started twice: {error}"))
}
