//! Stopping the clock: asked, approved by another, noticed, ended by the result or by itself.

use crate::fixture::*;
use crate::play::Play;
use calendar::Light;
use casework::*;

fn stopped() -> Play {
    Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop)
}

// F7, N17
#[test]
fn the_clock_runs_until_the_notice_and_the_notice_stops_it() {
    let play = Play::with_handler().then("do.sc", ask_stop(0, 5));
    assert!(!play.case.is_stopped());
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"));
    let play = play.on("2026-03-04").then("chief.sc", Command::ApproveStop);
    assert!(play.case.is_stopped());
    let Event::Stopped(fact) = play.last() else { panic!("the notice is the act") };
    assert_eq!((fact.from, fact.planned_until), (day("2026-03-04"), day("2026-03-08")));
    assert_eq!((fact.notice.kind, fact.notice.n), (DocumentKind::StopNotice, 1));
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-16"), "4, 5 and 6 March do not count");
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-04-02"));
    assert_eq!(play.case.public_state(), Some(PublicState::Stopped));
}

// C1, F7
#[test]
fn only_what_the_item_lists_stops_the_clock_and_not_longer() {
    let play = Play::with_handler();
    assert_eq!(play.refuses("do.sc", ask_stop(2, 5)), "exclusion-not-listed");
    assert_eq!(play.refusal("do.sc", ask_stop(0, 21)), Refusal::StopTooLong { left: 20 });
    assert_eq!(play.refuses("do.sc", ask_stop(0, 0)), "stop-too-long");
    assert_eq!(play.refuses("do2.sc", ask_stop(0, 5)), "not-the-holder");
    assert_eq!(Play::accepted().refuses("intake2", ask_stop(0, 5)), "not-the-holder");
    assert_eq!(play.refuses("chief.sc", Command::ApproveStop), "no-stop-asked");
    let asked = play.then("do.sc", ask_stop(0, 20));
    assert_eq!(asked.refuses("do.sc", ask_stop(1, 5)), "stop-already-asked");
}

// F7: the total is a ceiling, counted in days that really did not count
#[test]
fn the_days_of_one_ground_never_exceed_its_total() {
    let play = Play::with_handler().then("do.sc", ask_stop(0, 15)).then("chief.sc", Command::ApproveStop);
    let play = play.on("2026-03-11").then("do.sc", resume());
    assert_eq!(play.facts().stopped_days[0], 10);
    assert_eq!(play.refusal("do.sc", ask_stop(0, 11)), Refusal::StopTooLong { left: 10 });
    assert_eq!(play.then("do.sc", ask_stop(0, 10)).last().kind(), "case.stop-asked");
}

// F7, M4
#[test]
fn who_approves_is_neither_asker_nor_handler_nor_intake() {
    let mut play =
        Play::with_handler().then("do.sc", complete(DonePlace::Hall)).then("do.sc", ask_stop(0, 5));
    for other in ["do.sc", "agent.sc", "intake2", "stranger"] {
        assert_eq!(play.refuses(other, Command::ApproveStop), "not-authorised", "{other}");
    }
    // The leader's letter covers decisions only (tone 17).
    assert_eq!(play.refuses("lead.sc", Command::ApproveStop), "delegation-does-not-cover");
    let mut letter = play.organisation.delegations[0].clone();
    for (person, code) in [("do.sc", "handler-cannot-approve"), ("intake2", "intake-cannot-approve")] {
        letter.to_person = who(person);
        play.organisation.delegations.push(letter.clone());
        assert_eq!(play.refuses(person, Command::ApproveStop), code);
    }
    letter.to_person = who("agent.sc");
    play.organisation.delegations.push(letter);
    let play = play.then("chief.sc", Command::RefuseStop(reason())).then("agent.sc", ask_stop(0, 5));
    assert_eq!(play.refuses("agent.sc", Command::ApproveStop), "asker-cannot-approve");
    assert_eq!(play.refuses("agent.sc", Command::RefuseStop(reason())), "asker-cannot-approve");
    assert!(play.then("deputy.sc", Command::ApproveStop).case.is_stopped());
}

