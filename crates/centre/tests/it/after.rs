//! What lives on after the decision: the certificate born of its case, its paper and the archive.

use std::sync::Arc;

use calendar::{Calendar, DayRule};
use casework::certificate::{self, CertificateId, EndGround, Standing};
use casework::folder::{Folder, Place};
use casework::{DocumentKind, DonePlace, Outcome, PublicState};
use catalogue::CaseId;
use centre::act::Act;
use centre::act_delivery::{Announcement, LeftThere, Posting, SentBy};
use centre::calendar_notice::supposed;
use centre::calendar_preview::{Deadline, Subject};
use centre::case::Problem;
use centre::certificate::{CertificateAct, CertificateContent, CertificateView, HandedBy};
use centre::certificate_paper::papers_of;
use centre::certificate_row::CertificateWhich;
use centre::domain::{Asked, Obstacle};
use centre::folder::{FolderAct, FolderRow};
use centre::folder_row::FolderWhich;
use centre::notice::certificate_made;
use centre::office_waits::{OfficeWait, OfficeWhat};
use centre::oversight::finding::FindingWhich;
use centre::paper::{PaperNo, PaperStanding, mark};

use crate::desk::beside;
use crate::promises::{confirm, otherwise};
use crate::rig::{DAY, DIVISION, Rig, citizen, person, session, window};
use crate::walk::{before_decision, collect, concluded, grant, in_hand, pickup, step, visit};

/// A certificate after the outbox has brought it to life.
async fn born(rig: &Rig, n: u32) -> CertificateId {
    let case = concluded(rig, n).await;
    rig.advance(1_000_000).await;
    certificate_made(&rig.file(case).await).expect("a grant makes a certificate")
}

async fn view(rig: &Rig, id: CertificateId) -> CertificateView {
    rig.centre.certificate_fetch(id).await.expect("it can be read").expect("it was issued")
}

async fn asks(rig: &Rig, who: &str, id: CertificateId, act: &CertificateAct) -> Result<(), Problem> {
    let asked = rig.centre.certificate_act(&session(who), id, rig.command_id(), None, act).await;
    asked.map(|_| ())
}

async fn refused(rig: &Rig, who: &str, id: CertificateId, act: CertificateAct) -> &'static str {
    match asks(rig, who, id, &act).await {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("{who} {}: {other:?}", act.name()),
    }
}

/// The citizen of that number fetches a paper at the delivery window.
fn hand_out(paper: casework::DocumentNo, n: u32) -> CertificateAct {
    CertificateAct::HandOut {
        paper: mark(PaperNo::Document(paper)),
        way: HandedBy::Holder { document_type: "111".into(), document_number: citizen(n).document_number },
        window: window("w15"),
    }
}

async fn standing_of(rig: &Rig, id: CertificateId, place: usize) -> (PaperStanding, Option<PaperNo>) {
    let view = view(rig, id).await;
    let number = PaperNo::Document(view.file.papers[place].number);
    let code = rig.centre.paper_code(view.file.receipt, number);
    let checked = rig.centre.paper_verify(&code, "192.0.2.7").await.expect("it was issued");
    (checked.paper.standing, checked.replaced_by)
}

pub async fn told(rig: &Rig, kind: &str) -> String {
    rig.advance(60_000_000).await;
    let notices = rig.centre.notices_latest(40).await.expect("the notices can be read");
    notices.into_iter().find(|it| it.kind == kind).map(|it| it.text).unwrap_or_default()
}

