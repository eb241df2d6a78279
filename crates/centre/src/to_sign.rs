//! What a leader puts a name to, on a case and beside one, and whether this person does it as a leader (A17).
//!
//! What binds somebody, ends something or moves a deadline is signed. Sending back and refusing to approve leave everything as
//! it was, and need no code.

use calendar::Day;
use casework::certificate::CertificateId;
use casework::{File, Stage};
use catalogue::item::{Post, StepKind};
use catalogue::{Authority, CaseId, Item, Organisation, PersonId, Power, UnitCode};

use crate::account::Session;
use crate::act::Act;
use crate::bars::BarAct;
use crate::case::content_of;
use crate::certificate::{CertificateAct, CertificateView};
use crate::destruction::DestructionAct;
use crate::file::CaseFile;
use crate::{Centre, Fault};

/// An act that may have to be signed, with what it is done to.
#[derive(Debug, Clone, Copy)]
pub enum ToSign<'a> {
    /// On a case.
    Case(CaseId, &'a Act),
    /// On the bar list beside a case.
    Bar(CaseId, &'a BarAct),
    /// On a certificate.
    Certificate(CertificateId, &'a CertificateAct),
    /// On the destruction lists of an authority.
    Destruction(UnitCode, &'a DestructionAct),
}

impl ToSign<'_> {
    /// Whether everything it needs is filled in and within bounds.
    pub(crate) fn is_filled_in(&self) -> bool {
        match self {
            ToSign::Case(_, act) => act.check().is_empty(),
            ToSign::Bar(_, act) => act.check().is_empty(),
            ToSign::Certificate(_, act) => act.check().is_empty(),
            ToSign::Destruction(_, act) => act.check().is_empty(),
        }
    }

    /// What it says, as one digest: the same form sent twice is the same content.
    pub(crate) fn content(&self) -> Result<[u8; 32], Fault> {
        match self {
            ToSign::Case(case, act) => content_of(&(case.as_str(), act)),
            ToSign::Bar(case, act) => content_of(&("bar", case.as_str(), act)),
            ToSign::Certificate(id, act) => content_of(&("certificate", id.to_string(), act)),
            ToSign::Destruction(unit, act) => content_of(&("destruction", unit.as_str(), act)),
        }
    }
}

/// The acts on a case that are signed, with the power each is done by.
fn case_power(act: &str) -> Option<Power> {
    Some(match act {
        "step" => Power::SignOff,
        "sign-instant" => Power::SignInstant,
        "decide" => Power::Decide,
        "approve-stop" => Power::ApproveSpecialProcedure,
        "approve-extension" => Power::ApproveExtension,
        "approve-priority" => Power::ApprovePriority,
        _ => return None,
    })
}

/// Entering a person in the bar list and lifting the entry.
fn signs_on_bar(act: &str) -> bool {
    matches!(act, "decide" | "lift")
}

/// The decision on a correction, a change or a renewal, and on withdrawing, revoking, cancelling or rescinding.
fn signs_on_certificate(act: &str) -> bool {
    matches!(act, "decide-reissue" | "decide-renewal" | "decide-proceeding")
}

/// The approval, which lets a list be carried out.
fn signs_on_destruction(act: &str) -> bool {
    act == "approve"
}

/// Whose signature needs a code; a window head signs at the own window, before the applicant.
fn is_leader(post: Post) -> bool {
    matches!(post, Post::LeaderInCharge | Post::AuthorityHead | Post::GovernmentHead | Post::CentreManager)
}

/// Whether somebody has an authority as a leader, by post or by the letter of one who has; `authority` is that of a person.
fn as_leader(person: PersonId, authority: impl Fn(PersonId) -> Option<Authority>) -> bool {
    let leads = |by| matches!(by, Some(Authority::ByPost { post, .. }) if is_leader(post));
    match authority(person) {
        Some(Authority::ByDelegation { from_person, .. }) => leads(authority(from_person)),
        own => leads(own),
    }
}

/// Whether a person who does this act on a case would sign as a leader. Of steps only the sign-off (签批) is one.
fn signs_case(
    act: &str,
    file: &File,
    item: &Item,
    organisation: &Organisation,
    person: PersonId,
    on: Day,
) -> bool {
    let Some(power) = case_power(act) else { return false };
    as_leader(person, |person| match (power, &file.stage) {
        (Power::SignOff, Stage::Handling(handling)) => {
            let step = item.steps.get(usize::from(handling.step));
            let step = step.filter(|step| step.kind == StepKind::SignOff)?;
            Some(organisation.may_do_step(person, step, item, on))
        }
        (Power::SignOff, _) => None,
        _ => Some(organisation.may(person, power, item, on)),
    })
}

/// The same on the bar list of an authority: its head alone decides, by post.
fn signs_bar(act: &str, authority: UnitCode, organisation: &Organisation, person: PersonId, on: Day) -> bool {
    signs_on_bar(act) && organisation.holds(person, Post::AuthorityHead, authority, on)
}

/// The same on a certificate of this item.
fn signs_certificate(act: &str, item: &Item, organisation: &Organisation, person: PersonId, on: Day) -> bool {
    let decides = |person| Some(organisation.may(person, Power::Decide, item, on));
    signs_on_certificate(act) && as_leader(person, decides)
}

/// Whether a person who does this act on a destruction list would sign as the head of the centre.
pub fn signs_destruction(act: &str, organisation: &Organisation, session: &Session, on: Day) -> bool {
    signs_on_destruction(act) && organisation.holds_anywhere(session.person, Post::CentreManager, on)
}

/// Everybody who may have to sign as a leader on some day: holders of such posts, and to whom letters were given.
pub fn signers(organisation: &Organisation) -> Vec<PersonId> {
    let posts = organisation.posts.iter().filter(|it| is_leader(it.post)).map(|it| it.person);
    let mut people: Vec<PersonId> =
        posts.chain(organisation.delegations.iter().map(|it| it.to_person)).collect();
    people.sort_unstable();
    people.dedup();
    people
}

impl CaseFile {
    /// Whether this person's act on the case, by its name in addresses, asks for a code.
    pub fn asks_code(&self, session: &Session, act: &str) -> bool {
        self.filed().is_some_and(|file| {
            signs_case(act, file, &self.item, &self.organisation, session.person, self.now.day())
        })
    }

    /// The same of an act on the bar list beside it.
    pub fn bar_asks_code(&self, session: &Session, act: &str) -> bool {
        self.filed().is_some_and(|file| {
            let unit = file.facts.authority;
            signs_bar(act, unit, &self.organisation, session.person, self.now.day())
        })
    }
}

impl CertificateView {
    /// Whether this person's act on the certificate, by its name in addresses, asks for a code.
    pub fn asks_code(&self, session: &Session, act: &str) -> bool {
        signs_certificate(act, &self.item, &self.organisation, session.person, self.now.day())
    }
}

impl Centre {
    /// Whether the person would do this as a leader. What is not there asks for nothing: whoever submits it hears why.
    pub(crate) async fn is_signed(&self, session: &Session, what: &ToSign<'_>) -> Result<bool, Fault> {
        let (person, today) = (session.person, self.today());
        let listed = match what {
            ToSign::Case(_, act) => case_power(act.name()).is_some(),
            ToSign::Bar(_, act) => signs_on_bar(act.name()),
            ToSign::Certificate(_, act) => signs_on_certificate(act.name()),
            ToSign::Destruction(_, act) => signs_on_destruction(act.name()),
        };
        if !listed {
            return Ok(false);
        }
        let Some(organisation) = self.organisation().await? else { return Ok(false) };
        Ok(match *what {
            ToSign::Case(case, act) => {
                let Some(state) = self.case_state(case).await? else { return Ok(false) };
                let casework::Case::Filed(file) = &state.case else { return Ok(false) };
                let Some(item) = self.item_body(file.facts.body).await? else { return Ok(false) };
                signs_case(act.name(), file, &item, &organisation, person, today)
            }
            ToSign::Bar(case, act) => {
                let Some(state) = self.case_state(case).await? else { return Ok(false) };
                let facts = state.case.facts();
                facts.is_some_and(|it| signs_bar(act.name(), it.authority, &organisation, person, today))
            }
            ToSign::Certificate(id, act) => {
                let Some((file, _)) = self.certificate_state(id).await? else { return Ok(false) };
                let Some(item) = self.item_body(file.body).await? else { return Ok(false) };
                signs_certificate(act.name(), &item, &organisation, person, today)
            }
            ToSign::Destruction(_, act) => signs_destruction(act.name(), &organisation, session, today),
        })
    }
}
