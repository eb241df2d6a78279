//! `yimen calendar due`: the N-th working day after a day, line by line from the standard input.

use std::io::{BufRead, Write};

use anyhow::Context;
use calendar::{Calendar, Day};
use serde_json::json;

use crate::args::CalendarDueArgs;
use crate::outcome::{Outcome, Verdict};

/// The longest line that is read, in bytes.
const LINE_BYTES_MAX: usize = 200;

/// Answers every line; a bad one is named on the standard error and makes the verdict [`Verdict::Wrong`].
pub fn run(args: &CalendarDueArgs, json: bool) -> Outcome {
    let (input, output, errors) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let output = std::io::BufWriter::new(output.lock());
    due(args.provisional, json, input.lock(), output, errors.lock())
}

fn due(
    provisional: bool,
    json: bool,
    mut input: impl BufRead,
    mut output: impl Write,
    mut errors: impl Write,
) -> Outcome {
    let calendar = Calendar::built_in();
    let mut verdict = Verdict::Right;
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if input.read_until(b'\n', &mut line).context("the standard input cannot be read")? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\n', '\r']);
        if text.is_empty() {
            continue;
        }
        match answer(calendar, provisional, text) {
            Ok(answer) if json => writeln!(output, "{}", answer.json())?,
            Ok(answer) => writeln!(output, "{},{},{}", answer.date, answer.n, answer.due)?,
            Err(why) => {
                verdict = Verdict::Wrong;
                output.flush()?;
                if json {
                    writeln!(errors, "{}", json!({ "line": number, "error": why }))?;
                } else {
                    writeln!(errors, "line {number}: {why}")?;
                }
            }
        }
    }
    output.flush()?;
    Ok(verdict)
}

struct Answer {
    date: Day,
    n: u32,
    due: Day,
    provisional: bool,
}

impl Answer {
    fn json(&self) -> serde_json::Value {
        json!({
            "date": self.date.to_string(),
            "n": self.n,
            "due": self.due.to_string(),
            "provisional": self.provisional,
        })
    }
}

fn answer(calendar: &Calendar, provisional: bool, text: &str) -> Result<Answer, String> {
    if text.len() > LINE_BYTES_MAX {
        return Err(format!("longer than {LINE_BYTES_MAX} bytes; write DATE,N as in 2026-09-28,5"));
    }
    let (date, n) =
        text.split_once(',').ok_or_else(|| format!("{text:?} is not DATE,N as in 2026-09-28,5"))?;
    let (date, n) = (date.trim(), n.trim());
    let day = Day::parse(date).ok_or_else(|| format!("{date:?} is not a day; write it as 2026-09-28"))?;
    let n: u32 = match n.parse() {
        Ok(n) if n <= 100_000 => n,
        _ => return Err(format!("{n:?} is not a number of working days from 0 to 100000")),
    };
    let unknown =
        |year: i32| format!("the holidays of {year} are not known yet, so {date},{n} cannot be counted");
    let due = calendar.add_working_days(day, n).map_err(|year| unknown(year.0))?;
    let is_provisional = calendar.is_provisional(due) || calendar.is_provisional(day);
    if is_provisional && !provisional {
        let year = due.ymd().0;
        return Err(format!(
            "the holiday notice of {year} is not published yet, so {date},{n} cannot be counted; \
             --provisional counts with its statutory days and weekends"
        ));
    }
    Ok(Answer { date: day, n, due, provisional: is_provisional })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Standard output, standard error and the verdict.
    fn run(provisional: bool, json: bool, input: &str) -> (String, String, Verdict) {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let verdict = due(provisional, json, input.as_bytes(), &mut output, &mut errors)
            .expect("memory can be written");
        let text = |bytes| String::from_utf8(bytes).expect("what is written is text");
        (text(output), text(errors), verdict)
    }

    #[test]
    fn working_days_are_counted_over_national_day_and_its_make_up_days() {
        // 2026: off 1 to 7 October, worked on Saturday 10 October and Sunday 20 September.
        let (output, errors, verdict) = run(false, false, "2026-09-30,1\n2026-09-30,3\r\n\n2026-09-18,1");
        assert_eq!(output, "2026-09-30,1,2026-10-08\n2026-09-30,3,2026-10-10\n2026-09-18,1,2026-09-20\n");
        assert_eq!((errors.as_str(), verdict), ("", Verdict::Right));
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_still_counted() {
        let (output, errors, verdict) =
            run(false, false, "2026-02-30,1\n2026-09-30\n2026-09-30,-1\n2026-09-30,1\n");
        assert_eq!(output, "2026-09-30,1,2026-10-08\n");
        assert_eq!(
            errors,
            "line 1: \"2026-02-30\" is not a day; write it as 2026-09-28\n\
             line 2: \"2026-09-30\" is not DATE,N as in 2026-09-28,5\n\
             line 3: \"-1\" is not a number of working days from 0 to 100000\n"
        );
        assert_eq!(verdict, Verdict::Wrong);
    }

    #[test]
    fn a_day_of_a_year_without_notice_is_not_guessed_unless_asked_for() {
        let (output, errors, verdict) = run(false, false, "2026-12-31,1\n");
        assert_eq!((output.as_str(), verdict), ("", Verdict::Wrong));
        assert!(errors.starts_with("line 1: the holiday notice of 2027 is not published yet"), "{errors}");
        let (output, errors, verdict) = run(true, true, "2026-12-31,1\n");
        assert_eq!((errors.as_str(), verdict), ("", Verdict::Right));
        let answer: serde_json::Value = serde_json::from_str(&output).expect("one object a line");
        assert_eq!(answer["due"], "2027-01-04");
        assert_eq!(answer["provisional"], true);
    }

    #[test]
    fn past_the_provisional_years_the_year_is_named() {
        let (_, errors, verdict) = run(true, false, "2028-12-20,90\n1999-01-04,1\n");
        assert_eq!(verdict, Verdict::Wrong);
        assert!(errors.contains("the holidays of 2029 are not known yet"), "{errors}");
        assert!(errors.contains("the holidays of 1999 are not known yet"), "{errors}");
    }
}
