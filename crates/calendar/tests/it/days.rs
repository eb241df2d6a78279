//! Civil days and instants of Asia/Shanghai.

use calendar::{Day, Instant, Weekday};

use crate::day;

#[test]
fn every_day_of_ten_thousand_years_is_read_as_it_is_written_and_follows_the_one_before() {
    let mut expected = (1, 1, 1);
    let mut weekday = Day::MIN.weekday().number();
    assert_eq!(weekday, 1, "1 January of year 1 was a Monday in the proleptic Gregorian calendar");
    for number in Day::MIN.number()..=Day::MAX.number() {
        let day = Day::from_number(number).expect("the number lies within the bounds");
        assert_eq!(day.ymd(), expected);
        assert_eq!(Day::from_ymd(expected.0, expected.1, expected.2), Some(day));
        assert_eq!(day.weekday().number(), weekday);
        weekday = weekday % 7 + 1;
        let (year, month, last) = expected;
        expected = match Day::from_ymd(year, month, last + 1) {
            Some(_) => (year, month, last + 1),
            None if month < 12 => (year, month + 1, 1),
            None => (year + 1, 1, 1),
        };
    }
    assert_eq!(expected, (10_000, 1, 1));
}

#[test]
fn known_days_have_their_numbers_and_weekdays() {
    assert_eq!(day("1970-01-01").number(), 0);
    assert_eq!(day("2000-02-29").number(), 11_016);
    assert_eq!(day("1969-12-31").number(), -1);
    assert_eq!(day("1970-01-01").weekday(), Weekday::Thursday);
    assert_eq!(day("2026-11-21").weekday(), Weekday::Saturday);
    assert!(day("2026-11-21").weekday().is_weekend() && day("2026-11-22").weekday().is_weekend());
    assert!(!day("2026-11-20").weekday().is_weekend() && !day("2026-11-23").weekday().is_weekend());
}

#[test]
fn a_text_that_is_not_a_day_is_refused() {
    for text in [
        "",
        "2026-11-2",
        "2026-11-211",
        "2026/11/21",
        "20261121",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-02-29",
        "2100-02-29",
        "0000-01-01",
        "2026-1 -21",
        "+026-11-21",
        "2026-11-21 ",
        "２026-1-1",
        "-001-01-01",
    ] {
        assert_eq!(Day::parse(text), None, "{text:?}");
    }
    assert_eq!(day("2000-02-29").to_string(), "2000-02-29");
    assert_eq!(day("0001-01-01"), Day::MIN);
}

#[test]
fn months_end_on_the_corresponding_day_or_at_the_end_of_the_month() {
    // 民法典 §202
    for (start, months, end) in [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-08-31", 1, "2026-09-30"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
    ] {
        assert_eq!(day(start).plus_months(months), day(end), "{start} + {months} months");
    }
}

#[test]
fn days_stay_within_what_can_be_written() {
    assert_eq!(Day::MAX.plus_days(i32::MAX), Day::MAX);
    assert_eq!(Day::MIN.plus_days(i32::MIN), Day::MIN);
    assert_eq!(Day::MIN.plus_months(i32::MIN), Day::MIN);
    assert_eq!(Instant::NEVER.day(), Day::MAX);
    assert_eq!(Instant(i64::MIN).day(), Day::MIN);
    assert_eq!(Day::from_number(Day::MAX.number() + 1), None);
}

#[test]
fn a_day_begins_at_midnight_in_shanghai_and_not_in_utc() {
    let midnight = day("2026-11-21").start();
    assert_eq!(midnight.to_string(), "2026-11-21T00:00:00+08:00");
    assert_eq!(midnight.0, 1_795_190_400_000_000, "16:00 UTC of the day before");
    assert_eq!(midnight.day(), day("2026-11-21"));
    assert_eq!(Instant(midnight.0 - 1).day(), day("2026-11-20"));
    assert_eq!(Instant(midnight.0 - 1).to_string(), "2026-11-20T23:59:59.999999+08:00");
    assert_eq!(Instant(midnight.0 - 1).hour_minute(), (23, 59));
    assert_eq!(day("2026-11-21").at(9, 5).hour_minute(), (9, 5));
    assert_eq!(day("2026-11-21").at(24, 0), day("2026-11-22").start());
    assert_eq!(Instant(0).to_string(), "1970-01-01T08:00:00+08:00");
    assert_eq!(Instant(-1).to_string(), "1970-01-01T07:59:59.999999+08:00");
    assert_eq!(Instant(0).plus_minutes(61).hour_minute(), (9, 1));
}
