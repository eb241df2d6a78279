//! A lost receipt at any window: number and document in, or the document alone and one of its cases; the receipt with its new query
//! code out (E15).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::identity::DocumentType;
use catalogue::{CaseId, WindowId};
use centre::account::Session;
use centre::act::FieldProblem;
use centre::case::Problem;

use super::act::seat;
use super::posted::Posted;
use super::print::{Sheet, public_address};
use super::refusal::{About, field_sentence};
use super::said::Said;
use super::{act_register, print_intake, words};
use crate::app::form::{Form, new_command_id};
use crate::app::opened::Opened;
use crate::app::respond::{Answer as Answered, At, ErrorKind, page, page_with};
use pages::desk::{Answer, FoundReceipt, Pick, Refused, Reissue, Typed};
use pages::layout::{ErrorSummary, FormKeys, Nav};

const PATH: &str = "/desk/reissue";

/// `GET /desk/reissue`
pub async fn form(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    page(&drawn(&at, session, &Form::default(), &[], None).await)
}

/// `POST /desk/reissue`
pub async fn send(posted: Posted) -> Response {
    let at = posted.at();
    at.answer(sent(&at, &posted.session, &posted.form, posted.command_id).await).await
}

async fn sent(at: &At<'_>, session: &Session, form: &Form, command_id: [u8; 16]) -> Answered {
    let Some(window) = seat(at.app, session).await? else { return Ok(at.error(ErrorKind::Forbidden).await) };
    let act = act_register::reissue(form, window);
    let number = form.trimmed("number");
    let centre = &at.app.centre;
    let printing = match (number.is_empty(), CaseId::parse(form.get("case"))) {
        (false, _) => centre.receipt_reissue(session, command_id, number, &act).await,
        (true, Ok(case)) => centre.receipt_reissue_of(session, command_id, case, &act).await,
        (true, Err(_)) => return found(at, session, form, window).await,
    };
    match printing {
        Ok((case, _)) => printed(at, session, case).await,
        Err(Problem::NotFound) => {
            let refused = Refused {
                sentence: "编号和证件对不上。请对照证件和申请人说的编号再填一次。".to_owned(),
                code: "not-found".to_owned(),
                ..Refused::default()
            };
            let drawn = drawn(at, session, form, &[], Some(refused)).await;
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn))
        }
        Err(Problem::Form(problems)) => {
            let drawn = drawn(at, session, form, &problems, None).await;
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn))
        }
        Err(Problem::Refused(refusal)) => {
            let frame = at.frame(Nav::Cases, Some(session)).await;
            let organisation = at.app.centre.organisation().await?;
            let item = at.app.centre.item_list().await?.into_iter().next();
            let (Some(organisation), Some(entry)) = (organisation, item) else {
                return Ok(at.error(ErrorKind::Forbidden).await);
            };
            let about = About { text: frame.text, organisation: &organisation, item: &entry.item };
            let refused = about.refused(&refusal);
            let drawn = drawn(at, session, form, &[], Some(refused)).await;
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn))
        }
        Err(problem) => Ok(at.shut(problem).await),
    }
}

/// Whoever remembers no number: the cases of the document shown, to choose from.
async fn found(at: &At<'_>, session: &Session, form: &Form, window: WindowId) -> Answered {
    let (kind, number) = (form.trimmed("document_type"), form.trimmed("document_number"));
    let refused = |sentence: &str, code: &str| {
        Some(Refused { sentence: sentence.to_owned(), code: code.to_owned(), ..Refused::default() })
    };
    match at.app.centre.own_receipts(session, window, kind, number).await {
        Ok(receipts) => {
            let mut shown = drawn(at, session, form, &[], None).await;
            for it in receipts {
                let item = at.app.centre.item_body(it.item_body).await?;
                let item = item.map_or_else(String::new, |item| words::item(shown.text, &item));
                let on = words::moment(shown.text, it.received_at);
                shown.found.push(FoundReceipt { case: it.case.to_string(), item, on });
            }
            Ok(page(&shown))
        }
        Err(Problem::NotFound) => {
            let sentence =
                "这个证件号码名下没有收件。请对照证件再看一遍；收件时用的是别的证件的，请按那一个查。";
            let drawn = drawn(at, session, form, &[], refused(sentence, "not-found")).await;
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn))
        }
        Err(Problem::Form(problems)) => {
            let drawn = drawn(at, session, form, &problems, None).await;
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn))
        }
        Err(problem) => Ok(at.shut(problem).await),
    }
}

/// The receipt itself: nothing else of the case is shown at a window that does not serve it.
async fn printed(at: &At<'_>, session: &Session, case: CaseId) -> Answered {
    let Some(file) = at.app.centre.case_fetch(case).await? else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let Some(filed) = file.filed() else { return Ok(at.error(ErrorKind::NotFound).await) };
    let Some(said) = Said::of(&at.app.centre, "receipt", &file.lines).await? else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    let sheet = Sheet {
        text: frame.text,
        frame,
        said,
        file: &file,
        filed,
        track: format!("{}/track", public_address(at)),
        centre: at.app.centre.as_ref(),
    };
    let mut receipt = print_intake::receipt(&sheet);
    PATH.clone_into(&mut receipt.head.back);
    Ok(page(&receipt))
}

async fn drawn(
    at: &At<'_>,
    session: &Session,
    form: &Form,
    problems: &[FieldProblem],
    refused: Option<Refused>,
) -> Reissue {
    let frame = at.titled(Nav::Cases, session, "补打回执").await;
    let text = frame.text;
    let typed = |field: &str| Typed {
        value: form.get(field).to_owned(),
        error: problems
            .iter()
            .find(|problem| problem.field == field)
            .map_or_else(String::new, |problem| field_sentence(text, &problem.why)),
    };
    let chosen = if form.has("document_type") { form.get("document_type") } else { "111" };
    let types = DocumentType::ALL.iter().map(|kind| {
        let answer = Answer::of(kind.code(), text.pick(kind.name(), Some(kind.name_en())));
        if kind.code() == chosen { answer.chosen() } else { answer }
    });
    let errors = problems
        .iter()
        .map(|problem| (format!("reissue-{}", problem.field), field_sentence(text, &problem.why)));
    let keys = FormKeys { csrf: frame.csrf.clone(), command_id: new_command_id(), version: None };
    Reissue {
        number: typed("number"),
        document_type: Pick::of(types.collect()),
        document_number: typed("document_number"),
        found: Vec::new(),
        errors: ErrorSummary { text, errors: errors.collect() },
        refused: refused.map(|it| Refused { sentence: text.t(&it.sentence).to_owned(), ..it }),
        keys,
        text,
        frame,
    }
}
