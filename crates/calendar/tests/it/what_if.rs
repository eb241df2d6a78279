//! What another calendar moves: both sides of every boundary, and what nothing moves any more.

use calendar::{
    Calendar, Clock, Day, DayRule, Exclusion, ExclusionKind, Limit, LimitUnit, Notice, Problem, Shift,
    WHAT_IF_DAYS_MAX,
};

fn day(text: &str) -> Day {
    Day::parse(text).expect("a day")
}

fn with(days: &[(&str, DayRule)]) -> Calendar {
    let days: Vec<(Day, DayRule)> = days.iter().map(|(text, rule)| (day(text), *rule)).collect();
    Calendar::built_in().with_days(&days, "假设").expect("the days are known")
}

fn clock(start: &str, number: u16, unit: LimitUnit) -> Clock {
    let limit = Limit { number, unit };
    Clock::start(Calendar::built_in(), day(start), limit).expect("the limit is sound")
}

const OFF: DayRule = DayRule::Off;
const WORK: DayRule = DayRule::Work;

// Five working days from Monday the 2nd of March 2026: 3, 4, 5, 6, 9. No holiday is near.
#[test]
fn a_day_moves_a_clock_of_working_days_only_where_it_is_counted() {
    let due = "2026-03-09";
    let table: &[(&[(&str, DayRule)], Shift)] = &[
        // Before the start, and the start itself, which is not counted (民法典 §201).
        (&[("2026-02-27", OFF)], Shift::Stays),
        (&[("2026-03-02", OFF)], Shift::Stays),
        // The first counted day, one between, and the due day: each moves it by one.
        (&[("2026-03-03", OFF)], Shift::Later(day("2026-03-10"))),
        (&[("2026-03-05", OFF)], Shift::Later(day("2026-03-10"))),
        (&[("2026-03-09", OFF)], Shift::Later(day("2026-03-10"))),
        // The day after the due day moves nothing.
        (&[("2026-03-10", OFF)], Shift::Stays),
        // Friday off moves it by one; Friday to Thursday off by five working days and over the weekend.
        (&[("2026-03-06", OFF)], Shift::Later(day("2026-03-10"))),
        (
            &[
                ("2026-03-03", OFF),
                ("2026-03-04", OFF),
                ("2026-03-05", OFF),
                ("2026-03-06", OFF),
                ("2026-03-09", OFF),
            ],
            Shift::Later(day("2026-03-16")),
        ),
        // A Saturday worked within it: due on the Friday before the weekend's Monday; after it nothing.
        (&[("2026-03-07", WORK)], Shift::Earlier(day("2026-03-07"))),
        (&[("2026-03-07", WORK), ("2026-03-08", WORK)], Shift::Earlier(day("2026-03-07"))),
        (&[("2026-03-08", WORK)], Shift::Earlier(day("2026-03-08"))),
        (&[("2026-03-01", WORK)], Shift::Stays),
        (&[("2026-03-14", WORK)], Shift::Stays),
        // One off and one worked in its place: the count is the same, the days are not.
        (&[("2026-03-06", OFF), ("2026-03-07", WORK)], Shift::Stays),
        (&[("2026-03-09", OFF), ("2026-03-07", WORK)], Shift::Earlier(day("2026-03-07"))),
        // What is so already.
        (&[("2026-03-07", OFF)], Shift::Stays),
        (&[("2026-03-06", WORK)], Shift::Stays),
    ];
    for (days, expected) in table {
        let clock = clock("2026-03-02", 5, LimitUnit::WorkingDays);
        assert_eq!(clock.due(), day(due));
        assert_eq!(clock.shift(&with(days)), Ok(*expected), "{days:?}");
    }
}

