//! What time does: lights turn and stay on record, another calendar gives other days.

use crate::fixture::*;
use crate::play::Play;
use calendar::{Calendar, DayRule, Light, Overlay};
use casework::*;
use std::borrow::Cow;

/// The built-in calendar with one more holiday.
pub fn with_holiday(text: &str) -> Calendar {
    let mut overlay = Overlay::new("990121", 1, "澄禾县").expect("the region has six digits");
    overlay.list(day(text), day(text), DayRule::Off, "本县节日").expect("one day can be listed");
    Calendar::built_in().with_overlay(overlay).expect("the overlay fits the calendar")
}

fn turns(play: &Play) -> Vec<(ClockKind, Light, String)> {
    let turn = |event: &Event| match event {
        Event::LightTurned(fact) => Some((fact.clock, fact.to, fact.at.to_string())),
        _ => None,
    };
    play.log.iter().filter_map(turn).collect()
}

// M6: the turning is evidence, with its legal instant, though nobody looked for weeks
#[test]
fn every_turn_of_a_light_is_recorded_at_its_legal_instant() {
    let play = Play::accepted().until(day("2026-04-10").at(15, 0));
    let turns: Vec<_> = turns(&play).into_iter().filter(|(clock, ..)| *clock != ClockKind::Step).collect();
    let expected = [
        (ClockKind::Promised, Light::Yellow, "2026-03-10T00:00:00+08:00"),
        (ClockKind::Promised, Light::Red, "2026-03-12T00:00:00+08:00"),
        (ClockKind::Statutory, Light::Yellow, "2026-03-24T00:00:00+08:00"),
        (ClockKind::Statutory, Light::Red, "2026-03-31T00:00:00+08:00"),
    ];
    assert_eq!(turns, expected.map(|(clock, to, at)| (clock, to, at.to_owned())));
}

// Lists compare the two instants with now; the recorded turns agree with them.
#[test]
fn lists_see_the_light_by_two_instants() {
    let play = Play::accepted();
    assert_eq!(play.case.yellow_at(), Some(day("2026-03-10").start()));
    assert_eq!(play.case.red_at(), Some(day("2026-03-12").start()));
    assert_eq!(play.case.light(last_instant_of(day("2026-03-09"))), Light::Green);
    assert_eq!(play.case.light(day("2026-03-10").start()), Light::Yellow);
    assert_eq!(play.case.light(last_instant_of(day("2026-03-11"))), Light::Yellow);
    assert_eq!(play.case.light(day("2026-03-12").start()), Light::Red);
}

#[test]
fn another_calendar_gives_the_clocks_that_run_their_new_days() {
    let mut play = Play::accepted();
    play.calendar = Cow::Owned(with_holiday("2026-03-05"));
    let mut play = play.on("2026-03-03");
    assert_eq!(play.log.iter().filter(|event| event.kind() == "case.clocks-redated").count(), 1);
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-12"));
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-03-31"));
    assert_eq!(play.catch_up(), [], "once for each calendar");
}

#[test]
fn what_is_on_record_stands_when_the_calendar_changes() {
    let play = Play::accepted().on("2026-03-12");
    assert_eq!(play.facts().late_since, Some(day("2026-03-12").start()));
    let mut play = play;
    play.calendar = Cow::Owned(with_holiday("2026-03-05"));
    let play = play.on("2026-03-13");
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-11"), "late stays late");
    assert_eq!(play.due_of(ClockKind::Statutory), day("2026-03-31"), "what runs is redated");
    let mut ended = Play::concluded().then("out", deliver());
    ended.calendar = Cow::Owned(with_holiday("2026-03-05"));
    assert_eq!(ended.on("2026-03-04").last().kind(), "case.delivered");
}

/// The built-in calendar with one more Saturday worked.
pub fn with_work(text: &str) -> Calendar {
    let days = [(day(text), DayRule::Work)];
    Calendar::built_in().with_days(&days, "补班").expect("the day is of a known year")
}

// E14: the day of a notice was given in writing; a holiday makes it later and its half with it, a worked Saturday nothing.
#[test]
fn the_day_for_missing_papers_moves_later_and_never_earlier() {
    let mut noticed = Play::received(&[1]);
    noticed.item.correction_days = calendar::Limit::working_days(5);
    let noticed = noticed.then("intake2", notice(&[2]));
    let day_of = |play: &Play| play.facts().correction.map(|it| (it.bring_by, it.remind_on()));
    assert_eq!(day_of(&noticed), Some((day("2026-03-09"), Some(day("2026-03-05")))));
    let on = |calendar, text: &str| {
        let mut play = noticed.clone();
        play.calendar = Cow::Owned(calendar);
        play.on(text)
    };
    let later = on(with_holiday("2026-03-06"), "2026-03-03");
    assert_eq!(day_of(&later), Some((day("2026-03-10"), Some(day("2026-03-06")))));
    assert_eq!(later.clone().until(last_instant_of(day("2026-03-10"))).stage(), StageName::CorrectionNoticed);
    assert_eq!(later.until(day("2026-03-11").start()).stage(), StageName::ClosedForMissing);
    let worked = on(with_work("2026-03-07"), "2026-03-03");
    assert_eq!(day_of(&worked), day_of(&noticed), "on the other calendar it would be the 7th");
    // What came ends the waiting; the day it had is history.
    let mut came = noticed.clone().then("intake2", more(&[2]));
    came.calendar = Cow::Owned(with_holiday("2026-03-06"));
    assert_eq!(day_of(&came.on("2026-03-03")), day_of(&noticed));
}

