//! Which open cases go over to a newer revision: the legal reviewer ticks them, says why, and each is answered (C19, E36).

use std::collections::HashMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::RebindGround;
use catalogue::CaseId;
use centre::account::Session;
use centre::act::{Act, FieldProblem};
use centre::act_register::RegisterAct;
use centre::case::Problem;
use centre::catalogue_use::ItemEntry;
use centre::older::OLDER_MAX;

use super::glyphs::printable;
use super::posted::Posted;
use super::refusal::{About, field_sentence};
use super::{register_words, words};
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Opened;
use crate::app::respond::{At, page, page_with};
use pages::desk::{Answer, Older, OlderLine, Pick, Typed};
use pages::layout::{ErrorSummary, FormKeys, Nav};

const PATH: &str = "/desk/older";

/// What the page of one item shows besides what is typed.
#[derive(Default)]
struct Shown<'a> {
    problems: &'a [FieldProblem],
    no_case: bool,
    no_ground: bool,
    done: HashMap<CaseId, String>,
}

/// `GET /desk/older`
pub async fn items(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match listed(&at, session).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

async fn listed(at: &At<'_>, session: &Session) -> Result<Older, Problem> {
    let items = at.app.centre.older_items(session).await?;
    let mut drawn = empty(at, session).await;
    for line in items {
        let Some(item) = at.app.centre.item_body(line.body).await? else { continue };
        drawn.lines.push(OlderLine {
            id: format!("{PATH}/{}", line.short),
            name: words::item(drawn.text, &item),
            about: drawn.text.f("{n} 件还按旧的一版", [("n", &line.count)]),
            chosen: false,
            done: String::new(),
        });
    }
    Ok(drawn)
}

/// `GET /desk/older/{short}`
pub async fn item(opened: Opened, Path(short): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match drawn(&at, session, &short, &Form::default(), Shown::default()).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/older/{short}`: fields `case` (several), `ground`, `article`, `changes`.
pub async fn send(Path(short): Path<String>, posted: Posted) -> Response {
    let at = posted.at();
    match gone_over(&at, &posted.session, &short, &posted.form, posted.command_id).await {
        Ok(response) => response,
        Err(problem) => at.shut(problem).await,
    }
}

async fn gone_over(
    at: &At<'_>,
    session: &Session,
    short: &str,
    form: &Form,
    command_id: [u8; 16],
) -> Result<Response, Problem> {
    // Asked first, so that nobody else learns anything.
    at.app.centre.older_cases(session, short).await?;
    let entry = at.app.centre.item_entry(short).await?.ok_or(Problem::NotFound)?;
    let ground = RebindGround::ALL.into_iter().find(|it| key(*it) == form.get("ground"));
    let cases: Vec<CaseId> =
        form.all("case").filter_map(|id| CaseId::parse(id).ok()).take(OLDER_MAX).collect();
    let mut shown = Shown { no_case: cases.is_empty(), no_ground: ground.is_none(), ..Shown::default() };
    let (article, changes) = (form.trimmed("article").to_owned(), form.trimmed("changes").to_owned());
    let mut problems = Vec::new();
    if let (Some(ground), false) = (ground, shown.no_case) {
        let act = Act::Register(RegisterAct::Rebind { ground, article, changes });
        if let Err(Problem::Form(found)) = printable(&at.app.press, act.words()).await {
            problems = found;
        }
        let cases: &[CaseId] = if problems.is_empty() { &cases } else { &[] };
        for (place, case) in cases.iter().enumerate() {
            match at.app.centre.case_act(session, *case, own_id(command_id, place), None, &act).await {
                Ok(_) => {
                    let done = "已改按新的一版，申请人会收到通知。".to_owned();
                    shown.done.insert(*case, done);
                }
                Err(Problem::Refused(refusal)) => {
                    shown.done.insert(*case, sentence(at, &entry, session, &refusal).await?);
                }
                Err(Problem::Form(found)) => {
                    problems = found;
                    break;
                }
                Err(other) => return Err(other),
            }
        }
    }
    let wrong = shown.no_case || shown.no_ground || !problems.is_empty();
    shown.problems = &problems;
    let drawn = drawn(at, session, short, form, shown).await?;
    Ok(if wrong { page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn) } else { page(&drawn) })
}

async fn sentence(
    at: &At<'_>,
    entry: &ItemEntry,
    session: &Session,
    refusal: &casework::Refusal,
) -> Result<String, Problem> {
    let text = at.frame(Nav::Nowhere, Some(session)).await.text;
    let organisation = at.app.centre.organisation().await?.ok_or(Problem::NotFound)?;
    Ok(About { text, organisation: &organisation, item: &entry.item }.refused(refusal).sentence)
}

/// The same form sent twice is the same command for each of its cases.
fn own_id(mut id: [u8; 16], place: usize) -> [u8; 16] {
    id[15] ^= u8::try_from(place).unwrap_or(u8::MAX);
    id
}

fn key(ground: RebindGround) -> &'static str {
    match ground {
        RebindGround::LawRequires => "law_requires",
        RebindGround::MoreFavourable => "more_favourable",
    }
}

async fn empty(at: &At<'_>, session: &Session) -> Older {
    let frame = at.titled(Nav::Nowhere, session, "换用新的一版").await;
    let text = frame.text;
    Older {
        keys: FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None },
        short: String::new(),
        item: String::new(),
        lines: Vec::new(),
        ground: Pick::default(),
        article: Typed::default(),
        changes: Typed::default(),
        cases_error: String::new(),
        errors: ErrorSummary::none(text),
        refused: None,
        text,
        frame,
    }
}

async fn drawn(
    at: &At<'_>,
    session: &Session,
    short: &str,
    form: &Form,
    shown: Shown<'_>,
) -> Result<Older, Problem> {
    let cases = at.app.centre.older_cases(session, short).await?;
    let entry = at.app.centre.item_entry(short).await?.ok_or(Problem::NotFound)?;
    let mut drawn = empty(at, session).await;
    let text = drawn.text;
    drawn.short = entry.item.short.to_string();
    drawn.item = text
        .f("{item}，现行第 {n} 版", [("item", &words::item(text, &entry.item)), ("n", &entry.item.revision)]);
    let ticked: Vec<&str> = form.all("case").collect();
    drawn.lines = cases
        .iter()
        .map(|case| OlderLine {
            id: case.id.to_string(),
            name: case.receipt_no.clone(),
            about: text.f(
                "{state}，第 {n} 版",
                [("state", &words::officer_state(text, &case.state).word), ("n", &case.revision)],
            ),
            chosen: ticked.contains(&case.id.as_str()),
            done: shown.done.get(&case.id).map_or_else(String::new, |it| text.t(it).to_owned()),
        })
        .collect();
    // What has gone over stands in no list any more, and is answered all the same.
    for (case, done) in shown.done.iter().filter(|(id, _)| cases.iter().all(|case| case.id != **id)) {
        let Some(state) = at.app.centre.case_state(*case).await? else { continue };
        let Some(facts) = state.case.facts() else { continue };
        drawn.lines.push(OlderLine {
            id: case.to_string(),
            name: words::receipt_no(facts.receipt),
            about: text.f("第 {n} 版", [("n", &facts.revision)]),
            chosen: false,
            done: text.t(done).to_owned(),
        });
    }
    let error = |field: &str| {
        let problem = shown.problems.iter().find(|problem| problem.field == field);
        problem.map_or_else(String::new, |problem| field_sentence(text, &problem.why))
    };
    let typed = |field: &str| Typed { value: form.get(field).to_owned(), error: error(field) };
    let grounds = RebindGround::ALL.map(|ground| {
        let answer = Answer::of(key(ground), text.t(register_words::rebind_ground(ground)));
        if key(ground) == form.get("ground") { answer.chosen() } else { answer }
    });
    let chosen = text.t("请从列出的里面选。");
    drawn.ground = Pick::of(grounds.to_vec());
    let mut errors: Vec<(String, String)> = Vec::new();
    if shown.no_case {
        drawn.cases_error = text.t("请至少选一件。").to_owned();
        errors.push(("older-case".to_owned(), drawn.cases_error.clone()));
    }
    if shown.no_ground {
        chosen.clone_into(&mut drawn.ground.error);
        errors.push(("older-ground".to_owned(), chosen.to_owned()));
    }
    let fields = shown.problems.iter();
    errors.extend(fields.map(|it| (format!("older-{}", it.field), field_sentence(text, &it.why))));
    (drawn.article, drawn.changes) = (typed("article"), typed("changes"));
    drawn.errors = ErrorSummary { text, errors };
    Ok(drawn)
}
