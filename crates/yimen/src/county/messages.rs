//! What a simulated life tells its applicants: the files laid for the message gateway, read as the gateway reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use catalogue::CaseId;
use centre::Centre;
use centre::seal::KeyRing;
use store::{Statement, Store, Synchronous};

use super::simulate::{self, Plan};
use crate::config::testing::Scratch;

const PLAN: Plan = Plan { days: 30, cases: 120, seed: 7 };
const HOUR: i64 = 3_600_000_000;

/// A county that lives from an empty database on, its messages laid in the scratch folder's `notices`.
async fn lived(scratch: &Scratch, plan: Plan) -> anyhow::Result<(Centre, Arc<AtomicI64>)> {
    let quick = store::Options { synchronous: Synchronous::Normal, ..store::Options::default() };
    let store = Store::open_with(&format!("sqlite:{}", scratch.path("yimen.db").display()), quick).await?;
    let until = calendar::Day::parse("2026-11-20").expect("a day").at(17, 0);
    let first = crate::county::hours::first_day(calendar::Calendar::built_in(), until.day(), plan.days)?;
    let clock = Arc::new(AtomicI64::new(first.at(7, 30).0));
    let options = centre::open::Options {
        division: super::DIVISION.to_owned(),
        keys: KeyRing::new([7; 32]),
        clock: ledger::Clock::Manual(clock.clone()),
        sample: true,
        extra_divisions: super::divisions(),
        notices_dir: Some(scratch.path("notices")),
    };
    let centre = Centre::open(store, options).await?;
    super::publish(&centre).await?;
    simulate::run(&centre, &clock, until, plan).await?;
    centre.tick().await?;
    Ok((centre, clock))
}

/// How many notices of each kind were written down for applicants.
async fn written_down(centre: &Centre) -> anyhow::Result<BTreeMap<String, u64>> {
    let sql = "select kind, count(*) from notice where recipient not like 'person/%' \
               and recipient not like 'transfer/%' group by kind order by kind limit 99";
    let rows = centre.store().read(Statement::new(sql, vec![])).await?;
    Ok(rows
        .iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.count(1)?)))
        .collect::<Result<_, store::StoreError>>()?)
}

/// How many messages of each kind were laid.
fn laid(messages: &[(String, serde_json::Value)]) -> BTreeMap<String, u64> {
    let mut kinds = BTreeMap::new();
    for (_, message) in messages {
        *kinds.entry(message["kind"].as_str().unwrap_or_default().to_owned()).or_default() += 1;
    }
    kinds
}

fn messages(folder: &Path) -> anyhow::Result<Vec<(String, serde_json::Value)>> {
    std::fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            let message = serde_json::from_slice(&std::fs::read(entry.path())?)?;
            Ok((entry.file_name().to_string_lossy().into_owned(), message))
        })
        .collect()
}

/// The six digits after 取件码, if the words have them.
fn code_in(words: &str) -> Option<&str> {
    words.split_once("取件码 ").and_then(|(_, rest)| rest.get(..6))
}

#[tokio::test]
async fn every_notice_is_a_message_in_an_offices_words_and_only_the_last_bears_the_pickup_code()
-> anyhow::Result<()> {
    let scratch = Scratch::new();
    let (centre, _) = lived(&scratch, PLAN).await?;
    let messages = messages(&scratch.path("notices"))?;
    assert_eq!(laid(&messages), written_down(&centre).await?);
    let mut kinds = BTreeSet::new();
    let mut collected = 0;
    for (name, message) in &messages {
        let field = |name: &str| message[name].as_str().unwrap_or_default();
        let (kind, text) = (field("kind"), field("text"));
        assert!(name.starts_with("990121-") && name.ends_with(".json"), "{name}");
        assert!(field("to").starts_with("0000-"), "{name} goes to {}", field("to"));
        let of_complaint = kind.starts_with("complaint-");
        let about = match kind {
            "registration-ended" => "窗口曾误把“",
            _ if of_complaint => "您的投诉（编号 TS ",
            _ => "您办的“",
        };
        assert!(text.starts_with(&format!("【澄禾县政务服务中心】{about}")), "{text}");
        assert!(of_complaint || text.contains("收件编号"), "{text}");
        for word in ["非法", "无效", "失败", "环节", "节点", "{", "Some("] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        // C13: the code that collects is in the message that the result is ready, and nowhere else.
        assert_eq!(code_in(text).is_some(), kind == "ready-to-collect", "{text}");
        kinds.insert(kind.to_owned());
        if of_complaint {
            assert_eq!(field("case"), "", "nobody reads from a message whose case is complained of");
            continue;
        }
        let case = CaseId::parse(field("case"))?;
        if let (Some(told), Some(code)) = (code_in(text), centre.pickup_code(case).await?) {
            assert_eq!(told, code);
            collected += 1;
        }
    }
    for kind in ["accepted", "correction-noticed", "ready-to-collect", "clock-stopped"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
    assert!(collected > 0, "somebody has not come yet");
    Ok(())
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_holds_messages_back_until_it_can() -> anyhow::Result<()> {
    let scratch = Scratch::new();
    scratch.write("notices", "a file stands where the folder should be");
    let (centre, clock) = lived(&scratch, Plan { cases: 20, ..PLAN }).await?;
    assert_eq!(written_down(&centre).await?, BTreeMap::new());
    assert!(centre.ledger().undelivered().await? > 0);
    std::fs::remove_file(scratch.path("notices"))?;
    clock.fetch_add(2 * HOUR, Ordering::AcqRel);
    // Who is asked for a rating in one turn is told so in the next.
    for _ in 0..2 {
        centre.tick().await?;
    }
    assert_eq!(centre.ledger().undelivered().await?, 0);
    let laid = laid(&messages(&scratch.path("notices"))?);
    assert!(!laid.is_empty());
    assert_eq!(laid, written_down(&centre).await?);
    Ok(())
}
