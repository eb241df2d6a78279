//! Processor time of the server and of PostgreSQL, in nanoseconds, from /proc.

use std::collections::HashMap;
use std::fs;

/// Which processes are measured together.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    processes: Vec<u32>,
    postmaster: Option<u32>,
}

/// Processor time by thread at one instant.
#[derive(Clone, Debug, Default)]
pub struct Reading(HashMap<u32, u64>);

impl Meter {
    /// The server alone.
    pub fn server(process: u32) -> Meter {
        Meter { processes: vec![process], postmaster: None }
    }

    /// Also PostgreSQL with all its backends, if it runs on this machine.
    pub fn and_postgres(mut self, postmaster: Option<u32>) -> Meter {
        self.postmaster = postmaster;
        self
    }

    /// Reads the clocks of all threads.
    pub fn read(&self) -> Reading {
        let mut processes = self.processes.clone();
        if let Some(postmaster) = self.postmaster {
            processes.push(postmaster);
            processes.extend(children(postmaster));
        }
        let threads = processes.iter().flat_map(|process| {
            numbers_in(&format!("/proc/{process}/task")).into_iter().map(move |thread| (*process, thread))
        });
        Reading(threads.filter_map(|(process, thread)| Some((thread, nanos(process, thread)?))).collect())
    }
}

impl Reading {
    /// Nanoseconds that were spent since `earlier`. Threads that ended in between are not counted: the server's and
    /// PostgreSQL's live as long as a round.
    pub fn since(&self, earlier: &Reading) -> u64 {
        self.0
            .iter()
            .map(|(thread, now)| now.saturating_sub(earlier.0.get(thread).copied().unwrap_or(0)))
            .sum()
    }
}

/// Processor time of a thread; the first number of its `schedstat`.
fn nanos(process: u32, thread: u32) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/task/{thread}/schedstat")).ok()?;
    text.split_whitespace().next()?.parse().ok()
}

/// The parent of a process.
pub fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in brackets may hold blanks: begin after its end.
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn children(of: u32) -> Vec<u32> {
    numbers_in("/proc").into_iter().filter(|process| parent(*process) == Some(of)).collect()
}

fn numbers_in(folder: &str) -> Vec<u32> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_seen_and_its_parent_is_known() {
        let meter = Meter::server(std::process::id());
        let before = meter.read();
        let began = std::time::Instant::now();
        let mut sum = 0_u64;
        while began.elapsed() < std::time::Duration::from_millis(60) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        // The kernel writes the clock of a running thread at its ticks: let it go off the core once.
        std::thread::yield_now();
        assert!(meter.read().since(&before) > 5_000_000, "{sum}");
        assert_eq!(parent(std::process::id()), Some(std::os::unix::process::parent_id()));
    }
}
