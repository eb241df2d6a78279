//! What the monitoring points find in what time alone does, and in when something was entered.

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use calendar::Instant;
use casework::*;
use oversight::bound::{Bound, Bounds};
use oversight::{Fired, Rule, Seen, look};

const HOUR: i64 = 3_600_000_000;

fn only(play: &Play, rule: Rule) -> Fired {
    let all = by_rule(play, rule, &Bounds::default());
    assert_eq!(all.len(), 1, "{}: {all:?}", rule.key());
    all[0]
}

/// Found once this day has begun, and not a microsecond earlier.
fn found_from(rule: Rule, from: &str, life: impl Fn() -> Play) -> Fired {
    let midnight = day(from).start();
    let before = life().until(Instant(midnight.0 - 1));
    assert_eq!(by_rule(&before, rule, &Bounds::default()), [], "{} before {from}", rule.key());
    only(&life().until(midnight), rule)
}

// N4, F3: five working days from 2 March end on 9 March
#[test]
fn silence_is_found_as_acceptance_and_as_an_answer_that_is_late() {
    let received = || Play::received(&[1, 2]);
    let deemed = found_from(Rule::DeemedAccepted, "2026-03-10", received);
    assert_eq!(deemed.person, Some(who("intake2")));
    let late = found_from(Rule::AnswerLate, "2026-03-10", received);
    assert_eq!(late.person, None);
    let answered = received().on("2026-03-09").then("intake2", Command::Accept).on("2026-03-10");
    assert_eq!(rules(&answered), []);
    let told = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-20");
    assert_eq!(rules(&told), [], "the applicant has the turn");
}

// C2: where no silence is acceptance, the answer is late all the same
#[test]
fn an_answer_is_late_where_silence_means_nothing() {
    let item = confirmation();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let play = Play::new(item).then("intake2", command).on("2026-04-10");
    assert_eq!(by_rule(&play, Rule::AnswerLate, &Bounds::default()).len(), 1);
    assert_eq!(by_rule(&play, Rule::DeemedAccepted, &Bounds::default()), []);
}

#[test]
fn a_broken_promise_and_a_broken_limit_of_the_law_are_found_when_their_days_are_over() {
    let promise = found_from(Rule::PromiseBroken, "2026-03-12", Play::with_handler);
    let law = found_from(Rule::LawBroken, "2026-03-31", Play::with_handler);
    assert_eq!([promise.person, law.person], [None, None], "the unit answers");
}

// R81: whoever held it answers, not whoever holds it by now
#[test]
fn a_step_that_runs_late_concerns_who_held_the_case_then() {
    let fired = found_from(Rule::StepLate, "2026-03-05", Play::with_handler);
    assert_eq!(fired.person, Some(who("do.sc")));
    let late = Play::with_handler().on("2026-03-05").hand("do.sc", "do2.sc");
    assert_eq!(only(&late, Rule::StepLate).person, Some(who("do.sc")), "handed over too late");
    let handed = Play::with_handler().on("2026-03-04").hand("do.sc", "do2.sc").on("2026-03-05");
    assert_eq!(only(&handed, Rule::StepLate).person, Some(who("do2.sc")));
    let given = Play::with_handler().on("2026-03-04").then("do.sc", give("do2.sc", 5)).on("2026-03-05");
    assert_eq!(
        only(&given, Rule::StepLate).person,
        Some(who("do.sc")),
        "until it is taken the giver answers"
    );
    let untouched = Play::accepted().on("2026-03-05");
    assert_eq!(only(&untouched, Rule::StepLate).person, Some(who("intake2")));
}

// E23: the deputy holds it while the handler is away, and no longer
#[test]
fn a_step_that_runs_late_concerns_the_deputy_who_holds_it() {
    let covered = || Play::with_handler().away("do.sc", Some("do2.sc")).then("do2.sc", stand_in(5));
    assert_eq!(only(&covered().on("2026-03-05"), Rule::StepLate).person, Some(who("do2.sc")));
    let back = covered().all_back().then("do.sc", take_back(5)).on("2026-03-05");
    assert_eq!(only(&back, Rule::StepLate).person, Some(who("do.sc")));
}

// N16, F10: ten working days from the decision on 2 March end on 16 March
#[test]
fn a_document_that_nobody_hands_out_is_found() {
    let fired = found_from(Rule::NotDelivered, "2026-03-17", Play::concluded);
    assert_eq!(fired.person, None);
    let delivered = Play::concluded().on("2026-03-16").then("out", deliver()).on("2026-03-20");
    assert_eq!(by_rule(&delivered, Rule::NotDelivered, &Bounds::default()), []);
}

// C29: yellow is a state and no finding
#[test]
fn a_yellow_light_is_not_found() {
    let play = Play::accepted().hand("intake2", "agent.sc").hand("agent.sc", "do.sc").on("2026-03-11");
    let yellow = |it: &Event| matches!(it, Event::LightTurned(fact) if fact.to == calendar::Light::Yellow);
    assert!(play.log.iter().filter(|it| yellow(it)).count() >= 2);
    for (place, _) in play.log.iter().enumerate().filter(|(_, it)| yellow(it)) {
        assert_eq!(found_at(&play, place, &Bounds::default()), []);
    }
}

