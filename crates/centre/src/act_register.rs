//! Acts about whose the case is: a receipt printed again, another telephone, a registration corrected, a successor, an end (E3,
//! E10, E11, E13, E15).

use casework::{
    ChangeContact, Command, CorrectApplicant, EndGround, EndWithApplicant, NoteSameMatter, Rebind,
    RebindGround, RegisterRefusal, ReissueReceipt, RenameApplicant, Sealed, Succeed, SuccessionGround,
};
use catalogue::item::ApplicantKind;
use catalogue::{CaseId, WindowId};
use serde::Serialize;

use crate::act::{Collector, FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::case::Problem;
use crate::comes::comer_problems;
use crate::contact_details::ContactDetails;
use crate::particulars::{Applicant, Sealer};
use crate::seal::random_digits;
use crate::{Centre, Fault};

/// Names no revision and no body: the rules refuse it.
const NOTHING: catalogue::Digest = catalogue::Digest([0; 32]);

/// What a person asks about whose the case is. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterAct {
    /// Print a lost receipt again (E15).
    Reissue {
        /// Type of the applicant's document, where the applicant comes.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Whoever was sent for it (N7).
        collector: Option<Collector>,
        /// At which window.
        window: WindowId,
    },
    /// The applicant is reached in another way (E3, E11).
    Contact {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// How, from now on.
        contact: ContactDetails,
        /// At which window.
        window: WindowId,
    },
    /// The applicant came again with the same matter (E9).
    SameMatter {
        /// At which window.
        window: WindowId,
    },
    /// It was typed under the wrong person (E10).
    Correct {
        /// The right person.
        applicant: Applicant,
        /// What kind of applicant.
        kind: ApplicantKind,
        /// How it came to be wrong.
        reason: String,
    },
    /// The same person has another name or number (E11).
    Rename {
        /// As it is now.
        applicant: Applicant,
        /// Which proof was shown.
        proof: String,
    },
    /// Somebody takes the applicant's place (E13).
    Succeed {
        /// How.
        ground: SuccessionGround,
        /// The successor.
        applicant: Applicant,
        /// What kind of applicant.
        kind: ApplicantKind,
        /// Which proof was shown.
        proof: String,
    },
    /// The case goes over to the revision of its item that is in force (C19, E36).
    Rebind {
        /// On which ground.
        ground: RebindGround,
        /// By which article.
        article: String,
        /// What changes for the applicant.
        changes: String,
    },
    /// The case ends with its applicant (E13).
    End {
        /// Why.
        ground: EndGround,
        /// Which proof was shown.
        proof: String,
    },
}

impl RegisterAct {
    /// The act's name in addresses and forms.
    pub fn name(&self) -> &'static str {
        match self {
            RegisterAct::Reissue { .. } => "reissue-receipt",
            RegisterAct::Contact { .. } => "change-contact",
            RegisterAct::SameMatter { .. } => "same-matter",
            RegisterAct::Correct { .. } => "correct-applicant",
            RegisterAct::Rename { .. } => "rename-applicant",
            RegisterAct::Succeed { .. } => "succeed",
            RegisterAct::Rebind { .. } => "rebind",
            RegisterAct::End { .. } => "end-with-applicant",
        }
    }

    /// Checks the typed words.
    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let (field, words) = match self {
            RegisterAct::Reissue { document_number, collector, .. } => {
                return comer_problems("document_number", document_number, collector.as_ref());
            }
            RegisterAct::Contact { document_number, contact, .. } => {
                let mut problems = contact.check();
                problems.extend(text_problem("document_number", document_number, true, 64));
                return problems;
            }
            RegisterAct::SameMatter { .. } => return Vec::new(),
            RegisterAct::Rebind { article, changes, .. } => {
                let problems = [("article", article), ("changes", changes)];
                let wrong = problems.map(|(field, words)| text_problem(field, words, true, TEXT_CHARS_MAX));
                return wrong.into_iter().flatten().collect();
            }
            RegisterAct::Correct { reason, .. } => ("reason", reason),
            RegisterAct::Rename { proof, .. }
            | RegisterAct::Succeed { proof, .. }
            | RegisterAct::End { proof, .. } => ("proof", proof),
        };
        text_problem(field, words, true, TEXT_CHARS_MAX).into_iter().collect()
    }

    /// The applicant as it is to be registered from now on.
    fn applicant(&self) -> Option<&Applicant> {
        match self {
            RegisterAct::Correct { applicant, .. }
            | RegisterAct::Rename { applicant, .. }
            | RegisterAct::Succeed { applicant, .. } => Some(applicant),
            RegisterAct::Reissue { .. }
            | RegisterAct::Contact { .. }
            | RegisterAct::SameMatter { .. }
            | RegisterAct::Rebind { .. }
            | RegisterAct::End { .. } => None,
        }
    }

    /// Whether a document is shown that somebody might guess.
    pub(crate) fn shows_identity(&self) -> bool {
        matches!(self, RegisterAct::Reissue { .. } | RegisterAct::Contact { .. })
    }
}

