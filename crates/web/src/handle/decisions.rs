//! `GET /decisions`: the granted licences for everybody, by firm, unit and item, as a page and as a file (N20, C24).

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use catalogue::{Organisation, UnitCode};
use centre::Fault;
use centre::catalogue_use::ItemEntry;
use centre::public_decision_list::{DecisionsAsked, NAME_MAX, PublicDecision, ROWS_MAX};

use super::{certificate_words, csv, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Query;
use crate::app::respond::{Answer, At, page, page_with};
use pages::layout::{Choice, ErrorSummary, Nav, Pagination, StateWord, Tone, escape_query};
use pages::portal::{DecisionsPublic, PublicDecisionRow};
use pages::text::Text;

/// Where the register stands.
const PATH: &str = "/decisions";
/// The same as a file.
const FILE: &str = "/decisions.csv";
/// Decisions of one page.
const PAGE: usize = 30;
/// How often the file of a search by name looks on: each time at so many names.
const LOOKS_MAX: usize = 40;

/// What a decision is worth today, by the word of the register.
pub fn state(text: Text, key: &str) -> StateWord {
    match key {
        "making" => StateWord { word: text.t("证照制作中").to_owned(), tone: Tone::Active },
        "changed" => StateWord { word: text.t("有效，内容有变更").to_owned(), tone: Tone::Good },
        other => certificate_words::standing(text, other),
    }
}

/// What the address asks for: a unit or an item that is not known is none.
fn asked(query: &Form, organisation: Option<&Organisation>, items: &[ItemEntry]) -> DecisionsAsked {
    let unit = UnitCode::parse(query.get("unit")).ok();
    let item = items.iter().find(|it| it.item.short.as_str() == query.get("item"));
    DecisionsAsked {
        name: query.trimmed("name").to_owned(),
        item: item.map(|it| it.item.code),
        unit: unit.filter(|code| organisation.is_some_and(|it| it.unit(*code).is_some())),
        after: query.get("after").to_owned(),
    }
}

/// Items whose grants are public, as the catalogue has them.
async fn public_items(app: &App) -> Result<Vec<ItemEntry>, Fault> {
    let mut items = app.centre.item_list().await?;
    items.retain(|it| it.item.grants_are_public());
    Ok(items)
}

/// `GET /decisions?name=&unit=&item=&after=`
pub async fn list(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: PATH };
    at.answer(draw(&at, &query).await).await
}

async fn draw(at: &At<'_>, query: &Form) -> Answer {
    let centre = &at.app.centre;
    let mut frame = at.frame(Nav::Nowhere, None).await;
    let text = frame.text;
    frame.title = text.t("行政许可结果公示").to_owned();
    let (organisation, items) = (centre.organisation().await?, public_items(at.app).await?);
    let asked = asked(query, organisation.as_deref(), &items);
    let is_findable = asked.is_findable();
    let found = match is_findable {
        true => centre.public_decisions(&asked, PAGE).await?,
        false => Default::default(),
    };
    let name = DecisionsPublic::name_field(text, &asked.name, NAME_MAX);
    let name = match is_findable {
        true => name,
        false => name.error(text.t("请至少写两个字，最多四十个。")),
    };
    let is_all = asked.name.is_empty() && asked.unit.is_none() && asked.item.is_none();
    let none = match (found.next.is_some(), is_all) {
        _ if !is_findable => "还没有查：名称要写两到四十个字。",
        (true, _) => "这一段没有查到，前面还有，请翻下一页。",
        (false, true) => "还没有公布的许可决定。",
        (false, false) => "没有查到。换个写法，或者少选一样再查。",
    };
    let file_note = match asked.after.is_empty() {
        true => "下载的是这里选的，最近的在前，最多 {n} 件。",
        false => "下载的是这里选的，从这一页起往前，最多 {n} 件。",
    };
    let rows: Vec<PublicDecisionRow> = organisation
        .as_deref()
        .map_or_else(Vec::new, |of| found.decisions.iter().map(|it| row(text, of, it)).collect());
    let href = |path: &str, after: &str| address(path, query, after);
    let drawn = DecisionsPublic {
        errors: ErrorSummary::of(text, [&name]),
        name,
        unit: units(text, organisation.as_deref(), &items, &asked),
        item: items_field(text, &items, &asked),
        none: text.t(none).to_owned(),
        pages: Pagination {
            text,
            first: (!asked.after.is_empty()).then(|| href(PATH, "")),
            next: found.next.as_deref().map(|after| href(PATH, after)),
            shown: match rows.len() {
                0 => String::new(),
                n => text.f("这一页 {n} 件", [("n", &n)]),
            },
        },
        rows,
        file: href(FILE, &asked.after),
        file_note: text.f(file_note, [("n", &ROWS_MAX)]),
        text,
        frame,
    };
    Ok(match is_findable {
        true => page(&drawn),
        false => page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn),
    })
}

