//! What the monitoring points find in what people do: each rule with a history that makes it fire, and one beside it.

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::*;
use oversight::bound::{Bound, Bounds};
use oversight::{Fired, Habit, Passed, Rule, habits, passed};

/// A step ended with another finding.
fn disagree() -> Command {
    let (verdict, opinion, place) = (Verdict::Disagree, sealed(5), DonePlace::Hall);
    Command::CompleteStep(CompleteStep { verdict, opinion, place, visit: None })
}

fn back_to(step: u8) -> Command {
    Command::ReturnToStep(ReturnToStep { step, reason: sealed(1) })
}

/// The first thing a rule finds.
fn first(play: &Play, rule: Rule, bounds: &Bounds) -> Fired {
    let all = by_rule(play, rule, bounds);
    assert_eq!(all.len(), 1, "{}: {all:?}", rule.key());
    all[0]
}

/// What was measured is found where the bound is one below and where it is reached, and not where it is one above.
fn found_from(play: &Play, rule: Rule, measured: u16) -> Fired {
    let bound = rule.bound().expect("the rule has a bound");
    for (value, fires) in [(measured - 1, true), (measured, true), (measured + 1, false)] {
        let found = by_rule(play, rule, &changed(bound, value));
        assert_eq!(found.len(), usize::from(fires), "{} {value}: {found:?}", rule.key());
        for fired in &found {
            assert_eq!((fired.measured, fired.bound), (i32::from(measured), i32::from(value)));
        }
    }
    first(play, rule, &changed(bound, measured))
}

/// An ordinary course over a week, every step in its time.
fn honest() -> Play {
    let site = Visit {
        entered_at: day("2026-03-04").at(9, 0),
        left_at: day("2026-03-04").at(9, 0),
        ..record("do2.sc")
    };
    Play::accepted()
        .hand("intake2", "agent.sc")
        .hand("agent.sc", "do.sc")
        .on("2026-03-03")
        .then("do.sc", complete(DonePlace::Hall))
        .on("2026-03-04")
        .then("do.sc", visit(site))
        .then("do2.sc", complete(DonePlace::OnSite))
        .hand("do.sc", "lead.sc")
        .on("2026-03-05")
        .then("lead.sc", complete(DonePlace::Hall))
        .hand("lead.sc", "agent.sc")
        .on("2026-03-06")
        .then("chief.sc", grant())
        .then("agent.sc", Command::Recheck)
        .on("2026-03-09")
        .then("do.sc", make())
        .on("2026-03-10")
        .then("out", deliver())
}

#[test]
fn nothing_is_found_in_an_honest_course() {
    let play = honest();
    assert_eq!(play.stage(), StageName::Delivered);
    assert_eq!(found(&play, &Bounds::default()), []);
    let corrected = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-05");
    let corrected = corrected.then("intake2", more(&[2])).then("intake2", Command::Accept);
    assert_eq!(found(&corrected, &Bounds::default()), []);
    let stopped = Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    assert_eq!(found(&stopped, &Bounds::default()), []);
    assert_eq!(found(&Play::extended(), &Bounds::default()), []);
}

// F9: the applicant ticks why, before an officer or alone with the code
#[test]
fn a_withdrawal_that_a_window_asked_for_is_found_on_both_ways() {
    let by_code = |cause| {
        let command = Command::WithdrawByCode(WithdrawByCode { cause, words: None, code: digest(30) });
        Play::with_handler().then("applicant", send_code(30)).then("applicant", command)
    };
    let at_window = |cause| Play::with_handler().then("intake2", withdraw(cause, None));
    for play in [at_window(WithdrawCause::AskedByWindow), by_code(WithdrawCause::AskedByWindow)] {
        let fired = first(&play, Rule::AskedToWithdraw, &Bounds::default());
        assert_eq!((fired.person, fired.measured, fired.bound), (None, 0, 0));
        assert_eq!(rules(&play), [Rule::AskedToWithdraw]);
    }
    for play in [at_window(WithdrawCause::NoLongerWanted), by_code(WithdrawCause::NoLongerWanted)] {
        assert_eq!(rules(&play), []);
    }
}

