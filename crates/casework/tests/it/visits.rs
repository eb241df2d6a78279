//! Checks on site that stand up in court: two officers with certificates, times, minutes, signature (C36, N11, N22); and
//! where a step is done (A11, R87).

use crate::fixture::*;
use crate::play::Play;
use calendar::Instant;
use casework::*;
use catalogue::item::Place;

/// At half past ten of the day of receipt, examined, the check on site is next.
fn on_site() -> Play {
    let play = Play::with_handler().then("do.sc", complete(DonePlace::Hall));
    play.until(day("2026-03-02").at(10, 30))
}

fn at(text: &str, hour: u32, minute: u32) -> Instant {
    day(text).at(hour, minute)
}

// C36: the event names both, the times and how the party signed; the second officer finishes the step.
#[test]
fn two_officers_record_and_confirm_a_check() {
    let taken = Visit { left_at: at("2026-03-02", 10, 30), ..record("do2.sc") };
    let play = on_site().then("do.sc", visit(taken));
    let Some(Event::SiteVisited(fact)) = play.log.iter().rev().nth(1) else { panic!("{:?}", play.last()) };
    assert_eq!((fact.by, fact.step, fact.visit), (who("do.sc"), 1, taken));
    assert_eq!(play.last().kind(), "case.step-confirmed");
    let play = play.then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(play.last().kind(), "case.step-completed");
    let Some(Stage::Handling(handling)) = play.case.stage() else { panic!("it is in hand") };
    assert_eq!((handling.step, handling.first_officer, handling.companion), (2, None, None));
}

#[test]
fn no_check_ends_without_a_record() {
    assert_eq!(on_site().refuses("do.sc", complete(DonePlace::OnSite)), "visit-record-missing");
    let examine = Play::with_handler();
    assert_eq!(examine.refuses("do.sc", visit(record("do2.sc"))), "visit-no-site-step");
    let mut hall = record("do2.sc");
    hall.photographs = 1;
    let command = CompleteStep {
        verdict: Verdict::Agree,
        opinion: sealed(5),
        place: DonePlace::Hall,
        visit: Some(hall),
    };
    assert_eq!(examine.refuses("do.sc", Command::CompleteStep(command)), "visit-record-not-wanted");
}

// N11: two, and of the unit; N22: both by name.
#[test]
fn the_second_officer_is_another_of_the_unit_who_may_do_the_step() {
    for nobody in ["do.sc", "do.wj", "agent.sc", "nobody"] {
        let refusal = on_site().refusal("do.sc", visit(record(nobody)));
        assert_eq!(refusal.code(), "visit-second-officer-wrong", "{nobody}");
        assert_eq!(refusal.able().iter().map(|it| it.person).collect::<Vec<_>>(), [who("do2.sc")]);
    }
    let recorded = on_site().then("do.sc", visit(record("do2.sc")));
    let mut third = recorded.clone();
    let post = third.organisation.posts.iter().find(|it| it.person == who("do2.sc")).cloned();
    let post = post.map(|post| catalogue::organisation::PostHolding { person: who("do.wj"), ..post });
    third.organisation.posts.extend(post);
    assert_eq!(third.refuses("do.wj", complete(DonePlace::OnSite)), "visit-no-certificate");
    for person in &mut third.organisation.people {
        person.enforcement_certificate = Some("澄市监执法009".to_owned());
    }
    assert_eq!(third.refuses("do.wj", complete(DonePlace::OnSite)), "visit-not-named");
    assert_eq!(third.refuses("do2.sc", visit(record("do.wj"))), "visit-record-stands");
    assert_eq!(recorded.refuses("do.sc", complete(DonePlace::OnSite)), "needs-another-officer");
}

// C36: without a certificate of that unit nobody checks on site, neither the first nor the second.
#[test]
fn both_officers_hold_a_certificate_of_that_unit() {
    let without = |id: &str| {
        let mut play = on_site();
        for person in play.organisation.people.iter_mut().filter(|person| person.id == who(id)) {
            person.enforcement_certificate = Some("  ".to_owned());
        }
        play
    };
    assert_eq!(without("do.sc").refuses("do.sc", visit(record("do2.sc"))), "visit-no-certificate");
    assert_eq!(without("do2.sc").refuses("do.sc", visit(record("do2.sc"))), "visit-no-certificate");
    let mut lent = on_site();
    for person in lent.organisation.people.iter_mut().filter(|person| person.id == who("do2.sc")) {
        person.unit = unit("wj");
    }
    assert_eq!(lent.refuses("do.sc", visit(record("do2.sc"))), "visit-no-certificate");
}

