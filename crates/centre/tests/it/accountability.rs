//! Accountability through the centre: who sees it, the list, the figures (R190-R192, C27).

use std::sync::Arc;

use calendar::Day;
use casework::Sealed;
use catalogue::{Digest, FindingId, UnitCode};
use centre::case::Problem;
use centre::domain::Asked;
use centre::oversight::accountability::AccountabilityAct as Act;
use centre::oversight::finding::{FindingAct, SeenForm};
use oversight::accountability::{Command, Kind, MatterId, Measure, Open};
use oversight::finding::Verdict;

use crate::rig::{DIVISION, Rig, person, session};

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
    let stated = FindingAct::State("去送急件。".into());
    centre.finding_act(&session("do.sc"), finding, rig.command_id(), None, &stated).await.expect("explained");
    centre.finding_act(&session("super2"), finding, rig.command_id(), None, &judged).await.expect("judged");
    let matter = MatterId::of(finding, Some(person("do.sc")));
    let act = |who: &'static str, act: Act| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.accountability_act(&session(who), matter, rig.command_id(), None, &act).await }
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
        let view = centre.accountability_fetch(&session(who), matter).await.expect("read");
        assert_eq!((view.lines.len(), view.supervises), (3, who != "do.sc"), "{who}");
    }
    // Not the colleague, not the own leader, not who runs the centre.
    for who in ["agent.sc", "lead.sc", "centre", "do.wj"] {
        assert!(centre.accountability_list(&session(who), "", 10).await.expect("listed").is_empty(), "{who}");
        let shut = centre.accountability_fetch(&session(who), matter).await.map(|_| ());
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

/// A finding about do.sc that stands and can no longer be appealed.
async fn standing(rig: &Rig) -> FindingId {
    let unit = UnitCode::parse("sc").expect("a code");
    let words = "九点窗口没有人。".to_owned();
    let seen = SeenForm { unit, person: Some(person("do.sc")), case: String::new(), words };
    let centre = &rig.centre;
    let (finding, _) =
        centre.finding_write(&session("super"), rig.command_id(), &seen).await.expect("written");
    let judged = FindingAct::Judge { verdict: Verdict::Founded, reason: "监控属实。".into() };
    let stated = FindingAct::State("去送急件。".into());
    centre.finding_act(&session("do.sc"), finding, rig.command_id(), None, &stated).await.expect("explained");
    centre.finding_act(&session("super2"), finding, rig.command_id(), None, &judged).await.expect("judged");
    rig.until("2026-03-18", 9, 0).await;
    finding
}

// C27: a matter against the centre itself stands in the list and on the desk of who runs it, who is heard.
pub async fn the_centre_itself_is_heard_by_who_runs_it(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let unit = centre.organisation().await.expect("read").expect("published").centre.unit;
    let words = "叫号机停了一天，没有告示。".to_owned();
    let seen = SeenForm { unit, person: None, case: String::new(), words };
    let (finding, _) =
        centre.finding_write(&session("super"), rig.command_id(), &seen).await.expect("written");
    let stated = FindingAct::State("当天修好了。".into());
    centre
        .finding_act(&session("centre"), finding, rig.command_id(), None, &stated)
        .await
        .expect("explained");
    let judged = FindingAct::Judge { verdict: Verdict::Founded, reason: "没有告示。".into() };
    centre.finding_act(&session("super2"), finding, rig.command_id(), None, &judged).await.expect("judged");
    rig.until("2026-03-18", 9, 0).await;
    let matter = MatterId::of(finding, None);
    let act = async |who: &str, act: Act| {
        centre.accountability_act(&session(who), matter, rig.command_id(), None, &act).await
    };
    act("super", opens(Kind::A5, None)).await.expect("brought");
    for (who, told) in [("centre", 1), ("gov", 0), ("lead.sc", 0), ("intake2", 0)] {
        let waits = centre.oversight_waiting(&session(who)).await.expect("counted");
        assert_eq!(waits.to_hear.map_or(0, |it| it.0), told, "{who}");
        let list = centre.accountability_list(&session(who), "", 10).await.expect("listed");
        assert_eq!(list.len(), told, "{who}");
    }
    let shut = act("lead.sc", Act::Hear("不是我们。".into())).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
    act("centre", Act::Hear("当天修好了。".into())).await.expect("heard");
}

fn opens(kind: Kind, who: Option<&str>) -> Act {
    Act::Open { kind, person: who.map(person), words: "脱岗半小时。".into() }
}

// R191: of one finding the department, its head and the direct person are each held to account, each once, and each is heard for
// the own part alone.
pub async fn of_one_finding_head_and_direct_person_both_answer(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let finding = standing(&rig).await;
    let brings = async |kind, who: Option<&str>| {
        let matter = MatterId::of(finding, who.map(person));
        let act = opens(kind, who);
        centre.accountability_act(&session("super"), matter, rig.command_id(), None, &act).await
    };
    brings(Kind::D8, Some("do.sc")).await.expect("the direct person");
    brings(Kind::B1, Some("chief.sc")).await.expect("the head");
    brings(Kind::A5, None).await.expect("the department");
    for (kind, who) in [(Kind::D1, Some("do.sc")), (Kind::B5, Some("chief.sc")), (Kind::A1, None)] {
        let twice = brings(kind, who).await;
        let brought = oversight::Refusal::AlreadyBrought;
        assert!(matches!(twice, Err(Problem::Oversight(ref it)) if *it == brought), "{who:?}: {twice:?}");
    }
    let of = async |who: &str| {
        let list = centre.accountability_of(&session(who), finding).await.expect("listed");
        // Brought in one moment: in the order of the register.
        let mut kinds: Vec<Kind> = list.into_iter().map(|it| it.kind).collect();
        kinds.sort();
        kinds
    };
    assert_eq!(of("super").await, [Kind::A5, Kind::B1, Kind::D8]);
    assert_eq!((of("do.sc").await, of("chief.sc").await), (vec![Kind::D8], vec![Kind::A5, Kind::B1]));
    assert!(of("do.wj").await.is_empty());
    // Each is told at the desk, and of the department whoever leads it (C27).
    for (who, told) in [("do.sc", 1), ("chief.sc", 2), ("lead.sc", 1), ("do.wj", 0), ("super", 0)] {
        let waits = centre.oversight_waiting(&session(who)).await.expect("counted");
        assert_eq!(waits.to_hear.map_or(0, |it| it.0), told, "{who}");
    }
    let hear = Act::Hear("去送急件。".into());
    let others = MatterId::of(finding, Some(person("chief.sc")));
    let shut = centre.accountability_act(&session("do.sc"), others, rig.command_id(), None, &hear).await;
    assert!(matches!(shut, Err(Problem::OutOfScope)), "{shut:?}");
    for who in ["do.sc", "chief.sc"] {
        let own = MatterId::of(finding, Some(person(who)));
        centre.accountability_act(&session(who), own, rig.command_id(), None, &hear).await.expect("heard");
    }
    // A page goes on after a matter whose name is longer than that of its finding.
    let first = centre.accountability_list(&session("super"), "", 1).await.expect("listed");
    let rest = centre.accountability_list(&session("super"), &first[0].cursor(), 10).await.expect("listed");
    assert_eq!((first.len(), rest.len()), (1, 2));
    assert!(rest.iter().all(|it| it.matter != first[0].matter), "{rest:?}");
}

// R191: the one matter that a finding could have before goes on under the name of its finding, and stands against whom it was
// brought.
pub async fn a_matter_of_before_goes_on_under_its_name(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let finding = standing(&rig).await;
    let old = MatterId::unnamed(finding);
    let words = Sealed(Digest([7; 32]));
    let open = Open { kind: Kind::D8, person: Some(person("do.sc")), words };
    let submission = ledger::Submission {
        division: DIVISION.to_owned(),
        stream: format!("accountability/{finding}"),
        command_id: rig.command_id(),
        actor: "super".to_owned(),
        command: Asked::Accountability(Command::Open(open)),
        content: [0; 32],
        occurred_at: None,
        expected_version: None,
        bodies: Vec::new(),
        with: Vec::new(),
        lane: ledger::Lane::People,
    };
    centre.ledger().submit(submission).await.expect("brought as it was brought before");
    let act = async |who: &str, act: Act| {
        centre.accountability_act(&session(who), old, rig.command_id(), None, &act).await
    };
    act("do.sc", Act::Hear("去送急件。".into())).await.expect("heard under the old name");
    act("super2", Act::Decide { measure: Measure::Reminded, reason: "第一次。".into() })
        .await
        .expect("decided");
    let view = centre.accountability_fetch(&session("do.sc"), old).await.expect("read");
    assert_eq!((view.matter, view.lines.len()), (old, 3));
    let twice = act("super", opens(Kind::D1, Some("do.sc"))).await;
    let brought = oversight::Refusal::AlreadyBrought;
    assert!(matches!(twice, Err(Problem::Oversight(ref it)) if *it == brought), "{twice:?}");
    act("super", opens(Kind::B1, Some("chief.sc"))).await.expect("the head, under a name of the own");
    let list = centre.accountability_of(&session("super"), finding).await.expect("listed");
    let named = MatterId::of(finding, Some(person("chief.sc")));
    assert_eq!(list.iter().map(|it| it.matter).collect::<Vec<_>>(), [old, named]);
}
