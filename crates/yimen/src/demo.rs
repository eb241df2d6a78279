//! `yimen demo`: a centre of an invented county, filled once and opened.

use crate::args::DemoArgs;
use crate::config::LogFormat;
use crate::logs;
use crate::outcome::Outcome;

/// Fills the folder when it is empty, and serves.
pub fn run(args: &DemoArgs, _json: bool) -> Outcome {
    logs::start(&args.log_level, LogFormat::Auto)?;
    let _ = (&args.data, args.listen);
    anyhow::bail!("the demonstration is not wired yet")
}