// M4: or the case would never end
#[test]
fn the_only_person_who_may_decide_does_not_approve_a_stop() {
    let mut play = Play::with_handler().then("do.sc", ask_stop(0, 5));
    play.organisation.delegations.clear();
    assert_eq!(play.refuses("chief.sc", Command::ApproveStop), "nobody-left-to-decide");
}

#[test]
fn a_refused_request_changes_no_day() {
    let before = Play::with_handler();
    let play = before.clone().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::RefuseStop(reason()));
    assert_eq!(play.facts().clocks, before.facts().clocks);
    assert_eq!(play.refuses("do.sc", resume()), "clock-not-stopped");
}

// The day of the result is the last that does not count.
#[test]
fn an_early_result_gives_back_the_days_that_were_planned_too_many() {
    let play = stopped();
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-17"));
    assert_eq!(play.refuses("do2.sc", resume()), "not-the-holder");
    let play = play.on("2026-03-03").then("do.sc", resume());
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-12"));
    assert_eq!(play.facts().stopped_days[0], 2);
    assert!(!play.case.is_stopped());
}

// F7: automatic resumption, both sides of midnight, and yellow while the result is missing
#[test]
fn without_a_result_the_clock_runs_again_by_itself_after_the_planned_end() {
    let play = stopped();
    assert!(play.clone().until(last_instant_of(day("2026-03-06"))).case.is_stopped());
    let play = play.until(day("2026-03-07").start());
    assert!(!play.case.is_stopped());
    assert_eq!(play.facts().stopped_days[0], 5);
    assert_eq!(play.case.light(play.now), Light::Yellow, "past its plan");
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-17"), "the plan holds, the overrun counts");
    assert_eq!(play.refuses("do.sc", ask_stop(0, 5)), "result-awaited");
    let play = play.on("2026-03-09").then("do.sc", resume());
    assert_eq!(play.facts().stopped_days[0], 5);
    assert_eq!(play.case.light(play.now), Light::Green);
    assert_eq!(play.then("do.sc", ask_stop(0, 5)).last().kind(), "case.stop-asked");
}

#[test]
fn while_the_clock_stands_still_no_step_is_done_and_no_second_stop_begins() {
    let play = stopped();
    assert_eq!(play.refuses("do.sc", complete(DonePlace::Hall)), "clock-already-stopped");
    assert_eq!(play.refuses("do.sc", ask_stop(1, 5)), "clock-already-stopped");
    // No day is excluded twice: a new stop cannot begin on the day the last one ended.
    let play = play.on("2026-03-04").then("do.sc", resume()).then("do.sc", ask_stop(1, 5));
    assert_eq!(play.refuses("chief.sc", Command::ApproveStop), "stop-overlaps");
    assert!(play.on("2026-03-05").then("chief.sc", Command::ApproveStop).case.is_stopped());
}

// F7, M6: what is late stays late
#[test]
fn a_clock_that_ran_out_is_not_stopped() {
    let play = Play::with_handler()
        .on("2026-03-13")
        .then("do.sc", ask_stop(0, 5))
        .then("chief.sc", Command::ApproveStop);
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"), "the broken promise stands");
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-04-02"), "the law's limit is in time and stops");
    let play = Play::with_handler().on("2026-03-31");
    assert_eq!(play.refuses("do.sc", ask_stop(0, 5)), "clock-has-run-out");
}

// Deciding early is lawful; the clock begins to run again with it.
#[test]
fn a_decision_while_the_clock_stands_still_resumes_it() {
    let play =
        Play::before_decision().then("agent.sc", ask_stop(1, 30)).then("chief.sc", Command::ApproveStop);
    let mut play = play.on("2026-03-05");
    let facts = play.attempt("deputy.sc", grant()).expect("the deputy decides");
    assert_eq!(facts.iter().map(Event::kind).collect::<Vec<_>>(), ["case.resumed", "case.decided"]);
    assert_eq!(play.facts().stopped_days[1], 4);
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-16"));
}

