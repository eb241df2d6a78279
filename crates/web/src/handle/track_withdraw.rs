//! Withdrawing without a window: the visitor has shown number and query code, and confirms with a code of the own telephone
//! (C13, C26).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::WithdrawCause;
use catalogue::CaseId;
use centre::case::Problem;
use centre::file::CaseFile;
use centre::particulars::Masked;

use super::refusal::field_sentence;
use super::track::case_of_pass;
use super::track_own::{CASE, OwnForm, shown, why};
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, page_with, see_other};
use pages::desk::act::WITHDRAW_CAUSES;
use pages::layout::Nav;
use pages::portal::{WithdrawAbout, WithdrawOwn};

const PATH: &str = "/track/case/withdraw";

/// `GET /track/case/withdraw`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(draw(&at).await).await
}

async fn draw(at: &At<'_>) -> Answer {
    let Some(case) = case_of_pass(at.app, at.headers).await? else { return Ok(see_other("/track")) };
    Ok(shown(drawn(at, case, &Form::default()).await?))
}

/// `POST /track/case/withdraw`: `do` is `send` or `withdraw`.
pub async fn send(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(sent(&at, &body).await).await
}

async fn sent(at: &At<'_>, body: &[u8]) -> Answer {
    let OwnForm { case, form, command_id } = match OwnForm::read(at, body).await? {
        Ok(own) => own,
        Err(instead) => return Ok(*instead),
    };
    match form.get("do") {
        "send" => match at.app.centre.withdraw_code_send(case, command_id).await {
            Ok(_) => Ok(see_other(PATH)),
            Err(problem) => again(at, case, &form, problem).await,
        },
        "withdraw" => withdraw(at, case, &form, command_id).await,
        _ => Ok(at.error(ErrorKind::BadRequest).await),
    }
}

async fn withdraw(at: &At<'_>, case: CaseId, form: &Form, command_id: [u8; 16]) -> Answer {
    let place = WITHDRAW_CAUSES.iter().position(|(value, _)| *value == form.trimmed("cause"));
    let cause = place.and_then(|place| WithdrawCause::ALL.get(place).copied());
    let spoken = form.get("spoken") == "yes";
    let (Some(cause), true) = (cause, spoken) else {
        let Some(mut drawn) = drawn(at, case, form).await? else { return Ok(see_other(CASE)) };
        let text = drawn.frame.text;
        if cause.is_none() {
            drawn.cause = drawn.cause.error(text.t("请从列出的里面选。"));
        }
        if !spoken {
            drawn.spoken_error = text.t("请看过这句话，再勾上。").to_owned();
        }
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn.gathered()));
    };
    let (words, code) = (form.trimmed("words"), form.trimmed("code"));
    match at.app.centre.withdraw_by_code(case, command_id, cause, words, code).await {
        Ok(_) => Ok(see_other(CASE)),
        Err(problem) => again(at, case, form, problem).await,
    }
}

/// The page again, with what was typed and what to do.
async fn again(at: &At<'_>, case: CaseId, form: &Form, problem: Problem) -> Answer {
    let Some(mut drawn) = drawn(at, case, form).await? else { return Ok(see_other(CASE)) };
    let text = drawn.frame.text;
    if let Problem::Form(problems) = &problem {
        for problem in problems {
            let sentence = field_sentence(text, &problem.why);
            if problem.field == "words" {
                drawn.words = drawn.words.error(&sentence);
            } else {
                drawn.code = drawn.code.error(&sentence);
            }
        }
        return Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn.gathered()));
    }
    let wait = "试的次数多了，请过 {n} 分钟再发一次验证码；着急的话，本人带身份证到任一窗口办。";
    Ok(match why(at, text, case, problem, wait).await? {
        Some((status, sentence)) => page_with(status, &drawn.refused(&sentence)),
        None => at.error(ErrorKind::BadRequest).await,
    })
}

/// The page; none where nothing can be withdrawn any more.
async fn drawn(at: &At<'_>, case: CaseId, form: &Form) -> Result<Option<WithdrawOwn>, centre::Fault> {
    let Some(file) = at.app.centre.case_fetch(case).await? else { return Ok(None) };
    let Some(filed) = file.filed().filter(|filed| filed.stage.is_before_decision()) else { return Ok(None) };
    let mut frame = at.frame(Nav::Track, None).await;
    let text = frame.text;
    frame.title = text.t("撤回申请").to_owned();
    let facts = &filed.facts;
    let is_sent = facts.register.code.is_some_and(|sent| file.now < sent.until);
    let papers = match facts.holding.papers {
        0 => String::new(),
        n => text.f("交过的纸质材料 {n} 份，撤回以后到窗口取回。", [("n", &n)]),
    };
    let about = WithdrawAbout {
        item: words::item(text, &file.item),
        receipt_no: words::receipt_no(facts.receipt),
        telephone: own_telephone(&file),
        is_sent,
        papers,
        send_id: new_command_id(),
        id: kept_id(form),
    };
    let (cause, said) = (form.trimmed("cause"), form.get("words"));
    Ok(Some(WithdrawOwn::new(frame, about, &WITHDRAW_CAUSES, cause, said)))
}

/// A form that was refused keeps its id: sent again by mistake it takes effect once.
fn kept_id(form: &Form) -> String {
    match form.command_id() {
        Some(_) if form.get("do") == "withdraw" => form.get("command_id").to_owned(),
        _ => new_command_id(),
    }
}

/// The applicant's own telephone, its last four digits; empty where none was left.
fn own_telephone(file: &CaseFile) -> String {
    let telephone = file.applicant.telephone.trim();
    if telephone.is_empty() { String::new() } else { Masked::new(telephone).telephone() }
}
