//! Rating by the code of a message: `/rate` for whoever has it on paper, `/rate/{code}` for the link.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::oversight::rating::{RatingForm, RatingPage, Writing};
use oversight::rating::{Grade, Held, Invitation, Kind, MARKS_MAX, Rating, Way};

use super::oversight_words;
use super::rating_words as said;
use super::refusal::field_sentence;
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with, see_other};
use crate::app::visitor::{Address, session_of};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind, PageFrame};
use pages::portal::{RateAppeal, RateEnter, RateForm, RatePage, RateSaid};
use pages::text::Text;

const PATH: &str = "/rate";

/// `GET /rate`
pub async fn form(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    page(&RateEnter::rating(frame(&at).await, ""))
}

/// `POST /rate`: goes on to the page of the code.
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let typed: String = form.trimmed("code").chars().take(40).collect();
    match app.centre.rating_open(&typed, &writing(&headers, address)).await {
        Ok(_) => {
            let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            see_other(&format!("{PATH}/{plain}"))
        }
        Err(problem) => shut(&at, &typed, problem).await,
    }
}

/// `GET /rate/{code}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    Path(code): Path<String>,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let opened = match app.centre.rating_open(&code, &writing(&headers, address)).await {
        Ok(opened) => opened,
        Err(problem) => return shut(&at, "", problem).await,
    };
    let mut drawn = match draw(&at, &code, &opened, &Form::default()).await {
        Ok(drawn) => drawn,
        Err(fault) => return at.answer(Err(fault)).await,
    };
    let done = match query.get("done") {
        "rate" => "谢谢，已经收到您的评价。",
        "appeal" => "申诉已经收到，有了结果会告诉您。",
        _ => "",
    };
    if !done.is_empty() {
        let text = drawn.frame.t(done).to_owned();
        drawn.frame.notice = Some(Notice { kind: NoticeKind::Done, text });
    }
    page(&drawn)
}

