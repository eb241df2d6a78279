//! What silence accepted, counted at the window that took it in, and the list behind each count (F3).

use calendar::Day;
use store::{Statement, Value};

use crate::account::Session;
use crate::{Centre, Fault};

/// Acceptances by silence, per window (F3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeemedAtWindow {
    /// The window that took the papers in.
    pub window: String,
    /// How many.
    pub count: i64,
}

/// Cases that silence accepted, over or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deemed<'a> {
    /// Received on this day or later.
    pub since: Day,
    /// At this window; none for all of them.
    pub window: Option<&'a str>,
}

impl Deemed<'_> {
    /// The predicate on `case_row` by which they are counted and listed; what it names is added to `params`.
    pub(crate) fn predicate(self, params: &mut Vec<Value>) -> String {
        params.push(self.since.start().0.into());
        let mut sql = format!("deemed = 1 and received_at >= ${}", params.len());
        if let Some(window) = self.window {
            params.push(window.into());
            sql += &format!(" and window_id = ${}", params.len());
        }
        sql
    }
}

impl Centre {
    /// Acceptances by silence of cases received since a day, per window; with a session only those in its scope, which are
    /// the rows of its list.
    pub async fn deemed_since(
        &self,
        session: Option<&Session>,
        day: Day,
    ) -> Result<Vec<DeemedAtWindow>, Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let deemed = Deemed { since: day, window: None }.predicate(&mut params);
        let seen = match session {
            Some(session) => self.scope(session).await?.predicate(&mut params),
            None => "1 = 1".to_owned(),
        };
        let sql = format!(
            "select window_id, cast(count(*) as bigint) from case_row where division = $1 and {deemed} and {seen} \
             group by window_id order by window_id limit 200"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        rows.iter()
            .map(|row| Ok(DeemedAtWindow { window: row.text(0)?.to_owned(), count: row.int(1)? }))
            .collect()
    }
}
