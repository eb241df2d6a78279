//! A new calendar reaches every open case by an entry of its own, and nothing that has happened is changed (design.md, Years).

use std::sync::Arc;

use calendar::{Calendar, Notice};
use casework::ClockKind;
use centre::act::Act;

use crate::rig::{Rig, day};
use crate::walk::{concluded, received};

/// An invented notice: the first week of January off, a Saturday worked for it.
fn notice() -> Notice {
    Notice::parse("year 2027 official\n2027-01-01..2027-01-06 off 元旦\n2027-01-09 work 元旦\n2027-02-05..2027-02-08 off 春节\n")
        .expect("the invented notice reads")
}

pub async fn a_new_calendar_moves_open_days_by_entries(rig: Arc<Rig>) {
    rig.until("2026-12-25", 9, 0).await;
    let done = concluded(&rig, 1).await;
    let case = received(&rig, 2).await;
    let waiting = received(&rig, 3).await;
    rig.until("2026-12-28", 9, 0).await;
    rig.does("intake2", case, Act::Accept).await;
    let clock = |file: &casework::File| file.facts.clocks.get(ClockKind::Promised).expect("it runs").clock;
    let before = clock(&rig.file(case).await);
    // Seven working days from the 28th, on a year that has no notice yet: a Friday off, then Monday to Thursday.
    assert_eq!(before.due(), day("2027-01-07"));
    assert!(before.is_provisional());
    let concluded_before = rig.file(done).await;
    let entries = rig.entries().await;
    rig.adopt(&Calendar::built_in().with_year(notice()).expect("the year fits")).await;
    rig.centre.tick().await.expect("the timekeeper comes");
    let after = clock(&rig.file(case).await);
    assert_eq!(after.due(), day("2027-01-11"), "7, 8, the Saturday, 11");
    assert!(!after.is_provisional());
    assert_eq!(rig.kinds(case).await.last(), Some(&"clocks-redated"));
    let row = rig.rows("select due_on from case_row where case_id = $1", vec![case.as_str().into()]).await;
    assert_eq!(row[0].text(0).expect("a day"), "2027-01-11");
    assert_eq!(
        rig.kinds(waiting).await.last(),
        Some(&"clocks-redated"),
        "the answer is due in the new year too"
    );
    // What was concluded stays as it was, but for the day until which the result is to be handed over.
    let concluded_after = rig.file(done).await;
    assert_eq!(concluded_after.stage, concluded_before.stage);
    assert!(rig.entries().await > entries + 2);
    let seen = rig.rows("select kind, actor from entry where kind = 'case.clocks-redated'", vec![]).await;
    assert!(seen.iter().all(|row| row.text(1).is_ok_and(|actor| actor == "time")));
    // A second turn finds nothing left to do.
    let entries = rig.entries().await;
    rig.centre.tick().await.expect("the timekeeper comes");
    assert_eq!(rig.entries().await, entries);
}
