//! What intake knows of whoever stands at the window: papers of the case that is taken up again, certificates that are held, and
//! the own cases of whoever lost a receipt (E11, E14, E15, F9, N21).

use std::sync::Arc;

use casework::folder::Folder;
use casework::{Event, Stage};
use catalogue::{CaseId, RowSet};
use centre::act::{Act, Collector};
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::intake::Intake;
use centre::notice::certificate_made;
use centre::paper_number::PaperOf;
use centre::particulars::{Applicant, RowReason};
use centre::person_known::PersonKnown;
use centre::person_look::LookReason;

use crate::after::kept;
use crate::rig::{DAY, MINUTE, Rig, citizen, intake, item, person, session, window};
use crate::walk::{before_decision, collect, concluded, grant, pickup, received};

async fn known(rig: &Rig, who: &str, of: &str, applicant: &Applicant) -> PersonKnown {
    let (kind, number) = (&applicant.document_type, &applicant.document_number);
    let known = rig.centre.person_known(&session(who), &item(of), kind, number, &applicant.object).await;
    known.expect("it can be read")
}

/// Sent away for row 3, never came, closed.
async fn closed(rig: &Rig, n: u32) -> CaseId {
    let mut form = intake(&item("food-business"), citizen(n), &[3]);
    form.marks.copies = form.marks.copies.with(1, 5).expect("a row");
    let case = rig.receives("intake2", &form).await;
    let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
    rig.does("intake2", case, Act::Correction { rows }).await;
    rig.advance(40 * DAY).await;
    rig.advance(MINUTE).await;
    assert!(matches!(rig.file(case).await.stage, Stage::ClosedForMissing { .. }));
    case
}

/// The whole of the list, these rows said to have been handed in before.
fn again(n: u32, earlier: RowSet) -> Intake {
    Intake { earlier, ..intake(&item("food-business"), citizen(n), &[]) }
}

async fn refused(rig: &Rig, form: &Intake) -> &'static str {
    match rig.centre.case_receive(&session("intake2"), rig.command_id(), form).await {
        Err(Problem::Refused(refusal)) => refusal.code(),
        other => panic!("it is refused: {other:?}"),
    }
}

// E14, F9: what was handed in before counts and goes over, once, for the same person; the window is told what is there.
pub async fn papers_of_the_case_that_is_taken_up_go_over(rig: Arc<Rig>) {
    let first = closed(&rig, 71).await;
    let there = RowSet::of(&kept(&rig, first).await).expect("rows are below 65");
    assert!(there.contains(1) && !there.contains(3), "{there:?}");
    let seen = known(&rig, "intake2", "food-business", &citizen(71)).await.earlier.expect("it is taken up");
    assert_eq!((seen.id, seen.rows, seen.papers_move), (first, there, true));
    assert_eq!((seen.copies.of(1), seen.copies.of(4)), (Some(5), Some(1)), "as they were counted (E6)");
    assert_eq!(seen.window, Some(window("w2")), "where they wait to be fetched");
    for (who, of, n) in
        [("intake7", "food-business", 71), ("intake2", "self-employed", 71), ("intake2", "food-business", 72)]
    {
        let seen = known(&rig, who, of, &citizen(n)).await.earlier;
        assert!(seen.is_none(), "{who} {of} {n}: {seen:?}");
    }
    let typed = Applicant { document_number: "12".into(), ..citizen(71) };
    assert!(known(&rig, "intake2", "food-business", &typed).await.earlier.is_none(), "no number, no person");

    // Of somebody else, or what was never handed in: refused, and nothing is taken in.
    let entries = rig.entries().await;
    let never = RowSet::of(&[3]).expect("a row");
    assert_eq!(refused(&rig, &again(72, there)).await, "not-from-earlier");
    assert_eq!(refused(&rig, &again(71, never)).await, "not-from-earlier");
    assert_eq!(rig.entries().await, entries);

    let second = rig.receives("intake2", &again(71, there)).await;
    rig.advance(MINUTE).await;
    let whole = rig.whole(second).await;
    let taken_in = whole.lines.iter().find_map(|line| match &line.event {
        Event::Received(fact) => Some((fact.previous, fact.earlier, fact.complete)),
        _ => None,
    });
    assert_eq!(taken_in, Some((Some(first), there, true)));
    let copies = rig.file(second).await.facts.materials.marks.copies;
    let lie = [1, 3, 4].map(|row| copies.of(row));
    assert_eq!(lie, [Some(5), Some(1), Some(1)], "what goes over keeps its copies (E6)");
    let (folder, _) = rig.centre.folder_state(first).await.expect("readable");
    let Folder::Kept(dossier) = folder else { panic!("its folder was opened when it ended") };
    assert_eq!((dossier.taken_up.present(), dossier.rows.present()), (there, RowSet::EMPTY));
    let waiting = rig.centre.papers_to_fetch(&session("intake2")).await.expect("readable");
    assert!(waiting.is_empty(), "nothing waits to be fetched any more: {waiting:?}");
    // They went over once: an intake that says so again is refused.
    let twice = Intake { previous: Some(first), other_matter: true, ..again(71, there) };
    assert_eq!(refused(&rig, &twice).await, "not-from-earlier");
    // Whoever brings everything anew says nothing of it.
    let anew = closed(&rig, 73).await;
    let other = rig.receives("intake2", &again(73, RowSet::EMPTY)).await;
    rig.advance(MINUTE).await;
    assert_eq!(rig.file(other).await.facts.previous, Some(anew));
    let (folder, _) = rig.centre.folder_state(anew).await.expect("readable");
    assert!(matches!(folder, Folder::Kept(it) if it.fetch.is_some()), "the old ones wait to be fetched");
}

