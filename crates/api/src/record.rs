//! What all records of the interface share: who looks, how a list goes on, how a command comes in, and how it is answered.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use calendar::Day;
use catalogue::{Organisation, PersonId, UnitCode};
use centre::Done;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use super::call::{Answer, Call, etag};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::shown::{Next, OfferShown};
use web::app::form::Form;
use web::handle::refusal::About;

/// Rows of a page when nothing else is asked for, and at most.
pub const LIMITS: (u64, u64) = (40, 100);
/// Bytes of a cursor at most, as the document says.
pub const CURSOR_BYTES_MAX: usize = 100;

/// Years that can be asked for, as on the pages.
const YEARS: std::ops::RangeInclusive<u64> = 2000..=9998;

/// Digits of a number in an address at most.
const NUMBER_BYTES_MAX: usize = 10;

/// A command was carried out; the same command sent again gets the same answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CommandDone {
    /// On what: the last place of the address that `Location` names, or the code of what was made.
    pub of: String,
    /// Version of its record after the command.
    pub version: u64,
    /// The command's first entry.
    pub first_entry: u64,
    /// The command's last entry; below the first when nothing had to be recorded.
    pub last_entry: u64,
}

/// A command as it came in.
pub struct Command<T> {
    /// Who shows a token that may act.
    pub bearer: Bearer,
    /// The command's id.
    pub id: [u8; 16],
    /// The version that was looked at; `None` for any, and where the record has none.
    pub version: Option<u64>,
    /// What is asked.
    pub asked: T,
}

/// What is asked of a list that is narrowed by one word.
pub struct ListAsked<T> {
    /// Who looks.
    pub bearer: Bearer,
    /// Which of its lines.
    pub which: T,
    /// How many at most.
    pub limit: usize,
    /// Where it goes on; empty at its beginning.
    pub after: String,
}

impl Call {
    /// Who looks, by a token that may read, with these parameters and no others.
    pub async fn looks(&self, known: &[&str]) -> Result<(Bearer, &Form), Trouble> {
        let bearer = self.bearer(false).await?;
        Ok((bearer, self.query(known)?))
    }

    /// What a list is asked that is narrowed by `which` alone; `place` reads where it goes on.
    pub async fn lists<T: Copy>(
        &self,
        all: &[(&str, T)],
        place: impl FnOnce(&str) -> Option<String>,
    ) -> Result<ListAsked<T>, Trouble> {
        let (bearer, query) = self.looks(&["which", "limit", "cursor"]).await?;
        let (limit, which) = (self.limit(query)?, self.which(query.get("which"), all)?);
        Ok(ListAsked { bearer, which, limit, after: self.cursor(query, place)?.unwrap_or_default() })
    }

    /// A command on something that has a version.
    pub async fn acts<T: DeserializeOwned>(&self, body: Body) -> Result<Command<T>, Trouble> {
        self.acts_with(body, &[]).await
    }

    /// A command on something that has a version, with these parameters and no others.
    pub async fn acts_with<T: DeserializeOwned>(
        &self,
        body: Body,
        known: &[&str],
    ) -> Result<Command<T>, Trouble> {
        self.acts_up_to(body, known, body::BYTES_MAX).await
    }

    /// The same with a body of at most so many bytes, where files stand in it.
    pub async fn acts_up_to<T: DeserializeOwned>(
        &self,
        body: Body,
        known: &[&str],
        most: usize,
    ) -> Result<Command<T>, Trouble> {
        let bearer = self.bearer(true).await?;
        self.query(known)?;
        let (id, version) = (self.command_id()?, self.if_match()?);
        Ok(Command { bearer, id, version, asked: body::read_up_to(self, body, most).await? })
    }

    /// A command that makes something, or on something without a version.
    pub async fn makes<T: DeserializeOwned>(&self, body: Body) -> Result<Command<T>, Trouble> {
        let bearer = self.bearer(true).await?;
        self.query(&[])?;
        let id = self.command_id()?;
        Ok(Command { bearer, id, version: None, asked: body::read(self, body).await? })
    }

    /// One record with the tag of its version.
    pub fn versioned(&self, version: u64, shown: &impl Serialize) -> Answer {
        let mut response = self.json(StatusCode::OK, shown)?;
        response.headers_mut().insert(header::ETAG, etag(version));
        Ok(response)
    }

    /// The answer to a command that was carried out on something that has a version; `path` is its address.
    pub fn done(&self, status: StatusCode, path: &str, of: &str, done: &Done) -> Answer {
        let mut response = self.done_once(status, path, of, done)?;
        response.headers_mut().insert(header::ETAG, etag(done.version));
        Ok(response)
    }

    /// The answer to a command on something without a version.
    pub fn done_once(&self, status: StatusCode, path: &str, of: &str, done: &Done) -> Answer {
        let answer = CommandDone {
            of: of.to_owned(),
            version: done.version,
            first_entry: done.first_seq,
            last_entry: done.last_seq,
        };
        self.answered(status, path, done.replayed, &answer)
    }

    /// An answer to a command: where it took effect, and whether this is the first answer again.
    pub fn answered(
        &self,
        status: StatusCode,
        path: &str,
        replayed: bool,
        answer: &impl Serialize,
    ) -> Answer {
        let mut response = self.json(status, answer)?;
        let headers = response.headers_mut();
        if let Ok(place) = HeaderValue::from_str(&format!("{}{path}", super::PREFIX)) {
            headers.insert(header::LOCATION, place);
        }
        if replayed {
            headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
        }
        Ok(response)
    }

