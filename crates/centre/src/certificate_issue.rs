//! How a certificate is born: the outbox brings the case's fact here at least once, and it takes effect once.

use casework::certificate::{CertificateRefusal, Command, Issue};
use casework::{Refusal, Sealed};
use catalogue::CaseId;
use ledger::{Delivery, Lane, Rejection, Submission, TIME};
use serde::Deserialize;

use crate::case::content_of;
use crate::certificate::CertificateContent;
use crate::domain::{Asked, Obstacle};
use crate::kinds::certificate::certificate_of;
use crate::notice::MADE;
use crate::particulars::Sealer;
use crate::registered::{Registered, Round};
use crate::seal::{StreamKey, derived_id};
use crate::{Centre, Fault};

impl Centre {
    /// Begins the life of a certificate whose case has made it. The outbox brings the fact here at least once, and the
    /// command's id is derived from the case's entry, so it takes effect once whatever crashes in between.
    pub(crate) async fn certificate_issue(&self, round: &Round, delivery: &Delivery) -> Result<(), Fault> {
        let stream = delivery.recipient.as_str();
        let case =
            case_of(delivery).ok_or_else(|| Fault::inside("an effect of a certificate does not read"))?;
        let Some(id) = certificate_of(stream) else {
            return Err(Fault::inside("an effect names no certificate"));
        };
        let Some(Registered { body, applicant, .. }) = self.registered_in(round, case).await? else {
            return Err(Fault::inside("a certificate without a case"));
        };
        let Some(item) = self.item_body(body).await? else {
            return Err(Fault::inside("the frozen revision of a certificate is not in the database"));
        };
        let key = StreamKey::random();
        let mut sealer = Sealer::new(self, stream, key.clone());
        let content = CertificateContent {
            holder: applicant.name,
            document_type: applicant.document_type,
            document_number: applicant.document_number,
            scope: item.decision.scope.clone().unwrap_or_default(),
        };
        let content = Sealed(sealer.seal_record("certificate", &content)?);
        let mut with = sealer.rows;
        with.push(self.key_row(stream, &key));
        let name = format!("{}/{}/{}/{stream}", delivery.division, delivery.seq, delivery.n);
        let issued = self
            .ledger
            .submit(Submission {
                division: self.division.clone(),
                stream: stream.to_owned(),
                command_id: derived_id(name),
                actor: TIME.to_owned(),
                command: Asked::Certificate(Command::Issue(Issue { case, content })),
                content: content_of(&("issue", id.to_string()))?,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with,
                lane: Lane::Time,
            })
            .await;
        match issued {
            Ok(_) => Ok(()),
            Err(Rejection::Refused(Obstacle::Case(Refusal::Certificate(
                CertificateRefusal::AlreadyIssued,
            )))) => Ok(()),
            Err(Rejection::Unavailable) => Err(Fault::Unavailable),
            Err(Rejection::QueueFull) => Err(Fault::Busy),
            Err(Rejection::Fault(number)) => Err(Fault::Ledger(number)),
            Err(other) => Err(Fault::inside(format!("a certificate was not issued: {other:?}"))),
        }
    }
}

/// The case whose certificate a delivery brings to life.
pub(crate) fn case_of(delivery: &Delivery) -> Option<CaseId> {
    #[derive(Deserialize)]
    struct Made {
        case: CaseId,
    }
    let made = (delivery.kind == MADE).then(|| serde_json::from_slice::<Made>(&delivery.payload))?;
    made.ok().map(|it| it.case)
}
