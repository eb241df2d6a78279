//! What the applicant reads: every day from start to due and why it counted or not (design.md section 4).

use std::fmt::Write as _;

use calendar::{Clock, Phase, Why};

use crate::{clock, day, limit, national, special};

fn table(clock: &Clock) -> String {
    let mut text = String::new();
    for line in clock.explain(national()).expect("the years are known") {
        let number = if line.counts { line.number.to_string() } else { "-".to_owned() };
        let phase = match line.phase {
            Phase::Limit => "",
            Phase::Extension => " extension",
            Phase::CarriedOver => " carried over",
        };
        let why = match line.why {
            Why::StartDay => "start".to_owned(),
            Why::Working => "working".to_owned(),
            Why::MakeUp(name) => format!("makes up for {name}"),
            Why::Weekend => "weekend".to_owned(),
            Why::Holiday(name) => name.to_owned(),
            Why::Excluded { ground, place, .. } => format!("excluded {place} by ground {ground}"),
        };
        let marks = [(line.due, " due"), (line.provisional, " provisional")];
        let marks: String = marks.iter().filter(|(set, _)| *set).map(|(_, mark)| *mark).collect();
        writeln!(text, "{} {number} {why}{phase}{marks}", &line.day.to_string()[5..])
            .expect("a string takes it");
    }
    text
}

fn check(clock: Clock, expected: &str) {
    let expected: String = expected.lines().map(|line| format!("{}\n", line.trim())).collect();
    assert_eq!(table(&clock), expected.trim_start());
}

#[test]
fn working_days_across_the_spring_festival() {
    check(
        clock("2026-02-12", "3wd"),
        "02-12 - start
         02-13 1 working
         02-14 2 makes up for 春节
         02-15 - 春节
         02-16 - 春节
         02-17 - 春节
         02-18 - 春节
         02-19 - 春节
         02-20 - 春节
         02-21 - 春节
         02-22 - 春节
         02-23 - 春节
         02-24 3 working due",
    );
}

#[test]
fn an_exclusion_and_an_extension() {
    let stopped = clock("2026-11-20", "2wd")
        .exclude(national(), special("2026-11-23", "2026-11-24"))
        .and_then(|clock| clock.extend(national(), limit("1wd")));
    check(
        stopped.expect("granted"),
        "11-20 - start
         11-21 - weekend
         11-22 - weekend
         11-23 - excluded 0 by ground 3
         11-24 - excluded 0 by ground 3
         11-25 1 working
         11-26 2 working
         11-27 3 working extension due",
    );
}

#[test]
fn days_of_the_calendar_that_end_on_a_holiday() {
    check(
        clock("2026-04-29", "3d"),
        "04-29 - start
         04-30 1 working
         05-01 2 劳动节
         05-02 3 劳动节
         05-03 - 劳动节 carried over
         05-04 - 劳动节 carried over
         05-05 - 劳动节 carried over
         05-06 - working carried over due",
    );
}

#[test]
fn a_same_day_limit_and_a_provisional_day() {
    check(clock("2026-11-20", "same-day"), "11-20 - start due");
    check(
        clock("2026-12-31", "same-day").extend(national(), limit("1wd")).expect("the first extension"),
        "12-31 - start
         01-01 - 元旦 extension provisional
         01-02 - weekend extension provisional
         01-03 - weekend extension provisional
         01-04 1 working extension due provisional",
    );
}

#[test]
fn it_is_an_error_where_another_calendar_does_not_reach() {
    let text = "edition 2026.1\nyear 2026 official\n2026-01-01 off 元旦\n";
    let short = calendar::Calendar::parse(text).expect("one year is a calendar");
    assert_eq!(clock("2026-12-31", "1wd").explain(&short), Err(calendar::YearUnknown(2027)));
    assert_eq!(clock("2026-12-31", "1wd").due(), day("2027-01-04"));
}
