//! The rules of domain.md 2.1 and 3.1 and of practice.md C1-C3, as tables and as properties.

mod body;
mod clocks;
mod days;
mod exclusions;
mod explained;
mod lights;
mod notices;
mod properties;
mod speed;
mod what_if;
mod wire;

use calendar::{Calendar, Clock, Day, Exclusion, ExclusionKind, Limit};

fn day(text: &str) -> Day {
    text.parse().expect("a test names real days")
}

fn limit(text: &str) -> Limit {
    text.parse().expect("a test names real limits")
}

fn national() -> &'static Calendar {
    Calendar::built_in()
}

fn clock(start: &str, text: &str) -> Clock {
    Clock::start(national(), day(start), limit(text)).expect("a test starts clocks in known years")
}

fn special(from: &str, planned_until: &str) -> Exclusion {
    let kind = ExclusionKind::SpecialProcedure;
    Exclusion { kind, ground: 3, from: day(from), planned_until: day(planned_until), notice: 1 }
}
