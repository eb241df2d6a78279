//! An outage, through the centre: a pad, the declaration, and a case entered by its number (E21, F4, F34).

use std::sync::Arc;

use casework::outage::{ClaimNumber, Command, OutageKind, OutageRefusal, Print};
use casework::{ClockKind, Refusal};
use centre::case::Problem;
use centre::intake::case_id;

use crate::rig::{Rig, citizen, day, intake, item, session, window};

fn refusal(answer: Result<ledger::Done, Problem>) -> OutageRefusal {
    match answer {
        Err(Problem::Refused(Refusal::Outage(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

pub async fn what_was_taken_in_offline_counts_from_its_pad(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let asks =
        async |who: &str, command: Command| centre.outage_act(&session(who), rig.command_id(), command).await;
    asks("head.biz", Command::Print(Print { window: window("w2"), count: 10 })).await.expect("printed");
    rig.until("2026-03-03", 10, 30).await;
    let since = day("2026-03-03").at(10, 12);
    let declare = Command::Declare { since, kind: OutageKind::Network };
    assert_eq!(refusal(asks("intake2", declare).await), OutageRefusal::NotYours);
    asks("centre", declare).await.expect("declared");
    assert_eq!(centre.down_since().await.expect("it can be read"), Some(since));
    rig.until("2026-03-05", 9, 0).await;
    asks("centre", Command::End { until: day("2026-03-03").at(15, 0) }).await.expect("over");
    let form = intake(&item("food-business"), citizen(1), &[]);
    let (id, occurred_at) = (rig.command_id(), day("2026-03-03").at(11, 0));
    let claim = |number, occurred_at| Command::Claim(ClaimNumber { number, occurred_at, case: case_id(id) });
    let outside = day("2026-03-04").at(11, 0);
    assert_eq!(refusal(asks("intake2", claim(1, outside)).await), OutageRefusal::OutsideOutage);
    asks("intake2", claim(1, occurred_at)).await.expect("entered");
    let (case, _) = centre.case_receive(&session("intake2"), id, &form).await.expect("received");
    let other = rig.receives("intake2", &intake(&item("food-business"), citizen(2), &[])).await;
    let (entered, ordinary) = (rig.file(case).await, rig.file(other).await);
    assert_eq!(entered.facts.received_at, occurred_at);
    assert_eq!(ordinary.facts.received_at, day("2026-03-05").at(9, 0), "without a pad it is now");
    let due =
        |file: &casework::File| file.facts.clocks.get(ClockKind::PreAcceptance).map(|it| it.clock.due());
    assert!(due(&entered) < due(&ordinary), "limits run from the pad");
    let whole = rig.whole(case).await;
    assert_eq!(whole.lines[0].occurred_at, Some(occurred_at), "the entry says both instants");
    assert_eq!(whole.lines[0].recorded_at, day("2026-03-05").at(9, 0));
    let log = centre.outages().await.expect("it can be read");
    assert_eq!((log.outages[0].entered, log.pads[0].used), (1, 1));
}
