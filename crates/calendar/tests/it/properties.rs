//! What holds of every clock, checked on clocks drawn with a fixed seed.

use calendar::{
    Calendar, Clock, DayRule, Exclusion, ExclusionKind, Instant, Light, Limit, Notice, Phase, Thresholds,
    YearStatus,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::{day, national};

/// The same clocks in every run.
fn check<S: Strategy>(strategy: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: 1000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[26; 32]);
    TestRunner::new_with_rng(config, rng).run(&strategy, property).expect("the property holds");
}

fn start_days() -> impl Strategy<Value = calendar::Day> {
    (0..6500_i32).prop_map(|n| day("2007-01-01").plus_days(n))
}

fn limits() -> impl Strategy<Value = Limit> {
    prop_oneof![
        4 => (1..70_u16).prop_map(Limit::working_days),
        3 => (1..90_u16).prop_map(Limit::calendar_days),
        1 => (1..7_u16).prop_map(Limit::months),
        1 => (1..3_u16).prop_map(Limit::years),
        1 => Just(Limit::SAME_DAY),
        1 => Just(Limit::ON_THE_SPOT),
    ]
}

/// Exclusions as gaps before and lengths, so that they never overlap; and after how many days the result came.
fn exclusions() -> impl Strategy<Value = Vec<(i32, i32, Option<i32>)>> {
    prop::collection::vec((0..15_i32, 0..20_i32, prop::option::of(0..25_i32)), 0..=8)
}

fn clocks() -> impl Strategy<Value = Clock> {
    let extension = prop::option::of(limits().prop_filter("an extension has days", |by| by.number > 0));
    (start_days(), limits(), exclusions(), extension).prop_map(|(start, limit, exclusions, extension)| {
        let mut clock = Clock::start(national(), start, limit).expect("the years are known");
        let mut free = start;
        for (gap, length, result) in exclusions {
            let from = free.plus_days(gap);
            let kind = ExclusionKind::Suspension;
            let exclusion =
                Exclusion { kind, ground: 0, from, planned_until: from.plus_days(length), notice: 7 };
            clock = clock.exclude(national(), exclusion).expect("it overlaps with none");
            if let Some(after) = result {
                clock = clock.resume(national(), from.plus_days(after)).expect("its result is awaited");
            }
            free = clock.exclusions().last().expect("one was added").last_day().plus_days(1);
        }
        match extension {
            Some(by) => clock.extend(national(), by).expect("the first extension"),
            None => clock,
        }
    })
}

#[test]
fn what_is_explained_agrees_with_what_is_reckoned() {
    check(clocks(), |clock| {
        let lines = clock.explain(national()).expect("the years are known");
        let last = lines.last().expect("the start day is a line");
        prop_assert_eq!(last.day, clock.due());
        prop_assert!(last.due && lines.iter().filter(|line| line.due).count() == 1);
        let counted = lines.iter().filter(|line| line.counts).count() as i32;
        prop_assert_eq!(counted, clock.days_total(national()));
        if clock.limit().unit == calendar::LimitUnit::WorkingDays && clock.extension().is_none() {
            prop_assert_eq!(counted, i32::from(clock.limit().number));
        }
        prop_assert!(lines.windows(2).all(|pair| pair[0].day.plus_days(1) == pair[1].day));
        for line in &lines {
            let excluded = clock.exclusions().iter().any(|held| held.covers(line.day));
            prop_assert!(!(line.counts && excluded), "{} counts although excluded", line.day);
            prop_assert!(!(line.counts && line.phase == Phase::CarriedOver));
            let used = clock.days_used(line.day.at(12, 0), national());
            prop_assert_eq!(used, i32::from(line.number), "used on {}", line.day);
        }
        let on_due = national().is_working(clock.due()).expect("the year is known");
        prop_assert!(on_due, "a period ends on a working day");
        prop_assert!(!clock.exclusions().iter().any(|held| held.covers(clock.due())));
        Ok(())
    });
}

#[test]
fn used_and_left_add_up_to_the_limit_at_every_instant() {
    check((clocks(), -500..1500_i32), |(clock, offset)| {
        let now = clock.started_on().plus_days(offset).at(11, 0);
        let (used, left) = (clock.days_used(now, national()), clock.days_left(now, national()));
        prop_assert_eq!(used + left, clock.days_total(national()));
        prop_assert!(used >= 0);
        prop_assert!(now >= clock.late_from() || left >= 0, "nothing is owed before it is late");
        Ok(())
    });
}

