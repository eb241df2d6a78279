//! Notices to applicants and officers: effects of events, delivered by the outbox at least once and taking effect once.

use calendar::Instant;
use casework::{Case, Event};
use catalogue::CaseId;
use ledger::Effect;
use store::Statement;

use crate::case::case_of;
use crate::file::NoticeSent;
use crate::{Centre, Fault};

/// The notices an event of a case gives rise to: codes only, the words are made when it is shown or sent.
pub(crate) fn effects_of(stream: &str, state: &Case, event: &Event) -> Vec<Effect> {
    let (Some(case), Case::Filed(file)) = (case_of(stream), state) else { return Vec::new() };
    let applicant = |kind: &'static str| Effect {
        recipient: format!("applicant/{case}"),
        kind,
        payload: format!("{{\"case\":\"{case}\"}}").into_bytes(),
    };
    let person = |person: &str, kind: &'static str| Effect {
        recipient: format!("person/{person}"),
        kind,
        payload: format!("{{\"case\":\"{case}\"}}").into_bytes(),
    };
    match event {
        Event::CorrectionNoticed(_) => vec![applicant("correction-noticed")],
        // R113: the agent is told the same day.
        Event::Accepted(_) => vec![applicant("accepted"), person(file.facts.agent.as_str(), "accepted")],
        Event::DeemedAccepted(_) => vec![applicant("deemed-accepted"), person(file.facts.agent.as_str(), "deemed-accepted")],
        Event::AcceptanceRefused(_) => vec![applicant("acceptance-refused")],
        Event::ClosedForMissing(_) => vec![applicant("closed-for-missing")],
        Event::Stopped(_) => vec![applicant("clock-stopped")],
        Event::Resumed(_) => vec![applicant("clock-resumed")],
        Event::Concluded(_) => vec![applicant("ready-to-collect")],
        Event::LateExplained(_) => vec![applicant("late-explained")],
        Event::LightTurned(turned) if turned.to != calendar::Light::Green => {
            vec![person(file.facts.holding.person.as_str(), "light-turned")]
        }
        _ => Vec::new(),
    }
}

impl Centre {
    /// Delivers what waits in the outbox; true if there may be more.
    pub(crate) async fn deliver_notices(&self) -> Result<bool, Fault> {
        let round = self
            .ledger
            .deliver(self.now(), |delivery| async move {
                let key = format!("{:020}/{}", delivery.seq, delivery.n);
                self.notice_record(&key, &delivery.recipient, &delivery.kind).await
            })
            .await?;
        Ok(round.more && round.done > 0)
    }

    /// Writes a notice down as sent; the key makes it take effect once however often it is delivered.
    async fn notice_record(&self, key: &str, recipient: &str, kind: &str) -> Result<(), Fault> {
        self.store
            .write(vec![Statement::new(
                "insert into notice (division, key, recipient, kind, sent_at) values ($1, $2, $3, $4, $5)
                 on conflict (division, key) do nothing",
                vec![self.division.as_str().into(), key.into(), recipient.into(), kind.into(), self.now().into()],
            )])
            .await?;
        Ok(())
    }

    /// What the applicant of a case was sent.
    pub(crate) async fn notices_of(&self, case: CaseId) -> Result<Vec<NoticeSent>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select kind, sent_at from notice where division = $1 and recipient = $2 order by sent_at, key limit 100",
                vec![self.division.as_str().into(), format!("applicant/{case}").into()],
            ))
            .await?;
        rows.iter()
            .map(|row| Ok(NoticeSent { kind: row.text(0)?.to_owned(), sent_at: Instant(row.int(1)?) }))
            .collect()
    }
}
