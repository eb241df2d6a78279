//! What may be asked of a certificate. Texts come sealed.

use crate::comes::Comes;
use crate::command::{Outcome, Sealed};
use crate::number::DocumentNo;
use calendar::Day;
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
    /// 申请补发: the paper was lost or is past use (A22).
    Replace(Replace),
    /// Decide a correction, a change or a replacement that was asked for.
    DecideReissue(DecideReissue),
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
    /// 发放、送达 a paper that was made after the case (N16).
    HandOut(HandOut),
    /// 改联系方式 of the holder (E3, E11).
    ChangeContact(ChangeHolderContact),
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
    /// 补发.
    Replacement,
}

/// What the holder wants changed, in person or through somebody sent.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Who comes: only the holder with the document the certificate bears so far changes it, or whom the holder sent (N7).
    pub by: Comes,
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

/// The same paper once more, lost or past use: asked for by the holder in person at a window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replace {
    /// Keyed digest of the document shown; only the holder asks.
    pub identity: Digest,
    /// Where.
    pub window: WindowId,
    /// In the holder's words.
    pub reason: Sealed,
    /// Whether what is left of the old paper came back.
    pub old_returned: bool,
}

/// Reach the holder in another way from now on, after a look at the document (E3, E11).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeHolderContact {
    /// Keyed digest of the document shown.
    pub identity: Digest,
    /// How, sealed in the certificate's own stream.
    pub contact: Sealed,
    /// Where.
    pub window: WindowId,
}

/// The holder, or whom the holder sent, applies for renewal at a window.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplyRenewal {
    /// Who comes.
    pub by: Comes,
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

/// Hand a paper to the holder, or bring it there in another way (N16, C25).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOut {
    /// Which paper.
    pub paper: DocumentNo,
    /// How.
    pub way: Handing,
    /// Where the officer sits.
    pub window: WindowId,
}

/// How a paper of a certificate reaches its holder.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// 窗口领取, in person.
    Holder {
        /// Keyed digest of the document shown.
        identity: Digest,
    },
    /// 窗口代领: the holder's letter of authority was seen (E16).
    Collector {
        /// Who came, with name, document and letter.
        collector: Sealed,
    },
    /// 邮寄: the carrier's receipt came back signed.
    Post {
        /// The day on it.
        on: Day,
        /// The address the holder confirmed, the posting, and who signed.
        record: Sealed,
    },
    /// 留置: refused at the address and left there before two witnesses.
    Left {
        /// That day.
        on: Day,
        /// Witnesses, place and what was said.
        record: Sealed,
    },
    /// 公告: nothing else reached the holder, and the notice has run.
    Announced {
        /// The day it was published.
        on: Day,
        /// Where it was published, and why nothing else did.
        record: Sealed,
    },
}
