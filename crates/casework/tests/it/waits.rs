//! What waits too long to be taken rises (F30, F13).

use crate::fixture::day;
use calendar::Calendar;
use casework::rises_before;

// Given on a day, it may be taken until the end of the next working day; the day after that it has risen.
#[test]
fn what_is_not_taken_by_the_end_of_the_next_working_day_rises() {
    let calendar = Calendar::built_in();
    let rises = |given: &str, today: &str| {
        let before = rises_before(calendar, day(today)).expect("2026 is known");
        day(given).at(16, 50) < before
    };
    // Monday 2 March 2026; the month has no holidays.
    assert!(!rises("2026-03-02", "2026-03-02"));
    assert!(!rises("2026-03-02", "2026-03-03"), "the next working day is not over");
    assert!(rises("2026-03-02", "2026-03-04"));
    assert!(!rises("2026-03-06", "2026-03-08"), "a weekend is no working day");
    assert!(!rises("2026-03-06", "2026-03-09"));
    assert!(rises("2026-03-06", "2026-03-10"));
    assert!(rises("2026-03-07", "2026-03-10"), "given on a Saturday, taken on Monday at the latest");
    assert!(!rises("2026-03-09", "2026-03-10"));
    // National Day of 2026: 30 September is a working day, the next is 8 October.
    assert!(!rises("2026-09-30", "2026-10-08"));
    assert!(rises("2026-09-30", "2026-10-09"));
}
