//! `yimen bench`: whole courses over HTTP from this process against a server process of its own, in short rounds that
//! alternate with a raw loop on the same database and a flush probe. What counts are the ratios within one run.

mod calendar_speed;
pub mod county;
pub mod course;
mod cpu;
mod engine;
mod flat;
mod http;
mod lights;
mod load;
mod machine;
mod person;
mod raw;
mod report;
mod tick;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use crate::outcome::{Outcome, Verdict};
use crate::progress::Progress;
use engine::{Bench, Place};
use load::{Client, Kind};
use machine::Machine;
use report::{AtClients, Engine, Report, Sample};

/// Numbers of clients that are measured.
const CLIENTS: [usize; 3] = [1, 8, 64];

/// `yimen bench`
#[derive(Debug, clap::Args)]
pub struct BenchArgs {
    /// Rounds; every figure is the median over them
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub rounds: u32,
    /// Length of a round in seconds
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=60))]
    pub seconds: u32,
    /// Also measure on this PostgreSQL server; a database is made there and dropped [env: YIMEN_TEST_POSTGRES]
    #[arg(long, value_name = "URL")]
    pub postgres: Option<String>,
    /// Folder for the SQLite files, on the disk that matters; a folder is made in it and removed
    #[arg(long, value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// Measure another build of Yimen
    #[arg(long, value_name = "FILE")]
    pub yimen: Option<PathBuf>,
    /// Measure instead what a turn of the timekeeper costs beside 20 thousand and 2 million open cases; takes minutes and 8 GB
    #[arg(long)]
    pub tick: bool,
    /// Measure instead the table of units and lights over 10 million cases; takes minutes and 8 GB
    #[arg(long, conflicts_with = "tick")]
    pub lights: bool,
    /// Measure the forms alone: what follows from them by itself (notices, findings, figures) is left to wait
    #[arg(long, conflicts_with_all = ["tick", "lights"])]
    pub alone: bool,
    /// End with status 1 when a figure does not reach its target
    #[arg(long)]
    pub check: bool,
}

/// Measures, prints a table or one JSON object.
pub fn run(args: &BenchArgs, json: bool) -> Outcome {
    if args.tick {
        let ticks = tick::run(args.folder.as_deref(), args.rounds)?;
        if json {
            println!("{}", ticks.json());
        } else {
            print!("{}", ticks.markdown());
        }
        return Ok(if args.check && !ticks.reached() { Verdict::Wrong } else { Verdict::Right });
    }
    if args.lights {
        let lights = lights::run(args.folder.as_deref())?;
        if json {
            println!("{}", lights.json());
        } else {
            print!("{}", lights.markdown());
        }
        return Ok(if args.check && !lights.reached() { Verdict::Wrong } else { Verdict::Right });
    }
    // One thread: the machine that measures shares its cores with what it measures.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(measure(args))?;
    if json {
        println!("{}", report.json());
    } else {
        print!("{}", report.markdown());
    }
    Ok(if args.check && !report.all_reached() { Verdict::Wrong } else { Verdict::Right })
}

async fn measure(args: &BenchArgs) -> anyhow::Result<Report> {
    let program = match &args.yimen {
        Some(program) => program.clone(),
        None => std::env::current_exe().context("this program does not know where it lies")?,
    };
    let machine = Machine::here(crate::clock::now().day());
    let calendar = calendar_speed::measure()?;
    let mut engines = vec![measure_engine(Place::Sqlite, &program, args).await?];
    let postgres = args.postgres.clone().or_else(|| std::env::var("YIMEN_TEST_POSTGRES").ok());
    if let Some(url) = postgres {
        engines.push(measure_engine(Place::postgres(&url).await?, &program, args).await?);
    }
    Ok(Report { machine, rounds: args.rounds, seconds: args.seconds, alone: args.alone, engines, calendar })
}

/// Measures on one engine and removes what was made, also when measuring failed.
async fn measure_engine(place: Place, program: &Path, args: &BenchArgs) -> anyhow::Result<Engine> {
    let within = args.folder.clone().unwrap_or_else(std::env::temp_dir);
    let folder = Folder::make(&within)?;
    let measured = measure_in(&place, program, &folder.0, args).await;
    let removed = place.remove().await;
    let engine = measured?;
    removed?;
    Ok(engine)
}

async fn measure_in(
    place: &Place,
    program: &Path,
    folder: &Path,
    args: &BenchArgs,
) -> anyhow::Result<Engine> {
    let bench = place.start(program, folder, args.alone).await?;
    let length = Duration::from_secs(u64::from(args.seconds));
    let mut groups = Vec::new();
    for (group, count) in (0_u64..).zip(CLIENTS) {
        let clients = Client::connect(&bench, count, Kind::Courses, group * 4_000_000).await?;
        groups.push(AtClients { clients: count, samples: Vec::new(), waiting: clients });
    }
    // Warm up: statements prepared, pages in the cache.
    for group in &mut groups {
        let clients = std::mem::take(&mut group.waiting);
        (group.waiting, _) = load::round(&bench, clients, Duration::from_millis(500)).await?;
    }
    let parts = u64::from(args.rounds) * CLIENTS.len() as u64;
    let mut progress = Progress::begin("measuring rounds", parts);
    let mut flushes = Vec::new();
    for round in 0..args.rounds {
        for (place, group) in (0_u64..).zip(&mut groups) {
            progress.at(u64::from(round) * CLIENTS.len() as u64 + place);
            sample(&bench, group, round, length).await?;
        }
        flushes.push(machine::flushes_per_second(folder, Duration::from_millis(200))?);
    }
    drop(progress);
    let flat_50 = flat::measure(&bench).await?;
    Ok(Engine {
        name: place.name(),
        database_cpu_included: place.database_is_measured(),
        groups,
        flushes_per_second: median(flushes),
        flat_50,
    })
}

/// One raw round and one of Yimen, each first in every second round.
async fn sample(bench: &Bench, group: &mut AtClients, round: u32, length: Duration) -> anyhow::Result<()> {
    let clients = std::mem::take(&mut group.waiting);
    // Keys of one run of the raw loop never meet those of another.
    let run = i64::from(round) * 1000 + i64::try_from(group.clients)?;
    let raw_round = || bench.raw.run(group.clients, run, length);
    let (clients, yimen, raw) = if round.is_multiple_of(2) {
        let raw = raw_round().await?;
        let (clients, yimen) = load::round(bench, clients, length).await?;
        (clients, yimen, raw)
    } else {
        let (clients, yimen) = load::round(bench, clients, length).await?;
        (clients, yimen, raw_round().await?)
    };
    group.waiting = clients;
    group.samples.push(Sample { yimen, raw });
    Ok(())
}

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn make(within: &Path) -> anyhow::Result<Folder> {
        let path = within.join(format!("yimen-bench-{}", std::process::id()));
        std::fs::create_dir(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The middle value; NaN of nothing.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    match (values.len(), values.len() / 2) {
        (0, _) => f64::NAN,
        (count, middle) if count % 2 == 1 => values[middle],
        (_, middle) => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_two_middle_values() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median([]).is_nan());
    }
}
