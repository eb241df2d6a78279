//! Destruction lists of the archive: where something waits, and the list of one authority with its forms (C23, A29).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::Refusal;
use casework::destruction::{List, ListStage, keeps_archive, may_witness};
use catalogue::item::Post;
use catalogue::{Organisation, UnitCode};
use centre::account::Session;
use centre::case::Problem;
use centre::destruction::{DestructionAct, DestructionBrief, DestructionView};
use centre::to_sign::{ToSign, signs_destruction};

use super::posted::{Kept, Posted, kept};
use super::record_forms::{SentForm, Typed};
use super::record_list::heads;
use super::{destruction_forms as forms, destruction_words as said, second_factor, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use crate::app::visitor::Officer;
use pages::desk::{RecordList, RecordMoment, RecordPage, RecordRow, Refused};
use pages::layout::{Nav, Notice, NoticeKind, Pagination};
use pages::text::Text;

const PATH: &str = "/desk/destruction";

/// `GET /desk/destruction`
pub async fn list(State(app): State<Arc<App>>, headers: HeaderMap, Officer(session): Officer) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(list_page(&at, &session).await).await
}

async fn list_page(at: &At<'_>, session: &Session) -> Answer {
    let mut frame = at.frame(Nav::Folders, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("档案销毁清册").to_owned();
    let Some(of) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    let briefs = at.app.centre.destruction_list(session).await?;
    let row = |brief: &DestructionBrief| {
        let number = brief
            .list
            .as_ref()
            .map_or_else(String::new, |(year, n, _)| said::number(&of, brief.authority, *year, *n));
        RecordRow {
            href: format!("{PATH}/{}", brief.authority),
            name: words::unit_in_full(text, &of, brief.authority),
            cells: vec![
                (text.t("待鉴定").to_owned(), text.f("{n} 卷", [("n", &brief.proposed)])),
                (text.t("最近的清册").to_owned(), number),
            ],
            state: said::state(text, brief.list.as_ref().map(|(_, _, stage)| stage.as_str())),
        }
    };
    let rows: Vec<RecordRow> = briefs.iter().map(row).collect();
    let head = ["单位", "待鉴定", "最近的清册", "到哪一步"];
    Ok(page(&RecordList {
        text,
        path: PATH,
        title: text.t("档案销毁清册").to_owned(),
        lead: text
            .t("保管期满的案卷，逐卷鉴定，中心负责人批准，两个人销毁、一个人监销。永久保管的不上清册。")
            .to_owned(),
        tool: Some(("/desk/folders?which=destroyed".to_owned(), text.t("看已销毁的案卷").to_owned())),
        which: (text.t("看哪些").to_owned(), Vec::new()),
        head: heads(text, &head),
        pages: Pagination {
            text,
            first: None,
            next: None,
            shown: text.f("一共 {n} 个单位", [("n", &rows.len())]),
        },
        rows,
        empty: text.t("现在没有保管期满、要鉴定的案卷。").to_owned(),
        frame,
    }))
}

/// `GET /desk/destruction/{unit}`
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(unit): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{unit}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(authority) = UnitCode::parse(&unit) else { return at.error(ErrorKind::NotFound).await };
    let query = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let drawn = draw(&at, &session, authority, &SentForm::default(), String::new()).await;
    match drawn {
        Ok(mut drawn) => {
            if query.has("done") {
                let words = drawn.text.t("已经记下。").to_owned();
                drawn.frame.notice = Some(Notice { kind: NoticeKind::Done, text: words });
            }
            page(&drawn)
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/destruction/{unit}/{act}`
pub async fn send(Path((unit, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let at = posted.at();
    let Ok(authority) = UnitCode::parse(&unit) else { return at.error(ErrorKind::NotFound).await };
    let (centre, session, form) = (&posted.app.centre, &posted.session, &posted.form);
    let view = match centre.destruction_fetch(session, authority).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let asked = forms::parse(&Typed { slug: &slug, form }, &view);
    let (id, version) = (posted.command_id, posted.version());
    let carry = async |act: DestructionAct| {
        second_factor::confirmed(&posted, ToSign::Destruction(authority, &act)).await?;
        centre.destruction_act(session, authority, id, version, &act).await
    };
    let again = async |problem| {
        let of = match centre.organisation().await {
            Ok(Some(of)) => of,
            Ok(None) => return at.error(ErrorKind::Unavailable).await,
            Err(fault) => return at.answer(Err(fault)).await,
        };
        let text = posted.text();
        let Kept { status, problems, refused, stale, .. } =
            kept(text, &of, problem, |refusal| why(text, &of, &view, refusal));
        let sent = SentForm { slug: &slug, form: Some(form), problems: &problems, refused };
        match draw(&at, session, authority, &sent, stale).await {
            Ok(drawn) => page_with(status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

/// Why something was not done with a list, in words, and who may.
pub fn why(text: Text, of: &Organisation, view: &DestructionView, refusal: &Refusal) -> Refused {
    let able = refusal.able();
    let who = able.iter().map(|it| words::person_of_unit(text, of, it.person)).collect();
    Refused {
        sentence: said::refusal(text, refusal, |case| said::dossier(text, of, view, case)),
        code: refusal.code().to_owned(),
        who_may: who,
        ..Refused::default()
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    authority: UnitCode,
    sent: &SentForm<'_>,
    stale: String,
) -> Result<RecordPage, Problem> {
    let centre = &at.app.centre;
    let view = centre.destruction_fetch(session, authority).await?;
    let mut frame = at.frame(Nav::Folders, Some(session)).await;
    let text = frame.text;
    frame.title = text.t("档案销毁清册").to_owned();
    let of = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let mut named = Vec::with_capacity(view.proposals.len());
    for it in &view.proposals {
        let item = centre.item_body(it.item_body).await?;
        let item = item.map_or_else(String::new, |item| words::item(text, &item));
        let archive = said::archive(&of, authority, it.archive);
        named.push((it, text.bracketed(&format!("{archive} {item}"), &it.receipt_no)));
    }
    let open = offered(&view, &of, session, centre.today());
    let mut acts = forms::forms(text, &named, view.version, &frame.csrf, &open, sent);
    let signs = |slug: &str| signs_destruction(slug, &of, session, centre.today());
    second_factor::ask_on(at.app, text, session, &mut acts, signs, sent).await?;
    let lost = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let moments = view.lines.iter().rev().filter_map(|line| {
        let (what, words_said) = said::said(text, &of, &view, &line.event)?;
        Some(RecordMoment {
            when: words::moment(text, line.recorded_at),
            what,
            who: words::actor(text, &of, &line.actor),
            words: words_said,
            photographs: Vec::new(),
        })
    });
    let list = view.state.list.as_ref();
    Ok(RecordPage {
        text,
        back: (PATH.to_owned(), text.t("回到清册").to_owned()),
        title: text.t("档案销毁清册").to_owned(),
        subtitle: words::unit_in_full(text, &of, authority),
        state: said::state(text, list.map(|it| centre::destruction::stage_key(it.stage))),
        stale,
        facts: said::facts(text, &of, &view),
        nobody: lost,
        tables: list.map(|list| said::table(text, &of, &view, list)).into_iter().collect(),
        papers: Vec::new(),
        moments: moments.collect(),
        path: at.path.to_owned(),
        acts,
        frame,
    })
}

/// What this person may do now.
pub fn offered(
    view: &DestructionView,
    of: &Organisation,
    session: &Session,
    today: calendar::Day,
) -> Vec<&'static str> {
    let (me, unit) = (session.person, view.authority);
    let keeps = keeps_archive(of, me, unit, today);
    let signs = |list: &List| {
        let apart =
            list.signed.iter().all(|(who, _)| *who != me) && list.decided.is_none_or(|(who, _)| who != me);
        apart && if list.signed.len() < 2 { keeps } else { may_witness(of, me, unit, today) }
    };
    match view.state.list.as_ref().filter(|list| list.is_open()) {
        None if keeps && !view.proposals.is_empty() => vec!["draw"],
        None => Vec::new(),
        Some(list) if list.stage == ListStage::Drawn => {
            let heads = of.holds_anywhere(me, Post::CentreManager, today) && list.drawn_by != me;
            if heads { vec!["approve", "send-back"] } else { Vec::new() }
        }
        Some(list) if signs(list) => vec!["sign"],
        Some(_) => Vec::new(),
    }
}
