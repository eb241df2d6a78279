//! Adding working days takes two look-ups whatever the number: measured against a day-by-day loop in the same run.

use std::hint::black_box;
use std::time::{Duration, Instant as Stopwatch};

use calendar::{Calendar, Day};

use crate::{day, national};

fn day_by_day(calendar: &Calendar, start: Day, n: u32) -> Day {
    let (mut at, mut left) = (start, n);
    while left > 0 {
        at = at.plus_days(1);
        left -= u32::from(calendar.is_working(at) == Ok(true));
    }
    at
}

/// The shortest of several rounds, in nanoseconds for one addition: other work on the machine only lengthens a round.
fn nanoseconds(n: u32, add: impl Fn(Day, u32) -> Day) -> f64 {
    let first = day("2007-01-01");
    let starts: Vec<Day> = (0..500).map(|k| first.plus_days(k * 7)).collect();
    let round = || {
        let watch = Stopwatch::now();
        for start in &starts {
            black_box(add(black_box(*start), black_box(n)));
        }
        watch.elapsed()
    };
    let shortest: Duration = (0..15).map(|_| round()).min().expect("there are rounds");
    shortest.as_nanos() as f64 / starts.len() as f64
}

#[test]
fn adding_working_days_costs_the_same_for_any_number_and_far_less_than_a_loop() {
    let calendar = national();
    let table = |start, n| calendar.add_working_days(start, n).expect("the day is known");
    let mut costs = Vec::new();
    for n in [1, 20, 250, 2500] {
        assert_eq!(table(day("2008-02-02"), n), day_by_day(calendar, day("2008-02-02"), n));
        let (fast, slow) = (nanoseconds(n, table), nanoseconds(n, |start, n| day_by_day(calendar, start, n)));
        println!("{n:>5} working days: table {fast:.1} ns, loop {slow:.1} ns, ratio {:.0}", slow / fast);
        costs.push((n, fast, slow));
    }
    let (_, one, _) = costs[0];
    for (n, fast, slow) in costs {
        assert!(fast < 5.0 * one + 5.0, "{n} working days take {fast:.1} ns, one takes {one:.1} ns");
        assert!(n < 20 || slow > 3.0 * fast, "{n} working days: loop {slow:.1} ns, table {fast:.1} ns");
    }
}
