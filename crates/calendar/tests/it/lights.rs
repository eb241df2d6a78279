//! Lights at both sides of their turning, and the instants at which something changes (R131, M6, C29).

use calendar::{Clock, Instant, Light, Thresholds};

use crate::{clock, day, limit, national, special};

fn light(clock: &Clock, at: Instant) -> Light {
    clock.light(at, &Thresholds::default(), national())
}

#[test]
fn yellow_begins_when_one_fifth_or_one_working_day_is_left_and_red_after_the_due_day() {
    for (start, text, yellow, red) in [
        // 20 working days: four left after the 16th
        ("2026-01-05", "20wd", "2026-01-27", "2026-02-03"),
        ("2026-01-05", "45wd", "2026-03-02", "2026-03-14"),
        // 临期：只剩 1 个工作日
        ("2026-11-20", "5wd", "2026-11-26", "2026-11-28"),
        ("2026-11-20", "3wd", "2026-11-24", "2026-11-26"),
        ("2026-11-20", "9wd", "2026-12-02", "2026-12-04"),
        ("2026-11-20", "10wd", "2026-12-02", "2026-12-05"),
        ("2026-11-20", "1wd", "2026-11-20", "2026-11-24"),
        ("2026-11-20", "spot", "2026-11-20", "2026-11-21"),
        ("2026-11-20", "same-day", "2026-11-20", "2026-11-21"),
        // days of the calendar: a fifth of them, or one working day before the due day
        ("2026-11-10", "10d", "2026-11-18", "2026-11-21"),
        ("2026-11-12", "10d", "2026-11-20", "2026-11-24"),
        ("2026-11-13", "3d", "2026-11-13", "2026-11-17"),
        ("2026-09-16", "15d", "2026-09-28", "2026-10-09"),
        ("2026-11-02", "1m", "2026-11-26", "2026-12-03"),
    ] {
        let clock = clock(start, text);
        let (yellow, red) = (day(yellow).start(), day(red).start());
        assert_eq!(
            clock.yellow_from(national(), &Thresholds::default()),
            yellow,
            "{start} + {text} turns yellow"
        );
        assert_eq!(clock.late_from(), red, "{start} + {text} is late");
        assert_eq!(light(&clock, yellow), Light::Yellow);
        assert_eq!(light(&clock, Instant(yellow.0 - 1)), Light::Green);
        assert_eq!(light(&clock, Instant(red.0 - 1)), Light::Yellow);
        assert_eq!(light(&clock, red), Light::Red);
        assert_eq!(light(&clock, Instant::NEVER), Light::Red);
    }
}

#[test]
fn thresholds_are_data() {
    let clock = clock("2026-11-02", "10wd");
    for (fraction_percent, days_left, yellow) in [
        (0, 0, "2026-11-16"),
        (9, 0, "2026-11-16"),
        (10, 0, "2026-11-13"),
        (0, 1, "2026-11-13"),
        (29, 0, "2026-11-12"),
        (30, 0, "2026-11-11"),
        (50, 0, "2026-11-09"),
        (0, 5, "2026-11-09"),
        (99, 0, "2026-11-03"),
        (100, 0, "2026-11-02"),
        (255, 0, "2026-11-02"),
        (0, 65_535, "2026-11-02"),
    ] {
        let thresholds = Thresholds { fraction_percent, days_left };
        assert_eq!(clock.yellow_from(national(), &thresholds), day(yellow).start(), "{thresholds:?}");
    }
}

#[test]
fn a_light_stays_while_the_clock_stands_still() {
    let stopped = clock("2026-11-20", "5wd").exclude(national(), special("2026-11-25", "2026-12-08"));
    let green = stopped.expect("granted");
    for at in ["2026-11-24", "2026-11-25", "2026-12-08"] {
        assert_eq!(light(&green, day(at).at(23, 59)), Light::Green, "{at}");
    }
    let stopped = clock("2026-11-20", "5wd").exclude(national(), special("2026-11-27", "2026-12-08"));
    let yellow = stopped.expect("granted");
    for at in ["2026-11-26", "2026-11-27", "2026-12-08", "2026-12-09"] {
        assert_eq!(light(&yellow, day(at).at(23, 59)), Light::Yellow, "{at}");
    }
    assert_eq!(light(&yellow, day("2026-12-10").start()), Light::Red);
}

#[test]
fn a_result_that_is_missing_past_its_plan_shows_yellow_until_it_comes() {
    // domain.md 2.1: the clock resumes by itself and a yellow light rises
    let stopped = clock("2026-11-02", "20wd").exclude(national(), special("2026-11-04", "2026-11-06"));
    let stopped = stopped.expect("granted");
    assert_eq!(light(&stopped, Instant(day("2026-11-07").start().0 - 1)), Light::Green);
    assert_eq!(light(&stopped, day("2026-11-07").start()), Light::Yellow);
    assert_eq!(stopped.yellow_from(national(), &Thresholds::default()), day("2026-11-07").start());
    let late_result = stopped.resume(national(), day("2026-11-12")).expect("the result came");
    assert_eq!(late_result.due(), stopped.due());
    assert_eq!(light(&late_result, day("2026-11-12").at(12, 0)), Light::Green);
    let in_time = stopped.resume(national(), day("2026-11-06")).expect("the result came");
    assert_eq!(light(&in_time, day("2026-11-07").start()), Light::Green);
}

