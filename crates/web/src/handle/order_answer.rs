//! An answer to an order with what shows it: an entry of the case, chosen by what it was, and photographs or scans, which are shown to
//! whoever sees the order and to nobody else (R102, R104, R143).

use std::fmt::Display;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::{Digest, OrderId};
use centre::account::Session;
use centre::case::Problem;
use centre::file::{CaseFile, Line};
use centre::oversight::order::{OrderAct, OrderView};
use centre::photograph::{FIELD, PicturesWhy};
use oversight::order::{ANSWER_PICTURES_MAX, Answered, Event, Held};

use super::glyphs::printable;
use super::orders::{self, PATH};
use super::photographs::{self, MEGABYTES_MAX};
use super::record_forms::{Fields, Typed};
use super::{timeline, upload, words};
use crate::app::App;
use crate::app::respond::{At, ErrorKind};
use crate::app::visitor::Officer;
use pages::desk::{Photograph, RecordMoment};
use pages::layout::Field;
use pages::text::Text;

/// Bytes of one answer at most.
pub const BODY_BYTES_MAX: usize = upload::bytes_max(ANSWER_PICTURES_MAX);
/// Name of the act in addresses.
const ACT: &str = "answer";
/// Name of the files in the form.
const FILES: &str = "answer-photographs";
/// Entries of a case to choose from, at most.
const ENTRIES_MAX: usize = 60;
/// Characters of what an entry was, in the list.
const ENTRY_CHARS_MAX: usize = 40;

/// Whether this is an address to which answers are sent, which has a bound of its own on the body.
pub fn is_sent_to(path: &str) -> bool {
    let order = path.strip_prefix("/desk/orders/").and_then(|rest| rest.strip_suffix("/answer"));
    order.is_some_and(|order| !order.is_empty() && !order.contains('/'))
}

/// `POST /desk/orders/{order}/answer`
pub async fn send(State(app): State<Arc<App>>, Path(order): Path<String>, request: Request) -> Response {
    let upload = match upload::read(app, request, FILES, ANSWER_PICTURES_MAX).await {
        Ok(upload) => upload,
        Err(response) => return *response,
    };
    let (posted, at) = (&upload.posted, upload.posted.at());
    let Ok(id) = OrderId::parse(&order) else { return at.error(ErrorKind::BadRequest).await };
    let Some(pictures) = upload.pictures else {
        let problem = photographs::wrong(PicturesWhy::TooLarge);
        let mut response = orders::again(posted, id, ACT, problem).await;
        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
        return response;
    };
    let (centre, session, command_id) = (&posted.app.centre, &posted.session, posted.command_id);
    let typed = Typed { slug: ACT, form: &posted.form };
    let asked = orders::parse(&typed).map(|it| it.map_err(|it| vec![it]));
    let carry = async |act: OrderAct| {
        printable(&posted.app.press, act.words()).await?;
        centre.order_act_with(session, id, command_id, posted.version(), &act, pictures).await
    };
    let again = async |problem| orders::again(posted, id, ACT, problem).await;
    posted.carry_out(asked, carry, |_| format!("{}?done={ACT}", at.path), again).await
}

