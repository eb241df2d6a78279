//! A lost receipt whose number nobody remembers: at any window the applicant's document finds the own cases, and one of them is
//! printed again (E15).

use calendar::Instant;
use catalogue::{CaseId, Digest, WindowId};
use ledger::Done;
use store::{Statement, Value};

use crate::account::Session;
use crate::act::{Act, FieldProblem, text_problem};
use crate::act_register::RegisterAct;
use crate::case::Problem;
use crate::person_look::LookReason;
use crate::throttle;
use crate::{Centre, Fault};

/// Cases that one document finds, the latest.
const FOUND_MAX: i64 = 20;

/// A case of whoever shows the document: what it is about and when it came, and nothing else of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReceipt {
    /// The case.
    pub case: CaseId,
    /// Digest of its item revision.
    pub item_body: Digest,
    /// When it was received.
    pub received_at: Instant,
}

impl Centre {
    /// The cases registered on whoever shows this document, the latest first; asked by somebody who receives people at that window.
    /// Every question is counted for the officer and written down, and one that finds nothing counts like a wrong number.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there are none.
    pub async fn own_receipts(
        &self,
        session: &Session,
        window: WindowId,
        document_type: &str,
        document_number: &str,
    ) -> Result<Vec<OwnReceipt>, Problem> {
        if let Some(problem) = text_problem("document_number", document_number, true, 64) {
            return Err(Problem::Form(vec![problem]));
        }
        let document = self
            .identity(document_type, document_number)
            .map_err(|why| Problem::Form(vec![FieldProblem { field: "document_number".into(), why }]))?;
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if !casework::receives_at(&organisation, session.person, window, self.today()) {
            return Err(Problem::OutOfScope);
        }
        let who = self.keys.find_digest(&self.division, "throttle-reissue", session.person.as_str());
        for limit in [throttle::REISSUE_LOOK, throttle::REISSUE_PERSON] {
            if let Err(until) = throttle::look(&self.store, &self.division, limit, &who, self.now()).await? {
                return Err(Problem::Throttled(until));
            }
        }
        let person = self.person_digest(document_type, &document.number);
        self.look_note(session, LookReason::Receipt, person).await?;
        let params: Vec<Value> = vec![self.division.as_str().into(), person.0.into(), FOUND_MAX.into()];
        let sql = "select c.case_id, c.item_body, c.received_at from case_applicant a \
                   join case_row c on c.division = a.division and c.case_id = a.case_id \
                   where a.division = $1 and a.applicant = $2 and a.former = 0 \
                   order by a.received_at desc, c.case_id limit $3";
        let mut found = Vec::new();
        for row in self.store.read(Statement::new(sql, params)).await? {
            let case = CaseId::parse(row.text(0)?);
            found.push(OwnReceipt {
                case: case.map_err(|_| Fault::inside("a case row bears no case"))?,
                item_body: Digest(row.array(1)?),
                received_at: Instant(row.int(2)?),
            });
        }
        let limit = if found.is_empty() { throttle::REISSUE_PERSON } else { throttle::REISSUE_LOOK };
        let _ = throttle::count(&self.store, &self.division, limit, &who, self.now()).await?;
        if found.is_empty() { Err(Problem::NotFound) } else { Ok(found) }
    }

    /// Prints a receipt again at whatever window somebody comes to, by its number and the applicant's document (E15). A
    /// wrong number and a wrong document sound the same, and both are counted for the officer.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where they do not fit.
    pub async fn receipt_reissue(
        &self,
        session: &Session,
        command_id: [u8; 16],
        number: &str,
        act: &RegisterAct,
    ) -> Result<(CaseId, Done), Problem> {
        let found = self.case_of_number(number, None).await?;
        self.receipt_print(session, command_id, found, act).await
    }

    /// The same of a case that the document found.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where the document is not that of the case.
    pub async fn receipt_reissue_of(
        &self,
        session: &Session,
        command_id: [u8; 16],
        case: CaseId,
        act: &RegisterAct,
    ) -> Result<(CaseId, Done), Problem> {
        self.receipt_print(session, command_id, Some(case), act).await
    }

    async fn receipt_print(
        &self,
        session: &Session,
        command_id: [u8; 16],
        found: Option<CaseId>,
        act: &RegisterAct,
    ) -> Result<(CaseId, Done), Problem> {
        let who = self.keys.find_digest(&self.division, "throttle-reissue", session.person.as_str());
        let limit = throttle::REISSUE_PERSON;
        if let Err(until) = throttle::look(&self.store, &self.division, limit, &who, self.now()).await? {
            return Err(Problem::Throttled(until));
        }
        let done = match found {
            Some(case) => {
                let act = Act::Register(act.clone());
                self.case_act(session, case, command_id, None, &act).await.map(|done| (case, done))
            }
            None => Err(Problem::NotFound),
        };
        match done {
            Err(Problem::NotFound | Problem::Refused(casework::Refusal::IdentityDiffers { .. })) => {
                let _ = throttle::count(&self.store, &self.division, limit, &who, self.now()).await?;
                Err(Problem::NotFound)
            }
            // A letter fits every number: each counts, so that nobody walks through the numbers with one.
            Ok((case, done)) => {
                let by_letter = matches!(act, RegisterAct::Reissue { collector: Some(_), .. });
                if by_letter && !done.replayed {
                    let _ = throttle::count(&self.store, &self.division, limit, &who, self.now()).await?;
                }
                Ok((case, done))
            }
            Err(other) => Err(other),
        }
    }
}
