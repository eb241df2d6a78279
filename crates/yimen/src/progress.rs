//! A progress bar on the standard error: only on a terminal, and only once the work takes over two seconds.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Work shorter than this shows no bar.
const SILENT: Duration = Duration::from_secs(2);
/// The bar is drawn at most this often.
const REDRAW: Duration = Duration::from_millis(100);
/// Width of the bar in characters.
const WIDTH: usize = 30;

/// Progress of one piece of work whose size is known.
pub struct Progress {
    label: &'static str,
    total: u64,
    began: Instant,
    drawn: Option<Instant>,
    visible: bool,
}

impl Progress {
    /// Begins work of `total` parts. `label` says what is being done: "checking entries".
    pub fn begin(label: &'static str, total: u64) -> Progress {
        Progress {
            label,
            total,
            began: Instant::now(),
            drawn: None,
            visible: std::io::stderr().is_terminal(),
        }
    }

    /// `done` parts are done.
    pub fn at(&mut self, done: u64) {
        let now = Instant::now();
        let elapsed = now - self.began;
        let due = self.drawn.is_none_or(|drawn| now - drawn >= REDRAW);
        if self.visible && elapsed >= SILENT && due {
            self.drawn = Some(now);
            let line = line(self.label, done, self.total, elapsed);
            let mut err = std::io::stderr().lock();
            // A terminal that went away is no reason to stop the work.
            let _ = write!(err, "\r\x1b[K{line}").and_then(|()| err.flush());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.drawn.is_some() {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "\r\x1b[K").and_then(|()| err.flush());
        }
    }
}

fn line(label: &str, done: u64, total: u64, elapsed: Duration) -> String {
    if total == 0 {
        return format!("{label} {done}");
    }
    let done = done.min(total);
    let part = done as f64 / total as f64;
    let full = (part * WIDTH as f64) as usize;
    let mut line = format!(
        "{label} [{}{}] {:3.0} % {done} of {total}",
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        part * 100.0
    );
    if done > 0 && done < total {
        let left = elapsed.as_secs_f64() * (1.0 - part) / part;
        line.push_str(&format!(", about {left:.0} s left"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_how_much_is_done_and_how_long_it_still_takes() {
        let bar = line("checking entries", 25, 100, Duration::from_secs(3));
        assert_eq!(bar, "checking entries [#######-----------------------]  25 % 25 of 100, about 9 s left");
    }

    #[test]
    fn the_bar_never_runs_over_its_end() {
        let bar = line("checking", 7, 5, Duration::from_secs(3));
        assert!(bar.ends_with("100 % 5 of 5"), "{bar}");
    }

    #[test]
    fn work_of_unknown_size_is_only_counted() {
        assert_eq!(line("reading", 7, 0, Duration::from_secs(3)), "reading 7");
    }
}
