//! Reconciliation: a list from outside against what was handled here (F5, A31).

use std::sync::Arc;

use calendar::Day;
use casework::{DocumentKind, DocumentNo, DonePlace};
use catalogue::{CaseId, ReconciliationId, UnitCode};
use centre::act::{Act, FieldWhy};
use centre::case::Problem;
use centre::intake::Intake;
use centre::oversight::duty::DutyWhat;
use centre::oversight::finding::FindingWhich;
use centre::oversight::reconcile::{
    Compared, FOUND_MAX, LINES_MAX, ListForm, ListKind, ListLine, Reconciled,
};
use oversight::Rule;
use oversight::finding::Counted;
use oversight::reconciliation::OfList;
use store::Statement;

use crate::rig::{DAY, DIVISION, MINUTE, Rig, citizen, intake, item, session, window};
use crate::walk::{concluded, grant, step};

fn fee(written: &str) -> ListLine {
    ListLine { written: written.to_owned(), meant: Vec::new(), amount_fen: None, times: 1 }
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

/// A list of the last thirty days.
fn list(rig: &Rig, kind: ListKind, unit: UnitCode, lines: &[ListLine]) -> ListForm {
    let today = rig.centre.today();
    ListForm { kind, unit, days: (today.plus_days(-30), today), lines: lines.to_vec(), nothing: false }
}

async fn asked(rig: &Rig, who: &str, form: &ListForm) -> Result<Compared, Problem> {
    rig.centre.reconcile(&session(who), rig.command_id(), form).await
}

async fn found(rig: &Rig, rule: Rule) -> usize {
    let list = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 200).await.expect("listed");
    list.iter().filter(|it| it.rule == rule).count()
}

pub async fn what_has_no_case_is_a_finding_once(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let (own, other) = (unit("sc"), unit("wj"));
    let receipt = centre::row::receipt_text(rig.file(case).await.facts.receipt);
    let lines = [fee(&receipt), fee("SC-2026-99999"), fee("SC-2026-99998")];

    let shut = asked(&rig, "centre", &list(&rig, ListKind::Fees, own, &lines)).await.map(|_| ());
    assert!(matches!(shut, Err(Problem::Oversight(oversight::Refusal::NotSupervisor))), "{shut:?}");
    for wrong in [Vec::new(), vec![fee("1"); LINES_MAX + 1]] {
        let refused = asked(&rig, "super", &list(&rig, ListKind::Fees, own, &wrong)).await.map(|_| ());
        assert!(matches!(refused, Err(Problem::Form(ref it)) if it[0].field == "numbers"), "{refused:?}");
    }
    let ask = |who: &'static str, kind, unit, lines: Vec<ListLine>| {
        let rig = Arc::clone(&rig);
        async move { asked(&rig, who, &list(&rig, kind, unit, &lines)).await.expect("compared").counts }
    };
    // The case is there, and its item has no fee: what was booked has no basis (F22).
    let first = ask("super", ListKind::Fees, own, lines.to_vec()).await;
    assert_eq!(first, Reconciled { orphans: 3, found: 3, ..Reconciled::default() });
    // The same list again, also by another supervisor, finds nothing new.
    for who in ["super", "super2"] {
        let again = ask(who, ListKind::Fees, own, lines.to_vec()).await;
        assert_eq!(again, Reconciled { orphans: 3, known: 3, ..Reconciled::default() }, "{who}");
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
    let none = DocumentNo { issuer: own, kind: DocumentKind::AcceptanceNotice, year: 2026, n: 9_999 };
    let paper = |written: &str, number: DocumentNo| ListLine { meant: vec![number], ..fee(written) };
    let seals = ask("super", ListKind::Seals, own, vec![paper("a", issued), paper("b", none)]).await;
    assert_eq!((seals.matched, seals.found, seals.missing), (1, 1, 0));
    let findings = centre.finding_list(&session("super"), FindingWhich::All, "", 100).await.expect("listed");
    let of = |rule| findings.iter().filter(|it| it.rule == rule).count();
    assert_eq!((of(Rule::FeeWithoutCase), of(Rule::SealWithoutCase)), (3, 1));
    assert_eq!(of(Rule::FeeWithoutBasis), 1);
    let unfounded = findings.iter().find(|it| it.rule == Rule::FeeWithoutBasis).expect("it is there");
    assert_eq!((unfounded.unit, unfounded.case), (own, Some(case)));
    // A long list is written down in parts.
    let many: Vec<ListLine> = (0..60).map(|n| fee(&format!("SC-2026-8{n:04}"))).collect();
    let part = ask("super", ListKind::Fees, own, many.clone()).await;
    assert_eq!((part.found, part.rest), (FOUND_MAX, 60 - FOUND_MAX));
    let rest = ask("super", ListKind::Fees, own, many).await;
    assert_eq!((rest.found, rest.known), (60 - FOUND_MAX, FOUND_MAX));
}

