//! What a simulated life tells its applicants: the files laid for the message gateway, read as the gateway reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use catalogue::CaseId;
use centre::Centre;
use centre::seal::KeyRing;
use store::{Statement, Store, Synchronous};

use crate::crash_server::Folder;
use county::simulate::{self, Plan};

const PLAN: Plan = Plan { days: 30, cases: 120, seed: 7 };
const HOUR: i64 = 3_600_000_000;

/// A county that lives from an empty database on, its messages laid in the scratch folder's `notices`.
async fn lived(scratch: &Folder, plan: Plan) -> anyhow::Result<(Centre, Arc<AtomicI64>)> {
    lived_until(scratch, plan, calendar::Day::parse("2026-11-20").expect("a day").at(17, 0)).await
}

/// The same until an instant.
async fn lived_until(
    scratch: &Folder,
    plan: Plan,
    until: calendar::Instant,
) -> anyhow::Result<(Centre, Arc<AtomicI64>)> {
    let quick = store::Options { synchronous: Synchronous::Normal, ..store::Options::default() };
    let store = Store::open_with(&format!("sqlite:{}", scratch.path("yimen.db").display()), quick).await?;
    let first = county::hours::first_day(calendar::Calendar::built_in(), until.day(), plan.days)?;
    let clock = Arc::new(AtomicI64::new(first.at(7, 30).0));
    let options = centre::open::Options {
        division: county::DIVISION.to_owned(),
        keys: KeyRing::new([7; 32]),
        clock: ledger::Clock::Manual(clock.clone()),
        sample: true,
        extra_divisions: county::divisions(),
        notices_dir: Some(scratch.path("notices")),
    };
    let centre = Centre::open(store, options).await?;
    county::publish(&centre).await?;
    centre.reach_samples(&county::organisation()?).await?;
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

type Messages = Vec<(String, serde_json::Value)>;

/// What was laid for applicants, and what for officers.
fn messages(folder: &Path) -> anyhow::Result<(Messages, Messages)> {
    let all: anyhow::Result<Messages> = std::fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            let message = serde_json::from_slice(&std::fs::read(entry.path())?)?;
            Ok((entry.file_name().to_string_lossy().into_owned(), message))
        })
        .collect();
    Ok(all?.into_iter().partition(|(name, _)| !name.contains("-officer-")))
}

/// The six digits after 取件码, if the words have them.
fn code_in(words: &str) -> Option<&str> {
    words.split_once("取件码 ").and_then(|(_, rest)| rest.get(..6))
}

