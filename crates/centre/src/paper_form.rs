//! Which of the papers that share a kind of number one is: they bear titles of their own, and a check names each by its own (M3).

use casework::certificate::{EndKind, Event as OfCertificate, ReissueKind};
use casework::{DocumentKind, Event, NonAcceptanceGround, ReceiptNo};
use catalogue::Item;
use catalogue::item::ExclusionKind;

use crate::certificate::CertificateLine;
use crate::file::Line;
use crate::paper::{PaperNo, papers_of};

/// The form of a paper among those of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    /// The usual one, or the only one.
    Usual,
    /// 即办件办理单: receipt, acceptance and grant on one paper (C6).
    OnTheSpot,
    /// 再次补正告知书 (N4).
    Again,
    /// 不受理告知书: no permit is needed (N1).
    NotRequired,
    /// 中止告知书 instead of that of a special procedure (N17).
    Suspension,
    /// What a receipt or a refusal of a certificate's new paper is about.
    Reissue(ReissueKind),
    /// How a certificate ended (N25).
    Ended(EndKind),
}

/// The form of a paper of a case, by the entry that issued it.
pub(crate) fn of_case(lines: &[Line], item: &Item, receipt: ReceiptNo, number: PaperNo) -> PaperForm {
    let issued =
        |line: &Line| papers_of(receipt, std::slice::from_ref(line)).iter().any(|it| it.number == number);
    let Some(place) = lines.iter().position(issued) else { return PaperForm::Usual };
    match &lines[place].event {
        Event::CorrectionRenewed(_) => PaperForm::Again,
        Event::AcceptanceRefused(fact) if fact.ground == NonAcceptanceGround::NotRequired => {
            PaperForm::NotRequired
        }
        Event::Stopped(_) => {
            let asked = lines[..place].iter().rev().find_map(|line| match &line.event {
                Event::StopAskedFor(fact) => item.exclusions.get(usize::from(fact.exclusion)),
                _ => None,
            });
            match asked.map(|it| it.kind) {
                Some(ExclusionKind::Suspension) => PaperForm::Suspension,
                _ => PaperForm::Usual,
            }
        }
        // Signed at the window, with one paper for all.
        Event::Decided(_) if lines.iter().any(|line| matches!(line.event, Event::AgentSkipped(_))) => {
            PaperForm::OnTheSpot
        }
        _ => PaperForm::Usual,
    }
}

/// The form of a paper of a certificate, by the entry that bears its number.
pub(crate) fn of_certificate(lines: &[CertificateLine], number: casework::DocumentNo) -> PaperForm {
    if number.kind == DocumentKind::Certificate {
        return PaperForm::Usual;
    }
    let Some(place) = lines.iter().position(|line| line.event.number() == Some(number)) else {
        return PaperForm::Usual;
    };
    match &lines[place].event {
        OfCertificate::ReissueAskedFor(fact) => PaperForm::Reissue(fact.kind),
        OfCertificate::ReissueRefused(_) => {
            let asked = lines[..place].iter().rev().find_map(|line| match &line.event {
                OfCertificate::ReissueAskedFor(fact) => Some(fact.kind),
                _ => None,
            });
            asked.map_or(PaperForm::Usual, PaperForm::Reissue)
        }
        OfCertificate::Ended(fact) => PaperForm::Ended(fact.how),
        _ => PaperForm::Usual,
    }
}
