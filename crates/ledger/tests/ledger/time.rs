//! Time: what falls due by itself.

use std::time::Duration;

use ledger::{Rejection, TIME};
use store::Engine;

use crate::rig::{DIVISION, Rig, START};
use crate::toy::{Command, Refusal, Toy};

pub async fn facts_fall_due_at_their_legal_instant_however_late_the_timekeeper(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 100 }).await;
    assert_eq!(rig.ledger.tick(rig.ledger.now()).await.expect("it reads").due, 0);
    rig.advance(1_000);
    let tick = rig.ledger.tick(rig.ledger.now()).await.expect("it reads");
    assert_eq!((tick.due, tick.alarms, tick.more), (1, 0, false));
    let entries = rig.ledger.entries(DIVISION, "account/a", 1, 100).await.expect("entries can be read");
    let instants: Vec<i64> = entries.iter().filter_map(|it| it.occurred_at).map(|it| it - START).collect();
    assert_eq!(instants, [10, 110, 210, 310, 410, 510, 610, 710, 810, 910]);
    assert!(entries.iter().all(|it| it.actor == TIME && it.recorded_at == START + 1_000));
    assert_eq!(rig.ledger.tick(rig.ledger.now()).await.expect("it reads").due, 0);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_command_first_catches_up_with_time(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 0 }).await;
    rig.advance(10);
    let done = rig.does("account/a", Command::Add(1)).await;
    assert_eq!((done.version, done.first_seq, done.last_seq), (3, 3, 3));
    let entries = rig.ledger.entries_since(DIVISION, 0, 10).await.expect("entries can be read");
    assert_eq!(entries.iter().map(|it| it.actor.as_str()).collect::<Vec<_>>(), ["ann", TIME, "ann"]);
    assert_eq!(rig.account("account/a").await.rung, 1);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_refused_command_has_still_caught_up(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 0 }).await;
    rig.advance(10);
    let refused = rig.submit("account/a", Command::Take(1)).await;
    assert_eq!(refused, Err(Rejection::Refused(Refusal::TooLittle)));
    assert_eq!(rig.account("account/a").await.rung, 1);
    rig.assert_verifies(DIVISION).await;
}

pub async fn what_never_moves_on_is_an_alarm_on_that_stream_alone(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/stuck", Command::Stick(START + 5)).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 0 }).await;
    rig.advance(10);
    let tick = rig.ledger.tick(rig.ledger.now()).await.expect("it reads");
    assert_eq!((tick.due, tick.alarms), (2, 1));
    assert_eq!(rig.account("account/a").await.rung, 1);
    assert_eq!(rig.ledger.alarms(), [(DIVISION.to_owned(), "account/stuck".to_owned())]);
    let tick = rig.ledger.tick(rig.ledger.now()).await.expect("it reads");
    assert_eq!((tick.due, tick.alarms), (0, 0), "an alarm is given once");
    assert!(matches!(rig.submit("account/stuck", Command::Add(1)).await, Err(Rejection::Fault(_))));
    rig.does("account/a", Command::Add(1)).await;
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_new_calendar_is_swept_over_open_streams(engine: Engine) {
    let rig = Rig::new(engine).await;
    for n in 0..5 {
        rig.does(&format!("account/{n}"), Command::Ring { at: START + 1_000_000, every: 0 }).await;
    }
    rig.does("account/closed", Command::Add(1)).await;
    rig.does("calendar", Command::Adopt).await;
    let tick = rig.ledger.tick(rig.ledger.now()).await.expect("it reads");
    assert_eq!((tick.due, tick.redated, tick.more), (0, 5, true));
    let tick = rig.ledger.tick(rig.ledger.now()).await.expect("it reads");
    assert_eq!((tick.redated, tick.more), (0, false));
    for n in 0..5 {
        assert_eq!(rig.account(&format!("account/{n}")).await.redated, 1);
    }
    assert_eq!(rig.account("account/closed").await.redated, 0);
    assert_eq!(rig.entries().await, 12);
    rig.assert_verifies(DIVISION).await;
}

pub async fn a_stream_is_redated_before_its_next_command(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 1_000, every: 0 }).await;
    rig.does("calendar", Command::Adopt).await;
    rig.does("calendar", Command::Adopt).await;
    rig.advance(1_000);
    rig.does("account/a", Command::Add(1)).await;
    rig.does("account/a", Command::Add(1)).await;
    let entries = rig.ledger.entries(DIVISION, "account/a", 1, 10).await.expect("entries can be read");
    let kinds: Vec<String> =
        entries.iter().map(|it| String::from_utf8_lossy(&it.payload).into_owned()).collect();
    assert_eq!(kinds[0], "\"Redated\"");
    assert!(kinds[1].starts_with("{\"Rang\""), "{kinds:?}");
    assert_eq!(rig.account("account/a").await.redated, 1, "once for both calendars");
    rig.assert_verifies(DIVISION).await;
}

pub async fn the_timekeeper_runs_beside_the_program(engine: Engine) {
    let rig = Rig::new(engine).await;
    rig.does("account/a", Command::Ring { at: START + 10, every: 0 }).await;
    let ledger: ledger::Ledger<Toy> = rig.ledger.clone();
    let timekeeper = tokio::spawn(async move { ledger.run_timekeeper(Duration::from_millis(1)).await });
    rig.advance(10);
    while rig.account("account/a").await.rung == 0 {
        tokio::task::yield_now().await;
    }
    timekeeper.abort();
    rig.assert_verifies(DIVISION).await;
}
