//! Withdrawal: only when the applicant confirms it, signed before an officer who is not the handler, or with a one-time
//! code of the applicant's own telephone; the papers go back (C26, F9).

use crate::authority::{Desk, sits_at};
use crate::command::Sealed;
use crate::decide::Answer;
use crate::event::{WithdrawCodeSent, Withdrawn, WithdrawnByApplicant};
use crate::intake::document_no;
use crate::number::{DocumentKind, DocumentNo};
use crate::refusal::{Duty, Refusal, Whose};
use crate::register::{RegisterRefusal, applicant_itself};
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
    /// Papers that go back.
    pub papers: u16,
    /// The officer before whom it was signed; none where the applicant's own code confirmed it.
    pub by: Option<PersonId>,
    /// When.
    pub at: Instant,
}

impl From<&Withdrawn> for Withdrawal {
    fn from(fact: &Withdrawn) -> Withdrawal {
        let Withdrawn { at, by, notice, cause, words, papers, .. } = *fact;
        Withdrawal { notice, cause, words, papers, by: Some(by), at }
    }
}

impl From<&WithdrawnByApplicant> for Withdrawal {
    fn from(fact: &WithdrawnByApplicant) -> Withdrawal {
        let WithdrawnByApplicant { at, notice, cause, words, papers } = *fact;
        Withdrawal { notice, cause, words, papers, by: None, at }
    }
}

/// Minutes for which a one-time code holds.
pub const CODE_MINUTES: i64 = 10;

/// Send the applicant a one-time code, to the telephone given at intake.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendWithdrawCode {
    /// Keyed digest of the code.
    pub code: Digest,
    /// The code itself, for the message.
    pub code_sealed: Sealed,
}

/// Withdraw with the code; number and query code alone only read (C13).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawByCode {
    /// Why.
    pub cause: WithdrawCause,
    /// In the applicant's words; needed for a cause that is not listed.
    pub words: Option<Sealed>,
    /// Keyed digest of the code typed.
    pub code: Digest,
}

/// The code last sent: a newer one makes it void.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawCode {
    /// Its keyed digest.
    pub code: Digest,
    /// Until when it holds.
    pub until: Instant,
}

/// A new code in the place of any that was sent before.
pub(crate) fn send_code(desk: &Desk, command: &SendWithdrawCode) -> Answer {
    is_the_applicant(desk)?;
    let SendWithdrawCode { code, code_sealed } = *command;
    let at = desk.known.now;
    let until = Instant(at.0 + CODE_MINUTES * 60_000_000);
    Ok(vec![WithdrawCodeSent { at, code, code_sealed, until }.into()])
}

/// The applicant's own code, in time; the papers wait to be fetched.
pub(crate) fn by_code(desk: &Desk, command: &WithdrawByCode) -> Answer {
    is_the_applicant(desk)?;
    let WithdrawByCode { cause, words, code } = *command;
    if cause == WithdrawCause::Other && words.is_none() {
        return Err(Refusal::WordsNeeded);
    }
    let sent = desk.facts.register.code.ok_or(RegisterRefusal::NoCodeSent)?;
    if desk.known.now >= sent.until {
        return Err(RegisterRefusal::CodeExpired.into());
    }
    if code != sent.code {
        return Err(RegisterRefusal::CodeWrong.into());
    }
    let notice = document_no(desk.facts.authority, DocumentKind::Withdrawal, desk.known);
    let (at, papers) = (desk.known.now, desk.facts.holding.papers);
    Ok(vec![WithdrawnByApplicant { at, notice, cause, words, papers }.into()])
}

/// No officer does it in the applicant's name.
pub(crate) fn is_the_applicant(desk: &Desk) -> Result<(), Refusal> {
    match desk.actor() == applicant_itself() {
        true => Ok(()),
        false => Err(RegisterRefusal::OnlyTheApplicant.into()),
    }
}

/// The applicant signs at a window that serves the authority; until the decision.
pub(crate) fn withdraw(desk: &Desk, command: &Withdraw) -> Answer {
    let facts = desk.facts;
    if command.cause == WithdrawCause::Other && command.words.is_none() {
        return Err(Refusal::WordsNeeded);
    }
    if command.identity != facts.applicant {
        return Err(Refusal::IdentityDiffers { whose: Whose::Applicant, instead: None });
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
