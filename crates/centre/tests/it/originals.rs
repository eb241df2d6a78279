//! Originals travel with the result and close their return with its receipt; papers that come later join the list of a folder
//! (A12, C25, E8).

use std::sync::Arc;

use casework::folder::{Dossier, Event as FolderEvent, Folder};
use casework::{DocumentKind, MaterialMarks};
use catalogue::{CaseId, RowSet};
use centre::act::Act;
use centre::act_delivery::{CarrierAnswer, Posting, SentBy};
use centre::folder::{FolderAct, FolderRow};
use centre::oversight::finding::FindingWhich;
use centre::paper::PaperNo;
use centre::particulars::RowReason;
use oversight::Rule;

use crate::after::{code, folder, kept, rows, told};
use crate::promises::{confirm, otherwise};
use crate::rig::{MINUTE, Rig, citizen, intake, item, session, window};
use crate::walk::{before_decision, collect, grant, pickup};

async fn dossier(rig: &Rig, case: CaseId) -> Box<Dossier> {
    match rig.centre.folder_state(case).await.expect("it can be read").0 {
        Folder::Kept(dossier) => dossier,
        Folder::Absent => panic!("it was opened"),
    }
}

/// The result is made, the address signed for, and the first paper of the folder is an original that is owed.
async fn made(rig: &Rig, n: u32) -> (CaseId, u8) {
    let case = before_decision(rig, n).await;
    let kept = kept(rig, case).await;
    let list: Vec<(u8, bool)> = kept.iter().enumerate().map(|(place, row)| (*row, place == 0)).collect();
    folder(rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    rig.does("out", case, confirm(n)).await;
    (case, kept[0])
}

fn letter(originals: Vec<u8>) -> Act {
    let posting = Posting { carrier: "示例邮政".into(), number: "XX0012".into() };
    otherwise(SentBy::Post { posting, originals })
}

fn back(row: u8, n: u32) -> FolderAct {
    FolderAct::ReturnOriginals {
        rows: vec![row],
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        other: None,
        window: window("w15"),
    }
}

// E8, C25: posted together by the delivery window alone; the receipt closes the return, with a paper that can be checked.
pub async fn originals_travel_with_the_result_and_its_receipt_closes_their_return(rig: Arc<Rig>) {
    let (case, original) = made(&rig, 81).await;
    assert_eq!(rig.refused("out", case, letter(Vec::new())).await, "originals-owed");
    assert_eq!(rig.refused("out", case, letter(vec![original, 63])).await, "nothing-to-return");
    rig.does("out", case, letter(vec![original])).await;
    assert_eq!(rig.state(case).await, "posted");
    assert_eq!(dossier(&rig, case).await.rows.owed().iter().collect::<Vec<_>>(), [original]);
    assert_eq!(code(folder(&rig, "out", case, back(original, 81)).await), "originals-with-carrier");
    let collects = collect(&pickup(&rig, case).await, &citizen(81).document_number);
    assert_eq!(rig.refused("out", case, collects).await, "originals-with-carrier");
    let on = rig.centre.today();
    rig.does("out", case, otherwise(SentBy::SignedFor { on, signed: "本人".into() })).await;
    rig.advance(MINUTE).await;
    assert!(dossier(&rig, case).await.rows.owed().is_empty());
    let view = rig.centre.folder_fetch_for(&session("out"), case).await.expect("it can be read");
    let returned = view.lines.iter().filter_map(|line| match line.event {
        FolderEvent::OriginalsReturned(fact) => Some((fact.by.to_string(), fact.posted)),
        _ => None,
    });
    assert_eq!(returned.collect::<Vec<_>>(), [("out".to_owned(), true)]);
    let receipt = rig.file(case).await.facts.receipt;
    let kind = DocumentKind::OriginalsReturn;
    let number = casework::DocumentNo { issuer: receipt.issuer, kind, year: receipt.year, n: 1 };
    let paper = rig.centre.paper_code(receipt, PaperNo::Document(number));
    assert!(rig.centre.paper_verify(&paper, "192.0.2.7").await.is_ok(), "the receipt can be checked");
}

/// Results at the delivery window, as its officer counts them, and the lines that name them.
async fn lying(rig: &Rig) -> (u16, usize) {
    let page = rig.centre.window_page(&session("out"), window("w15"), rig.centre.today()).await;
    let page = page.expect("it can be read").expect("it is the officer's window");
    (page.tally.results, page.lying.len())
}

// A12, E8: a letter that nobody took brings them back, and who comes for the result gets both at the delivery window. What is with
// the carrier lies at no window (E22, E31).
pub async fn a_letter_that_came_back_is_collected_with_its_originals(rig: Arc<Rig>) {
    let (case, original) = made(&rig, 82).await;
    assert_eq!(lying(&rig).await, (1, 1));
    rig.does("out", case, letter(vec![original])).await;
    assert_eq!(lying(&rig).await, (0, 0));
    let on = rig.centre.today();
    let came_back = SentBy::CameBack { on, reason: "拒收。".into() };
    rig.does("out", case, otherwise(came_back.clone())).await;
    assert_eq!((rig.state(case).await, lying(&rig).await), ("ready-to-collect", (1, 1)));
    assert_eq!(rig.refused("out", case, otherwise(came_back)).await, "nothing-under-way");
    let signed = SentBy::SignedFor { on, signed: "本人".into() };
    assert_eq!(rig.refused("out", case, otherwise(signed)).await, "letter-is-back");
    let collects = collect(&pickup(&rig, case).await, &citizen(82).document_number);
    assert_eq!(rig.refused("out", case, collects.clone()).await, "originals-owed");
    folder(&rig, "out", case, back(original, 82)).await.expect("the delivery window gives them back");
    rig.does("out", case, collects).await;
    rig.advance(MINUTE).await;
    let notices = rig.centre.notices_latest(100).await.expect("the notices can be read");
    let told = notices.iter().find(|it| it.case == Some(case) && it.kind == "post-came-back");
    assert!(told.is_some_and(|it| it.text.contains("退回来了") && !it.text.contains("拒收")), "{told:?}");
}

// A12, C25, E8, F30: the carrier lost the letter: the result is owed again, a head signs for the original in it, the applicant is told
// of both, and nobody of ours is charged with it.
pub async fn a_letter_that_the_carrier_lost_leaves_the_result_owed_and_its_originals_lost(rig: Arc<Rig>) {
    let (case, original) = made(&rig, 84).await;
    let on = rig.centre.today();
    let answer = CarrierAnswer { reference: "查单 0012".into(), said: "分拣途中遗失。".into() };
    let lost = |on| otherwise(SentBy::Lost { on, answer: answer.clone() });
    assert_eq!(rig.refused("out", case, lost(on)).await, "nothing-under-way");
    rig.does("out", case, letter(vec![original])).await;
    assert_eq!(rig.refused("out", case, lost(on.plus_days(-1))).await, "delivery-day-outside");
    assert_eq!(rig.refused("out", case, lost(on.plus_days(1))).await, "delivery-day-outside");
    let held = rig.file(case).await.facts.holding.papers;
    rig.does("out", case, lost(on)).await;
    assert_eq!((rig.state(case).await, lying(&rig).await), ("ready-to-collect", (1, 1)));
    assert_eq!(rig.refused("out", case, lost(on)).await, "nothing-under-way");
    rig.advance(MINUTE).await;
    let words = told(&rig, "post-lost").await;
    assert!(words.contains("在路上丢了") && words.contains("原件也在里面"), "{words}");
    let loss = dossier(&rig, case).await.loss.expect("it waits for a head");
    assert_eq!((loss.rows.iter().collect::<Vec<_>>(), loss.posted), (vec![original], true));
    let collects = collect(&pickup(&rig, case).await, &citizen(84).document_number);
    assert_eq!(rig.refused("out", case, collects.clone()).await, "loss-waits");
    assert_eq!(code(folder(&rig, "out", case, FolderAct::SignLoss).await), "not-authorised");
    folder(&rig, "lead.sc", case, FolderAct::SignLoss).await.expect("a head signs");
    rig.advance(MINUTE).await;
    let words = told(&rig, "papers-lost").await;
    assert!(words.contains("在路上丢了") && !words.contains("责任在我们"), "{words}");
    assert_eq!(rig.kinds(case).await.last(), Some(&"papers-lost"));
    assert_eq!(rig.file(case).await.facts.holding.papers, held, "what was on its way was in no hand-over");
    rig.advance(MINUTE).await;
    let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 100).await;
    let all = all.expect("the list can be read");
    assert!(all.iter().all(|it| it.rule != Rule::PaperLost), "nobody had it");
    rig.does("out", case, collects).await;
    rig.verifies().await;
}

