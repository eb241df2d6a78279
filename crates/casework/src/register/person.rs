//! The applicant as registered: somebody else by mistake, or the same person with another name or number (E10, E11).

use super::{ApplicantCorrected, ApplicantRenamed, RegisterRefusal, head};
use crate::authority::Desk;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::intake::receipt_no;
use crate::refusal::Refusal;
use catalogue::Digest;
use catalogue::item::ApplicantKind;
use serde::{Deserialize, Serialize};

/// The case had been typed under the wrong person: put the right one in the place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectApplicant {
    /// Keyed digest of the right person's identity document.
    pub applicant: Digest,
    /// Person, firm or other.
    pub applicant_kind: ApplicantKind,
    /// The right person's particulars.
    pub applicant_sealed: Sealed,
    /// Keyed digest of a new query code.
    pub query: Digest,
    /// The new query code.
    pub query_sealed: Sealed,
    /// How it came to be wrong.
    pub reason: Sealed,
}

/// The same person bears another name or another number.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameApplicant {
    /// Keyed digest of the identity document as it is now.
    pub applicant: Digest,
    /// The particulars as they are now.
    pub applicant_sealed: Sealed,
    /// Which proof was shown, in words.
    pub proof: Sealed,
}

/// Before the decision: a new number and a new code, so that what the wrong person holds opens nothing any more (E10).
pub(crate) fn correct(desk: &Desk, command: &CorrectApplicant) -> Answer {
    let CorrectApplicant { applicant, applicant_kind, applicant_sealed, query, query_sealed, reason } =
        *command;
    if applicant == desk.facts.applicant {
        return Err(RegisterRefusal::SamePerson.into());
    }
    if !desk.item.applicants.contains(&applicant_kind) {
        return Err(Refusal::ApplicantNotServed);
    }
    let basis = head(desk)?;
    Ok(vec![
        ApplicantCorrected {
            at: desk.known.now,
            by: desk.actor(),
            basis,
            reason,
            applicant,
            applicant_kind,
            applicant_sealed,
            receipt: receipt_no(desk.facts.authority, desk.known),
            query,
            query_sealed,
        }
        .into(),
    ])
}

/// As long as something is to be handed out; number and code stay, for it is the same person (E11).
pub(crate) fn rename(desk: &Desk, command: &RenameApplicant) -> Answer {
    let basis = head(desk)?;
    let RenameApplicant { applicant, applicant_sealed, proof } = *command;
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ApplicantRenamed { at, by, basis, applicant, applicant_sealed, proof }.into()])
}
