//! Refusals of records that belong to no item, and of supervision, in the words of the desk and with the field they are about.

use casework::Refusal;
use casework::absence::AbsenceRefusal;
use casework::outage::OutageRefusal;
use centre::case::Problem;

use super::call::Call;
use super::problem::{Kind, Trouble};
use pages::desk::Refused;
use web::handle::{day, outage, oversight_words, people, people_words, refusal_contact};

impl Call {
    /// What the centre says of a command on a record without an item.
    pub async fn refused(&self, problem: Problem) -> Trouble {
        if !matches!(problem, Problem::Refused(_) | Problem::Oversight(_)) {
            return self.problem(problem);
        }
        let organisation = match self.organisation().await {
            Ok(organisation) => organisation,
            Err(trouble) => return trouble,
        };
        let text = self.text;
        let refusal = match problem {
            Problem::Refused(refusal) => refusal,
            Problem::Oversight(refusal) => {
                let said = oversight_words::refused(text, &organisation, &refusal);
                return Trouble::refused_at(said, field_of_supervision(&refusal));
            }
            other => return self.problem(other),
        };
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

/// The same of supervision.
fn field_of_supervision(refusal: &oversight::Refusal) -> &'static str {
    use oversight::Refusal;
    use oversight::assessment::AssessmentRefusal as Assessment;
    use oversight::complaint::ComplaintRefusal as Complaint;
    use oversight::draw::DrawRefusal as Draw;
    use oversight::record_refusal::RecordRefusal as Record;
    use oversight::spot::SpotRefusal as Spot;
    match refusal {
        Refusal::OutOfRange { .. } | Refusal::Unchanged => "value",
        Refusal::ReasonMissing => "reason",
        Refusal::UnknownUnit => "unit",
        Refusal::MayNotIssue => "kind",
        Refusal::NobodyThere => "to",
        Refusal::PersonOrDepartment => "person",
        Refusal::Complaint(Complaint::WrongChannel) => "channel",
        Refusal::Complaint(Complaint::UnknownPerson) => "person",
        Refusal::Complaint(Complaint::TooLong { .. } | Complaint::NotAhead) => "until",
        Refusal::Assessment(Assessment::Plan(_)) => "plan",
        Refusal::Assessment(Assessment::OutOfMarks) => "mark",
        Refusal::Assessment(Assessment::OwnMark) => "person",
        Refusal::Assessment(Assessment::NoAwardForUnits | Assessment::NotGood | Assessment::Accountable) => {
            "subject"
        }
        Refusal::Draw(Draw::PublicDay) => "public_day",
        Refusal::Draw(Draw::NotInsteadOf) => "instead_of",
        Refusal::Draw(Draw::TooManyObjects) => "items",
        Refusal::Draw(Draw::NoSuchPick) => "place",
        Refusal::Draw(Draw::VisitDay) => "on",
        Refusal::Record(Record::NoSuchPerson | Record::OwnUnit { .. }) => "people",
        Refusal::Record(Record::NothingLookedAt) => "sections",
        Refusal::Record(Record::LateWithoutReason { .. }) => "reason",
        Refusal::Spot(Spot::UnknownUnit) => "unit",
        Refusal::Spot(Spot::NoSuchPlace) => "place",
        _ => "",
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
        let supervision = |refusal: oversight::Refusal| field_of_supervision(&refusal);
        assert_eq!(supervision(oversight::Refusal::OutOfRange { from: 1, to: 9 }), "value");
        assert_eq!(supervision(oversight::draw::DrawRefusal::PublicDay.into()), "public_day");
        assert_eq!(supervision(oversight::record_refusal::RecordRefusal::NothingLookedAt.into()), "sections");
        assert_eq!(supervision(oversight::Refusal::NobodyThere), "to");
        assert_eq!(supervision(oversight::complaint::ComplaintRefusal::NotAhead.into()), "until");
        assert_eq!(supervision(oversight::assessment::AssessmentRefusal::OutOfMarks.into()), "mark");
        assert_eq!(supervision(oversight::complaint::ComplaintRefusal::NotNow.into()), "");
        assert_eq!(supervision(oversight::Refusal::NotSupervisor), "");
    }
}
