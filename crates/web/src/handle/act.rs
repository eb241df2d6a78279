//! Acting on a case: one form, one command, and back to the case; a refusal keeps everything that was typed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::CaseId;
use catalogue::item::Post;
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;

use super::act_cards::Sent;
use super::refusal::About;
use super::{act_parse, cases, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf};
use crate::desk::Refused;
use crate::layout::Nav;

/// `POST /desk/cases/{case}/{act}`
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, act)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let path = format!("/desk/cases/{case}");
    let at = At { app: &app, headers: &headers, path: &path };
    let (Ok(case), Ok(form)) = (CaseId::parse(&case), Form::parse(&body)) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    if let Err(response) = check_csrf(&app, &headers, &path, &session, form.get("csrf")).await {
        return *response;
    }
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    let window = match seat(&app, &session).await {
        Ok(window) => window,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let Some(parsed) = act_parse::parse(&act, &form, window) else {
        return at.error(ErrorKind::NotFound).await;
    };
    let version = form.number("version", 0..=u64::MAX);
    let result = match parsed {
        Ok(wanted) => app.centre.case_act(&session, case, command_id, version, &wanted).await,
        Err(problems) => Err(Problem::Form(problems)),
    };
    match result {
        // What was asked for is the paper itself (E15).
        Ok(_) if act == "reissue-receipt" => see_other(&format!("{path}/print/receipt")),
        Ok(done) => see_other(&format!("{path}?done={act}&v={}", done.version)),
        Err(problem) => again(&at, &session, case, &act, &form, problem).await,
    }
}

/// Where the officer sits: the first window of a post held today.
pub async fn seat(app: &App, session: &Session) -> Result<Option<catalogue::WindowId>, centre::Fault> {
    let Some(organisation) = app.centre.organisation().await? else { return Ok(None) };
    let today = app.centre.today();
    let sits = |post| {
        matches!(post, Post::IntakeOfficer | Post::DeliveryOfficer | Post::WindowHead | Post::GuideOfficer)
    };
    let window = organisation
        .posts_of(session.person, today)
        .filter(|holding| sits(holding.post))
        .find_map(|holding| holding.windows.first().copied());
    Ok(window)
}

/// The case file again, with the form as it was typed and the reason at the right place.
async fn again(
    at: &At<'_>,
    session: &Session,
    case: CaseId,
    act: &str,
    form: &Form,
    problem: Problem,
) -> Response {
    let file = match problem {
        Problem::Form(_) | Problem::Refused(_) | Problem::Stale { .. } | Problem::IdReused => {
            match at.app.centre.case_fetch_for(session, case).await {
                Ok(file) => file,
                Err(problem) => return at.shut(problem).await,
            }
        }
        other => return at.shut(other).await,
    };
    let frame = at.frame(Nav::Cases, Some(session)).await;
    let text = frame.text;
    let mut problems: Vec<FieldProblem> = Vec::new();
    let mut refused = None;
    let mut stale = String::new();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    match problem {
        Problem::Form(fields) => problems = fields,
        Problem::Refused(refusal) => {
            let about = About { text, organisation: &file.organisation, item: &file.item };
            refused = Some(about.refused(&refusal));
        }
        Problem::Stale { by, .. } => {
            status = StatusCode::CONFLICT;
            let who = by
                .map_or_else(|| text.t("同事").to_owned(), |by| words::person(text, &file.organisation, by));
            stale = text.f(
                "{who}刚刚处理过这一件，您看到的是旧页面。您写的还在，请看过最新情况再交。",
                [("who", &who)],
            );
        }
        _ => {
            status = StatusCode::CONFLICT;
            refused = Some(Refused {
                sentence: text.t("这张表已经交过一次，内容不一样，没有再办。请看过最新情况再填。").to_owned(),
                code: "form-reused".to_owned(),
                ..Refused::default()
            });
        }
    }
    let sent = Sent { act, form: Some(form), problems: &problems, refused };
    page_with(status, &cases::draw(frame, &file, session, sent, stale))
}