/// `POST /rate/{code}`: `do` is `rate` or `appeal`.
pub async fn send(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    Path(code): Path<String>,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    let writing = writing(&headers, address);
    match staff(&app, &headers).await {
        Ok(false) => {}
        Ok(true) => return at.answer(on_staff_device(&at).await).await,
        Err(fault) => return at.answer(Err(fault)).await,
    }
    let centre = &app.centre;
    let done = match form.get("do") {
        "rate" => centre.rating_give(&code, &writing, command_id, &typed(&form)).await,
        "appeal" => centre.rating_appeal(&code, &writing, command_id, form.trimmed("appeal")).await,
        _ => return at.error(ErrorKind::BadRequest).await,
    };
    let problem = match done {
        Ok(_) => return see_other(&format!("{PATH}/{code}?done={}", form.get("do"))),
        Err(problem @ (Problem::Form(_) | Problem::Oversight(_) | Problem::IdReused)) => problem,
        Err(problem) => return shut(&at, "", problem).await,
    };
    let opened = match centre.rating_open(&code, &writing).await {
        Ok(opened) => opened,
        Err(problem) => return shut(&at, "", problem).await,
    };
    match draw(&at, &code, &opened, &form).await {
        Ok(drawn) => {
            let drawn = with_problem(drawn, &opened, problem);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn)
        }
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// Whether an officer is signed in on this device: nobody rates there (F16).
pub async fn staff(app: &App, headers: &HeaderMap) -> Result<bool, centre::Fault> {
    Ok(session_of(app, headers).await?.is_some())
}

/// The page that says so.
pub async fn on_staff_device(at: &At<'_>) -> Answer {
    let frame = frame(at).await;
    let title = frame.t("评一评这次服务").to_owned();
    let closed = frame.t("这台设备登录着工作台，不能用来评价。请用您自己的手机。").to_owned();
    let (lead, code) = (String::new(), String::new());
    let drawn = RatePage { frame, title, lead, form: None, said: None, closed, code };
    Ok(page_with(StatusCode::FORBIDDEN, &drawn))
}

/// From where something is written.
pub fn writing(headers: &HeaderMap, address: String) -> Writing {
    let browser = headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or_default();
    Writing { address, browser: browser.to_owned() }
}

/// What was typed.
pub fn typed(form: &Form) -> RatingForm {
    let grade = |name: &str| form.get(name).parse().ok().and_then(Grade::of);
    let mut marks = [None; MARKS_MAX];
    for (place, mark) in marks.iter_mut().enumerate() {
        *mark = grade(&format!("mark-{place}"));
    }
    RatingForm {
        grade: grade("grade"),
        marks,
        words: form.trimmed("words").to_owned(),
        contact: form.trimmed("contact").to_owned(),
    }
}

/// The fields of a rating of this kind, with what was typed.
pub fn fields(text: Text, action: &str, kind: Kind, typed: &Form) -> RateForm {
    let names: Vec<String> = (0..kind.dimensions().len()).map(|place| format!("mark-{place}")).collect();
    let dimensions: Vec<(&str, &str)> = names
        .iter()
        .map(String::as_str)
        .zip(kind.dimensions().iter().map(|it| said::dimension(*it)))
        .collect();
    let keys = FormKeys { csrf: String::new(), command_id: new_command_id(), version: None };
    RateForm::new(text, action, keys, &dimensions, |name| typed.get(name).to_owned())
}

/// What is wrong with the fields of a rating.
pub fn wrong(text: Text, mut form: RateForm, problems: &[FieldProblem]) -> RateForm {
    for problem in problems {
        let sentence = field_sentence(text, &problem.why);
        match problem.field.as_str() {
            "grade" => form.grade = form.grade.error(text.t("请从列出的里面选。")),
            "contact" => form.contact = form.contact.map(|contact| contact.error(&sentence)),
            _ => form.words = form.words.error(&sentence),
        }
    }
    form.gathered(text)
}

async fn frame(at: &At<'_>) -> PageFrame {
    let mut frame = at.frame(Nav::Nowhere, None).await;
    frame.title = frame.t("评一评这次服务").to_owned();
    frame
}

/// The page that asks for the code again.
async fn shut(at: &At<'_>, typed: &str, problem: Problem) -> Response {
    let frame = frame(at).await;
    let text = frame.text;
    match problem {
        Problem::NotFound => {
            let sentence = text.t("没有这个评价码，请对照短信再输一次。");
            page_with(StatusCode::NOT_FOUND, &RateEnter::rating(frame, typed).refused(sentence))
        }
        Problem::Throttled(until) => {
            let minutes = minutes_until(at.app, until);
            let sentence = text.f("试的次数多了，请过 {n} 分钟再试。", [("n", &minutes)]);
            page_with(StatusCode::TOO_MANY_REQUESTS, &RateEnter::rating(frame, typed).refused(&sentence))
        }
        problem => at.shut(problem).await,
    }
}

async fn draw(at: &At<'_>, code: &str, opened: &RatingPage, typed: &Form) -> Result<RatePage, centre::Fault> {
    let frame = frame(at).await;
    let text = frame.text;
    let Some(about) = opened.rating.about() else {
        return Err(centre::Fault::Inside("a code opens a rating that is about nothing".to_owned()));
    };
    let title = text.t(match about.kind {
        Kind::Visit => "窗口服务得怎么样",
        Kind::Matter => "这件事办得怎么样",
    });
    let mut parts = vec![text.date(about.served_at.day())];
    parts.extend(about.window.map(|window| words::window(text, &opened.organisation, window)));
    parts.extend(opened.item.as_ref().map(|item| words::item(text, item)));
    let lead = parts.join(" · ");
    // Nothing of what was typed goes into an address.
    let action = format!("{PATH}/{}", plain(code));
    let (mut form, mut closed, mut given) = (None, String::new(), None);
    let is_staff = staff(at.app, at.headers).await?;
    match &opened.rating {
        Rating::Invited(Invitation { until, .. }) if opened.today > *until => {
            closed = text.t("评价的日子已经过了，这次不能再评。有话想说，请打中心的电话。").to_owned();
        }
        Rating::Invited(_) if is_staff => {
            closed = text.t("这台设备登录着工作台，不能用来评价。请用您自己的手机。").to_owned();
        }
        Rating::Invited(Invitation { until, .. }) => {
            form = Some(RateForm { until: text.date(*until), ..fields(text, &action, about.kind, typed) });
        }
        Rating::Given(held) => given = Some(told(text, &action, held, opened, typed)),
        Rating::Absent => {}
    }
    let (title, code) = (title.to_owned(), String::new());
    Ok(RatePage { title, lead, form, said: given, closed, code, frame })
}

fn plain(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(20).collect()
}

fn told(text: Text, action: &str, held: &Held, opened: &RatingPage, typed: &Form) -> RateSaid {
    let open =
        |sealed: Option<casework::Sealed>| sealed.map_or_else(String::new, |it| opened.texts.text(it.0));
    RateSaid {
        grade: text.t(said::grade(held.answer.grade)).to_owned(),
        words: open(held.answer.words),
        moments: moments(text, held, opened),
        appeal: appeal(text, action, held, opened.today, typed),
    }
}

/// What became of a bad rating, in the rater's words; nothing of who was rated or who deals with it.
fn moments(text: Text, held: &Held, opened: &RatingPage) -> Vec<(String, String)> {
    let Some(round) = held.round else { return Vec::new() };
    let mut moments = Vec::new();
    let mut add = |at: calendar::Instant, sentence: String| {
        moments.push((text.date_short(at.day()), sentence));
    };
    add(
        held.at,
        match (round.reachable, round.way, round.due_on) {
            (true, Way::ToCall, Some(day)) => {
                text.f("已经交给没有被评的人核实，最迟 {day}给您回电话", [("day", &text.date(day))])
            }
            _ => text.t("已经交给没有被评的人核实").to_owned(),
        },
    );
    if let Some((reached, words)) = round.called {
        let sentence = if reached { "给您回过电话" } else { "给您打过电话，没有打通" };
        add(words.at, text.t(sentence).to_owned());
    }
    if let Some((_, words)) = round.confirmed {
        add(words.at, text.t("核实属实，要求整改").to_owned());
    }
    if let Some(words) = round.corrected {
        let what = opened.texts.text(words.words.0);
        add(words.at, text.f("整改：{what}", [("what", &what)]));
    }
    if let Some((second, words)) = round.second {
        add(words.at, text.f("回访：{what}", [("what", &text.t(said::second(second)))]));
    }
    if let Some(dismissal) = round.dismissal {
        if let Some((true, words)) = dismissal.decided {
            let why = opened.texts.text(words.words.0);
            add(words.at, text.f("经两人先后核实，没有计入：{why}", [("why", &why)]));
        }
        if let Some((at, _)) = dismissal.appealed {
            add(at, text.t("您提出了申诉").to_owned());
        }
        if let Some((right, words)) = dismissal.appeal_decided {
            let sentence =
                if right { "申诉成立，重新计入：{why}" } else { "申诉不成立：{why}" };
            let why = opened.texts.text(words.words.0);
            add(words.at, text.f(sentence, [("why", &why)]));
        }
    }
    moments.reverse();
    moments
}

fn appeal(text: Text, action: &str, held: &Held, today: calendar::Day, typed: &Form) -> Option<RateAppeal> {
    let round = held.round.filter(|round| round.way == Way::Dismissed)?;
    let dismissal = round.dismissal.filter(|dismissal| dismissal.appealed.is_none())?;
    let until = dismissal.appeal_by.filter(|until| today <= *until)?;
    let keys = FormKeys { csrf: String::new(), command_id: new_command_id(), version: None };
    Some(RateAppeal::new(text, action, keys, text.date(until), typed.get("appeal")))
}

/// The page again, with what is wrong at its place.
fn with_problem(mut drawn: RatePage, opened: &RatingPage, problem: Problem) -> RatePage {
    let text = drawn.frame.text;
    match problem {
        Problem::Form(problems) => {
            drawn.form = drawn.form.map(|form| wrong(text, form, &problems));
            if let Some(appeal) = drawn.said.as_mut().and_then(|said| said.appeal.as_mut()) {
                for problem in &problems {
                    appeal.words = appeal.words.clone().error(&field_sentence(text, &problem.why));
                }
                appeal.errors = ErrorSummary::of(text, [&appeal.words]);
            }
        }
        Problem::Oversight(refusal) => {
            let refused = oversight_words::refused(text, &opened.organisation, &refusal);
            drawn.frame.notice = Some(Notice { kind: NoticeKind::Warning, text: refused.sentence });
        }
        _ => {
            let sentence = super::posted::reused(text);
            drawn.frame.notice = Some(Notice { kind: NoticeKind::Warning, text: sentence });
        }
    }
    drawn
}
