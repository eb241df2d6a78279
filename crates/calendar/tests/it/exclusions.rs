//! Time that is not counted: what it moves, what is refused, how it ends (C1, N17, domain.md 2.1).

use calendar::{Clock, ClockError, Exclusion, ExclusionKind};

use crate::{clock, day, limit, national, special};

fn with(start: &str, text: &str, exclusions: &[(&str, &str)]) -> Result<Clock, ClockError> {
    exclusions
        .iter()
        .try_fold(clock(start, text), |clock, (from, until)| clock.exclude(national(), special(from, until)))
}

#[test]
fn days_of_an_exclusion_are_not_counted() {
    for (start, text, exclusions, due) in [
        // five working days from Friday 2026-11-20 end on Friday the 27th
        ("2026-11-20", "5wd", &[("2026-11-24", "2026-11-24")][..], "2026-11-30"),
        ("2026-11-20", "5wd", &[("2026-11-24", "2026-11-26")], "2026-12-02"),
        ("2026-11-20", "5wd", &[("2026-11-21", "2026-11-22")], "2026-11-27"),
        ("2026-11-20", "5wd", &[("2026-11-20", "2026-11-20")], "2026-11-27"),
        ("2026-11-20", "5wd", &[("2026-11-27", "2026-11-27")], "2026-11-30"),
        ("2026-11-20", "5wd", &[("2026-11-28", "2026-11-30")], "2026-11-27"),
        ("2026-11-20", "5wd", &[("2026-11-24", "2026-11-24"), ("2026-11-25", "2026-11-25")], "2026-12-01"),
        ("2026-11-20", "5wd", &[("2026-11-27", "2026-11-30"), ("2026-12-01", "2026-12-01")], "2026-12-02"),
        // across the National Day week only the working days in it move the due day
        ("2026-09-21", "20wd", &[("2026-09-28", "2026-10-09")], "2026-11-02"),
        // days of the calendar: all of them
        ("2026-11-10", "10d", &[("2026-11-13", "2026-11-16")], "2026-11-24"),
        ("2026-11-10", "10d", &[("2026-11-14", "2026-11-15")], "2026-11-23"),
        ("2026-11-12", "10d", &[("2026-11-23", "2026-11-25")], "2026-11-26"),
        ("2026-11-20", "1m", &[("2026-12-01", "2026-12-10")], "2026-12-30"),
        // same day: due when the time is counted again
        ("2026-11-20", "same-day", &[("2026-11-20", "2026-11-26")], "2026-11-27"),
        ("2026-11-20", "same-day", &[("2026-11-20", "2026-11-27")], "2026-11-30"),
    ] {
        let stopped = with(start, text, exclusions).expect("each is granted");
        assert_eq!(stopped.due(), day(due), "{start} + {text} without {exclusions:?}");
    }
}

#[test]
fn what_the_law_does_not_grant_is_refused() {
    let refused =
        |exclusions: &[(&str, &str)]| with("2026-11-20", "20wd", exclusions).expect_err("it is refused");
    let first = ("2026-11-25", "2026-11-27");
    assert_eq!(refused(&[("2026-11-19", "2026-11-25")]), ClockError::BeforeStart);
    assert_eq!(refused(&[("2026-11-26", "2026-11-25")]), ClockError::EndsBeforeItBegins);
    for second in [
        ("2026-11-25", "2026-11-27"),
        ("2026-11-27", "2026-11-30"),
        ("2026-11-23", "2026-11-25"),
        ("2026-11-26", "2026-11-26"),
        ("2026-11-23", "2026-12-31"),
    ] {
        assert_eq!(refused(&[first, second]), ClockError::Overlap, "{second:?}");
    }
    for second in [("2026-11-28", "2026-11-30"), ("2026-11-20", "2026-11-24")] {
        assert!(with("2026-11-20", "20wd", &[first, second]).is_ok(), "{second:?} only touches");
    }
    let untold = Exclusion { notice: 0, ..special("2026-11-25", "2026-11-27") };
    assert_eq!(clock("2026-11-20", "20wd").exclude(national(), untold), Err(ClockError::WithoutNotice));
    let ended = clock("2026-11-20", "20wd").end(day("2026-11-24")).expect("it runs");
    assert_eq!(ended.exclude(national(), special("2026-11-24", "2026-11-25")), Err(ClockError::Ended));
    let beyond = clock("2026-11-20", "20wd").exclude(national(), special("2026-11-24", "2030-01-01"));
    assert!(matches!(beyond, Err(ClockError::YearUnknown(_))), "{beyond:?}");
}

#[test]
fn a_clock_holds_eight_exclusions_in_order_of_days() {
    let start = clock("2026-11-01", "20wd");
    let days = [
        "2026-11-16",
        "2026-11-02",
        "2026-11-12",
        "2026-11-04",
        "2026-11-10",
        "2026-11-06",
        "2026-11-18",
        "2026-11-20",
    ];
    let full = days.iter().try_fold(start, |clock, at| clock.exclude(national(), special(at, at)));
    let full = full.expect("eight are held");
    let froms: Vec<_> = full.exclusions().iter().map(|held| held.from).collect();
    assert!(froms.is_sorted() && froms.len() == 8, "{froms:?}");
    let ninth = full.exclude(national(), special("2026-11-24", "2026-11-24"));
    assert_eq!(ninth, Err(ClockError::TooManyExclusions));
    let last = national().add_working_days(start.due(), 8).expect("the year is known");
    assert_eq!(full.due(), last, "eight working days later");
}

