//! Acceptance with its exceptions, through the centre: a second list that the window head released, papers that follow,
//! commitments that are checked.

use std::sync::Arc;

use casework::bar::Ground;
use casework::{CheckOutcome, DonePlace, MaterialMarks, Outcome, StageName};
use catalogue::{CaseId, GroundCode, RowSet};
use centre::act::Act;
use centre::bar_list::BarPlace;
use centre::bars::{BarAct, BarOf, BarWarning};
use centre::case::Problem;
use centre::intake::Intake;
use centre::office_waits::OfficeWhat;
use centre::paper::{PaperStanding, papers_of};
use centre::particulars::RowReason;
use centre::supplement::SentIn;

use crate::desk::beside;
use crate::rig::{Rig, citizen, intake, item, session, window};
use crate::walk::{grant, in_hand, step, visit};

async fn told(rig: &Rig, kind: &str) -> Option<String> {
    rig.advance(60_000_000).await;
    let notices = rig.centre.notices_latest(20).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.kind == kind).map(|it| it.text)
}

fn rows(rows: &[u8]) -> RowSet {
    RowSet::of(rows).expect("rows are below 65")
}

fn correction(of: &[u8]) -> Act {
    let reason = |row: &u8| RowReason { row: *row, reason: "图上没有标尺寸。".into() };
    Act::Correction { rows: of.iter().map(reason).collect() }
}

async fn brings(rig: &Rig, case: CaseId, of: &[u8]) {
    let marks = MaterialMarks { copy_kept: rows(of), ..MaterialMarks::default() };
    rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
}

// F1, tone 15: what the first list did not name comes only with the window head's written word, and the applicant reads whose.
pub async fn a_second_list_adds_only_what_the_window_head_released(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(31), &[4])).await;
    rig.does("intake2", case, correction(&[4])).await;
    assert_eq!(rig.refused("intake2", case, correction(&[4])).await, "nothing-came");
    brings(&rig, case, &[4]).await;
    assert_eq!(rig.refused("intake2", case, correction(&[3])).await, "already-noticed");
    let release = |reason: &str| Act::ReleaseCorrection { rows: rows(&[3]), reason: reason.into() };
    assert_eq!(rig.refused("intake2", case, release("漏看了。")).await, "not-authorised");
    let silent = rig.asks("head.biz", case, &release("  ")).await;
    assert!(matches!(silent, Err(Problem::Form(ref fields)) if fields[0].field == "reason"), "{silent:?}");
    rig.does("head.biz", case, release("收件时没有展开图看。")).await;
    rig.does("intake2", case, correction(&[3])).await;
    let file = rig.file(case).await;
    assert_eq!(file.stage.name(), StageName::CorrectionNoticed);
    let words = told(&rig, "correction-renewed").await.expect("the applicant is told");
    assert!(words.contains("设备设施、布局和操作流程图上次没有告诉您"), "{words}");
    assert!(words.contains("原因是：收件时没有展开图看") && words.contains("记入监察"), "{words}");
    let whole = rig.whole(case).await;
    let papers = papers_of(file.facts.receipt, &whole.lines);
    let standing: Vec<_> = papers.iter().map(|paper| paper.standing).collect();
    assert_eq!(standing, [PaperStanding::Genuine, PaperStanding::Superseded, PaperStanding::Genuine]);
    brings(&rig, case, &[3]).await;
    rig.does("intake2", case, Act::Accept).await;
}

/// Accepted while row 4 may follow, examined and visited; the decision comes next.
async fn deferred(rig: &Rig, n: u32) -> CaseId {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(n), &[4])).await;
    assert_eq!(rig.refused("intake2", case, Act::Accept).await, "rows-missing");
    assert_eq!(
        rig.refused("intake2", case, Act::AcceptDeferred { rows: rows(&[3, 4]) }).await,
        "not-deferrable"
    );
    rig.does("intake2", case, Act::AcceptDeferred { rows: rows(&[4]) }).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    case
}

