//! Fetching a result electronically: the visitor has shown number and query code, and types the code of the message (C13, C25).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::Refusal;
use catalogue::CaseId;
use centre::case::Problem;

use super::refusal::{About, field_sentence};
use super::track::case_of_pass;
use super::{delivery_words, words};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with, see_other};
use pages::layout::Nav;
use pages::portal::FetchOwn;

const PATH: &str = "/track/case/fetch";

/// `GET /track/case/fetch`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(shown(&at).await).await
}

async fn shown(at: &At<'_>) -> Answer {
    let Some(case) = case_of_pass(at.app, at.headers).await? else { return Ok(see_other("/track")) };
    Ok(match drawn(at, case, &new_command_id()).await? {
        Some(drawn) => page(&drawn),
        None => see_other("/track/case"),
    })
}

/// `POST /track/case/fetch`
pub async fn send(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    at.answer(sent(&at, &form, command_id).await).await
}

async fn sent(at: &At<'_>, form: &Form, command_id: [u8; 16]) -> Answer {
    let Some(case) = case_of_pass(at.app, at.headers).await? else { return Ok(see_other("/track")) };
    let problem = match at.app.centre.electronic_fetch(case, command_id, form.trimmed("code")).await {
        Ok(_) => return Ok(see_other("/track/case")),
        Err(Problem::Fault(fault)) => return Err(fault),
        Err(problem) => problem,
    };
    // A wrong code is another form: what comes next is another command.
    let Some(drawn) = drawn(at, case, &new_command_id()).await? else { return Ok(see_other("/track/case")) };
    let text = drawn.frame.text;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let drawn = match problem {
        Problem::Form(problems) => match problems.first() {
            Some(problem) => drawn.wrong(&field_sentence(text, &problem.why)),
            None => drawn,
        },
        Problem::Throttled(until) => {
            status = StatusCode::TOO_MANY_REQUESTS;
            let minutes = minutes_until(at.app, until);
            let sentence = "试的次数多了，请过 {n} 分钟再试；着急的话，带身份证到窗口领取。";
            drawn.refused(&text.f(sentence, [("n", &minutes)]))
        }
        Problem::Refused(Refusal::Delivery(refusal)) => drawn.wrong(&delivery_words::refusal(text, refusal)),
        Problem::Refused(refusal) => {
            let Some(file) = at.app.centre.case_fetch(case).await? else { return Ok(see_other("/track")) };
            let about = About { text, organisation: &file.organisation, item: &file.item };
            drawn.refused(&about.refused(&refusal).sentence)
        }
        _ => return Ok(at.error(ErrorKind::BadRequest).await),
    };
    Ok(page_with(status, &drawn))
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
