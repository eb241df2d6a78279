//! The second factor of who signs: a one-time code, asked for with the act itself and checked before anything is submitted
//! (A17, E24, F20).
//!
//! A session says who sat down; the code says that the same person is still there. What was confirmed is kept by the id of
//! its command, which the entry bears too.

use catalogue::PersonId;
use store::{Migration, Statement, StoreError};

use crate::account::Session;
use crate::to_sign::ToSign;
use crate::totp::{self, SECRET_BYTES};
use crate::{Centre, Fault, throttle};

pub use crate::second_factor_setup::{BeginRefusal, NewSecret, SampleCode, SecondFactor};

/// Secrets sealed under the division's key, secrets that wait to be confirmed, and what was confirmed with a code.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0061_second_factor",
    sql: r#"
create table if not exists second_factor (
  division text not null, person text not null, sealed bytea not null, set_up_at bigint not null, last_step bigint not null,
  primary key (division, person));
create table if not exists second_factor_new (
  division text not null, person text not null, sealed bytea not null, command_id bytea not null, begun_at bigint not null,
  primary key (division, person));
create table if not exists second_factor_use (
  division text not null, command_id bytea not null, person text not null, what bytea not null, used_at bigint not null,
  primary key (division, command_id));
"#,
};

/// Why a code does not confirm anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeRefusal {
    /// The person has set up no second factor.
    NotSetUp,
    /// No code was typed.
    Missing,
    /// Not the code of now, the one before or the one after.
    Wrong,
    /// The right one, and it was used before.
    Used,
    /// Too many wrong ones (see [`throttle::SECOND_FACTOR`]).
    Throttled {
        /// Until when, microseconds UTC.
        until: i64,
        /// The same in minutes from now, rounded up.
        minutes: u32,
    },
}

/// A second factor as it is kept.
pub(crate) struct Factor {
    pub secret: [u8; SECRET_BYTES],
    pub set_up_at: i64,
    pub last_step: i64,
}

impl Centre {
    /// Whether an act may be submitted with this code; it is then used up. Acts that need none always may, and so does what is
    /// not filled in or not allowed: whoever submits it hears why.
    pub async fn second_factor_check(
        &self,
        session: &Session,
        command_id: [u8; 16],
        act: &ToSign<'_>,
        code: &str,
    ) -> Result<Result<(), CodeRefusal>, Fault> {
        if !act.is_filled_in() || !self.is_signed(session, act).await? {
            return Ok(Ok(()));
        }
        let what = act.content()?;
        if self.was_confirmed(session.person, command_id, what).await? {
            return Ok(Ok(()));
        }
        let Some(factor) = self.factor_of(session.person).await? else {
            return Ok(Err(CodeRefusal::NotSetUp));
        };
        let step = match self.step_of(session.person, &factor.secret, code).await? {
            Ok(step) => step,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let used = Statement::new(
            "insert into second_factor_use (division, command_id, person, what, used_at) values ($1, $2, $3, $4, $5)
             on conflict (division, command_id) do update
             set person = excluded.person, what = excluded.what, used_at = excluded.used_at",
            vec![
                self.division.as_str().into(),
                command_id.into(),
                session.person.as_str().into(),
                what.into(),
                self.now().into(),
            ],
        );
        if self.step_use(session.person, step, vec![used]).await? {
            return Ok(Ok(()));
        }
        // The other click of a double click may just have used it, for the same.
        let confirmed = self.was_confirmed(session.person, command_id, what).await?;
        Ok(if confirmed { Ok(()) } else { Err(CodeRefusal::Used) })
    }

    /// The same command with the same content was confirmed before: a double click, or an answer that was lost.
    async fn was_confirmed(
        &self,
        person: PersonId,
        command_id: [u8; 16],
        what: [u8; 32],
    ) -> Result<bool, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select person, what from second_factor_use where division = $1 and command_id = $2 limit 1",
                vec![self.division.as_str().into(), command_id.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(false) };
        Ok(row.text(0)? == person.as_str() && row.array::<32>(1)? == what)
    }

    /// The step of a right code; each try counts until one is right. Whether it was used before is not asked here.
    pub(crate) async fn step_of(
        &self,
        person: PersonId,
        secret: &[u8; SECRET_BYTES],
        typed: &str,
    ) -> Result<Result<i64, CodeRefusal>, Fault> {
        if typed.trim().is_empty() {
            return Ok(Err(CodeRefusal::Missing));
        }
        let (now, who) = (self.now(), self.tries_of(person));
        let limit = throttle::SECOND_FACTOR;
        if let Err(until) = throttle::count(&self.store, &self.division, limit, &who, now).await? {
            let minutes = u32::try_from((until - now - 1) / 60_000_000 + 1).unwrap_or(1).max(1);
            return Ok(Err(CodeRefusal::Throttled { until, minutes }));
        }
        let Some(digits) = totp::read(typed) else { return Ok(Err(CodeRefusal::Wrong)) };
        let at = totp::step_at(now);
        let step = (at - 1..=at + 1).find(|step| totp::code(secret, *step) == digits);
        Ok(step.ok_or(CodeRefusal::Wrong))
    }

    /// Uses a step up, and writes this with it; `false` where it or a later one was used before.
    pub(crate) async fn step_use(
        &self,
        person: PersonId,
        step: i64,
        with: Vec<Statement>,
    ) -> Result<bool, Fault> {
        let taken = Statement::new(
            "update second_factor set last_step = $3 where division = $1 and person = $2 and last_step < $3",
            vec![self.division.as_str().into(), person.as_str().into(), step.into()],
        );
        let mut statements = vec![taken.must_affect(1)];
        statements.extend(with);
        match self.store.write(statements).await {
            Ok(_) => {}
            Err(StoreError::Guard(_)) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        self.tries_forget(person).await?;
        Ok(true)
    }

    pub(crate) async fn tries_forget(&self, person: PersonId) -> Result<(), Fault> {
        let who = self.tries_of(person);
        Ok(throttle::clear(&self.store, &self.division, throttle::SECOND_FACTOR, &who).await?)
    }

    fn tries_of(&self, person: PersonId) -> catalogue::id::Digest {
        self.keys.find_digest(&self.division, "throttle-second-factor", person.as_str())
    }

    /// A person's second factor.
    pub(crate) async fn factor_of(&self, person: PersonId) -> Result<Option<Factor>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select sealed, set_up_at, last_step from second_factor where division = $1 and person = $2 limit 1",
                vec![self.division.as_str().into(), person.as_str().into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let secret = self.secret_opened(person, row.bytes(0)?)?;
        Ok(Some(Factor { secret, set_up_at: row.int(1)?, last_step: row.int(2)? }))
    }
}
