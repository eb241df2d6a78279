//! Whole courses of a case through the centre: what people do at windows and desks, what the applicant sees, what is counted.

use std::sync::Arc;

use casework::{DonePlace, MaterialMarks, Outcome, Stage, Stop, Verdict};
use catalogue::{GroundCode, RowSet};
use centre::account::Session;
use centre::act::{Act, Collector, FieldProblem, FieldWhy, NAME_CHARS_MAX};
use centre::case::Problem;
use centre::deemed::Deemed;
use centre::list::{Narrow, Which};
use centre::paper::PaperNo;
use centre::paper_form::PaperForm;
use centre::particulars::RowReason;

use crate::rig::{DAY, MINUTE, Rig, citizen, day, intake, item, session, window};
use crate::walk::{
    ask_stop, ask_stop_open, before_decision, collect, concluded, grant, in_hand, pickup, received, step,
    visit,
};

async fn counted(rig: &Rig, on: &str, kind: &str) -> i64 {
    let figures = rig.centre.day_figures(day(on)).await.expect("the figures can be read");
    figures.iter().filter(|it| it.kind == kind && it.authority == "sc").map(|it| it.count).sum()
}

// R3, R81, C17, C18: every hand that touches the case signs, and the applicant follows it by number and code.
pub async fn a_case_is_carried_from_receipt_to_delivery(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    let (number, code) = rig.receipt(case).await;
    assert_eq!(rig.state(case).await, "received");
    assert_eq!(rig.file(case).await.facts.holding.person.as_str(), "intake2");
    rig.advance(10 * MINUTE).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.until("2026-03-03", 9, 0).await;
    rig.does("do.sc", case, visit(&rig, "do2.sc")).await;
    // N11: the site is visited by two; the decision waits for the second signature.
    assert_ne!(rig.asks("lead.sc", case, &grant()).await.err().map(|it| format!("{it:?}")), None);
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    // R52: the deputy decides by letter.
    rig.does("lead.sc", case, grant()).await;
    assert_eq!(rig.refused("lead.sc", case, Act::Recheck).await, "delegation-does-not-cover");
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    assert_eq!(rig.state(case).await, "ready-to-collect");
    let seen = rig.centre.track(&number, &code, "192.0.2.1").await.expect("number and code fit");
    assert_eq!(seen, centre::track::Tracked::Case(case));
    let pickup = pickup(&rig, case).await;
    rig.does("out", case, collect(&pickup, &citizen(1).document_number)).await;
    assert!(matches!(rig.file(case).await.stage, Stage::Delivered { .. }));
    assert_eq!(
        rig.kinds(case).await,
        [
            "received",
            "accepted",
            "given-over",
            "taken-over",
            "given-over",
            "taken-over",
            "step-completed",
            "site-visited",
            "step-confirmed",
            "step-completed",
            "decided",
            "rechecked",
            "document-made",
            "concluded",
            "delivered",
        ]
    );
    rig.advance(MINUTE).await;
    assert_eq!(counted(&rig, "2026-03-02", "received").await, 1);
    assert_eq!(counted(&rig, "2026-03-03", "concluded").await, 1);
    assert_eq!(counted(&rig, "2026-03-03", "concluded_late").await, 0);
    assert_eq!(counted(&rig, "2026-03-03", "delivered").await, 1);
    let lights = rig.centre.lights().await.expect("the lights can be read");
    assert!(lights.is_empty(), "nothing is open: {lights:?}");
}

// C6: two signatures, one visit.
pub async fn an_instant_case_is_done_in_one_visit(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("self-employed"), citizen(2), &[])).await;
    assert!(matches!(rig.file(case).await.stage, Stage::AwaitingSignature));
    let desk = rig.centre.desk(&session("head.biz")).await.expect("the desk can be read");
    assert_eq!(desk.to_sign.iter().map(|it| it.id).collect::<Vec<_>>(), [case]);
    assert_eq!(desk.to_sign[0].applicant.name(), "许***");
    rig.does("head.biz", case, Act::SignInstant).await;
    assert!(matches!(rig.file(case).await.stage, Stage::Delivered { .. }));
    assert!(rig.centre.desk(&session("head.biz")).await.expect("the desk can be read").is_empty());
    // M3: whoever checks its one paper is not told of a decision that nobody holds.
    let filed = rig.file(case).await;
    let Stage::Delivered { conclusion, .. } = &filed.stage else { panic!("it was handed over") };
    let number = PaperNo::Document(conclusion.decision.number);
    let code = rig.centre.paper_code(filed.facts.receipt, number);
    let checked = rig.centre.paper_verify(&code, "192.0.2.21").await.expect("it was issued");
    assert_eq!((checked.form, checked.paper.number), (PaperForm::OnTheSpot, number));
}

