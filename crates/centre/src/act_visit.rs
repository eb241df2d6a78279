//! The record of a check on site as it is typed: checked for length, then sealed (C36, N11).

use calendar::Instant;
use casework::Sealed;
use catalogue::PersonId;
use serde::Serialize;

use crate::Fault;
use crate::act::{FieldProblem, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::particulars::Sealer;

/// 现场核查记录, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteVisit {
    /// The second officer.
    pub with: PersonId,
    /// Time in.
    pub entered_at: Instant,
    /// Time out.
    pub left_at: Instant,
    /// 笔录.
    pub minutes: String,
    /// Whether the party signed.
    pub signature: Signature,
    /// Photographs taken.
    pub photographs: u16,
}

/// Whether the party signed the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// 签了字.
    Signed,
    /// 拒绝签字, with the reason noted.
    Refused(String),
    /// 不在场, with a witness.
    Absent(String),
}

impl SiteVisit {
    /// What is wrong with the texts.
    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let noted = match &self.signature {
            Signature::Signed => None,
            Signature::Refused(reason) => text_problem("refusal", reason, true, TEXT_CHARS_MAX),
            Signature::Absent(witness) => text_problem("witness", witness, true, NAME_CHARS_MAX),
        };
        let minutes = text_problem("minutes", &self.minutes, true, TEXT_CHARS_MAX);
        minutes.into_iter().chain(noted).collect()
    }

    /// The record with its texts sealed.
    pub(crate) fn sealed(&self, sealer: &mut Sealer<'_>) -> Result<casework::Visit, Fault> {
        let mut seal = |kind: &'static str, text: &str| sealer.seal(kind, text.as_bytes()).map(Sealed);
        Ok(casework::Visit {
            with: self.with,
            entered_at: self.entered_at,
            left_at: self.left_at,
            minutes: seal("visit-minutes", &self.minutes)?,
            signature: match &self.signature {
                Signature::Signed => casework::PartySignature::Signed,
                Signature::Refused(reason) => {
                    casework::PartySignature::Refused { reason: seal("visit-refusal", reason)? }
                }
                Signature::Absent(witness) => {
                    casework::PartySignature::Absent { witness: seal("visit-witness", witness)? }
                }
            },
            photographs: self.photographs,
        })
    }
}
