//! Photographs of a check on site: handed in as files, shown in the record of the check, and served to whoever may see the case (C36).

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::picture::{PICTURE_BYTES_MAX, Unfit};
use casework::{Event, PHOTOGRAPHS_KEPT_MAX, PhotographKept};
use catalogue::{CaseId, Digest};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::photograph::{FIELD, PicturesWhy};
use tokio::sync::Semaphore;

use super::act_cards::{Cards, Sent};
use super::refusal::About;
use super::{cases, second_factor, visit_words, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, page_with, see_other};
use crate::app::visitor::{Officer, check_csrf};
use pages::desk::act::PhotographsForm;
use pages::desk::{Photograph, Photographs};
use pages::layout::Nav;
use pages::text::Text;

/// Bytes of one form at most: as many pictures as a check keeps, and what stands around them.
pub const BODY_BYTES_MAX: usize = PHOTOGRAPHS_KEPT_MAX as usize * PICTURE_BYTES_MAX + 64 * 1024;
/// Name of the act in addresses.
const ACT: &str = "photographs";
/// Fields besides the files, and bytes of one of them, at most.
const FIELDS_MAX: usize = 16;
const FIELD_BYTES_MAX: usize = 1024;
/// Forms that are read at the same time at most; the others wait, and hold nothing in memory.
static READING: Semaphore = Semaphore::const_new(3);

/// Whether this is an address to which photographs are sent, which has a bound of its own on the body.
pub fn is_sent_to(path: &str) -> bool {
    let case = path.strip_prefix("/desk/cases/").and_then(|rest| rest.strip_suffix("/photographs"));
    case.is_some_and(|case| !case.is_empty() && !case.contains('/'))
}

/// What came with the form.
struct Upload {
    form: Form,
    pictures: Vec<Vec<u8>>,
}

/// Why it was not read to its end.
enum Unread {
    /// Larger than is taken.
    TooLarge,
    /// Not whole, or no form at all.
    Broken,
    /// Drawn for a session that has ended.
    Expired(Box<Response>),
}

impl From<MultipartError> for Unread {
    fn from(error: MultipartError) -> Unread {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Unread::TooLarge,
            _ => Unread::Broken,
        }
    }
}

