//! The wording of papers and how they are laid out: list, one paper's sentences and layout, proposing, judging.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::Digest;
use catalogue::paper_blocks::frame_of;
use catalogue::wording::{Wording, WordingLanguage};
use catalogue::wording_slots::PaperWords;
use catalogue::wording_stream::WordingRefusal;
use centre::account::Session;
use centre::wording::{Proposed, Review, Unfit, WordingPage};

use super::layout_form::{Typed, read, typed_in, typed_of};
use super::posted::Posted;
use super::wording_words as shown;
use super::{layout_words, said, wording_preview};
use crate::app::App;
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, fault_page, page, page_with, see_other};
use crate::app::visitor::{Officer, language};
use pages::desk::{PaperLine, PaperWording, PapersDesk, reason_field};
use pages::layout::{ErrorSummary, Nav, Notice, NoticeKind};

/// What the page of a paper is drawn with besides what is stored.
#[derive(Default)]
struct Drawn {
    /// Sentences as they were typed.
    typed: Option<Wording>,
    /// The layout as it was typed.
    laid: Option<Typed>,
    /// What is wrong.
    unfit: Option<Unfit>,
    /// The reason as it was typed.
    reason: String,
    /// What was done.
    done: String,
}

/// `GET /desk/papers`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match at.app.centre.wording_list(session).await {
        Ok(list) => at.answer(draw_list(&at, session, &list).await).await,
        Err(unfit) => shut(&at, unfit).await,
    }
}

