//! Accountability through the centre: who sees it, the list, the figures (R190-R192, C27).

use std::sync::Arc;

use calendar::Day;
use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::accountability::AccountabilityAct as Act;
use centre::oversight::finding::{FindingAct, SeenForm};
use oversight::accountability::{Kind, Measure};
use oversight::finding::Verdict;

use crate::rig::{Rig, person, session};

pub async fn only_supervisors_and_whom_it_concerns_see_it(rig: Arc<Rig>) {
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
    let judged = FindingAct::Judge { verdict: Verdict::Founded, reason: "监控属实。".into() };
    let own = centre.finding_act(&session("super"), finding, rig.command_id(), None, &judged).await;
    assert!(matches!(own, Err(Problem::Oversight(oversight::Refusal::OwnFinding))), "{own:?}");
    centre.finding_act(&session("super2"), finding, rig.command_id(), None, &judged).await.expect("judged");
    let act = |who: &'static str, act: Act| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.accountability_act(&session(who), finding, rig.command_id(), None, &act).await }
    };
    let open = |words: &str| Act::Open { kind: Kind::D8, person: Some(person("do.sc")), words: words.into() };
    let blank = act("super", open(" ")).await;
    assert!(matches!(blank, Err(Problem::Form(ref it)) if it[0].field == "words"), "{blank:?}");
    let early = act("super", open("脱岗半小时。")).await;
    assert!(matches!(early, Err(Problem::Oversight(oversight::Refusal::AppealOpen { .. }))), "{early:?}");
    rig.until("2026-03-18", 9, 0).await;
    let stranger = act("do.wj", open("脱岗半小时。")).await;
    assert!(matches!(stranger, Err(Problem::OutOfScope)), "{stranger:?}");
    act("super", open("脱岗半小时。")).await.expect("brought");
    act("do.sc", Act::Hear("去送急件。".into())).await.expect("heard");
    act("super2", Act::Decide { measure: Measure::Reminded, reason: "第一次。".into() })
        .await
        .expect("decided");

    for who in ["super", "super2", "do.sc"] {
        let list = centre.accountability_list(&session(who), "", 10).await.expect("listed");
        assert_eq!(
            list.iter().map(|it| (it.kind, it.state.as_str())).collect::<Vec<_>>(),
            [(Kind::D8, "reminded")],
            "{who}"
        );
        let view = centre.accountability_fetch(&session(who), finding).await.expect("read");
        assert_eq!((view.lines.len(), view.supervises), (3, who != "do.sc"), "{who}");
    }
    // Not the colleague, not the own leader, not who runs the centre.
    for who in ["agent.sc", "lead.sc", "centre", "do.wj"] {
        assert!(centre.accountability_list(&session(who), "", 10).await.expect("listed").is_empty(), "{who}");
        let shut = centre.accountability_fetch(&session(who), finding).await.map(|_| ());
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}: {shut:?}");
        let shut = act(who, Act::Appeal("不同意。".into())).await;
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}: {shut:?}");
        assert!(
            centre
                .accountability_counts(&session(who), Day::parse("2026-01-01").expect("a day"))
                .await
                .expect("read")
                .is_empty()
        );
    }
    let since = Day::parse("2026-01-01").expect("a day");
    let counts = centre.accountability_counts(&session("super"), since).await.expect("counted");
    assert_eq!(counts, [(Kind::D8, "reminded".to_owned(), 1)]);
}