/// `GET /desk/orders/{order}/photographs/{photograph}`: nothing is there for whoever may not see the order.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((order, named)): Path<(String, String)>,
) -> Response {
    let path = format!("{PATH}/{order}");
    let at = At { app: &app, headers: &headers, path: &path };
    let (Ok(id), Ok(named)) = (OrderId::parse(&order), Digest::parse(&named)) else {
        return at.error(ErrorKind::NotFound).await;
    };
    match app.centre.order_photograph(&session, id, named).await {
        Ok(photograph) => photographs::served(photograph),
        Err(Problem::OutOfScope) => at.error(ErrorKind::NotFound).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// The case an order is about, as far as this person sees it.
pub async fn case_of(app: &App, session: &Session, held: &Held) -> Option<CaseFile> {
    let file = app.centre.case_fetch_for(session, held.case?).await;
    file.ok()
}

/// What an entry of a case was, and on which day.
fn entry_words(text: Text, file: &CaseFile, line: &Line) -> String {
    let (what, _) = timeline::said(text, file, &line.event);
    let mut short: String = what.chars().take(ENTRY_CHARS_MAX).collect();
    if short.len() < what.len() {
        short.push('…');
    }
    [text.date_short(line.recorded_at.day()), short].join(" ")
}

/// Entries of the case that somebody made, the latest first.
fn entries(text: Text, file: &CaseFile) -> Vec<(String, String)> {
    let made = file.lines.iter().rev().filter(|line| line.actor != "time");
    let named = |line: &Line| (line.seq.to_string(), entry_words(text, file, line));
    let none = (String::new(), text.t("不指明").to_owned());
    std::iter::once(none).chain(made.take(ENTRIES_MAX).map(named)).collect()
}

/// The fields of an answer. Which files were chosen cannot be kept; they stand last, behind what is.
pub fn fields(text: Text, of: &Fields<'_>, file: Option<&CaseFile>) -> Vec<Field> {
    let entry = match file {
        Some(file) => of.select("entry", "用哪一步作证据", &entries(text, file), ""),
        None => of.number("entry", "作证据的账本条号", ""),
    };
    let places: [(&str, &dyn Display); 2] = [("mb", &MEGABYTES_MAX), ("n", &ANSWER_PICTURES_MAX)];
    let too_large = text.f("有一张超过 {mb} MB，或者选得太多了，请改一改再交。", [places[0]]);
    let help = text.f(
        "收 JPEG、PNG、WebP，每张不超过 {mb} MB，最多 {n} 张；用手机的可以当场拍。只留照片本身，拍摄地点、手机型号不留。",
        places,
    );
    let pictures = of.pictures(FIELD, "照片、扫描件", ANSWER_PICTURES_MAX, too_large);
    vec![
        of.area("words", "办到哪一步了、什么时候办好、怎么改"),
        entry.optional(),
        pictures.help(&help).optional(),
    ]
}

/// The history, newest first: what shows an answer stands with it.
pub fn moments(text: Text, view: &OrderView, file: Option<&CaseFile>) -> Vec<RecordMoment> {
    let drawn = |line| {
        let mut moment = orders::moment(text, view, line);
        let Event::Answered(fact) = &line.event else {
            return moment;
        };
        let shows = |entry: u64| {
            let line = file?.lines.iter().find(|it| it.seq == entry)?;
            Some(text.f("答复，证据是 {what}", [("what", &entry_words(text, file?, line))]))
        };
        if let Some(what) = fact.entry.and_then(shows) {
            moment.what = what;
        }
        RecordMoment { photographs: pictures(text, view, fact), ..moment }
    };
    view.lines.iter().rev().map(drawn).collect()
}

fn pictures(text: Text, view: &OrderView, fact: &Answered) -> Vec<Photograph> {
    let who = words::person(text, &view.organisation, fact.by);
    let one = |(place, named): (usize, Digest)| {
        let places: [(&str, &dyn Display); 2] = [("n", &(place + 1)), ("who", &who)];
        Photograph {
            href: format!("{PATH}/{}/photographs/{named}", view.id),
            name: text.f("{who}答复附的第 {n} 张", places),
        }
    };
    fact.pictures.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::is_sent_to;

    #[test]
    fn only_an_answer_has_the_larger_bound() {
        assert!(is_sent_to("/desk/orders/abc/answer"));
        for other in [
            "/desk/orders//answer",
            "/desk/orders/abc/answer/1",
            "/desk/orders/abc/def/answer",
            "/desk/orders/abc/return",
            "/desk/inspections/abc/answer",
        ] {
            assert!(!is_sent_to(other), "{other}");
        }
    }
}