#[test]
fn a_clock_of_calendar_days_moves_only_where_its_last_day_is_off() {
    // Five days from the 2nd: the 7th is a Saturday, so Monday the 9th (民法典 §203).
    let weekend = clock("2026-03-02", 5, LimitUnit::CalendarDays);
    assert_eq!(weekend.due(), day("2026-03-09"));
    assert_eq!(weekend.shift(&with(&[("2026-03-07", WORK)])), Ok(Shift::Earlier(day("2026-03-07"))));
    assert_eq!(weekend.shift(&with(&[("2026-03-08", WORK)])), Ok(Shift::Earlier(day("2026-03-08"))));
    assert_eq!(weekend.shift(&with(&[("2026-03-09", OFF)])), Ok(Shift::Later(day("2026-03-10"))));
    assert_eq!(weekend.shift(&with(&[("2026-03-05", OFF)])), Ok(Shift::Stays));
    assert_eq!(weekend.shift(&with(&[("2026-03-10", OFF)])), Ok(Shift::Stays));
    // A month from the 4th of March: Saturday the 4th of April, in the Qingming days off until the 6th.
    let month = clock("2026-03-04", 1, LimitUnit::Months);
    assert_eq!(month.due(), day("2026-04-07"));
    assert_eq!(month.shift(&with(&[("2026-04-04", WORK)])), Ok(Shift::Earlier(day("2026-04-04"))));
    assert_eq!(month.shift(&with(&[("2026-04-07", OFF)])), Ok(Shift::Later(day("2026-04-08"))));
}

#[test]
fn a_clock_that_has_ended_does_not_move() {
    let ended = clock("2026-03-02", 5, LimitUnit::WorkingDays).end(day("2026-03-05")).expect("it runs");
    assert_eq!(ended.shift(&with(&[("2026-03-06", OFF)])), Ok(Shift::Stays));
    assert_eq!(ended.shift(&with(&[("2026-03-07", WORK)])), Ok(Shift::Stays));
}

#[test]
fn a_stopped_clock_moves_by_the_days_that_it_counts_and_not_by_those_it_stands_still() {
    let calendar = Calendar::built_in();
    let exclusion = Exclusion {
        kind: ExclusionKind::SpecialProcedure,
        ground: 0,
        notice: 1,
        from: day("2026-03-04"),
        planned_until: day("2026-03-10"),
    };
    let stopped =
        clock("2026-03-02", 5, LimitUnit::WorkingDays).exclude(calendar, exclusion).expect("it stops");
    // The 3rd counts, the 4th to the 10th do not, then 11, 12, 13 and Monday 16.
    assert_eq!(stopped.due(), day("2026-03-16"));
    for still in ["2026-03-04", "2026-03-06", "2026-03-10"] {
        assert_eq!(stopped.shift(&with(&[(still, OFF)])), Ok(Shift::Stays), "{still}");
    }
    assert_eq!(stopped.shift(&with(&[("2026-03-07", WORK)])), Ok(Shift::Stays), "worked, but excluded");
    for counted in ["2026-03-03", "2026-03-11", "2026-03-16"] {
        let later = Ok(Shift::Later(day("2026-03-17")));
        assert_eq!(stopped.shift(&with(&[(counted, OFF)])), later, "{counted}");
    }
    assert_eq!(stopped.shift(&with(&[("2026-03-14", WORK)])), Ok(Shift::Earlier(day("2026-03-14"))));
}

#[test]
fn an_extension_moves_with_its_limit() {
    let calendar = Calendar::built_in();
    let by = Limit { number: 3, unit: LimitUnit::WorkingDays };
    let extended = clock("2026-03-02", 5, LimitUnit::WorkingDays).extend(calendar, by).expect("once");
    assert_eq!(extended.due(), day("2026-03-12"));
    // In the limit, in the extension, and on either side of its end.
    for counted in ["2026-03-03", "2026-03-09", "2026-03-10", "2026-03-12"] {
        assert_eq!(
            extended.shift(&with(&[(counted, OFF)])),
            Ok(Shift::Later(day("2026-03-13"))),
            "{counted}"
        );
    }
    assert_eq!(extended.shift(&with(&[("2026-03-13", OFF)])), Ok(Shift::Stays));
    assert_eq!(extended.shift(&with(&[("2026-03-07", WORK)])), Ok(Shift::Earlier(day("2026-03-11"))));
}

#[test]
fn on_the_spot_and_same_day_move_only_with_their_own_day() {
    let saturday = clock("2026-03-07", 0, LimitUnit::SameDay);
    assert_eq!(saturday.due(), day("2026-03-09"));
    assert_eq!(saturday.shift(&with(&[("2026-03-07", WORK)])), Ok(Shift::Earlier(day("2026-03-07"))));
    let monday = clock("2026-03-09", 0, LimitUnit::SameDay);
    assert_eq!(monday.shift(&with(&[("2026-03-09", OFF)])), Ok(Shift::Later(day("2026-03-10"))));
    assert_eq!(monday.shift(&with(&[("2026-03-10", OFF)])), Ok(Shift::Stays));
}