// F9: seven working days promised on 2 March; five of them are 71 percent, six are 85
#[test]
fn a_withdrawal_is_found_when_little_of_the_promise_was_left() {
    let usual = Bounds::default();
    let cause = WithdrawCause::NoLongerWanted;
    let at_window = |on: &str| Play::with_handler().on(on).then("intake2", withdraw(cause, None));
    let by_code = |on: &str| {
        let command = Command::WithdrawByCode(WithdrawByCode { cause, words: None, code: digest(30) });
        Play::with_handler().on(on).then("applicant", send_code(30)).then("applicant", command)
    };
    for way in [&at_window as &dyn Fn(&str) -> Play, &by_code] {
        assert_eq!(by_rule(&way("2026-03-09"), Rule::WithdrawnNearDue, &usual), []);
        let fired = first(&way("2026-03-10"), Rule::WithdrawnNearDue, &usual);
        assert_eq!((fired.measured, fired.bound, fired.person), (85, 80, None));
        found_from(&way("2026-03-09"), Rule::WithdrawnNearDue, 71);
        found_from(&way("2026-03-10"), Rule::WithdrawnNearDue, 85);
    }
    let early = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-30");
    let early = early.then("intake2", withdraw(cause, None));
    assert_eq!(by_rule(&early, Rule::WithdrawnNearDue, &usual), [], "nothing was promised yet");
}

// F8, F9: a longer limit is a longer promise
#[test]
fn the_promise_is_the_one_that_stood_before_the_entry() {
    let cause = WithdrawCause::NoLongerWanted;
    let play = Play::extended().on("2026-03-10").then("intake2", withdraw(cause, None));
    found_from(&play, Rule::WithdrawnNearDue, 35);
    let stopped = Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    let stopped = stopped.on("2026-03-13").then("intake2", withdraw(cause, None));
    let used = by_rule(&stopped, Rule::WithdrawnNearDue, &Bounds::default());
    assert_eq!(used, [], "the days of the stop are not used");
}

// C19, F24
#[test]
fn a_case_that_goes_over_to_a_newer_revision_is_found() {
    let mut play = Play::received(&[1]);
    play.newer = Some(newer(serde_json::json!({})));
    assert_eq!(rules(&play), []);
    let play = play.then("legal", rebind(RebindGround::LawRequires));
    assert_eq!(first(&play, Rule::Rebound, &Bounds::default()).person, Some(who("legal")));
}

// F30, A12: whoever had the paper answers; a hand-over that goes well is no finding
#[test]
fn a_paper_that_is_lost_is_found_with_who_had_it() {
    let play = Play::accepted().then("intake2", give("agent.sc", 5)).then("agent.sc", take(5));
    assert_eq!(rules(&play), []);
    let lost = play.then("time", papers_lost(1));
    assert_eq!(rules(&lost), [Rule::PaperLost]);
    assert_eq!(first(&lost, Rule::PaperLost, &Bounds::default()).person, Some(who("do.sc")));
    let in_post = Play::accepted().then("time", originals_lost());
    assert_eq!(rules(&in_post), [], "what a carrier lost nobody of ours had");
}

// F1: the first notice says everything
#[test]
fn rows_that_are_added_and_a_further_notice_are_found() {
    let play = Play::received(&[1]).then("intake2", notice(&[2]));
    assert_eq!(rules(&play), [], "the one notice is no finding");
    let place = play.log.len() - 1;
    let play = play.then("head.biz", release(&[1]));
    assert_eq!(rules(&play), [Rule::RowsAdded]);
    assert_eq!(first(&play, Rule::RowsAdded, &Bounds::default()).person, Some(who("head.biz")));
    let play = play.then("intake2", notice(&[1, 2]));
    assert_eq!(rules(&play), [Rule::RowsAdded, Rule::CorrectedAgain]);
    let fired = first(&play, Rule::CorrectedAgain, &Bounds::default());
    assert_eq!((fired.person, fired.measured, fired.bound), (Some(who("intake2")), 2, 2));
    assert_eq!(fired.earlier, Some(place), "the notice before belongs to the evidence");
    found_from(&play, Rule::CorrectedAgain, 2);
}

// F6: four steps of at least five minutes each
#[test]
fn a_decision_before_the_steps_can_have_been_done_is_found() {
    let decided =
        |minute| Play::before_decision().until(day("2026-03-02").at(9, minute)).then("chief.sc", grant());
    let usual = Bounds::default();
    for (minute, fires) in [(0, true), (19, true), (20, false), (21, false)] {
        let found = by_rule(&decided(minute), Rule::HastyCase, &usual);
        assert_eq!(found.len(), usize::from(fires), "{minute}");
        for fired in found {
            assert_eq!((fired.measured, fired.bound), (minute as i32, 20));
            assert_eq!((fired.person, fired.earlier), (Some(who("chief.sc")), Some(1)), "and its acceptance");
        }
    }
    let six = changed(Bound::StepMinutes, 6);
    assert_eq!(by_rule(&decided(23), Rule::HastyCase, &six).len(), 1);
    assert_eq!(by_rule(&decided(24), Rule::HastyCase, &six), []);
    let refused = Play::before_decision().then("chief.sc", refuse("place"));
    assert_eq!(by_rule(&refused, Rule::HastyCase, &usual).len(), 1, "a refusal as well");
}

