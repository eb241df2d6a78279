//! The second factor of who signs: setting it up, the field on every form that is signed, and the check before an act (A17).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use centre::account::{Session, SignInRefusal};
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::second_factor::{BeginRefusal, CodeRefusal, NewSecret, SampleCode};
use centre::to_sign::ToSign;

use super::act_cards::card_of;
use super::posted::Posted;
use super::record_forms::SentForm;
use super::refusal::field_sentence;
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, minutes_until, page, page_with, see_other};
use crate::app::visitor::Officer;
use pages::desk::act::ActCard;
use pages::desk::{CodeField, RecordForm, SecondFactorPage, SecretShown, Typed};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/second-factor";
/// Name of the field on every form that is signed.
pub const FIELD: &str = "one_time_code";

/// Why a code does not confirm anything, in words.
pub fn code_sentence(text: Text, refusal: CodeRefusal) -> String {
    let sentence = match refusal {
        CodeRefusal::NotSetUp => "您还没有设置二次验证，设置好以后才能签。您写的都还在。",
        CodeRefusal::Missing => "请填手机上现在显示的动态码，6 位数字。",
        CodeRefusal::Wrong => "动态码不对或者已经过时，请看手机上现在显示的再填。",
        CodeRefusal::Used => "这个动态码刚才用过了，请等手机上换了新的（最多 30 秒）再填。",
        CodeRefusal::Throttled { minutes, .. } => {
            let sentence = "动态码填错的次数多了，请过 {n} 分钟再签。不是您本人在试，请告诉安全管理员。";
            return text.f(sentence, [("n", &minutes)]);
        }
    };
    text.t(sentence).to_owned()
}

/// Checks the code of a form before its act is submitted; what is wrong stands at the field.
pub async fn confirmed(posted: &Posted, act: ToSign<'_>) -> Result<(), Problem> {
    if posted.app.settings.without_second_factor {
        return Ok(());
    }
    let (centre, code) = (&posted.app.centre, posted.form.trimmed(FIELD));
    let checked = centre.second_factor_check(&posted.session, posted.command_id, &act, code).await?;
    checked.map_err(|why| {
        Problem::Form(vec![FieldProblem { field: FIELD.to_owned(), why: FieldWhy::Code(why) }])
    })
}

/// The form of a case that came back.
#[derive(Clone, Copy)]
pub struct CameBack<'a> {
    /// The act it was sent for.
    pub act: &'a str,
    /// What was typed.
    pub form: &'a Form,
    /// What is wrong, by field.
    pub problems: &'a [FieldProblem],
}

impl CameBack<'_> {
    /// The code on this card: what was typed stays, unless it was used up.
    fn typed(&self, text: Text, slug: &str) -> Typed {
        if card_of(self.act) == slug { typed(text, self.form, self.problems) } else { Typed::default() }
    }
}

/// The code of a form that came back: what was typed stays, unless it was used up.
pub fn typed(text: Text, form: &Form, problems: &[FieldProblem]) -> Typed {
    if problems.is_empty() {
        return Typed::default();
    }
    let value = form.get(FIELD).chars().take(20).collect();
    let problem = problems.iter().find(|problem| problem.field == FIELD);
    let error = problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why));
    Typed { value, error }
}

/// The empty field for this person; none where the application asks for no codes. `form` begins the ids of the form.
pub async fn field(
    app: &App,
    text: Text,
    session: &Session,
    form: &str,
) -> Result<Option<CodeField>, centre::Fault> {
    if app.settings.without_second_factor {
        return Ok(None);
    }
    let is_set_up = app.centre.second_factor(session.person).await?.set_up_at.is_some();
    let sample = sample(app, text, session).await?;
    Ok(Some(CodeField { text, form: form.to_owned(), typed: Typed::default(), is_set_up, sample }))
}

/// Lays the field on the forms of a record that this person would sign as a leader.
pub async fn ask_on(
    app: &App,
    text: Text,
    session: &Session,
    forms: &mut [RecordForm],
    signs: impl Fn(&str) -> bool,
    sent: &SentForm<'_>,
) -> Result<(), centre::Fault> {
    let mut signed: Vec<&mut RecordForm> = forms.iter_mut().filter(|form| signs(form.slug)).collect();
    if signed.is_empty() {
        return Ok(());
    }
    let Some(empty) = field(app, text, session, "").await? else { return Ok(()) };
    for form in &mut signed {
        let came_back = sent.form.filter(|_| sent.slug == form.slug);
        let typed = came_back.map_or_else(Typed::default, |it| typed(text, it, sent.problems));
        form.code = Some(CodeField { form: form.slug.to_owned(), typed, ..empty.clone() });
    }
    Ok(())
}

/// Lays the field on the cards whose act this person would sign as a leader.
pub async fn ask(
    app: &App,
    text: Text,
    session: &Session,
    file: &CaseFile,
    cards: &mut [ActCard],
    came_back: Option<CameBack<'_>>,
) -> Result<(), centre::Fault> {
    let mut signed: Vec<&mut ActCard> =
        cards.iter_mut().filter(|card| file.asks_code(session, card.act.slug())).collect();
    if signed.is_empty() {
        return Ok(());
    }
    let Some(empty) = field(app, text, session, "").await? else { return Ok(()) };
    for card in &mut signed {
        let slug = card.act.slug();
        let typed = came_back.map_or_else(Typed::default, |it| it.typed(text, slug));
        card.code = Some(CodeField { form: slug.to_owned(), typed, ..empty.clone() });
    }
    Ok(())
}