impl Centre {
    /// What is typed wrongly of the new particulars, as at intake (E5).
    pub(crate) fn register_problems(&self, act: &RegisterAct) -> Vec<FieldProblem> {
        act.applicant().map_or_else(Vec::new, |who| self.applicant_look(who).problems)
    }

    /// Seals what was typed and makes the command of the case; what the case is about stays what it was.
    pub(crate) async fn register_command(
        &self,
        case: CaseId,
        act: &RegisterAct,
        sealer: &mut Sealer<'_>,
    ) -> Result<Command, Fault> {
        let (before, former) = self
            .registered(case)
            .await?
            .map_or((Sealed(NOTHING), Applicant::default()), |it| (it.sealed, it.applicant));
        let in_force = match act {
            RegisterAct::Rebind { .. } => self.in_force_for(case).await?,
            _ => None,
        };
        let acts = match act {
            RegisterAct::Reissue { document_type, document_number, .. } => {
                self.acts_for(case, document_type, document_number).await?
            }
            _ => None,
        };
        let mut new = None;
        if let Some(who) = act.applicant() {
            let document_number = self.applicant_look(who).document_number;
            let digest = self.person_digest(&who.document_type, &document_number);
            let object = former.object.clone();
            // The same person stays the same kind of applicant (E11).
            let kind = match act {
                RegisterAct::Rename { .. } => former.kind.clone(),
                _ => who.kind.clone(),
            };
            let applicant = Applicant { document_number, object, kind, ..who.clone() };
            new = Some((digest, Sealed(sealer.seal_record("applicant", &applicant)?), applicant));
        }
        let mut text = |kind: &'static str, text: &str| sealer.seal(kind, text.as_bytes()).map(Sealed);
        let (code, pickup) = (random_digits(8), random_digits(6));
        let query = self.query_digest(case, &code);
        Ok(match (act, new) {
            (RegisterAct::Reissue { document_type, document_number, collector, window }, _) => {
                let collector = collector.as_ref().or(acts.as_ref());
                Command::ReissueReceipt(ReissueReceipt {
                    by: self.comes(document_type, document_number, collector, sealer)?,
                    query,
                    query_sealed: Sealed(sealer.seal("query", code.as_bytes())?),
                    window: *window,
                })
            }
            (RegisterAct::Contact { document_type, document_number, contact, window }, _) => {
                Command::ChangeContact(ChangeContact {
                    identity: self.person_digest(document_type, document_number),
                    applicant_sealed: Sealed(sealer.seal_record("applicant", &contact.of(&former))?),
                    before,
                    window: *window,
                })
            }
            (RegisterAct::SameMatter { window }, _) => {
                Command::NoteSameMatter(NoteSameMatter { window: *window })
            }
            (RegisterAct::Correct { kind, reason, .. }, Some((applicant, applicant_sealed, _))) => {
                Command::CorrectApplicant(CorrectApplicant {
                    applicant,
                    applicant_kind: *kind,
                    applicant_sealed,
                    query,
                    query_sealed: text("query", &code)?,
                    reason: text("reason", reason)?,
                })
            }
            (RegisterAct::Rename { proof, .. }, Some((applicant, applicant_sealed, _))) => {
                let proof = text("proof", proof)?;
                Command::RenameApplicant(RenameApplicant { applicant, applicant_sealed, proof })
            }
            (
                RegisterAct::Succeed { ground, kind, proof, .. },
                Some((applicant, applicant_sealed, record)),
            ) => Command::Succeed(Succeed {
                ground: *ground,
                applicant,
                applicant_kind: *kind,
                applicant_sealed,
                proof: text("proof", proof)?,
                query,
                query_sealed: text("query", &code)?,
                mandate: self.mandate_ended(&former, &record),
                pickup: self.pickup_digest(case, &pickup),
                pickup_sealed: text("pickup", &pickup)?,
            }),
            (RegisterAct::Rebind { ground, article, changes }, _) => {
                // Without a revision in force the rules say that there is none to go over to.
                let (revision, body) = in_force.unwrap_or((0, NOTHING));
                let (article, changes) = (text("article", article)?, text("changes", changes)?);
                Command::Rebind(Rebind { revision, body, ground: *ground, article, changes })
            }
            (RegisterAct::End { ground, proof }, _) => {
                Command::EndWithApplicant(EndWithApplicant { ground: *ground, proof: text("proof", proof)? })
            }
            (_, None) => return Err(Fault::inside("an applicant without particulars passed the form")),
        })
    }

    /// The document of whoever acted for the applicant so far, unless the new one gave a mandate too.
    fn mandate_ended(&self, former: &Applicant, new: &Applicant) -> Option<catalogue::Digest> {
        let of = |who: &Applicant| {
            let person = who.representative.as_ref()?;
            Some(self.person_digest(&person.document_type, &person.document_number))
        };
        of(former).filter(|ended| of(new) != Some(*ended))
    }
}

/// The refusal to whoever has no telephone of the own: any window does it.
pub(crate) fn no_own_telephone() -> Problem {
    Problem::Refused(RegisterRefusal::NoOwnTelephone.into())
}
