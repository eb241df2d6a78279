//! What a turn of the timekeeper costs after two hundred changes, beside few open cases and beside very many. The open cases
//! are copies of the rows of one real case: a turn reads the same of them as of cases that people received.

use std::sync::Arc;

use anyhow::Context;
use casework::{Channel, ClearAnswer, MaterialMarks};
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, PersonId, RowSet, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::act::Act;
use centre::intake::Intake;
use centre::open::Turn;
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
/// The most milliseconds of what the timekeeper looks at: what fell due, and the monitoring points.
const MS_MAX: f64 = 5.0;
/// The most that a hundred times as many open cases may add, as a ratio.
const RATIO_MAX: f64 = 1.5;

/// Milliseconds of a turn beside so many open cases, the median of each part over the rounds.
struct Beside {
    open: u64,
    looked: f64,
    views: f64,
    notices: f64,
}

impl Beside {
    fn of(open: u64, turns: &[Turn]) -> Beside {
        let part = |part: fn(&Turn) -> std::time::Duration| {
            median(turns.iter().map(|turn| part(turn).as_secs_f64() * 1e3))
        };
        Beside {
            open,
            looked: part(|turn| turn.due + turn.monitoring),
            views: part(|turn| turn.views),
            notices: part(|turn| turn.notices),
        }
    }

    fn whole(&self) -> f64 {
        self.looked + self.views + self.notices
    }
}

/// What was measured.
pub struct Ticks {
    measured: Vec<Beside>,
    rounds: u32,
}

impl Ticks {
    /// How many times as much the most open cases cost as the fewest, of the part that `of` tells.
    fn ratio(&self, of: fn(&Beside) -> f64) -> f64 {
        let ms = |beside: Option<&Beside>| beside.map_or(f64::NAN, of);
        ms(self.measured.last()) / ms(self.measured.first())
    }

    fn ratios(&self) -> [f64; 2] {
        [self.ratio(|it| it.looked), self.ratio(Beside::whole)]
    }

    /// Whether all is within its bounds.
    pub fn reached(&self) -> bool {
        let few = self.ratios().into_iter().all(|ratio| ratio <= RATIO_MAX);
        few && self.measured.iter().all(|beside| beside.looked <= MS_MAX)
    }

    /// One object.
    pub fn json(&self) -> serde_json::Value {
        let turns = self.measured.iter().map(|it| {
            serde_json::json!({
                "open": it.open, "looked_ms": it.looked, "views_ms": it.views, "notices_ms": it.notices,
            })
        });
        let [looked, whole] = self.ratios();
        serde_json::json!({
            "changes": CHANGES, "rounds": self.rounds, "turns": turns.collect::<Vec<_>>(),
            "ratio": looked, "ratio_whole": whole, "reached": self.reached(),
        })
    }

    /// A table.
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "A turn of the timekeeper after {CHANGES} changes, SQLite, milliseconds, median of {} rounds. What fell due and \
             the monitoring points: at most {MS_MAX} ms; nothing more than {RATIO_MAX} times as much beside a hundred times as \
             many open cases. Messages are those of the {CHANGES} changes, half of them with an invitation to rate, a command \
             of its own.\n\n\
             | open cases | due and monitoring | views | messages |\n|--:|--:|--:|--:|\n",
            self.rounds
        );
        for it in &self.measured {
            text += &format!("| {} | {:.2} | {:.2} | {:.2} |\n", it.open, it.looked, it.views, it.notices);
        }
        let [looked, whole] = self.ratios();
        let word = if self.reached() { "reached" } else { "not reached" };
        text + &format!("\nRatio {looked:.2}, of the whole turn {whole:.2}: {word}.\n")
    }
}

/// Measures beside each number of open cases, in a database of its own.
pub async fn measure(within: &std::path::Path, rounds: u32) -> anyhow::Result<Ticks> {
    let mut measured = Vec::new();
    for open in OPEN {
        let folder = Folder::make(within)?;
        measured.push(Beside::of(open, &beside(&folder.0, open, rounds).await?));
    }
    Ok(Ticks { measured, rounds })
}

async fn beside(folder: &std::path::Path, open: u64, rounds: u32) -> anyhow::Result<Vec<Turn>> {
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
        let turn = centre.tick().await?;
        if round > 0 {
            took.push(turn);
        }
    }
    Ok(took)
}

/// A case is received and accepted: two changes.
pub(super) async fn receive(centre: &Arc<Centre>, next: &mut u64) -> anyhow::Result<CaseId> {
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
        arrived_on: None,
        other_matter: true,
        previous: None,
        earlier: RowSet::EMPTY,
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
    let stream = [("stream", "'case/' || printf('%032x', i)")];
    let stream = copy_of(store, "stream", &format!("stream = 'case/{case}'"), &stream).await?;
    let row = row_copy_of(store, case, &[]).await?;
    in_chunks(store, &[stream, row], 1..=count, &mut progress).await
}

/// What copies the row of a case under other ids, with other values in some columns; `i` counts.
pub(super) async fn row_copy_of(
    store: &Store,
    case: CaseId,
    other: &[(&str, &str)],
) -> anyhow::Result<String> {
    let other = [&[("case_id", "printf('%032x', i)")], other].concat();
    copy_of(store, "case_row", &format!("case_id = '{case}'"), &other).await
}

async fn copy_of(store: &Store, table: &str, of: &str, other: &[(&str, &str)]) -> anyhow::Result<String> {
    let sql = format!("select name from pragma_table_info('{table}') order by cid");
    let rows = store.read(Statement::new(sql, vec![])).await?;
    let columns = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
    for (name, _) in other {
        anyhow::ensure!(columns.iter().any(|it| it == name), "{table} has no column {name}");
    }
    let value = |column: &String| -> String {
        let changed = other.iter().find(|(name, _)| name == column);
        changed.map_or_else(|| column.clone(), |(_, value)| (*value).to_owned())
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    Ok(format!(
        "insert into {table} ({}) with recursive n(i) as (select $1 union all select i + 1 from n where i < $2) \
         select {} from {table}, n where {of}",
        columns.join(", "),
        values.join(", ")
    ))
}

/// Runs statements for every number of a range, some thousands to a transaction.
pub(super) async fn in_chunks(
    store: &Store,
    statements: &[String],
    numbers: std::ops::RangeInclusive<u64>,
    progress: &mut Progress,
) -> anyhow::Result<()> {
    let mut from = *numbers.start();
    while from <= *numbers.end() {
        let until = (from + CHUNK - 1).min(*numbers.end());
        let one = |sql: &String| Statement::new(sql.clone(), vec![from.into(), until.into()]);
        store.write(statements.iter().map(one).collect::<Vec<_>>()).await?;
        progress.at(until);
        from = until + 1;
    }
    Ok(())
}

/// The whole measurement, in the folder that matters.
pub fn run(folder: Option<&std::path::Path>, rounds: u32) -> anyhow::Result<Ticks> {
    let within = folder.map_or_else(std::env::temp_dir, std::path::Path::to_path_buf);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.context("no threads")?.block_on(measure(&within, rounds))
}
