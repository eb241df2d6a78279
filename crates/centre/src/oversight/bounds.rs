//! The numbers monitoring points compare with: read, and set by the supervisor with a reason.

use calendar::Instant;
use catalogue::PersonId;
use ledger::Done;
use oversight::bound::{Bound, Bounds, Event, Set};
use serde::Serialize;

use super::{Asking, sealed};
use crate::account::Session;
use crate::act::{TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::file::event_of;
use crate::{Centre, Fault};

/// Changes shown at most.
const CHANGES_MAX: u64 = 50;

/// A change as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoundForm {
    /// Which.
    pub bound: Bound,
    /// To what.
    pub value: u16,
    /// Why.
    pub reason: String,
}

/// A change that was made.
#[derive(Debug, Clone)]
pub struct BoundChange {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// Which.
    pub bound: Bound,
    /// What it was.
    pub before: u16,
    /// What it became.
    pub value: u16,
    /// Why.
    pub reason: String,
}

impl Centre {
    /// The numbers in force.
    pub async fn bounds(&self) -> Result<Bounds, Fault> {
        let loaded = self.ledger.load(&self.division, "bounds").await?;
        Ok(match loaded.map(|loaded| loaded.state) {
            Some(State::Bounds(bounds)) => bounds,
            _ => Bounds::default(),
        })
    }

    /// What was changed, the latest first.
    pub async fn bound_changes(&self) -> Result<Vec<BoundChange>, Fault> {
        let Some(loaded) = self.ledger.load(&self.division, "bounds").await? else { return Ok(Vec::new()) };
        let after = loaded.version.saturating_sub(CHANGES_MAX);
        let texts = self.texts_of("bounds").await?;
        let mut changes = Vec::new();
        for entry in self.ledger.entries(&self.division, "bounds", after, CHANGES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            let Event::Changed(fact) = event;
            changes.push(BoundChange {
                at: Instant(entry.recorded_at),
                by: fact.by,
                bound: fact.bound,
                before: fact.before,
                value: fact.value,
                reason: texts.text(fact.reason.0),
            });
        }
        changes.reverse();
        Ok(changes)
    }

    /// The supervisor sets a number.
    pub async fn bound_set(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &BoundForm,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("reason", &form.reason, true, TEXT_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let content = content_of(&("bound", form))?;
        let asking = Asking { stream: "bounds".to_owned(), command_id, version: None, content, by: session };
        self.supervise(asking, |sealer| {
            let reason = sealed(sealer, "bound-reason", &form.reason)?;
            Ok(Asked::Bounds(Set { bound: form.bound, value: form.value, reason }))
        })
        .await
    }
}