// F7, N17: a request that nobody answered before the clocks ran out can be refused, and holds the case up no longer.
#[test]
fn a_request_that_nobody_answered_in_time_is_refused_late() {
    let asked = Play::with_handler().then("do.sc", ask_stop(0, 5));
    let late = |play: &Play| play.case.file().expect("received").stop_is_too_late();
    let clocks = asked.facts().clocks;
    let last = [clocks.promised, clocks.statutory].into_iter().flatten().map(|watch| watch.clock.due()).max();
    let last = last.expect("a clock runs");
    let in_time = asked.clone().until(last_instant_of(last));
    assert!(!late(&in_time));
    let _ = in_time.then("chief.sc", Command::ApproveStop);
    let over = asked.until(last.plus_days(1).start());
    assert!(late(&over));
    assert_eq!(over.refuses("chief.sc", Command::ApproveStop), "clock-has-run-out");
    assert_eq!(over.then("chief.sc", Command::RefuseStop(reason())).last().kind(), "case.stop-refused");
}

// F8, N14: the same of the limit that was to be lengthened.
#[test]
fn a_request_for_more_time_is_refused_after_the_limit() {
    let asked = Play::with_handler().then("do.sc", Command::AskExtension(reason()));
    let late = |play: &Play| play.case.file().expect("received").extension_is_too_late();
    let clocks = asked.facts().clocks;
    let last = clocks.statutory.or(clocks.promised).expect("a clock runs").clock.due();
    let in_time = asked.clone().until(last_instant_of(last));
    assert!(!late(&in_time));
    let _ = in_time.then("chief.sc", Command::ApproveExtension);
    let over = asked.until(last.plus_days(1).start());
    assert!(late(&over));
    assert_eq!(over.refuses("chief.sc", Command::ApproveExtension), "extension-too-late");
    let refused = over.then("chief.sc", Command::RefuseExtension(reason()));
    assert_eq!(refused.last().kind(), "case.extension-refused");
}

/// Asked for with its document left open, and told on Monday 2 March.
fn open() -> Play {
    Play::with_handler().then("do.sc", ask_stop_open(0, 5)).then("chief.sc", Command::ApproveStop)
}

// F7: a stop whose document is named owes nothing, one whose document is open owes it for three working days.
#[test]
fn the_document_of_a_stop_is_named_or_owed_from_the_notice_on() {
    let Event::Stopped(named) = stopped().last() else { panic!("the notice is the act") };
    assert_eq!(named.order_by, None);
    assert_eq!(stopped().facts().stop_order, None);
    let play = open();
    let Event::Stopped(fact) = play.last() else { panic!("the notice is the act") };
    assert_eq!(fact.order_by, Some(day("2026-03-05")));
    let owed =
        OrderOwed { asked_by: who("do.sc"), notice: fact.notice, show_by: day("2026-03-05"), overdue: false };
    assert_eq!(play.facts().stop_order, Some(owed));
    // Friday: the weekend is not counted.
    let friday = Play::with_handler().then("do.sc", ask_stop_open(0, 5)).on("2026-03-06");
    let friday = friday.then("chief.sc", Command::ApproveStop);
    assert_eq!(friday.facts().stop_order.map(|owed| owed.show_by), Some(day("2026-03-11")));
}

