//! A firm or a person ends: somebody takes the place on proof, or the case ends with a paper (E13).

use super::{EndedWithApplicant, RegisterRefusal, Succeeded, head};
use crate::authority::Desk;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::delivery::Whereabouts;
use crate::folder::FolderRefusal;
use crate::intake::document_no;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::Refusal;
use crate::state::{Facts, File, Stage};
use calendar::Instant;
use catalogue::item::ApplicantKind;
use catalogue::{Digest, PersonId, RowSet};
use serde::{Deserialize, Serialize};

/// How somebody comes into the applicant's place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuccessionGround {
    /// 继承: the person died.
    Inherited,
    /// 合并: the firm was merged into another.
    Merged,
    /// 分立: the firm was divided, and this one takes the matter on.
    Divided,
    /// 法定代表人变更: the same firm, another who speaks for it.
    Represented,
}

impl SuccessionGround {
    /// Every ground, in the order of the form.
    pub const ALL: [SuccessionGround; 4] = [
        SuccessionGround::Inherited,
        SuccessionGround::Merged,
        SuccessionGround::Divided,
        SuccessionGround::Represented,
    ];
}

/// Why nobody takes the applicant's place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// 申请人死亡, and the matter cannot be inherited.
    Died,
    /// 申请单位注销、解散.
    Dissolved,
}

impl EndGround {
    /// Every ground, in the order of the form.
    pub const ALL: [EndGround; 2] = [EndGround::Died, EndGround::Dissolved];
}

/// Put the successor in the applicant's place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succeed {
    /// How.
    pub ground: SuccessionGround,
    /// Keyed digest of the successor's identity document; the firm's own where only its representative changed.
    pub applicant: Digest,
    /// Person, firm or other.
    pub applicant_kind: ApplicantKind,
    /// The successor's particulars.
    pub applicant_sealed: Sealed,
    /// Which proof was shown, in words.
    pub proof: Sealed,
    /// Keyed digest of a new query code.
    pub query: Digest,
    /// The new query code.
    pub query_sealed: Sealed,
    /// Keyed digest of the document of whoever acted for the former applicant, if somebody did.
    pub mandate: Option<Digest>,
    /// Keyed digest of a new pickup code; used only where the result waits already.
    pub pickup: Digest,
    /// That pickup code.
    pub pickup_sealed: Sealed,
}

/// End the case with its applicant.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndWithApplicant {
    /// Why.
    pub ground: EndGround,
    /// Which proof was shown, in words.
    pub proof: Sealed,
}

/// How a case ended with its applicant.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The paper.
    pub notice: DocumentNo,
    /// Why.
    pub ground: EndGround,
    /// Which proof was shown.
    pub proof: Sealed,
    /// Papers to be fetched.
    pub papers: u16,
    /// Who entered it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

impl From<&EndedWithApplicant> for Ended {
    fn from(fact: &EndedWithApplicant) -> Ended {
        let EndedWithApplicant { at, by, notice, ground, proof, papers, .. } = *fact;
        Ended { notice, ground, proof, papers, by, at }
    }
}

/// Until it is handed out; clocks run on, for what the office has to do is the same.
pub(crate) fn succeed(desk: &Desk, stage: &Stage, command: &Succeed) -> Answer {
    let same = command.applicant == desk.facts.applicant;
    match command.ground {
        SuccessionGround::Represented if !same => return Err(RegisterRefusal::AnotherFirm.into()),
        SuccessionGround::Represented if desk.facts.applicant_kind == ApplicantKind::NaturalPerson => {
            return Err(RegisterRefusal::NoFirm.into());
        }
        SuccessionGround::Represented => {}
        _ if same => return Err(RegisterRefusal::SamePerson.into()),
        _ => {}
    }
    if !desk.item.applicants.contains(&command.applicant_kind) {
        return Err(Refusal::ApplicantNotServed);
    }
    let basis = head(desk)?;
    // What is in a letter to the former applicant has first to be signed for or here again (E8).
    let letter = match (command.ground, stage) {
        (SuccessionGround::Represented, _) => RowSet::EMPTY,
        (_, Stage::Concluded(_)) => desk.facts.sending.originals_in(Whereabouts::UnderWay),
        _ => RowSet::EMPTY,
    };
    if !letter.is_empty() {
        return Err(FolderRefusal::WithCarrier { rows: letter }.into());
    }
    // What the former applicant was sent must collect nothing any more.
    let waits = matches!(stage, Stage::Concluded(conclusion) if conclusion.pickup.is_some());
    let Succeed { ground, applicant, applicant_kind, applicant_sealed, proof, .. } = *command;
    Ok(vec![
        Succeeded {
            at: desk.known.now,
            by: desk.actor(),
            basis,
            ground,
            applicant,
            applicant_kind,
            applicant_sealed,
            proof,
            query: command.query,
            query_sealed: command.query_sealed,
            mandate: command.mandate,
            pickup: waits.then_some(command.pickup),
            pickup_sealed: waits.then_some(command.pickup_sealed),
        }
        .into(),
    ])
}

/// Before the decision; what was granted already is another proceeding.
pub(crate) fn end(desk: &Desk, command: &EndWithApplicant) -> Answer {
    let firm = desk.facts.applicant_kind != ApplicantKind::NaturalPerson;
    if firm != (command.ground == EndGround::Dissolved) {
        return Err(RegisterRefusal::WrongEnd.into());
    }
    let basis = head(desk)?;
    let notice = document_no(desk.facts.authority, DocumentKind::EndNotice, desk.known);
    let (at, by, papers) = (desk.known.now, desk.actor(), desk.facts.holding.papers);
    let EndWithApplicant { ground, proof } = *command;
    Ok(vec![EndedWithApplicant { at, by, basis, notice, ground, proof, papers }.into()])
}

/// Whoever acted for a former applicant collects nothing any more: the mandate ended with the succession. Who has come into the
/// applicant's place needs none.
pub(crate) fn mandate_stands(facts: &Facts, identity: Digest) -> Result<(), Refusal> {
    if identity == facts.applicant {
        return Ok(());
    }
    let ended = |former: &super::Former| {
        let succeeded = former.change == super::Change::Succeeded && former.applicant != facts.applicant;
        former.mandate == Some(identity) || (succeeded && former.applicant == identity)
    };
    match facts.register.former().any(ended) {
        true => Err(RegisterRefusal::MandateEnded.into()),
        false => Ok(()),
    }
}

impl File {
    /// Whether whoever acts for the applicant still does: the mandate ends with the applicant, and what was shown at intake counts no
    /// longer (E13).
    pub fn mandate_runs(&self) -> bool {
        !matches!(self.stage, Stage::EndedWithApplicant(_))
    }
}
