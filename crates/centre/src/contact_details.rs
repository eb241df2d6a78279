//! How an applicant or a holder is reached, as it is typed when it changes, and what is wrong with it (E3, E11).

use serde::{Deserialize, Serialize};

use crate::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX, text_problem};
use crate::particulars::{Applicant, NotifyBy};

/// How somebody is reached; personal, therefore always sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct ContactDetails {
    /// Telephone; empty where there is none.
    pub telephone: String,
    /// Said to have no telephone (E3).
    #[serde(default)]
    pub no_phone: bool,
    /// How news arrives.
    #[serde(default)]
    pub notify: NotifyBy,
    /// To whom or where, when not by telephone.
    #[serde(default)]
    pub notify_detail: String,
    /// Address for letters.
    #[serde(default)]
    pub address: String,
}

impl ContactDetails {
    /// The same person, reached in this way.
    pub(crate) fn of(&self, who: &Applicant) -> Applicant {
        let ContactDetails { telephone, no_phone, notify, notify_detail, address } = self.clone();
        Applicant { telephone, no_phone, notify, notify_detail, address, ..who.clone() }
    }

    /// What is typed wrongly, as at intake.
    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        reach_problems(&self.of(&Applicant::default()))
    }
}

/// What is wrong with how somebody wants to be reached. Without a telephone news goes by letter or through somebody trusted; asking
/// and not noting is neither (E3).
pub(crate) fn reach_problems(who: &Applicant) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let no_telephone = who.telephone.trim().is_empty() && !who.no_phone;
    problems.extend(match no_telephone {
        true => Some(FieldProblem { field: "telephone".into(), why: FieldWhy::NoTelephone }),
        false => text_problem("telephone", &who.telephone, false, 40),
    });
    problems.extend(text_problem("address", &who.address, false, NAME_CHARS_MAX));
    if !who.telephone.trim().is_empty()
        && !problems.iter().any(|problem| problem.field == "telephone")
        && catalogue::identity::telephone(&who.telephone).is_err()
    {
        problems.push(FieldProblem { field: "telephone".into(), why: FieldWhy::NotATelephone });
    }
    let without_phone = who.telephone.trim().is_empty() && who.no_phone;
    if without_phone && who.notify == NotifyBy::Sms {
        problems.push(FieldProblem { field: "notify".into(), why: FieldWhy::NotAChoice });
    }
    let has_place = who.notify == NotifyBy::Paper && !who.address.trim().is_empty();
    let detail_needed = without_phone && who.notify != NotifyBy::Sms && !has_place;
    problems.extend(text_problem("notify_detail", &who.notify_detail, detail_needed, NAME_CHARS_MAX));
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(contact: &ContactDetails) -> Vec<String> {
        contact.check().into_iter().map(|problem| problem.field).collect()
    }

    // E3: another way must be one that reaches somebody.
    #[test]
    fn who_is_reached_otherwise_says_where() {
        let empty = ContactDetails::default();
        assert_eq!(wrong(&empty), ["telephone"]);
        assert_eq!(
            empty.check()[0].why,
            FieldWhy::NoTelephone,
            "the way on is said, and not that a field is empty"
        );
        assert_eq!(wrong(&ContactDetails { telephone: "电话".into(), ..empty.clone() }), ["telephone"]);
        let none = ContactDetails { no_phone: true, ..empty.clone() };
        assert_eq!(wrong(&none), ["notify"]);
        let letter = ContactDetails { notify: NotifyBy::Paper, ..none.clone() };
        assert_eq!(wrong(&letter), ["notify_detail"]);
        assert!(wrong(&ContactDetails { address: "澄禾县示例路 1 号".into(), ..letter }).is_empty());
        assert!(wrong(&ContactDetails { telephone: "13800000001".into(), ..empty.clone() }).is_empty());
        let long = ContactDetails { telephone: "1".repeat(41), address: "路".repeat(301), ..empty };
        assert_eq!(wrong(&long), ["telephone", "address"]);
    }
}
