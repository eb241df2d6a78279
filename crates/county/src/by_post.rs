//! A result that goes by post: its code was lost, the address is signed for, the carrier's receipt comes back (C13, C25).

use catalogue::WindowId;
use centre::act::Act;
use centre::act_delivery::{DeliveryAct, DeliveryAddress, Posting, SentBy};
use centre::particulars::Applicant;

/// What is done next on the way, by what has happened; nothing once it was signed for.
pub(super) fn next(
    applicant: &Applicant,
    window: WindowId,
    was: impl Fn(&str) -> bool,
    today: calendar::Day,
) -> Act {
    let (document_type, document_number) =
        (applicant.document_type.clone(), applicant.document_number.clone());
    Act::Delivery(if !was("case.pickup-renewed") {
        DeliveryAct::RenewPickup { document_type, document_number, window, on_paper: false }
    } else if !was("case.address-confirmed") {
        let address = DeliveryAddress {
            recipient: applicant.name.clone(),
            telephone: applicant.telephone.clone(),
            address: applicant.address.clone(),
        };
        DeliveryAct::ConfirmAddress { document_type, document_number, address, window }
    } else if !was("case.result-posted") {
        let posting = Posting { carrier: "示例邮政".into(), number: "XX000000000012".into() };
        DeliveryAct::Otherwise { way: SentBy::Post { posting, originals: Vec::new() }, window }
    } else {
        let signed = format!("{}（本人）", applicant.name);
        DeliveryAct::Otherwise { way: SentBy::SignedFor { on: today, signed }, window }
    })
}
