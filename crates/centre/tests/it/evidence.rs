//! Findings that can be checked later, lights with all their yellows, and who is charged (F4, F6, F8, F16, F30, 6.5, R184).

use std::sync::Arc;

use calendar::Light;
use casework::YellowCause;
use catalogue::{CaseId, UnitCode};
use centre::act::Act;
use centre::list::{CaseBrief, Narrow, Which};
use centre::oversight::bounds::BoundForm;
use centre::oversight::finding::{FindingAct, FindingBrief, FindingWhich};
use centre::oversight::rating::{RatingForm, Writing};
use oversight::Rule;
use oversight::assessment::{Dates, Plan, Term};
use oversight::bound::Bound;
use oversight::finding::{Counted, Evidence, Verdict};
use oversight::rating::{Grade, Kind, Sign};
use store::Value;

use crate::rig::{DAY, DIVISION, MINUTE, Rig, citizen, day, person, session};
use crate::walk::{before_decision, collect, concluded, in_hand, pickup, received};

async fn set(rig: &Rig, bound: Bound, value: u16) {
    let form = BoundForm { bound, value, reason: "试行。".into() };
    rig.centre.bound_set(&session("super"), rig.command_id(), &form).await.expect("it is set");
}

async fn found(rig: &Rig, rule: Rule) -> Vec<FindingBrief> {
    let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 200).await;
    all.expect("the list can be read").into_iter().filter(|it| it.rule == rule).collect()
}

/// What the one finding of a rule keeps.
async fn evidence(rig: &Rig, rule: Rule) -> Evidence {
    let all = found(rig, rule).await;
    let [brief] = &all[..] else { panic!("one finding: {all:?}") };
    let view = rig.centre.finding_fetch(&session("super"), brief.id).await.expect("it is seen");
    view.found.evidence.expect("it was counted")
}

/// The kinds of the entries that are named.
async fn kinds(rig: &Rig, evidence: &Evidence) -> Vec<String> {
    let mut kinds = Vec::new();
    for seq in evidence.entries() {
        let sql = "select kind from entry where division = $1 and seq = $2";
        let rows = rig.rows(sql, vec![DIVISION.into(), Value::from(seq)]).await;
        kinds.push(rows.first().expect("the entry is there").text(0).expect("a kind").to_owned());
    }
    kinds
}

// F4, F8: the counts and some of the entries stand in the finding, and go on standing when the samples are gone.
pub async fn a_finding_keeps_its_counts_when_the_samples_are_gone(rig: Arc<Rig>) {
    set(&rig, Bound::ShareSample, 5).await;
    received(&rig, 6).await;
    rig.until("2026-03-02", 21, 0).await;
    for n in 0..6 {
        received(&rig, n).await;
    }
    rig.advance(MINUTE).await;
    rig.until("2026-03-03", 10, 0).await;
    let outside = evidence(&rig, Rule::OutsideHours).await;
    assert_eq!(
        outside.counted,
        Counted::Share { part: 6, whole: 7 },
        "the one of the morning is in the whole"
    );
    assert_eq!((outside.from, outside.until), (day("2026-03-01"), day("2026-03-02")));
    assert_eq!(kinds(&rig, &outside).await, ["case.received"; 5], "the latest five");
    for seq in outside.entries() {
        let sql = "select recorded_at from entry where division = $1 and seq = $2";
        let rows = rig.rows(sql, vec![DIVISION.into(), Value::from(seq)]).await;
        let at = calendar::Instant(rows[0].int(0).expect("an instant"));
        assert_eq!(at.hour_minute().0, 21, "late in the evening");
    }
    rig.until("2026-05-06", 9, 0).await;
    assert_eq!(rig.rows("select seq from habit_sample where kind = 'outside'", vec![]).await.len(), 0);
    assert_eq!(evidence(&rig, Rule::OutsideHours).await, outside, "what was found stands as it was");
}

