//! Withdrawing without an officer: number and query code, and a code of the own telephone; throttled as the page is (C13, C26).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::act::FieldWhy;
use centre::case::Problem;
use centre::particulars::Masked;
use centre::track::Tracked;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::act_words::WithdrawAsked;
use super::body;
use super::call::{Answer, Call};
use super::intake::problem;
use super::problem::{Kind, Trouble};
use web::handle::refusal::About;
use web::handle::words;

/// Characters of number and query code at most, as `trackCase` takes them.
const CHARS_MAX: (usize, usize) = (80, 20);

/// Number and query code, as they stand on the receipt: the code goes to the telephone given at intake.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnCodeAsked {
    /// 收件编号 or 办件编号.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
}

/// A withdrawal that the applicant confirms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnWithdrawal {
    /// 收件编号 or 办件编号.
    #[schemars(length(max = 80))]
    number: String,
    /// 查询码.
    #[schemars(length(max = 20))]
    code: String,
    /// The code that came to the telephone.
    #[schemars(length(min = 1, max = 40))]
    own_code: String,
    /// Why.
    cause: WithdrawAsked,
    /// In the applicant's words; needed for `other`.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    words: String,
    /// That the applicant knows what a withdrawal means: the matter ends here and may be asked for again. Must be true.
    confirmed: bool,
}

/// What was done of one's own.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OwnDone {
    /// 收件编号.
    pub receipt_no: String,
    /// The telephone to which the code went, masked.
    pub telephone: String,
    /// Word of the state, stable.
    pub state: String,
}

/// `POST /api/v1/track/withdraw-code`
pub async fn send_code(call: Call, body: Body) -> Response {
    call.finish(sent(&call, body).await)
}

async fn sent(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let id = call.command_id()?;
    let asked: OwnCodeAsked = body::read(call, body).await?;
    let case = own(call, &asked.number, &asked.code).await?;
    match call.app.centre.withdraw_code_send(case, id).await {
        Ok(done) => answer(call, case, done.replayed).await,
        Err(problem) => Err(refused(call, case, problem).await),
    }
}

/// `POST /api/v1/track/withdraw`
pub async fn withdraw(call: Call, body: Body) -> Response {
    call.finish(withdrawn(&call, body).await)
}

async fn withdrawn(call: &Call, body: Body) -> Answer {
    call.query(&[])?;
    let id = call.command_id()?;
    let asked: OwnWithdrawal = body::read(call, body).await?;
    if !asked.confirmed {
        return Err(Trouble::fields(call.text, &[problem("confirmed", FieldWhy::Missing)]));
    }
    let case = own(call, &asked.number, &asked.code).await?;
    let (words, own_code) = (asked.words.trim(), asked.own_code.trim());
    match call.app.centre.withdraw_by_code(case, id, asked.cause.into(), words, own_code).await {
        Ok(done) => answer(call, case, done.replayed).await,
        Err(problem) => Err(refused(call, case, problem).await),
    }
}

/// The case of number and query code; guesses are counted as on the page.
pub(super) async fn own(call: &Call, number: &str, code: &str) -> Result<CaseId, Trouble> {
    if number.chars().count() > CHARS_MAX.0 || code.chars().count() > CHARS_MAX.1 {
        return Err(Kind::NotFound.into());
    }
    let found = call.app.centre.track(number, code.trim(), &call.address).await;
    match found.map_err(|problem| call.problem(problem))? {
        Tracked::Case(case) => Ok(case),
        Tracked::Corrected => Err(Kind::NotFound.into()),
    }
}

pub(super) async fn answer(call: &Call, case: CaseId, replayed: bool) -> Answer {
    let file = call.app.centre.case_fetch(case).await.map_err(|fault| call.fault(&fault))?;
    let Some((file, filed)) = file.as_ref().and_then(|file| Some((file, file.filed()?))) else {
        return Err(Kind::NotFound.into());
    };
    let shown = OwnDone {
        receipt_no: words::receipt_no(filed.facts.receipt),
        telephone: Masked::new(file.applicant.telephone.trim()).telephone(),
        state: file.public_state().map_or("", |state| state.key()).to_owned(),
    };
    call.answered(StatusCode::OK, "/track", replayed, &shown)
}

/// What the centre says, with the fields as this body names them.
pub(super) async fn refused(call: &Call, case: CaseId, said: Problem) -> Trouble {
    match said {
        Problem::Form(mut problems) => {
            for it in problems.iter_mut().filter(|it| it.field == "code") {
                "own_code".clone_into(&mut it.field);
            }
            Trouble::fields(call.text, &problems)
        }
        Problem::Refused(refusal) => match call.app.centre.case_fetch(case).await {
            Ok(Some(file)) => {
                let about = About { text: call.text, organisation: &file.organisation, item: &file.item };
                Trouble::refused(about.refused(&refusal))
            }
            Ok(None) => Kind::NotFound.into(),
            Err(fault) => call.fault(&fault),
        },
        other => call.problem(other),
    }
}
