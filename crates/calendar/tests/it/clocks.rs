//! Limits of every kind, their due days on both sides of every boundary, extension and end (C3, N4, N14-N16).

use calendar::{Calendar, Clock, ClockError, Instant, Limit, LimitUnit, YearUnknown, earlier};

use crate::{clock, day, limit, national};

#[test]
fn each_kind_of_limit_ends_on_its_day() {
    for (start, text, due) in [
        // on the spot and same day: day 0, or the next working day
        ("2026-11-20", "spot", "2026-11-20"),
        ("2026-11-20", "same-day", "2026-11-20"),
        ("2026-11-21", "same-day", "2026-11-23"),
        ("2026-02-14", "same-day", "2026-02-14"),
        ("2026-02-15", "spot", "2026-02-24"),
        // working days: the first is not counted, and the start need not be worked (行政许可法 §82, 民法典 §201)
        ("2026-11-20", "5wd", "2026-11-27"),
        ("2026-11-21", "5wd", "2026-11-27"),
        ("2026-11-22", "5wd", "2026-11-27"),
        ("2026-11-23", "5wd", "2026-11-30"),
        ("2026-01-05", "20wd", "2026-02-02"),
        ("2026-01-05", "45wd", "2026-03-13"),
        ("2026-02-13", "1wd", "2026-02-14"),
        ("2026-02-14", "1wd", "2026-02-24"),
        // days of the calendar: an end on a day off moves to the next working day (民法典 §203)
        ("2026-11-09", "10d", "2026-11-19"),
        ("2026-11-10", "10d", "2026-11-20"),
        ("2026-11-11", "10d", "2026-11-23"),
        ("2026-11-12", "10d", "2026-11-23"),
        ("2026-11-13", "10d", "2026-11-23"),
        ("2026-11-14", "10d", "2026-11-24"),
        ("2026-09-10", "15d", "2026-09-28"),
        ("2026-09-16", "15d", "2026-10-08"),
        ("2026-09-20", "20d", "2026-10-10"),
        ("2026-09-21", "20d", "2026-10-12"),
        // months and years: the corresponding day, else the end of the month (民法典 §202)
        ("2026-01-30", "1m", "2026-02-28"),
        ("2026-01-31", "1m", "2026-02-28"),
        ("2025-11-30", "3m", "2026-02-28"),
        ("2026-02-27", "3m", "2026-05-27"),
        ("2026-07-01", "3m", "2026-10-08"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2025-11-21", "1y", "2026-11-23"),
        ("2025-11-20", "1y", "2026-11-20"),
    ] {
        assert_eq!(clock(start, text).due(), day(due), "{start} + {text}");
    }
}

#[test]
fn it_is_in_time_until_the_last_microsecond_of_the_due_day() {
    let late_from = clock("2026-11-20", "5wd").late_from();
    assert_eq!(late_from, day("2026-11-28").start());
    assert_eq!(Instant(late_from.0 - 1).day(), day("2026-11-27"));
    assert_eq!(clock("2026-02-13", "20wd").late_from(), day("2026-03-20").start());
}

#[test]
fn a_limit_of_nothing_is_no_limit() {
    for (number, unit) in [
        (0, LimitUnit::WorkingDays),
        (0, LimitUnit::CalendarDays),
        (0, LimitUnit::Months),
        (0, LimitUnit::Years),
        (1, LimitUnit::OnTheSpot),
        (1, LimitUnit::SameDay),
    ] {
        let started = Clock::start(national(), day("2026-11-20"), Limit { number, unit });
        assert_eq!(started, Err(ClockError::EmptyLimit), "{number} {unit:?}");
        if !matches!(unit, LimitUnit::OnTheSpot | LimitUnit::SameDay) {
            let extended = clock("2026-11-20", "5wd").extend(national(), Limit { number, unit });
            assert_eq!(extended, Err(ClockError::EmptyLimit), "{number} {unit:?}");
        }
    }
    let extended = clock("2026-11-20", "5wd").extend(national(), Limit::SAME_DAY);
    assert_eq!(extended, Err(ClockError::EmptyLimit), "an extension by no day");
}

#[test]
fn a_due_day_past_the_known_years_is_an_error_that_names_the_year() {
    let start =
        |from: &str, text: &str| Clock::start(national(), day(from), limit(text)).map(|clock| clock.due());
    let unknown = |year| Err(ClockError::YearUnknown(YearUnknown(year)));
    assert_eq!(start("2028-12-28", "1wd"), Ok(day("2028-12-29")));
    assert_eq!(start("2028-12-28", "2wd"), unknown(2029));
    assert_eq!(start("2028-12-28", "1d"), Ok(day("2028-12-29")));
    assert_eq!(start("2028-12-28", "2d"), unknown(2029), "30 and 31 December 2028 are a weekend");
    assert_eq!(start("2026-11-20", "3y"), unknown(2029));
    assert_eq!(start("2026-11-20", "65535y"), unknown(9999));
    assert_eq!(start("2026-11-20", "65535wd"), unknown(2029));
    assert_eq!(start("2006-12-29", "1wd"), unknown(2006));
    assert_eq!(start("2006-12-29", "spot"), unknown(2006));
}

#[test]
fn a_due_day_that_rests_on_a_provisional_year_is_marked() {
    // Cases accepted in December always need a year that is not yet official (design.md section 4).
    assert_eq!(clock("2026-12-01", "22wd").due(), day("2026-12-31"));
    assert!(!clock("2026-12-01", "22wd").is_provisional());
    assert_eq!(clock("2026-12-01", "23wd").due(), day("2027-01-04"));
    assert!(clock("2026-12-01", "23wd").is_provisional());
    assert!(clock("2026-12-15", "20wd").is_provisional());
    assert!(
        clock("2026-12-30", "2d").is_provisional(),
        "1 January 2027 is a Friday off: carried over the weekend"
    );
    assert!(clock("2026-12-01", "2y").is_provisional(), "it passes through 2027 and ends in 2028");
}

#[test]
fn an_extension_begins_where_the_limit_ends_and_is_given_once() {
    // N14: 20 + 10; N15: 45 + 15
    let extend = |start: &str, text: &str, by: &str| clock(start, text).extend(national(), limit(by));
    for (start, text, by, due) in [
        ("2026-01-05", "20wd", "10wd", "2026-02-14"),
        ("2026-01-05", "45wd", "15wd", "2026-04-03"),
        ("2026-11-10", "10d", "10d", "2026-11-30"),
        ("2026-11-12", "10d", "10d", "2026-12-03"),
        ("2026-11-12", "10d", "3wd", "2026-11-26"),
        ("2026-11-20", "5wd", "1m", "2026-12-28"),
        ("2026-11-20", "same-day", "3wd", "2026-11-25"),
    ] {
        let extended = extend(start, text, by).expect("the first extension");
        assert_eq!(extended.due(), day(due), "{start} + {text} + {by}");
        assert_eq!(extended.extension(), Some(limit(by)));
        assert_eq!(extended.limit(), limit(text));
        assert_eq!(extended.extend(national(), limit("1wd")), Err(ClockError::AlreadyExtended));
    }
}

#[test]
fn an_ended_clock_freezes() {
    let running = clock("2026-11-20", "20wd");
    let ended = running.end(day("2026-11-25")).expect("it runs");
    for now in ["2026-11-25", "2026-11-26", "2027-06-01"] {
        let now = day(now).at(12, 0);
        assert_eq!((ended.days_used(now, national()), ended.days_left(now, national())), (3, 17));
    }
    assert_eq!(ended.days_used(day("2026-11-24").start(), national()), 2);
    assert_eq!(ended.end(day("2026-11-26")), Err(ClockError::Ended));
    assert_eq!(ended.extend(national(), limit("10wd")), Err(ClockError::Ended));
    assert_eq!(ended.resume(national(), day("2026-11-26")), Err(ClockError::Ended));
    assert_eq!(running.end(day("2026-11-19")), Err(ClockError::BeforeStart));
    assert_eq!(running.end(day("2026-11-20")).map(|clock| clock.ended_on()), Ok(Some(day("2026-11-20"))));
}

#[test]
fn used_and_left_are_counted_as_the_limit_counts() {
    let numbers = |clock: Clock, at: &str| {
        let now = day(at).at(23, 59);
        (clock.days_used(now, national()), clock.days_left(now, national()))
    };
    let five = clock("2026-11-20", "5wd");
    for (at, used, left) in [
        ("2026-11-19", 0, 5),
        ("2026-11-20", 0, 5),
        ("2026-11-22", 0, 5),
        ("2026-11-23", 1, 4),
        ("2026-11-26", 4, 1),
        ("2026-11-27", 5, 0),
        ("2026-11-29", 5, 0),
        ("2026-11-30", 6, -1),
        ("2026-12-07", 11, -6),
    ] {
        assert_eq!(numbers(five, at), (used, left), "five working days, {at}");
    }
    let ten = clock("2026-11-12", "10d");
    for (at, used, left) in [
        ("2026-11-13", 1, 9),
        ("2026-11-21", 9, 1),
        ("2026-11-22", 10, 0),
        ("2026-11-23", 10, 0),
        ("2026-11-24", 11, -1),
    ] {
        assert_eq!(numbers(ten, at), (used, left), "ten days of the calendar, {at}");
    }
    let month = clock("2026-01-31", "1m");
    assert_eq!(month.days_total(national()), 28);
    assert_eq!(numbers(month, "2026-02-27"), (27, 1));
    let extended = five.extend(national(), limit("10d")).expect("the first extension");
    assert_eq!(extended.days_total(national()), 15);
    assert_eq!(numbers(extended, "2026-11-28"), (6, 9), "the extension counts days of the calendar");
    assert_eq!(
        numbers(clock("2028-12-01", "5wd"), "2035-01-01").0,
        20,
        "late, as far as the years are known"
    );
}

#[test]
fn the_day_shown_is_the_earlier_of_promised_and_statutory() {
    let (promised, statutory) = (clock("2026-09-21", "5wd"), clock("2026-09-21", "20wd"));
    assert_eq!(earlier(&promised, &statutory), &promised);
    assert_eq!(earlier(&statutory, &promised), &promised);
    // L3 across a long holiday: ten working days end after fifteen days of the calendar.
    let (promised, statutory) = (clock("2026-09-24", "10wd"), clock("2026-09-24", "15d"));
    assert_eq!(promised.due(), day("2026-10-15"));
    assert_eq!(earlier(&promised, &statutory).due(), day("2026-10-09"));
    let (same, other) = (clock("2026-11-20", "5wd"), clock("2026-11-20", "7d"));
    assert_eq!(earlier(&same, &other), &same, "the first where both are due on the same day");
}

#[test]
fn a_new_notice_re_dates_open_clocks_and_leaves_ended_ones() {
    let before = clock("2026-12-28", "5wd");
    assert_eq!((before.due(), before.is_provisional()), (day("2027-01-05"), true));
    let mut notice =
        calendar::Notice::new(2027, calendar::YearStatus::Official).expect("a year of the calendar");
    for (from, until, rule, name) in [
        ("2026-12-27", "2026-12-27", calendar::DayRule::Work, "元旦"),
        ("2027-01-01", "2027-01-04", calendar::DayRule::Off, "元旦"),
    ] {
        notice.list(day(from), day(until), rule, name).expect("days of the year or of December before");
    }
    let calendar: Calendar = national().with_year(notice).expect("a notice takes a provisional year's place");
    let after = before.redate(&calendar).expect("the years are known");
    assert_eq!((after.due(), after.is_provisional()), (day("2027-01-06"), false));
    assert_eq!(after.calendar_version(), calendar.version());
    assert_ne!(after.calendar_version(), before.calendar_version());
    assert_eq!(calendar.is_working(day("2026-12-27")), Ok(true), "the notice names a day of the year before");
    let ended = before.end(day("2026-12-29")).expect("it runs");
    assert_eq!(ended.redate(&calendar), Ok(ended));
}

#[test]
fn a_clock_is_small_enough_to_copy() {
    assert!(size_of::<Clock>() <= 264, "{} bytes", size_of::<Clock>());
}
