//! Photographs of a check on site: handed in as files, shown in the record of the check, and served to whoever may see the case (C36).

use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use casework::picture::{PICTURE_BYTES_MAX, Unfit};
use casework::{Event, PHOTOGRAPHS_KEPT_MAX, PhotographKept};
use catalogue::{CaseId, Digest};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::photograph::{FIELD, Photograph as Picture, PicturesWhy};

use super::act_cards::{Cards, Sent};
use super::refusal::About;
use super::{cases, second_factor, upload, visit_words, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{At, ErrorKind, page_with, see_other};
use crate::app::visitor::Officer;
use pages::desk::act::PhotographsForm;
use pages::desk::{Photograph, Photographs};
use pages::layout::Nav;
use pages::text::Text;

/// Bytes of one form at most: as many pictures as a check keeps.
pub const BODY_BYTES_MAX: usize = upload::bytes_max(PHOTOGRAPHS_KEPT_MAX);
/// Name of the act in addresses.
const ACT: &str = "photographs";

/// Whether this is an address to which photographs are sent, which has a bound of its own on the body.
pub fn is_sent_to(path: &str) -> bool {
    let case = path.strip_prefix("/desk/cases/").and_then(|rest| rest.strip_suffix("/photographs"));
    case.is_some_and(|case| !case.is_empty() && !case.contains('/'))
}

/// `POST /desk/cases/{case}/photographs`
pub async fn send(State(app): State<Arc<App>>, Path(case): Path<String>, request: Request) -> Response {
    let upload = match upload::read(app, request, FIELD, PHOTOGRAPHS_KEPT_MAX).await {
        Ok(upload) => upload,
        Err(response) => return *response,
    };
    let (posted, at) = (&upload.posted, upload.posted.at());
    let Ok(case) = CaseId::parse(&case) else { return at.error(ErrorKind::BadRequest).await };
    let Some(pictures) = upload.pictures else {
        let mut response = again(&at, &posted.session, case, wrong(PicturesWhy::TooLarge)).await;
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return response;
    };
    let (centre, session) = (&posted.app.centre, &posted.session);
    match centre.photographs_keep(session, case, posted.command_id, pictures).await {
        Ok(done) => see_other(&format!("{}?done={ACT}&v={}", posted.path(), done.version)),
        Err(problem @ (Problem::Form(_) | Problem::Refused(_) | Problem::IdReused)) => {
            again(&at, session, case, problem).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// What is wrong with photographs, at their field.
pub fn wrong(why: PicturesWhy) -> Problem {
    Problem::Form(vec![FieldProblem { field: FIELD.into(), why: FieldWhy::Pictures(why) }])
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
        Ok(photograph) => served(photograph),
        Err(Problem::OutOfScope) => at.error(ErrorKind::NotFound).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// The picture itself, kept by nobody on the way.
pub fn served(photograph: Picture) -> Response {
    let about = [
        (header::CONTENT_TYPE, photograph.form.media_type()),
        (header::CONTENT_DISPOSITION, "inline"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (about, photograph.bytes).into_response()
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

/// Megabytes of one of them at most.
pub const MEGABYTES_MAX: usize = PICTURE_BYTES_MAX / (1024 * 1024);

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
        PicturesWhy::TooMany(most) => text.f("这里最多留 {n} 张照片，请少选几张。", [("n", &most)]),
        PicturesWhy::TooLarge => text
            .f("这些照片加起来太大，这一次一张也没有收。每张不超过 {mb} MB，请缩小或者少选几张再交。", [mb]),
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