// N56: accepted and told what follows by which day; nothing is granted before it is in.
pub async fn papers_that_follow_hold_up_the_grant_and_not_the_acceptance(rig: Arc<Rig>) {
    let case = deferred(&rig, 32).await;
    let words = told(&rig, "accepted").await.expect("the applicant is told");
    assert!(words.contains("还要补来：食品安全管理人员和规章制度，最迟 3 月 9 日（周一）"), "{words}");
    assert_eq!(rig.refused("lead.sc", case, grant()).await, "deferred-open");
    let marks = MaterialMarks { copy_kept: rows(&[3]), ..MaterialMarks::default() };
    let other = Act::supplement(marks, 1, window("w2"));
    assert_eq!(rig.refused("intake2", case, other).await, "not-deferred");
    let marks = MaterialMarks { copy_kept: rows(&[4]), ..MaterialMarks::default() };
    let letter = Some(SentIn { fax: false, arrived_on: None, posted_on: None });
    let (papers, window, by_representative) = (1, window("w2"), false);
    rig.does("intake2", case, Act::Supplement { marks, papers, window, letter, by_representative }).await;
    let words = told(&rig, "received-more-by-letter").await.expect("whoever wrote is told");
    assert!(words.contains("要补的都齐了"), "{words}");
    rig.does("lead.sc", case, grant()).await;
    let kinds = rig.kinds(case).await;
    assert_eq!(kinds[..3], ["received", "accepted", "deferred"]);
    assert!(kinds.contains(&"deferred-brought"), "{kinds:?}");
}

// N56: a reminder at half time, a warning to those who carry the case on the last day, and a word when it has passed.
pub async fn whoever_never_brings_them_is_reminded_and_refused_after_the_day(rig: Arc<Rig>) {
    let case = deferred(&rig, 33).await;
    let ground = GroundCode::parse("deferred-not-brought").expect("a code");
    let refuse = || Act::Decide {
        outcome: Outcome::Refused,
        grounds: vec![ground],
        reasons: "约定的日子没有补来。".into(),
    };
    assert_eq!(rig.refused("lead.sc", case, refuse()).await, "deferred-not-due");
    rig.until("2026-03-05", 9, 0).await;
    let words = told(&rig, "deferral-reminder").await.expect("half the time is over");
    assert!(words.contains("请最迟 3 月 9 日（周一）补来"), "{words}");
    rig.until("2026-03-09", 23, 59).await;
    assert_eq!(rig.refused("lead.sc", case, refuse()).await, "deferred-not-due");
    let warned = "select recipient from notice where kind = $1 order by recipient";
    let warned = rig.rows(warned, vec!["deferral-last-day".into()]).await;
    let warned: Vec<_> = warned.iter().map(|row| row.text(0).expect("a text").to_owned()).collect();
    assert_eq!(warned, ["person/agent.sc", "person/do.sc"]);
    rig.until("2026-03-10", 9, 0).await;
    let words = told(&rig, "deferral-passed").await.expect("the day has passed");
    assert!(words.contains("可能作出不予批准的决定"), "{words}");
    rig.does("lead.sc", case, refuse()).await;
}

/// A case granted on commitments, and what was handed in with it.
async fn committed(rig: &Rig, n: u32) -> (Intake, CaseId) {
    let fire = item("fire-safety-check");
    rig.open_item(&fire).await;
    let mut form = intake(&fire, citizen(n), &[3, 4]);
    form.marks.committed = rows(&[3, 4]);
    let case = rig.receives("intake2", &form).await;
    rig.does("intake2", case, Act::Accept).await;
    rig.hands_over("intake2", "agent.gen", case).await;
    rig.hands_over("agent.gen", "do.xf", case).await;
    rig.does("do.xf", case, step(DonePlace::Hall)).await;
    rig.does("chief.xf", case, grant()).await;
    (form, case)
}