#[test]
fn an_extension_gives_time_back_to_the_light() {
    let at = day("2026-01-30").at(10, 0);
    let short = clock("2026-01-05", "20wd");
    assert_eq!(light(&short, at), Light::Yellow);
    let extended = short.extend(national(), limit("10wd")).expect("the first extension");
    assert_eq!(light(&extended, at), Light::Green);
    // thirty days: six left after the 24th
    let yellow = extended.yellow_from(national(), &Thresholds::default());
    assert_eq!(yellow, day("2026-02-06").start());
}

#[test]
fn the_light_of_an_ended_clock_is_that_of_its_last_day() {
    let clock = clock("2026-11-20", "5wd");
    for (ended, shown) in [
        ("2026-11-25", Light::Green),
        ("2026-11-26", Light::Yellow),
        ("2026-11-27", Light::Yellow),
        ("2026-11-28", Light::Red),
        ("2026-11-30", Light::Red),
    ] {
        let ended_clock = clock.end(day(ended)).expect("it runs");
        assert_eq!(light(&ended_clock, Instant::NEVER), shown, "ended on {ended}");
        assert_eq!(
            ended_clock.next_change(day("2026-11-20").start(), &Thresholds::default(), national()),
            None
        );
    }
    let ended = clock.end(day("2026-11-30")).expect("it runs");
    assert_eq!(light(&ended, day("2026-11-24").start()), Light::Green, "as it was then");
}

/// Every change after an instant, in order.
fn changes(clock: &Clock, after: Instant) -> Vec<String> {
    let mut now = after;
    let mut found = Vec::new();
    while let Some(at) = clock.next_change(now, &Thresholds::default(), national()) {
        assert!(at > now, "time goes forward");
        assert_eq!(at, at.day().start(), "changes come at midnight");
        found.push(at.day().to_string());
        now = at;
    }
    found
}

#[test]
fn the_next_change_is_the_next_turn_of_the_light_or_of_standing_still() {
    let start = day("2026-11-20").at(9, 0);
    let plain = clock("2026-11-20", "5wd");
    assert_eq!(changes(&plain, start), ["2026-11-26", "2026-11-28"]);
    assert_eq!(changes(&plain, day("2026-11-26").start()), ["2026-11-28"]);
    assert_eq!(changes(&plain, Instant(day("2026-11-26").start().0 - 1)), ["2026-11-26", "2026-11-28"]);
    assert_eq!(changes(&plain, day("2026-11-28").start()), [""; 0]);

    let stopped = plain.exclude(national(), special("2026-11-24", "2026-11-26")).expect("granted");
    assert_eq!(changes(&stopped, start), ["2026-11-24", "2026-11-27", "2026-12-03"]);
    let resumed = stopped.resume(national(), day("2026-11-25")).expect("the result came");
    assert_eq!(changes(&resumed, start), ["2026-11-24", "2026-11-25", "2026-11-30", "2026-12-02"]);
    let at_once = stopped.resume(national(), day("2026-11-24")).expect("the result came");
    assert_eq!(changes(&at_once, start), ["2026-11-27", "2026-12-01"], "it never stood still for an instant");
    let late = stopped.resume(national(), day("2026-11-30")).expect("the result came");
    assert_eq!(changes(&late, start), ["2026-11-24", "2026-11-27", "2026-12-01", "2026-12-03"]);

    let adjacent = plain
        .exclude(national(), special("2026-11-24", "2026-11-24"))
        .and_then(|clock| clock.resume(national(), day("2026-11-30")))
        .and_then(|clock| clock.exclude(national(), special("2026-11-25", "2026-11-25")))
        .expect("granted");
    assert_eq!(changes(&adjacent, start), ["2026-11-24", "2026-11-26", "2026-12-02"]);
}

#[test]
fn before_it_is_re_dated_a_clock_keeps_to_its_own_due_day() {
    let text = "region 450000 1 广西壮族自治区\n2026-11-23..2026-12-18 off 节\n";
    let overlay = calendar::Overlay::parse(text).expect("it is an overlay");
    let other = national().with_overlay(overlay).expect("its days are known");
    let clock = clock("2026-11-20", "5wd");
    let thresholds = Thresholds::default();
    assert_eq!(
        clock.yellow_from(&other, &thresholds),
        day("2026-11-20").start(),
        "no working day is left there"
    );
    let thresholds = Thresholds { fraction_percent: 0, days_left: 0 };
    assert_eq!(clock.yellow_from(&other, &thresholds), day("2026-11-20").start());
    let calendar_days = crate::clock("2026-11-20", "3d");
    assert_eq!(calendar_days.due(), day("2026-11-23"));
    assert_eq!(calendar_days.light(day("2026-11-24").start(), &thresholds, &other), Light::Red);
    assert_eq!(clock.redate(&other).map(|clock| clock.due()), Ok(day("2026-12-25")));
}
