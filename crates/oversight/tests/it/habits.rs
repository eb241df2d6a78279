//! Habits of units and hands that have to be apart: what is counted, and what the rules find in it (F4, F6, F8).

use crate::fixture::*;
use crate::play::Play;
use crate::watch::*;
use casework::*;
use oversight::apart::{one_device, other_hands};
use oversight::bound::{Bound, Bounds};
use oversight::figure::Share;
use oversight::habit::{
    OfPerson, UnitHabits, accepted_last_day, of_person, plain_words, step_minutes, unlike,
};
use oversight::hours::{Opening, slot};
use oversight::kolmogorov::{Compared, Times, coarse, compare};
use oversight::{Rule, Seen, is_of_interest, wants_history};

fn share(part: u64, whole: u64) -> Share {
    Share { part, whole }
}

fn found(habits: UnitHabits, bounds: &Bounds) -> Vec<(Rule, i32, i32)> {
    unlike(&habits, bounds).iter().map(|it| (it.rule, it.measured, it.bound)).collect()
}

// F4: what is written at the door; where it cannot be read nobody is said to have acted outside
#[test]
fn opening_hours_are_the_earliest_and_the_latest_time_that_is_written() {
    let read = |words: &str| Opening::read(words).map(|it| (it.from, it.until));
    assert_eq!(read("工作日 8:30—12:00，13:30—17:30"), Some((510, 1_050)));
    assert_eq!(read("周一至周五 09：00-17：00"), Some((540, 1_020)));
    assert_eq!(read("全天 0:00—24:00"), Some((0, 1_440)));
    for words in ["", "工作日", "8:30", "17:30—17:30", "8:3—9:6", "8:99—9:77", "25:00—26:00", ":::"]
    {
        assert_eq!(read(words), None, "{words}");
    }
}

// F4: half hours; what lies partly inside is inside
#[test]
fn what_is_outside_begins_after_the_tolerance_on_both_sides() {
    let open = Opening::read("8:30—17:30").expect("two times");
    let at = |hour, minute| slot(day("2026-03-02").at(hour, minute));
    let (first, end) = open.slots(60, 120);
    assert!(at(7, 29) < first && at(7, 30) == first, "an hour before it opens");
    assert!(at(19, 29) < end && at(19, 30) == end, "two hours after it closes");
    assert_eq!(open.slots(0, 0), (at(8, 30), at(17, 30)));
    assert_eq!(open.slots(45, 10), (at(7, 30), at(18, 0)), "a half hour begun counts as inside");
    assert_eq!(
        Opening { from: 30, until: 1_430 }.slots(240, 360),
        (0, 48),
        "no slot is before or after the day"
    );
    assert_eq!((at(0, 0), at(23, 59)), (0, 47));
}

// F4, M7
#[test]
fn entries_outside_the_hours_are_found_above_their_share_and_not_when_they_are_few() {
    let acts = |part, whole| UnitHabits { acts: share(part, whole), ..UnitHabits::default() };
    let usual = Bounds::default();
    assert_eq!(found(acts(20, 100), &usual), []);
    assert_eq!(found(acts(21, 100), &usual), [(Rule::OutsideHours, 21, 20)]);
    assert_eq!(found(acts(9, 9), &usual), [], "nine late entries are no habit");
    assert_eq!(found(acts(10, 10), &usual), [(Rule::OutsideHours, 100, 20)]);
    assert_eq!(found(acts(10, 49), &usual), [], "20.4 percent");
    assert_eq!(found(acts(10, 47), &usual), [(Rule::OutsideHours, 21, 20)]);
    assert_eq!(found(acts(21, 100), &changed(Bound::OutsideHoursPercent, 21)), []);
    assert_eq!(found(acts(0, 0), &usual), []);
}

// F4, M7
#[test]
fn acceptances_on_the_last_day_are_found_above_their_share() {
    let accepted = |part, whole| UnitHabits { accepted: share(part, whole), ..UnitHabits::default() };
    let usual = Bounds::default();
    assert_eq!(found(accepted(9, 9), &usual), [], "a few say nothing");
    assert_eq!(found(accepted(5, 10), &usual), []);
    assert_eq!(found(accepted(6, 10), &usual), [(Rule::AcceptedLastDay, 60, 50)]);
    assert_eq!(found(accepted(6, 10), &changed(Bound::LastDayPercent, 60)), []);
}

