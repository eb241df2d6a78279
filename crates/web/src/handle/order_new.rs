//! Writing an order: out of a case, out of a finding, or to a unit (R101, R102, R104, C28).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::item::Post;
use catalogue::{FindingId, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::order::OrderForm;
use oversight::order::{Kind, may_issue};

use super::finding_new::{people, units};
use super::glyphs::printable;
use super::orders::PATH;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use crate::app::App;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use crate::app::visitor::Officer;
use pages::desk::RecordPage;
use pages::layout::Nav;

/// `GET /desk/orders/new?case=`
pub async fn new(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Query(query): Query,
) -> Response {
    let at = At { app: &app, headers: &headers, path: "/desk/orders/new" };
    let from = From { path: at.path, case: query.get("case"), finding: None };
    at.answer(draw_new(&at, &session, &SentForm::default(), &from, StatusCode::OK).await).await
}

/// `GET /desk/orders/from/{finding}`
pub async fn new_from(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(finding): Path<String>,
) -> Response {
    let path = format!("{PATH}/from/{finding}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = FindingId::parse(&finding) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.finding_fetch(&session, id).await {
        Ok(view) => {
            let from = From { path: &path, case: &view.receipt, finding: Some(id) };
            at.answer(draw_new(&at, &session, &SentForm::default(), &from, StatusCode::OK).await).await
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/orders/new/issue`
pub async fn issue(posted: Posted) -> Response {
    issued(&posted, None).await
}

/// `POST /desk/orders/from/{finding}/issue`
pub async fn issue_from(Path(finding): Path<String>, posted: Posted) -> Response {
    match FindingId::parse(&finding) {
        Ok(id) => issued(&posted, Some(id)).await,
        Err(_) => posted.at().error(ErrorKind::NotFound).await,
    }
}

async fn issued(posted: &Posted, finding: Option<FindingId>) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "issue", form: &posted.form };
    let key = typed.text("kind");
    let wrong = || vec![FieldProblem { field: "kind".to_owned(), why: FieldWhy::NotAChoice }];
    let kind = Kind::ALL.into_iter().find(|it| it.key() == key).ok_or_else(wrong);
    let asked = kind.map(|kind| OrderForm {
        kind,
        unit: UnitCode::parse(&typed.text("unit")).ok(),
        case: typed.text("case"),
        finding,
        to: PersonId::parse(&typed.text("to")).ok(),
        words: typed.text("words"),
    });
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |order: OrderForm| {
        printable(&posted.app.press, order.printed()).await?;
        centre.order_issue(session, command_id, &order).await
    };
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "issue", form, problems, refused: kept.refused };
        let from = From { path: at.path, case: "", finding };
        at.answer(draw_new(&at, session, &sent, &from, kept.status).await).await
    };
    posted.carry_out(Some(asked), carry, |(id, _)| format!("{PATH}/{id}?done=issue"), again).await
}

/// What a new order is written from.
struct From<'a> {
    /// Its own address.
    path: &'a str,
    /// Receipt number of the case.
    case: &'a str,
    /// The finding it rests on.
    finding: Option<FindingId>,
}

async fn draw_new(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    from: &From<'_>,
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let today = at.app.centre.today();
    let urges = [Post::CaseAgent, Post::WindowHead]
        .into_iter()
        .any(|post| organisation.holds_anywhere(session.person, post, today));
    let kinds: Vec<(&str, String)> = Kind::ALL
        .into_iter()
        .filter(|kind| {
            may_issue(&organisation, *kind, session.person, today) || (urges && *kind == Kind::Urging)
        })
        .map(|kind| (kind.key(), text.t(said::kind(kind)).to_owned()))
        .collect();
    let Some((first, _)) = kinds.first().cloned() else {
        return Ok(at.error(ErrorKind::Forbidden).await);
    };
    frame.title = text.t("发催办单、督办单").to_owned();
    let of = Fields { text, slug: "issue", sent };
    let all = vec![
        of.radios("kind", "发什么", &kinds, first),
        of.line("case", "收件编号", from.case).optional(),
        of.select("unit", "单位（写了收件编号的不用选）", &units(text, &organisation), "").optional(),
        of.select("to", "由谁答复（不指定就从承办人起）", &people(text, &organisation), "").optional(),
        of.area("words", "要求做什么、为什么"),
    ];
    let help = "催办单问一件为什么没办好；督办单要求限期办好；整改意见书要求改做法；通报只在机关内部发。";
    let form = of.form(&frame.csrf, 0, "发催办单、督办单", help, "发出", all);
    let back = match from.finding {
        Some(finding) => (said::finding_href(finding), text.t("看监察发现").to_owned()),
        None => (PATH.to_owned(), text.t("催办、督办").to_owned()),
    };
    Ok(page_with(status, &RecordPage::begun(frame, from.path.to_owned(), back, form)))
}
