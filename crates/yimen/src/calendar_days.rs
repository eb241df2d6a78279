//! `yimen calendar days`: the days of a period, each worked or off, with the name of its holiday.

use std::io::Write;

use anyhow::bail;
use calendar::{Calendar, Day};
use serde_json::json;

use crate::args::CalendarDaysArgs;
use crate::outcome::{Outcome, Verdict};

/// Lists the days that are known; a year that is not makes the verdict [`Verdict::Wrong`].
pub fn run(args: &CalendarDaysArgs, json: bool) -> Outcome {
    if args.from > args.to {
        bail!("{} lies after {}; give the earlier day first", args.from, args.to);
    }
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    let unknown = days(args, json, output)?;
    for why in &unknown {
        if json {
            eprintln!("{}", json!({ "error": why }));
        } else {
            eprintln!("{why}");
        }
    }
    Ok(if unknown.is_empty() { Verdict::Right } else { Verdict::Wrong })
}

/// Writes the known days and answers one sentence for each stretch of days that is not known.
fn days(args: &CalendarDaysArgs, json: bool, mut output: impl Write) -> anyhow::Result<Vec<String>> {
    let calendar = Calendar::built_in();
    let mut unknown = Vec::new();
    if args.from < calendar.first_day() {
        let years = years(args.from, args.to.min(calendar.first_day().plus_days(-1)));
        unknown.push(format!("the holidays of {years} are not known"));
    }
    let mut waiting: Option<(Day, Day)> = None;
    let mut day = args.from.max(calendar.first_day());
    while day <= args.to.min(calendar.last_day()) {
        match calendar.status(day) {
            Ok(status) if status.provisional && !args.provisional => {
                waiting = Some((waiting.map_or(day, |(first, _)| first), day));
            }
            Ok(status) => {
                let what = if status.is_working() { "working" } else { "off" };
                let name = status.name.unwrap_or_default();
                if json {
                    let line = json!({
                        "date": day.to_string(),
                        "status": what,
                        "name": status.name,
                        "provisional": status.provisional,
                    });
                    writeln!(output, "{line}")?;
                } else {
                    writeln!(output, "{day},{what},{name}")?;
                }
            }
            Err(year) => unknown.push(format!("the holidays of {} are not known", year.0)),
        }
        day = day.plus_days(1);
    }
    if let Some((first, last)) = waiting {
        unknown.push(format!(
            "the holiday notice of {} is not published yet; --provisional lists its statutory days and weekends",
            years(first, last)
        ));
    }
    if args.to > calendar.last_day() {
        let years = years(args.from.max(calendar.last_day().plus_days(1)), args.to);
        unknown.push(format!("the holidays of {years} are not known yet"));
    }
    output.flush()?;
    Ok(unknown)
}

/// "2027", or "2027 to 2029".
fn years(first: Day, last: Day) -> String {
    let (first, last) = (first.ymd().0, last.ymd().0);
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(from: &str, to: &str, provisional: bool) -> (String, Vec<String>) {
        let day = |text| Day::parse(text).expect("a day");
        let args = CalendarDaysArgs { from: day(from), to: day(to), provisional };
        let mut output = Vec::new();
        let unknown = days(&args, false, &mut output).expect("memory can be written");
        (String::from_utf8(output).expect("what is written is text"), unknown)
    }

    #[test]
    fn a_holiday_a_weekend_and_a_make_up_day_are_told_apart() {
        let (output, unknown) = list("2026-10-07", "2026-10-11", false);
        assert_eq!(
            output,
            "2026-10-07,off,国庆节\n2026-10-08,working,\n2026-10-09,working,\n2026-10-10,working,国庆节\n\
             2026-10-11,off,\n"
        );
        assert!(unknown.is_empty());
    }

    #[test]
    fn a_year_without_notice_is_listed_only_when_asked_for() {
        let (output, unknown) = list("2026-12-31", "2027-01-02", false);
        assert_eq!(output, "2026-12-31,working,\n");
        assert_eq!(
            unknown,
            [
                "the holiday notice of 2027 is not published yet; --provisional lists its statutory days and weekends"
            ]
        );
        let (output, unknown) = list("2026-12-31", "2027-01-02", true);
        assert_eq!(output.lines().count(), 3);
        assert!(unknown.is_empty());
    }

    #[test]
    fn years_that_nobody_knows_are_named() {
        let (output, unknown) = list("2005-01-01", "2005-12-31", true);
        assert_eq!((output.as_str(), unknown), ("", vec!["the holidays of 2005 are not known".to_owned()]));
        let (_, unknown) = list("2028-12-31", "2030-01-01", true);
        assert_eq!(unknown, ["the holidays of 2029 to 2030 are not known yet"]);
    }
}
