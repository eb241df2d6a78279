//! Reads the forms of a first contact; what is wrong is named by its field.

use casework::contact::Target;
use catalogue::{PersonId, UnitCode, WindowId};
use centre::act::{FieldProblem, FieldWhy};
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};

use super::act_parse::problem;
use crate::app::form::Form;

/// A first contact as it is to be written down.
pub fn record(form: &Form, window: Option<WindowId>) -> Result<ContactForm, Vec<FieldProblem>> {
    let item = form.trimmed("item").to_owned();
    let outcome = match form.trimmed("outcome") {
        "transferred" => transfer(form).map(OutcomeForm::Transferred),
        _ => outcome(form, &item),
    };
    outcome.map_err(|problem| vec![problem]).map(|outcome| ContactForm {
        window,
        item,
        words: form.trimmed("words").to_owned(),
        visitor: form.trimmed("visitor").to_owned(),
        outcome,
    })
}

/// The act of that name; `item` is what the contact is about. `None` for a name that is no act.
pub fn act(name: &str, form: &Form, item: &str) -> Option<Result<ContactAct, Vec<FieldProblem>>> {
    let act = match name {
        "sign" => Ok(ContactAct::Sign),
        "recall" => Ok(ContactAct::Recall),
        "decline" => Ok(ContactAct::Decline(form.trimmed("reason").to_owned())),
        "transfer" => transfer(form).map(ContactAct::Transfer),
        "settle" => outcome(form, item).map(ContactAct::Settle),
        _ => return None,
    };
    Some(act.map_err(|problem| vec![problem]))
}

fn outcome(form: &Form, item: &str) -> Result<OutcomeForm, FieldProblem> {
    match form.trimmed("outcome") {
        "receipt" => Ok(OutcomeForm::Receipt(form.trimmed("receipt").to_owned())),
        "advice" => Ok(OutcomeForm::Advice(item.to_owned())),
        "returned" => Ok(OutcomeForm::Returned(form.trimmed("reason").to_owned())),
        "no-show" => Ok(OutcomeForm::NoShow),
        _ => Err(problem("outcome", FieldWhy::NotAChoice)),
    }
}

fn transfer(form: &Form) -> Result<TransferForm, FieldProblem> {
    let to = match form.trimmed("to").split_once(':') {
        Some(("unit", code)) => UnitCode::parse(code).ok().map(Target::Unit),
        Some(("window", id)) => WindowId::parse(id).ok().map(Target::Window),
        Some(("person", id)) => PersonId::parse(id).ok().map(Target::Person),
        _ => None,
    };
    let to = to.ok_or_else(|| problem("to", FieldWhy::NotAChoice))?;
    Ok(TransferForm { to, note: form.trimmed("note").to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form::parse(text.as_bytes()).expect("a form")
    }

    #[test]
    fn an_outcome_is_one_of_the_list_and_a_transfer_names_a_side() {
        let wrong = |text: &str| record(&form(text), None).expect_err("refused")[0].field.clone();
        assert_eq!(wrong("words=x&outcome=maybe"), "outcome");
        assert_eq!(wrong("words=x"), "outcome");
        assert_eq!(wrong("words=x&outcome=transferred&to=somebody"), "to");
        let given = record(&form("words=x&outcome=transferred&to=unit%3Asc&note=n"), None).expect("read");
        let sc = UnitCode::parse("sc").expect("a code");
        let transfer = TransferForm { to: Target::Unit(sc), note: "n".into() };
        assert_eq!(given.outcome, OutcomeForm::Transferred(transfer));
    }

    #[test]
    fn a_transfer_is_no_end_and_what_is_no_act_is_none() {
        assert!(act("settle", &form("outcome=transferred&to=unit%3Asc"), "").is_some_and(|it| it.is_err()));
        assert!(act("burn", &form(""), "").is_none());
        assert_eq!(act("sign", &form(""), ""), Some(Ok(ContactAct::Sign)));
    }
}
