//! Who answers for a finding is told of it and has his days; duties of supervision stand on the desk with their last day, and what
//! time alone shows of them is found (R143, R151, R149, R120, R186, F19, N50).

use std::sync::Arc;

use casework::Outcome;
use casework::certificate::CertificateId;
use catalogue::{CaseId, FindingId, UnitCode};
use centre::case::Problem;
use centre::certificate::{CertificateAct, CertificateContent};
use centre::hearing::HearingAct;
use centre::notice::certificate_made;
use centre::oversight::assessment::AssessmentAct;
use centre::oversight::bounds::BoundForm;
use centre::oversight::duty::{Duty, DutyWhat};
use centre::oversight::finding::{FindingAct, FindingBrief, FindingWhich, FindingsWait, SeenForm};
use centre::oversight::inspection::{InspectionAct, PlanForm};
use centre::oversight::order::{OrderAct, OrderBrief, OrderWhich};
use centre::oversight::rating::{RatingAct, RatingForm, RatingWhich, Writing};
use oversight::Rule;
use oversight::assessment::{Count, Dates, Plan, Subject, Term};
use oversight::bound::Bound;
use oversight::finding::Verdict;
use oversight::inspection::{Kind, Place, Section};
use oversight::order::{Kind as OrderKind, Rung};
use oversight::rating::{Class, Grade, Ground, Kind as Rated};

use crate::rig::{DAY, MINUTE, Rig, citizen, day, person, session};
use crate::walk::{before_decision, concluded, grant, in_hand, received};

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

fn refused<T: std::fmt::Debug>(answer: Result<T, Problem>) -> &'static str {
    match answer {
        Err(Problem::Oversight(refusal)) => refusal.code(),
        other => panic!("refused by the rules: {other:?}"),
    }
}