// F6, C6, N55: an instant case ends in minutes; what a commitment leaves for later took none
#[test]
fn an_instant_case_is_not_hasty_and_a_step_left_out_is_not_counted() {
    let item = instant();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let play = Play::new(item).then("intake2", command).then("head.biz", Command::SignInstant);
    assert_eq!(rules(&play), []);
    let committed = Play::granted_on_commitment();
    assert_eq!(first(&committed, Rule::HastyCase, &Bounds::default()).bound, 10, "two steps of three");
}

// F6, N4: silence is acceptance as well
#[test]
fn what_was_accepted_by_silence_can_be_hasty() {
    let play = Play::received(&[1, 2]).on("2026-03-10").hand("intake2", "agent.sc").hand("agent.sc", "do.sc");
    let play = play
        .then("do.sc", complete(DonePlace::Hall))
        .then("do.sc", visit(record("do2.sc")))
        .then("do2.sc", complete(DonePlace::OnSite))
        .hand("do.sc", "lead.sc")
        .then("lead.sc", complete(DonePlace::Hall))
        .then("chief.sc", grant());
    assert_eq!(by_rule(&play, Rule::HastyCase, &Bounds::default()), [], "nine hours after midnight");
    let fired = first(&play, Rule::HastyCase, &changed(Bound::StepMinutes, 136));
    assert_eq!((fired.measured, fired.bound), (540, 544));
    assert_eq!(by_rule(&play, Rule::HastyCase, &changed(Bound::StepMinutes, 135)), []);
}

#[test]
fn a_grant_against_the_last_step_is_found() {
    let examined = |opinion: fn() -> Command| {
        Play::with_handler().then("do.sc", opinion()).then("do.sc", visit(record("do2.sc")))
    };
    let signed_off = |play: Play, opinion: Command| {
        play.then("do2.sc", complete(DonePlace::OnSite))
            .hand("do.sc", "lead.sc")
            .then("lead.sc", opinion)
            .hand("lead.sc", "agent.sc")
    };
    let agree = || complete(DonePlace::Hall);
    let against = signed_off(examined(agree), disagree());
    let granted = against.clone().then("chief.sc", grant());
    let fired = first(&granted, Rule::AgainstOpinion, &Bounds::default());
    assert_eq!((fired.person, fired.step), (Some(who("chief.sc")), Some(2)));
    let opinion = fired.earlier.map(|place| granted.log[place].kind());
    assert_eq!(opinion, Some("case.step-completed"), "the opinion belongs to the evidence");
    let refused = against.then("chief.sc", refuse("place"));
    assert_eq!(by_rule(&refused, Rule::AgainstOpinion, &Bounds::default()), []);
    let overruled = signed_off(examined(disagree), agree()).then("chief.sc", grant());
    assert_eq!(by_rule(&overruled, Rule::AgainstOpinion, &Bounds::default()), [], "the last step stands");
}

#[test]
fn returns_to_an_earlier_step_are_found_from_the_second_on() {
    let again = |play: Play| {
        let play = play.hand("agent.sc", "lead.sc").then("lead.sc", complete(DonePlace::Hall));
        play.hand("lead.sc", "agent.sc").then("chief.sc", back_to(2))
    };
    let once = Play::before_decision().then("chief.sc", back_to(2));
    let place = once.log.len() - 1;
    assert_eq!(by_rule(&once, Rule::StepsReturned, &Bounds::default()), []);
    let twice = again(once.clone());
    let fired = first(&twice, Rule::StepsReturned, &Bounds::default());
    assert_eq!((fired.measured, fired.bound, fired.step), (2, 2, Some(2)));
    assert_eq!((fired.person, fired.earlier), (Some(who("chief.sc")), Some(place)));
    assert_eq!(by_rule(&again(twice.clone()), Rule::StepsReturned, &Bounds::default()).len(), 2);
    assert_eq!(first(&once, Rule::StepsReturned, &changed(Bound::StepReturns, 1)).earlier, None);
    assert_eq!(by_rule(&twice, Rule::StepsReturned, &changed(Bound::StepReturns, 3)), []);
}