#[test]
fn without_exclusions_and_extension_the_table_gives_the_due_day() {
    check((start_days(), 1..200_u16), |(start, n)| {
        let clock = Clock::start(national(), start, Limit::working_days(n)).expect("the years are known");
        prop_assert_eq!(Ok(clock.due()), national().add_working_days(start, u32::from(n)));
        prop_assert_eq!(national().working_days_between(start, clock.due()), Ok(i32::from(n)));
        Ok(())
    });
}

#[test]
fn a_light_never_goes_back_and_turns_only_at_its_instants() {
    check((clocks(), 0..100_u8, 0..10_u16), |(clock, fraction_percent, days_left)| {
        let thresholds = Thresholds { fraction_percent, days_left };
        let (yellow, red) = (clock.yellow_from(national(), &thresholds), clock.late_from());
        prop_assert!(clock.started_on().start() <= yellow && yellow < red);
        let mut before = Light::Green;
        let mut at = clock.started_on();
        while at <= clock.due().plus_days(3) {
            for now in [at.start(), Instant(at.plus_days(1).start().0 - 1)] {
                let light = clock.light(now, &thresholds, national());
                prop_assert!(light >= before, "{at} goes back from {before:?} to {light:?}");
                prop_assert_eq!(light == Light::Red, now >= red);
                prop_assert_eq!(light == Light::Green, now < yellow);
                before = light;
            }
            at = at.plus_days(1);
        }
        Ok(())
    });
}

#[test]
fn yellow_begins_on_the_first_day_after_which_no_more_is_left_than_the_thresholds_say() {
    check((clocks(), 0..=100_u8, 0..10_u16), |(clock, fraction_percent, days_left)| {
        let thresholds = Thresholds { fraction_percent, days_left };
        let lines = clock.explain(national()).expect("the years are known");
        let total = clock.days_total(national());
        let is_yellow = |place: &usize| {
            let left = total - i32::from(lines[*place].number);
            let later = lines[place + 1..].iter().map(|line| line.day);
            let uncovered = later.filter(|day| !clock.exclusions().iter().any(|held| held.covers(*day)));
            let working = uncovered.filter(|day| national().is_working(*day) == Ok(true)).count();
            let missing = clock.past_plan(lines[*place].day.start()).is_some();
            left * 100 <= total * i32::from(fraction_percent) || working <= usize::from(days_left) || missing
        };
        let first = (0..lines.len()).find(is_yellow).map(|place| lines[place].day.start());
        prop_assert_eq!(first, Some(clock.yellow_from(national(), &thresholds)));
        Ok(())
    });
}

#[test]
fn while_a_clock_stands_still_its_light_and_its_days_do_not_change() {
    check(clocks(), |clock| {
        let thresholds = Thresholds::default();
        let mut at = clock.started_on();
        while at < clock.due() {
            let (now, next) = (at.at(12, 0), at.plus_days(1).at(12, 0));
            let one = |held: &calendar::ExcludedTime| held.covers(at) && held.covers(at.plus_days(1));
            if clock.exclusions().iter().any(one) {
                let light = |now| clock.light(now, &thresholds, national());
                prop_assert_eq!(light(now), light(next), "{}", at);
                prop_assert_eq!(clock.days_left(now, national()), clock.days_left(next, national()));
            }
            at = at.plus_days(1);
        }
        Ok(())
    });
}

#[test]
fn the_next_change_is_the_first_instant_at_which_something_looks_different() {
    check((clocks(), -3..120_i32), |(clock, offset)| {
        let thresholds = Thresholds::default();
        let shown = |now| (clock.light(now, &thresholds, national()), clock.is_stopped(now));
        let from = clock.started_on().plus_days(offset);
        let end = clock.exclusions().last().map_or(clock.due(), |held| held.planned_until.max(clock.due()));
        let later = (1..).map(|n| from.plus_days(n)).take_while(|at| *at <= end.plus_days(2));
        let first = later.map(|at| at.start()).find(|at| shown(*at) != shown(from.at(12, 0)));
        prop_assert_eq!(clock.next_change(from.at(12, 0), &thresholds, national()), first);
        Ok(())
    });
}

