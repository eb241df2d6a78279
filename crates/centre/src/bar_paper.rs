//! Decisions of the bar list as papers: each can be printed and checked, also when its entry is over (A25, M3, N26).

use casework::bar::Event;
use casework::{DocumentNo, Facts};
use catalogue::{CaseId, Digest};

use crate::bars::{stream_of, stream_of_item};
use crate::file::{ENTRIES_MAX, event_of};
use crate::paper::{IssuedPaper, PaperNo, PaperStanding};
use crate::{Centre, Fault};

/// A decision that was taken on an entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BarDecision {
    /// The case out of which the entry came.
    pub case: CaseId,
    /// Its number.
    pub number: DocumentNo,
    /// The day of the decision.
    pub on: calendar::Day,
    /// Where in the ledger.
    pub seq: u64,
    /// The entry was lifted afterwards.
    pub lifted: bool,
}

impl Centre {
    /// Every decision of one person at one authority, the oldest first.
    pub(crate) async fn bar_decisions(&self, stream: &str) -> Result<Vec<BarDecision>, Fault> {
        let (mut decided, mut case): (Vec<BarDecision>, Option<CaseId>) = (Vec::new(), None);
        for entry in self.ledger.entries(&self.division, stream, 0, ENTRIES_MAX).await? {
            let event = event_of(&entry, Event::decode)?;
            match (event, case) {
                (Event::Proposed(fact), _) => case = Some(fact.case),
                (Event::Decided(fact), Some(case)) => decided.push(BarDecision {
                    case,
                    number: fact.number,
                    on: fact.at.day(),
                    seq: entry.seq,
                    lifted: false,
                }),
                (Event::Ended(fact), _) if fact.lifted.is_some() => {
                    if let Some(last) = decided.last_mut() {
                        last.lifted = true;
                    }
                }
                _ => {}
            }
        }
        Ok(decided)
    }

    /// The decisions that came out of a case; whoever the case was registered on before keeps those of that name.
    pub(crate) async fn bar_papers(&self, case: CaseId, facts: &Facts) -> Result<Vec<IssuedPaper>, Fault> {
        let mut people: Vec<Digest> = vec![facts.applicant];
        people.extend(facts.register.former().map(|former| former.applicant));
        people.sort();
        people.dedup();
        let mut papers = Vec::new();
        for person in people {
            let mut decided = self.bar_decisions(&stream_of(facts.authority, person)).await?;
            decided.extend(self.bar_decisions(&stream_of_item(facts.authority, person, facts.item)).await?);
            papers.extend(decided.into_iter().filter(|it| it.case == case).map(|it| IssuedPaper {
                number: PaperNo::Document(it.number),
                on: it.on,
                standing: if it.lifted { PaperStanding::Revoked } else { PaperStanding::Genuine },
            }));
        }
        Ok(papers)
    }
}
