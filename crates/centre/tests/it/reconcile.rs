//! Reconciliation: a list from outside against what was handled here (F5, A31).

use std::sync::Arc;

use casework::{DocumentKind, DocumentNo};
use catalogue::UnitCode;
use centre::case::Problem;
use centre::oversight::finding::FindingWhich;
use centre::oversight::reconcile::{FOUND_MAX, LINES_MAX, ListKind, ListLine, Reconciled};
use oversight::Rule;

use crate::rig::{Rig, session};
use crate::walk::concluded;

fn fee(written: &str) -> ListLine {
    ListLine { written: written.to_owned(), meant: Vec::new() }
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
    let first = ask("super", ListKind::Fees, unit, lines.to_vec()).await;
    assert_eq!(first, Reconciled { matched: 1, found: 2, known: 0, rest: 0 });
    // The same list again, also by another supervisor, finds nothing new.
    for who in ["super", "super2"] {
        let again = ask(who, ListKind::Fees, unit, lines.to_vec()).await;
        assert_eq!(again, Reconciled { matched: 1, found: 0, known: 2, rest: 0 }, "{who}");
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
    let paper =
        |written: &str, number: DocumentNo| ListLine { written: written.to_owned(), meant: vec![number] };
    let seals = ask("super", ListKind::Seals, unit, vec![paper("a", issued), paper("b", none)]).await;
    assert_eq!((seals.matched, seals.found), (1, 1));
    let list = centre.finding_list(&session("super"), FindingWhich::All, "", 100).await.expect("listed");
    let of = |rule| list.iter().filter(|it| it.rule == rule).count();
    assert_eq!((of(Rule::FeeWithoutCase), of(Rule::SealWithoutCase)), (3, 1));
    // A long list is written down in parts.
    let many: Vec<ListLine> = (0..60).map(|n| fee(&format!("SC-2026-8{n:04}"))).collect();
    let part = ask("super", ListKind::Fees, unit, many.clone()).await;
    assert_eq!((part.found, part.rest), (FOUND_MAX, 60 - FOUND_MAX));
    let rest = ask("super", ListKind::Fees, unit, many).await;
    assert_eq!((rest.found, rest.known), (60 - FOUND_MAX, FOUND_MAX));
}

// F5, A31: a certificate that is out and that no case has made is a finding; the one a case made, beside it, is none.
pub async fn a_certificate_that_no_case_has_made_is_a_finding(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    rig.advance(60_000_000).await;
    let made = centre::notice::certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let unit = UnitCode::parse("sc").expect("a code");
    let line = |written: &str, number| ListLine { written: written.to_owned(), meant: vec![number] };
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
    assert_eq!(genuine, Reconciled { matched: 1, found: 0, known: 0, rest: 0 });
    assert_eq!(found().await, 0);
    let both = compare(&[line("a", made.number()), line("b", none)]).await;
    assert_eq!(both, Reconciled { matched: 1, found: 1, known: 0, rest: 0 });
    assert_eq!(compare(&[line("b", none)]).await, Reconciled { matched: 0, found: 0, known: 1, rest: 0 });
    assert_eq!(found().await, 1);
    // Another unit's certificate of the same number is none of that unit's.
    let elsewhere = UnitCode::parse("wj").expect("a code");
    let lines = [line("a", DocumentNo { issuer: elsewhere, ..made.number() })];
    let other = centre.reconcile(&session("super"), ListKind::Certificates, elsewhere, &lines).await;
    assert_eq!(other.expect("compared").found, 1);
}
