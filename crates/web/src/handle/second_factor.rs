//! The second factor of who signs: setting it up, the field on the forms of a case, and the check before an act (A17).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::CaseId;
use centre::account::Session;
use centre::act::{Act, FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::second_factor::{CodeRefusal, NewSecret, SampleCode};

use super::act_cards::card_of;
use super::posted::Posted;
use super::refusal::field_sentence;
use super::words;
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::respond::{Answer, At, ErrorKind, page, page_with, see_other};
use crate::app::visitor::Officer;
use pages::desk::act::{ActCard, CodeField};
use pages::desk::{SecondFactorPage, SecretShown, Typed};
use pages::layout::{ErrorSummary, FormKeys, Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/second-factor";
/// Name of the field on the forms of a case.
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
pub async fn confirmed(posted: &Posted, case: CaseId, act: &Act) -> Result<(), Problem> {
    if posted.app.settings.without_second_factor {
        return Ok(());
    }
    let (centre, code) = (&posted.app.centre, posted.form.trimmed(FIELD));
    let checked = centre.second_factor_check(&posted.session, case, posted.command_id, act, code).await?;
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
        if card_of(self.act) != slug || self.problems.is_empty() {
            return Typed::default();
        }
        let value = self.form.get(FIELD).chars().take(20).collect();
        let problem = self.problems.iter().find(|problem| problem.field == FIELD);
        let error = problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why));
        Typed { value, error }
    }
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
    if signed.is_empty() || app.settings.without_second_factor {
        return Ok(());
    }
    let is_set_up = app.centre.second_factor(session.person).await?.set_up_at.is_some();
    let sample = sample(app, text, session).await?;
    for card in &mut signed {
        let typed = came_back.map_or_else(Typed::default, |it| it.typed(text, card.act.slug()));
        card.code = Some(CodeField { typed, is_set_up, sample: sample.clone() });
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
    /// Of the form `begin` or `confirm`: what was typed, and why not.
    refused: Option<(&'static str, String, String)>,
}

/// `POST /desk/second-factor`: `do` is `begin` (a new secret, shown in this answer alone) or `confirm`.
pub async fn send(posted: Posted) -> Response {
    let at = posted.at();
    at.answer(sent(&at, &posted).await).await
}

async fn sent(at: &At<'_>, posted: &Posted) -> Answer {
    let (centre, session, code) = (&at.app.centre, &posted.session, posted.form.trimmed("code"));
    let text = posted.text();
    let (form, why) = match posted.form.get("do") {
        "begin" => match centre.second_factor_begin(session, posted.command_id, code).await? {
            Ok(secret) => {
                let turn = Turn { secret: Some(secret), ..Turn::default() };
                return Ok(page(&drawn(at, session, turn).await?));
            }
            Err(refusal) => ("begin", code_sentence(text, refusal)),
        },
        "confirm" => match centre.second_factor_confirm(session, code).await? {
            Ok(()) => return Ok(see_other("/desk/second-factor?done=set-up")),
            Err(CodeRefusal::NotSetUp) => {
                ("", text.t("新密钥放得太久，已经作废，请重新开始设置。").to_owned())
            }
            Err(refusal) => ("confirm", code_sentence(text, refusal)),
        },
        _ => return Ok(at.error(ErrorKind::BadRequest).await),
    };
    let typed = code.chars().take(20).collect();
    let turn = Turn { refused: Some((form, typed, why)), ..Turn::default() };
    Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn(at, session, turn).await?))
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
    let typed = |form: &str| match &turn.refused {
        Some((of, value, error)) if *of == form => Typed { value: value.clone(), error: error.clone() },
        _ => Typed::default(),
    };
    let errors = turn.refused.iter().map(|(form, _, error)| {
        let id = if form.is_empty() { String::new() } else { format!("{form}-code") };
        (id, error.clone())
    });
    Ok(SecondFactorPage {
        errors: ErrorSummary { text, errors: errors.collect() },
        stands: match stands.set_up_at {
            Some(at) => text.f("{when}设置好，现在用着。", [("when", &words::moment(text, at))]),
            None => text.t("还没有设置。").to_owned(),
        },
        shown: turn.secret.as_ref().map(|it| SecretShown::new(text, &it.uri, &it.key)),
        confirm: stands.waits.then(|| (keys(), typed("confirm"))),
        begin: keys(),
        present: stands.set_up_at.map(|_| typed("begin")),
        sample: sample(at.app, text, session).await?,
        text,
        frame,
    })
}
