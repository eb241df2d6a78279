//! Papers that were lost, and folders given apart that nobody signs for (A12, E8, E37, F30).

use std::sync::Arc;

use casework::folder::Folder;
use catalogue::CaseId;
use centre::act::Act;
use centre::folder::{FolderAct, FolderRow};
use centre::folder_row::FolderWhich;
use centre::office_waits::OfficeWhat;
use centre::oversight::finding::{FindingBrief, FindingWhich};
use oversight::Rule;

use crate::after::{code, folder, kept, rows, told};
use crate::desk::beside;
use crate::rig::{DIVISION, Rig, citizen, person, session};
use crate::walk::{before_decision, collect, grant, in_hand, pickup};

const MINUTE: i64 = 60_000_000;

async fn opened(rig: &Rig, case: CaseId) -> Vec<u8> {
    let kept = kept(rig, case).await;
    assert!(kept.len() > 1, "the licence keeps papers");
    let list: Vec<(u8, bool)> = kept.iter().map(|row| (*row, false)).collect();
    folder(rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    kept
}

/// The first row is gone and the second lacks a sheet, of two each.
fn lost(kept: &[u8], papers: u16) -> FolderAct {
    let sheets = |place: usize| [0, 1].get(place).copied().unwrap_or(2);
    let found = kept.iter().enumerate();
    let found = found.map(|(place, row)| FolderRow { row: *row, sheets: sheets(place), to_return: false });
    FolderAct::NoteLoss {
        found: found.collect(), papers, reason: "送审图时落在车上，找过三处。".into()
    }
}

async fn listed(rig: &Rig, who: &str, which: FolderWhich) -> Vec<CaseId> {
    let list = rig.centre.folder_list(&session(who), which, "", 10).await.expect("the list can be read");
    list.iter().map(|it| it.case).collect()
}

async fn found(rig: &Rig, rule: Rule) -> Vec<FindingBrief> {
    let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 100).await;
    all.expect("the list can be read").into_iter().filter(|it| it.rule == rule).collect()
}

// F30, A12: named by who has it, it waits on the desks of the heads; signed, the case is told, the applicant is told, supervision
// finds it, and the lower count is handed over.
pub async fn a_paper_that_is_lost_is_signed_told_and_found_and_the_case_goes_on(rig: Arc<Rig>) {
    let case = in_hand(&rig, 201).await;
    let kept = opened(&rig, case).await;
    let held = rig.file(case).await.facts.holding.papers;
    assert_eq!(code(folder(&rig, "do2.sc", case, lost(&kept, 1)).await), "folder-not-with-you");
    assert_eq!(code(folder(&rig, "do.sc", case, lost(&kept, held + 1)).await), "loss-beyond-count");
    folder(&rig, "do.sc", case, lost(&kept, 1)).await.expect("it is named");
    assert_eq!(listed(&rig, "lead.sc", FolderWhich::Loss).await, [case]);
    let signs = |waits: Vec<(OfficeWhat, usize, String)>| {
        waits.into_iter().any(|it| it == (OfficeWhat::SignLoss, 1, case.to_string()))
    };
    for (who, waits) in
        [("lead.sc", true), ("chief.sc", true), ("do.sc", false), ("agent.sc", false), ("lead.wj", false)]
    {
        assert_eq!(signs(beside(&rig, who).await), waits, "{who}");
    }
    let sheets = 2 * kept.len() as u16;
    let give = FolderAct::Give { to: person("do2.sc"), sheets: sheets - 3, reason: "核查。".into() };
    assert_eq!(code(folder(&rig, "do.sc", case, give).await), "loss-waits");
    assert_eq!(code(folder(&rig, "do.sc", case, FolderAct::SignLoss).await), "not-authorised");
    rig.advance(MINUTE).await;
    assert_eq!(rig.file(case).await.facts.holding.papers, held, "nothing before a head has signed");

    folder(&rig, "lead.sc", case, FolderAct::SignLoss).await.expect("a head signs");
    assert!(
        !signs(beside(&rig, "chief.sc").await) && listed(&rig, "lead.sc", FolderWhich::Loss).await.is_empty()
    );
    // The first turn tells the case, the next the applicant.
    rig.advance(MINUTE).await;
    let words = told(&rig, "papers-lost").await;
    assert!(words.contains("责任在我们") && words.contains("不用重交"), "{words}");
    assert_eq!(rig.file(case).await.facts.holding.papers, held - 1);
    assert_eq!(rig.kinds(case).await.last(), Some(&"papers-lost"));
    rig.advance(MINUTE).await;
    let findings = found(&rig, Rule::PaperLost).await;
    let of: Vec<_> = findings.iter().map(|it| (it.case, it.person)).collect();
    assert_eq!(of, [(Some(case), Some(person("do.sc")))], "once, with who had it");
    let give = |papers| Act::Give { to: person("agent.sc"), papers, note: String::new() };
    assert_eq!(rig.refused("do.sc", case, give(held - 2)).await, "papers-missing");
    rig.does("do.sc", case, give(held - 1)).await;
    rig.does("agent.sc", case, Act::Take { papers: held - 1 }).await;
    rig.verifies().await;
}