async fn set(rig: &Rig, bound: Bound, value: u16) {
    let form = BoundForm { bound, value, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("it is set");
}

async fn listed(rig: &Rig, who: &str, which: FindingWhich) -> Vec<FindingBrief> {
    rig.centre.finding_list(&session(who), which, "", 200).await.expect("the list can be read")
}

async fn found(rig: &Rig, rule: Rule) -> Vec<FindingBrief> {
    listed(rig, "super", FindingWhich::All).await.into_iter().filter(|it| it.rule == rule).collect()
}

async fn does(rig: &Rig, who: &str, id: FindingId, act: FindingAct) -> Result<ledger::Done, Problem> {
    rig.centre.finding_act(&session(who), id, rig.command_id(), None, &act).await
}

/// What waits for a person; its numbers are those of the lists behind it.
async fn waits(rig: &Rig, who: &str) -> FindingsWait {
    let waits = rig.centre.oversight_waiting(&session(who)).await.expect("counted").findings;
    let lists = [FindingWhich::ToState, FindingWhich::ToAppeal].map(|which| listed(rig, who, which));
    for (list, count) in lists.into_iter().zip([waits.to_state, waits.to_appeal]) {
        assert_eq!(list.await.len() as i64, count, "{who}: a number and its list are one");
    }
    waits
}

async fn duties(rig: &Rig, who: &str) -> Vec<Duty> {
    rig.centre.oversight_duties(&session(who)).await.expect("they can be read")
}

async fn duty(rig: &Rig, who: &str, what: DutyWhat) -> Option<Duty> {
    duties(rig, who).await.into_iter().find(|it| it.what == what)
}

// R143, R151: what names nobody stands on the desk of who leads, what a window did on that of its head; founded it stays there while
// one may appeal. Nobody is held against what he could not explain.
pub async fn who_answers_for_a_finding_is_told_and_has_his_days(rig: Arc<Rig>) {
    let (handled, silent) = (in_hand(&rig, 1).await, received(&rig, 2).await);
    rig.until("2026-03-16", 9, 0).await;
    let of = async |rule, case: CaseId| {
        let all = found(&rig, rule).await;
        all.iter().find(|it| it.case == Some(case)).expect("it was found").id
    };
    let broken = of(Rule::PromiseBroken, handled).await;
    let deemed = of(Rule::DeemedAccepted, silent).await;
    let has = async |who: &str, which: FindingWhich, id: FindingId| {
        listed(&rig, who, which).await.iter().any(|it| it.id == id)
    };
    for (who, id, sees) in [
        ("lead.sc", broken, true),
        ("chief.sc", broken, true),
        ("head.biz", deemed, true),
        ("lead.sc", deemed, false),
        ("head.biz", broken, false),
        ("lead.wj", broken, false),
        ("super", broken, false),
        ("centre", broken, false),
    ] {
        assert_eq!(has(who, FindingWhich::ToState, id).await, sees, "{who}");
    }
    let day_of = waits(&rig, "lead.sc").await.state_by.expect("a last day");
    assert_eq!(day_of, day("2026-03-19"), "three working days");
    let judge = || FindingAct::Judge { verdict: Verdict::Founded, reason: "属实。".into() };
    assert_eq!(refused(does(&rig, "super", broken, judge()).await), "finding-not-explained");
    let before = waits(&rig, "lead.sc").await.to_state;
    does(&rig, "lead.sc", broken, FindingAct::State("排期太满。".into())).await.expect("explained");
    assert_eq!(waits(&rig, "lead.sc").await.to_state, before - 1);
    does(&rig, "super", broken, judge()).await.expect("explained, it is judged");

    // Judged, its days to appeal stand on the desk, the last of them too.
    let told = waits(&rig, "lead.sc").await;
    assert_eq!((told.to_appeal, told.appeal_by), (1, Some(day("2026-03-31"))));
    assert_eq!(waits(&rig, "do.wj").await, FindingsWait::default());
    rig.until("2026-03-31", 23, 0).await;
    assert!(has("lead.sc", FindingWhich::ToAppeal, broken).await);
    rig.until("2026-04-01", 0, 1).await;
    assert_eq!(waits(&rig, "lead.sc").await.to_appeal, 0);
    // Nobody explained it in its days: it may be judged as it is, and who appeals has no line any more.
    does(&rig, "super", deemed, judge()).await.expect("its days to explain are over");
    assert!(has("head.biz", FindingWhich::ToAppeal, deemed).await);
    does(&rig, "head.biz", deemed, FindingAct::Appeal("系统停机。".into())).await.expect("appealed");
    assert!(!has("head.biz", FindingWhich::ToAppeal, deemed).await);
}

// C32: a finding of the centre's own register is explained by who runs the centre.
pub async fn who_runs_the_centre_explains_its_own_findings(rig: Arc<Rig>) {
    let of = unit("zx");
    let words = "投诉台半天没有人。".to_owned();
    let seen = SeenForm { unit: of, person: Some(person("complaint")), case: String::new(), words };
    let (id, _) =
        rig.centre.finding_write(&session("super"), rig.command_id(), &seen).await.expect("written");
    assert_eq!((waits(&rig, "complaint").await.to_state, waits(&rig, "centre").await.to_state), (1, 0));
    does(&rig, "centre", id, FindingAct::State("当天培训。".into())).await.expect("who runs it may explain");
}

// M7: however many findings there are, each is counted; a page of them is 64.
pub async fn findings_beyond_a_page_are_counted_too(rig: Arc<Rig>) {
    let term = Term::parse("2026-03").expect("a month");
    let plan = Plan::usual(term, Dates::usual(term).expect("a known month"));
    let adopted = rig.centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan, "").await;
    adopted.expect("adopted");
    for n in 0..66 {
        let (person, case) = (Some(person("do.sc")), String::new());
        let seen = SeenForm { unit: unit("sc"), person, case, words: format!("第 {n} 次没有人。") };
        let written = rig.centre.finding_write(&session("super"), rig.command_id(), &seen).await;
        let (id, _) = written.expect("written");
        does(&rig, "do.sc", id, FindingAct::State("取件。".into())).await.expect("explained");
        let judge = FindingAct::Judge { verdict: Verdict::Founded, reason: "属实。".into() };
        does(&rig, "super2", id, judge).await.expect("judged");
    }
    let counted = async || {
        let view = rig.centre.assessment_fetch(&session("super"), term, None).await.expect("read");
        view.table.get(&Subject::Unit(unit("sc")).key(), Count::Findings.key())
    };
    rig.until("2026-03-17", 9, 0).await;
    assert_eq!(counted().await, 0, "the last day to appeal is not over");
    rig.until("2026-03-18", 9, 0).await;
    assert_eq!(counted().await, 66);
}