// F4, N4: five working days from 2 March end on 9 March; where there is no other day none is the last
#[test]
fn the_last_day_is_that_of_the_clock_and_of_no_case_that_had_no_other() {
    let last = |play: &Play| {
        let event = play.log.last().expect("something happened");
        accepted_last_day(play.facts(), event, &play.calendar)
    };
    let accepted = |on: &str| Play::received(&[1, 2]).on(on).then("intake2", Command::Accept);
    assert_eq!(last(&accepted("2026-03-02")), Some(false));
    assert_eq!(last(&accepted("2026-03-06")), Some(false));
    assert_eq!(last(&accepted("2026-03-09")), Some(true));
    assert_eq!(last(&Play::received(&[1, 2])), None, "not accepted yet");
    let brought = Play::received(&[1]).then("intake2", notice(&[2])).on("2026-03-05");
    let brought = brought.then("intake2", more(&[2])).then("intake2", Command::Accept);
    assert_eq!(last(&brought), None, "accepted on the day it was complete");
    let item = instant();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let at_once = Play::new(item).then("intake2", command).then("head.biz", Command::SignInstant);
    let place = at_once.log.iter().find(|it| matches!(it, Event::Accepted(_))).expect("it was accepted");
    assert_eq!(accepted_last_day(at_once.facts(), place, &at_once.calendar), None);
    assert!(accepted("2026-03-09").log.iter().all(|it| {
        !matches!(it, Event::Accepted(_)) || (is_of_interest(it, it.at()) && !wants_history(it))
    }));
}

// F8, M7
#[test]
fn one_reason_for_all_extensions_is_found_from_its_share_on() {
    let extended = |part, whole| UnitHabits { extended: share(part, whole), ..UnitHabits::default() };
    let usual = Bounds::default();
    assert_eq!(found(extended(9, 9), &usual), [], "a few say nothing");
    assert_eq!(found(extended(4, 10), &usual), []);
    assert_eq!(found(extended(5, 10), &usual), [(Rule::SameExtensionWords, 50, 50)]);
    assert_eq!(found(extended(5, 10), &changed(Bound::SameReasonPercent, 51)), []);
}

#[test]
fn reasons_are_compared_without_spaces_and_marks() {
    let plain = |words: &str| plain_words(words);
    assert_eq!(plain("连日暴雨，现场核查要推迟。"), plain(" 连日暴雨, 现场核查　要推迟"));
    assert_eq!(plain("ABC-1"), Some("abc1".to_owned()));
    assert_ne!(plain("连日暴雨"), plain("连日大雨"));
    assert_eq!((plain(""), plain("——。 ")), (None, None));
}

fn times(minutes: &[u32]) -> Times {
    let mut times = Times::new();
    for it in minutes {
        *times.entry(*it).or_default() += 1;
    }
    times
}

fn compared(own: &[u32], others: &[u32]) -> Compared {
    compare(&times(own), &times(others)).expect("neither is empty")
}

// By hand. Own 1 2 3 4 and others 3 4 5 6: after 2 the own are half done and the others not at all, after 4 all and half. Own 1 3 and
// others 2 4 6: after 1 it is 1/2 to 0, after 2 1/2 to 1/3, after 3 1 to 1/3, which is 2/3.
#[test]
fn the_distance_is_the_greatest_between_the_shares_done() {
    let it = compared(&[1, 2, 3, 4], &[3, 4, 5, 6]);
    assert_eq!((it.own, it.others, it.own_half, it.others_half), (4, 4, 2, 4));
    assert_eq!((it.per_mille(), it.percent(), it.is_quicker()), (500, Some(50), true));
    let it = compared(&[1, 3], &[2, 4, 6]);
    assert_eq!((it.per_mille(), it.is_quicker()), (667, true));
    let back = compared(&[2, 4, 6], &[1, 3]);
    assert_eq!((back.per_mille(), back.is_quicker()), (667, false), "the others are the quicker ones");
    let same = compared(&[5, 5, 9], &[5, 5, 9]);
    assert_eq!((same.per_mille(), same.is_quicker(), same.is_unlike()), (0, false, false));
    assert_eq!(compared(&[1], &[0]).percent(), None, "no percent of nothing");
    assert_eq!(compare(&Times::new(), &times(&[1])), None);
    assert_eq!(compare(&times(&[1]), &Times::new()), None);
}