// R56: each finds it on the desk when it is his turn; the agent, until the leader has signed.
pub async fn an_instant_case_waits_for_the_leader_and_then_for_the_window(rig: Arc<Rig>) {
    let item = item("name-change");
    rig.open_item(&item).await;
    let mut form = intake(&item, citizen(2), &[]);
    form.window = window("w7");
    let case = rig.receives("intake7", &form).await;
    let desk = async |who: &str| {
        let desk = rig.centre.desk(&session(who)).await.expect("the desk can be read");
        let ids = |list: &[centre::list::CaseBrief]| list.iter().map(|it| it.id).collect::<Vec<_>>();
        (ids(&desk.to_sign), ids(&desk.to_lay_before))
    };
    assert_eq!(desk("lead.ga").await, (vec![], vec![]), "not before it is accepted");
    rig.does("intake7", case, Act::Accept).await;
    assert_eq!(desk("lead.ga").await, (vec![case], vec![]));
    assert_eq!(desk("agent.ga").await, (vec![], vec![case]));
    for other in ["head.soc", "lead.sc", "agent.sc"] {
        assert_eq!(desk(other).await, (vec![], vec![]), "{other}");
    }
    let (place, verdict, opinion) = (DonePlace::Hall, Verdict::Agree, "同意。".into());
    let signs = Act::Step { verdict, opinion, place, visit: None };
    assert_eq!(rig.refused("head.soc", case, signs.clone()).await, "not-authorised");
    assert_eq!(rig.refused("head.soc", case, Act::SignInstant).await, "steps-open");
    rig.does("lead.ga", case, signs).await;
    assert_eq!(desk("lead.ga").await, (vec![], vec![]));
    assert_eq!(desk("agent.ga").await, (vec![], vec![]));
    assert_eq!(desk("head.soc").await, (vec![case], vec![]));
    rig.does("head.soc", case, Act::SignInstant).await;
    assert!(matches!(rig.file(case).await.stage, Stage::Delivered { .. }));
}

// N4, F1, E7: told once and whole, brought, accepted; what was not named can never be asked for.
pub async fn what_is_missing_is_told_once_and_brought(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(3), &[3, 5])).await;
    assert_eq!(rig.refused("intake2", case, Act::Accept).await, "rows-missing");
    let told = |rows: &[u8]| Act::Correction {
        rows: rows.iter().map(|row| RowReason { row: *row, reason: format!("缺第 {row} 样。") }).collect(),
    };
    rig.asks("intake2", case, &told(&[3])).await.expect_err("the one notice names everything (N4)");
    rig.does("intake2", case, told(&[3, 5])).await;
    assert_eq!(rig.state(case).await, "correction-noticed");
    let reasons: Vec<RowReason> = {
        let whole = rig.whole(case).await;
        let correction = whole.filed().and_then(|it| it.facts.correction).expect("it was given");
        whole.texts.record(correction.reasons.0).expect("the reasons open")
    };
    assert_eq!(reasons[1], RowReason { row: 5, reason: "缺第 5 样。".into() });
    rig.until("2026-03-05", 10, 0).await;
    let rows = RowSet::of(&[3, 5]).expect("rows");
    let marks = MaterialMarks { copy_kept: rows, ..MaterialMarks::default() };
    rig.does("intake2", case, Act::supplement(marks, 2, window("w2"))).await;
    assert_eq!(rig.refused("intake2", case, told(&[4])).await, "already-noticed");
    rig.does("intake2", case, Act::Accept).await;
    assert_eq!(rig.state(case).await, "accepted");
    assert_eq!(rig.kinds(case).await, ["received", "correction-noticed", "received-more", "accepted"]);
}

