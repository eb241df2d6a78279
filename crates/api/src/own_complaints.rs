//! A complaint for whoever made it: its receipt, and by number and code, without a token, how it stands and the own word on it (C32,
//! F18). Guesses are counted as on the page.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use casework::applicant_itself;
use catalogue::ComplaintId;
use centre::oversight::complaint::{OwnComplaint, grouped};
use oversight::complaint::{Act, may};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::body;
use super::call::{Answer, Call};
use super::complaints::view;
use super::problem::{Kind, Trouble};
use super::record::choice;
use super::shown::{day, time};
use web::handle::complaint_words::{moment, own_state};

/// What a complainant may say to the answer.
const WORDS: [(&str, Act); 2] = [("confirm", Act::Confirm), ("reopen", Act::Reopen)];
/// Characters of number and code at most, as `trackCase` takes them.
const CHARS_MAX: (usize, usize) = (80, 20);

/// Number and code, as they stand on the receipt of a complaint.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnComplaintAsked {
    /// Number of the complaint.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
}

/// The own word on a complaint.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnWord {
    /// Number of the complaint.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
    /// `confirm`: content, which closes it; `reopen`: not mended, which opens it again.
    #[schemars(extend("enum" = ["confirm", "reopen"]))]
    act: String,
    /// In words; what was not mended is needed to open it again.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    words: String,
}

/// Something that happened. Of officers only the unit is named.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnMoment {
    /// When it was recorded.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// What happened.
    pub what: String,
    /// Who: a unit, or the complainant.
    pub who: String,
    /// What was said; may be empty.
    pub words: String,
}

/// A complaint as whoever made it sees it. A report of corruption shows neither what it says nor of whom.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnComplaintShown {
    /// The number as people read it.
    pub number: String,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub filed_at: String,
    /// Whether it is sealed to the discipline inspection.
    pub sealed: bool,
    /// Of which class; null of a report.
    pub class: Option<String>,
    /// The unit complained of.
    pub unit: Option<String>,
    /// The unit that investigates.
    pub office: Option<String>,
    /// Word of the state, stable.
    pub state: String,
    /// The state in words.
    pub state_word: String,
    /// Last day to answer; null where none runs.
    pub answer_by: Option<String>,
    /// What is complained of; empty of a report.
    pub words: String,
    /// Whether it was found to be so; null before the answer.
    pub verdict: Option<String>,
    /// The answer; empty before.
    pub answer: String,
    /// What may be said to it now: `confirm`, `reopen`.
    pub acts: Vec<String>,
    /// What happened, oldest first.
    pub history: Vec<OwnMoment>,
}

/// The receipt of a complaint, for the complainant.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ComplaintReceiptShown {
    /// The complaint.
    pub complaint: String,
    /// The number as people read it.
    pub number: String,
    /// 查询码: for the complainant alone.
    pub query_code: String,
    /// When it was made.
    #[schemars(extend("format" = "date-time"))]
    pub filed_at: String,
    /// Last day to answer.
    pub answer_by: Option<String>,
    /// The centre's telephone for complaints.
    pub telephone: String,
}

/// `POST /api/v1/track/complaint`
pub async fn track(call: Call, body: Body) -> Response {
    call.finish(tracked(&call, body).await)
}

async fn tracked(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let asked: OwnComplaintAsked = body::read(call, body).await?;
    let id = own(call, &asked.number, &asked.code).await?;
    let answer = shown(call, id).await?;
    call.json(StatusCode::OK, &answer)
}

/// `POST /api/v1/track/complaint/word`
pub async fn word(call: Call, body: Body) -> Response {
    call.finish(said(&call, body).await)
}

async fn said(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let command_id = call.command_id()?;
    let asked: OwnWord = body::read(call, body).await?;
    let act = choice("act", WORDS.into_iter().find(|(word, _)| *word == asked.act));
    let (_, act) = act.map_err(|it| Trouble::fields(call.text, &[it]))?;
    let id = own(call, &asked.number, &asked.code).await?;
    let centre = &call.app.centre;
    let done = match act {
        Act::Confirm => centre.complaint_confirm(id, command_id, &asked.words).await,
        _ => centre.complaint_reopen(id, command_id, &asked.words).await,
    };
    let done = call.carried(done).await?;
    let answer = shown(call, id).await?;
    call.answered(StatusCode::OK, "/track/complaint", done.replayed, &answer)
}

/// The complaint of number and code.
async fn own(call: &Call, number: &str, code: &str) -> Result<ComplaintId, Trouble> {
    if number.chars().count() > CHARS_MAX.0 || code.chars().count() > CHARS_MAX.1 {
        return Err(Kind::NotFound.into());
    }
    let found = call.app.centre.complaint_track(number.trim(), code.trim(), &call.address).await;
    found.map_err(|problem| call.problem(problem))
}

async fn shown(call: &Call, id: ComplaintId) -> Result<OwnComplaintShown, Trouble> {
    let own = call.app.centre.complaint_own(id).await.map_err(|fault| call.fault(&fault))?;
    let OwnComplaint { filed, texts, lines, organisation, now, .. } = own.ok_or(Kind::NotFound)?;
    let (text, sealed, answer) = (call.text, filed.is_sealed(), filed.way.answer());
    let offered = |act: Act| may(&filed, act, &organisation, None, applicant_itself(), now.day()).is_ok();
    let history = lines.iter().filter_map(|line| {
        let moment = moment(text, &organisation, &texts, line, true)?;
        Some(OwnMoment {
            at: time(line.recorded_at),
            what: moment.what,
            who: moment.who,
            words: moment.words,
        })
    });
    Ok(OwnComplaintShown {
        number: grouped(filed.number.year, filed.number.n),
        filed_at: time(filed.filed_at),
        sealed,
        class: filed.class.map(|it| it.key().to_owned()),
        unit: filed.about.unit.map(|it| it.to_string()),
        office: filed.way.unit().map(|it| it.to_string()),
        state: filed.way.key().to_owned(),
        state_word: own_state(text, &filed).word,
        answer_by: filed.running().map(|clock| day(clock.due())),
        // A report is open to the discipline inspection only, not to whoever came by its code.
        words: if sealed { String::new() } else { texts.text(filed.words.0) },
        verdict: answer.map(|it| it.verdict.key().to_owned()),
        answer: answer.map_or_else(String::new, |it| texts.text(it.words.words.0)),
        acts: WORDS.iter().filter(|(_, act)| offered(*act)).map(|(word, _)| (*word).to_owned()).collect(),
        history: history.collect(),
    })
}

/// `GET /api/v1/complaints/{complaint}/receipt`
pub async fn receipt(call: Call) -> Response {
    call.finish(printed(&call).await)
}

async fn printed(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let view = view(call, &bearer).await?;
    if !view.prints_receipt(&bearer.session) {
        return Err(Kind::OutOfScope.into());
    }
    let filed = &view.filed;
    let answer = ComplaintReceiptShown {
        complaint: view.id.to_string(),
        number: grouped(filed.number.year, filed.number.n),
        query_code: call.app.centre.complaint_code(view.id),
        filed_at: time(filed.filed_at),
        answer_by: filed.clock.map(|clock| day(clock.due())),
        telephone: view.organisation.centre.complaint_telephone.clone(),
    };
    call.json(StatusCode::OK, &answer)
}
