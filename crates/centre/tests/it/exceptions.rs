//! Acceptance with its exceptions, through the centre: a second list that the window head released.

use std::sync::Arc;

use casework::{MaterialMarks, StageName};
use catalogue::{CaseId, RowSet};
use centre::act::Act;
use centre::case::Problem;
use centre::paper::{PaperStanding, papers_of};
use centre::particulars::RowReason;

use crate::rig::{Rig, citizen, intake, item, window};

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