// F7
#[test]
fn a_stop_that_ends_by_its_plan_is_found_and_one_that_ends_by_its_result_is_not() {
    let stopped =
        || Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    let Event::Stopped(stop) = stopped().last() else { panic!("the stop was approved") };
    let over = stop.planned_until.plus_days(1).start();
    let resumed = stopped().until(Instant(over.0 - 1)).then("do.sc", resume()).until(over);
    assert_eq!(by_rule(&resumed, Rule::StopPastPlan, &Bounds::default()), []);
    let past = stopped().until(over);
    assert_eq!(only(&past, Rule::StopPastPlan).person, Some(who("do.sc")));
    let later = past.hand("do.sc", "do2.sc");
    assert_eq!(only(&later, Rule::StopPastPlan).person, Some(who("do.sc")), "whoever held it then");
}

// F7, N17: told on 2 March, the last day to show the document is 5 March
#[test]
fn a_stop_whose_document_is_not_shown_by_its_last_day_is_found() {
    let open =
        || Play::with_handler().then("do.sc", ask_stop_open(0, 5)).then("chief.sc", Command::ApproveStop);
    let fired = found_from(Rule::StopWithoutOrder, "2026-03-06", open);
    assert_eq!((fired.person, fired.measured, fired.bound), (Some(who("do.sc")), 0, 0));
    let in_time = open().on("2026-03-05").then("do.sc", show_order()).on("2026-03-10");
    assert_eq!(by_rule(&in_time, Rule::StopWithoutOrder, &Bounds::default()), []);
    let named = Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    assert_eq!(by_rule(&named.on("2026-03-10"), Rule::StopWithoutOrder, &Bounds::default()), []);
    // Whoever asked answers, whoever carries the case by then.
    let handed = open().on("2026-03-03").hand("do.sc", "agent.sc").on("2026-03-06");
    let fired = only(&handed, Rule::StopWithoutOrder);
    assert_eq!(fired.person, Some(who("do.sc")));
    let stop = fired.earlier.map(|place| handed.log[place].kind());
    assert_eq!(stop, Some("case.stopped"), "the evidence names the stop");
}

// F32, C17: decided on 2 March, the day of the re-check is 3 March
#[test]
fn a_recheck_that_lapses_is_found() {
    let fired = found_from(Rule::RecheckLapsed, "2026-03-04", Play::granted);
    assert_eq!(fired.person, Some(who("agent.sc")));
    let checked = Play::granted().on("2026-03-03").then("agent.sc", Command::Recheck).on("2026-03-05");
    assert_eq!(by_rule(&checked, Rule::RecheckLapsed, &Bounds::default()), []);
}

/// What the rules find in the receipt when it was entered so much later.
fn entered(after: i64, bounds: &Bounds) -> Vec<Fired> {
    let play = Play::received(&[1, 2]);
    let event = &play.log[0];
    let seen = Seen {
        event,
        recorded_at: Instant(event.at().0 + after),
        actor: Some(who("intake2")),
        away: false,
        facts: play.facts(),
        before: &[],
        calendar: &play.calendar,
    };
    look(&seen, bounds)
}

// F4
#[test]
fn a_receipt_entered_a_day_late_is_found() {
    let usual = Bounds::default();
    for (after, measured) in [
        (0, None),
        (23 * HOUR, None),
        (24 * HOUR - 1, None),
        (24 * HOUR, Some(24)),
        (25 * HOUR, Some(25)),
        (i64::from(i32::MAX) * HOUR, Some(i32::MAX)),
    ] {
        let found = entered(after, &usual);
        assert_eq!(found.first().map(|it| it.measured), measured, "{after}");
        for fired in found {
            assert_eq!((fired.rule, fired.bound), (Rule::EnteredLate, 24));
            assert_eq!(fired.person, Some(who("intake2")));
        }
    }
    let two = changed(Bound::LateEntryHours, 2);
    assert_eq!(entered(2 * HOUR - 1, &two), []);
    assert_eq!(entered(2 * HOUR, &two).len(), 1);
    assert_eq!(entered(24 * HOUR, &changed(Bound::LateEntryHours, 25)), []);
}

// E21, F4: after an outage the pad says when it was received
#[test]
fn a_receipt_from_a_pad_is_found_when_it_is_entered_too_late() {
    let item = licence();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let mut play = Play::new(item);
    play.received_at = Some(day("2026-03-01").at(8, 0));
    let play = play.then("intake2", command);
    let seen = Seen {
        event: &play.log[0],
        recorded_at: play.now,
        actor: Some(who("intake2")),
        away: false,
        facts: play.facts(),
        before: &[],
        calendar: &play.calendar,
    };
    let found = look(&seen, &Bounds::default());
    assert_eq!(found.iter().map(|it| (it.rule, it.measured)).collect::<Vec<_>>(), [(Rule::EnteredLate, 25)]);
}

// F20: any act, of a person, while that person is on leave or ill
#[test]
fn whoever_acts_while_away_is_found() {
    let play = Play::granted();
    let usual = Bounds::default();
    for (place, event) in play.log.iter().enumerate().filter(|(_, it)| it.kind() != "case.decided") {
        let found = |actor: Option<&str>, away| {
            let (actor, before) = (actor.map(who), &play.log[..place]);
            let (facts, calendar) = (play.facts(), &*play.calendar);
            let seen = Seen { event, recorded_at: event.at(), actor, away, facts, before, calendar };
            look(&seen, &usual)
        };
        assert_eq!(found(Some("do.sc"), false), []);
        assert_eq!(found(None, true), [], "nobody acted");
        let [fired] = found(Some("do.sc"), true)[..] else { panic!("one for each entry: {}", event.kind()) };
        assert_eq!((fired.rule, fired.person), (Rule::ActedWhileAway, Some(who("do.sc"))));
    }
}
