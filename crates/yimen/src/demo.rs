//! `yimen demo`: a centre of an invented county, filled once with some weeks of life and opened.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::{Duration, Instant};

use anyhow::Context;
use calendar::Calendar;
use centre::Centre;
use centre::seal::KeyRing;
use store::{Store, Synchronous};
use web::app::{App, Settings};

use crate::args::DemoArgs;
use crate::config::LogFormat;
use crate::outcome::{Outcome, Verdict};
use crate::{demo_token, key_file, listen, logs, opening};
use county::simulate::{self, Plan};

/// Working days that the county has lived through, and the seed of what happened in them.
const DAYS: u32 = 60;
const SEED: u64 = 990_121;
/// How often the demonstration looks at its clock: a person who moves the day wants to see lights turn.
const TICK: Duration = Duration::from_millis(500);

/// Fills the folder when it is empty, and serves.
pub fn run(args: &DemoArgs, json: bool) -> Outcome {
    if args.drill {
        logs::start("warn", LogFormat::Auto)?;
        return crate::drill::run(json, args.keep.then_some(args.data.as_path()));
    }
    logs::start(&args.log_level, LogFormat::Auto)?;
    opening::runtime()?.block_on(serve(args))?;
    Ok(Verdict::Right)
}

async fn serve(args: &DemoArgs) -> anyhow::Result<()> {
    let listener = listen::bind(args.listen).await?;
    let address = listener.local_addr()?;
    std::fs::create_dir_all(&args.data)
        .with_context(|| format!("the folder {} cannot be made", args.data.display()))?;
    let key = key_file::read(&args.data.join("yimen.key"), true)?;
    let url =
        args.database.clone().unwrap_or_else(|| format!("sqlite:{}", args.data.join("yimen.db").display()));
    let password = password(&args.data)?;
    fill(&url, key, &password, Plan { days: DAYS, cases: args.cases, seed: SEED }).await?;
    let offset = Arc::new(AtomicI64::new(0));
    let store = Store::open(&url).await?;
    // Messages are laid out from now on; those of the life before would be thousands and are on a page.
    let notices_dir = Some(args.data.join("notices"));
    let options =
        centre::open::Options { notices_dir, ..options(key, ledger::Clock::Offset(offset.clone())) };
    let centre = Centre::open(store, options).await?.reached_at(&format!("http://{address}"));
    let centre = Arc::new(centre);
    // The demonstration's clock may have been moved on before: time never falls within a division.
    if let Some(head) = centre.ledger().head(county::DIVISION).await? {
        let behind = head.recorded_at - centre.instant().0;
        offset.fetch_max(behind.max(0), std::sync::atomic::Ordering::AcqRel);
    }
    let people = county::accounts(&centre, &password).await?;
    demo_token::token(&centre, &args.data).await?;
    say(&args.data, address, &password, &people)?;
    let time = tokio::spawn(centre.clone().run(TICK));
    let settings = Settings { demo_clock: Some(offset), ..Settings::default() };
    listen::serve_until_stopped(listener, web::app::router(App::new(centre, settings), api::programs()))
        .await?;
    time.abort();
    Ok(())
}

/// What a centre of the invented county is opened with.
pub fn options(key: [u8; key_file::KEY_BYTES], clock: ledger::Clock) -> centre::open::Options {
    centre::open::Options {
        division: county::DIVISION.to_owned(),
        keys: KeyRing::new(key),
        clock,
        sample: true,
        extra_divisions: county::divisions(),
        notices_dir: None,
    }
}