// The factor at 0.1 % is 1.9495: of twice a hundred 1.9495 * sqrt(200 / 10000) = 0.2757, so 27 of a hundred are chance and 28 are
// not. Of twice thirty it is 0.5033: 15 of thirty are 0.500, 16 are 0.533.
#[test]
fn the_critical_value_is_that_of_one_in_a_thousand() {
    let ahead = |lead: u64, all: u64| {
        let own = Times::from([(1, lead), (9, all - lead)]);
        compare(&own, &Times::from([(9, all)])).expect("neither is empty")
    };
    assert_eq!(ahead(27, 100).critical_per_mille(), 275);
    assert_eq!([27, 28].map(|lead| ahead(lead, 100).is_unlike()), [false, true]);
    assert_eq!(ahead(15, 30).critical_per_mille(), 503);
    assert_eq!([15, 16].map(|lead| ahead(lead, 30).is_unlike()), [false, true]);
    let great = u64::from(u32::MAX);
    assert!(ahead(great, great).is_unlike(), "no count is too great");
}

#[test]
fn longer_times_are_counted_by_their_first_two_digits() {
    let counted = [-5, 0, 99, 100, 119, 1_439, 45_678, 999_999, i64::MAX].map(coarse);
    assert_eq!(counted, [0, 0, 99, 100, 110, 1_400, 45_000, 990_000, 1_000_000]);
}

// F6: quicker than the others, no chance, and by far; each of the three alone is nothing
#[test]
fn steps_that_take_next_to_no_time_are_found() {
    let of =
        |own: Times, others: Times| UnitHabits { steps: compare(&own, &others), ..UnitHabits::default() };
    let all = |minutes, count| Times::from([(minutes, count)]);
    let usual = Bounds::default();
    assert_eq!(found(of(all(25, 30), all(100, 30)), &usual), [(Rule::StepsUnlikeOthers, 25, 25)]);
    assert_eq!(found(of(all(26, 30), all(100, 30)), &usual), [], "quicker, and not by far");
    assert_eq!(found(of(all(100, 30), all(25, 30)), &usual), [], "slower");
    assert_eq!(found(of(all(1, 29), all(100, 500)), &usual), [], "a few say nothing");
    assert_eq!(found(of(all(1, 500), all(100, 29)), &usual), [], "and beside a few");
    assert_eq!(found(of(all(26, 30), all(100, 30)), &changed(Bound::StepTimesPercent, 26)).len(), 1);
    assert_eq!(found(of(all(1, 30), all(100, 30)), &changed(Bound::StepTimesSample, 31)), []);
    let half = Times::from([(20, 15), (200, 15)]);
    assert_eq!(found(of(half, all(100, 30)), &usual), [], "half of thirty can be chance");
}

// F6: from acceptance to the first step, and from step to step
#[test]
fn the_time_of_a_step_begins_when_the_one_before_it_was_done() {
    let minutes = |play: &Play| step_minutes(&play.log);
    let site = Visit {
        entered_at: day("2026-03-02").at(9, 40),
        left_at: day("2026-03-02").at(9, 40),
        ..record("do2.sc")
    };
    let play =
        Play::with_handler().until(day("2026-03-02").at(9, 30)).then("do.sc", complete(DonePlace::Hall));
    assert_eq!(minutes(&play), [30], "accepted at nine");
    let play = play.until(day("2026-03-02").at(9, 40)).then("do.sc", visit(site));
    assert_eq!(minutes(&play), [30], "the first of two officers ends no step");
    let play = play.until(day("2026-03-02").at(9, 45)).then("do2.sc", complete(DonePlace::OnSite));
    assert_eq!(minutes(&play), [30, 15]);
    assert!(minutes(&Play::received(&[1, 2])).is_empty());
    let decided = Play::before_decision().then("chief.sc", grant());
    assert_eq!(minutes(&Play::before_decision()).len(), 3);
    assert!(minutes(&decided).is_empty(), "what was counted with a decision is not counted again");
}

fn hands(play: &Play, bounds: &Bounds) -> Vec<(String, usize)> {
    let place = play.log.len() - 1;
    let event = &play.log[place];
    assert!(is_of_interest(event, event.at()) && wants_history(event));
    let seen = Seen {
        event,
        recorded_at: event.at(),
        actor: None,
        away: false,
        facts: play.facts(),
        before: &play.log[..place],
        calendar: &play.calendar,
    };
    let hands = other_hands(&seen, bounds);
    for hand in &hands {
        let fired = one_device(&seen, hand, bounds);
        assert_eq!((fired.rule, fired.person), (Rule::SameDevice, Some(who("chief.sc"))));
        assert_eq!((fired.bound, fired.earlier), (bounds.int(Bound::SameDeviceMinutes), Some(hand.place)));
        assert_eq!(i64::from(fired.measured), (event.at().0 - hand.at.0) / 60_000_000);
    }
    hands.iter().map(|it| (it.person.to_string(), it.place)).collect()
}

