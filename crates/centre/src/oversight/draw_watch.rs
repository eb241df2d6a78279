//! What the watcher finds in draws: not drawn in time, results not public in time, inspectors changed again and again (R148, F26,
//! F28).

use calendar::Instant;
use ledger::Entry;
use oversight::Rule;
use oversight::bound::Bounds;
use oversight::draw::{Draw, evolve, look};

use super::watch::{Raised, plain};
use crate::domain::Fact;
use crate::{Centre, Fault};

impl Centre {
    /// The finding of one entry, with the draw as it stood then, whatever became of it since. Laying open is the work of
    /// supervision, so the centre answers for what nobody drew; for visits and recusals the unit does.
    pub(super) async fn draw_found(&self, entry: &Entry, bounds: &Bounds) -> Result<Option<Raised>, Fault> {
        let (mut draw, mut fired) = (Draw::default(), None);
        for it in &self.entries_until(entry).await? {
            if let Fact::Draw(event) = self.ledger.event(it)? {
                draw = evolve(draw, &event);
                fired = match &draw {
                    Draw::Announced(held) => look(held, &event, bounds).map(|fired| (held.unit, fired)),
                    Draw::Absent => None,
                };
            }
        }
        let Some((unit, fired)) = fired else { return Ok(None) };
        let Some(organisation) = self.organisation().await? else { return Ok(None) };
        let unit = if fired.rule == Rule::DrawLapsed { organisation.centre.unit } else { unit };
        let at = Instant(entry.occurred_at.unwrap_or(entry.recorded_at));
        let about = plain(&fired, unit, entry.seq, at);
        Ok(Some(Raised::of(format!("{}/{}/{}", fired.rule.key(), self.division, entry.seq), about)))
    }
}
