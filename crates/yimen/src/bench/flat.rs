//! Whether a case becomes dearer with its length: the processor time of late transitions over that of early ones,
//! on cases with 60 materials.

use super::engine::Bench;
use super::load::{Client, Kind};
use super::median;

/// Cases that are taken step by step together; their processor time is summed.
const CASES: usize = 40;
/// Times the whole is repeated.
const REPEATS: u64 = 3;
/// Early hand-overs, counted from 0: the third to the eighth transition. Receiving and accepting are other work.
const EARLY: std::ops::Range<usize> = 2..8;
/// Late hand-overs around the fiftieth transition, the same kinds and as many of each.
const LATE: std::ops::Range<usize> = 46..52;

/// Median processor time of late transitions divided by that of early ones; the median of the repeats.
pub async fn measure(bench: &Bench) -> anyhow::Result<f64> {
    let mut ratios = Vec::new();
    for repeat in 0..REPEATS {
        let first_applicant = 12_000_000 + repeat * 1_000_000;
        let mut clients = Client::connect(bench, CASES, Kind::ToAndFro, first_applicant).await?;
        let mut cpu = Vec::new();
        for _ in 0..LATE.end {
            let before = bench.meter.read();
            let working: Vec<_> = clients
                .into_iter()
                .map(|mut client| {
                    tokio::spawn(async move { client.step(Kind::ToAndFro).await.map(|_| client) })
                })
                .collect();
            clients = Vec::new();
            for running in working {
                clients.push(running.await??);
            }
            cpu.push(bench.meter.read().since(&before) as f64);
        }
        ratios.push(median(cpu[LATE].iter().copied()) / median(cpu[EARLY].iter().copied()));
    }
    Ok(median(ratios))
}
