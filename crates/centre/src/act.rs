//! What a person asks of a case, in plain words: checked for length and marks, sealed, and made a command of the case.

use calendar::Day;
use casework::{
    AskStop, Command, CompleteStep, Decide, Deliver, DeliverTo, DonePlace, ExplainLate, GiveOver, Grounds,
    MakeDocument, MaterialMarks, NonAcceptanceGround, NoticeCorrection, Outcome, Reason, ReceiveMore,
    RefuseAcceptance, Resume, ReturnToStep, Sealed, TakeOver, Verdict,
};
use catalogue::{CaseId, GroundCode, PersonId, RowSet, UnitCode, WindowId};
use serde::{Deserialize, Serialize};

use crate::particulars::{RowReason, Sealer};
use crate::seal::random_digits;
use crate::{Centre, Fault};

/// Characters a typed text may have at most: an opinion, a reason.
pub const TEXT_CHARS_MAX: usize = 2000;
/// Characters a name may have at most.
pub const NAME_CHARS_MAX: usize = 300;

/// Everything a person may ask of an existing case. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Take in what was missing (E7).
    Supplement {
        /// What came now.
        marks: MaterialMarks,
        /// Papers that came now.
        papers: u16,
        /// Where.
        window: WindowId,
    },
    /// The one-time correction notice: rows with what is wrong (N4).
    Correction {
        /// Rows and reasons.
        rows: Vec<RowReason>,
    },
    /// Accept.
    Accept,
    /// One of the three refusals (C4).
    RefuseAcceptance {
        /// Which.
        ground: NonAcceptance,
        /// In words.
        reason: String,
    },
    /// Put an instant case before the window head again.
    PresentInstant,
    /// The window head signs (C6).
    SignInstant,
    /// The window head sends it back.
    ReturnInstant {
        /// Why.
        reason: String,
    },
    /// Hand over.
    Give {
        /// To whom.
        to: PersonId,
        /// Papers counted.
        papers: u16,
        /// A word to the recipient; may be empty.
        note: String,
    },
    /// Take over.
    Take {
        /// Papers counted.
        papers: u16,
    },
    /// Not take over.
    Decline {
        /// Why.
        reason: String,
    },
    /// Take a hand-over back.
    Recall,
    /// Finish a step.
    Step {
        /// What was found.
        verdict: Verdict,
        /// In words.
        opinion: String,
        /// Where it was done.
        place: DonePlace,
    },
    /// Send back to an earlier step.
    ReturnStep {
        /// Which, from 0.
        step: u8,
        /// Why.
        reason: String,
    },
    /// Ask to stop the clock.
    AskStop {
        /// Place in the item's list, from 0.
        exclusion: u8,
        /// Calendar days.
        days: u16,
        /// Why.
        reason: String,
    },
    /// Approve the stop.
    ApproveStop,
    /// Refuse the stop.
    RefuseStop {
        /// Why.
        reason: String,
    },
    /// The result came.
    Resume {
        /// What it says.
        result: String,
    },
    /// Decide.
    Decide {
        /// Grant or refusal.
        outcome: Outcome,
        /// Reasons from the item's list.
        grounds: Vec<GroundCode>,
        /// In words; needed for a refusal.
        reasons: String,
    },
    /// Re-check.
    Recheck,
    /// Return the decision.
    ReturnDecision {
        /// Why.
        reason: String,
    },
    /// Make and seal the document.
    Make,
    /// Deliver.
    Deliver {
        /// Pickup code shown.
        code: String,
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Somebody else collects: name, and whether a letter was shown.
        collector: Option<Collector>,
        /// At which window.
        window: WindowId,
    },
    /// Ask for priority.
    AskPriority {
        /// Why.
        reason: String,
    },
    /// Approve it.
    ApprovePriority,
    /// Refuse it.
    RefusePriority {
        /// Why.
        reason: String,
    },
    /// Explain why the case is late.
    ExplainLate {
        /// Why; the applicant reads it.
        reason: String,
        /// The day it is expected to be done.
        expected_on: Day,
    },
}

/// The three refusals to accept (C4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NonAcceptance {
    /// 不受理.
    NotRequired,
    /// 不予受理: another office.
    NotCompetent {
        /// Its name and address.
        office: String,
        /// The unit, where it is one of ours.
        unit: Option<UnitCode>,
    },
    /// A ground listed by the item.
    Barred {
        /// Its code.
        ground: GroundCode,
    },
}

/// Somebody else who collects a result (E16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collector {
    /// Name.
    pub name: String,
    /// Document type (GA/T 2000.156).
    pub document_type: String,
    /// Document number.
    pub document_number: String,
    /// A letter of authority was shown as well as the code.
    pub letter: bool,
}

/// What is wrong with a field, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field in the form.
    pub field: String,
    /// What is wrong.
    pub why: FieldWhy,
}

/// The ways a field can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldWhy {
    /// Nothing was typed.
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// U+0000, which no database keeps.
    HasNul,
    /// Not a choice of the list.
    NotAChoice,
    /// Not a number, or out of bounds.
    NotANumber,
    /// Not a day.
    NotADay,
    /// Not a telephone number.
    NotATelephone,
    /// The identity document's number is wrong.
    Identity(catalogue::identity::IdentityError),
}

