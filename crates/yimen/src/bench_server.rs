//! `yimen bench-server`: the centre that `yimen bench` drives, in a process of its own. It fills a bench county into
//! an empty database, prints one line of JSON ([`BenchCounty`]) when it listens, and serves until told to stop.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::config::LogFormat;
use crate::logs;
use crate::outcome::Outcome;

/// `yimen bench-server`
#[derive(Debug, clap::Args)]
pub struct BenchServerArgs {
    /// An empty database: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL")]
    pub database: String,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Level of the logs
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub log_level: String,
}

/// What the bench must know of the county it drives.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BenchCounty {
    /// Where it listens.
    pub address: SocketAddr,
    /// The item of the courses: two steps, the last of which decides.
    pub item: String,
    /// The item with 60 materials.
    pub item_60: String,
    /// At least one account for every role; clients share them in turn.
    pub accounts: Vec<BenchAccount>,
}

/// An account of the bench county.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BenchAccount {
    /// What the person does in a course.
    pub role: BenchRole,
    /// The person's id in the organisation, to whom cases are given.
    pub person: String,
    /// Name to sign in with.
    pub login: String,
    /// Password to sign in with.
    pub password: String,
}

/// Who acts in a course.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BenchRole {
    /// Intake officer at the window: receives, accepts, gives to the case agent.
    Intake,
    /// Case agent: takes, gives to the handler, re-checks.
    Agent,
    /// Handler: takes, examines, makes the document.
    Handler,
    /// Head of the authority: decides.
    Decider,
    /// Delivery officer: delivers.
    Delivery,
}

/// Fills, listens, says so, serves.
pub fn run(args: &BenchServerArgs, _json: bool) -> Outcome {
    logs::start(&args.log_level, LogFormat::Auto)?;
    let _ = (&args.database, args.listen);
    anyhow::bail!("the bench county is not wired yet")
}
