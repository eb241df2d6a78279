//! `yimen ledger verify`: no entry is missing or changed, and replaying them gives the rows that the lists show.

use anyhow::bail;
use ledger::VerifyReport;
use serde_json::json;

use crate::args::StoreArgs;
use crate::config::{Division, Settled};
use crate::outcome::{Outcome, Verdict};
use crate::progress::Progress;
use crate::{logs, opening};

/// Prints what was checked and one line for every finding; a finding makes the verdict wrong. Needs no key.
pub fn run(args: &StoreArgs, json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let (level, format) = settled.logs()?;
    logs::start(&level, format)?;
    let (url, division) = (settled.database()?, settled.division()?);
    let report = opening::runtime()?.block_on(verify(&url, division))?;
    if json {
        println!("{}", object(division, &report));
    } else {
        print!("{}", text(division, &report));
    }
    Ok(if report.holds() { Verdict::Right } else { Verdict::Wrong })
}

async fn verify(url: &str, division: Division) -> anyhow::Result<VerifyReport> {
    let ledger = opening::ledger(opening::store_there(url).await?).await?;
    let mut bar: Option<Progress> = None;
    let progress = |done, head| bar.get_or_insert_with(|| Progress::begin("checking entries", head)).at(done);
    let report = ledger.verify(division.as_str(), progress).await?;
    if report.entries == 0 && report.holds() {
        bail!("the division {division} has no entries in this database; is it the right one?");
    }
    Ok(report)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn object(division: Division, report: &VerifyReport) -> serde_json::Value {
    json!({
        "division": division.as_str(),
        "holds": report.holds(),
        "entries": report.entries,
        "streams": report.streams,
        "numbers": report.numbers,
        "rows": report.rows,
        "root": hex(&report.root[..]),
        "findings": report.findings,
        "findings_count": report.findings_count,
    })
}

fn text(division: Division, report: &VerifyReport) -> String {
    let mut text = format!(
        "division {division}: {} entries without a gap, {} streams and {} rows equal to their replay, {} numbers \
         without a gap\nroot of the tree {}\n",
        report.entries,
        report.streams,
        report.rows,
        report.numbers,
        hex(&report.root[..])
    );
    if report.holds() {
        text.push_str("Everything holds.\n");
        return text;
    }
    text.insert_str(0, "Checked, with findings: ");
    for finding in &report.findings {
        text.push_str(&format!("finding: {finding}\n"));
    }
    let hidden = report.findings_count.saturating_sub(report.findings.len() as u64);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more findings\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division() -> Division {
        Division::parse("990121").expect("six digits")
    }

    #[test]
    fn a_ledger_that_holds_is_said_to_hold_and_nothing_else() {
        let report = VerifyReport { entries: 3, ..VerifyReport::default() };
        let text = text(division(), &report);
        assert!(
            text.starts_with("division 990121: 3 entries") && text.ends_with("Everything holds.\n"),
            "{text}"
        );
        assert_eq!(object(division(), &report)["holds"], true);
    }

    #[test]
    fn findings_are_told_one_a_line_and_those_left_out_are_counted() {
        let report = VerifyReport {
            findings: vec!["the stream case/1 has no entry".into()],
            findings_count: 3,
            ..VerifyReport::default()
        };
        let text = text(division(), &report);
        assert!(text.starts_with("Checked, with findings: "), "{text}");
        assert!(text.ends_with("finding: the stream case/1 has no entry\nand 2 more findings\n"), "{text}");
        assert!(!text.contains("Everything holds"), "{text}");
    }
}
