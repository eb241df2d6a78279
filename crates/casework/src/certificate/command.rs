//! What may be asked of a certificate. Texts come sealed.

use crate::command::{Outcome, Sealed};
use catalogue::{CaseId, Digest, WindowId};
use serde::{Deserialize, Serialize};

/// Everything that can be asked of a certificate.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Begin its life; asked by the centre itself when a case has made it (F5).
    Issue(Issue),
    /// 申请更正: a typing error of ours; the old paper is recalled (E17).
    Correct(Reissue),
    /// 申请变更: the holder's name or number, or what is permitted, has changed (E11, 行政许可法 §49).
    Change(Change),
    /// Decide a correction or a change that was asked for.
    DecideReissue(DecideReissue),
    /// 补发: the paper was lost or is past use; the old one is void.
    Replace(Replace),
    /// 申请延续 (N21).
    ApplyRenewal(ApplyRenewal),
    /// Decide it.
    DecideRenewal(DecideRenewal),
    /// Begin to withdraw, revoke, cancel or rescind it (N25).
    OpenProceeding(OpenProceeding),
    /// 陈述申辩 of the holder.
    RecordStatement(RecordStatement),
    /// End it, or leave it in force.
    DecideProceeding(DecideProceeding),
}

/// What the case made.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The case.
    pub case: CaseId,
    /// Name and number of the holder and what is permitted, sealed in the certificate's own stream.
    pub content: Sealed,
}

/// A new paper in the place of the old.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reissue {
    /// What the new paper says.
    pub content: Sealed,
    /// Keyed digest of the holder's identity document, as the new paper has it.
    pub holder: Digest,
    /// Why, and what was seen as proof.
    pub reason: Sealed,
    /// Whether the old paper was taken back; else it is void all the same and the verification page says so.
    pub old_returned: bool,
}

/// Why a new paper is asked for.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReissueKind {
    /// 更正.
    Correction,
    /// 变更.
    Change,
}

/// What the holder wants changed, in person at a window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Keyed digest of the document the certificate bears so far; only its holder changes it.
    pub identity: Digest,
    /// The new paper.
    pub new: Reissue,
}

/// Grant or refuse a new paper.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideReissue {
    /// Which.
    pub outcome: Outcome,
    /// Why not; needed for a refusal (N19).
    pub reasons: Option<Sealed>,
}

/// The same paper once more: lost or past use.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replace {
    /// In the holder's words.
    pub reason: Sealed,
    /// Whether what is left of the old paper came back.
    pub old_returned: bool,
}

/// The holder applies for renewal at a window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyRenewal {
    /// Keyed digest of the document shown.
    pub identity: Digest,
    /// Where.
    pub window: WindowId,
    /// In the holder's words.
    pub words: Option<Sealed>,
}

/// Grant or refuse a renewal.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideRenewal {
    /// Which.
    pub outcome: Outcome,
    /// Why not; needed for a refusal (N19).
    pub reasons: Option<Sealed>,
}

/// The four ways in which an authority ends a certificate (N25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndKind {
    /// 撤回: lawful when given, no longer tenable (行政许可法 §8).
    Withdrawn,
    /// 撤销: should not have been given (§69).
    Revoked,
    /// 注销: the formality that follows its end (§70).
    Cancelled,
    /// 吊销: a penalty for what the holder did (行政处罚法 §9).
    Rescinded,
}

impl EndKind {
    /// Every kind, in the order of the form.
    pub const ALL: [EndKind; 4] =
        [EndKind::Withdrawn, EndKind::Revoked, EndKind::Cancelled, EndKind::Rescinded];
}

/// The grounds, each of one article, and no other.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// The rules it rests on were changed or repealed (§8 second paragraph).
    RulesChanged,
    /// What it rested on has changed materially (§8 second paragraph).
    CircumstancesChanged,
    /// Abuse or neglect of office (§69 first paragraph, 1).
    AbuseOfOffice,
    /// Beyond the legal powers (§69 first paragraph, 2).
    BeyondPowers,
    /// Against the legal procedure (§69 first paragraph, 3).
    WrongProcedure,
    /// The applicant did not qualify (§69 first paragraph, 4).
    Unqualified,
    /// Obtained by deceit or bribery (§69 second paragraph).
    ObtainedByDeceit,
    /// Its time ended and it was not renewed (§70, 1).
    NotRenewed,
    /// The person died or lost capacity (§70, 2).
    PersonGone,
    /// The body ended (§70, 3).
    BodyEnded,
    /// Force majeure made the matter impossible (§70, 5).
    ForceMajeure,
    /// The holder gives it back, where the law lets it be cancelled then (§70, 6).
    GivenBack,
    /// A penalty that its own law names (行政处罚法 §9, 3).
    Penalty,
}

impl EndGround {
    /// Every ground, in the order of the articles.
    pub const ALL: [EndGround; 13] = [
        EndGround::RulesChanged,
        EndGround::CircumstancesChanged,
        EndGround::AbuseOfOffice,
        EndGround::BeyondPowers,
        EndGround::WrongProcedure,
        EndGround::Unqualified,
        EndGround::ObtainedByDeceit,
        EndGround::NotRenewed,
        EndGround::PersonGone,
        EndGround::BodyEnded,
        EndGround::ForceMajeure,
        EndGround::GivenBack,
        EndGround::Penalty,
    ];

    /// Which way the ground leads.
    pub fn kind(self) -> EndKind {
        use EndGround::*;
        match self {
            RulesChanged | CircumstancesChanged => EndKind::Withdrawn,
            AbuseOfOffice | BeyondPowers | WrongProcedure | Unqualified | ObtainedByDeceit => {
                EndKind::Revoked
            }
            NotRenewed | PersonGone | BodyEnded | ForceMajeure | GivenBack => EndKind::Cancelled,
            Penalty => EndKind::Rescinded,
        }
    }
}

/// Begin proceedings; the kind follows from the ground.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenProceeding {
    /// On what ground.
    pub ground: EndGround,
    /// The facts, and for a penalty the article of its own law.
    pub facts: Sealed,
}

/// What the holder says to it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordStatement {
    /// The words.
    pub words: Sealed,
}

/// The end of proceedings.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideProceeding {
    /// Whether the certificate ends; else it stays in force.
    pub ends: bool,
    /// Why; answers what the holder said.
    pub reasons: Sealed,
}
