//! The complainant without an account: the form, then the own complaint by number and code, and the own word on it (F18).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::applicant_itself;
use catalogue::{CaseId, ComplaintId, Organisation, UnitCode};
use centre::act::FieldProblem;
use centre::case::Problem;
use centre::oversight::complaint::{ComplaintForm, Contact, Matter, OwnComplaint, grouped};
use oversight::complaint::{Act, Channel, Class, may};

use super::complaint_words as said;
use super::finding_new::units;
use super::pass::COMPLAINT;
use super::refusal::field_sentence;
use super::track::case_of_pass;
use super::{complaint_public, oversight_words, posted, words};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page_with, see_other, with_cookie};
use crate::app::visitor::Address;
use pages::layout::{Choice, Control, ErrorSummary, Field, FormKeys, Nav};
use pages::portal::{ComplainNew, ComplaintOwn, OwnAbout};
use pages::text::Text;

const NEW: &str = "/complaints/new";
const MINE: &str = "/complaints/mine";

/// `GET /complaints/new?own=`: with `own` about the case that number and code have opened.
pub async fn new(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: NEW };
    at.answer(form_page(&at, &query, &[], "", StatusCode::OK).await).await
}

/// `POST /complaints/new`
pub async fn make(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: NEW };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    at.answer(made(&at, &form, command_id, &address).await).await
}

async fn made(at: &At<'_>, form: &Form, command_id: [u8; 16], address: &str) -> Answer {
    let text = at.frame(Nav::Complain, None).await.text;
    let matter = match form.get("class") {
        said::REPORT => Some(Matter::Report),
        class => Class::parse(class).map(Matter::Complaint),
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    let Some(matter) = matter else {
        let why = centre::act::FieldWhy::NotAChoice;
        let problems = [FieldProblem { field: "class".to_owned(), why }];
        return form_page(at, form, &problems, "", unprocessable).await;
    };
    let typed = |name: &str| form.trimmed(name).to_owned();
    let asked = ComplaintForm {
        matter,
        channel: Channel::Web,
        unit: UnitCode::parse(form.get("unit")).ok(),
        person: None,
        window: None,
        case: typed("case"),
        step: None,
        words: typed("words"),
        contact: Contact { name: typed("name"), telephone: typed("telephone"), address: typed("address") },
        open_to_unit: form.get("open_to_unit") == "yes",
    };
    let case = match form.get("own") {
        "yes" => case_of_pass(at.app, at.headers).await?,
        _ => None,
    };
    match at.app.centre.complaint_make(command_id, &asked, case, address).await {
        Ok((id, _)) => {
            Ok(with_cookie(see_other(&format!("{MINE}?made=1")), &COMPLAINT.line(at.app, id.as_str())))
        }
        Err(Problem::Form(problems)) => form_page(at, form, &problems, "", unprocessable).await,
        Err(Problem::Throttled(until)) => {
            let minutes = minutes_until(at.app, until);
            let sentence = "从这里交的投诉太多了，请过 {n} 分钟再交；着急的话，打电话或到任一窗口说。";
            let sentence = text.f(sentence, [("n", &minutes)]);
            form_page(at, form, &[], &sentence, StatusCode::TOO_MANY_REQUESTS).await
        }
        Err(Problem::Oversight(refusal)) => {
            let sentence = match at.app.centre.organisation().await? {
                Some(organisation) => oversight_words::refused(text, &organisation, &refusal).sentence,
                None => String::new(),
            };
            form_page(at, form, &[], &sentence, unprocessable).await
        }
        Err(Problem::IdReused) => form_page(at, form, &[], &posted::reused(text), StatusCode::CONFLICT).await,
        Err(problem) => Ok(at.shut(problem).await),
    }
}

async fn form_page(
    at: &At<'_>,
    form: &Form,
    problems: &[FieldProblem],
    sentence: &str,
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Complain, None).await;
    let text = frame.text;
    frame.title = text.t("我要投诉").to_owned();
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let own = match form.get("own") {
        "" => None,
        _ => case_of_pass(at.app, at.headers).await?,
    };
    let own_case = match own {
        Some(case) => receipt_of(at, case).await?,
        None => String::new(),
    };
    let fields = fields(text, &organisation, form, own.is_some());
    let mend = |field: Field| match problems.iter().find(|it| it.field == field.name) {
        Some(problem) => field.error(&field_sentence(text, &problem.why)),
        None => field,
    };
    // The same form sent again after a refusal keeps its id.
    let kept = form.command_id().filter(|_| status != StatusCode::CONFLICT).is_some();
    let command_id = if kept { form.get("command_id").to_owned() } else { new_command_id() };
    let drawn = ComplainNew {
        keys: FormKeys { csrf: frame.csrf.clone(), command_id, version: None },
        errors: ErrorSummary::none(text),
        own_case,
        fields: fields.into_iter().map(mend).collect(),
        contact: contact(text, form).into_iter().map(mend).collect(),
        frame,
    };
    let drawn = if sentence.is_empty() { drawn.gathered() } else { drawn.refused(sentence) };
    Ok(page_with(status, &drawn))
}

