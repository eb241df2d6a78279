//! A day that the rules refuse is named at its field as well: which days it may be (E5).

use calendar::Day;
use casework::disclosure::DisclosureRefusal;
use casework::folder::FolderRefusal;
use casework::hearing::HearingRefusal;
use casework::{DeliveryRefusal, Refusal, VisitRefusal};
use centre::act::{FieldProblem, FieldWhy};
use oversight::complaint::ComplaintRefusal;
use oversight::draw::DrawRefusal;
use oversight::record_refusal::RecordRefusal;

use crate::app::form::Form;

/// The days between which a refused day may lie, as far as the refusal says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    from: Option<Day>,
    until: Option<Day>,
    /// Nothing else is to be said than these two.
    says_all: bool,
}

impl Days {
    const UNSAID: Days = Days { from: None, until: None, says_all: false };

    fn from(from: Day) -> Days {
        Days { from: Some(from), ..Days::UNSAID }
    }

    fn until(until: Day) -> Days {
        Days { until: Some(until), ..Days::UNSAID }
    }

    fn between(from: Day, until: Day) -> Days {
        Days { from: Some(from), until: Some(until), says_all: false }
    }

    /// The same, where that is the whole sentence.
    fn alone(from: Day, until: Day) -> Days {
        Days { says_all: true, ..Days::between(from, until) }
    }

    /// Of a refusal by the rules of a case; none where it is about no day that was typed.
    pub fn of(refusal: &Refusal) -> Option<Days> {
        Some(match *refusal {
            Refusal::Delivery(DeliveryRefusal::DayOutside { from, until }) => Days::alone(from, until),
            Refusal::Hearing(HearingRefusal::ServedOnWrong { from, until }) => Days::between(from, until),
            Refusal::Hearing(HearingRefusal::NoticeTooShort { from })
            | Refusal::Visit(VisitRefusal::BeforeReceipt { received_on: from }) => Days::from(from),
            Refusal::Hearing(HearingRefusal::TooLate { until }) => Days::until(until),
            Refusal::DayHasPassed { .. }
            | Refusal::Folder(FolderRefusal::LoanTooLong { .. })
            | Refusal::Disclosure(
                DisclosureRefusal::ReturnTooFar { .. } | DisclosureRefusal::WithheldDayWrong { .. },
            ) => Days::UNSAID,
            _ => return None,
        })
    }

    /// Of a refusal by the rules of supervision.
    pub fn of_oversight(refusal: &oversight::Refusal) -> Option<Days> {
        Some(match *refusal {
            oversight::Refusal::Record(RecordRefusal::Day { from, until }) => Days::alone(from, until),
            oversight::Refusal::Record(RecordRefusal::DayOff { next }) => Days::from(next),
            oversight::Refusal::Complaint(ComplaintRefusal::TooLong { until }) => Days::until(until),
            oversight::Refusal::Complaint(ComplaintRefusal::NotAhead)
            | oversight::Refusal::Draw(DrawRefusal::PublicDay | DrawRefusal::VisitDay) => Days::UNSAID,
            _ => return None,
        })
    }

    /// Whether the first and the last day are all there is to say: no reason stands beside them.
    pub fn say_all(self) -> bool {
        self.says_all
    }

    fn hold(self, day: Day) -> bool {
        let bounded = self != Days::UNSAID;
        bounded && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The field that is wrong: the first of the form in which a day stands that it may not be. The names of its fields begin with
    /// the act and a hyphen, or with nothing.
    pub fn problem(self, form: &Form, act: &str) -> Option<FieldProblem> {
        let own = |name: &str| match act {
            "" => Some(name.to_owned()),
            act => Some(name.strip_prefix(act)?.strip_prefix('-')?.to_owned()),
        };
        let field = form.fields().iter().find_map(|(name, typed)| {
            let day = Day::parse(typed.trim())?;
            own(name).filter(|_| !self.hold(day))
        })?;
        Some(FieldProblem { field, why: FieldWhy::DayOutside { from: self.from, until: self.until } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn named(days: Days, form: &str, act: &str) -> Option<String> {
        let form = Form::parse(form.as_bytes()).expect("a form");
        days.problem(&form, act).map(|it| it.field)
    }

    // E5: both sides of both bounds; what is no day, or another form's, is not named.
    #[test]
    fn the_field_with_a_day_outside_is_named() {
        let refusal: Refusal =
            DeliveryRefusal::DayOutside { from: day("2026-03-02"), until: day("2026-03-04") }.into();
        let days = Days::of(&refusal).expect("it is about a day");
        for (form, field) in [
            ("on=2026-03-01", Some("on")),
            ("on=2026-03-02", None),
            ("on=2026-03-04", None),
            ("on=2026-03-05", Some("on")),
            ("arrived_on=2026-03-03&posted_on=2026-02-27", Some("posted_on")),
            ("on=soon&place=x", None),
        ] {
            assert_eq!(named(days, form, "").as_deref(), field, "{form}");
        }
        assert_eq!(named(days, "write-on=2026-03-01", "write").as_deref(), Some("on"));
        assert_eq!(named(days, "write-on=2026-03-01", "correct"), None);
        assert_eq!(named(days, "writeon=2026-03-01", "write"), None);
    }

    #[test]
    fn a_refusal_without_bounds_is_about_the_day_of_its_form_and_any_other_about_none() {
        let passed = Days::of(&Refusal::DayHasPassed { day: day("2026-03-01") }).expect("a day");
        assert_eq!(named(passed, "expected_on=2026-03-01", "").as_deref(), Some("expected_on"));
        assert_eq!(Days::of(&Refusal::NotLate), None);
        let off = oversight::Refusal::Record(RecordRefusal::DayOff { next: day("2026-03-09") });
        let off = Days::of_oversight(&off).expect("a day");
        assert_eq!(named(off, "plan-by=2026-03-08", "plan").as_deref(), Some("by"));
        assert_eq!(Days::of_oversight(&oversight::Refusal::Unchanged), None);
    }
}
