//! The failure table of design.md section 3, row by row.

use futures_util::future::join_all;
use ledger::{Rejection, RowImage};
use store::{Engine, FaultKind, FaultPoint, Statement};

use crate::proxy::Proxy;
use crate::rig::{DIVISION, Rig};
use crate::toy::{Command, Toy};

const POINTS: [FaultPoint; 8] = [
    FaultPoint::Begin,
    FaultPoint::HeadRead,
    FaultPoint::Load,
    FaultPoint::Write(0),
    FaultPoint::Write(1),
    FaultPoint::Write(2),
    FaultPoint::BeforeCommit,
    FaultPoint::AfterCommit,
];

const PASSING: [FaultKind; 4] =
    [FaultKind::Busy, FaultKind::Serialization, FaultKind::Deadlock, FaultKind::ConnectionLost];

/// A command that passes every point: it draws a number that is not in memory.
async fn passes_every_point(rig: &Rig, ledger: &ledger::Ledger<Toy>) -> crate::rig::Answer {
    ledger.submit(rig.command("account/a", Command::Draw(1))).await
}

pub async fn a_passing_failure_is_not_seen(engine: Engine) {
    let rig = Rig::new(engine).await;
    let mut carried_out = 0;
    for kind in PASSING {
        for point in POINTS {
            for times in [1, 5] {
                let ledger = rig.second(Toy::default()).await;
                let faults = ledger.store().faults().clone();
                faults.arm(point, kind, times);
                let answer = passes_every_point(&rig, &ledger).await;
                carried_out += 1;
                assert!(answer.is_ok(), "{kind:?} at {point:?}, {times} times: {answer:?}");
                if point != FaultPoint::AfterCommit {
                    assert_eq!(faults.fired(), times, "{kind:?} at {point:?}");
                    assert_eq!(ledger.stats().retries, times as u64);
                }
                assert_eq!(rig.entries().await, carried_out, "{kind:?} at {point:?}");
            }
        }
    }
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_failure_that_lasts_is_answered_as_unavailable(engine: Engine) {
    let rig = Rig::new(engine).await;
    for kind in PASSING {
        let ledger = rig.second(Toy::default()).await;
        let before = rig.entries().await;
        ledger.store().faults().arm(FaultPoint::BeforeCommit, kind, 6);
        assert_eq!(passes_every_point(&rig, &ledger).await, Err(Rejection::Unavailable), "{kind:?}");
        assert_eq!(rig.entries().await, before);
        passes_every_point(&rig, &ledger).await.expect("afterwards it serves again");
        assert_eq!(ledger.stats().unavailable, 1);
    }
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_lost_answer_to_the_commit_is_found_by_the_id(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    rig.store().faults().arm(FaultPoint::AfterCommit, FaultKind::ConnectionLost, 1);
    let commands = [Command::Add(1), Command::Take(1000), Command::Draw(1), Command::Add(1)];
    let answers = rig.hold(join_all(commands.map(|it| rig.submit("account/a", it)))).await;
    assert_eq!(answers.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true, true]);
    assert_eq!(rig.store().faults().fired(), 1);
    assert_eq!(rig.account("account/a").await.balance, 3);
    assert_eq!(rig.entries().await, 4);
    rig.assert_verifies(DIVISION).await;
}

fn note(table: &'static str, id: i64, text: Option<&str>) -> RowImage {
    let values = vec![DIVISION.into(), id.into(), text.into()];
    RowImage { table, columns: &["division", "id", "note"], key: 2, fixed: 3, values }
}

pub async fn a_rejected_statement_is_a_fault_of_its_command_alone(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    let with = |row: RowImage| {
        let mut it = rig.command("account/a", Command::Draw(1));
        it.with = vec![row];
        rig.ledger.submit(it)
    };
    let work = join_all([
        with(note("toy_note", 1, Some("sealed"))),
        with(note("toy_note", 2, None)),
        with(note("toy_note", 4, None)),
        with(note("no_such_table", 1, Some("sealed"))),
        with(note("toy_note", 3, Some("sealed"))),
    ]);
    let answers = rig.hold(work).await;
    let faults: Vec<bool> = answers.iter().map(|it| matches!(it, Err(Rejection::Fault(_)))).collect();
    assert_eq!(faults, [false, true, true, true, false], "{answers:?}");
    assert!(answers[0].is_ok() && answers[4].is_ok());
    assert_eq!(rig.entries().await, 3);
    // A rejection that does not come again, when each command is alone, is not seen at all.
    rig.store().faults().arm(FaultPoint::Write(0), FaultKind::Rejected, 1);
    let work = join_all([1, 2, 3].map(|it| rig.submit("account/b", Command::Add(it))));
    assert!(rig.hold(work).await.iter().all(Result::is_ok));
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_full_disk_is_unavailable_until_a_probe_succeeds(engine: Engine) {
    let rig = Rig::new(engine).await;
    for kind in [FaultKind::Full, FaultKind::Io] {
        for point in POINTS {
            let ledger = rig.second(Toy::default()).await;
            let faults = ledger.store().faults();
            let before = rig.entries().await;
            faults.arm(point, kind, 1);
            faults.arm(FaultPoint::Probe, kind, 2);
            let mut first = rig.command("account/a", Command::Draw(1));
            let id = *uid(&mut first);
            assert_eq!(ledger.submit(first).await, Err(Rejection::Unavailable), "{kind:?} at {point:?}");
            for _ in 0..2 {
                assert_eq!(passes_every_point(&rig, &ledger).await, Err(Rejection::Unavailable));
            }
            let mut again = rig.command("account/a", Command::Draw(1));
            again.command_id = id;
            let done = ledger.submit(again).await.expect("the probe has succeeded");
            assert_eq!(done.replayed, point == FaultPoint::AfterCommit, "{kind:?} at {point:?}");
            assert_eq!(rig.entries().await, before + 1);
        }
    }
    rig.assert_verifies(DIVISION).await;
}

fn uid(submission: &mut ledger::Submission<Toy>) -> &[u8; 16] {
    &submission.command_id
}

pub async fn a_really_full_disk_loses_no_answered_command(engine: Engine) {
    if engine == Engine::Postgres {
        // A disk cannot be filled for one schema; the armed failures above stand for it (53100).
        return disk_full_is_told_from_other_errors(engine).await;
    }
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Grow(30_000)).await;
    let rows = rig.store().read(Statement::new("pragma page_count", vec![])).await.expect("it reads");
    let pages = u32::try_from(rows[0].int(0).expect("a count")).expect("a small file");
    rig.store().sqlite_pages_max_set(pages + 40);
    rig.store().reopen().await;
    let mut done = 0;
    let mut unavailable = 0;
    for n in 0..40 {
        match rig.submit(&format!("account/{n}"), Command::Grow(20_000)).await {
            Ok(_) => done += 1,
            Err(Rejection::Unavailable) => unavailable += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(done > 2 && unavailable > 5, "{done} done, {unavailable} unavailable");
    assert_eq!(rig.entries().await, done + 1);
    rig.store().sqlite_pages_max_set(1_000_000);
    rig.does("account/z", Command::Grow(20_000)).await;
    assert_eq!(rig.entries().await, done + 2);
    rig.assert_verifies(DIVISION).await;
}

/// PostgreSQL: the state in which a server without space answers, made by raising its error.
async fn disk_full_is_told_from_other_errors(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    let mut command = rig.command("account/a", Command::Add(1));
    let full = [
        "create function full_disk() returns trigger language plpgsql as \
         $$ begin raise exception 'no space left on device' using errcode = '53100'; end $$",
        "create trigger full_disk before insert on toy_note execute function full_disk()",
    ];
    let full = full.map(|sql| Statement::new(sql, vec![]));
    for statement in full {
        rig.store().write(vec![statement]).await.expect("a trigger can be made");
    }
    command.with = vec![note("toy_note", 1, Some("sealed"))];
    assert_eq!(rig.ledger.submit(command).await, Err(Rejection::Unavailable));
    rig.does("account/a", Command::Add(1)).await;
    assert_eq!(rig.account("account/a").await.balance, 2);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_connection_killed_by_the_server_is_replaced(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Add(1)).await;
    if engine == Engine::Sqlite {
        // There is no server; closing the file under the lane comes nearest.
        rig.store().reopen().await;
    } else {
        let schema = rig.options.pg_schema.clone().expect("a test has its schema");
        let sql = "select pg_terminate_backend(pid) from pg_stat_activity \
             where application_name = $1 and pid <> pg_backend_pid()";
        let kill = Statement::new(sql, vec![format!("yimen {schema}").into()]);
        let killed = rig.store().read(kill).await.expect("a superuser may");
        assert!(!killed.is_empty());
    }
    rig.does("account/a", Command::Add(1)).await;
    assert_eq!(rig.account("account/a").await.balance, 2);
    rig.assert_verifies(DIVISION).await;
}

async fn behind_a_proxy(engine: Engine) -> Option<(Rig, Proxy)> {
    if engine == Engine::Sqlite {
        return None;
    }
    let direct = Rig::new(engine).await;
    let proxy = Proxy::before(&direct.url).await;
    let rig = Rig::at(proxy.url.clone(), direct.options.clone(), None, ledger::Config::default()).await;
    Some((rig, proxy))
}

pub async fn a_database_that_goes_and_comes_back_serves_without_a_restart(engine: Engine) {
    let Some((rig, proxy)) = behind_a_proxy(engine).await else {
        // SQLite: the file cannot be opened for a while.
        let rig = Rig::new(engine).await;
        rig.does("account/a", Command::Add(1)).await;
        rig.store().faults().arm(FaultPoint::Begin, FaultKind::Io, 3);
        for _ in 0..3 {
            assert_eq!(rig.submit("account/a", Command::Add(1)).await, Err(Rejection::Unavailable));
        }
        rig.does("account/a", Command::Add(1)).await;
        return rig.assert_verifies(DIVISION).await;
    };
    rig.does("account/a", Command::Add(1)).await;
    for _ in 0..2 {
        proxy.set_up(false);
        for _ in 0..3 {
            assert_eq!(rig.submit("account/a", Command::Add(1)).await, Err(Rejection::Unavailable));
            assert!(rig.ledger.load(DIVISION, "account/a").await.is_err());
        }
        proxy.set_up(true);
        rig.does("account/a", Command::Add(1)).await;
    }
    assert_eq!(rig.account("account/a").await.balance, 3);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_commit_whose_answer_is_cut_off_stands_once(engine: Engine) {
    let Some((rig, proxy)) = behind_a_proxy(engine).await else {
        return a_lost_answer_to_the_commit_is_found_by_the_id(engine).await;
    };
    rig.does("account/a", Command::Add(1)).await;
    proxy.cut_commits(1);
    let done = rig.does("account/a", Command::Add(1)).await;
    assert_eq!(proxy.commits_to_cut(), 0);
    assert!(done.replayed, "it was found by its id");
    proxy.cut_commits(1);
    let work = join_all([1, 2, 3].map(|it| rig.submit("account/a", Command::Add(it))));
    assert!(rig.hold(work).await.iter().all(Result::is_ok));
    assert_eq!(rig.account("account/a").await.balance, 8);
    rig.assert_verifies(DIVISION).await;
}