#[tokio::test]
async fn every_notice_is_a_message_in_an_offices_words_and_only_the_last_bears_the_pickup_code()
-> anyhow::Result<()> {
    let scratch = Folder::new("messages")?;
    let (centre, _) = lived(&scratch, PLAN).await?;
    let (messages, of_officers) = messages(&scratch.path("notices"))?;
    assert_eq!(laid(&messages), written_down(&centre).await?);
    let renewed = messages.iter().filter(|(_, message)| message["kind"] == "pickup-renewed");
    let renewed: BTreeSet<_> = renewed.filter_map(|(_, message)| message["case"].as_str()).collect();
    let mut kinds = BTreeSet::new();
    let mut collected = 0;
    for (name, message) in &messages {
        let field = |name: &str| message[name].as_str().unwrap_or_default();
        let (kind, text) = (field("kind"), field("text"));
        assert!(name.starts_with("990121-") && name.ends_with(".json"), "{name}");
        // Who agreed to a mailbox is written there, with the code that fetches, and nothing else is (C25).
        match (field("by"), kind) {
            ("mail", "result-electronic") => assert_eq!(field("to"), "shili@mail.example", "{name}"),
            (by, _) => {
                assert!(by == "sms" && field("to").starts_with("0000-"), "{name} goes to {}", field("to"))
            }
        }
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
        // C13: the code that collects is in the message that the result is ready, or that the code was lost, and nowhere else.
        let bears_the_code = matches!(kind, "ready-to-collect" | "pickup-renewed");
        assert_eq!(code_in(text).is_some(), bears_the_code, "{text}");
        kinds.insert(kind.to_owned());
        if of_complaint {
            assert_eq!(field("case"), "", "nobody reads from a message whose case is complained of");
            continue;
        }
        let case = CaseId::parse(field("case"))?;
        // A code that was made anew voids the one before.
        let void = kind == "ready-to-collect" && renewed.contains(field("case"));
        if let (Some(told), Some(code)) = (code_in(text).filter(|_| !void), centre.pickup_code(case).await?) {
            assert_eq!(told, code);
            collected += 1;
        }
    }
    for kind in ["accepted", "correction-noticed", "ready-to-collect", "clock-stopped"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
    assert!(collected > 0, "somebody has not come yet");
    let written = "select cast(count(*) as bigint) from officer_message where sent_at is not null";
    let written = centre.store().read(Statement::new(written, vec![])).await?;
    assert_eq!(of_officers.len() as u64, written.first().map_or(Ok(0), |row| row.count(0))?);
    told_of_numbers_and_days(&of_officers);
    Ok(())
}

/// R144: to the telephone or the mailbox, numbers and days only, yellow and red among them.
fn told_of_numbers_and_days(messages: &[(String, serde_json::Value)]) {
    let mut kinds = BTreeSet::new();
    for (name, message) in messages {
        let field = |name: &str| message[name].as_str().unwrap_or_default();
        let (to, text) = (field("to"), field("text"));
        match field("by") {
            "sms" => assert!(to.starts_with("0000-0002"), "{name} goes to {to}"),
            "mail" => assert!(to.ends_with("@mail.example"), "{name} goes to {to}"),
            other => panic!("{name} goes by {other}"),
        }
        assert!(text.starts_with("【澄禾县政务服务中心】") && text.ends_with("（示例，仅供演示）"), "{text}");
        assert!(code_in(text).is_none() && !text.contains("您办的"), "{text}");
        for word in ["非法", "无效", "失败", "环节", "节点", "{", "Some("] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        kinds.insert(field("kind"));
    }
    for kind in ["officer-yellow", "officer-red"] {
        assert!(kinds.contains(kind), "{kind} is not among {kinds:?}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_holds_messages_back_until_it_can() -> anyhow::Result<()> {
    let scratch = Folder::new("messages")?;
    std::fs::write(scratch.path("notices"), "a file stands where the folder should be")?;
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
    let (messages, of_officers) = messages(&scratch.path("notices"))?;
    let laid = laid(&messages);
    assert!(!laid.is_empty());
    let waits = "select cast(count(*) as bigint) from officer_message where sent_at is null";
    let waits = centre.store().read(Statement::new(waits, vec![])).await?;
    assert_eq!(waits.first().map_or(Ok(0), |row| row.int(0))?, 0, "{} were laid", of_officers.len());
    assert_eq!(laid, written_down(&centre).await?);
    Ok(())
}

// E31: whoever starts the demonstration finds windows settled on the working day before and none today, early on a Monday as late on
// a Friday.
#[tokio::test]
async fn the_windows_of_the_day_before_are_settled_and_today_is_open_at_any_hour() -> anyhow::Result<()> {
    let few = Plan { days: 6, cases: 30, seed: 7 };
    for (today, hour, before) in [("2026-11-23", 8, "2026-11-20"), ("2026-11-20", 19, "2026-11-19")] {
        let scratch = Folder::new(&format!("settled-{hour}"))?;
        let day = calendar::Day::parse(today).expect("a day");
        let (centre, _) = lived_until(&scratch, few, day.at(hour, 0)).await?;
        let sql = "select distinct day from window_day where settled_by <> '' order by day limit 9";
        let rows = centre.store().read(Statement::new(sql, vec![])).await?;
        let days = rows.iter().map(|row| row.text(0).map(str::to_owned)).collect::<Result<Vec<_>, _>>()?;
        anyhow::ensure!(days == [before], "on {today} at {hour} these days are settled: {days:?}");
    }
    Ok(())
}