async fn urgings(rig: &Rig) -> Vec<OrderBrief> {
    let all = rig.centre.order_list(&session("super"), OrderWhich::All, "", 50).await.expect("read");
    all.into_iter().filter(|it| it.kind == OrderKind::Urging).collect()
}

// R149, R122, 6.5: where that is set, whoever has the case is urged while it can still be done in time; unanswered the notice rises
// with the broken promise, and no second one goes out.
pub async fn a_promise_that_turns_yellow_is_urged_until_its_day(rig: Arc<Rig>) {
    set(&rig, Bound::UrgesByItself, 2).await;
    let case = in_hand(&rig, 3).await;
    let clock = rig.file(case).await.facts.clocks.promised.expect("it is promised").clock;
    let due = clock.late_from().day().plus_days(-1);
    let mut on = rig.centre.today();
    while urgings(&rig).await.is_empty() && on < due {
        on = on.plus_days(1);
        rig.until(&on.to_string(), 9, 0).await;
        rig.advance(MINUTE).await;
    }
    let all = urgings(&rig).await;
    let [near] = &all[..] else { panic!("one goes out before the promise is broken: {all:?}") };
    assert_eq!((near.case, near.answer_by, near.to), (Some(case), Some(due), Some(person("do.sc"))));
    assert!(found(&rig, Rule::PromiseBroken).await.is_empty(), "nothing is held against anybody yet");
    rig.until(&due.to_string(), 23, 50).await;
    let held = rig.centre.order_fetch(&session("super"), near.id).await.expect("read").held;
    assert!(!held.late, "its last day is in time");
    rig.until(&due.plus_days(1).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(found(&rig, Rule::PromiseBroken).await.len(), 1);
    let all = urgings(&rig).await;
    assert_eq!(all.iter().map(|it| it.id).collect::<Vec<_>>(), [near.id], "no second one");
    let held = rig.centre.order_fetch(&session("super"), near.id).await.expect("read").held;
    assert!(held.late && held.addressee().is_some_and(|(_, rung)| rung > Rung::Handler), "{:?}", held.to);
}

// R122: as it is usual, nothing goes out before the promise is broken; an answered notice is no reason to be silent then.
pub async fn what_was_answered_at_yellow_is_urged_anew_when_it_is_broken(rig: Arc<Rig>) {
    let usual = in_hand(&rig, 4).await;
    let clock = rig.file(usual).await.facts.clocks.promised.expect("it is promised").clock;
    let due = clock.late_from().day().plus_days(-1);
    rig.until(&due.to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    assert!(urgings(&rig).await.is_empty());
    set(&rig, Bound::UrgesByItself, 2).await;
    let second = in_hand(&rig, 5).await;
    let clock = rig.file(second).await.facts.clocks.promised.expect("it is promised").clock;
    let due = clock.late_from().day().plus_days(-1);
    rig.until(&due.to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    let near = urgings(&rig).await.into_iter().find(|it| it.case == Some(second)).expect("it went out");
    let answer = OrderAct::Answer { words: "明天办好。".into(), entry: None };
    let acted = rig.centre.order_act(&session("do.sc"), near.id, rig.command_id(), None, &answer).await;
    acted.expect("answered");
    assert!(duty(&rig, "super", DutyWhat::LookAtAnswer).await.is_some_and(|it| it.count == 1));
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::LookAtAnswer).await, None, "it is no order of his");
    rig.until(&due.plus_days(1).to_string(), 9, 0).await;
    rig.advance(MINUTE).await;
    let all = urgings(&rig).await.into_iter().filter(|it| it.case == Some(second)).count();
    assert_eq!(all, 2, "the promise was broken all the same");
}

// A15, R120: a round stands on the desk of who makes it; missed it is a finding of the centre, and what it saw one of the unit.
pub async fn rounds_and_what_they_saw_have_a_last_day_on_the_desk(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let by = day("2026-03-06");
    let plan = PlanForm {
        kind: Kind::Monthly,
        place: Place::Hall,
        people: vec![person("super")],
        by,
        sections: Vec::new(),
    };
    let (id, _) = centre.inspection_plan(&session("centre"), rig.command_id(), &plan).await.expect("planned");
    let round = duty(&rig, "super", DutyWhat::MakeRound).await.expect("it is his to make");
    assert_eq!((round.count, round.first_on, round.overdue, round.one), (1, Some(by), 0, id.to_string()));
    for who in ["super2", "lead.sc", "do.sc", "intake2"] {
        assert_eq!(duties(&rig, who).await, [], "{who}");
    }
    rig.until("2026-03-06", 23, 0).await;
    assert!(found(&rig, Rule::RoundMissed).await.is_empty(), "its last day is not over");
    rig.until("2026-03-07", 9, 0).await;
    let missed = found(&rig, Rule::RoundMissed).await;
    let [missed] = &missed[..] else { panic!("found once: {missed:?}") };
    assert_eq!((missed.unit.as_str(), missed.person), ("zx", Some(person("super"))));
    assert!(duty(&rig, "super", DutyWhat::MakeRound).await.is_some_and(|it| it.overdue == 1));
    rig.until("2026-03-09", 9, 0).await;
    assert_eq!(found(&rig, Rule::RoundMissed).await.len(), 1, "once");

    let act = async |who: &str, act: InspectionAct| {
        centre.inspection_act(&session(who), id, rig.command_id(), &act).await.expect("done")
    };
    let make = InspectionAct::Make {
        on: by,
        people: vec![person("super")],
        sections: vec![Section::Publicity],
        words: "公示栏有旧的。".into(),
        reason: "录入的人请假。".into(),
    };
    act("super", make).await;
    let observe = InspectionAct::Observe {
        unit: unit("sc"),
        window: None,
        section: Section::Publicity,
        correct_by: Some(day("2026-03-13")),
        words: "贴着旧指南。".into(),
    };
    act("super", observe).await;
    assert_eq!(duty(&rig, "super", DutyWhat::MakeRound).await, None);
    let owed = duty(&rig, "lead.sc", DutyWhat::CorrectPoint).await.expect("the unit puts it right");
    assert_eq!((owed.count, owed.first_on), (1, Some(day("2026-03-13"))));
    assert_eq!(duty(&rig, "lead.wj", DutyWhat::CorrectPoint).await, None);
    rig.until("2026-03-13", 23, 0).await;
    assert!(found(&rig, Rule::ObservationLate).await.is_empty(), "its last day is not over");
    rig.until("2026-03-14", 9, 0).await;
    let late = found(&rig, Rule::ObservationLate).await;
    assert_eq!(late.iter().map(|it| it.unit).collect::<Vec<_>>(), [unit("sc")]);
    act("lead.sc", InspectionAct::Answer { point: 1, words: "已经换了。".into() }).await;
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::CorrectPoint).await, None);
    for who in ["super", "super2"] {
        assert!(duty(&rig, who, DutyWhat::LookAtPoint).await.is_some_and(|it| it.count == 1), "{who}");
    }
    rig.until("2026-03-16", 9, 0).await;
    assert_eq!(found(&rig, Rule::ObservationLate).await.len(), 1, "once, and no more once it was answered");
}

