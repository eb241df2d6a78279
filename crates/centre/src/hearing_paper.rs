//! The papers of parties and hearings as the verification page knows them (N13, N18, A23).

use casework::DocumentKind;
use casework::hearing::Event;
use catalogue::CaseId;

use crate::file::{ENTRIES_MAX, event_of};
use crate::kinds::hearing::stream_of;
use crate::paper::{IssuedPaper, PaperNo, PaperStanding};
use crate::{Centre, Fault};

impl Centre {
    /// The notices to parties, the notices of the hearing and its record, oldest first. Of several notices of the hearing the
    /// last one counts.
    pub(crate) async fn hearing_papers(&self, case: CaseId) -> Result<Vec<IssuedPaper>, Fault> {
        let mut papers: Vec<IssuedPaper> = Vec::new();
        for entry in self.ledger.entries(&self.division, &stream_of(case), 0, ENTRIES_MAX).await? {
            let on = calendar::Instant(entry.recorded_at).day();
            let number = match event_of(&entry, Event::decode)? {
                Event::Informed(fact) => fact.notice,
                Event::Convened(fact) => fact.notice,
                Event::Closed(fact) => fact.number,
                Event::Added(_) | Event::Heard(_) | Event::Assigned(_) | Event::CalledLate(_) => continue,
            };
            if number.kind == DocumentKind::HearingNotice {
                papers.iter_mut().filter(|it| is_call(it.number)).for_each(|it| {
                    it.standing = PaperStanding::Superseded;
                });
            }
            let number = PaperNo::Document(number);
            papers.push(IssuedPaper { number, on, standing: PaperStanding::Genuine });
        }
        Ok(papers)
    }
}

fn is_call(number: PaperNo) -> bool {
    matches!(number, PaperNo::Document(number) if number.kind == DocumentKind::HearingNotice)
}
