//! 案卷调阅登记单: what an authority was shown, with the list of pages and places to sign (E30).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::disclosure::{Disclosure, Pages};
use casework::folder::Folder;
use catalogue::CaseId;
use centre::account::Session;
use centre::disclosure::DisclosureView;
use paper::{Paper, Part};

use super::{disclosure_words as said, folder_words, paper as press, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::text::Text;

/// `GET /desk/disclosures/{case}/{place}/paper`
pub async fn slip(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path((case, place, what)): Path<(String, String, String)>,
) -> Response {
    let path = format!("/desk/disclosures/{case}/{place}");
    let at = At { app: &app, headers: &headers, path: &path };
    let named = CaseId::parse(&case).ok().zip(place.parse::<u8>().ok()).filter(|_| what == "paper");
    let Some((id, place)) = named else { return at.error(ErrorKind::NotFound).await };
    at.answer(draw(&at, &session, id, place).await).await
}

async fn draw(at: &At<'_>, session: &Session, id: CaseId, place: u8) -> Answer {
    let view = match at.app.centre.disclosure_fetch(session, id).await {
        Ok(view) => view,
        Err(problem) => return Ok(at.shut(problem).await),
    };
    let frame = at.frame(Nav::Nowhere, Some(session)).await;
    // Before somebody has agreed there is nothing to sign.
    let agreed = |it: &&Disclosure| !matches!(it.key(), "registered" | "declined");
    match view.one(place).filter(agreed).map(|one| sheet(&frame, &view, one)) {
        Some(paper) => press::set(at, frame, paper, &format!("disclosure-{id}-{place}")).await,
        None => Ok(at.error(ErrorKind::NotFound).await),
    }
}

fn sheet(frame: &PageFrame, view: &DisclosureView, one: &Disclosure) -> Paper {
    let text = frame.text;
    let t = |sentence: &str| text.t(sentence).to_owned();
    let pair = |label: &str, value: String| [t(label), value];
    let mut rows = vec![
        pair(
            "收件编号",
            view.state.case.facts().map_or_else(String::new, |it| words::receipt_no(it.receipt)),
        ),
        pair("办什么事", words::item(text, &view.item)),
    ];
    rows.extend(said::facts(text, view, one).into_iter().map(|(label, value)| [label, value]));
    let mut parts = vec![Part::Pairs { rows }];
    let listed = pages_of(text, view, one.asked.pages);
    if !listed.is_empty() {
        parts.push(Part::Heading { text: t("给看的材料") });
        let heads = [t("材料"), t("卷内页码"), t("页数")];
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        parts.push(Part::table(&[8, 3, 2], &heads, listed));
    }
    parts.push(Part::Sign {
        rows: ["来人签名", "经手人签名", "日期"].map(|it| pair(it, String::new())).to_vec(),
    });
    Paper {
        issuer: words::unit_in_full(text, &view.organisation, one.number.issuer),
        title: t("案卷调阅登记单"),
        number: words::document_no(&view.organisation, view.item.kind, one.number),
        parts,
        ..press::blank(frame, "一式两份，来人一份，随登记存一份。")
    }
}

/// The papers of the dossier on which the pages lie: name, page numbers, how many pages.
fn pages_of(text: Text, view: &DisclosureView, pages: Pages) -> Vec<Vec<String>> {
    let Folder::Kept(dossier) = &view.folder else { return Vec::new() };
    let (first, last) = match pages {
        Pages::Whole => (1, u16::MAX),
        Pages::Range { first, last } => (first, last),
    };
    let mut before = 0_u16;
    let mut lines = Vec::new();
    for row in dossier.rows.iter().filter(|it| !it.returned) {
        let (from, until) = (before.saturating_add(1), before.saturating_add(row.sheets));
        before = until;
        let (from, until) = (from.max(first), until.min(last));
        if from > until {
            continue;
        }
        let name = folder_words::rows(text, &view.item, dossier.rows.which(|other| other.row == row.row));
        let numbers = said::pages(text, Pages::Range { first: from, last: until });
        lines.push(vec![format!("{}. {name}", row.row), numbers, (until - from + 1).to_string()]);
    }
    lines
}