// A12, E8, F30: what is in a lost letter is given back by nobody; a loss that a head took off by mistake is entered once more; and what
// turns up after the signature is told, stays beside the signed loss, and goes back signed.
pub async fn a_loss_in_the_post_is_entered_once_more_and_what_is_found_goes_back(rig: Arc<Rig>) {
    let (case, original) = made(&rig, 85).await;
    let on = rig.centre.today();
    let answer = CarrierAnswer { reference: "查单 0013".into(), said: "分拣途中遗失。".into() };
    let lost = || otherwise(SentBy::Lost { on, answer: answer.clone() });
    rig.does("out", case, letter(vec![original])).await;
    rig.does("out", case, lost()).await;
    let gone = "originals-in-lost-letter";
    assert_eq!(code(folder(&rig, "out", case, back(original, 85)).await), gone, "before the folder is told");
    assert_eq!(rig.refused("out", case, letter(vec![original])).await, gone);
    rig.advance(MINUTE).await;
    let dropped = FolderAct::DropLoss { reason: "点错了。".into() };
    folder(&rig, "lead.sc", case, dropped).await.expect("a head takes it off");
    assert_eq!(code(folder(&rig, "out", case, back(original, 85)).await), gone);
    rig.does("out", case, lost()).await;
    rig.advance(MINUTE).await;
    folder(&rig, "lead.sc", case, FolderAct::SignLoss).await.expect("it waits again, and a head signs");
    assert_eq!(rig.refused("out", case, lost()).await, "nothing-under-way");
    let found = |sheets, reason: &str| FolderAct::NoteFound {
        found: vec![FolderRow { row: original, sheets, to_return: false }],
        reason: reason.into(),
    };
    let unsaid = folder(&rig, "out", case, found(2, " ")).await;
    assert!(matches!(unsaid, Err(centre::case::Problem::Form(_))));
    assert_eq!(code(folder(&rig, "out", case, found(3, "找到了。")).await), "found-not-as-lost");
    folder(&rig, "out", case, found(2, "寄送单位送回来的。")).await.expect("it turned up");
    rig.advance(MINUTE).await;
    let words = told(&rig, "originals-found").await;
    assert!(words.contains("找到了") && words.contains("签字取回"), "{words}");
    let shelf = dossier(&rig, case).await;
    let rows_of = |rows: &casework::folder::Rows| rows.iter().map(|it| it.row).collect::<Vec<_>>();
    assert_eq!((rows_of(&shelf.lost), rows_of(&shelf.found)), (vec![original], vec![original]));
    let collects = collect(&pickup(&rig, case).await, &citizen(85).document_number);
    assert_eq!(rig.refused("out", case, collects.clone()).await, "originals-owed");
    folder(&rig, "out", case, back(original, 85)).await.expect("it goes back signed");
    rig.does("out", case, collects).await;
    rig.verifies().await;
}

// A12: what was missing when the folder was opened stands on its list once it came.
pub async fn papers_that_came_after_the_folder_was_opened_join_its_list(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), citizen(83), &[3])).await;
    let first = kept(&rig, case).await;
    let list: Vec<(u8, bool)> = first.iter().map(|row| (*row, false)).collect();
    folder(&rig, "intake2", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    let missing = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", case, Act::Correction { rows: missing }).await;
    let third = RowSet::of(&[3]).expect("a row");
    let marks = MaterialMarks { copy_kept: third, ..MaterialMarks::default() };
    rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
    rig.advance(MINUTE).await;
    let dossier = dossier(&rig, case).await;
    assert!(dossier.rows.present().contains(3) && !first.contains(&3));
    assert_eq!(dossier.rows.which(|row| row.sheets == 0), third, "nobody has counted it yet");
}