async fn receipt_of(at: &At<'_>, case: CaseId) -> Result<String, centre::Fault> {
    let state = at.app.centre.case_state(case).await?;
    let facts = state.as_ref().and_then(|it| it.case.facts());
    Ok(facts.map_or_else(String::new, |facts| words::receipt_no(facts.receipt)))
}

fn fields(text: Text, organisation: &Organisation, form: &Form, own: bool) -> Vec<Field> {
    let chosen = form.get("class");
    let classes = said::classes(text, true);
    let classes = classes.iter().map(|(key, word)| Choice::new(key, word, *key == chosen));
    let unit = form.get("unit");
    let all = units(text, organisation);
    let choices = all.iter().map(|(key, word)| Choice::new(key, word, key == unit));
    // From the page of a case one click has said it already (F7, F10).
    let said = match (form.get("words"), Class::parse(chosen)) {
        ("", Some(Class::StoppedClock)) => text.t("我不同意暂停计时。"),
        ("", Some(Class::NotReceived)) => text.t("网上写着已经送到，我没有收到。"),
        (said, _) => said,
    };
    let words = Field::line(text, "words", text.t("请说说是怎么回事"))
        .help(text.t("什么时候、在哪个窗口、想办什么、卡在哪儿；要说的人也写在这里。"))
        .control(Control::Area(6))
        .value(said);
    let mut fields =
        vec![Field::line(text, "class", text.t("什么事")).control(Control::Radios(classes.collect()))];
    if !own {
        let case = Field::line(text, "case", text.t("收件编号"))
            .help(text.t("说的是某一件的，填回执上的编号，我们就能查它的经过。"))
            .value(form.get("case"))
            .optional();
        fields.push(case.with_length(40));
    }
    let unit = Field::line(text, "unit", text.t("哪个单位（说不准的可以不选）"));
    fields.push(unit.control(Control::Select(choices.collect())).optional());
    fields.push(words.with_length(4_000));
    fields
}

fn contact(text: Text, form: &Form) -> Vec<Field> {
    let line = |name: &str, label: &str, length: u16| {
        Field::line(text, name, text.t(label)).value(form.get(name)).optional().with_length(length)
    };
    let telephone = Field { inputmode: "tel", autocomplete: "tel", ..line("telephone", "电话", 40) };
    let open = form.get("open_to_unit") == "yes";
    let choices = vec![
        Choice::new("no", text.t("不告诉（默认）"), !open),
        Choice::new("yes", text.t("可以告诉"), open),
    ];
    vec![
        Field { autocomplete: "name", ..line("name", "姓名", 100) },
        telephone,
        line("address", "地址、邮箱", 200),
        Field::line(text, "open_to_unit", text.t("姓名、电话可以告诉被投诉单位吗"))
            .help(text.t(
                "不告诉的，收件编号也不给单位看。但是您写的事情本身，也可能让单位看出是谁；不想被认出来，就少写日期、编号这样的细节。",
            ))
            .control(Control::Radios(choices))
            .optional(),
    ]
}

