//! Bearer tokens of the programming interface: each acts in one person's name, may only read or also act, may be kept to
//! one unit, ends on a day and can be revoked; the database knows it only by its digest.

use catalogue::id::Digest;
use catalogue::{CaseId, PersonId, UnitCode};
use store::{Row, Statement};

use crate::account::Session;
use crate::case::Problem;
use crate::seal::{random, sha256};
use crate::{Centre, Fault};

/// Days for which a token may be given at most.
pub const TOKEN_DAYS_MAX: u32 = 400;
/// Characters of the word that says what a token is for.
pub const TOKEN_PURPOSE_CHARS_MAX: usize = 80;
/// Tokens that a list shows at most.
const LIST_MAX: usize = 1_000;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What a new token is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    /// The person in whose name it acts; its scope of sight is this person's of the day.
    pub person: String,
    /// Only this unit's cases and items, of what the person may see.
    pub unit: Option<String>,
    /// Whether it may act, and not only read.
    pub may_act: bool,
    /// What it is for, in words for whoever revokes it.
    pub purpose: String,
    /// Days until it ends, 1 to [`TOKEN_DAYS_MAX`].
    pub days: u32,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeToken {
    /// Its name in lists and for revoking: 16 hexadecimal digits. No secret.
    pub id: String,
    /// The token itself: 64 hexadecimal digits, kept nowhere else.
    pub secret: String,
    /// When it ends, microseconds UTC.
    pub ends_at: i64,
}

/// Why no token was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRefusal {
    /// The organisation in force knows no such person.
    UnknownPerson,
    /// The organisation in force knows no such unit.
    UnknownUnit,
    /// Nothing says what it is for, or more than [`TOKEN_PURPOSE_CHARS_MAX`] characters do.
    BadPurpose,
    /// The days are not within 1 and [`TOKEN_DAYS_MAX`].
    BadDays,
}

/// A token as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenLine {
    /// Its name.
    pub id: String,
    /// The person in whose name it acts.
    pub person: String,
    /// The one unit, or empty.
    pub unit: String,
    /// Whether it may act.
    pub may_act: bool,
    /// What it is for.
    pub purpose: String,
    /// When it ends, microseconds UTC.
    pub ends_at: i64,
    /// When it was revoked, microseconds UTC.
    pub revoked_at: Option<i64>,
}

/// Whoever shows a token that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    /// The person's session, for every use case and query.
    pub session: Session,
    /// Whether it may act.
    pub may_act: bool,
    /// The one unit it is kept to.
    pub unit: Option<UnitCode>,
}

impl Bearer {
    /// Whether a unit's cases and items are within the token; the person's own scope is asked besides.
    pub fn covers_unit(&self, unit: UnitCode) -> bool {
        self.unit.is_none_or(|own| own == unit)
    }
}

