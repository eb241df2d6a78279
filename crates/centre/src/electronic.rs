//! 电子送达: the address the applicant agreed to, the message that goes there, and the result fetched with its code (C25).
//!
//! Number and query code only read (C13); with them and the code of the message the result is fetched.

use casework::{Command, Consent, DeliveryRefusal, ElectronicWay, Event, FetchElectronic};
use catalogue::{CaseId, Digest};
use ledger::Done;
use serde::Serialize;

use crate::act::{FieldProblem, FieldWhy, text_problem};
use crate::act_command::digits_of;
use crate::case::{Problem, content_of, stream_of};
use crate::file::CaseFile;
use crate::particulars::Sealer;
use crate::reach::{MAILBOX_CHARS_MAX, TELEPHONE_CHARS_MAX, is_mailbox};
use crate::{Centre, throttle};

/// The message that bears the code: to the confirmed address, and never on paper.
pub(crate) const SENT: &str = "result-electronic";
/// That consent was signed, told where the applicant was reached all along: whoever signed in another's name is found out.
pub(crate) const AGREED: &str = "electronic-agreed";
/// That it was taken back, told likewise.
pub(crate) const ENDED: &str = "electronic-ended";
/// Nobody fetched it in its days: told on paper, whatever telephone there is.
pub(crate) const UNFETCHED: &str = "electronic-unfetched";
/// Digits of the code: it holds for days.
pub(crate) const CODE_DIGITS: u32 = 8;

/// Where a result may be sent electronically, as the applicant signed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ElectronicAddress {
    /// By which way.
    pub way: ElectronicWay,
    /// The telephone or mailbox, as typed.
    pub to: String,
}

impl ElectronicAddress {
    /// What is wrong with it.
    pub(crate) fn check(&self) -> Option<FieldProblem> {
        let (to, problem) = (self.to.trim(), |why| Some(FieldProblem { field: "to".into(), why }));
        let (longest, wrong) = match self.way {
            ElectronicWay::Sms => (
                TELEPHONE_CHARS_MAX,
                catalogue::identity::telephone(to).is_err().then_some(FieldWhy::NotATelephone),
            ),
            ElectronicWay::Mail => (MAILBOX_CHARS_MAX, (!is_mailbox(to)).then_some(FieldWhy::NotAMailbox)),
        };
        text_problem("to", to, true, longest).or_else(|| wrong.and_then(problem))
    }
}

impl Centre {
    /// The applicant fetches the result with the code of the message, in five tries of half an hour.
    ///
    /// # Errors
    /// Refused where nothing was sent, where the consent was taken back and with a wrong code; throttled after five tries.
    pub async fn electronic_fetch(
        &self,
        case: CaseId,
        command_id: [u8; 16],
        code: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("code", code, true, 40) {
            return Err(Problem::Form(vec![problem]));
        }
        let state = self.case_state(case).await?.ok_or(Problem::NotFound)?;
        // Counted before it is tried, so that parallel guesses cannot slip through; each code has its own tries.
        if let Some(sent) = state.case.facts().and_then(|facts| facts.sending.fetch) {
            let (limit, now) = (throttle::FETCH_TRY, self.now());
            if let Err(until) = throttle::count(&self.store, &self.division, limit, &sent.code, now).await? {
                return Err(Problem::Throttled(until));
            }
        }
        let stream = stream_of(case);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let code = self.fetch_digest(case, code);
        let content = content_of(&("fetch-electronic", case.as_str(), code))?;
        let command = Command::FetchElectronic(FetchElectronic { code });
        self.as_applicant(case, command_id, command, content, Sealer::new(self, &stream, key)).await
    }

    /// Keyed digest of the code of a message, for one case.
    pub(crate) fn fetch_digest(&self, case: CaseId, code: &str) -> Digest {
        self.keys.find_digest(&self.division, "fetch", &format!("{case}/{}", digits_of(code)))
    }

    /// Nothing is sent electronically where no messages go out: its code is never on paper.
    pub(crate) fn sends_electronically(&self) -> Result<(), Problem> {
        match self.sends() {
            true => Ok(()),
            false => Err(Problem::Refused(DeliveryRefusal::MessagesNotSent.into())),
        }
    }
}

impl CaseFile {
    /// The telephone or mailbox the applicant agreed to, as long as the consent stands.
    pub fn electronic_address(&self) -> Option<(ElectronicWay, String)> {
        match self.filed()?.facts.sending.consent {
            Consent::Given { way, address, .. } => Some((way, self.texts.text(address.0))),
            Consent::NotGiven | Consent::TakenBack { .. } => None,
        }
    }
}

/// Where the message of this entry goes, if it is one with a code.
pub(crate) fn sent_to(file: &CaseFile, seq: u64) -> Option<String> {
    file.lines.iter().find(|line| line.seq == seq).and_then(|line| match &line.event {
        Event::SentElectronically(fact) => Some(file.texts.text(fact.address.0)),
        _ => None,
    })
}
