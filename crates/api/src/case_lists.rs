//! Lists of cases beside the one of what is open: what was found by a number or a person, commitments to be checked, and cases
//! that can go over to a newer revision.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use centre::act::FieldWhy;
use centre::commitments::CheckPlace;
use centre::find::FindBy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body;
use super::call::{Answer, Call};
use super::cases::line;
use super::intake::problem;
use super::problem::{Kind, Trouble};
use super::record::next;
use super::shown::{CaseLine, Next, day, time};

/// Characters of a number at most.
const NUMBER_CHARS_MAX: usize = 80;
/// Characters of a document's number at most.
const DOCUMENT_CHARS_MAX: usize = 64;

/// By what cases are looked for. In a body, so that a person's number stands in no address and no log.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum FindAsked {
    /// By 收件编号 or 办件编号.
    Number {
        /// The number.
        #[schemars(length(max = 80))]
        number: String,
    },
    /// By the document of whoever asked for it.
    Person {
        /// Number of the document, of whatever type.
        #[schemars(length(max = 64))]
        document_number: String,
    },
}

/// What was found, the case received last at the head; 40 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FoundCases {
    /// The cases, those that have ended with them.
    pub cases: Vec<CaseLine>,
}

/// `POST /api/v1/find`
pub async fn find(call: Call, body: Body) -> Response {
    call.finish(found(&call, body).await)
}

async fn found(call: &Call, body: Body) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let asked: FindAsked = body::read(call, body).await?;
    let (field, typed, most) = match &asked {
        FindAsked::Number { number } => ("number", number, NUMBER_CHARS_MAX),
        FindAsked::Person { document_number } => ("document_number", document_number, DOCUMENT_CHARS_MAX),
    };
    if typed.chars().count() > most {
        return Err(Trouble::fields(call.text, &[problem(field, FieldWhy::TooLong(most))]));
    }
    let by = match &asked {
        FindAsked::Number { number } => FindBy::Number(number),
        FindAsked::Person { document_number } => FindBy::Document(document_number.trim()),
    };
    let centre = &call.app.centre;
    let briefs = centre.case_find(&bearer.session, bearer.unit, by).await;
    let briefs = briefs.map_err(|fault| call.fault(&fault))?;
    let now = centre.instant();
    call.json(StatusCode::OK, &FoundCases { cases: briefs.iter().map(|it| line(it, now)).collect() })
}

/// A commitment that is to be checked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckLine {
    /// The case.
    pub about: CaseLine,
    /// Last day of the check, or of putting right.
    pub check_by: Option<String>,
    /// Something is to be put right until then.
    pub to_correct: bool,
}

/// A page of the commitments to be checked, the earliest day first.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckList {
    /// The commitments.
    pub commitments: Vec<CheckLine>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// `GET /api/v1/commitments`
pub async fn commitments(call: Call) -> Response {
    call.finish(checks(&call).await)
}

async fn checks(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    let after = call.cursor(query, CheckPlace::parse)?;
    let centre = &call.app.centre;
    let due = centre.commitments_due(&bearer.session, bearer.unit, after.as_ref(), limit + 1).await;
    let mut due = due.map_err(|fault| call.fault(&fault))?;
    let next = next(&mut due, limit, |last| last.place().cursor());
    let now = centre.instant();
    let commitments = due.iter().map(|it| CheckLine {
        about: line(&it.brief, now),
        check_by: it.until.map(day),
        to_correct: it.to_correct,
    });
    call.json(StatusCode::OK, &CheckList { commitments: commitments.collect(), next })
}

/// An item of which cases are open on an older revision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OlderItemLine {
    /// Its short name.
    pub item: String,
    /// SHA-256 of the revision in force.
    pub digest: String,
    /// How many cases.
    pub cases: i64,
}

/// Items of which cases are open on an older revision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OlderItems {
    /// The items.
    pub items: Vec<OlderItemLine>,
}

/// One of these cases, without a word about its applicant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OlderCaseLine {
    /// The case; the act `rebind` of `POST /cases/{case}/acts` takes it over.
    pub case: String,
    /// 收件编号.
    pub receipt_no: String,
    /// Word of the state, stable.
    pub state: String,
    /// When it was received.
    #[schemars(extend("format" = "date-time"))]
    pub received_at: String,
    /// The revision it is bound to.
    pub revision: u32,
}

/// Cases of an item that can go over to its newer revision, the oldest first; 60 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OlderCases {
    /// Short name of the item.
    pub item: String,
    /// The revision in force.
    pub revision: u32,
    /// The cases.
    pub cases: Vec<OlderCaseLine>,
}

/// `GET /api/v1/older`
pub async fn older(call: Call) -> Response {
    call.finish(older_items(&call).await)
}

async fn older_items(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    // The reviewer looks at the items of every unit.
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let items = call.app.centre.older_items(&bearer.session).await;
    let items = items.map_err(|problem| call.problem(problem))?;
    let items = items.iter().map(|it| OlderItemLine {
        item: it.short.clone(),
        digest: it.body.to_string(),
        cases: it.count,
    });
    call.json(StatusCode::OK, &OlderItems { items: items.collect() })
}

/// `GET /api/v1/older/{item}`
pub async fn older_of(call: Call) -> Response {
    call.finish(older_cases(&call).await)
}

async fn older_cases(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    if bearer.unit.is_some() {
        return Err(Kind::OutOfScope.into());
    }
    let centre = &call.app.centre;
    let cases = centre.older_cases(&bearer.session, &call.place).await;
    let cases = cases.map_err(|problem| call.problem(problem))?;
    let entry = centre.item_entry(&call.place).await.map_err(|fault| call.fault(&fault))?;
    let entry = entry.ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let cases = cases.iter().map(|it| OlderCaseLine {
        case: it.id.to_string(),
        receipt_no: it.receipt_no.clone(),
        state: it.state.clone(),
        received_at: time(it.received_at),
        revision: it.revision,
    });
    let answer = OlderCases {
        item: entry.item.short.to_string(),
        revision: entry.item.revision,
        cases: cases.collect(),
    };
    call.json(StatusCode::OK, &answer)
}
