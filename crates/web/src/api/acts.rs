//! Acting on a case: one command, the same rules and the same refusals as on the desk.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::act::Act;
use centre::case::Problem;
use centre::second_factor::CodeRefusal;
use centre::token::Bearer;

use super::act_body::ActAsked;
use super::call::{Answer, Call};
use super::operation::ONE_TIME_CODE;
use super::problem::{Kind, Trouble};
use super::record::Command;
use crate::handle::act::seat;
use crate::handle::refusal::About;
use crate::handle::second_factor::code_sentence;

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
    confirmed(call, &bearer, case, id, &act).await?;
    match call.app.centre.case_act(&bearer.session, case, id, version, &act).await {
        Ok(done) => call.done(StatusCode::OK, &format!("/cases/{case}"), case.as_str(), &done),
        Err(Problem::Refused(refusal)) => Err(refused(call, &bearer, case, &refusal).await?),
        Err(other) => Err(call.problem(other)),
    }
}

/// The one-time code in its header, where the person signs as a leader (A17).
async fn confirmed(
    call: &Call,
    bearer: &Bearer,
    case: CaseId,
    id: [u8; 16],
    act: &Act,
) -> Result<(), Trouble> {
    let sent = call.headers.get(ONE_TIME_CODE.name);
    let code = sent.map_or(Some(""), |it| it.to_str().ok().filter(|code| is_code(code)));
    let Some(code) = code else {
        return Err(call.wrong(ONE_TIME_CODE.name, "请填手机上现在显示的动态码，6 位数字。"));
    };
    if call.app.settings.without_second_factor {
        return Ok(());
    }
    let checked = call.app.centre.second_factor_check(&bearer.session, case, id, act, code).await;
    let Err(refusal) = checked.map_err(|fault| call.fault(&fault))? else { return Ok(()) };
    let kind = match refusal {
        CodeRefusal::NotSetUp | CodeRefusal::Missing => Kind::CodeNeeded,
        CodeRefusal::Wrong | CodeRefusal::Used => Kind::CodeWrong,
        CodeRefusal::Throttled { until, .. } => return Err(call.problem(Problem::Throttled(until))),
    };
    Err(Trouble::field(kind, ONE_TIME_CODE.name, code_sentence(call.text, refusal)))
}

fn is_code(code: &str) -> bool {
    code.len() == centre::totp::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())
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