/// `POST /complaints/track`
pub async fn enter(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Address(address): Address,
    body: Bytes,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/complaints" };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let number: String = form.trimmed("number").chars().take(40).collect();
    let again = StatusCode::UNPROCESSABLE_ENTITY;
    match app.centre.complaint_track(&number, form.trimmed("code"), &address).await {
        Ok(id) => with_cookie(see_other(MINE), &COMPLAINT.line(&app, id.as_str())),
        Err(Problem::Fault(fault)) => at.answer(Err(fault)).await,
        Err(Problem::Throttled(until)) => {
            let (status, minutes) = (StatusCode::TOO_MANY_REQUESTS, minutes_until(&app, until));
            let drawn = complaint_public::draw(&at, &number, "", status, |page| page.throttled(minutes));
            at.answer(drawn.await).await
        }
        Err(_) => {
            let drawn = complaint_public::draw(&at, &number, "", again, |page| page.not_found());
            at.answer(drawn.await).await
        }
    }
}

/// `GET /complaints/mine?made=`
pub async fn mine(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: MINE };
    let Some(id) = complaint_of_pass(&app, &headers) else { return see_other("/complaints") };
    let shown = Shown { made: query.has("made"), ..Shown::default() };
    at.answer(own_page(&at, id, &shown, StatusCode::OK).await).await
}

/// `POST /complaints/mine`: `do` is `confirm` or `reopen`.
pub async fn word(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Response {
    let at = At { app: &app, headers: &headers, path: MINE };
    let Ok(form) = Form::parse(&body) else { return at.error(ErrorKind::BadRequest).await };
    let Some(command_id) = form.command_id() else { return at.error(ErrorKind::BadRequest).await };
    let Some(id) = complaint_of_pass(&app, &headers) else { return see_other("/complaints") };
    let centre = &app.centre;
    let field = if form.get("do") == "reopen" { "reopen-words" } else { "words" };
    let result = match form.get("do") {
        "confirm" => centre.complaint_confirm(id, command_id, form.get(field)).await,
        "reopen" => centre.complaint_reopen(id, command_id, form.get(field)).await,
        _ => return at.error(ErrorKind::BadRequest).await,
    };
    let text = at.frame(Nav::Complain, None).await.text;
    let mut shown = Shown { field, typed: form.get(field).to_owned(), ..Shown::default() };
    let status = match result {
        Ok(_) => return see_other(MINE),
        Err(Problem::Form(problems)) => {
            shown.wrong = problems.first().map_or_else(String::new, |it| field_sentence(text, &it.why));
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Problem::Oversight(refusal)) => {
            if let Ok(Some(organisation)) = centre.organisation().await {
                shown.refused = oversight_words::refused(text, &organisation, &refusal).sentence;
            }
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(Problem::IdReused) => {
            shown.refused = posted::reused(text);
            StatusCode::CONFLICT
        }
        Err(problem) => return at.shut(problem).await,
    };
    at.answer(own_page(&at, id, &shown, status).await).await
}

/// What is shown besides the complaint.
#[derive(Default)]
struct Shown {
    /// It was made a moment ago.
    made: bool,
    /// The field that came back, and what was typed.
    field: &'static str,
    typed: String,
    /// What is wrong with it.
    wrong: String,
    /// Why it was not done.
    refused: String,
}

async fn own_page(at: &At<'_>, id: ComplaintId, shown: &Shown, status: StatusCode) -> Answer {
    let Some(own) = at.app.centre.complaint_own(id).await? else { return Ok(see_other("/complaints")) };
    let mut frame = at.frame(Nav::Complain, None).await;
    let (text, filed) = (frame.text, &own.filed);
    frame.title = text.t(if filed.is_sealed() { "我的举报" } else { "我的投诉" }).to_owned();
    // Who had it written down at a window got the code on paper.
    let code = match shown.made && filed.by.is_none() {
        true => at.app.centre.complaint_code(id),
        false => String::new(),
    };
    let today = own.now.day();
    let offered = |act: Act| may(filed, act, &own.organisation, None, applicant_itself(), today).is_ok();
    let area = |name: &'static str, label: &str| {
        let field = Field::line(text, name, text.t(label)).control(Control::Area(3)).with_length(2_000);
        match shown.field == name {
            true if shown.wrong.is_empty() => field.value(&shown.typed),
            true => field.value(&shown.typed).error(&shown.wrong),
            false => field,
        }
    };
    let keys = || FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None };
    let confirm = offered(Act::Confirm).then(|| (keys(), area("words", "您的话").optional()));
    let reopen = offered(Act::Reopen).then(|| (keys(), area("reopen-words", "什么没有解决")));
    let errors = match shown.refused.is_empty() {
        true => ErrorSummary::of(text, confirm.iter().chain(&reopen).map(|(_, field)| field)),
        false => ErrorSummary::one(text, &shown.refused),
    };
    let red_at = filed.running().map(|clock| clock.late_from());
    let lines = own.lines.iter().rev();
    let drawn = ComplaintOwn {
        about: about(text, &own, code),
        state: said::own_state(text, filed),
        light: said::light(text, filed.yellow_at, red_at, own.now),
        moments: lines
            .filter_map(|line| said::moment(text, &own.organisation, &own.texts, line, true))
            .collect(),
        errors,
        confirm,
        reopen,
        frame,
    };
    Ok(page_with(status, &drawn))
}