// E11, N21: whoever holds a certificate is shown it before a new application, by the present and by a former number.
pub async fn a_certificate_that_is_held_is_shown_at_intake(rig: Arc<Rig>) {
    let case = concluded(&rig, 74).await;
    rig.advance(MINUTE).await;
    let id = certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let holds = known(&rig, "intake2", "food-business", &citizen(74)).await.holds;
    let [held] = holds.as_slice() else { panic!("one is held: {holds:?}") };
    assert_eq!((held.id, held.same_item, held.other_document), (id, true, false));
    assert!(known(&rig, "intake2", "food-business", &citizen(75)).await.holds.is_empty());
    assert!(known(&rig, "intake7", "food-business", &citizen(74)).await.holds.is_empty(), "not of that unit");
    let other = known(&rig, "intake2", "self-employed", &citizen(74)).await.holds;
    assert!(other.iter().all(|it| !it.same_item), "{other:?}");

    // The number on the certificate leads there from the search of cases, for who may open it.
    rig.advance(MINUTE).await;
    for (who, found) in [("intake2", Some(PaperOf::Certificate(id))), ("intake7", None)] {
        let led = rig.centre.paper_find(&session(who), &[id.number()]).await;
        assert_eq!(led.expect("readable"), found, "{who}");
    }
    let receipt = rig.file(case).await.facts.acceptance.expect("accepted").notice;
    let led = rig.centre.paper_find(&session("do.sc"), &[receipt]).await;
    assert_eq!(led.expect("readable"), Some(PaperOf::Case(case)), "so does that of any other paper");

    // Registered under a former number: found by both, and said to bear another.
    let renamed = before_decision(&rig, 76).await;
    let applicant = Applicant { document_number: citizen(77).document_number, ..citizen(76) };
    let proof = "公安机关变更证明 1 号".into();
    rig.does("head.biz", renamed, Act::Register(RegisterAct::Rename { applicant, proof })).await;
    rig.does("lead.sc", renamed, grant()).await;
    rig.does("agent.sc", renamed, Act::Recheck).await;
    rig.does("do.sc", renamed, Act::Make).await;
    rig.advance(MINUTE).await;
    for (n, other_document) in [(76, true), (77, false)] {
        let holds = known(&rig, "intake2", "food-business", &citizen(n)).await.holds;
        assert_eq!(holds.iter().map(|it| it.other_document).collect::<Vec<_>>(), [other_document], "{n}");
    }

    // What has run out is held no more.
    rig.does("out", case, collect(&pickup(&rig, case).await, &citizen(74).document_number)).await;
    rig.advance(6 * 366 * DAY).await;
    assert!(known(&rig, "intake2", "food-business", &citizen(74)).await.holds.is_empty());
}

// E11, E14, F33: whoever is looked up by a document is counted for the officer once a day, and supervision reads how many and by whom.
pub async fn who_is_looked_up_by_a_document_is_counted_and_written_down(rig: Arc<Rig>) {
    received(&rig, 81).await;
    let looks = async |n: u32| known(&rig, "intake2", "food-business", &citizen(n)).await;
    for n in [81, 81, 82, 81] {
        assert_eq!(looks(n).await.wait_until, None);
    }
    let typed = Applicant { document_number: "12".into(), ..citizen(83) };
    known(&rig, "intake2", "food-business", &typed).await;
    for n in [81, 81, 83] {
        let found = rig.centre.case_find_person(&session("chief.sc"), &citizen(n).document_number).await;
        found.expect("it can be looked for");
    }
    let counts = rig.centre.look_counts(&session("super")).await.expect("who supervises reads them");
    let counts: Vec<_> = counts.iter().map(|it| (it.person, it.reason, it.documents)).collect();
    let (by, at) = (person("chief.sc"), person("intake2"));
    assert_eq!(counts, [(by, LookReason::Search, 1), (at, LookReason::Intake, 2)], "no number is nobody");
    for who in ["intake2", "chief.sc", "head.biz", "centre"] {
        let counts = rig.centre.look_counts(&session(who)).await.map(|_| ());
        assert!(matches!(counts, Err(Problem::OutOfScope)), "{who}");
    }

    // Sixty people in a quarter of an hour; whoever was looked at today is shown on, and colleagues are not held up.
    for n in 100..158 {
        assert_eq!(looks(n).await.wait_until, None, "{n}");
    }
    let one_more = looks(158).await;
    assert!(one_more.wait_until.is_some_and(|until| until > rig.centre.instant().0), "{one_more:?}");
    assert_eq!(looks(81).await.wait_until, None);
    assert_eq!(known(&rig, "intake7", "food-business", &citizen(158)).await.wait_until, None);
    rig.advance(16 * MINUTE).await;
    assert_eq!(looks(158).await.wait_until, None, "and later again");
}