// In before out, on one day, not in the future, not before the receipt; both ends of each.
#[test]
fn the_times_are_possible() {
    let times = |entered_at, left_at| visit(Visit { entered_at, left_at, ..record("do2.sc") });
    let now = at("2026-03-02", 10, 30);
    let minute = |minutes| now.plus_minutes(minutes);
    let refused = [
        (times(now, minute(-1)), "visit-left-before-entered"),
        (times(now, minute(1)), "visit-not-yet"),
        (times(at("2026-03-01", 23, 59), now), "visit-not-one-day"),
        (times(at("2026-03-01", 9, 0), at("2026-03-01", 10, 0)), "visit-before-receipt"),
    ];
    for (command, code) in refused {
        assert_eq!(on_site().refuses("do.sc", command), code);
    }
    let _ = on_site().then("do.sc", times(now, now));
    let _ = on_site().then("do.sc", times(at("2026-03-02", 0, 0), now));
    let earlier = on_site().on("2026-03-03");
    let _ = earlier.then("do.sc", times(at("2026-03-02", 9, 0), at("2026-03-02", 11, 0)));
}

#[test]
fn photographs_are_counted() {
    for (photographs, passes) in
        [(0, false), (1, true), (PHOTOGRAPHS_MAX, true), (PHOTOGRAPHS_MAX + 1, false)]
    {
        let passed = on_site().attempt("do.sc", visit(Visit { photographs, ..record("do2.sc") }));
        assert_eq!(passed.is_ok(), passes, "{photographs}: {passed:?}");
    }
}

// C36: a refusal to sign and an absent party are noted, and are records like any other.
#[test]
fn a_party_who_does_not_sign_or_is_absent_is_noted() {
    for signature in
        [PartySignature::Refused { reason: sealed(13) }, PartySignature::Absent { witness: sealed(14) }]
    {
        let play = on_site().then("do.sc", visit(Visit { signature, ..record("do2.sc") }));
        let play = play.then("do2.sc", complete(DonePlace::OnSite));
        assert!(
            play.log
                .iter()
                .any(|event| matches!(event, Event::SiteVisited(fact) if fact.visit.signature == signature))
        );
    }
}

// Before it is confirmed a record may be written anew: the earlier one stays in the log.
#[test]
fn the_first_officer_may_write_the_record_anew_until_it_is_confirmed() {
    let play = on_site().then("do.sc", visit(record("do2.sc")));
    let play = play.then("do.sc", visit(Visit { photographs: 7, ..record("do2.sc") }));
    let written = play.log.iter().filter(|event| matches!(event, Event::SiteVisited(_))).count();
    assert_eq!(written, 2);
    let play = play.then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(play.last().kind(), "case.step-completed");
}

// A step sent back asks for a new check: the old record finishes nothing.
#[test]
fn a_step_done_again_needs_a_new_record() {
    let back = Command::ReturnToStep(ReturnToStep { step: 1, reason: sealed(1) });
    let play = Play::before_decision().then("chief.sc", back).hand("agent.sc", "do.sc");
    assert_eq!(play.refuses("do.sc", complete(DonePlace::OnSite)), "visit-record-missing");
}

// A11, R87: the item says where a step is done, and for which of the ten reasons it leaves the hall.
#[test]
fn a_step_leaves_the_hall_for_the_reason_the_item_names() {
    let away = |reason| complete(DonePlace::Department(reason));
    let mut play = Play::with_handler();
    let _ = play.clone().then("do.sc", away(AwayReason::ExpertReview));
    assert_eq!(play.refuses("do.sc", complete(DonePlace::OnSite)), "visit-no-site-step");
    play.item.steps[0].place = Place::Department;
    play.item.steps[0].away = Some(AwayReason::Testing);
    assert_eq!(
        play.refusal("do.sc", away(AwayReason::ExpertReview)),
        Refusal::AwayReasonDiffers { named: AwayReason::Testing },
    );
    let _ = play.clone().then("do.sc", complete(DonePlace::Hall));
    let _ = play.then("do.sc", away(AwayReason::Testing));
}
