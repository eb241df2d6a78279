//! Outbox, followers, replay and verification.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use ledger::{Delivery, Entry, Follower, FollowerTx, Ledger, RowImage, Stretch};
use store::{Engine, Statement, StoreError};

use crate::rig::{DIVISION, Rig};
use crate::toy::{Command, Toy};

pub async fn effects_are_delivered_in_order_and_once_by_key(engine: Engine) {
    let rig = Rig::new(engine).await;
    for n in 0..12 {
        rig.does("account/a", Command::Add(1)).await;
        rig.does("account/a", Command::Notify(1 + n % 2)).await;
    }
    assert_eq!(rig.ledger.undelivered().await, Ok(12));
    let seen = Mutex::new(Vec::new());
    let transport = async |it: Delivery| -> Result<Vec<RowImage>, String> {
        seen.lock().expect("nobody panics").push((it.recipient.clone(), it.seq, it.payload.clone()));
        Ok(Vec::new())
    };
    let round = rig.ledger.deliver(rig.ledger.now(), &transport).await.expect("it reads");
    assert_eq!((round.done, round.failed), (12, 0));
    assert_eq!(rig.ledger.deliver(rig.ledger.now(), &transport).await.map(|it| it.done), Ok(0));
    let mut by_recipient: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for (recipient, seq, payload) in seen.lock().expect("nobody panics").iter() {
        by_recipient.entry(recipient.clone()).or_default().push(*seq);
        assert_eq!(payload.len(), 8);
    }
    assert_eq!(by_recipient["person/1"], [2, 6, 10, 14, 18, 22]);
    assert_eq!(by_recipient["person/2"], [4, 8, 12, 16, 20, 24]);
    let ledger = rig.ledger.clone();
    let run = tokio::spawn(async move {
        ledger.run_outbox(Duration::from_millis(1), async |_: Delivery| Ok::<_, String>(Vec::new())).await;
    });
    rig.does("account/a", Command::Notify(1)).await;
    while rig.ledger.undelivered().await != Ok(0) {
        tokio::task::yield_now().await;
    }
    run.abort();
}

pub async fn a_failed_delivery_holds_its_recipient_back_and_no_other(engine: Engine) {
    let rig = Rig::new(engine).await;
    for n in 0..6 {
        rig.does("account/a", Command::Notify(1 + n % 2)).await;
    }
    let deliver = async |fails: bool| {
        let seen = Mutex::new(Vec::new());
        let transport = async |it: Delivery| -> Result<Vec<RowImage>, String> {
            seen.lock().expect("nobody panics").push(it.seq);
            if fails && it.recipient == "person/1" { Err("no network".into()) } else { Ok(Vec::new()) }
        };
        let round = rig.ledger.deliver(rig.ledger.now(), &transport).await.expect("it reads");
        (round.done, round.failed, seen.into_inner().expect("nobody panics"))
    };
    assert_eq!(deliver(true).await, (3, 1, vec![1, 2, 4, 6]));
    assert_eq!(deliver(true).await, (0, 0, vec![]), "it waits a second");
    rig.advance(1_000_000);
    assert_eq!(deliver(true).await, (0, 1, vec![1]));
    rig.advance(1_000_000);
    assert_eq!(deliver(false).await, (0, 0, vec![]), "then two");
    rig.advance(1_000_000);
    assert_eq!(deliver(false).await, (3, 0, vec![1, 3, 5]));
}

struct Counts;

impl Follower<Toy> for Counts {
    fn name(&self) -> &str {
        "counts"
    }

    fn apply(&self, _: &Toy, tx: &mut FollowerTx, entries: &Stretch<Toy>) -> Result<(), StoreError> {
        for entry in entries.iter() {
            tx.push(Statement::new(
                "insert into toy_view (division, stream, events) values ($1, $2, 1) \
                 on conflict (division, stream) do update set events = toy_view.events + 1",
                vec![(&entry.division).into(), (&entry.stream).into()],
            ));
        }
        Ok(())
    }

    fn empty(&self) -> Vec<Statement> {
        vec![Statement::new("delete from toy_view", vec![])]
    }
}

async fn counts(ledger: &Ledger<Toy>) -> Vec<(String, i64)> {
    let sql = "select stream, events from toy_view order by stream";
    let rows = ledger.store().read(Statement::new(sql, vec![])).await.expect("it reads");
    let pair = |row: &store::Row| Ok::<_, StoreError>((row.text(0)?.to_owned(), row.int(1)?));
    rows.iter().map(pair).collect::<Result<_, _>>().expect("a text and a count")
}