// F33: what was looked up is kept for three years to the day, as readings are.
pub async fn looks_are_removed_after_three_years(rig: Arc<Rig>) {
    known(&rig, "intake2", "food-business", &citizen(84)).await;
    rig.until("2026-03-03", 9, 0).await;
    known(&rig, "intake2", "food-business", &citizen(84)).await;
    let left = async || {
        let rows = rig.rows("select day from person_look order by day", vec![]).await;
        rows.iter().map(|row| row.text(0).expect("a day").to_owned()).collect::<Vec<_>>()
    };
    rig.until("2029-03-02", 23, 59).await;
    assert_eq!(left().await, ["2026-03-02", "2026-03-03"]);
    rig.until("2029-03-03", 0, 0).await;
    assert_eq!(left().await, ["2026-03-03"]);
}

// E15, F33: at any window the document alone finds the own cases, what and when; each look is counted.
pub async fn a_lost_receipt_is_found_by_the_document_alone(rig: Arc<Rig>) {
    let first = received(&rig, 78).await;
    rig.advance(MINUTE).await;
    let second = rig.receives("intake2", &intake(&item("self-employed"), citizen(78), &[])).await;
    let elsewhere = session("intake7");
    let organisation = rig.centre.organisation().await.expect("readable").expect("published");
    let mut posts = organisation.posts_of(elsewhere.person, rig.centre.today());
    let seat = posts.find_map(|holding| holding.windows.first().copied()).expect("intake7 sits somewhere");
    let find = async |who: &str, seat, n: u32| {
        let found = rig.centre.own_receipts(&session(who), seat, "111", &citizen(n).document_number).await;
        found.map(|it| it.into_iter().map(|it| it.case).collect::<Vec<_>>())
    };
    assert_eq!(find("intake7", seat, 78).await.expect("found"), [second, first], "the latest first");
    for who in ["do.sc", "super", "intake2"] {
        let found = find(who, seat, 78).await;
        assert!(matches!(found, Err(Problem::OutOfScope)), "{who} does not sit there: {found:?}");
    }
    assert!(matches!(find("intake7", seat, 79).await, Err(Problem::NotFound)));
    let typed = rig.centre.own_receipts(&elsewhere, seat, "111", "12").await;
    assert!(matches!(typed, Err(Problem::Form(ref it)) if it[0].field == "document_number"), "{typed:?}");

    let act = |n: u32| RegisterAct::Reissue {
        document_type: "111".into(),
        document_number: citizen(n).document_number,
        collector: None,
        window: seat,
    };
    let wrong = rig.centre.receipt_reissue_of(&elsewhere, rig.command_id(), first, &act(79)).await;
    assert!(matches!(wrong, Err(Problem::NotFound)), "{wrong:?}");
    let old = rig.receipt(first).await;
    let printed = rig.centre.receipt_reissue_of(&elsewhere, rig.command_id(), first, &act(78)).await;
    assert_eq!(printed.expect("it is printed").0, first);
    let new = rig.receipt(first).await;
    assert_eq!((new.0 == old.0, new.1 == old.1), (true, false), "the same number, another code");
    assert_eq!(rig.kinds(second).await, ["received"], "the other stays as it was");

    let looks = rig.centre.look_counts(&session("super")).await.expect("read");
    let looks: Vec<_> = looks.iter().map(|it| (it.person, it.reason, it.documents)).collect();
    assert_eq!(looks, [(elsewhere.person, LookReason::Receipt, 2)], "with the one that found nothing");
    for _ in 0..29 {
        find("intake7", seat, 78).await.expect("found");
    }
    let slowed = find("intake7", seat, 78).await;
    assert!(matches!(slowed, Err(Problem::Throttled(_))), "{slowed:?}");
    rig.advance(16 * MINUTE).await;
    find("intake7", seat, 78).await.expect("and later again");

    // N7: a letter fits every case, so each receipt printed for one is counted.
    let sent = RegisterAct::Reissue {
        document_type: String::new(),
        document_number: String::new(),
        collector: Some(Collector {
            name: "许代办".into(),
            document_type: "111".into(),
            document_number: citizen(79).document_number,
            letter: true,
        }),
        window: seat,
    };
    for _ in 0..12 {
        rig.centre.receipt_reissue_of(&elsewhere, rig.command_id(), first, &sent).await.expect("by letter");
    }
    let slowed = rig.centre.receipt_reissue_of(&elsewhere, rig.command_id(), first, &sent).await;
    assert!(matches!(slowed, Err(Problem::Throttled(_))), "{slowed:?}");
}