// N5, C2: five working days without an answer, and the law accepts; the timekeeper may be late.
pub async fn silence_is_acceptance(rig: Arc<Rig>) {
    let case = received(&rig, 4).await;
    rig.until("2026-03-09", 23, 59).await;
    assert_eq!(rig.state(case).await, "received");
    rig.until("2026-03-16", 9, 0).await;
    let file = rig.file(case).await;
    let acceptance = file.facts.acceptance.expect("silence accepted it");
    assert!(acceptance.deemed);
    let whole = rig.whole(case).await;
    let line = whole.lines.iter().find(|line| line.event.kind() == "case.deemed-accepted");
    let line = line.expect("the acceptance stands in the timeline");
    assert_eq!((line.actor.as_str(), line.occurred_at), ("time", Some(day("2026-03-10").start())));
    assert_eq!(line.recorded_at.day(), day("2026-03-16"));
    // F3: the board's number is the length of the list that its link opens, of the same day, window and scope.
    let since = day("2026-03-01");
    let counted = async |who: Option<&Session>, since| {
        let deemed = rig.centre.deemed_since(who, since).await.expect("it can be read");
        deemed.into_iter().map(|it| (it.window, it.count)).collect::<Vec<_>>()
    };
    let listed = async |who: &Session, since, window| {
        let narrow = Narrow { deemed: Some(Deemed { since, window }), ..Narrow::default() };
        let list = rig.centre.case_list(who, Which::All, narrow, None, 40).await.expect("it can be read");
        list.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    let (own, other) = (session("chief.sc"), session("chief.mz"));
    assert_eq!(counted(None, since).await, [("w2".to_owned(), 1)]);
    assert_eq!(counted(Some(&own), since).await, [("w2".to_owned(), 1)]);
    assert_eq!(listed(&own, since, Some("w2")).await, [case]);
    assert_eq!(listed(&own, since, None).await, [case]);
    assert!(listed(&own, since, Some("w3")).await.is_empty(), "another window");
    let received = whole.filed().expect("filed").facts.received_at.day();
    assert_eq!(listed(&own, received, Some("w2")).await, [case], "the first day counts");
    assert!(listed(&own, received.plus_days(1), Some("w2")).await.is_empty());
    assert!(counted(Some(&own), received.plus_days(1)).await.is_empty());
    assert!(counted(Some(&other), since).await.is_empty() && listed(&other, since, None).await.is_empty());
    // What is over stays in the number, and in the list.
    rig.hands_over("intake2", "agent.sc", case).await;
    let withdraw = Act::Withdraw {
        cause: casework::WithdrawCause::ComesAgain,
        words: String::new(),
        document_type: "111".into(),
        document_number: citizen(4).document_number,
        window: window("w2"),
    };
    rig.does("intake2", case, withdraw).await;
    assert_eq!(counted(Some(&own), since).await, [("w2".to_owned(), 1)]);
    assert_eq!(listed(&own, since, Some("w2")).await, [case]);
    let open = rig.centre.case_list(&own, Which::All, Narrow::default(), None, 40).await;
    assert!(open.expect("it can be read").iter().all(|it| it.id != case));
}

// E14: nobody comes, though reminded at half time; the case is closed and not refused.
pub async fn a_correction_never_answered_closes_the_case(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(5), &[3])).await;
    let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", case, Act::Correction { rows }).await;
    let reminders = async || {
        rig.advance(60_000_000).await;
        let notices = rig.centre.notices_latest(20).await.expect("the notices can be read");
        let all = notices.into_iter().filter(|it| it.kind == "correction-reminder").map(|it| it.text);
        all.collect::<Vec<_>>()
    };
    rig.until("2026-03-16", 23, 0).await;
    assert_eq!(reminders().await, Vec::<String>::new());
    rig.until("2026-03-17", 9, 0).await;
    let told = reminders().await;
    assert!(told.len() == 1 && told[0].contains("请在 4 月 1 日（周三）前补来"), "{told:?}");
    rig.until("2026-04-01", 23, 0).await;
    assert_eq!(reminders().await, told, "once");
    assert_eq!(rig.state(case).await, "correction-noticed");
    rig.until("2026-04-03", 9, 0).await;
    assert!(matches!(rig.file(case).await.stage, Stage::ClosedForMissing { .. }));
    assert!(rig.centre.desk(&session("intake2")).await.expect("the desk can be read").is_empty());
}

