//! Withdrawal: only when the applicant confirms it, signed before an officer who is not the handler; the papers go back
//! (C26, F9).

use crate::authority::{Desk, sits_at};
use crate::command::Sealed;
use crate::decide::Answer;
use crate::event::Withdrawn;
use crate::intake::document_no;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Refusal};
use crate::state::{Capacity, Part};
use calendar::Instant;
use catalogue::{Digest, PersonId, WindowId};
use serde::{Deserialize, Serialize};

/// Why the applicant withdraws, as the applicant ticks it (F9).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawCause {
    /// 不想办了.
    NoLongerWanted,
    /// 情况有变，准备好再来.
    ComesAgain,
    /// 报错了事项.
    WrongItem,
    /// 窗口要求撤回: goes on record against nobody but the office.
    AskedByWindow,
    /// Another, in words.
    Other,
}

impl WithdrawCause {
    /// Every cause, in the order of the form.
    pub const ALL: [WithdrawCause; 5] = [
        WithdrawCause::NoLongerWanted,
        WithdrawCause::ComesAgain,
        WithdrawCause::WrongItem,
        WithdrawCause::AskedByWindow,
        WithdrawCause::Other,
    ];
}

/// Withdraw the application: read aloud, signed, identity seen (C26).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdraw {
    /// Why.
    pub cause: WithdrawCause,
    /// In the applicant's words; needed for a cause that is not listed.
    pub words: Option<Sealed>,
    /// Keyed digest of the identity document shown.
    pub identity: Digest,
    /// At which window it was signed.
    pub window: WindowId,
}

/// How a case was withdrawn.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The paper.
    pub notice: DocumentNo,
    /// Why.
    pub cause: WithdrawCause,
    /// In the applicant's words.
    pub words: Option<Sealed>,
    /// The officer before whom it was signed.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// The applicant signs at a window that serves the authority; until the decision.
pub(crate) fn withdraw(desk: &Desk, command: &Withdraw) -> Answer {
    let facts = desk.facts;
    if command.cause == WithdrawCause::Other && command.words.is_none() {
        return Err(Refusal::WordsNeeded);
    }
    if command.identity != facts.applicant {
        return Err(Refusal::IdentityDiffers);
    }
    sits_at(desk.known, desk.item, command.window)?;
    let handled = facts.people.contains(&Part { person: desk.actor(), duty: Duty::Handler });
    let handles = facts.holding.person == desk.actor() && facts.holding.capacity == Capacity::Handler;
    if handled || handles {
        return Err(Refusal::HandlerCannotWitness);
    }
    let notice = document_no(facts.authority, DocumentKind::Withdrawal, desk.known);
    let (at, by, papers) = (desk.known.now, desk.actor(), facts.holding.papers);
    let Withdraw { cause, words, window, .. } = *command;
    Ok(vec![Withdrawn { at, by, notice, window, cause, words, papers }.into()])
}