// N56: likewise; whoever was told of the last day on the old one is told again on the new one.
#[test]
fn the_day_for_deferred_papers_moves_later_and_never_earlier() {
    let day_of = |play: &Play| play.facts().deferral.map(|it| (it.bring_by, it.remind_on));
    let mut play = Play::deferred();
    play.calendar = Cow::Owned(with_work("2026-03-07"));
    let play = play.on("2026-03-03");
    assert_eq!(day_of(&play), Some((day("2026-03-09"), Some(day("2026-03-05")))));
    assert_eq!(play.due_of(ClockKind::Promised), day("2026-03-10"), "the office's own day moves both ways");
    let mut last = Play::deferred().on("2026-03-09");
    last.calendar = Cow::Owned(with_holiday("2026-03-09"));
    let passed = last.on("2026-03-11");
    assert_eq!(passed.facts().deferral.map(|it| it.bring_by), Some(day("2026-03-10")));
    let turns: Vec<_> = passed
        .log
        .iter()
        .filter_map(|event| match event {
            Event::DeferralTurned(fact) => Some((fact.at.day(), fact.to)),
            _ => None,
        })
        .collect();
    assert_eq!(
        turns[1..],
        [
            (day("2026-03-09"), DeferralPhase::LastDay),
            (day("2026-03-10"), DeferralPhase::LastDay),
            (day("2026-03-11"), DeferralPhase::Passed),
        ]
    );
    // One that has passed, and one of which everything is in, stay.
    let mut over = Play::deferred().on("2026-03-10");
    over.calendar = Cow::Owned(with_holiday("2026-03-10"));
    assert_eq!(day_of(&over.on("2026-03-11")).map(|it| it.0), Some(day("2026-03-09")));
    let mut brought = Play::deferred().then("intake2", more(&[2]));
    brought.calendar = Cow::Owned(with_holiday("2026-03-05"));
    assert_eq!(day_of(&brought.on("2026-03-03")).map(|it| it.0), Some(day("2026-03-09")));
}

// C17: the agent has a working day for the re-check, whatever becomes of the day it was.
#[test]
fn the_day_of_the_recheck_follows_the_calendar() {
    let mut play = Play::granted();
    play.calendar = Cow::Owned(with_holiday("2026-03-03"));
    let play = play.until(last_instant_of(day("2026-03-04")));
    assert!(matches!(play.case.stage(), Some(Stage::Decided { .. })), "{:?}", play.stage());
    let kinds: Vec<_> = play.until(day("2026-03-05").start()).log.iter().map(Event::kind).collect();
    assert_eq!(kinds.last(), Some(&"case.recheck-lapsed"));
}

// A timekeeper that was away when the calendar changed loses no turn.
#[test]
fn redating_comes_first_and_then_every_fact_of_the_new_days() {
    let mut play = Play::received(&[1, 2]);
    play.calendar = Cow::Owned(with_holiday("2026-03-05"));
    let play = play.until(day("2026-03-11").start());
    assert_eq!(play.facts().acceptance.map(|it| it.deemed), Some(true));
    let kinds: Vec<_> = play.log.iter().map(|event| (event.kind(), event.at().to_string())).collect();
    let expected = [
        ("case.received", "2026-03-02T09:00:00+08:00"),
        ("case.clocks-redated", "2026-03-11T00:00:00+08:00"),
        ("case.light-turned", "2026-03-09T00:00:00+08:00"),
        ("case.light-turned", "2026-03-11T00:00:00+08:00"),
        ("case.deemed-accepted", "2026-03-11T00:00:00+08:00"),
    ];
    assert_eq!(kinds, expected.map(|(kind, at)| (kind, at.to_owned())));
}

// design.md section 4: past the provisional years it is an error naming the year
#[test]
fn a_day_past_the_known_years_is_refused_by_its_year() {
    let mut play = Play::new(licence());
    let last = play.calendar.last_day();
    play.now = last.at(9, 0);
    let command = Command::Receive(receive(&play.item, &[1, 2]));
    for letter in &mut play.organisation.delegations {
        letter.until = last;
    }
    assert_eq!(play.refusal("intake2", command), Refusal::YearUnknown { year: last.year() + 1 });
}