    /// What the centre carried out, or why not in the words of the desk.
    pub async fn carried<T>(&self, result: Result<T, Problem>) -> Result<T, Trouble> {
        match result {
            Ok(done) => Ok(done),
            Err(problem) => Err(self.refused(problem).await),
        }
    }

    /// Who looks with a token that is kept to no unit: for what is of the whole centre.
    pub async fn looks_at_all(&self, known: &[&str]) -> Result<(Bearer, &Form), Trouble> {
        let (bearer, query) = self.looks(known).await?;
        whole(&bearer)?;
        Ok((bearer, query))
    }

    /// Rows that a page is to have.
    pub fn limit(&self, query: &Form) -> Result<usize, Trouble> {
        let limit = self.number(query, "limit", 1..=LIMITS.1, LIMITS.0)?;
        Ok(usize::try_from(limit).unwrap_or(1))
    }

    /// The edition that is asked for; none for the last.
    pub fn edition(&self, query: &Form) -> Result<Option<u8>, Trouble> {
        if query.get("edition").is_empty() {
            return Ok(None);
        }
        let number = self.number(query, "edition", 1..=u64::from(u8::MAX), 1)?;
        Ok(Some(u8::try_from(number).unwrap_or(u8::MAX)))
    }

    /// The year that is asked for; this one where none is.
    pub fn year(&self, query: &Form) -> Result<i32, Trouble> {
        let usual = self.app.centre.today().year();
        let asked = self.number(query, "year", YEARS, u64::try_from(usual).unwrap_or(*YEARS.start()))?;
        Ok(i32::try_from(asked).unwrap_or(usual))
    }

    /// The number by which the address names a record.
    pub fn numbered(&self) -> Result<u32, Trouble> {
        let digits = Some(self.place.as_str())
            .filter(|it| it.len() <= NUMBER_BYTES_MAX && it.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|it| it.parse().ok()).ok_or_else(|| Kind::NotFound.into())
    }

    /// The place after which a list goes on, read by `read`; none for its first page.
    pub fn cursor<T>(
        &self,
        query: &Form,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Trouble> {
        let text = query.get("cursor");
        if text.is_empty() {
            return Ok(None);
        }
        let place = if text.len() <= CURSOR_BYTES_MAX { read(text) } else { None };
        place.map(Some).ok_or_else(|| self.wrong("cursor", "请照抄上一页给的 next。"))
    }

    /// The organisation in force.
    pub async fn organisation(&self) -> Result<Arc<Organisation>, Trouble> {
        let organisation = self.app.centre.organisation().await.map_err(|fault| self.fault(&fault))?;
        organisation.ok_or_else(|| Kind::Unavailable.into())
    }

    /// What the centre says of a command on a case's record, in the words of the desk.
    pub fn refused_about(&self, problem: Problem, about: &About<'_>) -> Trouble {
        match problem {
            Problem::Refused(refusal) => Trouble::refused(about.refused(&refusal)),
            other => self.problem(other),
        }
    }
}

/// Cuts what was read beyond the page off; what `next` names, where there was more.
pub fn next<T>(rows: &mut Vec<T>, limit: usize, cursor: impl Fn(&T) -> String) -> Next {
    let more = rows.len() > limit;
    rows.truncate(limit);
    rows.last().filter(|_| more).map(cursor)
}

/// What is of the whole centre is not for a token that is kept to a unit.
pub fn whole(bearer: &Bearer) -> Result<(), Trouble> {
    if bearer.unit.is_some() { Err(Kind::OutOfScope.into()) } else { Ok(()) }
}

/// What is a unit's is for a token that is kept to none or to it.
pub fn of_unit(bearer: &Bearer, unit: UnitCode) -> Result<(), Trouble> {
    if bearer.covers_unit(unit) { Ok(()) } else { Err(Kind::OutOfScope.into()) }
}

/// A word of the body as what it names.
pub fn choice<T>(field: &str, known: Option<T>) -> Result<T, FieldProblem> {
    known.ok_or_else(|| problem(field, FieldWhy::NotAChoice))
}

/// A day of the body.
pub fn day_of(field: &str, typed: &str) -> Result<Day, FieldProblem> {
    Day::parse(typed).ok_or_else(|| problem(field, FieldWhy::NotADay))
}

/// A day of the body that may be left out.
pub fn maybe_day(field: &str, typed: Option<&String>) -> Result<Option<Day>, FieldProblem> {
    typed.map(|it| day_of(field, it)).transpose()
}

/// Whether a person is within the token: of its unit, where it is kept to one.
pub fn covers_person(bearer: &Bearer, organisation: &Organisation, person: PersonId) -> bool {
    bearer.unit.is_none_or(|unit| organisation.person(person).is_some_and(|it| it.unit == unit))
}

/// Acts as they are offered, those that are refused with why and who may.
pub fn offers(
    about: &About<'_>,
    offers: impl IntoIterator<Item = (String, Option<casework::Refusal>)>,
) -> Vec<OfferShown> {
    let shown = |(act, refusal): (String, Option<casework::Refusal>)| {
        let refused = refusal.as_ref().map(|refusal| about.refused(refusal));
        OfferShown {
            act,
            open: refused.is_none(),
            code: refused.as_ref().map(|it| it.code.clone()),
            detail: refused.as_ref().map(|it| it.sentence.clone()),
            who_may: refused.map(|it| it.who_may).unwrap_or_default(),
        }
    };
    offers.into_iter().map(shown).collect()
}