// N55, A25: granted the same day without the visit; the check stands in the list of those who handle, and the applicant is told.
pub async fn a_commitment_is_granted_the_same_day_and_checked_afterwards(rig: Arc<Rig>) {
    let fire = item("fire-safety-check");
    let (_, case) = committed(&rig, 34).await;
    let due =
        rig.centre.commitments_due(&session("do2.xf"), None, None, 40).await.expect("the list can be read");
    let due: Vec<_> = due.iter().map(|it| (it.brief.id, it.due_on.map(|day| day.to_string()))).collect();
    assert_eq!(due, [(case, Some("2026-04-14".to_owned()))], "30 working days, one of them a holiday");
    let elsewhere =
        rig.centre.commitments_due(&session("do.sc"), None, None, 40).await.expect("the list can be read");
    assert!(elsewhere.is_empty(), "not the cases of another unit");
    let check = |outcome, finding: &str| Act::CheckCommitment { outcome, finding: finding.into() };
    let elsewhere = rig.asks("do.sc", case, &check(CheckOutcome::Kept, "一致。")).await;
    assert!(matches!(elsewhere, Err(Problem::OutOfScope)), "{elsewhere:?}");
    rig.does("do2.xf", case, check(CheckOutcome::ToCorrect, "疏散指示标志缺两处。")).await;
    let words = told(&rig, "commitment-to-correct").await.expect("the applicant is told");
    assert!(words.contains("疏散指示标志缺两处") && words.contains("前改好"), "{words}");
    rig.does("do.xf", case, check(CheckOutcome::False, "过了日子没有改。")).await;
    let words = told(&rig, "commitment-false").await.expect("the applicant is told");
    assert!(words.contains("过了日子没有改") && words.contains("依法撤销许可"), "{words}");
    let due =
        rig.centre.commitments_due(&session("do2.xf"), None, None, 40).await.expect("the list can be read");
    assert!(due.is_empty(), "nothing more is to be checked");
    // The paper route of the same item has its visit before the decision, and nothing to check.
    let paper = rig.receives("intake2", &intake(&fire, citizen(35), &[])).await;
    rig.does("intake2", paper, Act::Accept).await;
    rig.hands_over("intake2", "agent.gen", paper).await;
    rig.hands_over("agent.gen", "do.xf", paper).await;
    rig.does("do.xf", paper, step(DonePlace::Hall)).await;
    assert_eq!(rig.refused("chief.xf", paper, grant()).await, "steps-open");
}

// N26: false materials bar from the one licence (该行政许可), and from no other of the authority; another item has an entry of
// its own, and only one.
pub async fn a_bar_is_of_its_item_alone(rig: Arc<Rig>) {
    let food = item("food-business");
    let case = in_hand(&rig, 36).await;
    let asks = |who: &'static str, act: BarAct| {
        let (id, rig) = (rig.command_id(), &rig);
        async move { rig.centre.bar_act(&session(who), case, id, None, None, &act).await }
    };
    let propose = || BarAct::Propose { ground: Ground::FalseMaterials, reason: "图纸是假的。".into() };
    asks("do.sc", propose()).await.expect("proposed");
    let twice = asks("do.sc", propose()).await;
    assert!(matches!(&twice, Err(Problem::Refused(it)) if it.code() == "bar-already-proposed"), "{twice:?}");
    asks("do.sc", BarAct::Hear { statement: "说不知情。".into() }).await.expect("heard");
    asks("chief.sc", BarAct::Decide).await.expect("decided");
    let shown = rig.centre.bar_fetch(&session("do.sc"), case, None).await.expect("it can be read");
    assert!(shown.bar.entry.is_some_and(|it| it.decision.is_some()) && shown.decided_seq.is_some());
    let look = async |item: &catalogue::Item| {
        let look = rig.centre.intake_look(&session("intake2"), item, &intake(item, citizen(36), &[])).await;
        look.expect("it can be looked at").barred.map(|it| it.ground)
    };
    assert_eq!(look(&food).await, Some(Ground::FalseMaterials));
    let other = item("self-employed");
    assert_eq!(other.authority, food.authority);
    assert_eq!(look(&other).await, None, "another matter of the same authority");
    rig.verifies().await;
}