// F7: before the approval or after it, by whoever carries the case.
#[test]
fn the_document_is_shown_by_whoever_carries_the_case_before_or_after_the_notice() {
    let asked = Play::with_handler().then("do.sc", ask_stop_open(0, 5));
    assert_eq!(asked.refuses("do2.sc", show_order()), "not-the-holder");
    let shown = asked.then("do.sc", show_order());
    let Event::StopOrderShown(fact) = shown.last() else { panic!("it is entered") };
    assert_eq!((fact.by, fact.notice), (who("do.sc"), None));
    assert_eq!(shown.refuses("do.sc", show_order()), "no-stop-order-owed");
    let approved = shown.then("chief.sc", Command::ApproveStop);
    assert_eq!(approved.facts().stop_order, None, "nothing is left to show");
    let play = open();
    for other in ["do2.sc", "chief.sc", "intake2"] {
        assert_eq!(play.refuses(other, show_order()), "not-the-holder", "{other}");
    }
    let play = play.then("agent.sc", show_order());
    let Event::StopOrderShown(fact) = play.last() else { panic!("it is entered") };
    assert!(fact.notice.is_some_and(|notice| notice.kind == DocumentKind::StopNotice));
    let Some(Stage::Handling(Handling { stop: Stop::Stopped { asked, .. }, .. })) = play.case.stage() else {
        panic!("the clock stands still as before");
    };
    assert_eq!(asked.order, Some(sealed(15)));
    assert_eq!(play.refuses("agent.sc", show_order()), "no-stop-order-owed");
    assert_eq!(stopped().refuses("do.sc", show_order()), "no-stop-order-owed");
    assert_eq!(Play::with_handler().refuses("do.sc", show_order()), "no-stop-order-owed");
    assert_eq!(Play::concluded().then("out", deliver()).refuses("out", show_order()), "case-ended");
}

// F7: both sides of the last day; late is better than never.
#[test]
fn a_document_that_was_not_shown_by_its_last_day_is_on_record_and_still_shown() {
    let overdue = |play: &Play| play.facts().stop_order.map(|owed| owed.overdue);
    let last = open().until(last_instant_of(day("2026-03-05")));
    assert_eq!(overdue(&last), Some(false));
    let kinds = |play: &Play| play.log.iter().filter(|it| it.kind() == "case.stop-order-overdue").count();
    let in_time = last.clone().then("do.sc", show_order()).on("2026-03-09");
    assert_eq!(kinds(&in_time), 0);
    let over = last.until(day("2026-03-06").start());
    assert_eq!((kinds(&over), overdue(&over)), (1, Some(true)));
    let over = over.on("2026-03-09");
    assert_eq!(kinds(&over), 1, "once");
    assert_eq!(over.facts().stopped_days[0], 5, "the clock runs again at its planned end all the same");
    let shown = over.then("do.sc", show_order());
    assert_eq!(shown.facts().stop_order, None);
}

// F7: the result does not make the document less owed; the next stop waits for it, the decision does not.
#[test]
fn a_further_stop_waits_for_the_document_of_the_last() {
    let play = open().on("2026-03-03").then("do.sc", resume()).on("2026-03-04");
    assert_eq!(play.refusal("do.sc", ask_stop(1, 5)), Refusal::StopOrderOwed { show_by: day("2026-03-05") });
    let over = play.clone().on("2026-03-06");
    assert_eq!(over.facts().stop_order.map(|owed| owed.overdue), Some(true), "the clock runs and it is owed");
    let play = play.then("do.sc", show_order());
    assert_eq!(play.then("do.sc", ask_stop(1, 5)).last().kind(), "case.stop-asked");
    let decided = {
        let asked = Play::before_decision().then("agent.sc", ask_stop_open(1, 30));
        asked.then("chief.sc", Command::ApproveStop).then("deputy.sc", grant())
    };
    assert!(decided.facts().stop_order.is_some(), "owed after the decision");
    let ended = open().then("intake2", withdraw(WithdrawCause::NoLongerWanted, None));
    assert_eq!(ended.facts().stop_order, None, "over with the case");
    assert_eq!(due(&ended.case), None);
}

// Entries from before bear no document and owe none.
#[test]
fn a_stop_of_old_owes_no_document() {
    let mut case = Play::with_handler().then("do.sc", ask_stop_open(0, 5)).case;
    let Event::Stopped(fact) = open().last() else { panic!("the notice is the act") };
    case = evolve(case, &Stopped { order_by: None, ..fact }.into());
    assert!(case.is_stopped());
    assert_eq!(case.facts().and_then(|facts| facts.stop_order), None);
}
