//! What the figures were measured on.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use calendar::Day;
use serde::Serialize;

/// The machine and the day.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// Day of the measurement.
    pub date: String,
    /// Model of the processor.
    pub cpu: String,
    /// Cores that this process may use.
    pub cores: usize,
    /// Kernel.
    pub kernel: String,
    /// Work that was waiting for the processor in the minute before: above 0.5 the figures are disturbed.
    pub load_before: f64,
    /// Version of this program.
    pub yimen: &'static str,
}

impl Machine {
    /// Looks around.
    pub fn here(today: Day) -> Machine {
        let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        Machine {
            date: today.to_string(),
            cpu: model.map_or_else(|| "unknown".to_owned(), |(_, model)| model.trim().to_owned()),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            kernel: kernel.trim().to_owned(),
            load_before: load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(0.0),
            yimen: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// How many flushes of 4 KiB appended the disk does in a second.
pub fn flushes_per_second(folder: &Path, at_least: Duration) -> anyhow::Result<f64> {
    use std::io::Write;
    let path = folder.join("flush-probe");
    let mut file = fs::File::create(&path)?;
    let (page, began, mut count) = ([7_u8; 4096], Instant::now(), 0_u32);
    while began.elapsed() < at_least || count < 8 {
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    let elapsed = began.elapsed();
    fs::remove_file(&path)?;
    Ok(f64::from(count) / elapsed.as_secs_f64())
}