type Listed = (&'static PaperWords, catalogue::wording_stream::WordingState);

async fn draw_list(at: &At<'_>, session: &Session, list: &[Listed]) -> Answer {
    let frame = at.titled(Nav::Papers, session, "文书文本").await;
    let text = frame.text;
    let organisation = at.app.centre.organisation().await?;
    let lines = list.iter().map(|(words, state)| PaperLine {
        paper: words.paper.to_owned(),
        name: shown::name(text, words),
        in_force: shown::in_force(text, state),
        waiting: match (&state.proposed, organisation.as_deref()) {
            (Some(it), Some(of)) => shown::proposed_by(text, of, it.by, it.at),
            _ => String::new(),
        },
    });
    let lines = lines.collect();
    Ok(page(&PapersDesk { frame, text, lines }))
}

/// `GET /desk/papers/{paper}`; `from=built-in` fills the form with the built-in wording.
pub async fn show(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(paper): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/papers/{paper}");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(query) = Form::parse(query.unwrap_or_default().as_bytes()) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let words = catalogue::wording_slots::words_of(&paper);
    let typed = words.filter(|_| query.get("from") == "built-in").map(Wording::built_in);
    let drawn = Drawn { typed, done: query.get("done").to_owned(), ..Drawn::default() };
    draw(&at, &session, &paper, drawn).await
}

/// `POST /desk/papers/{paper}`: `do` is `preview-zh`, `preview-en`, `propose`, `approve` or `return`.
pub async fn send(Path(paper): Path<String>, posted: Posted) -> Response {
    let Some(words) = catalogue::wording_slots::words_of(&paper) else {
        return posted.at().error(ErrorKind::NotFound).await;
    };
    match posted.form.get("do") {
        "approve" => judge(&posted, words, Review::Approve).await,
        "return" => judge(&posted, words, Review::Return(posted.form.trimmed("reason").to_owned())).await,
        "propose" => propose(&posted, words).await,
        "preview-zh" => preview_typed(&posted, words, WordingLanguage::Chinese).await,
        "preview-en" => preview_typed(&posted, words, WordingLanguage::English).await,
        _ => posted.at().error(ErrorKind::BadRequest).await,
    }
}

/// What the form has: sentences whose lines have no blanks at their ends and none is empty, and the layout.
fn typed(words: &PaperWords, form: &Form) -> (Wording, Drawn) {
    let of = |language: WordingLanguage| {
        let sentence = |key: &str| {
            let typed = form.get(&format!("{}-{key}", language.key()));
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.collect::<Vec<&str>>().join("\n")
        };
        words.slots.iter().map(|slot| (slot.key.to_owned(), sentence(slot.key))).collect()
    };
    let frame = frame_of(words.paper);
    let laid = typed_in(form, &frame);
    let sentences = Wording {
        zh: of(WordingLanguage::Chinese),
        en: of(WordingLanguage::English),
        ..Wording::built_in(words)
    };
    let wording = sentences.laid_out(read(&laid, &frame));
    (wording.clone(), Drawn { typed: Some(wording), laid: Some(laid), ..Drawn::default() })
}

async fn propose(posted: &Posted, words: &PaperWords) -> Response {
    let (at, session, id) = (&posted.at(), &posted.session, posted.command_id);
    let (wording, drawn) = typed(words, &posted.form);
    let Some(after) = posted.form.number::<u32>("after", 0..=u32::MAX - 1) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    if let Some(unfit) = wording_preview::unprintable(at.app, session, words, &wording).await {
        return again(at, session, words, drawn, unfit).await;
    }
    match at.app.centre.wording_propose(session, id, Proposed { wording: &wording, after }, None).await {
        Ok(_) => see_other(&format!("{}?done=proposed", at.path)),
        Err(unfit) => again(at, session, words, drawn, unfit).await,
    }
}

async fn judge(posted: &Posted, words: &PaperWords, review: Review) -> Response {
    let (at, session, id) = (&posted.at(), &posted.session, posted.command_id);
    let Ok(digest) = Digest::parse(posted.form.get("digest")) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let done = if matches!(review, Review::Approve) { "approved" } else { "returned" };
    match at.app.centre.wording_review(session, id, None, words.paper, (digest, &review)).await {
        Ok(_) => see_other(&format!("{}?done={done}", at.path)),
        Err(unfit) => {
            let reason: String = posted.form.get("reason").chars().take(2_000).collect();
            again(at, session, words, Drawn { reason, ..Drawn::default() }, unfit).await
        }
    }
}

/// The paper as it would be, made of what is in the form; nothing is stored.
async fn preview_typed(posted: &Posted, words: &'static PaperWords, language: WordingLanguage) -> Response {
    let (at, session) = (&posted.at(), &posted.session);
    // Whoever may not see wording is told so before anything is set.
    if let Err(unfit) = at.app.centre.wording_page(session, words.paper).await {
        return shut(at, unfit).await;
    }
    let (wording, drawn) = typed(words, &posted.form);
    if !wording.is_fit() {
        let wrong = Unfit::Wrong(wording.problems(), wording.layout_problems());
        return again(at, session, words, drawn, wrong).await;
    }
    at.answer(wording_preview::print(at, session, words, &wording, language).await).await
}

/// `GET /desk/papers/{paper}/preview`: `of` is `now`, `proposed` or a body of the history; `in` is `zh` or `en`.
pub async fn preview(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(paper): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("/desk/papers/{paper}/preview");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(query) = Form::parse(query.unwrap_or_default().as_bytes()) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let asked = match query.get("in") {
        "zh" => WordingLanguage::Chinese,
        "en" => WordingLanguage::English,
        _ => said::language(language(&headers)),
    };
    let known = match at.app.centre.wording_page(&session, &paper).await {
        Ok(known) => known,
        Err(unfit) => return shut(&at, unfit).await,
    };
    let wording = match query.get("of") {
        "now" | "" => Some(known.in_force.clone()),
        "proposed" => known.proposed.clone(),
        digest => match Digest::parse(digest) {
            Ok(digest) => match at.app.centre.wording_of_history(&session, &paper, digest).await {
                Ok(wording) => wording,
                Err(unfit) => return shut(&at, unfit).await,
            },
            Err(_) => None,
        },
    };
    match wording {
        Some(it) => at.answer(wording_preview::print(&at, &session, known.words, &it, asked).await).await,
        None => at.error(ErrorKind::NotFound).await,
    }
}

/// The page again, with what was typed and what is wrong; or another page where nothing can be mended on it.
async fn again(at: &At<'_>, session: &Session, words: &PaperWords, drawn: Drawn, unfit: Unfit) -> Response {
    match unfit {
        Unfit::Fault(_) | Unfit::NoPaper | Unfit::Refused(WordingRefusal::NotAllowed) => {
            shut(at, unfit).await
        }
        unfit => draw(at, session, words.paper, Drawn { unfit: Some(unfit), ..drawn }).await,
    }
}

async fn shut(at: &At<'_>, unfit: Unfit) -> Response {
    match unfit {
        Unfit::Fault(fault) => fault_page(at.app, at.headers, at.path, fault).await,
        Unfit::NoPaper => at.error(ErrorKind::NotFound).await,
        Unfit::Refused(WordingRefusal::NotAllowed) => at.error(ErrorKind::Forbidden).await,
        _ => at.error(ErrorKind::BadRequest).await,
    }
}

async fn draw(at: &At<'_>, session: &Session, paper: &str, drawn: Drawn) -> Response {
    let known = match at.app.centre.wording_page(session, paper).await {
        Ok(known) => known,
        Err(unfit) => return shut(at, unfit).await,
    };
    let status = if drawn.unfit.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page_with(status, &page_of(at, session, &known, drawn).await)
}

async fn page_of(at: &At<'_>, session: &Session, known: &WordingPage, drawn: Drawn) -> PaperWording {
    let mut frame = at.frame(Nav::Papers, Some(session)).await;
    let text = frame.text;
    let name = shown::name(text, known.words);
    frame.title.clone_from(&name);
    if let Some(words) = shown::done(text, &drawn.done) {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: words });
    }
    // A proposal that waits goes on from where it stands; whoever cannot write reads what is in force.
    let proposed = known.proposed.as_deref().filter(|_| known.may_edit);
    let wording = drawn.typed.as_ref().or(proposed).unwrap_or(&known.in_force);
    let mut slots = shown::slots(text, known.words, wording);
    let made_of = frame_of(known.words.paper);
    let laid = drawn.laid.unwrap_or_else(|| typed_of(&wording.layout(), &made_of));
    let mut layout = layout_words::groups(text, &made_of, &laid);
    let mut reason = reason_field(text).value(&drawn.reason);
    let mut errors = ErrorSummary::none(text);
    match &drawn.unfit {
        Some(Unfit::Wrong(problems, laid)) => {
            shown::mark(text, &mut slots, problems);
            layout_words::mark(text, &mut layout, laid);
            let sentences = slots.iter().flat_map(|slot| [&slot.zh, &slot.en]);
            errors = ErrorSummary::of(text, sentences.chain(layout.iter().flat_map(|it| &it.fields)));
        }
        Some(Unfit::Reason) => {
            reason = reason.error(text.t("请写明为什么退回，500 字以内。"));
            errors = ErrorSummary::of(text, [&reason]);
        }
        Some(unfit) => errors = ErrorSummary::one(text, &shown::obstacle(text, unfit)),
        None => {}
    }
    PaperWording {
        errors,
        paper: known.words.paper.to_owned(),
        name,
        in_force: shown::in_force(text, &known.state),
        is_built_in: known.state.published.is_none(),
        proposal: shown::proposal(text, known),
        reason,
        slots,
        layout,
        laid: layout_words::shown(text, &known.in_force.layout()),
        may_edit: known.may_edit,
        after: known.state.published.map_or(0, |it| it.body.revision),
        history: shown::history(text, known),
        command_id: new_command_id(),
        review_id: new_command_id(),
        frame,
        text,
    }
}