#[test]
fn a_result_ends_the_exclusion_and_its_day_is_the_last_that_is_not_counted() {
    let stopped = with("2026-11-20", "5wd", &[("2026-11-24", "2026-12-04")]).expect("it is granted");
    assert_eq!(stopped.due(), day("2026-12-10"), "while awaited, reckoned with the planned end");
    for (on, due) in [
        ("2026-11-24", "2026-11-30"),
        ("2026-11-26", "2026-12-02"),
        ("2026-12-03", "2026-12-09"),
        ("2026-12-04", "2026-12-10"),
        ("2026-12-08", "2026-12-10"),
    ] {
        let resumed = stopped.resume(national(), day(on)).expect("the result came");
        assert_eq!(resumed.due(), day(due), "result on {on}");
        assert_eq!(resumed.resume(national(), day(on)), Err(ClockError::NotStopped));
    }
    assert_eq!(stopped.resume(national(), day("2026-11-23")), Err(ClockError::BeforeExclusion));
    assert_eq!(clock("2026-11-20", "5wd").resume(national(), day("2026-11-24")), Err(ClockError::NotStopped));
}

#[test]
fn a_result_belongs_to_the_exclusion_that_has_begun() {
    let two = with("2026-11-20", "20wd", &[("2026-11-24", "2026-11-26"), ("2026-12-08", "2026-12-10")]);
    let resumed =
        two.and_then(|clock| clock.resume(national(), day("2026-11-25"))).expect("the first result");
    assert_eq!(resumed.exclusions()[0].resumed_on, Some(day("2026-11-25")));
    assert_eq!(resumed.exclusions()[1].resumed_on, None);
    assert_eq!(resumed.resume(national(), day("2026-12-07")), Err(ClockError::BeforeExclusion));
    let both = resumed.resume(national(), day("2026-12-08")).expect("the second result");
    assert_eq!(both.exclusions()[1].last_day(), day("2026-12-08"));
}

#[test]
fn the_freed_days_can_be_excluded_again_after_an_early_result() {
    let again = with("2026-11-20", "20wd", &[("2026-11-24", "2026-12-04")])
        .and_then(|clock| clock.resume(national(), day("2026-11-25")))
        .and_then(|clock| clock.exclude(national(), special("2026-11-26", "2026-11-27")));
    assert!(again.is_ok(), "{again:?}");
}

#[test]
fn the_clock_stands_still_from_the_first_day_to_the_planned_last_and_then_runs_by_itself() {
    let stopped = with("2026-11-20", "5wd", &[("2026-11-24", "2026-11-26")]).expect("it is granted");
    for (at, still, missing) in [
        ("2026-11-23", false, false),
        ("2026-11-24", true, false),
        ("2026-11-26", true, false),
        ("2026-11-27", false, true),
    ] {
        for now in [day(at).start(), day(at).at(23, 59)] {
            assert_eq!(stopped.is_stopped(now), still, "{at}");
            assert_eq!(stopped.past_plan(now).is_some(), missing, "{at}");
        }
    }
    let resumed = stopped.resume(national(), day("2026-11-25")).expect("the result came");
    assert!(resumed.is_stopped(day("2026-11-24").at(23, 59)));
    assert!(!resumed.is_stopped(day("2026-11-25").start()), "it runs again, though the day is not counted");
    assert!(resumed.past_plan(day("2026-12-31").start()).is_none());
    let held = stopped.stopped_by(day("2026-11-25").start()).expect("it stands still");
    let ended = stopped.end(day("2026-11-25")).expect("it runs");
    assert!(ended.is_stopped(day("2026-11-24").at(12, 0)));
    assert!(!ended.is_stopped(day("2026-11-25").start()), "what has ended does not wait");
    assert_eq!((held.kind, held.ground, held.notice), (ExclusionKind::SpecialProcedure, 3, 1));
}

#[test]
fn used_days_stand_still_while_the_clock_does() {
    let stopped = with("2026-11-20", "5wd", &[("2026-11-24", "2026-11-26")]).expect("it is granted");
    for (at, used) in
        [("2026-11-23", 1), ("2026-11-24", 1), ("2026-11-26", 1), ("2026-11-27", 2), ("2026-12-02", 5)]
    {
        let now = day(at).at(12, 0);
        assert_eq!(
            (stopped.days_used(now, national()), stopped.days_left(now, national())),
            (used, 5 - used),
            "{at}"
        );
    }
}

#[test]
fn an_exclusion_in_the_extension_moves_the_extension() {
    let extended =
        clock("2026-01-05", "20wd").extend(national(), limit("10wd")).expect("the first extension");
    assert_eq!(extended.due(), day("2026-02-14"));
    let in_extension = extended.exclude(national(), special("2026-02-03", "2026-02-04")).expect("granted");
    assert_eq!(in_extension.due(), day("2026-02-25"));
    let across = extended.exclude(national(), special("2026-02-02", "2026-02-03")).expect("granted");
    assert_eq!(across.due(), day("2026-02-25"), "one day of each part");
}

#[test]
fn a_clock_that_was_late_stays_late_whatever_is_excluded_afterwards() {
    let late = clock("2026-11-02", "5wd");
    let stopped = late.exclude(national(), special("2026-11-10", "2026-11-30")).expect("granted");
    assert_eq!(stopped.due(), late.due());
    assert_eq!(stopped.late_from(), day("2026-11-10").start());
    assert_eq!(
        stopped.days_left(day("2026-11-20").start(), national()),
        0,
        "the days late stand still as well"
    );
}
