//! Waiting for a database that is not up yet: after a power cut the machines of a centre start in any order.

use std::fmt::Display;
use std::future::Future;
use std::time::{Duration, Instant};

/// How long to try, and how long to pause between two tries.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// Give up after this time.
    pub at_most: Duration,
    /// Pause between two tries.
    pub pause: Duration,
}

/// What `serve` has for its database at start.
pub const DATABASE: Patience = Patience { at_most: Duration::from_secs(30), pause: Duration::from_secs(1) };

/// What a command has that a person waits for.
pub const NONE: Patience = Patience { at_most: Duration::ZERO, pause: Duration::from_millis(1) };

/// Tries `open` until it succeeds or the patience is at its end, with one log line a try. The error of the last try
/// is returned with a sentence that says how long was waited. An error for which `worth_waiting` says no (a
/// wrong password does not heal) is returned at once.
pub async fn until_open<T, E, F>(
    what: &str,
    patience: Patience,
    mut open: impl FnMut() -> F,
    worth_waiting: impl Fn(&E) -> bool,
) -> anyhow::Result<T>
where
    F: Future<Output = Result<T, E>>,
    E: Display,
{
    let began = Instant::now();
    loop {
        match open().await {
            Ok(opened) => return Ok(opened),
            Err(error) if !worth_waiting(&error) => {
                anyhow::bail!("{what} cannot be opened: {error}");
            }
            Err(error) if began.elapsed() + patience.pause > patience.at_most => {
                let seconds = began.elapsed().as_secs();
                anyhow::bail!("{what} did not answer for {seconds} seconds: {error}");
            }
            Err(error) => {
                let left = patience.at_most.saturating_sub(began.elapsed()).as_secs();
                tracing::warn!("{what} does not answer yet, trying for another {left} s: {error}");
                tokio::time::sleep(patience.pause).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EAGER: Patience = Patience { at_most: Duration::from_secs(30), pause: Duration::ZERO };

    fn block_on<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime of one thread can be made")
            .block_on(future)
    }

    #[test]
    fn a_database_that_comes_up_late_is_opened() {
        let mut tries = 0;
        let opened = block_on(until_open(
            "the database",
            EAGER,
            || {
                tries += 1;
                let up = tries > 1;
                async move { if up { Ok(7) } else { Err("connection refused") } }
            },
            |_| true,
        ));
        assert_eq!(opened.expect("the second try succeeds"), 7);
        assert_eq!(tries, 2);
    }

    #[test]
    fn a_wrong_password_is_not_waited_for() {
        let refused: anyhow::Result<()> =
            block_on(until_open("the database", EAGER, || async { Err("wrong password") }, |_| false));
        let sentence = refused.expect_err("it never opens").to_string();
        assert_eq!(sentence, "the database cannot be opened: wrong password");
    }

    #[test]
    fn a_database_that_stays_away_is_given_up_with_the_time_waited() {
        let away: anyhow::Result<()> =
            block_on(until_open("the database", NONE, || async { Err("no route") }, |_| true));
        let sentence = away.expect_err("it never opens").to_string();
        assert_eq!(sentence, "the database did not answer for 0 seconds: no route");
    }
}
