//! Refusals of records that belong to no item, in the words of the desk and with the field they are about.

use casework::Refusal;
use casework::absence::AbsenceRefusal;
use casework::outage::OutageRefusal;
use centre::case::Problem;

use super::call::Call;
use super::problem::{Kind, Trouble};
use crate::desk::Refused;
use crate::handle::{day, outage, people, people_words, refusal_contact};

impl Call {
    /// What the centre says of a command on a record without an item.
    pub async fn refused(&self, problem: Problem) -> Trouble {
        let Problem::Refused(refusal) = problem else { return self.problem(problem) };
        let organisation = match self.organisation().await {
            Ok(organisation) => organisation,
            Err(trouble) => return trouble,
        };
        let text = self.text;
        let sentence = match &refusal {
            Refusal::Contact(it) => refusal_contact::sentence(text, &organisation, it),
            Refusal::Absence(it) => people_words::refused(text, &organisation, it),
            Refusal::WindowDay(it) => day::refused(text, &organisation, it),
            Refusal::Outage(it) => outage::refused(text, it),
            _ => text.t(Kind::Refused.sentence()).to_owned(),
        };
        let refused = Refused { sentence, code: refusal.code().to_owned(), ..Refused::default() };
        Trouble::refused_at(refused, field_of(&refusal))
    }
}

/// The field of the body that a refusal is about; empty where it is about none.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Absence(refusal) => match refusal {
            AbsenceRefusal::NotATaker => "taker",
            AbsenceRefusal::ThreePeople | AbsenceRefusal::NotAWitness => "witness",
            AbsenceRefusal::LeavingUnderWay => "person",
            other => people::field_of(other),
        },
        Refusal::WindowDay(refusal) => day::field_of(refusal),
        Refusal::Outage(refusal) => match refusal {
            OutageRefusal::BadBeginning => "since",
            OutageRefusal::BadEnd => "until",
            OutageRefusal::PadSize => "count",
            OutageRefusal::NoSuchWindow => "window",
            OutageRefusal::OutsideOutage | OutageRefusal::TooLate { .. } => "occurred_at",
            OutageRefusal::NoSuchNumber | OutageRefusal::NumberGone | OutageRefusal::OtherWindow => "number",
            _ => "",
        },
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_field_of_the_body() {
        assert_eq!(field_of(&AbsenceRefusal::EndNeeded.into()), "until");
        assert_eq!(field_of(&AbsenceRefusal::NotATaker.into()), "taker");
        assert_eq!(field_of(&OutageRefusal::PadSize.into()), "count");
        assert_eq!(field_of(&OutageRefusal::NotDown.into()), "");
    }
}
