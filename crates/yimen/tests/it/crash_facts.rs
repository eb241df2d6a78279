//! What stands in the database, read past the program: every acknowledged form once, one order, numbers without a gap.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use anyhow::{Context, ensure};
use catalogue::number::{CaseNumber, ReceiptNumber};
use store::{Statement, Store};

use crate::crash_load::Client;
use crate::crash_server::{DIVISION, Site};

const ENTRIES: &str = "select seq, stream, version, command_id from entry where division = $1 order by seq";
const NUMBERS: &str = "select receipt_no, case_no from case_row where division = $1";

/// How many entries there are.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// All of them. The outbox and the monitoring points go on adding to them while nobody sends a form.
    pub all: u64,
    /// Those of cases, which only forms add to.
    pub of_cases: u64,
}

/// Compares the database with what the clients were told; answers the number of entries.
pub async fn hold(site: &Site, clients: &[Client]) -> anyhow::Result<Held> {
    let store = Store::open(&site.database).await?;
    let entries = store.read(Statement::new(ENTRIES, vec![DIVISION.into()])).await?;
    let mut versions: HashMap<String, i64> = HashMap::new();
    let mut commands: HashMap<String, (String, i64)> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        ensure!(entry.int(0)? == i64::try_from(n)? + 1, "entry {} stands at place {}", entry.int(0)?, n + 1);
        let (stream, version) = (entry.text(1)?.to_owned(), entry.int(2)?);
        let before = versions.insert(stream.clone(), version).unwrap_or(0);
        ensure!(version == before + 1, "{stream} goes from version {before} to {version}");
        let id: String = entry.bytes(3)?.iter().map(|byte| format!("{byte:02x}")).collect();
        let before = commands.insert(id.clone(), (stream.clone(), version));
        ensure!(
            before.is_none_or(|before| before == (stream, version - 1)),
            "command {id} has entries in two places"
        );
    }
    for acked in clients.iter().flat_map(|client| &client.acked) {
        let (stream, version) = commands
            .get(&acked.sent.command_id)
            .with_context(|| format!("an acknowledged form left no entry: {acked:?}"))?;
        ensure!(*stream == format!("case/{}", acked.case.id), "{acked:?} stands in {stream}");
        ensure!(version.to_string() == acked.case.version, "{acked:?} stands at version {version}");
    }
    let mut receipts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut cases: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in store.read(Statement::new(NUMBERS, vec![DIVISION.into()])).await? {
        let receipt = ReceiptNumber::parse(row.text(0)?)?;
        receipts.entry(format!("{} {}", receipt.unit, receipt.year)).or_default().push(receipt.serial);
        let case = CaseNumber::parse(row.text(1)?)?;
        cases.entry(format!("{} {}", case.item, case.day.number())).or_default().push(case.serial);
    }
    ensure!(!receipts.is_empty(), "no case was received");
    without_gap(receipts)?;
    without_gap(cases)?;
    let of_cases = versions.iter().filter(|(stream, _)| stream.starts_with("case/"));
    let of_cases = of_cases.map(|(_, version)| u64::try_from(*version).unwrap_or(0)).sum();
    Ok(Held { all: entries.len() as u64, of_cases })
}

fn without_gap(series: BTreeMap<impl Debug, Vec<u32>>) -> anyhow::Result<()> {
    for (name, mut serials) in series {
        serials.sort_unstable();
        let right = serials.iter().zip(1..).all(|(serial, n)| *serial == n);
        ensure!(right, "the series {name:?} has a gap or a number twice: {serials:?}");
    }
    Ok(())
}