pub async fn a_follower_reads_every_entry_once_and_can_be_rebuilt(engine: Engine) {
    let rig = Rig::new(engine).await;
    let other = rig.second(Toy::default()).await;
    rig.does("account/a", Command::AddOnes(600)).await;
    rig.does("account/b", Command::AddOnes(20)).await;
    let mut read = 0;
    loop {
        let (here, there) =
            futures_util::future::join(rig.ledger.follow(&Counts), other.follow(&Counts)).await;
        let step = here.expect("it follows") + there.expect("it follows");
        if step == 0 {
            break;
        }
        read += step;
    }
    let expected = vec![("account/a".to_owned(), 600), ("account/b".to_owned(), 20)];
    assert_eq!((read, counts(&other).await), (620, expected.clone()));
    // A view that cannot be written does not move its cursor.
    rig.does("account/a", Command::Add(1)).await;
    rig.store().faults().arm(store::FaultPoint::BeforeCommit, store::FaultKind::Io, 1);
    assert!(rig.ledger.follow(&Counts).await.is_err());
    assert_eq!(counts(&other).await, expected);
    assert_eq!(rig.ledger.follow(&Counts).await, Ok(1));
    rig.ledger.rebuild(&Counts).await.expect("it is emptied");
    assert_eq!(counts(&other).await, []);
    while rig.ledger.follow(&Counts).await.expect("it follows") > 0 {}
    assert_eq!(counts(&other).await[0], ("account/a".to_owned(), 601));
}

/// Two instances read the same stretch, and one is slow: what it keeps would come after what the other kept of later entries.
pub async fn what_a_watcher_keeps_stands_once_with_its_cursor(engine: Engine) {
    let rig = Rig::new(engine).await;
    let slow = rig.second(Toy::default()).await;
    rig.does("account/a", Command::AddOnes(3)).await;
    let keeps = |events: i64| {
        let sql = "insert into toy_view (division, stream, events) values ($1, 'account/a', $2) \
                   on conflict (division, stream) do update set events = excluded.events";
        vec![Statement::new(sql, vec![DIVISION.into(), events.into()])]
    };
    let (from, early) = slow.unread(DIVISION, "keeps").await.expect("it reads");
    assert_eq!((from, early.len()), (0, 3));
    rig.does("account/a", Command::AddOnes(2)).await;
    rig.ledger.mark_read(DIVISION, "keeps", 0, 5, keeps(5)).await.expect("it is kept");
    slow.mark_read(DIVISION, "keeps", from, 3, keeps(3)).await.expect("it comes too late, which is no fault");
    assert_eq!(slow.cursor(DIVISION, "keeps").await, Ok(5));
    assert_eq!(counts(&slow).await, [("account/a".to_owned(), 5)]);
    slow.mark_read(DIVISION, "keeps", 5, 6, keeps(6)).await.expect("it is kept");
    assert_eq!((slow.cursor(DIVISION, "keeps").await, counts(&slow).await[0].1), (Ok(6), 6));
    // What cannot be kept does not move the cursor.
    let broken = vec![Statement::new("insert into toy_view (nothing) values (1)", vec![])];
    assert!(slow.mark_read(DIVISION, "keeps", 6, 7, broken).await.is_err());
    assert_eq!(slow.cursor(DIVISION, "keeps").await, Ok(6));
}

pub async fn a_state_of_an_old_shape_is_replayed(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::AddOnes(700)).await;
    rig.does("account/b", Command::Add(5)).await;
    let next = rig.second(Toy { shape: 2 }).await;
    let loaded = next.load(DIVISION, "account/a").await.expect("it reads").expect("it is there");
    assert_eq!((loaded.state.balance, loaded.version), (700, 700));
    next.submit(rig.command("account/a", Command::AddOf(vec!["account/b".into()])))
        .await
        .expect("it is replayed");
    assert_eq!(rig.account("account/a").await.balance, 705);
    let report = next.verify(DIVISION, |_, _| {}).await.expect("it reads");
    assert!(report.holds(), "{report:?}");
}

pub async fn a_changed_entry_is_found(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::AddOnes(5)).await;
    let change = async |sql: &'static str| {
        rig.store().write(vec![Statement::new(sql, vec![])]).await.expect("it can be changed");
        rig.ledger.verify(DIVISION, |_, _| {}).await.expect("it reads")
    };
    let report = change("update entry set actor = 'eve' where seq = 3").await;
    assert_eq!(report.findings, ["entry 3 is not what its leaf says"]);
    let report = change(
        "update entry set actor = 'ann', leaf = (select e.leaf from entry e where e.seq = 4) where seq = 3",
    )
    .await;
    assert!(report.findings.iter().any(|it| it.contains("another root")), "{report:?}");
    let report = change("delete from entry where seq = 2").await;
    assert!(report.findings.iter().any(|it| it == "entry 3 follows entry 1"), "{report:?}");
}

