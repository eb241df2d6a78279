//! Outages: pads printed, the outage declared, and a number entered for the case that will be received under it (E21, A32).

use calendar::Instant;
use casework::outage::{Claimed, Command, Event, Outages};
use catalogue::CaseId;
use ledger::{Done, Lane, Submission};

use crate::account::Session;
use crate::case::{Problem, content_of};
use crate::domain::{Asked, Fact, State};
use crate::seal::derived_id;
use crate::{Centre, Fault};

/// The id of the entry of a number, beside that of the case's own receipt.
pub fn claim_id(form: [u8; 16]) -> [u8; 16] {
    derived_id([&form[..], b"claim"].concat())
}

impl Centre {
    /// Pads, outages and numbers of the division.
    pub async fn outages(&self) -> Result<Outages, Fault> {
        let loaded = self.ledger.load(&self.division, "outage").await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Outage(outages)) => outages,
            _ => Outages::default(),
        })
    }

    /// What was entered for a case before it is received.
    pub async fn outage_claim(&self, case: CaseId) -> Result<Option<Claimed>, Fault> {
        Ok(self.outages().await?.claim_of(case).copied())
    }

    /// Prints a pad, declares an outage or its end, enters a number or strikes it off.
    pub async fn outage_act(
        &self,
        session: &Session,
        command_id: [u8; 16],
        command: Command,
    ) -> Result<Done, Problem> {
        let occurred_at = match command {
            Command::Claim(claim) => Some(claim.occurred_at.0),
            Command::Declare { since, .. } => Some(since.0),
            Command::End { until } => Some(until.0),
            Command::Print(_) | Command::Void(_) => None,
        };
        self.submit(Submission {
            division: self.division.clone(),
            stream: "outage".to_owned(),
            command_id,
            actor: session.person.as_str().to_owned(),
            command: Asked::Outage(command),
            content: content_of(&("outage", command))?,
            occurred_at,
            expected_version: None,
            bodies: Vec::new(),
            with: Vec::new(),
            lane: Lane::People,
        })
        .await
    }

    /// What a command made: the number of the pad that was printed, or of the outage that was declared.
    pub async fn outage_made(&self, done: &Done) -> Result<Option<u32>, Fault> {
        let facts = self.facts_of(done).await?;
        Ok(facts.iter().find_map(|fact| match fact {
            Fact::Outage(Event::PadPrinted(fact)) => Some(fact.no),
            Fact::Outage(Event::Declared(fact)) => Some(fact.id),
            _ => None,
        }))
    }

    /// Whether an outage goes on, and since when; for the board.
    pub async fn down_since(&self) -> Result<Option<Instant>, Fault> {
        Ok(self.outages().await?.open().map(|outage| outage.since))
    }
}