// A31, F5: that a list was compared is an entry, also where everything was in order; a double click makes no second one, and the id of
// one list finds nothing for another.
pub async fn a_comparison_is_recorded_also_where_nothing_was_found(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let made = centre::notice::certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let own = unit("sc");
    let line = |written: &str, number| ListLine { meant: vec![number], ..fee(written) };
    let clean = list(&rig, ListKind::Certificates, own, &[line("a", made.number())]);
    let id = rig.command_id();
    let first = centre.reconcile(&session("super"), id, &clean).await.expect("compared");
    let again = centre.reconcile(&session("super"), id, &clean).await.expect("compared");
    assert!(!first.done.replayed && again.done.replayed && first.id == again.id);
    let other = ListForm { kind: ListKind::Fees, lines: vec![fee("SC-2026-1")], ..clean.clone() };
    let reused = centre.reconcile(&session("super"), id, &other).await.map(|_| ());
    assert!(matches!(reused, Err(Problem::IdReused)), "{reused:?}");
    assert_eq!(found(&rig, Rule::FeeWithoutCase).await, 0, "and nothing is found under it");
    let view = centre.reconciliation_fetch(&session("centre"), first.id).await.expect("read");
    assert!(view.record.is_clean() && view.outcome == first.outcome);
    assert_eq!((view.record.matched, view.record.digest), (1, clean.digest()));
    assert_eq!((view.by, (view.record.from, view.record.until)), (session("super").person, clean.days));
    // What was found stands in the record with its findings.
    let orphan = list(&rig, ListKind::Fees, own, &[ListLine { times: 2, ..fee("SC-2026-99999") }]);
    let second = asked(&rig, "super2", &orphan).await.expect("compared");
    let view = centre.reconciliation_fetch(&session("super"), second.id).await.expect("read");
    assert_eq!((view.record.orphans, view.record.twice, view.outcome.twice.len()), (1, 1, 1));
    let [it] = &view.outcome.orphans[..] else { panic!("one number: {:?}", view.outcome) };
    assert_eq!((it.written.as_str(), it.rule), ("SC-2026-99999", Rule::FeeWithoutCase));
    let finding = it.finding.expect("there was room");
    assert_eq!(centre.finding_fetch(&session("super"), finding).await.expect("read").found.about.unit, own);
    // The latest first, and of one unit where that is asked.
    let all = centre.reconciliation_list(&session("super"), None, "", 10).await.expect("listed");
    assert_eq!(all.iter().map(|it| it.id).collect::<Vec<_>>(), [second.id, first.id]);
    let page = centre.reconciliation_list(&session("super"), Some(own), &all[0].cursor(), 10).await;
    assert_eq!(page.expect("listed").iter().map(|it| it.id).collect::<Vec<_>>(), [first.id]);
    let elsewhere = centre.reconciliation_list(&session("super"), Some(unit("wj")), "", 10).await;
    assert!(elsewhere.expect("listed").is_empty());
    for who in ["do.sc", "lead.sc"] {
        let shut = centre.reconciliation_fetch(&session(who), first.id).await.map(|_| ());
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}: {shut:?}");
        let shut = centre.reconciliation_list(&session(who), None, "", 10).await.map(|_| ());
        assert!(matches!(shut, Err(Problem::OutOfScope)), "{who}: {shut:?}");
    }
    let none = ReconciliationId::parse("none").expect("a code");
    let unknown = centre.reconciliation_fetch(&session("super"), none).await.map(|_| ());
    assert!(matches!(unknown, Err(Problem::NotFound)), "{unknown:?}");
}

