//! Commands a second and CPU for each command on the toy domain, beside a raw loop on the same database.
//!
//! `cargo run --release -p ledger --example speed -- sqlite:PATH|postgres://… [seconds]`

#[expect(dead_code, reason = "the toy has more commands than the bench uses")]
#[path = "../tests/ledger/toy.rs"]
mod toy;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ledger::{Clock, Config, Lane, Ledger, Submission};
use store::{Stage, Statement, Store, Value};
use toy::{Command, Toy};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("which database?")?;
    let seconds = arguments.next().map_or(Ok(3), |it| it.parse())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(run(&url, Duration::from_secs(seconds)))
}

async fn run(url: &str, time: Duration) -> Result<(), Box<dyn std::error::Error>> {
    let store = Store::open(url).await?;
    store.migrate(toy::MIGRATIONS).await?;
    let ledger = Ledger::open(store, Toy::default(), Clock::System, Config::default()).await?;
    for clients in [1, 8, 64] {
        let it = ledger.clone();
        let (rate, cpu) = measured(time, clients, move |n| raw(it.clone(), n)).await;
        println!("raw loop   {clients:3} clients {rate:8.0} a second {cpu:6.0} us CPU each");
        let before = ledger.stats();
        let it = ledger.clone();
        let (rate, cpu) = measured(time, clients, move |n| command(it.clone(), n)).await;
        let after = ledger.stats();
        let size = (after.commands - before.commands) as f64 / (after.batches - before.batches).max(1) as f64;
        println!("ledger     {clients:3} clients {rate:8.0} a second {cpu:6.0} us CPU each, batch {size:.1}");
    }
    Ok(())
}

/// Work a second and microseconds of CPU of this process for each.
async fn measured<F: Future<Output = ()> + Send + 'static>(
    time: Duration,
    clients: u64,
    work: impl Fn(u64) -> F + Clone + Send + 'static,
) -> (f64, f64) {
    let count = Arc::new(AtomicU64::new(0));
    let (started, cpu) = (Instant::now(), cpu_micros());
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let (count, work) = (Arc::clone(&count), work.clone());
            tokio::spawn(async move {
                while started.elapsed() < time {
                    work(client * 1_000_000 + count.fetch_add(1, Ordering::Relaxed)).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no client panics");
    }
    let done = count.load(Ordering::Relaxed) as f64;
    (done / started.elapsed().as_secs_f64(), (cpu_micros() - cpu) / done)
}

async fn command(ledger: Ledger<Toy>, n: u64) {
    let mut command_id = [0; 16];
    getrandom::fill(&mut command_id).expect("the machine has random bytes");
    let submission = Submission {
        division: "330199".into(),
        stream: format!("case/{}", n % 10_000),
        command_id,
        actor: "agent.sc".into(),
        command: if n.is_multiple_of(5) { Command::Draw(1) } else { Command::Add(1) },
        content: [7; 32],
        occurred_at: None,
        expected_version: None,
        bodies: vec![],
        with: vec![],
        lane: Lane::People,
    };
    ledger.submit(submission).await.expect("the command is carried out");
}

/// What a program without a ledger would do: read, upsert a row, insert an event, commit, one at a time.
async fn raw(ledger: Ledger<Toy>, n: u64) {
    let mut id = [0; 16];
    getrandom::fill(&mut id).expect("the machine has random bytes");
    let stream = Value::from(format!("case/{}", n % 10_000));
    let id = i64::from_be_bytes(*id.first_chunk().expect("16 bytes"));
    let mut tx = ledger.store().begin().await;
    let sql = "select balance from toy_account where division = $1 and stream = $2";
    let read = Statement::new(sql, vec!["raw".into(), stream.clone()]);
    let rows = tx.run(Stage::Load, vec![read]).await.expect("it reads");
    let balance = rows[0].rows.first().map_or(0, |row| row.int(0).expect("a balance"));
    let write = Statement::new(
        "insert into toy_account (division, stream, balance, wake_at) values ($1, $2, $3, null) \
         on conflict (division, stream) do update set balance = excluded.balance",
        vec!["raw".into(), stream, (balance + 1).into()],
    );
    let event = Statement::new(
        "insert into toy_note (division, id, note) values ($1, $2, $3)",
        vec!["raw".into(), id.into(), "an event of about the length that an event has".into()],
    );
    tx.commit(vec![write, event]).await.expect("it commits");
}

fn cpu_micros() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux says what a process has used");
    let after_name = stat.rsplit(')').next().expect("a name in parentheses");
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: f64 = fields[11..13].iter().map(|it| it.parse::<f64>().expect("ticks")).sum();
    ticks * 10_000.0
}
