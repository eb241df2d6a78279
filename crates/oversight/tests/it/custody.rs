//! A hand-over that nobody takes (F30).

use crate::fixture::*;
use crate::watch::changed;
use calendar::Calendar;
use oversight::Rule;
use oversight::bound::{Bound, Bounds};
use oversight::custody::{HandOver, look};

// F30, A12: given on Friday afternoon, it waits too long on Tuesday, when Monday is over
#[test]
fn a_hand_over_is_found_when_its_working_days_have_passed() {
    let calendar = Calendar::built_in();
    let given = HandOver { to: who("do.sc"), given_at: day("2026-03-06").at(16, 50) };
    let measured = |on: &str, bounds: &Bounds| {
        let fired = look(&given, day(on), calendar, bounds)?;
        assert_eq!((fired.rule, fired.person), (Rule::HandOverOpen, Some(who("do.sc"))));
        assert_eq!(fired.bound, bounds.int(Bound::HandOverDays));
        Some(fired.measured)
    };
    let usual = Bounds::default();
    for (on, expected) in [
        ("2026-03-06", None),
        ("2026-03-07", None),
        ("2026-03-09", None),
        ("2026-03-10", Some(1)),
        ("2026-03-11", Some(2)),
    ] {
        assert_eq!(measured(on, &usual), expected, "{on}");
    }
    let two = changed(Bound::HandOverDays, 2);
    assert_eq!(measured("2026-03-10", &two), None);
    assert_eq!(measured("2026-03-11", &two), Some(2));
    assert_eq!(look(&given, day("2031-01-06"), calendar, &usual), None, "a year that no calendar covers");
}