fn about(text: Text, own: &OwnComplaint, code: String) -> OwnAbout {
    let filed = &own.filed;
    let unit = |unit: UnitCode| words::unit(text, &own.organisation, unit);
    let mut facts = vec![(text.t("登记日期").to_owned(), text.date_with_year(filed.filed_at.day()))];
    let mut fact = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| (text.t(name).to_owned(), value)));
    };
    fact("类别", filed.class.map(|it| text.t(said::class(it)).to_owned()));
    fact("被投诉单位", filed.about.unit.map(unit));
    fact("由谁调查", filed.way.unit().map(unit));
    fact("最迟答复", filed.running().map(|clock| text.date(clock.due())));
    let answer = filed.way.answer();
    fact("是否属实", answer.map(|it| text.t(said::verdict(it.verdict)).to_owned()));
    OwnAbout {
        number: grouped(filed.number.year, filed.number.n),
        code,
        sealed: filed.is_sealed(),
        facts,
        // A report is open to the discipline inspection only, not to whoever came by its code.
        words: if filed.is_sealed() { String::new() } else { own.texts.text(filed.words.0) },
        answer: answer.map_or_else(String::new, |it| own.texts.text(it.words.words.0)),
    }
}

/// The complaint whose number and code this visitor gave within the half hour.
fn complaint_of_pass(app: &App, headers: &HeaderMap) -> Option<ComplaintId> {
    ComplaintId::parse(&COMPLAINT.opened(app, headers)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    // F7, F10: one click on the page of the case has said what it is about; what was typed stands, and nothing is said of
    // what was not clicked.
    #[test]
    fn an_objection_to_a_stop_needs_no_word_more() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let said = |asked: &[u8]| {
            let form = Form::parse(asked).expect("it reads");
            let fields = fields(Text::Chinese, &county, &form, true);
            assert!(fields.iter().all(|it| it.name != "case"), "the case is known");
            let words = fields.into_iter().find(|it| it.name == "words").expect("there are words");
            (words.value, words.is_required)
        };
        assert_eq!(said(b"own=1&class=stopped-clock"), ("我不同意暂停计时。".to_owned(), true));
        assert_eq!(said(b"own=1&class=stopped-clock&words=typed").0, "typed");
        assert_eq!(said(b"own=1").0, "");
    }
}