// N26, N55, A25: proposed, heard, decided by the head, told; intake warns, and no commitment is open until it is lifted.
pub async fn who_made_a_false_commitment_is_heard_listed_and_told(rig: Arc<Rig>) {
    let fire = item("fire-safety-check");
    let (mut form, case) = committed(&rig, 36).await;
    let asks = |who: &'static str, act: BarAct| {
        let (id, rig) = (rig.command_id(), &rig);
        async move { rig.centre.bar_act(&session(who), case, id, None, None, &act).await }
    };
    let propose =
        || BarAct::Propose { ground: Ground::FalseCommitment, reason: "只有一个出口。".into() };
    let early = asks("do2.xf", propose()).await;
    assert!(
        matches!(early, Err(Problem::Refused(ref it)) if it.code() == "bar-not-found-false"),
        "{early:?}"
    );
    let check =
        Act::CheckCommitment { outcome: CheckOutcome::False, finding: "只有一个出口。".into() };
    rig.does("do2.xf", case, check).await;
    let silent =
        asks("do2.xf", BarAct::Propose { ground: Ground::FalseCommitment, reason: " ".into() }).await;
    assert!(matches!(silent, Err(Problem::Form(_))), "{silent:?}");
    let elsewhere = asks("do.sc", propose()).await;
    assert!(matches!(elsewhere, Err(Problem::OutOfScope)), "{elsewhere:?}");
    asks("do2.xf", propose()).await.expect("it is proposed");
    // A25: each finds on the desk what is his to do next, and the proposer does not decide.
    let bar = async |who: &str| {
        let of = |it: &(OfficeWhat, usize, String)| (it.1 == 1 && it.2 == case.to_string()).then_some(it.0);
        beside(&rig, who).await.iter().filter_map(of).collect::<Vec<_>>()
    };
    assert_eq!((bar("do.xf").await, bar("chief.xf").await), (vec![OfficeWhat::HearBar], vec![]));
    let unheard = asks("chief.xf", BarAct::Decide).await;
    assert!(matches!(unheard, Err(Problem::Refused(ref it)) if it.code() == "bar-not-heard"), "{unheard:?}");
    asks("do.xf", BarAct::Hear { statement: "说当时不知道。".into() }).await.expect("heard");
    assert_eq!((bar("do.xf").await, bar("chief.xf").await), (vec![], vec![OfficeWhat::DecideBar]));
    assert_eq!((bar("do2.xf").await, bar("chief.sc").await), (vec![], vec![]));
    let handler = asks("do2.xf", BarAct::Decide).await;
    assert!(matches!(handler, Err(Problem::Refused(ref it)) if it.code() == "bar-head-only"), "{handler:?}");
    asks("chief.xf", BarAct::Decide).await.expect("decided");
    let list = rig.centre.bars_page(&session("do.xf"), None, None, 40).await.expect("the list can be read");
    let list: Vec<_> = list.iter().map(|it| (it.brief.id, it.ground, it.stage.as_str(), it.until)).collect();
    assert_eq!(list, [(case, Ground::FalseCommitment, "decided", None)]);
    assert!(
        rig.centre
            .bars_page(&session("do.sc"), None, None, 40)
            .await
            .expect("the list can be read")
            .is_empty()
    );
    assert_eq!((bar("do.xf").await, bar("chief.xf").await), (vec![OfficeWhat::TellBar], vec![]));
    asks("do.xf", BarAct::Tell).await.expect("told");
    assert_eq!(bar("do.xf").await, []);
    // Intake says so, a commitment is refused, papers are taken.
    let look = rig.centre.intake_look(&session("intake2"), &fire, &form).await.expect("it can be looked at");
    assert_eq!(look.barred, Some(BarWarning { ground: Ground::FalseCommitment, until: None }));
    form.other_matter = true;
    let again = rig.centre.case_receive(&session("intake2"), rig.command_id(), &form).await;
    assert!(matches!(again, Err(Problem::Refused(ref it)) if it.code() == "commitment-closed"), "{again:?}");
    let papers = Intake { other_matter: true, ..intake(&fire, citizen(36), &[]) };
    rig.receives("intake2", &papers).await;
    let another = rig.centre.intake_look(&session("intake2"), &fire, &intake(&fire, citizen(37), &[])).await;
    assert_eq!(another.expect("it can be looked at").barred, None);
    asks("chief.xf", BarAct::Lift { reason: "已经改好，信用修复。".into() }).await.expect("lifted");
    assert!(
        rig.centre
            .bars_page(&session("do.xf"), None, None, 40)
            .await
            .expect("the list can be read")
            .is_empty()
    );
    rig.receives("intake2", &form).await;
}