#[test]
fn what_is_asked_is_answered_on_every_clock_as_the_redating_will_do_it() {
    let next = with(&[("2026-04-03", OFF), ("2026-04-11", WORK), ("2026-12-31", OFF)]);
    for unit in [LimitUnit::WorkingDays, LimitUnit::CalendarDays, LimitUnit::Months] {
        for start in 0..365 {
            for number in [1, 3, 5, 20] {
                let start = day("2026-01-01").plus_days(start);
                let limit = Limit { number, unit };
                let Ok(clock) = Clock::start(Calendar::built_in(), start, limit) else { continue };
                let redated = clock.redate(&next).expect("the years are known").due();
                let shift = clock.shift(&next).expect("the years are known");
                assert_eq!(shift.to().unwrap_or(clock.due()), redated, "{start} {number} {unit:?}");
            }
        }
    }
}

#[test]
fn the_days_that_differ_are_exactly_those_worked_on_one_and_off_on_the_other() {
    let held = Calendar::built_in();
    let next = with(&[("2026-03-06", OFF), ("2026-03-07", WORK), ("2026-03-14", OFF), ("2026-03-16", WORK)]);
    assert_eq!(held.differences(&next), [day("2026-03-06"), day("2026-03-07")]);
    assert_eq!(next.differences(held), held.differences(&next));
    assert!(held.differences(held).is_empty());
}

#[test]
fn a_holiday_of_a_notice_may_be_asked_about_too() {
    // The 1st of October is off by notice; worked, it is no longer.
    let next = with(&[("2026-10-01", WORK)]);
    assert_eq!(next.is_working(day("2026-10-01")), Ok(true));
    assert_eq!(next.is_working(day("2026-10-02")), Ok(false), "the other days of the notice stand");
    assert!(next.version().issue > Calendar::built_in().version().issue);
}

#[test]
fn a_question_has_its_bounds() {
    let ask = |days: &[(Day, DayRule)]| {
        Calendar::built_in().with_days(days, "假设").map(|_| ()).map_err(|error| error.problem)
    };
    let from = |n: usize| (0..n).map(|i| (day("2026-05-01").plus_days(i as i32), OFF)).collect::<Vec<_>>();
    assert_eq!(ask(&[]), Err(Problem::NoYear));
    assert_eq!(ask(&from(WHAT_IF_DAYS_MAX)), Ok(()));
    assert_eq!(ask(&from(WHAT_IF_DAYS_MAX + 1)), Err(Problem::RangeTooLong));
    assert_eq!(ask(&[(day("2026-05-06"), OFF), (day("2026-05-06"), WORK)]), Err(Problem::DayTwice));
    assert_eq!(ask(&[(day("2028-12-31"), OFF)]), Ok(()), "the last day that is known");
    assert_eq!(ask(&[(day("2029-01-01"), OFF)]), Err(Problem::OutsideYears));
    assert_eq!(ask(&[(day("2006-12-29"), OFF)]), Err(Problem::OutsideYears));
}

#[test]
fn a_due_day_past_the_years_that_are_known_is_an_error_and_no_guess() {
    // 2028 is the last year of the built-in calendar: with its last days off there is nothing left to count.
    let clock = clock("2028-12-22", 5, LimitUnit::WorkingDays);
    let off: Vec<(&str, DayRule)> =
        ["2028-12-25", "2028-12-26", "2028-12-27", "2028-12-28", "2028-12-29"].map(|day| (day, OFF)).to_vec();
    assert!(clock.shift(&with(&off)).is_err());
}

#[test]
fn a_notice_moves_what_was_provisional_and_says_so() {
    let notice = Notice::parse("year 2027 official\n2027-01-01..2027-01-03 off 元旦\n2027-01-04 off 元旦\n")
        .expect("the invented notice reads");
    let next = Calendar::built_in().with_year(notice).expect("the year fits");
    let clock = clock("2026-12-30", 3, LimitUnit::WorkingDays);
    assert_eq!((clock.due(), clock.is_provisional()), (day("2027-01-05"), true));
    assert_eq!(clock.shift(&next), Ok(Shift::Later(day("2027-01-06"))));
    assert!(!clock.redate(&next).expect("the years are known").is_provisional());
}