#[test]
fn excluding_working_days_moves_the_due_day_by_exactly_these() {
    let working_limits = (1..70_u16).prop_map(Limit::working_days);
    check((start_days(), working_limits, 1..30_i32, 0..30_i32), |(start, limit, after, length)| {
        let plain = Clock::start(national(), start, limit).expect("the years are known");
        let from = start.plus_days(after).min(plain.due());
        let until = from.plus_days(length);
        let kind = ExclusionKind::SpecialProcedure;
        let exclusion = Exclusion { kind, ground: 1, from, planned_until: until, notice: 1 };
        let stopped = plain.exclude(national(), exclusion).expect("it is granted");
        let excluded =
            national().working_days_between(from.plus_days(-1), until).expect("the years are known");
        let moved = national().working_days_between(plain.due(), stopped.due()).expect("the years are known");
        prop_assert_eq!(moved, excluded);
        Ok(())
    });
}

#[test]
fn re_dating_on_the_same_calendar_and_writing_and_reading_change_nothing() {
    check((clocks(), prop::option::of(0..60_i32)), |(clock, end)| {
        let clock = match end {
            Some(after) => clock.end(clock.started_on().plus_days(after)).expect("it runs"),
            None => clock,
        };
        prop_assert_eq!(clock.redate(national()), Ok(clock));
        let written = serde_json::to_string(&clock).expect("a clock can be written");
        prop_assert_eq!(serde_json::from_str::<Clock>(&written).expect("and read"), clock);
        Ok(())
    });
}

#[test]
fn an_early_result_never_makes_the_due_day_later_and_an_exclusion_never_earlier() {
    check((clocks(), 0..40_i32, 0..40_i32), |(clock, length, after)| {
        let from = clock.exclusions().last().map_or(clock.started_on(), |held| held.last_day().plus_days(1));
        let kind = ExclusionKind::Suspension;
        let exclusion = Exclusion { kind, ground: 2, from, planned_until: from.plus_days(length), notice: 3 };
        let Ok(stopped) = clock.exclude(national(), exclusion) else {
            prop_assert_eq!(clock.exclusions().len(), 8);
            return Ok(());
        };
        prop_assert!(clock.due() <= stopped.due());
        let resumed = stopped.resume(national(), from.plus_days(after)).expect("its result is awaited");
        prop_assert!(clock.due() <= resumed.due() && resumed.due() <= stopped.due());
        Ok(())
    });
}

/// Two years with days off and worked as drawn; where a day is drawn twice the first stands.
fn calendars() -> impl Strategy<Value = Calendar> {
    prop::collection::vec((0..730_i32, any::<bool>()), 0..100).prop_map(|drawn| {
        let notice = |year| Notice::new(year, YearStatus::Official).expect("a year of the calendar");
        let (mut one, mut two) = (notice(2025), notice(2026));
        for (n, off) in drawn {
            let at = day("2025-01-01").plus_days(n);
            let rule = if off { DayRule::Off } else { DayRule::Work };
            let notice = if at.year() == 2025 { &mut one } else { &mut two };
            let _drawn_twice = notice.list(at, at, rule, "节");
        }
        Calendar::from_notices(vec![one, two]).expect("two years")
    })
}

#[test]
fn on_any_calendar_the_tables_agree_with_counting_day_by_day() {
    check((calendars(), 0..730_i32, 0..500_u32), |(calendar, after, n)| {
        let start = day("2025-01-01").plus_days(after);
        let (mut at, mut counted) = (start, 0);
        while counted < n && at <= calendar.last_day() {
            at = at.plus_days(1);
            counted += u32::from(calendar.is_working(at) == Ok(true));
        }
        if at > calendar.last_day() {
            prop_assert_eq!(calendar.add_working_days(start, n), Err(calendar::YearUnknown(2027)));
        } else {
            prop_assert_eq!(calendar.add_working_days(start, n), Ok(at));
            prop_assert_eq!(calendar.working_days_between(start, at), Ok(n as i32));
            let worked = calendar.is_working(start) == Ok(true);
            let next = if worked { Ok(start) } else { calendar.add_working_days(start, 1) };
            prop_assert_eq!(calendar.working_day_from(start), next);
        }
        let again = Calendar::parse(&calendar.to_text()).expect("what is written can be read");
        prop_assert_eq!(again.version(), calendar.version());
        Ok(())
    });
}
