//! `GET /desk/contacts/{contact}/list`: the list of materials given with an advice, of the revision that was in force (E26).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use casework::contact::{Event, Outcome, Way};
use catalogue::{ContactId, Digest, Item};
use centre::account::Session;
use centre::contact::ContactFile;

use super::{file_parts, guide, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind, page};
use crate::app::visitor::Officer;
use pages::layout::Nav;
use pages::print::{AdviceList, PaperHead};

/// The printed list.
pub async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(contact): Path<String>,
) -> Response {
    let path = format!("/desk/contacts/{contact}/list");
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = ContactId::parse(&contact) else { return at.error(ErrorKind::NotFound).await };
    let file = match app.centre.contact_fetch(&session, id).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    at.answer(draw(&at, &session, &file).await).await
}

async fn draw(at: &At<'_>, session: &Session, file: &ContactFile) -> Answer {
    let Way::Ended { kept_until: Some(until), .. } = file.held.way else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let (Some(item), Some((by, said_at, body))) = (&file.list, advice(file)) else {
        return Ok(at.error(ErrorKind::NotFound).await);
    };
    let mut frame = at.frame(Nav::Nowhere, Some(session)).await;
    let (text, organisation) = (frame.text, &*file.organisation);
    frame.title = text.t("办事清单").to_owned();
    let day = text.date_with_year(until);
    let next = text.f("这张清单 {day}以前算数：清单以外的，窗口不能要。", [("day", &day)]);
    let window = file.held.window.map_or_else(String::new, |id| words::window(text, organisation, id));
    let (hour, minute) = said_at.hour_minute();
    let said = format!("{} {hour:02}:{minute:02}", text.date_with_year(said_at.day()));
    let officer = [words::person(text, organisation, by), window, said];
    let officer = officer.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(text.comma());
    let drawn = AdviceList {
        head: PaperHead {
            issuer: text.pick(&organisation.centre.name, Some(&organisation.centre.name_en)).to_owned(),
            title: text.t("办事清单").to_owned(),
            number: number(file.id),
            copy: text.t("申请人留存").to_owned(),
            back: format!("/desk/contacts/{}", file.id),
            printed: text.f("{time} 打印", [("time", &words::moment(text, file.now))]),
        },
        item: words::item(text, item),
        next,
        rows: rows(text, item),
        place: format!(
            "{}{}{}",
            guide::windows(text, item, organisation),
            text.comma(),
            text.pick(&organisation.centre.hours, organisation.centre.hours_en.as_deref())
        ),
        officer,
        revision: revision(text, item, body),
        frame,
    };
    Ok(page(&drawn))
}

/// Who gave the list out, when, and of which revision.
fn advice(file: &ContactFile) -> Option<(catalogue::PersonId, calendar::Instant, Digest)> {
    file.lines.iter().rev().find_map(|(at, event)| {
        let (by, outcome) = match event {
            Event::Recorded(fact) => (fact.by, fact.record.outcome),
            Event::Settled(fact) => (fact.by, fact.outcome),
            _ => return None,
        };
        match outcome {
            Outcome::Advice { body, .. } => Some((by, *at, body)),
            _ => None,
        }
    })
}

/// A short number by which the slip is named.
fn number(id: ContactId) -> String {
    let id = id.as_str().to_ascii_uppercase();
    match (id.get(..4), id.get(4..8)) {
        (Some(first), Some(second)) => format!("{first}-{second}"),
        _ => id,
    }
}

fn rows(text: pages::text::Text, item: &Item) -> Vec<[String; 4]> {
    let rows = item.materials.iter().map(|material| {
        let name = text.pick(&material.name, material.name_en.as_deref());
        let name = match &material.applies_when {
            Some(when) => text.bracketed(name, text.pick(when, material.applies_when_en.as_deref())),
            None => name.to_owned(),
        };
        let (origin, form) = (file_parts::origin(text, material), file_parts::form(text, material));
        [name, origin, form, file_parts::bases(material)]
    });
    rows.collect()
}

fn revision(text: pages::text::Text, item: &Item, body: Digest) -> String {
    let digest: String = body.to_string().chars().take(16).collect();
    text.f("第 {n} 版 · {digest}", [("n", &item.revision as &dyn std::fmt::Display), ("digest", &digest)])
}
