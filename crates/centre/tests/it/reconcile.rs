//! Reconciliation: a list from outside against what was handled here (F5, A31).

use std::sync::Arc;

use casework::{DocumentKind, DocumentNo};
use catalogue::UnitCode;
use centre::case::Problem;
use centre::intake::Intake;
use centre::oversight::finding::FindingWhich;
use centre::oversight::reconcile::{FOUND_MAX, LINES_MAX, ListKind, ListLine, Reconciled};
use oversight::Rule;

use crate::rig::{Rig, citizen, intake, item, session, window};
use crate::walk::concluded;

fn fee(written: &str) -> ListLine {
    ListLine { written: written.to_owned(), meant: Vec::new(), amount_fen: None, times: 1 }
}

pub async fn what_has_no_case_is_a_finding_once(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    rig.advance(60_000_000).await;
    let unit = UnitCode::parse("sc").expect("a code");
    let other = UnitCode::parse("wj").expect("a code");
    let receipt = centre::row::receipt_text(rig.file(case).await.facts.receipt);
    let lines = [fee(&receipt), fee("SC-2026-99999"), fee("SC-2026-99998")];

    let shut = centre.reconcile(&session("centre"), ListKind::Fees, unit, &lines).await;
    assert!(matches!(shut, Err(Problem::Oversight(oversight::Refusal::NotSupervisor))), "{shut:?}");
    for (wrong, field) in [(Vec::new(), "numbers"), (vec![fee("1"); LINES_MAX + 1], "numbers")] {
        let refused = centre.reconcile(&session("super"), ListKind::Fees, unit, &wrong).await;
        assert!(matches!(refused, Err(Problem::Form(ref it)) if it[0].field == field), "{refused:?}");
    }
    let ask = |who: &'static str, kind, unit, lines: Vec<ListLine>| {
        let rig = Arc::clone(&rig);
        async move { rig.centre.reconcile(&session(who), kind, unit, &lines).await.expect("compared") }
    };
    // The case is there, and its item has no fee: what was booked has no basis (F22).
    let first = ask("super", ListKind::Fees, unit, lines.to_vec()).await;
    assert_eq!(first, Reconciled { found: 3, ..Reconciled::default() });
    // The same list again, also by another supervisor, finds nothing new.
    for who in ["super", "super2"] {
        let again = ask(who, ListKind::Fees, unit, lines.to_vec()).await;
        assert_eq!(again, Reconciled { known: 3, ..Reconciled::default() }, "{who}");
    }
    // The case is of one unit: to another's list it is none.
    let others = ask("super", ListKind::Fees, other, vec![fee(&receipt)]).await;
    assert_eq!((others.matched, others.found), (0, 1));
    // A paper that a case has issued, and one that none has.
    let issued = rig.whole(case).await.lines.iter().find_map(|line| match line.event {
        casework::Event::Accepted(ref fact) => Some(fact.notice),
        _ => None,
    });
    let issued = issued.expect("an acceptance notice was issued");
    let none = DocumentNo { issuer: unit, kind: DocumentKind::AcceptanceNotice, year: 2026, n: 9_999 };
    let paper = |written: &str, number: DocumentNo| ListLine { meant: vec![number], ..fee(written) };
    let seals = ask("super", ListKind::Seals, unit, vec![paper("a", issued), paper("b", none)]).await;
    assert_eq!((seals.matched, seals.found), (1, 1));
    let list = centre.finding_list(&session("super"), FindingWhich::All, "", 100).await.expect("listed");
    let of = |rule| list.iter().filter(|it| it.rule == rule).count();
    assert_eq!((of(Rule::FeeWithoutCase), of(Rule::SealWithoutCase)), (3, 1));
    assert_eq!(of(Rule::FeeWithoutBasis), 1);
    let unfounded = list.iter().find(|it| it.rule == Rule::FeeWithoutBasis).expect("it is there");
    assert_eq!((unfounded.unit, unfounded.case), (unit, Some(case)));
    // A long list is written down in parts.
    let many: Vec<ListLine> = (0..60).map(|n| fee(&format!("SC-2026-8{n:04}"))).collect();
    let part = ask("super", ListKind::Fees, unit, many.clone()).await;
    assert_eq!((part.found, part.rest), (FOUND_MAX, 60 - FOUND_MAX));
    let rest = ask("super", ListKind::Fees, unit, many).await;
    assert_eq!((rest.found, rest.known), (60 - FOUND_MAX, FOUND_MAX));
}

