//! What the papers of a certificate are worth today, the certificates themselves and the notices about them, and how much of
//! them a person reads (A22, A23, F33).

use calendar::Day;
use casework::DocumentNo;
use casework::certificate::{CertificateFile, EndKind, Event, Fate, Standing};

use crate::account::Session;
use crate::case::Problem;
use crate::certificate::CertificateView;
use crate::paper::{IssuedPaper, PaperChecked, PaperNo, PaperStanding};
use crate::{Centre, Fault, paper_form};

/// How much of the holder a person reads in the papers of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolderSight {
    /// Everything: takes part, or said today what for.
    Whole,
    /// Everything, once said on the page of the case what for.
    AsksFirst,
    /// Masked: no page of the case is left that could ask.
    Masked,
}

/// Acts before which a person has to know whose the certificate is.
const CALLED_TO: [&str; 4] = ["decide-reissue", "decide-renewal", "decide-proceeding", "hand-out"];

impl CertificateView {
    /// Whether the person did something with the certificate, or is called to decide on it or to hand out a paper of it now.
    fn is_part_of(&self, session: &Session) -> bool {
        self.lines.iter().any(|line| line.actor == session.person.as_str())
            || self.offers(session).iter().any(|(act, no)| no.is_none() && CALLED_TO.contains(act))
    }
}

impl Centre {
    /// How much of its holder a person reads in the papers of a certificate. It follows the case that made it, as every
    /// certificate has one: its readings are asked for and written down there.
    pub async fn certificate_sight(
        &self,
        session: &Session,
        view: &CertificateView,
    ) -> Result<HolderSight, Fault> {
        if view.is_part_of(session) {
            return Ok(HolderSight::Whole);
        }
        match Box::pin(self.case_fetch_for(session, view.file.case)).await {
            Ok(case) if case.whole => Ok(HolderSight::Whole),
            Ok(case) if case.asks_what_for() => Ok(HolderSight::AsksFirst),
            Ok(_) | Err(Problem::OutOfScope | Problem::NotFound) => Ok(HolderSight::Masked),
            Err(Problem::Fault(fault)) => Err(fault),
            Err(_) => Err(Fault::inside("reading a case is refused by no rule")),
        }
    }
}

/// Every paper with a number of its own, oldest first.
pub fn papers_of(view: &CertificateView) -> Vec<IssuedPaper> {
    let file = &view.file;
    let certificates = file.papers.iter().map(|paper| IssuedPaper {
        number: PaperNo::Document(paper.number),
        on: paper.issued_on,
        standing: standing(file, paper.number),
    });
    let notices = view.lines.iter().filter_map(|line| match &line.event {
        Event::RenewalAppliedFor(fact) => Some((fact.receipt, line.recorded_at.day())),
        Event::RenewalRefused(fact) => Some((fact.number, line.recorded_at.day())),
        Event::ReissueAskedFor(fact) => Some((fact.receipt?, line.recorded_at.day())),
        Event::ReissueRefused(fact) => Some((fact.number?, line.recorded_at.day())),
        Event::ProceedingOpened(fact) => Some((fact.notice, line.recorded_at.day())),
        Event::Ended(fact) => Some((fact.number, line.recorded_at.day())),
        Event::HandedOut(fact) => Some((fact.proof, line.recorded_at.day())),
        _ => None,
    });
    let notice = |(number, on): (DocumentNo, Day)| IssuedPaper {
        number: PaperNo::Document(number),
        on,
        standing: PaperStanding::Genuine,
    };
    certificates.chain(notices.map(notice)).collect()
}

/// What one of the certificates is worth: an older one what became of it, the last what the whole is.
fn standing(file: &CertificateFile, number: DocumentNo) -> PaperStanding {
    let fate = file.papers.iter().find(|paper| paper.number == number).map(|paper| paper.fate);
    match fate {
        Some(Fate::Superseded) => PaperStanding::Superseded,
        Some(Fate::Void) => PaperStanding::Void,
        Some(Fate::Renewed) => PaperStanding::Renewed,
        _ => standing_of_whole(file),
    }
}

/// What the licence is worth, and with it the decision that granted it: that the certificate was made again changes nothing of
/// either (A23, N25).
pub(crate) fn standing_of_whole(file: &CertificateFile) -> PaperStanding {
    match file.standing {
        Standing::InForce => PaperStanding::Genuine,
        Standing::Expired => PaperStanding::Expired,
        Standing::Ended { how, .. } => match how {
            EndKind::Withdrawn => PaperStanding::Withdrawn,
            EndKind::Revoked => PaperStanding::Revoked,
            EndKind::Cancelled => PaperStanding::Cancelled,
            EndKind::Rescinded => PaperStanding::Rescinded,
        },
    }
}

/// What a check of the paper with this mark tells; none if it is no paper of the certificate.
pub(crate) fn checked_of(
    view: &CertificateView,
    wanted: impl Fn(&IssuedPaper) -> bool,
) -> Option<PaperChecked> {
    let paper = papers_of(view).into_iter().find(wanted)?;
    let PaperNo::Document(number) = paper.number else { return None };
    let own = view.file.papers.iter().find(|it| it.number == number);
    Some(PaperChecked {
        paper,
        form: paper_form::of_certificate(&view.lines, number),
        issuer: number.issuer,
        item_kind: view.file.item_kind,
        replaced_by: view.file.after(number).map(PaperNo::Document),
        valid_until: own.and_then(|it| it.valid_until),
    })
}
