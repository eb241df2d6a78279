//! Appeals wait on the desk of a supervisor who did not judge, with their last day; after it they are overdue (A6).

use std::sync::Arc;

use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::accountability::AccountabilityAct as Act;
use centre::oversight::appeals::{AppealBrief, AppealOf};
use centre::oversight::finding::{FindingAct, SeenForm};
use centre::oversight::order::{OrderAct, OrderForm};
use oversight::accountability::{Kind as Held, MatterId, Measure};
use oversight::appeal::Ground;
use oversight::finding::Verdict;
use oversight::order::Kind;

use crate::rig::{Rig, person, session};

async fn waiting(rig: &Rig, who: &str) -> Vec<AppealBrief> {
    rig.centre.appeals_waiting(&session(who)).await.expect("they can be read")
}

/// What stands on the desk: how many, how many overdue.
async fn desk(rig: &Rig, who: &str) -> (usize, usize) {
    let waits = rig.centre.oversight_waiting(&session(who)).await.expect("counted");
    waits.appeals.map_or((0, 0), |(all, overdue, _)| (all, overdue))
}

pub async fn what_another_judged_waits_on_the_desk_of_whoever_did_not(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let unit = UnitCode::parse("sc").expect("a code");
    let seen = SeenForm {
        unit,
        person: Some(person("do.sc")),
        case: String::new(),
        words: "九点窗口没有人。".into(),
    };
    let (finding, _) =
        centre.finding_write(&session("super"), rig.command_id(), &seen).await.expect("written");
    let on_finding = async |who: &str, act: FindingAct| {
        centre.finding_act(&session(who), finding, rig.command_id(), None, &act).await.expect("done");
    };
    on_finding("do.sc", FindingAct::State("取件去了。".into())).await;
    on_finding("super2", FindingAct::Judge { verdict: Verdict::Founded, reason: "监控属实。".into() }).await;
    assert_eq!(waiting(&rig, "super3").await, [], "nobody has appealed");
    on_finding("do.sc", FindingAct::Appeal("有取件记录。".into())).await;
    // An order of one supervisor, appealed by whom it went to.
    let form = OrderForm {
        kind: Kind::Rectification,
        unit: Some(unit),
        case: String::new(),
        finding: None,
        to: None,
        words: "窗口离人要有人代班。".into(),
    };
    let (order, _) = centre.order_issue(&session("super2"), rig.command_id(), &form).await.expect("issued");
    let appeal = OrderAct::Appeal("已经有代班表。".into());
    centre.order_act(&session("lead.sc"), order, rig.command_id(), None, &appeal).await.expect("appealed");

    // One wrote the finding down, one judged it and issued the order: only the third may answer both.
    let of = |list: &[AppealBrief]| list.iter().map(|it| it.of).collect::<Vec<_>>();
    let third = waiting(&rig, "super3").await;
    let both = |it: &AppealOf| match it {
        AppealOf::Finding(id, _) => *id == finding,
        AppealOf::Order(id, ..) => *id == order,
        _ => false,
    };
    assert!(third.len() == 2 && of(&third).iter().all(both), "{third:?}");
    let first = waiting(&rig, "super").await;
    assert!(matches!(of(&first)[..], [AppealOf::Order(it, ..)] if it == order), "{first:?}");
    for who in ["super2", "do.sc", "lead.sc", "centre"] {
        assert_eq!((waiting(&rig, who).await, desk(&rig, who).await), (Vec::new(), (0, 0)), "{who}");
    }

    // On its last day it waits, on the next it is overdue.
    let last = third[0].decide_by.expect("an appeal has a last day");
    rig.until(&last.to_string(), 17, 0).await;
    assert_eq!((desk(&rig, "super").await, desk(&rig, "super3").await), ((1, 0), (2, 0)));
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    assert_eq!((desk(&rig, "super").await, desk(&rig, "super3").await), ((1, 1), (2, 2)));
    // The passed day is on record, by time alone and once (F19).
    rig.centre.tick().await.expect("time comes");
    let kinds = async |stream: String| {
        let entries = centre.ledger().entries("990121", &stream, 0, 50).await.expect("read");
        entries.into_iter().map(|it| (it.kind, it.actor)).collect::<Vec<_>>()
    };
    for (stream, kind) in [
        (format!("finding/{finding}"), "finding.appeal-late"),
        (format!("order/{order}"), "order.appeal-late"),
    ] {
        let late: Vec<_> = kinds(stream).await.into_iter().filter(|(it, _)| it == kind).collect();
        assert_eq!(late, [(kind.to_owned(), "time".to_owned())]);
    }
    let answer =
        FindingAct::DecideAppeal { ground: Ground::Unproven, reason: "记录是前一天的。".into() };
    on_finding("super3", answer).await;
    let view = centre.finding_fetch(&session("super3"), finding).await.expect("read");
    let appeal = view.found.appeal.expect("it was appealed");
    assert_eq!((appeal.late, appeal.ground), (true, Some(Ground::Unproven)));
    assert_eq!(of(&waiting(&rig, "super3").await), of(&first), "decided, it waits no more");

    // Accountability: whoever brought it does not decide it; who was heard waits for another, and an appeal for a third.
    let matter = MatterId::of(finding, Some(person("do.sc")));
    let on_matter = async |who: &str, act: Act| {
        centre.accountability_act(&session(who), matter, rig.command_id(), None, &act).await.expect("done");
    };
    let open =
        Act::Open { kind: Held::D8, person: Some(person("do.sc")), words: "脱岗半小时。".into() };
    on_matter("super", open).await;
    assert_eq!(waiting(&rig, "super2").await, [], "nobody was heard, and the days for it run");
    on_matter("do.sc", Act::Hear("去送急件。".into())).await;
    let heard = waiting(&rig, "super2").await;
    assert_eq!(of(&heard), [AppealOf::Heard(matter, Held::D8)]);
    assert_eq!((heard[0].decide_by, heard[0].is_overdue(last.plus_days(100))), (None, false));
    let counted = centre.oversight_waiting(&session("super2")).await.expect("counted");
    assert_eq!((counted.heard, counted.appeals), (1, None));
    assert!(!of(&waiting(&rig, "super").await).contains(&AppealOf::Heard(matter, Held::D8)));
    on_matter("super2", Act::Decide { measure: Measure::Reminded, reason: "第一次。".into() }).await;
    on_matter("do.sc", Act::Appeal("有人代班。".into())).await;
    let appealed = AppealOf::Accountability(matter, Held::D8);
    for (who, may) in [("super", false), ("super2", false), ("super3", true)] {
        assert_eq!(of(&waiting(&rig, who).await).contains(&appealed), may, "{who}");
    }
    let answer = |ground| Act::DecideAppeal { ground, reason: "代班表上没有名字。".into() };
    for who in ["super", "super2"] {
        let refused = centre
            .accountability_act(&session(who), matter, rig.command_id(), None, &answer(Ground::Law))
            .await;
        let same = oversight::Refusal::SamePerson { person: person(who) };
        assert!(matches!(refused, Err(Problem::Oversight(ref it)) if *it == same), "{refused:?}");
    }
    let day = waiting(&rig, "super3").await.iter().find(|it| it.of == appealed).and_then(|it| it.decide_by);
    rig.until(&day.expect("an appeal has a last day").plus_days(1).to_string(), 9, 0).await;
    rig.centre.tick().await.expect("time comes");
    let late = kinds(format!("accountability/{matter}")).await;
    assert_eq!(late.last(), Some(&("accountability.appeal-late".to_owned(), "time".to_owned())));
    on_matter("super3", answer(Ground::NothingNew)).await;
    assert!(!of(&waiting(&rig, "super3").await).contains(&appealed), "answered");
}
