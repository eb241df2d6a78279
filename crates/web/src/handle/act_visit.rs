//! Reads a step from its form, with the record of a check on site (C36).

use calendar::{Day, Instant};
use casework::{AwayReason, DonePlace, Verdict};
use catalogue::PersonId;
use centre::act::{Act, FieldProblem, FieldWhy};
use centre::act_visit::{Signature, SiteVisit};

use super::act_parse::problem;
use crate::app::form::Form;

/// The step, or everything that is wrong with the form.
pub fn step(form: &Form) -> Result<Act, Vec<FieldProblem>> {
    let verdict = match form.trimmed("opinion") {
        "agree" => Ok(Verdict::Agree),
        "disagree" => Ok(Verdict::Disagree),
        _ => Err(problem("opinion", FieldWhy::NotAChoice)),
    };
    let place = match form.trimmed("place") {
        "hall" | "" => Ok(DonePlace::Hall),
        "site" | "on-site" => Ok(DonePlace::OnSite),
        "department" => AwayReason::from_key(form.trimmed("place_reason"))
            .map(DonePlace::Department)
            .ok_or_else(|| problem("place_reason", FieldWhy::NotAChoice)),
        _ => Err(problem("place", FieldWhy::NotAChoice)),
    };
    let visit = match form.trimmed("visit") {
        "yes" => visit(form).map(Some),
        _ => Ok(None),
    };
    match (verdict, place, visit) {
        (Ok(verdict), Ok(place), Ok(visit)) => {
            Ok(Act::Step { verdict, opinion: form.trimmed("text").to_owned(), place, visit })
        }
        (verdict, place, visit) => {
            let mut problems = visit.err().unwrap_or_default();
            problems.extend([verdict.err(), place.err()].into_iter().flatten());
            Err(problems)
        }
    }
}

fn visit(form: &Form) -> Result<SiteVisit, Vec<FieldProblem>> {
    let with = PersonId::parse(form.trimmed("with")).map_err(|_| problem("with", FieldWhy::NotAChoice));
    let on = Day::parse(form.trimmed("visited_on")).ok_or_else(|| problem("visited_on", FieldWhy::NotADay));
    // A day that is wrong says so itself; the times are looked at all the same.
    let day = on.as_ref().copied().unwrap_or(Day::MIN);
    let entered = time(form, "entered", day);
    let left = time(form, "left", day);
    let photographs =
        form.number("photographs", 0..=9999u16).ok_or_else(|| problem("photographs", FieldWhy::NotANumber));
    let signature = match form.trimmed("signature") {
        "signed" => Ok(Signature::Signed),
        "sign-refused" => Ok(Signature::Refused(form.trimmed("refusal").to_owned())),
        "absent" => Ok(Signature::Absent(form.trimmed("witness").to_owned())),
        _ => Err(problem("signature", FieldWhy::NotAChoice)),
    };
    let minutes = form.trimmed("minutes").to_owned();
    match (with, on, entered, left, signature, photographs) {
        (Ok(with), Ok(_), Ok(entered_at), Ok(left_at), Ok(signature), Ok(photographs)) => {
            Ok(SiteVisit { with, entered_at, left_at, minutes, signature, photographs })
        }
        (with, on, entered, left, signature, photographs) => {
            let problems =
                [with.err(), on.err(), entered.err(), left.err(), photographs.err(), signature.err()];
            Err(problems.into_iter().flatten().collect())
        }
    }
}

fn time(form: &Form, field: &str, on: Day) -> Result<Instant, FieldProblem> {
    clock(form.trimmed(field), on).ok_or_else(|| problem(field, FieldWhy::NotATime))
}

/// A time of that day, as `HH:MM`; a browser may add seconds.
pub fn clock(text: &str, on: Day) -> Option<Instant> {
    if text.len() > "23:59:59".len() {
        return None;
    }
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let seconds: u32 = parts.next().map_or(Some(0), |seconds| seconds.parse().ok())?;
    (hour < 24 && minute < 60 && seconds < 60 && parts.next().is_none()).then(|| on.at(hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Result<Act, Vec<FieldProblem>> {
        step(&Form::parse(form.as_bytes()).expect("a form"))
    }

    fn fields(form: &str) -> Vec<String> {
        read(form).expect_err("refused").into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn every_wrong_field_of_a_check_is_named() {
        assert_eq!(
            fields("visit=yes&place=site&visited_on=soon&entered=25:00&left=9"),
            ["with", "visited_on", "entered", "left", "photographs", "signature", "opinion"]
        );
        assert_eq!(fields("opinion=agree&place=department&place_reason=tea"), ["place_reason"]);
    }

    #[test]
    fn a_record_is_read_with_its_day_and_times() {
        let form = "visit=yes&opinion=agree&text=x&place=site&with=do2.sc&visited_on=2026-03-02&entered=09:30&\
                    left=10:05:00&minutes=m&photographs=3&signature=sign-refused&refusal=r";
        let Ok(Act::Step { visit: Some(visit), place: DonePlace::OnSite, .. }) = read(form) else {
            panic!("a record")
        };
        let day = Day::parse("2026-03-02").expect("a day");
        assert_eq!((visit.entered_at, visit.left_at), (day.at(9, 30), day.at(10, 5)));
        assert_eq!((visit.photographs, visit.signature), (3, Signature::Refused("r".into())));
    }
}
