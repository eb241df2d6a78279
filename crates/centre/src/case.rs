//! Acting on a case: one checked, sealed, idempotent command, and why it was not carried out.

use casework::Refusal;
use catalogue::{CaseId, PersonId};
use ledger::{Done, Lane, Rejection, Submission};
use serde::Serialize;

use crate::account::Session;
use crate::act::{Act, FieldProblem, NonAcceptance};
use crate::domain::{Asked, Desk, Obstacle};
use crate::particulars::Sealer;
use crate::seal::sha256;
use crate::{Centre, Fault};

/// Why something was not done.
#[derive(Debug)]
pub enum Problem {
    /// The rules of a case refuse.
    Refused(Refusal),
    /// The rules of supervision refuse.
    Oversight(oversight::Refusal),
    /// Something was typed wrongly.
    Form(Vec<FieldProblem>),
    /// Somebody else acted first; what was typed is kept (tone 18).
    Stale {
        /// Who.
        by: Option<PersonId>,
        /// When, microseconds UTC.
        at: i64,
    },
    /// The form was already used for something else.
    IdReused,
    /// There is no such thing.
    NotFound,
    /// The case is outside the person's scope: not a word about it.
    OutOfScope,
    /// Too many tries; again from this instant, microseconds UTC.
    Throttled(i64),
    /// Our side.
    Fault(Fault),
}

impl<E: Into<Fault>> From<E> for Problem {
    fn from(error: E) -> Problem {
        Problem::Fault(error.into())
    }
}

/// The stream of a case.
pub(crate) fn stream_of(case: CaseId) -> String {
    format!("case/{case}")
}

/// The case of a stream, if it is one.
pub(crate) fn case_of(stream: &str) -> Option<CaseId> {
    CaseId::parse(stream.strip_prefix("case/")?).ok()
}

/// What a command says, as one digest: the same form sent twice is the same content.
pub(crate) fn content_of<T: Serialize>(what: &T) -> Result<[u8; 32], Fault> {
    let bytes = serde_json::to_vec(what)
        .map_err(|error| Fault::inside(format!("a command does not serialise: {error}")))?;
    Ok(sha256(&bytes).0)
}

impl Centre {
    /// A person acts on a case. `version` is that of the page the person looked at; `command_id` was minted with the form.
    pub async fn case_act(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &Act,
    ) -> Result<Done, Problem> {
        let mut problems = act.check();
        if let Act::Register(act) = act {
            problems.extend(self.register_problems(act));
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        if matches!(act, Act::Delivery(act) if act.is_sent_electronically()) {
            self.sends_electronically()?;
        }
        let stream = stream_of(case);
        let Some(key) = self.stream_key(&stream).await? else { return Err(Problem::NotFound) };
        let shown = act
            .shows_identity()
            .then(|| self.keys.find_digest(&self.division, "throttle-pickup", case.as_str()));
        let mut sealer = Sealer::new(self, &stream, key);
        let named = self.office_named(act).await?;
        let command = match act {
            Act::Register(act) => self.register_command(case, act, &mut sealer).await?,
            Act::Delivery(act) => self.delivery_command(case, act, &mut sealer)?,
            _ => self.command_of(case, named.as_ref().unwrap_or(act), &mut sealer)?,
        };
        let command = match command {
            casework::Command::ReceiveMore(_) => Box::pin(self.brought_by(session, case, command)).await?,
            other => other,
        };
        let with = sealer.rows;
        let submission = Submission {
            division: self.division.clone(),
            stream: stream.clone(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Case(command),
            content: content_of(&(case.as_str(), act))?,
            occurred_at: None,
            expected_version: version,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        };
        let done = self.submit_shown(shown, submission).await;
        match &done {
            // Nobody is sent from door to door: the matter goes to the office that is competent (F13).
            Ok(_) if matches!(act, Act::RefuseAcceptance { .. }) => {
                self.contact_after_refusal(case, session.person).await?;
            }
            // Answered by the ledger before the rules were asked: who acted last is not for everybody.
            Err(Problem::Stale { .. } | Problem::IdReused) => {
                self.case_in_scope(session, case).await?;
            }
            _ => {}
        }
        done
    }

    /// The page names a unit of the county by its code; the applicant is told its full name.
    async fn office_named(&self, act: &Act) -> Result<Option<Act>, Fault> {
        let Act::RefuseAcceptance {
            ground: NonAcceptance::NotCompetent { unit: Some(code), office },
            reason,
        } = act
        else {
            return Ok(None);
        };
        if office != code.as_str() {
            return Ok(None);
        }
        let organisation = self.organisation().await?;
        let name = organisation.and_then(|it| it.unit(*code).map(|unit| unit.name.clone()));
        Ok(name.map(|office| {
            let ground = NonAcceptance::NotCompetent { office, unit: Some(*code) };
            Act::RefuseAcceptance { ground, reason: reason.clone() }
        }))
    }

    /// Submits a command and gives the ledger's answer in the centre's terms.
    pub(crate) async fn submit(&self, submission: Submission<Desk>) -> Result<Done, Problem> {
        self.ledger.submit(submission).await.map_err(|rejection| match rejection {
            Rejection::Refused(Obstacle::Case(refusal)) => Problem::Refused(refusal),
            Rejection::Refused(Obstacle::Oversight(refusal)) => Problem::Oversight(refusal),
            Rejection::Refused(Obstacle::OutOfScope) => Problem::OutOfScope,
            Rejection::Refused(other) => Problem::Fault(Fault::inside(format!("refused: {other:?}"))),
            Rejection::Stale { by, at, .. } => Problem::Stale { by: PersonId::parse(&by).ok(), at },
            Rejection::IdReused => Problem::IdReused,
            Rejection::Fault(number) => Problem::Fault(Fault::Ledger(number)),
            Rejection::Unavailable => Problem::Fault(Fault::Unavailable),
            Rejection::QueueFull => Problem::Fault(Fault::Busy),
        })
    }
}
