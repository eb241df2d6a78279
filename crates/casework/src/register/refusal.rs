//! Why nothing was changed about whose a case is.

use crate::quota::QuotaRefusal;
use crate::rebind::RebindRefusal;
use crate::refusal::{Able, Refusal};
use catalogue::WindowId;
use serde::{Deserialize, Serialize};

/// Why not; nested in [`Refusal`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterRefusal {
    /// The actor does not receive people at that window today (E15).
    NotAtThatWindow {
        /// As given.
        window: WindowId,
    },
    /// Whoever took the case in does not change its registration alone (E10).
    IntakeCannotCorrect {
        /// Who may today.
        able: Vec<Able>,
    },
    /// Whoever changed whose the case is does not hand its result out as well (E11, E13).
    RegistrarCannotHandOut {
        /// Who may today.
        able: Vec<Able>,
    },
    /// After the decision a registration is not changed: only revocation and a new case (E10).
    AlreadyDecided,
    /// The registration was changed while this was typed.
    RegistrationMoved,
    /// Whoever comes for somebody else shows the letter of authority (N7).
    LetterNotSeen,
    /// That is the person who is registered.
    SamePerson,
    /// Another representative, but not of this firm.
    AnotherFirm,
    /// A natural person has no legal representative.
    NoFirm,
    /// A person dies, a firm is dissolved; not the other way round.
    WrongEnd,
    /// The registration changed too often.
    TooManyChanges,
    /// The mandate of whoever wants to collect has ended (E13).
    MandateEnded,
    /// Only the applicant does this, with the own code (C26).
    OnlyTheApplicant,
    /// The applicant left no telephone; any window does it (C26). Said where the particulars can be read.
    NoOwnTelephone,
    /// No messages are sent from here, so no code either; any window does it (C26).
    NothingIsSent,
    /// Of a licence of limited number (N23).
    Quota(QuotaRefusal),
    /// About the revision the case is bound to (C19).
    Rebind(RebindRefusal),
    /// No code was sent, or it was used (C26).
    NoCodeSent,
    /// The code is older than ten minutes (C26).
    CodeExpired,
    /// Not the code that was sent (C26).
    CodeWrong,
}

impl RegisterRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        use RegisterRefusal::*;
        match self {
            NotAtThatWindow { .. } => "not-at-that-window",
            IntakeCannotCorrect { .. } => "intake-cannot-correct",
            RegistrarCannotHandOut { .. } => "registrar-cannot-hand-out",
            AlreadyDecided => "already-decided",
            RegistrationMoved => "registration-moved",
            LetterNotSeen => "letter-not-seen",
            SamePerson => "same-person",
            AnotherFirm => "another-firm",
            NoFirm => "no-firm",
            WrongEnd => "wrong-end",
            TooManyChanges => "too-many-changes",
            MandateEnded => "mandate-ended",
            OnlyTheApplicant => "only-the-applicant",
            NoOwnTelephone => "no-own-telephone",
            NothingIsSent => "nothing-is-sent",
            Quota(it) => it.code(),
            Rebind(it) => it.code(),
            NoCodeSent => "no-code-sent",
            CodeExpired => "code-expired",
            CodeWrong => "code-wrong",
        }
    }

    /// Who may act today, where the refusal says so.
    pub fn able(&self) -> &[Able] {
        match self {
            RegisterRefusal::IntakeCannotCorrect { able }
            | RegisterRefusal::RegistrarCannotHandOut { able } => able,
            _ => &[],
        }
    }

    /// Whether another person may do it today.
    pub fn concerns_person(&self) -> bool {
        matches!(
            self,
            RegisterRefusal::IntakeCannotCorrect { .. } | RegisterRefusal::RegistrarCannotHandOut { .. }
        )
    }
}

impl From<RegisterRefusal> for Refusal {
    fn from(refusal: RegisterRefusal) -> Refusal {
        Refusal::Register(refusal)
    }
}
