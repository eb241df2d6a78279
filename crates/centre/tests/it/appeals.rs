//! Appeals wait on the desk of a supervisor who did not judge, with their last day; after it they are overdue (A6).

use std::sync::Arc;

use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::accountability::AccountabilityAct as Act;
use centre::oversight::appeals::{AppealBrief, AppealOf};
use centre::oversight::finding::{FindingAct, SeenForm};
use centre::oversight::order::{OrderAct, OrderForm};
use oversight::accountability::{Kind as Held, Measure};
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
    on_finding("super3", FindingAct::DecideAppeal { right: false, reason: "记录是前一天的。".into() }).await;
    assert_eq!(of(&waiting(&rig, "super3").await), of(&first), "decided, it waits no more");

    // Accountability: whoever brought it does not decide it; who was heard waits for another, and an appeal for a third.
    let on_matter = async |who: &str, act: Act| {
        centre.accountability_act(&session(who), finding, rig.command_id(), None, &act).await.expect("done");
    };
    let open =
        Act::Open { kind: Held::D8, person: Some(person("do.sc")), words: "脱岗半小时。".into() };
    on_matter("super", open).await;
    assert_eq!(waiting(&rig, "super2").await, [], "nobody was heard, and the days for it run");
    on_matter("do.sc", Act::Hear("去送急件。".into())).await;
    let heard = waiting(&rig, "super2").await;
    assert_eq!(of(&heard), [AppealOf::Heard(finding, Held::D8)]);
    assert_eq!((heard[0].decide_by, heard[0].is_overdue(last.plus_days(100))), (None, false));
    let counted = centre.oversight_waiting(&session("super2")).await.expect("counted");
    assert_eq!((counted.heard, counted.appeals), (1, None));
    assert!(!of(&waiting(&rig, "super").await).contains(&AppealOf::Heard(finding, Held::D8)));
    on_matter("super2", Act::Decide { measure: Measure::Reminded, reason: "第一次。".into() }).await;
    on_matter("do.sc", Act::Appeal("有人代班。".into())).await;
    let appealed = AppealOf::Accountability(finding, Held::D8);
    for (who, may) in [("super", false), ("super2", false), ("super3", true)] {
        assert_eq!(of(&waiting(&rig, who).await).contains(&appealed), may, "{who}");
    }
    let answer = |right| Act::DecideAppeal { right, reason: "代班表上没有名字。".into() };
    for who in ["super", "super2"] {
        let refused =
            centre.accountability_act(&session(who), finding, rig.command_id(), None, &answer(true)).await;
        let same = oversight::Refusal::SamePerson { person: person(who) };
        assert!(matches!(refused, Err(Problem::Oversight(ref it)) if *it == same), "{refused:?}");
    }
    on_matter("super3", answer(false)).await;
    assert!(!of(&waiting(&rig, "super3").await).contains(&appealed), "answered");
}
