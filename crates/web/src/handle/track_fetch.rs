//! Fetching a result electronically: the visitor has shown number and query code, and types the code of the message (C13, C25).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::Refusal;
use catalogue::CaseId;
use centre::case::Problem;

use super::refusal::field_sentence;
use super::track::case_of_pass;
use super::track_own::{CASE, OwnForm, shown, why};
use super::{delivery_words, words};
use crate::app::App;
use crate::app::form::new_command_id;
use crate::app::respond::{Answer, At, ErrorKind, page_with, see_other};
use pages::layout::Nav;
use pages::portal::FetchOwn;

const PATH: &str = "/track/case/fetch";

/// `GET /track/case/fetch`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(draw(&at).await).await
}

async fn draw(at: &At<'_>) -> Answer {
    let Some(case) = case_of_pass(at.app, at.headers).await? else { return Ok(see_other("/track")) };
    Ok(shown(drawn(at, case, &new_command_id()).await?))
}

/// `POST /track/case/fetch`
pub async fn send(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(sent(&at, &body).await).await
}

async fn sent(at: &At<'_>, body: &[u8]) -> Answer {
    let OwnForm { case, form, command_id } = match OwnForm::read(at, body).await? {
        Ok(own) => own,
        Err(instead) => return Ok(*instead),
    };
    let problem = match at.app.centre.electronic_fetch(case, command_id, form.trimmed("code")).await {
        Ok(_) => return Ok(see_other(CASE)),
        Err(problem) => problem,
    };
    // A wrong code is another form: what comes next is another command.
    let Some(drawn) = drawn(at, case, &new_command_id()).await? else { return Ok(see_other(CASE)) };
    let text = drawn.frame.text;
    let wrong = match &problem {
        Problem::Form(problems) => problems.first().map(|problem| field_sentence(text, &problem.why)),
        Problem::Refused(Refusal::Delivery(refusal)) => Some(delivery_words::refusal(text, *refusal)),
        _ => None,
    };
    if let Some(sentence) = wrong {
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn.wrong(&sentence)));
    }
    let wait = "试的次数多了，请过 {n} 分钟再试；着急的话，带身份证到窗口领取。";
    Ok(match why(at, text, case, problem, wait).await? {
        Some((status, sentence)) => page_with(status, &drawn.refused(&sentence)),
        None => at.error(ErrorKind::BadRequest).await,
    })
}

/// The page; none where nothing waits to be fetched.
async fn drawn(at: &At<'_>, case: CaseId, id: &str) -> Result<Option<FetchOwn>, centre::Fault> {
    let Some(file) = at.app.centre.case_fetch(case).await? else { return Ok(None) };
    let Some(filed) = file.filed().filter(|_| delivery_words::may_fetch(&file)) else { return Ok(None) };
    let mut frame = at.frame(Nav::Track, None).await;
    let text = frame.text;
    frame.title = text.t("领取电子文书").to_owned();
    let to = delivery_words::masked_address(&file);
    let sent = text.f("领取凭码已发到您同意的{to}。", [("to", &to)]);
    let (item, receipt_no) = (words::item(text, &file.item), words::receipt_no(filed.facts.receipt));
    Ok(Some(FetchOwn::new(frame, item, receipt_no, sent, id)))
}
