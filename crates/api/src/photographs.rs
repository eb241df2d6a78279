//! Photographs of a check on site for programs: handed in one by one, each as base64, and shown as the file that is kept (C36, F23).

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::Event;
use casework::picture::PICTURE_BYTES_MAX;
use catalogue::{CaseId, Digest};
use centre::Done;
use centre::case::Problem;
use centre::file::CaseFile;
use centre::photograph::{FIELD, Photograph};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::call::{Answer, Call, language_of};
use super::problem::{Kind, Trouble};
use super::{PREFIX, base64, body};
use web::handle::refusal::About;

/// Characters of the largest photograph in base64.
pub const ENCODED_CHARS_MAX: usize = PICTURE_BYTES_MAX.div_ceil(3) * 4;
const _: () = assert!(ENCODED_CHARS_MAX == 4_194_304, "as the document says below");
/// Bytes of such a body at most: a photograph, and room for a writer that escapes what need not be.
pub const BODY_BYTES_MAX: usize = ENCODED_CHARS_MAX + 256 * 1024;
/// Bodies that are read at the same time at most; the others wait, and hold nothing in memory.
pub static READING: Semaphore = Semaphore::const_new(3);

/// Whether this is an address to which photographs are sent, which has a bound of its own on the body.
pub fn is_sent_to(path: &str) -> bool {
    let below = path.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix("/cases/"));
    let case = below.and_then(|rest| rest.strip_suffix("/photographs"));
    case.is_some_and(|case| !case.is_empty() && !case.contains('/'))
}

/// A photograph of the latest check on site, to be kept.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotographAsked {
    /// The file in base64 with its padding: a JPEG, PNG or WebP of 3 MB at most.
    #[schemars(length(max = 4_194_304), extend("contentEncoding" = "base64"))]
    photograph: String,
}

/// `POST /api/v1/cases/{case}/photographs`
pub async fn keep(call: Call, body: Body) -> Response {
    call.finish(kept(&call, body).await)
}

async fn kept(call: &Call, body: Body) -> Answer {
    let bearer = call.bearer(true).await?;
    call.query(&[])?;
    let id = call.command_id()?;
    let case = call.case(&bearer).await?;
    // It never closes.
    let _turn = READING.acquire().await;
    let asked: PhotographAsked = body::read_up_to(call, body, BODY_BYTES_MAX).await?;
    let bytes = decoded(call, "photograph", &asked.photograph)?;
    drop(asked);
    let (centre, session) = (&call.app.centre, &bearer.session);
    let done = centre.photographs_keep(session, case, id, vec![bytes]).await;
    let file = centre.case_fetch_for(session, case).await.map_err(|problem| call.problem(problem))?;
    let done = done.map_err(|problem| refused(call, &file, problem))?;
    let named = named(&file, &done).ok_or_else(|| {
        call.fault(&centre::Fault::Inside("a photograph was kept and no entry names it".to_owned()))
    })?;
    let of = named.to_string();
    call.done_once(StatusCode::CREATED, &format!("/cases/{case}/photographs/{of}"), &of, &done)
}

/// The bytes of a file in base64, which stands in this field.
pub fn decoded(call: &Call, field: &str, encoded: &str) -> Result<Vec<u8>, Trouble> {
    base64::decoded(encoded).ok_or_else(|| {
        let sentence = call.text.t("请把照片写成 base64：标准字母表，末尾补齐等号，中间不换行。");
        Trouble::field(Kind::Fields, field, sentence)
    })
}

/// What the command's entry keeps.
fn named(file: &CaseFile, done: &Done) -> Option<Digest> {
    let mut own = file.lines.iter().filter(|line| (done.first_seq..=done.last_seq).contains(&line.seq));
    own.find_map(|line| match &line.event {
        Event::PhotographKept(fact) => Some(fact.photograph),
        _ => None,
    })
}

fn refused(call: &Call, file: &CaseFile, problem: Problem) -> Trouble {
    match problem {
        Problem::Form(mut problems) => {
            // The page hands in several at once.
            for problem in problems.iter_mut().filter(|it| it.field == FIELD) {
                "photograph".clone_into(&mut problem.field);
            }
            call.problem(Problem::Form(problems))
        }
        other => {
            let about = About { text: call.text, organisation: &file.organisation, item: &file.item };
            call.refused_about(other, &about)
        }
    }
}

/// The type of an answer that is a picture, of one of the kinds that are kept.
pub fn picture(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "contentMediaType": "image/jpeg image/png image/webp" })
}

/// `GET /api/v1/cases/{case}/photographs/{photograph}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let case: CaseId = call.case(&bearer).await?;
    let named = Digest::parse(&call.second).map_err(|_| Trouble::from(Kind::NotFound))?;
    let found = call.app.centre.photograph_fetch(&bearer.session, case, named).await;
    served(call, found.map_err(|problem| call.problem(problem))?)
}

/// The picture itself, kept by nobody on the way.
pub fn served(call: &Call, photograph: Photograph) -> Answer {
    let mut response = photograph.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(photograph.form.media_type()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    language_of(headers, call.text);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_photographs_of_a_case_have_the_larger_bound() {
        assert!(is_sent_to("/api/v1/cases/abc/photographs"));
        for other in [
            "/api/v1/cases//photographs",
            "/api/v1/cases/abc/photographs/1",
            "/api/v1/cases/abc/def/photographs",
            "/api/v1/cases/abc/acts",
            "/desk/cases/abc/photographs",
            "/cases/abc/photographs",
        ] {
            assert!(!is_sent_to(other), "{other}");
        }
    }
}