// The days of a list end today at the latest and are a year at most.
pub async fn the_days_of_a_list_are_over(rig: Arc<Rig>) {
    let today = rig.centre.today();
    let days = |from: i32, until: i32| (today.plus_days(from), today.plus_days(until));
    let within = |problem: &Problem, from: Day, until: Day| {
        let why = FieldWhy::DayOutside { from: Some(from), until: Some(until) };
        matches!(problem, Problem::Form(it) if it.len() == 1 && it[0].field == "until" && it[0].why == why)
    };
    let own = unit("sc");
    for ((from, until), first, last) in
        [(days(0, 1), 0, 0), (days(-2, -3), -2, 0), (days(-400, -34), -400, -35), (days(-365, -366), -365, 0)]
    {
        let form = ListForm { days: (from, until), ..list(&rig, ListKind::Fees, own, &[fee("SC-1")]) };
        let refused = asked(&rig, "super", &form).await.map(|_| ()).expect_err("it is refused");
        let (first, last) = (today.plus_days(first), today.plus_days(last));
        assert!(within(&refused, first, last), "{from} {until}: {refused:?}");
    }
    for (from, until) in [days(0, 0), days(-365, 0), days(-400, -35)] {
        let form = ListForm { days: (from, until), ..list(&rig, ListKind::Fees, own, &[fee("SC-1")]) };
        asked(&rig, "super", &form).await.expect("compared");
    }
    assert_eq!(found(&rig, Rule::FeeWithoutCase).await, 1);
}