// N50: what a bad rating asks of the unit or the window stands on the desk of who leads it, a proposal to leave it out on that of
// another supervisor.
pub async fn bad_ratings_stand_on_the_desk_of_whoever_owes_the_step(rig: Arc<Rig>) {
    let bad = async |n: u32| {
        let case = received(&rig, n).await;
        rig.advance(MINUTE).await;
        rig.advance(MINUTE).await;
        let code =
            rig.centre.rating_code(case, Rated::Visit).await.expect("read").expect("the visitor was asked");
        let by = Writing { address: format!("198.51.100.{n}"), browser: format!("phone {n}") };
        let words = "等了一个小时。".to_owned();
        let form = RatingForm { grade: Some(Grade::Dissatisfied), words, ..RatingForm::default() };
        rig.centre.rating_give(&code, &by, rig.command_id(), &form).await.expect("given");
        let open = rig.centre.rating_list(&session("complaint"), RatingWhich::Mine, "", 1).await;
        open.expect("read")[0].id
    };
    let act = async |who: &str, id, act: RatingAct| {
        rig.centre.rating_act(&session(who), id, rig.command_id(), None, &act).await.expect("done")
    };
    let call = || RatingAct::Call { reached: true, words: "说明了情况。".into() };
    let id = bad(86).await;
    assert_eq!(duty(&rig, "head.biz", DutyWhat::CorrectRating).await, None, "nothing is to be put right yet");
    act("complaint", id, call()).await;
    act("complaint", id, RatingAct::Confirm { class: Class::Simple, words: "叫号不及时。".into() }).await;
    let owed = duty(&rig, "head.biz", DutyWhat::CorrectRating).await.expect("the head puts it right");
    assert_eq!((owed.count, owed.first_on, owed.one), (1, Some(day("2026-03-04")), id.to_string()));
    for who in ["head.soc", "intake2", "lead.wj"] {
        assert_eq!(duty(&rig, who, DutyWhat::CorrectRating).await, None, "{who}");
    }
    act("head.biz", id, RatingAct::Correct { words: "已经改为叫号。".into() }).await;
    assert_eq!(duty(&rig, "head.biz", DutyWhat::CorrectRating).await, None);

    let id = bad(87).await;
    act("complaint", id, call()).await;
    let propose =
        RatingAct::ProposeDismissal { ground: Ground::Mistaken, words: "说是点错了。".into() };
    act("super", id, propose).await;
    assert_eq!(duty(&rig, "super", DutyWhat::AgreeDismissal).await, None, "who proposed does not agree");
    assert!(duty(&rig, "super2", DutyWhat::AgreeDismissal).await.is_some_and(|it| it.one == id.to_string()));
    assert_eq!(duty(&rig, "complaint", DutyWhat::AgreeDismissal).await, None);
}