// N26, A25: one for the false commitment and one for false materials out of the same case: both are listed, page by page,
// shown, decided and lifted, each without the other.
pub async fn two_entries_out_of_one_case_stand_side_by_side(rig: Arc<Rig>) {
    let (_, case) = committed(&rig, 36).await;
    let check =
        Act::CheckCommitment { outcome: CheckOutcome::False, finding: "只有一个出口。".into() };
    rig.does("do2.xf", case, check).await;
    let asks = async |who: &str, of: Option<BarOf>, act: BarAct| {
        rig.centre.bar_act(&session(who), case, rig.command_id(), None, of, &act).await.map(|_| ())
    };
    let propose = |ground| BarAct::Propose { ground, reason: "查实了。".into() };
    asks("do2.xf", None, propose(Ground::FalseCommitment)).await.expect("proposed");
    asks("do2.xf", None, propose(Ground::FalseMaterials)).await.expect("the other record is free");
    for ground in [Ground::FalseCommitment, Ground::Fraud] {
        let twice = asks("do2.xf", None, propose(ground)).await;
        assert!(
            matches!(&twice, Err(Problem::Refused(it)) if it.code() == "bar-already-proposed"),
            "{twice:?}"
        );
    }
    let head = session("chief.xf");
    let fetch = async |of: BarOf| {
        let shown = rig.centre.bar_fetch(&head, case, Some(of)).await.expect("it can be read");
        let other = shown.other.map(|it| it.ground);
        (shown.of, shown.bar.entry.map(|it| (it.ground, centre::bars::stage(&it))), other)
    };
    let (materials, commitment) = (Ground::FalseMaterials, Ground::FalseCommitment);
    assert_eq!(fetch(BarOf::Item).await, (BarOf::Item, Some((materials, "proposed")), Some(commitment)));
    let of_all = (BarOf::Authority, Some((commitment, "proposed")), Some(materials));
    assert_eq!(fetch(BarOf::Authority).await, of_all);
    // The list goes on within the case: two pages of one entry each, and no third.
    let mut listed = Vec::new();
    let mut after = None;
    for _ in 0..3 {
        let page = rig.centre.bars_page(&head, None, after.as_ref(), 1).await.expect("the list can be read");
        let Some(last) = page.last() else { break };
        listed.push((last.brief.id, last.of, last.ground));
        after = BarPlace::parse(&last.place().cursor());
    }
    assert_eq!(listed, [(case, BarOf::Authority, commitment), (case, BarOf::Item, materials)]);
    // Each goes its own way.
    let hear = || BarAct::Hear { statement: "说不知情。".into() };
    asks("do.xf", Some(BarOf::Authority), hear()).await.expect("heard");
    let unheard = asks("chief.xf", Some(BarOf::Item), BarAct::Decide).await;
    assert!(matches!(&unheard, Err(Problem::Refused(it)) if it.code() == "bar-not-heard"), "{unheard:?}");
    asks("chief.xf", Some(BarOf::Authority), BarAct::Decide).await.expect("decided");
    asks("do.xf", Some(BarOf::Item), hear()).await.expect("heard");
    asks("chief.xf", Some(BarOf::Item), BarAct::Decide).await.expect("decided");
    asks("chief.xf", Some(BarOf::Item), BarAct::Lift { reason: "图纸是真的。".into() })
        .await
        .expect("lifted");
    assert_eq!(fetch(BarOf::Item).await.1, Some((materials, "lifted")));
    assert_eq!(fetch(BarOf::Authority).await.1, Some((commitment, "decided")), "the other stands");
    rig.verifies().await;
}
