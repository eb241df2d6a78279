//! `yimen bench-server`: the centre that `yimen bench` drives, in a process of its own. It fills a bench county into
//! an empty database, prints one line of JSON ([`BenchCounty`]) when it listens, and serves until told to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::extract::{Path, State};
use catalogue::item::{Material, StepKind};
use catalogue::publish::ItemStage;
use catalogue::{CaseId, Code, Item, ItemCode};
use centre::Centre;
use centre::seal::KeyRing;
use serde::{Deserialize, Serialize};
use web::app::{App, Settings};

use crate::bench::course;
use crate::config::LogFormat;
use crate::outcome::{Outcome, Verdict};
use crate::{county, listen, logs, opening, patience};

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

/// What the bench must know of the county it drives. Besides the product's pages the bench county answers
/// `GET /bench/pickup/{case}` with the pickup code alone, in place of the message that the applicant gets.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct BenchCounty {
    /// Where it listens.
    pub address: SocketAddr,
    /// Short code of the item of the courses: four materials, two steps, the last of which decides; natural persons.
    pub item: String,
    /// Short code of the item with 60 materials, else the same.
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
    opening::runtime()?.block_on(serve(args))?;
    Ok(Verdict::Right)
}

async fn serve(args: &BenchServerArgs) -> anyhow::Result<()> {
    let listener = listen::bind(args.listen).await?;
    let store = opening::store(&args.database, patience::DATABASE).await?;
    let options = centre::open::Options {
        division: county::DIVISION.to_owned(),
        keys: KeyRing::new(centre::seal::random()),
        clock: ledger::Clock::System,
        sample: true,
        extra_divisions: county::divisions(),
    };
    let centre = Arc::new(Centre::open(store, options).await?);
    centre.calendar_adopt("bench", calendar::Calendar::built_in()).await.map_err(told)?;
    centre.organisation_publish("bench", &county::organisation()?).await.map_err(told)?;
    for (short, rows) in [(ITEM, course::MATERIALS), (ITEM_60, course::MATERIALS_MANY)] {
        let item = item(short, rows)?;
        centre.item_publish("bench", &item).await.map_err(told)?;
        centre.item_stage("bench", item.code, ItemStage::Live).await.map_err(told)?;
    }
    let password = crate::user_add::make()?;
    county::accounts(&centre, &password).await?;
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
    let time = tokio::spawn(centre.clone().run(Duration::from_secs(1)));
    // The applicant's telephone, which no officer of the bench has: the code that went out with the notice.
    let codes = axum::Router::new()
        .route("/bench/pickup/{case}", axum::routing::get(pickup))
        .with_state(centre.clone());
    let pages = web::app::router(App::new(centre, Settings::default())).merge(codes);
    listen::serve_until_stopped(listener, pages).await?;
    time.abort();
    Ok(())
}

async fn pickup(State(centre): State<Arc<Centre>>, Path(case): Path<String>) -> String {
    let Ok(case) = CaseId::parse(&case) else { return String::new() };
    centre.pickup_code(case).await.ok().flatten().unwrap_or_default()
}

fn told(problem: centre::case::Problem) -> anyhow::Error {
    anyhow::anyhow!("the bench county cannot be published: {problem:?}")
}

/// Short codes of the two items.
const ITEM: &str = "bench";
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
            ..sample.clone()
        })
        .collect();
    Ok(item)
}
