//! What is wrong with the texts of an act: left out, too long, or with a character that no database keeps.

use casework::{Outcome, WithdrawCause};

use crate::act::{Act, FieldProblem, FieldWhy, NAME_CHARS_MAX, NonAcceptance, TEXT_CHARS_MAX};

impl Act {
    /// Checks the typed texts: present where needed, bounded, without U+0000.
    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        let mut needed =
            |field: &str, text: &str| problems.extend(text_problem(field, text, true, TEXT_CHARS_MAX));
        match self {
            Act::ReturnInstant { reason }
            | Act::ReleaseCorrection { reason, .. }
            | Act::Decline { reason }
            | Act::Reassign { reason, .. }
            | Act::ReturnStep { reason, .. }
            | Act::RefuseStop { reason }
            | Act::AskExtension { reason }
            | Act::RefuseExtension { reason }
            | Act::ReturnDecision { reason }
            | Act::AskPriority { reason }
            | Act::RefusePriority { reason }
            | Act::ExplainLate { reason, .. } => needed("reason", reason),
            Act::AskStop { reason, order, .. } => {
                needed("reason", reason);
                problems.extend(text_problem("order", order, false, NAME_CHARS_MAX));
            }
            Act::ShowStopOrder { order } => {
                problems.extend(text_problem("order", order, true, NAME_CHARS_MAX));
            }
            Act::RefuseAcceptance { reason, ground } => {
                needed("reason", reason);
                if let NonAcceptance::NotCompetent { office, .. } = ground {
                    needed("office", office);
                }
            }
            Act::Step { opinion, visit, .. } => {
                needed("opinion", opinion);
                problems.extend(visit.iter().flat_map(|visit| visit.check()));
            }
            Act::Resume { result } => needed("result", result),
            Act::CheckCommitment { finding, .. } => needed("finding", finding),
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
            Act::Withdraw { cause, words, document_number, .. } => {
                needed("document_number", document_number);
                let other = *cause == WithdrawCause::Other;
                problems.extend(text_problem("words", words, other, TEXT_CHARS_MAX));
            }
            Act::Decide { reasons, .. } => {
                problems.extend(text_problem("reasons", reasons, false, TEXT_CHARS_MAX))
            }
            Act::Give { note, .. } => problems.extend(text_problem("note", note, false, TEXT_CHARS_MAX)),
            Act::Register(act) => problems.extend(act.check()),
            Act::Delivery(act) => problems.extend(act.check()),
            Act::Supplement { .. }
            | Act::Accept
            | Act::AcceptDeferred { .. }
            | Act::PresentInstant
            | Act::SignInstant
            | Act::Take { .. }
            | Act::Recall
            | Act::StandIn { .. }
            | Act::TakeBack { .. }
            | Act::ApproveStop
            | Act::ApproveExtension
            | Act::Recheck
            | Act::Make
            | Act::ApprovePriority { .. } => {}
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
