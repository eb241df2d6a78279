//! The papers of parties and hearings as the verification page knows them (N13, N18, A23).

use casework::hearing::Event;
use casework::{DocumentKind, DocumentNo};
use catalogue::CaseId;

use crate::file::{ENTRIES_MAX, event_of};
use crate::kinds::hearing::stream_of;
use crate::paper::{IssuedPaper, PaperNo, PaperStanding};
use crate::{Centre, Fault};

impl Centre {
    /// The notices to parties, the notices of the hearing and its record, oldest first. Of several notices of the hearing the
    /// last one counts, unless the hearing was called off.
    pub(crate) async fn hearing_papers(&self, case: CaseId) -> Result<Vec<IssuedPaper>, Fault> {
        let mut papers: Vec<IssuedPaper> = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream_of(case), 0, ENTRIES_MAX).await? {
            let on = calendar::Instant(entry.recorded_at).day();
            let event = event_of(&entry, Event::decode)?;
            let number = number_of(&event);
            let ended = match &event {
                Event::CalledOff(_) => Some(PaperStanding::Revoked),
                Event::Convened(_) => Some(PaperStanding::Superseded),
                _ => None,
            };
            if let Some(ended) = ended {
                let calls = papers.iter_mut().filter(|it| is_call(it.number));
                calls.filter(|it| it.standing == PaperStanding::Genuine).for_each(|it| it.standing = ended);
            }
            let Some(number) = number else { continue };
            let number = PaperNo::Document(number);
            papers.push(IssuedPaper { number, on, standing: PaperStanding::Genuine });
        }
        Ok(papers)
    }
}

/// The number of the paper that an entry issues.
pub(crate) fn number_of(event: &Event) -> Option<DocumentNo> {
    match event {
        Event::Informed(fact) => Some(fact.notice),
        Event::Convened(fact) => Some(fact.notice),
        Event::Closed(fact) => Some(fact.number),
        Event::Added(_) | Event::Heard(_) | Event::Assigned(_) | Event::CalledLate(_) => None,
        Event::Served(_) | Event::Withdrawn(_) | Event::Struck(_) | Event::CalledOff(_) => None,
        Event::ServiceCorrected(_) => None,
    }
}

fn is_call(number: PaperNo) -> bool {
    matches!(number, PaperNo::Document(number) if number.kind == DocumentKind::HearingNotice)
}