// F22, A31, R143 point 11: a fee is compared with what the item of its case sets; less was lowered or waived, more has no basis.
pub async fn a_fee_above_what_its_item_sets_is_a_finding(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let card = item("identity-card");
    rig.open_item(&card).await;
    let set = card.fee.as_ref().expect("an identity card has a fee").amount_fen;
    let form = Intake { window: window("w7"), ..intake(&card, citizen(3), &[]) };
    let case = rig.receives("intake7", &form).await;
    rig.advance(60_000_000).await;
    let file = rig.file(case).await;
    let (unit, receipt) = (file.facts.authority, centre::row::receipt_text(file.facts.receipt));
    let compare = async |amount_fen: Option<u64>, times: usize| {
        let lines = [ListLine { amount_fen, times, ..fee(&receipt) }];
        let done = centre.reconcile_each(&session("super"), ListKind::Fees, unit, &lines).await;
        done.expect("compared")
    };
    for amount in [None, Some(0), Some(set - 1), Some(set)] {
        let (done, found) = compare(amount, 1).await;
        assert_eq!(
            (done, found.len()),
            (Reconciled { matched: 1, ..Reconciled::default() }, 0),
            "{amount:?}"
        );
    }
    // Listed twice it is told, and what was booked in all is compared.
    let (done, _) = compare(Some(set), 2).await;
    assert_eq!((done.matched, done.twice), (1, 1));
    let (done, found) = compare(Some(2 * set), 2).await;
    assert_eq!(done, Reconciled { found: 1, twice: 1, ..Reconciled::default() });
    assert_eq!((found[0].rule, found[0].written.as_str()), (Rule::FeeWithoutBasis, receipt.as_str()));
    let view = centre.finding_fetch(&session("super"), found[0].finding).await.expect("read");
    let about = view.found.about;
    let fen = |amount: u64| i32::try_from(amount).expect("a small fee");
    assert_eq!((about.case, about.measured, about.bound), (Some(case), fen(2 * set), fen(set)));
    assert_eq!(
        compare(Some(set + 1), 1).await.0,
        Reconciled { known: 1, ..Reconciled::default() },
        "found once"
    );
}

// F5, A31: a certificate that is out and that no case has made is a finding; the one a case made, beside it, is none.
pub async fn a_certificate_that_no_case_has_made_is_a_finding(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    rig.advance(60_000_000).await;
    let made = centre::notice::certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let unit = UnitCode::parse("sc").expect("a code");
    let line = |written: &str, number| ListLine { meant: vec![number], ..fee(written) };
    let none = DocumentNo { n: made.number().n + 1, ..made.number() };
    let compare = async |lines: &[ListLine]| {
        let done = centre.reconcile(&session("super"), ListKind::Certificates, unit, lines).await;
        done.expect("compared")
    };
    let found = async || {
        let list = centre.finding_list(&session("super"), FindingWhich::All, "", 100).await.expect("listed");
        list.iter().filter(|it| it.rule == Rule::CertificateWithoutCase).count()
    };
    let genuine = compare(&[line("a", made.number())]).await;
    assert_eq!(genuine, Reconciled { matched: 1, ..Reconciled::default() });
    assert_eq!(found().await, 0);
    let both = compare(&[line("a", made.number()), line("b", none)]).await;
    assert_eq!(both, Reconciled { matched: 1, found: 1, ..Reconciled::default() });
    assert_eq!(compare(&[line("b", none)]).await, Reconciled { known: 1, ..Reconciled::default() });
    assert_eq!(found().await, 1);
    // Another unit's certificate of the same number is none of that unit's.
    let elsewhere = UnitCode::parse("wj").expect("a code");
    let lines = [line("a", DocumentNo { issuer: elsewhere, ..made.number() })];
    let other = centre.reconcile(&session("super"), ListKind::Certificates, elsewhere, &lines).await;
    assert_eq!(other.expect("compared").found, 1);
}