// F22, A31, R143 point 11: a fee is compared with what the item of its case sets; less was lowered or waived, more has no basis.
pub async fn a_fee_above_what_its_item_sets_is_a_finding(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let card = item("identity-card");
    rig.open_item(&card).await;
    let set = card.fee.as_ref().expect("an identity card has a fee").amount_fen;
    let form = Intake { window: window("w7"), ..intake(&card, citizen(3), &[]) };
    let case = rig.receives("intake7", &form).await;
    rig.advance(MINUTE).await;
    let file = rig.file(case).await;
    let (unit, receipt) = (file.facts.authority, centre::row::receipt_text(file.facts.receipt));
    let compare = async |amount_fen: Option<u64>, times: usize| {
        let lines = [ListLine { amount_fen, times, ..fee(&receipt) }];
        let done = asked(&rig, "super", &list(&rig, ListKind::Fees, unit, &lines)).await;
        let done = done.expect("compared");
        (done.counts, done.outcome.orphans)
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
    assert_eq!(done, Reconciled { orphans: 1, found: 1, twice: 1, ..Reconciled::default() });
    assert_eq!((found[0].rule, found[0].written.as_str()), (Rule::FeeWithoutBasis, receipt.as_str()));
    let finding = found[0].finding.expect("there was room");
    let view = centre.finding_fetch(&session("super"), finding).await.expect("read");
    let about = view.found.about;
    let fen = |amount: u64| i32::try_from(amount).expect("a small fee");
    assert_eq!((about.case, about.measured, about.bound), (Some(case), fen(2 * set), fen(set)));
    assert_eq!(
        compare(Some(set + 1), 1).await.0,
        Reconciled { orphans: 1, known: 1, ..Reconciled::default() },
        "found once"
    );
    // Booked again under the same number in other letters it is twice what the item sets.
    let both = [receipt.clone(), receipt.to_ascii_lowercase()]
        .map(|written| ListLine { amount_fen: Some(set), ..fee(&written) });
    let done = asked(&rig, "super", &list(&rig, ListKind::Fees, unit, &both)).await.expect("compared");
    assert_eq!(done.counts, Reconciled { matched: 1, orphans: 1, found: 1, ..Reconciled::default() });
}

// F5, A31: a certificate that is out and that no case has made is a finding; the one a case made, beside it, is none.
pub async fn a_certificate_that_no_case_has_made_is_a_finding(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let made = centre::notice::certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let unit = UnitCode::parse("sc").expect("a code");
    let line = |written: &str, number| ListLine { meant: vec![number], ..fee(written) };
    let none = DocumentNo { n: made.number().n + 1, ..made.number() };
    let compare = async |lines: &[ListLine]| {
        asked(&rig, "super", &list(&rig, ListKind::Certificates, unit, lines)).await.expect("compared").counts
    };
    let rule = Rule::CertificateWithoutCase;
    let genuine = compare(&[line("a", made.number())]).await;
    assert_eq!(genuine, Reconciled { matched: 1, ..Reconciled::default() });
    assert_eq!(found(&rig, rule).await, 0);
    let both = compare(&[line("a", made.number()), line("b", none)]).await;
    assert_eq!(both, Reconciled { matched: 1, orphans: 1, found: 1, ..Reconciled::default() });
    let again = compare(&[line("a", made.number()), line("b", none)]).await;
    assert_eq!(again, Reconciled { matched: 1, orphans: 1, known: 1, ..Reconciled::default() });
    assert_eq!(found(&rig, rule).await, 1);
    // Another unit's certificate of the same number is none of that unit's.
    let elsewhere = UnitCode::parse("wj").expect("a code");
    let lines = [line("a", DocumentNo { issuer: elsewhere, ..made.number() })];
    let other = asked(&rig, "super", &list(&rig, ListKind::Certificates, elsewhere, &lines)).await;
    assert_eq!(other.expect("compared").counts.found, 1);
}

// A31, F5: a certificate of these days that the list does not have is a finding, once; one of other days is none.
pub async fn a_certificate_that_the_list_does_not_have_is_a_finding(rig: Arc<Rig>) {
    let (listed, left_out) = (concluded(&rig, 1).await, concluded(&rig, 2).await);
    rig.advance(MINUTE).await;
    let made =
        centre::notice::certificate_made(&rig.file(listed).await).expect("a grant makes a certificate");
    let line = ListLine { meant: vec![made.number()], ..fee("a") };
    let form = list(&rig, ListKind::Certificates, unit("sc"), &[line]);
    let first = asked(&rig, "super", &form).await.expect("compared");
    let expected = Reconciled { matched: 1, missing: 1, found: 1, ..Reconciled::default() };
    assert_eq!(first.counts, expected);
    let [it] = &first.outcome.missing[..] else { panic!("one: {:?}", first.outcome) };
    let receipt = centre::row::receipt_text(rig.file(left_out).await.facts.receipt);
    assert_eq!((it.written.as_str(), it.rule), (receipt.as_str(), Rule::CertificateNotListed));
    let finding = it.finding.expect("there was room");
    let about = rig.centre.finding_fetch(&session("super"), finding).await.expect("read").found.about;
    assert_eq!((about.case, about.unit, about.person), (Some(left_out), unit("sc"), None));
    let again = asked(&rig, "super2", &form).await.expect("compared");
    assert_eq!((again.counts.missing, again.counts.found, again.counts.known), (1, 0, 1));
    // Whoever says that there was none is held to it; an empty list that says nothing is refused.
    let empty = ListForm { lines: Vec::new(), ..form.clone() };
    let refused = asked(&rig, "super", &empty).await.map(|_| ());
    assert!(matches!(refused, Err(Problem::Form(ref it)) if it[0].field == "numbers"), "{refused:?}");
    let nothing = asked(&rig, "super", &ListForm { nothing: true, ..empty }).await.expect("compared").counts;
    assert_eq!(nothing, Reconciled { missing: 2, found: 1, known: 1, ..Reconciled::default() });
    let before = (form.days.0, rig.centre.today().plus_days(-1));
    let none = asked(&rig, "super", &ListForm { days: before, ..form }).await.expect("compared");
    assert_eq!(none.counts.missing, 0, "neither was issued before today");
}

/// Two cases of a unit whose item sets a fee, received on one day and granted on the next.
async fn granted_with_fee(rig: &Rig) -> [CaseId; 2] {
    let card = item("identity-card");
    rig.open_item(&card).await;
    let mut cases = Vec::new();
    for person in [3, 4] {
        let form = Intake { window: window("w7"), ..intake(&card, citizen(person), &[]) };
        let case = rig.receives("intake7", &form).await;
        rig.advance(MINUTE).await;
        rig.does("intake7", case, Act::Accept).await;
        rig.hands_over("intake7", "agent.ga", case).await;
        rig.hands_over("agent.ga", "do.ga", case).await;
        rig.does("do.ga", case, step(DonePlace::Hall)).await;
        cases.push(case);
    }
    rig.advance(DAY).await;
    for case in &cases {
        rig.does("chief.ga", *case, grant()).await;
        rig.does("agent.ga", *case, Act::Recheck).await;
        rig.does("do.ga", *case, Act::Make).await;
    }
    rig.advance(MINUTE).await;
    [cases[0], cases[1]]
}

// A31, F22: a fee is booked from the receipt of its case until a month after its grant. Only when all of these days were compared is one
// found that no list has; one that was paid after the grant stands in a later list, and is none.
pub async fn a_fee_that_no_list_has_is_a_finding(rig: Arc<Rig>) {
    let [left_out, paid_later] = granted_with_fee(&rig).await;
    let own = rig.file(left_out).await.facts.authority;
    let receipt = async |case| centre::row::receipt_text(rig.file(case).await.facts.receipt);
    let granted = rig.centre.today();
    let (began, last) = (granted.plus_days(-1), granted.plus_days(31));
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    let compare = async |days: (Day, Day), written: &str| {
        let form = ListForm { days, ..list(&rig, ListKind::Fees, own, &[fee(written)]) };
        asked(&rig, "super", &form).await.expect("compared")
    };
    let none = "GA-2026-77777";
    assert_eq!(compare((granted, granted), none).await.counts.missing, 0, "they may be paid later");
    let later = compare((granted.plus_days(2), last.plus_days(-1)), &receipt(paid_later).await).await;
    assert_eq!((later.counts.matched, later.counts.missing), (1, 0));
    assert_eq!(compare((last, last), none).await.counts.missing, 0, "a day between stands in no list");
    let gap = (granted.plus_days(1), granted.plus_days(1));
    assert_eq!(compare(gap, none).await.counts.missing, 0, "nor does that of the receipt");
    let closed = compare((began, began), none).await;
    let [it] = &closed.outcome.missing[..] else { panic!("one: {:?}", closed.outcome) };
    assert_eq!((it.written.as_str(), it.rule), (receipt(left_out).await.as_str(), Rule::FeeNotListed));
    let again = compare((began, last), none).await.counts;
    assert_eq!((again.missing, again.known), (1, 2), "once, and what has no case was found before too");
    assert_eq!(found(&rig, Rule::FeeNotListed).await, 1);
    assert_eq!(compare((began, last), &receipt(left_out).await).await.counts.missing, 0);
    // The other unit's items set no fee.
    concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let others = list(&rig, ListKind::Fees, unit("sc"), &[fee("SC-2026-77777")]);
    assert_eq!(asked(&rig, "super", &others).await.expect("compared").counts.missing, 0);
}

// A31, F22: a month after the grant is thirty-one days; what came in before the first day of the first list was paid then, it may be.
pub async fn a_fee_may_be_paid_for_a_month(rig: Arc<Rig>) {
    let [case, _] = granted_with_fee(&rig).await;
    let own = rig.file(case).await.facts.authority;
    let granted = rig.centre.today();
    let (began, last) = (granted.plus_days(-1), granted.plus_days(31));
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    for (days, missing) in [((began, last.plus_days(-1)), 0), ((last, last), 2)] {
        let form = ListForm { days, nothing: true, ..list(&rig, ListKind::Fees, own, &[]) };
        assert_eq!(asked(&rig, "super", &form).await.expect("compared").counts.missing, missing, "{days:?}");
    }
}

// A31, R120: a unit's lists are compared again by their day; before it they stand on the supervisor's desk, after it one finding of the
// centre says how many are late.
pub async fn lists_that_nobody_compares_are_a_duty_and_then_a_finding(rig: Arc<Rig>) {
    concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let begun = rig.centre.today();
    let due = async || rig.centre.reconciliation_due(&session("super")).await.expect("read");
    let kinds: Vec<(UnitCode, ListKind)> =
        due().await.iter().map(|it| (it.standing.of.unit, it.standing.of.kind)).collect();
    assert_eq!(kinds, [(unit("sc"), ListKind::Certificates), (unit("sc"), ListKind::Seals)], "no fee there");
    let last = begun.plus_days(122);
    assert!(due().await.iter().all(|it| it.by == last && it.standing.until.is_none() && !it.is_late));
    let duty = async |who: &str| {
        let all = rig.centre.oversight_duties(&session(who)).await.expect("read");
        all.into_iter().find(|it| it.what == DutyWhat::CompareList).map(|it| (it.count, it.overdue))
    };
    assert_eq!(duty("super").await, None, "there is time");
    rig.until(&last.to_string(), 9, 0).await;
    assert_eq!((duty("super").await, duty("lead.sc").await), (Some((2, 0)), None));
    assert_eq!(found(&rig, Rule::ReconciliationLate).await, 0);
    // One of them is compared, up to yesterday: the days that were left out before keep it due, and are named.
    let compares = async |days: (Day, Day)| {
        let form = ListForm { days, ..list(&rig, ListKind::Seals, unit("sc"), &[fee("x1")]) };
        asked(&rig, "super", &form).await.expect("compared");
        let all = due().await;
        let seals = all.into_iter().find(|it| it.standing.of.kind == ListKind::Seals).expect("it is there");
        (seals.standing.until, seals.standing.gaps, seals.by)
    };
    let left_out = (begun, last.plus_days(-31));
    let gap = compares((last.plus_days(-30), last.plus_days(-1))).await;
    assert_eq!(gap, (None, vec![left_out], last));
    let closed = compares(left_out).await;
    assert_eq!(closed, (Some(last.plus_days(-1)), vec![], last.plus_days(121)));
    rig.until(&last.plus_days(1).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(duty("super").await, Some((1, 1)));
    assert_eq!(found(&rig, Rule::ReconciliationLate).await, 1);
    let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 200).await.expect("listed");
    let late = all.iter().find(|it| it.rule == Rule::ReconciliationLate).expect("it is there");
    let centre_unit = rig.centre.organisation().await.expect("read").expect("adopted").centre.unit;
    let found_about = rig.centre.finding_fetch(&session("super"), late.id).await.expect("read").found;
    assert_eq!((found_about.about.unit, found_about.about.measured), (centre_unit, 123));
    let of = OfList { unit: unit("sc"), kind: ListKind::Certificates };
    assert_eq!(found_about.evidence.map(|it| it.counted), Some(Counted::Uncompared(of)));
    // The lateness is one, also in the next quarter; after another span it is found again. The seals are late by then too.
    rig.until(&last.plus_days(121).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(found(&rig, Rule::ReconciliationLate).await, 1, "one lateness is one finding");
    rig.until(&last.plus_days(124).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(found(&rig, Rule::ReconciliationLate).await, 3, "another span, and another list");
    // A list is of a year at most: who took nothing in for longer has none to be compared.
    for (days, lists) in [(365, 2), (366, 0)] {
        rig.until(&begun.plus_days(days).to_string(), 9, 0).await;
        assert_eq!(due().await.len(), lists, "{days}");
    }
}

// A31: in a division whose cases are older than this duty its days count from when it was first known there, so that nothing is late the
// night after an upgrade.
pub async fn a_duty_that_is_younger_than_the_cases_counts_from_then(rig: Arc<Rig>) {
    concluded(&rig, 1).await;
    rig.advance(MINUTE).await;
    let begun = rig.centre.today();
    let known = begun.plus_days(200);
    let sql = "insert into reconciliation_known (division, known_at) values ($1, $2)";
    let row = Statement::new(sql, vec![DIVISION.into(), known.at(9, 0).0.into()]);
    rig.centre.store().write(vec![row]).await.expect("written");
    rig.until(&known.plus_days(1).to_string(), 9, 0).await;
    let due = rig.centre.reconciliation_due(&session("super")).await.expect("read");
    assert!(!due.is_empty() && due.iter().all(|it| it.by == known.plus_days(122) && !it.is_late));
    assert_eq!(found(&rig, Rule::ReconciliationLate).await, 0);
}
