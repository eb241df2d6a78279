//! What a turn of the timekeeper costs after two hundred changes, beside few open cases and beside very many. The open cases
//! are copies of the rows of one real case: a turn reads the same of them as of cases that people received.

use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use casework::{Channel, ClearAnswer, MaterialMarks};
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, PersonId, RowSet, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::intake::Intake;
use centre::particulars::Applicant;
use store::{Statement, Store};

use super::{Folder, course, median};
use crate::bench_server;
use crate::progress::Progress;

/// Open cases beside which it is measured.
const OPEN: [u64; 2] = [20_000, 2_000_000];
/// Changes before each turn: half are receipts, half acceptances.
const CHANGES: u64 = 200;
/// Copies made in one transaction.
const CHUNK: u64 = 50_000;
/// The most milliseconds of a turn.
const MS_MAX: f64 = 5.0;
/// The most that a hundred times as many open cases may add, as a ratio.
const RATIO_MAX: f64 = 1.5;

/// What was measured.
pub struct Ticks {
    /// Open cases and the milliseconds of a turn, the median over the rounds.
    measured: Vec<(u64, f64)>,
    rounds: u32,
}

impl Ticks {
    fn ratio(&self) -> f64 {
        let ms = |place: usize| self.measured.get(place).map_or(f64::NAN, |(_, ms)| *ms);
        ms(self.measured.len().saturating_sub(1)) / ms(0)
    }

    /// Whether all is within its bounds.
    pub fn reached(&self) -> bool {
        self.measured.iter().all(|(_, ms)| *ms <= MS_MAX) && self.ratio() <= RATIO_MAX
    }

    /// One object.
    pub fn json(&self) -> serde_json::Value {
        let turns = self.measured.iter().map(|(open, ms)| serde_json::json!({ "open": open, "ms": ms }));
        serde_json::json!({
            "changes": CHANGES, "rounds": self.rounds, "turns": turns.collect::<Vec<_>>(),
            "ratio": self.ratio(), "reached": self.reached(),
        })
    }

    /// A table.
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "A turn of the timekeeper after {CHANGES} changes (views, notices, monitoring points), SQLite, median of {} \
             rounds; at most {MS_MAX} ms, and at most {RATIO_MAX} times as much beside a hundred times as many open cases.\n\n\
             | open cases | ms |\n|--:|--:|\n",
            self.rounds
        );
        for (open, ms) in &self.measured {
            text += &format!("| {open} | {ms:.2} |\n");
        }
        text + &format!(
            "\nRatio {:.2}: {}.\n",
            self.ratio(),
            if self.reached() { "reached" } else { "not reached" }
        )
    }
}

/// Measures beside each number of open cases, in a database of its own.
pub async fn measure(within: &std::path::Path, rounds: u32) -> anyhow::Result<Ticks> {
    let mut measured = Vec::new();
    for open in OPEN {
        let folder = Folder::make(within)?;
        measured.push((open, beside(&folder.0, open, rounds).await?));
    }
    Ok(Ticks { measured, rounds })
}

async fn beside(folder: &std::path::Path, open: u64, rounds: u32) -> anyhow::Result<f64> {
    let url = format!("sqlite:{}", folder.join("tick.db").display());
    let store = Store::open_with(&url, store::Options::default()).await?;
    let centre = bench_server::filled(store.clone(), centre::seal::random()).await?;
    let mut next = 0;
    let case = receive(&centre, &mut next).await?;
    copies(&store, case, open).await?;
    store.analyze().await?;
    let mut took = Vec::new();
    // The first turn reads what the filling has left.
    for round in 0..=rounds {
        for _ in 0..CHANGES / 2 {
            receive(&centre, &mut next).await?;
        }
        let began = Instant::now();
        centre.tick().await?;
        let ms = began.elapsed().as_secs_f64() * 1e3;
        if round > 0 {
            took.push(ms);
        }
    }
    Ok(median(took))
}

/// A case is received and accepted: two changes.
async fn receive(centre: &Arc<Centre>, next: &mut u64) -> anyhow::Result<CaseId> {
    *next += 1;
    let session = Session::acting(PersonId::parse("intake2")?);
    let rows: Vec<u8> = (1..=u8::try_from(course::MATERIALS)?).collect();
    let kept = RowSet::of(&rows).map_err(|_| anyhow::anyhow!("the rows of the bench item are rows"))?;
    let intake = Intake {
        item: bench_server::ITEM.to_owned(),
        applicant: Applicant {
            kind: "natural_person".to_owned(),
            document_type: "414".to_owned(),
            document_number: format!("E{next:08}"),
            name: "申请人".to_owned(),
            telephone: "13900000000".to_owned(),
            ..Applicant::default()
        },
        kind: ApplicantKind::NaturalPerson,
        marks: MaterialMarks { copy_kept: kept, ..MaterialMarks::default() },
        not_applicable: RowSet::EMPTY,
        papers: 2,
        window: WindowId::parse("w2")?,
        channel: Channel::Counter,
        other_matter: true,
        previous: None,
        clear: ClearAnswer::NotAsked,
    };
    let told = |problem| anyhow::anyhow!("a bench case met {problem:?}");
    let (case, _) = centre.case_receive(&session, centre::seal::random(), &intake).await.map_err(told)?;
    centre.case_act(&session, case, centre::seal::random(), None, &Act::Accept).await.map_err(told)?;
    Ok(case)
}

/// Copies the rows of an open case under other ids.
async fn copies(store: &Store, case: CaseId, count: u64) -> anyhow::Result<()> {
    let mut progress = Progress::begin("making open cases", count);
    let stream =
        statement(store, "stream", "stream", "'case/' || printf('%032x', i)", &format!("case/{case}"))
            .await?;
    let row = statement(store, "case_row", "case_id", "printf('%032x', i)", case.as_str()).await?;
    let mut from = 1;
    while from <= count {
        let until = (from + CHUNK - 1).min(count);
        let params = || vec![from.into(), until.into()];
        store
            .write(vec![Statement::new(stream.clone(), params()), Statement::new(row.clone(), params())])
            .await?;
        progress.at(until);
        from = until + 1;
    }
    Ok(())
}

async fn statement(store: &Store, table: &str, key: &str, other: &str, one: &str) -> anyhow::Result<String> {
    let sql = format!("select name from pragma_table_info('{table}') order by cid");
    let rows = store.read(Statement::new(sql, vec![])).await?;
    let columns = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
    anyhow::ensure!(columns.iter().any(|it| it == key), "{table} has no column {key}");
    let values: Vec<&str> = columns.iter().map(|it| if it == key { other } else { it.as_str() }).collect();
    Ok(format!(
        "insert into {table} ({}) with recursive n(i) as (select $1 union all select i + 1 from n where i < $2) \
         select {} from {table}, n where {key} = '{one}'",
        columns.join(", "),
        values.join(", ")
    ))
}

/// The whole measurement, in the folder that matters.
pub fn run(folder: Option<&std::path::Path>, rounds: u32) -> anyhow::Result<Ticks> {
    let within = folder.map_or_else(std::env::temp_dir, std::path::Path::to_path_buf);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.context("no threads")?.block_on(measure(&within, rounds))
}
