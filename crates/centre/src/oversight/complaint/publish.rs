//! What the public is owed: results of complaints that are closed, counted for whoever may publish them (R153, F28).

use calendar::Day;
use casework::Case;
use catalogue::ComplaintId;
use oversight::complaint::{Act, Complaint, may};

use store::{Statement, Value};

use super::ComplaintSight;
use crate::account::Session;
use crate::case::stream_of as case_stream;
use crate::domain::State;
use crate::kinds::complaint::stream_of;
use crate::{Centre, Fault};

/// As many are counted; more are many.
const COUNTED_MAX: u64 = 100;

/// Results that wait to be published by one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ToPublish {
    /// How many.
    pub count: usize,
    /// How many of them past their last day.
    pub overdue: usize,
    /// The first last day; none where all were closed before there was such a day.
    pub first: Option<Day>,
}

impl Centre {
    /// What this person may publish now, as far as the first [`COUNTED_MAX`] go by their last day; nothing for whoever does not keep
    /// the register.
    pub async fn complaints_to_publish(&self, session: &Session) -> Result<ToPublish, Fault> {
        let none = ToPublish::default();
        let sight = self.complaint_sight(session).await?;
        if !matches!(sight, ComplaintSight::Desk(_)) {
            return Ok(none);
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into(), COUNTED_MAX.into()];
        let seen = sight.predicate(&mut params);
        // Its condition as the index has it; what has no last day comes last.
        let sql = format!(
            "select complaint_id from complaint_row where division = $1 and state = 'closed' and published_at is null \
             and {seen} order by case when publish_by = '' then 1 else 0 end, publish_by, complaint_id limit $2"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(organisation) = self.organisation().await?.filter(|_| !rows.is_empty()) else {
            return Ok(none);
        };
        let mut streams: Vec<String> = Vec::with_capacity(rows.len());
        for row in &rows {
            streams.extend(ComplaintId::parse(row.text(0)?).ok().map(stream_of));
        }
        let states = self.ledger.load_all(&self.division, &streams).await?;
        let filed = |stream: &String| match states.get(stream) {
            Some(State::Complaint(Complaint::Filed(filed))) => Some(&**filed),
            _ => None,
        };
        let cases = streams.iter().filter_map(|it| filed(it)?.about.case).map(case_stream);
        let cases = self.ledger.load_all(&self.division, &cases.collect::<Vec<_>>()).await?;
        let (me, today) = (session.person, self.today());
        let mine = streams.iter().filter_map(filed).filter(|filed| {
            let file = filed.about.case.and_then(|case| match cases.get(&case_stream(case)) {
                Some(State::Case(Case::Filed(file))) => Some(&**file),
                _ => None,
            });
            filed.is_to_publish() && may(filed, Act::Publish, &organisation, file, me, today).is_ok()
        });
        let days: Vec<Option<Day>> = mine.map(|filed| filed.publish_by).collect();
        let overdue = days.iter().flatten().filter(|day| **day < today).count();
        Ok(ToPublish { count: days.len(), overdue, first: days.iter().flatten().min().copied() })
    }
}