// F5, A22, E17: once for each case however often the outbox comes; a corrected one supersedes the old for whoever checks.
pub async fn a_certificate_is_born_of_its_case_and_corrected(rig: Arc<Rig>) {
    let id = born(&rig, 31).await;
    let entries = rig.entries().await;
    rig.advance(1_000_000).await;
    assert_eq!(rig.entries().await, entries, "it is born once");
    let first = view(&rig, id).await;
    assert_eq!(first.content.holder, citizen(31).name);
    assert!(first.file.current().valid_until.is_some(), "five years");
    assert_eq!(standing_of(&rig, id, 0).await, (PaperStanding::Genuine, None));

    let same = CertificateAct::Correct {
        content: first.content.clone(),
        reason: "没有变。".into(),
        old_returned: true,
    };
    assert_eq!(refused(&rig, "do.sc", id, same).await, "nothing-changed");
    let content = CertificateContent { holder: "许小店（个体）".into(), ..first.content.clone() };
    let wrong = CertificateContent { document_number: "990121".into(), ..content.clone() };
    let act = |content: CertificateContent| CertificateAct::Correct {
        content,
        reason: "漏打了字。".into(),
        old_returned: true,
    };
    assert!(matches!(asks(&rig, "do.sc", id, &act(wrong)).await, Err(Problem::Form(_))));
    assert_eq!(refused(&rig, "intake2", id, act(content.clone())).await, "not-authorised");
    assert!(matches!(asks(&rig, "do.mz", id, &act(content.clone())).await, Err(Problem::OutOfScope)));
    let more = CertificateContent { scope: "热食类、冷食类食品制售".into(), ..content.clone() };
    assert_eq!(refused(&rig, "do.sc", id, act(more)).await, "correction-keeps-scope", "E17");
    let other = CertificateContent { document_number: citizen(32).document_number, ..content.clone() };
    assert_eq!(refused(&rig, "do.sc", id, act(other.clone())).await, "correction-keeps-holder", "F5");
    // F5, N21: a change is its holder's, and nobody's alone.
    let change = |shown: &str| CertificateAct::Change {
        content: other.clone(),
        shown_type: first.content.document_type.clone(),
        shown_number: shown.to_owned(),
        collector: None,
        reason: "证件号变了。".into(),
        old_returned: true,
    };
    assert_eq!(refused(&rig, "do.sc", id, change(&other.document_number)).await, "identity-differs");
    asks(&rig, "do.sc", id, &act(content)).await.expect("who makes papers asks for the correction");
    assert_eq!(refused(&rig, "do.sc", id, change(&first.content.document_number)).await, "reissue-waits");
    let waits = rig.centre.certificate_list(&session("do.sc"), None, CertificateWhich::Renewal, "", 10).await;
    let waits = waits.expect("the list can be read");
    assert_eq!(
        waits.iter().map(|it| (it.id, it.renewal, it.reissue)).collect::<Vec<_>>(),
        [(id, false, true)]
    );
    let granted = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    assert_eq!(refused(&rig, "do.sc", id, granted.clone()).await, "not-authorised");
    assert_eq!(view(&rig, id).await.file.papers.len(), 1, "nothing is made before another decides");
    asks(&rig, "chief.sc", id, &granted).await.expect("another decides");
    let after = view(&rig, id).await;
    let new = PaperNo::Document(after.file.current().number);
    assert_eq!(standing_of(&rig, id, 0).await, (PaperStanding::Superseded, Some(new)));
    assert_eq!(standing_of(&rig, id, 1).await, (PaperStanding::Genuine, None));
    assert_eq!(after.content.holder, "许小店（个体）");
    assert!(told(&rig, "certificate-corrected").await.contains("已经更正"));
    // N7, E16: that somebody else fetched it is told to the holder, who may have sent nobody.
    let fetched = CertificateAct::HandOut {
        paper: mark(new),
        way: HandedBy::Collector {
            name: "许代办".into(),
            document_type: "111".into(),
            document_number: citizen(32).document_number,
        },
        window: window("w15"),
    };
    asks(&rig, "out", id, &fetched).await.expect("with a letter");
    assert!(told(&rig, "certificate-handed-out").await.contains("新证已由带着授权委托书的人"));
    let list = rig.centre.certificate_list(&session("do.sc"), None, CertificateWhich::InForce, "", 10).await;
    let list = list.expect("the list can be read");
    assert_eq!(list.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
    let others = rig.centre.certificate_list(&session("do.mz"), None, CertificateWhich::All, "", 10).await;
    assert!(others.expect("the list can be read").is_empty(), "not of their unit");
    for (unit, sees) in [("sc", 1), ("rs", 0)] {
        let unit = catalogue::UnitCode::parse(unit).ok();
        let kept = rig.centre.certificate_list(&session("super"), unit, CertificateWhich::All, "", 10).await;
        assert_eq!(kept.expect("the list can be read").len(), sees, "kept to a unit in the query");
    }
    let report = rig.centre.ledger().verify(DIVISION, |_, _| {}).await.expect("it can be checked");
    assert!(report.holds(), "{:?}", report.findings);
}

// A22, M4, F5: the holder asks at a window and another decides; until then the old paper counts.
pub async fn a_lost_certificate_is_replaced_by_two_and_fetched(rig: Arc<Rig>) {
    let id = born(&rig, 38).await;
    let lost = |n: u32| CertificateAct::Replace {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        window: window("w2"),
        reason: "在集市上丢了。".into(),
        old_returned: false,
    };
    assert_eq!(refused(&rig, "do.sc", id, lost(38)).await, "not-authorised");
    assert_eq!(refused(&rig, "intake2", id, lost(39)).await, "identity-differs");
    asks(&rig, "intake2", id, &lost(38)).await.expect("the holder asks");
    assert!(told(&rig, "certificate-reissue-asked").await.contains("不是您申请的，请马上打"));
    assert_eq!(standing_of(&rig, id, 0).await.0, PaperStanding::Genuine, "nothing is void yet");
    let waits = rig.centre.office_waits(&session("chief.sc")).await.expect("it can be read");
    let asked = view(&rig, id).await;
    let by =
        asked.file.reissue.and_then(|it| certificate::decide_by(it.on, &asked.item, &asked.calendar).ok());
    assert!(by.is_some());
    let one = id.to_string();
    assert_eq!(waits, [OfficeWait { what: OfficeWhat::DecideReissue, count: 1, first_on: by, one }]);
    let granted = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    asks(&rig, "chief.sc", id, &granted).await.expect("another decides");
    assert_eq!(standing_of(&rig, id, 0).await.0, PaperStanding::Void);

    // N16, E16: it waits at the window where results are handed out, of whatever unit, and nowhere else.
    let made = view(&rig, id).await.file.owed[0].number;
    assert_eq!(beside(&rig, "out").await, [(OfficeWhat::HandOut, 1, id.to_string())]);
    assert_eq!(beside(&rig, "intake2").await, []);
    let list = rig.centre.certificate_list(&session("out"), None, CertificateWhich::Owed, "", 10).await;
    assert_eq!(list.expect("the list can be read").iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
    assert_eq!(refused(&rig, "out", id, hand_out(made, 39)).await, "identity-differs");
    assert_eq!(refused(&rig, "do.sc", id, hand_out(made, 38)).await, "not-authorised");
    let unknown = CertificateAct::HandOut {
        paper: "Z269999".into(),
        way: HandedBy::Holder { document_type: "111".into(), document_number: "1".into() },
        window: window("w15"),
    };
    assert_eq!(refused(&rig, "out", id, unknown).await, "not-to-hand-out");
    asks(&rig, "out", id, &hand_out(made, 38)).await.expect("the holder fetches it");
    assert_eq!(beside(&rig, "out").await, []);
    assert_eq!(refused(&rig, "out", id, hand_out(made, 38)).await, "not-to-hand-out");
    let papers = papers_of(&view(&rig, id).await);
    let proof = papers.last().expect("there are papers").number;
    assert!(matches!(proof, PaperNo::Document(it) if it.kind == casework::DocumentKind::DeliveryProof));
    let receipt = view(&rig, id).await.file.receipt;
    let code = rig.centre.paper_code(receipt, proof);
    assert!(rig.centre.paper_verify(&code, "192.0.2.7").await.is_ok(), "the proof can be checked");
}

/// Findings of a rule about the case of a certificate.
async fn found(rig: &Rig, rule: oversight::Rule) -> usize {
    rig.advance(60_000_000).await;
    let list = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 100).await;
    list.expect("the list can be read").iter().filter(|it| it.rule == rule).count()
}

// A22, F3, N16: what a holder waits for past its day is found, the day after it and once.
pub async fn what_a_holder_waits_for_past_its_day_is_found(rig: Arc<Rig>) {
    let id = born(&rig, 40).await;
    let first = view(&rig, id).await;
    let content = CertificateContent { holder: "许小店（个体）".into(), ..first.content.clone() };
    let correct = CertificateAct::Correct { content, reason: "漏打了字。".into(), old_returned: true };
    asks(&rig, "do.sc", id, &correct).await.expect("it is asked for");
    let asked = view(&rig, id).await;
    let asked_on = asked.file.reissue.expect("it waits").on;
    let by = certificate::decide_by(asked_on, &asked.item, &asked.calendar);
    let at = async |day: calendar::Day| {
        rig.advance(day.at(9, 0).0 - rig.centre.instant().0).await;
    };
    at(by.expect("a known year")).await;
    assert_eq!(found(&rig, oversight::Rule::ReissueLate).await, 0, "its last day is not over");
    at(by.expect("a known year").plus_days(1)).await;
    assert_eq!(found(&rig, oversight::Rule::ReissueLate).await, 1);
    let granted = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    asks(&rig, "chief.sc", id, &granted).await.expect("another decides");
    let made = view(&rig, id).await;
    let last = certificate::hand_out_by(made.file.owed[0].on, &made.item, &made.calendar);
    at(last.expect("a known year")).await;
    assert_eq!(found(&rig, oversight::Rule::PaperNotHandedOut).await, 0);
    for days in [1, 2] {
        at(last.expect("a known year").plus_days(days)).await;
        assert_eq!(found(&rig, oversight::Rule::PaperNotHandedOut).await, 1, "once");
    }
    assert_eq!(found(&rig, oversight::Rule::ReissueLate).await, 1);
}

// N21: five years on, applied for in time and never answered: renewed by law at the midnight after the last day.
pub async fn silence_renews_a_certificate(rig: Arc<Rig>) {
    let id = born(&rig, 32).await;
    let apply = |n: u32| CertificateAct::ApplyRenewal {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        collector: None,
        words: String::new(),
        window: window("w2"),
    };
    assert_eq!(refused(&rig, "intake2", id, apply(33)).await, "identity-differs");
    asks(&rig, "intake2", id, &apply(32)).await.expect("the holder applies");
    assert_eq!(refused(&rig, "intake2", id, apply(32)).await, "renewal-waits");
    // A22: whoever may decide it has it on the desk with its day, and nobody else.
    let day = view(&rig, id).await.file.current().valid_until;
    for who in ["chief.sc", "lead.sc"] {
        let waits = rig.centre.office_waits(&session(who)).await.expect("it can be read");
        let expected =
            OfficeWait { what: OfficeWhat::DecideRenewal, count: 1, first_on: day, one: id.to_string() };
        assert_eq!(waits, [expected], "{who}");
    }
    for who in ["intake2", "do.sc", "chief.wj", "centre"] {
        assert_eq!(beside(&rig, who).await, [], "{who}");
    }
    let until = view(&rig, id).await.file.current().valid_until.expect("five years");
    let left = until.number() - rig.centre.today().number();
    rig.advance(i64::from(left + 2) * DAY).await;
    let renewed = view(&rig, id).await;
    assert_eq!((renewed.file.papers.len(), renewed.file.standing), (2, Standing::InForce));
    assert_eq!(beside(&rig, "chief.sc").await, [], "its day has decided it");
    assert_eq!(renewed.file.current().valid_from, until.plus_days(1));
    assert_eq!(standing_of(&rig, id, 0).await.0, PaperStanding::Renewed);
    assert!(told(&rig, "certificate-deemed-renewed").await.contains("依法视为准予延续"));
}

// N25, A23: heard first, decided by somebody who did not grant it; whoever checks the paper sees it.
pub async fn a_certificate_is_revoked_after_its_holder_was_heard(rig: Arc<Rig>) {
    let id = born(&rig, 34).await;
    let open = CertificateAct::OpenProceeding {
        ground: EndGround::ObtainedByDeceit,
        facts: "场地证明系伪造。".into(),
    };
    asks(&rig, "do.sc", id, &open).await.expect("the handler opens it");
    assert!(told(&rig, "certificate-hearing").await.contains("有权说明和申辩"));
    let end = |ends| CertificateAct::DecideProceeding { ends, reasons: "事实清楚。".into() };
    assert_eq!(refused(&rig, "chief.sc", id, end(true)).await, "notice-not-handed-out");
    let hear = vec![(OfficeWhat::HearHolder, 1, id.to_string())];
    assert_eq!((beside(&rig, "do.sc").await, beside(&rig, "chief.sc").await), (hear, vec![]));
    // The days to speak begin with the notice in the holder's hands.
    assert_eq!(view(&rig, id).await.file.proceeding.expect("it runs").speak_by, None);
    let notice = view(&rig, id).await.file.owed[0].number;
    asks(&rig, "out", id, &hand_out(notice, 34)).await.expect("the holder fetches the notice");
    assert_eq!(refused(&rig, "chief.sc", id, end(true)).await, "holder-not-heard");
    // A holiday on the last day would give longer, and whoever asks sees it.
    let speak_by =
        view(&rig, id).await.file.proceeding.expect("it runs").speak_by.expect("it was handed over");
    let off = supposed(Calendar::built_in(), &[(speak_by, DayRule::Off)], "假设").expect("a known day");
    let preview = rig.centre.calendar_preview(&session("centre"), off, 1).await.expect("it is previewed");
    let moved = preview.moves.iter().find(|it| it.subject == Subject::Certificate(id)).expect("it moves");
    assert_eq!((moved.deadline, moved.from), (Deadline::Statement, speak_by));
    assert!(moved.to > speak_by);
    let said = CertificateAct::RecordStatement { words: "房东同意过。".into() };
    asks(&rig, "intake2", id, &said).await.expect("the window takes it down");
    let decide = vec![(OfficeWhat::DecideEnd, 1, id.to_string())];
    assert_eq!((beside(&rig, "do.sc").await, beside(&rig, "chief.sc").await), (vec![], decide));
    assert_eq!(beside(&rig, "lead.sc").await, [], "who granted it does not end it");
    assert_eq!(refused(&rig, "lead.sc", id, end(true)).await, "duties-separate", "lead.sc granted it");
    asks(&rig, "chief.sc", id, &end(true)).await.expect("the head decides");
    assert_eq!(standing_of(&rig, id, 0).await.0, PaperStanding::Revoked);
    let view = view(&rig, id).await;
    // The decision that granted it is not said to stand either.
    let lines = rig.whole(view.file.case).await.lines;
    let grant = centre::paper::papers_of(view.file.receipt, &lines).into_iter().find(|it| match it.number {
        PaperNo::Document(number) => number.kind == DocumentKind::GrantDecision,
        PaperNo::Receipt(_) => false,
    });
    let code = rig.centre.paper_code(view.file.receipt, grant.expect("it was granted").number);
    let checked = rig.centre.paper_verify(&code, "192.0.2.7").await.expect("it was issued");
    assert_eq!(checked.paper.standing, PaperStanding::Revoked);
    let kinds: Vec<_> = papers_of(&view).into_iter().map(|it| it.number).collect();
    assert_eq!(kinds.len(), 4, "certificate, notice, proof and decision: {kinds:?}");
    assert!(told(&rig, "certificate-ended").await.contains("已被撤销"));
}

pub fn rows(of: &[(u8, bool)]) -> Vec<FolderRow> {
    of.iter().map(|(row, to_return)| FolderRow { row: *row, sheets: 2, to_return: *to_return }).collect()
}

pub async fn folder(rig: &Rig, who: &str, case: CaseId, act: FolderAct) -> Result<(), Problem> {
    rig.centre.folder_act(&session(who), case, rig.command_id(), None, &act).await.map(|_| ())
}

pub fn code<T: std::fmt::Debug>(answer: Result<T, Problem>) -> &'static str {
    match answer {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("{other:?}"),
    }
}

