//! 改联系方式: the same applicant is reached in another way from now on, also where only the result is still to be fetched (E3, E11).

use super::{ContactChanged, RegisterRefusal};
use crate::authority::{Desk, sits_at};
use crate::close::hands_out_at;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::refusal::{Refusal, Whose};
use crate::state::Stage;
use catalogue::{Digest, WindowId};
use serde::{Deserialize, Serialize};

/// Reach the applicant in another way, after a look at the document.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeContact {
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// The particulars as they are now.
    pub applicant_sealed: Sealed,
    /// The particulars they were made from; what was registered since is not undone.
    pub before: Sealed,
    /// Where.
    pub window: WindowId,
}

/// Where the applicant is received: before the result is made at a window of its authority, afterwards where results are handed out.
pub(crate) fn change_contact(desk: &Desk, stage: &Stage, command: &ChangeContact) -> Answer {
    let ChangeContact { identity, applicant_sealed, before, window } = *command;
    match stage {
        Stage::Concluded(_) | Stage::Delivered { .. } => hands_out_at(desk, window)?,
        _ => sits_at(desk.known, desk.item, window)?,
    }
    if identity != desk.facts.applicant {
        return Err(Refusal::IdentityDiffers { whose: Whose::Applicant, instead: None });
    }
    if before != desk.facts.applicant_sealed {
        return Err(RegisterRefusal::RegistrationMoved.into());
    }
    let (at, by) = (desk.known.now, desk.actor());
    Ok(vec![ContactChanged { at, by, window, applicant_sealed }.into()])
}
