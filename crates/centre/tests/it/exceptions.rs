//! Acceptance with its exceptions, through the centre: a second list that the window head released, papers that follow.

use std::sync::Arc;

use casework::{DonePlace, MaterialMarks, Outcome, StageName};
use catalogue::{CaseId, GroundCode, RowSet};
use centre::act::Act;
use centre::case::Problem;
use centre::paper::{PaperStanding, papers_of};
use centre::particulars::RowReason;

use crate::rig::{Rig, citizen, intake, item, window};
use crate::walk::{grant, step, visit};

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
    rig.does("intake2", case, Act::Supplement { marks, papers: 1, window: window("w2") }).await;
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
    let other = Act::Supplement {
        marks: MaterialMarks { copy_kept: rows(&[3]), ..MaterialMarks::default() },
        papers: 1,
        window: window("w2"),
    };
    assert_eq!(rig.refused("intake2", case, other).await, "not-deferred");
    brings(&rig, case, &[4]).await;
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