impl Act {
    /// The act's name in addresses and forms.
    pub fn name(&self) -> &'static str {
        match self {
            Act::Supplement { .. } => "supplement",
            Act::Correction { .. } => "correction",
            Act::Accept => "accept",
            Act::RefuseAcceptance { .. } => "refuse-acceptance",
            Act::PresentInstant => "present-instant",
            Act::SignInstant => "sign-instant",
            Act::ReturnInstant { .. } => "return-instant",
            Act::Give { .. } => "give",
            Act::Take { .. } => "take",
            Act::Decline { .. } => "decline",
            Act::Recall => "recall",
            Act::Step { .. } => "step",
            Act::ReturnStep { .. } => "return-step",
            Act::AskStop { .. } => "ask-stop",
            Act::ApproveStop => "approve-stop",
            Act::RefuseStop { .. } => "refuse-stop",
            Act::Resume { .. } => "resume",
            Act::Decide { .. } => "decide",
            Act::Recheck => "recheck",
            Act::ReturnDecision { .. } => "return-decision",
            Act::Make => "make",
            Act::Deliver { .. } => "deliver",
            Act::AskPriority { .. } => "ask-priority",
            Act::ApprovePriority => "approve-priority",
            Act::RefusePriority { .. } => "refuse-priority",
            Act::ExplainLate { .. } => "explain-late",
        }
    }

    /// Checks the typed texts: present where needed, bounded, without U+0000.
    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut needed =
            |field: &str, text: &str| problems.extend(text_problem(field, text, true, TEXT_CHARS_MAX));
        match self {
            Act::ReturnInstant { reason }
            | Act::Decline { reason }
            | Act::ReturnStep { reason, .. }
            | Act::AskStop { reason, .. }
            | Act::RefuseStop { reason }
            | Act::ReturnDecision { reason }
            | Act::AskPriority { reason }
            | Act::RefusePriority { reason }
            | Act::ExplainLate { reason, .. } => needed("reason", reason),
            Act::RefuseAcceptance { reason, ground } => {
                needed("reason", reason);
                if let NonAcceptance::NotCompetent { office, .. } = ground {
                    needed("office", office);
                }
            }
            Act::Step { opinion, .. } => needed("opinion", opinion),
            Act::Resume { result } => needed("result", result),
            Act::Decide { outcome: Outcome::Refused, reasons, .. } => needed("reasons", reasons),
            Act::Correction { rows } => {
                for row in rows {
                    needed(&format!("reason-{}", row.row), &row.reason);
                }
            }
            Act::Deliver { code, document_number, collector, .. } => {
                needed("code", code);
                match collector {
                    None => needed("document_number", document_number),
                    Some(collector) => {
                        problems.extend(text_problem(
                            "collector_name",
                            &collector.name,
                            true,
                            NAME_CHARS_MAX,
                        ));
                        problems.extend(text_problem(
                            "collector_number",
                            &collector.document_number,
                            true,
                            64,
                        ));
                    }
                }
            }
            Act::Decide { reasons, .. } => {
                problems.extend(text_problem("reasons", reasons, false, TEXT_CHARS_MAX))
            }
            Act::Give { note, .. } => problems.extend(text_problem("note", note, false, TEXT_CHARS_MAX)),
            Act::Supplement { .. }
            | Act::Accept
            | Act::PresentInstant
            | Act::SignInstant
            | Act::Take { .. }
            | Act::Recall
            | Act::ApproveStop
            | Act::Recheck
            | Act::Make
            | Act::ApprovePriority => {}
        }
        problems
    }
}

/// What is wrong with a typed text, if anything.
pub(crate) fn text_problem(field: &str, text: &str, needed: bool, chars_max: usize) -> Option<FieldProblem> {
    let why = if text.contains('\0') {
        FieldWhy::HasNul
    } else if needed && text.trim().is_empty() {
        FieldWhy::Missing
    } else if text.chars().count() > chars_max {
        FieldWhy::TooLong(chars_max)
    } else {
        return None;
    };
    Some(FieldProblem { field: field.to_owned(), why })
}

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
            Act::Supplement { marks, papers, window } => {
                Command::ReceiveMore(ReceiveMore { marks: *marks, papers: *papers, window: *window })
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
            Act::Accept => Command::Accept,
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
            Act::Step { verdict, opinion, place } => Command::CompleteStep(CompleteStep {
                verdict: *verdict,
                opinion: text("opinion", opinion)?,
                place: *place,
            }),
            Act::ReturnStep { step, reason } => {
                Command::ReturnToStep(ReturnToStep { step: *step, reason: text("reason", reason)? })
            }
            Act::AskStop { exclusion, days, reason } => Command::AskStop(AskStop {
                exclusion: *exclusion,
                planned_days: *days,
                reason: text("reason", reason)?,
            }),
            Act::ApproveStop => Command::ApproveStop,
            Act::RefuseStop { reason } => Command::RefuseStop(Reason { reason: text("reason", reason)? }),
            Act::Resume { result } => Command::Resume(Resume { result: text("result", result)? }),
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
            Act::AskPriority { reason } => Command::AskPriority(Reason { reason: text("reason", reason)? }),
            Act::ApprovePriority => Command::ApprovePriority,
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

    /// Keyed digest by which a person is found.
    pub(crate) fn person_digest(&self, document_type: &str, document_number: &str) -> catalogue::Digest {
        let number: String =
            document_number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        self.keys.find_digest(&self.division, "person", &format!("{document_type}:{number}"))
    }
}

/// A code as people type it: spaces, hyphens and full-width digits are the same code.
fn digits_of(code: &str) -> String {
    code.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            _ => None,
        })
        .collect()
}
