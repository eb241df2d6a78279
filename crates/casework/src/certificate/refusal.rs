//! Why something was not done to a certificate, where the reason is of certificates alone.

use super::state::Standing;
use crate::refusal::Refusal;
use calendar::Day;
use serde::{Deserialize, Serialize};

/// Why not.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateRefusal {
    /// There is no such certificate.
    NoSuchCertificate,
    /// It was issued before.
    AlreadyIssued,
    /// No concluded case bears this number (F5).
    NoCaseBehind,
    /// It has expired or was ended.
    NotInForce {
        /// How it stands.
        standing: Standing,
    },
    /// It is in force; the ground needs one whose time is over.
    StillInForce,
    /// Proceedings run; first they are decided.
    ProceedingRuns,
    /// No proceedings run.
    NoProceeding,
    /// The new paper would say what the old one says.
    NothingChanged,
    /// A correction keeps the holder's document (E17).
    CorrectionKeepsHolder,
    /// A correction keeps what is permitted (E17).
    CorrectionKeepsScope,
    /// A correction, a change or a replacement waits for an answer.
    ReissueWaits,
    /// None was asked for.
    NoReissue,
    /// It has as many papers as one may have.
    TooManyPapers,
    /// Too many papers of it wait to be handed out.
    PapersNotHandedOut,
    /// No such paper waits to be handed out.
    NotToHandOut,
    /// The public notice runs still (C25).
    PublicNoticeRuns {
        /// Its last day.
        until: Day,
    },
    /// No rule ends it, or it ends on a day that is the same for all: there is nothing to renew.
    NotRenewable,
    /// Rules of licences; this is none.
    NotALicence,
    /// Less than thirty working days are left (N21).
    RenewalTooLate {
        /// The last day to apply was this one.
        by: Option<Day>,
    },
    /// A renewal waits for an answer.
    RenewalWaits,
    /// No renewal was applied for.
    NoRenewal,
    /// The holder may still speak (N25).
    HolderNotHeard {
        /// Until this day.
        speak_by: Day,
    },
    /// The notice has not reached the holder yet, so that the days to speak have not begun (N25).
    NoticeNotHandedOut,
    /// The holder was heard.
    HeardBefore,
}

impl From<CertificateRefusal> for Refusal {
    fn from(refusal: CertificateRefusal) -> Refusal {
        Refusal::Certificate(refusal)
    }
}

impl CertificateRefusal {
    /// The stable code.
    pub fn code(self) -> &'static str {
        use CertificateRefusal::*;
        match self {
            NoSuchCertificate => "no-such-certificate",
            AlreadyIssued => "certificate-already-issued",
            NoCaseBehind => "no-case-behind-certificate",
            NotInForce { .. } => "certificate-not-in-force",
            StillInForce => "certificate-still-in-force",
            ProceedingRuns => "proceeding-runs",
            NoProceeding => "no-proceeding",
            NothingChanged => "nothing-changed",
            CorrectionKeepsHolder => "correction-keeps-holder",
            CorrectionKeepsScope => "correction-keeps-scope",
            ReissueWaits => "reissue-waits",
            NoReissue => "no-reissue",
            TooManyPapers => "too-many-certificate-papers",
            PapersNotHandedOut => "papers-not-handed-out",
            NotToHandOut => "not-to-hand-out",
            PublicNoticeRuns { .. } => "public-notice-runs",
            NotRenewable => "not-renewable",
            NotALicence => "not-a-licence",
            RenewalTooLate { .. } => "renewal-too-late",
            RenewalWaits => "renewal-waits",
            NoRenewal => "no-renewal",
            HolderNotHeard { .. } => "holder-not-heard",
            NoticeNotHandedOut => "notice-not-handed-out",
            HeardBefore => "heard-before",
        }
    }
}
