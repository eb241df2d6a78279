//! What the watcher finds in complaints: late ones, those closed without the complainant's word, those opened again (F18).

use calendar::Instant;
use ledger::Entry;
use oversight::complaint::{Complaint, evolve, look, owes};
use oversight::finding::About;

use super::super::watch::{Raised, Read, plain};
use crate::domain::{Fact, State};
use crate::{Centre, Fault};

impl Centre {
    /// What the points find in some entries. Of a report of corruption they find nothing.
    pub(in crate::oversight) async fn watch_complaints(
        &self,
        read: &[Read<'_>],
    ) -> Result<Vec<Raised>, Fault> {
        let mut fired = Vec::new();
        for (entry, fact) in read {
            if let Fact::Complaint(event) = fact
                && let Some(found) = look(event)
            {
                fired.push((entry, event, found));
            }
        }
        if fired.is_empty() {
            return Ok(Vec::new());
        }
        let streams: Vec<String> = fired.iter().map(|(entry, ..)| entry.stream.clone()).collect();
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let mut raised = Vec::with_capacity(fired.len());
        for (entry, event, found) in fired {
            let Some(State::Complaint(Complaint::Filed(filed))) = states.get(&entry.stream) else { continue };
            if filed.is_sealed() {
                continue;
            }
            // Whatever became of it since: a draft that came after the day is no draft in time.
            let before = self.complaint_before(entry).await?;
            let Complaint::Filed(before) = before else { continue };
            let unit = owes(&before, event);
            let at = Instant(entry.occurred_at.unwrap_or(entry.recorded_at));
            // Whoever leads the unit reads the finding: the case would say who complains (E27).
            let case = filed.about.case.filter(|_| filed.open_to_unit);
            let about = About { case, ..plain(&found, unit, entry.seq, at) };
            let id = format!("{}/{}/{}", found.rule.key(), self.division, entry.seq);
            raised.push(Raised::of(id, about));
        }
        Ok(raised)
    }

    /// A complaint as it stood before an entry.
    async fn complaint_before(&self, entry: &Entry) -> Result<Complaint, Fault> {
        let mut complaint = Complaint::default();
        for earlier in self.entries_until(entry).await?.iter().filter(|it| it.seq < entry.seq) {
            if let Fact::Complaint(event) = self.ledger.event(earlier)? {
                complaint = evolve(complaint, &event);
            }
        }
        Ok(complaint)
    }
}