/// The address of the same question, going on after a row.
fn address(path: &str, query: &Form, after: &str) -> String {
    let mut parts: Vec<String> = ["name", "unit", "item"]
        .into_iter()
        .filter(|name| !query.trimmed(name).is_empty())
        .map(|name| format!("{name}={}", escape_query(query.trimmed(name))))
        .collect();
    if !after.is_empty() {
        parts.push(format!("after={}", escape_query(after)));
    }
    if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
}

/// The units that decide on items whose grants are public.
fn units(
    text: Text,
    organisation: Option<&Organisation>,
    items: &[ItemEntry],
    asked: &DecisionsAsked,
) -> pages::layout::Field {
    let Some(organisation) = organisation else {
        return DecisionsPublic::choice_field(text, "unit", text.t("决定机关"), Vec::new());
    };
    let mut codes: Vec<UnitCode> = items.iter().map(|it| it.item.authority).chain(asked.unit).collect();
    codes.sort();
    codes.dedup();
    let choice = |code: &UnitCode| {
        let name = words::unit(text, organisation, *code);
        Choice::new(code.as_str(), &name, asked.unit == Some(*code))
    };
    DecisionsPublic::choice_field(text, "unit", text.t("决定机关"), codes.iter().map(choice).collect())
}

fn items_field(text: Text, items: &[ItemEntry], asked: &DecisionsAsked) -> pages::layout::Field {
    let choice = |it: &ItemEntry| {
        Choice::new(it.item.short.as_str(), &words::item(text, &it.item), asked.item == Some(it.item.code))
    };
    DecisionsPublic::choice_field(text, "item", text.t("事项"), items.iter().map(choice).collect())
}

/// Who holds it; of whom was erased only that.
pub fn holder(text: Text, decision: &PublicDecision) -> String {
    match decision.holder.is_empty() {
        true => text.t("（已按规定删除）").to_owned(),
        false => decision.holder.clone(),
    }
}

fn row(text: Text, organisation: &Organisation, decision: &PublicDecision) -> PublicDecisionRow {
    let kind = decision.item.kind;
    let number = |no| words::document_no(organisation, kind, no);
    let day = |day: calendar::Day| text.date_of_seal(day);
    let validity = match (decision.valid_from, decision.valid_until) {
        (None, _) => "—".to_owned(),
        (Some(from), None) => text.f("{from}起，长期有效", [("from", &day(from))]),
        (Some(from), Some(until)) => text
            .f("{from}到 {until}", [("from", &day(from) as &dyn std::fmt::Display), ("until", &day(until))]),
    };
    PublicDecisionRow {
        number: number(decision.number),
        item: words::item(text, &decision.item),
        holder: holder(text, decision),
        code: decision.code.clone(),
        unit: words::unit(text, organisation, decision.authority),
        decided: day(decision.decided_on),
        certificate: decision.certificate.map_or_else(|| "—".to_owned(), number),
        validity,
        state: state(text, &decision.state),
    }
}

