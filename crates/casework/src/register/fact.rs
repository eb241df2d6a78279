//! What happened to whose the case is: facts of the same form as those of [`crate::event`].

use super::{EndGround, SuccessionGround};
use crate::command::Sealed;
use crate::number::{DocumentNo, ReceiptNo};
use crate::withdraw::WithdrawCause;
use calendar::Instant;
use catalogue::item::ApplicantKind;
use catalogue::{Authority, Digest, PersonId, WindowId};
use serde::{Deserialize, Serialize};

facts! {
    /// 补打回执: a new query code; the old one is void from this instant (E15).
    ReceiptReissued {
        /// Who printed it.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// Keyed digest of the new query code.
        query: Digest,
        /// The new query code.
        query_sealed: Sealed,
        /// Which reprint it is, from 1.
        reprint: u16,
        /** Who was sent for it, with a letter (N7). */ #[serde(default, skip_serializing_if = "Option::is_none")] sent: Option<Sealed>,
    }
    /// 改联系方式: from this instant news reaches the applicant in another way (E3, E11).
    ContactChanged {
        /// Who entered it.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// The particulars as they are now: the same person, reached otherwise.
        applicant_sealed: Sealed,
    }
    /// The applicant came again with the same matter and was led to this case (E9).
    SameMatterCame {
        /// The officer.
        by: PersonId,
        /// Where.
        window: WindowId,
    }
    /// 更正登记: it had been typed under the wrong person (E10).
    ApplicantCorrected {
        /// Who corrected it.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// Why.
        reason: Sealed,
        /// Keyed digest of the right person's identity document.
        applicant: Digest,
        /// Person, firm or other.
        applicant_kind: ApplicantKind,
        /// The right person's particulars.
        applicant_sealed: Sealed,
        /// The new receipt number; the old one points to it.
        receipt: ReceiptNo,
        /// Keyed digest of the new query code.
        query: Digest,
        /// The new query code.
        query_sealed: Sealed,
    }
    /// The same person bears another name or number, on proof (E11).
    ApplicantRenamed {
        /// Who entered it.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// Keyed digest of the identity document as it is now.
        applicant: Digest,
        /// The particulars as they are now.
        applicant_sealed: Sealed,
        /// Which proof was shown.
        proof: Sealed,
    }
    /// Somebody has taken the applicant's place, on proof (E13).
    Succeeded {
        /// Who entered it.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// How.
        ground: SuccessionGround,
        /// Keyed digest of the successor's identity document.
        applicant: Digest,
        /// Person, firm or other.
        applicant_kind: ApplicantKind,
        /// The successor's particulars.
        applicant_sealed: Sealed,
        /// Which proof was shown.
        proof: Sealed,
        /// Keyed digest of the new query code; the old one is void.
        query: Digest,
        /// The new query code.
        query_sealed: Sealed,
        /// Keyed digest of the document of whoever acted for the former applicant: the mandate ends here.
        mandate: Option<Digest>,
        /// Keyed digest of a new pickup code, where the result waits already; the old one is void.
        pickup: Option<Digest>,
        /// That pickup code.
        pickup_sealed: Option<Sealed>,
    }
    /// 终止办理: the applicant is no more and nobody takes the place (E13).
    EndedWithApplicant {
        /// Who entered it.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// The paper.
        notice: DocumentNo,
        /// Why.
        ground: EndGround,
        /// Which proof was shown.
        proof: Sealed,
        /// Papers to be fetched.
        papers: u16,
    }
    /// A one-time code went to the applicant's own telephone, for a withdrawal (C26).
    WithdrawCodeSent {
        /// Keyed digest of the code.
        code: Digest,
        /// The code.
        code_sealed: Sealed,
        /// Until when it holds.
        until: Instant,
    }
    /// 已撤回, by the applicant with the own one-time code (C26, F9).
    WithdrawnByApplicant {
        /// The paper.
        notice: DocumentNo,
        /// Why.
        cause: WithdrawCause,
        /// In the applicant's words.
        words: Option<Sealed>,
        /// Papers to be fetched.
        papers: u16,
    }
}