// A13, A40, R121: what a term asks of a unit stands on its leader's desk from ten days before, and the summary from November on.
pub async fn terms_and_summaries_ask_the_leaders_in_time(rig: Arc<Rig>) {
    let term = Term::parse("2026-03").expect("a month");
    let plan = Plan::usual(term, Dates::usual(term).expect("a known month"));
    let adopted = rig.centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan, "").await;
    adopted.expect("adopted");
    let check_by = plan.dates.check_by;
    rig.until(&check_by.plus_days(-11).to_string(), 9, 0).await;
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::SelfCheck).await, None);
    rig.until(&check_by.plus_days(-10).to_string(), 9, 0).await;
    let owed = duty(&rig, "lead.sc", DutyWhat::SelfCheck).await.expect("it is asked for");
    assert_eq!((owed.count, owed.first_on, owed.one.as_str()), (1, Some(check_by), "2026-03"));
    for who in ["do.sc", "super", "head.biz"] {
        assert_eq!(duty(&rig, who, DutyWhat::SelfCheck).await, None, "{who}");
    }
    let check = AssessmentAct::Check { unit: unit("sc"), words: "都查过了。".into() };
    let checked = rig.centre.assessment_act(&session("lead.sc"), term, rig.command_id(), None, &check).await;
    checked.expect("checked");
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::SelfCheck).await, None);
    assert!(duty(&rig, "centre", DutyWhat::MarkStaff).await.is_some_and(|it| it.count > 0), "its own staff");

    rig.until("2026-10-31", 9, 0).await;
    assert_eq!(duty(&rig, "lead.sc", DutyWhat::HandInSummary).await, None);
    rig.until("2026-11-01", 9, 0).await;
    let owed = duty(&rig, "lead.sc", DutyWhat::HandInSummary).await.expect("it is asked for");
    assert_eq!((owed.count, owed.first_on), (1, Some(day("2026-12-10"))));
    assert_eq!(duty(&rig, "super", DutyWhat::HandInSummary).await, None, "who reads them all hands in none");
}

