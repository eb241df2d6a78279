//! `yimen bench-server`: the centre that `yimen bench` drives, in a process of its own. It fills a bench county into
//! an empty database, prints one line of JSON ([`BenchCounty`]) when it listens, and serves until told to stop. With a
//! key file it can be started again on what it filled, also after it was killed: the crash tests do.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::extract::{Path, State};
use catalogue::item::{Material, StepKind};
use catalogue::publish::ItemStage;
use catalogue::{CaseId, Code, Item, ItemCode};
use centre::Centre;
use centre::seal::KeyRing;
use store::{Store, StoreError};
use web::app::{App, Settings};

use crate::bench::county::{BenchAccount, BenchCounty, BenchRole};
use crate::bench::course;
use crate::config::LogFormat;
use crate::outcome::{Outcome, Verdict};
use crate::{key_file, listen, logs, opening, patience};

/// `yimen bench-server`
#[derive(Debug, clap::Args)]
pub struct BenchServerArgs {
    /// An empty database, or with a key file one that was filled before: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL")]
    pub database: String,
    /// File with the county's key, made when it is missing; without it the key is forgotten at the end
    #[arg(long, value_name = "PATH")]
    pub key_file: Option<PathBuf>,
    /// SQLite: the most pages of the file; POST /bench/pages/N sets another number, 0 is no bound
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub sqlite_pages_max: u32,
    /// Do nothing by itself: what follows from a command waits
    #[arg(long)]
    pub alone: bool,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,
    /// Level of the logs
    #[arg(long, value_name = "LEVEL", default_value = "warn")]
    pub log_level: String,
}

/// Fills, listens, says so, serves.
pub fn run(args: &BenchServerArgs, _json: bool) -> Outcome {
    logs::start(&args.log_level, LogFormat::Auto)?;
    opening::runtime()?.block_on(serve(args))?;
    Ok(Verdict::Right)
}

async fn serve(args: &BenchServerArgs) -> anyhow::Result<()> {
    let listener = listen::bind(args.listen).await?;
    let options = store::Options { sqlite_pages_max: args.sqlite_pages_max, ..store::Options::default() };
    let open = || Store::open_with(&args.database, options.clone());
    let away = |error: &StoreError| matches!(error, StoreError::ConnectionLost { .. } | StoreError::Busy(_));
    let store = patience::until_open("the database", patience::DATABASE, open, away).await?;
    let key = match &args.key_file {
        Some(path) => key_file::read(path, true)?,
        None => centre::seal::random(),
    };
    let centre = filled(store.clone(), key).await?;
    let password = password(&centre);
    let account = |(role, login): (BenchRole, &str)| BenchAccount {
        role,
        person: login.to_owned(),
        login: login.to_owned(),
        password: password.clone(),
    };
    let accounts = [
        (BenchRole::Intake, "intake2"),
        (BenchRole::Agent, "agent.sc"),
        (BenchRole::Handler, "do.sc"),
        (BenchRole::Decider, "chief.sc"),
        (BenchRole::Delivery, "out"),
    ];
    let told = BenchCounty {
        address: listener.local_addr()?,
        item: ITEM.to_owned(),
        item_60: ITEM_60.to_owned(),
        accounts: accounts.into_iter().map(account).collect(),
    };
    println!("{}", serde_json::to_string(&told)?);
    let time = (!args.alone).then(|| tokio::spawn(centre.clone().run(Duration::from_secs(1))));
    // The applicant's telephone, which no officer of the bench has: the code that went out with the notice.
    let codes = axum::Router::new()
        .route("/bench/pickup/{case}", axum::routing::get(pickup))
        .with_state(centre.clone());
    let bound =
        axum::Router::new().route("/bench/pages/{n}", axum::routing::post(pages_max)).with_state(store);
    // One head decides hundreds of cases a minute here; a one-time code serves once.
    let settings = Settings { without_second_factor: true, ..Settings::default() };
    let pages = web::app::router(App::new(centre, settings), api::programs()).merge(codes).merge(bound);
    listen::serve_until_stopped(listener, pages).await?;
    if let Some(time) = time {
        time.abort();
    }
    Ok(())
}

/// Opens a centre with the bench county in it.
pub async fn filled(store: Store, key: [u8; 32]) -> anyhow::Result<Arc<Centre>> {
    let options = centre::open::Options {
        division: county::DIVISION.to_owned(),
        keys: KeyRing::new(key),
        clock: ledger::Clock::System,
        sample: true,
        extra_divisions: county::divisions(),
        notices_dir: None,
    };
    let centre = Arc::new(Centre::open(store, options).await?);
    fill(&centre, &password(&centre)).await?;
    Ok(centre)
}

/// Follows from the key, so that a county that is opened again has it too.
fn password(centre: &Centre) -> String {
    centre.secret("bench password")[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Publishes what is not yet published, and makes the accounts.
async fn fill(centre: &Centre, password: &str) -> anyhow::Result<()> {
    let in_force = centre.in_force().await?;
    if in_force.calendar.is_none() {
        centre.calendar_adopt("bench", calendar::Calendar::built_in()).await.map_err(told)?;
    }
    if in_force.organisation.is_none() {
        centre.organisation_publish("bench", &county::organisation()?).await.map_err(told)?;
    }
    for (short, rows) in [(ITEM, course::MATERIALS), (ITEM_60, course::MATERIALS_MANY)] {
        if centre.item_entry(short).await?.is_some() {
            continue;
        }
        let item = item(short, rows)?;
        centre.item_publish("bench", &item).await.map_err(told)?;
        centre.item_stage("bench", item.code, ItemStage::Live).await.map_err(told)?;
    }
    county::accounts(centre, password).await?;
    Ok(())
}

async fn pages_max(State(store): State<Store>, Path(pages): Path<u32>) -> &'static str {
    store.sqlite_pages_max_set(pages);
    "set\n"
}

async fn pickup(State(centre): State<Arc<Centre>>, Path(case): Path<String>) -> String {
    let Ok(case) = CaseId::parse(&case) else { return String::new() };
    centre.pickup_code(case).await.ok().flatten().unwrap_or_default()
}

fn told(problem: centre::case::Problem) -> anyhow::Error {
    anyhow::anyhow!("the bench county cannot be published: {problem:?}")
}

/// Short codes of the two items.
pub const ITEM: &str = "bench";
const ITEM_60: &str = "bench-60";

/// A licence of the county made short: one examination, one decision, and so many materials.
fn item(short: &str, rows: u32) -> anyhow::Result<Item> {
    let (mut item, _) = county::items()?
        .into_iter()
        .find(|(item, _)| item.short.as_str() == "food-business")
        .context("the county has no food business licence")?;
    let sample = item.materials.first().cloned().context("the licence has no materials")?;
    let code = item.code.to_string();
    item.code = ItemCode::parse(&format!("{}{:03}", &code[..code.len() - 3], 900 + rows))?;
    item.short = Code::parse(short)?;
    item.steps.retain(|step| matches!(step.kind, StepKind::Examine | StepKind::Decide));
    item.materials = (1..=rows)
        .map(|row| Material {
            row: row as u8,
            name: format!("第 {row} 样材料"),
            required: true,
            applies_when: None,
            applies_when_en: None,
            deferrable: None,
            ..sample.clone()
        })
        .collect();
    Ok(item)
}