/// What the demonstration says beside a field for a code; nothing in operation.
async fn sample(app: &App, text: Text, session: &Session) -> Result<String, centre::Fault> {
    if app.settings.demo_clock.is_none() {
        return Ok(String::new());
    }
    Ok(match app.centre.second_factor_sample(session.person).await? {
        None => String::new(),
        Some(SampleCode::Code(code)) => text.f("示例数据：这部手机上现在显示 {code}。", [("code", &code)]),
        Some(SampleCode::In(seconds)) => {
            let sentence = "示例数据：这一会儿的动态码都用过了，请过 {n} 秒再打开这一页。";
            text.f(sentence, [("n", &seconds)])
        }
    })
}

/// `GET /desk/second-factor`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    RawQuery(query): RawQuery,
) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let sent = Turn { done: query.get("done") == "set-up", ..Turn::default() };
    at.answer(drawn(&at, &session, sent).await.map(|drawn| page(&drawn))).await
}

/// What the page is drawn with besides where the person stands.
#[derive(Default)]
struct Turn {
    done: bool,
    secret: Option<NewSecret>,
    /// Id of the field, empty for the whole page; what was typed, and why not.
    refused: Option<(&'static str, String, String)>,
}

/// `POST /desk/second-factor`: `do` is `begin` (a new secret, shown in this answer alone) or `confirm`.
pub async fn send(posted: Posted) -> Response {
    let at = posted.at();
    at.answer(sent(&at, &posted).await).await
}

async fn sent(at: &At<'_>, posted: &Posted) -> Answer {
    let (centre, session, code) = (&at.app.centre, &posted.session, posted.form.trimmed("code"));
    let (text, password) = (posted.text(), posted.form.get("password"));
    let (field, why) = match posted.form.get("do") {
        "begin" => match centre.second_factor_begin(session, posted.command_id, password, code).await? {
            Ok(secret) => {
                let turn = Turn { secret: Some(secret), ..Turn::default() };
                return Ok(page(&drawn(at, session, turn).await?));
            }
            Err(BeginRefusal::Code(refusal)) => ("begin-code", code_sentence(text, refusal)),
            Err(BeginRefusal::NoPassword) => ("begin-password", text.t("请填您登录用的密码。").to_owned()),
            Err(BeginRefusal::Password(refusal)) => ("begin-password", password_sentence(at, text, refusal)),
        },
        "confirm" => match centre.second_factor_confirm(session, code).await? {
            Ok(()) => return Ok(see_other("/desk/second-factor?done=set-up")),
            Err(CodeRefusal::NotSetUp) => {
                ("", text.t("新密钥放得太久，已经作废，请重新开始设置。").to_owned())
            }
            Err(refusal) => ("confirm-code", code_sentence(text, refusal)),
        },
        _ => return Ok(at.error(ErrorKind::BadRequest).await),
    };
    // A password is never shown again.
    let typed = if field == "begin-password" { String::new() } else { code.chars().take(20).collect() };
    let turn = Turn { refused: Some((field, typed, why)), ..Turn::default() };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn(at, session, turn).await?))
}

fn password_sentence(at: &At<'_>, text: Text, refusal: SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Wrong => text.t("密码不对，请再填一次。忘了密码，请找系统管理员重设。").to_owned(),
        SignInRefusal::Throttled(until) => {
            let sentence = "密码填错的次数多了，请过 {n} 分钟再填。不是您本人在试，请告诉安全管理员。";
            text.f(sentence, [("n", &minutes_until(at.app, until))])
        }
    }
}

async fn drawn(at: &At<'_>, session: &Session, turn: Turn) -> Result<SecondFactorPage, centre::Fault> {
    let stands = at.app.centre.second_factor(session.person).await?;
    let mut frame = at.frame(Nav::Desk, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("二次验证").to_owned();
    if turn.done && stands.set_up_at.is_some() {
        let words = text.t("设置好了，签字的时候填动态码。").to_owned();
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: words });
    }
    let keys = || FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None };
    let typed = |field: &str| match &turn.refused {
        Some((of, value, error)) if *of == field => Typed { value: value.clone(), error: error.clone() },
        _ => Typed::default(),
    };
    let errors = turn.refused.iter().map(|(field, _, error)| ((*field).to_owned(), error.clone()));
    Ok(SecondFactorPage {
        errors: ErrorSummary { text, errors: errors.collect() },
        stands: match stands.set_up_at {
            Some(at) => text.f("{when}设置好，现在用着。", [("when", &words::moment(text, at))]),
            None => text.t("还没有设置。").to_owned(),
        },
        shown: turn.secret.as_ref().map(|it| SecretShown::new(text, &it.uri, &it.key)),
        confirm: stands.waits.then(|| (keys(), typed("confirm-code"))),
        begin: keys(),
        present: stands.set_up_at.map(|_| typed("begin-code")),
        password: typed("begin-password"),
        sample: sample(at.app, text, session).await?,
        text,
        frame,
    })
}
