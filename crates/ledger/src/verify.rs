//! Verifying a division from its entries alone: order, numbers, tree, and that replay gives the same streams and rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use store::{Statement, StoreError, Value};

use crate::domain::{RowImage, Series};
use crate::merkle::{Edge, Hash};
use crate::{Domain, ENTRIES_MAX, Entry, Ledger, load, sql};

/// The most findings that are kept with their text.
const FINDINGS_MAX: usize = 100;

/// The result of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Entries read.
    pub entries: u64,
    /// Streams compared with their rows.
    pub streams: u64,
    /// Numbers found in series without gaps.
    pub numbers: u64,
    /// List rows compared.
    pub rows: u64,
    /// The root computed from the entries.
    pub root: Hash,
    /// What does not hold, the first hundred.
    pub findings: Vec<String>,
    /// How many findings there are in all.
    pub findings_count: u64,
}

impl VerifyReport {
    /// Everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.findings_count == 0
    }

    fn find(&mut self, finding: String) {
        self.findings_count += 1;
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }
}

struct Replay<D: Domain> {
    streams: BTreeMap<String, (D::State, u64)>,
    numbers: HashMap<Series, u32>,
    edge: Edge,
    recorded_at: i64,
    epoch: i64,
}

impl<D: Domain> Ledger<D> {
    /// Reads all entries of a division up to its head and compares everything that rests on them. May run beside
    /// the lane; streams touched meanwhile are left out. `progress` is told the entries read and the head.
    pub async fn verify(
        &self,
        division: &str,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<VerifyReport, StoreError> {
        let mut report = VerifyReport::default();
        let Some(head) = self.head(division).await? else { return Ok(report) };
        let mut replay = Replay::<D> {
            streams: BTreeMap::new(),
            numbers: HashMap::new(),
            edge: Edge::default(),
            recorded_at: i64::MIN,
            epoch: 0,
        };
        while replay.edge.size() < head.seq {
            let page = self.entries_since(division, replay.edge.size(), ENTRIES_MAX).await?;
            let before = replay.edge.size();
            for entry in page.iter().take_while(|it| it.seq <= head.seq) {
                replay.add(self.domain(), entry, &mut report);
            }
            if replay.edge.size() == before {
                report.find(format!("the entries end at {before}, the head says {}", head.seq));
                break;
            }
            progress(replay.edge.size(), head.seq);
        }
        report.entries = replay.edge.size();
        report.root = replay.edge.root();
        if report.root != head.root {
            report.find("the tree of the entries has another root than the head".into());
        }
        if replay.epoch != head.epoch {
            report.find(format!("the entries give epoch {}, the head says {}", replay.epoch, head.epoch));
        }
        self.compare_streams(division, &replay, head.seq, &mut report).await?;
        self.compare_rows(division, &replay, head.seq, &mut report).await?;
        self.compare_numbers(division, &replay, head.seq, &mut report).await?;
        Ok(report)
    }

    async fn moved_since(&self, division: &str, seq: u64) -> Result<BTreeSet<String>, StoreError> {
        let sql = "select distinct stream from entry where division = $1 and seq > $2";
        let rows = self.inner.store.read(Statement::new(sql, vec![division.into(), seq.into()])).await?;
        rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    }

    async fn compare_streams(
        &self,
        division: &str,
        replay: &Replay<D>,
        seq: u64,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let domain = self.domain();
        let moved = self.moved_since(division, seq).await?;
        let page = "select stream, state, version, shape, epoch, touched_version, touched_by, touched_at, wake_at \
             from stream where division = $1 and stream > $2 order by stream limit 500";
        let (mut after, mut found) = (String::new(), 0);
        loop {
            let params = vec![division.into(), (&after).into()];
            let rows = self.inner.store.read(Statement::new(page, params)).await?;
            let Some(last) = rows.last() else { break };
            last.text(0)?.clone_into(&mut after);
            for row in &rows {
                let name = row.text(0)?;
                if moved.contains(name) {
                    continue;
                }
                let Some((state, version)) = replay.streams.get(name) else {
                    // The lane goes on: it may have been born since the others were asked for.
                    if !self.moved_since(division, seq).await?.contains(name) {
                        report.find(format!("the stream {name} has no entry"));
                    }
                    continue;
                };
                found += 1;
                let encoded = domain.encode_state(state);
                let stored = load::stream_of(domain, row)?;
                let same_shape = row.int(3)? == domain.shape(name);
                let differs = stored.stream.version != *version;
                if differs && self.moved_since(division, seq).await?.contains(name) {
                    continue;
                }
                if differs {
                    report.find(format!(
                        "the stream {name} is at version {}, its entries at {version}",
                        stored.stream.version
                    ));
                } else if same_shape && row.bytes(1)? != encoded {
                    report.find(format!("the state of {name} is not what its entries give"));
                } else if same_shape && row.opt_int(8)? != domain.due(state) {
                    report.find(format!("the stream {name} wakes at another instant than its state says"));
                }
            }
        }
        let expected = replay.streams.keys().filter(|it| !moved.contains(*it)).count();
        if found != expected {
            report.find(format!("{expected} streams have entries, {found} have a row"));
        }
        report.streams = found as u64;
        Ok(())
    }

    async fn compare_rows(
        &self,
        division: &str,
        replay: &Replay<D>,
        seq: u64,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let domain = self.domain();
        let mut tables: BTreeMap<&'static str, (&'static str, u64)> = BTreeMap::new();
        for (name, (state, _)) in &replay.streams {
            for image in domain.rows(division, name, state, domain.due(state)) {
                let present = u64::from(!image.is_absent());
                tables.entry(image.table).or_insert((image.columns[0], 0)).1 += present;
                let rows = self.inner.store.read(row_read(&image)).await?;
                let stored = rows.into_iter().next().map(store::Row::into_values);
                report.rows += 1;
                let same = match &stored {
                    None => image.is_absent(),
                    Some(values) => !image.is_absent() && *values == image.values,
                };
                if !same && !self.moved_since(division, seq).await?.contains(name) {
                    report.find(format!("the row of {name} in {} is not what its entries give", image.table));
                }
            }
        }
        for (table, (column, expected)) in tables {
            let sql = format!("select count(*) from {table} where {column} = $1");
            let rows = self.inner.store.read(Statement::new(sql, vec![division.into()])).await?;
            let stored = rows.first().map_or(Ok(0), |row| row.count(0))?;
            if stored != expected && self.moved_since(division, seq).await?.is_empty() {
                report.find(format!("{table} has {stored} rows, the entries give {expected}"));
            }
        }
        Ok(())
    }