// F8, F7: the commonest reason, with the extensions that gave it; a share of ninety days with its stops and extensions.
pub async fn shares_of_extensions_name_the_extensions(rig: Arc<Rig>) {
    set(&rig, Bound::ShareSample, 5).await;
    for n in 0..5 {
        let case = in_hand(&rig, n).await;
        let reason = if n == 0 { "路断了。" } else { "人手不够。" };
        rig.does("do.sc", case, Act::AskExtension { reason: reason.into() }).await;
        rig.does("chief.sc", case, Act::ApproveExtension).await;
    }
    rig.advance(MINUTE).await;
    rig.advance(DAY).await;
    // The first turn after the last extension looks.
    let found_on = found(&rig, Rule::SameExtensionWords).await[0].happened_at.day();
    let alike = evidence(&rig, Rule::SameExtensionWords).await;
    assert_eq!(alike.counted, Counted::Share { part: 4, whole: 5 });
    assert_eq!((alike.from, alike.until), (day("2026-01-01"), found_on), "the quarter so far");
    assert_eq!(kinds(&rig, &alike).await, ["case.extended"; 4], "the other reason is not among them");
    let habit = evidence(&rig, Rule::ExtensionHabit).await;
    assert_eq!(habit.counted, Counted::Share { part: 5, whole: 5 });
    assert_eq!((habit.from, habit.until), (found_on.plus_days(-90), found_on), "ninety days");
    assert_eq!(kinds(&rig, &habit).await, ["case.extended"; 5]);
}

// F16, E7: what is labelled has somebody who explains it, the matters of a unit too, with every sign and its counts.
pub async fn ratings_of_a_unit_that_cannot_be_are_found_with_their_signs(rig: Arc<Rig>) {
    set(&rig, Bound::RatingSample, 5).await;
    let mut cases: Vec<CaseId> = Vec::new();
    for n in 0..5 {
        let case = concluded(&rig, 300 + n).await;
        let pickup = pickup(&rig, case).await;
        rig.does("out", case, collect(&pickup, &citizen(300 + n).document_number)).await;
        cases.push(case);
    }
    rig.advance(MINUTE).await;
    rig.advance(MINUTE).await;
    for case in &cases {
        let code = rig.centre.rating_code(*case, Kind::Matter).await.expect("it can be read");
        let form = RatingForm { grade: Some(Grade::VerySatisfied), ..RatingForm::default() };
        let phone = Writing { address: "198.51.100.7".into(), browser: "phone".into() };
        let given = rig.centre.rating_give(&code.expect("asked"), &phone, rig.command_id(), &form).await;
        given.expect("given");
    }
    rig.advance(MINUTE).await;
    rig.advance(DAY).await;
    let all = found(&rig, Rule::RatingsNotReliable).await;
    let of: Vec<_> = all.iter().map(|it| (it.unit, it.case, it.person)).collect();
    assert_eq!(of, [(UnitCode::parse("sc").expect("a code"), None, None)], "{all:?}");
    let evidence = evidence(&rig, Rule::RatingsNotReliable).await;
    let Counted::Ratings { invited: 5, answered: 5, own, signs, .. } = evidence.counted else {
        panic!("{evidence:?}");
    };
    assert_eq!(own.0, [5, 0, 0, 0, 0]);
    let answered = signs.iter().flatten().find(|it| matches!(it.sign, Sign::Answered { share: 100, .. }));
    assert_eq!(answered.map(|it| (it.part, it.whole)), Some((5, 5)));
    assert!(signs.iter().flatten().all(|it| (it.part, it.whole) == (5, 5)), "{signs:?}");
    assert_eq!(kinds(&rig, &evidence).await, ["rating.given"; 5]);
    rig.advance(DAY).await;
    assert_eq!(found(&rig, Rule::RatingsNotReliable).await.len(), 1, "once a month");
}

async fn brief(rig: &Rig, case: CaseId) -> CaseBrief {
    let list = rig.centre.case_list(&session("centre"), Which::All, Narrow::default(), None, 100).await;
    list.expect("it reads").into_iter().find(|it| it.id == case).expect("it is open")
}