impl Centre {
    /// Makes a token for a person of the organisation in force.
    pub async fn token_add(&self, wanted: &NewToken) -> Result<Result<MadeToken, TokenRefusal>, Fault> {
        let purpose = wanted.purpose.trim();
        if purpose.is_empty()
            || purpose.chars().count() > TOKEN_PURPOSE_CHARS_MAX
            || purpose.chars().any(char::is_control)
        {
            return Ok(Err(TokenRefusal::BadPurpose));
        }
        if !(1..=TOKEN_DAYS_MAX).contains(&wanted.days) {
            return Ok(Err(TokenRefusal::BadDays));
        }
        let Some(organisation) = self.organisation().await? else {
            return Ok(Err(TokenRefusal::UnknownPerson));
        };
        if !PersonId::parse(&wanted.person).is_ok_and(|person| organisation.person(person).is_some()) {
            return Ok(Err(TokenRefusal::UnknownPerson));
        }
        let unit = wanted.unit.as_deref().unwrap_or_default();
        if !unit.is_empty() && !UnitCode::parse(unit).is_ok_and(|unit| organisation.unit(unit).is_some()) {
            return Ok(Err(TokenRefusal::UnknownUnit));
        }
        let secret: String = random::<32>().iter().map(|byte| format!("{byte:02x}")).collect();
        let id: String = random::<8>().iter().map(|byte| format!("{byte:02x}")).collect();
        let now = self.now();
        let ends_at = now + i64::from(wanted.days) * DAY;
        self.store
            .write(vec![Statement::new(
                "insert into api_token (division, token, token_id, person, unit, may_act, purpose, created_at, ends_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                vec![
                    self.division.as_str().into(),
                    sha256(secret.as_bytes()).0.into(),
                    id.as_str().into(),
                    wanted.person.as_str().into(),
                    unit.into(),
                    i64::from(wanted.may_act).into(),
                    purpose.into(),
                    now.into(),
                    ends_at.into(),
                ],
            )])
            .await?;
        Ok(Ok(MadeToken { id, secret, ends_at }))
    }

    /// Ends a token at once, by its name; `false` where no token that stands bears it.
    pub async fn token_revoke(&self, id: &str) -> Result<bool, Fault> {
        let written = self
            .store
            .write(vec![Statement::new(
                "update api_token set revoked_at = $3 where division = $1 and token_id = $2 and revoked_at is null",
                vec![self.division.as_str().into(), id.into(), self.now().into()],
            )])
            .await?;
        Ok(written.first().is_some_and(|rows| *rows > 0))
    }

    /// The division's tokens, the newest first; of each everything but the token.
    pub async fn token_list(&self) -> Result<Vec<TokenLine>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select token_id, person, unit, may_act, purpose, ends_at, revoked_at from api_token
                 where division = $1 order by created_at desc, token_id limit $2",
                vec![self.division.as_str().into(), LIST_MAX.into()],
            ))
            .await?;
        rows.iter().map(line).collect()
    }

    /// Who shows this token, if it stands: known, not ended, not revoked. It is looked up each time, so that revoking holds
    /// from the next request on.
    pub async fn token(&self, secret: &str) -> Result<Option<Bearer>, Fault> {
        if secret.len() != 64 || !secret.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        // A digest is compared, so the time it takes tells nothing of the token.
        let digest: Digest = sha256(secret.to_ascii_lowercase().as_bytes());
        let rows = self
            .store
            .read(Statement::new(
                "select person, unit, may_act, ends_at, revoked_at from api_token where division = $1 and token = $2
                 and not exists (select 1 from account a where a.division = api_token.division
                 and a.person = api_token.person and a.disabled = 1) limit 1",
                vec![self.division.as_str().into(), digest.0.into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok(None) };
        if row.opt_int(4)?.is_some() || row.int(3)? <= self.now() {
            return Ok(None);
        }
        let broken = |_| Fault::inside("a token names no person or unit");
        let unit = match row.text(1)? {
            "" => None,
            unit => Some(UnitCode::parse(unit).map_err(broken)?),
        };
        let person = PersonId::parse(row.text(0)?).map_err(broken)?;
        Ok(Some(Bearer { session: Session::acting(person), may_act: row.int(2)? == 1, unit }))
    }

    /// Whether a case lies within the token's unit and the person's scope of sight: the same check as for the person's own
    /// pages, narrowed.
    pub async fn token_sees(&self, bearer: &Bearer, case: CaseId) -> Result<(), Problem> {
        let state = self.case_in_scope(&bearer.session, case).await?;
        match state.case.facts() {
            Some(facts) if bearer.covers_unit(facts.authority) => Ok(()),
            Some(_) => Err(Problem::OutOfScope),
            None => Err(Problem::NotFound),
        }
    }
}

fn line(row: &Row) -> Result<TokenLine, Fault> {
    Ok(TokenLine {
        id: row.text(0)?.to_owned(),
        person: row.text(1)?.to_owned(),
        unit: row.text(2)?.to_owned(),
        may_act: row.int(3)? == 1,
        purpose: row.text(4)?.to_owned(),
        ends_at: row.int(5)?,
        revoked_at: row.opt_int(6)?,
    })
}