// F7: six of seven days are 85 percent, seven are 100
#[test]
fn a_stop_asked_for_when_little_of_the_promise_is_left_is_found() {
    let asked = |on: &str| Play::with_handler().on(on).then("do.sc", ask_stop(0, 5));
    assert_eq!(by_rule(&asked("2026-03-10"), Rule::StopNearEnd, &Bounds::default()), []);
    let fired = first(&asked("2026-03-11"), Rule::StopNearEnd, &Bounds::default());
    assert_eq!((fired.measured, fired.bound, fired.person), (100, 90, Some(who("do.sc"))));
    found_from(&asked("2026-03-10"), Rule::StopNearEnd, 85);
}

// F8: the promise ends on 11 March
#[test]
fn an_extension_in_the_last_days_is_found() {
    let extended = |on: &str| {
        let asked = Play::with_handler().on(on).then("do.sc", Command::AskExtension(reason()));
        asked.then("chief.sc", Command::ApproveExtension)
    };
    let usual = Bounds::default();
    let found = |on: &str, bounds: &Bounds| {
        let all = by_rule(&extended(on), Rule::ExtendedNearEnd, bounds);
        all.iter().map(|it| it.measured).collect::<Vec<_>>()
    };
    assert!(found("2026-03-06", &usual).is_empty());
    assert_eq!(found("2026-03-09", &usual), [2]);
    assert_eq!(found("2026-03-10", &usual), [1]);
    assert_eq!(found("2026-03-06", &changed(Bound::ExtensionLastDays, 3)), [3]);
    assert!(found("2026-03-09", &changed(Bound::ExtensionLastDays, 1)).is_empty());
    assert_eq!(found("2026-03-11", &changed(Bound::ExtensionLastDays, 0)), [0]);
    let fired = first(&extended("2026-03-09"), Rule::ExtendedNearEnd, &usual);
    assert_eq!((fired.bound, fired.person), (2, Some(who("chief.sc"))));
}

// F7, F8, M7: above the share, and never of a few cases
#[test]
fn habits_are_found_above_their_share_and_not_among_few_cases() {
    let found = |accepted, stopped, extended, bounds: &Bounds| {
        let all = habits(&Habit { accepted, stopped, extended, ..Habit::default() }, bounds);
        all.iter().map(|it| (it.rule, it.measured, it.bound)).collect::<Vec<_>>()
    };
    let usual = Bounds::default();
    assert_eq!(found(100, 29, 19, &usual), []);
    assert_eq!(found(100, 30, 20, &usual), []);
    assert_eq!(found(100, 31, 20, &usual), [(Rule::StopHabit, 31, 30)]);
    assert_eq!(found(100, 30, 21, &usual), [(Rule::ExtensionHabit, 21, 20)]);
    assert_eq!(found(0, 0, 0, &usual), []);
    assert_eq!(found(9, 9, 9, &usual), []);
    assert_eq!(found(10, 10, 10, &usual).len(), 2);
    assert_eq!(found(11, 11, 11, &usual).len(), 2);
    assert_eq!(found(11, 11, 11, &changed(Bound::ShareSample, 12)), []);
    assert_eq!(
        found(100, 31, 21, &set(changed(Bound::StopSharePercent, 31), Bound::ExtensionSharePercent, 21)),
        []
    );
    assert_eq!(found(100, 30, 0, &changed(Bound::StopSharePercent, 29)), [(Rule::StopHabit, 30, 29)]);
    assert_eq!(
        found(100, 0, 20, &changed(Bound::ExtensionSharePercent, 19)),
        [(Rule::ExtensionHabit, 20, 19)]
    );
    assert_eq!(found(u32::MAX, u32::MAX, u32::MAX, &usual).len(), 2, "no count is too great");
}

// A37, R15
#[test]
fn a_unit_that_decides_nothing_in_the_hall_is_found_when_it_decided_enough() {
    let found = |decided, decided_in_hall, bounds: &Bounds| {
        let all = habits(&Habit { decided, decided_in_hall, ..Habit::default() }, bounds);
        all.iter().map(|it| it.rule).collect::<Vec<_>>()
    };
    let usual = Bounds::default();
    assert_eq!(found(9, 0, &usual), [], "a few say nothing");
    assert_eq!(found(10, 0, &usual), [Rule::PowerNotInHall]);
    assert_eq!(found(10, 1, &usual), [], "one decision in the hall is power in the hall");
    assert_eq!(found(11, 0, &changed(Bound::ShareSample, 12)), []);
    assert_eq!(found(12, 0, &changed(Bound::ShareSample, 12)), [Rule::PowerNotInHall]);
    assert_eq!(found(0, 0, &usual), []);
}

