//! A paper takes at most 50 ms once the press is warm.

use std::time::{Duration, Instant};

use crate::samples::{all, press};

/// What a paper may take.
const MOST: Duration = Duration::from_millis(50);
/// How often each is set. Other tests run beside this one, so the quickest quarter counts.
const TIMES: u32 = 15;

#[test]
fn every_paper_is_set_within_fifty_milliseconds_once_warm() {
    let started = Instant::now();
    let press = press();
    println!("fonts and library: {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    let mut slow = Vec::new();
    for (name, mut paper) in all() {
        let mut took: Vec<Duration> = (0..TIMES)
            .map(|n| {
                // Each bears its own number and address, as papers do: nothing of it can be remembered whole.
                paper.number = format!("澄市监许受〔2026〕{n}号");
                if let Some(check) = &mut paper.check {
                    check.address =
                        format!("https://zwfw.example.gov.cn/verify/SC2026000123K-A26{n}-7K2M9QXT");
                }
                let started = Instant::now();
                let pdf = press.pdf(&paper).expect("it can be set");
                let took = started.elapsed();
                assert!(pdf.starts_with(b"%PDF-"), "{name} is a PDF");
                if let Some(folder) = std::env::var_os("YIMEN_PAPER_SAMPLES") {
                    let file = std::path::PathBuf::from(folder).join(format!("{name}.pdf"));
                    std::fs::write(file, &pdf).expect("the folder of samples is there");
                }
                took
            })
            .collect();
        let first = took[0];
        took.sort();
        let (middle, worst) = (took[took.len() / 2], took[took.len() - 1]);
        println!("{name}: first {first:.1?}, middle {middle:.1?}, worst {worst:.1?}");
        let quarter = took[took.len() / 4];
        if quarter > MOST {
            slow.push(format!("{name} took {quarter:.1?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
