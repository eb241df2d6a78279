//! What the applicant does without an officer: a withdrawal, with a one-time code to the telephone given at intake (C26).
//!
//! Number and query code only read (C13); they open the page on which the code is asked for.

use casework::{Command, RegisterRefusal, Sealed, SendWithdrawCode, WithdrawByCode, WithdrawCause};
use catalogue::{CaseId, Digest};
use ledger::{Done, Lane, Submission};

use crate::act::{FieldProblem, TEXT_CHARS_MAX, text_problem};
use crate::act_command::digits_of;
use crate::act_register::no_own_telephone;
use crate::case::{Problem, content_of, stream_of};
use crate::domain::Asked;
use crate::particulars::Sealer;
use crate::seal::random_digits;
use crate::{Centre, throttle};

impl Centre {
    /// Sends a code of six digits to the applicant's own telephone; it makes any earlier one void.
    ///
    /// # Errors
    /// Refused where the applicant left no telephone, where no messages are sent from here, and where nothing can be withdrawn any more.
    pub async fn withdraw_code_send(&self, case: CaseId, command_id: [u8; 16]) -> Result<Done, Problem> {
        if self.applicant_of(case).await?.telephone.trim().is_empty() {
            return Err(no_own_telephone());
        }
        // Never on paper: whoever printed it could withdraw in the applicant's name.
        if !self.sends() {
            return Err(Problem::Refused(RegisterRefusal::NothingIsSent.into()));
        }
        let who = self.keys.find_digest(&self.division, "throttle-own-code", case.as_str());
        let limit = throttle::OWN_CODE_SENT;
        if let Err(until) = throttle::count(&self.store, &self.division, limit, &who, self.now()).await? {
            return Err(Problem::Throttled(until));
        }
        let stream = stream_of(case);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let mut sealer = Sealer::new(self, &stream, key);
        let code = random_digits(6);
        let code_sealed = Sealed(sealer.seal("withdraw-code", code.as_bytes())?);
        let command = SendWithdrawCode { code: self.own_code_digest(case, &code), code_sealed };
        let content = content_of(&("withdraw-code", case.as_str()))?;
        self.as_applicant(case, command_id, Command::SendWithdrawCode(command), content, sealer).await
    }

    /// Withdraws with the code, in ten minutes and five tries.
    ///
    /// # Errors
    /// Refused with a wrong or old code; throttled after five tries, until another code is asked for.
    pub async fn withdraw_by_code(
        &self,
        case: CaseId,
        command_id: [u8; 16],
        cause: WithdrawCause,
        words: &str,
        code: &str,
    ) -> Result<Done, Problem> {
        let needed = cause == WithdrawCause::Other;
        let mut problems: Vec<FieldProblem> =
            text_problem("words", words, needed, TEXT_CHARS_MAX).into_iter().collect();
        problems.extend(text_problem("code", code, true, 40));
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let state = self.case_state(case).await?.ok_or(Problem::NotFound)?;
        let Some(sent) = state.case.facts().and_then(|facts| facts.register.code) else {
            return Err(Problem::Refused(RegisterRefusal::NoCodeSent.into()));
        };
        // Counted before it is tried, so that parallel guesses cannot slip through; each code has its own tries.
        let limit = throttle::OWN_CODE_TRY;
        let now = self.now();
        if let Err(until) = throttle::count(&self.store, &self.division, limit, &sent.code, now).await? {
            return Err(Problem::Throttled(until));
        }
        let stream = stream_of(case);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let mut sealer = Sealer::new(self, &stream, key);
        let said = sealer.seal_words("withdrawal", words)?;
        let command = WithdrawByCode { cause, words: said, code: self.own_code_digest(case, code) };
        let content = content_of(&("withdraw-by-code", case.as_str(), cause, words))?;
        self.as_applicant(case, command_id, Command::WithdrawByCode(command), content, sealer).await
    }

    /// What the applicant does without an officer.
    pub(crate) async fn as_applicant(
        &self,
        case: CaseId,
        command_id: [u8; 16],
        command: Command,
        content: [u8; 32],
        sealer: Sealer<'_>,
    ) -> Result<Done, Problem> {
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream_of(case),
            command_id,
            actor: casework::applicant_itself().as_str().to_owned(),
            command: Asked::Case(command),
            content,
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with: sealer.rows,
            lane: Lane::People,
        })
        .await
    }

    /// Keyed digest of a one-time code, for one case.
    fn own_code_digest(&self, case: CaseId, code: &str) -> Digest {
        self.keys.find_digest(&self.division, "own-code", &format!("{case}/{}", digits_of(code)))
    }
}
