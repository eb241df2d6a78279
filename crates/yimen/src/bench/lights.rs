//! How long the table of status, units and lights takes over ten million cases, of which two hundred thousand are open: a year of a very
//! large division, whose cases take five working days. The same open cases alone are the yardstick.

use std::time::Instant;

use anyhow::Context;
use store::{Statement, Store};

use super::tick::{in_chunks, receive, row_copy_of};
use super::{Folder, median};
use crate::bench_server;
use crate::progress::Progress;

/// Cases in all.
const CASES: u64 = 10_000_000;
/// Open ones among them.
const OPEN: u64 = 200_000;
/// The most milliseconds.
const MS_MAX: f64 = 50.0;
/// Readings of which the middle one counts.
const READINGS: usize = 9;

/// What was measured, in milliseconds.
pub struct Lights {
    alone: f64,
    beside: f64,
    lines: usize,
}

impl Lights {
    /// Whether it is fast enough.
    pub fn reached(&self) -> bool {
        self.beside <= MS_MAX
    }

    /// One object.
    pub fn json(&self) -> serde_json::Value {
        serde_json::json!({
            "cases": CASES, "open": OPEN, "lines": self.lines, "open_alone_ms": self.alone, "ms": self.beside,
            "ratio": self.beside / self.alone, "reached": self.reached(),
        })
    }

    /// A table.
    pub fn markdown(&self) -> String {
        let word = if self.reached() { "reached" } else { "not reached" };
        format!(
            "The table of status, units and lights, SQLite, milliseconds, median of {READINGS} readings; at most {MS_MAX} ms.\n\n\
             | cases | open | lines | ms |\n|--:|--:|--:|--:|\n| {OPEN} | {OPEN} | {} | {:.1} |\n| {CASES} | {OPEN} | {} | {:.1} |\n\n\
             Ratio {:.2}: {word}.\n",
            self.lines,
            self.alone,
            self.lines,
            self.beside,
            self.beside / self.alone
        )
    }
}

async fn measure(within: &std::path::Path) -> anyhow::Result<Lights> {
    let folder = Folder::make(within)?;
    let url = format!("sqlite:{}", folder.0.join("lights.db").display());
    let store = Store::open_with(&url, store::Options::default()).await?;
    let centre = bench_server::filled(store.clone(), centre::seal::random()).await?;
    let case = receive(&centre, &mut 0).await?;
    // Thirty units, five things to wait for, and lights that have turned for half of them.
    let unit = ("authority", "'u' || (i % 30)");
    let waits =
        ("waits_for", "substr('acceptance step      decision  recheck   making    ', 1 + i % 5 * 10, 10)");
    let turned = ("red_at", "red_at + ((i % 41) - 20) * 86400000000");
    let mut progress = Progress::begin("making cases", CASES);
    let open = row_copy_of(&store, case, &[unit, waits, turned]).await?;
    in_chunks(&store, &[open], 1..=OPEN, &mut progress).await?;
    let read = async || -> anyhow::Result<(f64, usize)> {
        let (mut took, mut lines) = (Vec::new(), 0);
        for _ in 0..READINGS {
            let begun = Instant::now();
            lines = centre.status_lights().await?.len();
            took.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        Ok((median(took), lines))
    };
    let (alone, _) = read().await?;
    let closed = [unit, turned, ("open", "0"), ("concluded_at", "received_at"), ("state", "'concluded'")];
    let closed = row_copy_of(&store, case, &closed).await?;
    in_chunks(&store, &[closed], OPEN + 1..=CASES, &mut progress).await?;
    let rows = store.read(Statement::new("select count(*) from case_row", vec![])).await?;
    anyhow::ensure!(rows[0].int(0)? as u64 >= CASES, "not all cases are there");
    let (beside, lines) = read().await?;
    Ok(Lights { alone, beside, lines })
}

/// The whole measurement, in the folder that matters.
pub fn run(folder: Option<&std::path::Path>) -> anyhow::Result<Lights> {
    let within = folder.map_or_else(std::env::temp_dir, std::path::Path::to_path_buf);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.context("no threads")?.block_on(measure(&within))
}
