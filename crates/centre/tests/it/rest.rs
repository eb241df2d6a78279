//! The rest of a case: papers that wait to be fetched, dossiers that do not come back (A29, C26, E8, E37).

use std::sync::Arc;

use casework::folder::Folder;
use casework::{DocumentKind, DocumentNo};
use catalogue::CaseId;
use centre::account::Session;
use centre::act::{Act, NonAcceptance};
use centre::bars::BarAct;
use centre::case::Problem;
use centre::certificate_paper::HolderSight;
use centre::destruction::{Appraised, DestructionAct};
use centre::folder::{Fetcher, FolderAct, FolderView};
use centre::folder_row::FolderWhich;
use centre::hearing::HearingAct;
use centre::notice::certificate_made;
use centre::office_waits::OfficeWhat;
use centre::paper::{PaperNo, PaperStanding};
use centre::particulars::Applicant;

use crate::after::{code, folder, kept, rows};
use crate::desk::beside;
use crate::rig::{DAY, DIVISION, Rig, citizen, day, person, session, window};
use crate::walk::{before_decision, collect, grant, in_hand, pickup, received};

const MINUTE: i64 = 60_000_000;

fn fetch(rows: &[u8], sheets: u16, n: u32, other: Option<Fetcher>) -> FolderAct {
    FolderAct::ReturnMaterials {
        rows: rows.to_vec(),
        sheets,
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        other,
        window: window("w2"),
    }
}

async fn view(rig: &Rig, who: &str, case: CaseId) -> FolderView {
    rig.centre.folder_fetch_for(&session(who), case).await.unwrap_or_else(|problem| panic!("{problem:?}"))
}

// C26, E8: whatever ends a case without delivery, its papers stand on the desk of the window until they are signed for.
pub async fn papers_of_a_case_that_ended_are_fetched_against_a_signature(rig: Arc<Rig>) {
    let case = received(&rig, 41).await;
    let kept = kept(&rig, case).await;
    let waiting = async |who: &str| {
        let all = rig.centre.papers_to_fetch(&session(who)).await.expect("readable");
        all.into_iter().map(|it| it.case).collect::<Vec<_>>()
    };
    assert_eq!(waiting("intake2").await, [], "the case goes on");
    let ground = NonAcceptance::NotRequired;
    rig.does("intake2", case, Act::RefuseAcceptance { ground, reason: "不需要许可。".into() }).await;
    rig.advance(MINUTE).await;
    assert_eq!(waiting("intake2").await, [case]);
    assert_eq!(waiting("head.biz").await, [case], "the head of the window sees it too");
    assert_eq!(waiting("intake5").await, [], "another window");
    let list = rig.centre.folder_list(&session("intake2"), FolderWhich::Fetch, "", 10).await;
    let list = list.expect("readable");
    let known: Vec<_> = list.iter().map(|it| (it.opened, it.person)).collect();
    assert_eq!(known, [(true, None)], "it has a folder, which is with the case");

    let sheets = kept.len() as u16 + 1;
    assert_eq!(code(folder(&rig, "intake2", case, fetch(&kept, sheets, 42, None)).await), "identity-differs");
    let unseen = Some(Fetcher { name: "许代取".into(), proof_seen: false });
    assert_eq!(code(folder(&rig, "intake2", case, fetch(&kept, sheets, 42, unseen)).await), "proof-not-seen");
    let nameless = Some(Fetcher { name: " ".into(), proof_seen: true });
    let wrong = folder(&rig, "intake2", case, fetch(&kept, sheets, 42, nameless)).await;
    assert!(matches!(wrong, Err(Problem::Form(ref it)) if it[0].field == "name"), "{wrong:?}");
    let index = FolderAct::Archive { found: Vec::new(), sheets: 0, box_no: 1, shelf: 1 };
    assert_eq!(code(folder(&rig, "do.sc", case, index.clone()).await), "papers-not-found");

    let seen = Some(Fetcher { name: "许代取".into(), proof_seen: true });
    folder(&rig, "intake2", case, fetch(&kept[..1], 2, 42, seen))
        .await
        .expect("one row, to a representative");
    assert_eq!(waiting("intake2").await, [case], "the others still wait");
    let said = crate::after::told(&rig, "materials-fetched").await;
    assert!(said.contains("不是您托的人"), "E8: the applicant may have sent nobody: {said}");
    folder(&rig, "intake2", case, fetch(&kept[1..], sheets, 41, None))
        .await
        .expect("the rest, to the applicant");
    assert_eq!(waiting("intake2").await, []);
    let Folder::Kept(dossier) = view(&rig, "intake2", case).await.folder else { panic!("it was opened") };
    assert!(dossier.rows.present().is_empty() && dossier.fetch.is_none());
    let receipt = rig.file(case).await.facts.receipt;
    for n in 1..=2 {
        let number =
            DocumentNo { issuer: receipt.issuer, kind: DocumentKind::OriginalsReturn, year: receipt.year, n };
        let paper = rig.centre.paper_code(receipt, PaperNo::Document(number));
        assert!(rig.centre.paper_verify(&paper, "192.0.2.7").await.is_ok(), "receipt {n} can be checked");
    }
    folder(&rig, "do.sc", case, index).await.expect("nothing is left in it");
}