// 6.5, F30: lists and board turn with the midnight after the next working day, before the entry of time is looked at.
pub async fn a_hand_over_nobody_takes_is_yellow_in_every_list(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    rig.does("intake2", case, Act::Accept).await;
    let papers = rig.file(case).await.facts.holding.papers;
    let give = Act::Give { to: person("agent.sc"), papers, note: String::new() };
    rig.does("intake2", case, give).await;
    let light = async || (brief(&rig, case).await.light(rig.centre.instant()), rig.centre.lights().await);
    rig.until("2026-03-03", 23, 59).await;
    let (shown, lights) = light().await;
    let yellow = |lights: Vec<centre::counts::UnitLights>| lights.iter().map(|it| it.yellow).sum::<i64>();
    assert_eq!((shown, yellow(lights.expect("read"))), (Light::Green, 0));
    rig.until("2026-03-04", 0, 1).await;
    let (shown, lights) = light().await;
    assert_eq!((shown, yellow(lights.expect("read"))), (Light::Yellow, 1));
    let whole = rig.whole(case).await;
    let cause = YellowCause::HandOver { to: person("agent.sc"), take_by: day("2026-03-03") };
    assert_eq!(whole.state.case.yellow_causes(whole.now), [cause]);
    let waits = whole.lines.iter().filter(|it| it.event.kind() == "case.hand-over-waits").count();
    assert_eq!(waits, 1, "it is on record");
    rig.does("agent.sc", case, Act::Take { papers }).await;
    assert_eq!(light().await.0, Light::Green);
}

// 6.5, N14: past the law's limit is said beside the red light, from the midnight after its last day, and stays after the decision.
pub async fn past_the_laws_limit_is_said_in_lists(rig: Arc<Rig>) {
    let case = before_decision(&rig, 1).await;
    let past = rig.file(case).await.facts.clocks.statutory.expect("the item has one").clock.late_from();
    let last = past.day().plus_days(-1);
    rig.until(&last.to_string(), 23, 59).await;
    let late = brief(&rig, case).await;
    let now = rig.centre.instant();
    assert_eq!((late.light(now), late.is_past_law(now)), (Light::Red, false), "late by the promise alone");
    rig.until(&past.day().to_string(), 0, 1).await;
    let broken = brief(&rig, case).await;
    assert!(broken.is_past_law(rig.centre.instant()));
    assert_eq!(broken.law_at, Some(past));
}

// R184, R188, A40: a department that breaks its promise costs the window nothing; silence at the window does.
pub async fn a_window_is_charged_with_what_it_answers_for(rig: Arc<Rig>) {
    let term = Term::parse("2026-03").expect("a month");
    let plan = Plan::usual(term, Dates::usual(term).expect("a known month"));
    let adopted = rig.centre.assessment_adopt(&session("super"), rig.command_id(), Some(0), &plan, "").await;
    adopted.expect("adopted");
    let (handled, silent) = (in_hand(&rig, 1).await, received(&rig, 2).await);
    rig.until("2026-03-16", 9, 0).await;
    for (rule, case) in [(Rule::PromiseBroken, handled), (Rule::DeemedAccepted, silent)] {
        let all = found(&rig, rule).await;
        let brief = all.iter().find(|it| it.case == Some(case)).expect("it was found");
        let stated = FindingAct::State("排期太满。".into());
        let explained =
            rig.centre.finding_act(&session("lead.sc"), brief.id, rig.command_id(), None, &stated).await;
        explained.expect("explained");
        let judge = FindingAct::Judge { verdict: Verdict::Founded, reason: "属实。".into() };
        let id = rig.command_id();
        let judged = rig.centre.finding_act(&session("super"), brief.id, id, None, &judge).await;
        judged.expect("judged");
    }
    // Nobody appeals any more.
    rig.until("2026-04-03", 9, 0).await;
    let view = rig.centre.assessment_fetch(&session("super"), term, None).await.expect("read");
    let counted = ["unit-sc", "window-w2"].map(|subject| view.table.get(subject, "findings"));
    assert_eq!(counted, [2, 1], "of both the unit's, only what the window answers for");
    assert!(view.table.get("unit-sc", "items-listed") >= view.table.get("unit-sc", "items-published"));
    assert!(view.table.get("unit-sc", "items-published") > 0, "its items are open");
}
