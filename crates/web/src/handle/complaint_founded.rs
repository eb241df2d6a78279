//! Writing down as a finding what a complaint was right about: from the answered complaint, by a supervisor (R157, R189).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::item::Post;
use catalogue::{ComplaintId, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::complaint::{ComplaintView, grouped};
use centre::oversight::finding::FoundedForm;

use super::complaints::PATH;
use super::finding_new::{people, units};
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::{RecordForm, RecordPage};
use pages::layout::Nav;
use pages::text::Text;

/// `GET /desk/complaints/{complaint}/finding`
pub async fn new(opened: Opened, Path(complaint): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = ComplaintId::parse(&complaint) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.complaint_fetch(session, id).await {
        Ok(view) => at.answer(draw(&at, session, &view, &SentForm::default(), StatusCode::OK).await).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/complaints/{complaint}/finding/write`
pub async fn write(Path(complaint): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = ComplaintId::parse(&complaint) else { return at.error(ErrorKind::BadRequest).await };
    let typed = Typed { slug: "write", form: &posted.form };
    let wrong = || vec![FieldProblem { field: "unit".to_owned(), why: FieldWhy::NotAChoice }];
    let asked = UnitCode::parse(&typed.text("unit")).map_err(|_| wrong()).map(|unit| {
        let person = PersonId::parse(&typed.text("person")).ok();
        FoundedForm { unit, person, words: typed.text("words") }
    });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: FoundedForm| centre.finding_of_complaint(session, id, command_id, &form).await;
    let again = async |problem| {
        let view = match centre.complaint_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "write", form, problems, refused: kept.refused };
        at.answer(draw(&at, session, &view, &sent, kept.status).await).await
    };
    posted
        .carry_out(Some(asked), carry, |(id, _)| format!("{}?done=write", said::finding_href(id)), again)
        .await
}

/// Whether this person may write it down from this complaint: a supervisor, once its answer says that it was right.
pub fn is_open(view: &ComplaintView, session: &Session) -> bool {
    let today = view.now.day();
    view.filed.founded().is_some()
        && view.organisation.holds_anywhere(session.person, Post::Supervisor, today)
}

/// The address of the page.
pub fn href(id: ComplaintId) -> String {
    format!("{PATH}/{id}/finding")
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &ComplaintView,
    sent: &SentForm<'_>,
    status: StatusCode,
) -> Answer {
    if !is_open(view, session) {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let title = "把查实的投诉记为监察发现";
    let mut frame = at.titled(Nav::Complaints, session, title).await;
    let text = frame.text;
    let number = view.filed.number;
    let number = grouped(number.year, number.n);
    frame.title = text.t(title).to_owned();
    let form = form(text, view, &number, &frame.csrf, sent);
    let back = (format!("{PATH}/{}", view.id), text.t("投诉").to_owned());
    let drawn = RecordPage { subtitle: number, ..RecordPage::begun(frame, href(view.id), back, form) };
    Ok(page_with(status, &drawn))
}

/// The unit, the person and the number are those of the complaint; the supervisor says what was not right.
fn form(text: Text, view: &ComplaintView, number: &str, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let of = Fields { text, slug: "write", sent };
    let (organisation, about) = (&view.organisation, view.filed.about);
    let unit = about.unit.or(view.filed.way.unit()).map_or_else(String::new, |it| it.to_string());
    let person = about.person.map_or_else(String::new, |it| it.to_string());
    let mut words = of.area("words", "查实了什么");
    if sent.form.is_none() {
        words.value = text.f("投诉 {number} 查实：", [("number", &number)]);
    }
    let all = vec![
        of.select("unit", "单位", &units(text, organisation), &unit),
        of.select("person", "涉及的人", &people(text, organisation), &person).optional(),
        words,
    ];
    let help = "以答复里的结论为准。当事人可以说明，结论由另一位督查人员作。投诉人是谁，这里不要写。";
    of.form(csrf, 0, "把查实的投诉记为监察发现", help, "记下", all)
}