// C1, F7: asked by one, approved by another, counted on by itself when the plan ends.
pub async fn a_stop_is_asked_approved_and_ends_by_itself(rig: Arc<Rig>) {
    let case = in_hand(&rig, 6).await;
    let due =
        |file: &casework::File| file.facts.clocks.get(casework::ClockKind::Promised).map(|it| it.clock.due());
    let before = due(&rig.file(case).await).expect("the promised clock runs");
    rig.does("do.sc", case, ask_stop(5)).await;
    let desk = rig.centre.desk(&session("chief.sc")).await.expect("the desk can be read");
    assert_eq!(desk.to_approve.len(), 1);
    assert_eq!(rig.refused("do.sc", case, Act::ApproveStop).await, "not-authorised");
    rig.does("chief.sc", case, Act::ApproveStop).await;
    let file = rig.file(case).await;
    assert!(matches!(&file.stage, Stage::Handling(it) if matches!(it.stop, Stop::Stopped { .. })));
    assert!(due(&file).expect("it is only stopped") > before);
    let stopped = async || rig.centre.desk(&session("do.sc")).await.expect("the desk can be read").stopped;
    let until = match rig.file(case).await.stage {
        Stage::Handling(handling) => match handling.stop {
            Stop::Stopped { planned_until, .. } => planned_until,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let left = until.number() - rig.centre.today().number();
    assert!(left > 3 && stopped().await.is_empty(), "not yet");
    rig.advance(i64::from(left - 3) * DAY).await;
    assert_eq!(stopped().await.iter().map(|it| it.stopped_until).collect::<Vec<_>>(), [Some(until)]);
    rig.advance(i64::from(11 - left) * DAY).await;
    let file = rig.file(case).await;
    assert!(matches!(&file.stage, Stage::Handling(it) if matches!(it.stop, Stop::PastPlan { .. })));
    let kinds = rig.kinds(case).await;
    assert!(kinds.contains(&"resumed"), "{kinds:?}");
}

// F7, N17: the document of a stop may follow the notice by some working days; the applicant is told until when, and then which.
pub async fn the_document_of_a_stop_may_follow_its_notice(rig: Arc<Rig>) {
    let named = in_hand(&rig, 16).await;
    rig.does("do.sc", named, ask_stop(5)).await;
    rig.does("chief.sc", named, Act::ApproveStop).await;
    let open = in_hand(&rig, 17).await;
    rig.does("do.sc", open, ask_stop_open(5)).await;
    rig.does("chief.sc", open, Act::ApproveStop).await;
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(20).await.expect("the notices can be read");
    let told = |case| {
        let mut own = notices.iter().filter(|it| it.case == Some(case) && it.kind == "clock-stopped");
        own.next().map(|it| it.text.clone()).unwrap_or_default()
    };
    assert!(told(named).contains("依据文书：检验委托单 2026-118 号。"), "{}", told(named));
    assert!(told(open).contains("依据文书最迟 3 月 5 日"), "{}", told(open));
    assert_eq!(
        rig.refused("do.sc", named, Act::ShowStopOrder { order: "x".into() }).await,
        "no-stop-order-owed"
    );
    for (order, why) in [
        (" ".to_owned(), FieldWhy::Missing),
        ("号".repeat(NAME_CHARS_MAX + 1), FieldWhy::TooLong(NAME_CHARS_MAX)),
        ("\0".to_owned(), FieldWhy::HasNul),
    ] {
        let expected = FieldProblem { field: "order".into(), why };
        let answer = rig.asks("do.sc", open, &Act::ShowStopOrder { order }).await;
        assert!(matches!(&answer, Err(Problem::Form(found)) if *found == [expected]), "{answer:?}");
    }
    let show = Act::ShowStopOrder { order: "号".repeat(NAME_CHARS_MAX) };
    assert_eq!(rig.refused("do2.sc", open, show.clone()).await, "not-the-holder");
    rig.does("do.sc", open, show).await;
    let whole = rig.whole(open).await;
    assert_eq!(whole.stop_order(&whole.lines), "号".repeat(NAME_CHARS_MAX));
    let notice = whole.lines.iter().position(|it| it.event.kind() == "case.stopped").expect("it was told");
    assert_eq!(
        whole.stop_order(&whole.lines[..notice]),
        "",
        "the notice names none, however often it is printed"
    );
    rig.verifies().await;
}

// C4, E16: reasons of the list and in words; somebody else comes with code and letter.
pub async fn a_decision_is_refused_with_reasons_and_collected_by_another(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let refuse = |reasons: &str| Act::Decide {
        outcome: Outcome::Refused,
        grounds: vec![GroundCode::parse("place").expect("a code")],
        reasons: reasons.into(),
    };
    let without = rig.asks("chief.sc", case, &refuse(" ")).await;
    assert!(matches!(without, Err(Problem::Form(ref fields)) if fields[0].field == "reasons"), "{without:?}");
    rig.does("chief.sc", case, refuse("离污水沟只有三米。")).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let deliver = |code: &str| Act::Deliver {
        code: code.into(),
        document_type: "111".into(),
        document_number: String::new(),
        collector: Some(Collector {
            name: "许小妹".into(),
            document_type: "111".into(),
            document_number: citizen(70).document_number,
            letter: false,
        }),
        window: window("w15"),
    };
    let code = pickup(&rig, case).await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(rig.refused("out", case, deliver(wrong)).await, "pickup-code-wrong");
    rig.does("out", case, deliver(&code)).await;
    let whole = rig
        .centre
        .case_fetch_for(&session("out"), case)
        .await
        .expect("who handed it out may print the proof");
    let collector = whole.lines.iter().find_map(|line| match line.event {
        casework::Event::Delivered(it) => Some(it.to),
        _ => None,
    });
    let Some(casework::DeliverTo::Authorised { collector, letter: false }) = collector else {
        panic!("collected by {collector:?}")
    };
    let collector: Collector = whole.texts.record(collector.0).expect("the collector's record opens");
    assert_eq!(collector.name, "许小妹");
    let again = concluded(&rig, 8).await;
    assert_eq!(rig.state(again).await, "ready-to-collect");
}