/// Fills an empty database with the county and its life; one that has something stays as it is.
async fn fill(url: &str, key: [u8; key_file::KEY_BYTES], password: &str, plan: Plan) -> anyhow::Result<()> {
    let quick = store::Options { synchronous: Synchronous::Normal, ..store::Options::default() };
    let store = Store::open_with(url, quick).await?;
    let now = opening::now();
    let clock = Arc::new(AtomicI64::new(now));
    let centre = Centre::open(store, options(key, ledger::Clock::Manual(clock.clone()))).await?;
    if centre.ledger().head(county::DIVISION).await?.is_some() {
        return Ok(());
    }
    let started = Instant::now();
    let today = calendar::Instant(now).day();
    let first = county::hours::first_day(Calendar::built_in(), today, plan.days)?;
    clock.store(county::long_ago::first_day(today)?.at(8, 35).0, std::sync::atomic::Ordering::Release);
    county::publish(&centre).await?;
    county::long_ago::live(&centre, &clock).await?;
    clock.store(first.at(7, 30).0, std::sync::atomic::Ordering::Release);
    county::accounts(&centre, password).await?;
    let report = simulate::run(&centre, &clock, calendar::Instant(now), plan).await?;
    tracing::info!(
        received = report.received,
        commands = report.done,
        refused = report.refused,
        seconds = started.elapsed().as_secs_f32(),
        "the county has lived through {} working days",
        plan.days
    );
    for (code, count) in &report.codes {
        tracing::debug!(code, count, "the rules refused");
    }
    centre.ledger().close().await;
    Ok(())
}

/// The demonstration's password: made at the first start, kept beside the database for the next.
fn password(folder: &Path) -> anyhow::Result<String> {
    let path = folder.join("password.txt");
    if let Ok(password) = std::fs::read_to_string(&path) {
        return Ok(password.trim().to_owned());
    }
    let password = crate::user_add::make()?;
    std::fs::write(&path, format!("{password}\n"))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(password)
}

/// The accounts that stand for the roles of a whole course, in its order.
const ROLES: &[(&str, &str)] = &[
    ("intake2", "takes in and accepts at window 2 (business)"),
    ("intake5", "takes in and accepts at window 5 (social)"),
    ("head.biz", "window head: signs instant cases"),
    ("agent.sc", "case agent: carries the case, re-checks"),
    ("do.sc", "handler: examines, makes the document"),
    ("do2.sc", "second officer for checks on site"),
    ("lead.sc", "leader in charge: decides within the letter of delegation"),
    ("chief.sc", "head of the authority: approves that the clock stops, decides"),
    ("out", "delivery window"),
    ("cat.edit", "catalogue editor: proposes what papers say, under 文书文本"),
    ("cat.legal", "legal reviewer: approves it or sends it back"),
    ("centre", "centre management: all cases by light"),
    ("super", "supervisor"),
    ("super2", "second supervisor: judges what the first wrote down, answers appeals"),
    ("super3", "third supervisor: answers the appeal where one brought a matter and another decided it"),
    ("complaint", "complaint desk: assigns, answers and closes complaints, under 投诉"),
    ("discipline", "discipline inspection: the only one who reads a report of corruption"),
];

fn say(
    folder: &Path,
    address: std::net::SocketAddr,
    password: &str,
    people: &[(String, String)],
) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "一门 Yimen · 澄禾县政务服务中心（示例数据，仅供演示）")?;
    writeln!(out, "\n  http://{address}/          for citizens: guides and tracking")?;
    writeln!(out, "  http://{address}/desk      for officers")?;
    writeln!(out, "  http://{address}/dev/clock moves the demonstration's day; /dev/pages shows every page")?;
    writeln!(
        out,
        "  http://{address}/dev/notices shows what applicants are told, the pickup code among it\n  {}  the same as files for a message gateway\n",
        folder.join("notices").display()
    )?;
    writeln!(
        out,
        "Password of every account: {password}    (kept in {})",
        folder.join("password.txt").display()
    )?;
    writeln!(
        out,
        "JSON interface: http://{address}/api    (a token of {} is kept in {})",
        demo_token::PERSON,
        folder.join(demo_token::FILE).display()
    )?;
    for (login, role) in ROLES {
        let name = people.iter().find(|(id, _)| id == login).map_or("", |(_, name)| name.as_str());
        writeln!(out, "  {login:<10} {name}  {role}")?;
    }
    let others: Vec<&str> = people
        .iter()
        .map(|(id, _)| id.as_str())
        .filter(|id| !ROLES.iter().any(|(login, _)| login == id))
        .collect();
    writeln!(out, "  and: {}\n", others.join(" "))?;
    out.flush()?;
    Ok(())
}