/// `GET /decisions.csv?name=&unit=&item=&after=`: what the page shows, so many at once, in the words that other programs read.
pub async fn file(State(app): State<Arc<App>>, headers: HeaderMap, Query(query): Query) -> Response {
    let at = At { app: &app, headers: &headers, path: FILE };
    match lines(&app, &query).await {
        Ok(Some(text)) => csv::download("decisions.csv", text),
        // An empty file would say that there are none; the page says what is wrong with the name.
        Ok(None) => at.answer(draw(&at, &query).await).await,
        Err(fault) => at.answer(Err(fault)).await,
    }
}

/// The decisions of a file, from page to page until it is full.
async fn of_file(app: &App, mut asked: DecisionsAsked) -> Result<Vec<PublicDecision>, Fault> {
    let mut found = Vec::new();
    for _ in 0..LOOKS_MAX {
        let page = app.centre.public_decisions(&asked, ROWS_MAX - found.len()).await?;
        found.extend(page.decisions);
        match page.next.filter(|_| found.len() < ROWS_MAX) {
            Some(next) => asked.after = next,
            None => break,
        }
    }
    Ok(found)
}

/// The file; none for a name by which nothing is found.
async fn lines(app: &App, query: &Form) -> Result<Option<String>, Fault> {
    let (organisation, items) = (app.centre.organisation().await?, public_items(app).await?);
    let asked = asked(query, organisation.as_deref(), &items);
    if !asked.is_findable() {
        return Ok(None);
    }
    let found = of_file(app, asked).await?;
    let rows =
        organisation.as_deref().map_or_else(String::new, |of| found.iter().map(|it| line(of, it)).collect());
    let head = "决定书编号,事项,被许可人,统一社会信用代码,决定机关,决定日期,证照编号,有效期自,有效期至,状态";
    Ok(Some(format!("{}{head}\r\n{rows}", csv::BEGIN)))
}

/// A line of the file, in Chinese whatever page it was fetched from.
fn line(organisation: &Organisation, decision: &PublicDecision) -> String {
    let text = Text::Chinese;
    let number = |no| words::document_no(organisation, decision.item.kind, no);
    let day = |day: Option<calendar::Day>| day.map_or_else(String::new, |it| it.to_string());
    let cells = [
        number(decision.number),
        words::item(text, &decision.item),
        holder(text, decision),
        decision.code.clone(),
        words::unit_in_full(text, organisation, decision.authority),
        decision.decided_on.to_string(),
        decision.certificate.map_or_else(String::new, number),
        day(decision.valid_from),
        day(decision.valid_until),
        state(text, &decision.state).word,
    ];
    cells.map(|it| csv::cell(&it)).join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    // N20: every word of the register is said, and none twice.
    #[test]
    fn every_state_has_a_word_of_its_own_in_both_languages() {
        let keys =
            ["making", "in-force", "changed", "expired", "withdrawn", "revoked", "cancelled", "rescinded"];
        for text in [Text::Chinese, Text::English] {
            let mut words: Vec<String> = keys.iter().map(|key| state(text, key).word).collect();
            assert!(words.iter().all(|word| !word.is_empty()), "{words:?}");
            words.sort();
            words.dedup();
            assert_eq!(words.len(), keys.len());
        }
    }

    #[test]
    fn the_next_page_asks_the_same() {
        let query =
            Form::parse("name=晨光&unit=&item=food-business&after=x&other=1".as_bytes()).expect("a form");
        assert_eq!(address(PATH, &query, ""), "/decisions?name=%E6%99%A8%E5%85%89&item=food-business");
        let on = "/decisions.csv?name=%E6%99%A8%E5%85%89&item=food-business&after=2026-11-20_sc-2026-000301";
        assert_eq!(address(FILE, &query, "2026-11-20_sc-2026-000301"), on);
        assert_eq!(address(PATH, &Form::parse(b"").expect("empty"), ""), PATH);
    }
}
