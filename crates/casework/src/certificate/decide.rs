//! The whole life of a certificate on one screen. Everything not listed is refused.

use super::command::{ChangeHolderContact, Command as C, Issue};
use super::event::{ContactChanged, Event, Issued};
use super::refusal::CertificateRefusal as R;
use super::state::{
    CERTIFICATE_PAPERS_MAX, Certificate, CertificateFile, CertificateId, OWED_MAX, Standing as S,
};
use super::{hand_out, proceeding, reissue, renewal};
use crate::authority::{able_by, sits_at};
use crate::intake::document_no;
use crate::known::Known;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Need, Refusal, Whose};
use crate::state::{Conclusion, File, Stage};
use catalogue::{Authority, Item, PersonId, Power};

pub(crate) type Answer = Result<Vec<Event>, Refusal>;

/// What a decision on an issued certificate looks at.
#[derive(Copy, Clone)]
pub(crate) struct Desk<'a> {
    pub file: &'a CertificateFile,
    pub known: &'a Known<'a>,
    pub item: &'a Item,
}

/// Decides a command on the certificate of that name. `case` is the file of the case an [`Issue`] names.
pub fn decide(
    id: CertificateId,
    certificate: &Certificate,
    command: &C,
    known: &Known,
    case: Option<&File>,
) -> Answer {
    let file = match (certificate, command) {
        (Certificate::Absent, C::Issue(command)) => return issue(id, command, known, case),
        (Certificate::Absent, _) => return Err(R::NoSuchCertificate.into()),
        (Certificate::Issued(_), C::Issue(_)) => return Err(R::AlreadyIssued.into()),
        (Certificate::Issued(file), _) => file,
    };
    let bound = |item: &&Item| item.code == file.item && item.revision == file.revision;
    let item = known.item.filter(bound).ok_or(Refusal::ItemUnknown)?;
    let desk = &Desk { file, known, item };
    match (file.standing, &file.proceeding, command) {
        (S::InForce, None, C::Correct(command)) => reissue::correct(desk, command),
        (S::InForce, None, C::Change(command)) => reissue::change(desk, command),
        (S::InForce, None, C::Replace(command)) => reissue::replace(desk, command),
        (S::InForce, None, C::DecideReissue(command)) => reissue::decide(desk, command),
        (S::InForce, Some(_), C::Correct(_) | C::Change(_) | C::DecideReissue(_) | C::Replace(_)) => {
            Err(R::ProceedingRuns.into())
        }
        (S::InForce, _, C::ApplyRenewal(command)) => renewal::apply(desk, command),
        (S::InForce, _, C::DecideRenewal(command)) => renewal::decide(desk, command),

        (S::InForce | S::Expired, None, C::OpenProceeding(command)) => proceeding::open(desk, command),
        (S::InForce | S::Expired, Some(_), C::OpenProceeding(_)) => Err(R::ProceedingRuns.into()),
        (S::InForce | S::Expired, Some(running), C::RecordStatement(command)) => {
            proceeding::record(desk, running, command)
        }
        (S::InForce | S::Expired, Some(running), C::DecideProceeding(command)) => {
            proceeding::decide(desk, running, command)
        }
        (S::InForce | S::Expired, None, C::RecordStatement(_) | C::DecideProceeding(_)) => {
            Err(R::NoProceeding.into())
        }

        // What was made is handed out, however it stands by now.
        (_, _, C::HandOut(command)) => hand_out::hand_out(desk, command),
        // Whoever was given it is told of it as long as there is anything to tell.
        (_, _, C::ChangeContact(command)) => change_contact(desk, command),
        (standing, _, _) => Err(R::NotInForce { standing }.into()),
    }
}

/// Numbered and sealed only by a concluded case that was granted, and by no person's hand (F5).
fn issue(id: CertificateId, command: &Issue, known: &Known, case: Option<&File>) -> Answer {
    if !known.is_by_itself() {
        return Err(R::NoCaseBehind.into());
    }
    let file = case.ok_or(R::NoCaseBehind)?;
    let (Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. }) = &file.stage else {
        return Err(R::NoCaseBehind.into());
    };
    let Conclusion { certificate, decision, concluded_at, .. } = conclusion;
    let number = certificate.filter(|number| *number == id.number()).ok_or(R::NoCaseBehind)?;
    let facts = &file.facts;
    let bound = |item: &&Item| item.code == facts.item && item.revision == facts.revision;
    let item = known.item.filter(bound).ok_or(Refusal::ItemUnknown)?;
    let (valid_for, valid_from) = (item.decision.valid_for, concluded_at.day());
    Ok(vec![
        Issued {
            at: known.now,
            case: command.case,
            receipt: facts.receipt,
            item: facts.item,
            revision: facts.revision,
            body: facts.body,
            item_kind: facts.kind,
            authority: facts.authority,
            granted_by: decision.by,
            number,
            holder: facts.applicant,
            content: command.content,
            valid_for,
            valid_from,
            valid_until: valid_for.last_day(valid_from),
        }
        .into(),
    ])
}

/// By the holder in person, at a window that serves the authority: what is sent reaches nobody else (E11).
fn change_contact(desk: &Desk, command: &ChangeHolderContact) -> Answer {
    let ChangeHolderContact { identity, contact, window } = *command;
    sits_at(desk.known, desk.item, window)?;
    if identity != desk.file.holder {
        return Err(Refusal::IdentityDiffers { whose: Whose::Holder, instead: None });
    }
    let (at, by) = (desk.known.now, desk.known.actor);
    Ok(vec![ContactChanged { at, by, window, contact }.into()])
}

impl Desk<'_> {
    /// The actor's authority for a power over the item today.
    pub fn needs(&self, power: Power) -> Result<Authority, Refusal> {
        let today = self.known.today();
        match self.known.organisation.may(self.known.actor, power, self.item, today) {
            Authority::No { reason } => {
                let able =
                    able_by(self.known, self.known.organisation.who_may(power, self.item, today), |_| true);
                Err(Refusal::NotAuthorised { need: Need::Power(power), reason, able })
            }
            authority => Ok(authority),
        }
    }

    /// The same for a decision, by nobody who did one of these before (M4).
    pub fn needs_apart(&self, power: Power, did: &[(PersonId, Duty)]) -> Result<Authority, Refusal> {
        let authority = self.needs(power)?;
        let mine = did.iter().find(|(person, _)| *person == self.known.actor);
        let Some((_, duty)) = mine else { return Ok(authority) };
        let holders = self.known.organisation.who_may(power, self.item, self.known.today());
        let able = able_by(self.known, holders, |person| did.iter().all(|(other, _)| *other != person));
        Err(Refusal::DutiesSeparate { did: *duty, wants: Duty::Decider, able })
    }

    /// The next number of a paper of this authority.
    pub fn document_no(&self, kind: DocumentKind) -> DocumentNo {
        document_no(self.file.authority, kind, self.known)
    }

    /// Refuses once it has as many papers as one may have, or as many that nobody was given.
    pub fn room(&self) -> Result<(), Refusal> {
        if self.file.papers.len() >= CERTIFICATE_PAPERS_MAX {
            return Err(R::TooManyPapers.into());
        }
        if self.file.owed.len() >= OWED_MAX { Err(R::PapersNotHandedOut.into()) } else { Ok(()) }
    }
}
