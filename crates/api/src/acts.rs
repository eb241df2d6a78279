//! Acting on a case: one command, the same rules and the same refusals as on the desk.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::case::Problem;
use centre::to_sign::ToSign;
use centre::token::Bearer;

use super::act_body::ActAsked;
use super::call::{Answer, Call};
use super::problem::{Kind, Trouble};
use super::record::Command;
use super::signed::confirmed;
use web::handle::act::seat;
use web::handle::glyphs::printable;
use web::handle::refusal::About;

/// `POST /api/v1/cases/{case}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<ActAsked>(body).await?;
    let case = match bearer.unit {
        Some(_) => call.case(&bearer).await?,
        // The rules ask for the person's scope in the lane's own order, and a command sent again gets its first answer also
        // when the case has gone on to others meanwhile.
        None => CaseId::parse(&call.place).map_err(|_| Trouble::from(Kind::NotFound))?,
    };
    let seat = seat(&call.app, &bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let act = asked.read(seat).map_err(|it| Trouble::fields(call.text, &[it]))?;
    let printable = printable(&call.app.press, act.words()).await;
    printable.map_err(|problem| call.problem(problem))?;
    confirmed(call, &bearer, id, ToSign::Case(case, &act)).await?;
    match call.app.centre.case_act(&bearer.session, case, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}"), case.as_str(), &done),
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