// F13
#[test]
fn a_visitor_who_is_passed_on_again_is_found() {
    let by = who("intake3");
    let found =
        |times, bounds: &Bounds| passed(Passed { times, by }, bounds).map(|it| (it.measured, it.bound));
    let usual = Bounds::default();
    assert_eq!([1, 2, 3].map(|times| found(times, &usual)), [None, Some((2, 2)), Some((3, 2))]);
    let three = changed(Bound::PassedTimes, 3);
    assert_eq!([2, 3].map(|times| found(times, &three)), [None, Some((3, 3))]);
    let fired = passed(Passed { times: 2, by }, &usual).expect("twice is found");
    assert_eq!((fired.rule, fired.person), (Rule::PassedOn, Some(by)));
}

// N18: a hearing called for a day after the last one to organise it is found, and one that was called in time is not.
#[test]
fn a_hearing_that_is_called_late_is_found() {
    let read = |kind: &str, rest: &str| {
        let notice = r#""notice":{"issuer":"sc","kind":"hearing_notice","year":2026,"n":1}"#;
        let stored = format!(r#"{{"at":1,"by":"agent.sc",{notice},{rest}}}"#);
        casework::hearing::Event::decode(kind, stored.as_bytes()).expect("it can be read")
    };
    let place = "0".repeat(64);
    let in_time =
        read("hearing.called", &format!(r#""call":{{"chair":"hearing","at":2,"place":"{place}"}}"#));
    assert_eq!(oversight::called_late(&in_time), None);
    let late = read("hearing.called-late", r#""until":"2026-03-30""#);
    let fired = oversight::called_late(&late).expect("found");
    assert_eq!((fired.rule, fired.person), (Rule::HearingLate, Some(who("agent.sc"))));
}

// F5, E11: a certificate that goes over to another document of its holder is found; a new name on the same document is not.
#[test]
fn a_certificate_for_another_document_is_found() {
    let changed = |former: &str| {
        let zero = "0".repeat(64);
        let number = r#"{"issuer":"sc","kind":"certificate","year":2026,"n":2}"#;
        let stored = format!(
            r#"{{"at":1,"by":"chief.sc","number":{number},"holder":"{zero}","content":"{zero}","reason":"{zero}","old_returned":true{former}}}"#
        );
        let event = casework::certificate::Event::decode("certificate.changed", stored.as_bytes());
        oversight::holder_changed(&event.expect("it can be read"))
    };
    let one = "1".repeat(64);
    let fired = changed(&format!(r#","former":"{one}""#)).expect("found");
    assert_eq!((fired.rule, fired.person), (Rule::HolderChanged, Some(who("chief.sc"))));
    assert_eq!(changed(""), None);
}

// E11, E13: a case that goes over to another document is found; a new name on the same document, or another who speaks for the
// same firm, is not.
#[test]
fn a_case_for_another_document_is_found() {
    let usual = Bounds::default();
    let found = |play: &Play| by_rule(play, Rule::ApplicantChanged, &usual).len();
    let moved = Play::with_handler().then("head.biz", inherited());
    let fired = first(&moved, Rule::ApplicantChanged, &usual);
    assert_eq!(
        (fired.person, fired.earlier),
        (Some(who("head.biz")), Some(0)),
        "with the receipt as evidence"
    );
    let renumbered = Play::concluded().then("head.biz", rename(33));
    assert_eq!(found(&renumbered), 1, "also once the result waits");
    assert_eq!(found(&renumbered.then("head.biz", rename(33))), 1, "the name alone, afterwards");
    assert_eq!(found(&Play::with_handler().then("head.biz", rename(1))), 0);
    assert_eq!(
        found(&Play::with_handler().then("head.biz", correct(32))),
        0,
        "both are told of a correction (E10)"
    );
    assert_eq!(found(&honest()), 0);
}

// A22, F3, N16: what the holder of a certificate waits for is found from the day after its last one.
#[test]
fn what_a_holder_waits_for_is_found_the_day_after() {
    use oversight::holder_waits::{Awaited, look};
    let last = day("2026-03-11");
    for (awaited, rule) in [(Awaited::Answer, Rule::ReissueLate), (Awaited::Paper, Rule::PaperNotHandedOut)] {
        assert_eq!(look(awaited, last, last), None);
        let fired = look(awaited, last, day("2026-03-12")).expect("found");
        assert_eq!((fired.rule, fired.measured, fired.person), (rule, 1, None));
        assert_eq!(look(awaited, last, day("2026-03-20")).map(|it| it.measured), Some(9));
    }
}
