//! Acting on a case: one command, the same rules and the same refusals as on the desk.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::case::Problem;
use centre::token::Bearer;

use super::act_body::ActAsked;
use super::body;
use super::call::{Answer, Call};
use super::intake::done_headers;
use super::problem::{Kind, Trouble};
use super::shown::CaseDone;
use crate::handle::act::seat;
use crate::handle::refusal::About;

/// `POST /api/v1/cases/{case}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let bearer = call.bearer(true).await?;
    call.query(&[])?;
    let command_id = call.command_id()?;
    let version = call.if_match()?;
    let asked: ActAsked = body::read(call, body).await?;
    let case = match bearer.unit {
        Some(_) => call.case(&bearer).await?,
        // The rules ask for the person's scope in the lane's own order, and a command sent again gets its first answer also
        // when the case has gone on to others meanwhile.
        None => CaseId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?,
    };
    let seat = seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let act = asked.read(seat).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let centre = &call.app.centre;
    match centre.case_act(&bearer.session, case, command_id, version, &act).await {
        Ok(done) => {
            let answer = CaseDone {
                case: case.to_string(),
                version: done.version,
                first_entry: done.first_seq,
                last_entry: done.last_seq,
            };
            let mut response = call.json(StatusCode::OK, &answer)?;
            done_headers(response.headers_mut(), case, done.version, done.replayed);
            Ok(response)
        }
        Err(Problem::Refused(refusal)) => Err(refused(call, &bearer, case, &refusal).await?),
        Err(other) => Err(call.problem(other)),
    }
}

/// The refusal in the words of the desk.
async fn refused(
    call: &Call,
    bearer: &Bearer,
    case: CaseId,
    refusal: &casework::Refusal,
) -> Result<Trouble, Trouble> {
    let file = call.app.centre.case_fetch_for(&bearer.session, case).await;
    let file = file.map_err(|problem| call.problem(problem))?;
    let about = About { text: call.text, organisation: &file.organisation, item: &file.item };
    Ok(Trouble::refused(about.refused(refusal)))
}
