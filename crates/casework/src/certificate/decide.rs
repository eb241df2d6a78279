//! The whole life of a certificate on one screen. Everything not listed is refused.

use super::command::{Command as C, Issue, Replace};
use super::event::{Event, Issued, Replaced};
use super::refusal::CertificateRefusal as R;
use super::state::{CERTIFICATE_PAPERS_MAX, Certificate, CertificateFile, CertificateId, Standing as S};
use super::{proceeding, reissue, renewal};
use crate::authority::able_by;
use crate::intake::document_no;
use crate::known::Known;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Need, Refusal};
use crate::state::{Conclusion, File, Stage};
use calendar::Instant;
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
        (S::InForce, None, C::DecideReissue(command)) => reissue::decide(desk, command),
        (S::InForce, None, C::Replace(command)) => replace(desk, command),
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

/// 补发: the old paper is void, found again or not.
fn replace(desk: &Desk, command: &Replace) -> Answer {
    let (at, by, number) = desk.new_paper()?;
    let Replace { reason, old_returned } = *command;
    Ok(vec![Replaced { at, by, number, reason, old_returned }.into()])
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

    /// When, by whom and with what number a new paper is made, by those who make papers.
    fn new_paper(&self) -> Result<(Instant, PersonId, DocumentNo), Refusal> {
        self.needs(Power::MakeDocument)?;
        self.room()?;
        Ok((self.known.now, self.known.actor, self.document_no(DocumentKind::Certificate)))
    }

    pub fn document_no(&self, kind: DocumentKind) -> DocumentNo {
        document_no(self.file.authority, kind, self.known)
    }

    /// Refuses once it has as many papers as one may have.
    pub fn room(&self) -> Result<(), Refusal> {
        if self.file.papers.len() < CERTIFICATE_PAPERS_MAX { Ok(()) } else { Err(R::TooManyPapers.into()) }
    }
}
