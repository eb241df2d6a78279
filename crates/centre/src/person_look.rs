//! Looks at what a document finds: whoever stands at a window, a lost receipt, a search. Each is written down, and read by whoever
//! supervises (F33).
//!
//! A plain table, for a look never queues in a lane: one row for an officer, a day, a reason and a document, by its keyed digest. It
//! is kept as readings of cases are.

use calendar::Day;
use catalogue::{Digest, PersonId};
use store::{Migration, Row, Statement, Value};

use crate::account::Session;
use crate::case::Problem;
use crate::view::{DAYS_BACK, VIEWS_MAX};
use crate::{Centre, Fault, throttle};

/// Who looked whom up, on which day and what for.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0118_person_look",
    sql: r#"
create table if not exists person_look (
  division text not null, day text not null, person text not null, reason text not null, applicant bytea not null,
  at bigint not null,
  primary key (division, day, person, reason, applicant));
"#,
};

/// What a document was looked up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookReason {
    /// Somebody applies at a window, or is about to.
    Intake,
    /// A receipt was lost together with its number.
    Receipt,
    /// Cases were looked for.
    Search,
}

impl LookReason {
    /// Every reason.
    pub const ALL: [LookReason; 3] = [LookReason::Intake, LookReason::Receipt, LookReason::Search];

    /// Its word in rows and answers.
    pub fn key(self) -> &'static str {
        match self {
            LookReason::Intake => "intake",
            LookReason::Receipt => "receipt",
            LookReason::Search => "search",
        }
    }

    fn parse(key: &str) -> Option<LookReason> {
        LookReason::ALL.into_iter().find(|it| it.key() == key)
    }
}

/// Looks of one person on one day for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookCount {
    /// The day.
    pub day: Day,
    /// Who looked.
    pub person: PersonId,
    /// What for.
    pub reason: LookReason,
    /// How many documents.
    pub documents: u64,
}

/// Removes looks from before a day, the oldest first and a bounded number of them.
pub(crate) fn forget(division: &str, kept_from: Day, limit: u64) -> Statement {
    let sql = "delete from person_look where division = $1 and (day, person, reason, applicant) in \
                 (select l.day, l.person, l.reason, l.applicant from person_look l \
                  where l.division = $1 and l.day < $2 order by l.day, l.person, l.reason, l.applicant limit $3)";
    Statement::new(sql, vec![division.into(), kept_from.to_string().into(), limit.into()])
}

impl Centre {
    /// Writes down that a person looked up a document; the same again on that day stands once.
    pub(crate) async fn look_note(
        &self,
        session: &Session,
        reason: LookReason,
        applicant: Digest,
    ) -> Result<(), Fault> {
        let mut params = self.look_key(session, reason, applicant);
        params.push(self.now().into());
        let sql = "insert into person_look (division, day, person, reason, applicant, at) \
                   values ($1, $2, $3, $4, $5, $6) \
                   on conflict (division, day, person, reason, applicant) do nothing";
        self.store.write(vec![Statement::new(sql, params)]).await?;
        Ok(())
    }

    /// The same at an intake, where a form is drawn many times for one person: each person counts once a day, and an officer who
    /// looked at too many is told until when to wait, microseconds UTC.
    pub(crate) async fn look_at_intake(
        &self,
        session: &Session,
        applicant: Digest,
    ) -> Result<Result<(), i64>, Fault> {
        let sql = "select at from person_look where division = $1 and day = $2 and person = $3 and reason = $4 \
                   and applicant = $5 limit 1";
        let key = self.look_key(session, LookReason::Intake, applicant);
        if !self.store.read(Statement::new(sql, key)).await?.is_empty() {
            return Ok(Ok(()));
        }
        let who = self.keys.find_digest(&self.division, "throttle-person", session.person.as_str());
        let limit = throttle::PERSON_LOOK;
        if let Err(until) = throttle::count(&self.store, &self.division, limit, &who, self.now()).await? {
            return Ok(Err(until));
        }
        self.look_note(session, LookReason::Intake, applicant).await?;
        Ok(Ok(()))
    }

    fn look_key(&self, session: &Session, reason: LookReason, applicant: Digest) -> Vec<Value> {
        vec![
            self.division.as_str().into(),
            self.today().to_string().into(),
            session.person.as_str().into(),
            reason.key().into(),
            applicant.0.into(),
        ]
    }

    /// How many documents each person looked up on each of the last days, and what for, for whoever supervises.
    pub async fn look_counts(&self, session: &Session) -> Result<Vec<LookCount>, Problem> {
        if !self.is_supervisor(session).await? {
            return Err(Problem::OutOfScope);
        }
        let since = self.today().plus_days(-DAYS_BACK);
        let sql = "select day, person, reason, cast(count(*) as bigint) from person_look \
                   where division = $1 and day >= $2 group by day, person, reason \
                   order by day desc, person, reason limit $3";
        let params = vec![self.division.as_str().into(), since.to_string().into(), VIEWS_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await.map_err(Fault::from)?;
        let broken = || Fault::inside("a row of the looks cannot be read");
        let count = |row: &Row| {
            Ok(LookCount {
                day: Day::parse(row.text(0)?).ok_or_else(broken)?,
                person: PersonId::parse(row.text(1)?).map_err(|_| broken())?,
                reason: LookReason::parse(row.text(2)?).ok_or_else(broken)?,
                documents: u64::try_from(row.int(3)?).unwrap_or_default(),
            })
        };
        Ok(rows.iter().map(count).collect::<Result<Vec<LookCount>, Fault>>()?)
    }
}