/// `POST /desk/cases/{case}/photographs`
pub async fn send(
    State(app): State<Arc<App>>,
    Path(case): Path<String>,
    Officer(session): Officer,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let path = format!("/desk/cases/{case}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(case) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let problem =
        |why| Problem::Form(vec![FieldProblem { field: FIELD.into(), why: FieldWhy::Pictures(why) }]);
    // It never closes.
    let _turn = READING.acquire().await;
    let upload = match read(&at, &session, request).await {
        Ok(upload) => upload,
        Err(Unread::TooLarge) => {
            let mut response = again(&at, &session, case, problem(PicturesWhy::TooLarge)).await;
            *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
            return response;
        }
        Err(Unread::Broken) => return at.error(ErrorKind::BadRequest).await,
        Err(Unread::Expired(response)) => return *response,
    };
    let Some(id) = upload.form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    match app.centre.photographs_keep(&session, case, id, upload.pictures).await {
        Ok(done) => see_other(&format!("{path}?done={ACT}&v={}", done.version)),
        Err(problem @ (Problem::Form(_) | Problem::Refused(_) | Problem::IdReused)) => {
            again(&at, &session, case, problem).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// Reads the form part by part. Names of files are looked at by nobody; no file is read before the token was right, and of
/// each no more is held than says that it is too large.
async fn read(at: &At<'_>, session: &Session, request: Request) -> Result<Upload, Unread> {
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length: Option<usize> = length.and_then(|it| it.to_str().ok()?.parse().ok());
    if length.is_some_and(|length| length > BODY_BYTES_MAX) {
        return Err(Unread::TooLarge);
    }
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Unread::Broken)?;
    let (mut fields, mut pictures) = (Vec::new(), Vec::new());
    let mut known = false;
    while let Some(mut part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_picture = name == FIELD;
        if is_picture && !known {
            known_here(at, session, &fields).await?;
            known = true;
        }
        let most = if is_picture { PICTURE_BYTES_MAX + 1 } else { FIELD_BYTES_MAX };
        let mut bytes: Vec<u8> = Vec::new();
        while let Some(chunk) = part.chunk().await? {
            let room = most.saturating_sub(bytes.len());
            bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        if !is_picture {
            if fields.len() >= FIELDS_MAX {
                return Err(Unread::Broken);
            }
            fields.push((name, String::from_utf8(bytes).map_err(|_| Unread::Broken)?));
        } else if !bytes.is_empty() && pictures.len() <= usize::from(PHOTOGRAPHS_KEPT_MAX) {
            // A browser sends an empty file where none was chosen; one more than is kept says that there were too many.
            pictures.push(bytes);
        }
    }
    if !known {
        known_here(at, session, &fields).await?;
    }
    Ok(Upload { form: Form::of(fields), pictures })
}

async fn known_here(at: &At<'_>, session: &Session, fields: &[(String, String)]) -> Result<(), Unread> {
    let token = fields.iter().find(|(name, _)| name == "csrf").map_or("", |(_, token)| token);
    check_csrf(at.app, at.headers, at.path, session, token).await.map_err(Unread::Expired)
}

/// The case file again, with what is wrong at the field. Files cannot be kept in a form; none of them was taken.
async fn again(at: &At<'_>, session: &Session, case: CaseId, problem: Problem) -> Response {
    let frame = at.frame(Nav::Cases, Some(session)).await;
    let file = match at.app.centre.case_fetch_for(session, case).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    let about = About { text: frame.text, organisation: &file.organisation, item: &file.item };
    let kept = about.kept(problem);
    let form = Form::default();
    let sent = Sent { act: ACT, form: Some(&form), problems: &kept.problems, refused: kept.refused };
    let mut drawn = cases::draw(frame, &file, session, sent, kept.stale);
    match second_factor::ask(at.app, drawn.text, session, &file, &mut drawn.acts, None).await {
        Ok(()) => page_with(kept.status, &drawn),
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// `GET /desk/cases/{case}/photographs/{photograph}`: nothing is there for whoever may not see the case.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, named)): Path<(String, String)>,
) -> Response {
    let path = format!("/desk/cases/{case}");
    let at = At { app: &app, headers: &headers, path: &path };
    let (Ok(case), Ok(named)) = (CaseId::parse(&case), Digest::parse(&named)) else {
        return at.error(ErrorKind::NotFound).await;
    };
    match app.centre.photograph_fetch(&session, case, named).await {
        Ok(photograph) => {
            let about = [
                (header::CONTENT_TYPE, photograph.form.media_type()),
                (header::CONTENT_DISPOSITION, "inline"),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (about, photograph.bytes).into_response()
        }
        Err(Problem::OutOfScope) => at.error(ErrorKind::NotFound).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// Recorded and handed in, in one phrase.
fn said(text: Text, recorded: u16, kept: usize) -> String {
    text.f("记录 {n} 张，已交 {kept} 张", [("n", &recorded as &dyn Display), ("kept", &kept)])
}

/// The photographs of each check, by the place in the ledger of its record: of the one written last, where it was written anew
/// before it was confirmed.
pub fn of_checks(text: Text, file: &CaseFile) -> HashMap<u64, Photographs> {
    let mut checks: Vec<(u64, u16, Vec<PhotographKept>)> = Vec::new();
    let mut unconfirmed = false;
    for line in &file.lines {
        match &line.event {
            Event::SiteVisited(fact) => {
                let before = if unconfirmed { checks.pop() } else { None };
                checks.push((line.seq, fact.visit.photographs, before.map_or_else(Vec::new, |it| it.2)));
                unconfirmed = true;
            }
            Event::StepCompleted(_) | Event::StepReturned(_) => unconfirmed = false,
            Event::PhotographKept(fact) => {
                if let Some(check) = checks.last_mut() {
                    check.2.push(*fact);
                }
            }
            _ => {}
        }
    }
    let gone = file.destroyed().is_some();
    let drawn = |(seq, recorded, kept): (u64, u16, Vec<PhotographKept>)| {
        let said = said(text, recorded, kept.len());
        let shown = kept.iter().filter(|_| !gone).map(|fact| one(text, file, fact)).collect();
        (seq, Photographs { said, shown })
    };
    checks.into_iter().map(drawn).collect()
}

fn one(text: Text, file: &CaseFile, fact: &PhotographKept) -> Photograph {
    let who = words::person(text, &file.organisation, fact.by);
    Photograph {
        href: format!("/desk/cases/{}/photographs/{}", file.state.id, fact.photograph),
        name: text.f("现场照片第 {n} 张，{who}交", [("n", &fact.number as &dyn Display), ("who", &who)]),
    }
}

const MEGABYTES_MAX: usize = PICTURE_BYTES_MAX / (1024 * 1024);

impl Cards<'_> {
    /// The form by which photographs of the latest check are handed in.
    pub(super) fn photographs(&self) -> Option<PhotographsForm> {
        let (text, file) = (self.text(), self.file);
        let check = self.filed.facts.site_check?;
        let visit = file.lines.iter().rev().find_map(|line| match &line.event {
            Event::SiteVisited(fact) => Some(fact.visit),
            _ => None,
        })?;
        let room = PHOTOGRAPHS_KEPT_MAX.saturating_sub(check.kept);
        let mb = ("mb", &MEGABYTES_MAX as &dyn Display);
        Some(PhotographsForm {
            check: visit_words::times(text, &visit),
            said: said(text, visit.photographs, usize::from(check.kept)),
            hint: text.f("收 JPEG、PNG、WebP，每张不超过 {mb} MB，还可以交 {n} 张。", [mb, ("n", &room)]),
            too_large: text.f("有一张超过 {mb} MB，或者选得太多了，请改一改再交。", [mb]),
            bytes_max: PICTURE_BYTES_MAX,
            room,
            error: self.error(ACT, FIELD),
        })
    }
}

/// What is wrong with photographs, in a sentence.
pub fn sentence(text: Text, why: PicturesWhy) -> String {
    let mb = ("mb", &MEGABYTES_MAX as &dyn Display);
    match why {
        PicturesWhy::None => text.t("请先选好照片。").to_owned(),
        PicturesWhy::TooMany(most) => text.f("一次核查最多留 {n} 张照片，请少选几张。", [("n", &most)]),
        PicturesWhy::TooLarge => {
            text.f("这些照片加起来太大，这一次一张也没有收。每张不超过 {mb} MB，请分几次交。", [mb])
        }
        PicturesWhy::One(n, Unfit::TooLarge) => {
            text.f("第 {n} 张超过 {mb} MB，这一次一张也没有收。请缩小以后再交。", [("n", &n), mb])
        }
        PicturesWhy::One(n, Unfit::NoPicture) => {
            text.f("第 {n} 个不是照片，只收 JPEG、PNG、WebP；这一次一张也没有收。", [("n", &n)])
        }
        PicturesWhy::One(n, Unfit::Broken) => text.f(
            "第 {n} 张打不开，可能没有传完整，这一次一张也没有收。请换一张，或者重新传到电脑上再交。",
            [("n", &n)],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::is_sent_to;

    #[test]
    fn only_the_form_of_a_case_has_the_larger_bound() {
        assert!(is_sent_to("/desk/cases/abc/photographs"));
        for other in [
            "/desk/cases//photographs",
            "/desk/cases/abc/photographs/1",
            "/desk/cases/abc/def/photographs",
            "/desk/cases/abc/accept",
            "/photographs",
        ] {
            assert!(!is_sent_to(other), "{other}");
        }
    }
}
