//! From an act in plain words to a command of the case: texts are sealed, codes and persons become keyed digests.

use casework::{
    AcceptDeferred, AskStop, CheckCommitment, Command, CompleteStep, Decide, Deliver, DeliverTo, ExplainLate,
    GiveOver, Grounds, MakeDocument, NonAcceptanceGround, NoticeCorrection, Reason, Reassign, ReceiveMore,
    RefuseAcceptance, ReleaseCorrection, Resume, ReturnToStep, Sealed, ShowStopOrder, TakeOver, Withdraw,
};
use catalogue::identity::compared;
use catalogue::{CaseId, RowSet};

use crate::act::{Act, NonAcceptance};
use crate::particulars::Sealer;
use crate::seal::random_digits;
use crate::{Centre, Fault};

impl Centre {
    /// Seals the texts of an act and makes the command of the case.
    pub(crate) fn command_of(
        &self,
        case: CaseId,
        act: &Act,
        sealer: &mut Sealer<'_>,
    ) -> Result<Command, Fault> {
        let mut text = |kind: &'static str, text: &str| sealer.seal(kind, text.as_bytes()).map(Sealed);
        Ok(match act {
            Act::Supplement { marks, papers, window, letter, by_representative } => {
                Command::ReceiveMore(ReceiveMore {
                    marks: *marks,
                    papers: *papers,
                    window: *window,
                    letter: letter.map(|it| it.on(self.today())),
                    by_representative: *by_representative,
                    taken_up: false,
                    receipts: 0,
                })
            }
            Act::Correction { rows } => {
                let set: Vec<u8> = rows.iter().map(|row| row.row).collect();
                let rows_set =
                    RowSet::of(&set).map_err(|_| Fault::inside("a row beyond 64 passed the form"))?;
                Command::NoticeCorrection(NoticeCorrection {
                    rows: rows_set,
                    reasons: Sealed(sealer.seal_record("correction-reasons", rows)?),
                })
            }
            Act::ReleaseCorrection { rows, reason } => Command::ReleaseCorrection(ReleaseCorrection {
                rows: *rows,
                reason: text("release-reason", reason)?,
            }),
            Act::Accept => Command::Accept,
            Act::AcceptDeferred { rows } => Command::AcceptDeferred(AcceptDeferred { rows: *rows }),
            Act::RefuseAcceptance { ground, reason } => {
                let ground = match ground {
                    NonAcceptance::NotRequired => NonAcceptanceGround::NotRequired,
                    NonAcceptance::NotCompetent { office, unit } => {
                        NonAcceptanceGround::NotCompetent { office: text("office", office)?, unit: *unit }
                    }
                    NonAcceptance::Barred { ground } => NonAcceptanceGround::Barred { ground: *ground },
                };
                Command::RefuseAcceptance(RefuseAcceptance { ground, reason: text("reason", reason)? })
            }
            Act::PresentInstant => Command::PresentInstant,
            Act::SignInstant => Command::SignInstant,
            Act::ReturnInstant { reason } => {
                Command::ReturnInstant(Reason { reason: text("reason", reason)? })
            }
            Act::Give { to, papers, note } => Command::GiveOver(GiveOver {
                to: *to,
                papers: *papers,
                note: if note.trim().is_empty() { None } else { Some(text("note", note)?) },
            }),
            Act::Take { papers } => Command::TakeOver(TakeOver { papers: *papers }),
            Act::Decline { reason } => Command::DeclineOver(Reason { reason: text("reason", reason)? }),
            Act::Recall => Command::RecallOver,
            Act::StandIn { papers } => Command::StandIn(TakeOver { papers: *papers }),
            Act::TakeBack { papers } => Command::TakeBack(TakeOver { papers: *papers }),
            Act::Reassign { to, papers, reason } => {
                Command::Reassign(Reassign { to: *to, papers: *papers, reason: text("reason", reason)? })
            }
            Act::Step { verdict, opinion, place, visit } => Command::CompleteStep(CompleteStep {
                verdict: *verdict,
                opinion: text("opinion", opinion)?,
                place: *place,
                visit: visit.as_ref().map(|visit| visit.sealed(sealer)).transpose()?,
            }),
            Act::ReturnStep { step, reason } => {
                Command::ReturnToStep(ReturnToStep { step: *step, reason: text("reason", reason)? })
            }
            Act::AskStop { exclusion, days, reason, order } => Command::AskStop(AskStop {
                exclusion: *exclusion,
                planned_days: *days,
                reason: text("reason", reason)?,
                order: if order.trim().is_empty() { None } else { Some(text("stop-order", order)?) },
            }),
            Act::ShowStopOrder { order } => {
                Command::ShowStopOrder(ShowStopOrder { order: text("stop-order", order)? })
            }
            Act::ApproveStop => Command::ApproveStop,
            Act::RefuseStop { reason } => Command::RefuseStop(Reason { reason: text("reason", reason)? }),
            Act::Resume { result } => Command::Resume(Resume { result: text("result", result)? }),
            Act::AskExtension { reason } => {
                Command::AskExtension(Reason { reason: text("extension-reason", reason)? })
            }
            Act::ApproveExtension => Command::ApproveExtension,
            Act::RefuseExtension { reason } => {
                Command::RefuseExtension(Reason { reason: text("reason", reason)? })
            }
            Act::Withdraw { cause, words, document_type, document_number, window } => {
                Command::Withdraw(Withdraw {
                    cause: *cause,
                    words: if words.trim().is_empty() { None } else { Some(text("withdrawal", words)?) },
                    identity: self.person_digest(document_type, document_number),
                    window: *window,
                })
            }
            Act::Register(_) | Act::Delivery(_) => {
                return Err(Fault::inside("an act of this kind is sealed elsewhere"));
            }
            Act::Decide { outcome, grounds, reasons } => {
                let mut codes = Grounds::NONE;
                for (slot, code) in codes.0.iter_mut().zip(grounds) {
                    *slot = Some(*code);
                }
                let reasons = if reasons.trim().is_empty() { None } else { Some(text("reasons", reasons)?) };
                Command::Decide(Decide { outcome: *outcome, grounds: codes, reasons })
            }
            Act::Recheck => Command::Recheck,
            Act::ReturnDecision { reason } => {
                Command::ReturnDecision(Reason { reason: text("reason", reason)? })
            }
            Act::Make => {
                let code = random_digits(6);
                Command::MakeDocument(MakeDocument {
                    pickup: self.pickup_digest(case, &code),
                    pickup_sealed: text("pickup", &code)?,
                })
            }
            Act::Deliver { code, document_type, document_number, collector, window } => {
                let (to, identity) = match collector {
                    None => (DeliverTo::Applicant, self.person_digest(document_type, document_number)),
                    Some(who) => (
                        DeliverTo::Authorised {
                            collector: Sealed(sealer.seal_record("collector", who)?),
                            letter: who.letter,
                        },
                        self.person_digest(&who.document_type, &who.document_number),
                    ),
                };
                Command::Deliver(Deliver {
                    to,
                    identity,
                    pickup: self.pickup_digest(case, code),
                    window: *window,
                })
            }
            Act::CheckCommitment { outcome, finding } => Command::CheckCommitment(CheckCommitment {
                outcome: *outcome,
                finding: text("commitment-finding", finding)?,
            }),
            Act::AskPriority { reason } => Command::AskPriority(Reason { reason: text("reason", reason)? }),
            Act::ApprovePriority { class } => Command::ApprovePriority(*class),
            Act::RefusePriority { reason } => {
                Command::RefusePriority(Reason { reason: text("reason", reason)? })
            }
            Act::ExplainLate { reason, expected_on } => Command::ExplainLate(ExplainLate {
                reason: text("late-reason", reason)?,
                expected_on: *expected_on,
            }),
        })
    }

    /// Keyed digest of a pickup code: it works for one case only.
    pub(crate) fn pickup_digest(&self, case: CaseId, code: &str) -> catalogue::Digest {
        self.keys.find_digest(&self.division, "pickup", &format!("{case}/{}", digits_of(code)))
    }

    /// Keyed digest of a query code, for one case.
    pub(crate) fn query_digest(&self, case: CaseId, code: &str) -> catalogue::Digest {
        self.keys.find_digest(&self.division, "query", &format!("{case}/{}", digits_of(code)))
    }

    /// Keyed digest by which a person is found, however the number was typed.
    pub(crate) fn person_digest(&self, document_type: &str, document_number: &str) -> catalogue::Digest {
        let number = compared(document_number);
        self.keys.find_digest(&self.division, "person", &format!("{document_type}:{number}"))
    }
}

/// A code as people type it: spaces, hyphens and full-width digits are the same code.
pub(crate) fn digits_of(code: &str) -> String {
    code.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            _ => None,
        })
        .collect()
}
