//! What a look-up in the calendar costs, beside a loop that asks day by day.

use std::hint::black_box;
use std::time::{Duration, Instant};

use calendar::{Calendar, Day};

/// Nanoseconds for one answer.
#[derive(Clone, Copy, Debug)]
pub struct CalendarSpeed {
    /// `add_working_days` for limits of 1 to 60 working days.
    pub add_ns: f64,
    /// The same answers from a loop over `is_working`.
    pub loop_ns: f64,
    /// Loop divided by look-up: how many times faster the look-up is.
    pub ratio: f64,
    /// `add_working_days` for 1 to 1000 working days: the look-up must not grow with the limit.
    pub add_long_ns: f64,
}

/// Measures both over the same questions, in alternating rounds; medians.
pub fn measure() -> anyhow::Result<CalendarSpeed> {
    let calendar = Calendar::built_in();
    let short = questions(60);
    let long = questions(1000);
    for (day, n) in short.iter().chain(&long) {
        let (looked_up, counted) = (calendar.add_working_days(*day, *n), by_day(calendar, *day, *n));
        if looked_up.ok() != counted {
            anyhow::bail!("the look-up and the loop do not agree on {day} plus {n} working days");
        }
    }
    let (mut add, mut by_loop, mut add_long) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..9 {
        add.push(nanos_each(&short, |day, n| calendar.add_working_days(day, n).ok()));
        by_loop.push(nanos_each(&short, |day, n| by_day(calendar, day, n)));
        add_long.push(nanos_each(&long, |day, n| calendar.add_working_days(day, n).ok()));
    }
    let ratio = super::median(by_loop.iter().zip(&add).map(|(by_loop, add)| by_loop / add));
    let (add_ns, loop_ns) = (super::median(add), super::median(by_loop));
    Ok(CalendarSpeed { add_ns, loop_ns, ratio, add_long_ns: super::median(add_long) })
}

fn by_day(calendar: &Calendar, start: Day, n: u32) -> Option<Day> {
    let (mut day, mut left) = (start, n);
    while left > 0 {
        day = day.plus_days(1);
        if calendar.is_working(day).ok()? {
            left -= 1;
        }
    }
    Some(day)
}

/// Scattered days of 2007 to 2022 with limits of 1 to `most`, the same in every run.
fn questions(most: u32) -> Vec<(Day, u32)> {
    let first = Calendar::built_in().first_day();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..4096)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (days, n) = ((state >> 33) % 5800, (state >> 20) % u64::from(most));
            (first.plus_days(i32::try_from(days).unwrap_or(0)), 1 + u32::try_from(n).unwrap_or(0))
        })
        .collect()
}

fn nanos_each(questions: &[(Day, u32)], answer: impl Fn(Day, u32) -> Option<Day>) -> f64 {
    let (began, mut rounds) = (Instant::now(), 0_u32);
    while began.elapsed() < Duration::from_millis(20) {
        for (day, n) in questions {
            black_box(answer(black_box(*day), black_box(*n)));
        }
        rounds += 1;
    }
    let elapsed = began.elapsed().as_nanos() as f64;
    elapsed / (f64::from(rounds) * questions.len() as f64)
}