/// Delivered, and its dossier in the archive.
pub async fn archived(rig: &Rig, n: u32) -> CaseId {
    let case = before_decision(rig, n).await;
    let kept = kept(rig, case).await;
    let list: Vec<(u8, bool)> = kept.iter().map(|row| (*row, false)).collect();
    let sheets = 2 * kept.len() as u16;
    folder(rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let collect = collect(&pickup(rig, case).await, &citizen(n).document_number);
    rig.does("out", case, collect).await;
    let archive = FolderAct::Archive { found: kept, sheets, box_no: 2, shelf: 1 };
    folder(rig, "do.sc", case, archive).await.expect("it is complete");
    case
}

// A29, E37: a dossier not brought back in time stands on the desk of the borrower and of who answers for the archive.
pub async fn a_dossier_not_brought_back_stands_on_two_desks(rig: Arc<Rig>) {
    let case = archived(&rig, 43).await;
    let due_on = rig.centre.today().plus_days(5);
    let lend = FolderAct::Lend { to: person("do2.sc"), due_on, purpose: "检查前核对。".into() };
    folder(&rig, "do.sc", case, lend).await.expect("it is lent");
    let overdue = async |who: &str| {
        let all = rig.centre.loans_overdue(&session(who)).await.expect("readable");
        all.into_iter().map(|it| (it.case, it.loan)).collect::<Vec<_>>()
    };
    rig.advance(5 * DAY).await;
    assert_eq!(overdue("do2.sc").await, [], "the last day is not over");
    rig.advance(DAY).await;
    let line = (case, Some((person("do2.sc"), due_on)));
    for who in ["do2.sc", "do.sc", "agent.sc"] {
        assert_eq!(overdue(who).await, [line], "{who}");
    }
    for who in ["intake2", "do.mz", "out"] {
        assert_eq!(overdue(who).await, [], "{who}");
    }
    let sheets = view(&rig, "do.sc", case).await;
    let Folder::Kept(dossier) = sheets.folder else { panic!("it is kept") };
    let back = FolderAct::TakeBack { sheets: dossier.rows.sheets() };
    folder(&rig, "do.sc", case, back).await.expect("it comes back");
    assert_eq!(overdue("do2.sc").await, []);
}

/// The texts of a case as an instance reads them.
async fn name_of(centre: &centre::Centre, case: CaseId) -> String {
    centre.case_fetch(case).await.expect("it can be read").expect("it is there").applicant.name
}

// C23, A29: appraised, approved, carried out by two before a witness; then the keys are gone everywhere, and what proves
// and what counts stands.
pub async fn a_dossier_is_destroyed_by_a_list_and_every_proof_stands(rig: Arc<Rig>) {
    let (gone, kept) = (archived(&rig, 45).await, archived(&rig, 46).await);
    let second = rig.second().await;
    assert_eq!(name_of(&second, gone).await, citizen(45).name, "the other instance has unwrapped the key");
    let unit = catalogue::UnitCode::parse("sc").expect("a unit");
    let act = async |who: &str, act: DestructionAct| {
        rig.centre.destruction_act(&session(who), unit, rig.command_id(), None, &act).await.map(|_| ())
    };
    let draw = || {
        DestructionAct::Draw(vec![
            Appraised { case: gone, keep_until: None, reason: "没有继续保存的价值。".into() },
            Appraised {
                case: kept, keep_until: Some(day("2046-12-31")), reason: "有诉讼没有结束。".into()
            },
        ])
    };
    assert_eq!(code(act("do.sc", draw()).await), "destruction-not-proposed", "its time runs");
    assert_eq!(rig.centre.destruction_list(&session("do.sc")).await.expect("readable"), []);
    rig.until("2037-01-02", 9, 0).await;
    let briefs = rig.centre.destruction_list(&session("do.sc")).await.expect("readable");
    assert_eq!(briefs.iter().map(|it| (it.authority, it.proposed)).collect::<Vec<_>>(), [(unit, 2)]);
    assert_eq!(rig.centre.destruction_list(&session("do.mz")).await.expect("readable"), []);
    assert!(matches!(act("do.mz", draw()).await, Err(Problem::OutOfScope)));
    let silent = DestructionAct::Draw(vec![Appraised { case: gone, keep_until: None, reason: " ".into() }]);
    assert!(matches!(act("do.sc", silent).await, Err(Problem::Form(_))), "each with its reason");
    let waits = async |who: &str| {
        let waits = beside(&rig, who).await;
        waits.into_iter().map(|(what, n, of)| (what, n, of == "sc")).collect::<Vec<_>>()
    };
    let appraise = vec![(OfficeWhat::Appraise, 2, true)];
    assert_eq!((waits("do.sc").await, waits("do.mz").await), (appraise, vec![]));
    act("do.sc", draw()).await.expect("it is drawn up");
    let approve = vec![(OfficeWhat::ApproveList, 1, true)];
    assert_eq!((waits("do.sc").await, waits("centre").await), (vec![], approve));
    assert_eq!(code(act("do.sc", DestructionAct::Approve).await), "destruction-not-the-head");
    act("centre", DestructionAct::Approve).await.expect("the centre's head approves");
    rig.advance(MINUTE).await;
    let state = async |case: CaseId| match rig.centre.folder_state(case).await.expect("readable").0 {
        Folder::Kept(dossier) => dossier,
        Folder::Absent => panic!("it was opened"),
    };
    let longer = state(kept).await;
    assert_eq!(longer.archived.and_then(|it| it.keep_until), Some(day("2046-12-31")));
    assert!(!longer.proposed && state(gone).await.proposed);
    let sign = || vec![(OfficeWhat::SignList, 1, true)];
    assert_eq!(
        (waits("do.sc").await, waits("do2.sc").await, waits("lead.sc").await),
        (sign(), sign(), vec![])
    );
    act("do.sc", DestructionAct::Sign).await.expect("one");
    assert_eq!((waits("do.sc").await, waits("do2.sc").await), (vec![], sign()));
    assert_eq!(code(act("do.sc", DestructionAct::Sign).await), "destruction-not-a-signer");
    act("do2.sc", DestructionAct::Sign).await.expect("another");
    assert_eq!(name_of(&rig.centre, gone).await, citizen(45).name, "nothing goes without the witness");
    assert_eq!((waits("do2.sc").await, waits("lead.sc").await), (vec![], sign()));
    for (n, case) in [(1, gone), (2, kept)] {
        rig.writes_paper_notice(case, &format!("{n:020}-0"), "accepted").await;
    }
    act("lead.sc", DestructionAct::Sign).await.expect("the witness");
    rig.advance(MINUTE).await;
    let waits = rig.rows("select case_id from paper_notice where told_at is null", vec![]).await;
    let waits: Vec<&str> = waits.iter().map(|row| row.text(0).expect("a case")).collect();
    assert_eq!(waits, [kept.as_str()], "of what nobody can read any more nobody is to be told");

    for centre in [&rig.centre, &second] {
        assert_eq!(name_of(centre, gone).await, Applicant::default().name, "at every instance");
        assert_eq!(name_of(centre, kept).await, citizen(46).name, "the other stays");
    }
    let keys = "select stream from stream_key where division = $1 order by stream limit 500";
    let keys = rig.rows(keys, vec![DIVISION.into()]).await;
    assert!(keys.iter().all(|row| !row.text(0).expect("a stream").ends_with(gone.as_str())));
    let ratings = keys.iter().filter(|row| row.text(0).is_ok_and(|stream| stream.starts_with("rating/")));
    assert_eq!(ratings.count(), 2, "what was asked about the other case stays, and about this one goes");
    // F33: the page of the case can ask nobody any more, so that only who took part reads the holder's name.
    let id = certificate_made(&rig.file(gone).await).expect("it made a certificate");
    let certificate = rig.centre.certificate_fetch(id).await.expect("readable").expect("it was issued");
    let sight =
        async |who: &str| rig.centre.certificate_sight(&session(who), &certificate).await.expect("readable");
    assert_eq!((sight("super").await, sight("do.sc").await), (HolderSight::Masked, HolderSight::Whole));
    let dossier = state(gone).await;
    let list = dossier.destroyed.expect("the folder says on which list");
    assert_eq!((list.kind, list.n), (DocumentKind::DestructionList, 1));
    assert_eq!(
        code(folder(&rig, "do.sc", gone, FolderAct::TakeBack { sheets: 0 }).await),
        "dossier-destroyed"
    );
    let seen = rig.centre.folder_list(&session("do.sc"), FolderWhich::Destroyed, "", 10).await;
    assert_eq!(
        seen.expect("readable").iter().map(|it| (it.case, it.destroyed)).collect::<Vec<_>>(),
        [(gone, true)]
    );
    let compared = centre::archive::verify(rig.centre.ledger(), rig.centre.store(), DIVISION, "", 10).await;
    let compared = compared.expect("it can be compared");
    assert!(compared.holds() && compared.dossiers == 2, "{compared:?}");
    assert_eq!(rig.file(gone).await.facts.receipt.n, 1, "what counts stands");
    rig.verifies().await;
}

// N26, A25: the decision is a paper of the case out of which it came; lifted, it says so.
pub async fn a_decision_of_the_bar_list_is_a_paper_that_can_be_checked(rig: Arc<Rig>) {
    let case = before_decision(&rig, 47).await;
    let act = async |who: &str, act: BarAct| {
        rig.centre
            .bar_act(&session(who), case, rig.command_id(), None, None, &act)
            .await
            .expect("it is done");
    };
    let fetch = async |who: &Session| rig.centre.bar_fetch(who, case, None).await.expect("it can be read");
    let ground = casework::bar::Ground::FalseMaterials;
    act("do.sc", BarAct::Propose { ground, reason: "场地证明是假的。".into() }).await;
    act("do.sc", BarAct::Hear { statement: "房东给的。".into() }).await;
    assert_eq!(fetch(&session("do.sc")).await.decided_seq, None);
    act("chief.sc", BarAct::Decide).await;
    let list = fetch(&session("do.sc")).await;
    let number = list.bar.entry.and_then(|entry| entry.decision).expect("decided").number;
    assert!(list.decided_seq.is_some());
    let receipt = rig.file(case).await.facts.receipt;
    let standing = async || {
        let paper = rig.centre.paper_code(receipt, PaperNo::Document(number));
        rig.centre.paper_verify(&paper, "192.0.2.7").await.expect("it was issued").paper.standing
    };
    assert_eq!(standing().await, PaperStanding::Genuine);
    rig.advance(MINUTE).await;
    let by_number = rig.centre.paper_verify_number(&[number], "192.0.2.8", |_| true).await;
    assert_eq!(by_number.expect("found by its number").paper.number, PaperNo::Document(number));
    act("chief.sc", BarAct::Lift { reason: "信用已经修复。".into() }).await;
    assert_eq!(standing().await, PaperStanding::Revoked);
}

// N22: named beside the case, in its scope; the clock of naming ends.
pub async fn two_officers_are_named_beside_the_case(rig: Arc<Rig>) {
    let case = in_hand(&rig, 48).await;
    let assign = async |who: &str, first: &str, second: &str| {
        let act = HearingAct::Assign { first: person(first), second: person(second) };
        rig.centre.hearing_act(&session(who), case, rig.command_id(), None, &act).await.map(|_| ())
    };
    assert!(matches!(assign("do.mz", "do.sc", "do2.sc").await, Err(Problem::OutOfScope)));
    assert_eq!(code(assign("do.sc", "do.sc", "do.sc").await), "hearing-officers-wrong");
    assign("do.sc", "do.sc", "do2.sc").await.expect("they are named");
    let whole = rig.whole(case).await;
    let facts = &whole.filed().expect("filed").facts;
    let (item, hearing) = (&whole.item, whole.hearing.as_ref());
    let watch = casework::hearing::clock(item, facts, hearing, &whole.calendar, whole.now).expect("a check");
    assert!(watch.ended_at.is_some());
}
