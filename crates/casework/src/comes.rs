//! Who comes to a window: the person whose matter it is, or somebody sent with a letter of authority (N7, E16).

use crate::command::Sealed;
use crate::refusal::{Instead, Refusal, Whose};
use crate::register::RegisterRefusal;
use catalogue::Digest;
use serde::{Deserialize, Serialize};

/// Who comes, by the document shown.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comes {
    /// The applicant or the holder.
    Own {
        /// Keyed digest of the document shown.
        identity: Digest,
    },
    /// Somebody who was sent.
    Sent {
        /// Keyed digest of that person's document.
        identity: Digest,
        /// Name and document, sealed.
        sent: Sealed,
        /// The letter of authority was seen.
        letter: bool,
    },
}

impl Comes {
    /// Whose document was shown.
    pub fn identity(self) -> Digest {
        match self {
            Comes::Own { identity } | Comes::Sent { identity, .. } => identity,
        }
    }

    /// Who was sent by this person, if somebody was; the own document or the letter must have been seen.
    pub(crate) fn sent_by(self, whose: Whose, person: Digest) -> Result<Option<Sealed>, Refusal> {
        match self {
            Comes::Own { identity } if identity == person => Ok(None),
            Comes::Own { .. } => Err(Refusal::IdentityDiffers { whose, instead: Some(Instead::Agent) }),
            Comes::Sent { sent, letter: true, .. } => Ok(Some(sent)),
            Comes::Sent { letter: false, .. } => Err(RegisterRefusal::LetterNotSeen.into()),
        }
    }
}
