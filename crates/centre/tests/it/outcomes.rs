//! The other ways a case goes, through the centre: a limit lengthened, an application withdrawn, the matter taken up again.

use std::sync::Arc;

use casework::{ClockKind, Extension, Outcome, Stage, WithdrawCause};
use catalogue::GroundCode;
use centre::act::{Act, NonAcceptance};
use centre::case::Problem;
use centre::intake::Intake;
use centre::particulars::RowReason;

use crate::rig::{DAY, Rig, citizen, intake, item, session, window};
use crate::walk::{before_decision, collect, concluded, grant, in_hand, pickup, received};

fn withdraw(n: u32, cause: WithdrawCause, words: &str) -> Act {
    Act::Withdraw {
        cause,
        words: words.into(),
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        window: window("w2"),
    }
}

async fn told(rig: &Rig, kind: &str) -> Option<String> {
    rig.advance(60_000_000).await;
    let notices = rig.centre.notices_latest(20).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.kind == kind).map(|it| it.text)
}

// N14, C7, F8: asked by the handler, approved by the head alone, told to the applicant with reason, article and new days.
pub async fn a_limit_is_lengthened_once_by_the_head(rig: Arc<Rig>) {
    let case = in_hand(&rig, 21).await;
    let due = |file: &casework::File| file.facts.clocks.get(ClockKind::Statutory).map(|it| it.clock.due());
    let before = due(&rig.file(case).await).expect("the law sets a limit");
    let ask = || Act::AskExtension { reason: "暴雨冲断道路，现场去不了。".into() };
    rig.does("do.sc", case, ask()).await;
    assert_eq!(rig.refused("do.sc", case, ask()).await, "extension-already-asked");
    assert_eq!(rig.refused("lead.sc", case, Act::ApproveExtension).await, "delegation-does-not-cover");
    let desk = rig.centre.desk(&session("lead.sc")).await.expect("the desk can be read");
    assert!(desk.to_approve.is_empty(), "a letter for decisions names no extension (C7)");
    let desk = rig.centre.desk(&session("chief.sc")).await.expect("the desk can be read");
    assert_eq!(desk.to_approve.iter().map(|it| it.id).collect::<Vec<_>>(), [case]);
    rig.does("chief.sc", case, Act::ApproveExtension).await;
    let file = rig.file(case).await;
    assert!(matches!(file.facts.extension, Extension::Approved { .. }));
    assert!(due(&file).expect("it runs on") > before);
    assert_eq!(rig.state(case).await, "extended");
    assert_eq!(rig.refused("do.sc", case, ask()).await, "already-extended");
    let words = told(&rig, "extended").await.expect("the applicant is told");
    assert!(words.contains("暴雨冲断道路，现场去不了。") && words.contains("行政许可法"), "{words}");
    let again = before_decision(&rig, 22).await;
    rig.does("agent.sc", again, ask()).await;
    rig.does("chief.sc", again, Act::RefuseExtension { reason: "道路已通。".into() }).await;
    rig.does("lead.sc", again, grant()).await;
}

// C26, F9: the applicant's own document, signed before an officer at a window; the papers go back and nothing runs.
pub async fn an_applicant_withdraws_at_a_window(rig: Arc<Rig>) {
    let case = in_hand(&rig, 23).await;
    let other = withdraw(24, WithdrawCause::NoLongerWanted, "");
    assert_eq!(rig.refused("intake2", case, other).await, "identity-differs");
    let silent = rig.asks("intake2", case, &withdraw(23, WithdrawCause::Other, " ")).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "words"), "{silent:?}");
    assert_eq!(
        rig.refused("do.sc", case, withdraw(23, WithdrawCause::NoLongerWanted, "")).await,
        "not-authorised"
    );
    rig.does("intake2", case, withdraw(23, WithdrawCause::Other, "房子不租了。")).await;
    let file = rig.file(case).await;
    let Stage::Withdrawn(withdrawal) = &file.stage else { panic!("{:?}", file.stage) };
    let whole = rig.whole(case).await;
    let said = withdrawal.words.map(|words| whole.texts.text(words.0));
    assert_eq!((file.facts.holding.papers, said.as_deref()), (0, Some("房子不租了。")));
    assert_eq!(rig.state(case).await, "withdrawn");
    let desk = rig.centre.desk(&session("do.sc")).await.expect("the desk can be read");
    assert!(desk.is_empty(), "nobody has it any more");
    let words = told(&rig, "withdrawn").await.expect("the applicant is told");
    assert!(words.contains("没有人可以要求您撤回"), "{words}");
}

