//! The hand-over of somebody who goes for good, for programs: the list, three signatures in order, or given up (E33).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::PersonId;
use centre::act::FieldWhy;
use centre::leaving::{LeavingShown, LeavingWords, NewLeaving};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::cases;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::{Command, covers_person, next};
use super::shown::{CaseLine, Next, time};
use web::handle::glyphs::printable;

/// A signature of a hand-over.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SignatureShown {
    /// `leaver`, `taker` or `witness`.
    pub role: String,
    /// Who signs.
    pub person: String,
    /// When it was signed.
    pub signed_at: Option<String>,
}

/// A hand-over under way.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HandOverShown {
    /// Who goes.
    pub person: String,
    /// Who drew the list up.
    pub listed_by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub listed_at: String,
    /// Papers and originals in the drawer.
    pub papers: String,
    /// Results not collected.
    pub results: String,
    /// Seals and keys.
    pub seals: String,
    /// What else.
    pub other: String,
    /// Open cases still held; nobody signs before they are handed over.
    pub cases_held: u16,
    /// Cases on their way to the person.
    pub cases_pending: u16,
    /// First contacts for which the person still answers; nobody signs before each came to an end or was signed for by another.
    pub contacts_open: u16,
    /// Folders apart from their cases, with the person or on their way there, and dossiers lent to the person; the same.
    pub folders_apart: u16,
    /// The first of these cases.
    pub cases: Vec<CaseLine>,
    /// The three signatures in their order.
    pub signatures: Vec<SignatureShown>,
    /// Whose signature is next.
    pub next_to_sign: String,
}

/// A page of hand-overs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HandOverPage {
    /// The hand-overs.
    pub leavings: Vec<HandOverShown>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A list to be drawn up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeavingAsked {
    /// Who goes.
    #[schemars(length(max = 64))]
    pub person: String,
    /// Who takes over.
    #[schemars(length(max = 64))]
    pub taker: String,
    /// 监交人.
    #[schemars(length(max = 64))]
    pub witness: String,
    /// Papers and originals in the drawer.
    #[schemars(length(max = 2000))]
    pub papers: String,
    /// Results not collected.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub results: String,
    /// Seals and keys.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub seals: String,
    /// What else.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    pub other: String,
}

/// The acts of a hand-over.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum LeavingActAsked {
    /// The next signature; with the last the person's accounts end.
    Sign {},
    /// Given up.
    Drop {},
}

fn shown(call: &Call, it: &LeavingShown) -> HandOverShown {
    let (leaving, words, now) = (&it.leaving, &it.words, call.app.centre.instant());
    let roles = ["leaver", "taker", "witness"];
    let signatures = leaving.signers().into_iter().zip(roles).enumerate();
    HandOverShown {
        person: leaving.person.to_string(),
        listed_by: leaving.by.to_string(),
        listed_at: time(leaving.listed_at),
        papers: words.papers.clone(),
        results: words.results.clone(),
        seals: words.seals.clone(),
        other: words.other.clone(),
        cases_held: it.held.cases,
        cases_pending: it.held.pending,
        contacts_open: it.beside.contacts,
        folders_apart: it.beside.folders,
        cases: it.cases.iter().map(|it| cases::line(it, now)).collect(),
        signatures: signatures
            .map(|(place, (person, role))| SignatureShown {
                role: role.to_owned(),
                person: person.to_string(),
                signed_at: leaving.signed.get(place).copied().flatten().map(time),
            })
            .collect(),
        next_to_sign: leaving.next().to_string(),
    }
}

/// Hand-overs that concern the token's person, within the token.
async fn all(call: &Call, bearer: &Bearer) -> Result<Vec<LeavingShown>, Trouble> {
    let organisation = call.organisation().await?;
    let all = call.app.centre.leavings(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    Ok(all.into_iter().filter(|it| covers_person(bearer, &organisation, it.leaving.person)).collect())
}

/// `GET /api/v1/leavings`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, |text| PersonId::parse(text).ok())?;
    let mut page = all(call, &bearer).await?;
    page.sort_by_key(|it| it.leaving.person);
    page.retain(|it| after.is_none_or(|after| it.leaving.person > after));
    let next = next(&mut page, limit, |last| last.leaving.person.to_string());
    let leavings = page.iter().map(|it| shown(call, it)).collect();
    call.json(StatusCode::OK, &HandOverPage { leavings, next })
}

/// `GET /api/v1/leavings/{person}`
pub async fn one(call: Call) -> Response {
    call.finish(found(&call).await)
}

async fn found(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let person = PersonId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    let all = all(call, &bearer).await?;
    match all.iter().find(|it| it.leaving.person == person) {
        Some(it) => call.json(StatusCode::OK, &shown(call, it)),
        None => {
            let absences = call.app.centre.absences().await.map_err(|fault| call.fault(&fault))?;
            Err(absences.leaving(person).map_or(Kind::NotFound, |_| Kind::OutOfScope).into())
        }
    }
}

/// `POST /api/v1/leavings`
pub async fn draw_up(call: Call, body: Body) -> Response {
    call.finish(drawn_up(&call, body).await)
}

async fn drawn_up(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<LeavingAsked>(body).await?;
    let code = |field: &str, text: &str| {
        let wrong = |_| Trouble::fields(call.text, &[problem(field, FieldWhy::NotAChoice)]);
        PersonId::parse(text).map_err(wrong)
    };
    let person = code("person", &asked.person)?;
    if !covers_person(&bearer, &*call.organisation().await?, person) {
        return Err(Kind::OutOfScope.into());
    }
    let (taker, witness) = (code("taker", &asked.taker)?, code("witness", &asked.witness)?);
    let LeavingAsked { papers, results, seals, other, .. } = asked;
    let new = NewLeaving { person, taker, witness, words: LeavingWords { papers, results, seals, other } };
    let printed = printable(&call.app.press, new.printed()).await;
    printed.map_err(|problem| call.problem(problem))?;
    match call.app.centre.leaving_list(&bearer.session, id, &new).await {
        Ok(done) => {
            call.done_once(StatusCode::CREATED, &format!("/leavings/{person}"), person.as_str(), &done)
        }
        Err(problem) => Err(call.refused(problem).await),
    }
}

/// `POST /api/v1/leavings/{person}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<LeavingActAsked>(body).await?;
    let person = PersonId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?;
    if !covers_person(&bearer, &*call.organisation().await?, person) {
        return Err(Kind::OutOfScope.into());
    }
    let centre = &call.app.centre;
    let done = match asked {
        LeavingActAsked::Sign {} => {
            centre.leaving_sign(&bearer.session, id, person).await.map(|(_, done)| done)
        }
        LeavingActAsked::Drop {} => centre.leaving_drop(&bearer.session, id, person).await,
    };
    match done {
        Ok(done) => call.done_once(StatusCode::OK, &format!("/leavings/{person}"), person.as_str(), &done),
        Err(problem) => Err(call.refused(problem).await),
    }
}
