//! What a visitor does about the own case beside reading it, after number and query code: who is let in, how a form comes, and what is
//! said where something was not done.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::Fault;
use centre::case::Problem;

use super::refusal::About;
use super::track::case_of_pass;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, minutes_until, page, see_other};
use pages::text::Text;

/// Where the own case stands.
pub const CASE: &str = "/track/case";

/// A form about the own case.
pub struct OwnForm {
    /// The case.
    pub case: CaseId,
    /// What was typed.
    pub form: Form,
    /// The id minted when the form was drawn.
    pub command_id: [u8; 16],
}

impl OwnForm {
    /// The form that was sent, or what is answered instead: it is broken, or nobody is let in any more.
    pub async fn read(at: &At<'_>, body: &[u8]) -> Result<Result<OwnForm, Box<Response>>, Fault> {
        let Some((form, command_id)) =
            Form::parse(body).ok().and_then(|form| form.command_id().map(|id| (form, id)))
        else {
            return Ok(Err(Box::new(at.error(ErrorKind::BadRequest).await)));
        };
        let case = case_of_pass(at.app, at.headers).await?;
        Ok(case.map(|case| OwnForm { case, form, command_id }).ok_or_else(|| Box::new(see_other("/track"))))
    }
}

/// The page; the case itself where there is nothing of it to do.
pub fn shown(drawn: Option<impl Template>) -> Response {
    drawn.map_or_else(|| see_other(CASE), |drawn| page(&drawn))
}

/// Why something was not done, where the page says it as a whole: its status and the sentence, `wait` where there were too many tries.
/// None for what no visitor can mend.
pub async fn why(
    at: &At<'_>,
    text: Text,
    case: CaseId,
    problem: Problem,
    wait: &str,
) -> Result<Option<(StatusCode, String)>, Fault> {
    Ok(match problem {
        Problem::Fault(fault) => return Err(fault),
        Problem::Throttled(until) => {
            let minutes = minutes_until(at.app, until);
            Some((StatusCode::TOO_MANY_REQUESTS, text.f(wait, [("n", &minutes)])))
        }
        Problem::Refused(refusal) => at.app.centre.case_fetch(case).await?.map(|file| {
            let about = About { text, organisation: &file.organisation, item: &file.item };
            (StatusCode::UNPROCESSABLE_ENTITY, about.refused(&refusal).sentence)
        }),
        _ => None,
    })
}
