//! What a form of the register of parties and of the hearing asks (N13, N18).

use calendar::Day;
use casework::hearing::Way;
use catalogue::PersonId;
use centre::act::{FieldProblem, FieldWhy};
use centre::act_visit::Signature;
use centre::hearing::{HearingAct, PartyForm};

use super::act_parse::problem;
use super::act_visit::clock;
use crate::app::form::Form;

/// The act of that name; `None` for a name that is no act.
pub fn parse(act: &str, form: &Form) -> Option<Result<HearingAct, Vec<FieldProblem>>> {
    let own = |field: &str| form.trimmed(field).to_owned();
    let party = || form.number("party", 0..=11u8).ok_or_else(|| vec![problem("party", FieldWhy::NotAChoice)]);
    Some(match act {
        "add-applicant" => Ok(HearingAct::AddApplicant),
        "add" => Ok(HearingAct::Add(PartyForm {
            name: own("name"),
            contact: own("contact"),
            interest: own("interest"),
        })),
        "tell" => party().map(HearingAct::Tell),
        "state" => party().map(|party| HearingAct::State {
            party,
            words: own("words"),
            asks_hearing: form.get("asks_hearing") == "yes",
        }),
        "serve" => party().and_then(|party| {
            let (on, way) = arrival(form)?;
            Ok(HearingAct::Serve { party, on, way, proof: own("proof") })
        }),
        "correct-service" => party().and_then(|party| {
            let (on, way) = arrival(form)?;
            let (proof, reason) = (own("proof"), own("reason"));
            Ok(HearingAct::CorrectService { party, on, way, proof, reason })
        }),
        "withdraw" => party().map(|party| HearingAct::Withdraw {
            party,
            words: own("words"),
            signed: form.get("signed") == "yes",
        }),
        "strike" => party().map(|party| HearingAct::Strike { party, reason: own("reason") }),
        "call-off" => Ok(HearingAct::CallOff { reason: own("reason") }),
        "assign" => {
            let person = |field: &str| {
                PersonId::parse(form.trimmed(field)).map_err(|_| problem(field, FieldWhy::NotAChoice))
            };
            match (person("first"), person("second")) {
                (Ok(first), Ok(second)) => Ok(HearingAct::Assign { first, second }),
                (first, second) => Err([first.err(), second.err()].into_iter().flatten().collect()),
            }
        }
        "call" => call(form),
        "hold" => hold(form).map_err(|problem| vec![problem]),
        _ => return None,
    })
}

/// The ways in which a notice arrives, each with its word in forms and what it is called.
pub const WAYS: [(Way, &str, &str); 3] =
    [(Way::Hand, "hand", "当面送达"), (Way::Post, "post", "邮寄送达"), (Way::Left, "left", "留置送达")];

/// On which day and how a notice arrived.
fn arrival(form: &Form) -> Result<(Day, Way), Vec<FieldProblem>> {
    let on = Day::parse(form.trimmed("on")).ok_or_else(|| problem("on", FieldWhy::NotADay));
    let way = way(form.trimmed("way")).ok_or_else(|| problem("way", FieldWhy::NotAChoice));
    match (on, way) {
        (Ok(on), Ok(way)) => Ok((on, way)),
        (on, way) => Err([on.err(), way.err()].into_iter().flatten().collect()),
    }
}

fn way(word: &str) -> Option<Way> {
    WAYS.iter().find(|it| it.1 == word).map(|it| it.0)
}

fn call(form: &Form) -> Result<HearingAct, Vec<FieldProblem>> {
    let chair = PersonId::parse(form.trimmed("chair")).map_err(|_| problem("chair", FieldWhy::NotAChoice));
    let on = Day::parse(form.trimmed("on")).ok_or_else(|| problem("on", FieldWhy::NotADay));
    let day = on.as_ref().copied().unwrap_or(Day::MIN);
    let at = clock(form.trimmed("time"), day).ok_or_else(|| problem("time", FieldWhy::NotATime));
    match (chair, on, at) {
        (Ok(chair), Ok(_), Ok(at)) => {
            Ok(HearingAct::Call { chair, at, place: form.trimmed("place").to_owned() })
        }
        (chair, on, at) => Err([chair.err(), on.err(), at.err()].into_iter().flatten().collect()),
    }
}

fn hold(form: &Form) -> Result<HearingAct, FieldProblem> {
    let signature = match form.trimmed("signature") {
        "signed" => Signature::Signed,
        "sign-refused" => Signature::Refused(form.trimmed("refusal").to_owned()),
        "absent" => Signature::Absent(form.trimmed("witness").to_owned()),
        _ => return Err(problem("signature", FieldWhy::NotAChoice)),
    };
    Ok(HearingAct::Hold { record: form.trimmed("record").to_owned(), signature })
}