pub async fn kept(rig: &Rig, case: CaseId) -> Vec<u8> {
    rig.file(case).await.facts.materials.marks.copy_kept.iter().collect()
}

// R88, E8: paper moves apart from the case; a result is not handed out while an original has not gone back.
pub async fn paper_moves_apart_and_originals_go_back_before_the_result(rig: Arc<Rig>) {
    let case = in_hand(&rig, 35).await;
    let kept = kept(&rig, case).await;
    assert!(kept.len() > 1, "the licence keeps papers");
    let list: Vec<(u8, bool)> = kept.iter().enumerate().map(|(place, row)| (*row, place == 0)).collect();
    let sheets = 2 * kept.len() as u16;
    folder(&rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    let give = FolderAct::Give { to: person("do2.sc"), sheets, reason: "现场核查要用。".into() };
    folder(&rig, "do.sc", case, give).await.expect("it goes apart");
    folder(&rig, "do2.sc", case, FolderAct::Take { sheets }).await.expect("it is signed for");
    let (now, _) = rig.centre.folder_state(case).await.expect("it can be read");
    let Folder::Kept(dossier) = now else { panic!("it was opened") };
    assert!(matches!(dossier.place, Place::Apart { person: who, .. } if who == person("do2.sc")));
    let apart = rig.centre.folder_list(&session("do.sc"), FolderWhich::Apart, "", 10).await;
    assert_eq!(apart.expect("the list can be read").iter().map(|it| it.case).collect::<Vec<_>>(), [case]);
    let outside = rig.centre.folder_fetch_for(&session("do.mz"), case).await.map(|_| ());
    assert!(matches!(outside, Err(Problem::OutOfScope)));

    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(&rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let collect = collect(&pickup(&rig, case).await, &citizen(35).document_number);
    assert_eq!(rig.refused("out", case, collect.clone()).await, "originals-owed");
    // By post, signed for or left there no less; a public notice hands nothing out.
    rig.does("out", case, confirm(35)).await;
    let on = rig.centre.today();
    let (carrier, number, signed) = ("示例邮政".to_owned(), "XX0012".to_owned(), "本人".to_owned());
    let (place, reason) = ("澄湾镇河东街 12 号".to_owned(), "本人说不要。".to_owned());
    let witnesses = ["村委会王某".to_owned(), "邻居李某".to_owned()];
    for way in [
        SentBy::Post { posting: Posting { carrier, number }, originals: Vec::new() },
        SentBy::SignedFor { on, signed },
        SentBy::Left { on, record: LeftThere { place: place.clone(), reason: reason.clone(), witnesses } },
    ] {
        assert_eq!(rig.refused("out", case, otherwise(way)).await, "originals-owed");
    }
    let published = SentBy::Announced { on, record: Announcement { place, reason } };
    assert_eq!(rig.refused("out", case, otherwise(published)).await, "other-ways-first");
    let back = FolderAct::ReturnOriginals {
        rows: vec![kept[0]],
        document_type: "111".into(),
        document_number: citizen(35).document_number,
        other: None,
        window: window("w2"),
    };
    folder(&rig, "intake2", case, back).await.expect("the applicant signs");
    rig.does("out", case, collect).await;
    let receipt = rig.file(case).await.facts.receipt;
    let number = casework::DocumentNo {
        issuer: receipt.issuer,
        kind: casework::DocumentKind::OriginalsReturn,
        year: receipt.year,
        n: 1,
    };
    let paper = rig.centre.paper_code(receipt, PaperNo::Document(number));
    assert!(rig.centre.paper_verify(&paper, "192.0.2.7").await.is_ok(), "the receipt can be checked");
}

// A29, E37, F23: archived complete with a sealed index; what is changed afterwards is named.
pub async fn a_dossier_is_archived_and_what_is_changed_afterwards_is_named(rig: Arc<Rig>) {
    let case = before_decision(&rig, 36).await;
    let kept = kept(&rig, case).await;
    let list: Vec<(u8, bool)> = kept.iter().map(|row| (*row, false)).collect();
    let sheets = 2 * kept.len() as u16;
    folder(&rig, "do.sc", case, FolderAct::Open { rows: rows(&list) }).await.expect("the holder opens it");
    let archive = |found: &[u8]| FolderAct::Archive { found: found.to_vec(), sheets, box_no: 2, shelf: 1 };
    assert_eq!(code(folder(&rig, "do.sc", case, archive(&kept)).await), "case-open");
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let collect = collect(&pickup(&rig, case).await, &citizen(36).document_number);
    rig.does("out", case, collect).await;
    let due = rig.centre.folder_list(&session("do.sc"), FolderWhich::Due, "", 10).await;
    assert_eq!(due.expect("the list can be read").len(), 1);
    assert_eq!(code(folder(&rig, "do.sc", case, archive(&kept[1..])).await), "papers-not-found");
    folder(&rig, "do.sc", case, archive(&kept)).await.expect("it is complete");
    assert_eq!(rig.whole(case).await.public_state(), Some(PublicState::Archived));
    let lend = |days| FolderAct::Lend {
        to: person("do2.sc"),
        due_on: rig.centre.today().plus_days(days),
        purpose: "检查前核对。".into(),
    };
    assert_eq!(code(folder(&rig, "do.sc", case, lend(61)).await), "loan-too-long");
    folder(&rig, "do.sc", case, lend(5)).await.expect("it is lent");
    rig.advance(7 * DAY).await;
    let overdue = rig.centre.folder_list(&session("do.sc"), FolderWhich::Overdue, "", 10).await;
    assert_eq!(overdue.expect("the list can be read").len(), 1);

    let compare = async || {
        let (ledger, store) = (rig.centre.ledger(), rig.centre.store());
        centre::archive::verify(ledger, store, DIVISION, "", 10).await.expect("it can be compared")
    };
    let fine = compare().await;
    assert!(fine.holds() && fine.dossiers == 1 && fine.lines > 10, "{fine:?}");
    assert!(rig.centre.archive_round().report.holds());
    let stream = format!("case/{case}");
    let spoil = "update particular set bytes = $3 where division = $1 and stream = $2";
    let params = vec![DIVISION.into(), stream.as_str().into(), vec![1u8, 2, 3].into()];
    let spoilt = store::Statement::new(spoil, params);
    rig.centre.store().write(vec![spoilt]).await.expect("somebody changes the file");
    let found = compare().await;
    assert!(!found.holds() && found.findings[0].contains("was changed"), "{found:?}");
    rig.advance(DAY).await;
    assert!(!rig.centre.archive_round().report.holds(), "the night's round finds it too");
}

// F5, C23: what follows from a case or a list is asked by no person, also not past every page, at the ledger's own door.
pub async fn what_follows_by_itself_is_asked_by_no_person(rig: Arc<Rig>) {
    let case = concluded(&rig, 96).await;
    let id = certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let list = casework::DocumentNo {
        issuer: catalogue::UnitCode::parse("sc").expect("a code"),
        kind: casework::DocumentKind::DestructionList,
        year: 2026,
        n: 1,
    };
    let content = casework::Sealed(catalogue::Digest([7; 32]));
    let issue = || Asked::Certificate(certificate::Command::Issue(certificate::Issue { case, content }));
    let submit = async |actor: &str, stream: &str, command: Asked| {
        let submission = ledger::Submission {
            division: DIVISION.to_owned(),
            stream: stream.to_owned(),
            command_id: rig.command_id(),
            actor: actor.to_owned(),
            command,
            content: [0; 32],
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with: Vec::new(),
            lane: ledger::Lane::People,
        };
        match rig.centre.ledger().submit(submission).await {
            Err(ledger::Rejection::Refused(Obstacle::Case(refusal))) => refusal.code(),
            Err(ledger::Rejection::Refused(Obstacle::OutOfScope)) => "out-of-scope",
            other => panic!("{actor} is refused: {other:?}"),
        }
    };
    let (certificate, folder) = (format!("certificate/{id}"), format!("folder/{case}"));
    for who in ["do.sc", "chief.sc", "agent.sc", "centre", "super"] {
        assert_eq!(submit(who, &certificate, issue()).await, "no-case-behind-certificate", "{who}");
        for command in [
            casework::folder::Command::AwaitFetch,
            casework::folder::Command::TakeUp(casework::folder::TakeUp {
                rows: catalogue::RowSet::of(&[1]).expect("a row"),
                case,
                receipt: rig.file(case).await.facts.receipt,
            }),
            casework::folder::Command::Destroy { list },
            casework::folder::Command::KeepLonger { list, until: crate::rig::day("2047-12-31") },
        ] {
            assert_eq!(
                submit(who, &folder, Asked::Folder(command)).await,
                "out-of-scope",
                "{who} {command:?}"
            );
        }
    }
    // The outbox brings it to life all the same, once.
    rig.advance(1_000_000).await;
    assert_eq!(view(&rig, id).await.file.standing, Standing::InForce);
}