// F6, M4: who asks and who approves, within ten minutes
#[test]
fn who_asked_and_who_approved_are_two_hands_when_little_time_lies_between() {
    let approved = |minute| {
        let asked = Play::with_handler().then("do.sc", Command::AskExtension(reason()));
        asked.until(day("2026-03-02").at(9, minute)).then("chief.sc", Command::ApproveExtension)
    };
    let usual = Bounds::default();
    for (minute, some) in [(0, true), (10, true), (11, false)] {
        let all = hands(&approved(minute), &usual);
        assert_eq!(all.len(), usize::from(some), "{minute}: {all:?}");
        assert!(all.iter().all(|(person, _)| person == "do.sc"));
    }
    assert_eq!(hands(&approved(11), &changed(Bound::SameDeviceMinutes, 11)).len(), 1);
    let stopped = Play::with_handler().then("do.sc", ask_stop(0, 5)).then("chief.sc", Command::ApproveStop);
    assert_eq!(hands(&stopped, &usual).len(), 1);
}

// F6, M4: taking in shares the window's machine; a decision looks at everybody who handled, each once
#[test]
fn who_took_in_is_no_other_hand_and_everybody_else_is_one_once() {
    let decided = Play::before_decision().then("chief.sc", grant());
    let mut people: Vec<String> = hands(&decided, &Bounds::default()).into_iter().map(|it| it.0).collect();
    people.sort();
    assert_eq!(people, ["do.sc", "do2.sc", "lead.sc"]);
    let item = instant();
    let command = Command::Receive(receive(&item, &[1, 2]));
    let at_once = Play::new(item).then("intake2", command).then("head.biz", Command::SignInstant);
    let place = at_once.log.iter().position(|it| matches!(it, Event::Decided(_))).expect("it was decided");
    let event = &at_once.log[place];
    let seen = Seen {
        event,
        recorded_at: event.at(),
        actor: None,
        away: false,
        facts: at_once.facts(),
        before: &at_once.log[..place],
        calendar: &at_once.calendar,
    };
    assert_eq!(other_hands(&seen, &Bounds::default()), [], "a case of one visit is signed at its window");
}

/// What the last entry says of a person; whatever is counted is of interest, with what went before where that is asked.
fn of_last(play: &Play) -> Option<OfPerson> {
    let place = play.log.len() - 1;
    let event = &play.log[place];
    let seen = Seen {
        event,
        recorded_at: event.at(),
        actor: None,
        away: false,
        facts: play.facts(),
        before: &play.log[..place],
        calendar: &play.calendar,
    };
    let said = of_person(&seen);
    assert!(said.is_none() || is_of_interest(event, event.at()));
    assert!(!matches!(event, Event::Resumed(_)) || wants_history(event));
    said
}

// F7: whoever approved a stop answers for how late it began, and for the days that did not count.
#[test]
fn a_stop_is_counted_with_whoever_approved_it() {
    let stopped = |at| {
        let asked = Play::with_handler().until(at).then("do.sc", ask_stop(0, 5));
        asked.then("chief.sc", Command::ApproveStop)
    };
    let by = who("chief.sc");
    let play = Play::with_handler();
    let clock = play.facts().clocks.get(ClockKind::Promised).expect("it runs").clock;
    let tenth = |on: calendar::Day| {
        clock.days_used(on.at(9, 0), &play.calendar) * 100 / clock.days_total(&play.calendar)
    };
    // The last day before the last tenth, and the first of it.
    let mut first = play.now.day();
    while tenth(first) < 90 {
        first = first.plus_days(1);
    }
    assert!(first <= clock.due() && first > play.now.day().plus_days(1));
    assert_eq!(of_last(&stopped(first.at(9, 0))), Some(OfPerson::Stop { by, last_tenth: true }));
    let mut before = first.plus_days(-1);
    while !play.calendar.is_working(before).expect("a day of the calendar") {
        before = before.plus_days(-1);
    }
    assert_eq!(of_last(&stopped(before.at(9, 0))), Some(OfPerson::Stop { by, last_tenth: false }));
    let ended = stopped(play.now).on("2026-03-20");
    let resumed = ended.log.iter().rposition(|it| matches!(it, Event::Resumed(_))).expect("the plan ended");
    let days = match ended.log[resumed] {
        Event::Resumed(fact) => fact.days,
        _ => 0,
    };
    let mut until = ended.clone();
    until.log.truncate(resumed + 1);
    assert_eq!(of_last(&until), Some(OfPerson::Excluded { by, days }));
    assert_eq!(of_last(&play), None, "a hand-over says nothing of anybody");
}