// F9, E14: the same matter within 90 days counts on; another item, or later, begins anew.
pub async fn a_matter_that_comes_again_counts_on(rig: Arc<Rig>) {
    let first = received(&rig, 25).await;
    rig.does("intake2", first, withdraw(25, WithdrawCause::ComesAgain, "")).await;
    rig.advance(10 * DAY).await;
    let second = received(&rig, 25).await;
    assert_eq!(rig.file(second).await.facts.previous, Some(first));
    let other = rig.receives("intake2", &intake(&item("self-employed"), citizen(25), &[])).await;
    assert_eq!(rig.file(other).await.facts.previous, None);
    rig.does("intake2", second, withdraw(25, WithdrawCause::AskedByWindow, "")).await;
    let third = received(&rig, 25).await;
    let whole = rig.whole(third).await;
    let earlier: Vec<_> = whole.earlier.iter().map(|it| it.id).collect();
    assert_eq!(earlier, [second, first], "the whole chain counts together");
    // E14: sent away for papers, taken up again.
    let sent_away = rig.receives("intake2", &intake(&item("food-business"), citizen(26), &[3])).await;
    let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", sent_away, Act::Correction { rows }).await;
    rig.advance(40 * DAY).await;
    assert!(matches!(rig.file(sent_away).await.stage, Stage::ClosedForMissing { .. }));
    let again = received(&rig, 26).await;
    assert_eq!(rig.file(again).await.facts.previous, Some(sent_away));
    let third = rig.receives("intake2", &intake(&item("food-business"), citizen(27), &[3])).await;
    rig.does("intake2", third, withdraw(27, WithdrawCause::ComesAgain, "")).await;
    rig.advance(100 * DAY).await;
    assert_eq!(rig.file(received(&rig, 27).await).await.facts.previous, None, "after 90 days it is new");
}

// F9: a refused acceptance and a refusal do not begin a new count either; a grant does, and a refusal not yet made out runs.
pub async fn a_matter_that_was_refused_counts_on(rig: Arc<Rig>) {
    let turned_away = received(&rig, 28).await;
    let (ground, reason) = (NonAcceptance::NotRequired, "不用办。".into());
    rig.does("intake2", turned_away, Act::RefuseAcceptance { ground, reason }).await;
    let refused = before_decision(&rig, 29).await;
    let refuse = Act::Decide {
        outcome: Outcome::Refused,
        grounds: vec![GroundCode::parse("place").expect("a code")],
        reasons: "离污水沟只有三米。".into(),
    };
    rig.does("chief.sc", refused, refuse).await;
    let (food, who) = (item("food-business"), session("intake2"));
    let look = async |n: u32| {
        rig.centre.intake_look(&who, &food, &intake(&food, citizen(n), &[])).await.expect("it is looked over")
    };
    assert_eq!(look(29).await.open, 1, "it is decided and not at an end");
    rig.does("agent.sc", refused, Act::Recheck).await;
    rig.does("do.sc", refused, Act::Make).await;
    assert_eq!(look(29).await.open, 0, "what waits to be fetched is no open matter");
    let granted = concluded(&rig, 30).await;
    assert_eq!(look(30).await.open, 1);
    let code = pickup(&rig, granted).await;
    rig.does("out", granted, collect(&code, &citizen(30).document_number)).await;
    rig.advance(10 * DAY).await;
    for (n, earlier) in [(28, Some(turned_away)), (29, Some(refused)), (30, None)] {
        let again = received(&rig, n).await;
        assert_eq!(rig.file(again).await.facts.previous, earlier, "{n}");
        let whole = rig.whole(again).await;
        assert_eq!(whole.earlier.iter().map(|it| it.id).collect::<Vec<_>>(), Vec::from_iter(earlier));
    }
    // Fetched in between, it is the same refusal.
    let late = before_decision(&rig, 31).await;
    let grounds = vec![GroundCode::parse("place").expect("a code")];
    let refuse =
        Act::Decide { outcome: Outcome::Refused, grounds, reasons: "离污水沟只有三米。".into() };
    rig.does("chief.sc", late, refuse).await;
    rig.does("agent.sc", late, Act::Recheck).await;
    rig.does("do.sc", late, Act::Make).await;
    let code = pickup(&rig, late).await;
    rig.does("out", late, collect(&code, &citizen(31).document_number)).await;
    assert_eq!(rig.file(received(&rig, 31).await).await.facts.previous, Some(late));
    rig.verifies().await;
}

// E9: what was shown at intake and is another matter stays linked, and both files say so; nothing is linked unasked.
pub async fn another_matter_beside_an_open_one_is_seen_on_both_files(rig: Arc<Rig>) {
    let first = received(&rig, 32).await;
    assert_eq!(rig.file(first).await.facts.beside, None);
    let food = item("food-business");
    let form = Intake { other_matter: true, ..intake(&food, citizen(32), &[]) };
    rig.advance(60_000_000).await;
    let second = rig.receives("intake2", &form).await;
    rig.advance(60_000_000).await;
    let third = rig.receives("intake2", &form).await;
    let beside = async |case| {
        let mut ids: Vec<_> = rig.whole(case).await.beside.iter().map(|it| it.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(beside(first).await, [second]);
    let mut both = [first, third];
    both.sort();
    assert_eq!(beside(second).await, both, "the latest open one each time");
    assert_eq!(beside(third).await, [second]);
    let alone =
        rig.receives("intake2", &Intake { other_matter: true, ..intake(&food, citizen(33), &[]) }).await;
    assert_eq!(beside(alone).await, [], "there was nothing that it could be mistaken for");
    rig.verifies().await;
}