    async fn compare_numbers(
        &self,
        division: &str,
        replay: &Replay<D>,
        seq: u64,
        report: &mut VerifyReport,
    ) -> Result<(), StoreError> {
        let sql = "select issuer, kind, period, last from counter where division = $1";
        let rows = self.inner.store.read(Statement::new(sql, vec![division.into()])).await?;
        let moved = !self.moved_since(division, seq).await?.is_empty();
        report.numbers = replay.numbers.values().map(|it| u64::from(*it)).sum();
        let mut stored = BTreeMap::new();
        for row in &rows {
            let series =
                Series::new(row.text(0)?.to_owned(), row.text(1)?.to_owned(), row.text(2)?.to_owned());
            stored.insert(series, row.count(3)?);
        }
        let found: BTreeMap<Series, u64> =
            replay.numbers.iter().map(|(series, last)| (series.clone(), u64::from(*last))).collect();
        if stored != found && !moved {
            report.find(format!("the counters say {stored:?}, the entries {found:?}"));
        }
        Ok(())
    }
}

impl<D: Domain> Replay<D> {
    fn add(&mut self, domain: &D, entry: &Entry, report: &mut VerifyReport) {
        let seq = entry.seq;
        if seq != self.edge.size() + 1 {
            report.find(format!("entry {} follows entry {}", seq, self.edge.size()));
        }
        if entry.leaf != entry.leaf_of() {
            report.find(format!("entry {seq} is not what its leaf says"));
        }
        self.edge.push(entry.leaf);
        if entry.recorded_at < self.recorded_at {
            report.find(format!("entry {seq} was recorded before the one before it"));
        }
        self.recorded_at = entry.recorded_at;
        let event = match domain.decode(&entry.kind, &entry.payload) {
            Ok(it) => it,
            Err(e) => return report.find(format!("entry {seq} cannot be read: {e}")),
        };
        let (state, version) =
            self.streams.remove(&entry.stream).unwrap_or_else(|| (domain.empty(&entry.stream), 0));
        if entry.version != version + 1 {
            report.find(format!("entry {seq} has version {} after {version}", entry.version));
        }
        self.streams.insert(entry.stream.clone(), (domain.evolve(state, &event), entry.version));
        self.epoch += i64::from(domain.bumps_epoch(&event));
        domain.draws(&event, &mut |series, number| {
            let last = self.numbers.entry(series.clone()).or_insert(0);
            if number != *last + 1 {
                report.find(format!("entry {seq} carries number {number} of {series:?} after {last}"));
            }
            *last = number;
        });
    }
}

fn row_read(image: &RowImage) -> Statement {
    let key = &image.columns[..image.key];
    let text =
        format!("select {} from {} where {}", image.columns.join(", "), image.table, sql::key_match(key));
    let params: Vec<Value> = image.values[..image.key].to_vec();
    Statement::new(text, params)
}
