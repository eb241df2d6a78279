//! A result that is delivered electronically: agreed to at the window, sent, and fetched with the code of the message (C25).

use casework::{ElectronicWay, Event};
use catalogue::{CaseId, WindowId};
use centre::Centre;
use centre::act::Act;
use centre::act_delivery::{DeliveryAct, SentBy};
use centre::case::Problem;
use centre::electronic::ElectronicAddress;
use centre::particulars::Applicant;

/// What the window does next; nothing once it was sent, and the applicant has the turn.
pub(super) fn next(applicant: &Applicant, window: WindowId, was: impl Fn(&str) -> bool) -> Option<Act> {
    if !was("case.electronic-agreed") {
        let (document_type, document_number) =
            (applicant.document_type.clone(), applicant.document_number.clone());
        let address = ElectronicAddress { way: ElectronicWay::Mail, to: "shili@mail.example".into() };
        let agreed = DeliveryAct::AgreeElectronic { document_type, document_number, address, window };
        return Some(Act::Delivery(agreed));
    }
    let sent = DeliveryAct::Otherwise { way: SentBy::Electronic, window };
    (!was("case.sent-electronically")).then_some(Act::Delivery(sent))
}

/// As at home: the code comes in the message, and is typed in.
pub(super) async fn fetch(centre: &Centre, case: CaseId) -> Result<(), Problem> {
    let file = centre.case_fetch(case).await?.ok_or(Problem::NotFound)?;
    let sent = file.lines.iter().rev().find_map(|line| match &line.event {
        Event::SentElectronically(fact) => Some(fact.code_sealed),
        _ => None,
    });
    let code = file.texts.text(sent.ok_or(Problem::NotFound)?.0);
    centre.electronic_fetch(case, centre::seal::random(), &code).await.map(drop)
}