// N18: through the watcher: a hearing called for the last day is none, one for the day after is a finding of its case.
pub async fn a_hearing_called_late_is_found_by_the_watcher(rig: Arc<Rig>) {
    let (in_time, late) = (in_hand(&rig, 6).await, in_hand(&rig, 7).await);
    let act = async |case, act: HearingAct| {
        let done = rig.centre.hearing_act(&session("agent.sc"), case, rig.command_id(), None, &act).await;
        done.expect("done")
    };
    for case in [in_time, late] {
        act(case, HearingAct::AddApplicant).await;
        act(case, HearingAct::Tell(0)).await;
        act(case, HearingAct::State { party: 0, words: String::new(), asks_hearing: true }).await;
    }
    let call = |on: &str| {
        let (chair, at, place) = (person("hearing"), day(on).at(9, 30), "三楼会议室".to_owned());
        HearingAct::Call { chair, at, place }
    };
    rig.until("2026-03-19", 9, 0).await;
    act(in_time, call("2026-03-30")).await;
    rig.until("2026-03-20", 9, 0).await;
    act(late, call("2026-03-31")).await;
    rig.advance(MINUTE).await;
    let all = found(&rig, Rule::HearingLate).await;
    let [one] = &all[..] else { panic!("one of two: {all:?}") };
    assert_eq!((one.case, one.unit, one.person), (Some(late), unit("sc"), Some(person("agent.sc"))));
}

// F5, E11: through the watcher: another name on the same document is none, another document is a finding of who decided it.
pub async fn a_certificate_for_another_document_is_found_by_the_watcher(rig: Arc<Rig>) {
    let case = concluded(&rig, 31).await;
    rig.advance(1_000_000).await;
    let id: CertificateId = certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let act = async |who: &str, act: CertificateAct| {
        let done = rig.centre.certificate_act(&session(who), id, rig.command_id(), None, &act).await;
        done.expect("done");
    };
    let decides = || CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    let first = rig.centre.certificate_fetch(id).await.expect("read").expect("it was issued").content;
    let renamed = CertificateContent { holder: "许小店（个体）".into(), ..first.clone() };
    let (reason, old_returned) = ("漏打了字。".to_owned(), true);
    act("do.sc", CertificateAct::Correct { content: renamed.clone(), reason, old_returned }).await;
    act("chief.sc", decides()).await;
    rig.advance(MINUTE).await;
    assert!(found(&rig, Rule::HolderChanged).await.is_empty());
    let content = CertificateContent { document_number: citizen(32).document_number, ..renamed };
    let change = CertificateAct::Change {
        content,
        shown_type: first.document_type.clone(),
        shown_number: first.document_number.clone(),
        collector: None,
        reason: "证件号变了。".into(),
        old_returned: true,
    };
    act("do.sc", change).await;
    rig.advance(MINUTE).await;
    assert!(found(&rig, Rule::HolderChanged).await.is_empty(), "asked for is not changed");
    act("chief.sc", decides()).await;
    rig.advance(MINUTE).await;
    let all = found(&rig, Rule::HolderChanged).await;
    assert_eq!(
        all.iter().map(|it| (it.unit, it.person)).collect::<Vec<_>>(),
        [(unit("sc"), Some(person("chief.sc")))]
    );
}

// A37, R15: through the figures: so many decisions as say something, and none of them taken in the hall, are a finding of the unit.
pub async fn a_unit_that_decides_nothing_in_the_hall_is_found_by_the_watcher(rig: Arc<Rig>) {
    set(&rig, Bound::ShareSample, 5).await;
    // The head of the authority decides at the department; a letter of delegation would bring the power into the hall.
    let decided = async |n: u32| {
        let case = before_decision(&rig, n).await;
        rig.does("chief.sc", case, grant()).await;
    };
    for n in 41..45 {
        decided(n).await;
    }
    rig.advance(MINUTE).await;
    rig.advance(DAY).await;
    assert!(found(&rig, Rule::PowerNotInHall).await.is_empty(), "four say nothing");
    decided(45).await;
    rig.advance(MINUTE).await;
    rig.advance(DAY).await;
    let all = found(&rig, Rule::PowerNotInHall).await;
    assert_eq!(all.iter().map(|it| it.unit).collect::<Vec<_>>(), [unit("sc")]);
    rig.advance(DAY).await;
    assert_eq!(found(&rig, Rule::PowerNotInHall).await.len(), 1, "once a month");
}
