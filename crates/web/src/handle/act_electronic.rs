//! The forms of the electronic way of delivery: drawn, and read when they come back (C25).

use casework::ElectronicWay;
use catalogue::WindowId;
use centre::act::{Act, FieldProblem, FieldWhy};
use centre::act_delivery::DeliveryAct;
use centre::electronic::ElectronicAddress;

use super::act_cards::Cards;
use super::act_delivery::signed;
use super::delivery_words::agreed;
use crate::app::form::Form;
use pages::desk::Answer;
use pages::desk::act::{AgreeElectronic, ELECTRONIC_WAYS, EndElectronic};

impl Cards<'_> {
    pub(super) fn agree_electronic(&self) -> AgreeElectronic {
        let slug = "agree-electronic";
        let telephone = &self.file.applicant.telephone;
        // What is masked on the page is not filled in either (F33).
        let known = if self.file.whole { telephone.clone() } else { String::new() };
        let ways = ELECTRONIC_WAYS.iter().map(|(value, words)| Answer::of(*value, self.t(words)));
        AgreeElectronic {
            now: agreed(self.text(), self.file).unwrap_or_default(),
            way: self.pick(slug, "way", ways.collect()),
            to: self.typed(slug, "to", known),
            document_type: self.own_document(slug),
            document_number: self.typed(slug, "document_number", ""),
            signed_error: self.error(slug, "signed"),
        }
    }

    pub(super) fn end_electronic(&self) -> EndElectronic {
        let slug = "end-electronic";
        EndElectronic {
            now: agreed(self.text(), self.file).unwrap_or_default(),
            document_type: self.own_document(slug),
            document_number: self.typed(slug, "document_number", ""),
        }
    }
}

/// Reads the form of this name; `None` where it is neither.
pub fn parse(name: &str, form: &Form, window: Option<WindowId>) -> Option<Result<Act, Vec<FieldProblem>>> {
    let problem = |field: &str, why| vec![FieldProblem { field: field.to_owned(), why }];
    let t = |field: &str| form.trimmed(field).to_owned();
    let (document_type, document_number) = (t("document_type"), t("document_number"));
    let seated = window.ok_or_else(|| problem("document_number", FieldWhy::NotAChoice));
    match name {
        "agree-electronic" => Some(seated.and_then(|window| {
            let way = ElectronicWay::parse(form.trimmed("way"));
            let way = way.ok_or_else(|| problem("way", FieldWhy::NotAChoice))?;
            let address = ElectronicAddress { way, to: t("to") };
            let act = DeliveryAct::AgreeElectronic { document_type, document_number, address, window };
            // Without the applicant's signature nobody has agreed (C25).
            signed(form, act).map(Act::Delivery)
        })),
        "end-electronic" => Some(seated.map(|window| {
            Act::Delivery(DeliveryAct::EndElectronic { document_type, document_number, window })
        })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_not_signed_or_chosen_a_way_has_not_agreed() {
        let read = |form: &str, window: &str| {
            let form = Form::parse(form.as_bytes()).expect("a form");
            parse("agree-electronic", &form, WindowId::parse(window).ok()).expect("an act")
        };
        for (form, field) in [
            ("way=pigeon&to=x&signed=yes", "way"),
            ("to=x&signed=yes", "way"),
            ("way=sms&to=13800000000&document_number=1", "signed"),
        ] {
            assert_eq!(read(form, "w15").expect_err(form)[0].field, field, "{form}");
        }
        assert_eq!(
            read("way=sms&signed=yes", "").expect_err("nobody sits nowhere")[0].field,
            "document_number"
        );
        let Ok(Act::Delivery(DeliveryAct::AgreeElectronic { address, .. })) =
            read("way=mail&to=+a@mail.example+&signed=yes&document_type=111&document_number=1", "w15")
        else {
            panic!("it is read")
        };
        assert_eq!(address, ElectronicAddress { way: ElectronicWay::Mail, to: "a@mail.example".into() });
        assert!(parse("confirm-address", &Form::default(), None).is_none());
    }
}