// What was named and is there after all was never lost: no finding, no word to the applicant, the former count.
pub async fn a_loss_that_was_found_again_changes_nothing(rig: Arc<Rig>) {
    let case = in_hand(&rig, 202).await;
    let kept = kept(&rig, case).await;
    // Loose papers are counted with the loss.
    folder(&rig, "do.sc", case, lost(&kept, 1)).await.expect("it is named");
    let none = FolderAct::DropLoss { reason: String::new() };
    assert!(matches!(folder(&rig, "do.sc", case, none).await, Err(centre::case::Problem::Form(_))));
    let dropped = FolderAct::DropLoss { reason: "夹在另一卷里，找到了。".into() };
    folder(&rig, "do.sc", case, dropped).await.expect("it was found");
    let held = rig.file(case).await.facts.holding.papers;
    assert!(told(&rig, "papers-lost").await.is_empty() && found(&rig, Rule::PaperLost).await.is_empty());
    assert_eq!(rig.file(case).await.facts.holding.papers, held);
    let Folder::Kept(dossier) = rig.centre.folder_state(case).await.expect("readable").0 else {
        panic!("it was opened with the loss")
    };
    assert_eq!(
        (dossier.loss, usize::from(dossier.rows.present().len()), dossier.lost.iter().count()),
        (None, kept.len(), 0)
    );
    let again = folder(&rig, "lead.sc", case, FolderAct::SignLoss).await;
    assert_eq!(code(again), "no-loss-noted");
}

// A29, E37, F23: the dossier goes into the archive with what is left, and its sealed index names the gap.
pub async fn a_dossier_with_a_loss_is_archived_with_its_gap_named(rig: Arc<Rig>) {
    let case = before_decision(&rig, 203).await;
    let kept = opened(&rig, case).await;
    let sheets = 2 * kept.len() as u16;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let collect = collect(&pickup(&rig, case).await, &citizen(203).document_number);
    rig.does("out", case, collect).await;
    let archive =
        |found: &[u8], sheets| FolderAct::Archive { found: found.to_vec(), sheets, box_no: 2, shelf: 1 };
    assert_eq!(code(folder(&rig, "do.sc", case, archive(&kept[1..], sheets - 3)).await), "papers-not-found");
    let holder = rig.file(case).await.facts.holding.person;
    folder(&rig, holder.as_str(), case, lost(&kept, 0)).await.expect("it is named");
    folder(&rig, "chief.sc", case, FolderAct::SignLoss).await.expect("a head signs");
    assert_eq!(code(folder(&rig, "do.sc", case, archive(&kept[1..], sheets)).await), "sheets-differ");
    folder(&rig, "do.sc", case, archive(&kept[1..], sheets - 3)).await.expect("what is left is complete");
    rig.advance(MINUTE).await;
    let Folder::Kept(dossier) = rig.centre.folder_state(case).await.expect("readable").0 else {
        panic!("it was opened")
    };
    let index = dossier.archived.expect("it is in the archive").index;
    let body =
        rig.centre.ledger().body_bytes(DIVISION, index.0).await.expect("readable").expect("it is kept");
    let index = String::from_utf8_lossy(&body.bytes).into_owned();
    for gap in [format!("paper lost {} 2", kept[0]), format!("paper lost {} 1", kept[1])] {
        assert!(index.lines().any(|line| line == gap), "{gap} in {index}");
    }
    assert_eq!(rig.kinds(case).await.last(), Some(&"papers-lost"), "the case is told after its end");
    let (ledger, store) = (rig.centre.ledger(), rig.centre.store());
    let report = centre::archive::verify(ledger, store, DIVISION, "", 10).await.expect("it can be compared");
    assert!(report.holds(), "what was sealed is there: {report:?}");
}

