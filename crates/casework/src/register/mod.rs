//! Whose a case is, and what may change about it: a receipt printed again, another telephone, a wrong registration corrected, a
//! name or number that changed, a successor, or the end with the applicant (E3, E10, E11, E13, E15).

mod contact;
mod fact;
mod person;
mod probe;
mod receipt;
mod refusal;
mod succession;

pub use contact::ChangeContact;
pub use fact::*;
pub use person::{CorrectApplicant, RenameApplicant};
pub use receipt::{NoteSameMatter, ReissueReceipt, receives_at};
pub use refusal::RegisterRefusal;
pub use succession::{EndGround, EndWithApplicant, Ended, Succeed, SuccessionGround};

pub(crate) use contact::change_contact;
pub(crate) use person::{correct, rename};
pub(crate) use probe::probes;
pub(crate) use receipt::{reissue, same_matter};
pub(crate) use succession::{end, mandate_stands, succeed};

use crate::authority::{Desk, able_by};
use crate::command::Sealed;
use crate::number::ReceiptNo;
use crate::refusal::{Duty, Refusal};
use crate::state::{Facts, Part};
use crate::withdraw::WithdrawCode;
use calendar::Instant;
use catalogue::{Authority, Digest, PersonId, Power};
use serde::{Deserialize, Serialize};

/// Former registrations one case remembers; a further change is refused.
pub const FORMER_MAX: usize = 6;

/// The one who acts when the applicant does it with the own one-time code; no officer bears this name.
pub fn applicant_itself() -> PersonId {
    PersonId::parse("applicant").expect("a short word is a code")
}

/// What changed about whose the case is; of constant size.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// How often the receipt was printed again (E15).
    pub reprints: u16,
    /// Former registrations, the oldest first.
    pub former: [Option<Former>; FORMER_MAX],
    /// The one-time code for a withdrawal that was last sent (C26).
    pub code: Option<WithdrawCode>,
}

/// A registration that no longer holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Keyed digest of the identity document.
    pub applicant: Digest,
    /// The particulars as they were.
    pub applicant_sealed: Sealed,
    /// The number that was on the receipt.
    pub receipt: ReceiptNo,
    /// Keyed digest of the query code that was on it.
    pub query: Digest,
    /// Why it no longer holds.
    pub change: Change,
    /// Keyed digest of the document of whoever acted for the applicant and does so no longer.
    pub mandate: Option<Digest>,
    /// Who entered that it no longer holds.
    pub by: PersonId,
    /// Until when it held.
    pub until: Instant,
}

/// Why a registration no longer holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// 登记错了人: the case was never this person's (E10).
    WrongPerson,
    /// The same person with another name or number (E11).
    SamePerson,
    /// Somebody else has taken the applicant's place (E13).
    Succeeded,
}

impl Register {
    /// The former registrations, the oldest first.
    pub fn former(&self) -> impl Iterator<Item = &Former> {
        self.former.iter().flatten()
    }

    fn has_room(&self) -> bool {
        self.former.iter().any(Option::is_none)
    }

    fn remember(&mut self, former: Former) {
        if let Some(slot) = self.former.iter_mut().find(|slot| slot.is_none()) {
            *slot = Some(former);
        }
    }
}

impl Facts {
    /// The registration as it stands, about to be replaced.
    fn as_former(&self, change: Change, mandate: Option<Digest>, by: PersonId, until: Instant) -> Former {
        let Facts { applicant, applicant_sealed, receipt, query, .. } = *self;
        Former { applicant, applicant_sealed, receipt, query, change, mandate, by, until }
    }
}

/// The window head's authority over a registration; whoever took the case in is never the one to change it (E10).
fn head(desk: &Desk) -> Result<Authority, Refusal> {
    let basis = desk.needs(Power::CorrectRegistration, None)?;
    let took_in = |person: PersonId| desk.facts.people.contains(&Part { person, duty: Duty::Intake });
    if took_in(desk.actor()) {
        let holders = desk.known.organisation.who_may(Power::CorrectRegistration, desk.item, desk.today());
        let able = able_by(desk.known, holders, |person| !took_in(person));
        return Err(RegisterRefusal::IntakeCannotCorrect { able }.into());
    }
    match desk.facts.register.has_room() {
        true => Ok(basis),
        false => Err(RegisterRefusal::TooManyChanges.into()),
    }
}

/// Whoever changed whose the case is hands nothing out of it: for that it takes a second person (E11, E13, M4).
pub(crate) fn registered_by_another(desk: &Desk) -> Result<(), Refusal> {
    let changed = |person: PersonId| desk.facts.register.former().any(|former| former.by == person);
    if !changed(desk.actor()) {
        return Ok(());
    }
    let holders = desk.known.organisation.who_may(Power::Deliver, desk.item, desk.today());
    let able = able_by(desk.known, holders, |person| !changed(person));
    Err(RegisterRefusal::RegistrarCannotHandOut { able }.into())
}

/// What a fact about whose the case is changes.
pub(crate) fn apply(facts: &mut Facts, event: &crate::event::Event) {
    use crate::event::Event as E;
    match event {
        E::ReceiptReissued(fact) => {
            facts.register.reprints = facts.register.reprints.saturating_add(1);
            (facts.query, facts.query_sealed) = (fact.query, fact.query_sealed);
        }
        E::ContactChanged(fact) => facts.applicant_sealed = fact.applicant_sealed,
        E::ApplicantCorrected(fact) => {
            let former = facts.as_former(Change::WrongPerson, None, fact.by, fact.at);
            facts.register.remember(former);
            facts.sending.begin_anew();
            (facts.applicant, facts.applicant_kind) = (fact.applicant, fact.applicant_kind);
            (facts.applicant_sealed, facts.receipt) = (fact.applicant_sealed, fact.receipt);
            (facts.query, facts.query_sealed) = (fact.query, fact.query_sealed);
            facts.register.code = None;
        }
        E::ApplicantRenamed(fact) => {
            let former = facts.as_former(Change::SamePerson, None, fact.by, fact.at);
            facts.register.remember(former);
            (facts.applicant, facts.applicant_sealed) = (fact.applicant, fact.applicant_sealed);
        }
        E::Rebound(fact) => crate::rebind::apply(facts, fact),
        E::Succeeded(fact) => {
            let former = facts.as_former(Change::Succeeded, fact.mandate, fact.by, fact.at);
            facts.register.remember(former);
            // The same firm with another who speaks for it keeps the address it signed for; a message would still reach
            // whoever spoke for it before.
            match fact.applicant == facts.applicant {
                true => facts.sending.end_electronic(),
                false => facts.sending.begin_anew(),
            }
            (facts.applicant, facts.applicant_kind) = (fact.applicant, fact.applicant_kind);
            facts.applicant_sealed = fact.applicant_sealed;
            (facts.query, facts.query_sealed) = (fact.query, fact.query_sealed);
            facts.register.code = None;
        }
        E::WithdrawCodeSent(fact) => {
            facts.register.code = Some(WithdrawCode { code: fact.code, until: fact.until });
        }
        _ => {}
    }
}