pub async fn a_changed_row_state_or_counter_is_found(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Draw(5)).await;
    for (sql, back, part) in [
        (
            "update toy_account set balance = 7",
            "update toy_account set balance = 0",
            "the row of account/a in toy_account",
        ),
        (
            "insert into toy_account (division, stream, balance) values ('330199', 'x', 1)",
            "delete from toy_account where stream = 'x'",
            "toy_account has 2 rows",
        ),
        ("update stream set wake_at = 1", "update stream set wake_at = null", "wakes at another instant"),
        ("update counter set last = 9", "update counter set last = 5", "the counters say"),
    ] {
        rig.store().write(vec![Statement::new(sql, vec![])]).await.expect("it can be changed");
        let report = rig.ledger.verify(DIVISION, |_, _| {}).await.expect("it reads");
        assert_eq!(report.findings_count, 1, "{report:?}");
        assert!(report.findings[0].contains(part), "{report:?}");
        rig.store().write(vec![Statement::new(back, vec![])]).await.expect("it can be changed back");
    }
    rig.assert_verifies(DIVISION).await;
}

pub async fn entries_are_read_by_stream_and_by_division(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::AddOnes(3)).await;
    rig.does("account/b", Command::AddOnes(3)).await;
    let seqs = |it: Vec<Entry>| it.iter().map(|it| it.seq).collect::<Vec<_>>();
    assert_eq!(seqs(rig.ledger.entries(DIVISION, "account/b", 1, 10).await.expect("reads")), [5, 6]);
    assert_eq!(seqs(rig.ledger.entries_since(DIVISION, 2, 3).await.expect("reads")), [3, 4, 5]);
    assert_eq!(seqs(rig.ledger.entries_since("999999", 0, 3).await.expect("reads")), [0_u64; 0]);
    let head = rig.ledger.head(DIVISION).await.expect("reads").expect("it is there");
    let mut edge = ledger::merkle::Edge::default();
    for entry in rig.ledger.entries_since(DIVISION, 0, 10).await.expect("reads") {
        edge.push(entry.leaf_of());
    }
    assert_eq!((head.seq, head.root), (6, edge.root()));
}

pub async fn courses_of_many_streams_are_read_whole(engine: Engine) {
    let rig = Rig::new(engine).await;
    let names: Vec<String> = (0..70).map(|n| format!("account/{n:02}")).collect();
    for name in &names {
        rig.does(name, Command::AddOnes(2)).await;
    }
    rig.does(&names[3], Command::AddOnes(3)).await;
    let asked: Vec<String> = names.iter().cloned().chain(["account/none".to_owned()]).collect();
    let courses = rig.ledger.courses(DIVISION, &asked, 0).await.expect("reads");
    let read: Vec<(String, usize)> = courses.iter().map(|it| (it[0].stream.clone(), it.len())).collect();
    let expected: Vec<(String, usize)> =
        names.iter().enumerate().map(|(n, name)| (name.clone(), if n == 3 { 5 } else { 2 })).collect();
    assert_eq!(read, expected);
    for course in &courses {
        let versions: Vec<u64> = course.iter().map(|it| it.version).collect();
        assert_eq!(versions, (1..=course.len() as u64).collect::<Vec<_>>());
    }
}

pub async fn whoever_follows_finds_states_as_new_as_the_entries(engine: Engine) {
    let rig = Rig::new(engine).await;
    let other = rig.second(Toy::default()).await;
    let names = ["account/a", "account/b", "account/none"].map(str::to_owned);
    let found = async |since: u64| {
        let states = rig.ledger.load_followed(DIVISION, &names, since).await.expect("reads");
        let balance = |name: &String| states.get(name).map(|it| it.balance);
        names.each_ref().map(balance)
    };
    rig.does("account/a", Command::Add(1)).await;
    rig.does("account/b", Command::Add(2)).await;
    assert_eq!(found(2).await, [Some(1), Some(2), None]);
    // What is at hand here is from before it.
    other.submit(rig.command("account/a", Command::Add(10))).await.expect("done elsewhere");
    assert_eq!(found(3).await, [Some(11), Some(2), None]);
    rig.does("account/b", Command::Add(1)).await;
    assert_eq!(found(4).await, [Some(11), Some(3), None]);
    let since = |since| rig.ledger.courses(DIVISION, &names, since);
    let seqs = |it: Vec<Vec<Entry>>| it.iter().flatten().map(|it| it.seq).collect::<Vec<_>>();
    assert_eq!(seqs(since(0).await.expect("reads")), [1, 3, 2, 4]);
    assert_eq!(seqs(since(3).await.expect("reads")), [3, 4]);
    assert_eq!(seqs(since(5).await.expect("reads")), [0_u64; 0]);
}