// A12, F30, R88: whoever shall sign for a folder sees it at once, and the day and the rule are those of a case.
pub async fn a_folder_given_apart_waits_on_the_desk_of_its_taker_and_is_found_after_a_working_day(
    rig: Arc<Rig>,
) {
    let case = in_hand(&rig, 204).await;
    let kept = opened(&rig, case).await;
    let sheets = 2 * kept.len() as u16;
    let head = rig.centre.live_head().await.expect("the head is read");
    let give = FolderAct::Give { to: person("do2.sc"), sheets, reason: "现场核查要用。".into() };
    folder(&rig, "do.sc", case, give).await.expect("it goes apart");
    let calls = rig.centre.live_since(head).await.expect("it is read").calls;
    let [call] = calls.as_slice() else { panic!("one folder calls: {calls:?}") };
    assert_eq!(call.stream, format!("folder/{case}"));
    for (who, called) in [("do2.sc", true), ("do.sc", false), ("agent.sc", false), ("do.wj", false)] {
        let view = rig.centre.live_view(&session(who)).await.expect("the posts are read");
        assert_eq!(view.is_called(call), called, "{who}");
    }
    let waits = async |who: &str| {
        let given = rig.centre.folders_to_take(&session(who)).await.expect("it can be read");
        given.into_iter().map(|it| (it.case, it.waits_long)).collect::<Vec<_>>()
    };
    assert_eq!((waits("do2.sc").await, waits("do.sc").await), (vec![(case, false)], vec![]));
    let giving = rig.centre.ledger().entries(DIVISION, &format!("folder/{case}"), 0, 10).await;
    let giving = giving.expect("readable").last().map(|it| it.seq);

    // Given on a Monday, Tuesday is its working day.
    assert_eq!(rig.centre.today().to_string(), "2026-03-02");
    rig.until("2026-03-03", 23, 59).await;
    assert_eq!(waits("do2.sc").await, [(case, false)]);
    assert!(listed(&rig, "do.sc", FolderWhich::Unsigned).await.is_empty());
    assert!(found(&rig, Rule::HandOverOpen).await.is_empty());
    rig.until("2026-03-04", 0, 10).await;
    assert_eq!(waits("do2.sc").await, [(case, true)]);
    assert_eq!(listed(&rig, "do.sc", FolderWhich::Unsigned).await, [case]);
    let findings = found(&rig, Rule::HandOverOpen).await;
    let [finding] = findings.as_slice() else { panic!("found once: {findings:?}") };
    assert_eq!((finding.case, finding.person), (Some(case), Some(person("do2.sc"))));
    let view = rig.centre.finding_fetch(&session("super"), finding.id).await.expect("it stands");
    assert_eq!(Some(view.found.about.entry), giving, "the giving is the evidence");
    rig.advance(MINUTE).await;
    assert_eq!(found(&rig, Rule::HandOverOpen).await.len(), 1, "once, however often is looked");
    folder(&rig, "do2.sc", case, FolderAct::Take { sheets }).await.expect("it is signed for");
    assert!(waits("do2.sc").await.is_empty());
    assert!(listed(&rig, "do.sc", FolderWhich::Unsigned).await.is_empty());
}
