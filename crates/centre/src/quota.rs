//! Limited numbers: what a case does to its item's line is an effect of its entries, delivered in their order (N23, A24).
//!
//! So the order of the line is the order of acceptance in the ledger, however late the effect arrives; a case that is not
//! there yet is not granted.

use casework::quota::{Command, Line, Standing, Turn};
use casework::{Case, Event, Outcome};
use catalogue::item::QuotaRule;
use catalogue::{CaseId, Item, ItemCode};
use ledger::{Delivery, Effect, Lane, Submission};

use crate::case::Problem;
use crate::domain::{Asked, State};
use crate::kinds::quota::stream_of_line;
use crate::seal::{derived_id, sha256};
use crate::{Centre, Fault};

/// Where the line of a case's item is told.
pub(crate) const LINE: &str = "quota/";

/// How a limited number stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaStanding {
    /// How many there are.
    pub number: u32,
    /// How many are granted in this period.
    pub granted: u32,
    /// How many are accepted and not decided.
    pub waiting: u32,
}

/// What an event of a case does to the line of its item.
pub(crate) fn effect_of(case: CaseId, state: &Case, event: &Event) -> Option<Effect> {
    let facts = state.facts().filter(|facts| facts.acceptance.is_some_and(|it| it.limited))?;
    let settle = |standing| Command::Settle { case, standing };
    let command = match event {
        Event::Accepted(_) | Event::DeemedAccepted(_) => Command::Enter { case, receipt: facts.receipt },
        Event::Decided(fact) if fact.outcome == Outcome::Granted => {
            settle(Standing::Granted { on: fact.at.day() })
        }
        Event::DecisionReturned(_) => settle(Standing::Waiting),
        Event::Decided(_)
        | Event::Withdrawn(_)
        | Event::WithdrawnByApplicant(_)
        | Event::EndedWithApplicant(_) => settle(Standing::Out),
        _ => return None,
    };
    let payload = serde_json::to_vec(&command).expect("codes, numbers and days always have a JSON form");
    Some(Effect { recipient: stream_of_line(facts.item), kind: "line", payload })
}

impl Centre {
    /// Leads the line as an entry of a case says; the same delivery twice takes effect once.
    pub(crate) async fn line_take(&self, delivery: &Delivery) -> Result<(), Fault> {
        let command: Command = serde_json::from_slice(&delivery.payload)
            .map_err(|error| Fault::inside(format!("an effect on a line does not read: {error}")))?;
        let key = format!("{}/{}/{}/{}", delivery.division, delivery.recipient, delivery.seq, delivery.n);
        let done = self
            .submit(Submission {
                division: delivery.division.clone(),
                stream: delivery.recipient.clone(),
                command_id: derived_id(&key),
                actor: ledger::TIME.to_owned(),
                command: Asked::Quota(command),
                content: sha256(key.as_bytes()).0,
                occurred_at: None,
                expected_version: None,
                bodies: Vec::new(),
                with: Vec::new(),
                lane: Lane::Relay,
            })
            .await;
        match done {
            Ok(_) => Ok(()),
            // It would be refused for ever; the case is then in no line, and is not granted.
            Err(Problem::Refused(refusal)) => {
                tracing::error!(code = refusal.code(), line = delivery.recipient, "a line did not change");
                Ok(())
            }
            Err(Problem::Fault(fault)) => Err(fault),
            Err(other) => Err(Fault::inside(format!("a line answered {other:?}"))),
        }
    }

    async fn line_of(&self, item: ItemCode) -> Result<Line, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of_line(item)).await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Quota(line)) => line,
            _ => Line::default(),
        })
    }

    /// How the limited number of an item stands today; none where it is not limited.
    pub async fn quota_standing(&self, item: &Item) -> Result<Option<QuotaStanding>, Fault> {
        let Some(rule) = &item.quota else { return Ok(None) };
        let line = self.line_of(item.code).await?;
        let waiting = u32::try_from(line.waiting()).unwrap_or(u32::MAX);
        Ok(Some(QuotaStanding { number: rule.number, granted: line.granted(rule, self.today()), waiting }))
    }

    /// Turn and place of a case in the line of its item.
    pub(crate) async fn place_of(
        &self,
        case: CaseId,
        item: ItemCode,
        rule: &QuotaRule,
    ) -> Result<(Turn, Option<u32>), Fault> {
        let line = self.line_of(item).await?;
        Ok((line.turn(case, rule, self.today()), line.waiting_place(case)))
    }
}
