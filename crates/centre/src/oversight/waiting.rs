//! What of oversight waits for one person beside the cases: orders to answer, complaints, bad ratings, and what is held against
//! the person, so that nobody learns of it too late to be heard.

use calendar::Day;
use oversight::assessment::{LISTED, Subject, Term};
use oversight::speaks_for;

use super::accountability::AccountabilityBrief;
use super::complaint::{ComplaintWhich, ToPublish};
use super::finding::FindingsWait;
use super::rating::RatingWhich;
use crate::account::Session;
use crate::{Centre, Fault};

/// As many are counted; more are many.
const COUNTED_MAX: usize = 100;

/// What waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Waiting {
    /// Notices and orders to answer (R101).
    pub orders: usize,
    /// Complaints whose next step is this person's (C32).
    pub complaints: usize,
    /// Results of complaints that are closed and that this person makes public (R153).
    pub to_publish: ToPublish,
    /// Bad ratings this person deals with (N53).
    pub ratings: usize,
    /// Findings that this person answers for: to be explained, and to be appealed against in time (R143, R151).
    pub findings: FindingsWait,
    /// Matters of accountability in which this person, or a department the person leads, has still to be heard, and the first last day (C27).
    pub to_hear: Option<(usize, Day)>,
    /// Appeals that this supervisor may decide, how many of them are overdue, and the first last day (A6).
    pub appeals: Option<(usize, usize, Day)>,
    /// Matters of accountability whose hearing is over, which this supervisor may decide (C27).
    pub heard: usize,
    /// A term of assessment that is published, and until when this person may object to it.
    pub assessed: Option<(Term, Day)>,
}

impl Centre {
    /// Counts what waits for a person, each up to a hundred.
    pub async fn oversight_waiting(&self, session: &Session) -> Result<Waiting, Fault> {
        let complaints = self.complaint_list(session, ComplaintWhich::Mine, "", COUNTED_MAX).await?;
        let ratings = self.rating_list(session, RatingWhich::Mine, "", COUNTED_MAX).await?;
        let (today, organisation) = (self.today(), self.organisation().await?);
        // A department is heard by whoever speaks for it.
        let concerns = |it: &AccountabilityBrief| match it.person {
            Some(person) => person == session.person,
            None => organisation.as_ref().is_some_and(|of| speaks_for(of, session.person, it.unit, today)),
        };
        let matters = self.accountability_list(session, "", COUNTED_MAX).await?;
        let to_hear: Vec<Day> = matters
            .iter()
            .filter(|it| it.state == "to-hear" && concerns(it))
            .filter_map(|it| it.heard_by)
            .collect();
        let appeals = self.appeals_waiting(session).await?;
        let first = appeals.iter().filter_map(|it| it.decide_by).min();
        let with_day = appeals.iter().filter(|it| it.decide_by.is_some()).count();
        let overdue = appeals.iter().filter(|it| it.is_overdue(today)).count();
        Ok(Waiting {
            appeals: first.map(|first| (with_day, overdue, first)),
            heard: appeals.len() - with_day,
            orders: usize::try_from(self.orders_waiting(session).await?).unwrap_or(0).min(COUNTED_MAX),
            complaints: complaints.len(),
            to_publish: self.complaints_to_publish(session).await?,
            ratings: ratings.len(),
            findings: self.findings_wait(session).await?,
            to_hear: to_hear.iter().min().map(|first| (to_hear.len(), *first)),
            assessed: self.assessed(session).await?,
        })
    }

    /// The term published last, if this person stands in it and may still object.
    async fn assessed(&self, session: &Session) -> Result<Option<(Term, Day)>, Fault> {
        let terms = self.assessment_list().await?;
        let Some(last) = terms.iter().find(|it| it.published_at.is_some()) else { return Ok(None) };
        let (state, table) = self.assessment_published(last.term).await?;
        let me = Subject::Person(session.person);
        let open = state.published.filter(|it| self.today() <= it.object_by);
        let stands = table.is_some_and(|table| table.get(&me.key(), LISTED) > 0);
        Ok(open.filter(|_| stands && !state.objections.contains_key(&me)).map(|it| (last.term, it.object_by)))
    }
}
