//! `yimen archive verify`: every dossier in the archive is still what its sealed index says (F23).

use centre::archive::{self, ArchiveReport};
use serde_json::json;

use crate::args::StoreArgs;
use crate::config::{Division, Settled};
use crate::outcome::{Outcome, Verdict};
use crate::{logs, opening};

/// Dossiers compared in one reading.
const ROUND: u32 = 100;

/// Prints what was compared and one line for every difference; a difference makes the verdict wrong. Needs no key.
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

async fn verify(url: &str, division: Division) -> anyhow::Result<ArchiveReport> {
    let store = opening::store_there(url).await?;
    let ledger = opening::ledger(store.clone()).await?;
    store.migrate(centre::schema::MIGRATIONS).await?;
    let mut all = ArchiveReport::default();
    let mut after = String::new();
    loop {
        let found = archive::verify(&ledger, &store, division.as_str(), &after, ROUND).await?;
        all.dossiers += found.dossiers;
        all.lines += found.lines;
        all.findings_count += found.findings_count;
        all.findings.extend(found.findings);
        match found.next {
            Some(case) => after = case.to_string(),
            None => return Ok(all),
        }
    }
}

fn object(division: Division, report: &ArchiveReport) -> serde_json::Value {
    json!({
        "division": division.as_str(),
        "holds": report.holds(),
        "dossiers": report.dossiers,
        "lines": report.lines,
        "findings": report.findings,
        "findings_count": report.findings_count,
    })
}

fn text(division: Division, report: &ArchiveReport) -> String {
    let mut text = format!(
        "division {division}: {} dossiers, {} lines of their sealed indexes compared\n",
        report.dossiers, report.lines
    );
    for finding in &report.findings {
        text.push_str(&format!("finding: {finding}\n"));
    }
    let hidden = report.findings_count.saturating_sub(report.findings.len() as u64);
    if hidden > 0 {
        text.push_str(&format!("and {hidden} more findings\n"));
    }
    if report.holds() {
        text.push_str("Everything is as it was sealed.\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_named_and_nothing_is_said_to_hold() {
        let division = Division::parse("990121").expect("six digits");
        let fine = text(division, &ArchiveReport { dossiers: 2, lines: 40, ..ArchiveReport::default() });
        assert!(fine.starts_with("division 990121: 2 dossiers, 40 lines"), "{fine}");
        assert!(fine.ends_with("Everything is as it was sealed.\n"), "{fine}");
        let findings = vec!["case c1: not as sealed: entry 1 7 case.received 00".to_owned()];
        let wrong = ArchiveReport { findings, findings_count: 2, ..ArchiveReport::default() };
        let told = text(division, &wrong);
        assert!(
            told.contains("finding: case c1: not as sealed") && told.ends_with("and 1 more findings\n"),
            "{told}"
        );
        assert_eq!(object(division, &wrong)["holds"], false);
    }
}
